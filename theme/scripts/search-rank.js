// Computes the weights of a query's words, and the scores of answers.

import { LEVELS } from "./search-pack.js";
import { surety } from "./search-understand.js";
import { dayIn } from "./today.js";

/** @import { Matcher } from "./search-match.js" */
/** @import { Sense, Token } from "./search-understand.js" */
/** @typedef {{ strength: Float32Array, surest: Float32Array }} Occurrences by answer */
/** @typedef {{ doc: number, score: number, covered: number, surely: number }} Ranked */

const STOP = 0.15; // what a stop word counts for
const ASKING = 0.4; // and a word that asks: when, where, how long
// Other meanings count if they have at least this share of the weight of the most certain one.
const LIKELY = 0.5;
// A less certain match does not count as found, unless there is no better one.
const KNOWN = 0.7;
const COVER = 1.2; // how much an answer loses by what it lacks
const UNKNOWN = 0.84; // what a word that no answer has counts for
const ODD = 0.45; // and a number or code

/**
 * @param {Sense} sense
 * @returns {[word: string, lang: string]}
 */
function wordOf({ matcher, place }) {
  return [matcher.index.words[place], matcher.lang];
}

/**
 * Set the rarity of a word, and whether it is a stop word or a question word.
 *
 * @param {Token} token
 * @param {Matcher} matcher
 */
function describe(token, matcher) {
  const { text, lang, index } = matcher;
  const { word, found } = token;
  found.sort((a, b) => b.weight - a.weight);
  const [best] = found;
  token.found = found.filter((one) => one.weight >= LIKELY * best.weight);
  const isKnownStop = Boolean(best) && text.isStop(...wordOf(best));
  token.isStop = isKnownStop || text.isStop(word, lang) || matcher.soundsLikeStop(word);
  token.isAsking = Boolean(best) && text.isAsking(...wordOf(best));
  token.rarity = best
    ? best.matcher.index.rarity(best.place)
    : index.rarest * (/\d/.test(word) ? ODD : UNKNOWN);
}

/**
 * Set the weights of a query's words: high for rare words, low for stop words and unknown ones.
 *
 * @param {Token[]} tokens
 * @param {Matcher} matcher
 */
export function weigh(tokens, matcher) {
  for (const token of tokens) describe(token, matcher);
  const share = tokens.every((token) => token.isStop) ? 1 : STOP;
  for (const token of tokens) {
    if (token.isStop && share < 1) token.found = token.found.slice(0, 1); // not worth more files
    const usual = token.isAsking ? ASKING : 1;
    token.share = token.isStop ? share : usual;
    token.value = Math.max(0.2, token.rarity) * token.share;
  }
}

/**
 * Add the postings of a word, together with the other words of its term.
 *
 * @param {Occurrences} found
 * @param {Token} token
 * @param {Sense} sense
 * @param {Int32Array[]} lists of the word itself and of the others
 */
function addOccurrences({ strength, surest }, token, { matcher, place, weight }, [list, ...rest]) {
  const others = rest.map((other) => new Set(other.filter((_, at) => at % 2 === 0)));
  const rarity = Math.min(token.rarity, matcher.index.rarity(place));
  const value = rarity * Math.sqrt(token.share);
  for (let at = 0; at < list.length; at += 2) {
    const doc = list[at];
    if (!others.every((other) => other.has(doc))) continue;
    strength[doc] = Math.max(strength[doc], weight * value * (list[at + 1] / LEVELS));
    surest[doc] = Math.max(surest[doc], weight);
  }
}

/**
 * Return the best strength and weight of a word in each answer, as two arrays.
 *
 * @param {Token} token
 * @param {number} size
 * @returns {Promise<Occurrences>}
 */
async function occurrences(token, size) {
  const found = { strength: new Float32Array(size), surest: new Float32Array(size) };
  const lists = await Promise.all(
    token.found.map(({ matcher, place, with: others }) =>
      Promise.all([place, ...others].map((one) => matcher.index.postingsOf(one))),
    ),
  );
  lists.forEach((list, i) => addOccurrences(found, token, token.found[i], list));
  return found;
}

/**
 * Return the answers that are not valid at a moment, by the day in their own zone.
 *
 * @param {[from: string, until: string, zone: string, ...docs: number[]][]} dated
 * @param {number} at
 */
export function away(dated, at) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const [from, until, zone, ...docs] of dated) {
    const day = dayIn(zone, at);
    if (day < from || (until && day > until)) for (const doc of docs) found.add(doc);
  }
  return found;
}

/**
 * Return answers, best first, by a soft AND: a missing word only lowers the score.
 *
 * @param {Token[]} tokens
 * @param {number} size
 * @param {Set<number>} isAway
 */
export async function rank(tokens, size, isAway) {
  const all = await Promise.all(tokens.map((token) => occurrences(token, size)));
  const sum = tokens.reduce((total, token) => total + token.value, 0);
  const best = tokens.map((token) => Math.min(1, Math.max(KNOWN, surety(token))));
  /** @type {Ranked[]} */
  const ranked = [];
  for (let doc = 0; doc < size; doc += 1) {
    if (isAway.has(doc)) continue;
    let [score, covered, surely] = [0, 0, 0];
    for (let i = 0; i < tokens.length; i += 1) {
      const sure = all[i].surest[doc];
      score += all[i].strength[doc];
      covered += Math.min(1, sure / best[i]) * tokens[i].value;
      surely += sure * tokens[i].value;
    }
    if (!score) continue;
    const part = covered / sum;
    ranked.push({ doc, score: score * part ** COVER, covered: part, surely: surely / sum });
  }
  return ranked.sort((a, b) => b.score - a.score || a.doc - b.doc);
}
