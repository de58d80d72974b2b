// The values of facts at the reader's branch, which results show as pages do (branch.js).

import { root } from "./dom.js";
import { dayIn } from "./today.js";

/** @import { BranchFacts, Described, FactValue, Values } from "./types.js" */

/** @type {Record<string, [string, string]>} */
const ISOLATES = { bdi: ["\u2068", "\u2069"], bdo: ["\u2068\u202d", "\u202c\u2069"] };

/** @type {{ id: string, facts?: BranchFacts }} */
let branch = { id: "" };

/**
 * Return nodes as plain text, with isolates in place of their elements.
 *
 * @param {Described[]} nodes
 * @returns {string}
 */
function textOf(nodes) {
  const words = nodes.map((node) => {
    if (typeof node === "string") return node;
    const [name, , ...children] = node;
    const [before, after] = ISOLATES[name] ?? ["", ""];
    return before + textOf(children) + after;
  });
  return words.join("");
}

/** @param {string} id */
async function read(id) {
  const home = new URL(root.dataset.home ?? "", location.href);
  const response = await fetch(new URL(`api/branch-facts/${encodeURIComponent(id)}.json`, home));
  return response.ok ? response.json() : undefined;
}

/**
 * @param {string} id
 * @param {() => void} arrived
 */
async function load(id, arrived) {
  branch = { id };
  try {
    const facts = await read(id);
    if (branch.id !== id || facts?.branch !== id) return;
    branch = { id, facts };
    arrived();
  } catch {
    if (branch.id === id) branch = { id: "" }; // the next query may do better
  }
}

/**
 * Return the words of today's values at a branch.
 *
 * @param {BranchFacts} of
 */
function valuesToday({ facts, zone }) {
  const today = dayIn(zone);
  const holds = (/** @type {FactValue} */ { valid_from: from, valid_until: until }) =>
    !(from && from > today) && !(until && until < today);
  /** @type {Values} */
  const found = {};
  for (const [fact, values] of Object.entries(facts)) {
    const value = values.find(holds);
    if (!value) continue;
    const { text, number } = value;
    found[fact] = { text: textOf(text), ...(number && { number: textOf(number) }) };
  }
  return found;
}

/**
 * Return the values at the reader's branch if they are there; undefined without a branch. They are
 * fetched for the first query, which does not wait for them.
 *
 * @param {() => void} arrived is called when they have come
 */
export function branchValues(arrived) {
  const id = root.dataset.branch ?? "";
  if (!id) return undefined;
  if (branch.id !== id) load(id, arrived);
  return branch.facts && valuesToday(branch.facts);
}
