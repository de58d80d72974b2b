"""Reads Markdown with markdown-it; text without any markup is read as plain text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kbgen.importing.blocks import Decision, DocumentBlock, Removed, Role, Row, TextRun, plain, trim
from kbgen.importing.readers.admonitions import as_quotes
from kbgen.importing.readers.html import (
    HtmlDocument,
    is_kept,
    picture_left_out,
    read_html,
    taken_off,
)
from kbgen.importing.readers.plain import read_plain
from kbgen.importing.understand.gathering import split_lines
from kbgen.importing.write.front_matter import cut_front_matter

_ANCHOR = re.compile(r"\s*\{:?\s*#[\w.:-]+[^{}]*\}\s*$")
_MARKED = {"heading_open", "table_open", "fence", "blockquote_open", "html_block"}
_INLINE = {"strong_open", "em_open", "link_open", "code_inline", "html_inline"}


def read_markdown(text: str, keep: Collection[str] = ()) -> HtmlDocument:
    """Read CommonMark with tables and front matter; the title comes from the front matter."""
    front = cut_front_matter(text)
    body, noted = as_quotes(front.rest, front.first, keep)
    removed = [*front.removed, *noted]
    tokens = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table").parse(body)
    if not _is_marked_up(tokens):
        blocks, separators = read_plain("\n" * (front.first - 1) + body)
        return HtmlDocument(blocks, front.title, "", [*removed, *separators], [])
    reading = _Reading(front.first, keep)
    _read(tokens, reading)
    if reading.dropped_links:
        reading.decisions.append(taken_off(reading.dropped_links))
    if "front-matter" in keep:
        kept = [
            DocumentBlock(Role.PARAGRAPH, r.line, (TextRun(r.text),), gap=True)
            for r in front.removed
        ]
        reading.blocks, removed = [*kept, *reading.blocks], noted
    removed += reading.removed
    return HtmlDocument(reading.blocks, front.title, "", removed, reading.decisions)


def _is_marked_up(tokens: Sequence[Token]) -> bool:
    return any(
        token.type in _MARKED or any(child.type in _INLINE for child in token.children or ())
        for token in tokens
    )


@dataclass
class _Reading:
    first: int
    keep: Collection[str]
    blocks: list[DocumentBlock] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    dropped_links: list[str] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)  # the last number, outermost first; -1: bullets
    quotes: int = 0
    is_new_item: bool = False
    rows: list[list[tuple[TextRun, ...]]] | None = None
    heading: int = 0

    def line(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + self.first


def _read(tokens: Sequence[Token], reading: _Reading) -> None:
    for token in tokens:
        match token.type:
            case "heading_open":
                reading.heading = int(token.tag[1])
            case "heading_close":
                reading.heading = 0
            case "bullet_list_open" | "ordered_list_open":
                start = int(token.attrs.get("start", 1))
                reading.lists.append(start - 1 if token.type == "ordered_list_open" else -1)
            case "bullet_list_close" | "ordered_list_close":
                reading.lists.pop()
            case "list_item_open":
                reading.is_new_item = True
                reading.lists[-1] += reading.lists[-1] >= 0
            case "blockquote_open":
                reading.quotes += 1
            case "blockquote_close":
                reading.quotes -= 1
            case "table_open":
                reading.rows = []
                reading.blocks.append(DocumentBlock(Role.TABLE, reading.line(token), gap=True))
            case "tr_open":
                assert reading.rows is not None
                reading.rows.append([])
            case "table_close":
                rows: tuple[Row, ...] = tuple(tuple(row) for row in reading.rows or [])
                reading.blocks[-1] = replace(reading.blocks[-1], rows=rows)
                reading.rows = None
            case "inline":
                _inline(token, reading)
            case "fence" | "code_block":
                _code(token, reading)
            case "html_block":
                _html(token, reading)


def _code(token: Token, reading: _Reading) -> None:
    """Add a code block; only the first word after the fence, the language, is kept."""
    language, _, rest = token.info.strip().partition(" ")
    if not re.fullmatch(r"[\w+#.-]*", language):
        language, rest = "", token.info.strip()
    if rest:
        reading.removed.append(Removed(reading.line(token), "furniture", rest))
    text = (TextRun(token.content.rstrip("\n")),)
    block = DocumentBlock(Role.CODE, reading.line(token), text, marker=language, gap=True)
    reading.blocks.append(block)


def _html(token: Token, reading: _Reading) -> None:
    """Read raw HTML as HTML documents are read."""
    if not re.search(r"\w", re.sub(r"<!--|-->", "", token.content)):
        return
    page = read_html(
        "\n" * (reading.line(token) - 1) + f"<html><body>{token.content}", reading.keep
    )
    reading.blocks += page.blocks
    reading.removed += page.removed
    reading.decisions += page.decisions


def _inline(token: Token, reading: _Reading) -> None:
    line = reading.line(token)
    runs = _runs(token.children or [], reading, line)
    if "[[" in plain(runs):
        what = "“[[ … ]]” links in another program; write [words](page.md)"
        reading.decisions.append(Decision(line, what))
    in_one_line = [replace(run, text=run.text.replace("\n", " ")) for run in runs]
    if reading.rows is not None:
        reading.rows[-1].append(trim(in_one_line))
        return
    if reading.heading:
        whole = plain(in_one_line)
        if anchor := _ANCHOR.search(whole):
            in_one_line = [TextRun(whole[: anchor.start()])]
        _add(reading, Role.HEADING, line, in_one_line, level=reading.heading, gap=True)
    elif reading.lists and reading.is_new_item:
        reading.is_new_item = False
        number = reading.lists[-1]
        marker = f"{number}." if number >= 0 else ""
        level = len(reading.lists) - 1
        ordered = bool(marker)
        _add(reading, Role.ITEM, line, in_one_line, level=level, ordered=ordered, marker=marker)
    elif reading.lists and reading.blocks and reading.blocks[-1].role is Role.ITEM:
        # A second paragraph of an item is joined to it.
        last = reading.blocks[-1]
        reading.blocks[-1] = replace(last, runs=(*last.runs, TextRun(" "), *in_one_line))
    else:
        _paragraph(reading, line, runs)


def _paragraph(reading: _Reading, line: int, runs: list[TextRun]) -> None:
    """Add a paragraph; lines with explicit breaks become separate paragraphs."""
    parts = split_lines(runs)
    role = Role.QUOTE if reading.quotes else Role.PARAGRAPH if len(parts) == 1 else Role.LINE
    for number, part in enumerate(parts):
        _add(reading, role, line + number, part, gap=reading.quotes > 0 or number == 0)


def _add(reading: _Reading, role: Role, line: int, runs: Sequence[TextRun], **more: Any) -> None:
    if plain(runs).strip():
        reading.blocks.append(replace(DocumentBlock(role, line, trim(runs)), **more))


def _runs(children: Sequence[Token], reading: _Reading, line: int) -> list[TextRun]:
    bold = italic = 0
    href = ""
    runs: list[TextRun] = []
    tooltip: list[TextRun] = []
    for child in children:
        match child.type:
            case "strong_open" | "strong_close":
                bold += child.nesting
            case "em_open" | "em_close":
                italic += child.nesting
            case "link_open":
                href = _target(child, reading)
                tooltip = _tooltip(child, reading, line)
            case "link_close":
                href = ""
                runs += tooltip
            case "softbreak":
                runs.append(TextRun(" ", bool(bold), bool(italic), href=href))
            case "hardbreak":
                runs.append(TextRun("\n"))
            case "image":
                runs += _picture(child, reading, line)
            case "html_inline":
                if child.content.startswith("<br"):
                    runs.append(TextRun("\n"))
            case _ if child.content:
                is_code = child.type == "code_inline"
                runs.append(TextRun(child.content, bool(bold), bool(italic), is_code, href))
    return runs


def _target(link: Token, reading: _Reading) -> str:
    href = str(link.attrs.get("href", ""))
    if is_kept(href):
        return href
    if href and not href.startswith(("#", "javascript:", "data:")):
        reading.dropped_links.append(href[:80])
    return ""


def _tooltip(token: Token, reading: _Reading, line: int) -> list[TextRun]:
    """Return the tooltip of a link or a picture, if it is kept."""
    title = str(token.attrs.get("title", ""))
    if title and "embed" in reading.keep:
        return [TextRun(f" ({title})")]
    if title:
        reading.removed.append(Removed(line, "embed", title))
    return []


def _picture(image: Token, reading: _Reading, line: int) -> list[TextRun]:
    """Return the text in place of a picture, if it is kept; its file is reported."""
    source = str(image.attrs.get("src", ""))
    if source and not source.startswith("data:"):
        reading.decisions.append(picture_left_out(line, source))
    if image.content and "embed" in reading.keep:
        return [TextRun(image.content), *_tooltip(image, reading, line)]
    if image.content:
        reading.removed.append(Removed(line, "embed", image.content))
    return _tooltip(image, reading, line)
