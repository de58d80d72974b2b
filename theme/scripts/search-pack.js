// Decodes text of kbgen/output/search/pack.py: numbers, postings and lists of words.

const CODES = [...Array(94).keys()].map((i) => String.fromCharCode(33 + i));
const CHARS = CODES.filter((char) => char !== '"' && char !== "\\");
const VALUE = new Int8Array(128).fill(-1);
CHARS.forEach((char, i) => (VALUE[char.charCodeAt(0)] = i));
const MARK = 90;
export const LEVELS = 15; // ranks are levels, the highest first
export const END = CHARS[91];

/**
 * Decode numbers: 60 characters are final digits, 30 are digits before others.
 *
 * @param {string} text
 */
export function numbers(text) {
  const found = [];
  let value = 0;
  for (let i = 0; i < text.length; i += 1) {
    const digit = VALUE[text.charCodeAt(i)];
    if (digit < 60) {
      found.push(value * 60 + digit);
      value = 0;
    } else value = value * 30 + digit - 60;
  }
  return found;
}

/**
 * Return Int32Array of answer, level, answer, level …
 *
 * @param {string} text
 */
export function postings(text) {
  const found = [];
  let [level, doc, value] = [0, -1, 0];
  for (let i = 0; i < text.length; i += 1) {
    const digit = VALUE[text.charCodeAt(i)];
    if (digit === MARK) {
      level = LEVELS - VALUE[text.charCodeAt((i += 1))];
      doc = -1;
    } else if (digit < 60) {
      doc += value * 60 + digit + 1;
      found.push(doc, level);
      value = 0;
    } else value = value * 30 + digit - 60;
  }
  return Int32Array.from(found);
}

/**
 * Decode words; each begins with the number of letters that it shares with the word before.
 *
 * @param {string} text
 */
export function wordList(text) {
  const words = [];
  let last = "";
  for (const [, shared, rest] of text.matchAll(/([A-Z])([^A-Z]*)/g)) {
    last = last.slice(0, shared.charCodeAt(0) - 65) + rest;
    words.push(last);
  }
  return words;
}
