// Completes the query while it is typed, by words of the answers that it finds, in their spelling.

import { WORDS } from "./search-show.js";

/** @import { Matcher } from "./search-match.js" */
/** @import { Result } from "./types.js" */
/** @typedef {{ spelling: string, weight: number }} Spelled of a word of the index */

const MOST = 3;
const LOOKED_AT = 10; // answers
const [TITLE, TEXT] = [3, 1]; // what a word's place in an answer counts for
const FADES = 0.9; // what the next answer counts for, of the one before
const SURE = 0.6; // words in Latin letters for which no less certain word is put
const NEAR = 0.15; // what the last of them may be less certain than the best
const SHORTEST = { own: 2, latin: 3 }; // letters that are completed
const LONGEST_TITLE = 48; // letters: what is longer is read below

/**
 * Return the titles and excerpts of answers in their language, each with its weight.
 *
 * @param {Result[]} found
 * @param {string} lang
 */
function textsOf(found, lang) {
  return found
    .filter((one) => one.lang === lang)
    .flatMap(({ titleParts, snippet }, rank) =>
      [titleParts, snippet].map((parts, i) => ({
        text: parts.map(([part]) => part).join(""),
        weight: (i ? TEXT : TITLE) * FADES ** rank,
      })),
    );
}

/**
 * Return word of the index → its spelling in the answers, and how much it counts there.
 *
 * @param {ReturnType<typeof textsOf>} texts
 * @param {Matcher} matcher
 */
function spelledIn(texts, { text: rules }) {
  /** @type {Map<string, Spelled>} */
  const words = new Map();
  for (const { text, weight } of texts) {
    for (const [spelling] of text.matchAll(WORDS)) {
      const [word, ...rest] = rules.wordsOf(spelling);
      if (!word || rest.length) continue;
      const known = words.get(word) ?? { spelling, weight: 0 };
      words.set(word, { ...known, weight: known.weight + weight });
    }
  }
  return words;
}

/**
 * Return the titles that begin with the words of a query.
 *
 * @param {string} asked
 * @param {Result[]} found
 * @param {Matcher} matcher
 */
function titlesFrom(asked, found, { lang, text }) {
  const words = text.wordsOf(asked);
  return found
    .filter((one) => one.lang === lang && one.title.length <= LONGEST_TITLE)
    .map(({ title }) => title)
    .filter((title) => {
      const own = text.wordsOf(title);
      const last = words.length - 1;
      const isBegun = words.every((word, i) =>
        i < last ? own[i] === word : own[i]?.startsWith(word),
      );
      return isBegun && own.length > words.length;
    });
}

/**
 * Return the words of the answers that a word in Latin letters may be, the most certain first.
 *
 * @param {string} word
 * @param {Map<string, Spelled>} words
 * @param {Matcher} matcher
 * @param {boolean} isLast
 */
function nativeOf(word, words, matcher, isLast) {
  const { counts, words: known } = matcher.index;
  const near = [...matcher.romanized(word, isLast)]
    .filter(([at]) => counts[at])
    .sort(([, a], [, b]) => b - a);
  const least = isLast ? (near[0]?.[1] ?? 0) - NEAR : SURE;
  return near
    .filter(([, weight]) => weight >= least)
    .map(([at]) => known[at])
    .filter((one) => words.has(one));
}

/**
 * Return queries in the language's own letters for one in Latin letters; none if a word of it is
 * unknown.
 *
 * @param {string[]} before
 * @param {string} last
 * @param {Map<string, Spelled>} words
 * @param {Matcher} matcher
 */
function rewritten(before, last, words, matcher) {
  const spell = (/** @type {string | undefined} */ word) => words.get(word ?? "")?.spelling;
  const own = before.map((word) => spell(nativeOf(word, words, matcher, false)[0]));
  if (own.includes(undefined)) return [];
  const ends = nativeOf(last, words, matcher, true).filter((word) => isUsual(word, matcher));
  return ends.map((word) => [...own, spell(word)].join(" "));
}

/**
 * Return whether a word is one of the index, and no stop word.
 *
 * @param {string} word
 * @param {Matcher} matcher
 */
function isUsual(word, { index, lang, text }) {
  return Boolean(index.counts[index.places.get(word) ?? -1]) && !text.isStop(word, lang);
}

/**
 * Leave out words that are forms of one before them.
 *
 * @param {[word: string, spelled: Spelled][]} sorted
 * @param {Matcher} matcher
 */
function distinct(sorted, { text, lang }) {
  /** @type {Set<string>} */
  const stems = new Set();
  return sorted.filter(([word]) => {
    const own = [...text.stemsOf(word, lang)];
    const isNew = !own.some((stem) => stems.has(stem));
    own.forEach((stem) => stems.add(stem));
    return isNew;
  });
}

/**
 * Return words of the answers that begin with some letters, the commonest first.
 *
 * @param {string} letters
 * @param {Map<string, Spelled>} words
 * @param {Matcher} matcher
 */
function longer(letters, words, matcher) {
  const found = [...words].filter(
    ([word]) => word !== letters && word.startsWith(letters) && isUsual(word, matcher),
  );
  found.sort(([, a], [, b]) => b.weight - a.weight);
  return distinct(found, matcher).map(([, { spelling }]) => spelling);
}

/**
 * Return whole queries that what is typed may become: its last word completed by words of the
 * answers that it finds, or their titles that begin so. Each of them finds these answers.
 *
 * @param {string} asked
 * @param {Result[]} found
 * @param {Matcher} matcher of the page's language
 * @returns {string[]}
 */
export function suggest(asked, found, matcher) {
  const { lang, latin, text } = matcher;
  const tail = [...asked.matchAll(WORDS)].pop()?.[0] ?? "";
  const [last = "", ...rest] = asked.endsWith(tail) ? text.wordsOf(tail) : [];
  const isLatin = latin.isNeeded && /[a-z]/.test(last);
  if (rest.length || last.length < SHORTEST[isLatin ? "latin" : "own"]) return [];
  const head = asked.slice(0, -tail.length);
  const best = found.slice(0, LOOKED_AT);
  const words = spelledIn(textsOf(best, lang), matcher);
  const whole = isLatin
    ? rewritten(text.wordsOf(head), last, words, matcher)
    : [
        ...longer(last, words, matcher).map((spelling) => head + spelling),
        ...titlesFrom(asked, best, matcher),
      ];
  return [...new Set(whole)].slice(0, MOST);
}
