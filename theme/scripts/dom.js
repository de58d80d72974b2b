// Functions that find and make elements.

export const root = document.documentElement;

/**
 * Return the nearest element that contains an event's target, or null.
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
 * Call with the element that contains the target of a click, if there is one.
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
