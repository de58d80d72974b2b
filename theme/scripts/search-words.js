// The roots, sounds and loose spellings of an index's words.

/** @import { Index } from "./search-files.js" */
/** @import { Latin } from "./search-latin.js" */
/** @import { Text } from "./search-text.js" */

/** The properties of the words of an index; of rare words only after they are loaded. */
export class Words {
  /**
   * @param {Index} index
   * @param {Text} text
   * @param {Latin} latin
   */
  constructor({ words, lang }, text, latin) {
    this.words = words;
    this.lang = lang;
    this.text = text;
    this.latin = latin;
    /** @type {string[]} */
    this.ownRoots = [];
    /** @type {(string | null)[]} */
    this.ownSkeletons = [];
    /** @type {Map<string, number[]>} */
    this.alike = new Map();
    this.alikeUpTo = 0;
  }

  roots() {
    const { lang, ownRoots, text, words } = this;
    for (const word of words.slice(ownRoots.length)) {
      ownRoots.push(text.hasRoot(word, lang) ? text.rootOf(word, lang) : "");
    }
    return ownRoots;
  }

  skeletons() {
    const { ownSkeletons, text, latin, words } = this;
    for (const word of words.slice(ownSkeletons.length)) {
      const isOther = !["", "latn"].includes(text.scriptOf(word));
      ownSkeletons.push(isOther ? latin.skeletonOf(word) : null);
    }
    return ownSkeletons;
  }

  /** Return loose spelling → indexes of words. */
  loose() {
    for (; this.alikeUpTo < this.words.length; this.alikeUpTo += 1) {
      const key = this.text.looseOf(this.words[this.alikeUpTo], this.lang);
      const places = this.alike.get(key);
      if (places) places.push(this.alikeUpTo);
      else this.alike.set(key, [this.alikeUpTo]);
    }
    return this.alike;
  }
}
