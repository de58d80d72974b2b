// Keeps a page up to date with its source; only `kbgen serve` sends it, and no site contains it.
// The server wraps it in a function, so that the page does not see its names.

/**
 * @typedef {{ severity: string, code: string, place: string, message: string, hint?: string }}
 *   Finding
 */
/** @typedef {"trouble" | "blocked" | "findings" | "doubts" | "outdated"} Kind */
/** @typedef {(() => void)[]} Steps what is to be done to the page once all of it is known */

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const own = new URL(".", script.src);
const { file, directives = "" } = script.dataset;
/** @type {Record<string, string>} */
const words = JSON.parse(script.dataset.words ?? "{}"); // in the editor's language
const allowed = directives.split(" "); // those that a setting adds to
let shown = script.dataset.shown;
script.remove(); // from here on the page is what was sent

const KEPT = "kbgen.serve";
const FOLDED = `${KEPT}.folded`;

// Attributes that a page's scripts read when they start; if one changes, the page is reloaded.
const ALIVE =
  "script:not([type='application/ld+json']), link[rel=stylesheet], template, dialog, form, " +
  "button, input, select, textarea, [data-notice], [data-from], [data-until], [hidden]";
// Attributes that `kbgen verify` reads, but no script.
const FOR_VERIFY = "data-kb-part";
// Elements that belong to their page only, and those that scripts change.
const FIXED = "script, link[rel=stylesheet], input, select, textarea, html, body";
const WRITTEN = "script:not([type='application/ld+json']), style, textarea";

// The old and the new page are compared; this parser runs no scripts.
const policy = window.trustedTypes?.createPolicy("kbgen-serve", { createHTML: (text) => text });

/** @type {Map<string, Finding>} */
const blocked = new Map();
/** @type {EventSource | undefined} */
let events;
let isRunning = false;
class TooMuch extends Error {}

/** @param {boolean} isTooMuch */
function refuseIf(isTooMuch) {
  if (isTooMuch) throw new TooMuch();
}

// The browser's storage for this tab, which may be forbidden.

/** @param {string} key */
function recall(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {string} key
 * @param {string} value
 */
function remember(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // The browser keeps the scroll position itself.
  }
}

function branchIsChosen() {
  return Boolean(document.documentElement.dataset.branch);
}

/** @param {string} name */
function isForScripts(name) {
  return name.startsWith("data-kb-") && name !== FOR_VERIFY;
}

/** @param {Node} node */
function isAlive(node) {
  if (!(node instanceof Element)) return false;
  if (node.matches(ALIVE) || node.querySelector(ALIVE)) return true;
  return [node, ...node.querySelectorAll("*")].some((one) =>
    one.getAttributeNames().some(isForScripts),
  );
}

/**
 * Collect the changes of `live` for the difference from `before` to `after`; scripts may have added
 * nodes to `live`.
 *
 * @param {Element} before
 * @param {Element} after
 * @param {Element} live
 * @param {Steps} steps
 */
function follow(before, after, live, steps) {
  followAttributes(before, after, live, steps);
  const change = changeOf([...before.childNodes], [...after.childNodes]);
  if (change.going.length || change.coming.length) followNodes(change, live, steps);
}

/** @type {typeof follow} */
function followAttributes(before, after, live, steps) {
  for (const name of new Set([...before.getAttributeNames(), ...after.getAttributeNames()])) {
    const value = after.getAttribute(name);
    if (before.getAttribute(name) === value) continue;
    refuseIf(name === "class" || name === "hidden" || isForScripts(name));
    refuseIf(live.matches(FIXED));
    steps.push(() => {
      if (value === null) live.removeAttribute(name);
      else live.setAttribute(name, value);
    });
  }
}

/**
 * Return the removed and the added nodes between the unchanged ones.
 *
 * @param {Node[]} old
 * @param {Node[]} now
 */
function changeOf(old, now) {
  const most = Math.min(old.length, now.length);
  let first = 0;
  while (first < most && old[first].isEqualNode(now[first])) first++;
  let ends = 0;
  const isSame = (/** @type {number} */ back) =>
    old[old.length - back].isEqualNode(now[now.length - back]);
  while (ends < most - first && isSame(ends + 1)) ends++;
  const end = old.length - ends;
  return {
    old,
    first,
    end,
    going: old.slice(first, end),
    coming: now.slice(first, now.length - ends),
  };
}

/**
 * @param {ReturnType<typeof changeOf>} change
 * @param {Element} live
 * @param {Steps} steps
 */
function followNodes({ old, first, end, going, coming }, live, steps) {
  const here = [...live.childNodes];
  refuseIf(old.slice(0, end).some((node, at) => here[at]?.nodeName !== node.nodeName));
  refuseIf(live.matches(WRITTEN));
  refuseIf(Boolean(live.closest("[data-fact]")) && branchIsChosen());
  refuseIf(Boolean(live.closest("[data-kb-clock]"))); // its sets may stand in another order
  const isAlike = going.every((node, at) => node.nodeName === coming[at]?.nodeName);
  if (isAlike && going.length === coming.length) {
    going.forEach((node, at) => followNode(node, coming[at], here[first + at], steps));
    return;
  }
  refuseIf([...going, ...coming].some(isAlive));
  refuseIf(branchIsChosen() && coming.some(hasFact));
  steps.push(() => {
    here.slice(first, end).forEach((node) => node.remove());
    for (const node of coming) {
      live.insertBefore(document.importNode(node, true), here[end] ?? null);
    }
  });
}

