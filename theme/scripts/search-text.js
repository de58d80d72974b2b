// Normalizes text to words of the index, by the tables and rules of kbgen/output/search/text.py.

import { createKeys } from "./search-keys.js";

/** @import { List } from "./search-lists.js" */
/** @import { Language, LanguageTable, RootTable, Tables } from "./types.js" */

const LONGEST_WORD = 40;
const LONG_STEM = /(?:\p{L}\p{M}*){3}/u; // letters, so that it is told from those of other words
const WORD = /[\p{L}\p{N}\p{M}]/u;
const DIGIT = /\p{Nd}/u;
const USUAL_SCRIPT = "latn"; // of a language of which nothing is known

/**
 * Return the value of a decimal digit; in every script the digits are consecutive from zero.
 *
 * @param {number} code
 */
function digit(code) {
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

/** @param {string | undefined} words */
const split = (words) => (words ? words.split(" ") : []);

/**
 * Remove the first of some affixes that leaves enough letters of a word.
 *
 * @param {string} word
 * @param {string} affixes
 * @param {(word: string, affix: string) => string} cut
 */
function strip(word, affixes, cut) {
  for (const affix of affixes.split(" ")) {
    const rest = cut(word, affix);
    if (rest !== word && rest.length >= 3) return rest;
  }
  return word;
}

/** @type {(word: string, affix: string) => string} */
const front = (word, affix) => (word.startsWith(affix) ? word.slice(affix.length) : word);
/** @type {(word: string, affix: string) => string} */
const back = (word, affix) => (word.endsWith(affix) ? word.slice(0, -affix.length) : word);

/**
 * Return a word's root: its consonants without letters of patterns (broken plurals, verb forms).
 *
 * @param {string} word
 * @param {RootTable} table
 */
function rootOf(word, { article, vowels, end, lead }) {
  const bare = strip(strip(word, article, front), end, back);
  const consonants = [...bare].filter((char) => !vowels.includes(char)).join("");
  return strip(consonants, lead, front);
}

/**
 * Return the stems of a word: without one of its language's prefixes and suffixes.
 *
 * @param {string} word
 * @param {Language | undefined} table
 */
function stemsOf(word, table) {
  const { pre, suf, min } = table ?? { pre: [], suf: [], min: 0 };
  const leaves = (/** @type {string} */ from, /** @type {string} */ one) =>
    from.length - one.length >= min;
  const fronts = pre.filter((one) => word.startsWith(one) && leaves(word, one));
  const starts = [word, ...fronts.map((one) => word.slice(one.length))];
  const found = new Set(starts);
  for (const start of starts) {
    for (const one of suf) {
      if (start.endsWith(one) && leaves(start, one)) found.add(start.slice(0, -one.length));
    }
  }
  return found;
}

/**
 * Return a word with unified letters of equal sound, and without doubled letters.
 *
 * @param {string} word
 * @param {Language | undefined} table
 */
function looseOf(word, table) {
  let out = "";
  for (const char of word) {
    const to = table?.loose.get(char) ?? char;
    if (to && !out.endsWith(to)) out += to;
  }
  return out;
}

/** Finds the script of a word, and the most likely language of a script. */
class Scripts {
  /** @param {Tables} tables */
  constructor({ scripts, langs }) {
    const blocks = Object.values(scripts).map(([block]) => `([${block}])`);
    this.scripts = scripts;
    this.langs = langs;
    this.names = Object.keys(scripts);
    this.letter = new RegExp(blocks.join("|"), "u");
  }

  /**
   * Return the script of a word's first letter; "" for a number.
   *
   * @param {string} word
   */
  of(word) {
    const [, ...groups] = this.letter.exec(word) ?? [];
    return this.names[groups.findIndex(Boolean)] ?? "";
  }

  /** @param {string} lang */
  ofLanguage(lang) {
    return this.langs[lang] ?? USUAL_SCRIPT;
  }

  /**
   * Return the language whose stems and stop words apply to a word in a text of language `lang`.
   *
   * @param {string} word
   * @param {string} lang
   */
  languageOf(word, lang) {
    const script = this.of(word);
    if (!script) return "";
    return script === this.ofLanguage(lang) ? lang : this.scripts[script][1];
  }
}

/** Folds letters, with a cache. */
class Folding {
  /** @param {Tables} tables */
  constructor({ fold, drop, joined, rewrite, rewritten }) {
    const looks = Object.keys(joined).sort((a, b) => b.length - a.length);
    this.joined = joined;
    this.look = new RegExp(looks.join("|"), "gu");
    this.letters = new Map(Object.entries(fold));
    this.dropped = split(drop).map((span) => span.split("-").map((code) => parseInt(code, 16)));
    this.mayChange = new RegExp(`[${rewritten}]`, "u");
    /** @type {[RegExp, string][]} */
    this.rewrites = rewrite.map(([pattern, to]) => [new RegExp(pattern, "gu"), to]);
  }

  /**
   * @param {string} char
   * @returns {string}
   */
  letter(char) {
    const known = this.letters.get(char);
    if (known !== undefined) return known;
    const to = this.foldedOf(char);
    this.letters.set(char, to);
    return to;
  }

  /** @param {string} char */
  foldedOf(char) {
    const code = /** @type {number} */ (char.codePointAt(0));
    if (this.dropped.some(([from, to]) => code >= from && code <= (to ?? from))) return "";
    if (DIGIT.test(char)) return digit(code);
    if (!WORD.test(char)) return " ";
    const lower = char.toLowerCase();
    return lower === char ? char : [...lower].map((one) => this.letter(one)).join("");
  }

  /**
   * Write one letter for several that look like it.
   *
   * @param {string} text
   */
  looks(text) {
    return text.replace(this.look, (found) => this.joined[found]);
  }

  /** @param {string} text */
  wordsOf(text) {
    let folded = "";
    for (const char of this.looks(this.looks(text.normalize("NFKD")))) folded += this.letter(char);
    return folded
      .split(" ")
      .filter(Boolean)
      .map((word) => this.rewritten(word));
  }

  /** @param {string} word */
  rewritten(word) {
    let out = word;
    if (this.mayChange.test(word)) {
      for (const [pattern, to] of this.rewrites) out = out.replace(pattern, to);
    }
    return [...out].slice(0, LONGEST_WORD).join("");
  }
}

/**
 * Return a word and its longer stems.
 *
 * @param {string} word
 * @param {Language | undefined} table
 */
function formsOf(word, table) {
  return [word, ...[...stemsOf(word, table)].filter((stem) => LONG_STEM.test(stem))];
}

/**
 * @param {LanguageTable} table
 * @param {Folding} folding
 * @returns {Language}
 */
function readLanguage(
  { stop, ask, stem, loose, same, root, latin, chatter, unrelated, ...numbers },
  folding,
) {
  const table = {
    stop: new Set(folding.wordsOf(stop)),
    ask: new Set(folding.wordsOf(ask)),
    chatter: new Set(folding.wordsOf(chatter ?? "")),
    /** @type {Set<string>} words and their stems */
    unrelated: new Set(),
    pre: split(stem.pre),
    suf: split(stem.suf),
    min: stem.min,
    loose: new Map(split(loose).map((pair) => [pair[0], pair.slice(1)])),
    same: (same ?? "").split(",").map((group) => split(group.trim())),
    root,
    latin,
    numbers: numbersIn(numbers, folding),
  };
  for (const word of folding.wordsOf(unrelated ?? "")) {
    for (const form of formsOf(word, table)) table.unrelated.add(form);
  }
  return table;
}

/**
 * Read the words of numbers and units, each word with what it says.
 *
 * @param {Pick<LanguageTable, "numbers" | "units" | "duals">} tables
 * @param {Folding} folding
 */
function numbersIn({ numbers, units, duals }, folding) {
  const mapOf = (/** @type {Record<string, string> | undefined} */ words) => {
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const [key, forms] of Object.entries(words ?? {})) {
      for (const form of folding.wordsOf(forms)) found.set(form, key);
    }
    return found;
  };
  if (!numbers) return undefined;
  const values = [...mapOf(numbers)].map(([word, value]) => /** @type {const} */ ([word, +value]));
  return { values: new Map(values), units: mapOf(units), duals: mapOf(duals) };
}

