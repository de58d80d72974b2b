"""Reads tags, expressions and module lines of MDX at a place of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NAME = re.compile(r"</?(?P<name>[A-Za-z][\w.:-]*)?")
_ATTRIBUTE = re.compile(
    r"\s*(?P<name>[A-Za-z_:@][\w.:-]*)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|\{))?"
)
_LITERAL = re.compile(r"\{\s*(?P<quote>[\"'`])(?P<text>(?:(?!(?P=quote))[^\\$])*)(?P=quote)\s*\}")
_MODULE = re.compile(
    r"import\s+(?:[\"']|\{|\*\s|[\w$]+\s*,\s*[{*]|(?:type\s+)?[\w$]+\s+from\s+[\"'])"
    r"|export\s+(?:default\s|const\s|let\s|var\s|function[\s*]|async\s|class\s|type\s|interface\s|\{|\*)"
)
_PAIRS = {"{": "}", "(": ")", "[": "]"}
_LONGEST = 5_000  # characters of one expression


@dataclass(frozen=True)
class JsxTag:
    """A tag; `end` is the offset after it, `dynamic` the parts of attributes that are programs."""

    name: str
    end: int
    is_closing: bool
    is_empty: bool
    attributes: dict[str, str] = field(default_factory=dict)
    dynamic: tuple[tuple[int, int], ...] = ()

    @property
    def is_component(self) -> bool:
        return not self.name or self.name[0].isupper() or "." in self.name


def read_tag(text: str, at: int) -> JsxTag | None:
    """Return the tag at an offset; None if there is none, as in `a < b`.

    >>> read_tag('<Days n={14} unit="day" />', 0).attributes
    {'n': '{14}', 'unit': 'day'}
    """
    head = _NAME.match(text, at)
    if not head:
        return None
    is_closing = text.startswith("</", at)
    attributes: dict[str, str] = {}
    dynamic: list[tuple[int, int]] = []
    end = head.end()
    while attribute := _ATTRIBUTE.match(text, end):
        value, start, end = attribute["value"] or "", end, attribute.end()
        if value == "{":
            stop = expression_end(text, end - 1)
            if stop is None:
                return None
            value, end = text[end - 1 : stop], stop
            dynamic.append((start, stop))
        attributes[attribute["name"]] = value[1:-1] if value[:1] in "\"'" else value
    close = re.compile(r"\s*(?:\{\.\.\.[^{}]*\}\s*)*(/?)>").match(text, end)
    if not close or (not head["name"] and attributes):
        return None
    return JsxTag(
        head["name"] or "", close.end(), is_closing, bool(close[1]), attributes, tuple(dynamic)
    )


def expression_end(text: str, at: int) -> int | None:
    """Return the offset after an expression in braces, past strings; None if it does not end.

    >>> expression_end("{a['}']} b", 0)
    8
    """
    stack: list[str] = []
    quote = ""
    limit = min(len(text), at + _LONGEST)
    while at < limit:
        sign = text[at]
        if quote:
            at += sign == "\\"
            quote = "" if sign == quote else quote
        elif text.startswith("/*", at):
            at = text.find("*/", at) + 1
            if at <= 0:
                return None
        elif sign in "\"'`" and len(stack) > 0 and not _is_apostrophe(text, at):
            quote = sign
        elif sign in _PAIRS:
            stack.append(_PAIRS[sign])
        elif stack and sign == stack[-1]:
            stack.pop()
            if not stack:
                return at + 1
        at += 1
    return None


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at] == "'" and text[at - 1].isalpha() and text[at + 1 : at + 2].isalpha()


def literal(expression: str) -> str | None:
    """Return the text of an expression that is only a text: `{" "}`; None for any other.

    >>> literal("{'14 days'}")
    '14 days'
    """
    match = _LITERAL.fullmatch(expression)
    return match["text"] if match else None


def module_end(text: str, at: int) -> int | None:
    """Return the offset after import and export lines at a line's start; None if there are none.

    They end with a blank line outside of brackets. "Import duties are yours" is text.
    """
    if not _MODULE.match(text, at):
        return None
    depth, end = 0, at
    while end < len(text):
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        line = text[end:stop]
        depth += sum(line.count(sign) for sign in "{([") - sum(line.count(sign) for sign in "})]")
        after = text.find("\n", stop + 1)
        following = text[stop + 1 : after if after >= 0 else len(text)]
        end = stop + 1
        if depth <= 0 and (not following.strip() or _ends_module(line, following)):
            break
        if not following.strip() and stop >= len(text):
            break
    return min(end, len(text))


def _ends_module(line: str, following: str) -> bool:
    """Tell whether text follows directly below a whole statement, as old Docusaurus allowed."""
    is_whole = line.rstrip().endswith((";", "'", '"'))
    return is_whole and not _MODULE.match(following)
