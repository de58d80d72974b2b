// A form that goes by e-mail: a letter that people can read, as long as a link may be.

import { answers, bring, button, fields, isFilled, isOwn, say, statusOf } from "./forms-fields.js";

const LONGEST_LINK = 1800; // what every e-mail program takes of a mailto: address

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

// Returns whether the browser need not send it.
export function submit(form, pressed) {
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
  return true;
}
