"""Jekyll's Liquid: links, includes, values and code; what a program decides becomes a comment."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kbgen.migrating.front import read_front
from kbgen.migrating.model import MigrationNote, SourceFiles
from kbgen.migrating.syntax.blocks import convert_blocks
from kbgen.migrating.syntax.code import as_comment, line_of
from kbgen.migrating.syntax.elements import DETAILS, HTML, names_of, on_own_lines
from kbgen.migrating.syntax.tags import read_tag, replace_tags

_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.S)
_HIGHLIGHT = re.compile(
    r"\{%-?\s*highlight\s+([\w+-]+)[^%]*%\}\n?(.*?)\n?[ \t]*\{%-?\s*endhighlight\s*-?%\}", re.S
)
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}(.*?)\{%-?\s*endcomment\s*-?%\}", re.S)
_LOOP = re.compile(r"\{%-?\s*(for|tablerow)\b.*?\{%-?\s*end\1\s*-?%\}", re.S)
_TAG = re.compile(r"\{%-?\s*(\w+)\s*(.*?)\s*-?%\}", re.S)
_VALUE = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.S)
_PATH = re.compile(r"(['\"])(.*?)\1\s*\|\s*(?:relative_url|absolute_url|prepend:.*)$")
_TOC = re.compile(r"^[ \t]*[*-] .*\n\{:\s*toc[^}]*\}[ \t]*$", re.M)
_DEPTH = 5
_CONTAINERS = (DETAILS, *HTML)


@dataclass(frozen=True)
class Liquid:
    """Converts pages; `config` are the values of the site."""

    source: SourceFiles
    config: Mapping[str, Any]
    notes: list[MigrationNote]

    def convert(self, body: str, path: str, first: int, meta: Mapping[str, Any]) -> str:
        text, raw = self._text(body, path, first, meta, {}, 0)
        text = _TOC.sub("[TOC]", text)
        text = on_own_lines(text, names_of(_CONTAINERS)) if path.endswith("d") else text
        if not path.endswith((".html", ".htm")):
            text = convert_blocks(text, first, _CONTAINERS)
        for number, words in enumerate(raw):
            text = text.replace(f"\ue000{number}\ue001", words)
        return text

    def _text(
        self,
        body: str,
        path: str,
        first: int,
        meta: Mapping[str, Any],
        given: Mapping[str, str],
        depth: int,
    ) -> tuple[str, list[str]]:
        raw: list[str] = []

        def keep(match: re.Match[str]) -> str:
            raw.append(match[1])
            return f"\ue000{len(raw) - 1}\ue001"

        body = _RAW.sub(keep, body)
        body = _HIGHLIGHT.sub(lambda match: f"\n```{match[1]}\n{match[2]}\n```\n", body)

        def comment(match: re.Match[str]) -> str:
            where = line_of(body, match.start(), first)
            what = "a comment; it was on no page"
            self.notes.append(MigrationNote(path, where, what, match[1], is_open=False))
            return ""

        body = replace_tags(body, _COMMENT, comment)

        def loop(match: re.Match[str]) -> str:
            where = line_of(body, match.start(), first)
            what = "Liquid made this list from data; write it by hand"
            self.notes.append(MigrationNote(path, where, what, match[0]))
            return as_comment(match[0])

        body = replace_tags(body, _LOOP, loop)

        def tag(match: re.Match[str]) -> str:
            where = line_of(body, match.start(), first)
            return self._tag(match, path, where, meta, depth)

        text = replace_tags(body, _TAG, tag)

        def value(match: re.Match[str]) -> str:
            return self._value(match, path, line_of(text, match.start(), first), meta, given)

        return replace_tags(text, _VALUE, value), raw

    def _tag(
        self, match: re.Match[str], path: str, line: int, meta: Mapping[str, Any], depth: int
    ) -> str:
        name, given = match[1], match[2]
        if name == "link":
            return f"/{given.strip().strip('/')}"
        if name == "post_url":
            wanted = given.strip().strip("/")
            found = [one for one in self.source.places if "_posts/" in one and f"{wanted}." in one]
            return f"/{found[0]}" if found else wanted
        if name in ("include", "include_relative"):
            text = self._included(name, given, path, meta, depth)
            if text is not None:
                return text
        what = f"Liquid's {{% {name} %}} is a program; what it made is not on the page"
        self.notes.append(MigrationNote(path, line, what, match[0]))
        return as_comment(match[0])

    def _included(
        self, kind: str, given: str, path: str, meta: Mapping[str, Any], depth: int
    ) -> str | None:
        """Return the text of a file that a page includes; None if it is not there."""
        tag = read_tag(kind, given)
        if not tag.listed or depth >= _DEPTH:
            return None
        folder = "_includes" if kind == "include" else posixpath.dirname(path)
        name = posixpath.normpath(posixpath.join(folder, tag.listed[0]))
        if name not in self.source:
            return None
        front = read_front(self.source.text(name), name, self.notes)
        text, raw = self._text(front.body, name, front.line, meta, tag.named, depth + 1)
        for number, words in enumerate(raw):
            text = text.replace(f"\ue000{number}\ue001", words)
        return text.strip("\n")

    def _value(
        self,
        match: re.Match[str],
        path: str,
        line: int,
        meta: Mapping[str, Any],
        given: Mapping[str, str],
    ) -> str:
        inner = match[1]
        if found := _PATH.match(inner):
            return found[2]
        name, _, filters = inner.partition("|")
        value = self._known(name.strip(), meta, given)
        is_plain = not filters or re.fullmatch(r"\s*(?:escape|strip|relative_url)\s*", filters)
        if value is not None and is_plain:
            return value
        what = "a program computes this; it stands on the page as it is written"
        self.notes.append(MigrationNote(path, line, what, match[0]))
        return match[0]

    def _known(self, name: str, meta: Mapping[str, Any], given: Mapping[str, str]) -> str | None:
        if name in ("site.baseurl", "site.url"):
            return ""
        top, _, rest = name.partition(".")
        data: Any = {"site": self.config, "page": meta, "include": given}.get(top)
        for part in rest.split("."):
            data = data.get(part) if isinstance(data, Mapping) else None
        return str(data) if isinstance(data, str | int | float) else None
