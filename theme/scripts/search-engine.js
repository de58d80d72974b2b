// The search engine: pure, so that a worker, a page and a test can run it. See docs/search.md.

import { now } from "./clock.js";
import { openIndex, SearchError } from "./search-files.js";
import { createLatin } from "./search-latin.js";
import { createMatcher } from "./search-match.js";
import { mark, snippet } from "./search-show.js";
import { createText } from "./search-text.js";

export { SearchError };

const LONGEST_QUERY = 200;
const MOST_WORDS = 12;
const STOP = 0.15; // what a stop word counts for
const ASKING = 0.4; // and a word that asks: when, where, how long
const FOREIGN = 0.8; // what a word of another language's index counts for
const SURE = 0.5; // below that, a word may as well be a typing mistake
const LIKELY = 0.5; // of the weight of what a word most surely is, and what else it may be does not count
const LEAST = 0.24; // of a query's weight must be found for an answer to count
const KNOWN = 0.7; // found less surely than that, a word does not count as found, but where nothing is surer
const COVER = 1.2; // how much an answer loses by what it lacks
const TITLE = [0.5, 0.45]; // what it adds to be named by a title: by its share of the query, and of the title
const SENTENCE = 0.3; // what it adds that one sentence says it all
const LEAD = 0.2; // what the lead of a page has over its sections, if one word asks for a topic
const CERTAIN = 0.8; // a word that may be relied on
const MORE = 0.55; // what must be found of a query without one
const UNKNOWN = 0.84; // what a word that no answer has counts for
const ODD = 0.45; // and a number or code
const LEVELS = 15;

