// The indexes of a site's languages, each opened when it is first needed.

import { openIndex } from "./search-files.js";
import { createLatin } from "./search-latin.js";
import { Matcher } from "./search-match.js";

const FOREIGN = 0.8; // what a word of another language's index counts for

/** @import { Load, Tables } from "./types.js" */
/** @import { Text } from "./search-text.js" */
/**
 * @typedef {object} Options
 * @property {Load} load
 * @property {Tables} tables
 * @property {string} prefix
 * @property {string} lang
 * @property {string[] | undefined} fallbackLangs
 * @property {Text} text
 */

export class Indexes {
  /** @param {Options} options */
  constructor({ load, tables, prefix, lang, fallbackLangs, text }) {
    this.load = load;
    this.tables = tables;
    this.prefix = prefix;
    this.lang = lang;
    this.fallbackLangs = fallbackLangs;
    this.text = text;
    /** @type {Map<string, Promise<Matcher>>} */
    this.opened = new Map();
  }

  /**
   * Return a language's matcher; an index that cannot be opened is tried again the next time.
   *
   * @param {string} language
   * @param {string} prefix
   */
  open(language, prefix) {
    const known = this.opened.get(language);
    if (known) return known;
    const matcher = this.make(language, prefix);
    this.opened.set(language, matcher);
    matcher.catch(() => this.opened.delete(language));
    return matcher;
  }

  /**
   * @param {string} language
   * @param {string} prefix
   */
  async make(language, prefix) {
    const index = await openIndex(this.load, prefix, language);
    this.text.learn(index.tables);
    const latin = createLatin(this.tables.latin, this.text.tableOf(language)?.latin);
    return new Matcher(index, this.text, latin, language === this.lang ? 1 : FOREIGN);
  }

  renew() {
    this.opened.clear();
  }

  own() {
    return this.open(this.lang, this.prefix);
  }

  /**
   * Return another language's matcher, ready for words; null if its index has other numbers of
   * answers.
   *
   * @param {string} language
   * @param {string[]} words
   */
  async other(language, words) {
    const { index } = await this.own();
    const prefix = index.languages[language];
    const { fallbackLangs } = this;
    const isRead = !fallbackLangs || fallbackLangs.includes(language);
    if (prefix === undefined || !isRead) return null;
    try {
      const found = await this.open(language, prefix);
      if (found.index.ids !== index.ids) return null;
      await found.prepare(words);
      return found;
    } catch {
      return null; // The reader's own language still answers.
    }
  }

  /**
   * Return the matchers of other languages, ready for words.
   *
   * @param {string[]} words
   * @param {string[]} languages
   */
  async others(words, languages) {
    const foreign = languages.filter((language) => language !== this.lang);
    const found = await Promise.all(foreign.map((language) => this.other(language, words)));
    return found.flatMap((one) => one ?? []);
  }
}
