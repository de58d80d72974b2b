// The entry: small things at once, larger ones when they are needed.

const root = document.documentElement;
const find = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => from.querySelectorAll(selector);

export function recall(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

export function remember(key, value) {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    // It holds for this page alone.
  }
}

// Build what a file of the site describes: a text, or [name, attributes, ...children].
// No text is ever parsed as HTML: see docs/decisions/0023-trusted-types.md. Elements belong to a
// document that loads nothing until they stand in the page: their addresses may be put right first.
const inert = document.implementation.createHTMLDocument("");
function build(node, namespace = "http://www.w3.org/1999/xhtml") {
  if (typeof node === "string") return inert.createTextNode(node);
  const [name, attributes, ...children] = node;
  const own = name === "svg" ? "http://www.w3.org/2000/svg" : namespace;
  const element = inert.createElementNS(own, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.map((child) => build(child, own)));
  return element;
}

// A dialog in the page's language. All are in one file for all pages, fetched when one is wanted.
let dialogs;
async function dialog(name) {
  dialogs ??= fetch(new URL("api/dialogs.json", new URL(root.dataset.home, location.href))).then((response) => {
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    return response.json();
  });
  const content = inert.createDocumentFragment();
  try {
    const nodes = (await dialogs)[name];
    if (!Array.isArray(nodes)) throw new Error(`api/dialogs.json: no ${name}`);
    content.append(...nodes.map((node) => build(node)));
  } catch (problem) {
    dialogs = undefined; // the next time may do better
    throw problem;
  }
  const above = new URL(root.dataset.root, location.href);
  for (const one of all("[href], [action]", content)) {
    const where = one.hasAttribute("href") ? "href" : "action";
    one.setAttribute(where, new URL(one.getAttribute(where), above).href);
  }
  const box = find("dialog", content);
  if (box && !box.showModal) (await import("./modal.js")).equip(box);
  return content;
}

// Menus close on Escape, and when one looks elsewhere.
function menus() {
  const close = (but) => all(".kb-drop[open]").forEach((menu) => menu !== but && (menu.open = false));
  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, (event) => close(event.target.closest?.(".kb-drop")));
  }
  document.addEventListener("keydown", (event) => {
    const open = find(".kb-drop[open]");
    if (event.key !== "Escape" || !open) return;
    open.open = false;
    find("summary", open).focus();
  });
}

// The same section in the other language, with what was asked there; and the choice kept.
function languages() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[hreflang]");
    if (!link) return;
    remember("kb.lang", link.hreflang);
    if (!link.closest(".kb-langs, .kb-footer__links")) return;
    const asked = [...new URLSearchParams(location.search)].filter(([name]) => name === "q" || name === "branch");
    link.search = new URLSearchParams(asked);
    link.hash = location.hash;
  });
}

// On the first page alone, a quiet word to who prefers another of the site's languages.
function suggest() {
  const offers = [...all("[data-kb-suggest]")];
  const home = root.dataset.home.replace(/index\.html$/, "") || "./";
  if (!offers.length || recall("kb.suggested") || home !== root.dataset.root) return;
  const wanted = recall("kb.lang") ? [recall("kb.lang")] : navigator.languages;
  for (const tag of wanted) {
    const lang = tag.toLowerCase().split("-")[0];
    if (lang === root.lang) return;
    const offer = offers.find((one) => one.dataset.kbSuggest === lang);
    if (!offer) continue;
    offer.hidden = false;
    return;
  }
}

function putAway() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-kb-away]");
    if (!button) return;
    const notice = button.closest("[data-notice], [data-kb-suggest]");
    notice.hidden = true;
    if (!notice.dataset.notice) return remember("kb.suggested", "no");
    const others = recall("kb.notices").split(" ").filter(Boolean).slice(-40);
    remember("kb.notices", [...others, notice.dataset.notice].join(" "));
  });
}

// On a phone, a notice that was seen is one line from the next page on, until it changes.
function fold() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-kb-unfold]");
    if (!button) return;
    const open = button.getAttribute("aria-expanded") === "false";
    button.setAttribute("aria-expanded", open);
    button.closest(".kb-notices").classList.toggle("kb-notices--open", open);
  });
  if (!("IntersectionObserver" in window)) return;
  const watch = new IntersectionObserver((entries) => {
    const seen = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target.dataset.notice);
    const others = recall("kb.seen").split(" ").filter((key) => key && !seen.includes(key));
    if (seen.length) remember("kb.seen", [...others.slice(-40), ...seen].join(" "));
  });
  all("[data-notice]").forEach((notice) => watch.observe(notice));
}

// Light or dark, Nastaliq or Naskh.
function display() {
  for (const [name, key] of [["kb-scheme", "scheme"], ["kb-face", "face"]]) {
    const kept = recall(`kb.${key}`);
    for (const input of all(`input[name=${name}]`)) {
      input.checked = input.value === kept;
      input.addEventListener("change", () => {
        if (input.value) root.dataset[key] = input.value;
        else delete root.dataset[key];
        remember(`kb.${key}`, input.value);
      });
    }
  }
}

// Where the address leads; a per cent sign that escapes nothing stands for itself.
function place() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return location.hash.slice(1);
  }
}

