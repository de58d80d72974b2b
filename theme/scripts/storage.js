// What the browser keeps for the reader: nothing in some private windows, full in others.

/** @typedef {"localStorage" | "sessionStorage"} Place */

/**
 * Return what is kept under a key, "" for nothing.
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
 * Keep a text, or nothing where it is empty; return whether that was possible.
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
