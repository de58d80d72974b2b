"""Reads HTML; menus and other elements that are no text of the page are removed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from kbgen.importing.blocks import (
    Decision,
    DocumentBlock,
    Removed,
    Role,
    TextRun,
    UnreadableError,
    plain,
    trim,
)
from kbgen.importing.clean.furniture import set_aside, words_of
from kbgen.importing.readers.exports import prepare_export
from kbgen.importing.readers.grid import Cell, cells_of, is_layout, spread
from kbgen.importing.readers.html_boxes import BoxElement, ask_for_title, box_element
from kbgen.importing.readers.html_items import as_item
from kbgen.importing.tables.html import BLOCKS, SILENT
from kbgen.importing.understand.gathering import Gathering, Style, in_box
from kbgen.importing.write.front_matter import Fields

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_SCHEMES = ("http://", "https://", "mailto:", "tel:")


@dataclass(frozen=True)
class HtmlDocument:
    """A web page as blocks; `title` is the title of its head, `lang` its declared language.

    With `is_titled` the title is the document's own, and not one of a window.
    """

    blocks: list[DocumentBlock]
    title: str
    lang: str
    removed: list[Removed]
    decisions: list[Decision]
    fields: Fields = field(default_factory=Fields)
    is_titled: bool = False


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a page declares in its first kilobytes."""
    match = re.search(
        rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|^\s*<\?xml[^>]+encoding=[\"']([\w-]+)",
        data[:4096],
        re.I,
    )
    name = (match[1] or match[2]).decode("ascii").lower() if match else ""
    return {
        "iso-8859-1": "cp1252",
        "latin-1": "cp1252",
        "latin1": "cp1252",
        "ascii": "cp1252",
        "us-ascii": "cp1252",
    }.get(name, name)


def read_html(text: str, keep: Collection[str] = ()) -> HtmlDocument:
    """Read a page or a fragment. Raises UnreadableError if it is nested too deeply."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableError("there is no text in this HTML") from None
    prepared = prepare_export(root, keep)
    reading = Gathering(
        keep,
        removed=prepared.removed,
        decisions=prepared.decisions,
        dropped_links=prepared.dropped_links,
    )
    try:
        _walk(root, reading, Style())
    except RecursionError:
        raise UnreadableError("its elements are nested too deeply; save it as text") from None
    reading.flush()
    if reading.dropped_links:
        reading.decisions.append(taken_off(reading.dropped_links))
    title = prepared.title or root.findtext(".//title") or ""
    lang = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    ).lower()
    return HtmlDocument(
        reading.blocks, " ".join(title.split()), lang[:2], reading.removed, reading.decisions
    )


def is_kept(href: str) -> bool:
    """Tell whether a link leads to the web or to a Markdown file, and not into the old site."""
    return href.lower().startswith(_SCHEMES) or href.split("#")[0].endswith(".md")


def taken_off(links: Iterable[str]) -> Decision:
    shown = ", ".join(dict.fromkeys(links))
    return Decision(0, f"links into the old site were taken off their words: {shown[:300]}")


def picture_left_out(line: int, source: str) -> Decision:
    what = f"the picture {source[:80]} was left out; add it under content/ and name it"
    return Decision(line, what)


def _walk(element: Any, reading: Gathering, style: Style) -> None:
    if not isinstance(element.tag, str):
        _comment(element, reading)
        return
    tag = element.tag.lower()
    if tag in SILENT:
        return
    if rule := set_aside(element, tag):
        _remove(element, rule, reading)
        return
    if box := box_element(element, tag):
        _box(element, box, reading)
    elif tag in _HEADINGS:
        _own_block(element, reading, style, Role.HEADING, level=_HEADINGS[tag])
    elif tag in ("ul", "ol"):
        reading.flush()
        _list(element, reading, style, tag == "ol")
    elif tag == "table":
        _table(element, reading, style)
    elif tag == "pre":
        reading.flush()
        text = "".join(element.itertext())
        code = DocumentBlock(Role.CODE, element.sourceline or 0, (TextRun(text),), gap=True)
        language = element.get("data-language") or ""
        reading.blocks.append(replace(code, marker=language, inside=reading.inside))
    elif tag in ("dt", "dd", "summary", "blockquote"):
        _special(element, tag, reading, style)
    elif tag in BLOCKS or tag == "li":
        reading.flush()
        reading.line = element.sourceline or reading.line
        _inside(element, reading, style)
        reading.flush(Role.QUOTE if style.quote else Role.PARAGRAPH)
    else:
        _inline(element, tag, reading, style)


def _inside(element: Any, reading: Gathering, style: Style) -> None:
    _add_text(element.text, reading, style, element)
    for child in element:
        _walk(child, reading, style)
        _add_text(child.tail, reading, style, child)


def _add_text(text: str | None, reading: Gathering, style: Style, element: Any) -> None:
    if not text:
        return
    if not reading.runs:
        reading.line = element.sourceline or reading.line
        if not text.strip():
            return
        reading.line += len(text) - len(text.lstrip()) and text[
            : len(text) - len(text.lstrip())
        ].count("\n")
    words = re.sub(r"[ \t\r\n\f]+", " ", text)
    reading.runs.append(TextRun(words, style.bold, style.italic, style.code, style.href))


def _inline(element: Any, tag: str, reading: Gathering, style: Style) -> None:
    if tag in ("br", "hr"):
        if tag == "hr":
            reading.flush()
        else:
            reading.runs.append(TextRun("\n"))
        return
    if tag == "img":
        alt = (element.get("alt") or "").strip()
        if alt and "embed" in reading.keep:
            reading.runs.append(TextRun(alt))
        elif alt:
            reading.removed.append(Removed(element.sourceline or 0, "embed", alt))
        source = (element.get("src") or "").strip()
        if source and not source.startswith("data:"):
            reading.decisions.append(picture_left_out(element.sourceline or 0, source))
        return
    if tag in ("b", "strong"):
        style = replace(style, bold=True)
    elif tag in ("i", "em"):
        style = replace(style, italic=True)
    elif tag in ("code", "kbd", "tt"):
        style = replace(style, code=True)
    elif tag == "a":
        style = replace(style, href=_target(element, reading))
    _inside(element, reading, style)


def _target(element: Any, reading: Gathering) -> str:
    href = re.sub(r"\s", "", element.get("href") or "")
    if is_kept(href):
        return href.replace("<", "%3C").replace(">", "%3E")
    if href and not href.startswith("#") and not href.lower().startswith(("javascript:", "data:")):
        reading.dropped_links.append(href[:80])
    return ""


def _own_block(element: Any, reading: Gathering, style: Style, role: Role, **more: Any) -> None:
    reading.flush()
    reading.line = element.sourceline or reading.line
    before = len(reading.blocks)
    _inside(element, reading, style)
    reading.runs = [
        replace(run, bold=False, text=run.text.replace("\n", " ")) for run in reading.runs
    ]
    reading.flush(role, **more)
    for index in range(before, len(reading.blocks)):
        if reading.blocks[index].role is Role.PARAGRAPH:
            reading.blocks[index] = in_box(replace(reading.blocks[index], role=role, **more))


def _box(element: Any, box: BoxElement, reading: Gathering) -> None:
    """Read a box with its title and its content."""
    reading.flush()
    line = element.sourceline or 0
    titles = Gathering(
        reading.keep, removed=reading.removed, decisions=reading.decisions, line=line
    )
    for head in box.heads:
        _inside(head, titles, Style())
        tail, parent = head.tail, head.getparent()
        head.clear()
        head.tail = tail
        parent.set("class", "")
    titles.flush()
    runs = tuple(run for block in titles.blocks for run in (TextRun(" "), *block.runs))
    title = tuple(replace(run, bold=False) for run in trim(runs))
    if box.default:
        reading.removed.append(Removed(line, "furniture", box.default))
        title = ()
    opened = DocumentBlock(
        Role.BOX, line, title, marker=box.marker, gap=True, inside=reading.inside
    )
    reading.blocks.append(opened)
    reading.inside += 1
    _inside(element, reading, Style())
    reading.flush()
    reading.inside -= 1
    if box.default:
        ask_for_title(reading, opened)


def _special(element: Any, tag: str, reading: Gathering, style: Style) -> None:
    """Read terms as bold list items, summaries as headings, quotations as quotes."""
    if tag == "blockquote":
        reading.flush()
        _inside(element, reading, replace(style, quote=True))
        reading.flush(Role.QUOTE)
    elif tag == "summary":
        _own_block(element, reading, style, Role.HEADING, level=3)
    elif tag == "dt":
        _own_block(element, reading, replace(style, bold=True), Role.ITEM, level=0)
        if reading.blocks and reading.blocks[-1].role is Role.ITEM:
            bold = tuple(replace(run, bold=True) for run in reading.blocks[-1].runs)
            reading.blocks[-1] = replace(reading.blocks[-1], runs=bold)
    else:
        _own_block(element, reading, style, Role.ITEM, level=1)


def _list(element: Any, reading: Gathering, style: Style, ordered: bool) -> None:
    depth = style.depth + 1
    number = _number(element, "start", 1)
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag in ("ul", "ol"):
            _list(child, reading, replace(style, depth=depth), child.tag == "ol")
            continue
        if rule := set_aside(child, child.tag):
            _remove(child, rule, reading)
            continue
        before = len(reading.blocks)
        reading.line = child.sourceline or reading.line
        _inside(child, reading, replace(style, depth=depth))
        reading.flush()
        number = _number(child, "value", number)
        as_item(reading, before, depth, f"{number}." if ordered else "")
        number += 1
        _add_text(child.tail, reading, style, child)
    reading.flush()


def _table(element: Any, reading: Gathering, style: Style) -> None:
    """Read a table of data as a table, and a table for layout as text."""
    cells = cells_of(element)
    if is_layout(cells):
        reading.flush()
        _inside(element, reading, style)
        reading.flush()
        return
    reading.flush()
    caption = element.find("caption")
    if caption is not None:
        _walk(caption, reading, style)
        reading.flush()
    made = spread([[_cell(cell, reading, style) for cell in row] for row in cells if row])
    made = tuple(row for row in made if any(plain(cell).strip() for cell in row))
    if made:
        reading.blocks.append(
            DocumentBlock(
                Role.TABLE, element.sourceline or 0, rows=made, gap=True, inside=reading.inside
            )
        )


def _cell(cell: Any, reading: Gathering, style: Style) -> Cell:
    inner = Gathering(
        reading.keep,
        removed=reading.removed,
        decisions=reading.decisions,
        dropped_links=reading.dropped_links,
    )
    _inside(cell, inner, replace(style, bold=False))
    inner.flush()
    runs: list[TextRun] = []
    for block in inner.blocks:
        # A cell has only one line; bullets separate the items of its list.
        runs += [TextRun(" • " if block.role is Role.ITEM else " "), *block.runs]
    if cell.tag == "th":
        runs = [replace(run, bold=False) for run in runs]  # a heading of its column already
    return trim(runs), _number(cell, "rowspan", 1) or 1, _number(cell, "colspan", 1) or 1


def _number(element: Any, name: str, default: int) -> int:
    text = (element.get(name) or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else default


def _remove(element: Any, rule: str, reading: Gathering) -> None:
    if rule in reading.keep:
        reading.flush()
        _inside(element, reading, Style())
        reading.flush()
        return
    text = " ".join(" ".join(words_of(element)).split())
    if text:
        reading.removed.append(Removed(element.sourceline or 0, rule, text))


def _comment(element: Any, reading: Gathering) -> None:
    text = " ".join((element.text or "").split()) if element.tag is etree.Comment else ""
    if not text or "[if " in text or "[endif]" in text:
        return
    if "comment" in reading.keep:
        reading.flush()
        reading.blocks.append(
            DocumentBlock(Role.PARAGRAPH, element.sourceline or 0, (TextRun(text),))
        )
    else:
        reading.removed.append(Removed(element.sourceline or 0, "comment", text))
