"""Writes and reads XLIFF 2.1 (OASIS standard, 13 February 2018), and reads 2.0 and 2.2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree

from kbgen.errors import KbgenError
from kbgen.model.locale import Locale
from kbgen.translations.exchange.contents import FileContents, FileError, FileRow, says_today
from kbgen.translations.exchange.inline import Code
from kbgen.translations.exchange.rows import Row
from kbgen.translations.exchange.xml import (
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

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_TYPE = "kbgen:"
_DONE = ("translated", "reviewed", "final")


def write_xliff2(rows: Sequence[Row], locale: Locale) -> bytes:
    """Return an XLIFF file with a `file` for each page.

    Raises KbgenError if the pages were not all written in one language.
    """
    langs = sorted({row.source_lang for row in rows})
    if len(langs) > 1:
        what = f"the pages were written in several languages ({', '.join(langs)})"
        raise KbgenError(f"{what}, and XLIFF 2 has one; use another format: --to xliff")
    root = etree.Element(
        "xliff",
        {"version": "2.1", "srcLang": langs[0], "trgLang": locale.tag.replace("_", "-")},
        nsmap={None: NAMESPACE, "mtc": MATCHES},
    )
    number = 0
    for count, (page, own) in enumerate(groupby(rows, lambda row: row.block.page), 1):
        file = etree.SubElement(root, "file", {"id": f"f{count}", "original": clean(page)})
        for row in own:
            number += 1
            _add_unit(file, row, f"u{number}")
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)
    return data


def _add_unit(file: etree._Element, row: Row, id_: str) -> None:
    unit = etree.SubElement(
        file,
        "unit",
        {
            "id": id_,
            "name": clean(row.address),
            "type": f"{_TYPE}{row.base}",
            XML_SPACE: "preserve",
        },
    )
    unit.tail = "\n"
    source, target = pieces_of(row.source), pieces_of(row.translation)
    if row.suggestion:
        _add_match(unit, row)
    _add_notes(unit, row)
    data = _Data()
    state = "initial"
    if row.translation:
        state = "initial" if row.is_in_question else "translated"
    segment = etree.Element("segment", {"id": "s1", "state": state})
    numbers, others = numbered(source, target)
    words = dict(row.facts)
    data.fill(etree.SubElement(segment, "source"), source, numbers, words)
    if row.translation:
        data.fill(etree.SubElement(segment, "target"), target, others, words)
    data.add_to(unit)
    unit.append(segment)


def _add_match(unit: etree._Element, row: Row) -> None:
    assert row.suggestion
    pair = row.suggestion.pair
    matches = etree.SubElement(unit, f"{{{MATCHES}}}matches")
    about = {"ref": "#s1", "similarity": f"{row.suggestion.per_cent}.0"}
    match = etree.SubElement(
        matches, f"{{{MATCHES}}}match", {**about, "origin": clean(pair.origin)}
    )
    etree.SubElement(match, "source").text = clean(pair.source)
    etree.SubElement(match, "target").text = clean(pair.translation)


def _add_notes(unit: etree._Element, row: Row) -> None:
    notes = [("says-today", says_today(*one)) for one in row.facts]
    if row.previous is not None:
        notes.append(("previous-source", row.previous))
    if row.question:
        notes.append(("question", row.question))
    if notes:
        element = etree.SubElement(unit, "notes")
        for category, text in notes:
            etree.SubElement(element, "note", {"category": category}).text = clean(text)


class _Data:
    """The markup of a unit, which its placeholders refer to."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def fill(
        self,
        element: etree._Element,
        pieces: Pieces,
        numbers: Sequence[int],
        words: dict[str, str],
    ) -> None:
        for number, (before, code) in zip(numbers, pieces.before, strict=True):
            add_text(element, before)
            etree.SubElement(element, "ph", self._about(code, number, words))
        add_text(element, pieces.after)

    def _about(self, code: Code, number: int, words: dict[str, str]) -> dict[str, str]:
        ref = self._ids.setdefault(clean(code.text), f"d{len(self._ids) + 1}")
        about = {"id": str(number), "dataRef": ref}
        if code.kind == "fact":
            about["equiv"] = clean(code.text)
        if code.text in words:
            about["disp"] = clean(words[code.text])
        return about

    def add_to(self, unit: etree._Element) -> None:
        if self._ids:
            element = etree.SubElement(unit, "originalData")
            for text, id_ in self._ids.items():
                etree.SubElement(element, "data", {"id": id_, XML_SPACE: "preserve"}).text = text


def read_xliff2(document: XmlDocument) -> FileContents:
    """Read an XLIFF 2 file; a unit may have been split into segments."""
    root = document.root
    units = [one for one in root.iter() if name_of(one) == "unit"]
    if not units:
        raise FileError(nothing_in(document))
    rows = tuple(_rows(document.whole(units)))
    return FileContents(root.get("trgLang", ""), rows, document.unread)


def _rows(units: Sequence[etree._Element]) -> Iterator[FileRow]:
    for unit in units:
        codes = {
            child.get("id", ""): "".join(child.itertext())
            for child in unit.iter()
            if name_of(child) == "data"
        }
        parts = [one for one in unit if name_of(one) in ("segment", "ignorable")]
        segments = [one for one in parts if name_of(one) == "segment"]
        is_done = bool(segments) and all(one.get("state") in _DONE for one in segments)
        has_target = any(_part(one, "target") is not None for one in segments)
        yield FileRow(
            unit.get("name", ""),
            _joined(parts, "target", codes) if has_target else "",
            f"line {unit.sourceline}",
            _joined(parts, "source", codes),
            is_done=True if is_done else None,
            base=unit.get("type", "").removeprefix(_TYPE),
            facts=facts_in(unit),
            is_asked=is_asked_in(unit),
        )


def _joined(parts: Sequence[etree._Element], name: str, codes: dict[str, str]) -> str:
    """Return the text of a unit; what is ignorable stands for itself in both languages."""
    texts = []
    for part in parts:
        element = _part(part, name)
        if element is None and name_of(part) == "ignorable":
            element = _part(part, "source")
        texts.append(text_of(element, codes))
    return "".join(texts)


def _part(parent: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in parent if name_of(child) == name), None)
