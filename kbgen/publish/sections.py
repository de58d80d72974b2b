"""Takes a built page's HTML apart: its sections, its words, its facts, its addresses.

The HTML is what the sanitizer leaves: balanced, attributes in double quotes, `<` and `>` escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape, unescape
from urllib.parse import urljoin

_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"<(/?)([a-z][a-z0-9-]*)")
_ID = re.compile(r'\sid="([^"]*)"')
_ALT = re.compile(r'\salt="([^"]*)"')
_ADDRESS = re.compile(r'\s(href|src|poster|cite)="([^"]*)"')
_ADDRESSED = re.compile(r'<[^<>]*\s(?:href|src|poster|cite)="[^<>]*>')
_HAS_ADDRESS = re.compile("(?:href|src|poster|cite)=")
_PERMALINK = re.compile(r'<a [^>]*class="headerlink"[^>]*>.*?</a>', re.S)
_TITLE = re.compile(r"\s*<h1\b[^>]*>.*?</h1>", re.S)
_FACT = re.compile(r'(<span data-fact="([^"]+)"[^>]*>)(.*?)(</span>)', re.S)
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.S)
_ISOLATES = re.compile("[\u2066-\u2069]")
_SPACES = re.compile("[ \t\n\r]+")
_VOID = {"br", "col", "hr", "img", "input", "source", "track", "wbr"}
_BLOCKS = frozenset(
    """
    article aside audio blockquote br caption dd details div dl dt figcaption figure footer h1 h2
    h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul video
    """.split()  # noqa: SIM905 # a table to read, not a list to type
)
# Noncharacters: no file holds them.
_LINE, _CELL, _SPACE = "\ufdd2", "\ufdd3", "\ufdd4"
_ROOT = "http://site.invalid/"


@dataclass(frozen=True)
class Section:
    """A heading and what follows it, as HTML; the lead has neither anchor nor heading."""

    anchor: str
    heading: str
    html: str

    @cached_property
    def text(self) -> str:
        """What it says, as text_of has it."""
        return text_of(self.html)

    @cached_property
    def title(self) -> str:
        """Its heading as plain text."""
        return text_of(self.heading)


def split_sections(html: str) -> list[Section]:
    """Split a page at each `<h2>` that stands on its own, not in a quotation or a note.

    >>> split_sections('<p>a</p><h2 id="x">B</h2><p>c</p>')[1]
    Section(anchor='x', heading='B', html='<p>c</p>')
    """
    html = _PERMALINK.sub("", html)
    starts = _headings(html)
    bounds = [start for _, start in starts] + [len(html)]
    sections = [Section("", "", _TITLE.sub("", html[: bounds[0]], count=1))]
    for (anchor, start), end in zip(starts, bounds[1:], strict=True):
        heading, _, body = html[start:end].partition("</h2>")
        sections.append(Section(anchor, heading.partition(">")[2], body))
    return sections


def _headings(html: str) -> list[tuple[str, int]]:
    """Return (id, start) of the headings; one whose id is taken begins nothing."""
    found: dict[str, int] = {}
    depth = 0
    for match in _TAG.finditer(html):
        name = _NAME.match(match[0])
        if name is None or name[2] in _VOID:
            continue
        if not name[1] and depth == 0 and name[2] == "h2" and (id_ := _ID.search(match[0])):
            found.setdefault(unescape(id_[1]), match.start())
        depth += -1 if name[1] else 1
    return list(found.items())


def facts_in(html: str) -> list[str]:
    """Return the ids of the facts that HTML tells, in order, each once."""
    return list(dict.fromkeys(match[2] for match in _FACT.finditer(html)))


def text_of(html: str) -> str:
    """Return the words of HTML: a line for each block, tabs between cells, no isolates.

    >>> text_of("<p>In <b>14</b>\\n days</p><ul><li>a<li>b</ul>")
    'In 14 days\\na\\nb'
    """
    if "<" not in html:
        return _line(unescape(html))
    out: list[str] = []
    kept = 0
    if "<svg" in html:
        html = _DRAWING.sub("", html)
    if 'class="headerlink"' in html:
        html = _PERMALINK.sub("", html)
    for piece in _TAG.split(html):
        if piece[:1] != "<":
            text = unescape(piece) if "&" in piece else piece
            out.append(_kept(text) if kept else text)
            continue
        mark = _mark(piece)
        if mark is None:
            kept += -1 if piece[1] == "/" else 1
            mark = _LINE
        out.append(mark)
    lines = [line for line in "".join(out).split(_LINE) if line and not line.isspace()]
    return "\n".join(line for line in map(_line, lines) if line.strip())


@lru_cache(maxsize=2**14)
def _mark(tag: str) -> str | None:
    """Return what a tag is among words: a break, an image's words, nothing; None for `<pre>`."""
    name = _NAME.match(tag)
    if name is None:
        return unescape(tag)
    return None if name[2] == "pre" else _break(name[1], name[2], tag)


def _kept(text: str) -> str:
    return text.replace("\n", _LINE).replace(" ", _SPACE).replace("\t", _SPACE * 4)


def _break(slash: str, name: str, tag: str) -> str:
    if name in _BLOCKS:
        return _LINE
    if name in ("td", "th") and not slash:
        return _CELL
    if name == "img" and (alt := _ALT.search(tag)):
        return unescape(alt[1])
    return ""


def _line(line: str) -> str:
    cells = line.strip(" \t\n\r").removeprefix(_CELL).split(_CELL)
    text = "\t".join(_SPACES.sub(" ", cell).strip(" ") for cell in cells)
    return _ISOLATES.sub("", text).replace(_SPACE, " ").rstrip()


def absolute(html: str, path: str, base: str) -> str:
    """Write the addresses of a page's HTML from `base`, or relative to the site's root.

    >>> absolute('<a href="../pay/#x">b</a>', "ur/faq/", "")
    '<a href="ur/pay/#x">b</a>'
    """
    if not _HAS_ADDRESS.search(html):
        return html
    page = urljoin(base or _ROOT, path)

    def put(match: re.Match[str]) -> str:
        address = _join(page, unescape(match[2]))
        if not base and address.startswith(_ROOT):
            address = address.removeprefix(_ROOT) or "./"
        return f' {match[1]}="{escape(address)}"'

    return _ADDRESSED.sub(lambda tag: _ADDRESS.sub(put, tag[0]), html)


def _join(page: str, address: str) -> str:
    try:
        return urljoin(page, address)
    except ValueError:  # An author's mistake: http://[
        return address


def retell(html: str, tell: Callable[[str, str], str | None]) -> str | None:
    """Replace what stands in each fact's element by `tell(fact id, inner HTML)`.

    None if `tell` returns None for one of them.
    """
    told = {match[0]: tell(match[2], match[3]) for match in _FACT.finditer(html)}
    if None in told.values():
        return None
    return _FACT.sub(lambda match: f"{match[1]}{told[match[0]]}{match[4]}", html)
