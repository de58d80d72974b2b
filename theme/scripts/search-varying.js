// Puts a branch's values into the texts of answers, in place of the company's.

/** @import { Values } from "./types.js" */
/** @typedef {[start: number, end: number, fact: string, isNumber?: 1]} Place of a fact in a text */

/**
 * Return a text as it is where facts have some values.
 *
 * @param {string | [string, ...Place[]]} stored
 * @param {Values} values
 */
export function textWith(stored, values) {
  if (typeof stored === "string") return stored;
  const [company, ...places] = stored;
  let [text, end] = ["", 0];
  for (const [from, to, fact, isNumber] of places) {
    const words = values[fact]?.[isNumber ? "number" : "text"];
    if (words === undefined) continue;
    text += company.slice(end, from) + words;
    end = to;
  }
  return text + company.slice(end);
}
