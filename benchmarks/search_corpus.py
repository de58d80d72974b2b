"""A large help centre in four languages, as the search sees it: made of a small one's words.

Text grows as texts do: the chance that the next word is new falls with the length (Heaps' law),
any other word is repeated from before (so that frequencies follow Zipf's law), often from its own
page. New words look like the language's own words. The text is equal in every run.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kbgen.output.search.index import IndexedLanguage
from kbgen.output.search.record import Record
from tests.relevance.words import lookalikes, site_text

FOLDERS = ("standards", "faq", "policies", "procedures", "branches")
GROWTH = {"en": 0.52, "ur": 0.55, "ar": 0.60, "hi": 0.55}
"""Heaps' exponents: Arabic writes articles, prepositions and pronouns onto its words."""
SECTIONS = 4
ON_PAGE = 0.3
"""How often a word is repeated from its own page."""


@dataclass(frozen=True)
class Page:
    """`sections` are (heading, text); the first is the lead, headed by the title."""

    id: str
    sections: tuple[tuple[str, str], ...]


def corpus(site: Path, prefixes: Mapping[str, str], count: int) -> dict[str, list[Page]]:
    """Write `count` pages in each language, in the words of a built site and new ones."""
    return {
        lang: list(_pages(_Words(site_text(site, prefix).split(), lang), count))
        for lang, prefix in prefixes.items()
    }


def editions(pages: Mapping[str, list[Page]], prefixes: Mapping[str, str]) -> list[IndexedLanguage]:
    """Return the corpus as a build hands it to the search."""
    return [
        IndexedLanguage(lang, prefix, [*_records(pages[lang], lang, prefix)], ())
        for lang, prefix in prefixes.items()
    ]


def _records(pages: list[Page], lang: str, prefix: str) -> Iterator[Record]:
    for page in pages:
        title = page.sections[0][0]
        kind = page.id.partition("/")[0]
        for i, (heading, text) in enumerate(page.sections):
            id_ = f"{page.id}#s{i}" if i else page.id
            url = f"{prefix}{page.id}/"
            yield Record(id_, url, heading, title, kind, lang, text=text)


def _pages(words: _Words, count: int) -> Iterator[Page]:
    for i in range(count):
        words.turn_page()
        sections = []
        for part in range(SECTIONS + 1):
            text = words.report(words.chance.randint(45, 80))
            sections.append((words.about(text, 3 if part else 4), text))
        yield Page(f"{FOLDERS[i % len(FOLDERS)]}/page-{i:05d}", tuple(sections))


class _Words:
    """The next word, and the next."""

    def __init__(self, shown: list[str], lang: str) -> None:
        self.chance = random.Random(f"corpus {lang}")
        self._text = list(shown)
        self._page: list[str] = []
        self._growth = GROWTH[lang]
        known = {bare for word in shown if (bare := _bare(word))}
        self._scale = len(known) / len(shown) ** self._growth
        self._new = lookalikes(known, f"corpus {lang}")

    def turn_page(self) -> None:
        self._page = []

    def report(self, count: int) -> str:
        text = []
        for _ in range(count):
            word = self._next()
            self._text.append(word)
            self._page.append(word)
            text.append(word)
        return " ".join(text)

    def _next(self) -> str:
        length = len(self._text)
        if self.chance.random() < self._scale * self._growth * length ** (self._growth - 1):
            return next(self._new)
        before = self._page if self._page and self.chance.random() < ON_PAGE else self._text
        return before[int(self.chance.random() * len(before))]  # thrice as fast as choice()

    def about(self, text: str, count: int) -> str:
        """Return words of a text that may stand in its heading: the longer ones."""
        words = list(dict.fromkeys(bare for word in text.split() if len(bare := _bare(word)) > 3))
        return " ".join(self.chance.sample(words, min(count, len(words))))


def _bare(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word)


def write_markdown(pages: Mapping[str, list[Page]], content: Path) -> None:
    """Write the corpus as an editor would, for a whole build."""
    for lang, all_pages in pages.items():
        for page in all_pages:
            # Folders have meanings, and their pages front matter that this text has not.
            file = content / lang / "guides" / f"{page.id.replace('/', '-')}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_markdown(page), "utf-8")
        title, text = all_pages[0].sections[0]
        (content / lang / "index.md").write_text(f'---\ntitle: "{title}"\n---\n\n{text}\n', "utf-8")


def _markdown(page: Page) -> str:
    (title, lead), *sections = page.sections
    parts = [f'---\ntitle: "{title}"\n---\n', _plain(lead)]
    for i, (heading, text) in enumerate(sections, 1):
        parts += [f"## {heading} {{#s{i}}}", _plain(text)]
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    """Return text without what Markdown takes for markup."""
    return re.sub(r"[`*_<>\[\]|{}#]", "", text)
