// The search engine; it needs no page, so that workers and tests can run it. See docs/search.md.

import { SearchError } from "./search-error.js";
import { Indexes } from "./search-indexes.js";
import { away, rank, weigh } from "./search-rank.js";
import { meant, results } from "./search-results.js";
import { suggest } from "./search-suggest.js";
import { createText } from "./search-text.js";
import { surety, understand } from "./search-understand.js";

export { SearchError };

/** @import { Engine, Found, Load, Tables, Values } from "./types.js" */
/** @import { Ranked } from "./search-rank.js" */
/** @import { Token } from "./search-understand.js" */

const LEAST = 0.24; // of a query's weight must be found for an answer to count
const NEAR = 0.4; // and of what the best answer has of it
const CERTAIN = 0.81; // a word that may be relied on
const MORE = 0.61; // what must be found of a query without one
const ALONE = 0.7; // and of a single word that is one of another language alone
const CLOSE = 5; // answers that come closest, where none is enough

/**
 * Return the answers that contain enough of the query.
 *
 * @param {Ranked[]} ranked
 * @param {Token[]} tokens
 */
function enoughOf(ranked, tokens) {
  const isSure = tokens.some(
    (token) => !token.isStop && (token.isNamed || surety(token) >= CERTAIN),
  );
  const usual = tokens.filter((token) => !token.isStop);
  const isForeign = usual.every(({ found }) => found.every(({ matcher }) => matcher.share < 1));
  const more = usual.length < 2 && isForeign ? ALONE : MORE;
  const least = Math.max(LEAST, NEAR * (ranked[0]?.covered ?? 0));
  return ranked.filter(({ covered, surely }) => covered >= least && (isSure || surely >= more));
}

/**
 * @param {Indexes} indexes
 * @param {string} asked
 * @param {{ limit: number, at: number, values: Values | undefined }} limits
 * @returns {Promise<Omit<Found, "took">>}
 */
async function search(indexes, asked, { limit, at, values }) {
  const matcher = await indexes.own();
  const { index } = matcher;
  const { tokens, read } = await understand(indexes, asked);
  if (!tokens.length) return { results: [], total: 0, close: [], suggestions: [] };
  weigh(tokens, matcher);
  const ranked = await rank(tokens, index.size, away(index.dated, at));
  const enough = enoughOf(ranked, tokens);
  const context = { tokens, index, text: indexes.text, values };
  const found = await results(enough.slice(0, limit), context);
  const close = found.length ? [] : await results(ranked.slice(0, CLOSE), context);
  const said = (found.length && read) || meant(found, context);
  // The beginning of a word may be too little to find, but not to be completed.
  const isOne = tokens.filter((token) => !token.isStop).length < 2;
  const suggestions = suggest(asked, found.length || !isOne ? found : close, matcher);
  return {
    results: found,
    total: enough.length,
    ...(said && { didYouMean: said }),
    close,
    suggestions,
  };
}

/**
 * @param {{ load: Load, tables: Tables, prefix: string, lang: string, fallbackLangs?: string[] }}
 *   options
 * @returns {Engine}
 */
export function createEngine({ load, tables, prefix, lang, fallbackLangs }) {
  const text = createText(tables);
  const indexes = new Indexes({ load, tables, prefix, lang, fallbackLangs, text });
  return {
    ready: () => indexes.own().then(() => undefined),
    renew: () => indexes.renew(),
    async query(asked, { limit = 10, at = Date.now(), values = undefined } = {}) {
      const started = performance.now();
      const found = await search(indexes, String(asked), { limit, at, values });
      return { ...found, took: performance.now() - started };
    },
  };
}
