// Shows mistakes in the page's language; the browser's messages would be in the browser's.

import { fields, placeOf, say } from "./forms-fields.js";

/** @import { Field } from "./forms-fields.js" */

/** @param {HTMLFormElement} form */
function requirePhone(form) {
  const all = fields(form);
  for (const field of all.filter((one) => one.dataset.if)) {
    const asked = all.find(
      (one) => one.name === field.dataset.if && "checked" in one && one.checked,
    );
    field.required = asked?.value === "yes";
  }
}

/** @param {HTMLElement} place */
export function clearMistake(place) {
  const note = place.querySelector(":scope > .kb-error");
  if (!note) return;
  for (const marked of document.querySelectorAll(`[aria-describedby="${note.id}"]`)) {
    marked.removeAttribute("aria-describedby");
    marked.removeAttribute("aria-invalid");
  }
  note.remove();
}

/**
 * @param {HTMLFormElement} form
 * @param {Field} field
 * @param {HTMLElement} place
 */
function sayMistake(form, field, place) {
  if (place.querySelector(":scope > .kb-error")) return;
  const { need, phone } = form.dataset;
  const note = document.createElement("span");
  note.className = "kb-error";
  note.id = `kb-error-${field.name}`;
  note.textContent = (field.validity.valueMissing ? need : phone) ?? "";
  if (field.type === "radio") {
    place.querySelector("legend").after(note);
    place.setAttribute("aria-describedby", note.id);
  } else {
    place.append(note);
    field.setAttribute("aria-describedby", note.id);
    field.setAttribute("aria-invalid", "true");
  }
}

/**
 * Show the mistake beside each wrong field; return whether there is one.
 *
 * @param {HTMLFormElement} form
 */
export function markMistakes(form) {
  requirePhone(form);
  const placed = fields(form).filter(placeOf);
  for (const field of placed.filter((one) => one.validity.valid && one.type !== "radio")) {
    clearMistake(placeOf(field));
  }
  const wrong = placed.filter((field) => !field.validity.valid);
  for (const field of wrong) sayMistake(form, field, placeOf(field));
  if (!wrong.length) return false;
  say(form, form.dataset.check, "bad");
  wrong[0].focus();
  return true;
}
