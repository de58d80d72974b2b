"""The inline Markdown of a text: what a translator moves, and what a translator translates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from kbgen.model.uses import find_uses

CodeKind = Literal["fact", "code", "link", "label", "emphasis", "html", "attributes"]


class Code(NamedTuple):
    """A piece of markup with its offsets; all between two codes is text."""

    kind: CodeKind
    text: str
    start: int
    end: int


_TITLE = r"(?:\"[^\"\n]*\"|'[^'\n]*')"
_TARGET = r"(?:<[^<>\n]*>|(?:[^()\s<>]|\([^()\s]*\))*+)"
_TOKEN = re.compile(
    r"(?P<escape>\\[^\w\s])"
    r"|(?P<code>(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<fact>\{\{[^{}\n]*\}\})"
    r"|(?P<html><!--(?:.*?)-->|<(?:https?|ftp|mailto):[^<>\s]*>|<[^<>\s@]+@[^<>\s@]+>"
    r"|</?[A-Za-z][\w-]*(?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)?>)"
    r"|(?P<label>\[\^[^\]\s]+\])"
    r"|(?P<open>!?\[)"
    rf"|(?P<close>\](?:\([ \n]*{_TARGET}(?P<title>[ \n]+{_TITLE})?[ \n]*\)|\[[^\[\]\n]*\])?)"
    r"|(?P<attributes>\{:?[ ]*(?:[#.][^\s{}]+|[\w:-]+=[^\s{}]+)[^{}\n]*\})"
    r"|(?P<emphasis>\*+|~~|(?<!\w)_+|_+(?!\w))",
    re.S,
)
_LINK_TARGET = re.compile(rf"\]\([ \n]*(?P<target>{_TARGET})")
_ATTRIBUTE = re.compile(r"(?<=\s)[^\s\"'<>/=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_OWN_ATTRIBUTES = ("title", "alt", "aria-label", "lang", "dir")
_TAG_NAME = re.compile(r"</?[A-Za-z][\w-]*")


def find_codes(text: str) -> list[Code]:
    """Return the markup of a text in reading order; the title of a link is text.

    >>> [code.text for code in find_codes("Pay **{{ fee }}** [here](a.md).")]
    ['**', '{{ fee }}', '**', '[', '](a.md)']
    """
    found: list[Code] = []
    brackets: list[Code] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup if match.lastgroup != "ticks" else "code"
        start, end = match.span()
        if match["open"]:
            brackets.append(Code("link", match[0], start, end))
        elif match["close"]:
            opening = brackets.pop() if brackets else None
            if opening and end - start > 1:
                found += [opening, *_link_end(match)]
        elif match["emphasis"]:
            if _is_mark(text, start, end):
                found.append(Code("emphasis", match[0], start, end))
        elif kind != "escape":
            found.append(Code(_kind(match), match[0], start, end))
    return sorted(found, key=lambda code: code.start)


def _kind(match: re.Match[str]) -> CodeKind:
    kinds: tuple[CodeKind, ...] = ("code", "fact", "html", "label", "attributes")
    return next(kind for kind in kinds if match[kind])


def _is_mark(text: str, start: int, end: int) -> bool:
    """Tell whether asterisks touch a word; between spaces they are text, as in 2 * 3."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(before.strip() or after.strip())


def _link_end(match: re.Match[str]) -> Iterator[Code]:
    if not match["title"]:
        yield Code("link", match[0], *match.span())
        return
    first = match.start("title") + len(match["title"]) - len(match["title"].lstrip()) + 1
    last = match.end("title") - 1
    yield Code("link", match.string[match.start() : first], match.start(), first)
    yield Code("link", match.string[last : match.end()], last, match.end())


class Markup(NamedTuple):
    """What a translation has to have like its source, each with how often it is there."""

    facts: Counter[tuple[str, str | None]]
    links: Counter[str]
    """The addresses of links and images, the names of references and of footnotes."""
    codes: Counter[str]
    """Code, verbatim."""
    tags: Counter[str]
    """HTML, and the attributes of links and images."""
    unread: tuple[str, ...]
    """Braces that are no fact."""
    unbalanced: tuple[str, ...]
    """Marks that open or close nothing."""
    emphasis: Counter[str]
    """Pairs of marks; `_` counts as `*`."""
    apart: tuple[str, ...]
    """Marks with a space between them and what they emphasize."""
    crossed: tuple[str, ...]
    """Marks with one end within a link, or within other marks, and the other end outside."""


