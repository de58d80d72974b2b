// What a stylesheet asks of browsers that they lack, by caniuse (doiuse) and by web-features.

import postcss from "postcss";
import stylelint from "stylelint";

// What Chrome 90, Safari 14 and Firefox 90 have in common is what all had at the end of 2020.
const config = {
  plugins: ["stylelint-plugin-use-baseline", "stylelint-no-unsupported-browser-features"],
  rules: {
    "plugin/use-baseline": [true, { available: 2020 }],
    "plugin/no-unsupported-browser-features": [true, { ignorePartialSupport: true }],
  },
};

// Return {feature, where, line} for each; not for what stands after a fallback or in @supports.
export async function styles(name, code) {
  const { results } = await stylelint.lint({
    code,
    config,
    configBasedir: import.meta.dirname ?? process.cwd(),
  });
  const root = postcss.parse(code);
  return results[0].warnings
    .map((warning) => ({ feature: named(warning), node: at(root, warning.line, warning.column) }))
    .filter(({ node }) => !hasFallback(node) && !isAsked(node))
    .map(({ feature, node }) => ({ feature, where: written(node), line: node.source.start.line }));
}

function named({ rule, text }) {
  if (rule.endsWith("use-baseline")) return text.replace(/ is not a .*/, "");
  return /feature "([^"]+)"/.exec(text)?.[1] ?? text;
}

function at(root, line, column) {
  let found = root.first;
  root.walk((node) => {
    const { start, end } = node.source;
    const begins = start.line < line || (start.line === line && start.column <= column);
    const goesOn = end.line > line || (end.line === line && end.column >= column);
    if (begins && goesOn) found = node;
  });
  return found;
}

function written(node) {
  const rule = node.type === "decl" ? node.parent : node;
  const selector = rule.selector ?? `@${rule.name} ${rule.params}`;
  return node.type === "decl" ? `${selector} { ${node} }` : selector;
}

function hasFallback(node) {
  const before = node.prev();
  return node.type === "decl" && before?.type === "decl" && before.prop === node.prop;
}

function isAsked(node) {
  for (let one = node.parent; one; one = one.parent) {
    if (one.type === "atrule" && one.name === "supports" && !one.params.startsWith("not"))
      return true;
  }
  return false;
}
