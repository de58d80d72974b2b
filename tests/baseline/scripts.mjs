// What a script asks of browsers that they lack: syntax, globals, and members of objects.

import { ESLint } from "eslint";
import compat from "eslint-plugin-compat";
import es from "eslint-plugin-es-x";
import { looked, members } from "./members.mjs";

// Of ES2021 the browsers have all but weak references; of older editions not these two.
const LACKING = { "es-x/no-regexp-lookbehind-assertions": "error", "es-x/no-weakrefs": "error" };

const eslint = new ESLint({
  overrideConfigFile: true,
  allowInlineConfig: false,
  overrideConfig: [
    es.configs["flat/restrict-to-es2021"],
    compat.configs["flat/recommended"],
    {
      plugins: { baseline: { rules: { members } } },
      rules: { ...LACKING, "baseline/members": "error" },
      settings: { "es-x": { aggressive: true } },
    },
  ],
});

// Return {feature, where, line} for each.
export async function scripts(name, code) {
  const lines = code.split("\n");
  const [{ messages }] = await eslint.lintText(code, { filePath: name });
  return messages
    .filter((one) => !isLookedAt(name, one))
    .map(({ ruleId, message, line }) => ({
      feature: ruleId === "baseline/members" ? message : `${ruleId}: ${message}`,
      where: `${name.split(".")[0]}.js: ${(lines[line - 1] ?? "").trim()}`,
      line,
    }));
}

function isLookedAt(name, { ruleId, message }) {
  const global = ruleId === "compat/compat" && /^(?:\w+\.)?(\w+)/.exec(message)?.[1];
  return looked.get(name).has(global);
}
