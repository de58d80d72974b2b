// The reader's branch: chosen once, and its values of the day shown where they differ.

import { now } from "./clock.js";

const root = document.documentElement;

async function read(name) {
  const url = new URL(`api/${name}.json`, new URL(root.dataset.home, location.href));
  const response = await fetch(url);
  if (!response.ok) throw Object.assign(new Error(`${url}: ${response.status}`), { isNone: response.status === 404 });
  return response.json();
}

function dayAt(branch) {
  return (now(branch.zone) ?? now("")).day;
}

export function start(recall, remember, dialog, build) {
  const opener = document.querySelector("[data-kb-choose]");
  const label = document.querySelector("[data-kb-mine]");
  const unchosen = label?.textContent;
  const original = new Map();
  const clocks = new Map(); // of the contacts, as the page has them
  let wanted, shown, loading, chooser;

  // The list of branches and the note at the foot of a page that differs: few readers need them.
  async function prepare() {
    loading ??= import("./chooser.js").then((module) => module.makeChooser(dialog, read, choose));
    try {
      chooser = await loading;
    } catch (problem) {
      loading = undefined;
      throw problem;
    }
  }

  async function open(event) {
    event.preventDefault();
    try {
      await prepare();
    } catch {
      return location.assign(opener.href);
    }
    return chooser.open();
  }

  async function choose(id) {
    remember("kb.branch", id);
    leave();
    root.dataset.branch = id;
    chooser?.close();
    await apply(id);
    document.dispatchEvent(new CustomEvent("kb-branch", { detail: id }));
  }

  // The branch that a link named holds no longer.
  function leave() {
    try {
      sessionStorage.removeItem("kb.branch");
    } catch {
      // It holds for this page alone.
    }
    tidy();
  }

  // The address names a branch no longer; what else it asks for stays.
  function tidy() {
    const address = new URL(location.href);
    if (!address.searchParams.has("branch")) return;
    address.searchParams.delete("branch");
    history.replaceState(history.state, "", address);
  }

  // What a link named is kept for the visit (early.js), where the browser allows it.
  function visit() {
    try {
      return sessionStorage.getItem("kb.branch");
    } catch {
      return null;
    }
  }

  // A link may name a branch that is none: what the reader chose holds.
  function ignore(id) {
    const own = recall("kb.branch");
    if (own === id) return;
    leave();
    root.dataset.branch = own;
    return apply(own);
  }

  function restore() {
    for (const [element, nodes] of original) {
      element.replaceChildren(...nodes);
      element.classList.remove("kb-here");
    }
    for (const [element, clock] of clocks) element.dataset.kbClock = clock;
    chooser?.note.remove();
    if (label) label.textContent = unchosen;
    picked("");
  }

  async function apply(id) {
    restore();
    wanted = id;
    shown = undefined;
    if (!id) return;
    let branch;
    try {
      branch = await read(`branch-facts/${encodeURIComponent(id)}`);
    } catch (problem) {
      // The company's values stay, as without a choice.
      return wanted === id && problem.isNone ? ignore(id) : undefined;
    }
    // Another may have been chosen meanwhile; and what is kept may be no branch's id.
    if (wanted !== id || branch.branch !== id) return;
    if (label) label.textContent = branch.name;
    picked(id);
    if (show(branch)) await prepare().then(() => wanted === id && tell(branch), () => {});
  }

  // Return whether anything on this page is different there.
  function show(branch) {
    let changed = false;
    const today = dayAt(branch);
    shown = { branch, today };
    const holds = (one) => !(one.valid_from > today) && !(one.valid_until < today);
    const places = document.querySelectorAll("[data-fact]");
    for (const element of places) {
      const value = branch.facts[element.dataset.fact]?.find(holds);
      if (!value || element.closest(".kb-varies, .kb-branch, .kb-differences, .kb-cards")) continue;
      const said = element.dataset.as === "number" ? value.number : element.closest("a") ? value.text : value.linked;
      if (!said) continue;
      if (!original.has(element)) original.set(element, [...element.childNodes]);
      element.replaceChildren(...said.map((node) => build(node)));
      element.classList.add("kb-here");
      changed ||= element.closest("article") !== null;
    }
    for (const element of document.querySelectorAll("[data-kb-contact]")) {
      const clock = branch.clocks?.[element.dataset.kbContact];
      if (!clock) continue;
      if (!clocks.has(element)) clocks.set(element, element.dataset.kbClock);
      element.dataset.kbClock = JSON.stringify(clock);
    }
    return changed;
  }

  function tell(branch) {
    const { note } = chooser;
    const text = note.querySelector("[data-text]");
    text.dataset.said ??= text.textContent;
    text.textContent = "";
    const [before, after] = text.dataset.said.split("{}");
    const name = document.createElement("a");
    name.href = branch.url ? `${root.dataset.root}${branch.url}` : "";
    name.textContent = branch.name;
    text.append(before, name, after);
    document.querySelector("main").append(note); // at the foot, where it moves nothing
  }

  function picked(id) {
    for (const button of document.querySelectorAll("[data-kb-pick]")) {
      button.setAttribute("aria-pressed", String(button.dataset.kbPick === id));
    }
  }

  // What varies by place: a link to what differs where, for who has no script; here it asks for the place.
  function places() {
    const words = document.querySelector(".kb-varies")?.dataset.choose;
    for (const link of document.querySelectorAll(".kb-place")) {
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

  opener?.addEventListener("click", open);
  if (opener) places();
  for (const button of document.querySelectorAll("[data-kb-pick]")) {
    button.addEventListener("click", () => choose(button.dataset.kbPick));
  }
  // On another day, another value may hold.
  const wake = () => shown && dayAt(shown.branch) !== shown.today && apply(wanted);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("pageshow", wake);
  const named = new URLSearchParams(location.search).get("branch");
  if (named !== root.dataset.branch || named === visit()) tidy();
  if (root.dataset.branch) apply(root.dataset.branch);
}
