// Finds words of the site in other scripts for words that are typed in Latin letters.
// Each letter's spellings have costs (tables.latin); the distance of two words is the cost of their
// cheapest alignment. Vowels that a script does not write have a low cost.

/** @import { LatinTable } from "./types.js" */
/** @typedef {[latin: string, cost: number]} Spelling */
/** @typedef {[next: number, spelling: string, cost: number]} Step */
/**
 * The inherent vowel of consonants.
 *
 * @typedef {object} Inherent
 * @property {string} vowel
 * @property {RegExp} letters that have it
 * @property {RegExp} signs of other vowels, or of none
 */
/**
 * The tables of a language's letters in Latin letters.
 *
 * @typedef {object} Letters
 * @property {Record<string, string>} classes Latin letters that sound alike
 * @property {Map<string, Spelling[]>} spellings of letters and groups of them
 * @property {number} longest group of letters
 * @property {Map<string, string>} first spelling of each that is one in letters
 * @property {Record<string, number>} vowels that may be left out, with what that costs
 * @property {RegExp | undefined} doubled a consonant that the next one doubles, with its virama
 * @property {Inherent | undefined} inherent
 */

const FAR = 99;
const MOST = 8;

/**
 * Return the form of a word for comparisons: long vowels and doubled letters are written once.
 *
 * @param {string} latin
 */
function plain(latin) {
  return latin
    .replace(/ee/g, "i")
    .replace(/oo/g, "u")
    .replace(/chh/g, "ch")
    .replace(/([a-z]h?)\1+/g, "$1");
}

/**
 * Return the length of the common beginning of two texts.
 *
 * @param {string} a
 * @param {string} b
 */
function sharedStart(a, b) {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  return start;
}

/**
 * Return whether two short strings differ by at most one insertion, deletion or replacement.
 *
 * @param {string} a
 * @param {string} b
 */
function isNear(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  const start = sharedStart(a, b);
  const most = Math.min(a.length, b.length) - start;
  let end = 0;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return Math.max(a.length, b.length) - start - end <= 1;
}

/**
 * @param {LatinTable["inherent"]} table
 * @returns {Inherent | undefined}
 */
function readInherent(table) {
  if (!table) return undefined;
  const { vowel, letters, signs } = table;
  return { vowel, letters: new RegExp(`[${letters}]`, "u"), signs: new RegExp(`[${signs}]`, "u") };
}

/**
 * Read `letters`, the classes of Latin letters with equal sound, and `table`, the Latin spellings
 * of a language's own letters, if it has others.
 *
 * @param {string} letters
 * @param {LatinTable | undefined} table
 * @returns {Letters}
 */
function readLetters(letters, table) {
  const units = Object.entries(table?.units ?? {});
  /** @type {Map<string, Spelling[]>} */
  const spellings = new Map();
  for (const [unit, list] of units) {
    const read = (/** @type {string} */ one) =>
      /** @type {Spelling} */ ([one.slice(1), Number(one[0]) / 10]);
    spellings.set(unit, list.split(" ").map(read));
  }
  const isInLetters = (/** @type {Spelling} */ [one]) => !/^\d+$/.test(one) && one;
  const first = [...spellings].map(([unit, list]) => [unit, list.find(isInLetters)?.[0] ?? ""]);
  return {
    classes: Object.fromEntries(letters.split(" ").map((pair) => pair.split(":"))),
    spellings,
    longest: Math.max(...units.map(([unit]) => unit.length)),
    first: new Map(/** @type {[string, string][]} */ (first)),
    vowels: table?.vowels ?? {},
    doubled: table?.doubled ? new RegExp(table.doubled, "gu") : undefined,
    inherent: readInherent(table?.inherent),
  };
}

/**
 * Return the classes of the consonants of a word in Latin letters, as in
 * kbgen/output/search/sound.py.
 *
 * @param {Letters} letters
 * @param {string} latin
 */
function skeleton({ classes }, latin) {
  let out = "";
  for (const char of latin.replace(/ch/g, "C")) {
    const one = char === "C" ? "C" : classes[char];
    if (one && !out.endsWith(one)) out += one;
  }
  return out;
}

/**
 * Return the skeleton of a native word, by the first spelling of each letter.
 *
 * @param {Letters} letters
 * @param {string} word
 */
function nativeSkeleton(letters, word) {
  let out = "";
  for (const char of word) out += letters.first.get(char) ?? char;
  return skeleton(letters, out);
}

/**
 * Add a consonant with its inherent vowel, unless another vowel follows.
 *
 * @param {Step[]} found
 * @param {Letters} letters
 * @param {string} text
 * @param {number} at
 */
function addInherent(found, { spellings, inherent }, text, at) {
  const [char, next] = [text[at], text[at + 1]];
  if (!inherent?.letters.test(char) || inherent.signs.test(next)) return;
  const without = next === "$" ? 0 : 0.03;
  for (const [spelling, cost] of spellings.get(char) ?? []) {
    found.push([at + 1, `${spelling}${inherent.vowel}`, cost], [at + 1, spelling, cost + without]);
  }
}

