"""Reads Markdown with markdown-it; text without any markup is read as plain text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from kbgen.importing.blocks import (
    Decision,
    DocumentBlock,
    Removed,
    Role,
    Row,
    TextRun,
    cut,
    plain,
    trim,
)
from kbgen.importing.readers.boxes import OPEN, Box, alert_box, read_boxes
from kbgen.importing.readers.html import (
    HtmlDocument,
    read_html,
    taken_off,
)
from kbgen.importing.readers.markdown_inline import (
    MarkdownReading,
    read_runs,
    without_attributes,
)
from kbgen.importing.readers.mdx import is_mdx, read_mdx
from kbgen.importing.readers.plain import read_plain
from kbgen.importing.understand.gathering import in_box, split_lines
from kbgen.importing.write.front_matter import cut_front_matter

_ANCHOR = re.compile(r"\s*\{:?\s*#(?P<id>[\w.:-]+)(?P<rest>[^{}]*)\}\s*$")
_MARKED = {"heading_open", "table_open", "fence", "blockquote_open", "html_block", OPEN}
_INLINE = {"strong_open", "em_open", "link_open", "code_inline", "html_inline"}


def read_markdown(text: str, keep: Collection[str] = (), whole: bool = False) -> HtmlDocument:
    """Read CommonMark with tables, boxes and front matter, which has the title.

    MDX is read as such if `whole` is set, or if its own syntax stands in it.
    """
    front = cut_front_matter(text)
    whole = whole or is_mdx(front.rest)
    mdx = read_mdx(front.rest, front.first, keep, whole)
    defined: dict[str, Any] = {}
    tokens = _parser(whole).parse(mdx.text, defined)
    removed = [*front.removed, *mdx.removed, *_unused(defined, tokens, mdx.lines)]
    if not whole and not _is_marked_up(tokens):
        blocks, separators = read_plain("\n" * (front.first - 1) + mdx.text)
        removed += separators
        return HtmlDocument(
            blocks, front.title, "", removed, mdx.decisions, front.fields, bool(front.title)
        )
    reading = MarkdownReading(mdx.lines, keep, decisions=list(mdx.decisions))
    _read(tokens, reading)
    if reading.dropped_links:
        reading.decisions.append(taken_off(reading.dropped_links))
    if "front-matter" in keep:
        kept = [
            DocumentBlock(Role.PARAGRAPH, r.line, (TextRun(r.text),), gap=True)
            for r in front.removed
        ]
        reading.blocks, removed = [*kept, *reading.blocks], mdx.removed
    removed = [*removed, *reading.removed]
    return HtmlDocument(
        reading.blocks,
        front.title,
        "",
        removed,
        reading.decisions,
        front.fields,
        is_titled=bool(front.title),
    )


def _parser(is_mdx: bool) -> MarkdownIt:
    parser = read_boxes(MarkdownIt("commonmark", {"maxNesting": 50}).enable("table"))
    parser.block.ruler.at("reference", _reference)
    return parser.disable("code") if is_mdx else parser  # MDX has no code by indentation


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the target of links; a footnote, `[^1]: Text`, is text."""
    if state.src.startswith("[^", state.bMarks[start] + state.tShift[start]):
        return False
    return reference(state, start, end, silent)


def _unused(
    defined: Mapping[str, Any], tokens: Sequence[Token], lines: Sequence[int]
) -> list[Removed]:
    """Return the tooltips of link targets that no link names."""
    used = {str(child.attrs.get("title", "")) for token in tokens for child in token.children or ()}
    targets = [*defined.get("references", {}).values(), *defined.get("duplicate_refs", [])]
    return [
        Removed(lines[min(target["map"][0], len(lines) - 1)], "embed", target["title"])
        for target in targets
        if target.get("title") and target["title"] not in used
    ]


def _is_marked_up(tokens: Sequence[Token]) -> bool:
    return any(
        token.type in _MARKED or any(child.type in _INLINE for child in token.children or ())
        for token in tokens
    )


def _read(tokens: Sequence[Token], reading: MarkdownReading) -> None:
    alerts: list[bool] = []
    for index, token in enumerate(tokens):
        match token.type:
            case "box_open":
                _open_box(token.meta["box"], reading.line(token), reading)
            case "box_close":
                _close_box(reading)
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
                alert = _alert(tokens[index + 1 : index + 3])
                alerts.append(alert is not None)
                if alert:
                    _open_box(alert, reading.line(token), reading)
                else:
                    reading.quotes += 1
            case "blockquote_close":
                if alerts.pop():
                    _close_box(reading)
                else:
                    reading.quotes -= 1
            case "table_open":
                reading.rows = []
                table = DocumentBlock(
                    Role.TABLE, reading.line(token), gap=True, inside=reading.depth
                )
                reading.blocks.append(table)
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


