"""Writes and reads translation memories (TMX 1.4b, LISA OSCAR, 2005)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from kbgen.model.locale import ENGLISH
from kbgen.translations.exchange.contents import FileContents, FileError
from kbgen.translations.exchange.memory import MemoryUnit
from kbgen.translations.exchange.rows import Row
from kbgen.translations.exchange.xml import (
    XML_LANG,
    XmlDocument,
    add_text,
    clean,
    name_of,
    pieces_of,
    text_of,
)


def units_of(rows: Iterable[Row], lang: str) -> list[MemoryUnit]:
    """Return what is translated and current."""
    return [
        MemoryUnit(row.source_lang, row.source, lang, row.translation, row.address)
        for row in rows
        if row.translation and row.state in ("current", "moved")
    ]


def write_tmx(units: Iterable[MemoryUnit], source_lang: str) -> bytes:
    """Return a memory with a unit for each text; markup stands in placeholders."""
    root = etree.Element("tmx", {"version": "1.4"})
    header = {
        "creationtool": "kbgen",
        "creationtoolversion": "1",
        "segtype": "paragraph",
        "o-tmf": "kbgen",
        "adminlang": ENGLISH,
        "srclang": source_lang,
        "datatype": "x-markdown",
    }
    etree.SubElement(root, "header", header)
    body = etree.SubElement(root, "body")
    for unit in units:
        about = {"srclang": unit.source_lang} if unit.source_lang != source_lang else {}
        element = etree.SubElement(body, "tu", about)
        element.tail = "\n"
        etree.SubElement(element, "prop", {"type": "x-origin"}).text = clean(unit.origin)
        for lang, text in ((unit.source_lang, unit.source), (unit.lang, unit.translation)):
            variant = etree.SubElement(element, "tuv", {XML_LANG: lang})
            _fill(etree.SubElement(variant, "seg"), text)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data


def _fill(element: etree._Element, text: str) -> None:
    pieces = pieces_of(text)
    for number, (before, code) in enumerate(pieces.before, 1):
        add_text(element, before)
        etree.SubElement(element, "ph", {"x": str(number)}).text = clean(code.text)
    add_text(element, pieces.after)


def read_tmx(document: XmlDocument) -> FileContents:
    """Read a memory. Raises FileError if nothing is translated in it."""
    header = next((one for one in document.root.iter() if name_of(one) == "header"), None)
    usual = header.get("srclang", "") if header is not None else ""
    units = tuple(
        unit
        for element in document.root.iter()
        if name_of(element) == "tu"
        if document.broken_from is None or (element.sourceline or 0) < document.broken_from
        for unit in _units(element, element.get("srclang") or usual)
    )
    if not units:
        raise FileError("this translation memory has no translations")
    return FileContents("", (), units=units)


def _units(element: etree._Element, source_lang: str) -> Iterator[MemoryUnit]:
    variants = [
        (one.get(XML_LANG) or one.get("lang") or "", text)
        for one in element
        if name_of(one) == "tuv"
        if (text := text_of(next((s for s in one if name_of(s) == "seg"), None), {}).strip())
    ]
    named = [one for one in variants if _short(one[0]) == _short(source_lang)]
    if not variants or not (source := (named or variants[:1])[0])[0]:
        return
    origins = [
        one.text or ""
        for one in element
        if name_of(one) == "prop" and one.get("type") == "x-origin"
    ]
    for lang, text in variants:
        if lang and lang != source[0]:
            yield MemoryUnit(source[0], source[1], lang, text, (origins or [""])[0])


def _short(lang: str) -> str:
    return lang.replace("_", "-").split("-")[0].casefold()
