// Text → words as the index knows them; kbgen/output/search/text.py does the same from the same tables.

const LONGEST_WORD = 40;
const WORD = /[\p{L}\p{N}\p{M}]/u;
const DIGIT = /\p{Nd}/u;

// Return the value of a decimal digit: in every script they follow one another from zero.
function digit(code) {
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

const split = (words) => (words ? words.split(" ") : []);

// `tables` is what all languages share (kbgen/output/search/tables.py); the words of a language are learned
// with its index.
export function createText(tables) {
  const letters = new Map(Object.entries(tables.fold));
  const dropped = split(tables.drop).map((span) => span.split("-").map((code) => parseInt(code, 16)));
  const rewrites = tables.rewrite.map(([pattern, to]) => [new RegExp(pattern, "gu"), to]);
  const rewritten = new RegExp(`[${tables.rewritten}]`, "u");
  const scripts = Object.keys(tables.scripts);
  const inScript = new RegExp(Object.values(tables.scripts).map(([block]) => `([${block}])`).join("|"), "u");
  const known = {};

  function learn(languages) {
    for (const [lang, { stop, ask, stem, loose, same, root, latin }] of Object.entries(languages ?? {})) {
      known[lang] ??= {
        stop: new Set(wordsOf(stop)),
        ask: new Set(wordsOf(ask)),
        pre: split(stem.pre),
        suf: split(stem.suf),
        min: stem.min,
        loose: new Map(split(loose).map((pair) => [pair[0], pair.slice(1)])),
        same: (same ?? "").split(",").map((group) => split(group.trim())),
        root,
        latin,
      };
    }
  }

  function letter(char) {
    let to = letters.get(char);
    if (to === undefined) {
      const code = char.codePointAt(0);
      if (dropped.some(([first, last]) => code >= first && code <= (last ?? first))) to = "";
      else if (DIGIT.test(char)) to = digit(code);
      else if (!WORD.test(char)) to = " ";
      else to = char.toLowerCase() === char ? char : [...char.toLowerCase()].map(letter).join("");
      letters.set(char, to);
    }
    return to;
  }

  function wordsOf(text) {
    let folded = "";
    for (const char of text.normalize("NFKD")) folded += letter(char);
    return folded.split(" ").filter(Boolean).map(rewrite);
  }

  function rewrite(word) {
    if (rewritten.test(word)) {
      for (const [pattern, to] of rewrites) word = word.replace(pattern, to);
    }
    return [...word].slice(0, LONGEST_WORD).join("");
  }

  // Return the script of a word's first letter that is in one; "" of a number.
  function scriptOf(word) {
    const [, ...groups] = inScript.exec(word) ?? [];
    return scripts[groups.findIndex(Boolean)] ?? "";
  }

  const scriptOfLang = (lang) => tables.langs[lang] ?? "latn";

  // Return the language whose stems and stop words fit a word in a text of language `lang`.
  function languageOf(word, lang) {
    const script = scriptOf(word);
    if (!script || script === scriptOfLang(lang)) return script && lang;
    return tables.scripts[script][1];
  }

  const tableOf = (word, lang) => known[languageOf(word, lang)];
  const isStop = (word, lang) => tableOf(word, lang)?.stop.has(word) ?? false;

  const isAsking = (word, lang) => tableOf(word, lang)?.ask.has(word) ?? false;

  // Return what is left of a word without any one of its language's prefixes and suffixes.
  function stemsOf(word, lang) {
    const { pre, suf, min } = tableOf(word, lang) ?? { pre: [], suf: [] };
    const starts = [word];
    for (const one of pre) {
      if (word.startsWith(one) && word.length - one.length >= min) starts.push(word.slice(one.length));
    }
    const found = new Set(starts);
    for (const start of starts) {
      for (const one of suf) {
        if (start.endsWith(one) && start.length - one.length >= min) found.add(start.slice(0, -one.length));
      }
    }
    return found;
  }

  const rootRules = (lang) => known[lang]?.root;
  const hasRoot = (word, lang) => rootRules(languageOf(word, lang)) !== undefined;

  // Return a word's consonants without what patterns add to them (broken plurals, verb forms); the
  // word itself in a language that has none.
  function rootOf(word, lang) {
    if (!hasRoot(word, lang)) return word;
    const { article, vowels, end, lead } = rootRules(languageOf(word, lang));
    const strip = (list, keep, cut) => {
      for (const one of list.split(" ")) {
        const rest = cut(word, one);
        if (rest !== word && rest.length >= keep) return rest;
      }
      return word;
    };
    const front = (text, one) => (text.startsWith(one) ? text.slice(one.length) : text);
    const back = (text, one) => (text.endsWith(one) ? text.slice(0, -one.length) : text);
    word = strip(article, 3, front);
    word = strip(end, 3, back);
    word = [...word].filter((char) => !vowels.includes(char)).join("");
    return strip(lead, 3, front);
  }

  // Return a word with letters that sound alike made one, and nothing doubled.
  function looseOf(word, lang) {
    const same = tableOf(word, lang)?.loose;
    let out = "";
    for (const char of word) {
      const to = same?.get(char) ?? char;
      if (to && !out.endsWith(to)) out += to;
    }
    return out;
  }

  const irregularOf = (word, lang) => tableOf(word, lang)?.same.find((group) => group.includes(word)) ?? [];
  const stopWords = (lang) => [...(known[lang]?.stop ?? [])];
  const latinOf = (lang) => known[lang]?.latin;
  const hasPrefixes = (word, lang) => Boolean(tableOf(word, lang)?.pre.length);

  learn(tables.languages);
  return { learn, wordsOf, scriptOf, scriptOfLang, isStop, isAsking, stemsOf, hasPrefixes, hasRoot, rootOf, rootRules, looseOf, irregularOf, stopWords, latinOf };
}
