// Finds the words of a query, each with its possible meanings in the indexes of the site.

import { addNumbers } from "./search-numbers.js";
import { addSenses } from "./search-thesaurus.js";

/** @import { Indexes } from "./search-indexes.js" */
/** @import { Matcher, Weights } from "./search-match.js" */
/** @import { Text } from "./search-text.js" */
/** @import { Meaning } from "./types.js" */
/** @typedef {Meaning & { matcher: Matcher, isKind?: boolean }} Sense */
/**
 * A word of a query; its `value` is its weight, by its rarity and its type (`share`).
 *
 * @typedef {object} Token
 * @property {string} word
 * @property {string} script
 * @property {boolean} isLast whether it may still be typed
 * @property {Map<Matcher, Weights>} weights what it may stand for in each index
 * @property {Sense[]} found
 * @property {number} [corrected] place of the word that a typing mistake was taken for
 * @property {boolean} isNamed whether it surely is a form of the thesaurus, or a part of one
 * @property {boolean} isStop
 * @property {boolean} isAsking
 * @property {boolean} isChatter
 * @property {boolean} isUnrelated
 * @property {number} rarity
 * @property {number} share
 * @property {number} value
 */

const LONGEST_QUERY = 400;
const MOST_WORDS = 60;
const SURE = 0.5; // below that, a word may as well be a typing mistake
const KNOWN = 0.78; // a word that certain is surely of the site
const RETYPED = 0.6; // of a query's letters in such words, and no other keyboard is tried
const LIKELY = 0.6; // of them in such words with another keyboard
const MOST_RETYPED = 8; // words: who types more of them looks up
const HALVES = 0.85; // what two words count for that are written as one

/** @param {Token} token */
export const surety = (token) => Math.max(0, ...token.found.map((one) => one.weight));

/**
 * Return how certain it is what a word stands for.
 *
 * @param {Pick<Token, "weights">} token
 */
function certainty({ weights }) {
  let most = 0;
  for (const [{ share }, places] of weights) {
    for (const weight of places.values()) most = Math.max(most, weight * share);
  }
  return most;
}

/** @param {Token[]} tokens */
const wordsIn = (tokens) => tokens.map(({ word }) => word);

/**
 * @param {Indexes} indexes
 * @param {Token} token
 */
const isUnsure = ({ text, lang }, { word, weights }) =>
  certainty({ weights }) < SURE && !text.isStop(word, lang) && !text.isOf("chatter", word, lang);

/**
 * @param {Token} token
 * @param {Matcher} matcher
 * @param {Iterable<[place: number, weight: number]>} places
 */
function add(token, matcher, places) {
  const known = token.weights.get(matcher) ?? new Map();
  token.weights.set(matcher, known);
  for (const [place, weight] of places) {
    known.set(place, Math.max(known.get(place) ?? 0, weight));
  }
}

/**
 * Return a number and the unit that is written together with it, or the word: "14days". In Latin
 * letters, other digits may be letters.
 *
 * @param {Text} text
 * @param {string} word
 */
function apart(text, word) {
  const [, number, unit] = /^(\d+)(\p{L}+)$/u.exec(word) ?? [];
  return unit && text.isUnit(unit) ? [number, unit] : [word];
}

/**
 * @param {Indexes} indexes
 * @param {string} query
 * @returns {Token[]}
 */
function tokensOf({ text }, query) {
  // A dollar sign before a letter means sh: "$ukria".
  const spelled = query.slice(0, LONGEST_QUERY).replace(/\$(?=[a-z])/gi, "sh");
  const said = spelled.replace(/\S+@\S+/g, " ").trim() || spelled; // no reader's own address
  const words = text.wordsOf(said).flatMap((word) => apart(text, word));
  const asked = [...new Set(words)].slice(0, MOST_WORDS);
  const isTyping = /[\p{L}\p{N}\p{M}]$/u.test(query);
  return asked.map((word, i) => ({
    word,
    script: text.scriptOf(word),
    isLast: isTyping && i === asked.length - 1,
    weights: new Map(),
    found: [],
    isNamed: false,
    isStop: false,
    isAsking: false,
    isChatter: false,
    isUnrelated: false,
    rarity: 0,
    share: 1,
    value: 0,
  }));
}

/**
 * Return the query as it is read, and its words, each with its possible meanings.
 *
 * @param {Indexes} indexes
 * @param {string} query
 * @param {boolean} [isRetyped] whether it is read as typed with another keyboard
 * @returns {Promise<{ tokens: Token[], read: string | undefined }>}
 */
