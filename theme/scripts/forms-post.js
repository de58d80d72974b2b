// Posts a form without leaving the page, and keeps it if it cannot be sent.

import {
  answers,
  bring,
  DAY,
  draftKey,
  hidden,
  isFeedback,
  isFilled,
  keysFrom,
  load,
  named,
  OUTBOX,
  save,
  say,
  statusOf,
} from "./forms-fields.js";

/** @typedef {{ id: string, time: number, url: string, body: string }} Item */
/** @typedef {"sent" | "refused" | "later"} Outcome "refused": the server will not take it */

const KEPT_FOR = 30 * DAY;
const MOST_KEPT = 30;
const PATIENCE = 20000; // milliseconds until a server counts as unreachable
const LONGEST_KEEPALIVE = 60000; // browsers refuse more than 64 KiB of such requests

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

// The outbox has one key for each item {id, time, url, body}, so that tabs do not overwrite a
// shared list. The key without an id tells pages without a form that there is something to send.

function outbox() {
  const since = Date.now() - KEPT_FOR;
  /** @type {Item[]} */
  const items = [];
  for (const key of keysFrom(`${OUTBOX}.`)) {
    const item = load(key);
    if (item?.id && item.url && item.time > since) items.push(item);
    else save(key, null);
  }
  return items.sort((one, other) => one.time - other.time);
}

/** @param {Item} item */
function keep(item) {
  for (const old of outbox().slice(0, 1 - MOST_KEPT)) forget(old);
  return save(OUTBOX, 1) && save(`${OUTBOX}.${item.id}`, item);
}

/** @param {Item} item */
function forget(item) {
  save(`${OUTBOX}.${item.id}`, null);
  if (!outbox().length) save(OUTBOX, null);
}

/**
 * Claim an item, so that only one tab sends it. The claim lasts as long as the page, since another
 * tab may still see the item for a moment after it was removed.
 *
 * @param {Item} item
 * @param {() => Promise<string>} work
 * @returns {Promise<string>}
 */
function claimed(item, work) {
  const { locks } = navigator;
  if (!locks) return work();
  return new Promise((done) => {
    locks.request(`${OUTBOX}.${item.id}`, { ifAvailable: true }, async (lock) => {
      const outcome = lock ? await work() : "claimed";
      done(outcome);
      if (outcome === "sent") await new Promise(() => {});
    });
  });
}

/** @param {Item} item */
async function sendItem(item) {
  const outcome = load(`${OUTBOX}.${item.id}`) ? await post(item.url, item.body) : "gone";
  if (outcome === "sent") forget(item);
  return outcome;
}

/** Send the items of the outbox; return how many were sent. */
async function sendKept() {
  let sent = 0;
  for (const item of outbox()) {
    const outcome = await claimed(item, () => sendItem(item));
    if (outcome === "later") break;
    if (outcome === "sent") sent += 1;
  }
  return sent;
}

/**
 * @param {Response} answer
 * @returns {Promise<Outcome>}
 */
async function outcomeOf(answer) {
  if (answer.type === "opaqueredirect") return "sent";
  if (answer.ok) return (await saysNo(answer)) ? "refused" : "sent";
  return answer.status >= 500 || [408, 429].includes(answer.status) ? "later" : "refused";
}

/**
 * @param {string} url
 * @param {string} body
 * @returns {Promise<Outcome>}
 */
