// Selects the excerpt of a result and marks whole words in it.

import { bestSentences, weightIn } from "./search-sentences.js";

/** @import { Marked } from "./types.js" */
/** @import { Hit } from "./search-sentences.js" */
/** @typedef {(word: string) => number} WeightOf 0 for what was not asked for */

export const WORDS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u200c-\u200d'’\u0640]*/gu;
const SENTENCE_END = /\p{Sentence_Terminal}\s\P{Sentence_Terminal}*$/u;
const LENGTH = 160;
const BEFORE = 70; // as much of the text may stand before the first of the words
const [FROM, TO] = ["\u2068", "\u2069"];

/**
 * Split a text into parts, with the words of the query marked.
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
 * Return the parts of the excerpt of about 160 characters with most of the query, in whole
 * sentences if these are short.
 *
 * @param {string} text
 * @param {WeightOf} weightOf
 */
export function snippet(text, weightOf) {
  const lines = text.replace(/\s*\n\s*/g, "\n").replace(/\t/g, " · ");
  const flat = lines.replace(/\n/g, " ");
  if (flat.length <= LENGTH * 1.25) return mark(flat, weightOf);
  const hits = hitsOf(flat, weightOf);
  const [from, to] = bestSentences(lines, hits) ?? spanOf(flat, hits);
  const [start, end] = [uncut(flat, from, false), uncut(flat, to, true)];
  const parts = mark(whole(flat.slice(start, end).trim()), weightOf);
  if (start > 0) parts.unshift(["… ", false]);
  if (end < flat.length) parts.push([" …", false]);
  return parts;
}

/**
 * Return a place that cuts no amount or number in two: before it at the start of an excerpt, else
 * after it.
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
 * Add the missing ends of an isolate that was cut.
 *
 * @param {string} piece
 */
function whole(piece) {
  const first = piece.indexOf(TO);
  const start = first >= 0 && !piece.slice(0, first).includes(FROM) ? FROM : "";
  return start + piece + (piece.lastIndexOf(FROM) > piece.lastIndexOf(TO) ? TO : "");
}

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
 * Return the place where the words are closest together, at the start of a sentence or of a word.
 *
 * @param {string} text
 * @param {Hit[]} hits
 */
function spanOf(text, hits) {
  let [best, from] = [0, 0];
  for (const [start] of hits) {
    const sum = weightIn(hits, start, start + LENGTH * 0.7);
    if (sum > best) [best, from] = [sum, start];
  }
  const start = beginning(text, from);
  const end = start + LENGTH;
  return [start, end >= text.length ? text.length : space(text, end)];
}

/**
 * Return the start of an excerpt whose first matching word is at a place.
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
