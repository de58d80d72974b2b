// The entry point: runs small functions at once, and loads larger modules when they are needed.

import { answers } from "./answers.js";
import { build, dialog } from "./dialogs.js";
import { around, onClick, root } from "./dom.js";
import { finder, forms, hours, sharing } from "./later.js";
import { moved } from "./moved.js";
import { notices } from "./notices.js";
import { recall, remember } from "./storage.js";

/** @param {HTMLElement | null} but */
function closeMenus(but) {
  for (const menu of document.querySelectorAll("details.kb-drop[open]")) {
    if (menu !== but) menu.removeAttribute("open");
  }
}

/** Close menus on Escape, and when the focus or a click is elsewhere. */
function menus() {
  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, (event) => closeMenus(around(event, ".kb-drop")));
  }
  document.addEventListener("keydown", ({ key }) => {
    const open = document.querySelector(".kb-drop[open]");
    if (key !== "Escape" || !open) return;
    open.removeAttribute("open");
    open.querySelector("summary").focus();
  });
}

/** Link to the current section and query in the other language, and keep the choice. */
function languages() {
  onClick("a[hreflang]", (element) => {
    const link = /** @type {HTMLAnchorElement} */ (element);
    remember("kb.lang", link.hreflang);
    if (!link.closest(".kb-langs, .kb-footer__links")) return;
    const asked = [...new URLSearchParams(location.search)];
    const kept = asked.filter(([name]) => name === "q" || name === "branch");
    link.search = String(new URLSearchParams(kept));
    link.hash = location.hash;
  });
}

/** On the first page only, offer the reader's preferred language if the site has it. */
function suggest() {
  const offers = [...document.querySelectorAll("[data-kb-suggest]")];
  const home = (root.dataset.home ?? "").replace(/index\.html$/, "") || "./";
  if (!offers.length || recall("kb.suggested") || home !== root.dataset.root) return;
  const wanted = recall("kb.lang") ? [recall("kb.lang")] : navigator.languages;
  const langs = wanted.map((tag) => tag.toLowerCase().split("-")[0]);
  for (const lang of langs) {
    if (lang === root.lang) return;
    const offer = offers.find((one) => one.dataset.kbSuggest === lang);
    if (!offer) continue;
    offer.hidden = false;
    return;
  }
}

/** Switch between light and dark, and between Nastaliq and Naskh. */
function display() {
  for (const key of ["scheme", "face"]) {
    const kept = recall(`kb.${key}`);
    /** @type {NodeListOf<HTMLInputElement>} */
    const inputs = document.querySelectorAll(`input[name=kb-${key}]`);
    for (const input of inputs) {
      input.checked = input.value === kept;
      input.addEventListener("change", () => {
        if (input.value) root.dataset[key] = input.value;
        else delete root.dataset[key];
        remember(`kb.${key}`, input.value);
      });
    }
  }
}

/** Open all answers for printing. */
function paper() {
  /** @type {HTMLElement[]} */
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("main details:not([open])")];
    closed.forEach((one) => one.setAttribute("open", ""));
  });
  window.addEventListener("afterprint", () => {
    closed.forEach((one) => one.removeAttribute("open"));
  });
}

const BLOCKS = "p, li, td, th, dd, dt, h1, h2, h3, h4, summary, div, body";

/** @param {HTMLElement} unit */
function isTooWide(unit) {
  const box = unit.getBoundingClientRect();
  const block = /** @type {HTMLElement} */ (unit.parentElement).closest(BLOCKS);
  const { left, right } = block.getBoundingClientRect();
  return box.left < Math.max(left - 1, 0) || box.right > Math.min(right + 1, root.clientWidth);
}

/** Return the elements, searched each time, since choosing a branch adds new ones. */
function fitUnits() {
  const all = [...document.querySelectorAll(".kb-unit, [data-fact]")];
  const free = all.filter((unit) => !unit.closest(".kb-scroll:not(.kb-stack)"));
  free.forEach((unit) => unit.classList.remove("kb-wraps"));
  free.filter(isTooWide).forEach((unit) => unit.classList.add("kb-wraps"));
}

/** Keep units on one line, unless the letters are too large for that. */
function units() {
  new ResizeObserver(fitUnits).observe(document.body);
}

/** Return the modules that this page needs at once. */
function parts() {
  const has = (/** @type {string} */ selector) => document.querySelector(selector);
  const isWide = matchMedia("(min-width: 60rem)").matches;
  return [
    has("[data-kb-choose], [data-kb-pick]") &&
      import("./branch.js").then((module) => module.start({ dialog, build })),
    hours(),
    has(".kb-toc") && isWide && import("./toc.js").then((module) => module.start()),
    has("[data-kb-found]") && import("./search.js").then((module) => module.page()),
    has(".mermaid") && import("./diagrams.js").then((module) => module.start()),
    forms(),
  ];
}

menus();
finder();
languages();
suggest();
notices();
display();
answers();
moved();
sharing();
units();
paper();
// From here on buttons are handled by scripts; before, they work as without scripts.
Promise.allSettled(parts()).then(() => (root.dataset.ready = ""));
