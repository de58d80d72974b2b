"""XML that comes from elsewhere, and texts in it with markup as inline elements."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from kbgen.translations.exchange.contents import (
    FileError,
    read_says_today,
    with_line_feeds,
)
from kbgen.translations.exchange.inline import Code, find_codes

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XmlDocument(NamedTuple):
    """A document, and the line from which on it cannot be read; None if all of it can."""

    root: etree._Element
    broken_from: int | None = None


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
    if root is None:
        raise FileError("this is no XML: nothing in it can be read; begin again with what was sent")
    lines = [entry.line for entry in parser.error_log]
    return _checked(XmlDocument(root, min(lines, default=1)))


def _parser(recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover
    )


def _checked(document: XmlDocument) -> XmlDocument:
    dtd = document.root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise FileError("the file declares entities, as no translator's program writes them")
    return document


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


def said_in(unit: etree._Element) -> tuple[tuple[str, str], ...]:
    """Return the facts of a unit and their words from its notes."""
    notes = (one.text or "" for one in unit.iter() if name_of(one) == "note")
    return tuple(fact for note in notes for fact in read_says_today(note))


def _character(hexadecimal: str) -> str:
    try:
        return chr(int(hexadecimal, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
