"""Hugo's shortcodes: links, figures, videos, notes, tabs; others become comments, with a note."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kbgen.migrating.model import MigrationNote
from kbgen.migrating.syntax.blocks import Container, convert_blocks
from kbgen.migrating.syntax.code import as_comment, line_of
from kbgen.migrating.syntax.containers import admonition, details, tab
from kbgen.migrating.syntax.elements import (
    DETAILS,
    HTML,
    Element,
    names_of,
    on_own_lines,
    split_lines,
)
from kbgen.migrating.syntax.tags import BraceTag, paired, read_tag, replace_tags

_CODE = re.compile(r"\{\{([<%])\s*(/?)\s*([\w./-]+)\s*(.*?)\s*(/?)\s*[>%]\}\}", re.S)
_ESCAPED = re.compile(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}", re.S)
_HIGHLIGHT = re.compile(
    r"\{\{[<%]\s*highlight\s+[\"']?([\w+-]*)[\"']?[^\n]*?[>%]\}\}\n?(.*?)\n?[ \t]*"
    r"\{\{[<%]\s*/\s*highlight\s*[>%]\}\}",
    re.S,
)
_NOTICES = tuple(
    """
    notice hint alert callout admonition note tip warning info caution danger important attention
    success error message
    """.split()  # noqa: SIM905 # a table to read
)
_TYPED = ("notice", "hint", "alert", "callout", "admonition", "message")
_EXPANDS = ("expand", "details", "collapse", "spoiler", "accordion")
_TABS = ("tabs", "tabpane", "codetabs")
_PLAIN = ("steps", "columns", "column", "cards", "row", "col", "div", "rtl", "ltr")
_VIDEOS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
_STYLES = frozenset(
    """
    note tip info warning danger success primary secondary error caution important
    """.split()  # noqa: SIM905 # a table to read
)


def _notice(tag: BraceTag, element: Element) -> list[str]:
    if tag.name not in _TYPED:
        return admonition(tag.name, tag.value("title", "header", position=0), element.inner)
    style = tag.value("type", "style", "context", "color", "level", position=0)
    title = tag.value("title", "header", "heading", position=1)
    if not title and style.lower() not in _STYLES and tag.listed:
        title, style = style, "note"
    return admonition(style or "note", title, element.inner)


def _tab(tag: BraceTag, element: Element) -> list[str]:
    label = tag.value("header", "name", "title", "label", "tabName", position=0)
    return tab(label or "…", element.inner)


def _expand(tag: BraceTag, element: Element) -> list[str]:
    summary = tag.value("summary", "title", "label", "name", position=0)
    is_open = "true" in (tag.named.get("open"), tag.named.get("isOpen"))
    return details(summary or "…", element.inner, is_open, element.in_list)


def _inner(_: BraceTag, element: Element) -> list[str]:
    return element.inner


def _container(name: str) -> Container:
    writers = dict.fromkeys(_NOTICES, _notice) | dict.fromkeys(_EXPANDS, _expand)
    write = writers.get(name) or (_tab if name == "tab" else _inner)
    opening = rf"\{{\{{[<%]\s*{name}(?![\w/-])\s*(.*?)\s*(?<!/)[>%]\}}\}}"
    return paired(name, opening, rf"\{{\{{[<%]\s*/\s*{name}\s*[>%]\}}\}}", write)


_NAMES = (*_NOTICES, *_EXPANDS, *_TABS, *_PLAIN, "tab")
_CONTAINERS = (*map(_container, _NAMES), DETAILS, *HTML)
_LINES = re.compile(
    rf"\{{\{{[<%]\s*/?\s*(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?![\w/-])"
    rf"(?:[^{{}}]*?)[>%]\}}\}}"
)


@dataclass(frozen=True)
class Shortcodes:
    """Converts pages; `files` are the paths of the project, `params` the site's own values."""

    files: tuple[str, ...]
    params: Mapping[str, Any]
    notes: list[MigrationNote]

    def convert(self, body: str, path: str, first: int, meta: Mapping[str, Any]) -> str:
        body = replace_tags(body, _HIGHLIGHT, lambda m: f"```{m[1]}\n{m[2]}\n```")
        closed = {match[3] for match in _CODE.finditer(body) if match[2]}

        def write(match: re.Match[str]) -> str:
            is_pair = match[3] in closed and not match[5]
            if match[3] in _NAMES and is_pair:
                return " ".join(match[0].split())
            where = line_of(body, match.start(), first)
            return self._single(match, path, where, meta)

        text = replace_tags(body, _CODE, write)
        text = _ESCAPED.sub(lambda m: f"{{{{{m[1]}{m[2]}{m[3]}}}}}", text)
        text = split_lines(text, _LINES)
        text = on_own_lines(text, names_of(_CONTAINERS))
        return convert_blocks(text, first, _CONTAINERS)

    def _single(self, match: re.Match[str], path: str, line: int, meta: Mapping[str, Any]) -> str:
        """Return what stands for a shortcode that contains nothing, or that is not known."""
        name = match[3]
        tag = read_tag(name, match[4])
        if match[2]:
            return ""
        if name in ("ref", "relref"):
            return self._link(tag.value("path", position=0), path)
        if name == "figure":
            return _figure(tag)
        if name in _VIDEOS and (number := tag.value("id", position=0)):
            address = f"{_VIDEOS[name]}{number}"
            return f"[{tag.value('title') or address}]({address})"
        if name == "param":
            key = tag.value("name", position=0)
            value = meta.get(key, self.params.get(key.lower()))
            if value is not None:
                return str(value)
        what = f"the shortcode {name} is not known to kbgen; what it made is not on the page"
        self.notes.append(MigrationNote(path, line, what, match[0]))
        return as_comment(match[0])

    def _link(self, target: str, path: str) -> str:
        """Return the address of a page that is named by its path, or by its name alone."""
        name, hash_, anchor = target.partition("#")
        if not name:
            return f"#{anchor}"
        here = posixpath.dirname(path)
        tops = {one.split("/")[0] for one in self.files if one.startswith("content")} or {"content"}
        own = [here] if not name.startswith("/") else []
        places = [*own, *(here.split("/")[0] + sub for sub in ("", _second(here))), *sorted(tops)]
        for folder in places:
            stem = posixpath.normpath(posixpath.join(folder, name.strip("/")))
            for suffix in ("", ".md", "/index.md", "/_index.md"):
                if f"{stem}{suffix}" in self.files:
                    return f"/{stem}{suffix}{hash_}{anchor}"
        last = posixpath.basename(name.rstrip("/")).removesuffix(".md")
        named = [
            one
            for one in self.files
            if one.startswith("content")
            and re.search(rf"(?:^|/){re.escape(last)}(?:/_?index)?\.md$", one)
        ]
        return f"/{named[0]}{hash_}{anchor}" if len(named) == 1 else f"{name}{hash_}{anchor}"


def _second(folder: str) -> str:
    """Return the second part of a path, which may be a language's folder."""
    parts = folder.split("/")
    return f"/{parts[1]}" if len(parts) > 1 else ""


def _figure(tag: BraceTag) -> str:
    """Return a picture with its caption behind it."""
    caption = " ".join(filter(None, (tag.value("title"), tag.value("caption"), tag.value("attr"))))
    alt = (tag.value("alt") or caption).replace("]", "")
    picture = f"![{alt}]({tag.value('src', position=0)})"
    if link := tag.value("link"):
        picture = f"[{picture}]({link})"
    return f"{picture} *{caption}*" if caption else picture
