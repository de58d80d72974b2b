"""Finds headings, links, facts and raw HTML in Markdown without rendering it.

Everything works on a mask: the text in which each character of code and comments is replaced by a
space, so that an offset in the mask is an offset in the file.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kbgen.markdown.heading_ids import UniqueIds, heading_words, toc_slug
from kbgen.model.article import IMAGE, FactUse, Heading, Link
from kbgen.model.finding import Span
from kbgen.model.html import Unsafe, find_unsafe
from kbgen.model.markup import srcset_addresses
from kbgen.model.slugs import SlugOptions
from kbgen.model.uses import find_uses

_FENCE = re.compile(r"^(?P<indent>(?:[ \t]|>)*(?:(?:[-*+]|\d+\.)[ \t]+)?)(?P<mark>`{3,}|~{3,})")
# A block of code may begin with these; most pages have none.
_MAYBE_BLOCK = re.compile(r"\n(?:[ ]{4}|[ ]{0,3}[\t>])")
_QUOTE = re.compile(r"^(?:[ ]{0,3}>[ ]?)+")
_CONTAINER = re.compile(r'(?:[-*+]|\d+\.)[ \t]|!!! |\?\?\?\+? |===[!+]? ?"|\[\^[^\]]+\]:|:[ \t]{3}')
_NOT_LINE = re.compile(r"[^\n]")
_BACKTICKS = re.compile("`+")
# A code span cannot go beyond its block: a blank line, list item, quote, heading or table row.
_BLOCK_END = re.compile(r"\n[ \t]*+(?:\n|[-*+|>#]|\d++\.[ \t])")
# Each also ends at the next one of its kind, so that many unclosed ones do not take quadratic
# time. A comment may contain blank lines only if it starts its line.
_COMMENT = r"^[ ]{0,3}<!--(?:(?!<!--).)*?-->|<!--(?:(?!<!--|\n[ \t]*\n).)*?-->"
_HIDDEN, _HIDDEN_LINES = (
    re.compile(
        rf"{_COMMENT}|<({names})\b[^<>]*>(?:(?!<\1\b).)*?</\1\s*>",
        re.S | re.I | re.M,
    )
    for names in ("code|pre|script|style|textarea", "pre|script|style|textarea")
)
# Python-Markdown reads a heading only at the very start of a line of its list item or quote.
_ATX = re.compile(r"^(?:    |\t|>[ ]?)*(#{1,6})[ \t]*(?P<text>[^\n]*)", re.M)
_SETEXT = re.compile(r"(?:\A|\n[ \t]*\n)(?P<text>[^\n|>#-][^\n]*)\n(?P<line>=+|-+)[ \t]*(?=\n|\Z)")
_UNDERLINE = re.compile(r"\n(?:=+|-+)[ \t]*(?=\n|\Z)")
_ATTRS = re.compile(r"(?<![ \t])[ \t]*+\{:?[ ]*(?P<attrs>[^{}\n]*)\}[ \t]*$")
_ID = re.compile(r"(?:^|\s)#(?P<id>[^\s#]+)")
_UPDATED = re.compile(r"(?:^|\s)(?P<name>updated)(?![^\s=])(?:=[\"']?(?P<date>[^\s\"']*))?")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}", re.A)
_ANCHOR = re.compile(
    r"\{:?[^{}\n]*#([\w.:-]+)[^{}\n]*\}|<[^<>]*\s(?:id|name)=[\"']?([\w.:-]+)", re.I
)
_INLINE_LINK = re.compile(
    r"(?P<bang>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\(\s*+(?:<(?P<angle>[^<>\n]*)>|(?P<target>(?:[^()\s<>]|\([^()\s]*\))*))"
    r"\s*+(?:\)|(?<=\s)(?P<title>[\"'(]))"
)
_TITLE_END = re.compile(r"[\"')]\s*+\)|\n")
_REFERENCE = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?(?P<target>[^\s<>]+)>?", re.M)
_AUTOLINK = re.compile(r"<(?P<target>(?:https?|ftp)://[^<>\n]*)>", re.I)
_HTML_TAG = re.compile(
    r"<(?P<tag>a|audio|img|source|track|video)(?P<attrs>(?:\s|/)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>",
    re.I,
)
_HTML_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'<>/=]+)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+)))?"
)
_PLAIN = SlugOptions()
_LOADS = {
    ("img", "src"): "img-src",
    ("img", "srcset"): "img-src",
    ("source", "srcset"): "img-src",
    ("video", "poster"): "img-src",
    ("audio", "src"): "media-src",
    ("source", "src"): "media-src",
    ("track", "src"): "media-src",
    ("video", "src"): "media-src",
    ("a", "href"): "",
}
"""(tag, attribute) with an address → the CSP Level 3 directive for the file that it loads."""


def find_lines(text: str) -> list[int]:
    """Return the offset at which each line starts."""
    return [0, *(m.end() for m in re.finditer("\n", text))]


def mask(text: str, hide_elements: bool = True) -> str:
    """Blank out code blocks and code spans, and with `hide_elements` comments and code elements.

    >>> mask("a `b` c")
    'a     c'
    """
    out = _mask_code(text)
    if hide_elements and "<" in out:
        out = _HIDDEN.sub(_blank, out)
    return _mask_spans(out) if "`" in out else out


def mask_lines(text: str) -> str:
    """Blank out code blocks, comments and preformatted elements, but no code within a sentence.

    >>> mask_lines("a `b` <!-- c -->")
    'a `b`           '
    """
    out = _mask_code(text)
    return _HIDDEN_LINES.sub(_blank, out) if "<" in out else out


def _mask_code(text: str) -> str:
    has_code = "```" in text or "~~~" in text or _MAYBE_BLOCK.search(f"\n{text}")
    return "\n".join(_mask_blocks(text.split("\n"))) if has_code else text


def _mask_spans(text: str) -> str:
    """Blank out code spans: from a run of backticks to the next of equal length in its block."""
    runs = [match.span() for match in _BACKTICKS.finditer(text)]
    ends = iter([*(match.start() for match in _BLOCK_END.finditer(text)), len(text)])
    block_end, after = -1, 0
    following: dict[int, deque[int]] = defaultdict(deque)
    for start, end in runs:
        following[end - start].append(start)
    out: list[str] = []
    for start, end in runs:
        while block_end < end:
            block_end = next(ends)
        same = following[end - start]
        while same and same[0] <= start:
            same.popleft()
        is_opening = start >= after and (start == 0 or text[start - 1] != "\\")
        if is_opening and same and same[0] <= block_end:
            close = same[0] + end - start
            out += [text[after:start], _NOT_LINE.sub(" ", text[start:close])]
            after = close
    return "".join([*out, text[after:]])


def _blank(match: re.Match[str]) -> str:
    return _NOT_LINE.sub(" ", match.group())


def _mask_blocks(lines: list[str]) -> Iterator[str]:
    fence_end, depth, after_blank = -1, 0, True
    for number, line in enumerate(lines):
        if number <= fence_end:
            yield " " * len(line)
            continue
        inner = _QUOTE.sub("", line).expandtabs(4)
        stripped = inner.lstrip(" ")
        if not stripped:
            after_blank = True
            yield line
            continue
        indent = len(inner) - len(stripped)
        if after_blank:
            depth = min(depth, indent // 4)
        if after_blank and indent >= 4 * (depth + 1):
            yield " " * len(line)
            continue
        if (end := _closing_fence(lines, number)) is not None:
            fence_end = end
            yield " " * len(line)
            continue
        if _CONTAINER.match(stripped):
            depth = indent // 4 + 1
        after_blank = False
        yield line


def _closing_fence(lines: list[str], start: int) -> int | None:
    opening = _FENCE.match(lines[start])
    if not opening:
        return None
    mark = opening["mark"]
    if "`" in mark and "`" in lines[start][opening.end() :]:
        return None
    closing = re.compile(r"(?:[ \t]|>)*" + re.escape(mark[0]) + "{" + str(len(mark)) + r",}[ \t]*$")
    for number in range(start + 1, len(lines)):
        if closing.match(lines[number]):
            return number
    return None


@dataclass(frozen=True)
class MarkupSpan:
    """A part of the text, by offsets."""

    start: int
    end: int


@dataclass(frozen=True)
class HeadingMark(MarkupSpan):
    """A heading's text, with the id and the date of its last change if the author wrote them."""

    level: int
    text: str
    id: str | None
    updated: DateMark | None = None


