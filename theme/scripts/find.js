// The list of all questions, narrowed to what was asked for.

const fold = (text) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u064b-\u065f\u0670\u0300-\u036f\u200b-\u200f\u2066-\u2069]/g, "")
    .replace(/[يى]/g, "ی")
    .replace(/ك/g, "ک")
    .replace(/[ةه]/g, "ہ");

export function start() {
  const list = document.querySelector(".kb-results");
  const field = document.getElementById("kb-query");
  const status = document.querySelector(".kb-found");
  if (!list || !field) return;
  const items = [...list.children].map((item) => [item, fold(item.textContent)]);
  const heading = list.previousElementSibling;

  function narrow() {
    const words = fold(field.value).split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean).slice(0, 20);
    let found = 0;
    for (const [item, text] of items) {
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) found += 1;
    }
    heading.hidden = words.length > 0;
    status.hidden = !words.length;
    status.textContent = found ? status.dataset.found.replace("{}", found) : status.dataset.none;
  }

  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", narrow);
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
    narrow();
  });
  narrow();
}
