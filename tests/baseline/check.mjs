// Holds what a site publishes to the browsers named in package.json: node check.mjs FOLDER
//
// Prints each thing that these browsers lack and that accepted.mjs does not explain, and exits
// with 1 if there is any. Notes each explanation that nothing needs.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { accepted } from "./accepted.mjs";
import { scripts } from "./scripts.mjs";
import { styles } from "./styles.mjs";

const KINDS = { css: styles, js: scripts };

const folder = process.argv[2];
const files = readdirSync(folder).filter((name) => name.split(".").pop() in KINDS);
if (!files.some((name) => name.endsWith(".css")) || !files.some((name) => name.endsWith(".js"))) {
  console.error(`${folder}: no styles and scripts; build a site first`);
  process.exit(2);
}

const needed = new Set();
const problems = [];
for (const name of files) {
  const find = KINDS[name.split(".").pop()];
  for (const found of await find(name, readFileSync(join(folder, name), "utf8"))) {
    const known = accepted.find((one) => one.covers(found));
    if (known) needed.add(known);
    else problems.push(`${name}:${found.line}: ${found.feature}\n    ${found.where.slice(0, 160)}`);
  }
}
for (const one of accepted) {
  if (!one.because) problems.push(`accepted.mjs: ${one.feature}: say why nothing is lost`);
  if (!needed.has(one))
    console.log(`accepted.mjs: nothing needs the line of ${one.feature} at ${one.where}`);
}
if (problems.length) {
  console.log(problems.join("\n"));
  console.log(
    "\nThe browsers in tests/baseline/package.json lack these. Write it otherwise, give them something first",
  );
  console.log(
    "(a declaration above, @supports, ?.), or say in tests/baseline/accepted.mjs why nothing is lost.",
  );
  process.exit(1);
}
console.log(
  `Browsers of the baseline know all of ${files.length} styles and scripts, or lose nothing.`,
);
