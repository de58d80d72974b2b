// Follows the address of a section that is on another page now, or has another id.

import { anchor } from "./address.js";

function follow() {
  const entry = document.getElementById(anchor());
  const link = entry?.matches("[data-kb-moved]") ? entry.querySelector("a") : null;
  if (!link) return;
  if (link.pathname !== location.pathname) link.search = location.search;
  location.replace(link.href);
}

export function moved() {
  if (!document.querySelector("[data-kb-moved]")) return;
  window.addEventListener("hashchange", follow);
  follow();
}
