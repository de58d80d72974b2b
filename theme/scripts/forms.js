// Surveys and feedback: sent without leaving the page, and kept where they cannot be sent.
// Every word shown stands in the form's data-* attributes, in the reader's language.

import { button, DAY, DRAFT, draftKey, fields, isFeedback, isFilled, isOwn, load, named, OUTBOX, save, say, statusOf } from "./forms-fields.js";

const DRAFT_KEPT_FOR = 7 * DAY;

function branch() {
  return document.documentElement.dataset.branch || "";
}

// Drafts: what has been typed, until it is sent. They follow the reader from language to language.

function saveDraft(form) {
  const typed = fields(form).filter((field) => isOwn(field) && isFilled(field));
  save(draftKey(form), typed.length && { time: Date.now(), answers: typed.map((field) => [field.name, field.value]) });
}

function restoreDraft(form) {
  const draft = load(draftKey(form));
  if (!draft || !(draft.time > Date.now() - DRAFT_KEPT_FOR) || !Array.isArray(draft.answers)) return false;
  // What was typed before this script came is newer; a list has a choice from the start.
  const typed = fields(form).filter((field) => isFilled(field) && field.type !== "select-one");
  const isOlder = ([name]) => typed.every((field) => field.name !== name);
  for (const [name, value] of draft.answers.filter(isOlder)) {
    for (const field of fields(form).filter((one) => one.name === name && isOwn(one))) {
      if (field.type === "radio") field.checked ||= field.value === value;
      else field.value = value;
    }
  }
  return true;
}

// Validation in the words of the page; the browser's own would be in the language of the browser.

function requirePhone(form) {
  for (const field of fields(form).filter((one) => one.dataset.if)) {
    const asked = fields(form).find((one) => one.name === field.dataset.if && one.checked);
    field.required = Boolean(asked) && asked.value === "yes";
  }
}

function clearMistake(place) {
  const note = place.querySelector(":scope > .kb-error");
  if (!note) return;
  for (const marked of document.querySelectorAll(`[aria-describedby="${note.id}"]`)) {
    marked.removeAttribute("aria-describedby");
    marked.removeAttribute("aria-invalid");
  }
  note.remove();
}

function markMistakes(form) {
  requirePhone(form);
  let first = null;
  for (const field of fields(form)) {
    const place = field.closest(field.type === "radio" ? "fieldset" : ".kb-field");
    if (!place) continue;
    if (field.validity.valid) {
      if (field.type !== "radio") clearMistake(place);
      continue;
    }
    first ||= field;
    if (place.querySelector(":scope > .kb-error")) continue;
    const note = document.createElement("span");
    note.className = "kb-error";
    note.id = "kb-error-" + field.name;
    note.textContent = field.validity.valueMissing ? form.dataset.need : form.dataset.phone;
    if (field.type === "radio") {
      place.querySelector("legend").after(note);
      place.setAttribute("aria-describedby", note.id);
    } else {
      place.append(note);
      field.setAttribute("aria-describedby", note.id);
      field.setAttribute("aria-invalid", "true");
    }
  }
  if (!first) return false;
  say(form, form.dataset.check, "bad");
  first.focus();
  return true;
}

// The button that was pressed last: browsers of the baseline do not say which one sends a form.
let last;
document.addEventListener("click", (event) => (last = event.target.closest?.("button")), true);

function submit(form, event, way) {
  const pressed = event.submitter || (last?.form === form ? last : form.querySelector("button"));
  const text = isFeedback(form) && pressed.closest(".kb-more, .kb-mistake")?.querySelector("textarea");
  if (form.dataset.busy || (text && !isFilled(text)) || markMistakes(form)) {
    event.preventDefault();
    if (text) text.focus();
    return;
  }
  const own = named(form, "branch");
  if (own && own.type === "hidden") own.value = branch();
  if (way.submit(form, pressed)) event.preventDefault();
}

function offerToClear(form) {
  say(form, form.dataset.draft + " ");
  statusOf(form).append(
    button(form.dataset.clear, () => {
      form.reset();
      save(draftKey(form), null);
      say(form, "");
    }),
  );
}

function enhance(form, way) {
  form.noValidate = true;
  const own = named(form, "branch");
  if (own && own.type === "select-one" && [...own.options].some((option) => option.value === branch())) own.value = branch();
  if (restoreDraft(form) && form.dataset.draft) offerToClear(form);
  const typed = (event) => {
    if (event.target.form !== form || !isOwn(event.target)) return;
    saveDraft(form);
    const place = event.target.closest(event.target.type === "radio" ? "fieldset" : ".kb-field");
    if (place) clearMistake(place);
  };
  // Of the document: some fields of the form stand elsewhere on the page.
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  form.addEventListener("submit", (event) => submit(form, event, way));
}

function clearDrafts() {
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(DRAFT))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // There is no storage to clear.
  }
}

// `way` of a form: the module that sends it. One that goes by e-mail needs no outbox.
export async function start() {
  const forms = [...document.querySelectorAll("form[data-kb-form]")];
  const isMailed = (form) => Boolean(form.dataset.mail);
  const [mail, post] = await Promise.all([
    forms.some(isMailed) && import("./forms-mail.js"),
    (load(OUTBOX) || !forms.every(isMailed)) && import("./forms-post.js"),
  ]);
  forms.forEach((form) => enhance(form, isMailed(form) ? mail : post));
  // A browser that posted by itself comes here afterwards.
  if (document.documentElement.dataset.page === "thanks") clearDrafts();
  if (post) post.catchUp(forms[0]);
}
