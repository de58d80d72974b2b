// Runs on the page at a former address: leads to the new one, and to its section.
//
// It is a classic script before the refresh for readers without scripts, which knows no sections.

import { anchor } from "./address.js";

const { dataset } = /** @type {HTMLScriptElement} */ (document.currentScript);
/** @type {Map<string, string>} */
const sections = new Map(Object.entries(JSON.parse(dataset.sections ?? "{}")));
const target = new URL(sections.get(anchor()) ?? dataset.target ?? "./", location.href);
if (target.origin === location.origin) {
  if (!target.search) target.search = location.search;
  if (!target.hash) target.hash = location.hash;
}
window.stop(); // so that the refresh is never read
location.replace(target.href);
