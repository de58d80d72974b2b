"""Converts admonitions of Markdown dialects to quotations without changing line numbers."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from kbgen.importing.blocks import Removed

_INDENTED = re.compile(
    r" {0,3}(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>\w[\w -]*?)"
    r"(?:[ \t]+\"(?P<title>[^\"]*)\")?[ \t]*$"
)
_FENCED = re.compile(r"(?P<fence>:{3,})[ \t]*(?P<kind>[a-z][\w-]*)[ \t]*\[?(?P<title>[^\]]*)\]?$")
_ALERT = re.compile(r"> ?\[!(?P<kind>[A-Z]+)\](?P<title>.*)$")
_CODE = re.compile(r" {0,3}(```|~~~)")


@dataclass
class _State:
    keep: Collection[str]
    first: int
    removed: list[Removed] = field(default_factory=list)
    fence: str = ""  # the colons that end the note
    is_indented: bool = False
    in_code: bool = False


def as_quotes(text: str, first: int, keep: Collection[str]) -> tuple[str, list[Removed]]:
    """Write `!!! note "Title"`, `:::tip Title` and `> [!NOTE]` as quotations with a bold title.

    `first` is the number of the first line. Without a title, the word for the type of note becomes
    the title; otherwise it is reported as removed.
    """
    state = _State(keep, first)
    lines = [_line(line, number, state) for number, line in enumerate(text.split("\n"))]
    return "\n".join(lines), state.removed


def _line(line: str, number: int, state: _State) -> str:
    if state.is_indented:
        if not line.strip():
            return ">"
        if line.startswith(("    ", "\t")):
            return "> " + (line[1:] if line[0] == "\t" else line[4:])
        state.is_indented = False
    if _CODE.match(line):
        state.in_code = not state.in_code
    if state.in_code:
        return f"> {line}" if state.fence else line
    if state.fence:
        is_end = line.strip() == state.fence
        state.fence = "" if is_end else state.fence
        return "" if is_end else f"> {line}"
    for pattern in (_INDENTED, _FENCED, _ALERT):
        if match := pattern.match(line):
            state.is_indented = pattern is _INDENTED
            state.fence = match["fence"] if pattern is _FENCED else ""
            return _title(match, number, state)
    return line


def _title(match: re.Match[str], number: int, state: _State) -> str:
    kind, title = match["kind"], (match["title"] or "").strip()
    if not title:
        title = kind.capitalize()
    elif "admonition" in state.keep:
        title = f"{kind}: {title}"
    else:
        state.removed.append(Removed(number + state.first, "admonition", kind))
    return f"> **{title}**\\"
