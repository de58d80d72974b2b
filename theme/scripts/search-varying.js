// Puts a branch's values into the texts of answers, in place of the company's.

/** @import { Answer, Place, Values } from "./types.js" */

/**
 * @param {string} company the text with the company's values
 * @param {Place[]} places
 * @param {Values} values
 */
function filled(company, places, values) {
  let [text, end] = ["", 0];
  for (const [from, to, fact, isNumber] of places) {
    const words = values[fact]?.[isNumber ? "number" : "text"];
    if (words === undefined) continue;
    text += company.slice(end, from) + words;
    end = to;
  }
  return text + company.slice(end);
}

/**
 * Return an answer as it is where facts have some values.
 *
 * @param {(Answer & { varying: Place[] }) | null} answer
 * @param {Values} [values]
 * @returns {Answer | null}
 */
export function withValues(answer, values = {}) {
  if (!answer) return null;
  const { text, varying, ...rest } = answer;
  return { ...rest, text: filled(text, varying, values) };
}
