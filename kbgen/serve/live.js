// Keeps a page as its source is: served by `kbgen serve` alone, in no file of a site.
(function () {
  "use strict";
  const script = document.currentScript;
  const own = new URL(".", script.src);
  const file = script.dataset.file;
  const KEPT = "kbgen.serve";
  const directives = script.dataset.directives.split(" "); // those that a setting adds to
  const blocked = new Map();
  let shown = script.dataset.shown;
  let events, isRunning;
  script.remove(); // from here on the page is what was sent

  // What the scripts of a page look for when they start; a page where it changes is loaded anew.
  const ALIVE =
    "script:not([type='application/ld+json']), link[rel=stylesheet], template, dialog, form, button, input, " +
    "select, textarea, .kb-answer, .kb-drop, [data-notice], [data-from], [data-until], [hidden]";

  // A page is compared as it was and as it is; what is parsed here runs no script.
  const policy = window.trustedTypes?.createPolicy("kbgen-serve", { createHTML: (text) => text });

  class TooMuch extends Error {}

  function isAlive(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return false;
    if (node.matches(ALIVE) || node.querySelector(ALIVE)) return true;
    return [node, ...node.querySelectorAll("*")].some((one) =>
      [...one.attributes].some((attribute) => attribute.name.startsWith("data-kb-")),
    );
  }

  function branchIsChosen() {
    try {
      return Boolean(localStorage.getItem("kb.branch"));
    } catch {
      return false;
    }
  }

  // Collect what makes `live` follow from `before` to `after`; scripts may have added to `live`.
  function follow(before, after, live, steps) {
    for (const name of new Set([...before.getAttributeNames(), ...after.getAttributeNames()])) {
      const value = after.getAttribute(name);
      if (before.getAttribute(name) === value) continue;
      if (name === "class" || name === "hidden" || name.startsWith("data-kb-")) throw new TooMuch();
      if (live.matches("script, link[rel=stylesheet], input, select, textarea, html, body"))
        throw new TooMuch();
      steps.push(() =>
        value === null ? live.removeAttribute(name) : live.setAttribute(name, value),
      );
    }
    const old = [...before.childNodes],
      now = [...after.childNodes],
      here = [...live.childNodes];
    let start = 0,
      ends = 0;
    while (start < old.length && start < now.length && old[start].isEqualNode(now[start])) start++;
    while (
      ends < old.length - start &&
      ends < now.length - start &&
      old[old.length - 1 - ends].isEqualNode(now[now.length - 1 - ends])
    )
      ends++;
    const going = old.slice(start, old.length - ends),
      coming = now.slice(start, now.length - ends);
    if (!going.length && !coming.length) return;
    for (let at = 0; at < old.length - ends; at++) {
      if (here[at]?.nodeName !== old[at].nodeName) throw new TooMuch();
    }
    if (live.matches("script:not([type='application/ld+json']), style, textarea"))
      throw new TooMuch();
    if (live.closest("[data-fact]") && branchIsChosen()) throw new TooMuch();
    if (live.closest("[data-kb-clock]")) throw new TooMuch(); // its sets may stand in another order
    if (
      going.length === coming.length &&
      going.every((node, at) => node.nodeName === coming[at].nodeName)
    ) {
      going.forEach((node, at) => {
        if (node.isEqualNode(coming[at])) return;
        const mine = here[start + at];
        if (node.nodeType === Node.ELEMENT_NODE) follow(node, coming[at], mine, steps);
        else steps.push(() => (mine.data = coming[at].data));
      });
      return;
    }
    if ([...going, ...coming].some(isAlive)) throw new TooMuch();
    if (branchIsChosen() && coming.some((node) => node.querySelector?.("[data-fact]")))
      throw new TooMuch();
    const next = here[old.length - ends] ?? null,
      leaving = here.slice(start, old.length - ends);
    steps.push(() => {
      leaving.forEach((node) => node.remove());
      for (const node of coming) live.insertBefore(document.importNode(node, true), next);
    });
  }

  function update(message) {
    // What is blocked no longer is found out by loading the page.
    if (message.known !== shown || blocked.size) return reload();
    const parse = (text) =>
      new DOMParser().parseFromString(policy?.createHTML(text) ?? text, "text/html");
    const before = parse(message.before),
      after = parse(message.after),
      steps = [];
    try {
      follow(before.documentElement, after.documentElement, document.documentElement, steps);
    } catch (problem) {
      if (problem instanceof TooMuch) return reload();
      throw problem;
    }
    const y = scrollY;
    steps.forEach((step) => step());
    shown = message.digest;
    if (Math.abs(scrollY - y) > 1 && y <= document.documentElement.scrollHeight - innerHeight)
      scrollTo({ top: y, behavior: "instant" });
  }

  const boxes = () => [...document.querySelectorAll("main details")];

  function reload() {
    const focus = document.activeElement?.id;
    const state = {
      path: location.pathname,
      y: scrollY,
      open: boxes().map((one) => one.open),
      focus,
    };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(state));
    } catch {
      // The browser keeps the place as well as it can.
    }
    location.reload();
  }

  // Put a page that was loaded anew back as it was.
  function restore() {
    let state;
    try {
      state = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch {
      return;
    }
    if (state?.path !== location.pathname) return;
    const place = () => scrollTo({ top: state.y, behavior: "instant" });
    const all = boxes();
    if (all.length === state.open.length) all.forEach((one, at) => (one.open = state.open[at]));
    if (state.focus) document.getElementById(state.focus)?.focus({ preventScroll: true });
    place();
    addEventListener("load", place, { once: true });
  }

  // A picture that changed under its name.
  function renew(paths) {
    const used = [...document.querySelectorAll("[src], link[href], [srcset]")].flatMap((one) =>
      [one.src, one.href, ...(one.srcset ?? "").split(",")].filter(Boolean),
    );
    const ends = (address) =>
      paths.some((path) => decodeURI(address.trim().split(/[?#\s]/)[0]).endsWith(`/${path}`));
    if (used.some(ends)) reload();
  }

  function make(tag, name, text = "") {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.textContent = text;
    return element;
  }

  let panels;

  function panel(kind) {
    if (!panels) {
      const host = document.createElement("kbgen-serve");
      const shadow = host.attachShadow({ mode: "open" });
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = new URL("live.css", own);
      shadow.append(style);
      const stack = make("div", "panels");
      shadow.append(stack);
      panels = { stack };
      // Unstyled, it would stand at the foot of the page for a moment.
      host.hidden = true;
      style.addEventListener("load", () => (host.hidden = false));
      document.documentElement.append(host);
    }
    if (!panels[kind]) {
      const box = make("section", `panel ${kind}`);
      box.dir = "ltr";
      box.lang = "en";
      box.setAttribute("role", kind === "trouble" ? "alert" : "status");
      box.hidden = true;
      panels[kind] = box;
      panels.stack.append(box);
    }
    return panels[kind];
  }

  function count(findings) {
    const errors = findings.filter((one) => one.severity === "error").length;
    const named = [
      [errors, "error"],
      [findings.length - errors, "warning"],
    ];
    return named
      .filter(([n]) => n)
      .map(([n, name]) => `${n} ${name}${n === 1 ? "" : "s"}`)
      .join(", ");
  }

  function item(finding) {
    const line = make("li");
    const message = make("span", "message", finding.message);
    message.dir = "auto";
    line.append(
      make("span", finding.severity, `${finding.severity} ${finding.code}`),
      " ",
      make("code", "", finding.place),
      " ",
      message,
    );
    if (finding.hint) {
      const hint = make("div", "hint", `→ ${finding.hint}`);
      line.append(hint);
    }
    return line;
  }

  const folded = () => {
    try {
      return sessionStorage.getItem(`${KEPT}.folded`) === "yes";
    } catch {
      return false;
    }
  };

  function say(kind, findings) {
    if (!findings.length && !panels?.[kind]) return;
    const box = panel(kind);
    box.hidden = !findings.length;
    if (!findings.length) return box.replaceChildren();
    const heading = {
      trouble: () => "This cannot be shown yet; the page is as it was",
      blocked: () =>
        "Blocked by the site's Content-Security-Policy, here and where it is published",
      findings: () => `kbgen check: ${count(findings)}`,
    }[kind]();
    const list = make("ul");
    list.append(...findings.map(item));
    const details = make("details");
    details.open = kind !== "findings" || !folded();
    details.append(make("summary", "", heading), list);
    details.addEventListener("toggle", () => {
      if (kind === "findings")
        sessionStorage.setItem(`${KEPT}.folded`, details.open ? "no" : "yes");
    });
    box.replaceChildren(details);
  }

  // The source that a setting would add for what was blocked; none for what no setting allows.
  function sourceOf(directive, { blockedURI, sample }) {
    if (directive === "trusted-types") return sample;
    if (/^(https|wss):/.test(blockedURI)) return new URL(blockedURI).origin;
    return blockedURI === "data" && /^(img|font|media)-/.test(directive) ? "data:" : "";
  }

  function hintOf(directive, violation) {
    const source = directives.includes(directive) && sourceOf(directive, violation);
    if (source)
      return `to allow it, in mkdocs.yml under kbgen: hosting: {allow: {${directive}: "${source}"}}`;
    if (directive === "require-trusted-types-for")
      return "let the script make elements or textContent, not HTML; or let it make a policy of Trusted Types, and name that in mkdocs.yml under kbgen: hosting: {allow: {trusted-types: NAME}}";
    if (violation.blockedURI === "inline")
      return "move it into a file of its own, under extra_css or extra_javascript";
    if (violation.blockedURI.startsWith("http:")) return "use its https address";
    return "no setting allows it; take it out of the page";
  }

  function block(violation) {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber } = violation;
    if (/^\w+(-\w+)*-extension/.test(sourceFile)) return; // the browser's own, not the page's
    const directive = effectiveDirective.replace(/-(elem|attr)$/, "");
    const isScript =
      /^https?:/.test(sourceFile) && new URL(sourceFile).pathname !== location.pathname;
    const from = isScript ? `in ${new URL(sourceFile).pathname}:${lineNumber}` : "";
    blocked.set(`${effectiveDirective} ${blockedURI} ${from}`, {
      severity: "error",
      code: effectiveDirective,
      place: blockedURI,
      message: from,
      hint: hintOf(directive, violation),
    });
    if (isRunning) say("blocked", [...blocked.values()]);
  }

  const heard = {
    page: update,
    reload,
    files: (message) => renew(message.paths),
    findings: (message) => say("findings", message.findings),
    trouble: (message) => say("trouble", message.findings),
  };

  // A tab that nobody sees lets go: browsers allow few connections to one server.
  function listen() {
    if (document.hidden || (events && events.readyState !== EventSource.CLOSED)) return;
    events = new EventSource(new URL(`events?file=${file}&shown=${shown}`, own));
    events.onmessage = (event) => {
      const message = JSON.parse(event.data);
      heard[message.kind]?.(message);
    };
    // After a break the browser would ask with what it showed at first.
    events.onerror = () => {
      events.close();
      setTimeout(listen, 300);
    };
  }

  function start() {
    isRunning = true;
    restore();
    say("blocked", [...blocked.values()]);
    listen();
  }

  document.addEventListener("securitypolicyviolation", block);
  document.addEventListener("visibilitychange", () =>
    document.hidden ? events?.close() : listen(),
  );
  addEventListener("pagehide", () => events?.close());
  addEventListener("pageshow", listen);
  // Of the window: after the page's own scripts, which open and close what is put back.
  addEventListener("DOMContentLoaded", start);
})();
