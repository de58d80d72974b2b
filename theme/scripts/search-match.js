// A word of a query → the words of one language's index that it may stand for, and how surely.

const WEIGHT = { exact: 1, irregular: 0.85, loose: 0.9, otherwise: 0.8, joined: 0.95, root: 0.45, split: 0.85, prefix: 0.8, typo: 0.72, synonym: 0.75, term: 0.9, general: 0.55 };
const MOST = 12;
const SURE = 0.65; // less, and what a word may stand for is not taken for what means the same

// Return the Damerau-Levenshtein distance (transposition of neighbours: 1), or limit + 1.
export function edits(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

const allowedEdits = (length) => (length < 4 ? 0 : length < 7 ? 1 : 2);

// `latin` matches words in Latin letters, which is needed where the language has others.
export function createMatcher(index, text, latin) {
  const { words, places, counts, also, lang } = index;
  const kept = new Map();
  const once = (name, make) => kept.get(name) ?? kept.set(name, make()).get(name);

  // Return what is known of every word; of a large site's rare words, once they are here.
  function ofEach(make) {
    const made = [];
    return () => {
      while (made.length < words.length) made.push(make(words[made.length], made.length));
      return made;
    };
  }

  const roots = ofEach((word) => (text.hasRoot(word, lang) ? text.rootOf(word, lang) : ""));
  const skeletons = ofEach((word) => (["", "latn"].includes(text.scriptOf(word)) ? null : latin.skeletonOf(word)));
  const alike = new Map();
  const loose = ofEach((word, i) => {
    const key = text.looseOf(word, lang);
    if (alike.has(key)) alike.get(key).push(i);
    else alike.set(key, [i]);
  });

  function looseWords() {
    loose();
    return alike;
  }

  // Return what a word in Latin letters may begin with before its root: the article, then a pattern's lead.
  function leads() {
    const rules = text.rootRules(lang);
    return [rules?.article, rules?.lead].filter(Boolean).map((list) => {
      const sounds = new Set(list.split(" ").map(latin.skeletonOf));
      return new RegExp(`^(${[...sounds].sort((a, b) => b.length - a.length).join("|")})`);
    });
  }

  // Return the first consonants by which rare words are shared out: kbgen/output/search/sound.py.
  function soundsOf(word) {
    let found = [latin.skeletonOf(text.rootOf(word, lang))];
    if (text.scriptOf(word) === "latn") {
      for (const lead of leads()) found = found.flatMap((one) => [one, one.replace(lead, "")]);
    }
    return found.map((one) => one.slice(0, 2));
  }

  // Fetch the rare words that a query's words may be; none for a word that is known as it is.
  async function prepare(asked) {
    const needed = asked.filter((word) => !text.isStop(word, lang) && (!places.has(word) || (latin.isNeeded && text.scriptOf(word) === "latn")));
    if (index.hasRare) await index.learn(needed.flatMap(soundsOf));
  }

  function keep(found, place, weight) {
    if (!(found.get(place) >= weight)) found.set(place, weight);
  }

  // Other forms of the same word: the more two have in common, the surer.
  function related(word, found, share) {
    const stems = [...text.stemsOf(word, lang)];
    const shortest = stems.reduce((a, b) => (b.length < a.length ? b : a));
    const isSimple = word.startsWith(shortest) && !text.hasPrefixes(word, lang);
    for (let i = 0; i < words.length; i += 1) {
      const other = words[i];
      if (isSimple ? !other.startsWith(shortest) : !stems.some((stem) => other.includes(stem))) continue;
      let common = 0;
      for (const stem of text.stemsOf(other, lang)) if (stems.includes(stem)) common = Math.max(common, stem.length);
      if (common) keep(found, i, share * (0.5 + (0.4 * common) / Math.max(word.length, other.length)));
    }
    if (text.hasRoot(word, lang)) {
      const root = text.rootOf(word, lang);
      if (root.length > 2) roots().forEach((other, i) => other === root && keep(found, i, share * WEIGHT.root));
    }
  }

  function prefixed(word, found) {
    const longer = [];
    for (let i = 0; i < words.length; i += 1) if (words[i].length > word.length && words[i].startsWith(word)) longer.push(i);
    longer.sort((a, b) => counts[b] - counts[a] || words[a].length - words[b].length);
    for (const i of longer.slice(0, 8)) keep(found, i, WEIGHT.prefix * Math.sqrt(word.length / words[i].length));
  }

  function native(word, isLast) {
    const found = new Map();
    if (places.has(word)) found.set(places.get(word), WEIGHT.exact);
    for (const other of text.irregularOf(word, lang)) if (places.has(other)) keep(found, places.get(other), WEIGHT.irregular);
    if (text.isStop(word, lang)) return found;
    // A word that is spelled otherwise here is that word; what else has its stem, only perhaps.
    const key = text.looseOf(word, lang);
    const same = (!places.has(word) && 2 * key.length >= word.length && looseWords().get(key)) || [];
    for (const i of same) {
      keep(found, i, WEIGHT.loose);
      related(words[i], found, WEIGHT.loose);
    }
    related(word, found, same.length ? WEIGHT.otherwise : 1);
    if (word.length > 1 && (isLast || (!found.size && word.length > 3))) prefixed(word, found);
    return found;
  }

  function romanized(word, isLast) {
    const found = new Map();
    if (!latin.isNeeded) return found;
    let near = latin.match(word, words, skeletons());
    if (!near.length && isLast && word.length > 2) near = latin.match(word, words, skeletons(), true);
    for (const [place, distance] of near) keep(found, place, 0.9 - distance / 2);
    for (const [place, distance] of near.slice(0, 3)) {
      if (!text.isStop(words[place], lang)) related(words[place], found, 0.75 * (0.9 - distance / 2));
    }
    return found;
  }

  // Whether a word in Latin letters is one that says little: "kya", "hai"; better than any other.
  function soundsLikeStop(word) {
    if (!latin.isNeeded || text.scriptOf(word) !== "latn") return false;
    const stops = once("stops", () => text.stopWords(lang));
    const shapes = once("stop skeletons", () => stops.map((stop) => latin.skeletonOf(stop)));
    const [nearest] = latin.match(word, stops, shapes);
    if (!nearest || nearest[1] > 0.3) return false;
    if (places.has(word)) return nearest[1] <= 0.2;
    const [other] = latin.match(word, words, skeletons());
    return !other || nearest[1] <= other[1];
  }

  // Return the places of two words that are written as one here.
  function halves(word) {
    for (let i = 2; i <= word.length - 2; i += 1) {
      const [a, b] = [places.get(word.slice(0, i)), places.get(word.slice(i))];
      if (a !== undefined && b !== undefined && !text.isStop(words[a], lang) && !text.isStop(words[b], lang)) return [a, b];
    }
    return null;
  }

  function misspelled(word) {
    const found = new Map();
    const key = text.looseOf(word, lang);
    const limit = allowedEdits(key.length);
    if (!limit) return found;
    for (const [other, list] of looseWords()) {
      const cost = edits(key, other, limit);
      if (cost > limit || (cost > 1 && other[0] !== key[0])) continue;
      for (const place of list) keep(found, place, (WEIGHT.typo - (other[0] === key[0] ? 0 : 0.1) - (key.length < 5 ? 0.2 : 0)) / Math.max(1, cost) ** 0.6);
    }
    return found;
  }

  // Return {place, weight} or, of words that mean the same only together, {place, with, weight}.
  function best(found) {
    const together = [];
    for (const [place, weight] of [...found]) {
      const { terms, likes, forms } = (weight >= SURE && also.get(place)) || { forms: [] };
      for (const [i, form] of forms.entries()) {
        const share = weight * WEIGHT[i < terms ? "term" : i < terms + likes ? "synonym" : "general"];
        if (form.length > 1) together.push({ place: form[0], with: form.slice(1), weight: share });
        else {
          keep(found, form[0], share);
          related(words[form[0]], found, share);
        }
      }
    }
    const single = [...found].filter(([place]) => counts[place]).map(([place, weight]) => ({ place, with: [], weight }));
    return [...single, ...together].sort((a, b) => b.weight - a.weight || counts[b.place] - counts[a.place]).slice(0, MOST);
  }

  return {
    index,
    prepare,
    soundsLikeStop: (word) => once(`${word}.`, () => soundsLikeStop(word)),
    match(word, isLast) {
      return once(`${word} ${isLast}`, () => {
        const found = native(word, isLast);
        if (text.scriptOf(word) === "latn") {
          for (const [place, weight] of romanized(word, isLast)) keep(found, place, weight);
        }
        return best(found);
      });
    },
    misspelled: (word) => once(`${word}~`, () => best(misspelled(word))),
    // What stands for neighbouring words that are written as one, or mean one thing together.
    together(parts) {
      const place = places.get(parts.join(""));
      return place === undefined ? [] : once(`${place}+`, () => best(new Map([[place, WEIGHT.joined]])));
    },
    halves,
  };
}
