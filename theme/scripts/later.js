// Loads modules when they are needed: the search, sharing, opening hours, forms.

import { dialog } from "./dialogs.js";
import { around, root } from "./dom.js";
import { recall } from "./storage.js";

const ignore = () => {};

// Do not move the focus of a reader who has gone elsewhere meanwhile.
let turn = 0;

let failures = 0;

/** Return the search. By the HTML standard a failed import is kept; another address is not. */
async function searchModule() {
  try {
    if (!failures) return await import("./search.js");
    const address = new URL("./search.js", import.meta.url);
    address.search = String(failures);
    return await /** @type {Promise<typeof import("./search.js")>} */ (import(address.href));
  } catch (problem) {
    failures += 1;
    throw problem;
  }
}

/** @type {Promise<Response> | undefined} The first file of the index. */
let first;

/**
 * Fetch at one time what the search would load file after file; it then finds it in the cache. The
 * first file of the index may be an old one: the search looks for a new one while it answers.
 */
function fetchAhead() {
  if (first) return;
  const home = new URL(root.dataset.home ?? "", location.href);
  first = fetch(new URL("search/index.json", home), { cache: "force-cache" });
  const files = [
    new URL("./search-client.js", import.meta.url),
    new URL("./search-worker.js", import.meta.url),
    new URL("./search-tables.json", import.meta.url),
  ];
  for (const file of files) {
    fetch(file)
      .then((response) => response.arrayBuffer())
      .catch(() => (first = undefined));
  }
  first.catch(() => (first = undefined));
  dialog("finder").catch(ignore);
}

/**
 * Open the search; call a fall-back if it cannot be loaded.
 *
 * @param {() => void} instead
 * @param {HTMLInputElement} field
 */
function openSearch(instead, field) {
  const mine = ++turn;
  const isWanted = () => mine === turn;
  fetchAhead();
  searchModule()
    .then((module) => module.open(dialog, field, isWanted, first))
    .catch(() => isWanted() && instead());
}

/** @param {KeyboardEvent} event */
function isForSearch(event) {
  if (event.altKey || event.isComposing) return false;
  if (event.key === "/") return !around(event, "input, textarea, select, [contenteditable]");
  return event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
}

/**
 * Load the search at the first touch, before the click or the focus that follows it.
 *
 * @param {HTMLElement} element
 */
function whenNearlyUsed(element) {
  const prepare = () => {
    fetchAhead();
    searchModule()
      .then((module) => module.prepare(dialog, first))
      .catch(ignore);
  };
  element.addEventListener("pointerdown", prepare, { once: true });
  element.addEventListener("focus", prepare, { once: true });
}

/** @param {HTMLInputElement} field */
function searchFrom(field) {
  for (const kind of ["click", "input"]) {
    field.addEventListener(kind, () => openSearch(ignore, field));
  }
  whenNearlyUsed(field);
}

/** Open the search by its fields, its button, `/` and Ctrl-K; the fall-back is its page. */
export function finder() {
  if (root.dataset.page === "search") return;
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = document.querySelectorAll("#kb-find, #kb-home-find");
  /** @type {HTMLAnchorElement} */
  const button = document.querySelector(".kb-tool--find");
  const goThere = () => location.assign(button.href);
  document.addEventListener("focusin", () => turn++);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") turn++;
    if (!isForSearch(event)) return;
    event.preventDefault();
    openSearch(() => (button?.offsetParent ? goThere() : fields[0]?.focus()), fields[0]);
  });
  fields.forEach(searchFrom);
  if (button) whenNearlyUsed(button);
  button?.addEventListener("click", (event) => {
    event.preventDefault();
    openSearch(goThere, fields[0]);
  });
}

/** Load the module for sharing when its button comes near, so that a click works at once. */
export function sharing() {
  for (const kind of ["pointerover", "focusin", "click"]) {
    document.addEventListener(kind, (event) => {
      const button = around(event, "[data-kb-share]");
      if (!button) return;
      const fetched = import("./share.js");
      fetched.then(({ share }) => void (kind === "click" && share(button))).catch(ignore);
    });
  }
}

/**
 * Call once, when one of some elements comes near the visible part of the page.
 *
 * @param {Iterable<Element>} elements
 * @param {() => unknown} work
 */
function whenNear(elements, work) {
  if (!("IntersectionObserver" in window)) return work();
  const found = (/** @type {IntersectionObserverEntry[]} */ seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watch.disconnect();
    work();
  };
  const watch = new IntersectionObserver(found, { rootMargin: "300px" });
  for (const one of elements) watch.observe(one);
  return undefined;
}

/** Load the module for opening hours; at once on a branch's page. */
export function hours() {
  const start = () => import("./hours.js").then((module) => module.start());
  if (document.querySelector("[data-kb-clock]:not([data-kb-contact])")) return start();
  return whenNear(document.querySelectorAll("[data-kb-clock]"), () => start().catch(ignore));
}

const startForms = () => import("./forms.js").then((module) => module.start());

/** Load the module for forms: at once if there is something to send, else when one comes near. */
export function forms() {
  const isNeeded = document.querySelector("#kb-form") || recall("kb.outbox");
  if (isNeeded || root.dataset.page === "thanks") return startForms();
  /** @type {HTMLFormElement} */
  const form = document.querySelector("#kb-feedback");
  if (!form) return undefined;
  const begin = beginOnce(form);
  return whenNear([form], () => begin().catch(ignore));
}

/**
 * Return a function that loads the script of a form. A click before that is repeated; without the
 * script, the browser sends the form itself.
 *
 * @param {HTMLFormElement} form
 */
function beginOnce(form) {
  /** @type {Promise<void> | undefined} */
  let started;
  const status = form.querySelector(".kb-status");
  const free = () => document.removeEventListener("click", wait, true);
  const begin = () => {
    started ??= startForms();
    started.then(free, () => (started = undefined)); // a press tries again
    return started;
  };
  const wait = (/** @type {Event} */ event) => {
    const button = /** @type {HTMLButtonElement | null} */ (around(event, "button"));
    if (button?.form !== form) return;
    event.preventDefault();
    event.stopPropagation();
    status.textContent = form.dataset.sending ?? "";
    const again = () => {
      status.textContent = "";
      button.click();
    };
    begin().catch(free).then(again);
  };
  document.addEventListener("click", wait, true);
  return begin;
}
