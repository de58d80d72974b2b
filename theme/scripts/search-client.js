// The interface of the search for pages. See docs/search.md.

import { SearchError } from "./search-error.js";

export { SearchError };

/** @import { Search as Engine, First, Found, Limits, SiteOptions } from "./types.js" */
/** @typedef {Engine & { close(): void }} Closable */
/** @typedef {SiteOptions & { first: Promise<First | null> }} Options */
/** @typedef {{ give: (answer: any) => void, refuse: (problem: SearchError) => void }} Asked */

/** @type {string | undefined} */
let address;

/**
 * The worker's address. Where a policy holds pages to Trusted Types, a worker starts from no plain
 * text; this one lets through that file alone.
 */
function workerAddress() {
  const { href } = new URL("./search-worker.js", import.meta.url);
  const rules = { createScriptURL: () => href };
  address ??= window.trustedTypes?.createPolicy("kbgen", rules).createScriptURL("") ?? href;
  return address;
}

/**
 * Return a file that the page has asked for, so that no other thread asks for it again.
 *
 * @param {Promise<Response> | undefined} asked
 * @returns {Promise<First | null>} null if the engine has to read it
 */
async function firstOf(asked) {
  try {
    const response = await asked;
    return response?.ok
      ? { text: await response.text(), date: response.headers.get("date") }
      : null;
  } catch {
    return null;
  }
}

/**
 * Return a running worker, and the callbacks that wait for its answers by number.
 *
 * @param {Options} options
 * @param {Map<number, Asked>} asked
 * @returns {Promise<Worker>} rejects with "unable" where workers, or modules in them, are missing
 */
function startWorker({ first, ...options }, asked) {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new SearchError("unable"));
    try {
      const worker = new Worker(workerAddress(), { type: "module" });
      worker.addEventListener("error", fail);
      worker.addEventListener("message", ({ data }) => {
        if (data.isRunning) resolve(worker);
        else settle(data, asked);
      });
      worker.postMessage({ open: options });
      first.then((file) => worker.postMessage({ first: file }));
    } catch {
      fail();
    }
  });
}

/**
 * @param {{ id: number, reason?: string, message?: string, answer?: unknown }} data
 * @param {Map<number, Asked>} asked
 */
function settle({ id, reason, message, answer }, asked) {
  const waiting = asked.get(id);
  asked.delete(id);
  if (reason) waiting?.refuse(new SearchError(reason, message));
  else waiting?.give(answer);
}

/**
 * @param {Options} options
 * @returns {Closable}
 */
function inWorker(options) {
  /** @type {Map<number, Asked>} */
  const asked = new Map();
  const running = startWorker(options, asked);
  let last = 0;
  /** @returns {Promise<any>} */
  const ask = async (/** @type {object} */ message) => {
    const worker = await running;
    return new Promise((give, refuse) => {
      last += 1;
      asked.set(last, { give, refuse });
      worker.postMessage({ id: last, ...message });
    });
  };
  return {
    ready: () => ask({}),
    query: (text, limits) => ask({ text, ...limits }),
    close: () => running.then((worker) => worker.terminate()).catch(() => {}),
  };
}

/**
 * @param {Options} options
 * @returns {Promise<Closable>}
 */
async function onPage(options) {
  const { loadEngine } = await import("./search-worker.js");
  return { ...loadEngine(options, options.first), close() {} };
}

/** A search of a site; only the last query is answered. */
class Search {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    /** @type {Closable | undefined} */
    this.engine = inWorker(options);
    this.isClosed = false;
    // Queries run one after the other.
    this.busy = Promise.resolve();
    /** @type {(problem: SearchError) => void} */
    this.refuseLast = () => {};
  }

  /**
   * Use the engine in a worker; if that is impossible, on the page. What could not be loaded is
   * tried again the next time.
   *
   * @template T
   * @param {(engine: Engine) => Promise<T>} job
   * @returns {Promise<T>}
   */
  async use(job) {
    this.engine ??= inWorker(this.options);
    try {
      return await job(this.engine);
    } catch (error) {
      const isUnable = /** @type {SearchError} */ (error).reason === "unable";
      if (!isUnable || this.isClosed) throw error;
      this.engine = undefined;
      this.engine = await onPage(this.options).catch(({ message }) => {
        throw new SearchError("network", message);
      });
      return job(this.engine);
    }
  }

  /**
   * @param {string} text
   * @param {Limits} limits
   * @returns {Promise<Found>}
   */
  query(text, { limit = 10, values } = {}) {
    this.refuseLast(new SearchError(this.isClosed ? "closed" : "superseded"));
    if (this.isClosed) return Promise.reject(new SearchError("closed"));
    return new Promise((give, refuse) => {
      let isWanted = true;
      this.refuseLast = (error) => {
        isWanted = false;
        refuse(error);
      };
      this.busy = this.busy.then(async () => {
        if (!isWanted) return;
        const job = (/** @type {Engine} */ one) =>
          one.query(String(text), { limit, at: Date.now(), values });
        await this.use(job).then(give, refuse);
      });
    });
  }

  close() {
    this.isClosed = true;
    this.refuseLast(new SearchError("closed"));
    this.engine?.close();
  }
}

/** @param {SiteOptions & { first?: Promise<Response> }} options */
export function openSearch({ root, prefix, lang, fallbackLangs, first }) {
  const base = new URL(root, document.baseURI).href;
  const search = new Search({ root: base, prefix, lang, fallbackLangs, first: firstOf(first) });
  return {
    ready: () => search.use((one) => one.ready()),
    query: search.query.bind(search),
    close: () => search.close(),
  };
}
