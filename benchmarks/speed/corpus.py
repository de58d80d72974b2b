"""The same help centre for every tool: pages in four languages, written alike in every run.

Five folders in turn, of which kbgen knows four as kinds. A page has a lead, four sections with ids
that are equal in all languages, a list, a table, steps and a link, in about 5 KB.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.facts import BRANCHES, BY_ID, COMMON, USED, ledger
from benchmarks.speed.words import LANGUAGES, Wording

FOLDERS = ("standards", "faq", "policies", "procedures", "guides")
IDS = ("about", "choices", "overview", "steps")
COMMON_PAGES = 13
"""How many pages use the common fact, each in every language: 52; a fifth in a small corpus."""
FIELDS = {  # what a kind's source page says besides, for kbgen alone
    "standards": ("time: answer.time", "if_missed: {procedure}#steps"),
    "policies": ("effective: 2026-03-01", 'version: "2.1"'),
    "procedures": ("time: repair.time",),
}


@dataclass(frozen=True)
class Page:
    """A page in one language; `facts` are those that it uses, `link` is another page's id."""

    id: str
    lang: str
    title: str
    description: str
    body: str  # with [[fact]] where a fact stands
    fields: tuple[str, ...]

    def for_kbgen(self) -> str:
        text = self.body
        for fact in BY_ID:
            text = text.replace(f"[[{fact}]]", f"{{{{ {fact} }}}}")
        return _with_front_matter(self, self.fields) + text

    def for_others(self) -> str:
        """Return the page with the facts' values as text, and only fields that all tools know."""
        text = self.body
        for fact in BY_ID.values():
            text = text.replace(f"[[{fact.id}]]", fact.text(self.lang))
        return _with_front_matter(self, ()) + text


def page_id(number: int) -> str:
    return f"{FOLDERS[number % len(FOLDERS)]}/page-{number:05d}"


def common_pages(count: int) -> list[str]:
    """Return the ids of the pages that use the common fact, evenly spread."""
    users = min(COMMON_PAGES, max(1, count // 5))
    return [page_id(i * count // users) for i in range(users)]


def pages(lang: str, count: int) -> Iterator[Page]:
    """Yield the pages of a language; the first ones are equal for every count, except for links."""
    wording = Wording(lang)
    common = set(common_pages(count))
    for number in range(count):
        yield _page(wording, lang, number, count, common)


def write_for_kbgen(folder: Path, count: int) -> None:
    """Write content/: the pages, the ledger and the branches."""
    _write(folder / "facts.yml", ledger())
    for name, text in BRANCHES.items():
        _write(folder / f"branches/{name}.yml", text)
    for lang in LANGUAGES:
        _write(folder / lang / "index.md", _home(lang))
        for page in pages(lang, count):
            _write(folder / lang / f"{page.id}.md", page.for_kbgen())


def write_for_others(folder: Path, count: int) -> None:
    """Write the pages without facts, branches and kbgen's fields."""
    for lang in LANGUAGES:
        _write(folder / lang / "index.md", _home(lang))
        for page in pages(lang, count):
            _write(folder / lang / f"{page.id}.md", page.for_others())


def _page(wording: Wording, lang: str, number: int, count: int, common: set[str]) -> Page:
    id_ = page_id(number)
    title, description = wording.heading(), wording.sentence()
    lead = wording.paragraph(2)
    if facts := _facts(number, id_ in common):
        lead += "".join(f" {wording.language.reminder.format(f'[[{fact}]]')}" for fact in facts)
    body = "\n\n".join([lead, *_sections(wording, _other(number, count)), ""])
    return Page(id_, lang, title, description, body, _fields(id_, lang))


def _facts(number: int, is_common: bool) -> list[str]:
    """Return the facts that a page uses: the common one, and every third page one more."""
    more = [USED[number // 3 % len(USED)].id] if number % 3 == 0 else []
    return [COMMON, *more] if is_common else more


def _fields(id_: str, lang: str) -> tuple[str, ...]:
    if lang != "en":
        return ()
    kind = FIELDS.get(id_.partition("/")[0], ())
    return tuple(field.format(procedure=page_id(3)) for field in kind)


def _other(number: int, count: int) -> str:
    """Return the path of another page, as a link from a page of the same language."""
    other = (number * 7 + 3) % count
    return f"../{page_id(other if other != number else (number + 1) % count)}.md"


def _sections(wording: Wording, link: str) -> Iterator[str]:
    parts = (_list(wording), _table(wording), wording.paragraph(3), _steps(wording, link))
    for id_, part in zip(IDS, parts, strict=True):
        yield f"## {wording.heading()} {{#{id_}}}"
        yield wording.paragraph(5)
        yield part


def _list(wording: Wording) -> str:
    return "\n".join(f"- {wording.sentence()}" for _ in range(5))


def _table(wording: Wording) -> str:
    rows = [
        f"| {wording.noun()} | {wording.noun()} {wording.noun()} | {wording.noun()} |"
        for _ in "12345"
    ]
    return "\n".join([rows[0], "|---|---|---|", *rows[1:]])


def _steps(wording: Wording, link: str) -> str:
    steps = "\n".join(f"{number}. {wording.sentence()}" for number in range(1, 5))
    return f"{steps}\n\n{wording.language.see.format(wording.noun(), link)}"


def _home(lang: str) -> str:
    wording = Wording(lang)
    front = f"---\ntitle: {wording.heading()}\ndescription: {wording.sentence()}\n---\n"
    return f"{front}{wording.paragraph(4)}\n"


def _with_front_matter(page: Page, fields: tuple[str, ...]) -> str:
    lines = ("---", f'title: "{page.title}"', f'description: "{page.description}"', *fields)
    return "\n".join([*lines, "---", "", ""])


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
