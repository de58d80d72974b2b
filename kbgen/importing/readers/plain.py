"""Reads plain text: joins wrapped lines, finds list items and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kbgen.importing.blocks import DocumentBlock, Removed, Role, TextRun, ends_sentence
from kbgen.importing.clean.numbering import numbered
from kbgen.importing.tables.structure import ITEM_LETTERS
from kbgen.languages.digits import native_digits
from kbgen.languages.marks import stops

BULLETS = "•●▪■◦‣·○◆◇►➢➤✓✔✦➔→\uf0b7\uf0a7"
_BULLET_ONLY = re.compile(rf"[{BULLETS}*+–—-]$")
_BULLET = re.compile(rf"(?P<mark>[{BULLETS}])\s*(?=\S)|(?P<dash>[*+–—-])\s+(?=\S)")
_INLINE_BULLET = re.compile(rf"\s+[{BULLETS}]\s+")
_LETTERED = f"[{ITEM_LETTERS}]"
_DIGITS = f"[{native_digits()}]{{1,3}}"
_NUMBER = re.compile(
    rf"(?P<mark>\(?(?:\d{{1,3}}|{_LETTERED})(?:[{stops()})\-]|\)\.))[ \t]+(?=\S)"
    rf"|(?P<mark2>\(?{_DIGITS}[{stops()})\-–])[ \t]*(?=\S)"
)
_SECTION_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?[ \t]+")
_SEPARATOR = re.compile(r"[\s=*_~#\-–—─━═·•.]{3,}$")
_UNDERLINE = re.compile(r"(={3,}|-{3,}|~{3,})$")
_HASHES = re.compile(r"(#{1,6})[ \t]+(?P<text>.*?)[ \t]*#*$")
_STARS = re.compile(r"(\*\*|__)(?P<text>[^*_]+)\1:?$")
_PIPE_ROW = re.compile(r"\|?[^|]*\|.*\|?.*$")
_PIPE_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*$")


@dataclass(frozen=True)
class _PlainLine:
    number: int
    text: str
    indent: int
    gap: bool  # there is a blank line before it
    raw: str = ""  # with the tabs at both ends


def read_plain(text: str) -> tuple[list[DocumentBlock], list[Removed]]:
    """Return the blocks of a text, and the removed separators without words."""
    removed: list[Removed] = []
    lines = list(_lines(text, removed))
    width = wrap_width([line.text for line in lines])
    blocks: list[DocumentBlock] = []
    at = 0
    while at < len(lines):
        at = _take(lines, at, width, blocks)
    return numbered(_one_indent(blocks)), removed


def _lines(text: str, removed: list[Removed]) -> Iterator[_PlainLine]:
    gap = True
    before: str = ""
    for number, raw in enumerate(text.split("\n"), 1):
        expanded = raw.replace("\xa0", " ").rstrip()
        stripped = expanded.strip()
        if not stripped:
            gap, before = True, ""
            continue
        is_rule = _SEPARATOR.match(stripped) and len(stripped) >= 3
        # A separator after a sentence ends a part; after other words it is an underline.
        is_underline = _UNDERLINE.match(stripped) and before and not ends_sentence(before)
        if is_rule and not is_underline:
            removed.append(Removed(number, "separator", stripped))
            gap, before = True, ""
            continue
        body = expanded.replace("\t", "    ") if not _is_tabbed(expanded) else expanded
        yield _PlainLine(number, stripped, len(body) - len(body.lstrip(" ")), gap, raw)
        gap, before = False, stripped


def _is_tabbed(text: str) -> bool:
    return "\t" in text.strip()


def wrap_width(lines: Sequence[str]) -> int:
    """Return the column at which lines were wrapped; 0 if each line is a paragraph.

    Wrapped text fills its lines: the longest lines are nearly equal, almost none is longer, and
    most lines that do not end a sentence are long.
    """
    lengths = sorted(len(line) for line in lines if not _BULLET_ONLY.match(line))
    if len(lengths) < 4:
        return 0
    short = [length for length in lengths if length <= 130]
    if sum(short) < sum(lengths) * 0.8 or short[-1] < 45:
        return 0
    width = short[-1]
    full = sum(length > width * 0.75 for length in short)
    runs_on = sum(
        len(line) > width * 0.7 and not ends_sentence(line) for line in lines if len(line) <= width
    )
    return width if full >= 3 and runs_on >= max(2, full * 0.4) else 0


def _take(lines: Sequence[_PlainLine], at: int, width: int, blocks: list[DocumentBlock]) -> int:
    """Read the block that starts at a line; return the index of the next line."""
    line = lines[at]
    following = lines[at + 1] if at + 1 < len(lines) else None
    if following and not following.gap and _UNDERLINE.match(following.text):
        level = 1 if following.text[0] == "=" else 2
        blocks.append(
            DocumentBlock(
                Role.HEADING, line.number, (TextRun(line.text),), level=level, gap=line.gap
            )
        )
        return at + 2
    if hashes := _HASHES.match(line.text):
        level = len(hashes[1])
        blocks.append(
            DocumentBlock(
                Role.HEADING, line.number, (TextRun(hashes["text"]),), level=level, gap=line.gap
            )
        )
        return at + 1
    if (end := _table_end(lines, at)) > at + 1:
        blocks.append(_table(lines[at:end]))
        return end
    if _BULLET_ONLY.match(line.text):
        return _orphan(lines, at, width, blocks)
    mark = item_mark(line.text)
    text, end = _joined(lines, at, width, bool(mark))
    if mark:
        blocks += _items(line, text, mark)
    elif stars := _STARS.match(text):
        blocks.append(
            DocumentBlock(
                Role.LINE, line.number, (TextRun(stars["text"], bold=True),), gap=line.gap
            )
        )
    else:
        blocks.append(
            DocumentBlock(Role.LINE, line.number, (TextRun(text),), gap=line.gap, level=line.indent)
        )
    return end


def _orphan(lines: Sequence[_PlainLine], at: int, width: int, blocks: list[DocumentBlock]) -> int:
    """Put a bullet that is alone in its line before the next line."""
    line = lines[at]
    if at + 1 >= len(lines) or _BULLET_ONLY.match(lines[at + 1].text):
        return at + 1
    following = lines[at + 1]
    text, end = _joined(lines, at + 1, width, True)
    blocks.append(
        DocumentBlock(
            Role.ITEM,
            following.number,
            (TextRun(text),),
            level=line.indent,
            marker=line.text,
            gap=line.gap,
        )
    )
    return end


@dataclass(frozen=True)
class ListMark:
    """The marker of a list item as written, and the offset at which its words start."""

    text: str
    end: int
    ordered: bool


def item_mark(text: str) -> ListMark | None:
    """Find a bullet or a number, in the digits of any script, at the start of a line.

    >>> item_mark("۲۔ دوسرا").ordered, item_mark("2.5 kg"), item_mark("• ek").ordered
    (True, None, False)
    """
    if bullet := _BULLET.match(text):
        return ListMark((bullet["mark"] or bullet["dash"]), bullet.end(), False)
    if _SECTION_NUMBER.match(text):
        return None
    number = _NUMBER.match(text)
    if number:
        return ListMark((number["mark"] or number["mark2"]).strip(), number.end(), True)
    return None


def _items(line: _PlainLine, text: str, mark: ListMark) -> Iterator[DocumentBlock]:
    """Yield the item of a line, or several items that bullets separate within the line."""
    body = text[mark.end :]
    parts = _INLINE_BULLET.split(body) if not mark.ordered and mark.text in BULLETS else [body]
    for position, part in enumerate(parts):
        yield DocumentBlock(
            Role.ITEM,
            line.number,
            (TextRun(part.strip()),),
            level=line.indent,
            ordered=mark.ordered,
            marker=mark.text,
            gap=line.gap and position == 0,
        )


def _joined(lines: Sequence[_PlainLine], at: int, width: int, is_item: bool) -> tuple[str, int]:
    """Join the lines of a wrapped paragraph.

    A line continues in the next one if the next word would not have fitted in it.
    """
    parts, indent = [lines[at].text], lines[at].indent
    end = at + 1
    while end < len(lines) and not lines[end].gap:
        line = lines[end]
        deeper = line.indent > indent
        if item_mark(line.text) or _BULLET_ONLY.match(line.text) or _HASHES.match(line.text):
            break
        following = lines[end + 1] if end + 1 < len(lines) else None
        if following and not following.gap and _UNDERLINE.match(following.text):
            break
        first = line.text.split(maxsplit=1)[0]
        is_full = width and len(parts[-1]) + lines[end - 1].indent + 1 + len(first) > width
        if not is_full and not (is_item and deeper):
            break
        parts.append(line.text)
        end += 1
    return _join(parts), end


def _join(parts: Sequence[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        glue = "" if re.search(r"[^\W\d_]-$", text) or text.endswith("\u00ad") else " "
        text = text.removesuffix("\u00ad") + glue + part
    return text


def _table_end(lines: Sequence[_PlainLine], at: int) -> int:
    """Return the end of a table that starts here: rows with equal numbers of tabs, or of pipes."""
    for cells in (_tabbed(lines[at]), _pipe_cells):
        count = len(cells(lines[at]))
        if count < 2:
            continue
        end = at + 1
        while end < len(lines) and not lines[end].gap:
            is_rule = cells is _pipe_cells and _PIPE_RULE.match(lines[end].text)
            width = len(cells(lines[end]))
            # Text editors remove the tabs of empty cells at the end of a line.
            is_cut = cells is _columns and 2 <= width < count
            if not is_rule and not is_cut and width != count:
                break
            end += 1
        if end > at + 1:
            return end
    return at


def _tabbed(head: _PlainLine) -> Callable[[_PlainLine], list[str]]:
    """Return a function that splits lines at each tab, or at runs of tabs if the head has some."""
    return _columns if all(_columns(head)) else _tab_cells


def _columns(line: _PlainLine) -> list[str]:
    return [cell.strip() for cell in line.raw.split("\t")]


def _tab_cells(line: _PlainLine) -> list[str]:
    return [cell.strip() for cell in re.split(r"\t+", line.text)]


def _pipe_cells(line: _PlainLine) -> list[str]:
    text = line.text
    if text.count("|") < 2 and not re.search(r"\S \| \S", text):
        return [text]
    return [cell.strip() for cell in text.strip().strip("|").split("|")]


def _table(lines: Sequence[_PlainLine]) -> DocumentBlock:
    cells = _tabbed(lines[0]) if "\t" in lines[0].text else _pipe_cells
    rows = tuple(
        tuple((TextRun(cell),) for cell in cells(line))
        for line in lines
        if not _PIPE_RULE.match(line.text)
    )
    return DocumentBlock(Role.TABLE, lines[0].number, rows=rows, gap=lines[0].gap)


def _one_indent(blocks: list[DocumentBlock]) -> list[DocumentBlock]:
    """Convert the indents of each list to depths: 0, 1, 2 …"""
    out: list[DocumentBlock] = []
    stack: list[int] = []
    for block in blocks:
        if block.role is not Role.ITEM:
            stack = []
            out.append(replace(block, level=block.level if block.role is Role.HEADING else 0))
            continue
        while stack and block.level < stack[-1]:
            stack.pop()
        if not stack or block.level > stack[-1]:
            stack.append(block.level)
        out.append(replace(block, level=len(stack) - 1))
    return out
