// Tells of which type a word of a query is: words of a list of its language, as they are written or
// as they sound in Latin letters.

/** @import { Matcher } from "./search-match.js" */
/** @typedef {"stop" | "ask" | "chatter" | "unrelated"} List */

const LIKE = 0.3; // how far from a word of a list one in Latin letters may be
const NEARER = 0.2; // and one that is also a word of the index, or that would count for more

export class Lists {
  /** @param {Matcher} matcher */
  constructor(matcher) {
    this.matcher = matcher;
  }

  /**
   * Return the word of a list that a word in Latin letters most probably is: "kya", "hai".
   *
   * @param {string} word
   * @param {string} name
   * @param {Iterable<string>} list
   * @param {number} [limit]
   */
  likeOneOf(word, name, list, limit = LIKE) {
    const { index, known, latin, text } = this.matcher;
    if (!latin.isNeeded || text.scriptOf(word) !== "latn") return undefined;
    const all = this.matcher.once(`all of ${name}`, () => [...list]);
    const shapes = this.matcher.once(`skeletons of ${name}`, () => all.map(latin.skeletonOf));
    const isKnown = index.places.has(word);
    const [nearest] = latin.match(word, all, shapes);
    if (!nearest || nearest[1] > (isKnown ? NEARER : limit)) return undefined;
    const [other] = isKnown ? [] : latin.match(word, index.words, known.skeletons());
    return !other || nearest[1] <= other[1] ? all[nearest[0]] : undefined;
  }

  /**
   * Return whether a word sounds like one of a list.
   *
   * @param {List} name
   * @param {string} word
   * @param {number} [limit]
   */
  soundsLike(name, word, limit) {
    const { lang, text } = this.matcher;
    return this.matcher.once(`${word} ${name}`, () => {
      return this.likeOneOf(word, name, text.listOf(name, lang), limit) !== undefined;
    });
  }

  /** @param {string} word */
  isStop(word) {
    const { lang, text } = this.matcher;
    return text.isStop(word, lang) || this.soundsLike("stop", word);
  }

  /**
   * Return whether a word asks: when, where, how long.
   *
   * @param {string} word
   */
  isAsking(word) {
    const { lang, text } = this.matcher;
    return text.isOf("ask", word, lang) || this.soundsLike("ask", word, NEARER);
  }

  /**
   * Return whether a word carries no question: a greeting, a word of a story.
   *
   * @param {string} word
   */
  isChatter(word) {
    const { lang, text } = this.matcher;
    return text.isOf("chatter", word, lang) || this.soundsLike("chatter", word);
  }

  /**
   * Return whether a word of the site begins so: "war" may become "warranty".
   *
   * @param {string} word
   */
  isBegun(word) {
    const { counts, words } = this.matcher.index;
    return words.some((one, i) => counts[i] > 0 && one.startsWith(word));
  }

  /**
   * Return whether a word is of what is asked of other companies.
   *
   * @param {string} word
   */
  isUnrelated(word) {
    const { lang, text } = this.matcher;
    const isOne = text.formsOf(word, lang).some((form) => text.isOf("unrelated", form, lang));
    return isOne || this.soundsLike("unrelated", word, NEARER);
  }
}