// Questions open in place; each has its own address.
function answers() {
  const questions = [...all(".kb-answer")];
  if (!questions.length) return;
  const button = find("[data-kb-all]");
  const show = () => {
    const wanted = questions.find((one) => one.dataset.anchor === place());
    if (!wanted) return;
    wanted.open = true;
    wanted.scrollIntoView();
  };
  const opened = button?.textContent;
  button?.addEventListener("click", () => {
    const open = questions.some((one) => !one.open);
    questions.forEach((one) => (one.open = open));
  });
  for (const one of questions) {
    one.addEventListener("toggle", () => {
      if (button) button.textContent = questions.every((other) => other.open) ? button.dataset.close : opened;
    });
    find("summary", one).addEventListener("click", () => {
      if (!one.open) history.replaceState(null, "", `#${encodeURIComponent(one.dataset.anchor)}`);
    });
  }
  window.addEventListener("hashchange", show);
  if (location.hash) show();
}

// On paper everything is open.
function paper() {
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...all("main details:not([open])")];
    closed.forEach((one) => (one.open = true));
  });
  window.addEventListener("afterprint", () => closed.forEach((one) => (one.open = false)));
}

// The search opens from its fields, its button, `/` and Ctrl-K; without it they lead to its page.
function finder() {
  if (root.dataset.page === "search") return;
  const fields = [...all("#kb-find, #kb-home-find")];
  const button = find(".kb-tool--find");
  // Who has turned to something else meanwhile is not called back.
  let turn = 0;
  const open = (instead, field = fields[0]) => {
    const mine = ++turn;
    import("./search.js")
      .then((module) => module.open(dialog, field, () => mine === turn))
      .catch(() => mine === turn && instead());
  };
  document.addEventListener("focusin", () => turn++);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") turn++;
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const asked = (event.key === "/" && !typing) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
    if (!asked || event.altKey || event.isComposing) return;
    event.preventDefault();
    open(() => (button?.offsetParent ? location.assign(button.href) : fields[0]?.focus()));
  });
  for (const field of fields) {
    for (const kind of ["click", "input"]) {
      field.addEventListener(kind, () => open(() => {}, field));
    }
    field.addEventListener("focus", () => import("./search.js").then((module) => module.prepare(dialog)).catch(() => {}), { once: true });
  }
  button?.addEventListener("click", (event) => {
    event.preventDefault();
    open(() => location.assign(button.href));
  });
}

// What shares an answer is fetched when its button is near, so that a press can use it at once.
function sharing() {
  for (const kind of ["pointerover", "focusin", "click"]) {
    document.addEventListener(kind, (event) => {
      const button = event.target.closest?.("[data-kb-share]");
      if (button) import("./share.js").then((module) => kind === "click" && module.share(button)).catch(() => {});
    });
  }
}

// Work once: when one of some elements comes near what is seen.
function whenNear(elements, work) {
  if (!("IntersectionObserver" in window)) return work();
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watch.disconnect();
    work();
  }, { rootMargin: "300px" });
  return elements.forEach((one) => watch.observe(one));
}

// What tells whether someone answers: on a branch's own page at once.
function hours() {
  const start = () => import("./hours.js").then((module) => module.start());
  if (find("[data-kb-clock]:not([data-kb-contact])")) return start();
  return whenNear(all("[data-kb-clock]"), () => start().catch(() => {}));
}

// What sends forms: at once where there is something to send, else when the reader comes near.
function forms() {
  const start = () => import("./forms.js").then((module) => module.start());
  if (find("#kb-form") || recall("kb.outbox") || root.dataset.page === "thanks") return start();
  const form = find("#kb-feedback");
  if (!form) return undefined;
  let started;
  const free = () => document.removeEventListener("click", wait, true);
  const begin = () => {
    started ??= start();
    started.then(free, () => (started = undefined)); // a press tries again
    return started;
  };
  // A press that is too early is repeated; without the script, the browser sends the form itself.
  const status = find(".kb-status", form);
  const wait = (event) => {
    const button = event.target.closest?.("button");
    if (button?.form !== form) return;
    event.preventDefault();
    event.stopPropagation();
    status.textContent = form.dataset.sending ?? "";
    const again = () => {
      status.textContent = "";
      button.click();
    };
    begin().catch(free).then(again);
  };
  document.addEventListener("click", wait, true);
  return whenNear([form], () => begin().catch(() => {}));
}

// A unit stays on one line, unless letters are so large that no line is long enough for it.
function units() {
  const isWide = (unit) => {
    const box = unit.getBoundingClientRect();
    const around = unit.parentElement.closest("p, li, td, th, dd, dt, h1, h2, h3, h4, summary, div, body").getBoundingClientRect();
    return box.left < Math.max(around.left - 1, 0) || box.right > Math.min(around.right + 1, root.clientWidth);
  };
  const fit = () => {
    // Looked for anew: a branch that is chosen brings others.
    const found = [...all(".kb-unit, [data-fact]")].filter((unit) => !unit.closest(".kb-scroll:not(.kb-stack)"));
    found.forEach((unit) => unit.classList.remove("kb-wraps"));
    found.filter(isWide).forEach((unit) => unit.classList.add("kb-wraps"));
  };
  new ResizeObserver(fit).observe(document.body);
}

menus();
finder();
languages();
suggest();
putAway();
fold();
display();
answers();
sharing();
units();
paper();
const parts = [
  find("[data-kb-choose], [data-kb-pick]") && import("./branch.js").then((module) => module.start(recall, remember, dialog, build)),
  hours(),
  find(".kb-toc") && matchMedia("(min-width: 60rem)").matches && import("./toc.js").then((module) => module.start()),
  find("[data-kb-found]") && import("./search.js").then((module) => module.page()),
  forms(),
];
// From here on every button does what scripts do for it; before, it does what the page alone can.
Promise.allSettled(parts).then(() => (root.dataset.ready = ""));
