// Dialogs where the browser has none: Safari before 15.4, Firefox before 98. No other fetches this.

// What browsers say of <dialog>, under everything that the site's styles say.
const SHEET = [
  ":where(dialog){position:fixed;top:0;right:0;bottom:0;left:0;z-index:9;margin:auto;width:-moz-fit-content;width:fit-content;height:-moz-fit-content;height:fit-content;overflow:auto}",
  ":where(.kb-shade){position:fixed;top:0;right:0;bottom:0;left:0;z-index:9;background:rgb(0 0 0/45%)}",
];

// Give an element the methods that a dialog has. It is opened once it stands in <body>.
export function equip(box) {
  const stops = () => [...box.querySelectorAll("a[href], button, input, select, textarea")].filter((one) => !one.disabled && one.getClientRects().length);
  const shade = document.createElement("div");
  shade.className = "kb-shade";
  shade.addEventListener("click", () => box.close());
  box.hidden = true;
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-modal", "true");
  Object.defineProperty(box, "open", { get: () => box.hasAttribute("open") });
  let before;
  let others = [];

  // The page behind is out of reach: of the keyboard, and of who listens to it.
  function hold(event) {
    if (!box.contains(event.target)) stops()[0].focus();
  }

  function keys(event) {
    if (event.key === "Escape") return box.close();
    if (event.key !== "Tab") return;
    const all = stops();
    const [from, to] = event.shiftKey ? [all[0], all[all.length - 1]] : [all[all.length - 1], all[0]];
    if (document.activeElement !== from) return;
    event.preventDefault();
    to.focus();
  }

  box.showModal = () => {
    if (box.open) return;
    before = document.activeElement;
    others = [...document.body.children].filter((one) => one !== box && !one.hasAttribute("aria-hidden"));
    for (const one of others) one.setAttribute("aria-hidden", "true");
    box.before(shade);
    box.hidden = false;
    box.setAttribute("open", "");
    document.addEventListener("focusin", hold);
    document.addEventListener("keydown", keys);
    stops()[0].focus();
  };

  box.close = () => {
    if (!box.open) return;
    document.removeEventListener("focusin", hold);
    document.removeEventListener("keydown", keys);
    box.removeAttribute("open");
    box.hidden = true;
    shade.remove();
    for (const one of others) one.removeAttribute("aria-hidden");
    before.focus();
    box.dispatchEvent(new Event("close"));
  };

  if (!document.querySelector("[role=dialog]")) SHEET.forEach((rule) => document.styleSheets[0].insertRule(rule, 0));
}