/** @param {Node} node */
function hasFact(node) {
  return node instanceof Element && Boolean(node.querySelector("[data-fact]"));
}

/**
 * @param {Node} before
 * @param {Node} after
 * @param {Node} live
 * @param {Steps} steps
 */
function followNode(before, after, live, steps) {
  if (before.isEqualNode(after)) return;
  if (before instanceof Element) {
    follow(before, /** @type {Element} */ (after), /** @type {Element} */ (live), steps);
  } else {
    steps.push(() => (live.nodeValue = after.nodeValue));
  }
}

/** @param {string} html */
function parse(html) {
  const trusted = policy?.createHTML(html) ?? html;
  return new DOMParser().parseFromString(trusted, "text/html").documentElement;
}

/** @param {number} top */
function scrollNow(top) {
  // Of CSSOM View, which TypeScript does not have yet.
  scrollTo(/** @type {ScrollToOptions} */ ({ top, behavior: "instant" }));
}

/** @param {{ known: string, before: string, after: string, digest: string }} message */
function update(message) {
  // Whether anything is still blocked is only known after a reload.
  if (message.known !== shown || blocked.size) return reload();
  /** @type {Steps} */
  const steps = [];
  try {
    follow(parse(message.before), parse(message.after), document.documentElement, steps);
  } catch (problem) {
    if (problem instanceof TooMuch) return reload();
    throw problem;
  }
  const y = scrollY;
  steps.forEach((step) => step());
  shown = message.digest;
  const isThere = y <= document.documentElement.scrollHeight - innerHeight;
  if (isThere && Math.abs(scrollY - y) > 1) scrollNow(y);
}

/** @returns {HTMLDetailsElement[]} */
function boxes() {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const found = document.querySelectorAll("main details");
  return [...found];
}

function reload() {
  const focus = document.activeElement?.id;
  const open = boxes().map((one) => one.open);
  remember(KEPT, JSON.stringify({ path: location.pathname, y: scrollY, open, focus }));
  location.reload();
}

/** Restore the state of a page that was reloaded. */
function restore() {
  const state = JSON.parse(recall(KEPT) || "null");
  remember(KEPT, "");
  if (state?.path !== location.pathname) return;
  const all = boxes();
  if (all.length === state.open.length) all.forEach((one, at) => (one.open = state.open[at]));
  if (state.focus) document.getElementById(state.focus)?.focus({ preventScroll: true });
  scrollNow(state.y);
  addEventListener("load", () => scrollNow(state.y), { once: true });
}

/**
 * Reload the page if one of its pictures changed.
 *
 * @param {string[]} paths
 */
