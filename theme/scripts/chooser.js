// The dialog in which a branch is chosen, and the note at the foot of a page that differs there.

function groups(branches, choose) {
  return [...grouped(branches)].flatMap(([region, ones]) => {
    const heading = document.createElement("h3");
    heading.textContent = region;
    const list = document.createElement("ul");
    list.append(...ones.map((one) => choice(one, choose)));
    return [heading, list];
  });
}

function grouped(branches) {
  const found = new Map();
  for (const one of branches) found.set(one.region, [...(found.get(one.region) ?? []), one]);
  return found;
}

function choice(branch, choose) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kb-choice";
  button.dataset.id = branch.id;
  const name = document.createElement("b");
  name.textContent = branch.name;
  const address = document.createElement("span");
  address.className = "kb-quiet";
  address.textContent = branch.address;
  button.append(name, address);
  button.addEventListener("click", () => choose(branch.id));
  item.append(button);
  return item;
}

function mark(box) {
  const mine = document.documentElement.dataset.branch;
  for (const one of box.querySelectorAll("[data-id]")) {
    one.setAttribute("aria-pressed", String(one.dataset.id === mine));
  }
}

export async function makeChooser(dialog, read, choose) {
  const content = await dialog("chooser");
  const box = content.querySelector("dialog");
  const note = content.querySelector(".kb-applied");

  async function open() {
    if (document.querySelector("dialog[open]")) return;
    box.showModal();
    const list = box.querySelector("[data-list]");
    const error = box.querySelector("[data-error]");
    if (list.childElementCount) return mark(box);
    try {
      list.replaceChildren(...groups(await read("branches"), choose));
      error.hidden = true;
      mark(box);
    } catch {
      error.hidden = false;
    }
  }

  note.querySelector("[data-change]").addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  box.querySelector("[data-close]").addEventListener("click", () => box.close());
  box.querySelector("[data-none]").addEventListener("click", () => choose(""));
  box.addEventListener("click", (event) => event.target === box && box.close());
  document.body.append(box);
  return { note, open, close: () => box.close() };
}
