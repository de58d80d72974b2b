"""Writes the blocks of CommonMark as Python-Markdown reads them, and containers as admonitions.

CommonMark indents what belongs to a list by the width of its marker, Python-Markdown by four. In
CommonMark a list, a table or a fence may follow a line of text; Python-Markdown wants a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kbgen.migrating.syntax.code import mask
from kbgen.migrating.syntax.containers import admonition
from kbgen.migrating.syntax.fences import fence_info


class SourceLine(NamedTuple):
    """A line of a page and its number in the file."""

    number: int
    text: str


@dataclass(frozen=True)
class Container:
    """Lines between an opening and a closing one, which may contain others of its own.

    `opening` and `closing` match a line without its indentation; `nested` matches what opens one
    more that ends with the same closing line. `write` is given the match, the lines within as
    they are written by now, the number of the line and whether it is within a list.
    """

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    write: Callable[[re.Match[str], list[str], int, bool], list[str]]
    nested: re.Pattern[str] | None = None


_MARKER = re.compile(r"([-*+]|\d{1,9}[.)])([ \t]+|$)")
_BREAK = re.compile(r"(?:[-*_][ \t]*){3,}$")
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)$")
_ROW, _DELIMITERS = (
    re.compile(r".*\|"),
    re.compile(r"\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?$"),
)
_ALERT = re.compile(r">[ \t]*\[!(\w+)\][+-]?(.*)$")
_ESCAPES = re.compile(r"(?<!\\)\\([<&~\"'$%,/:;=?@^])")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")


def convert_blocks(
    text: str, first: int, containers: Sequence[Container], has_indented_code: bool = True
) -> str:
    """Return Markdown with lists, fences and containers as Python-Markdown wants them."""
    text = _without_escapes(text)
    lines = [SourceLine(first + n, line) for n, line in enumerate(text.split("\n"))]
    writer = _Writer(containers, has_indented_code)
    return "\n".join(writer.write(lines, False)).strip("\n") + "\n"


@dataclass
class _Output:
    """The lines written so far, and what the last of them is."""

    lines: list[str]
    stack: list[int]
    """The columns in the source at which the text of the open list items begins."""
    last: str = "blank"
    """blank, text, item or block."""

    def blank(self) -> None:
        if self.lines and self.lines[-1].strip():
            self.lines.append("")
        self.last = "blank"

    @property
    def indent(self) -> str:
        return "    " * len(self.stack)


class _Writer:
    def __init__(self, containers: Sequence[Container], has_indented_code: bool) -> None:
        self.containers = containers
        self.has_indented_code = has_indented_code

    def write(self, lines: Sequence[SourceLine], in_list: bool) -> list[str]:
        out, at = _Output([], []), 0
        while at < len(lines):
            at = self._line(lines, at, out, in_list)
        return out.lines

    def _line(self, lines: Sequence[SourceLine], at: int, out: _Output, in_list: bool) -> int:
        """Write the block that begins in a line; return the number of the next one."""
        text = lines[at].text.rstrip("\n")
        text = text.replace("\t", "    ") if text[: len(text) - len(text.lstrip())] else text
        body = text.strip()
        if not body:
            out.blank()
            return at + 1
        column = len(text) - len(text.lstrip())
        container = self._container(body)
        starts = bool(container or _is_item(body) or _FENCE.match(body) or _HEADING.match(body))
        while out.stack and column < out.stack[-1]:
            if out.last in ("text", "item") and not starts:
                break  # a paragraph goes on
            out.stack.pop()
        depth = max(column - (out.stack[-1] if out.stack else 0), 0)
        if container:
            return self._contained(lines, at, container, out, in_list)
        if alert := _ALERT.match(body):
            return self._alert(lines, at, alert, out)
        if (fence := _FENCE.match(body)) and "`" not in fence[2]:
            return _fenced(lines, at, fence, column, out)
        if depth <= 3 and _is_item(body) and not _goes_on(body, out):
            self._item(body, column, out)
            return at + 1
        self._text(lines, at, body, depth, out, line_end=text)
        return at + 1

    def _container(self, body: str) -> tuple[Container, re.Match[str]] | None:
        for one in self.containers:
            if found := one.opening.match(body):
                return one, found
        return None

    def _contained(
        self,
        lines: Sequence[SourceLine],
        at: int,
        container: tuple[Container, re.Match[str]],
        out: _Output,
        in_list: bool,
    ) -> int:
        one, found = container
        end = _end_of(lines, at, one)
        inner = self.write(_dedented(lines[at + 1 : end]), in_list or bool(out.stack))
        written = one.write(found, _trimmed(inner), lines[at].number, in_list or bool(out.stack))
        out.blank()
        out.lines += [f"{out.indent}{line}" if line else "" for line in written]
        out.blank()
        return end + 1

    def _alert(
        self, lines: Sequence[SourceLine], at: int, alert: re.Match[str], out: _Output
    ) -> int:
        """Write a quotation that begins with [!NOTE], as GitHub shows it."""
        end = at + 1
        while end < len(lines) and lines[end].text.lstrip().startswith(">"):
            end += 1
        quoted = [
            SourceLine(one.number, re.sub(r"^\s*> ?", "", one.text)) for one in lines[at + 1 : end]
        ]
        inner = self.write(quoted, bool(out.stack))
        title = alert[2].strip()
        out.blank()
        for line in admonition(alert[1], title, _trimmed(inner)):
            out.lines.append(f"{out.indent}{line}" if line else "")
        out.blank()
        return end

    def _item(self, body: str, column: int, out: _Output) -> None:
        marker = _MARKER.match(body)
        assert marker
        rest = body[marker.end() :]
        width = len(marker[0]) if rest and len(marker[2]) <= 4 else len(marker[1]) + 1
        if out.last == "text" and not out.stack:
            out.blank()
        sign = marker[1].replace(")", ".")
        out.lines.append(f"{out.indent}{sign} {_without_break(rest)}".rstrip(" "))
        out.stack.append(column + width)
        out.last = "item"

    def _text(
        self,
        lines: Sequence[SourceLine],
        at: int,
        body: str,
        depth: int,
        out: _Output,
        line_end: str,
    ) -> None:
        is_code = depth >= 4 and out.last in ("blank", "code") and self.has_indented_code
        is_table = (
            _ROW.match(body)
            and at + 1 < len(lines)
            and "|" in lines[at + 1].text
            and _DELIMITERS.match(lines[at + 1].text.strip())
        )
        if is_table and out.last == "text":
            out.blank()
        if is_code:
            out.lines.append(out.indent + " " * depth + body)
            out.last = "code"
            return
        spaces = "  " if line_end.endswith("  ") else ""
        out.lines.append(out.indent + _without_break(body) + spaces)
        out.last = "block" if _HEADING.match(body) else "text"


def _without_escapes(text: str) -> str:
    """Write as they are the signs that CommonMark lets escape and Python-Markdown does not."""
    masked, out, at = mask(text), [], 0
    for match in _ESCAPES.finditer(text):
        if masked[match.start()] != "#":
            sign = {"<": "&lt;", "&": "&amp;", "~": "&#126;"}.get(match[1], match[1])
            out += [text[at : match.start()], sign]
            at = match.end()
    return "".join([*out, text[at:]])


def _is_item(body: str) -> bool:
    return bool(_MARKER.match(body)) and not _BREAK.match(body)


def _goes_on(body: str, out: _Output) -> bool:
    """Tell whether what looks like an item is text: a year at the start of a line."""
    return out.last == "text" and not out.stack and body[0].isdigit() and not body.startswith("1")


def _without_break(body: str) -> str:
    """Write a line break that a backslash makes as Python-Markdown does."""
    return f"{body[:-1].rstrip()}  " if re.search(r"(?<!\\)\\$", body) else body


def _fenced(
    lines: Sequence[SourceLine], at: int, fence: re.Match[str], column: int, out: _Output
) -> int:
    closing = re.compile(rf"{re.escape(fence[1][0])}{{{len(fence[1])},}}$")
    end = at + 1
    while end < len(lines) and not closing.match(lines[end].text.strip()):
        end += 1
    if out.last in ("text", "item"):
        out.blank()
    info = fence_info(fence[2])
    out.lines.append(f"{out.indent}{fence[1]}{info}")
    for line in lines[at + 1 : end]:
        own = line.text.expandtabs(4) if line.text.startswith("\t") and column else line.text
        spaces = len(own) - len(own.lstrip(" "))
        own = own[min(spaces, column) :]
        out.lines.append(f"{out.indent}{own}" if own.strip() else "")
    out.lines.append(f"{out.indent}{fence[1]}")
    out.blank()
    return end + 1


def _end_of(lines: Sequence[SourceLine], at: int, container: Container) -> int:
    """Return the number of the closing line, or of the one after the last."""
    open_, end, fence = 1, at + 1, ""
    while end < len(lines):
        body = lines[end].text.strip()
        if match := _FENCE.match(body):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence) and not match[2].strip():
                fence = ""
        elif not fence and container.closing.match(body):
            open_ -= 1
            if not open_:
                return end
        elif not fence and (container.nested or container.opening).match(body):
            open_ += 1
        end += 1
    return end


def _dedented(lines: Sequence[SourceLine]) -> list[SourceLine]:
    widths = [len(one.text) - len(one.text.lstrip(" ")) for one in lines if one.text.strip()]
    least = min(widths, default=0)
    return [SourceLine(one.number, one.text[least:]) for one in lines]


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines
