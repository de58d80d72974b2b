// Shows whether a branch is open, or a contact answers, in its own time zone, in the words of the
// page.

import { dayAfter, now, weekdayOf } from "./clock.js";

/** @import { Moment } from "./clock.js" */
/** @import { Hours, HoursWords } from "./types.js" */
/** @typedef {{ element: HTMLElement, words: HoursWords }} Clock */

const DAY = 24 * 60;
const FAR = 400; // days in which a branch opens again, or not at all

/**
 * Return the set of hours of a day; undefined if none is known.
 *
 * @param {Hours} hours
 * @param {string} day
 */
function setOn(hours, day) {
  for (const [first, last, set] of hours.days) {
    if ((!first || first <= day) && (!last || day <= last)) return set;
  }
  return undefined;
}

/**
 * Return the slots of a day, in minutes from the start of `today`, `offset` days before it.
 *
 * @param {Hours} hours
 * @param {string} today
 * @param {number} offset
 */
function slots(hours, today, offset) {
  const day = dayAfter(today, offset);
  const week = hours.weeks[setOn(hours, day) ?? -1];
  if (!week) return [];
  return week[weekdayOf(day)].map(([first, last]) => [first + offset * DAY, last + offset * DAY]);
}

/**
 * Return when an open branch closes, in minutes from the start of today; Infinity for never.
 *
 * @param {Hours} hours
 * @param {Moment} moment
 */
function closing(hours, { day, minutes }) {
  let end = minutes;
  for (let offset = -1; offset < 8; offset++) {
    for (const [first, last] of slots(hours, day, offset).sort((a, b) => a[0] - b[0])) {
      if (first <= end && last > end) end = last;
    }
  }
  return end - minutes > 6 * DAY ? Infinity : end;
}

/**
 * Return when a closed branch opens, in minutes from the start of today; Infinity for never.
 *
 * @param {Hours} hours
 * @param {Moment} moment
 */
function opening(hours, { day, minutes }) {
  for (let offset = 0; offset < FAR; offset++) {
    const starts = slots(hours, day, offset).map(([first]) => first);
    const next = starts.filter((first) => first > minutes);
    if (next.length) return Math.min(...next);
  }
  return Infinity;
}

/**
 * @param {string} sentence
 * @param {Record<string, string>} values
 */
function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/**
 * Return the sentence with the time of opening, some days from now.
 *
 * @param {HoursWords} words
 * @param {number} offset
 * @param {boolean} hasDate
 */
function openingSentence(words, offset, hasDate) {
  if (offset === 0) return words.today;
  if (offset === 1) return words.tomorrow;
  return offset > 6 && hasDate ? words.date : words.weekday;
}

/**
 * Return the sentence whether a branch is open at a moment in its time zone, and until when.
 *
 * @param {Hours} hours
 * @param {HoursWords} words
 * @param {Moment} moment
 */
export function say(hours, words, moment) {
  const end = closing(hours, moment);
  const isOpen = end > moment.minutes;
  const at = isOpen ? end : opening(hours, moment);
  if (at === Infinity) return { isOpen, text: isOpen ? words.always : words.never };
  const offset = Math.floor(at / DAY);
  const day = dayAfter(moment.day, offset);
  const weekday = words.weekdays[weekdayOf(day)];
  const date = hours.dates[day];
  // A branch that closes after midnight closes "tonight", not tomorrow.
  const closes = at - moment.minutes < DAY ? words.until : words.untilDay;
  const sentence = isOpen ? closes : openingSentence(words, offset, Boolean(date));
  return { isOpen, text: fill(sentence, { time: hours.times[at % DAY], weekday, date }) };
}

/** @param {Clock} clock */
function show({ element, words }) {
  const hours = JSON.parse(element.dataset.kbClock ?? "");
  const moment = now(hours.zone);
  if (!moment) return;
  const current = setOn(hours, moment.day);
  if (current === null || current === undefined) return;
  const { isOpen, text } = say(hours, words, moment);
  const state = element.querySelector("[data-kb-state]");
  if (state.textContent !== text) state.textContent = text;
  state.dataset.kbState = isOpen ? "open" : "closed";
  for (const set of element.querySelectorAll("[data-set]")) {
    showSet(set, Number(set.dataset.set) === current, moment.weekday);
  }
}

/**
 * @param {HTMLElement} set
 * @param {boolean} holds
 * @param {number} weekday
 */
function showSet(set, holds, weekday) {
  const parent = /** @type {HTMLElement} */ (set.parentElement);
  if (set.matches("p"))
    set.hidden = !holds; // in a list, today's alone
  else if (holds && set !== parent.firstElementChild) parent.prepend(set);
  for (const row of set.querySelectorAll("[data-weekday]")) {
    const isToday = holds && Number(row.dataset.weekday) === weekday;
    if (isToday) row.setAttribute("aria-current", "date");
    else row.removeAttribute("aria-current");
  }
}

/** @returns {Clock[]} */
function clocks() {
  return [...document.querySelectorAll("[data-kb-clock]")].map((element) => {
    const { kbWords } = element.closest("[data-kb-words]").dataset;
    return { element, words: JSON.parse(kbWords ?? "") };
  });
}

/** @param {Clock[]} places */
function tick(places) {
  places.forEach(show);
  setTimeout(() => tick(places), 60_000 - (Date.now() % 60_000));
}

export function start() {
  const places = clocks();
  tick(places);
  // A page that was suspended is updated at once.
  const wake = () => document.hidden || places.forEach(show);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("pageshow", wake);
  // The reader's branch may have its own hours.
  const watch = new MutationObserver(wake);
  for (const { element } of places) watch.observe(element, { attributeFilter: ["data-kb-clock"] });
}
