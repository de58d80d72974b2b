// Words typed in Latin letters → the site's own words in other scripts.
// Each letter's spellings have costs (tables.latin); the cheapest alignment of two words is how far
// they are from one another. Vowels that a script leaves unwritten cost little.

const FAR = 99;

// Return a word as it is compared: long vowels and doubled letters written once.
function plain(latin) {
  return latin.replace(/ee/g, "i").replace(/oo/g, "u").replace(/chh/g, "ch").replace(/([a-z]h?)\1+/g, "$1");
}

// Whether two short strings are at most one insertion, deletion or replacement apart.
function isNear(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return Math.max(a.length, b.length) - start - end <= 1;
}

// `letters` says which Latin letters sound alike, `table` how a language's own are written, if in
// others. kbgen/output/search/sound.py makes the same skeletons.
export function createLatin(letters, table) {
  const classes = Object.fromEntries(letters.split(" ").map((pair) => pair.split(":")));
  const spellings = new Map();
  for (const [unit, list] of Object.entries(table?.units ?? {})) {
    spellings.set(unit, list.split(" ").map((one) => [one.slice(1), one[0] / 10]));
  }
  const longest = Math.max(...[...spellings.keys()].map((unit) => unit.length));
  const doubled = table?.doubled && new RegExp(table.doubled, "gu");
  const inherent = table?.inherent && {
    vowel: table.inherent.vowel,
    letters: new RegExp(`[${table.inherent.letters}]`, "u"),
    signs: new RegExp(`[${table.inherent.signs}]`, "u"),
  };
  const first = new Map([...spellings].map(([unit, list]) => [unit, list.find(([one]) => !/^\d+$/.test(one) && one)?.[0] ?? ""]));

  function skeleton(latin) {
    let out = "";
    for (const char of latin.replace(/ch/g, "C")) {
      const one = char === "C" ? "C" : classes[char];
      if (one && !out.endsWith(one)) out += one;
    }
    return out;
  }

  // Return a native word's skeleton by the first spelling of each letter, in letters.
  function nativeSkeleton(word) {
    let out = "";
    for (const char of word) out += first.get(char) ?? char;
    return skeleton(out);
  }

  // Return the ways on from each place of a native word: [next place, spelling, cost].
  function steps(word) {
    const text = `^${doubled ? word.replace(doubled, "") : word}$`;
    return [...text].map((char, at) => {
      const found = [];
      for (let size = Math.min(longest, text.length - at); size > 0; size -= 1) {
        for (const [spelling, cost] of spellings.get(text.slice(at, at + size)) ?? []) {
          found.push([at + size, spelling, cost]);
        }
        // An inherent vowel, unless another is written.
        if (inherent && size === 1 && inherent.letters.test(char) && !inherent.signs.test(text[at + 1])) {
          for (const [spelling, cost] of spellings.get(char) ?? []) {
            found.push([at + 1, `${spelling}${inherent.vowel}`, cost], [at + 1, spelling, cost + (text[at + 1] === "$" ? 0 : 0.03)]);
          }
        }
      }
      if (!found.length) found.push([at + 1, char, 0], [at + 1, "", 0.6]);
      return found;
    });
  }

  // Return the cost of writing `word` as `latin`; with `isPart`, of writing how it begins.
  function distance(latin, word, limit, isPart) {
    const ways = steps(word);
    const width = latin.length + 1;
    const best = new Float64Array((ways.length + 1) * width).fill(FAR);
    best[0] = 0;
    let part = FAR;
    for (let at = 0; at <= ways.length; at += 1) {
      const row = at * width;
      for (let i = 0; i < width; i += 1) {
        const cost = best[row + i];
        if (cost > limit) continue;
        if (i < latin.length && at > 0) {
          const vowel = table.vowels[latin[i]];
          if (vowel !== undefined) best[row + i + 1] = Math.min(best[row + i + 1], cost + vowel / 100);
        }
        for (const [next, spelling, more] of ways[at] ?? []) {
          if (spelling && !latin.startsWith(spelling, i)) continue;
          const to = next * width + i + spelling.length;
          if (cost + more < best[to]) best[to] = cost + more;
        }
      }
      if (isPart && at > 2) part = Math.min(part, best[row + latin.length] + 0.02 * (ways.length - 1 - at));
    }
    return Math.min(part, best[ways.length * width + latin.length]);
  }

  return {
    isNeeded: spellings.size > 0,
    skeletonOf: nativeSkeleton,
    distance,
    // Return [place, distance] of the words nearest to `latin`, nearest first.
    match(latin, words, skeletons, isPart = false) {
      const wanted = plain(latin);
      if (2 * wanted.length < latin.length) return []; // "aaaa" is no word
      const shape = skeleton(wanted);
      const limit = Math.min(1.6, 0.4 * wanted.length);
      const found = [];
      for (let i = 0; i < words.length; i += 1) {
        const other = skeletons[i];
        if (other === null) continue;
        const isCandidate = isPart ? other.startsWith(shape) && shape : isNear(shape, other);
        if (!isCandidate) continue;
        const cost = distance(wanted, words[i], limit, isPart);
        if (cost <= limit) found.push([i, cost]);
      }
      found.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
      return found.filter(([, cost]) => cost <= found[0][1] + 0.5).slice(0, 8);
    },
  };
}
