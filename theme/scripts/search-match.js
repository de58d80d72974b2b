// Finds the words of one language's index that a word of a query may mean, with their certainty.

import { Lists } from "./search-lists.js";
import { Thesaurus } from "./search-thesaurus.js";
import { Words } from "./search-words.js";

/** @import { Index } from "./search-files.js" */
/** @import { Latin } from "./search-latin.js" */
/** @import { Text } from "./search-text.js" */
/** @import { Meaning } from "./types.js" */
/** @typedef {Map<number, number>} Weights of words by place; some are the thesaurus's alone */

const WEIGHT = {
  exact: 1,
  irregular: 0.85,
  loose: 0.9,
  otherwise: 0.8,
  joined: 0.95,
  root: 0.45,
  split: 0.85,
  prefix: 0.8,
  typo: 0.72,
};
const MOST = 12;
const SLIP = 0.04; // how much surer a slip to the key beside the right one is than another mistake
const SHORTEST_SLIP = 3; // letters
const CLOSE = 0.78; // other forms of a word by the thesaurus that share at least that much with it

/**
 * Return the costs of one row of the table of edit distances.
 *
 * @param {string} a
 * @param {string} b
 * @param {number} i
 * @param {number[]} last
 * @param {number[]} before
 */
function editRow(a, b, i, last, before) {
  const row = [i];
  for (let j = 1; j <= b.length; j += 1) {
    const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
    const cost = Math.min(last[j] + 1, row[j - 1] + 1, replaced);
    const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    row.push(isSwapped ? Math.min(cost, before[j - 2] + 1) : cost);
  }
  return row;
}

/**
 * Return the Damerau-Levenshtein distance (transposition of neighbours: 1), or limit + 1.
 *
 * @param {string} a
 * @param {string} b
 * @param {number} limit
 */
