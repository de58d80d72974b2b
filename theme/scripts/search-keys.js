// Reads text that was typed while another keyboard was on, and knows which keys are neighbours.

/**
 * @typedef {object} Keyboard
 * @property {Map<string, string>} letters by their keys
 * @property {Map<string, string>} keys by what they write
 * @property {number} longest text of a key
 */

const ROWS = ["1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./"];
const SHIFTED = 'QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?';
const PLAIN = "qwertyuiop[]\\asdfghjkl;'zxcvbnm,./";

/**
 * Read a keyboard: each key of the US keyboard with what it writes, also as the index writes it.
 *
 * @param {string} table
 * @param {(text: string) => string[]} wordsOf
 * @returns {Keyboard}
 */
function read(table, wordsOf) {
  const pairs = table.split(" ").map((one) => /** @type {const} */ ([one[0], one.slice(1)]));
  const folded = pairs.map(([key, letters]) => /** @type {const} */ ([wordsOf(letters)[0], key]));
  const plain = pairs.map(([key, letters]) => /** @type {const} */ ([letters, key]));
  return {
    letters: new Map(pairs),
    keys: new Map([...folded.reverse(), ...plain.reverse()]),
    longest: Math.max(...pairs.map(([, letters]) => letters.length)),
  };
}

/**
 * Return what Latin keys write on a keyboard.
 *
 * @param {Keyboard} keyboard
 * @param {string} text
 */
function native({ letters }, text) {
  return [...text].map((key) => letters.get(key) ?? letters.get(key.toLowerCase()) ?? key).join("");
}

/**
 * Return the Latin keys that write a text on a keyboard.
 *
 * @param {Keyboard} keyboard
 * @param {string} text
 */
function latin({ keys, longest }, text) {
  let out = "";
  for (let at = 0; at < text.length;) {
    let size = Math.min(longest, text.length - at);
    while (size > 1 && !keys.has(text.slice(at, at + size))) size -= 1;
    out += keys.get(text.slice(at, at + size)) ?? text[at];
    at += size;
  }
  return out;
}

/** @param {string} key */
function placeOf(key) {
  const plain = PLAIN[SHIFTED.indexOf(key)] ?? key;
  const row = ROWS.findIndex((one) => one.includes(plain));
  return row < 0 ? null : { row, column: ROWS[row].indexOf(plain) };
}

/**
 * Return whether two keys touch one another; each row is half a key further to the right.
 *
 * @param {string} a
 * @param {string} b
 */
function touch(a, b) {
  const [one, other] = [placeOf(a), placeOf(b)];
  if (!one || !other) return false;
  const across = one.column + one.row / 2 - other.column - other.row / 2;
  return Math.abs(one.row - other.row) <= 1 && Math.abs(across) <= 1;
}

/** @typedef {ReturnType<typeof createKeys>} Keys */

/**
 * Return the keyboards of a site's languages.
 *
 * @param {Record<string, string[]>} tables
 * @param {(text: string) => string[]} wordsOf
 */
export function createKeys(tables, wordsOf) {
  /** @type {Record<string, Keyboard[]>} */
  const known = {};
  for (const [lang, boards] of Object.entries(tables ?? {})) {
    known[lang] = boards.map((table) => read(table, wordsOf));
  }
  return {
    /** @type {(text: string, lang: string) => string[]} */
    native: (text, lang) => (known[lang] ?? []).map((board) => native(board, text)),
    /** @type {(text: string) => string[]} */
    latin: (text) => Object.values(known).flatMap((all) => all.map((board) => latin(board, text))),
    /** @type {(a: string, b: string, lang: string) => boolean} */
    areNear: (a, b, lang) => {
      const boards = known[lang] ?? [];
      if (!boards.length) return touch(a, b);
      return boards.some(({ keys }) => touch(keys.get(a) ?? "", keys.get(b) ?? ""));
    },
  };
}
