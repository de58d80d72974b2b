// Minifies scripts: reads {name: source} from standard input, writes {name: minified} as JSON.
// `early.js` and what begins with a call are classic scripts; all others are modules.

import { text } from "node:stream/consumers";
import { minify } from "terser";

const given = JSON.parse(await text(process.stdin));
const found = {};
for (const [name, source] of Object.entries(given)) {
  const isModule = !source.startsWith("(() =>");
  const { code } = await minify(source, {
    module: isModule,
    ecma: 2020,
    compress: { passes: 3, ecma: 2020 },
    // Safari 14 has the loop variable in the scope of its body.
    mangle: { safari10: true },
    format: { comments: /^!/, ascii_only: false, ecma: 2020 },
  });
  found[name] = code;
}
process.stdout.write(JSON.stringify(found));
