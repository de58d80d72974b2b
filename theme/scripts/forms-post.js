// A form that is posted: sent without leaving the page, and kept where it cannot be sent.

import { answers, bring, DAY, draftKey, isFeedback, isFilled, load, named, OUTBOX, save, say, statusOf } from "./forms-fields.js";

const KEPT_FOR = 30 * DAY;
const MOST_KEPT = 30;
const PATIENCE = 20000; // milliseconds until a server counts as unreachable
const LONGEST_KEEPALIVE = 60000; // browsers refuse more than 64 KiB of such requests

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The outbox: an item {id, time, url, body} each, so that tabs do not overwrite one another's list.
// The key without an id tells pages that have no form that there is something to send.

function outbox() {
  let keys = [];
  try {
    keys = Object.keys(localStorage).filter((key) => key.startsWith(OUTBOX + "."));
  } catch {
    return [];
  }
  const since = Date.now() - KEPT_FOR;
  const items = [];
  for (const key of keys) {
    const item = load(key);
    if (item && item.id && item.url && item.time > since) items.push(item);
    else save(key, null);
  }
  return items.sort((one, other) => one.time - other.time);
}

function keep(item) {
  for (const old of outbox().slice(0, 1 - MOST_KEPT)) forget(old);
  return save(OUTBOX, 1) && save(`${OUTBOX}.${item.id}`, item);
}

function forget(item) {
  save(`${OUTBOX}.${item.id}`, null);
  if (!outbox().length) save(OUTBOX, null);
}

// One tab sends an item. It claims it for as long as the page lives, since another tab may for a
// moment still see what this one has removed.
function claimed(item, work) {
  if (!navigator.locks) return work();
  return new Promise((done) => {
    navigator.locks.request(`${OUTBOX}.${item.id}`, { ifAvailable: true }, async (lock) => {
      const outcome = lock ? await work() : "claimed";
      done(outcome);
      if (outcome === "sent") await new Promise(() => {});
    });
  });
}

async function sendKept() {
  let sent = 0;
  for (const item of outbox()) {
    const outcome = await claimed(item, async () => {
      const outcome = load(`${OUTBOX}.${item.id}`) ? await post(item.url, item.body) : "gone";
      if (outcome === "sent") forget(item);
      return outcome;
    });
    if (outcome === "later") break;
    if (outcome === "sent") sent += 1;
  }
  return sent;
}

// Returns "sent", "refused" (the server will not take it) or "later" (it could not be reached).
async function post(url, body) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(body),
      headers: { Accept: "application/json" },
      credentials: "omit",
      // Whoever redirects has taken the answers, as from a browser without JavaScript.
      redirect: "manual",
      keepalive: body.length < LONGEST_KEEPALIVE,
      signal: patience.signal,
    });
    if (answer.type === "opaqueredirect") return "sent";
    if (answer.ok) return (await saysNo(answer)) ? "refused" : "sent";
    return answer.status >= 500 || answer.status === 408 || answer.status === 429 ? "later" : "refused";
  } catch {
    return "later";
  } finally {
    clearTimeout(timer);
  }
}

// Some services answer 200 and say in JSON that they did not take it.
async function saysNo(answer) {
  try {
    return String((await answer.json()).success) === "false";
  } catch {
    return false;
  }
}

// After it is sent, or kept to be sent: the words stand where the questions were.
function finish(form, pressed, words, tone) {
  if (!isFeedback(form)) {
    for (const part of form.children) part.hidden = part !== statusOf(form);
    say(form, words, tone);
    bring(statusOf(form));
    return;
  }
  form.reset();
  const answer = pressed.closest(".kb-was");
  const asksMore = pressed.value.startsWith("no") && !pressed.closest(".kb-more");
  const place = makeRoom(form, pressed);
  say(form, words, tone, place);
  bring(place);
  if (asksMore) askMore(form, pressed.value, answer);
}

// Take away what has been answered; return where to say so.
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
  return before && before.matches(".kb-was") ? before.firstElementChild : statusOf(form);
}

// After "No": what was missing? It goes out with the id of the answer that it belongs to.
function askMore(form, value, answer) {
  const more = document.querySelector(".kb-more");
  if (answer) answer.after(more);
  more.hidden = false;
  more.dataset.to = named(form, "submission").value;
  more.querySelector("button").value = value;
}

// Sending.

async function send(form, pressed) {
  const id = named(form, "submission");
  const more = pressed.closest(".kb-more");
  if (more) id.value = `${more.dataset.to}-more`;
  else id.value ||= newId();
  const body = new URLSearchParams(answers(form, pressed)).toString();
  const url = new URL(form.dataset.post, document.baseURI).href;
  form.dataset.busy = "true";
  say(form, form.dataset.sending);
  const outcome = await post(url, body);
  delete form.dataset.busy;
  const isKept = outcome === "later" && keep({ id: id.value, time: Date.now(), url, body });
  if (outcome !== "sent" && !isKept) {
    say(form, form.dataset.refused, "bad");
    bring(statusOf(form));
    return;
  }
  save(draftKey(form), null);
  finish(form, pressed, isKept ? form.dataset.kept : form.dataset.thanks, isKept ? "kept" : "good");
  id.value = "";
}

function isTrapped(form) {
  const trap = form.dataset.trap && named(form, form.dataset.trap);
  return Boolean(trap) && isFilled(trap);
}

// Returns whether the browser need not send it.
export function submit(form, pressed) {
  if (isTrapped(form)) finish(form, pressed, form.dataset.thanks, "good");
  else if (form.dataset.post) send(form, pressed);
  else {
    named(form, "submission").value ||= newId();
    return false;
  }
  return true;
}

// Send what was kept, now and whenever there is a line again.
export function catchUp(form) {
  const work = async () => {
    if (!outbox().length || !(await sendKept()) || !form) return;
    say(form, form.dataset.late || "", "good");
  };
  window.addEventListener("online", work);
  work();
}
