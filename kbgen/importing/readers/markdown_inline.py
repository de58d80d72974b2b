"""Reads the inside of a line of Markdown: runs of text, links, pictures, single tags of HTML."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from kbgen.importing.blocks import Decision, DocumentBlock, Removed, TextRun
from kbgen.importing.readers.html import is_kept, picture_left_out
from kbgen.importing.readers.html_inline import read_inline_tag

_ATTRIBUTES = re.compile(
    r"[ \t]*\{:?[ \t]*(?:[.#][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|[\w%./-]+))"
    r"(?:[ \t]+(?:[.#][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|[\w%./-]+)))*[ \t]*\}"
)
_UNSHOWN = re.compile(
    _ATTRIBUTES.pattern + r"|:(?:material|octicons|fontawesome|simple)-[a-z0-9-]+:[ \t]*"
)


@dataclass
class MarkdownReading:
    """The state of a reader that walks through the tokens of Markdown."""

    lines: Sequence[int]  # the number in the file of each line
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
    inside: int = 0  # boxes, and the list items that contain them
    outside: list[tuple[list[int], int, int]] = field(default_factory=list)
    """The lists, quotations and boxes around each open box."""

    def line(self, token: Token) -> int:
        at = token.map[0] if token.map else 0
        return self.lines[min(at, len(self.lines) - 1)]

    @property
    def is_in_item(self) -> bool:
        """Tell whether the words of a list item have been read, and more of it follows."""
        return bool(self.lists) and not self.is_new_item

    @property
    def depth(self) -> int:
        return self.inside + self.is_in_item


def read_runs(children: Sequence[Token], reading: MarkdownReading, line: int) -> list[TextRun]:
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
                runs.append(TextRun(" ", bold > 0, italic > 0, href=href))
            case "hardbreak":
                runs.append(TextRun("\n"))
            case "image":
                runs += _picture(child, reading, line)
            case "html_inline":
                read = read_inline_tag(child.content, reading.keep)
                runs += read.runs
                reading.removed += [Removed(line, rule, text) for rule, text in read.removed]
                reading.decisions += [Decision(line, what) for what in read.decisions]
                bold, italic = bold + read.bold, italic + read.italic
            case _ if child.content:
                is_code = child.type == "code_inline"
                runs.append(TextRun(child.content, bold > 0, italic > 0, is_code, href))
    return runs


def _target(link: Token, reading: MarkdownReading) -> str:
    href = str(link.attrs.get("href", ""))
    if is_kept(href):
        return href
    if href and not href.startswith(("#", "javascript:", "data:")):
        reading.dropped_links.append(href[:80])
    return ""


def _tooltip(token: Token, reading: MarkdownReading, line: int) -> list[TextRun]:
    """Return the tooltip of a link or a picture, if it is kept."""
    title = str(token.attrs.get("title", ""))
    if title and "embed" in reading.keep:
        return [TextRun(f" ({title})")]
    if title:
        reading.removed.append(Removed(line, "embed", title))
    return []


def _picture(image: Token, reading: MarkdownReading, line: int) -> list[TextRun]:
    """Return the text in place of a picture, if it is kept; its file is reported."""
    source = str(image.attrs.get("src", ""))
    if source and not source.startswith("data:"):
        reading.decisions.append(picture_left_out(line, source))
    if image.content and "embed" in reading.keep:
        return [TextRun(image.content), *_tooltip(image, reading, line)]
    if image.content:
        reading.removed.append(Removed(line, "embed", image.content))
    return _tooltip(image, reading, line)


def without_attributes(
    runs: Sequence[TextRun], line: int, reading: MarkdownReading
) -> list[TextRun]:
    """Take out lists of attributes and names of icons: `:material-check: [Start](a.md){ .big }`."""
    out: list[TextRun] = []
    for run in runs:
        for found in () if run.code else _UNSHOWN.finditer(run.text):
            reading.removed.append(Removed(line, "furniture", found[0].strip()))
        out.append(run if run.code else replace(run, text=_UNSHOWN.sub("", run.text)))
    return out
