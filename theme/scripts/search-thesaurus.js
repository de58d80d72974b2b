// Finds what the words of a query mean by the thesaurus of an index: see
// kbgen/output/search/thesaurus.py.

import { numbers } from "./search-pack.js";

/** @import { Matcher } from "./search-match.js" */
/** @import { Sense, Token } from "./search-understand.js" */
/**
 * One sense: forms that customers use, the first `both` of which answers use, too, and forms of
 * answers. A form is the places of its words.
 *
 * @typedef {object} Row
 * @property {number} level
 * @property {number} both
 * @property {number[][]} asked
 * @property {number[][]} answers
 */
/** @typedef {[token: number, weight: number]} Standing */
/** @typedef {{ row: Row, form: number[] }} Use */
/** @typedef {{ row: Row, form: number[], tokens: number[], weight: number }} Hit */

// Of a term of the glossary, the same, nearly so, what is about it, and a name for all of its kind.
const WEIGHTS = [0.95, 0.7, 0.6, 0.55, 0.3];
const [NEAR, KIND] = [2, 4];
const PART = 0.8; // what a form counts for that is a part of a longer one
const BETWEEN = 2; // words that may stand between those of a form
const LEMMA = 0.78; // a word that is another form of one of the row
const MISTYPED = 0.7; // and one with a letter mistaken, beside the others of a form
const SURE = 0.65; // less, and what a word may stand for is not taken for what means the same

/** @param {string} text */
function rowsOf(text) {
  const all = numbers(text);
  /** @type {Row[]} */
  const rows = [];
  for (let at = 0; at < all.length;) {
    const [level, both, asked, answers] = all.slice(at, at + 4);
    at += 4;
    /** @type {number[][]} */
    const forms = [];
    for (let more = asked + answers; more > 0; more -= 1) {
      /** @type {number[]} */
      const form = [];
      for (let isLast = 0; !isLast; at += 1) {
        isLast = all[at] & 1;
        form.push(all[at] >> 1);
      }
      forms.push(form);
    }
    rows.push({ level, both, asked: forms.slice(0, asked), answers: forms.slice(asked) });
  }
  return rows;
}

/** The thesaurus of one index. */
export class Thesaurus {
  /** @param {string} text the rows, encoded */
  constructor(text) {
    /** @type {Map<number, Use[]>} */
    this.uses = new Map();
    for (const row of rowsOf(text)) {
      for (const form of row.asked) {
        for (const place of new Set(form)) this.add(place, { row, form });
      }
    }
  }

  /**
   * @param {number} place
   * @param {Use} use
   */
  add(place, use) {
    const known = this.uses.get(place);
    if (known) known.push(use);
    else this.uses.set(place, [use]);
  }

  /**
   * Return the forms that stand in a query, given the places of each of its words with weights.
   *
   * @param {Map<number, number>[]} weights
   */
  hits(weights) {
    /** @type {Map<number[], { row: Row, stands: Map<number, Standing[]> }>} */
    const found = new Map();
    weights.forEach((places, token) => {
      for (const [place, weight] of places) {
        if (weight < SURE) continue;
        const sure = weight >= LEMMA ? 1 : weight;
        for (const { row, form } of this.uses.get(place) ?? []) {
          const one = found.get(form) ?? { row, stands: new Map() };
          found.set(form, one);
          one.stands.set(place, [...(one.stands.get(place) ?? []), [token, sure]]);
        }
      }
    });
    return [...found].flatMap(([form, { row, stands }]) => hitOf(form, row, stands) ?? []);
  }
}

/**
 * Return where a form stands, all of its words near one another; null if it does not.
 *
 * @param {number[]} form
 * @param {Row} row
 * @param {Map<number, Standing[]>} stands
 * @returns {Hit | null}
 */
function hitOf(form, row, stands) {
  if (!form.every((place) => stands.has(place))) return null;
  /** @type {Hit | null} */
  let best = null;
  for (const first of stands.get(form[0]) ?? []) {
    const tokens = around(first, form, stands);
    if (tokens.length < form.length) continue;
    const weight = Math.min(...tokens.map(([, one]) => one));
    if (best && best.weight >= weight) continue;
    best = { row, form, tokens: tokens.map(([token]) => token), weight };
  }
  return best;
}

/**
 * Return the words of a form that stand nearest to its first word; fewer if others stand too far.
 *
 * @param {Standing} first
 * @param {number[]} form
 * @param {Map<number, Standing[]>} stands
 */
function around(first, form, stands) {
  const away = (/** @type {Standing} */ [token]) => Math.abs(token - first[0]);
  const found = [first];
  for (const place of form.slice(1)) {
    const [near] = (stands.get(place) ?? [])
      .filter(([token]) => !found.some(([other]) => other === token))
      .sort((a, b) => away(a) - away(b));
    if (!near || away(near) > form.length - 1 + BETWEEN) break;
    found.push(near);
  }
  return found;
}

/**
 * Return whether a form stands in a longer one: "money" in "money back".
 *
 * @param {Hit} hit
 * @param {Hit[]} hits
 */
function isPart({ tokens }, hits) {
  return hits.some(
    (other) =>
      other.tokens.length > tokens.length && tokens.every((token) => other.tokens.includes(token)),
  );
}

/**
 * Add to each word what it means by the thesaurus, alone or with its neighbours.
 *
 * @param {Token[]} tokens
 * @param {Matcher} matcher
 */
export function addSenses(tokens, matcher) {
  const weights = tokens.map((token) => token.weights.get(matcher) ?? new Map());
  const hits = matcher.thesaurus.hits(weights);
  for (const hit of hits) {
    const { row, form, tokens: where, weight } = hit;
    const answers = [...row.asked.slice(0, row.both), ...row.answers];
    const sure = matcher.share * weight * WEIGHTS[row.level] * (isPart(hit, hits) ? PART : 1);
    const isKind = row.level === KIND;
    const least = where.length > 1 ? MISTYPED : LEMMA;
    const isNamed = weight >= least && ![NEAR, KIND].includes(row.level);
    for (const token of where) tokens[token].isNamed ||= isNamed;
    for (const [place, ...others] of answers.filter((one) => one !== form)) {
      for (const token of where) {
        addSense(tokens[token], { matcher, place, with: others, weight: sure, isKind });
      }
    }
  }
}

/**
 * @param {Token} token
 * @param {Sense} sense
 */
function addSense(token, sense) {
  token.found.push(sense);
  if (sense.with.length) return;
  for (const [place, weight] of sense.matcher.closeTo(sense.place)) {
    token.found.push({ ...sense, place, weight: sense.weight * weight });
  }
}
