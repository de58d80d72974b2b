// What the browsers of the baseline lack and nothing is lost by: a feature as the linters call it,
// where it stands (a rule or a declaration; a script's name and line), and why that is fine.

const alone = (selector) => new RegExp(`^[^,]*${selector}[^,]*(,[^,]*${selector}[^,]*)*$`);

const styles = [
  // Newer than the end of 2020 to the linter, and known to all four browsers.
  ['Selector "is"', /./, "Chrome 88, Safari 14 and Firefox 78 have it"],
  ['Property "text-decoration-thickness"', /./, "Chrome 89, Safari 12.1 and Firefox 70 have it"],
  ['Property "outline"', /./, "what is newer is that it follows round corners"],

  // Lowered by kbgen/output/lower.py in @supports not, at the end of the sheet.
  ['Property "inset-inline-start"', /./, "Safari 14.0 gets left and right"],
  ['Property "inset-inline-end"', /./, "Safari 14.0 gets left and right"],
  ['Value "inline-start" of property "float"', /./, "all get left and right"],
  ["flexbox-gap", /./, "Safari 14.0 gets margins"],
  ['Value "anywhere" of property "overflow-wrap"', /./, "Safari before 15.4 gets word-break"],
  [
    'Value "break-word" of property "word-break"',
    /./,
    "an old word that old browsers know: for those without `anywhere`",
  ],

  // A rule that is dropped as a whole, and what there is without it.
  [
    /css-focus-visible|Selector "focus-visible"/,
    alone(":focus-visible"),
    "Safari before 15.4 shows its own ring",
  ],
  ['Selector "backdrop"', alone("::backdrop"), "without <dialog>, modal.js darkens the page"],
  [
    /css-has|Selector "has"/,
    /^\.kb-scale label:has\(:(checked|focus-visible)\)$/,
    "the button in the label shows it",
  ],
  [/css-has|Selector "has"/, /^\.kb-lost p:has\(> \.kb-button\)$/, "the buttons stand in the line"],
  ['Selector "details-content"', alone("details::details-content"), "kb.js opens what is printed"],
  [
    /css-content-visibility|Property "content-visibility"/,
    /details::details-content/,
    "kb.js opens what is printed",
  ],
  [/css-paged-media|At-rule "@page"/, /./, "Safari has margins of its own on paper"],

  // Where a browser knows no such mode, there is none to follow.
  [
    /Media condition "(forced-colors|prefers-contrast)"|Property "forced-color-adjust"/,
    /./,
    "the mode came with its name",
  ],

  // A finish that who lacks it does not miss.
  ['Property "accent-color"', /./, "buttons and boxes have the browser's colour"],
  ['Property "color-scheme"', /./, "bars to scroll by stay light in Firefox before 96"],
  [
    'Property "font-synthesis-style"',
    /font-synthesis-style:none/,
    "font-style:normal stands beside it",
  ],
  ['Property "text-wrap"', /text-wrap:(balance|pretty)/, "lines are filled one by one"],
  [
    /text-size-adjust|Property "text-size-adjust"/,
    /./,
    "the prefixed one stands beside it; no other browser changes sizes",
  ],
  [/css-scroll-behavior|Property "scroll-behavior"/, /./, "a jump instead of a glide"],
  [
    /Property "scroll-(padding|margin)-block(-start)?"/,
    /./,
    "a jump ends at the edge of the window",
  ],
  [/css-resize|Property "resize"/, /./, "a field keeps its height on iPhones"],
  ['Value "avoid" of property "break-after"', /./, "a heading may end a printed page"],
  [
    /extended-system-fonts|Value "(system-ui|ui-monospace)" of property "font-family"/,
    /./,
    "the next family stands beside it",
  ],
];

const scripts = [
  [
    "member .showModal",
    /^(chooser|search)\.js: .*\b(box|finder)\.showModal\(\);/,
    "kb.js gives it to a dialog that has none",
  ],
  [
    /member \.create(Policy|ScriptURL)/,
    /^search-client\.js: .*\baddress\?\?=window\.trustedTypes\?\./,
    "asked only where they are",
  ],

  // Fields of the site's own data that are called like a member of something else.
  [
    /member \.(number|region|address)/,
    /^(branch|chooser)\.js: /,
    "of api/branches.json and branch-facts/*.json",
  ],
  [
    /member \.(format|drop|with|share|query)|es-x\/no-array-prototype-with: .*/,
    /^search-(client|worker)\.js: /,
    "of the index, its tables and its engine",
  ],
  [
    /member \.(createPolicy|replaceSync)|compat\/compat: document\.adoptedStyleSheets\(\) .*/,
    /^diagrams\.js: /,
    "without them a diagram stays the text that it is",
  ],
];

const whole = (feature) =>
  feature instanceof RegExp
    ? new RegExp(`^(${feature.source})$`)
    : { test: (one) => one === feature };

export const accepted = [...styles, ...scripts].map(([feature, where, because]) => ({
  feature,
  where,
  because,
  covers: (found) => whole(feature).test(found.feature) && where.test(found.where),
}));