export function edits(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = editRow(a, b, i, last, before);
    if (Math.min(...row) > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

/** @param {number} length */
function allowedEdits(length) {
  if (length < 4) return 0;
  return length < 7 ? 1 : 2;
}

/** @param {string} word */
const slipWeight = (word) => WEIGHT.typo + SLIP - (word.length < 5 ? 0.2 : 0);

/**
 * Return what a word counts for that another one is taken for; 0 if they are too different.
 *
 * @param {string} word
 * @param {string} other
 * @param {number} limit
 */
function typoWeight(word, other, limit) {
  const cost = edits(word, other, limit);
  const isOther = other[0] !== word[0];
  if (cost > limit || (cost > 1 && isOther)) return 0;
  const weight = WEIGHT.typo - (isOther ? 0.1 : 0) - (word.length < 5 ? 0.2 : 0);
  return weight / Math.max(1, cost) ** 0.6;
}

/**
 * @param {Weights} found
 * @param {number} place
 * @param {number} weight
 */
function keep(found, place, weight) {
  if (!((found.get(place) ?? 0) >= weight)) found.set(place, weight);
}

/** Finds the possible meanings of a query's words in one index. */
export class Matcher {
  /**
   * @param {Index} index
   * @param {Text} text
   * @param {Latin} latin matches words in Latin letters, where the language has others
   * @param {number} share what its words count for: less in another language than the reader's
   */
  constructor(index, text, latin, share) {
    this.share = share;
    this.index = index;
    this.lang = index.lang;
    this.text = text;
    this.latin = latin;
    this.known = new Words(index, text, latin);
    this.lists = new Lists(this);
    this.thesaurus = new Thesaurus(index.table.senses ?? "");
    /** @type {Map<string, any>} */
    this.kept = new Map();
  }

  /**
   * @template T
   * @param {string} name
   * @param {() => T} make
   * @returns {T}
   */
  once(name, make) {
    if (!this.kept.has(name)) this.kept.set(name, make());
    return this.kept.get(name);
  }

  /** @param {string} word */
  isStop(word) {
    return this.text.isStop(word, this.lang);
  }

  /** Return the text before the root of a word in Latin letters: the article, then a prefix. */
  leads() {
    const { lang, latin, text } = this;
    return this.once("leads", () => {
      const table = text.rootTable(lang);
      return (table ? [table.article, table.lead] : []).map((affixes) => {
        const sounds = [...new Set(affixes.split(" ").map(latin.skeletonOf))];
        sounds.sort((a, b) => b.length - a.length);
        return new RegExp(`^(${sounds.join("|")})`);
      });
    });
  }

  /**
   * Return the first consonants, by which rare words are divided: see kbgen/output/search/sound.py.
   *
   * @param {string} word
   */
  soundsOf(word) {
    const { lang, latin, text } = this;
    let found = [latin.skeletonOf(text.rootOf(word, lang))];
    if (text.scriptOf(word) === "latn") {
      for (const lead of this.leads()) {
        found = found.flatMap((one) => [one, one.replace(lead, "")]);
      }
    }
    return found.map((one) => one.slice(0, 2));
  }

  /**
   * Load the rare words that a query's words may mean; none for a known word.
   *
   * @param {string[]} asked
   */
  async prepare(asked) {
    const { index, latin, text } = this;
    const isRomanized = (/** @type {string} */ word) =>
      latin.isNeeded && text.scriptOf(word) === "latn";
    const needed = asked.filter(
      (word) => !this.isStop(word) && (!index.places.has(word) || isRomanized(word)),
    );
    if (index.hasRare) await index.learn(needed.flatMap((word) => this.soundsOf(word)));
  }

  /**
   * Add other forms of the word: the longer the common part, the more certain.
   *
   * @param {string} word
   * @param {Weights} found
   * @param {number} share
   */
  addRelated(word, found, share) {
    const { lang, text } = this;
    const { words } = this.index;
    const stems = [...text.stemsOf(word, lang)];
    const shortest = stems.reduce((a, b) => (b.length < a.length ? b : a));
    const isSimple = word.startsWith(shortest) && !text.hasPrefixes(word, lang);
    words.forEach((other, i) => {
      const may = isSimple ? other.startsWith(shortest) : stems.some((one) => other.includes(one));
      if (!may) return;
      let common = 0;
      for (const stem of text.stemsOf(other, lang)) {
        if (stems.includes(stem)) common = Math.max(common, stem.length);
      }
      if (!common) return;
      keep(found, i, share * (0.5 + (0.4 * common) / Math.max(word.length, other.length)));
    });
    if (text.hasRoot(word, lang)) this.addOfRoot(word, found, share);
  }

  /** @type {Matcher["addRelated"]} */
  addOfRoot(word, found, share) {
    const root = this.text.rootOf(word, this.lang);
    if (root.length < 3) return;
    this.known.roots().forEach((other, i) => {
      if (other === root) keep(found, i, share * WEIGHT.root);
    });
  }

  /**
   * @param {string} word
   * @param {Weights} found
   */
  addLonger(word, found) {
    const { counts, words } = this.index;
    const longer = [...words.keys()].filter(
      (i) => words[i].length > word.length && words[i].startsWith(word),
    );
    longer.sort((a, b) => counts[b] - counts[a] || words[a].length - words[b].length);
    for (const i of longer.slice(0, 8)) {
      keep(found, i, WEIGHT.prefix * Math.sqrt(word.length / words[i].length));
    }
  }

  /**
   * @param {string} word
   * @param {boolean} isLast
   */
  native(word, isLast) {
    const { places } = this.index;
    /** @type {Weights} */
    const found = new Map();
    const own = places.get(word);
    if (own !== undefined) found.set(own, WEIGHT.exact);
    for (const other of this.text.irregularOf(word, this.lang)) {
      const place = places.get(other);
      if (place !== undefined) keep(found, place, WEIGHT.irregular);
    }
    if (this.isStop(word)) return found;
    const isSpelled = this.addSpelled(word, found);
    this.addRelated(word, found, isSpelled ? WEIGHT.otherwise : 1);
    const isBeginning = isLast ? word.length > 1 : !found.size && word.length > 3;
    if (isBeginning) this.addLonger(word, found);
    return found;
  }

  /**
   * Add other spellings as certain, and other words with the stem as possible meanings. Return
   * whether there is another spelling.
   *
   * @param {string} word
   * @param {Weights} found
   */
  addSpelled(word, found) {
    const { places, words } = this.index;
    const key = this.text.looseOf(word, this.lang);
    if (places.has(word) || 2 * key.length < word.length) return false;
    const same = this.known.loose().get(key) ?? [];
    for (const i of same) {
      keep(found, i, WEIGHT.loose);
      this.addRelated(words[i], found, WEIGHT.loose);
    }
    return same.length > 0;
  }

  /**
   * @param {string} word
   * @param {boolean} isLast
   */
  romanized(word, isLast) {
    const { words } = this.index;
    /** @type {Weights} */
    const found = new Map();
    if (!this.latin.isNeeded) return found;
    const skeletons = this.known.skeletons();
    let near = this.latin.match(word, words, skeletons);
    if (!near.length && isLast && word.length > 2) {
      near = this.latin.match(word, words, skeletons, true);
    }
    for (const [place, distance] of near) keep(found, place, 0.9 - distance / 2);
    for (const [place, distance] of near.slice(0, 3)) {
      if (this.isStop(words[place])) continue;
      this.addRelated(words[place], found, 0.75 * (0.9 - distance / 2));
    }
    return found;
  }

  /**
   * Return the indexes of two words of the index that a word of the query joins.
   *
   * @param {string} word
   */
  halves(word) {
    const { places } = this.index;
    for (let i = 2; i <= word.length - 2; i += 1) {
      const [left, right] = [word.slice(0, i), word.slice(i)];
      const [a, b] = [places.get(left), places.get(right)];
      if (a === undefined || b === undefined) continue;
      if (!this.isStop(left) && !this.isStop(right)) return [a, b];
    }
    return null;
  }

  /** @param {string} word */
  corrected(word) {
    /** @type {Weights} */
    const found = new Map();
    const key = this.text.looseOf(word, this.lang);
    const limit = allowedEdits(key.length);
    for (const [other, places] of this.known.loose()) {
      const weight = this.isSlip(key, other) ? slipWeight(key) : typoWeight(key, other, limit);
      if (weight) for (const place of places) keep(found, place, weight);
    }
    return found;
  }

  /**
   * Return whether one letter of a word is that of the key beside the right one.
   *
   * @param {string} word
   * @param {string} other
   */
  isSlip(word, other) {
    if (word.length !== other.length || word.length < SHORTEST_SLIP || word === other) return false;
    let at = 0;
    while (word[at] === other[at]) at += 1;
    if (word.slice(at + 1) !== other.slice(at + 1)) return false;
    return this.text.keys.areNear(word[at], other[at], this.lang);
  }

  /**
   * Return the words of the index with their weights, the most certain first.
   *
   * @param {Weights} weights
   * @returns {Meaning[]}
   */
  meanings(weights) {
    const { counts } = this.index;
    return [...weights]
      .filter(([place]) => counts[place])
      .map(([place, weight]) => ({ place, with: [], weight }))
      .sort((a, b) => b.weight - a.weight || counts[b.place] - counts[a.place])
      .slice(0, MOST);
  }

  /**
   * Return the words that a word may stand for.
   *
   * @param {string} word
   * @param {boolean} isLast
   * @returns {Weights}
   */
  match(word, isLast) {
    return this.once(`${word} ${isLast}`, () => {
      const found = this.native(word, isLast);
      if (this.text.scriptOf(word) === "latn") {
        for (const [place, weight] of this.romanized(word, isLast)) keep(found, place, weight);
      }
      return found;
    });
  }

  /**
   * @param {string} word
   * @returns {Weights}
   */
  misspelled(word) {
    return this.once(`${word}~`, () => this.corrected(word));
  }

  /**
   * Return the other forms of a word of the index that are surely its own.
   *
   * @param {number} place
   * @returns {[place: number, weight: number][]}
   */
  closeTo(place) {
    return this.once(`${place}=`, () => {
      /** @type {Weights} */
      const found = new Map();
      this.addRelated(this.index.words[place], found, 1);
      const { counts } = this.index;
      return [...found].filter(([i, one]) => i !== place && counts[i] && one >= CLOSE);
    });
  }

  /**
   * Return the place of the word that some words are when written as one, with its weight.
   *
   * @param {string[]} parts
   * @returns {[place: number, weight: number] | null}
   */
  together(parts) {
    const place = this.index.places.get(parts.join(""));
    return place === undefined ? null : [place, WEIGHT.joined];
  }
}
