"""Splits the body of a page into its blocks: the pieces of text that are translated as a whole.

It follows Python-Markdown with the extensions of Material, line by line: a blank line ends a
paragraph, and a list begins after one. Indentation is not looked at, since the mask hides the code
that it could begin. `kbgen.markdown.with_blocks` writes other texts in the places of blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from kbgen.markdown.scan import HeadingMark, find_headings, find_lines, mask_lines
from kbgen.markdown.text import BLOCK_ELEMENTS
from kbgen.model.article import Section
from kbgen.model.translation import Block, BlockKind

HEADING = "h"
"""The name of the block that is the heading of its section."""
_SEPARATE = (BLOCK_ELEMENTS - {"br"}) | {"address", "center", "col", "colgroup", "fieldset", "form"}
_SEPARATE |= {"hgroup", "iframe", "legend", "object", "optgroup", "option", "picture", "search"}
_SEPARATE |= {"select", "source", "td", "th", "track"}
_BLOCK_TAG = re.compile(
    rf"</?(?:{'|'.join(sorted(_SEPARATE, reverse=True))})"
    r"(?:[\s/](?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*+)?>",
    re.I,
)
_BREAK = "\x00"
"""Stands for each character of a block-level tag; a page has no control characters."""
_PIECE = re.compile(f"[^{_BREAK}]+")
_SPACE = " \t\r"
_QUOTES = re.compile(r">[>\s]*")
_MARKERS = re.compile(r"(?:(?:[*+-]|\d+\.)[ \t]+|>[ \t]*)*+")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_RULE = re.compile(r"([*_-])(?:[ ]{0,2}\1){2,}")
_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?)(?:[ ]*[\w-]+(?:[ ]+[\w-]+)*)?(?:[ ]+\"(?P<title>.*)\")?"
)
_TAB = re.compile(r"===(?:\+!?|!\+?)?[ ]+\"(?P<title>.*)\"")
_FENCED = re.compile(r"/{3,}(?:[ \t]*[\w-]+(?:[ \t]*\|[ \t]*(?P<title>.*))?)?")
_OPTION = re.compile(r"[\w-]+:(?: |$)")
_DEFINITION = re.compile(r":[ \t]+")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]*\]:[ \t]*")
_REFERENCE = re.compile(
    r"\[[^\]\n]+\]:[ \t]*[^\s]+(?P<title>[ \t]+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?"
)
_REFERENCE_TITLE = re.compile(r"(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))")
_ABBREVIATION = re.compile(r"\*\[[^\]\n]*\][ ]?:[ \t]*")
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
_TEMPLATE = re.compile(r"\{(?:%.*%|\*.*\*|#.*#)\}")
_SNIPPET = re.compile(r";*-+8<-+")
_DELIMITERS = frozenset("|:- \t")
_FACT = re.compile(r"\{\{[^{}\n]*\}\}")
_BAR = re.compile(r"(?<!\\)\|")
_IMAGE = (
    r"!\[(?P<alt{0}>[^\[\]\n]*)\]"
    r"(?:\([ ]*(?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*+)"
    r"(?:\s+(?:\"(?P<title{0}>[^\"\n]*)\"|'(?P<single{0}>[^'\n]*)'))?[ ]*\)|\[[^\[\]\n]*\])"
    r"(?:[ ]*\{{:?[^{{}}\n]*\}})?"
)
_ONE_IMAGE = re.compile(
    _IMAGE.format("") + r"|<img\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\salt=(?:\"(?P<quoted>[^\"]*)\")"
)
_LINK_END = r"\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)(?:[ ]*\{:?[^{}\n]*\})?"
_TAG = r"</?[a-zA-Z][\w-]*(?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)?>"
_IMAGES_ALONE = re.compile(
    rf"(?>(?:\[(?:{_IMAGE.format(1)}){_LINK_END}|{_IMAGE.format(2)}|{_TAG})[\s>]*)++"
)
_CAPTIONS = ("alt", "title", "single", "quoted")
_SAYS = re.compile(r"[^\x00-/:-@\[-`{-\x7f\s]")
"""A text without a letter, a digit or a sign beyond ASCII has nothing to translate."""
_Found = tuple[BlockKind, int, int, str]


def find_blocks(
    text: str, masked: str, page: str = "", sections: Sequence[Section] = ()
) -> tuple[Block, ...]:
    """Return the blocks of a page's body in reading order; `masked` is its mask (`scan.mask`).

    Blocks of a section are numbered from 1; its heading has the name "h" and no number. Without
    `sections` all of the body is one.
    """
    marks = find_headings(text, masked)
    found = _Splitter(text, masked, marks).split()
    return tuple(_numbered(found, page, sections))


def _numbered(
    found: Sequence[_Found], page: str, sections: Sequence[Section]
) -> Iterator[Block]:
    starts = [section.start for section in sections]
    numbers: dict[str, int] = {}
    for kind, start, end, text in found:
        section = sections[bisect_right(starts, start) - 1].id if sections else ""
        if kind == "heading":
            yield Block(page, section, HEADING, kind, text, 0, start, end)
            continue
        numbers[section] = number = numbers.get(section, 0) + 1
        yield Block(page, section, "", kind, text, number, start, end)


def cells(row: str) -> list[str]:
    """Split a row of a table; a bar in a fact or behind a backslash is none.

    >>> cells("a | {{ b | number }}")
    ['a ', ' {{ b | number }}']
    """
    plain = _FACT.sub(lambda fact: "." * len(fact[0]), row) if "{{" in row else row
    bars = [match.start() for match in _BAR.finditer(plain)]
    return [row[a:b] for a, b in zip([0, *(bar + 1 for bar in bars)], [*bars, len(row)], strict=True)]


class _Splitter:
    """Reads one body, line by line. `parts` are the lines of the paragraph that is open."""

    def __init__(self, text: str, masked: str, marks: Sequence[HeadingMark]) -> None:
        self.text, self.masked = text, masked
        has_code = masked is not text and masked != text and ("`" in text or "<" in text)
        shown = mask_lines(text) if has_code else masked
        if "<" in masked:
            shown = _with_breaks(shown, masked)
        self.lines = shown.split("\n")
        self.starts = find_lines(text)
        self.headings = {text.rfind("\n", 0, mark.start) + 1: mark for mark in marks}
        self.found: list[_Found] = []
        self.parts: list[tuple[int, int]] = []
        self.stop = 0
        self.kind: BlockKind = "paragraph"
        self.quoted = self.depth = 0
        """How many quotes this line stands in, and the paragraph or table that is open."""
        self.in_list = False
        self.in_table = self.has_border = False
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
            elif _BREAK in line and not self.in_table:
                self.html(start, line)
            elif content := line.strip(_SPACE):
                self.line(start + line.index(content), content, start + len(line))
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
        for piece in _PIECE.finditer(line):
            content = piece[0].strip(_SPACE)
            at = start + piece.start()
            if piece.start():
                self.interrupt()
            if not content:
                continue
            begin = at + piece[0].index(content)
            if piece.start():
                self.open("paragraph", begin, begin + len(content), start + piece.end())
            else:
                self.line(begin, content, start + piece.end())
        if line.rstrip(_SPACE).endswith(_BREAK):
            self.interrupt()

    def line(self, at: int, content: str, end: int) -> None:
        """Read a line that is not blank: `content` stands at `at`, the line ends at `end`."""
        self.quoted = 0
        if content[0] == ">":
            quotes = _QUOTES.match(content)
            assert quotes
            self.quoted = quotes[0].count(">")
            content, at = content[quotes.end() :], at + quotes.end()
            if not content:
                self.blank()
                return
            if self.quoted > self.depth:
                self.blank()
        if self.in_table:
            self.row(at, at + len(content))
            return
        self.markup(at, content, end)

    def markup(self, at: int, content: str, end: int, kind: BlockKind = "paragraph") -> None:
        """Read a line without its quote marks."""
        read = _READERS.get(content[0])
        if read and read(self, at, content, end):
            return
        if self.parts:
            self.parts.append((at, end))
            self.stop = at + len(content)
        elif "|" in content and self.begins_table(content):
            self.in_table, self.depth = True, self.quoted
            self.row(at, at + len(content))
            self.next = self.number + 2
        else:
            self.open(kind, at, at + len(content), end)

    def open(self, kind: BlockKind, at: int, stop: int, end: int) -> None:
        self.terms, self.is_definition = None, False
        self.kind, self.stop, self.depth = kind, stop, self.quoted
        self.parts = [(at, end)]

    def close(self) -> None:
        if not self.parts:
            return
        parts, self.parts = self.parts, []
        start, last = parts[0][0], parts[-1][0]
        text = self.text[last : self.stop]
        if len(parts) > 1:
            text = "\n".join([*(self.text[a:b] for a, b in parts[:-1]), text])
        if text[0] in "![<" and self.captions(start):
            return
        if self.kind == "paragraph":
            self.terms = len(self.found), [*parts[:-1], (last, self.stop)]
        self.add(self.kind, start, self.stop, text)

    def captions(self, start: int) -> bool:
        """Add the texts of images, if there is nothing else in the paragraph."""
        alone = _IMAGES_ALONE.fullmatch(self.text, start, self.stop)
        for image in _ONE_IMAGE.finditer(self.text, start, self.stop) if alone else ():
            for name in _CAPTIONS:
                if image[name]:
                    self.add("caption", *image.span(name))
        return alone is not None

    def add(self, kind: BlockKind, start: int, end: int, text: str | None = None) -> None:
        """Add a block if there is something to translate in it; without `text` it is one line."""
        if text is None:
            line = self.text[start:end]
            text = line.strip()
            start += len(line) - len(line.lstrip())
            end = start + len(text)
        if _SAYS.search(text):
            self.found.append((kind, start, end, text))

    def begins_table(self, content: str) -> bool:
        following = self.lines[self.number + 1 : self.number + 2]
        rule = following[0].strip(" \t>") if following else ""
        if "-" not in rule or not _DELIMITERS.issuperset(rule):
            return False
        self.has_border = content[0] == "|" or _ends_in_bar(content)
        at = self.starts[self.number] + self.lines[self.number].rindex(content)
        header = self.inner(self.masked[at : at + len(content)])
        count = len(cells(header))
        return (count > 1 or self.has_border) and count == len(cells(self.inner(rule)))

    def inner(self, row: str) -> str:
        """Return a row without the bars at its ends."""
        start, end = self.inner_span(row)
        return row[start:end]

    def inner_span(self, row: str) -> tuple[int, int]:
        start, end = 0, len(row)
        if self.has_border:
            start = 1 if row.startswith("|") else 0
            if end > start and _ends_in_bar(row):
                end -= 1
        return start, end

    def row(self, at: int, stop: int) -> None:
        # A code span at the end of a row hides no bar.
        start, end = self.inner_span(self.masked[at:stop])
        self.add("row", at + start, at + end)

    # Each reader of a line by its first character tells whether it has read the line.

    def item(self, at: int, content: str, end: int) -> bool:
        if self.parts and not self.in_list:
            return self.rule(content)
        markers = _MARKERS.match(content)
        if self.rule(content):
            return True
        if not markers or not markers.end():
            return False
        self.interrupt()
        self.in_list = True
        self.quoted += markers[0].count(">")
        kind: BlockKind = "step" if markers[0].rstrip(" \t>").endswith(".") else "item"
        rest = content[markers.end() :]
        at += markers.end()
        if task := _TASK.match(rest):
            rest, at = rest[task.end() :], at + task.end()
        if rest:
            self.markup(at, rest, end, kind)
        return True

    def rule(self, content: str) -> bool:
        if content[0] in "*-_" and _RULE.fullmatch(content):
            self.interrupt()
            return True
        return False

    def star(self, at: int, content: str, end: int) -> bool:
        if (found := _ABBREVIATION.match(content)) is None:
            return self.item(at, content, end)
        self.interrupt()
        self.add("term", at + found.end(), at + len(content))
        return True

    def dash(self, at: int, content: str, end: int) -> bool:
        return self.snippet(at, content, end) or self.item(at, content, end)

    def underscore(self, at: int, content: str, end: int) -> bool:
        return self.rule(content)

    def snippet(self, at: int, content: str, end: int) -> bool:
        """Read a line that includes a file (pymdownx.snippets), or the first of a block of them."""
        found = _SNIPPET.match(content)
        if not found:
            return False
        self.interrupt()
        if found.end() == len(content):
            last = self.snippet_ends.get(self.number, self.number)
            self.next = last + 1
        return True

    @property
    def snippet_ends(self) -> Mapping[int, int]:
        """Return the line of each mark that begins a block of snippets → the line of its end."""
        if self._snippet_ends is None:
            lines = enumerate(self.lines)
            bare = [n for n, line in lines if _SNIPPET.fullmatch(line.strip(" \t>"))]
            self._snippet_ends = dict(zip(bare[::2], bare[1::2], strict=False))
        return self._snippet_ends

    _snippet_ends: dict[int, int] | None = None

    def admonition(self, at: int, content: str, end: int) -> bool:
        return self.titled("admonition", _ADMONITION, at, content)

    def tab(self, at: int, content: str, end: int) -> bool:
        return self.titled("caption", _TAB, at, content)

    def titled(self, kind: BlockKind, form: re.Pattern[str], at: int, content: str) -> bool:
        found = form.fullmatch(content)
        if not found:
            return False
        self.interrupt()
        if found["title"]:
            self.add(kind, at + found.start("title"), at + found.end("title"))
        return True

    def fenced(self, at: int, content: str, end: int) -> bool:
        """Read the first or last line of a block of pymdownx.blocks, with its options."""
        if not self.titled("admonition", _FENCED, at, content):
            return False
        indented = self.lines[self.number][: at - self.starts[self.number]] + "    "
        self.next = self.number + 1
        while self.next < len(self.lines):
            line = self.lines[self.next]
            if not (line.startswith(indented) and _OPTION.match(line, len(indented))):
                break
            self.next += 1
        return True

    def definition(self, at: int, content: str, end: int) -> bool:
        found = _DEFINITION.match(content)
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
            for start, stop in lines:
                self.add("term", start, stop)
        self.interrupt()
        self.markup(at + found.end(), content[found.end() :], end)
        self.is_definition = True
        return True

    def bracket(self, at: int, content: str, end: int) -> bool:
        if footnote := _FOOTNOTE.match(content):
            self.interrupt()
            if rest := content[footnote.end() :]:
                self.markup(at + footnote.end(), rest, end)
            return True
        if content == "[TOC]":
            self.interrupt()
            return True
        reference = _REFERENCE.fullmatch(content)
        if not reference:
            return False
        self.interrupt()
        following = self.lines[self.number + 1 : self.number + 2]
        if not reference["title"] and following:
            if _REFERENCE_TITLE.fullmatch(following[0].strip(" \t>")):
                self.next = self.number + 2
        return True

    def brace(self, at: int, content: str, end: int) -> bool:
        """Read a line that is an attribute list or an instruction of a template."""
        if not _ATTRIBUTES.fullmatch(content) and not _TEMPLATE.fullmatch(content):
            return False
        self.interrupt()
        return True


_Reader = Callable[[_Splitter, int, str, int], bool]
_READERS: dict[str, _Reader] = {
    **dict.fromkeys("+0123456789", _Splitter.item),
    "*": _Splitter.star,
    "-": _Splitter.dash,
    "_": _Splitter.underscore,
    ";": _Splitter.snippet,
    "!": _Splitter.admonition,
    "?": _Splitter.admonition,
    "=": _Splitter.tab,
    "/": _Splitter.fenced,
    ":": _Splitter.definition,
    "[": _Splitter.bracket,
    "{": _Splitter.brace,
}


def _ends_in_bar(row: str) -> bool:
    return row.endswith("|") and not row.endswith("\\|")


def _with_breaks(shown: str, masked: str) -> str:
    """Put breaks in the places of block-level tags, except in code and comments."""
    out, after = [], 0
    for tag in _BLOCK_TAG.finditer(masked):
        lines = tag[0].split("\n")
        out += [shown[after : tag.start()], "\n".join(_BREAK * len(line) for line in lines)]
        after = tag.end()
    return "".join([*out, shown[after:]])
