"""Prepares the parts of a Word file for mammoth: elements that it skips become text runs."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_CHANGES = ("ins", "del", "moveFrom")
_TRANSPARENT = f"{_W}smartTag"  # mammoth only reads the content of this element


@dataclass(frozen=True)
class PreparedDocx:
    """A Word file for mammoth, and the words that were hidden or marked as deleted."""

    data: bytes
    hidden: list[str]
    has_changes: bool


def prepare(archive: zipfile.ZipFile) -> PreparedDocx:
    """Return the file with fields and formulas as text, and without hidden text.

    Raises zipfile.BadZipFile, etree.XMLSyntaxError and other errors if the file is damaged.
    """
    out, hidden, has_changes = io.BytesIO(), list[str](), False
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for name in dict.fromkeys(archive.namelist()):
            data = archive.read(name)
            if name in _PARTS:
                root = _parse(data)
                has_changes |= any(next(root.iter(f"{_W}{t}"), None) is not None for t in _CHANGES)
                data = _readable(root, hidden)
            copy.writestr(name, data)
    return PreparedDocx(out.getvalue(), [text for text in hidden if text.strip()], has_changes)


def _parse(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, huge_tree=True))


def _readable(root: etree._Element, hidden: list[str]) -> bytes:
    hidden += ["".join(gone.itertext()) for gone in root.iter(f"{_W}del")]
    for element in list(root.iter(f"{_W}fldSimple")):
        element.tag = _TRANSPARENT
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
        element.tag = _TRANSPARENT


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "1") not in ("0", "false", "off")
