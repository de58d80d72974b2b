// Drafts: typed answers that are kept until they are sent, also in another language.

import {
  button,
  DAY,
  DRAFT,
  draftKey,
  fields,
  isFilled,
  isOwn,
  keysFrom,
  load,
  save,
  say,
  statusOf,
} from "./forms-fields.js";

/** @import { Field } from "./forms-fields.js" */

const KEPT_FOR = 7 * DAY;

/** @param {HTMLFormElement} form */
export function saveDraft(form) {
  const typed = fields(form).filter((field) => isOwn(field) && isFilled(field));
  const pairs = typed.map((field) => [field.name, field.value]);
  save(draftKey(form), typed.length && { time: Date.now(), answers: pairs });
}

/**
 * @param {Field} field
 * @param {string} value
 */
function fillIn(field, value) {
  if ("checked" in field && field.type === "radio") field.checked ||= field.value === value;
  else field.value = value;
}

/**
 * Fill in a draft; return whether there is one.
 *
 * @param {HTMLFormElement} form
 */
function restoreDraft(form) {
  const draft = load(draftKey(form));
  if (!draft || !(draft.time > Date.now() - KEPT_FOR) || !Array.isArray(draft.answers))
    return false;
  const all = fields(form);
  // Text that was typed before this script ran is newer; a list always has a choice.
  const typed = all.filter((field) => isFilled(field) && field.type !== "select-one");
  const newer = new Set(typed.map((field) => field.name));
  for (const [name, value] of draft.answers) {
    if (newer.has(name)) continue;
    for (const field of all) if (field.name === name && isOwn(field)) fillIn(field, value);
  }
  return true;
}

/** @param {HTMLFormElement} form */
export function offerDraft(form) {
  const { draft, clear } = form.dataset;
  if (!restoreDraft(form) || !draft) return;
  say(form, `${draft} `);
  const forget = () => {
    form.reset();
    save(draftKey(form), null);
    say(form, "");
  };
  statusOf(form).append(button(clear, forget));
}

export function clearDrafts() {
  for (const key of keysFrom(DRAFT)) save(key, null);
}