@dataclass(frozen=True)
class DateMark(MarkupSpan):
    """The value of `updated=`."""

    text: str


@dataclass(frozen=True)
class LinkMark(MarkupSpan):
    """A link's target with its offsets; `loads` and `is_html` are those of Link."""

    target: str
    loads: str = ""
    is_html: bool = False


def find_headings(text: str, masked: str) -> list[HeadingMark]:
    """Return ATX and setext headings in reading order, as Python-Markdown finds them."""
    found = []
    for match in _at_lines_with("#", _ATX, masked):
        # The words are looked for in the text: the mask hides code at the ends of a heading.
        rest = text[match.end(1) : match.end()]
        words = rest.strip().rstrip("#").rstrip()
        if words:
            start = match.end(1) + rest.index(words)
            found.append(_heading(text, start, start + len(words), len(match[1])))
    for match in _SETEXT.finditer(masked) if _UNDERLINE.search(masked) else ():
        level = 1 if match["line"][0] == "=" else 2
        found.append(_heading(text, match.start("text"), match.end("text"), level))
    return sorted(found, key=lambda h: h.start)


def _at_lines_with(mark: str, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern at the start of each line that contains `mark`."""
    at = text.find(mark)
    while at >= 0:
        if match := pattern.match(text, text.rfind("\n", 0, at) + 1):
            yield match
        end = text.find("\n", at)
        at = text.find(mark, end) if end >= 0 else -1


def _heading(text: str, start: int, end: int, level: int) -> HeadingMark:
    line = text[start:end].rstrip()
    attrs = _ATTRS.search(line)
    id_match = _ID.search(attrs["attrs"]) if attrs else None
    words = line[: attrs.start()] if attrs else line
    id_ = id_match["id"] if id_match else None
    updated = _find_date(attrs, start) if attrs else None
    return HeadingMark(start, start + len(line), level, words, id_, updated)


def _find_date(attrs: re.Match[str], start: int) -> DateMark | None:
    found = _UPDATED.search(attrs["attrs"])
    if found is None:
        return None
    offset = start + attrs.start("attrs")
    first, last = found.span("date") if found["date"] else found.span("name")
    return DateMark(offset + first, offset + last, found["date"] or "")


def read_date(text: str) -> date | None:
    """Read year-month-day; None if it is anything else or a day that does not exist.

    >>> read_date("2026-11-01"), read_date("2026-02-30")
    (datetime.date(2026, 11, 1), None)
    """
    if not _DATE.fullmatch(text):
        return None
    year, month, day = (int(part) for part in text.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(mark: HeadingMark) -> date | None:
    return read_date(mark.updated.text) if mark.updated else None


def find_links(masked: str) -> list[LinkMark]:
    """Return links, images, reference definitions, and addresses in HTML."""
    found = []
    if "](" in masked:
        for match in _inline_links(masked):
            found.append(_link(match))
            inner = match.start("text")
            for image in _inline_links(match["text"]):
                link = _link(image)
                start, end = inner + link.start, inner + link.end
                found.append(LinkMark(start, end, link.target, IMAGE))
    if "]:" in masked:
        found += [_link(match) for match in _REFERENCE.finditer(masked)]
    if "<" in masked:
        found += [_link(match) for match in _AUTOLINK.finditer(masked)]
        for tag in _HTML_TAG.finditer(masked):
            found += _html_links(tag)
    return sorted(found, key=lambda link: link.start)


def _html_links(tag: re.Match[str]) -> Iterator[LinkMark]:
    offset = tag.start("attrs")
    for match in _HTML_ATTRIBUTE.finditer(tag["attrs"]):
        name = match["name"].lower()
        loads = _LOADS.get((tag["tag"].lower(), name))
        kind = next((kind for kind in ("double", "single", "bare") if match[kind]), None)
        if loads is None or kind is None:
            continue
        value = match[kind]
        before = len(value) - len(value.lstrip())
        inside = srcset_addresses(value) if name == "srcset" else [(before, value.strip())]
        for at, target in inside:
            start = offset + match.start(kind) + at
            yield LinkMark(start, start + len(target), target, loads, is_html=True)


def _inline_links(masked: str) -> Iterator[re.Match[str]]:
    """Yield inline links and images, tried only at brackets."""
    at, end, untitled = masked.find("["), 0, 0
    while at >= 0:
        start = at - 1 if at > end and masked[at - 1] == "!" else at
        match, at = _INLINE_LINK.match(masked, start), at + 1
        if match and match["title"]:
            # A title ends in its line. If one does not, no later title of that line does either.
            close = _title_end(masked, match.end()) if match.end() > untitled else None
            if close is None:
                untitled = untitled if match.end() <= untitled else _line_end(masked, match.end())
                match = None
            else:
                at = close
        elif match:
            at = match.end()
        if match:
            end = at
            yield match
        at = masked.find("[", at)


def _title_end(masked: str, start: int) -> int | None:
    """Return the end of a link whose title begins at `start`; None if the title does not end."""
    found = _TITLE_END.search(masked, start)
    return found.end() if found and found[0] != "\n" else None


def _line_end(masked: str, start: int) -> int:
    end = masked.find("\n", start)
    return end if end >= 0 else len(masked)


def _link(match: re.Match[str]) -> LinkMark:
    groups = match.groupdict()
    group = "angle" if groups.get("angle") is not None else "target"
    loads = IMAGE if groups.get("bang") else ""
    return LinkMark(match.start(group), match.end(group), match[group], loads)


def slugify(text: str) -> str:
    """Turn a heading into a readable id in its own script.

    Letters keep their vowel signs (Unicode categories L, M and N stay), unlike `\\w`.

    >>> slugify("Refunds & returns: how?")
    'refunds-returns-how'
    """
    text = _without_markup(text)
    kept = [
        char if unicodedata.category(char)[0] in "LMN" else " "
        for char in unicodedata.normalize("NFC", text.lower())
        if unicodedata.category(char) != "Cf"
    ]
    return "-".join("".join(kept).split()) or "section"


_MARKUP = re.compile(r"\]\(|<!--|<|\{\{|\}\}")


def _without_markup(text: str) -> str:
    """Replace link addresses, comments, tags and the braces of facts by a space."""
    out, after = [], 0
    ends = {mark: _Finder(text, mark) for mark in (")", "-->", ">")}
    for opening in _MARKUP.finditer(text):
        start, end = opening.span()
        if start < after:
            continue
        close = end
        if opening[0] == "](":
            close = ends[")"].end_after(end)
        elif opening[0] == "<!--":
            close = ends["-->"].end_after(end)
            if not close or "\n" in text[start:close]:
                close = ends[">"].end_after(start + 2)
        elif opening[0] == "<":
            close = 0 if text.startswith(">", end) else ends[">"].end_after(end)
        if close:
            out += [text[after:start], " "]
            after = close
    return "".join([*out, text[after:]])


class _Finder:
    """Finds the next mark after increasing positions, and searches every part of the text once."""

    def __init__(self, text: str, mark: str) -> None:
        self._text, self._mark, self._at = text, mark, text.find(mark)

    def end_after(self, start: int) -> int:
        """Return the end of the next mark at or after `start`; 0 if there is none."""
        if 0 <= self._at < start:
            self._at = self._text.find(self._mark, start)
        return self._at + len(self._mark) if self._at >= 0 else 0


class HeadingId(NamedTuple):
    """The id of a heading, whether the author wrote it, and the id that MkDocs gives it."""

    id: str
    explicit: bool
    own: str


def assign_ids(
    headings: list[HeadingMark],
    source: tuple[Heading, ...] | None = None,
    options: SlugOptions = _PLAIN,
    taken: Collection[str] = (),
) -> list[HeadingId]:
    """Return the id for each heading, unique within the page; `taken` are ids of other elements.

    It is the id that MkDocs makes of the heading's words, or one in its own script if MkDocs keeps
    none of them. If the headings of a translation have the levels of the source's, they get the
    source's ids, so that `#refund-time` is the same section in every language.
    """
    written = {*taken, *(h.id for h in headings if h.id)}
    slugs = [h.id or _toc_slug(h.text, options) for h in headings]
    toc = UniqueIds(written)
    own = [h.id or toc.id(slug) for h, slug in zip(headings, slugs, strict=True)]
    if source is not None and [h.level for h in headings] == [h.level for h in source]:
        wanted, unique = [h.id for h in source], Unique(written)
    else:
        pairs = list(zip(headings, slugs, strict=True))
        wanted = ["" if _is_readable(slug) else slugify(heading.text) for heading, slug in pairs]
        unique = Unique({*written, *own})
    return [
        HeadingId(h.id or (unique.id(want) if want else mine), bool(h.id), mine)
        for h, want, mine in zip(headings, wanted, own, strict=True)
    ]


def _toc_slug(text: str, options: SlugOptions) -> str:
    return toc_slug(heading_words(text, has_emoji=options.has_emoji), options)


def _is_readable(slug: str) -> bool:
    return any(char.isalnum() for char in slug)


class Unique:
    """Returns unused ids: the wanted id, or the wanted id with the first unused number."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)
        self._tried: dict[str, int] = {}

    def id(self, wanted: str) -> str:
        unique, number = wanted, self._tried.get(wanted, 2)
        while unique in self._taken:
            unique, number = f"{wanted}-{number}", number + 1
        self._tried[wanted] = number
        self._taken.add(unique)
        return unique


class Places:
    """Converts offsets in a text to spans in its file."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.starts, self.path, self.first_line = find_lines(text), path, first_line

    def span(self, start: int, end: int) -> Span:
        line = bisect_right(self.starts, start) - 1
        column = start - self.starts[line] + 1
        return Span(self.path, line + self.first_line, column, max(end - start, 1))


@dataclass(frozen=True)
class Scan:
    """The headings, links, facts and mistakes in a Markdown text, with their places in the file."""

    masked: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    uses: tuple[FactUse, ...]
    anchors: frozenset[str]  # all ids that a link may name, but for those in `aliases`
    aliases: frozenset[str]  # the ids that MkDocs gives to headings which have others here
    unsafe: tuple[tuple[Unsafe, Span], ...]  # HTML that will not be published
    dated: tuple[tuple[str, Span], ...]  # values of `updated=`


def scan(
    text: str,
    path: str,
    first_line: int,
    source: tuple[Heading, ...] | None = None,
    slugs: SlugOptions = _PLAIN,
) -> Scan:
    """Scan the body of a page, which starts in line `first_line` of the file."""
    masked, places = mask(text), Places(text, path, first_line)
    # The mask hides script elements like code, but they are HTML.
    shown = mask(text, hide_elements=False) if "<" in text else masked
    marks = find_headings(text, masked)
    ids = assign_ids(marks, source, slugs, taken=written_ids(masked))
    headings = tuple(
        Heading(m.level, m.text, given.id, given.explicit, places.span(m.start, m.end), _day(m))
        for m, given in zip(marks, ids, strict=True)
    )
    dates = [mark.updated for mark in marks if mark.updated]
    dated = tuple((d.text, places.span(d.start, d.end)) for d in dates)
    links = tuple(
        Link(link.target, places.span(link.start, link.end), link.loads, is_html=link.is_html)
        for link in find_links(masked)
    )
    found = [(use, places.span(use.start, use.end)) for use in find_uses(masked)]
    uses = tuple(FactUse(use.id, use.filter, span) for use, span in found if use.id)
    anchors = {h.id for h in headings} | {m[1] or m[2] for m in _ANCHOR.finditer(masked)}
    aliases = frozenset(given.own for given in ids) - anchors
    unsafe = tuple((what, places.span(start, end)) for start, end, what in find_unsafe(shown))
    return Scan(masked, headings, links, uses, frozenset(anchors), aliases, unsafe, dated)


def written_ids(masked: str) -> set[str]:
    """Return the ids that an author has given to elements of Markdown."""
    if "#" not in masked or "{" not in masked:
        return set()
    return {found[1] for found in _ANCHOR.finditer(masked) if found[1]}
