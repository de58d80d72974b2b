// Completes the query while it is typed, by words of the answers that it finds, in their spelling.

import { WORDS } from "./search-show.js";

/** @import { Matcher } from "./search-match.js" */
/** @import { Result } from "./types.js" */
/** @typedef {{ spelling: string, weight: number }} Spelled of a word of the index */

const MOST = 3;
const LOOKED_AT = 10; // answers
const [TITLE, TEXT] = [3, 1]; // what a word's place in an answer counts for
const FADES = 0.9; // what the next answer counts for, of the one before
const SURE = 0.6; // a word in Latin letters is no word of the site that is farther from it
const NEAR = 0.3; // how much farther than the closest the others may be that it may become
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
 * Return the words of the answers that a word in Latin letters may be, or the beginning of it: of
 * those that are nearly as close as the closest, the commonest first.
 *
 * @param {string} word
 * @param {Map<string, Spelled>} words
 * @param {Matcher} matcher
 * @param {boolean} isPart
 */
function nativeOf(word, words, matcher, isPart) {
  const { latin } = matcher;
  const usual = [...words].filter(([one]) => matcher.text.scriptOf(one) && isUsual(one, matcher));
  const known = usual.map(([one]) => one);
  const near = latin.match(word, known, known.map(latin.skeletonOf), isPart);
  const most = isPart ? Math.min(SURE, (near[0]?.[1] ?? 0) + NEAR) : SURE;
  const found = near.filter(([, distance]) => distance <= most).map(([place]) => usual[place]);
  return found.sort(([, a], [, b]) => b.weight - a.weight).map(([, { spelling }]) => spelling);
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
  const own = before.map((word) => nativeOf(word, words, matcher, false)[0]);
  if (!own.every(Boolean)) return [];
  return nativeOf(last, words, matcher, true).map((word) => [...own, word].join(" "));
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
 * Return words of the answers that begin with some letters, the commonest first; none for a word.
 *
 * @param {string} letters
 * @param {Map<string, Spelled>} words
 * @param {Matcher} matcher
 */
function longer(letters, words, matcher) {
  if (isUsual(letters, matcher)) return [];
  const found = [...words].filter(([word]) => word.startsWith(letters) && isUsual(word, matcher));
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