export async function understand(indexes, query, isRetyped = false) {
  const { lang, text } = indexes;
  const script = text.scriptOfLang(lang);
  const matcher = await indexes.own();
  const tokens = tokensOf(indexes, query);
  await matchOwn(indexes, tokens, matcher);
  const lacking = tokens.filter(
    (token) => token.script === script && !certainty(token) && !text.isStop(token.word, lang),
  );
  // In Latin letters, a mistyped English word is as likely as a word of another language.
  if (script === "latn") for (const token of lacking) correct(indexes, token, matcher);
  await askAbroad(indexes, tokens, lacking);
  await correctAll(indexes, tokens, matcher);
  const meant = isRetyped ? undefined : await retyped(indexes, query, tokens);
  if (meant) return understand(indexes, meant, true);
  mean(tokens);
  return { tokens, read: isRetyped ? query : undefined };
}

/**
 * Find the words of the reader's own language.
 *
 * @param {Indexes} indexes
 * @param {Token[]} tokens
 * @param {Matcher} matcher
 */
async function matchOwn(indexes, tokens, matcher) {
  const scripts = ["", "latn", indexes.text.scriptOfLang(indexes.lang)];
  await matcher.prepare(wordsIn(tokens.filter((token) => scripts.includes(token.script))));
  for (const token of tokens) add(token, matcher, matcher.match(token.word, token.isLast));
  join(indexes, tokens, matcher);
  for (const token of tokens) {
    if (!matcher.meanings(token.weights.get(matcher) ?? new Map()).length) split(token, matcher);
  }
}

/**
 * Return the query as it would be with another keyboard, if only that has known words.
 *
 * @param {Indexes} indexes
 * @param {string} query
 * @param {Token[]} tokens
 */
async function retyped(indexes, query, tokens) {
  const { lang, text } = indexes;
  const known = knownShare(
    tokens.map((token) => [token.word, certainty(token)]),
    indexes,
  );
  if (known > RETYPED || tokens.length > MOST_RETYPED) return undefined;
  const isLatin = tokens.some((token) => token.script === "latn");
  const ways = isLatin ? text.keys.native(query, lang) : text.keys.latin(query);
  const wanted = isLatin ? [] : languagesOf(indexes, "latn");
  const matchers = [await indexes.own(), ...(await indexes.others([], wanted))];
  let [best, share] = ["", Math.max(LIKELY, known + 0.2)];
  for (const way of ways) {
    const sure = text
      .wordsOf(way)
      .map(
        (word) =>
          /** @type {[string, number]} */ ([
            word,
            Math.max(...matchers.map((one) => Math.max(0, ...one.native(word, false).values()))),
          ]),
      );
    const one = knownShare(sure, indexes);
    if (one >= share) [best, share] = [way, one];
  }
  return best || undefined;
}

/**
 * Return the share of the letters of words that are surely known.
 *
 * @param {[word: string, certainty: number][]} words
 * @param {Indexes} indexes
 */
function knownShare(words, { text, lang }) {
  let [known, all] = [0, 0];
  for (const [word, sure] of words) {
    all += word.length;
    if (sure >= KNOWN || text.isStop(word, lang)) known += word.length;
  }
  return all && known / all;
}

/**
 * @param {Meaning} one
 * @param {Matcher} matcher
 * @returns {Sense}
 */
const sense = (one, matcher) => ({ ...one, matcher, weight: one.weight * matcher.share });

/**
 * Find the meanings of words, also by the thesaurus of each index.
 *
 * @param {Token[]} tokens
 */
function mean(tokens) {
  const matchers = new Set(tokens.flatMap((token) => [...token.weights.keys()]));
  for (const matcher of matchers) {
    for (const { weights, found } of tokens) {
      const own = weights.get(matcher);
      if (own) found.push(...matcher.meanings(own).map((one) => sense(one, matcher)));
    }
    addSenses(tokens, matcher);
    addNumbers(tokens, matcher);
  }
}

/**
 * @param {Indexes} indexes
 * @param {Token[]} tokens
 */
function languagesFor({ text }, tokens) {
  const wanted = new Set(tokens.map((token) => token.script));
  return text.languages().filter((language) => wanted.has(text.scriptOfLang(language)));
}

/**
 * @param {Indexes} indexes
 * @param {string} script
 */
function languagesOf({ text }, script) {
  return text.languages().filter((language) => text.scriptOfLang(language) === script);
}

