// What the scripts of forms share: storage, the fields of a form, and what its reader is told.

export const OUTBOX = "kb.outbox"; // its key tells every page that there is something to send
export const DRAFT = "kb.draft.";
export const DAY = 864e5;

// Storage: none in some private windows, full in others.

export function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function save(key, value) {
  try {
    if (value) localStorage.setItem(key, JSON.stringify(value));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

// What stands in a form.

export function fields(form) {
  return [...document.querySelectorAll("input, select, textarea")].filter((field) => field.form === form && field.name);
}

export function named(form, name) {
  return fields(form).find((field) => field.name === name);
}

export function isFeedback(form) {
  return form.classList.contains("kb-feedback");
}

export function isOwn(field) {
  return field.type !== "hidden" && !field.closest(".kb-trap");
}

export function isFilled(field) {
  return field.type === "radio" || field.type === "checkbox" ? field.checked : field.value.trim() !== "";
}

// The pairs to send: without traps, without what is empty, without where a browser would go on to.
export function answers(form, button) {
  const pairs = [...new FormData(form)];
  if (button && button.name) pairs.push([button.name, button.value]);
  const given = new Map(pairs);
  return pairs.filter(([name, value]) => {
    if (name === form.dataset.trap || name === form.dataset.onward || !value.trim()) return false;
    return !name.endsWith(".dir") || Boolean((given.get(name.slice(0, -4)) || "").trim());
  });
}

export function draftKey(form) {
  return DRAFT + named(form, "form").value + "." + named(form, "page").value;
}

// What the reader is told.

export function statusOf(form) {
  return form.querySelector(".kb-status");
}

export function say(form, words, tone = "", place = statusOf(form)) {
  place.className = tone ? `kb-status kb-status--${tone}` : "kb-status";
  place.textContent = words;
}

export function bring(place) {
  place.tabIndex = -1;
  place.focus();
}

export function button(words, work) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "kb-button kb-button--quiet";
  made.textContent = words;
  made.addEventListener("click", () => work(made));
  return made;
}
