// Results as items of a list: consecutive ones of a page as one group.

import { root } from "./dom.js";
import { marked } from "./search-marks.js";

/** @import { Marked, Result } from "./types.js" */
/** @typedef {{ text: string, dir: string | undefined }} Words */
/** @typedef {Map<string, Words>} Said of states, kinds of pages and languages, by their names */

/** @param {string} url below the site's root */
export const at = (url) => new URL(url, new URL(root.dataset.root ?? "", location.href));

/** @param {Result} result */
const pageOf = ({ id }) => id.split("#")[0];

/**
 * @param {string} url
 * @param {Node[]} content
 */
function itemOf(url, ...content) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = at(url).href;
  link.append(...content);
  item.append(link);
  return item;
}

/**
 * @template {HTMLElement} T
 * @param {T} element
 * @param {string} lang
 * @param {Said} said
 */
function setLanguage(element, lang, said) {
  element.lang = lang;
  element.dir = said.get(lang)?.dir ?? "auto";
  return element;
}

/**
 * Return text of another language in an element with its own direction.
 *
 * @param {string} words
 * @param {string} lang
 * @param {Said} said
 * @returns {Node[]}
 */
function inLanguage(words, lang, said) {
  const nodes = words ? marked([[words, false]]) : [];
  if (lang === root.lang || !words) return nodes;
  const part = document.createElement("bdi");
  part.append(...nodes);
  return [setLanguage(part, lang, said)];
}

/**
 * Return the origin of answers: the kind, the page and the language.
 *
 * @param {Result} result
 * @param {boolean} namesPage
 * @param {Said} said
 */
function origin({ page, kind, lang }, namesPage, said) {
  const label = said.get(kind)?.text ?? "";
  const parts = [
    label ? marked([[label, false]]) : [],
    namesPage ? inLanguage(page, lang, said) : [],
    lang === root.lang ? [] : inLanguage(said.get(lang)?.text ?? "", lang, said),
  ];
  return parts.filter((part) => part.length).flatMap((part, i) => (i ? [" · ", ...part] : part));
}

/**
 * Return the title of an answer without that of its page, which the group is headed by.
 *
 * @param {Result} result
 * @returns {Marked}
 */
function ownTitle({ page, title, name, titleParts }) {
  if (name === title) return titleParts;
  let rest = name.length - title.length;
  if (!name.startsWith(page)) return titleParts;
  return titleParts.flatMap(([text, isMatch]) => {
    const cut = Math.min(rest, text.length);
    rest -= cut;
    return cut < text.length ? [[text.slice(cut), isMatch]] : [];
  });
}

/**
 * @param {Result} one
 * @param {"alone" | "first" | "more"} place in its group
 * @param {Said} said
 */
function resultItem(one, place, said) {
  const isAlone = place === "alone";
  const title = document.createElement("strong");
  title.append(...marked(isAlone ? one.titleParts : ownTitle(one)));
  const snippet = document.createElement("span");
  snippet.append(...marked(one.snippet));
  if (one.lang !== root.lang) {
    setLanguage(title, one.lang, said);
    setLanguage(snippet, one.lang, said);
  }
  if (place === "more") {
    const item = itemOf(one.url, title, snippet);
    item.className = "kb-results__more";
    return item;
  }
  const where = document.createElement("span");
  where.className = "kb-quiet";
  const isTold = one.page === one.title || (isAlone && one.name !== one.title);
  where.append(...origin(one, !isTold, said));
  return itemOf(one.url, title, where, snippet);
}

/**
 * Return the items of results in their order.
 *
 * @param {Result[]} results
 * @param {Said} said
 */
export function resultItems(results, said) {
  return results.map((one, i) => {
    const [before, after] = [results[i - 1], results[i + 1]];
    if (before && pageOf(before) === pageOf(one)) return resultItem(one, "more", said);
    const isFirst = after && pageOf(after) === pageOf(one);
    return resultItem(one, isFirst ? "first" : "alone", said);
  });
}

/**
 * Return the items of answers that come close.
 *
 * @param {Result[]} near
 * @param {Said} said
 */
export function nearItems(near, said) {
  return near.map(({ url, name, lang }) => itemOf(url, ...inLanguage(name, lang, said)));
}