def markup_of(text: str) -> Markup:
    """Return the markup of a text."""
    codes = find_codes(text)
    facts: Counter[tuple[str, str | None]] = Counter()
    unread: list[str] = []
    plain = list(text)
    for code in codes:
        plain[code.start : code.end] = " " * (code.end - code.start)
        if code.kind == "fact" and (use := find_uses(code.text)):
            if use[0].id:
                facts[use[0].id, use[0].filter] += 1
            else:
                unread.append(code.text)
    rest = "".join(plain).replace("\\{", "  ").replace("\\`", "  ")
    unread += [braces for braces in ("{{", "}}") if braces in rest]
    return Markup(
        facts,
        Counter(_links(codes)),
        Counter(code.text for code in codes if code.kind == "code"),
        Counter(_tags(codes)),
        tuple(unread),
        tuple(_unbalanced(codes, rest)),
        _emphasis(codes),
        tuple(_apart(text, codes)),
        tuple(_crossed(codes)),
    )


def _links(codes: list[Code]) -> Iterator[str]:
    for code in codes:
        if code.kind == "label":
            yield code.text
        elif code.kind == "link" and code.text.startswith("]"):
            target = _LINK_TARGET.match(code.text)
            yield target["target"] if target else code.text
        elif code.kind == "link" and code.text == "![":
            yield "!"


def _tags(codes: list[Code]) -> Iterator[str]:
    for code in codes:
        if code.kind == "html":
            name = _TAG_NAME.match(code.text)
            yield f"{name[0].lower()}{_attributes(code.text)}>" if name else code.text
        elif code.kind == "attributes":
            yield " ".join(code.text.split())


def _attributes(tag: str) -> str:
    """Return the attributes of a tag but for those that a translation has of its own."""
    found = (" ".join(one.split()) for one in _ATTRIBUTE.findall(tag))
    kept = {one for one in found if one.partition("=")[0].lower().strip() not in _OWN_ATTRIBUTES}
    return "".join(f" {one}" for one in sorted(kept))


def _emphasis(codes: list[Code]) -> Counter[str]:
    marks = Counter(sign for code in codes if code.kind == "emphasis" for sign in _marks(code.text))
    pairs: Counter[str] = Counter()
    for sign, count in marks.items():
        pairs[sign.replace("_", "*")] += count // 2
    return +pairs


def _apart(text: str, codes: list[Code]) -> Iterator[str]:
    opened: set[str] = set()
    for code in codes:
        if code.kind == "emphasis":
            is_end = code.text in opened
            beside = text[code.start - 1 : code.start] if is_end else text[code.end : code.end + 1]
            opened ^= {code.text}
            if not beside.strip():
                yield code.text


def _crossed(codes: list[Code]) -> Iterator[str]:
    opened: list[str] = []
    for code in codes:
        if code.kind == "link" and code.text in ("[", "!["):
            opened.append("[")
        elif code.kind == "link" and code.text.startswith("]"):
            while opened and (mark := opened.pop()) != "[":
                yield mark
        elif code.kind == "emphasis":
            left = code.text
            while opened and left.startswith(opened[-1]):
                left = left.removeprefix(opened.pop())
            if left == code.text and left in opened:
                opened.remove(left)
                yield left
            elif left:
                opened.append(left)


def _unbalanced(codes: list[Code], rest: str) -> Iterator[str]:
    marks = Counter(sign for code in codes if code.kind == "emphasis" for sign in _marks(code.text))
    yield from (sign for sign, count in marks.items() if count % 2)
    if "`" in rest:
        yield "`"


def _marks(run: str) -> Iterator[str]:
    """Yield the marks that a run of them consists of: `***` is `**` and `*`."""
    if run.startswith("~"):
        yield run
        return
    yield from [run[0] * 2] * (len(run) // 2)
    yield from [run[0]] * (len(run) % 2)