function renew(paths) {
  /** @type {NodeListOf<HTMLImageElement & HTMLLinkElement>} */
  const found = document.querySelectorAll("[src], link[href], [srcset]");
  const used = [...found].flatMap((one) => [one.src, one.href, ...(one.srcset ?? "").split(",")]);
  const names = used.filter(Boolean).map((one) => decodeURI(one.trim().split(/[?#\s]/)[0]));
  if (names.some((name) => paths.some((path) => name.endsWith(`/${path}`)))) reload();
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} name
 */
function make(tag, name, text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}

/** @type {HTMLElement | undefined} */
let stack;
/** @type {Partial<Record<Kind, HTMLElement>>} */
const panels = {};

/** Insert a shadow tree into the page, so that the page's styles do not apply to it. */
function makeStack() {
  const host = document.createElement("kbgen-serve");
  const shadow = host.attachShadow({ mode: "open" });
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("live.css", own).href;
  const made = make("div", "panels");
  shadow.append(style, made);
  // Without styles it would be visible at the foot of the page for a moment.
  host.hidden = true;
  style.addEventListener("load", () => (host.hidden = false));
  document.documentElement.append(host);
  return made;
}

/** @param {Kind} kind */
function panel(kind) {
  stack ??= makeStack();
  const known = panels[kind];
  if (known) return known;
  const box = make("section", `panel ${kind}`);
  box.dir = words.dir;
  box.lang = words.lang;
  box.setAttribute("role", kind === "trouble" ? "alert" : "status");
  panels[kind] = box;
  stack.append(box);
  return box;
}

/** @type {(tag: "span" | "div", name: string, text: string) => HTMLElement} */
function withIsolates(tag, name, text) {
  const element = make(tag, name); // its isolates are elements: nobody copies their characters
  element.dir = "auto";
  let inner = element;
  for (const piece of text.split(/([\u2066-\u2069])/)) {
    if (piece === "\u2069") inner = inner.parentElement ?? element;
    else if (/^[\u2066-\u2068]$/.test(piece)) inner = inner.appendChild(make("bdi", ""));
    else inner.append(piece);
  }
  return element;
}

/** @param {Finding} finding */
function item({ severity, code, place, message, hint }) {
  const line = make("li", "");
  const said = withIsolates("span", "message", message);
  const name = make("span", severity, `${words[severity]} ${code}`);
  const where = make("code", "", place);
  where.dir = "ltr";
  line.append(name, " ", where, " ", said);
  if (hint) line.append(withIsolates("div", "hint", `${words.dir === "rtl" ? "←" : "→"} ${hint}`));
  return line;
}

/**
 * @param {"trouble" | "blocked" | "findings"} kind
 * @param {Finding[]} findings
 * @param {string} heading
 */
function say(kind, findings, heading) {
  list(kind, heading, findings.map(item));
}

/** @type {(kind: Kind, heading: string, items: HTMLLIElement[]) => void} */
function list(kind, heading, items) {
  if (!items.length && !panels[kind]) return;
  const box = panel(kind);
  box.hidden = !items.length;
  box.replaceChildren();
  if (!items.length) return;
  const listed = make("ul", "");
  listed.append(...items);
  const details = make("details", "");
  details.open = kind !== "findings" || recall(FOLDED) !== "yes";
  details.append(make("summary", "", heading), listed);
  details.addEventListener("toggle", () => {
    if (kind === "findings") remember(FOLDED, details.open ? "no" : "yes");
  });
  box.append(details);
}

/**
 * Return the source to add to the settings for a blocked file; "" if no setting can allow it.
 *
 * @param {string} directive
 * @param {SecurityPolicyViolationEvent} violation
 */
function sourceOf(directive, { blockedURI, sample }) {
  if (directive === "trusted-types") return sample;
  if (/^(https|wss):/.test(blockedURI)) return new URL(blockedURI).origin;
  return blockedURI === "data" && /^(img|font|media)-/.test(directive) ? "data:" : "";
}

/**
 * @param {string} directive
 * @param {SecurityPolicyViolationEvent} violation
 */
function hintOf(directive, violation) {
  const { blockedURI } = violation;
  const source = allowed.includes(directive) && sourceOf(directive, violation);
  if (source) {
    return words.allow.replace("{setting}", `hosting: {allow: {${directive}: "${source}"}}`);
  }
  if (directive === "require-trusted-types-for") return words.trusted;
  if (blockedURI === "inline") return words.inline;
  return blockedURI.startsWith("http:") ? words.https : words.unallowed;
}

/** @param {SecurityPolicyViolationEvent} violation */
function block(violation) {
  const { effectiveDirective, blockedURI, sourceFile, lineNumber } = violation;
  if (/^\w+(-\w+)*-extension/.test(sourceFile)) return; // the browser's own, not the page's
  const directive = effectiveDirective.replace(/-(elem|attr)$/, "");
  const path = /^https?:/.test(sourceFile) ? new URL(sourceFile).pathname : location.pathname;
  const from =
    path === location.pathname ? "" : words.from.replace("{place}", `${path}:${lineNumber}`);
  blocked.set(`${effectiveDirective} ${blockedURI} ${from}`, {
    severity: "error",
    code: effectiveDirective,
    place: blockedURI,
    message: from,
    hint: hintOf(directive, violation),
  });
  if (isRunning) say("blocked", [...blocked.values()], words.blocked);
}

/** @type {Record<string, (message: any) => void>} */
const heard = {
  page: update,
  reload,
  files: ({ paths }) => renew(paths),
  findings: ({ findings, heading }) => say("findings", findings, heading),
  trouble: ({ findings }) => say("trouble", findings, words.trouble),
  doubts: async ({ doubts, token, heading }) => {
    const { items } = await import(new URL("doubts.js", own).href);
    list("doubts", heading, items(doubts, token, make, words));
  },
  outdated: async ({ blocks, token, heading }) => {
    const { items } = await import(new URL("outdated.js", own).href);
    list("outdated", heading, items(blocks, token, make, words));
  },
};

/** Disconnect hidden tabs, since browsers allow few connections to one server. */
function listen() {
  if (document.hidden || (events && events.readyState !== EventSource.CLOSED)) return;
  const source = new EventSource(new URL(`events?file=${file}&shown=${shown}`, own));
  events = source;
  source.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    heard[message.kind]?.(message);
  };
  // After an interruption the browser would reconnect with the address of the first state.
  source.onerror = () => {
    source.close();
    setTimeout(listen, 300);
  };
}

function start() {
  isRunning = true;
  restore();
  say("blocked", [...blocked.values()], words.blocked);
  listen();
}

document.addEventListener("securitypolicyviolation", block);
document.addEventListener("visibilitychange", () => (document.hidden ? events?.close() : listen()));
addEventListener("pagehide", () => events?.close());
addEventListener("pageshow", listen);
// On the window's event, after the page's own scripts, which may open and close these elements.
addEventListener("DOMContentLoaded", start);
