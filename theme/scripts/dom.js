// What the scripts of a page share of looking for elements and making them.

export const root = document.documentElement;

/**
 * Return the element around what an event happened to, or null.
 *
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function around(event, selector) {
  const target = /** @type {Element} */ (event.target);
  return target.closest?.(selector) ?? null;
}

/**
 * Call with the element that a click in the page happened in, if there is one.
 *
 * @param {string} selector
 * @param {(element: HTMLElement) => void} work
 */
export function onClick(selector, work) {
  document.addEventListener("click", (event) => {
    const element = around(event, selector);
    if (element) work(element);
  });
}
