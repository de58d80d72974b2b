// Shows texts that may not say the same; live.js fetches it when there are some.

/**
 * @typedef {{ page: string, address: string, lang: string, source: string, translation: string,
 *   texts: { lang: string, name: string, pieces: [string, boolean][] }[],
 *   findings: { code: string, message: string }[] }} Doubt
 *   a text and its translation, by their digests and in pieces, of which some are marked
 */
/**
 * @typedef {<T extends keyof HTMLElementTagNameMap>(tag: T, name: string, text?: string) =>
 *   HTMLElementTagNameMap[T]} Make
 */

/** @typedef {Record<string, string>} Words in the editor's language */

/**
 * @param {Doubt[]} doubts
 * @param {string} token what the server takes a change for
 * @param {Make} make
 * @param {Words} words
 */
export function items(doubts, token, make, words) {
  return doubts.map((doubt) => item(doubt, token, make, words));
}

/**
 * Return a line of the list, with a button that settles the doubt.
 *
 * @param {Doubt} doubt
 * @param {string} token
 * @param {Make} make
 * @param {Words} words
 */
function item({ address, texts, findings, ...of }, token, make, words) {
  const line = make("li", "");
  line.append(make("span", "doubt", words.doubt), " ", make("code", "", address));
  for (const { code, message } of findings) {
    const said = make("div", "message", `${message} (${code})`);
    said.dir = "auto";
    line.append(said);
  }
  const pair = make("div", "pair");
  pair.append(...texts.map((text) => side(text, make)));
  const button = make("button", "", words.same);
  button.type = "button";
  const { page, lang, source, translation } = of;
  const sent = { token, page, lang, source, translation };
  button.addEventListener("click", () => void settle(button, sent, words));
  line.append(pair, button);
  return line;
}

/**
 * @param {Doubt["texts"][number]} text
 * @param {Make} make
 */
function side({ lang, name, pieces }, make) {
  const box = make("div", "");
  const said = make("div", "message");
  said.lang = lang;
  said.dir = "auto";
  said.append(...pieces.map(([text, marked]) => (marked ? make("mark", "", text) : text)));
  box.append(make("div", "language", name), said);
  return box;
}

/**
 * @param {HTMLButtonElement} button
 * @param {object} what
 * @param {Words} words
 */
async function settle(button, what, words) {
  button.disabled = true;
  const headers = { "Content-Type": "application/json" };
  const sent = { method: "POST", headers, body: JSON.stringify(what) };
  const answer = await fetch(new URL("settle", import.meta.url).href, sent).catch(() => null);
  if (answer?.ok) return; // the list follows as soon as the record is read
  button.disabled = false;
  button.textContent = words.unrecorded;
}
