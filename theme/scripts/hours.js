// Whether a branch is open, or someone answers, by the clock of its own place; all words are the page's.

import { dayAfter, now, weekdayOf } from "./clock.js";

const DAY = 24 * 60;
const FAR = 400; // days in which a branch opens again, or not at all

// Return the set of hours that holds on a day; undefined where none is known.
function setOn(hours, day) {
  const found = hours.days.find(([first, last]) => (!first || first <= day) && (!last || day <= last));
  return found && found[2];
}

// Return the slots of a day, in minutes from the start of `today`, `offset` days before it.
function slots(hours, today, offset) {
  const day = dayAfter(today, offset);
  const week = hours.weeks[setOn(hours, day)];
  return week ? week[weekdayOf(day)].map((slot) => slot.map((minute) => minute + offset * DAY)) : [];
}

// Return when a branch that is open closes, in minutes from the start of today; Infinity for never.
function closing(hours, { day, minutes }) {
  let end = minutes;
  for (let offset = -1; offset < 8; offset++) {
    for (const [first, last] of slots(hours, day, offset).sort((a, b) => a[0] - b[0])) {
      if (first <= end && last > end) end = last;
    }
  }
  return end - minutes > 6 * DAY ? Infinity : end;
}

// Return when a branch that is closed opens, in minutes from the start of today; Infinity for never.
function opening(hours, { day, minutes }) {
  for (let offset = 0; offset < FAR; offset++) {
    const next = slots(hours, day, offset).map(([first]) => first).filter((first) => first > minutes);
    if (next.length) return Math.min(...next);
  }
  return Infinity;
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Say whether a branch is open at a moment of its own place, and until when.
export function say(hours, words, moment) {
  const end = closing(hours, moment);
  const isOpen = end > moment.minutes;
  const at = isOpen ? end : opening(hours, moment);
  if (at === Infinity) return { isOpen, text: isOpen ? words.always : words.never };
  const offset = Math.floor(at / DAY);
  const day = dayAfter(moment.day, offset);
  const values = { time: hours.times[at % DAY], weekday: words.weekdays[weekdayOf(day)], date: hours.dates[day] };
  let sentence = offset === 0 ? words.today : offset === 1 ? words.tomorrow : words.weekday;
  if (offset > 6 && values.date) sentence = words.date;
  // What closes tonight is not said to close tomorrow.
  if (isOpen) sentence = at - moment.minutes < DAY ? words.until : words.untilDay;
  return { isOpen, text: fill(sentence, values) };
}

export function start() {
  const places = [...document.querySelectorAll("[data-kb-clock]")].map((element) => ({
    element,
    words: JSON.parse(element.closest("[data-kb-words]").dataset.kbWords),
  }));

  function show({ element, words }) {
    const hours = JSON.parse(element.dataset.kbClock);
    const moment = now(hours.zone);
    const current = moment && setOn(hours, moment.day);
    if (current === null || current === undefined) return;
    const { isOpen, text } = say(hours, words, moment);
    const state = element.querySelector("[data-kb-state]");
    if (state.textContent !== text) state.textContent = text;
    state.dataset.kbState = isOpen ? "open" : "closed";
    for (const set of element.querySelectorAll("[data-set]")) {
      const holds = Number(set.dataset.set) === current;
      if (set.matches("p")) set.hidden = !holds; // in a list, today's alone
      else if (holds && set !== set.parentNode.firstElementChild) set.parentNode.prepend(set);
      for (const row of set.querySelectorAll("[data-weekday]")) {
        if (holds && Number(row.dataset.weekday) === moment.weekday) row.setAttribute("aria-current", "date");
        else row.removeAttribute("aria-current");
      }
    }
  }

  function tick() {
    places.forEach(show);
    setTimeout(tick, 60_000 - (Date.now() % 60_000));
  }

  tick();
  // A page that slept says at once what is so now.
  const wake = () => document.hidden || places.forEach(show);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("pageshow", wake);
  // The reader's branch may have hours of its own.
  const watch = new MutationObserver(wake);
  for (const { element } of places) watch.observe(element, { attributeFilter: ["data-kb-clock"] });
}
