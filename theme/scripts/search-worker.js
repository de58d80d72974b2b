// Runs the engine off the page's thread. Messages: {open}, {first} with the index's first file or
// null, then {id, text, limit, at} or {id} to prepare. A page without module workers imports
// `loadEngine` from here.

import { loadEngine } from "./search-load.js";

export { loadEngine };

/** @import { First } from "./types.js" */

/** @type {ReturnType<typeof loadEngine>} */
let engine;
/** @type {(file: First | null) => void} */
let give;

/** @param {MessageEvent} event */
async function receive({ data: { open, first, id, text, ...limits } }) {
  if (open) {
    engine = loadEngine(open, new Promise((resolve) => (give = resolve)));
    return;
  }
  if (first !== undefined) {
    give(first);
    return;
  }
  try {
    const answer = await (text === undefined ? engine.ready() : engine.query(text, limits));
    self.postMessage({ id, answer });
  } catch (error) {
    const { reason = "broken", message } = /** @type {any} */ (error);
    self.postMessage({ id, reason, message });
  }
}

if (typeof document === "undefined") {
  self.addEventListener("message", receive);
  self.postMessage({ isRunning: true });
}
