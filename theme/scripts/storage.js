// Values that the browser stores; this may fail in private windows or if the storage is full.

/** @typedef {"localStorage" | "sessionStorage"} Place */

/**
 * Return the stored text of a key, "" for none.
 *
 * @param {string} key
 * @param {Place} place
 */
export function recall(key, place = "localStorage") {
  try {
    return window[place].getItem(key) ?? "";
  } catch {
    return ""; // A browser may forbid it.
  }
}

/**
 * Store a text, or remove it if it is empty; return whether that was possible.
 *
 * @param {string} key
 * @param {string} value
 * @param {Place} place
 */
export function remember(key, value, place = "localStorage") {
  try {
    if (value) window[place].setItem(key, value);
    else window[place].removeItem(key);
    return true;
  } catch {
    return false; // It holds for this page alone.
  }
}
