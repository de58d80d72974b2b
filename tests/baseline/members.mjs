// An ESLint rule: members such as `.showModal` that no interface has in every browser, by MDN.

import { createRequire } from "node:module";
import browserslist from "browserslist";

const data = createRequire(import.meta.url)("@mdn/browser-compat-data");
const NAMES = { chrome: "chrome", safari: "safari", ios_saf: "safari_ios", firefox: "firefox" };
const OLDEST = browserslist(null, { path: import.meta.dirname ?? process.cwd() }).map((one) => {
  const [name, version] = one.split(" ");
  return [NAMES[name], parseFloat(version)];
});

function has({ support }) {
  return OLDEST.every(([browser, version]) =>
    [support[browser] ?? []].flat().some((one) => {
      const isPlain = !one.flags && !one.prefix && !one.alternative_name && !one.version_removed;
      return isPlain && parseFloat(String(one.version_added).replace("≤", "")) <= version;
    }),
  );
}

// Each member's name → whether any interface has it in all these browsers; and for a static member
// or one of an object that every page has, its name with its owner's.
const GLOBAL = {
  Navigator: "navigator",
  Document: "document",
  Window: "window",
  Location: "location",
  History: "history",
  Crypto: "crypto",
};
const known = new Map();
for (const [owner, members] of Object.entries({
  ...data.api,
  ...data.javascript.builtins,
  Intl: data.javascript.builtins.Intl,
})) {
  for (const [key, { __compat }] of Object.entries(members)) {
    if (!__compat || !/^[a-z]\w*$/i.test(key) || key.endsWith("_event")) continue;
    const name = key.replace("_static", "");
    const isThere = has(__compat);
    known.set(name, known.get(name) || isThere);
    if (name !== key) known.set(`${owner}.${name}`, isThere);
    if (owner in GLOBAL) known.set(`${GLOBAL[owner]}.${name}`, isThere);
  }
}

function lacks({ object, property: { name } }) {
  const isThere = known.get(`${object.name}.${name}`) ?? known.get(name);
  return isThere === false;
}

// Whether what is read here is only looked at, so that its lack is known.
function isLookedAt(node) {
  const { parent } = node;
  if (parent.type === "LogicalExpression") return true;
  if (parent.type === "UnaryExpression")
    return parent.operator === "!" || parent.operator === "typeof";
  if (["IfStatement", "ConditionalExpression"].includes(parent.type)) return parent.test === node;
  if (parent.type === "CallExpression") return parent.callee === node && parent.optional;
  return parent.type === "MemberExpression" && parent.object === node && parent.optional;
}

// By file: the names that a script looks at before it relies on them.
export const looked = new Map();

export const members = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const used = [];
    const names = new Set();
    const own = new Set(); // what the script itself defines
    looked.set(context.filename.split("/").pop(), names);
    return {
      BinaryExpression({ operator, left }) {
        if (operator === "in" && left.type === "Literal") names.add(left.value);
      },
      "Property, MethodDefinition"({ key }) {
        own.add(key.name);
      },
      MemberExpression(node) {
        if (node.computed || node.object.property?.name === "dataset") return;
        const isAssigned = node.parent.type === "AssignmentExpression" && node.parent.left === node;
        if (isLookedAt(node)) names.add(node.property.name);
        else if (isAssigned) own.add(node.property.name);
        else if (lacks(node)) used.push(node.property);
      },
      "Program:exit"() {
        for (const node of used) {
          if (!names.has(node.name) && !own.has(node.name))
            context.report({ node, message: `member .${node.name}` });
        }
      },
    };
  },
};
