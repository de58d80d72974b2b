// Reads the fragment of the address.

/** Return the id in the address; a per cent sign that escapes nothing is kept. */
export function anchor() {
  const written = location.hash.slice(1);
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
