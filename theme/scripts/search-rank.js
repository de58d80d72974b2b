// Computes the weights of a query's words, and the scores of answers.

import { LEVELS } from "./search-pack.js";
import { surety } from "./search-understand.js";
import { dayIn } from "./today.js";

/** @import { List } from "./search-lists.js" */
/** @import { Matcher } from "./search-match.js" */
/** @import { Sense, Token } from "./search-understand.js" */
/** @typedef {{ strength: Float32Array, surest: Float32Array }} Occurrences by answer */
/** @typedef {{ doc: number, score: number, covered: number, surely: number }} Ranked */

const STOP = 0.15; // what a stop word counts for
const CHATTER = 0.05; // and a word that carries no question: a greeting, a word of a story
const ASKING = 0.4; // and a word that asks: when, where, how long
// Other meanings count if they have at least this share of the weight of the most certain one, or
// are the name of its kind.
const LIKELY = 0.5;
// A less certain match does not count as found, unless there is no better one.
const KNOWN = 0.7;
const COVER = 1.2; // how much an answer loses by what it lacks
const UNKNOWN = 0.84; // what a word that no answer has counts for
const ODD = 0.45; // and a number or code
const UNRELATED = 6; // how much more a word counts of what is asked of other companies
const ITSELF = 0.9; // a word that is surely meant itself
const READ = 14; // words whose answers are read: those of the highest value
const WINDOW = 5; // words of a long message that are looked at together
const REST = 0.3; // what the whole of a long message counts for, beside its best window

/**
 * @param {Sense} sense
 * @returns {[word: string, lang: string]}
 */
function wordOf({ matcher, place }) {
  return [matcher.index.words[place], matcher.lang];
}

/**
 * Set of which type a word is: a stop word, a question word, chatter, or of other companies.
 *
 * @param {Token} token
 * @param {Matcher} matcher
 */
function addType(token, { lists, text }) {
  const { word, found } = token;
  const [best] = found;
  const isKnown = token.isNamed || surety(token) >= KNOWN || (token.isLast && lists.isBegun(word));
  token.isUnrelated = !isKnown && lists.isUnrelated(word);
  if (token.isUnrelated) return;
  const isBest = (/** @type {List} */ list) => Boolean(best) && text.isOf(list, ...wordOf(best));
  token.isStop = isBest("stop") || lists.isStop(word);
  token.isAsking = isBest("ask") || lists.isAsking(word);
  token.isChatter = !token.isStop && !token.isAsking && lists.isChatter(word);
}

/**
 * Set the type of a word, its likely meanings and its rarity.
 *
 * @param {Token} token
 * @param {Matcher} matcher
 */
function describe(token, matcher) {
  token.found.sort((a, b) => b.weight - a.weight);
  addType(token, matcher);
  const [best] = token.isUnrelated ? [] : token.found;
  token.found = best
    ? token.found.filter((one) => one.isKind || one.weight >= LIKELY * best.weight)
    : [];
  token.rarity = best
    ? best.matcher.index.rarity(best.place)
    : matcher.index.rarest * (/\d/.test(token.word) ? ODD : UNKNOWN);
}

/**
 * Set the weights of a query's words: high for rare words, low for stop words and unknown ones.
 *
 * @param {Token[]} tokens
 * @param {Matcher} matcher
 */
export function weigh(tokens, matcher) {
  for (const token of tokens) describe(token, matcher);
  const isAnyUsual = tokens.some((token) => !token.isStop && !token.isChatter);
  const stop = tokens.every((token) => token.isStop) ? 1 : STOP;
  const chatter = isAnyUsual ? CHATTER : 1;
  for (const token of tokens) {
    if (token.isStop && stop < 1) token.found = token.found.slice(0, 1); // not worth more files
    if (token.isChatter) token.found = token.found.filter(({ weight }) => weight >= ITSELF);
    token.share = shareOf(token, stop, chatter);
    token.value = Math.max(0.2, token.rarity) * token.share;
  }
}

/**
 * @param {Token} token
 * @param {number} stop
 * @param {number} chatter
 */
function shareOf({ isStop, isChatter, isAsking, isUnrelated }, stop, chatter) {
  if (isStop) return stop;
  if (isChatter) return chatter;
  if (isUnrelated) return UNRELATED;
  return isAsking ? ASKING : 1;
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
 * Return the words that count most, in the order of the query.
 *
 * @param {Token[]} tokens
 */
function weightiest(tokens) {
  const kept = new Set([...tokens].sort((a, b) => b.value - a.value).slice(0, READ));
  return tokens.filter((token) => kept.has(token));
}

/**
 * Return the groups of words of a long message that stand together, as places; none for a short
 * query.
 *
 * @param {Token[]} tokens
 */
function windowsOf(tokens) {
  const places = [...tokens.keys()].filter((i) => !tokens[i].isStop && !tokens[i].isChatter);
  const more = places.length - WINDOW;
  if (more < 2) return [];
  return Array.from({ length: more + 1 }, (_, i) => places.slice(i, i + WINDOW));
}

/**
 * Return answers, best first, by a soft AND: a missing word only lowers the score.
 *
 * @param {Token[]} given
 * @param {number} size
 * @param {Set<number>} isAway
 */
export async function rank(given, size, isAway) {
  const tokens = weightiest(given);
  const all = await Promise.all(tokens.map((token) => occurrences(token, size)));
  const best = tokens.map((token) =>
    Math.min(1, Math.max((!token.isNamed && KNOWN) || 0, surety(token)) || 1),
  );
  const part = partOf(tokens, all, best);
  const places = [...tokens.keys()];
  const windows = windowsOf(tokens);
  /** @type {Ranked[]} */
  const ranked = [];
  for (let doc = 0; doc < size; doc += 1) {
    if (isAway.has(doc)) continue;
    const whole = part(doc, places);
    if (!whole.score) continue;
    let top = windows.length ? { ...whole, score: 0 } : whole;
    for (const window of windows) {
      const one = part(doc, window);
      if (one.score > top.score) top = one;
    }
    const rest = windows.length ? REST * whole.score : 0;
    ranked.push({ doc, ...top, score: top.score + rest });
  }
  return ranked.sort((a, b) => b.score - a.score || a.doc - b.doc);
}

/**
 * Return a function that scores some words of the query in an answer.
 *
 * @param {Token[]} tokens
 * @param {Occurrences[]} all
 * @param {number[]} best
 */
function partOf(tokens, all, best) {
  return (/** @type {number} */ doc, /** @type {number[]} */ places) => {
    let [score, covered, surely, sum] = [0, 0, 0, 0];
    for (const i of places) {
      const sure = all[i].surest[doc];
      const { value } = tokens[i];
      score += all[i].strength[doc];
      covered += Math.min(1, sure / best[i]) * value;
      surely += sure * value;
      sum += value;
    }
    const part = sum && covered / sum;
    return { score: score * part ** COVER, covered: part, surely: sum && surely / sum };
  };
}
