// The check finds what the browsers lack, and lets pass what has a fallback.

import { strictEqual } from "node:assert";
import { test } from "node:test";
import { accepted } from "./accepted.mjs";
import { scripts } from "./scripts.mjs";
import { styles } from "./styles.mjs";

const LACKING = {
  css: [
    "@media (width < 60rem) { a { color: red } }",
    "@media (20rem <= width <= 60rem) { a { color: red } }",
    ".kb-card:has(img) { color: red }",
    "a { inset: 0 }",
    "a { margin-inline: auto }",
    "a { aspect-ratio: 1 }",
    "a { block-size: 100dvh }",
    "a { color: oklch(0.5 0.1 20) }",
    "a { color: color-mix(in srgb, red, blue) }",
    "a { overflow: clip }",
    "a { &:hover { color: red } }",
    "a { color: blue; &:hover { color: red } }",
    "a { translate: 1rem }",
    "a { inline-size: fit-content }",
    "a, a:focus-visible { color: red }",
    "@layer one { a { color: red } }",
    "@container (min-width: 3rem) { a { color: red } }",
    "@supports not (inset: 0) { a { aspect-ratio: 1 } }",
    "dialog, dialog::backdrop { color: red }",
  ],
  js: [
    "[1].at(-1);",
    "[1].findLast(Boolean);",
    "[1].toSorted();",
    "Object.hasOwn({}, 'a');",
    "structuredClone({});",
    "Map.groupBy([], String);",
    "await 0;",
    "class A { #b = 1; }",
    "/(?<=a)b/;",
    "document.querySelector('dialog').showModal();",
    "document.body.inert = document.body.checkVisibility();",
    "form.addEventListener('submit', (event) => event.submitter.click());",
    "navigator.share({});",
    "navigator.locks.request('a');",
    "AbortSignal.timeout(1);",
    "crypto.randomUUID();",
    "new Intl.Segmenter('ur');",
    "new BroadcastChannel('a');",
    "form.requestSubmit();",
    "new DecompressionStream('gzip');",
  ],
};

const FINE = {
  css: [
    "@media (max-width: 59.99rem) { a { color: red } }",
    "a { overflow: hidden; overflow: clip }",
    "@supports (aspect-ratio: 1) { a { aspect-ratio: 1 } }",
    "@supports selector(:has(*)) { a:has(b) { color: red } }",
    ":focus-visible { color: red }",
    "a { margin-inline-start: auto; padding-block-end: 1rem }",
    "a:is(:hover, :focus) { color: red }",
  ],
  js: [
    "let a; a ??= [1].flatMap((b) => b?.c); 'a'.replaceAll('a', 'b');",
    "if (navigator.share) navigator.share({});",
    "navigator.locks?.request('a');",
    "fetch('a', { signal: AbortSignal.timeout?.(1) });",
    "const id = crypto.randomUUID ? crypto.randomUUID() : 1;",
    "if (!('inert' in document.body)) document.body.hidden = true; else document.body.inert = true;",
    "document.body.replaceChildren(); Promise.allSettled([]); import('./a.js');",
  ],
};

const FIND = { css: styles, js: scripts };

async function unexplained(kind, code) {
  const found = await FIND[kind](`new.${kind}`, code);
  return found.filter((one) => !accepted.some((known) => known.covers(one)));
}

for (const [kind, texts] of Object.entries(LACKING)) {
  for (const text of texts)
    test(`lacking: ${text}`, async () =>
      strictEqual((await unexplained(kind, text)).length > 0, true));
}
for (const [kind, texts] of Object.entries(FINE)) {
  for (const text of texts)
    test(`fine: ${text}`, async () =>
      strictEqual(JSON.stringify(await unexplained(kind, text)), "[]"));
}
