// The files of one language's index; each is loaded once, when it is first needed.

import { SearchError } from "./search-error.js";
import { END, numbers, postings, wordList } from "./search-pack.js";
import { textWith } from "./search-varying.js";

/** @import { Answer, Load, Values } from "./types.js" */

const FORMAT = 3;
const KEPT_BLOCKS = 400;

/** @param {string} what */
const broken = (what) => new SearchError("broken", `${what} cannot be understood`);

/**
 * Return the words of a file and their counts.
 *
 * @param {{ words?: unknown, counts?: unknown }} part
 * @returns {[string[], number[]]}
 */
function listed(part) {
  const words = wordList(typeof part?.words === "string" ? part.words : "");
  const counts = numbers(typeof part?.counts === "string" ? part.counts : "!");
  if (counts.length !== words.length) throw broken("A list of words");
  return [words, counts];
}

/**
 * Return the index of the last sorted value that is not greater than a value, or -1.
 *
 * @template {string | number} T
 * @param {T[]} values
 * @param {T} most
 */
function lastUpTo(values, most) {
  let [low, high] = [-1, values.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (values[middle] <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Return the answer with a number in a block; null if the language does not have it.
 *
 * @param {any[]} pages
 * @param {number} wanted
 * @param {Values} values
 * @returns {Answer | null}
 */
function answerIn(pages, wanted, values) {
  for (const [id, url, page, kind, branch, lang, answers] of pages) {
    const found = answers.find((/** @type {any[]} */ [at]) => at === wanted);
    if (!found) continue;
    const [, anchor, named, told, isShared] = found;
    const [title, text] = [textWith(named, values), textWith(told, values)];
    return {
      id: id + (anchor && `#${anchor}`),
      url: url + (anchor && `#${encodeURIComponent(anchor)}`),
      title: title || page,
      // A title that several pages have is shown with the title of its page.
      name: isShared ? `${page} – ${title}` : title || page,
      page,
      kind,
      branch,
      lang,
      text,
    };
  }
  return null;
}

/** @param {unknown} file */
function listsIn(file) {
  if (typeof file !== "string") throw broken("A part of the index");
  return file.split(END);
}

/** @param {unknown} file */
function pagesIn(file) {
  if (!Array.isArray(file)) throw broken("A block of answers");
  return file;
}

/** The index of one language. */
export class Index {
  /**
   * @param {Load} load
   * @param {string} lang
   * @param {any} entry search/index.json
   */
  constructor(load, lang, { folder, files, ids, languages, table }) {
    this.load = load;
    this.lang = lang;
    /** @type {string} */
    this.folder = folder;
    /** @type {Record<string, unknown>} */
    this.files = files;
    this.ids = ids;
    /** @type {Record<string, string>} */
    this.languages = languages ?? {};
    this.table = table;
    this.tables = table.tables;
    /** @type {number} */
    this.size = table.answers;
    this.dated = Array.isArray(table.dated) ? table.dated : [];
    this.rarest = Math.sqrt(Math.log(1 + (table.written - 0.5) / 1.5));
    // The frequent words, each at its index. The rare words of a large site are appended when they
    // are needed; `moved` has their indexes.
    const [words, counts] = listed(table);
    this.words = words;
    this.counts = counts;
    this.frequent = words.length;
    /** @type {number[]} */
    this.moved = [];
    /** @type {string[]} */
    this.sounds = table.rare.map((/** @type {[string]} */ [first]) => first);
    this.hasRare = this.sounds.length > 0;
    this.places = new Map(words.map((word, i) => [word, i]));
    /** @type {Map<number, Int32Array>} */
    this.packed = new Map();
    /** @type {Map<string, Promise<any>>} */
    this.parts = new Map();
    /** @type {Map<string, Promise<string[]>>} */
    this.shards = new Map();
    /** @type {Map<string, Promise<any[]>>} */
    this.blocks = new Map();
  }

  /**
   * Load a part once; after an error it is tried again with the next query. A small site has all
   * parts in the first file.
   *
   * @template T
   * @param {Map<string, Promise<T>>} cache
   * @param {string} name
   * @param {(file: any) => T} check
   * @returns {Promise<T>}
   */
  once(cache, name, check) {
    const kept = cache.get(name);
    if (kept) return kept;
    const file = this.fileOf(`${name}.json`).then(check);
    cache.set(name, file);
    file.catch(() => cache.delete(name));
    return file;
  }

  /** @param {string} name */
  async fileOf(name) {
    return this.files[name] ?? this.load(this.folder + name);
  }

  /**
   * Add the rare words with a sound, unless they are loaded already.
   *
   * @param {string[]} wanted
   */
  async learn(wanted) {
    const parts = wanted.map((sound) => lastUpTo(this.sounds, sound)).filter((part) => part >= 0);
    const files = [...new Set(parts)].map((part) =>
      this.once(this.parts, `w${part}`, (file) => this.add(part, listed(file))),
    );
    await Promise.all(files);
  }

  /**
   * @param {number} part
   * @param {[string[], number[]]} listed
   */
  add(part, [more, theirs]) {
    const { rare } = this.table;
    if (more.length !== rare[part][1]) throw broken("A list of words");
    let first = this.frequent;
    for (const [, size] of rare.slice(0, part)) first += size;
    more.forEach((word, i) => {
      this.places.set(word, this.words.length);
      this.words.push(word);
      this.counts.push(theirs[i]);
      this.moved.push(first + i);
    });
  }

  /** @param {number} place */
  async postingsOf(place) {
    const kept = this.packed.get(place);
    if (kept) return kept;
    const { shards } = this.table;
    const at = place < this.frequent ? place : this.moved[place - this.frequent];
    const shard = lastUpTo(shards, at);
    const lists = await this.once(this.shards, `p${shard}`, listsIn);
    const part = lists[at - shards[shard]];
    if (part === undefined) throw broken("A part of the index");
    const found = postings(part);
    this.packed.set(place, found);
    return found;
  }

  /**
   * Return an answer by its number, as it is where facts have some values; null if this language
   * does not have it.
   *
   * @param {number} doc
   * @param {Values} [values]
   */
  async answer(doc, values = {}) {
    const { block } = this.table;
    const number = Math.floor(doc / block);
    const pages = await this.once(this.blocks, `d${number}`, pagesIn);
    if (this.blocks.size > KEPT_BLOCKS) this.blocks.delete([...this.blocks.keys()][0]);
    return answerIn(pages, doc - number * block, values);
  }

  /**
   * Return the rarity of a word: the square root of BM25's, so that one rare word does not outweigh
   * all others.
   *
   * @param {number} place
   */
  rarity(place) {
    const power = this.counts[place];
    const count = power && 2 ** ((power - 1) / 2);
    const without = Math.max(0, this.table.written - count + 0.5);
    return Math.sqrt(Math.log(1 + without / (count + 0.5)));
  }
}

/**
 * Open a language's index. Rejects with a SearchError, also for errors of `load`.
 *
 * @param {Load} load
 * @param {string} prefix
 * @param {string} lang
 */
export async function openIndex(load, prefix, lang) {
  const entry = await load(`${prefix}search/index.json`);
  const isKnown = entry?.format === FORMAT && typeof entry.folder === "string" && entry.files;
  if (!isKnown) throw broken("The search index");
  const { shards, rare } = entry.table ?? {};
  if (!Array.isArray(shards) || !Array.isArray(rare)) throw broken("The list of words");
  return new Index(load, lang, entry);
}
