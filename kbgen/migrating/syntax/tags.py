"""Tags in braces, `{% hint style="info" %}` or `{{< note >}}`: as containers, or one by one."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from typing import NamedTuple

from kbgen.migrating.syntax.blocks import Container
from kbgen.migrating.syntax.code import mask, same_lines
from kbgen.migrating.syntax.elements import Element


class BraceTag(NamedTuple):
    """A tag: its name, its values by name, and those without one in order."""

    name: str
    named: Mapping[str, str]
    listed: tuple[str, ...]

    def value(self, *names: str, position: int = -1) -> str:
        """Return the first value of some names, else that at a position; "" for none."""
        found = next((self.named[name] for name in names if self.named.get(name)), "")
        is_there = not found and 0 <= position < len(self.listed)
        return self.listed[position] if is_there else found


_NAMED = re.compile(r"([\w-]+)\s*[=:]\s*(.*)", re.S)


def read_tag(name: str, given: str) -> BraceTag:
    """Return a tag by its name and what stands behind it.

    >>> read_tag("figure", 'src="a.png" wide').value("src")
    'a.png'
    """
    lexer = shlex.shlex(given.replace("`", '"'), posix=True)
    lexer.whitespace_split, lexer.commenters, lexer.escape = True, "", ""
    lexer.quotes = "\"'“”"
    given = re.sub(r"\s*=\s*", "=", given)
    try:
        parts = list(lexer)
    except ValueError:
        parts = given.split()
    named, listed = {}, []
    for part in parts:
        match = _NAMED.fullmatch(part)
        if match and "://" not in part[: part.find(match[2])]:
            named[match[1]] = match[2]
        else:
            listed.append(part)
    return BraceTag(name, named, tuple(listed))


TagWriter = Callable[[BraceTag, Element], list[str]]


def paired(name: str, opening: str, closing: str, write: TagWriter) -> Container:
    """Return the container between two tags, each on a line of its own.

    `opening` and `closing` are regular expressions; the first's only group is what stands behind
    the name.
    """

    def written(match: re.Match[str], inner: list[str], _: int, in_list: bool) -> list[str]:
        return write(read_tag(name, match[1] or ""), Element({}, inner, in_list))

    return Container(re.compile(f"{opening}$"), re.compile(f"{closing}$"), written)


def replace_tags(text: str, form: re.Pattern[str], write: Callable[[re.Match[str]], str]) -> str:
    """Replace what matches outside of code; lines keep their numbers."""
    masked, out, at = mask(text), [], 0
    for match in form.finditer(text):
        if match.start() < at or masked[match.start()] == "#":
            continue
        out += [text[at : match.start()], same_lines(match[0], write(match))]
        at = match.end()
    return "".join([*out, text[at:]])
