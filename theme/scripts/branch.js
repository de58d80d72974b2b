// The reader's branch: it is chosen once, and its values of the day replace the company's.

import { root } from "./dom.js";
import { remember, recall } from "./storage.js";
import { dayIn } from "./today.js";

/** @import { BranchFacts, Build, Chooser, Dialog, FactValue } from "./types.js" */

/** @type {HTMLAnchorElement} */
const opener = document.querySelector("[data-kb-choose]");
const label = document.querySelector("[data-kb-mine]");
const unchosen = label?.textContent ?? "";
const KEY = "kb.branch";
// A branch in a link is kept for the visit (early.js), if the browser allows it.
const VISIT = "sessionStorage";
// What an earlier edition of a page says was so then, at every branch.
const PAST = '[data-kb-part="past"]';
const KEPT = `.kb-varies, .kb-branch, .kb-differences, .kb-cards, ${PAST}`;

/** @type {Map<HTMLElement, Node[]>} What the page itself says of each fact. */
const original = new Map();
/** @type {Map<HTMLElement, string | undefined>} The hours of contacts, as the page has them. */
const clocks = new Map();
/** @type {{ branch: BranchFacts, today: string } | undefined} */
let shown;
let wanted = "";
/** @type {Promise<Chooser> | undefined} */
let loading;
/** @type {Chooser | undefined} */
let chooser;
/** @type {{ dialog: Dialog, build: Build }} */
let page;

class NotFound extends Error {}