export function createEngine({ load, tables, prefix, lang, fallbackLangs }) {
  const text = createText(tables);
  const { scriptOfLang } = text;
  const opened = new Map();

  function open(language, at) {
    if (!opened.has(language)) {
      const matcher = openIndex(load, at, language).then((index) => {
        text.learn(index.tables);
        return createMatcher(index, text, createLatin(tables.latin, text.latinOf(language)));
      });
      opened.set(language, matcher);
      matcher.catch(() => opened.delete(language));
    }
    return opened.get(language);
  }

  const own = () => open(lang, prefix);

  // Return another language's matcher, ready for words; null if it has none that numbers answers as ours does.
  async function other(language, tokens) {
    const { index } = await own();
    const at = index.languages[language];
    if (at === undefined || (fallbackLangs && !fallbackLangs.includes(language))) return null;
    try {
      const found = await open(language, at);
      if (found.index.ids !== index.ids) return null;
      await found.prepare(tokens.map(({ word }) => word));
      return found;
    } catch {
      return null; // The reader's own language still answers.
    }
  }

  async function others(tokens, languages) {
    const found = languages.filter((language) => language !== lang).map((language) => other(language, tokens));
    return (await Promise.all(found)).filter(Boolean);
  }

  // Return the query's words, each with what it may stand for: {matcher, place, weight}.
  async function understand(query) {
    const words = text.wordsOf(query.slice(0, LONGEST_QUERY).replace(/\$(?=[a-z])/gi, "sh"));
    const asked = [...new Set(words)].slice(0, MOST_WORDS);
    const isTyping = /[\p{L}\p{N}\p{M}]$/u.test(query);
    const matcher = await own();
    const tokens = asked.map((word, i) => ({ word, script: text.scriptOf(word), isLast: isTyping && i === asked.length - 1, found: [] }));
    await matcher.prepare(tokens.filter(({ script }) => ["", "latn", scriptOfLang(lang)].includes(script)).map(({ word }) => word));
    for (const token of tokens) add(token, matcher, matcher.match(token.word, token.isLast), 1);
    join(tokens, matcher);
    for (const token of tokens) if (!token.found.length) split(token, matcher);
    const lacking = tokens.filter((token) => token.script === scriptOfLang(lang) && !token.found.length && !text.isStop(token.word, lang));
    // In Latin letters, an English word with a mistake is as likely as a word of another language.
    if (scriptOfLang(lang) === "latn") for (const token of lacking) correct(token, matcher);
    await abroad(tokens, lacking);
    const unsure = tokens.filter(isUnsure);
    const foreign = await others(unsure, scripts(unsure));
    for (const token of tokens) {
      for (const one of [matcher, ...foreign]) correct(token, one);
    }
    return tokens;
  }

  function add(token, matcher, places, share) {
    for (const one of places) token.found.push({ ...one, matcher, weight: one.weight * share });
  }

  const surety = (token) => Math.max(0, ...token.found.map((one) => one.weight));

  function scripts(tokens) {
    const wanted = new Set(tokens.map((token) => token.script));
    return Object.keys(tables.langs).filter((language) => wanted.has(scriptOfLang(language)));
  }

  // Two or three neighbours, stop words between them or not, that are one word or term in the index.
  function join(tokens, matcher) {
    const usual = tokens.filter((token) => !text.isStop(token.word, lang));
    for (const list of [tokens, usual]) {
      for (let i = 1; i < list.length; i += 1) {
        for (const parts of [list.slice(i - 1, i + 1), list.slice(i - 1, i + 2)]) {
          const found = spellings(parts).map((words) => matcher.together(words));
          const best = found.find((one) => one.length) ?? [];
          for (const token of parts) add(token, matcher, best, 1);
        }
      }
    }
  }

  // Return the ways to read words: as they are, and those in Latin letters as words of the site.
  function spellings(tokens) {
    return tokens.reduce((ways, token) => ways.flatMap((way) => readings(token).map((word) => [...way, word])), [[]]);
  }

  function readings({ word, script, found }) {
    const sure = script === "latn" && scriptOfLang(lang) !== "latn" ? found.filter((one) => one.weight > SURE && !one.with.length) : [];
    return [word, ...sure.slice(0, 3).map((one) => one.matcher.index.words[one.place])];
  }

  function split(token, matcher) {
    const pair = matcher.halves(token.word);
    if (pair) add(token, matcher, [{ place: pair[0], with: [pair[1]], weight: 0.85 }], 1);
  }

  // Ask other languages' indexes: of another script always, of our own only for what we lack.
  async function abroad(tokens, lacking) {
    const script = scriptOfLang(lang);
    const foreign = tokens.filter((token) => token.script && token.script !== script);
    for (const matcher of await others(foreign, scripts(foreign))) {
      for (const token of foreign) {
        if (scriptOfLang(matcher.index.lang) === token.script) add(token, matcher, matcher.match(token.word, token.isLast), FOREIGN);
      }
    }
    if (!lacking.length) return;
    const spelled = Object.keys(tables.langs).filter((language) => scriptOfLang(language) !== "latn");
    const languages = script === "latn" ? spelled : scripts(lacking);
    for (const matcher of await others(lacking, languages)) {
      for (const token of lacking) add(token, matcher, matcher.match(token.word, token.isLast), FOREIGN);
    }
  }

  const isUnsure = (token) => surety(token) < SURE && !text.isStop(token.word, lang);

  // Take a word that is known by nothing better for a typing mistake.
  function correct(token, matcher) {
    const isOwn = matcher.index.lang === lang;
    if (!isUnsure(token) || (!isOwn && scriptOfLang(matcher.index.lang) !== token.script)) return;
    const places = matcher.misspelled(token.word);
    if (places.length && isOwn) token.corrected = places[0].place;
    add(token, matcher, places, isOwn ? 1 : FOREIGN);
  }

  // Return what a query's word weighs: rare words much, stop words and those of no index little.
  function weigh(tokens, matcher) {
    for (const token of tokens) {
      token.found.sort((a, b) => b.weight - a.weight);
      const best = token.found[0];
      token.found = token.found.filter((one) => one.weight >= LIKELY * best.weight);
      token.isStop = isStop(best) || text.isStop(token.word, lang) || matcher.soundsLikeStop(token.word);
      token.isAsking = Boolean(best && text.isAsking(best.matcher.index.words[best.place], best.matcher.index.lang));
      token.rarity = best ? best.matcher.index.rarity(best.place) : matcher.index.rarest * (/\d/.test(token.word) ? ODD : UNKNOWN);
    }
    const share = tokens.every((token) => token.isStop) ? 1 : STOP;
    for (const token of tokens) {
      if (token.isStop && share < 1) token.found = token.found.slice(0, 1); // not worth more files
      token.share = token.isStop ? share : token.isAsking ? ASKING : 1;
      token.value = Math.max(0.2, token.rarity) * token.share;
    }
  }

  const isStop = (one) => Boolean(one && text.isStop(one.matcher.index.words[one.place], one.matcher.index.lang));

  // Return for a word each answer's best [strength, weight], in two arrays by answer.
  async function occurrences(token, size) {
    const strength = new Float32Array(size);
    const surest = new Float32Array(size);
    const lists = await Promise.all(
      token.found.map((one) => Promise.all([one.place, ...one.with].map(one.matcher.index.postingsOf))),
    );
    lists.forEach(([list, ...rest], i) => {
      const { matcher, place, weight } = token.found[i];
      const others = rest.map((other) => new Set(other.filter((_, at) => at % 2 === 0)));
      const value = Math.min(token.rarity, matcher.index.rarity(place)) * Math.sqrt(token.share);
      for (let at = 0; at < list.length; at += 2) {
        const doc = list[at];
        if (!others.every((other) => other.has(doc))) continue;
        strength[doc] = Math.max(strength[doc], weight * value * (list[at + 1] / LEVELS));
        surest[doc] = Math.max(surest[doc], weight);
      }
    });
    return { strength, surest };
  }

  // Return the answers that do not hold at a moment, by the day in their own zone.
  function away(dated, at) {
    const found = new Set();
    for (const [from, until, zone, ...docs] of dated) {
      const { day } = now(zone, at) ?? now("", at);
      if (day < from || (until && day > until)) for (const doc of docs) found.add(doc);
    }
    return found;
  }

  // Return [answer, score, coverage, how surely], best first: soft AND, so that one missing word costs, no more.
  async function rank(tokens, size, isAway) {
    const all = await Promise.all(tokens.map((token) => occurrences(token, size)));
    const sum = tokens.reduce((total, token) => total + token.value, 0);
    const best = tokens.map((token) => Math.min(1, Math.max(KNOWN, surety(token))));
    const ranked = [];
    for (let doc = 0; doc < size; doc += 1) {
      if (isAway.has(doc)) continue;
      let [score, covered, surely] = [0, 0, 0];
      for (let i = 0; i < tokens.length; i += 1) {
        const sure = all[i].surest[doc];
        score += all[i].strength[doc];
        covered += Math.min(1, sure / best[i]) * tokens[i].value;
        surely += sure * tokens[i].value;
      }
      if (score) ranked.push([doc, score * (covered / sum) ** COVER, covered / sum, surely / sum]);
    }
    return ranked.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  }

  // Return, by word of one index, for which words of the query it stands, and how much of the query that is.
  function meanings(tokens, index) {
    const found = new Map();
    tokens.forEach((token, i) => {
      for (const one of token.found) {
        if (one.matcher.index !== index) continue;
        for (const at of [one.place, ...one.with]) {
          const word = index.words[at];
          found.set(word, [...(found.get(word) ?? []), [i, one.weight * token.value]]);
        }
      }
    });
    return found;
  }

  // Return what a word of a result's text counts for in the query.
  function shown(tokens, known) {
    const isAnyUsual = tokens.some((token) => !token.isStop);
    const weight = (word) => Math.max(0, ...(known.get(word) ?? []).map(([i, one]) => (tokens[i].isStop && isAnyUsual ? 0 : one)));
    const kept = new Map();
    return (word) => {
      if (!kept.has(word)) kept.set(word, Math.max(0, ...text.wordsOf(word).map(weight)));
      return kept.get(word);
    };
  }

  async function results(ranked, limit, tokens, index) {
    const known = meanings(tokens, index);
    const weightOf = shown(tokens, known);
    const isTopic = tokens.filter((token) => !token.isStop).length === 1;
    const sum = tokens.reduce((total, token) => total + (token.found.some((one) => one.matcher.index === index) ? token.value : 0), 0);
    const found = await Promise.all(ranked.slice(0, limit).map(async ([doc, score]) => [await index.answer(doc), score]));

    // Return how much of the query a text says, 0 to 1.
    function share(words) {
      const best = new Float32Array(tokens.length);
      for (const word of words) for (const [i, one] of known.get(word) ?? []) best[i] = Math.max(best[i], one);
      return sum && best.reduce((a, b) => a + b) / sum;
    }

    // Of two titles with the same words the shorter is meant; of two texts that which says all in one sentence.
    function fit({ id, title, text: body }) {
      const words = text.wordsOf(title).filter((word) => !text.isStop(word, lang));
      const said = words.filter(weightOf).length / (words.length || 1);
      const nearest = Math.max(...body.split(/[.!?؟۔।\n]+/).map((sentence) => share(text.wordsOf(sentence))));
      return (1 + TITLE[0] * share(words) + TITLE[1] * said) * (1 + SENTENCE * nearest) * (isTopic && !id.includes("#") ? 1 + LEAD : 1);
    }

    return found
      .filter(([answer]) => answer)
      .map(([answer, score]) => [answer, score * fit(answer)])
      .sort((a, b) => b[1] - a[1])
      .map(([{ text: body, ...answer }, score]) => ({
        ...answer,
        score,
        titleParts: mark(answer.name, weightOf),
        snippet: snippet(body, weightOf),
      }));
  }

  // Return the query as it was understood, its corrected words as the answers spell them.
  function meant(tokens, found) {
    const isCorrected = (token) => token.corrected !== undefined && token.found[0]?.place === token.corrected;
    if (!tokens.some(isCorrected)) return undefined;
    const spelled = new Map();
    for (const { titleParts, snippet: piece } of found) {
      for (const [part] of [...titleParts, ...piece]) {
        for (const word of part.split(/[^\p{L}\p{N}\p{M}\u200c]+/u)) spelled.set(text.wordsOf(word)[0], word);
      }
    }
    const said = tokens.map((token) => {
      const [best] = isCorrected(token) ? token.found : [];
      return best ? spelled.get(best.matcher.index.words[best.place]) : token.word;
    });
    return said.includes(undefined) ? undefined : said.join(" ");
  }

  async function query(asked, { limit = 10, at = Date.now() } = {}) {
    const started = performance.now();
    const took = () => performance.now() - started;
    const matcher = await own();
    const { index } = matcher;
    const tokens = await understand(String(asked));
    if (!tokens.length) return { results: [], total: 0, took: took(), close: [] };
    weigh(tokens, matcher);
    const ranked = await rank(tokens, index.size, away(index.dated, at));
    const isSure = tokens.some((token) => !token.isStop && surety(token) >= CERTAIN);
    const least = Math.max(LEAST, 0.4 * (ranked[0]?.[2] ?? 0));
    const enough = ranked.filter(([, , covered, surely]) => covered >= least && (isSure || surely >= MORE));
    const found = await results(enough, limit, tokens, index);
    const close = found.length ? [] : await results(ranked, 5, tokens, index);
    const said = meant(tokens, found);
    return { results: found, total: enough.length, took: took(), ...(said && { didYouMean: said }), close };
  }

  return { ready: () => own().then(() => undefined), query };
}
