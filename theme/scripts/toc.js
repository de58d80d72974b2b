// Marks, in the list of a page's headings, the one that is being read.

export function start() {
  const links = [...document.querySelectorAll(".kb-toc a")];
  const headings = links.map((link) => document.getElementById(link.getAttribute("href").slice(1)));
  const end = document.querySelector(".kb-footer");
  if (headings.includes(null)) return;

  const mark = () => {
    const tops = headings.map((heading) => heading.getBoundingClientRect().top);
    const passed = tops.filter((top) => top < innerHeight / 3).length - 1;
    // Short sections at the end never come to the top: there, the one that was asked for is read.
    const asked = links.findIndex((link) => link.hash === location.hash);
    const isEnd = end.getBoundingClientRect().top < innerHeight;
    const current = isEnd && tops[asked] > 0 && tops[asked] < innerHeight ? asked : passed;
    links.forEach((link, index) => {
      if (index === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  };

  const upper = new IntersectionObserver(mark, { rootMargin: "0px 0px -66%" });
  headings.forEach((heading) => upper.observe(heading));
  new IntersectionObserver(mark).observe(end);
  window.addEventListener("hashchange", mark);
}
