// The reader's branch: chosen once, and its values shown where they differ.

const root = document.documentElement;

async function read(name) {
  const url = new URL(`api/${name}.json`, new URL(root.dataset.home, location.href));
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

export function start(recall, remember, dialog, build) {
  const opener = document.querySelector("[data-kb-choose]");
  const label = document.querySelector("[data-kb-mine]");
  const unchosen = label?.textContent;
  const original = new Map();
  let wanted, box, note;

  // The list of branches and the note at the foot of a page that differs: few readers need them.
  async function prepare() {
    const content = await dialog("chooser");
    if (box) return;
    box = content.querySelector("dialog");
    note = content.querySelector(".kb-applied");
    note.querySelector("[data-change]").addEventListener("click", open);
    box.querySelector("[data-close]").addEventListener("click", () => box.close());
    box.querySelector("[data-none]").addEventListener("click", () => choose(""));
    box.addEventListener("click", (event) => event.target === box && box.close());
    document.body.append(box);
  }

  async function choose(id) {
    remember("kb.branch", id);
    box?.close();
    await apply(id);
    document.dispatchEvent(new CustomEvent("kb-branch", { detail: id }));
  }

  function restore() {
    for (const [element, nodes] of original) {
      element.replaceChildren(...nodes);
      element.classList.remove("kb-here");
    }
    note?.remove();
    if (label) label.textContent = unchosen;
    picked("");
  }

  async function apply(id) {
    restore();
    wanted = id;
    if (!id) return notices("");
    let branch;
    try {
      branch = await read(`branch-facts/${encodeURIComponent(id)}`);
    } catch {
      return; // The company's values stay, as without a choice.
    }
    // Another may have been chosen meanwhile; and what is kept may be no branch's id.
    if (wanted !== id || branch.branch !== id) return;
    if (label) label.textContent = branch.name;
    picked(id);
    notices(id);
    if (show(branch)) await prepare().then(() => wanted === id && tell(branch), () => {});
  }

  // Return whether anything on this page is different there.
  function show(branch) {
    let changed = false;
    const places = document.querySelectorAll("[data-fact]");
    for (const element of places) {
      const value = branch.facts[element.dataset.fact];
      if (!value || element.closest(".kb-varies, .kb-branch, .kb-differences, .kb-cards")) continue;
      const said = element.dataset.as === "number" ? value.number : element.closest("a") ? value.text : value.linked;
      if (!said) continue;
      if (!original.has(element)) original.set(element, [...element.childNodes]);
      element.replaceChildren(...said.map((node) => build(node)));
      element.classList.add("kb-here");
      changed ||= element.closest("article") !== null;
    }
    return changed;
  }

  function tell(branch) {
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

  function notices(id) {
    for (const one of document.querySelectorAll("[data-notice][data-branches]")) {
      const here = one.dataset.branches.split(" ").includes(id);
      const today = new Date().toLocaleDateString("en-CA");
      const due = (one.dataset.starts ?? "") <= today && !(one.dataset.ends < today);
      const away = recall("kb.notices").split(" ").includes(one.dataset.notice);
      if (!/^branches\//.test(root.dataset.page)) one.hidden = !here || !due || away;
    }
  }

  async function open(event) {
    event.preventDefault();
    try {
      await prepare();
    } catch {
      return location.assign(opener.href);
    }
    if (document.querySelector("dialog[open]")) return;
    box.showModal();
    const list = box.querySelector("[data-list]");
    const error = box.querySelector("[data-error]");
    if (list.childElementCount) return mark();
    try {
      list.replaceChildren(...groups(await read("branches")));
      error.hidden = true;
      mark();
    } catch {
      error.hidden = false;
    }
  }

  function groups(branches) {
    return [...grouped(branches)].flatMap(([region, ones]) => {
      const heading = document.createElement("h3");
      heading.textContent = region;
      const list = document.createElement("ul");
      list.append(...ones.map(choice));
      return [heading, list];
    });
  }

  function grouped(branches) {
    const found = new Map();
    for (const one of branches) found.set(one.region, [...(found.get(one.region) ?? []), one]);
    return found;
  }

  function choice(branch) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-choice";
    button.dataset.id = branch.id;
    const name = document.createElement("strong");
    name.textContent = branch.name;
    const address = document.createElement("span");
    address.className = "kb-quiet";
    address.textContent = branch.address;
    button.append(name, address);
    button.addEventListener("click", () => choose(branch.id));
    item.append(button);
    return item;
  }

  function mark() {
    const mine = recall("kb.branch");
    for (const one of box.querySelectorAll("[data-id]")) {
      one.setAttribute("aria-pressed", String(one.dataset.id === mine));
    }
  }

  function picked(id) {
    for (const button of document.querySelectorAll("[data-kb-pick]")) {
      button.setAttribute("aria-pressed", String(button.dataset.kbPick === id));
    }
  }

  opener?.addEventListener("click", open);
  for (const button of document.querySelectorAll("[data-kb-pick]")) {
    button.hidden = false;
    button.addEventListener("click", () => choose(button.dataset.kbPick));
  }
  if (recall("kb.branch")) apply(recall("kb.branch"));
}
