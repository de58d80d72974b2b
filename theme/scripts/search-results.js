// Orders the answers by the query's words in their texts, and marks these words.

import { mark, snippet } from "./search-show.js";

/** @import { Answer, Result, Values } from "./types.js" */
/** @import { Index } from "./search-files.js" */
/** @import { Ranked } from "./search-rank.js" */
/** @import { Text } from "./search-text.js" */
/** @import { Token } from "./search-understand.js" */
/** @typedef {{ tokens: Token[], index: Index, text: Text, values?: Values }} Context */
/** @typedef {[token: number, weight: number, certainty: number]} Match */
/** @typedef {Map<string, Match[]>} Meanings by the words of an index */

// The bonus for words in a title, by their share of the query and of the title.
const TITLE = [0.5, 0.45];
const SENTENCE = 0.3; // what it adds that one sentence says it all
const LEAD = 0.2; // what the lead of a page has over its sections, if one word asks for a topic
const MOST = 6; // words
const SENTENCE_END = /[\p{Sentence_Terminal}\n]+/u;
const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}\u200c]+/u;

/**
 * Return word of the index → the words of the query that it matches, with their share of it.
 *
 * @param {Context} context
 */
function meaningsOf({ tokens, index }) {
  /** @type {Meanings} */
  const found = new Map();
  tokens.forEach((token, i) => {
    for (const one of token.found.filter(({ matcher }) => matcher.index === index)) {
      for (const at of [one.place, ...one.with]) {
        const word = index.words[at];
        found.set(word, [...(found.get(word) ?? []), [i, one.weight * token.value, one.weight]]);
      }
    }
  });
  return found;
}

/**
 * Return a function from a word of a result's text to its weight in the query.
 *
 * @param {Context} context
 * @param {Meanings} known
 */
function weightsOf({ tokens, text }, known) {
  const isAnyUsual = tokens.some((token) => !token.isStop);
  const weight = (/** @type {string} */ word) => {
    const found = (known.get(word) ?? []).filter(([i]) => !(tokens[i].isStop && isAnyUsual));
    return Math.max(0, ...found.map(([, one]) => one));
  };
  /** @type {Map<string, number>} */
  const kept = new Map();
  return (/** @type {string} */ word) => {
    const before = kept.get(word);
    if (before !== undefined) return before;
    const found = Math.max(0, ...text.wordsOf(word).map(weight));
    kept.set(word, found);
    return found;
  };
}

/**
 * Return a function from words to the share of the query that they match, 0 to 1.
 *
 * @param {Context} context
 * @param {Meanings} known
 */
function shareIn({ tokens, index }, known) {
  const isHere = (/** @type {Token} */ token) =>
    token.found.some(({ matcher }) => matcher.index === index);
  const values = tokens.filter(isHere).map((token) => token.value);
  const most = values.sort((a, b) => b - a).slice(0, MOST); // of a long message, what it turns on
  const sum = most.reduce((total, value) => total + value, 0);
  return (/** @type {string[]} */ words) => {
    const best = new Float32Array(tokens.length);
    for (const word of words) {
      for (const [i, one] of known.get(word) ?? []) best[i] = Math.max(best[i], one);
    }
    return sum && Math.min(1, best.reduce((a, b) => a + b) / sum);
  };
}

/**
 * Return a function that computes the score of an answer. Of two titles with equal words the
 * shorter is better; of two texts the one with all words in one sentence.
 *
 * @param {Context} context
 * @param {Meanings} known
 * @param {(word: string) => number} weightOf
 */
function fitIn(context, known, weightOf) {
  const { tokens, index, text } = context;
  const share = shareIn(context, known);
  const sureOf = (/** @type {string} */ word) =>
    weightOf(word) && Math.max(...(known.get(word) ?? []).map(([, , sure]) => sure));
  const isTopic = tokens.filter((token) => !token.isStop).length === 1;
  return (/** @type {Answer} */ { id, title, text: body }) => {
    const words = text.wordsOf(title).filter((word) => !text.isStop(word, index.lang));
    const said = words.reduce((sum, word) => sum + sureOf(word), 0) / (words.length || 1);
    const sentences = body.split(SENTENCE_END).map((one) => share(text.wordsOf(one)));
    const byTitle = 1 + TITLE[0] * share(words) + TITLE[1] * said;
    const bySentence = 1 + SENTENCE * Math.max(...sentences);
    return byTitle * bySentence * (isTopic && !id.includes("#") ? 1 + LEAD : 1);
  };
}

/**
 * @param {Ranked[]} ranked
 * @param {Context} context
 * @returns {Promise<Result[]>}
 */
export async function results(ranked, context) {
  const known = meaningsOf(context);
  const weightOf = weightsOf(context, known);
  const fit = fitIn(context, known, weightOf);
  const { index, values } = context;
  const answers = await Promise.all(ranked.map(({ doc }) => index.answer(doc, values)));
  return answers
    .flatMap((answer, i) => (answer ? { answer, score: ranked[i].score * fit(answer) } : []))
    .sort((a, b) => b.score - a.score)
    .map(({ answer: { text: body, ...answer }, score }) => ({
      ...answer,
      score,
      titleParts: mark(answer.name, weightOf),
      snippet: snippet(body, weightOf),
    }));
}

/**
 * Return word of the index → its spelling in the answers.
 *
 * @param {Result[]} found
 * @param {Text} text
 */
function spelledIn(found, text) {
  /** @type {Map<string, string>} */
  const spelled = new Map();
  for (const { titleParts, snippet: piece } of found) {
    for (const word of [...titleParts, ...piece].flatMap(([part]) => part.split(BETWEEN_WORDS))) {
      spelled.set(text.wordsOf(word)[0], word);
    }
  }
  return spelled;
}

/**
 * Return the word of the index that a word of the query was corrected to, if it is the likeliest.
 *
 * @param {Token} token
 * @param {Index} index
 */
function correctionOf({ corrected, found }, index) {
  const own = found.find(({ matcher }) => matcher.index === index);
  return own && own.place === corrected ? index.words[own.place] : undefined;
}

/**
 * Return the query with corrected words in the spelling of the answers; undefined if nothing was
 * corrected, or the answers do not contain the words.
 *
 * @param {Result[]} found
 * @param {Context} context
 */
export function meant(found, { tokens, index, text }) {
  if (!tokens.some((token) => correctionOf(token, index))) return undefined;
  const spelled = spelledIn(found, text);
  const said = tokens.map((token) => {
    const word = correctionOf(token, index);
    return word === undefined ? token.word : spelled.get(word);
  });
  return said.includes(undefined) ? undefined : said.join(" ");
}
