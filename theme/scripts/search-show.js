// How a result is shown: whole words marked, and a piece of the text around the best of them.

/** @import { Marked } from "./types.js" */
/** @typedef {(word: string) => number} WeightOf 0 for what was not asked for */

const WORDS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u200c-\u200d'’\u0640]*/gu;
const SENTENCE_END = /\p{Sentence_Terminal}\s\P{Sentence_Terminal}*$/u;
const LENGTH = 160;
const BEFORE = 70; // as much of the text may stand before the first of the words
const [FROM, TO] = ["\u2068", "\u2069"];

/**
 * Return a text in parts, its words marked that were asked for.
 *
 * @param {string} text
 * @param {WeightOf} weightOf
 */
export function mark(text, weightOf) {
  /** @type {Marked} */
  const parts = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    if (!weightOf(word)) continue;
    addPart(parts, text.slice(end, index), false);
    addPart(parts, word, true);
    end = index + word.length;
  }
  addPart(parts, text.slice(end), false);
  return parts;
}

/**
 * @param {Marked} parts
 * @param {string} piece
 * @param {boolean} isMatch
 */
function addPart(parts, piece, isMatch) {
  const last = parts[parts.length - 1];
  if (last?.[1] === isMatch) last[0] += piece;
  else if (piece) parts.push([piece, isMatch]);
}

/**
 * Return the parts of a piece of about 160 characters, where most of the query stands.
 *
 * @param {string} text
 * @param {WeightOf} weightOf
 */
export function snippet(text, weightOf) {
  const flat = text.replace(/\s*\n\s*/g, " ").replace(/\t/g, " · ");
  if (flat.length <= LENGTH * 1.25) return mark(flat, weightOf);
  const [from, to] = spanOf(flat, weightOf);
  const [start, end] = [uncut(flat, from, false), uncut(flat, to, true)];
  const parts = mark(whole(flat.slice(start, end).trim()), weightOf);
  if (start > 0) parts.unshift(["… ", false]);
  if (end < flat.length) parts.push([" …", false]);
  return parts;
}

/**
 * Return a place that cuts no amount or number in two: before it at the start of a piece, else
 * after.
 *
 * @param {string} text
 * @param {number} at
 * @param {boolean} isEnd
 */
function uncut(text, at, isEnd) {
  const from = text.lastIndexOf(FROM, at - 1);
  const to = text.indexOf(TO, from);
  if (from < 0 || to < at || to - from > LENGTH / 2) return at;
  return isEnd ? to + 1 : from;
}

/**
 * Give a long name that was cut the ends of its isolate again.
 *
 * @param {string} piece
 */
function whole(piece) {
  const first = piece.indexOf(TO);
  const start = first >= 0 && !piece.slice(0, first).includes(FROM) ? FROM : "";
  return start + piece + (piece.lastIndexOf(FROM) > piece.lastIndexOf(TO) ? TO : "");
}

/** @typedef {[at: number, weight: number, word: string]} Hit */

/**
 * @param {string} text
 * @param {WeightOf} weightOf
 */
function hitsOf(text, weightOf) {
  /** @type {Hit[]} */
  const hits = [];
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    const weight = weightOf(word);
    if (weight) hits.push([index, weight, word]);
  }
  return hits;
}

/**
 * Return the sum of the different words' weights that stand from a place on.
 *
 * @param {Hit[]} hits
 * @param {number} start
 */
function weightFrom(hits, start) {
  const near = hits.filter(([at]) => at >= start && at < start + LENGTH * 0.7);
  const seen = new Map(near.map(([, weight, word]) => [word, weight]));
  return [...seen.values()].reduce((a, b) => a + b, 0);
}

/**
 * Return where the words stand close together; starts at a sentence or at least at a word.
 *
 * @param {string} text
 * @param {WeightOf} weightOf
 */
function spanOf(text, weightOf) {
  const hits = hitsOf(text, weightOf);
  let [best, from] = [0, 0];
  for (const [start] of hits) {
    const sum = weightFrom(hits, start);
    if (sum > best) [best, from] = [sum, start];
  }
  const start = beginning(text, from);
  const end = start + LENGTH;
  return [start, end >= text.length ? text.length : space(text, end)];
}

/**
 * Return where a piece begins that has its first word at a place.
 *
 * @param {string} text
 * @param {number} at
 */
function beginning(text, at) {
  if (at < BEFORE) return 0;
  const sentence = text.slice(at - BEFORE, at).search(SENTENCE_END);
  return sentence >= 0 ? at - BEFORE + sentence + 2 : space(text, at - 30);
}

/**
 * @param {string} text
 * @param {number} at
 */
function space(text, at) {
  const found = text.indexOf(" ", Math.max(0, at));
  return found < 0 ? text.length : found;
}
