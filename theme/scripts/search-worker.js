// Runs the engine off the page's thread. Messages: {open}, then {id, text, limit, at} or {id} to
// prepare. A page without module workers imports `loadEngine` from here.

import { loadEngine } from "./search-load.js";

export { loadEngine };

/** @import { Engine } from "./types.js" */

/** @type {Engine} */
let engine;

/** @param {MessageEvent} event */
async function receive({ data: { open, id, text, ...limits } }) {
  if (open) {
    engine = loadEngine(open);
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
