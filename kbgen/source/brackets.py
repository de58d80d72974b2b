"""Finds quotes and brackets of a line of data that have no partner in it."""

from __future__ import annotations

from collections.abc import Iterator

_CLOSING = {"{": "}", "[": "]"}


def closed(line: str) -> Iterator[tuple[int, str]]:
    """Yield (column of the sign, the line with its partner or without it), the likeliest first.

    >>> list(closed('a: {b: "c}'))
    [(7, 'a: {b: "c"}')]
    >>> list(closed("a: [b, c")), list(closed("a: {b: c}}")), list(closed("a: b: c}"))
    ([(3, 'a: [b, c]')], [(9, 'a: {b: c}')], [(7, 'a: {b: c}'), (7, 'a: b: c')])
    >>> list(closed('a: "Within {{ days }}.')), list(closed("a: {{ days }}"))
    ([(3, 'a: "Within {{ days }}."')], [])
    """
    opened, quote, stray = _scan(line)
    body = line.rstrip()
    if "{{" in body and (quote is None or quote > body.index("{{")):
        return  # a fact, which needs quotes around it
    if stray is not None and opened:
        yield opened[-1], line[:stray] + _CLOSING[line[opened[-1]]] + line[stray:]
        return
    if stray is not None:
        colon = line.find(": ")
        value = line[colon + 2 :].strip()
        if line[stray] == "}" and value[:1] != "{" and 0 < colon < line.rfind(": "):
            yield stray, f"{line[:colon]}: {{{value}"
        if line[stray] == "]" and value[:1] != "[" and colon > 0:
            yield stray, f"{line[:colon]}: [{value}"
        yield stray, line[:stray] + line[stray + 1 :]
        return
    tail = ""
    if quote is not None:
        end = "".join(_CLOSING[line[at]] for at in reversed(opened))
        if end and body.endswith(end):
            body, tail = body[: -len(end)].rstrip(), end
            opened = []
        yield quote, body + line[quote] + tail + _ends(line, opened)
    elif opened:
        yield opened[-1], body + _ends(line, opened)


def _ends(line: str, opened: list[int]) -> str:
    return "".join(_CLOSING[line[at]] for at in reversed(opened))


def _scan(line: str) -> tuple[list[int], int | None, int | None]:
    """Return columns: of brackets and of a quote without an end, and of an end that is none."""
    opened: list[int] = []
    quote = None
    number = 0
    for number, char in enumerate(line):
        if quote is not None:
            is_escaped = line[quote] == '"' and line[number - 1] == "\\"
            quote = None if char == line[quote] and not is_escaped else quote
        elif char in "\"'" and _begins_value(line, number):
            quote = number
        elif char in _CLOSING and (opened or _begins_value(line, number)):
            opened.append(number)
        elif char in "}]":
            if not opened or _CLOSING[line[opened[-1]]] != char:
                return opened, None, number
            opened.pop()
        elif char == "#" and line[number - 1 : number] == " ":
            break
    return opened, quote, None


def _begins_value(line: str, number: int) -> bool:
    before = line[:number].rstrip(" ")
    return not before or before[-1] in ":,[{-"
