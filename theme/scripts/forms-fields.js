// Functions for forms: stored values, the fields of a form, and messages for the reader.

import { recall, remember } from "./storage.js";

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

export const OUTBOX = "kb.outbox"; // its key tells every page that there is something to send
export const DRAFT = "kb.draft.";
export const DAY = 864e5;

/**
 * Return the stored value of a key; null if there is none or it is invalid.
 *
 * @param {string} key
 */
export function load(key) {
  try {
    return JSON.parse(recall(key) || "null");
  } catch {
    return null;
  }
}

/**
 * Store a value, or remove it if it is falsy; return whether that was possible.
 *
 * @param {string} key
 * @param {unknown} value
 */
export function save(key, value) {
  return remember(key, value ? JSON.stringify(value) : "");
}

/**
 * Return the keys with a prefix.
 *
 * @param {string} prefix
 */
export function keysFrom(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return []; // A browser may forbid it.
  }
}

/** @param {HTMLFormElement} form */
export function fields(form) {
  /** @type {NodeListOf<Field>} */
  const all = document.querySelectorAll("input, select, textarea");
  return [...all].filter((field) => field.form === form && field.name);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function named(form, name) {
  return fields(form).find((field) => field.name === name);
}

/**
 * Return a field that every form has.
 *
 * @param {HTMLFormElement} form
 * @param {"form" | "page" | "submission"} name
 */
export function hidden(form, name) {
  return /** @type {Field} */ (named(form, name));
}

/** @param {HTMLFormElement} form */
export function isFeedback(form) {
  return form.classList.contains("kb-feedback");
}

/** @param {Field} field */
export function isOwn(field) {
  return field.type !== "hidden" && !field.closest(".kb-trap");
}

/** @param {Field} field */
export function isFilled(field) {
  if ("checked" in field && /^(radio|checkbox)$/.test(field.type)) return field.checked;
  return field.value.trim() !== "";
}

/**
 * Return the element for the mistake of a field.
 *
 * @param {Field} field
 */
export function placeOf(field) {
  return field.closest(field.type === "radio" ? "fieldset" : ".kb-field");
}

/**
 * Return the pairs to send, without honeypots, empty fields and the address to continue at.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} pressed
 */
export function answers(form, pressed) {
  const { trap, onward } = form.dataset;
  const pairs = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  if (pressed?.name) pairs.push([pressed.name, pressed.value]);
  const filled = pairs.filter(([, value]) => value.trim());
  const names = new Set(filled.map(([name]) => name));
  return filled.filter(([name]) => {
    if (name === trap || name === onward) return false;
    return !name.endsWith(".dir") || names.has(name.slice(0, -4));
  });
}

/** @param {HTMLFormElement} form */
export function draftKey(form) {
  return `${DRAFT}${hidden(form, "form").value}.${hidden(form, "page").value}`;
}

/** @param {HTMLFormElement} form */
export function statusOf(form) {
  return form.querySelector(".kb-status");
}

/**
 * @param {HTMLFormElement} form
 * @param {string | undefined} words
 * @param {string} tone "good", "kept", "bad" or none
 */
export function say(form, words, tone = "", place = statusOf(form)) {
  place.className = tone ? `kb-status kb-status--${tone}` : "kb-status";
  place.textContent = words ?? "";
}

/** @param {HTMLElement} place */
export function bring(place) {
  place.tabIndex = -1;
  place.focus();
}

/**
 * @param {string | undefined} words
 * @param {(button: HTMLButtonElement) => void} work
 */
export function button(words, work) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "kb-button kb-button--quiet";
  made.textContent = words ?? "";
  made.addEventListener("click", () => work(made));
  return made;
}
