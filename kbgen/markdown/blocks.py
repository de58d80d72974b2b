"""Splits the body of a page into its blocks: the pieces of text that are translated as a whole.

It follows Python-Markdown with the extensions of Material, line by line: a blank line ends a
paragraph, and a list begins after one. Indentation is not looked at, since the mask hides the code
that it could begin. `kbgen.markdown.with_blocks` writes other texts in the places of blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from kbgen.markdown import block_syntax as syntax
from kbgen.markdown.scan import HeadingMark, find_headings, find_lines, mask_lines
from kbgen.model.article import Section
from kbgen.model.translation import Block, BlockKind

_HEADING = "h"
_Found = tuple[BlockKind, int, int, str]
"""The kind of a block, its offsets, and its text."""


def find_blocks(
    text: str, masked: str, page: str = "", sections: Sequence[Section] = ()
) -> tuple[Block, ...]:
    """Return the blocks of a page's body in reading order; `masked` is its mask (`scan.mask`).

    The blocks of a section are numbered from 1; its heading has the name "h" and no number. Without
    `sections` all of the body is one.
    """
    return tuple(_numbered(_Splitter(text, masked).split(), page, sections))


def _numbered(found: Sequence[_Found], page: str, sections: Sequence[Section]) -> Iterator[Block]:
    starts = [section.start for section in sections]
    numbers: dict[str, int] = {}
    for kind, start, end, text in found:
        section = sections[bisect_right(starts, start) - 1].id if sections else ""
        if kind == "heading":
            yield Block(page, section, _HEADING, kind, text, 0, start, end)
            continue
        numbers[section] = number = numbers.get(section, 0) + 1
        yield Block(page, section, "", kind, text, number, start, end)


class _Line(NamedTuple):
    """A line from its first character that is no space or quote mark; `text` ends before spaces."""

    start: int
    text: str
    end: int
    """The offset at which the whole line ends."""

    @property
    def stop(self) -> int:
        return self.start + len(self.text)

    def after(self, length: int) -> _Line:
        return _Line(self.start + length, self.text[length:], self.end)


class _Splitter:
    """Reads one body, line by line.

    `parts` are the offsets of the lines of the paragraph that is open, which has the kind `kind`
    and ends before spaces at `stop`.
    """

    def __init__(self, text: str, masked: str) -> None:
        self.text, self.masked = text, masked
        has_code = masked is not text and masked != text and ("`" in text or "<" in text)
        shown = mask_lines(text) if has_code else masked
        self.lines = (syntax.with_breaks(shown, masked) if "<" in masked else shown).split("\n")
        self.starts = find_lines(text)
        marks = find_headings(text, masked)
        self.headings = {text.rfind("\n", 0, mark.start) + 1: mark for mark in marks}
        self.found: list[_Found] = []
        self.parts: list[tuple[int, int]] = []
        self.kind: BlockKind = "paragraph"
        self.stop = 0
        self.quoted = self.depth = 0
        """How many quotes this line stands in, and the paragraph or table that is open."""
        self.in_list = self.in_table = self.has_border = False
        self.terms: tuple[int, list[tuple[int, int]]] | None = None
        """The paragraph that ended last, if nothing followed: terms, should a definition follow."""
        self.is_definition = False
        self.number = self.next = 0

    def split(self) -> list[_Found]:
        for number, (start, line) in enumerate(zip(self.starts, self.lines, strict=True)):
            if number < self.next:
                continue
            self.number = number
            if start in self.headings:
                self.heading(start, self.headings[start])
            elif syntax.BREAK in line and not self.in_table:
                self.html(start, line)
            elif text := line.strip(syntax.SPACE):
                self.line(_Line(start + line.index(text), text, start + len(line)))
            else:
                self.blank()
        self.close()
        return self.found

    def blank(self) -> None:
        self.close()
        self.in_list = self.in_table = False

    def interrupt(self) -> None:
        """End what is open; what follows is neither its continuation nor its definition."""
        self.blank()
        self.terms, self.is_definition = None, False

    def heading(self, start: int, mark: HeadingMark) -> None:
        self.interrupt()
        if "#" not in self.text[start : mark.start]:
            self.next = self.number + 2  # the line that underlines it
        self.add("heading", mark.start, mark.start + len(mark.text))

    def html(self, start: int, line: str) -> None:
        """Read a line with block-level tags: each text between two of them stands for itself."""
        self.quoted = 0
        for piece in syntax.PIECE.finditer(line):
            if piece.start():
                self.interrupt()
            if text := piece[0].strip(syntax.SPACE):
                begin = start + piece.start() + piece[0].index(text)
                read = self.open if piece.start() else self.line
                read(_Line(begin, text, start + piece.end()))
        if line.rstrip(syntax.SPACE).endswith(syntax.BREAK):
            self.interrupt()

    def line(self, line: _Line) -> None:
        """Read a line that is not blank."""
        self.quoted = 0
        if quotes := syntax.QUOTES.match(line.text):
            self.quoted = quotes[0].count(">")
            line = line.after(quotes.end())
            if not line.text:
                self.blank()
                return
            if self.quoted > self.depth:
                self.blank()
        if self.in_table:
            self.row(line)
        else:
            self.markup(line)

    def markup(self, line: _Line, kind: BlockKind = "paragraph") -> None:
        """Read a line without its quote marks; if it is text that begins a block, of this kind."""
        read = _READERS.get(line.text[0])
        if read and read(self, line):
            return
        if self.parts:
            self.parts.append((line.start, line.end))
            self.stop = line.stop
        elif "|" in line.text and self.begins_table(line):
            self.in_table, self.depth = True, self.quoted
            self.row(line)
            self.next = self.number + 2
        else:
            self.open(line, kind)

    def open(self, line: _Line, kind: BlockKind = "paragraph") -> None:
        self.terms, self.is_definition = None, False
        self.parts = [(line.start, line.end)]
        self.kind, self.stop, self.depth = kind, line.stop, self.quoted

    def close(self) -> None:
        if not self.parts:
            return
        parts, self.parts = self.parts, []
        parts[-1] = parts[-1][0], self.stop
        start = parts[0][0]
        text = "\n".join([self.text[a:b] for a, b in parts])
        if text[0] in "![<" and self.captions(start):
            return
        if self.kind == "paragraph":
            self.terms = len(self.found), parts
        self.add(self.kind, start, self.stop, text)

    def captions(self, start: int) -> bool:
        """Add the texts of images, if there is nothing else in the paragraph."""
        if not syntax.IMAGES_ALONE.fullmatch(self.text, start, self.stop):
            return False
        for image in syntax.ONE_IMAGE.finditer(self.text, start, self.stop):
            for name in syntax.CAPTION_GROUPS:
                if image[name]:
                    self.add("caption", *image.span(name))
        return True

    def add(self, kind: BlockKind, start: int, end: int, text: str | None = None) -> None:
        """Add a block if there is something to translate in it; without `text` it is one line."""
        if text is None:
            line = self.text[start:end]
            text = line.strip()
            start += len(line) - len(line.lstrip())
            end = start + len(text)
        if syntax.SAYS.search(text):
            self.found.append((kind, start, end, text))

    def begins_table(self, line: _Line) -> bool:
        rule = self.following
        if "-" not in rule or not syntax.DELIMITERS.issuperset(rule):
            return False
        header = self.masked[line.start : line.stop]
        self.has_border = line.text[0] == "|" or syntax.ends_in_bar(header)
        count = len(syntax.cells(self.inner(header)))
        return (count > 1 or self.has_border) and count == len(syntax.cells(self.inner(rule)))

    @property
    def following(self) -> str:
        """Return the next line without indentation and quote marks."""
        after = self.number + 1
        return self.lines[after].strip(" \t>") if after < len(self.lines) else ""

    def inner(self, row: str) -> str:
        start, end = self.inner_span(row)
        return row[start:end]

    def inner_span(self, row: str) -> tuple[int, int]:
        """Return the offsets of a row without the bars at its ends."""
        start, end = 0, len(row)
        if self.has_border:
            start = 1 if row.startswith("|") else 0
            if end > start and syntax.ends_in_bar(row):
                end -= 1
        return start, end

    def row(self, line: _Line) -> None:
        start, end = self.inner_span(self.masked[line.start : line.stop])
        self.add("row", line.start + start, line.start + end)

    # Each reader of a line by its first character tells whether it has read the line.

    def item(self, line: _Line) -> bool:
        if self.rule(line):
            return True
        markers = syntax.MARKERS.match(line.text)
        if not markers or not markers.end() or (self.parts and not self.in_list):
            return False
        self.interrupt()
        self.in_list = True
        self.quoted += markers[0].count(">")
        kind: BlockKind = "step" if markers[0].rstrip(" \t>").endswith(".") else "item"
        line = line.after(markers.end())
        if task := syntax.TASK.match(line.text):
            line = line.after(task.end())
        if line.text:
            self.markup(line, kind)
        return True

    def rule(self, line: _Line) -> bool:
        if line.text[0] in "*-_" and syntax.RULE.fullmatch(line.text):
            self.interrupt()
            return True
        return False

    def star(self, line: _Line) -> bool:
        abbreviation = syntax.ABBREVIATION.match(line.text)
        if not abbreviation:
            return self.item(line)
        self.interrupt()
        self.add("term", line.start + abbreviation.end(), line.stop)
        return True

    def dash(self, line: _Line) -> bool:
        return self.snippet(line) or self.item(line)

    def snippet(self, line: _Line) -> bool:
        """Read a line that includes a file (pymdownx.snippets), or the first of a block of them."""
        found = syntax.SNIPPET.match(line.text)
        if not found:
            return False
        self.interrupt()
        if found.end() == len(line.text):
            self.next = self.snippet_ends.get(self.number, self.number) + 1
        return True

    @cached_property
    def snippet_ends(self) -> Mapping[int, int]:
        """Return the line of each mark that begins a block of snippets → the line of its end."""
        lines = enumerate(self.lines)
        bare = [n for n, line in lines if syntax.SNIPPET.fullmatch(line.strip(" \t>"))]
        return dict(zip(bare[::2], bare[1::2], strict=False))

    def admonition(self, line: _Line) -> bool:
        return self.titled("admonition", syntax.ADMONITION, line)

    def tab(self, line: _Line) -> bool:
        return self.titled("caption", syntax.TAB, line)

    def titled(self, kind: BlockKind, form: re.Pattern[str], line: _Line) -> bool:
        found = form.fullmatch(line.text)
        if not found:
            return False
        self.interrupt()
        if found["title"]:
            start, end = found.span("title")
            self.add(kind, line.start + start, line.start + end)
        return True

    def fenced(self, line: _Line) -> bool:
        """Read the first or last line of a block of pymdownx.blocks, with its options."""
        if not self.titled("admonition", syntax.FENCED, line):
            return False
        indented = self.lines[self.number][: line.start - self.starts[self.number]] + "    "
        self.next = self.number + 1
        while self.next < len(self.lines):
            option = self.lines[self.next]
            if not option.startswith(indented) or not syntax.OPTION.match(option, len(indented)):
                break
            self.next += 1
        return True

    def definition(self, line: _Line) -> bool:
        found = syntax.DEFINITION.match(line.text)
        if not found:
            return False
        if not self.is_definition:
            if self.parts and self.kind != "paragraph":
                return False
            self.close()
            if self.terms is None:
                return False
            index, lines = self.terms
            del self.found[index:]
            for start, end in lines:
                self.add("term", start, end)
        self.interrupt()
        self.markup(line.after(found.end()))
        self.is_definition = True
        return True

    def bracket(self, line: _Line) -> bool:
        if footnote := syntax.FOOTNOTE.match(line.text):
            self.interrupt()
            line = line.after(footnote.end())
            if line.text:
                self.markup(line)
            return True
        reference = syntax.REFERENCE.fullmatch(line.text)
        if not reference and line.text != "[TOC]":
            return False
        self.interrupt()
        if reference and not reference["title"] and syntax.TITLE.fullmatch(self.following):
            self.next = self.number + 2
        return True

    def brace(self, line: _Line) -> bool:
        """Read a line that is an attribute list or an instruction of a template."""
        if not syntax.ATTRIBUTES.fullmatch(line.text) and not syntax.TEMPLATE.fullmatch(line.text):
            return False
        self.interrupt()
        return True


_READERS: dict[str, Callable[[_Splitter, _Line], bool]] = {
    **dict.fromkeys("+0123456789", _Splitter.item),
    "*": _Splitter.star,
    "-": _Splitter.dash,
    "_": _Splitter.rule,
    ";": _Splitter.snippet,
    "!": _Splitter.admonition,
    "?": _Splitter.admonition,
    "=": _Splitter.tab,
    "/": _Splitter.fenced,
    ":": _Splitter.definition,
    "[": _Splitter.bracket,
    "{": _Splitter.brace,
}
