// The search dialog of every page, and the page of results.

import { root } from "./dom.js";
import { openSearch } from "./search-client.js";
import { marked } from "./search-marks.js";

/** @import { Dialog, Found, Result } from "./types.js" */
/** @typedef {{ text: string, dir: string | undefined }} Words */
/** @typedef {HTMLDialogElement & { results: Results }} Finder */

const SHOWN = { dialog: 8, page: 50 };
const PAUSE = 60; // ms after a key, so that a fast typist is not answered at every letter
const PATIENCE = 1500; // ms until what is not found is reported
const LONGEST_QUERY = 200;

/** @param {string} url */
const at = (url) => new URL(url, new URL(root.dataset.root ?? "", location.href));

/** @type {ReturnType<typeof openSearch> | undefined} */
let engine;
function search() {
  const top = at("").href;
  const home = new URL(".", new URL(root.dataset.home ?? "", location.href)).href; // no index.html
  engine ??= openSearch({ root: top, prefix: home.slice(top.length), lang: root.lang });
  return engine;
}

/** Shows the answers to the query in a field; `place` gets the parts of the template. */
class Results {
  /**
   * @param {HTMLInputElement} field
   * @param {HTMLElement} place
   * @param {DocumentFragment} template
   * @param {number} limit
   * @param {(isEmpty: boolean) => void} emptied
   */
  constructor(field, place, template, limit, emptied = () => {}) {
    this.field = field;
    this.limit = limit;
    this.emptied = emptied;
    this.said = takeWords(template);
    this.status = template.querySelector("[data-status]");
    this.list = template.querySelector("ol");
    this.nothing = template.querySelector("[data-nothing]");
    this.near = template.querySelector("[data-near]");
    this.place = place;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.beacon = undefined;
    place.append(template);
    field.addEventListener("input", () => this.later());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  async now() {
    const asked = this.field.value.trim();
    this.place.hidden = !asked;
    this.emptied(!asked);
    if (!asked) return this.show([]);
    if (!this.list.childElementCount) this.say("wait");
    try {
      const answer = await search().query(asked, { limit: this.limit });
      if (answer && asked === this.field.value.trim()) this.answer(asked, answer);
    } catch (problem) {
      this.fail(/** @type {any} */ (problem));
    }
  }

  /** @param {{ reason?: string }} problem */
  fail(problem) {
    if (problem.reason === "superseded" || problem.reason === "closed") return;
    this.show([]);
    this.say("error");
    console.warn(problem);
  }

  /**
   * @param {string} asked
   * @param {Found} found
   */
  answer(asked, { results, total, didYouMean, close }) {
    this.show(results);
    this.nothing.hidden = results.length > 0;
    if (results.length) this.say(total === 1 ? "one" : "many", total);
    else this.offer(close ?? []);
    if (didYouMean) this.status.append(" ", this.suggestion(didYouMean));
    clearTimeout(this.beacon);
    if (results.length) return;
    this.beacon = setTimeout(() => report(asked, this.status.dataset.beacon), PATIENCE);
  }

  /** @param {string} what */
  wordsOf(what) {
    return this.said.get(what)?.text ?? "";
  }

  /**
   * @param {string} what
   * @param {number} [number]
   */
  say(what, number) {
    this.status.textContent = this.wordsOf(what).replace("{}", String(number));
  }

  /** @param {string} words */
  suggestion(words) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-link";
    const asked = this.wordsOf("meant").replace("{}", () => `\u2068${words}\u2069`);
    button.append(...marked([[asked, false]]));
    button.addEventListener("click", () => {
      this.field.value = words;
      this.field.focus();
      this.now();
    });
    return button;
  }

  /** @param {Result[]} results */
  show(results) {
    this.nothing.hidden = true;
    this.status.textContent = "";
    this.list.replaceChildren(...results.map((one) => this.item(one)));
  }

  /** @param {Result} one */
  item(one) {
    const title = document.createElement("strong");
    title.append(...marked(one.titleParts));
    const where = document.createElement("span");
    where.className = "kb-quiet";
    where.append(...this.where(one).flatMap((part, i) => (i ? [" · ", ...part] : part)));
    const snippet = document.createElement("span");
    snippet.append(...marked(one.snippet));
    if (one.lang !== root.lang) {
      this.setLanguage(title, one.lang);
      this.setLanguage(snippet, one.lang);
    }
    return itemOf(one.url, title, where, snippet);
  }

