"""GitBook's blocks: hints, tabs, steps, titled code, references to pages, embeds and includes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kbgen.migrating.front import read_front
from kbgen.migrating.model import MigrationNote, SourceFiles
from kbgen.migrating.syntax.blocks import Container, convert_blocks
from kbgen.migrating.syntax.code import as_comment, line_of
from kbgen.migrating.syntax.containers import admonition, tab
from kbgen.migrating.syntax.elements import (
    DETAILS,
    HTML,
    Element,
    names_of,
    on_own_lines,
    split_lines,
)
from kbgen.migrating.syntax.tags import BraceTag, TagWriter, paired, read_tag, replace_tags

_TAG = re.compile(r"\{%[-+]?\s*(\w[\w-]*)\s*(.*?)\s*[-+]?%\}", re.S)
_VARIABLE = re.compile(r"\{\{\s*(?:book\.)?([\w.]+)\s*\}\}")
_RAW = re.compile(r"\{%\s*raw\s*%\}(.*?)\{%\s*endraw\s*%\}", re.S)
_INCLUDE = re.compile(r"\{%\s*include\s+[\"']([^\"']+)[\"']\s*%\}")
_DEPTH = 5


def _hint(tag: BraceTag, element: Element) -> list[str]:
    return admonition(tag.value("style", "type") or "info", tag.value("title"), element.inner)


def _tab(tag: BraceTag, element: Element) -> list[str]:
    return tab(tag.value("title", "name", "lang") or "…", element.inner)


def _code(tag: BraceTag, element: Element) -> list[str]:
    """Give the fence within its title, and its numbers of lines."""
    title = tag.value("title").replace('"', "'")
    wanted = [f'title="{title}"'] if title else []
    wanted += ['linenums="1"'] if tag.value("lineNumbers") == "true" else []
    lines = list(element.inner)
    for number, line in enumerate(lines):
        if match := re.match(r"(`{3,}|~{3,})\s*([\w+#.-]*)\s*$", line):
            language = match[2] or ("text" if wanted else "")
            lines[number] = " ".join([f"{match[1]}{language}", *wanted])
            return lines
    return [*([f"**{title}**", ""] if title else []), *lines]


def _inner(_: BraceTag, element: Element) -> list[str]:
    return element.inner


def _reference(tag: BraceTag, element: Element) -> list[str]:
    """Write a card that leads to a page as a link to it."""
    url = tag.value("url", position=0)
    return element.inner or [f"[{url}]({url})"]


def _embed(tag: BraceTag, element: Element) -> list[str]:
    url = tag.value("url", "src", position=0)
    caption = tag.value("caption") or url
    return [f"[{caption}]({url})", *(["", *element.inner] if element.inner else [])]


_WRITERS: Mapping[str, TagWriter] = {
    "hint": _hint,
    "tabs": _inner,
    "tab": _tab,
    "code": _code,
    "code-tabs": _inner,
    "code-tabs-item": _tab,
    "content-ref": _reference,
    "page-ref": _reference,
    "embed": _embed,
    "file": _embed,
    "stepper": _inner,
    "step": _inner,
    "columns": _inner,
    "column": _inner,
    "updates": _inner,
}


def _container(name: str, write: TagWriter) -> Container:
    opening = rf"\{{%\s*{name}(?![\w-])\s*(.*?)\s*%\}}"
    return paired(name, opening, rf"\{{%\s*end{name}\s*%\}}", write)


_CONTAINERS = (*(_container(name, write) for name, write in _WRITERS.items()), DETAILS, *HTML)
_NAMES = "|".join(sorted(_WRITERS, key=len, reverse=True))
_LINES = re.compile(rf"\{{%\s*(?:end)?(?:{_NAMES})(?![\w-])[^%]*%\}}")


@dataclass(frozen=True)
class GitBookBlocks:
    """Converts pages; `variables` are the book's own."""

    source: SourceFiles
    variables: Mapping[str, Any]
    notes: list[MigrationNote]

    @cached_property
    def included(self) -> frozenset[str]:
        """Return the files that pages include, and that are no pages of their own."""
        found = set()
        for name in self.source.places:
            if name.endswith(".md") and "include" in (text := self.source.text(name)):
                found |= {_path(name, match[1]) for match in _INCLUDE.finditer(text)}
        return frozenset(found)

    def convert(self, body: str, path: str, first: int, depth: int = 0) -> str:
        body, raw = _protected(body)
        body = self._with_includes(body, path, depth)
        closed = {match[1].removeprefix("end") for match in _TAG.finditer(body)} & {
            match[1][3:] for match in _TAG.finditer(body) if match[1].startswith("end")
        }

        def write(match: re.Match[str]) -> str:
            name = match[1].removeprefix("end")
            if name in _WRITERS and name in closed:
                return " ".join(match[0].split())
            return self._single(match, path, line_of(body, match.start(), first))

        text = replace_tags(body, _TAG, write)
        text = replace_tags(text, _VARIABLE, lambda m: self._variable(m, path))
        text = split_lines(text, _LINES)
        text = on_own_lines(text, names_of(_CONTAINERS))
        text = convert_blocks(text, first, _CONTAINERS)
        for number, words in enumerate(raw):
            text = text.replace(f"\ue000{number}\ue001", words)
        return text

    def _with_includes(self, body: str, path: str, depth: int) -> str:
        def text(match: re.Match[str]) -> str:
            name = _path(path, match[1])
            if name not in self.source or depth >= _DEPTH:
                return match[0]
            front = read_front(self.source.text(name), name, self.notes)
            return self.convert(front.body, name, front.line, depth + 1).strip()

        return replace_tags(body, _INCLUDE, text)

    def _single(self, match: re.Match[str], path: str, line: int) -> str:
        tag = read_tag(match[1], match[2])
        if match[1] in ("embed", "file", "content-ref", "page-ref"):
            url = tag.value("url", "src", position=0)
            return f"[{tag.value('caption') or url}]({url})"
        what = f"the block {match[1]} is not known to kbgen; what it made is not on the page"
        self.notes.append(MigrationNote(path, line, what, match[0]))
        return as_comment(match[0])

    def _variable(self, match: re.Match[str], path: str) -> str:
        value: Any = self.variables
        for part in match[1].split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is not None:
            return str(value)
        what = "this variable has no value in the book; it stands on the page as it is written"
        self.notes.append(MigrationNote(path, 1, what, match[0]))
        return match[0]


def _path(page: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), target)).lstrip("/")


def _protected(body: str) -> tuple[str, list[str]]:
    """Return a text with signs for what stands in raw blocks, and what stands there."""
    raw: list[str] = []

    def keep(match: re.Match[str]) -> str:
        raw.append(match[1])
        return f"\ue000{len(raw) - 1}\ue001"

    return _RAW.sub(keep, body), raw
