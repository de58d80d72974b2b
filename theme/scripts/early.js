// Runs before the first paint: applies the reader's choices, and changes that would move the page.
//
// A module would run after it, so this is published as a classic script that contains its imports
// (kbgen/output/modules.py): there is one source of stored values and of the current day.

import { anchor } from "./address.js";
import { root } from "./dom.js";
import { recall, remember } from "./storage.js";
import { dayIn } from "./today.js";

const DATED = "[data-from], [data-until]";
const CHANGING = `[data-notice], [data-kb-nothing], [data-kb-differs], ${DATED}`;

const reader = {
  branch: branchNow(),
  away: wordsOf("kb.notices"),
  known: wordsOf("kb.seen"),
  /** @type {Record<string, string>} The day in each zone. */
  days: {},
};

/**
 * What to do with an element as soon as it is in the page; the first match counts.
 *
 * @type {[string, (element: any) => void][]}
 */
const TASKS = [
  ["[data-notice]", showNotice],
  ["[data-kb-next]", followText],
  [DATED, showDated],
  ["[data-kb-nothing]", showNothing],
  ["[data-kb-differs]", showRow],
  [".kb-answer", closeAnswer],
  [
    "[data-kb-all], [data-kb-away], [data-kb-unfold], [data-kb-display], [data-kb-pick], " +
      "[data-kb-share]",
    (element) => (element.hidden = false),
  ],
];

/** Use the branch in a link for this visit; keep the reader's own choice. */
function branchNow() {
  const named = /[?&]branch=([a-z0-9-]+)(?:&|$)/.exec(location.search)?.[1];
  if (named) remember("kb.branch", named, "sessionStorage");
  return named || recall("kb.branch", "sessionStorage") || recall("kb.branch");
}

/** @param {string} key */
function wordsOf(key) {
  return recall(key).split(" ");
}

/** @param {string} zone */
function today(zone) {
  return (reader.days[zone] ??= dayIn(zone));
}

/**
 * Return whether it is over (-1), valid (0) or in the future (1) in its own zone.
 *
 * @param {DOMStringMap} data
 */
function phaseOf({ from = "", until = "", zone = "" }) {
  const day = today(zone);
  if (until && until < day) return -1;
  return from > day ? 1 : 0;
}

/** @param {HTMLElement} element */
function showNotice(element) {
  const { dataset } = element;
  const { branches, notice = "" } = dataset;
  const isEverywhere = !branches || /^branches\//.test(root.dataset.page ?? "");
  const isMine = isEverywhere || branches.split(" ").includes(reader.branch);
  element.hidden = !isMine || phaseOf(dataset) !== 0 || reader.away.includes(notice);
  if (reader.known.includes(notice)) dataset.seen = "";
}

/**
 * Go to the text of the page that holds today, if the page was built before its day.
 *
 * @param {HTMLMetaElement} next
 */
function followText({ dataset }) {
  if (phaseOf(dataset) === 0) location.replace(dataset.kbNext + location.search + location.hash);
}

/**
 * Hide it if it is not valid today; announced values (data-coming) are shown before, too.
 *
 * @param {HTMLElement} element
 */
function showDated(element) {
  const { dataset } = element;
  const phase = phaseOf(dataset);
  element.hidden = phase < 0 || (phase > 0 && !("coming" in dataset));
  if (phase === 0) dataset.now = "";
  else delete dataset.now;
}

/**
 * Show the text that nothing in the list before it is valid today.
 *
 * @param {HTMLElement} element
 */
function showNothing(element) {
  const list = /** @type {HTMLElement} */ (element.previousElementSibling);
  const some = list.querySelector("li:not([hidden]), tbody > tr:not([hidden])");
  element.hidden = Boolean(some);
  list.hidden = !some;
}

/**
 * Hide a row of a place in which nothing differs today; it may contain the name of its group.
 *
 * @param {HTMLTableCellElement} reason
 */
function showRow(reason) {
  const row = /** @type {HTMLTableRowElement} */ (reason.parentNode);
  const differs = reason.previousElementSibling?.querySelector("[data-now]");
  const isFirst = row.cells[0].tagName === "TH";
  for (const part of isFirst ? row.querySelectorAll("td") : [row]) part.hidden = !differs;
}

/**
 * Close an answer, which is open without a script, for search engines and on paper.
 *
 * @param {HTMLDetailsElement} answer
 */
function closeAnswer(answer) {
  if (answer.dataset.anchor !== anchor()) answer.open = false;
}

/** @param {Element} element */
function prepare(element) {
  TASKS.find(([selector]) => element.matches(selector))?.[1](element);
}

/** @param {MutationRecord[]} changes */
function prepareNew(changes) {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node instanceof Element) prepare(node);
  }
}

function showAgain() {
  reader.away = wordsOf("kb.notices");
  document.querySelectorAll(CHANGING).forEach(prepare);
}

/** Update a page that is shown again on another day. */
function wake() {
  const before = reader.days;
  reader.days = {};
  if (Object.keys(before).some((zone) => today(zone) !== before[zone])) showAgain();
}

function start() {
  root.dataset.branch = reader.branch;
  root.classList.add("kb-js");
  for (const key of ["scheme", "face"]) {
    const chosen = recall(`kb.${key}`);
    if (chosen) root.dataset[key] = chosen;
  }
  const watch = new MutationObserver(prepareNew);
  watch.observe(root, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    prepareNew(watch.takeRecords());
    watch.disconnect();
  });
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("pageshow", wake);
  document.addEventListener("kb-branch", (event) => {
    reader.branch = /** @type {CustomEvent<string>} */ (event).detail;
    showAgain();
  });
}

start();
