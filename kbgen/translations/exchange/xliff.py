"""Writes and reads XLIFF 1.2 (OASIS standard, 1 February 2008)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree

from kbgen.model.locale import Locale
from kbgen.translations.exchange.contents import FileContents, FileError, FileRow, says_today
from kbgen.translations.exchange.inline import CodeKind
from kbgen.translations.exchange.rows import Row
from kbgen.translations.exchange.xml import (
    XML_LANG,
    XML_SPACE,
    Pieces,
    XmlDocument,
    add_text,
    clean,
    facts_in,
    is_asked_in,
    name_of,
    nothing_in,
    numbered,
    pieces_of,
    text_of,
)

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_DONE = ("translated", "final", "signed-off")
_TYPES: dict[CodeKind, str] = {
    "fact": "x-fact",
    "code": "x-code",
    "link": "x-link",
    "label": "x-footnote",
    "emphasis": "x-emphasis",
    "html": "x-html",
    "attributes": "x-attributes",
}
"""Kind of markup → the type of its placeholder."""


def write_xliff(rows: Sequence[Row], locale: Locale) -> bytes:
    """Return an XLIFF file with a `file` for each page."""
    root = etree.Element("xliff", {"version": "1.2"}, nsmap={None: NAMESPACE})
    for (page, spoken), own in groupby(rows, lambda row: (row.block.page, row.source_lang)):
        file = etree.SubElement(
            root,
            "file",
            {
                "original": clean(page),
                "source-language": spoken,
                "target-language": locale.tag.replace("_", "-"),
                "datatype": "x-markdown",
            },
        )
        body = etree.SubElement(file, "body")
        for row in own:
            _add_unit(body, row)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)
    return data


def _add_unit(body: etree._Element, row: Row) -> None:
    unit = etree.SubElement(
        body, "trans-unit", {"id": clean(row.address), "extradata": row.base, XML_SPACE: "preserve"}
    )
    unit.tail = "\n"
    source, target = pieces_of(row.source), pieces_of(row.translation)
    numbers, others = numbered(source, target)
    words = dict(row.facts)
    _fill(etree.SubElement(unit, "source"), source, numbers, words)
    if row.translation:
        state = "needs-review-translation" if row.is_in_question else "translated"
        _fill(etree.SubElement(unit, "target", {"state": state}), target, others, words)
    if row.previous is not None:
        _add_other(unit, row.previous, row.translation, {"alttranstype": "previous-version"})
    if row.suggestion:
        pair = row.suggestion.pair
        about = {"match-quality": f"{row.suggestion.per_cent}%", "origin": clean(pair.origin)}
        _add_other(unit, pair.source, pair.translation, about)
    if row.question:
        etree.SubElement(unit, "note").text = clean(row.question)
    for one in row.facts:
        etree.SubElement(unit, "note").text = clean(says_today(*one))


def _add_other(unit: etree._Element, source: str, target: str, about: dict[str, str]) -> None:
    other = etree.SubElement(unit, "alt-trans", about)
    etree.SubElement(other, "source").text = clean(source)
    etree.SubElement(other, "target").text = clean(target)


def _fill(
    element: etree._Element, pieces: Pieces, numbers: Sequence[int], words: dict[str, str]
) -> None:
    for number, (before, code) in zip(numbers, pieces.before, strict=True):
        add_text(element, before)
        about = {"id": str(number), "ctype": _TYPES[code.kind]}
        if code.text in words:
            about["equiv-text"] = clean(words[code.text])
        etree.SubElement(element, "ph", about).text = clean(code.text)
    add_text(element, pieces.after)


def read_xliff(document: XmlDocument) -> FileContents:
    """Read an XLIFF 1.2 file."""
    root = document.root
    files = [one for one in root.iter() if name_of(one) == "file"]
    langs = [lang for one in files if (lang := one.get("target-language"))]
    units = [one for one in root.iter() if name_of(one) == "trans-unit"]
    if not units:
        raise FileError(nothing_in(document))
    named = [lang for one in root.iter() if name_of(one) == "target" if (lang := one.get(XML_LANG))]
    rows = tuple(_rows(document.whole(units)))
    return FileContents((langs or named or [""])[0], rows, document.unread)


def _rows(units: Sequence[etree._Element]) -> Iterator[FileRow]:
    for unit in units:
        parts = {name_of(child): child for child in reversed(unit)}
        source, target = parts.get("source"), parts.get("target")
        codes = _codes(source)
        state = target.get("state", "") if target is not None else ""
        is_done = state in _DONE or unit.get("approved") == "yes"
        yield FileRow(
            unit.get("id", ""),
            text_of(target, codes),
            f"line {unit.sourceline}",
            text_of(source, codes),
            is_done=True if is_done else None,
            base=unit.get("extradata", ""),
            facts=facts_in(unit),
            is_asked=is_asked_in(unit),
        )


def _codes(source: etree._Element | None) -> dict[str, str]:
    """Return the markup of the source's placeholders by their ids."""
    if source is None:
        return {}
    return {
        child.get("id", ""): "".join(child.itertext())
        for child in source.iter()
        if name_of(child) in ("ph", "it", "bpt", "ept")
    }
