// The dialog to choose a branch, and the note at the foot of a page that differs at the branch.

import { root } from "./dom.js";

/** @import { BranchCard, Choose, Dialog, Read } from "./types.js" */

/**
 * @param {BranchCard[]} branches
 * @param {Choose} choose
 */
function groups(branches, choose) {
  return [...grouped(branches)].flatMap(([region, ones]) => {
    const heading = document.createElement("h3");
    heading.textContent = region;
    const list = document.createElement("ul");
    list.append(...ones.map((one) => choice(one, choose)));
    return [heading, list];
  });
}

/** @param {BranchCard[]} branches */
function grouped(branches) {
  /** @type {Map<string, BranchCard[]>} */
  const found = new Map();
  for (const one of branches) found.set(one.region, [...(found.get(one.region) ?? []), one]);
  return found;
}

/**
 * @param {BranchCard} branch
 * @param {Choose} choose
 */
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

/** @param {HTMLElement} box */
function markChosen(box) {
  const mine = root.dataset.branch;
  for (const one of box.querySelectorAll("[data-id]")) {
    one.setAttribute("aria-pressed", String(one.dataset.id === mine));
  }
}

/**
 * @param {HTMLDialogElement} box
 * @param {Read} read
 * @param {Choose} choose
 */
async function open(box, read, choose) {
  if (document.querySelector("dialog[open]")) return;
  box.showModal();
  const list = box.querySelector("[data-list]");
  const error = box.querySelector("[data-error]");
  if (list.childElementCount) return markChosen(box);
  try {
    list.replaceChildren(...groups(await read("branches"), choose));
    error.hidden = true;
    markChosen(box);
  } catch {
    error.hidden = false;
  }
}

/**
 * Insert the dialog into the page; return it and the note.
 *
 * @param {Dialog} dialog
 * @param {Read} read
 * @param {Choose} choose
 */
export async function makeChooser(dialog, read, choose) {
  const content = await dialog("chooser");
  const box = content.querySelector("dialog");
  const note = content.querySelector(".kb-applied");
  note.querySelector("[data-change]").addEventListener("click", (event) => {
    event.preventDefault();
    open(box, read, choose);
  });
  box.querySelector("[data-close]").addEventListener("click", () => box.close());
  box.querySelector("[data-none]").addEventListener("click", () => choose(""));
  box.addEventListener("click", (event) => event.target === box && box.close());
  document.body.append(box);
  return { note, open: () => open(box, read, choose), close: () => box.close() };
}
