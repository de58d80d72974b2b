// Shows the answers to the query in a field, or why there are none, and ways to go on.

import { root } from "./dom.js";
import { nearItems, resultItems } from "./search-items.js";
import { marked } from "./search-marks.js";

/** @import { Found } from "./types.js" */
/** @import { Said } from "./search-items.js" */
/** @typedef {"empty" | "waiting" | "found" | "nothing" | "failed"} State */
/**
 * @typedef {object} Options
 * @property {(words: string) => Promise<Found>} query
 * @property {(words: string) => void} typed is given the words of the field, at once
 * @property {(state: State) => unknown} [changed]
 */

const PAUSE = 60; // ms after a key, so that a fast typist is not answered at every letter
const PATIENCE = 1500; // ms until what is not found is reported
export const LONGEST_QUERY = 200;

export class Results {
  /**
   * @param {HTMLInputElement} field
   * @param {HTMLElement} place gets the parts of the template
   * @param {DocumentFragment} template
   * @param {Options} options
   */
  constructor(field, place, template, { query, typed, changed = () => {} }) {
    const part = (/** @type {string} */ name) =>
      /** @type {HTMLElement} */ (template.querySelector(`[data-${name}]`));
    this.field = field;
    this.query = query;
    this.typed = typed;
    this.changed = changed;
    this.said = takeWords(template);
    this.status = part("status");
    this.offers = part("offers");
    this.list = /** @type {HTMLElement} */ (template.querySelector("ol"));
    this.nothing = part("nothing");
    this.failed = part("failed");
    this.near = part("near");
    this.first = template.querySelector("[data-first]"); // a site may have no popular questions
    /** @type {HTMLElement[]} */
    this.popular = [...(this.first?.querySelectorAll("li") ?? [])];
    this.place = place;
    /** @type {State} */
    this.state = "empty";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.beacon = undefined;
    part("again").addEventListener("click", () => this.askFor(field.value));
    place.append(template);
    place.hidden = false;
    document.dispatchEvent(new Event("kb-added"));
    field.addEventListener("input", () => this.later());
    window.addEventListener("online", () => this.state === "failed" && this.now());
  }

  later() {
    this.typed(this.field.value.trim());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  async now() {
    const asked = this.field.value.trim();
    this.typed(asked);
    if (!asked) return this.show("empty");
    if (this.state === "empty" || this.state === "failed") {
      this.show("waiting");
      this.say("wait");
    }
    if (this.state === "waiting") this.guess(asked);
    try {
      const answer = await this.query(asked);
      if (answer && asked === this.field.value.trim()) this.answer(asked, answer);
    } catch (problem) {
      this.fail(/** @type {any} */ (problem));
    }
  }

  /**
   * Put other words into the field, and answer them.
   *
   * @param {string} words
   */
  askFor(words) {
    this.field.value = words;
    this.field.focus();
    this.now();
  }

  /**
   * Show a state, for now without answers.
   *
   * @param {State} state
   */
  show(state) {
    this.state = state;
    clearTimeout(this.beacon);
    this.status.textContent = "";
    this.list.replaceChildren();
    this.offers.hidden = true;
    this.nothing.hidden = !["nothing", "failed"].includes(state);
    this.failed.hidden = state !== "failed";
    this.near.hidden = true;
    if (this.first) this.first.hidden = state !== "empty";
    this.popular.forEach((item) => (item.hidden = false));
    this.changed(state);
  }

  /**
   * Show those of the popular questions that have all words, until the answers are there.
   *
   * @param {string} asked
   */
  guess(asked) {
    const words = wordsIn(asked);
    const fits = this.popular.map(({ textContent }) => hasAll(wordsIn(textContent ?? ""), words));
    this.popular.forEach((item, i) => (item.hidden = !fits[i]));
    if (this.first) this.first.hidden = !fits.includes(true);
  }

  /** @param {{ reason?: string }} problem */
  fail(problem) {
    const { reason = navigator.onLine ? "broken" : "network" } = problem;
    if (reason === "superseded" || reason === "closed") return;
    this.show("failed");
    const isOffline = reason === "network" && navigator.onLine === false;
    this.say(isOffline ? "offline" : this.said.has(reason) ? reason : "broken");
    console.warn(problem);
  }

  /**
   * @param {string} asked
   * @param {Found} found
   */
  answer(asked, { results, total, didYouMean, close, suggestions }) {
    const held = /** @type {HTMLAnchorElement | null} */ (this.list.querySelector("a:focus"));
    this.show(results.length ? "found" : "nothing");
    this.list.replaceChildren(...resultItems(results, this.said));
    if (held) this.focusOn(held.href);
    if (results.length) this.say(total === 1 ? "one" : "many", total);
    else this.say("nothing");
    if (didYouMean) this.status.append(" ", this.suggestion(didYouMean));
    this.offer(suggestions);
    if (results.length) return;
    this.near.hidden = !close.length;
    this.near.querySelector("ul")?.replaceChildren(...nearItems(close, this.said));
    this.beacon = setTimeout(() => report(asked, this.status.dataset.beacon), PATIENCE);
  }

  /**
   * Keep the focus where it was in answers that came once more.
   *
   * @param {string} href
   */
  focusOn(href) {
    const links = [...this.list.querySelectorAll("a")];
    (links.find((link) => link.href === href) ?? this.field).focus();
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
    const asked = this.wordsOf("meant").replace("{}", () => `\u2068${words}\u2069`);
    return this.button(words, asked, "kb-link");
  }

  /** @param {string[]} suggestions whole queries */
  offer(suggestions) {
    const items = suggestions.map((words) => {
      const item = document.createElement("li");
      item.append(this.button(words, words, "kb-offer"));
      return item;
    });
    this.offers.hidden = !items.length;
    this.offers.replaceChildren(...items);
  }

  /**
   * Return a button that asks for some words.
   *
   * @param {string} words
   * @param {string} label
   * @param {string} look
   */
  button(words, label, look) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = look;
    button.append(...marked([[label, false]]));
    button.addEventListener("click", () => this.askFor(words));
    return button;
  }
}

/** @param {string} text */
function wordsIn(text) {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/**
 * Return whether words begin with all of some others.
 *
 * @param {string[]} words
 * @param {string[]} wanted
 */
function hasAll(words, wanted) {
  return wanted.length > 0 && wanted.every((one) => words.some((word) => word.startsWith(one)));
}

/**
 * Read the texts of a template: of states, of kinds of pages and of languages.
 *
 * @param {DocumentFragment} template
 */
function takeWords(template) {
  /** @type {Said} */
  const said = new Map();
  /** @type {NodeListOf<HTMLElement>} */
  const elements = template.querySelectorAll("[data-say], [data-kind], [data-lang]");
  for (const element of elements) {
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
