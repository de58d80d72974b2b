"""Writes blocks as Markdown that renders to their text, and front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import yaml

from kbgen.importing.blocks import DocumentBlock, Role, Row, TextRun, plain
from kbgen.importing.clean.numbering import value

_ALWAYS = re.compile(r"[\\`*\[\]{}]|(?<![^\W_])_|_(?![^\W_])|(?<=\])\(")
_AT_START = re.compile(
    r"(?P<hash>#)|(?P<bullet>[-+])(?=\s|$)|(?P<quote>>)|(?P<rule>[-=~:|]{2,}|\||!!!|\?\?\?|===)|(?P<def>:)(?=\s)"
)
_NUMBERED = re.compile(r"(\d+)([.)])(?=\s|$)")
_ENTITY = re.compile(r"&(?=#|\w+;)")


def escape(text: str, at_start: bool = True) -> str:
    """Escape characters that Markdown would read as markup.

    >>> escape("1. *not* <b> {{ x }}")
    '1\\\\. \\\\*not\\\\* &lt;b> \\\\{\\\\{ x \\\\}\\\\}'
    """
    text = _ALWAYS.sub(lambda m: f"\\{m.group()}", text)
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;")
    if not at_start:
        return text
    if number := _NUMBERED.match(text):
        return f"{number[1]}\\{text[number.end() - 1 :]}"
    start = _AT_START.match(text)
    if not start:
        return text
    if text[0] in "=~:|?>":
        return f"&#{ord(text[0])};{text[1:]}"
    return f"\\{text}"


def inline(runs: Sequence[TextRun], at_start: bool = True) -> str:
    """Return runs as Markdown: bold, italics, code and links around escaped text."""
    out = ""
    for run in _merged(runs):
        text = re.sub(r"\s+", " ", run.text)
        words = text.strip()
        if not words:
            out += " " if out and not out.endswith(" ") else ""
            continue
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        out += before + _styled(run, words, at_start and not out) + after
    return out.strip()


def _merged(runs: Sequence[TextRun]) -> list[TextRun]:
    out: list[TextRun] = []
    for run in runs:
        last = out[-1] if out else None
        same = last and (last.bold, last.italic, last.code, last.href) == (
            run.bold,
            run.italic,
            run.code,
            run.href,
        )
        if last and same:
            out[-1] = TextRun(last.text + run.text, run.bold, run.italic, run.code, run.href)
        else:
            out.append(run)
    return out


def _styled(run: TextRun, words: str, at_start: bool) -> str:
    if run.code and "`" not in words:
        text = f"`{words}`"
    else:
        mark = "*" * (2 * run.bold + run.italic)
        text = f"{mark}{escape(words, at_start and not mark and not run.href)}{mark}"
    return f"[{text}](<{run.href}>)" if run.href else text


def body(blocks: Sequence[DocumentBlock]) -> str:
    """Return blocks as Markdown with blank lines between them, but not within lists."""
    return "\n".join(_lines(blocks, 0)) + "\n" if blocks else ""


def _lines(blocks: Sequence[DocumentBlock], depth: int) -> list[str]:
    """Return the lines of blocks of one depth; what is in a box or an item is indented."""
    out: list[str] = []
    numbers: dict[int, int] = {}
    before: DocumentBlock | None = None
    is_nested = False
    for is_deeper, run in groupby(blocks, lambda block: block.inside > depth):
        if is_deeper:
            indent = "" if before is None else " " * 4 * (1 + _item_level(before))
            inner = list(run)
            lines = (f"{indent}{line}" if line else "" for line in _lines(inner, depth + 1))
            out += lines if before and _goes_on(before, inner[0]) else ["", *lines]
            is_nested = True
            continue
        for block in run:
            is_listed = _is_item(block) and before is not None and _is_item(before)
            if not _is_item(block) and not _is_inside(block):
                numbers = {}
            if is_listed and before and not _same_list(before, block, numbers):
                # Markdown would join two kinds of list; a comment separates them.
                out.append("\n<!-- -->\n")
                is_listed, numbers = False, {}
            if out and (not is_listed or is_nested):
                out.append("")
            out += _block(block, numbers).split("\n")
            before, is_nested = block, False
    return out


def _goes_on(before: DocumentBlock, first: DocumentBlock) -> bool:
    """Tell whether no blank line stands between a box and its first words, as is usual."""
    is_note = before.role is Role.BOX and not before.marker.startswith("=")
    return is_note and first.role in (Role.PARAGRAPH, Role.LINE)


def _is_item(block: DocumentBlock) -> bool:
    return block.role is Role.ITEM


def _item_level(block: DocumentBlock) -> int:
    return block.level if _is_item(block) else 0


def _is_inside(block: DocumentBlock) -> bool:
    """Tell whether a paragraph belongs to the list item before it."""
    return block.role is Role.PARAGRAPH and block.level > 0


def _same_list(before: DocumentBlock, block: DocumentBlock, numbers: Mapping[int, int]) -> bool:
    if block.ordered and not block.level and value(block.marker) == 1 and 0 in numbers:
        return False
    return block.level > 0 or before.level > 0 or block.ordered == before.ordered


def _block(block: DocumentBlock, numbers: dict[int, int]) -> str:
    match block.role:
        case Role.HEADING:
            anchor = f" {{#{block.id}}}" if block.id else ""
            return f"{'#' * block.level} {_heading(block.runs)}{anchor}"
        case Role.ITEM:
            return _item(block, numbers)
        case Role.TABLE:
            return _table(block.rows)
        case Role.QUOTE:
            return f"> {inline(block.runs)}"
        case Role.BOX:
            title = inline(block.runs, at_start=False)
            return f'{block.marker} "{title}"' if title else block.marker
        case Role.CODE:
            return _code(plain(block.runs), block.marker)
        case _:
            return f"{'    ' * block.level}{inline(block.runs)}"


def _heading(runs: Sequence[TextRun]) -> str:
    """Return the text of a heading, with number signs escaped, which are markup at its end."""
    text = inline(runs, at_start=False)
    is_plain = not any(run.href or run.code for run in runs)
    return text.replace("#", "\\#") if is_plain else text


def _item(block: DocumentBlock, numbers: dict[int, int]) -> str:
    for deeper in [level for level in numbers if level > block.level]:
        del numbers[deeper]
    numbers[block.level] = numbers.get(block.level, 0) + 1
    mark = f"{numbers[block.level]}." if block.ordered else "-"
    text = _pair(block) if block.is_pair else inline(block.runs)
    return f"{'    ' * block.level}{mark} {text}"


def _pair(block: DocumentBlock) -> str:
    term, colon, text = re.split(r"([:：])", block.text, maxsplit=1)
    return f"**{escape(term.strip(), False)}{colon}** {escape(text.strip(), False)}"


def _table(rows: Sequence[Row]) -> str:
    width = max(len(row) for row in rows)
    lines = [_table_row(row, width) for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _table_row(row: Row, width: int) -> str:
    cells = [inline(cell, at_start=False).replace("|", "\\|") for cell in row]
    cells += [""] * (width - len(cells))
    return "| " + " | ".join(cells) + " |"


def _code(text: str, language: str) -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text.strip(chr(10))}\n{fence}"


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, as editors write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, False)


def front_matter(fields: Mapping[str, Any]) -> str:
    """Return fields between `---` lines; braces in texts are escaped, so that they are no facts."""
    safe = {key: _escaped(value) for key, value in fields.items()}
    dumped = yaml.dump(safe, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{dumped}---\n"


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return re.sub(r"(?<!\\)\{\{", r"\\{{", re.sub(r"\s+", " ", value).strip())
    if isinstance(value, Mapping):
        return {key: _escaped(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_escaped(item) for item in value]
    return value


def page(fields: Mapping[str, Any], blocks: Sequence[DocumentBlock]) -> str:
    """Return the whole file of a page."""
    return front_matter(fields) + "\n" + body(blocks)
