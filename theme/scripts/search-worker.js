// Runs the engine off the page's thread. Messages: {open}, then {id, text, limit, at} or {id} to get ready.
// A page whose browser cannot do that imports `loadEngine` from here.

import { loadEngine } from "./search-load.js";

export { loadEngine };

let engine;

async function receive({ data: { open, id, text, ...given } }) {
  if (open) {
    engine = loadEngine(open);
    return;
  }
  try {
    self.postMessage({ id, answer: await (text === undefined ? engine.ready() : engine.query(text, given)) });
  } catch (error) {
    self.postMessage({ id, reason: error.reason ?? "broken", message: error.message });
  }
}

if (typeof document === "undefined") {
  self.addEventListener("message", receive);
  self.postMessage({ isRunning: true });
}
