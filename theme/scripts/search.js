// The search dialog of every page, and the page of results: both show what the engine answers.

import { openSearch } from "./search-client.js";

const root = document.documentElement;
const SHOWN = { dialog: 8, page: 50 };
const PAUSE = 60; // ms after a key, so that a fast typist is not answered at every letter

const at = (url) => new URL(url, new URL(root.dataset.root, location.href));

let engine;
function search() {
  const top = at("").href;
  const home = new URL(".", new URL(root.dataset.home, location.href)).href; // without index.html
  engine ??= openSearch({
    root: top,
    prefix: home.slice(top.length),
    lang: root.lang,
  });
  return engine;
}

// Shows the answers to what stands in a field; `place` is filled with the template's parts.
class Results {
  constructor(field, place, template, limit, emptied = () => {}) {
    this.field = field;
    this.limit = limit;
    this.emptied = emptied;
    this.said = new Map();
    for (const text of template.querySelectorAll("[data-say], [data-kind], [data-lang]")) {
      const { say, kind, lang, dir } = text.dataset;
      this.said.set(say ?? kind ?? lang, { text: text.textContent, dir });
      text.remove();
    }
    this.status = template.querySelector("[data-status]");
    this.list = template.querySelector("ol");
    this.nothing = template.querySelector("[data-nothing]");
    this.near = template.querySelector("[data-near]");
    this.place = place;
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
      if (problem.reason === "superseded" || problem.reason === "closed") return;
      this.show([]);
      this.say("error");
      console.warn(problem);
    }
  }

  answer(asked, { results, total, didYouMean, close }) {
    this.show(results);
    this.nothing.hidden = results.length > 0;
    if (results.length) this.say(total === 1 ? "one" : "many", total);
    else this.offer(close ?? []);
    if (didYouMean) this.status.append(" ", this.suggestion(didYouMean));
    clearTimeout(this.beacon);
    if (!results.length) this.beacon = setTimeout(() => miss(asked, this.status.dataset.beacon), 1500);
  }

  say(what, number) {
    this.status.textContent = this.said.get(what).text.replace("{}", number);
  }

  suggestion(words) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-link";
    const asked = this.said.get("meant").text.replace("{}", () => `\u2068${words}\u2069`);
    button.append(...marked([[asked, false]]));
    button.addEventListener("click", () => {
      this.field.value = words;
      this.field.focus();
      this.now();
    });
    return button;
  }

  show(results) {
    this.nothing.hidden = true;
    this.status.textContent = "";
    this.list.replaceChildren(...results.map((one) => this.item(one)));
  }

  item(one) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = at(one.url).href;
    const title = document.createElement("strong");
    title.append(...marked(one.titleParts));
    const where = document.createElement("span");
    where.className = "kb-quiet";
    const parts = this.where(one).map((part) => (part.localName ? [part] : marked([[part, false]])));
    where.append(...parts.flatMap((part, at) => (at ? [" · ", ...part] : part)));
    const snippet = document.createElement("span");
    snippet.append(...marked(one.snippet));
    link.append(title, where, snippet);
    if (one.lang !== root.lang) {
      for (const part of [title, snippet]) {
        part.lang = one.lang;
        part.dir = this.said.get(one.lang)?.dir ?? "auto";
      }
    }
    item.append(link);
    return item;
  }

  where({ page, title, name, kind, lang }) {
    const isTold = page === title || name !== title;
    const parts = [this.said.get(kind)?.text, isTold ? "" : this.inLanguage(page, lang)];
    if (lang !== root.lang) parts.push(this.inLanguage(this.said.get(lang)?.text, lang));
    return parts.filter(Boolean);
  }

  // Return words of another language in an element of their own, so that its order is theirs.
  inLanguage(words, lang) {
    if (lang === root.lang || !words) return words;
    const part = document.createElement("bdi");
    part.lang = lang;
    part.dir = this.said.get(lang)?.dir ?? "auto";
    part.append(...marked([[words, false]]));
    return part;
  }

  offer(near) {
    this.near.hidden = !near.length;
    const links = near.map((one) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = at(one.url).href;
      const title = this.inLanguage(one.name, one.lang ?? root.lang);
      link.append(...(title.localName ? [title] : marked([[title, false]])));
      item.append(link);
      return item;
    });
    this.near.querySelector("ul").replaceChildren(...links);
  }
}

