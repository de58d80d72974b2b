// Loads an engine with the site's files, for the worker and for pages without a worker.

import { createEngine } from "./search-engine.js";
import { SearchError } from "./search-error.js";

/** @import { Engine, SiteOptions } from "./types.js" */

const PATIENCE = 20000; // milliseconds

/**
 * Return the parsed JSON at an address.
 *
 * @param {URL} url
 * @param {RequestCache} cache
 */
async function read(url, cache) {
  const response = await ask(url, cache);
  if (!response.ok) {
    const reason = response.status < 500 ? "missing" : "network";
    throw new SearchError(reason, `${url}: ${response.status}`);
  }
  const body = await textOf(response);
  try {
    return JSON.parse(body);
  } catch {
    throw new SearchError("broken", `${url} is cut short`);
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
 * Load the tables when they are first needed, and again if that failed.
 *
 * @param {SiteOptions} options
 * @returns {Engine}
 */
export function loadEngine({ root, ...options }) {
  /** @type {Promise<Engine> | undefined} */
  let engine;
  // The only file without a digest in its name is always revalidated.
  const load = (/** @type {string} */ path) =>
    read(new URL(path, root), path.endsWith("/index.json") ? "no-cache" : "default");
  const start = async () => {
    const tables = await read(new URL("./search-tables.json", import.meta.url), "default");
    if (!tables?.fold) throw new SearchError("broken", "The search tables cannot be understood");
    return createEngine({ ...options, load, tables });
  };
  const started = () => {
    engine ??= start();
    engine.catch(() => (engine = undefined));
    return engine;
  };
  return {
    ready: async () => (await started()).ready(),
    query: async (text, limits) => (await started()).query(text, limits),
  };
}
