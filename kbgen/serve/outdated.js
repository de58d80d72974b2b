// Lists what changed on a page since it was translated; live.js fetches it when there is something.

/**
 * @typedef {{ address: string, digest: string, consequence: string, langs: string[],
 *   changes: ["kept" | "removed" | "added", string][] }} Outdated
 *   a block of the source that changed after it was translated
 */
/**
 * @typedef {<T extends keyof HTMLElementTagNameMap>(tag: T, name: string, text?: string) =>
 *   HTMLElementTagNameMap[T]} Make
 */

const CHANGED = { critical: "states something else", worded: "reworded", minor: "corrected" };
const ELEMENTS = /** @type {const} */ ({ kept: "span", removed: "del", added: "ins" });

/** @param {Outdated[]} blocks */
export function heading({ length }) {
  return `Changed since it was translated: ${length} ${length === 1 ? "text" : "texts"}`;
}

/**
 * @param {Outdated[]} blocks
 * @param {string} token what the server takes a change for
 * @param {Make} make
 */
export function items(blocks, token, make) {
  return blocks.map((block) => item(block, token, make));
}

/**
 * Return a line of the list, with a button that accepts the change.
 *
 * @param {Outdated} block
 * @param {string} token
 * @param {Make} make
 */
function item({ address, digest, consequence, langs, changes }, token, make) {
  const line = make("li", "");
  const severity = consequence === "critical" ? "error" : "warning";
  const what = CHANGED[/** @type {keyof typeof CHANGED} */ (consequence)];
  const words = make("span", "message");
  words.dir = "auto";
  words.append(...changes.map(([kind, text]) => make(ELEMENTS[kind], "", text)));
  line.append(make("span", severity, what), " ", make("code", "", address));
  line.append(` (${langs.join(", ")}) `, words);
  if (consequence === "critical") return line; // no matter of spelling
  const button = make("button", "", "Accept as spelling");
  button.type = "button";
  button.addEventListener("click", () => void accept(button, { token, address, digest }));
  line.append(" ", button);
  return line;
}

/**
 * @param {HTMLButtonElement} button
 * @param {{ token: string, address: string, digest: string }} what
 */
async function accept(button, what) {
  button.disabled = true;
  const headers = { "Content-Type": "application/json" };
  const sent = { method: "POST", headers, body: JSON.stringify(what) };
  const answer = await fetch(new URL("accept", import.meta.url).href, sent).catch(() => null);
  if (answer?.ok) return; // the list follows as soon as the record is read
  button.disabled = false;
  button.textContent = "Not recorded; reload the page";
}
