// Notices at the top of a page: readers can dismiss them, and seen ones are folded to one line.

import { onClick } from "./dom.js";
import { recall, remember } from "./storage.js";

const MOST = 40; // of each kind are kept

/** @param {HTMLElement} button */
function putAway(button) {
  const notice = button.closest("[data-notice], [data-kb-suggest]");
  notice.hidden = true;
  const key = notice.dataset.notice;
  if (!key) return remember("kb.suggested", "no");
  const others = recall("kb.notices").split(" ").filter(Boolean);
  return remember("kb.notices", [...others.slice(-MOST), key].join(" "));
}

/** @param {HTMLElement} button */
function unfold(button) {
  const open = button.getAttribute("aria-expanded") === "false";
  button.setAttribute("aria-expanded", String(open));
  button.closest(".kb-notices").classList.toggle("kb-notices--open", open);
}

/** @param {IntersectionObserverEntry[]} entries */
function keepSeen(entries) {
  const seen = entries
    .filter((entry) => entry.isIntersecting)
    .map(({ target }) => /** @type {HTMLElement} */ (target).dataset.notice ?? "");
  if (!seen.length) return;
  const others = recall("kb.seen").split(" ");
  const older = others.filter((key) => key && !seen.includes(key));
  remember("kb.seen", [...older.slice(-MOST), ...seen].join(" "));
}

/** On a phone, fold a seen notice to one line from the next page on, until it changes. */
export function notices() {
  onClick("[data-kb-away]", putAway);
  onClick("[data-kb-unfold]", unfold);
  if (!("IntersectionObserver" in window)) return;
  const watch = new IntersectionObserver(keepSeen);
  document.querySelectorAll("[data-notice]").forEach((notice) => watch.observe(notice));
}