// A space between marked words belongs to neither: Arabic letters join within a word alone.
function marked(parts) {
  const top = document.createDocumentFragment();
  let place = top;
  for (const [text, isMatch] of parts) {
    for (const piece of text.split(/([\u2068\u202d\u202c\u2069])/)) {
      if (!piece) continue;
      if (ISOLATES[piece]) place = place.appendChild(document.createElement(ISOLATES[piece]));
      else if (piece === "\u202c" || piece === "\u2069") place = ended(place);
      else if (isMatch) place.appendChild(document.createElement("mark")).textContent = piece;
      else place.append(piece);
    }
  }
  return [...top.childNodes];
}

// As elements, so that no character is copied with a telephone number.
const ISOLATES = { "\u2068": "bdi", "\u202d": "bdo" };
const RTL_FIRST = /^\P{L}*(?=\p{L})[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

// Return the element around one that ends here, which is then as in a page.
function ended(element) {
  if (!element.localName) return element;
  const words = element.textContent;
  element.dir = RTL_FIRST.test(words) ? "rtl" : "ltr";
  if (words.length <= 24 && /\d/.test(words)) element.className = "kb-unit";
  return element.parentNode;
}

// What was not found, without who asked: long numbers and addresses are taken out.
const told = new Set();
function miss(asked, target) {
  const query = asked.replace(/\S*@\S*/g, "@").replace(/(?:\p{Nd}[\s-]?){4,}\p{Nd}/gu, "#").slice(0, 200);
  if (!target || told.has(query)) return;
  told.add(query);
  navigator.sendBeacon(target, new URLSearchParams({ query, language: root.lang, found: "0" }));
}

// Up and down through the field and the results; the field keeps what was typed.
function arrows(event, field, list) {
  if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const stops = [field, ...list.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

let box;
let mirror; // the field of the page, which shows the same words
// Fetches all that a search needs, while its reader still thinks of the words.
export async function prepare(dialog) {
  search()
    .ready?.()
    .catch(() => {}); // the first query says so
  const [finder, found] = await Promise.all([dialog("finder"), dialog("found")]);
  box ??= build(finder.querySelector("dialog"), found);
}

// What was typed meanwhile, into the page's field, goes on in the dialog's.
export async function open(dialog, typed, isWanted) {
  await prepare(dialog);
  if (!isWanted() || document.querySelector("dialog[open]")) return;
  const field = box.querySelector("input");
  mirror = typed;
  if (mirror) field.value = mirror.value;
  box.showModal();
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  box.results.now();
}

function build(made, found) {
  document.body.append(made);
  const field = made.querySelector("input");
  made.results = new Results(field, made.querySelector("[data-found]"), found, SHOWN.dialog);
  made.querySelector("[data-close]").addEventListener("click", () => made.close());
  made.addEventListener("close", () => mirror && (mirror.value = field.value));
  made.addEventListener("keydown", (event) => {
    arrows(event, field, made.results.list);
    if (event.key !== "Escape") return;
    event.preventDefault(); // a search field would only be emptied
    made.close();
  });
  made.addEventListener("click", (event) => {
    if (event.target === made || event.target.closest("a[href]")) made.close();
  });
  return made;
}

export function page() {
  const field = document.getElementById("kb-query");
  const place = document.querySelector("[data-kb-found]");
  const az = document.querySelector("[data-kb-az]");
  const results = new Results(field, place, document.getElementById("kb-found").content, SHOWN.page, (isEmpty) => (az.hidden = !isEmpty));
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("keydown", (event) => arrows(event, field, results.list));
  results.list.addEventListener("keydown", (event) => arrows(event, field, results.list));
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    results.now();
  });
  field.addEventListener("input", () => {
    const address = new URL(location.href);
    if (field.value.trim()) address.searchParams.set("q", field.value.trim().slice(0, 200));
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  });
  results.now();
}
