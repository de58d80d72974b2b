// Days and minutes in a branch's time zone.

import { timeIn } from "./today.js";

/** @typedef {{ day: string, weekday: number, minutes: number }} Moment */

/**
 * Return {day: "2026-11-30", weekday: 0 for Monday, minutes: since midnight} in an IANA zone, or
 * in the reader's if `zone` is empty; null if the browser does not know the zone.
 *
 * @param {string} zone
 * @returns {Moment | null}
 */
export function now(zone) {
  const time = timeIn(zone);
  if (!time) return null;
  const minutes = (Number(time.hour) % 24) * 60 + Number(time.minute);
  return { day: time.day, weekday: weekdayOf(time.day), minutes };
}

/**
 * Return the weekday of a day, 0 for Monday.
 *
 * @param {string} day
 */
export function weekdayOf(day) {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/**
 * Return the day that is some days after another one.
 *
 * @param {string} day
 * @param {number} count
 */
export function dayAfter(day, count) {
  const found = new Date(`${day}T00:00:00Z`);
  found.setUTCDate(found.getUTCDate() + count);
  return found.toISOString().slice(0, 10);
}
