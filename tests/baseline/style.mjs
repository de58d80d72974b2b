// How scripts are written, for ESLint: short functions, simple ones, nothing unused.

import js from "@eslint/js";
import globals from "globals";

const LONG = { code: 100, ignoreUrls: true, ignoreStrings: true, ignoreRegExpLiterals: true };

export default [
  js.configs.recommended,
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: { ecmaVersion: 2022, globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      complexity: ["error", 10],
      eqeqeq: "error",
      "max-depth": ["error", 4],
      "max-len": ["error", LONG],
      "max-lines": ["error", { max: 450 }],
      "max-lines-per-function": ["error", { max: 60 }],
      "max-params": ["error", 6],
      "no-misleading-character-class": ["error", { allowEscape: true }],
      "no-shadow": "error",
      "no-unused-vars": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  { files: ["tests/**/*.mjs"], languageOptions: { globals: globals.node } },
];
