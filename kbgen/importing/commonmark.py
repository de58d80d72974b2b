"""Markdown → blocks, by markdown-it; text without any markup is read as plain text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kbgen.importing.blocks import Block, Removed, Role, Row, Run, trim
from kbgen.importing.html import HtmlDocument, read_html
from kbgen.importing.plain import read_plain

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_ANCHOR = re.compile(r"\s*\{:?\s*#[\w.:-]+[^{}]*\}\s*$")
_MARKED = {"heading_open", "table_open", "fence", "blockquote_open", "html_block"}
_INLINE = {"strong_open", "em_open", "link_open", "code_inline", "html_inline"}


def read_markdown(text: str, keep: Collection[str] = ()) -> HtmlDocument:
    """Read CommonMark with tables and front matter; the title is that of the front matter."""
    title, removed, body, first = _front_matter(text)
    tokens = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table").parse(body)
    if not _is_marked_up(tokens):
        blocks, separators = read_plain("\n" * (first - 1) + body)
        return HtmlDocument(blocks, title, "", [*removed, *separators], [])
    reading = _Reading(first, keep)
    _read(tokens, reading)
    if "front-matter" in keep:
        kept = [Block(Role.PARAGRAPH, r.line, (Run(r.text),), gap=True) for r in removed]
        return HtmlDocument([*kept, *reading.blocks], title, "", reading.removed, [])
    return HtmlDocument(reading.blocks, title, "", [*removed, *reading.removed], [])


def _front_matter(text: str) -> tuple[str, list[Removed], str, int]:
    """Cut off YAML fields; return the title, the other fields, the rest and its first line."""
    match = _FRONT.match(text)
    if not match:
        return "", [], text, 1
    try:
        fields = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ValueError):
        return "", [], text, 1
    if not isinstance(fields, dict):
        return "", [], text, 1
    title = str(fields.get("title") or "").strip()
    removed = [
        Removed(number, "front-matter", line)
        for number, line in enumerate(match["yaml"].split("\n"), 2)
        if line.strip() and not (title and line.startswith("title"))
    ]
    first = text.count("\n", 0, match.end()) + 1
    return title, removed, text[match.end() :], first


def _is_marked_up(tokens: Sequence[Token]) -> bool:
    return any(
        token.type in _MARKED or any(child.type in _INLINE for child in token.children or ())
        for token in tokens
    )


@dataclass
class _Reading:
    first: int
    keep: Collection[str]
    blocks: list[Block] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    lists: list[bool] = field(default_factory=list)  # ordered or not, outermost first
    quotes: int = 0
    is_new_item: bool = False
    rows: list[list[tuple[Run, ...]]] | None = None
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
                reading.lists.append(token.type == "ordered_list_open")
            case "bullet_list_close" | "ordered_list_close":
                reading.lists.pop()
            case "list_item_open":
                reading.is_new_item = True
            case "blockquote_open":
                reading.quotes += 1
            case "blockquote_close":
                reading.quotes -= 1
            case "table_open":
                reading.rows = []
                reading.blocks.append(Block(Role.TABLE, reading.line(token), gap=True))
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
                text = token.content.rstrip("\n")
                reading.blocks.append(Block(Role.CODE, reading.line(token), (Run(text),), gap=True))
            case "html_block":
                _html(token, reading)


def _html(token: Token, reading: _Reading) -> None:
    """Read raw HTML as the pages of HTML are read."""
    if not re.search(r"\w", re.sub(r"<!--|-->", "", token.content)):
        return
    page = read_html(
        "\n" * (reading.line(token) - 1) + f"<html><body>{token.content}", reading.keep
    )
    reading.blocks += page.blocks
    reading.removed += page.removed


def _inline(token: Token, reading: _Reading) -> None:
    runs = _runs(token.children or [], reading, reading.line(token))
    if reading.rows is not None:
        reading.rows[-1].append(trim(runs))
        return
    if reading.heading:
        whole = "".join(run.text for run in runs)
        if anchor := _ANCHOR.search(whole):
            runs = [Run(whole[: anchor.start()])]
        block = Block(
            Role.HEADING, reading.line(token), tuple(runs), level=reading.heading, gap=True
        )
    elif reading.lists and reading.is_new_item:
        reading.is_new_item = False
        level, ordered = len(reading.lists) - 1, reading.lists[-1]
        block = Block(Role.ITEM, reading.line(token), tuple(runs), level=level, ordered=ordered)
    elif reading.lists and reading.blocks and reading.blocks[-1].role is Role.ITEM:
        # A second paragraph of an item goes on in it.
        last = reading.blocks[-1]
        reading.blocks[-1] = replace(last, runs=(*last.runs, Run(" "), *runs))
        return
    else:
        role = Role.QUOTE if reading.quotes else Role.PARAGRAPH
        block = Block(role, reading.line(token), tuple(runs), gap=True)
    if block.text.strip():
        reading.blocks.append(replace(block, runs=trim(block.runs)))


def _runs(children: Sequence[Token], reading: _Reading, line: int) -> list[Run]:
    bold = italic = 0
    href = ""
    runs: list[Run] = []
    for child in children:
        match child.type:
            case "strong_open" | "strong_close":
                bold += child.nesting
            case "em_open" | "em_close":
                italic += child.nesting
            case "link_open":
                href = str(child.attrs.get("href", ""))
                href = "" if href.startswith(("#", "javascript:", "data:")) else href
            case "link_close":
                href = ""
            case "softbreak" | "hardbreak":
                runs.append(Run(" ", bool(bold), bool(italic), href=href))
            case "image":
                if child.content:
                    reading.removed.append(Removed(line, "embed", child.content))
            case "html_inline":
                if child.content.startswith("<br"):
                    runs.append(Run(" "))
            case _ if child.content:
                is_code = child.type == "code_inline"
                runs.append(Run(child.content, bool(bold), bool(italic), is_code, href))
    return runs
