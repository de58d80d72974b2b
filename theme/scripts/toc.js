// Marks the current heading in a page's table of contents.

/** @typedef {{ links: HTMLAnchorElement[], headings: HTMLElement[], end: HTMLElement }} Contents */

/** @param {Contents} contents */
function currentOf({ links, headings, end }) {
  const tops = headings.map((heading) => heading.getBoundingClientRect().top);
  const passed = tops.filter((top) => top < innerHeight / 3).length - 1;
  // Short sections at the end never reach the top: there, the linked one is the current one.
  const asked = links.findIndex((link) => link.hash === location.hash);
  const isEnd = end.getBoundingClientRect().top < innerHeight;
  return isEnd && tops[asked] > 0 && tops[asked] < innerHeight ? asked : passed;
}

/** @param {Contents} contents */
function mark(contents) {
  const current = currentOf(contents);
  contents.links.forEach((link, index) => {
    if (index === current) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  });
}

export function start() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const all = document.querySelectorAll(".kb-toc a");
  const links = [...all];
  const found = links.map((link) =>
    document.getElementById((link.getAttribute("href") ?? "").slice(1)),
  );
  const headings = found.flatMap((heading) => heading ?? []);
  if (headings.length < links.length) return;
  const end = document.querySelector(".kb-footer");
  const work = () => mark({ links, headings, end });
  const upper = new IntersectionObserver(work, { rootMargin: "0px 0px -66%" });
  headings.forEach((heading) => upper.observe(heading));
  new IntersectionObserver(work).observe(end);
  window.addEventListener("hashchange", work);
}
