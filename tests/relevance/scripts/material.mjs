// Asks Material's own search worker: {queries: {lang: [text]}, worker, indexes: {lang: address}}
// -> {lang: [[location]]}.
//
// The worker returns pages, best first, each as the list of its sections, best first; the page
// itself stands among them, with the score 0 where only a section of it was found.

function talk(worker, message) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(message);
  });
}

export async function ask({ queries, worker: script, indexes }) {
  const found = {};
  for (const [lang, texts] of Object.entries(queries)) {
    const worker = new Worker(script);
    const index = await (await fetch(indexes[lang])).json();
    await talk(worker, { type: 0, data: { ...index, options: {} } });
    found[lang] = [];
    for (const text of texts) {
      const { data } = await talk(worker, { type: 2, data: text });
      found[lang].push(data.items.flat().map((one) => one.location));
    }
    worker.terminate();
  }
  return found;
}