def _open_box(box: Box, line: int, reading: MarkdownReading) -> None:
    if box.unwritten and "admonition" in reading.keep:
        box = replace(box, title=box.title or box.word.capitalize())
    elif box.unwritten:
        reading.removed.append(Removed(line, "admonition", box.unwritten))
    title = (TextRun(box.title),) if box.title else ()
    depth = reading.depth
    block = DocumentBlock(Role.BOX, line, title, marker=box.marker, gap=True, inside=depth)
    reading.blocks.append(block)
    reading.outside.append((reading.lists, reading.quotes, reading.inside))
    reading.lists, reading.quotes, reading.inside = [], 0, depth + 1


def _close_box(reading: MarkdownReading) -> None:
    reading.lists, reading.quotes, reading.inside = reading.outside.pop()
    reading.is_new_item = False


def _alert(following: Sequence[Token]) -> Box | None:
    """Return the box of a quotation that begins with `[!NOTE]`, whose first line is taken out."""
    if len(following) < 2 or following[1].type != "inline":
        return None
    token = following[1]
    head, _, rest = token.content.partition("\n")
    box = alert_box(head)
    if box:
        children = token.children or []
        breaks = [n for n, c in enumerate(children) if c.type in ("softbreak", "hardbreak")]
        token.children = children[breaks[0] + 1 :] if breaks and rest else []
    return box


def _code(token: Token, reading: MarkdownReading) -> None:
    """Add a code block; only the first word after the fence, the language, is kept."""
    language, _, rest = token.info.strip().partition(" ")
    if not re.fullmatch(r"[\w+#.-]*", language):
        language, rest = "", token.info.strip()
    if rest:
        reading.removed.append(Removed(reading.line(token), "furniture", rest))
    text = (TextRun(token.content.rstrip("\n")),)
    block = DocumentBlock(Role.CODE, reading.line(token), text, marker=language, gap=True)
    block = replace(block, inside=reading.depth)
    reading.blocks.append(block)


def _html(token: Token, reading: MarkdownReading) -> None:
    """Read raw HTML as HTML documents are read."""
    if not re.search(r"\w", re.sub(r"<!--|-->", "", token.content)):
        return
    page = read_html(
        "\n" * (reading.line(token) - 1) + f"<html><body>{token.content}", reading.keep
    )
    reading.blocks += [
        in_box(replace(block, inside=block.inside + reading.depth)) for block in page.blocks
    ]
    reading.removed += page.removed
    reading.decisions += page.decisions


def _inline(token: Token, reading: MarkdownReading) -> None:
    line = reading.line(token)
    runs = read_runs(token.children or [], reading, line)
    if "[[" in plain(runs):
        what = "“[[ … ]]” links in another program; write [words](page.md)"
        reading.decisions.append(Decision(line, what))
    if not reading.heading:
        runs = without_attributes(runs, line, reading)
    in_one_line = [replace(run, text=run.text.replace("\n", " ")) for run in runs]
    if reading.rows is not None:
        reading.rows[-1].append(trim(in_one_line))
        return
    if reading.heading:
        whole = plain(in_one_line)
        id_ = ""
        if anchor := _ANCHOR.search(whole):
            in_one_line, id_ = list(cut(in_one_line, 0, anchor.start())), anchor["id"]
            if anchor["rest"].strip():
                reading.removed.append(Removed(line, "furniture", anchor["rest"].strip()))
        in_one_line = without_attributes(in_one_line, line, reading)
        more = {"level": reading.heading, "id": id_, "inside": reading.depth}
        _add(reading, Role.HEADING, line, in_one_line, gap=True, **more)
    elif reading.lists and reading.is_new_item:
        reading.is_new_item = False
        number = reading.lists[-1]
        marker = f"{number}." if number >= 0 else ""
        level = len(reading.lists) - 1
        ordered = bool(marker)
        more = {"level": level, "ordered": ordered, "marker": marker, "inside": reading.inside}
        _add(reading, Role.ITEM, line, in_one_line, **more)
    elif reading.lists and reading.blocks and reading.blocks[-1].role is Role.ITEM:
        # A second paragraph of an item is joined to it.
        last = reading.blocks[-1]
        reading.blocks[-1] = replace(last, runs=(*last.runs, TextRun(" "), *in_one_line))
    else:
        _paragraph(reading, line, runs)


def _paragraph(reading: MarkdownReading, line: int, runs: list[TextRun]) -> None:
    """Add a paragraph; lines with explicit breaks become separate paragraphs."""
    parts = split_lines(runs)
    role = Role.QUOTE if reading.quotes else Role.PARAGRAPH if len(parts) == 1 else Role.LINE
    for number, part in enumerate(parts):
        gap = reading.quotes > 0 or number == 0
        _add(reading, role, line + number, part, gap=gap, inside=reading.depth)


def _add(
    reading: MarkdownReading, role: Role, line: int, runs: Sequence[TextRun], **more: Any
) -> None:
    if plain(runs).strip():
        reading.blocks.append(in_box(replace(DocumentBlock(role, line, trim(runs)), **more)))
