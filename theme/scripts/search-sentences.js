// Chooses the sentences of a text that answer a query best.

/** @typedef {[at: number, weight: number, word: string]} Hit a word of the query in a text */
/** @typedef {[start: number, end: number]} Span */

const WHOLE = 200; // as long as that a sentence is shown as a whole
const USUAL = 160; // up to which others are added that have no word of the query
const SENTENCE = /[^\n]+?(?:\p{Sentence_Terminal}[\p{Pe}\p{Pf}"'\u202c\u2069]*(?=\s)|(?=\n)|$)/gu;

/** @param {string} text with its line breaks */
function sentencesOf(text) {
  return [...text.matchAll(SENTENCE)]
    .filter(([words]) => words.trim())
    .map(({ 0: words, index }) => /** @type {Span} */ ([index, index + words.length]));
}

/**
 * Return the sum of the weights of the different words in a stretch of text.
 *
 * @param {Hit[]} hits
 * @param {number} start
 * @param {number} end
 */
export function weightIn(hits, start, end) {
  const inside = hits.filter(([at]) => at >= start && at < end);
  const seen = new Map(inside.map(([, weight, word]) => [word, weight]));
  return [...seen.values()].reduce((a, b) => a + b, 0);
}

/**
 * Return the place of the sentence with most of the query, the first of equal ones.
 *
 * @param {Hit[]} hits
 * @param {Span[]} sentences
 */
function bestOf(hits, sentences) {
  const weights = sentences.map(([start, end]) => weightIn(hits, start, end));
  return weights.indexOf(Math.max(...weights));
}

/**
 * Return the stretch of the sentence with most of the query, and of those around it that add to it
 * or fit beside it; undefined if that sentence is too long to be shown.
 *
 * @param {string} text with its line breaks
 * @param {Hit[]} hits
 * @returns {Span | undefined}
 */
export function bestSentences(text, hits) {
  const sentences = sentencesOf(text);
  let first = bestOf(hits, sentences);
  let last = first;
  if (first < 0 || sentences[first][1] - sentences[first][0] > WHOLE) return undefined;
  const grown = (/** @type {number} */ from, /** @type {number} */ to) => {
    if (!sentences[from] || !sentences[to]) return -1;
    const [[start], [, end]] = [sentences[from], sentences[to]];
    const gain =
      weightIn(hits, start, end) - weightIn(hits, sentences[first][0], sentences[last][1]);
    return end - start > (gain ? WHOLE : USUAL) ? -1 : gain;
  };
  for (;;) {
    const [before, after] = [grown(first - 1, last), grown(first, last + 1)];
    if (Math.max(before, after) < 0) return [sentences[first][0], sentences[last][1]];
    if (after >= before) last += 1;
    else first -= 1;
  }
}
