"""Makes the parts of a site, in any order and in any process.

A part is a page, or the files that a language's pages make together. Each has a key, the digest
of all that it is made of, and what it becomes is kept under that key. So the same inputs give the
same bytes, whether they were made now, on another machine or a year ago.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import CountHandler

from kbgen.build.language_renderer import PageBody, Press, Printed
from kbgen.build.manifest import Made
from kbgen.build.outputs import language_files, site_files
from kbgen.build.search import language_search, made_words, search_words
from kbgen.build.staging import Staging
from kbgen.build.store import Store
from kbgen.errors import KbgenError, PagesRefusedError
from kbgen.markdown.headings import HeadingIds
from kbgen.model.site import Site
from kbgen.output.alternates import Web
from kbgen.output.answer_files import base_of
from kbgen.output.assets import Assets
from kbgen.output.compress import compressed
from kbgen.output.page_output import PageOutput, page_output
from kbgen.output.search.page import PageWords
from kbgen.output.theme_assets import FOLDER
from kbgen.resolve.addresses import address
from kbgen.system.codec import Codec, Custom
from kbgen.system.digest import digest


@dataclass(frozen=True)
class Leaf:
    """A page of a language: the digest of its own file, its key, and the key of its text."""

    lang: str
    page_id: str
    own: str
    key: str = ""
    text: str = ""

    @property
    def part(self) -> str:
        return f"{self.lang}:{self.page_id}"

    @property
    def part_key(self) -> str:
        """What is noted of the page: by its own file its keys are known again."""
        return f"{self.key}.{self.own}.{self.text}"

    @property
    def said_key(self) -> str:
        """The key of what the page says, whatever stands around it."""
        return digest(self.text, "said")


@dataclass(frozen=True)
class Said:
    """What one page says: to its own template, the files of its language and the search."""

    output: PageOutput
    words: PageWords | None = None
    body: PageBody | None = None
    """What it shows of its Markdown; None where that is to be rendered again."""


SAID: Codec[Said] = Codec(Said, {Markup: Custom(str, Markup)})
COPIES: Codec[dict[str, bytes]] = Codec(dict[Literal[".gz", ".br"], bytes])
"""The compressed copies of a file, by what is added to its name."""
IDS: Codec[list[str]] = Codec(list[str])
T = TypeVar("T")


class _counting:  # noqa: N801 # a context manager
    """Counts what MkDocs warns of."""

    def __enter__(self) -> CountHandler:
        self._handler = CountHandler()
        self._handler.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self._handler)
        return self._handler

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self._handler)


def _read(kept: bytes | None, codec: Codec[T]) -> T | None:
    """Read what was kept; None if there is nothing, or something else."""
    if kept is not None:
        with suppress(ValueError):
            return codec.decode(kept)
    return None


@dataclass
class Plant:
    """All that the parts of a site are made with; every process has the same."""

    site: Site
    config: MkDocsConfig
    assets: Assets
    headings: HeadingIds
    store: Store
    staging: Staging
    remembers: bool = True
    """Whether pages are kept for other builds; what they say is always kept for this one."""
    leaves: Sequence[Leaf] = ()
    warnings: int = 0
    """How many times MkDocs has warned of a page that was made here."""
    _heard: tuple[str, dict[str, PageWords | None]] = field(default=("", {}), init=False)
    """The words of one language's pages: asked for twice, for its files and its search."""
    _presses: dict[str, Press] = field(default_factory=dict, init=False)
    _refused: dict[str, PagesRefusedError] = field(default_factory=dict, init=False)
    """Why the page of a file cannot be made."""

    def press(self, lang: str) -> Press:
        """Return the press of a language, opened."""
        if lang not in self._presses:
            press = Press(self.site, lang, self.config, self.assets, self.headings)
            self._presses[lang] = press
        self._presses[lang].open()
        return self._presses[lang]

    def make_page(self, leaf: Leaf) -> Made:
        """Write a page: as it is remembered, else made anew."""
        kept = self.store.get(leaf.key) if self.remembers else None
        path, _, html = (kept or b"").partition(b"\n")
        if path != self._path(leaf).encode():
            path, html = self._print(leaf)
        return self.staging.write(path.decode(), html)

    def _path(self, leaf: Leaf) -> str:
        url = address(self.site, leaf.lang, leaf.page_id)
        return f"{url}index.html" if url.endswith("/") or not url else url

    def remember(self, leaf: Leaf) -> None:
        """Make a page only to have it remembered."""
        if self.store.get(leaf.key) is None or self.store.get(leaf.said_key) is None:
            self._print(leaf)

    def _print(self, leaf: Leaf) -> tuple[bytes, bytes]:
        """Render a page, and remember it with what it adds to other files.

        What is warned of is to be warned of again, so such a page is not remembered. Raises
        PagesRefusedError if it takes too long.
        """
        press, article = self.press(leaf.lang), self.site.shown(leaf.lang, leaf.page_id)
        if article is None:
            return self._render(leaf, press)
        if article.path in self._refused:  # in another language
            raise self._refused[article.path]
        try:
            return press.limited(article, lambda: self._render(leaf, press))
        except PagesRefusedError as problem:
            self._refused[article.path] = problem
            raise

    def _render(self, leaf: Leaf, press: Press) -> tuple[bytes, bytes]:
        known = self._known(leaf)
        with _counting() as counter:
            printed = press.print(leaf.page_id, known.body if known else None)
        warnings = sum(number for _, number in counter.get_counts())
        self.warnings += warnings
        path, html = printed.path.encode(), printed.html.encode("utf-8", "xmlcharrefreplace")
        if self.remembers and not warnings:
            self.store.put(leaf.key, path + b"\n" + html)
        if known is None or warnings:
            said = known or self._says(printed, press)
            keeps = self.remembers and not warnings
            kept = said if keeps else replace(said, body=None)
            self.store.put(leaf.said_key, SAID.encode(kept))
        return path, html

    def _says(self, printed: Printed, press: Press) -> Said:
        if printed.built is None:
            return Said(PageOutput())
        words = search_words(self.site, press.lang, printed.built)
        return Said(page_output(press.teller, printed.built), words, printed.body)

    def _output(self, leaf: Leaf) -> PageOutput:
        said = self._said(leaf)
        self._hear(leaf.lang)[leaf.page_id] = said.words
        return said.output

    def _hear(self, lang: str) -> dict[str, PageWords | None]:
        if self._heard[0] != lang:
            self._heard = (lang, {})
        return self._heard[1]

    def _said(self, leaf: Leaf) -> Said:
        """Return what a page adds to other files, made anew if it is not remembered."""
        for _ in range(2):
            if found := self._known(leaf):
                return found
            self._print(leaf)
        raise KbgenError(f"nothing can be kept in {self.store.folder}; build with --no-cache")

    def _known(self, leaf: Leaf) -> Said | None:
        """Return what is remembered that a page says."""
        return _read(self.store.get(leaf.said_key), SAID)

    def _leaves(self, lang: str) -> list[Leaf]:
        return [leaf for leaf in self.leaves if leaf.lang == lang]

    def make_language_files(self, lang: str, note: str) -> list[Made]:
        """Write what the pages of a language say together: answers, feed, llms.txt, 404.html.

        The ids of its answers are remembered as `note`, for the search of all languages.
        """
        press = self.press(lang)
        outputs = [self._output(leaf) for leaf in self._leaves(lang)]
        self._note_ids(lang, self._words(lang), note)
        files = language_files(press.publication, press.teller, outputs)
        framed = press.lost(), press.dialogs()
        return [self.staging.write(*file) for file in (*files.items(), *framed)]

    def make_site_files(self) -> list[Made]:
        """Write what tells machines of all pages: the sitemaps and robots.txt."""
        files = site_files(Web(self.site, base_of(self.config)))
        return [self.staging.write(*file) for file in files.items()]

    def answer_ids(self, lang: str, note: str) -> list[str]:
        """Return the ids of the answers that a language's readers can find."""
        known = _read(self.store.get(note), IDS)
        return known if known is not None else self._note_ids(lang, self._words(lang), note)

    def _note_ids(self, lang: str, words: Sequence[PageWords], note: str) -> list[str]:
        ids = [id_ for page in (*words, *made_words(self.site, lang)) for id_ in page.ids]
        self.store.put(note, IDS.encode(ids))
        return ids

    def _words(self, lang: str) -> list[PageWords]:
        heard = self._hear(lang)
        for leaf in self._leaves(lang):
            if leaf.page_id not in heard:
                heard[leaf.page_id] = self._said(leaf).words
        found = (heard[leaf.page_id] for leaf in self._leaves(lang))
        return [words for words in found if words]

    def make_search_files(self, lang: str, ids: Sequence[str]) -> list[Made]:
        """Write a language's index; `ids` are the answers of all languages, sorted."""
        words = [*self._words(lang), *made_words(self.site, lang)]
        known = set(ids).union(*(page.ids for page in words))  # what was noted may be wrong
        files = language_search(self.site, lang, words, sorted(known))
        return [self.staging.write(*file) for file in files.items()]

    def make_copies(self, made: Made) -> list[Made]:
        """Write the compressed copies of a file that stands in the site."""
        file = self.staging.folder / made.path
        is_asset = made.path.rpartition("/")[0] == FOLDER.rstrip("/")
        key = digest(made.digest, "compressed", file.suffix, str(is_asset))
        copies = _read(self.store.get(key), COPIES)
        if copies is None:
            copies = compressed(file.name, file.read_bytes(), is_asset)
            self.store.put(key, COPIES.encode(copies))
        return [
            self.staging.write(f"{made.path}{suffix}", content)
            for suffix, content in copies.items()
        ]
