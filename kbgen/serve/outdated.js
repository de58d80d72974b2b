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

const ELEMENTS = /** @type {const} */ ({ kept: "span", removed: "del", added: "ins" });

/** @typedef {Record<string, string>} Words in the editor's language */

/**
 * @param {Outdated[]} blocks
 * @param {string} token what the server takes a change for
 * @param {Make} make
 * @param {Words} words
 */
export function items(blocks, token, make, words) {
  return blocks.map((block) => item(block, token, make, words));
}

/**
 * Return a line of the list, with a button that accepts the change.
 *
 * @param {Outdated} block
 * @param {string} token
 * @param {Make} make
 * @param {Words} words
 */
function item({ address, digest, consequence, langs, changes }, token, make, words) {
  const line = make("li", "");
  const severity = consequence === "critical" ? "error" : "warning";
  const said = make("span", "message");
  said.dir = "auto";
  said.append(...changes.map(([kind, text]) => make(ELEMENTS[kind], "", text)));
  line.append(make("span", severity, words[consequence]), " ", make("code", "", address));
  line.append(` (${langs.join(", ")}) `, said);
  if (consequence === "critical") return line; // no matter of spelling
  const button = make("button", "", words.spelling);
  button.type = "button";
  button.addEventListener("click", () => void accept(button, { token, address, digest }, words));
  line.append(" ", button);
  return line;
}

/**
 * @param {HTMLButtonElement} button
 * @param {{ token: string, address: string, digest: string }} what
 * @param {Words} words
 */
async function accept(button, what, words) {
  button.disabled = true;
  const headers = { "Content-Type": "application/json" };
  const sent = { method: "POST", headers, body: JSON.stringify(what) };
  const answer = await fetch(new URL("accept", import.meta.url).href, sent).catch(() => null);
  if (answer?.ok) return; // the list follows as soon as the record is read
  button.disabled = false;
  button.textContent = words.unrecorded;
}
