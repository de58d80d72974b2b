"""GitBook and HonKit: SUMMARY.md, README.md, LANGS.md, and blocks between braces."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from kbgen.migrating.config import language_name, locale_of
from kbgen.migrating.front import kept_fields, read_front
from kbgen.migrating.model import (
    MenuItem,
    MigrationNote,
    OldLanguage,
    OldPage,
    OldSite,
    SourceFiles,
)
from kbgen.migrating.slugs import github_slug, page_part, plain_words
from kbgen.migrating.syntax.gitbook_blocks import GitBookBlocks
from kbgen.model.locale import ENGLISH

_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\((?:<([^>]*)>|([^)\s]*))[^)]*\)")
_ENTRY = re.compile(r"^(\s*)[*+-]\s+(.*)$")
_MARKDOWN = (".md", ".markdown")
_NO_PAGES = ("SUMMARY.md", "LANGS.md")


def is_gitbook(source: SourceFiles) -> bool:
    return bool(source.first(".gitbook.yaml", "book.json", "SUMMARY.md", "LANGS.md"))


def read_gitbook(source: SourceFiles) -> OldSite:
    """Read a book, or the books of several languages, of GitBook or HonKit."""
    return _BookReader(source).site()


@dataclass(frozen=True)
class _BookReader:
    source: SourceFiles
    notes: list[MigrationNote] = field(default_factory=list)

    @cached_property
    def config(self) -> dict[str, Any]:
        name = self.source.first("book.json", ".gitbook.yaml")
        if not name:
            return {}
        try:
            text = self.source.text(name)
            data = json.loads(text) if name.endswith(".json") else yaml.safe_load(text)
        except (ValueError, yaml.YAMLError) as problem:
            what = f"the settings cannot be read: {' '.join(str(problem).split())}"
            self.notes.append(MigrationNote(name, 1, what))
            return {}
        return data if isinstance(data, dict) else {}

    @cached_property
    def root(self) -> str:
        """Return the folder of the book below that of the project."""
        root = posixpath.normpath(str(self.config.get("root") or "."))
        return "" if root == "." else root.removeprefix("./").strip("/")

    @property
    def is_hosted(self) -> bool:
        """Tell whether gitbook.com published it: addresses there have no .html."""
        return ".gitbook.yaml" in self.source

    @cached_property
    def readme(self) -> str:
        structure = self.config.get("structure")
        return (
            str(structure.get("readme") or "README.md")
            if isinstance(structure, dict)
            else "README.md"
        )

    @cached_property
    def books(self) -> dict[str, tuple[str, str]]:
        """Return folder → (language, its name), the default one first."""
        name = posixpath.join(self.root, "LANGS.md")
        found: dict[str, tuple[str, str]] = {}
        for match in _LINK.finditer(self.source.text(name)) if name in self.source else ():
            folder = posixpath.normpath(posixpath.join(self.root, match[2] or match[3])).strip("/")
            lang = locale_of(posixpath.basename(folder))
            if lang:
                found[folder] = lang, match[1]
            else:
                what = "the name of this folder is no code of a language; its pages are left out"
                self.notes.append(MigrationNote(name, 1, what, match[0]))
        if found:
            return found
        lang = locale_of(str(self.config.get("language") or ENGLISH)) or ENGLISH
        return {self.root: (lang, language_name(lang))}

    def site(self) -> OldSite:
        pages: list[OldPage] = []
        assets: dict[str, str] = {}
        menus: list[tuple[MenuItem, ...]] = []
        words: dict[str, dict[str, str]] = {}
        for folder, (lang, _) in self.books.items():
            summary = self._summary(folder)
            labels = dict(_labels(summary))
            own = list(self._pages(folder, lang, labels))
            pages += own
            menus.append(tuple(self._menu(summary, {page.file: page for page in own})))
            assets |= self._assets(folder, lang)
        for (lang, _), menu in zip(self.books.values(), menus, strict=True):
            words[lang] = dict(_same_places(menus[0], menu))
        languages = [OldLanguage(lang, name, words[lang]) for lang, name in self.books.values()]
        title = str(self.config.get("title") or "")
        home = next((page for page in pages if page.page_id == "index"), None)
        return OldSite(
            generator="GitBook" if self.is_hosted else "GitBook (HonKit)",
            name=title or (_heading(home.body) if home else "") or "Help",
            languages=tuple(languages),
            pages=tuple(pages),
            assets=assets,
            description=str(self.config.get("description") or ""),
            menu=menus[0],
            redirects=dict(self._redirects(pages)),
            notes=tuple(self.notes),
            slug=github_slug,
        )

    def _pages(self, folder: str, lang: str, labels: Mapping[str, str]) -> Iterator[OldPage]:
        variables = self.config.get("variables")
        blocks = GitBookBlocks(
            self.source, variables if isinstance(variables, dict) else {}, self.notes
        )
        others = [one for one in self.books if one != folder and one]
        for name in self.source.below(folder):
            rest = name.removeprefix(f"{folder}/") if folder else name
            is_page = rest.endswith(_MARKDOWN) and rest not in _NO_PAGES
            is_other = any(name.startswith(f"{one}/") for one in others)
            if not is_page or is_other or ".gitbook/" in name or name in blocks.included:
                continue
            front = read_front(self.source.text(name), name, self.notes)
            meta = kept_fields(front.meta, (), name, self.notes)
            if name not in labels and rest != self.readme:
                what = "SUMMARY.md does not name this page, so it was not published: it is a draft"
                self.notes.append(MigrationNote(name, 1, what))
                meta = {**meta, "draft": True}
            body = blocks.convert(front.body, name, front.line)
            label = labels.get(name, "")
            if label == (meta.get("title") or _heading(body)):
                label = ""
            page_id = self._page_id(rest)
            listed = name in labels or rest == self.readme
            urls = tuple(self._urls(folder, rest, page_id)) if listed else ()
            is_index = page_id == "index" or page_id.endswith("/index")
            yield OldPage(
                name,
                lang,
                page_id,
                body,
                meta,
                urls,
                label=label,
                is_listed=listed,
                is_index=is_index,
            )

    def _page_id(self, rest: str) -> str:
        if rest == self.readme:
            return "index"
        parts = posixpath.splitext(rest)[0].split("/")
        parts = [*parts[:-1], "index"] if parts[-1].upper() == "README" else parts
        return "/".join(map(page_part, parts))

    def _urls(self, folder: str, rest: str, page_id: str) -> Iterator[str]:
        top = folder.removeprefix(self.root).strip("/")
        prefix = f"/{top}" if top else ""
        stem = posixpath.splitext(rest)[0]
        if page_id == "index":
            yield f"{prefix}/"
            yield f"{prefix}/index.html"
        elif page_id.endswith("/index"):
            yield f"{prefix}/{posixpath.dirname(stem)}/"
        elif self.is_hosted:
            yield f"{prefix}/{stem}"
        else:
            yield f"{prefix}/{stem}.html"

    def _summary(self, folder: str) -> list[tuple[int, str, str]]:
        """Return (depth, label, file) of each line of SUMMARY.md; a heading has the depth 0."""
        structure = self.config.get("structure")
        own = structure.get("summary") if isinstance(structure, dict) else None
        name = posixpath.join(folder, str(own or "SUMMARY.md")).lstrip("/")
        found: list[tuple[int, str, str]] = []
        indents: list[int] = []
        for line in self.source.text(name).split("\n") if name in self.source else ():
            if match := re.match(r"#{2,}\s+(.*)", line):
                found.append((0, plain_words(re.sub(r"<a .*?</a>", "", match[1])).strip(), ""))
                indents = []
            elif match := _ENTRY.match(line):
                indent = len(match[1].expandtabs(4))
                while indents and indents[-1] >= indent:
                    indents.pop()
                indents.append(indent)
                link = _LINK.search(match[2])
                target = (link[2] or link[3]).partition("#")[0] if link else ""
                if target and not re.match(r"https?:", target):
                    target = posixpath.normpath(posixpath.join(folder, target.replace("%20", " ")))
                label = re.sub(r"\\(.)", r"\1", link[1] if link else match[2])
                found.append((len(indents), plain_words(label).strip(), target))
        return found

    def _menu(
        self, summary: Sequence[tuple[int, str, str]], pages: Mapping[str, OldPage]
    ) -> Iterator[MenuItem]:
        """Yield the entries of the navigation; those below a page begin with it."""
        at, part, items = 0, "", list[MenuItem]()
        while at < len(summary):
            depth, label, _ = summary[at]
            if depth == 0:
                if items and part:
                    yield MenuItem("", part, tuple(items))
                else:
                    yield from items
                part, items, at = label, [], at + 1
                continue
            end = at + 1
            while end < len(summary) and summary[end][0] > depth:
                end += 1
            items += self._entry(summary[at], list(self._menu(summary[at + 1 : end], pages)), pages)
            at = end
        if items and part:
            yield MenuItem("", part, tuple(items))
        else:
            yield from items

    def _entry(
        self,
        entry: tuple[int, str, str],
        below: Sequence[MenuItem],
        pages: Mapping[str, OldPage],
    ) -> Iterator[MenuItem]:
        _, label, file = entry
        page = pages.get(file)
        if file and not page and not file.startswith("http"):
            what = "SUMMARY.md names a page that is not there"
            self.notes.append(MigrationNote("SUMMARY.md", 1, what, f"{label}: {file}"))
        target = page.page_id if page else file if file.startswith("http") else ""
        if below:
            yield MenuItem(target, label, tuple(below))
        elif target:
            yield MenuItem(target, page.label if page else label)

    def _assets(self, folder: str, lang: str) -> dict[str, str]:
        others = [one for one in self.books if one != folder and one]
        settings = ("book.json", ".gitbook.yaml", "package.json", "package-lock.json", "book.js")
        found = {}
        for name in self.source.below(folder):
            rest = name.removeprefix(f"{folder}/") if folder else name
            is_other = any(name.startswith(f"{one}/") for one in others)
            if rest.endswith(_MARKDOWN) or rest in settings or is_other:
                continue
            rest = rest.removeprefix(".gitbook/")
            if not any(part.startswith((".", "_")) for part in rest.split("/")):
                found[name] = f"{lang}/{rest}"
        return found

    def _redirects(self, pages: Sequence[OldPage]) -> Iterator[tuple[str, str]]:
        given = self.config.get("redirects")
        by_file = {page.file: page.page_id for page in pages}
        for old, new in given.items() if isinstance(given, dict) else ():
            name = posixpath.normpath(posixpath.join(self.root, str(new)))
            if name in by_file:
                yield f"/{str(old).strip('/')}", by_file[name]
            else:
                what = "this redirect leads to a page that is not there"
                self.notes.append(MigrationNote(".gitbook.yaml", 1, what, f"{old}: {new}"))


def _labels(summary: Sequence[tuple[int, str, str]]) -> Iterator[tuple[str, str]]:
    return ((file, label) for _, label, file in reversed(summary) if file)


def _heading(body: str) -> str:
    match = re.search(r"^# +(.+?)[ #]*$", body, re.M)
    return plain_words(match[1]).strip() if match else ""


def _same_places(first: Sequence[MenuItem], other: Sequence[MenuItem]) -> Iterator[tuple[str, str]]:
    """Yield headings of two navigations that stand above the same pages."""
    by_pages = {_pages_of(one): one.label for one in _headings(other)}
    for one in _headings(first):
        words = by_pages.get(_pages_of(one))
        if words and one.label and words != one.label:
            yield one.label, words


def _headings(items: Sequence[MenuItem]) -> Iterator[MenuItem]:
    for one in items:
        if one.items:
            yield one
            yield from _headings(one.items)


def _pages_of(one: MenuItem) -> tuple[str, ...]:
    return (one.target, *(page for item in one.items for page in _pages_of(item)))