async function post(url, body) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(body),
      headers: { Accept: "application/json" },
      credentials: "omit",
      // A service that redirects has accepted the answers, as from a browser without JavaScript.
      redirect: "manual",
      keepalive: body.length < LONGEST_KEEPALIVE,
      signal: patience.signal,
    });
    return await outcomeOf(answer);
  } catch {
    return "later"; // it could not be reached
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Return whether the service refused it; some answer 200 with an error in JSON.
 *
 * @param {Response} answer
 */
async function saysNo(answer) {
  try {
    return String((await answer.json()).success) === "false";
  } catch {
    return false;
  }
}

/**
 * Show a message in place of the questions after the form was sent or kept.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} pressed
 * @param {string | undefined} words
 * @param {string} tone
 */
function finish(form, pressed, words, tone) {
  if (isFeedback(form)) {
    finishFeedback(form, pressed, words, tone);
    return;
  }
  for (const part of form.children) {
    /** @type {HTMLElement} */ (part).hidden = part !== statusOf(form);
  }
  say(form, words, tone);
  bring(statusOf(form));
}

/** @type {typeof finish} */
function finishFeedback(form, pressed, words, tone) {
  form.reset();
  const answer = pressed.closest(".kb-was");
  const asksMore = pressed.value.startsWith("no") && !pressed.closest(".kb-more");
  const place = makeRoom(form, pressed);
  say(form, words, tone, place);
  bring(place);
  if (asksMore) askMore(form, pressed.value, answer);
}

/**
 * Remove the answered questions; return the element for the message.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} pressed
 */
function makeRoom(form, pressed) {
  const answer = pressed.closest(".kb-was");
  if (answer) {
    const place = document.createElement("span");
    place.setAttribute("role", "status");
    answer.replaceChildren(place);
    return place;
  }
  const part = pressed.closest(".kb-helpful, .kb-more, .kb-mistake");
  part.hidden = true;
  const before = part.previousElementSibling;
  if (!before?.matches(".kb-was")) return statusOf(form);
  return /** @type {HTMLElement} */ (before.firstElementChild);
}

/**
 * After "No", ask what was missing; it is sent with the id of the first answer.
 *
 * @param {HTMLFormElement} form
 * @param {string} value
 * @param {HTMLElement | null} answer
 */
function askMore(form, value, answer) {
  const more = document.querySelector(".kb-more");
  if (answer) answer.after(more);
  more.hidden = false;
  more.dataset.to = hidden(form, "submission").value;
  more.querySelector("button").value = value;
}

/**
 * Return an item to send, with a new id.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} pressed
 * @returns {Item}
 */
function itemOf(form, pressed) {
  const field = hidden(form, "submission");
  const more = pressed.closest(".kb-more");
  if (more) field.value = `${more.dataset.to}-more`;
  else field.value ||= newId();
  const body = new URLSearchParams(answers(form, pressed)).toString();
  const url = new URL(form.dataset.post ?? "", document.baseURI).href;
  return { id: field.value, time: Date.now(), url, body };
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} pressed
 */
async function send(form, pressed) {
  const { dataset } = form;
  const item = itemOf(form, pressed);
  dataset.busy = "true";
  say(form, dataset.sending);
  const outcome = await post(item.url, item.body);
  delete dataset.busy;
  const isKept = outcome === "later" && keep({ ...item, time: Date.now() });
  if (outcome !== "sent" && !isKept) {
    say(form, dataset.refused, "bad");
    bring(statusOf(form));
    return;
  }
  save(draftKey(form), null);
  finish(form, pressed, isKept ? dataset.kept : dataset.thanks, isKept ? "kept" : "good");
  hidden(form, "submission").value = "";
}

/** @param {HTMLFormElement} form */
function isTrapped(form) {
  const trap = form.dataset.trap && named(form, form.dataset.trap);
  return trap ? isFilled(trap) : false;
}

/**
 * Return whether the browser need not send it.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} pressed
 */
export function submit(form, pressed) {
  if (isTrapped(form)) finish(form, pressed, form.dataset.thanks, "good");
  else if (form.dataset.post) send(form, pressed);
  else {
    hidden(form, "submission").value ||= newId();
    return false;
  }
  return true;
}

/**
 * Send kept items, now and whenever the browser is online again.
 *
 * @param {HTMLFormElement | undefined} form
 */
export function catchUp(form) {
  const work = async () => {
    if (outbox().length && (await sendKept()) && form) say(form, form.dataset.late, "good");
  };
  window.addEventListener("online", work);
  work();
}
