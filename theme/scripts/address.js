// Where the address leads.

/** Return the id that the address names; a per cent sign that escapes nothing stands for itself. */
export function anchor() {
  const written = location.hash.slice(1);
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
