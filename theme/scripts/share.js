// Shares an answer or a page: by the device's own means, else its address is copied.

const root = document.documentElement;

// The address says the language; and the branch, where the reader has one: its values are meant.
function addressOf(button) {
  const address = new URL(location.pathname, location.href);
  if (root.dataset.branch) address.searchParams.set("branch", root.dataset.branch);
  address.hash = button.dataset.kbShare || location.hash;
  return address.href;
}

function titleOf(button) {
  const heading = button.closest(".kb-answer") || document;
  return heading.querySelector("h1, h2").textContent.trim();
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Over http there is no clipboard, and it may be forbidden.
  }
  const field = Object.assign(document.createElement("textarea"), { className: "kb-hidden", readOnly: true, value: text });
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

// What is put into a status once it stands in the page is read out.
const status = Object.assign(document.createElement("span"), { className: "kb-shared" });
status.setAttribute("role", "status");
let away;

function say(button, content) {
  clearTimeout(away);
  status.replaceChildren();
  if (button.nextElementSibling !== status) button.after(status);
  requestAnimationFrame(() => status.replaceChildren(content));
}

export async function share(button) {
  const [title, url] = [titleOf(button), addressOf(button)];
  if (navigator.share) {
    try {
      await navigator.share({ title, text: title, url });
      return;
    } catch (problem) {
      if (problem.name === "AbortError") return; // the reader thought better of it
    }
  }
  if (await copy(url)) {
    button.focus();
    say(button, button.closest("[data-copied]").dataset.copied);
    away = setTimeout(() => status.replaceChildren(), 8000);
  } else {
    // To be copied by hand.
    say(button, Object.assign(document.createElement("a"), { href: url, textContent: title }));
  }
}
