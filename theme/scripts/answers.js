// Questions that open in place, each with its own address.

import { anchor } from "./address.js";

/**
 * Open the question that the address names, by its id, an old id or that of a part of its answer.
 *
 * @param {HTMLDetailsElement[]} questions
 */
function showAsked(questions) {
  const named = document.getElementById(anchor());
  const wanted = questions.find((one) => one.contains(named));
  if (!wanted || !named) return;
  wanted.open = true;
  const question = wanted.querySelector("summary");
  (question.contains(named) ? wanted : named).scrollIntoView();
}

/**
 * Add the button that opens or closes all questions.
 *
 * @param {HTMLElement} button
 * @param {HTMLDetailsElement[]} questions
 */
function openAll(button, questions) {
  const { textContent } = button;
  button.addEventListener("click", () => {
    const open = questions.some((one) => !one.open);
    questions.forEach((one) => (one.open = open));
  });
  for (const one of questions) {
    one.addEventListener("toggle", () => {
      const isAll = questions.every((other) => other.open);
      button.textContent = isAll ? (button.dataset.close ?? "") : textContent;
    });
  }
}

export function answers() {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const found = document.querySelectorAll("details.kb-answer");
  const questions = [...found];
  if (!questions.length) return;
  const button = document.querySelector("[data-kb-all]");
  if (button) openAll(button, questions);
  for (const one of questions) {
    one.querySelector("summary").addEventListener("click", () => {
      const address = `#${encodeURIComponent(one.dataset.anchor ?? "")}`;
      if (!one.open) history.replaceState(null, "", address);
    });
  }
  window.addEventListener("hashchange", () => showAsked(questions));
  if (location.hash) showAsked(questions);
}
