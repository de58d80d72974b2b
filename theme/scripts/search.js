// The search dialog of every page, and the page of results.

import { root } from "./dom.js";
import { openSearch } from "./search-client.js";
import { at } from "./search-items.js";
import { branchValues } from "./search-values.js";
import { LONGEST_QUERY, Results } from "./search-view.js";

/** @import { Dialog } from "./types.js" */
/** @import { Options } from "./search-view.js" */
/** @typedef {HTMLDialogElement & { results: Results }} Finder */

const LANGUAGES = ".kb-langs a[hreflang], .kb-footer__links a[hreflang]";
const SHOWN = { dialog: 8, page: 50 };

/** @type {ReturnType<typeof openSearch> | undefined} */
let engine;

/** @param {Promise<Response>} [first] */
function search(first) {
  const top = at("").href;
  const home = new URL(".", new URL(root.dataset.home ?? "", location.href)).href; // no index.html
  engine ??= openSearch({ root: top, prefix: home.slice(top.length), lang: root.lang, first });
  return engine;
}

/**
 * Show what is asked in a field of the page, at the reader's branch.
 *
 * @param {HTMLInputElement} field
 * @param {HTMLElement} place
 * @param {DocumentFragment} template
 * @param {number} limit
 * @param {Pick<Options, "typed" | "changed">} follow
 */
function resultsOf(field, place, template, limit, follow) {
  const again = () => results.now();
  const query = (/** @type {string} */ words) =>
    search().query(words, { limit, values: branchValues(again) });
  const results = new Results(field, place, template, { query, ...follow });
  document.addEventListener("kb-branch", again);
  return results;
}

/**
 * Let links to other languages lead to the answers to the same words.
 *
 * @param {ParentNode} place
 * @param {string} selector
 * @param {string} words
 */
function carry(place, selector, words) {
  const asked = words ? String(new URLSearchParams({ q: words.slice(0, LONGEST_QUERY) })) : "";
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = place.querySelectorAll(selector);
  for (const link of links) link.search = asked;
}

/**
 * Move up and down through the field and the results; the field keeps its text.
 *
 * @param {KeyboardEvent} event
 * @param {Results} results
 */
function moveByArrows(event, { field, place: shown }) {
  if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const links = [...shown.querySelectorAll("a")].filter((link) => link.offsetParent);
  /** @type {(Element | null)[]} */
  const stops = [field, ...links];
  const place = stops.indexOf(document.activeElement);
  const next = stops[place + (event.key === "ArrowDown" ? 1 : -1)];
  if (place < 0 || !next) return;
  event.preventDefault();
  /** @type {HTMLElement} */ (next).focus();
}

/** @type {Finder | undefined} */
let box;
/** @type {HTMLInputElement | undefined} The field of the page, which shows the same words. */
let mirror;

/**
 * Load everything that a search needs, before the reader types.
 *
 * @param {Dialog} dialog
 * @param {Promise<Response>} [first] search/index.json, which is on its way
 */
export async function prepare(dialog, first) {
  search(first)
    .ready()
    .catch(() => {}); // the first query says so
  const [finder, found] = await Promise.all([dialog("finder"), dialog("found")]);
  box ??= makeFinder(finder.querySelector("dialog"), found);
  return box;
}

/**
 * Open the dialog with the text that was typed into the page's field meanwhile.
 *
 * @param {Dialog} dialog
 * @param {HTMLInputElement | undefined} typed
 * @param {() => boolean} isWanted
 * @param {Promise<Response>} [first]
 */
export async function open(dialog, typed, isWanted, first) {
  const finder = await prepare(dialog, first);
  if (!isWanted() || document.querySelector("dialog[open]")) return;
  const { field } = finder.results;
  mirror = typed;
  if (mirror) field.value = mirror.value;
  finder.showModal();
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  finder.results.now();
}

/**
 * @param {HTMLDialogElement} made
 * @param {DocumentFragment} found
 * @returns {Finder}
 */
function makeFinder(made, found) {
  document.body.append(made);
  const field = made.querySelector("input");
  const place = made.querySelector("[data-found]");
  const results = resultsOf(field, place, found, SHOWN.dialog, {
    typed: (words) => carry(made, "a[hreflang]", words),
  });
  made.querySelector("[data-close]").addEventListener("click", () => made.close());
  made.addEventListener("close", () => {
    if (mirror) mirror.value = field.value;
  });
  made.addEventListener("keydown", (event) => {
    moveByArrows(event, results);
    if (event.key !== "Escape") return;
    event.preventDefault(); // a search field would only be emptied
    made.close();
  });
  made.addEventListener("click", ({ target }) => {
    const isLink = /** @type {Element} */ (target).closest("a[href]");
    if (target === made || isLink) made.close();
  });
  return Object.assign(made, { results });
}

/** @param {string} words */
function keepInAddress(words) {
  const address = new URL(location.href);
  if (words) address.searchParams.set("q", words.slice(0, LONGEST_QUERY));
  else address.searchParams.delete("q");
  // Safari allows a hundred changes in half a minute.
  if (address.href !== location.href) history.replaceState(null, "", address);
}

/** Set up the page of results. */
export function page() {
  const field = /** @type {HTMLInputElement} */ (document.getElementById("kb-query"));
  const form = /** @type {HTMLFormElement} */ (field.form);
  const { content } = /** @type {HTMLTemplateElement} */ (document.getElementById("kb-found"));
  const az = document.querySelector("[data-kb-az]");
  const place = document.querySelector("[data-kb-found]");
  const results = resultsOf(field, place, content, SHOWN.page, {
    typed(words) {
      keepInAddress(words);
      carry(document, LANGUAGES, words);
    },
    changed: (state) => (az.hidden = state === "found" || state === "waiting"),
  });
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  const move = (/** @type {KeyboardEvent} */ event) => moveByArrows(event, results);
  field.addEventListener("keydown", move);
  place.addEventListener("keydown", move);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    results.now();
  });
  results.now();
}
