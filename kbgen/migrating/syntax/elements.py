"""Containers that are written as tags: tabs, details, asides, and HTML with Markdown in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import unescape
from typing import NamedTuple

from kbgen.migrating.syntax.blocks import Container
from kbgen.migrating.syntax.code import mask
from kbgen.migrating.syntax.containers import admonition, details, tab


class Element(NamedTuple):
    """A container's attributes, the lines within as they are written, whether it is in a list."""

    given: dict[str, str]
    inner: list[str]
    in_list: bool


Writer = Callable[[Element], list[str]]
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'))?")
_SUMMARY = re.compile(r"[ \t]*<summary[^>]*>(.*?)</summary>[ \t]*", re.S)
_HTML = (
    "div",
    "section",
    "article",
    "aside",
    "center",
    "header",
    "footer",
    "main",
    "nav",
)


def attributes_of(text: str) -> dict[str, str]:
    """Return the attributes of a tag.

    >>> attributes_of('value="a" default')
    {'value': 'a', 'default': ''}
    """
    return {m[1]: unescape(m[2] or m[3] or "") for m in _ATTRIBUTE.finditer(text)}


def element(name: str, write: Writer) -> Container:
    """Return the container that stands between the tags of one name, each on a line of its own."""

    def written(match: re.Match[str], inner: list[str], _: int, in_list: bool) -> list[str]:
        return write(Element(attributes_of(match[1]), inner, in_list))

    opening = re.compile(rf"<{name}((?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)(?<!/)>$")
    return Container(opening, re.compile(rf"</{name}\s*>$"), written)


def inner_only(one: Element) -> list[str]:
    """Write only what is within."""
    return one.inner


def write_tab(one: Element) -> list[str]:
    given = one.given
    label = given.get("label") or given.get("title") or given.get("value") or "…"
    return tab(label, one.inner)


def write_aside(one: Element) -> list[str]:
    return admonition(one.given.get("type", "note"), one.given.get("title", ""), one.inner)


def write_details(one: Element) -> list[str]:
    text = "\n".join(one.inner)
    match = _SUMMARY.search(text)
    rest = (text[: match.start()] + text[match.end() :]).strip("\n") if match else text
    summary = " ".join(match[1].split()) if match else "…"
    return details(summary, rest.split("\n"), "open" in one.given, one.in_list)


def titled(one: Element) -> list[str]:
    """Write a card: its title in bold, linked if it leads somewhere, and its text."""
    given = one.given
    title, href = given.get("title", ""), given.get("href", "")
    words = f"[{title}]({href})" if href and title else title
    below = [given["description"]] if given.get("description") else []
    return [*([f"**{words}**", ""] if words else []), *below, *one.inner]


def _html(name: str) -> Container:
    def write(one: Element) -> list[str]:
        if one.in_list:
            return one.inner
        shown = "".join(f' {k}="{v}"' if v else f" {k}" for k, v in one.given.items())
        return [f'<{name}{shown} markdown="1">', "", *one.inner, "", f"</{name}>"]

    return element(name, write)


DETAILS = element("details", write_details)
HTML: tuple[Container, ...] = tuple(_html(name) for name in _HTML)


def on_own_lines(text: str, names: Iterable[str]) -> str:
    """Return a text in which the tags of some names stand on lines of their own."""
    form = rf"</?(?:{'|'.join(names)})(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?(?<!/)>"
    return split_lines(text, re.compile(form))


def split_lines(text: str, form: re.Pattern[str]) -> str:
    """Return a text in which what matches, outside of code, stands on lines of its own."""
    masked, out, at = mask(text), [], 0
    for match in form.finditer(text):
        if match.start() < at or masked[match.start()] == "#":
            continue
        line_start = text.rfind("\n", 0, match.start()) + 1
        indent = re.match(r"[ \t]*", text[line_start:])
        spaces = indent[0] if indent else ""
        is_first = not text[max(line_start, at) : match.start()].strip()
        out += [text[at : match.start()], "" if is_first else f"\n{spaces}", match[0]]
        at = match.end()
        rest = text[at:].lstrip(" \t")
        if rest and not rest.startswith("\n"):
            out.append(f"\n{spaces}")
            at = len(text) - len(rest)
    return "".join([*out, text[at:]])


def names_of(containers: Sequence[Container]) -> list[str]:
    """Return the names of the tags that containers are written as."""
    found = (re.match(r"<(\w+)", one.opening.pattern) for one in containers)
    return [match[1] for match in found if match]
