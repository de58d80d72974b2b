// Loads an engine with the site's files, for the worker and for pages without a worker.

import { createEngine } from "./search-engine.js";
import { SearchError } from "./search-error.js";

/** @import { Engine, First, Search, SiteOptions } from "./types.js" */

// Milliseconds.
const PATIENCE = 20000;
const FRESH = 60_000; // a file is not asked for again
const OLD = 24 * 3600_000; // it is not used again before it was asked for

/**
 * Return a file's text and when it was sent.
 *
 * @param {URL} url
 * @param {RequestCache} cache
 * @returns {Promise<First>}
 */
async function read(url, cache) {
  const response = await ask(url, cache);
  if (!response.ok) {
    const reason = response.status < 500 ? "missing" : "network";
    throw new SearchError(reason, `${url}: ${response.status}`);
  }
  return { text: await textOf(response), date: response.headers.get("date") };
}

/**
 * @param {string} text
 * @param {string} path
 */
function parsed(text, path) {
  try {
    return JSON.parse(text);
  } catch {
    throw new SearchError("broken", `${path} is cut short`);
  }
}

/**
 * @param {URL} url
 * @param {RequestCache} cache
 */
async function ask(url, cache) {
  try {
    return await fetch(url, { cache, signal: AbortSignal.timeout?.(PATIENCE) });
  } catch {
    throw new SearchError("network", `${url} cannot be reached`);
  }
}

/** @param {Response} response */
async function textOf(response) {
  try {
    return await response.text();
  } catch {
    throw new SearchError("network", `${response.url} broke off`);
  }
}

/**
 * Return how long ago a file was sent, in milliseconds. Where that is not known, or a clock is
 * wrong, it may be used once.
 *
 * @param {First} file
 */
function ageOf({ date }) {
  const age = Date.now() - Date.parse(date ?? "");
  return age >= 0 ? age : OLD;
}

/** Reads a site's files; those without a digest in their names may be old, and are then renewed. */
class Files {
  /**
   * @param {string} root
   * @param {Promise<First | null> | undefined} first
   */
  constructor(root, first) {
    this.root = root;
    this.first = first;
    this.mayBeOld = true;
    this.changed = () => {};
  }

  /** @param {string} path */
  async load(path) {
    const url = new URL(path, this.root);
    if (!path.endsWith("/index.json")) return parsed((await read(url, "default")).text, path);
    const given = await this.first;
    this.first = undefined;
    const kept = given ?? (this.mayBeOld && (await read(url, "force-cache")));
    if (!kept || ageOf(kept) > OLD) return parsed((await read(url, "no-cache")).text, path);
    if (ageOf(kept) > FRESH) this.renew(url, kept.text);
    return parsed(kept.text, path);
  }

  /**
   * Read a file anew; if it was changed, the next query reads all of the index again.
   *
   * @param {URL} url
   * @param {string} known
   */
  async renew(url, known) {
    const { text } = await read(url, "no-cache").catch(() => ({ text: known }));
    if (text !== known) this.changed();
  }
}

/**
 * Load the tables when they are first needed, and again if that failed.
 *
 * @param {SiteOptions} options
 * @param {Promise<First | null>} [first] search/index.json of the language, where the page has it
 * @returns {Search}
 */
export function loadEngine({ root, ...options }, first) {
  /** @type {Promise<Engine> | undefined} */
  let engine;
  const files = new Files(root, first);
  const start = async () => {
    const url = new URL("./search-tables.json", import.meta.url);
    const tables = parsed((await read(url, "default")).text, url.href);
    if (!tables?.fold) throw new SearchError("broken", "The search tables cannot be understood");
    const made = createEngine({ ...options, load: (path) => files.load(path), tables });
    files.changed = made.renew;
    return made;
  };
  const started = () => {
    engine ??= start();
    engine.catch(() => (engine = undefined));
    return engine;
  };
  /**
   * Do a job, once more if a file is not there: after an update an old index names lost files.
   *
   * @template T
   * @param {(engine: Engine) => Promise<T>} job
   */
  const use = async (job) => {
    const made = await started();
    try {
      return await job(made);
    } catch (error) {
      if (/** @type {SearchError} */ (error).reason !== "missing") throw error;
      files.mayBeOld = false;
      made.renew();
      return job(made);
    }
  };
  return {
    ready: () => use((made) => made.ready()),
    query: (text, limits) => use((made) => made.query(text, limits)),
  };
}