  /**
   * Return the origin of an answer: its kind, page and language.
   *
   * @param {Result} result
   * @returns {(string | Node)[][]}
   */
  where({ page: named, title, name, kind, lang }) {
    const isTold = named === title || name !== title;
    const parts = [this.wordsOf(kind) ? marked([[this.wordsOf(kind), false]]) : []];
    if (!isTold) parts.push(this.inLanguage(named, lang));
    if (lang !== root.lang) parts.push(this.inLanguage(this.wordsOf(lang), lang));
    return parts.filter((part) => part.length);
  }

  /**
   * Return text of another language in an element with its own direction.
   *
   * @param {string} words
   * @param {string} lang
   * @returns {ChildNode[]}
   */
  inLanguage(words, lang) {
    const nodes = words ? marked([[words, false]]) : [];
    if (lang === root.lang || !words) return nodes;
    const part = document.createElement("bdi");
    part.append(...nodes);
    return [this.setLanguage(part, lang)];
  }

  /**
   * @template {HTMLElement} T
   * @param {T} element
   * @param {string} lang
   */
  setLanguage(element, lang) {
    element.lang = lang;
    element.dir = this.said.get(lang)?.dir ?? "auto";
    return element;
  }

  /** @param {Result[]} near */
  offer(near) {
    this.near.hidden = !near.length;
    const items = near.map((one) =>
      itemOf(one.url, ...this.inLanguage(one.name, one.lang ?? root.lang)),
    );
    this.near.querySelector("ul").replaceChildren(...items);
  }
}

/**
 * @param {string} url
 * @param {Node[]} content
 */
function itemOf(url, ...content) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = at(url).href;
  link.append(...content);
  item.append(link);
  return item;
}

/**
 * Read the texts of a template: of states, of kinds of pages and of languages.
 *
 * @param {DocumentFragment} template
 */
function takeWords(template) {
  /** @type {Map<string, Words>} */
  const said = new Map();
  for (const element of template.querySelectorAll("[data-say], [data-kind], [data-lang]")) {
    const { say, kind, lang, dir } = element.dataset;
    said.set(say ?? kind ?? lang ?? "", { text: element.textContent ?? "", dir });
    element.remove();
  }
  return said;
}

/** @type {Set<string>} */
const reported = new Set();

/**
 * Report a query without result, without personal data: long numbers and addresses are removed.
 *
 * @param {string} asked
 * @param {string | undefined} target
 */
function report(asked, target) {
  const bare = asked.replace(/\S*@\S*/g, "@").replace(/(?:\p{Nd}[\s-]?){4,}\p{Nd}/gu, "#");
  const query = bare.slice(0, LONGEST_QUERY);
  if (!target || reported.has(query)) return;
  reported.add(query);
  navigator.sendBeacon(target, new URLSearchParams({ query, language: root.lang, found: "0" }));
}

/**
 * Move up and down through the field and the results; the field keeps its text.
 *
 * @param {KeyboardEvent} event
 * @param {Results} results
 */
function moveByArrows(event, { field, list }) {
  if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
  /** @type {(Element | null)[]} */
  const stops = [field, ...list.querySelectorAll("a")];
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
 */
export async function prepare(dialog) {
  search()
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
 */
export async function open(dialog, typed, isWanted) {
  const finder = await prepare(dialog);
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
  const results = new Results(field, made.querySelector("[data-found]"), found, SHOWN.dialog);
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
  history.replaceState(null, "", address);
}

/** Set up the page of results. */
export function page() {
  const field = /** @type {HTMLInputElement} */ (document.getElementById("kb-query"));
  const form = /** @type {HTMLFormElement} */ (field.form);
  const { content } = /** @type {HTMLTemplateElement} */ (document.getElementById("kb-found"));
  const az = document.querySelector("[data-kb-az]");
  const showAll = (/** @type {boolean} */ isEmpty) => (az.hidden = !isEmpty);
  const place = document.querySelector("[data-kb-found]");
  const results = new Results(field, place, content, SHOWN.page, showAll);
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  const move = (/** @type {KeyboardEvent} */ event) => moveByArrows(event, results);
  field.addEventListener("keydown", move);
  results.list.addEventListener("keydown", move);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    results.now();
  });
  field.addEventListener("input", () => keepInAddress(field.value.trim()));
  results.now();
}
