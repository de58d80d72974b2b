// What pages import to search. See docs/search.md.

export class SearchError extends Error {
  constructor(reason, message = reason) {
    super(message);
    this.name = "SearchError";
    this.reason = reason;
  }
}

// The worker's address. Where a policy holds pages to Trusted Types, a worker starts from no plain
// text; this one lets through that file alone.
let address;
function workerAddress() {
  const { href } = new URL("./search-worker.js", import.meta.url);
  address ??= window.trustedTypes?.createPolicy("kbgen", { createScriptURL: () => href }).createScriptURL("") ?? href;
  return address;
}

// An engine in a worker: {ready, query, close}. Rejects with "unable" where workers, or modules
// in them, are missing.
function inWorker(options) {
  let worker;
  const asked = new Map();
  let last = 0;
  const running = new Promise((resolve, reject) => {
    const fail = () => reject(new SearchError("unable"));
    try {
      worker = new Worker(workerAddress(), { type: "module" });
    } catch {
      return fail();
    }
    worker.addEventListener("error", fail);
    worker.addEventListener("message", ({ data }) => {
      if (data.isRunning) return resolve();
      const { give, refuse } = asked.get(data.id);
      asked.delete(data.id);
      if (data.reason) refuse(new SearchError(data.reason, data.message));
      else give(data.answer);
    });
    worker.postMessage({ open: options });
  });
  const ask = async (message) => {
    await running;
    return new Promise((give, refuse) => {
      last += 1;
      asked.set(last, { give, refuse });
      worker.postMessage({ id: last, ...message });
    });
  };
  return { ready: () => ask({}), query: (text, given) => ask({ text, ...given }), close: () => worker?.terminate() };
}

async function onPage(options) {
  const { loadEngine } = await import("./search-worker.js");
  return { ...loadEngine(options), close() {} };
}

export function openSearch({ root, prefix, lang, fallbackLangs }) {
  const options = { root: new URL(root, document.baseURI).href, prefix, lang, fallbackLangs };
  let engine = inWorker(options);
  let own;
  let refuseLast = () => {};
  let isClosed = false;

  async function use(job) {
    try {
      return await job(await engine);
    } catch (error) {
      if (error.reason !== "unable" || isClosed) throw error;
      own ??= onPage(options);
      engine = own;
      return job(await engine);
    }
  }

  // Only the last query is answered. One is worked on at a time: the next starts when it is done.
  let busy = Promise.resolve();
  function query(text, { limit = 10 } = {}) {
    refuseLast(new SearchError(isClosed ? "closed" : "superseded"));
    return new Promise((give, refuse) => {
      if (isClosed) return refuse(new SearchError("closed"));
      let isWanted = true;
      refuseLast = (error) => {
        isWanted = false;
        refuse(error);
      };
      busy = busy.then(async () => {
        if (!isWanted) return;
        await use((one) => one.query(String(text), { limit, at: Date.now() })).then(give, refuse);
      });
    });
  }

  return {
    ready: () => use((one) => one.ready()),
    query,
    close() {
      isClosed = true;
      refuseLast(new SearchError("closed"));
      Promise.resolve(engine).then((one) => one.close());
    },
  };
}
