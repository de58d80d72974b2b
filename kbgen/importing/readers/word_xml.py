"""Prepares the parts of a Word file for mammoth: elements that it skips become text runs."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

from kbgen.importing.readers.word_shapes import (
    TRANSPARENT,
    choices,
    move_text_boxes,
    open_directions,
    write_ruby,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_CHANGES = ("ins", "del", "moveFrom")


@dataclass(frozen=True)
class PreparedDocx:
    """A Word file for mammoth, and the words that were hidden or marked as deleted."""

    data: bytes
    hidden: list[str]
    has_changes: bool
    boxes: int = 0
    formulas: int = 0


def prepare(archive: zipfile.ZipFile) -> PreparedDocx:
    """Return the file with fields and formulas as text, and without hidden text.

    Raises zipfile.BadZipFile, etree.XMLSyntaxError and other errors if the file is damaged.
    """
    out, hidden, has_changes = io.BytesIO(), list[str](), False
    boxes = formulas = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for name in dict.fromkeys(archive.namelist()):
            data = archive.read(name)
            if name in _PARTS:
                root = _parse(data)
                has_changes |= any(next(root.iter(f"{_W}{t}"), None) is not None for t in _CHANGES)
                formulas += sum(1 for _ in root.iter(f"{_M}oMath"))
                boxes += move_text_boxes(root)
                data = _readable(root, hidden)
            copy.writestr(name, data)
    shown = [text for text in hidden if text.strip()]
    return PreparedDocx(out.getvalue(), shown, has_changes, boxes, formulas)


def _parse(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, huge_tree=True))


def _readable(root: etree._Element, hidden: list[str]) -> bytes:
    hidden += ["".join(gone.itertext()) for gone in root.iter(f"{_W}del")]
    hidden += choices(root)
    write_ruby(root)
    open_directions(root)
    for element in list(root.iter(f"{_W}fldSimple")):
        element.tag = TRANSPARENT
    for element in list(root.iter(f"{_M}*")):
        _from_formula(element)
    for run in list(root.iter(f"{_W}r")):
        if _is_hidden(run) and run.getparent() is not None:
            hidden.append("".join(node.text or "" for node in run.iter(f"{_W}t")))
            run.getparent().remove(run)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _from_formula(element: etree._Element) -> None:
    """Convert a formula to a run of text; its layout is lost."""
    name = etree.QName(element).localname
    if name == "t":
        element.tag = f"{_W}t"
    elif name == "r":
        element.tag = f"{_W}r"
    elif name.endswith("Pr"):
        element.clear()
        element.tag = f"{_W}proofErr"  # mammoth ignores this element without a warning
    else:
        element.tag = TRANSPARENT


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "1") not in ("0", "false", "off")