/** @param {string} name */
async function read(name) {
  const url = new URL(`api/${name}.json`, new URL(root.dataset.home ?? "", location.href));
  const response = await fetch(url);
  if (response.status === 404) throw new NotFound(String(url));
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/** Load the list of branches and the note at the foot of a page, which few readers need. */
async function prepare() {
  loading ??= import("./chooser.js").then((module) =>
    module.makeChooser(page.dialog, read, choose),
  );
  try {
    return (chooser = await loading);
  } catch (problem) {
    loading = undefined;
    throw problem;
  }
}

/** @param {Event} event */
async function open(event) {
  event.preventDefault();
  try {
    await prepare();
  } catch {
    return location.assign(opener.href);
  }
  return chooser?.open();
}

/** @param {string} id */
async function choose(id) {
  remember(KEY, id);
  leaveVisit();
  root.dataset.branch = id;
  chooser?.close();
  await apply(id);
  document.dispatchEvent(new CustomEvent("kb-branch", { detail: id }));
}

/** Forget the branch that a link named. */
function leaveVisit() {
  remember(KEY, "", VISIT);
  tidyAddress();
}

/** Remove the branch from the address; keep its other parameters. */
function tidyAddress() {
  const address = new URL(location.href);
  if (!address.searchParams.has("branch")) return;
  address.searchParams.delete("branch");
  history.replaceState(history.state, "", address);
}

/**
 * Handle a link with an unknown branch: use the branch that the reader chose.
 *
 * @param {string} id
 */
async function ignore(id) {
  const own = recall(KEY);
  if (own === id) return;
  leaveVisit();
  root.dataset.branch = own;
  await apply(own);
}

function restore() {
  for (const [element, nodes] of original) {
    element.replaceChildren(...nodes);
    element.classList.remove("kb-here");
    element.removeAttribute("lang");
    element.removeAttribute("dir");
  }
  for (const [element, clock] of clocks) element.dataset.kbClock = clock;
  chooser?.note.remove();
  markPicked("", unchosen);
}

/**
 * @param {string} id
 * @param {string} name
 */
function markPicked(id, name) {
  if (label) label.textContent = name;
  for (const button of document.querySelectorAll("[data-kb-pick]")) {
    button.setAttribute("aria-pressed", String(button.dataset.kbPick === id));
  }
}

/** @param {string} id */
async function apply(id) {
  restore();
  wanted = id;
  shown = undefined;
  if (!id) return;
  let branch;
  try {
    branch = await read(`branch-facts/${encodeURIComponent(id)}`);
  } catch (problem) {
    // The company's values are kept, as without a choice.
    if (wanted === id && problem instanceof NotFound) await ignore(id);
    return;
  }
  // Another branch may have been chosen meanwhile, and the kept text may be no branch's id.
  if (wanted !== id || branch.branch !== id) return;
  markPicked(id, branch.name);
  if (show(branch)) await noteBranch(branch);
}

/** @param {BranchFacts} branch */
async function noteBranch(branch) {
  try {
    const { note } = await prepare();
    if (wanted === branch.branch) fillNote(note, branch);
  } catch {
    // The values are shown without the note.
  }
}

/**
 * Return whether anything on this page differs at the branch.
 *
 * @param {BranchFacts} branch
 */
function show(branch) {
  shown = { branch, today: dayIn(branch.zone) };
  let isOther = false;
  for (const element of document.querySelectorAll("[data-fact]")) {
    if (showFact(element, branch, shown.today) && element.closest("article")) isOther = true;
  }
  for (const element of document.querySelectorAll("[data-kb-contact]")) {
    const clock = branch.clocks?.[element.dataset.kbContact ?? ""];
    if (!clock) continue;
    if (!clocks.has(element)) clocks.set(element, element.dataset.kbClock);
    element.dataset.kbClock = JSON.stringify(clock);
  }
  return isOther;
}

/**
 * Replace a fact by the branch's value of a day; return whether it has one.
 *
 * @param {HTMLElement} element
 * @param {BranchFacts} branch
 * @param {string} today
 */
function showFact(element, branch, today) {
  const values = branch.facts[element.dataset.fact ?? ""];
  const value = values?.find((one) => holdsOn(one, today));
  if (!value || element.closest(KEPT)) return false;
  const nodes = nodesFor(element, value);
  if (!nodes) return false;
  if (!original.has(element)) original.set(element, [...element.childNodes]);
  const { build } = page;
  element.replaceChildren(...nodes.map((node) => build(node)));
  markLanguage(element);
  element.classList.add("kb-here");
  return true;
}

/**
 * Mark a branch's value, which is in the page's language, where the text around it is in another.
 *
 * @param {HTMLElement} element
 */
function markLanguage(element) {
  const { lang, dir } = root;
  if (element.closest("[lang]").lang !== lang) Object.assign(element, { lang, dir });
}

/**
 * @param {FactValue} value
 * @param {string} today
 */
function holdsOn({ valid_from: from, valid_until: until }, today) {
  return !(from && from > today) && !(until && until < today);
}

/**
 * @param {HTMLElement} element
 * @param {FactValue} value
 */
function nodesFor(element, { number, text, linked }) {
  if (element.dataset.as === "number") return number;
  return element.closest("a") ? text : linked;
}

/**
 * @param {HTMLElement} note
 * @param {BranchFacts} branch
 */
function fillNote(note, branch) {
  const text = note.querySelector("[data-text]");
  text.dataset.said ??= text.textContent ?? "";
  text.textContent = "";
  const [before, after] = text.dataset.said.split("{}");
  const name = document.createElement("a");
  name.href = branch.url ? `${root.dataset.root}${branch.url}` : "";
  name.textContent = branch.name;
  text.append(before, name, after);
  document.querySelector("main").append(note); // at the foot, where it moves nothing
}

/** Let links to differences open the choice of a branch instead, but in texts of the past. */
function askAtPlaces() {
  const words = document.querySelector(".kb-varies")?.dataset.choose ?? "";
  for (const link of document.querySelectorAll(".kb-place")) {
    if (link.closest(PAST)) continue;
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.title = words;
    if (!link.textContent) link.setAttribute("aria-label", words);
    link.removeAttribute("aria-labelledby");
    link.removeAttribute("aria-describedby");
    link.addEventListener("click", open);
    link.addEventListener("keydown", (event) => event.key === " " && open(event));
  }
}

/** Update the values on a new day. */
function wake() {
  if (shown && dayIn(shown.branch.zone) !== shown.today) apply(wanted);
}

/** Show the branch's values in what a script has added to the page. */
function showAdded() {
  if (shown) show(shown.branch);
}

/** @param {typeof page} given */
export function start(given) {
  page = given;
  opener?.addEventListener("click", open);
  if (opener) askAtPlaces();
  for (const button of document.querySelectorAll("[data-kb-pick]")) {
    button.addEventListener("click", () => choose(button.dataset.kbPick ?? ""));
  }
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("pageshow", wake);
  document.addEventListener("kb-added", showAdded);
  const named = new URLSearchParams(location.search).get("branch");
  const chosen = root.dataset.branch ?? "";
  if (named !== chosen || named === recall(KEY, VISIT)) tidyAddress();
  if (chosen) apply(chosen);
}