/**
 * Return the possible steps from a place of a native word.
 *
 * @param {Letters} letters
 * @param {string} text
 * @param {number} at
 */
function stepsAt(letters, text, at) {
  const { spellings, longest } = letters;
  /** @type {Step[]} */
  const found = [];
  for (let size = Math.min(longest, text.length - at); size > 0; size -= 1) {
    for (const [spelling, cost] of spellings.get(text.slice(at, at + size)) ?? []) {
      found.push([at + size, spelling, cost]);
    }
  }
  addInherent(found, letters, text, at);
  if (!found.length) found.push([at + 1, text[at], 0], [at + 1, "", 0.6]);
  return found;
}

/**
 * @param {Letters} letters
 * @param {string} word
 */
function steps(letters, word) {
  const { doubled } = letters;
  const text = `^${doubled ? word.replace(doubled, "") : word}$`;
  return [...text].map((_, at) => stepsAt(letters, text, at));
}

/**
 * Make all steps from one place of the native word.
 *
 * @param {Float64Array} best cost of each pair of places
 * @param {number} at
 * @param {Step[]} ways
 * @param {string} latin
 * @param {number} limit
 * @param {Record<string, number>} vowels
 */
function advance(best, at, ways, latin, limit, vowels) {
  const width = latin.length + 1;
  const row = at * width;
  for (let i = 0; i < width; i += 1) {
    const cost = best[row + i];
    if (cost > limit) continue;
    const vowel = at > 0 && i < latin.length ? vowels[latin[i]] : undefined;
    if (vowel !== undefined) best[row + i + 1] = Math.min(best[row + i + 1], cost + vowel / 100);
    for (const [next, spelling, more] of ways) {
      if (spelling && !latin.startsWith(spelling, i)) continue;
      const to = next * width + i + spelling.length;
      if (cost + more < best[to]) best[to] = cost + more;
    }
  }
}

/**
 * Return the cost of writing `word` as `latin`; with `isPart`, of writing its beginning.
 *
 * @param {Letters} letters
 * @param {string} latin
 * @param {string} word
 * @param {number} limit
 * @param {boolean} [isPart]
 */
function distance(letters, latin, word, limit, isPart) {
  const ways = steps(letters, word);
  const width = latin.length + 1;
  const best = new Float64Array((ways.length + 1) * width).fill(FAR);
  best[0] = 0;
  let part = FAR;
  for (let at = 0; at <= ways.length; at += 1) {
    advance(best, at, ways[at] ?? [], latin, limit, letters.vowels);
    if (!isPart || at <= 2) continue;
    part = Math.min(part, best[at * width + latin.length] + 0.02 * (ways.length - 1 - at));
  }
  return Math.min(part, best[ways.length * width + latin.length]);
}

/**
 * Return [place, distance] of the words nearest to `latin`, nearest first.
 *
 * @param {Letters} letters
 * @param {string} latin
 * @param {string[]} words
 * @param {(string | null)[]} skeletons
 * @param {boolean} isPart
 */
function match(letters, latin, words, skeletons, isPart) {
  const wanted = plain(latin);
  if (2 * wanted.length < latin.length) return []; // "aaaa" is no word
  const shape = skeleton(letters, wanted);
  const limit = Math.min(1.6, 0.4 * wanted.length);
  /** @type {[place: number, distance: number][]} */
  const found = [];
  for (let i = 0; i < words.length; i += 1) {
    const other = skeletons[i];
    if (other === null) continue;
    const isCandidate = isPart ? shape && other.startsWith(shape) : isNear(shape, other);
    if (!isCandidate) continue;
    const cost = distance(letters, wanted, words[i], limit, isPart);
    if (cost <= limit) found.push([i, cost]);
  }
  found.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  return found.filter(([, cost]) => cost <= found[0][1] + 0.5).slice(0, MOST);
}

/** @typedef {ReturnType<typeof createLatin>} Latin */
/**
 * @callback Match
 * @param {string} latin
 * @param {string[]} words
 * @param {(string | null)[]} skeletons
 * @param {boolean} [isPart]
 * @returns {[place: number, distance: number][]}
 */

/**
 * Return a function that compares words in Latin letters with words of a language.
 *
 * @param {string} given
 * @param {LatinTable} [table]
 */
export function createLatin(given, table) {
  const letters = readLetters(given, table);
  return {
    isNeeded: letters.spellings.size > 0,
    /** @type {(word: string) => string} */
    skeletonOf: (word) => nativeSkeleton(letters, word),
    /** @type {(latin: string, word: string, limit: number, isPart?: boolean) => number} */
    distance: (latin, word, limit, isPart) => distance(letters, latin, word, limit, isPart),
    /** @type {Match} */
    match: (latin, words, skeletons, isPart = false) =>
      match(letters, latin, words, skeletons, isPart),
  };
}
