// An engine over the site's own files, for the worker and for pages that have none.

import { createEngine, SearchError } from "./search-engine.js";

const PATIENCE = 20000; // milliseconds

// Return the parsed JSON at an address. The one file without a digest in its name is asked for anew.
async function read(url, cache) {
  let response;
  try {
    response = await fetch(url, { cache, signal: AbortSignal.timeout?.(PATIENCE) });
  } catch {
    throw new SearchError("network", `${url} cannot be reached`);
  }
  if (!response.ok) throw new SearchError(response.status < 500 ? "missing" : "network", `${url}: ${response.status}`);
  let body;
  try {
    body = await response.text();
  } catch {
    throw new SearchError("network", `${url} broke off`);
  }
  try {
    return JSON.parse(body);
  } catch {
    throw new SearchError("broken", `${url} is cut short`);
  }
}

// Load the tables when they are first needed, and again if that failed.
export function loadEngine({ root, ...options }) {
  let engine;
  const load = (path) => read(new URL(path, root), path.endsWith("/index.json") ? "no-cache" : "default");
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
