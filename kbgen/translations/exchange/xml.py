"""XML that comes from elsewhere, and texts in it with markup as inline elements."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from kbgen.translations.exchange.contents import (
    QUESTION,
    FileError,
    read_says_today,
    with_line_feeds,
)
from kbgen.translations.exchange.inline import Code, find_codes

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AGAIN = "begin again with the file that was sent"
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XmlDocument(NamedTuple):
    """A document, and the line from which on it cannot be read; None if all of it can."""

    root: etree._Element
    broken_from: int | None = None
    why: str = ""

    @property
    def unread(self) -> tuple[str, ...]:
        """Return what cannot be read, and what to do about it."""
        if self.broken_from is None:
            return ()
        return (f"line {self.broken_from} and below: this cannot be read: {self.why}",)

    def whole(self, elements: Sequence[etree._Element]) -> Sequence[etree._Element]:
        """Return those of some elements that end before anything that cannot be read."""
        if self.broken_from is None:
            return elements
        following = (element.sourceline or 0 for element in elements[1:])
        pairs = zip(elements, following, strict=False)
        return [element for element, after in pairs if after < self.broken_from]


_ADVICE = (
    (r"HUGE", "there is more in it than any text has"),
    (r"EntityRef|Entity '", "write &amp; for &, and &lt; for <"),
    (r"invalid element name", "write &lt; for <"),
    (r"mismatch|Premature|expected '>'", "a tag is not closed, or the rest of the file is lost"),
    (r"[Aa]tt(?:Value|ribute)|find end of Start", 'within a tag stand name="value" alone'),
    (r"[Ee]ncoding|UTF-8", "save the file as UTF-8, with UTF-8 in its first line"),
    (r"Extra content", "nothing belongs behind the last tag; delete it"),
    (r"invalid (?:xml)?[Cc]har|PCDATA", "delete the invisible sign there, which no text has"),
)
"""What the parser says → what a translator does."""


def parse(data: bytes) -> XmlDocument:
    """Parse a document without loading anything for it. Raises FileError."""
    try:
        return _checked(XmlDocument(etree.fromstring(data, _parser())))
    except etree.XMLSyntaxError:
        pass
    parser = _parser(recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    first = min(parser.error_log, key=lambda entry: entry.line, default=None)
    line, why = (first.line, _advice(first.message)) if first else (1, _AGAIN)
    if root is None:
        raise FileError(f"nothing in this XML can be read; line {line}: {why}")
    return _checked(XmlDocument(root, line, why))


def _advice(message: str) -> str:
    found = (advice for pattern, advice in _ADVICE if re.search(pattern, message))
    return next(found, _AGAIN)


def _parser(recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover
    )


def _checked(document: XmlDocument) -> XmlDocument:
    dtd = document.root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise FileError("the file declares entities, as no translator's program writes them")
    return document


def nothing_in(document: XmlDocument) -> str:
    """Return why there is no text in a document."""
    if document.broken_from is None:
        return f"there are no texts in this file; {_AGAIN}"
    return f"nothing in this file can be read from line {document.broken_from} on: {document.why}"


def name_of(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _FORBIDDEN.sub(" ", text)


class Pieces(NamedTuple):
    """A text as (text before, code) pairs, and the text after the last code."""

    before: tuple[tuple[str, Code], ...]
    after: str


def pieces_of(text: str) -> Pieces:
    """Take a text apart at its markup."""
    found, end = [], 0
    for code in find_codes(text):
        found.append((text[end : code.start], code))
        end = code.end
    return Pieces(tuple(found), text[end:])


def numbered(source: Pieces, target: Pieces) -> tuple[list[int], list[int]]:
    """Return the numbers of the codes of both texts, from 1; equal codes have the same number."""
    numbers = list(range(1, len(source.before) + 1))
    waiting: dict[str, list[int]] = defaultdict(list)
    for number, (_, code) in zip(numbers, source.before, strict=True):
        waiting[code.text].append(number)
    others = []
    following = len(numbers)
    for _, code in target.before:
        if waiting[code.text]:
            others.append(waiting[code.text].pop(0))
        else:
            following += 1
            others.append(following)
    return numbers, others


def add_text(element: etree._Element, text: str) -> None:
    """Add a text at the end of an element."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + clean(text)
    else:
        element.text = (element.text or "") + clean(text)


def text_of(element: etree._Element | None, codes: Mapping[str, str]) -> str:
    """Return the text of an element with its inline elements as the markup they stand for.

    `codes` maps the ids of placeholders to their markup; one with contents has it in itself.
    """
    if element is None:
        return ""
    return with_line_feeds("".join(_texts(element, codes)))


def _texts(element: etree._Element, codes: Mapping[str, str]) -> list[str]:
    found = [element.text or ""]
    for child in element:
        name = name_of(child)
        if name == "cp":
            found.append(_character(child.get("hex", "")))
        elif name == "pc":
            start = child.get("dataRefStart", ""), child.get("dataRefEnd", "")
            found += [codes.get(start[0], ""), *_texts(child, codes), codes.get(start[1], "")]
        elif name:
            inner = "".join(_texts(child, codes))
            ref = child.get("dataRef") or child.get("id") or ""
            is_code = name in ("ph", "x", "bx", "ex", "sc", "ec", "it", "bpt", "ept")
            found.append(codes.get(ref, "") if is_code and not inner else inner)
        found.append(child.tail or "")
    return found


def is_asked_in(unit: etree._Element) -> bool:
    """Tell whether a note of a unit asks if its translation says the same as its source."""
    notes = (one for one in unit.iter() if name_of(one) == "note")
    return any(QUESTION in "".join(one.itertext()) for one in notes)


def facts_in(unit: etree._Element) -> tuple[tuple[str, str], ...]:
    """Return the facts of a unit and their words from its notes."""
    notes = (one.text or "" for one in unit.iter() if name_of(one) == "note")
    return tuple(fact for note in notes for fact in read_says_today(note))


def _character(hexadecimal: str) -> str:
    try:
        return chr(int(hexadecimal, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
