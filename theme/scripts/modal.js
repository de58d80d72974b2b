// Dialogs for browsers without <dialog>: Safari before 15.4, Firefox before 98. No others load it.

// The browser's default styles of <dialog>, which the site's styles override.
const COVER = "position:fixed;top:0;right:0;bottom:0;left:0;z-index:9";
const FIT = ["width", "height"]
  .map((one) => `${one}:-moz-fit-content;${one}:fit-content`)
  .join(";");
const SHEET = [
  `:where(dialog){${COVER};margin:auto;${FIT};overflow:auto}`,
  `:where(.kb-shade){${COVER};background:rgb(0 0 0/45%)}`,
];
const STOPS = "a[href], button, input, select, textarea";

/**
 * @param {HTMLElement} box
 * @returns {HTMLElement[]}
 */
function stopsIn(box) {
  /** @type {NodeListOf<HTMLButtonElement>} */
  const found = box.querySelectorAll(STOPS);
  return [...found].filter((one) => !one.disabled && one.getClientRects().length);
}

/**
 * @param {HTMLDialogElement} box
 * @param {KeyboardEvent} event
 */
function keepInside(box, event) {
  if (event.key === "Escape") return box.close();
  if (event.key !== "Tab") return;
  const stops = stopsIn(box);
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const [from, to] = event.shiftKey ? [first, last] : [last, first];
  if (document.activeElement !== from) return;
  event.preventDefault();
  to.focus();
}

/** @param {HTMLDialogElement} box */
function shadeOf(box) {
  const shade = document.createElement("div");
  shade.className = "kb-shade";
  shade.addEventListener("click", () => box.close());
  return shade;
}

/**
 * Make the page behind a dialog inert, for the keyboard and for screen readers.
 * Return a function that undoes it.
 *
 * @param {HTMLDialogElement} box
 */
function holdPage(box) {
  const before = /** @type {HTMLElement} */ (document.activeElement);
  const others = [...document.body.children].filter(
    (one) => one !== box && !one.hasAttribute("aria-hidden"),
  );
  const hold = (/** @type {FocusEvent} */ event) => {
    if (!box.contains(/** @type {Node} */ (event.target))) stopsIn(box)[0].focus();
  };
  const keys = (/** @type {KeyboardEvent} */ event) => keepInside(box, event);
  for (const one of others) one.setAttribute("aria-hidden", "true");
  document.addEventListener("focusin", hold);
  document.addEventListener("keydown", keys);
  return () => {
    document.removeEventListener("focusin", hold);
    document.removeEventListener("keydown", keys);
    for (const one of others) one.removeAttribute("aria-hidden");
    before.focus();
  };
}

/**
 * Add the methods of a dialog to an element. It can be opened when it is in <body>.
 *
 * @param {HTMLDialogElement} box
 */
export function equip(box) {
  const shade = shadeOf(box);
  let release = () => {};
  box.hidden = true;
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-modal", "true");
  Object.defineProperty(box, "open", { get: () => box.hasAttribute("open") });
  box.showModal = () => {
    if (box.open) return;
    release = holdPage(box);
    box.before(shade);
    box.hidden = false;
    box.setAttribute("open", "");
    stopsIn(box)[0].focus();
  };
  box.close = () => {
    if (!box.open) return;
    box.removeAttribute("open");
    box.hidden = true;
    shade.remove();
    release();
    box.dispatchEvent(new Event("close"));
  };
  if (document.querySelector("[role=dialog]")) return;
  SHEET.forEach((rule) => document.styleSheets[0].insertRule(rule, 0));
}
