"""Finds code and comments in Markdown, in which nothing is syntax."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[^\n]*(?:\n|\Z)", re.M)
_TICKS = re.compile(r"(?<![\\`])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_NOT_LINE_END = re.compile(r"[^\n]")


def mask(text: str) -> str:
    """Return a text of the same length in which code and HTML comments are blank.

    >>> mask("a `{b}` c")
    'a ##### c'
    """
    for start, end in _fenced(text):
        text = text[:start] + _blank(text[start:end]) + text[end:]
    text = _COMMENT.sub(lambda match: _blank(match[0]), text)
    return _TICKS.sub(lambda match: _blank(match[0]), text)


def _blank(text: str) -> str:
    return _NOT_LINE_END.sub("#", text)


def _fenced(text: str) -> list[tuple[int, int]]:
    """Return where the lines of fenced code begin and end, fences included."""
    found, at = [], 0
    while opening := _FENCE.search(text, at):
        fence = opening[1]
        if fence[0] == "`" and "`" in opening[0].strip().lstrip("> \t").lstrip("`"):
            at = opening.end()
            continue
        closing = re.compile(rf"^[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.M)
        close = closing.search(text, opening.end())
        at = close.end() if close else len(text)
        found.append((opening.start(), at))
    return found


def line_of(text: str, offset: int, first: int = 1) -> int:
    """Return the number of the line at an offset, if the text begins in line `first`."""
    return first + text.count("\n", 0, offset)


def same_lines(old: str, new: str) -> str:
    """Return a text with as many line ends as another one, so that lines keep their numbers."""
    return new + "\n" * max(old.count("\n") - new.count("\n"), 0)


def as_comment(text: str) -> str:
    """Return a text as an HTML comment, which readers do not see and editors find.

    >>> as_comment("<Chart/>")
    '<!-- ‹Chart/› -->'
    """
    inner = " ".join(text.split()).replace("--", "- -").replace("<", "‹").replace(">", "›")
    return f"<!-- {inner.strip()} -->"
