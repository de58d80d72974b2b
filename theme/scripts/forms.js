// Surveys and feedback: sent without leaving the page, and kept where they cannot be sent.
// Every word shown stands in the form's data-* attributes, in the reader's language.

const OUTBOX = "kb.outbox";
const DRAFT = "kb.draft.";
const DAY = 864e5;
const KEPT_FOR = { outbox: 30 * DAY, draft: 7 * DAY };
const MOST_KEPT = 30;
const PATIENCE = 20000; // milliseconds until a server counts as unreachable
const LONGEST_LINK = 1800; // what every e-mail program takes of a mailto: address
const LONGEST_KEEPALIVE = 60000; // browsers refuse more than 64 KiB of such requests

// Storage: none in some private windows, full in others.

function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function save(key, value) {
  try {
    if (value) localStorage.setItem(key, JSON.stringify(value));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

function branch() {
  return document.documentElement.dataset.branch || "";
}

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
  const since = Date.now() - KEPT_FOR.outbox;
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

// What stands in a form.

function fields(form) {
  return [...document.querySelectorAll("input, select, textarea")].filter((field) => field.form === form && field.name);
}

function named(form, name) {
  return fields(form).find((field) => field.name === name);
}

function isFeedback(form) {
  return form.classList.contains("kb-feedback");
}

function isOwn(field) {
  return field.type !== "hidden" && !field.closest(".kb-trap");
}

function isFilled(field) {
  return field.type === "radio" || field.type === "checkbox" ? field.checked : field.value.trim() !== "";
}

// The pairs to send: without traps, without what is empty, without where a browser would go on to.
function answers(form, button) {
  const pairs = [...new FormData(form)];
  if (button && button.name) pairs.push([button.name, button.value]);
  const given = new Map(pairs);
  return pairs.filter(([name, value]) => {
    if (name === form.dataset.trap || name === form.dataset.onward || !value.trim()) return false;
    return !name.endsWith(".dir") || Boolean((given.get(name.slice(0, -4)) || "").trim());
  });
}

// Drafts: what has been typed, until it is sent. They follow the reader from language to language.

function draftKey(form) {
  return DRAFT + named(form, "form").value + "." + named(form, "page").value;
}

function saveDraft(form) {
  const typed = fields(form).filter((field) => isOwn(field) && isFilled(field));
  save(draftKey(form), typed.length && { time: Date.now(), answers: typed.map((field) => [field.name, field.value]) });
}

function restoreDraft(form) {
  const draft = load(draftKey(form));
  if (!draft || !(draft.time > Date.now() - KEPT_FOR.draft) || !Array.isArray(draft.answers)) return false;
  // What was typed before this script came is newer; a list has a choice from the start.
  const typed = fields(form).filter((field) => isFilled(field) && field.type !== "select-one");
  const isOlder = ([name]) => typed.every((field) => field.name !== name);
  for (const [name, value] of draft.answers.filter(isOlder)) {
    for (const field of fields(form).filter((one) => one.name === name && isOwn(one))) {
      if (field.type === "radio") field.checked ||= field.value === value;
      else field.value = value;
    }
  }
  return true;
}

// Validation in the words of the page; the browser's own would be in the language of the browser.

function requirePhone(form) {
  for (const field of fields(form).filter((one) => one.dataset.if)) {
    const asked = fields(form).find((one) => one.name === field.dataset.if && one.checked);
    field.required = Boolean(asked) && asked.value === "yes";
  }
}

function clearMistake(place) {
  const note = place.querySelector(":scope > .kb-error");
  if (!note) return;
  for (const marked of document.querySelectorAll(`[aria-describedby="${note.id}"]`)) {
    marked.removeAttribute("aria-describedby");
    marked.removeAttribute("aria-invalid");
  }
  note.remove();
}

function markMistakes(form) {
  requirePhone(form);
  let first = null;
  for (const field of fields(form)) {
    const place = field.closest(field.type === "radio" ? "fieldset" : ".kb-field");
    if (!place) continue;
    if (field.validity.valid) {
      if (field.type !== "radio") clearMistake(place);
      continue;
    }
    first ||= field;
    if (place.querySelector(":scope > .kb-error")) continue;
    const note = document.createElement("span");
    note.className = "kb-error";
    note.id = "kb-error-" + field.name;
    note.textContent = field.validity.valueMissing ? form.dataset.need : form.dataset.phone;
    if (field.type === "radio") {
      place.querySelector("legend").after(note);
      place.setAttribute("aria-describedby", note.id);
    } else {
      place.append(note);
      field.setAttribute("aria-describedby", note.id);
      field.setAttribute("aria-invalid", "true");
    }
  }
  if (!first) return false;
  say(form, form.dataset.check, "bad");
  first.focus();
  return true;
}

// What the reader is told.

function statusOf(form) {
  return form.querySelector(".kb-status");
}

function say(form, words, tone = "", place = statusOf(form)) {
  place.className = tone ? `kb-status kb-status--${tone}` : "kb-status";
  place.textContent = words;
}

function bring(place) {
  place.tabIndex = -1;
  place.focus();
}

function button(words, work) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "kb-button kb-button--quiet";
  made.textContent = words;
  made.addEventListener("click", () => work(made));
  return made;
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

// E-mail: a letter that people can read, as long as a link may be.

function asked(field, form) {
  const place = field.closest(field.type === "radio" ? "fieldset" : ".kb-field");
  const words = place && place.querySelector(":scope > span, :scope > legend > span");
  return words ? words.textContent.trim().replace(/\s+/g, " ") : field.name;
}

function said(field) {
  if (field.type === "radio") return field.closest("label").textContent.trim();
  return field.type === "select-one" ? field.selectedOptions[0].textContent.trim() : field.value.trim();
}

function letter(form, pressed, readable) {
  const lines = answers(form, pressed).filter(([name]) => !name.endsWith(".dir"));
  return lines
    .map(([name, value]) => {
      const field = fields(form).find((one) => one.name === name && isOwn(one) && isFilled(one));
      return readable && field ? `${asked(field, form)}: ${said(field)}` : `${name}: ${value}`;
    })
    .join("\r\n");
}

function link(form, body) {
  return form.getAttribute("action") + "&body=" + encodeURIComponent(body);
}

function mail(form, pressed) {
  const text = letter(form, pressed, true);
  // A letter of Urdu takes twelve characters of a link: the questions may have to go by their ids.
  const bodies = [text, letter(form, pressed, false)];
  const body = bodies.find((one) => link(form, one).length <= LONGEST_LINK);
  const open = Object.assign(document.createElement("a"), { className: "kb-button", textContent: form.dataset.again });
  open.href = body === undefined ? form.getAttribute("action") : link(form, body);
  const copy = Object.assign(document.createElement("textarea"), { className: "kb-letter", readOnly: true, rows: 6, dir: "auto", value: text });
  copy.setAttribute("aria-label", form.dataset.copy);
  const copied = async (made) => {
    copy.select();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      document.execCommand("copy");
    }
    made.textContent = form.dataset.copied;
  };
  say(form, body === undefined ? form.dataset.long : form.dataset.ready, "good");
  statusOf(form).append(copy, button(form.dataset.copy, copied), " ", open);
  bring(statusOf(form));
  if (body !== undefined) open.click();
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

// The button that was pressed last: browsers of the baseline do not say which one sends a form.
let last;
document.addEventListener("click", (event) => (last = event.target.closest?.("button")), true);

function submit(form, event) {
  const pressed = event.submitter || (last?.form === form ? last : form.querySelector("button"));
  const text = isFeedback(form) && pressed.closest(".kb-more, .kb-mistake")?.querySelector("textarea");
  if (form.dataset.busy || (text && !isFilled(text)) || markMistakes(form)) {
    event.preventDefault();
    if (text) text.focus();
    return;
  }
  const own = named(form, "branch");
  if (own && own.type === "hidden") own.value = branch();
  if (form.dataset.mail) {
    event.preventDefault();
    mail(form, pressed);
  } else if (isTrapped(form)) {
    event.preventDefault();
    finish(form, pressed, form.dataset.thanks, "good");
  } else if (form.dataset.post) {
    event.preventDefault();
    send(form, pressed);
  } else {
    named(form, "submission").value ||= newId();
  }
}

function offerToClear(form) {
  say(form, form.dataset.draft + " ");
  statusOf(form).append(
    button(form.dataset.clear, () => {
      form.reset();
      save(draftKey(form), null);
      say(form, "");
    }),
  );
}

function enhance(form) {
  form.noValidate = true;
  const own = named(form, "branch");
  if (own && own.type === "select-one" && [...own.options].some((option) => option.value === branch())) own.value = branch();
  if (restoreDraft(form) && form.dataset.draft) offerToClear(form);
  const typed = (event) => {
    if (event.target.form !== form || !isOwn(event.target)) return;
    saveDraft(form);
    const place = event.target.closest(event.target.type === "radio" ? "fieldset" : ".kb-field");
    if (place) clearMistake(place);
  };
  // Of the document: some fields of the form stand elsewhere on the page.
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  form.addEventListener("submit", (event) => submit(form, event));
}

function clearDrafts() {
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(DRAFT))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // There is no storage to clear.
  }
}

export function start() {
  const forms = [...document.querySelectorAll("form[data-kb-form]")];
  forms.forEach(enhance);
  // A browser that posted by itself comes here afterwards.
  if (document.documentElement.dataset.page === "thanks") clearDrafts();
  const catchUp = async () => {
    if (!outbox().length || !(await sendKept()) || !forms.length) return;
    say(forms[0], forms[0].dataset.late || "", "good");
  };
  window.addEventListener("online", catchUp);
  catchUp();
}
