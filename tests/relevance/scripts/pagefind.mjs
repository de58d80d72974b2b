// Asks Pagefind: {queries: {lang: [text]}, pages} -> {lang: [[location]]}.
//
// Pagefind ranks pages, each with sections ("sub-results") in the order of the page. Here they are
// in the order in which Pagefind's own interface chooses them: most matched places first.
import { createInstance } from "/pagefind/pagefind.js";

export async function ask({ queries, pages }) {
  const found = {};
  for (const [lang, texts] of Object.entries(queries)) {
    document.documentElement.lang = lang; // that is how Pagefind chooses an index
    const pagefind = createInstance({ basePath: "/pagefind/", baseUrl: "/" });
    await pagefind.init();
    found[lang] = [];
    for (const text of texts) {
      const { results } = await pagefind.search(text);
      const best = await Promise.all(results.slice(0, pages).map((page) => page.data()));
      found[lang].push(best.flatMap(sections));
    }
    await pagefind.destroy();
  }
  return found;
}

function sections({ url, sub_results: parts }) {
  const weight = (part) => part.locations?.length ?? 0;
  const sorted = [...parts].sort((a, b) => weight(b) - weight(a));
  return [...sorted.map((part) => part.url), url];
}
