// Shares an answer or a page by the device's own dialog, else copies its address.

import { root } from "./dom.js";

const SHOWN_FOR = 8000; // milliseconds

// Screen readers only announce text that is added to a status after it is in the page.
const status = Object.assign(document.createElement("span"), { className: "kb-shared" });
status.setAttribute("role", "status");
/** @type {ReturnType<typeof setTimeout> | undefined} */
let away;

/**
 * Return the address with the language and the reader's branch, so that its values are shown.
 *
 * @param {HTMLElement} button
 */
function addressOf(button) {
  const address = new URL(location.pathname, location.href);
  if (root.dataset.branch) address.searchParams.set("branch", root.dataset.branch);
  address.hash = button.dataset.kbShare || location.hash;
  return address.href;
}

/** @param {HTMLElement} button */
function titleOf(button) {
  const heading = (button.closest(".kb-answer") || document).querySelector("h1, h2");
  return (heading.textContent ?? "").trim();
}

/** @param {string} text */
function copySelected(text) {
  const field = document.createElement("textarea");
  Object.assign(field, { className: "kb-hidden", readOnly: true, value: text });
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
  }
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text); // Over http there is no clipboard, and it may be forbidden.
  }
}

/**
 * @param {HTMLElement} button
 * @param {string | Node} content
 */
function say(button, content) {
  clearTimeout(away);
  status.replaceChildren();
  if (button.nextElementSibling !== status) button.after(status);
  requestAnimationFrame(() => status.replaceChildren(content));
}

/**
 * Return whether the device's dialog shared it or the reader cancelled it.
 *
 * @param {string} title
 * @param {string} url
 */
async function shareByDevice(title, url) {
  if (!navigator.share) return false;
  try {
    await navigator.share({ title, text: title, url });
    return true;
  } catch (problem) {
    return problem instanceof Error && problem.name === "AbortError";
  }
}

/** @param {HTMLElement} button */
export async function share(button) {
  const [title, url] = [titleOf(button), addressOf(button)];
  if (await shareByDevice(title, url)) return;
  if (await copy(url)) {
    button.focus();
    say(button, button.closest("[data-copied]").dataset.copied ?? "");
    away = setTimeout(() => status.replaceChildren(), SHOWN_FOR);
  } else {
    // Show the address, so that the reader can copy it.
    say(button, Object.assign(document.createElement("a"), { href: url, textContent: title }));
  }
}