/** @typedef {ReturnType<typeof createText>} Text */

/**
 * Return functions that split a text into words and find their stems and roots.
 *
 * @param {Tables} tables what all languages share (kbgen/output/search/tables.py); the words of a
 *   language are learned with its index
 */
export function createText(tables) {
  const folding = new Folding(tables);
  const scripts = new Scripts(tables);
  /** @type {Record<string, Language>} */
  const known = {};
  /** @type {(word: string, lang: string) => Language | undefined} */
  const tableOf = (word, lang) => known[scripts.languageOf(word, lang)];
  const learn = (/** @type {Record<string, LanguageTable> | undefined} */ languages) => {
    for (const [lang, table] of Object.entries(languages ?? {})) {
      known[lang] ??= readLanguage(table, folding);
    }
  };
  learn(tables.languages);
  return {
    learn,
    keys: createKeys(tables.keyboards, (text) => folding.wordsOf(text)),
    /** @type {(word: string) => string} */
    scriptOf: (word) => scripts.of(word),
    /** @type {(lang: string) => string} */
    scriptOfLang: (lang) => scripts.ofLanguage(lang),
    /** @type {() => string[]} */
    languages: () => Object.keys(tables.langs),
    /** @type {(text: string) => string[]} */
    wordsOf: (text) => folding.wordsOf(text),
    /** @type {(word: string, lang: string) => boolean} */
    isStop: (word, lang) => tableOf(word, lang)?.stop.has(word) ?? false,
    /** @type {(name: List, word: string, lang: string) => boolean} */
    isOf: (name, word, lang) => tableOf(word, lang)?.[name].has(word) ?? false,
    /** @type {(name: List, lang: string) => Set<string>} */
    listOf: (name, lang) => known[lang]?.[name] ?? new Set(),
    /** @type {(word: string, lang: string) => string[]} */
    formsOf: (word, lang) => formsOf(word, tableOf(word, lang)),
    /** @type {(word: string, lang: string) => Set<string>} */
    stemsOf: (word, lang) => stemsOf(word, tableOf(word, lang)),
    /** @type {(word: string, lang: string) => boolean} */
    hasPrefixes: (word, lang) => Boolean(tableOf(word, lang)?.pre.length),
    /** @type {(word: string, lang: string) => boolean} */
    hasRoot: (word, lang) => Boolean(tableOf(word, lang)?.root),
    /**
     * Return the root of a word; the word itself in a language without roots.
     *
     * @type {(word: string, lang: string) => string}
     */
    rootOf: (word, lang) => {
      const table = tableOf(word, lang)?.root;
      return table ? rootOf(word, table) : word;
    },
    /** @type {(lang: string) => RootTable | undefined} */
    rootTable: (lang) => known[lang]?.root,
    /** @type {(word: string, lang: string) => string} */
    looseOf: (word, lang) => looseOf(word, tableOf(word, lang)),
    /** @type {(word: string, lang: string) => string[]} */
    irregularOf: (word, lang) =>
      tableOf(word, lang)?.same.find((group) => group.includes(word)) ?? [],
    /** @type {(word: string) => boolean} */
    isUnit: (word) => Object.values(known).some(({ numbers }) => numbers?.units.has(word)),
    /** @type {(lang: string) => Language | undefined} */
    tableOf: (lang) => known[lang],
  };
}
