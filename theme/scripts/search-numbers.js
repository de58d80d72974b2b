// Finds numbers of a query in the answers however they are written: in digits, in words, or in
// another unit of time.

/** @import { Matcher } from "./search-match.js" */
/** @import { Token } from "./search-understand.js" */
/** @typedef {{ value: number, unit: string }} Amount */
/**
 * The words of numbers and of units of time of a language.
 *
 * @typedef {object} NumberWords
 * @property {Map<string, number>} values
 * @property {Map<string, string>} units
 * @property {Map<string, string>} duals nouns that say "two"
 */

const SPELLED = 0.95; // what a number counts for that is written in another way
const CONVERTED = 0.8; // and in another unit
const AWAY = 2; // words between a number and its unit
const ROUND = 0.25; // the most that Latin letters may differ from a number's word
// How many of the second unit one of the first is, by what people say for one another.
/** @type {[string, string, number][]} */
const RATES = [
  ["hour", "minute", 60],
  ["day", "hour", 24],
  ["week", "day", 7],
  ["month", "day", 30],
  ["month", "week", 4],
  ["year", "month", 12],
  ["year", "day", 365],
];

/**
 * Return an amount in other units, where it is a whole number of them.
 *
 * @param {Amount} amount
 */
function converted({ value, unit }) {
  /** @type {Amount[]} */
  const found = [];
  for (const [large, small, rate] of RATES) {
    if (unit === large) found.push({ value: value * rate, unit: small });
    if (unit === small && value % rate === 0) found.push({ value: value / rate, unit: large });
  }
  return found;
}

/**
 * @param {Token} token
 * @param {Matcher} matcher
 * @param {NumberWords} words
 */
function valueOf({ word }, matcher, { values }) {
  if (/^\d+$/.test(word)) return Number(word);
  const own = values.get(word);
  if (own !== undefined) return own;
  const name = matcher.lists.likeOneOf(word, "numbers", values.keys(), ROUND);
  return name === undefined ? undefined : values.get(name);
}

/**
 * Return the unit that a word of the query may mean.
 *
 * @param {Token} token
 * @param {Matcher} matcher
 * @param {Map<string, string>} units
 */
function unitOf({ word, weights }, matcher, units) {
  const own = units.get(word);
  if (own) return own;
  const places = [...(weights.get(matcher) ?? [])].sort((a, b) => b[1] - a[1]).slice(0, 4);
  return places.map(([place]) => units.get(matcher.index.words[place])).find(Boolean);
}

/**
 * Return the places of words of the index.
 *
 * @param {Matcher} matcher
 * @param {Iterable<string>} words
 */
function placesOf({ index }, words) {
  const places = [...words].flatMap((word) => index.places.get(word) ?? []);
  return places.filter((place) => index.counts[place]);
}

/**
 * @template K, V
 * @param {Map<K, V>} map
 * @param {V} wanted
 */
const keysOf = (map, wanted) =>
  [...map].filter(([, value]) => value === wanted).map(([key]) => key);

/**
 * Add the amount in other units to the words that say it.
 *
 * @param {Token[]} saying
 * @param {Matcher} matcher
 * @param {NumberWords} words
 * @param {Amount} amount
 */
function addConverted(saying, matcher, words, amount) {
  const add = (/** @type {number} */ place, /** @type {number[]} */ others) => {
    const sense = { matcher, place, with: others, weight: CONVERTED };
    for (const token of saying) token.found.push(sense);
  };
  for (const { value, unit } of converted(amount)) {
    const numbers = placesOf(matcher, [String(value), ...keysOf(words.values, value)]);
    const units = placesOf(matcher, keysOf(words.units, unit));
    for (const number of numbers) for (const one of units) add(number, [one]);
    const duals = value === 2 ? placesOf(matcher, keysOf(words.duals, unit)) : [];
    for (const dual of duals) add(dual, []);
  }
}

/**
 * Add to the numbers of a query the other ways to write them.
 *
 * @param {Token[]} tokens
 * @param {Matcher} matcher
 */
export function addNumbers(tokens, matcher) {
  const words = matcher.text.tableOf(matcher.lang)?.numbers;
  if (!words) return;
  tokens.forEach((token, i) => {
    const dual = words.duals.get(token.word);
    const value = dual ? 2 : valueOf(token, matcher, words);
    if (value === undefined) return;
    const spelled = dual ? [] : [String(value), ...keysOf(words.values, value)];
    for (const place of placesOf(matcher, spelled)) {
      token.found.push({ matcher, place, with: [], weight: SPELLED });
    }
    const near = dual ? [token] : tokens.slice(i + 1, i + 2 + AWAY);
    const at = near.findIndex((one) => dual ?? unitOf(one, matcher, words.units));
    const unit = dual ?? (at < 0 ? undefined : unitOf(near[at], matcher, words.units));
    if (!unit) return;
    addConverted([token, ...near.slice(at, at + 1)], matcher, words, { value, unit });
  });
}
