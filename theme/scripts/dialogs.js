// Dialogs in the page's language. One file has all of them; it is fetched when one is needed.

import { root } from "./dom.js";

/** @import { Described } from "./types.js" */

// Elements are made in an inert document, so that nothing is loaded before their addresses are
// corrected.
const inert = document.implementation.createHTMLDocument("");

/** @type {Promise<Record<string, Described[]>> | undefined} */
let dialogs;

/**
 * Build what a file of the site describes: a text, or [name, attributes, ...children].
 * No text is ever parsed as HTML: see docs/decisions/0023-trusted-types.md.
 *
 * @param {Described} node
 * @returns {Node}
 */
export function build(node, namespace = "http://www.w3.org/1999/xhtml") {
  if (typeof node === "string") return inert.createTextNode(node);
  const [name, attributes, ...children] = node;
  const own = name === "svg" ? "http://www.w3.org/2000/svg" : namespace;
  const element = inert.createElementNS(own, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.map((child) => build(child, own)));
  return element;
}

/** @returns {Promise<Record<string, Described[]>>} */
async function read() {
  const home = new URL(root.dataset.home ?? "", location.href);
  const response = await fetch(new URL("api/dialogs.json", home));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

/** @param {string} name */
async function contentOf(name) {
  dialogs ??= read();
  try {
    const nodes = (await dialogs)[name];
    if (!Array.isArray(nodes)) throw new Error(`api/dialogs.json: no ${name}`);
    const content = inert.createDocumentFragment();
    content.append(...nodes.map((node) => build(node)));
    return content;
  } catch (problem) {
    dialogs = undefined; // the next time may do better
    throw problem;
  }
}

/** @param {DocumentFragment} content */
function resolveAddresses(content) {
  const above = new URL(root.dataset.root ?? "", location.href);
  for (const one of content.querySelectorAll("[href], [action]")) {
    const name = one.hasAttribute("href") ? "href" : "action";
    one.setAttribute(name, new URL(one.getAttribute(name) ?? "", above).href);
  }
}

/**
 * Return the nodes of a dialog by its name.
 *
 * @param {string} name
 */
export async function dialog(name) {
  const content = await contentOf(name);
  resolveAddresses(content);
  const box = content.querySelector("dialog");
  if (box && !box.showModal) (await import("./modal.js")).equip(box);
  return content;
}
