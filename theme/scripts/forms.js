// Surveys and feedback: sent without leaving the page, and kept if they cannot be sent.
// All texts are in the form's data-* attributes, in the reader's language.

import { root } from "./dom.js";
import { clearDrafts, offerDraft, saveDraft } from "./forms-drafts.js";
import { isFeedback, isFilled, isOwn, load, named, OUTBOX, placeOf } from "./forms-fields.js";
import { clearMistake, markMistakes } from "./forms-mistakes.js";

/** @import { Field } from "./forms-fields.js" */
/** @typedef {{ submit(form: HTMLFormElement, pressed: HTMLButtonElement): boolean }} Sender */

/** The last pressed button, since browsers of the baseline have no `submitter`. */
let last = /** @type {HTMLButtonElement | null} */ (null);

/** @param {Event} event */
function keepPressed(event) {
  last = /** @type {Element} */ (event.target).closest?.("button");
}

/**
 * @param {HTMLFormElement} form
 * @param {SubmitEvent} event
 */
function pressedIn(form, event) {
  if (event.submitter) return /** @type {HTMLButtonElement} */ (event.submitter);
  return last?.form === form ? last : form.querySelector("button");
}

/**
 * Return the field beside a button that requires a text, if it is empty.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} pressed
 */
function emptyTextOf(form, pressed) {
  if (!isFeedback(form)) return null;
  const text = pressed.closest(".kb-more, .kb-mistake")?.querySelector("textarea");
  return text && !isFilled(text) ? text : null;
}

/**
 * @param {HTMLFormElement} form
 * @param {SubmitEvent} event
 * @param {Sender} sender
 */
function submit(form, event, sender) {
  const pressed = pressedIn(form, event);
  const empty = emptyTextOf(form, pressed);
  if (form.dataset.busy || empty || markMistakes(form)) {
    event.preventDefault();
    empty?.focus();
    return;
  }
  const own = named(form, "branch");
  if (own?.type === "hidden") own.value = root.dataset.branch ?? "";
  if (sender.submit(form, pressed)) event.preventDefault();
}

const fetchMail = () => import("./forms-mail.js");

/** @type {Sender} Without its script, the browser opens the letter itself. */
const mail = {
  submit(form, pressed) {
    form.dataset.busy = "true";
    const free = () => void delete form.dataset.busy;
    const write = fetchMail().then((module) => void module.submit(form, pressed));
    write.catch(() => form.submit()).then(free);
    return true;
  },
};

/**
 * What writes the letter is fetched when its reader begins, so that it is there in the end.
 *
 * @param {HTMLFormElement} form
 */
function prepareMail(form) {
  const prepare = () => void fetchMail().catch(() => {});
  for (const kind of ["focusin", "pointerdown"]) {
    form.addEventListener(kind, prepare, { once: true });
  }
}

/** @param {HTMLFormElement} form */
function chooseBranch(form) {
  const own = named(form, "branch");
  const branch = root.dataset.branch ?? "";
  if (!own || !("options" in own)) return;
  if ([...own.options].some(({ value }) => value === branch)) own.value = branch;
}

/**
 * @param {HTMLFormElement} form
 * @param {Event} event
 */
function keepTyped(form, event) {
  const field = /** @type {Field} */ (event.target);
  if (field.form !== form || !isOwn(field)) return;
  saveDraft(form);
  const place = placeOf(field);
  if (place) clearMistake(place);
}

/**
 * @param {HTMLFormElement} form
 * @param {Sender} sender
 */
function enhance(form, sender) {
  form.noValidate = true;
  chooseBranch(form);
  offerDraft(form);
  // Search the document, since some fields of the form are elsewhere on the page.
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => keepTyped(form, event));
  }
  form.addEventListener("submit", (event) => submit(form, event, sender));
}

/** Load the module that sends the form: by post, with an outbox, or by e-mail. */
export async function start() {
  document.addEventListener("click", keepPressed, true);
  /** @type {NodeListOf<HTMLFormElement>} */
  const found = document.querySelectorAll("form[data-kb-form]");
  const forms = [...found];
  const posted = forms.filter((form) => !form.dataset.mail);
  const mailed = forms.filter((form) => form.dataset.mail);
  for (const form of mailed) {
    enhance(form, mail);
    prepareMail(form);
  }
  const post = load(OUTBOX) || posted.length ? await import("./forms-post.js") : null;
  for (const form of posted) if (post) enhance(form, post);
  // The browser comes here after it has posted a form by itself.
  if (root.dataset.page === "thanks") clearDrafts();
  post?.catchUp(forms[0]);
}
