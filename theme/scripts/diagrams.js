// Draws diagrams of Mermaid with the site's own copy of it, which is fetched on pages with one.
//
// The policy forbids style elements and attributes that come from text. So the drawing is read as a
// document, and its styles are given to the browser as objects.

import { root } from "./dom.js";

const SOURCE = "assets/mermaid.min.js";

/** Let Mermaid turn text into elements, and nothing before it; return its address. */
function permitted() {
  const url = new URL((root.dataset.root ?? "./") + SOURCE, location.href).href;
  const rules = {
    createHTML: (/** @type {string} */ text) => text,
    createScriptURL: (/** @type {string} */ text) => (text === url ? text : ""),
  };
  window.trustedTypes?.createPolicy("default", rules);
  return url;
}

/** @param {string} url */
function fetched(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = resolve;
    script.onerror = reject;
    script.src = url;
    document.head.append(script);
  });
}

/**
 * Return the drawing in a text, with its styles as objects.
 *
 * @param {string} text
 */
function drawn(text) {
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const sheet = new CSSStyleSheet();
  const found = [...svg.querySelectorAll("style")];
  sheet.replaceSync(found.map((one) => one.textContent).join("\n"));
  found.forEach((one) => one.remove());
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  /** @type {Map<SVGElement, string>} */
  const styles = new Map();
  for (const one of [svg, ...svg.querySelectorAll("[style]")]) {
    const element = /** @type {SVGElement} */ (/** @type {unknown} */ (one));
    styles.set(element, one.getAttribute("style") ?? "");
    one.removeAttribute("style");
  }
  const own = document.adoptNode(svg);
  styles.forEach((style, one) => (one.style.cssText = style));
  return own;
}

/** Replace the text of each diagram by its drawing; one that cannot be drawn stays as it is. */
export async function start() {
  await fetched(permitted());
  const { mermaid } = window;
  const { scheme } = root.dataset;
  const isDark = scheme ? scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    theme: isDark ? "dark" : "default",
    htmlLabels: false,
    flowchart: { htmlLabels: false },
  });
  let number = 0;
  for (const block of document.querySelectorAll(".mermaid")) {
    const text = block.textContent;
    try {
      const { svg } = await mermaid.render(`kb-diagram-${(number += 1)}`, text);
      const figure = document.createElement("div");
      figure.className = "kb-diagram";
      figure.dir = "ltr";
      const image = drawn(svg);
      image.setAttribute("role", "img");
      if (!image.hasAttribute("aria-labelledby")) image.setAttribute("aria-label", text.trim());
      figure.append(image);
      block.replaceWith(figure);
    } catch {
      document.querySelector(`#dkb-diagram-${number}`)?.remove();
    }
  }
}
