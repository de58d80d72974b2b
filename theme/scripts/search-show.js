// How a result is shown: whole words marked, and a piece of the text around the best of them.

const WORDS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u200c\u200d'’\u0640]*/gu;
const LENGTH = 160;

// Return [text, isMatch] for a text; `weightOf(word)` is 0 for what was not asked for.
export function mark(text, weightOf) {
  const parts = [];
  const add = (piece, isMatch) => {
    const last = parts[parts.length - 1];
    if (last && last[1] === isMatch) last[0] += piece;
    else if (piece) parts.push([piece, isMatch]);
  };
  let end = 0;
  for (const match of text.matchAll(WORDS)) {
    if (!weightOf(match[0])) continue;
    add(text.slice(end, match.index), false);
    add(match[0], true);
    end = match.index + match[0].length;
  }
  add(text.slice(end), false);
  return parts;
}

// Return the parts of a piece of about 160 characters, where most of the query stands.
export function snippet(text, weightOf) {
  const flat = text.replace(/\s*\n\s*/g, " ").replace(/\t/g, " · ");
  if (flat.length <= LENGTH * 1.25) return mark(flat, weightOf);
  const [from, to] = window(flat, weightOf);
  const [start, end] = [uncut(flat, from, false), uncut(flat, to, true)];
  const parts = mark(whole(flat.slice(start, end).trim()), weightOf);
  if (start > 0) parts.unshift(["… ", false]);
  if (end < flat.length) parts.push([" …", false]);
  return parts;
}

// Return a place that cuts no amount or number in two: before it at the start of a piece, else after.
function uncut(text, at, isEnd) {
  const from = text.lastIndexOf("\u2068", at - 1);
  const to = text.indexOf("\u2069", from);
  if (from < 0 || to < at || to - from > LENGTH / 2) return at;
  return isEnd ? to + 1 : from;
}

// Give a long name that was cut the ends of its isolate again.
function whole(piece) {
  const [from, to] = ["\u2068", "\u2069"];
  const first = piece.indexOf(to);
  const start = first >= 0 && !piece.slice(0, first).includes(from) ? from : "";
  return start + piece + (piece.lastIndexOf(from) > piece.lastIndexOf(to) ? to : "");
}

// Return where the words stand close together; starts at a sentence or at least at a word.
function window(text, weightOf) {
  const hits = [];
  for (const match of text.matchAll(WORDS)) {
    const weight = weightOf(match[0]);
    if (weight) hits.push([match.index, weight, match[0]]);
  }
  let [best, from] = [0, 0];
  for (const [start] of hits) {
    const seen = new Map();
    for (const [at, weight, word] of hits) {
      if (at >= start && at < start + LENGTH * 0.7) seen.set(word, weight);
    }
    const sum = [...seen.values()].reduce((a, b) => a + b, 0);
    if (sum > best) [best, from] = [sum, start];
  }
  const before = text.slice(Math.max(0, from - 70), from);
  const sentence = before.search(/[.!?؟۔।]\s[^.!?؟۔।]*$/);
  const start = from < 70 ? 0 : sentence >= 0 ? from - before.length + sentence + 2 : space(text, from - 30);
  return [start, start + LENGTH >= text.length ? text.length : space(text, start + LENGTH)];
}

function space(text, at) {
  const found = text.indexOf(" ", Math.max(0, at));
  return found < 0 ? text.length : found;
}
