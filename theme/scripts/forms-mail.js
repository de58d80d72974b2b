// Sends a form by e-mail: as readable text, up to the maximal length of a link.

import {
  answers,
  bring,
  button,
  fields,
  isFilled,
  isOwn,
  placeOf,
  say,
  statusOf,
} from "./forms-fields.js";

/** @import { Field } from "./forms-fields.js" */

const LONGEST_LINK = 1800; // what every e-mail program takes of a mailto: address

/** @param {Element | undefined | null} element */
const textOf = (element) => (element?.textContent ?? "").trim();

/** @param {Field} field */
function questionOf(field) {
  const words = placeOf(field)?.querySelector(":scope > span, :scope > legend > span");
  return words ? textOf(words).replace(/\s+/g, " ") : field.name;
}

/** @param {Field} field */
function answerOf(field) {
  if (field.type === "radio") return textOf(field.closest("label"));
  return "selectedOptions" in field ? textOf(field.selectedOptions[0]) : field.value.trim();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} value
 */
function readableLine(form, name, value) {
  const isIt = (/** @type {Field} */ one) => one.name === name && isOwn(one) && isFilled(one);
  const field = fields(form).find(isIt);
  return field ? `${questionOf(field)}: ${answerOf(field)}` : `${name}: ${value}`;
}

/**
 * Return the letter in its readable form, and in its shortest form.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} pressed
 */
function letters(form, pressed) {
  const pairs = answers(form, pressed).filter(([name]) => !name.endsWith(".dir"));
  const readable = pairs.map(([name, value]) => readableLine(form, name, value));
  const short = pairs.map(([name, value]) => `${name}: ${value}`);
  return [readable.join("\r\n"), short.join("\r\n")];
}

/**
 * @param {HTMLFormElement} form
 * @param {string} body
 */
function linkTo(form, body) {
  return `${form.getAttribute("action")}&body=${encodeURIComponent(body)}`;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} text
 */
function copyField(form, text) {
  const field = document.createElement("textarea");
  const kept = { className: "kb-letter", readOnly: true, rows: 6, dir: "auto", value: text };
  field.setAttribute("aria-label", form.dataset.copy ?? "");
  return Object.assign(field, kept);
}

/** @param {HTMLTextAreaElement} field */
async function copyFrom(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy");
  }
}

/**
 * Return whether the browser need not send it.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} pressed
 */
export function submit(form, pressed) {
  const { again = "", copy, copied = "", long, ready } = form.dataset;
  // An Urdu letter takes twelve characters of a link, so questions may be replaced by their ids.
  const texts = letters(form, pressed);
  const link = texts.map((text) => linkTo(form, text)).find(({ length }) => length <= LONGEST_LINK);
  const open = Object.assign(document.createElement("a"), {
    className: "kb-button",
    textContent: again,
    href: link ?? form.getAttribute("action"),
  });
  const field = copyField(form, texts[0]);
  const copyAll = async (/** @type {HTMLButtonElement} */ made) => {
    await copyFrom(field);
    made.textContent = copied;
  };
  say(form, link ? ready : long, "good");
  statusOf(form).append(field, button(copy, copyAll), " ", open);
  bring(statusOf(form));
  if (link) open.click();
  return true;
}
