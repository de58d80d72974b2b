// Converts texts of the index to elements, with marked words and with isolates as in pages.

/** @import { Marked } from "./types.js" */

// Isolates become elements, so that readers do not copy FSI and PDI with a telephone number.
/** @type {Record<string, string>} */
const ISOLATES = { "\u2068": "bdi", "\u202d": "bdo" };
const ENDS = ["\u202c", "\u2069"];
const BETWEEN = /([\u2068\u202d\u202c\u2069])/;
const RTL_FIRST = /^\P{L}*(?=\p{L})[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
const LONGEST_UNIT = 24;

/**
 * Return the nodes of a text. A space between marked words is not marked, since Arabic letters only
 * join within a word.
 *
 * @param {Marked} parts
 */
export function marked(parts) {
  const top = document.createDocumentFragment();
  /** @type {ParentNode} */
  let place = top;
  for (const [text, isMatch] of parts) {
    for (const piece of text.split(BETWEEN)) {
      if (ISOLATES[piece]) {
        const inner = document.createElement(ISOLATES[piece]);
        place.append(inner);
        place = inner;
      } else if (ENDS.includes(piece)) place = endOf(place);
      else if (piece) place.append(isMatch ? highlighted(piece) : piece);
    }
  }
  return [...top.childNodes];
}

/** @param {string} text */
function highlighted(text) {
  return Object.assign(document.createElement("mark"), { textContent: text });
}

/**
 * End an element, and return its parent.
 *
 * @param {ParentNode} element
 * @returns {ParentNode}
 */
function endOf(element) {
  if (!(element instanceof HTMLElement)) return element;
  const words = element.textContent ?? "";
  element.dir = RTL_FIRST.test(words) ? "rtl" : "ltr";
  if (words.length <= LONGEST_UNIT && /\d/.test(words)) element.className = "kb-unit";
  return /** @type {ParentNode & Node} */ (element.parentNode);
}
