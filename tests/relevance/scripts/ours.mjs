// Asks kbgen's engine: {queries: {lang: [text]}, prefixes: {lang: "ur/"}, tables, limit}
// -> {lang: [[id]]}. A result in another language than the page's is named with it: "en:faq/pin".
import { createEngine } from "/scripts/search-engine.js";

const json = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
};

export async function ask({ queries, prefixes, tables, limit }) {
  const found = {};
  for (const [lang, texts] of Object.entries(queries)) {
    const engine = await createEngine({
      load: (path) => json(`/site/${path}`),
      tables: await json(`/tables/${tables}`),
      prefix: prefixes[lang],
      lang,
    });
    found[lang] = [];
    for (const text of texts) {
      const { results } = await engine.query(text, { limit });
      found[lang].push(
        results.map((one) => (one.lang === lang ? one.id : `${one.lang}:${one.id}`)),
      );
    }
  }
  return found;
}