/**
 * Return the languages with another script whose words the query has in Latin letters.
 *
 * @param {Indexes} indexes
 */
function spokenInLatin({ text }) {
  return text.languages().filter((language) => text.scriptOfLang(language) !== "latn");
}

/**
 * Find two or three neighbouring words, also across stop words, that are one word.
 *
 * @param {Indexes} indexes
 * @param {Token[]} tokens
 * @param {Matcher} matcher
 */
function join(indexes, tokens, matcher) {
  const usual = tokens.filter((token) => !indexes.text.isStop(token.word, indexes.lang));
  for (const list of [tokens, usual]) {
    for (let i = 1; i < list.length; i += 1) {
      for (const parts of [list.slice(i - 1, i + 1), list.slice(i - 1, i + 2)]) {
        const found = spellings(parts, indexes).map((words) => matcher.together(words));
        const best = found.filter((one) => one !== null).slice(0, 1);
        parts.forEach((token) => add(token, matcher, best));
      }
    }
  }
}

/**
 * Return the readings of words: as they are, and Latin ones as words of the site.
 *
 * @param {Token[]} tokens
 * @param {Indexes} indexes
 */
function spellings(tokens, indexes) {
  /** @type {string[][]} */
  let ways = [[]];
  for (const token of tokens) {
    ways = ways.flatMap((way) => readings(token, indexes).map((word) => [...way, word]));
  }
  return ways;
}

/**
 * @param {Token} token
 * @param {Indexes} indexes
 */
function readings({ word, script, weights }, { lang, text }) {
  if (script !== "latn" || text.scriptOfLang(lang) === "latn") return [word];
  const [[matcher, places]] = weights;
  const sure = [...places].filter(([, weight]) => weight > SURE).sort((a, b) => b[1] - a[1]);
  return [word, ...sure.slice(0, 3).map(([place]) => matcher.index.words[place])];
}

/**
 * @param {Token} token
 * @param {Matcher} matcher
 */
function split(token, matcher) {
  const pair = matcher.halves(token.word);
  if (pair) token.found.push({ matcher, place: pair[0], with: [pair[1]], weight: HALVES });
}

/**
 * Search other languages' indexes: always for another script, else only for unknown words.
 *
 * @param {Indexes} indexes
 * @param {Token[]} tokens
 * @param {Token[]} lacking
 */
async function askAbroad(indexes, tokens, lacking) {
  const { text } = indexes;
  const script = text.scriptOfLang(indexes.lang);
  const foreign = tokens.filter((token) => token.script && token.script !== script);
  for (const matcher of await indexes.others(wordsIn(foreign), languagesFor(indexes, foreign))) {
    const theirs = text.scriptOfLang(matcher.lang);
    askMatcher(
      matcher,
      foreign.filter((token) => token.script === theirs),
    );
  }
  if (!lacking.length) return;
  const languages = script === "latn" ? spokenInLatin(indexes) : languagesFor(indexes, lacking);
  for (const matcher of await indexes.others(wordsIn(lacking), languages)) {
    askMatcher(matcher, lacking);
  }
}

/**
 * @param {Matcher} matcher
 * @param {Token[]} tokens
 */
function askMatcher(matcher, tokens) {
  for (const token of tokens) {
    add(token, matcher, matcher.match(token.word, token.isLast));
  }
}

/**
 * Correct uncertain words as typing mistakes, in this language and others of its script.
 *
 * @param {Indexes} indexes
 * @param {Token[]} tokens
 * @param {Matcher} matcher
 */
async function correctAll(indexes, tokens, matcher) {
  const unsure = tokens.filter((token) => isUnsure(indexes, token));
  const foreign = await indexes.others(wordsIn(unsure), languagesFor(indexes, unsure));
  for (const token of tokens) {
    for (const one of [matcher, ...foreign]) correct(indexes, token, one);
  }
}

/**
 * Correct a word without a better meaning as a typing mistake.
 *
 * @param {Indexes} indexes
 * @param {Token} token
 * @param {Matcher} matcher
 */
function correct(indexes, token, matcher) {
  const isOwn = matcher.lang === indexes.lang;
  if (!isUnsure(indexes, token)) return;
  if (!isOwn && indexes.text.scriptOfLang(matcher.lang) !== token.script) return;
  const places = matcher.misspelled(token.word);
  const [best] = matcher.meanings(places);
  if (best && isOwn) token.corrected = best.place;
  add(token, matcher, places);
}
