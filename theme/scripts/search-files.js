// The files of one language's index, each read once, when it is first needed.

export class SearchError extends Error {
  constructor(reason, message) {
    super(message);
    this.name = "SearchError";
    this.reason = reason;
  }
}

const FORMAT = 2;
const KEPT_BLOCKS = 400;
const CHARS = [...Array(94).keys()].map((i) => String.fromCharCode(33 + i)).filter((c) => c !== '"' && c !== "\\");
const VALUE = new Int8Array(128).fill(-1);
CHARS.forEach((char, i) => (VALUE[char.charCodeAt(0)] = i));
const MARK = 90;
const LEVELS = 15; // ranks are levels, the highest first
const END = CHARS[91];

const broken = (what) => new SearchError("broken", `${what} cannot be understood`);

// Read the numbers of kbgen/output/search/pack.py: 60 last digits, 30 that another follows.
function numbers(text) {
  const found = [];
  let value = 0;
  for (let i = 0; i < text.length; i += 1) {
    const digit = VALUE[text.charCodeAt(i)];
    if (digit < 60) {
      found.push(value * 60 + digit);
      value = 0;
    } else value = value * 30 + digit - 60;
  }
  return found;
}

// Return Int32Array of answer, level, answer, level …
function postings(text) {
  const found = [];
  let [level, doc, value] = [0, -1, 0];
  for (let i = 0; i < text.length; i += 1) {
    const digit = VALUE[text.charCodeAt(i)];
    if (digit === MARK) {
      level = LEVELS - VALUE[text.charCodeAt((i += 1))];
      doc = -1;
    } else if (digit < 60) {
      doc += value * 60 + digit + 1;
      found.push(doc, level);
      value = 0;
    } else value = value * 30 + digit - 60;
  }
  return Int32Array.from(found);
}

function wordList(text) {
  const words = [];
  let last = "";
  for (const [, shared, rest] of text.matchAll(/([A-Z])([^A-Z]*)/g)) {
    last = last.slice(0, shared.charCodeAt(0) - 65) + rest;
    words.push(last);
  }
  return words;
}

// Return the words of a file, and what their counts are.
function listed(part) {
  const words = wordList(typeof part?.words === "string" ? part.words : "");
  const counts = numbers(typeof part?.counts === "string" ? part.counts : "!");
  if (counts.length !== words.length) throw broken("A list of words");
  return [words, counts];
}

// Return the place of the last of sorted values that is not above one, or -1.
function lastUpTo(values, most) {
  let [low, high] = [-1, values.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (values[middle] <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}

// Open a language's index. Rejects with a SearchError, also of what `load` throws.
export async function openIndex(load, prefix, lang) {
  const entry = await load(`${prefix}search/index.json`);
  if (entry?.format !== FORMAT || typeof entry.folder !== "string") throw broken("The search index");
  const table = await load(`${entry.folder}words.json`);
  if (!Array.isArray(table?.shards) || !Array.isArray(table.rare)) throw broken("The list of words");
  // The frequent words stand here, each at its place. A large site's rare ones come after them as
  // they are asked for; `moved` has their places in the index.
  const [words, counts] = listed(table);
  const frequent = words.length;
  const moved = [];
  const sounds = table.rare.map(([first]) => first);
  const also = new Map((table.also ?? []).map(([place, terms, likes, ...forms]) => [place, { terms, likes, forms }]));
  const places = new Map(words.map((word, i) => [word, i]));
  const parts = new Map();
  const shards = new Map();
  const blocks = new Map();
  const packed = new Map();

  // Loads what fails once are tried again with the next query.
  function once(cache, name, check) {
    if (!cache.has(name)) {
      const file = load(`${entry.folder}${name}.json`).then(check);
      cache.set(name, file);
      file.catch(() => cache.delete(name));
    }
    return cache.get(name);
  }

  // Add the rare words that sound so, if they are not there yet.
  async function learn(wanted) {
    const found = new Set(wanted.map((sound) => lastUpTo(sounds, sound)).filter((part) => part >= 0));
    await Promise.all([...found].map((part) => once(parts, `w${part}`, (file) => add(part, listed(file)))));
  }

  function add(part, [more, theirs]) {
    if (more.length !== table.rare[part][1]) throw broken("A list of words");
    const first = table.rare.slice(0, part).reduce((sum, [, size]) => sum + size, frequent);
    more.forEach((word, i) => {
      places.set(word, words.length);
      words.push(word);
      counts.push(theirs[i]);
      moved.push(first + i);
    });
  }

  async function postingsOf(place) {
    if (!packed.has(place)) {
      const at = place < frequent ? place : moved[place - frequent];
      const shard = lastUpTo(table.shards, at);
      const lists = await once(shards, `p${shard}`, (text) => {
        if (typeof text !== "string") throw broken("A part of the index");
        return text.split(END);
      });
      const part = lists[at - table.shards[shard]];
      if (part === undefined) throw broken("A part of the index");
      packed.set(place, postings(part));
    }
    return packed.get(place);
  }

  async function answer(doc) {
    const number = Math.floor(doc / table.block);
    const pages = await once(blocks, `d${number}`, (found) => {
      if (!Array.isArray(found)) throw broken("A block of answers");
      return found;
    });
    if (blocks.size > KEPT_BLOCKS) blocks.delete(blocks.keys().next().value);
    for (const [id, url, page, kind, branch, language, answers] of pages) {
      for (const [at, anchor, title, text, isShared] of answers) {
        if (number * table.block + at !== doc) continue;
        const hash = anchor && `#${anchor}`;
        return {
          id: id + hash,
          url: url + (anchor && `#${encodeURIComponent(anchor)}`),
          title: title || page,
          // A title that other pages have as well says nothing without its page.
          name: isShared ? `${page} – ${title}` : title || page,
          page,
          kind,
          branch,
          lang: language,
          text,
        };
      }
    }
    return null; // This language lacks it.
  }

  // Rarity: the root of BM25's, so that one rare word does not outweigh all others.
  function rarity(place) {
    const count = counts[place] && 2 ** ((counts[place] - 1) / 2);
    return Math.sqrt(Math.log(1 + Math.max(0, table.written - count + 0.5) / (count + 0.5)));
  }

  return {
    lang,
    ids: entry.ids,
    tables: table.tables,
    languages: entry.languages ?? {},
    size: table.answers,
    dated: Array.isArray(table.dated) ? table.dated : [],
    rarest: Math.sqrt(Math.log(1 + (table.written - 0.5) / 1.5)),
    words,
    places,
    counts,
    also,
    hasRare: sounds.length > 0,
    learn,
    rarity,
    postingsOf,
    answer,
  };
}
