"""Reads what is plain data in a JavaScript file; what a program computes is None."""

from __future__ import annotations

import json
import re
from typing import Any

_COMMENT = re.compile(r"(['\"`])(?:\\.|(?!\1).)*?\1|//[^\n]*|/\*.*?\*/", re.S)
_SPACE = re.compile(r"\s*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_KEY = re.compile(r"(['\"]?)([\w$@/.-]+)\1\s*:")
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}


class LiteralError(ValueError):
    """What stands there is no plain data."""


def without_comments(text: str) -> str:
    """Return a program with its comments blanked out."""
    return _COMMENT.sub(lambda m: m[0] if m[1] else re.sub(r"[^\n]", " ", m[0]), text)


def read_literal(text: str, at: int = 0) -> tuple[Any, int]:
    """Return the data that begin at an offset, and where they end. Raises LiteralError."""
    at = _skip(text, at)
    opening = text[at : at + 1]
    if opening == "{":
        return _object(text, at + 1)
    if opening == "[":
        return _array(text, at + 1)
    if opening == "(":
        value, at = read_literal(text, at + 1)
        return value, _expect(text, at, ")")
    if opening and opening in "'\"`":
        return _string(text, at)
    if match := _NUMBER.match(text, at):
        return float(match[0]) if "." in match[0] else int(match[0]), match.end()
    if (match := _NAME.match(text, at)) and match[0] in _WORDS:
        return _WORDS[match[0]], match.end()
    raise LiteralError(f"no plain value at {text[at : at + 30]!r}")


def _object(text: str, at: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    while True:
        at = _skip(text, at)
        if text.startswith("}", at):
            return found, at + 1
        match = _KEY.match(text, at)
        if not match:
            raise LiteralError(f"no key at {text[at : at + 30]!r}")
        found[match[2]], at = read_literal(text, match.end())
        at = _skip(text, at)
        at += text.startswith(",", at)


def _array(text: str, at: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    while True:
        at = _skip(text, at)
        if text.startswith("]", at):
            return found, at + 1
        value, at = read_literal(text, at)
        found.append(value)
        at = _skip(text, at)
        at += text.startswith(",", at)


def _string(text: str, at: int) -> tuple[str, int]:
    match = re.compile(r"(['\"`])((?:\\.|(?!\1)[^\\])*)\1", re.S).match(text, at)
    if not match or (match[1] == "`" and "${" in match[2]):
        raise LiteralError("a text that a program completes")
    inner = match[2].replace('\\"', '"').replace("\\'", "'").replace("\\`", "`")
    try:
        value = json.loads('"' + inner.replace('"', '\\"').replace("\n", "\\n") + '"')
    except ValueError:
        value = inner
    return str(value), match.end()


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _expect(text: str, at: int, sign: str) -> int:
    at = _skip(text, at)
    if not text.startswith(sign, at):
        raise LiteralError(f"no {sign} at {text[at : at + 30]!r}")
    return at + 1


def setting(program: str, name: str) -> Any:
    """Return the first value of a key in a program without comments; None if it is no data."""
    for match in re.finditer(rf"(?<![\w$.])['\"]?{re.escape(name)}['\"]?\s*:\s*", program):
        try:
            return read_literal(program, match.end())[0]
        except (LiteralError, RecursionError):
            continue
    return None


def exported(program: str, name: str) -> Any:
    """Return the object that a module exports, if it is data. Raises LiteralError."""
    starts = (
        rf"(?:const|let|var)\s+{name}\b[^=\n]*=\s*",
        r"module\.exports\s*=\s*",
        r"export\s+default\s+",
    )
    for form in starts:
        match = re.search(form, program)
        if match and program[match.end() : match.end() + 1] in "{[(":
            return read_literal(program, match.end())[0]
    raise LiteralError("nothing that is exported is plain data")
