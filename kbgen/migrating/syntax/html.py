"""HTML of help centres and wikis → Markdown: every text stays, links and pictures too.

`kbgen import` reads documents, whose links lead nowhere; here pages keep theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape as escape_html
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from kbgen.migrating.model import MigrationNote
from kbgen.migrating.slugs import github_slug
from kbgen.migrating.syntax.containers import admonition, details
from kbgen.migrating.syntax.html_tables import table_lines

_BLOCKS = frozenset(
    """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html iframe li main nav object ol p pre section table
    tbody ul video
    """.split()  # noqa: SIM905 # a table to read
)
_SILENT = frozenset(("script", "style", "head", "title", "meta", "link", "noscript", "template"))
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "del": "~~", "strike": "~~"}
_KEPT = frozenset(("sup", "sub", "kbd", "mark", "u", "ins", "small", "abbr"))
_SPECIAL = re.compile(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)|\{(?=[:#%{])|~~")
_AT_START = re.compile(r"(#{1,6}|[-+>]|\d+[.)])(?=\s|$)|(?:[=|:]|~{3}|!!!|\?\?\?)")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_PLAIN_ID = re.compile(r"[\w.:-]+")

Special = Callable[[Any, "HtmlConverter"], "list[str] | None"]
"""What an export writes in its own form → its lines; None for anything else."""


@dataclass
class HtmlConverter:
    """Converts the pages of an export; `link` gives the new form of an address."""

    path: str
    link: Callable[[str], str]
    special: Special
    notes: list[MigrationNote]
    ids: dict[str, str] = field(default_factory=dict)
    """Id of an element as it was → as it is, where it has signs that an id may not have here."""
    shift: int = 0
    """By how many levels headings are lower: the title is the first level."""

    def note(self, element: Any, what: str, text: str = "", is_open: bool = True) -> None:
        line = getattr(element, "sourceline", None) or 1
        self.notes.append(MigrationNote(self.path, line, what, text, is_open))

    def lines(self, element: Any) -> list[str]:
        """Return what is in an element as lines, blocks apart by blank lines."""
        out: list[str] = []
        for block in self._blocks(element):
            if block:
                out += [*([""] if out else []), *block]
        return out

    def raw(self, element: Any) -> str:
        """Return what is in an element as HTML in one line."""
        return raw(element, self)

    def _blocks(self, element: Any) -> Iterator[list[str]]:
        inline = [escape(element.text or "")]
        for child in element:
            tail = escape(child.tail or "")
            block = self._block(child)
            if block is None:
                inline += [self.inline(child), tail]
                continue
            yield paragraph("".join(inline))
            inline = [tail]
            yield from block
        yield paragraph("".join(inline))

    def _block(self, element: Any) -> list[list[str]] | None:
        """Return the blocks of an element; None if it stands in a line."""
        if not isinstance(element.tag, str):
            return None
        tag = element.tag.lower()
        if tag in _SILENT:
            return []
        if tag in ("img", "span") and not _is_block(element):
            return None
        if (own := self.special(element, self)) is not None:
            return [own]
        if not _is_block(element):
            return None
        if re.fullmatch(r"h[1-6]", tag):
            return [self._heading(element, int(tag[1]))]
        if tag in ("ul", "ol"):
            return [self._list(element, tag == "ol")]
        if tag == "pre":
            return [fenced("".join(element.itertext()), "")]
        if tag == "blockquote":
            return [[f"> {line}".rstrip() for line in self.lines(element)]]
        if tag == "hr":
            return [["---"]]
        if tag == "table":
            return [table_lines(element, self)]
        if tag == "details":
            return [self._details(element)]
        if tag in ("iframe", "video", "object", "embed"):
            return [self._embed(element)]
        return [self._anchor(element), *self._blocks(element)]

    def _anchor(self, element: Any) -> list[str]:
        """Return an element that keeps the id of a block to which links may lead."""
        name = element.get("id") or ""
        is_target = _PLAIN_ID.fullmatch(name) and element.tag in ("p", "li")
        return [f'<a id="{name}"></a>'] if is_target else []

    def _heading(self, element: Any, level: int) -> list[str]:
        words = " ".join(self._within(element).replace("**", "").split())
        if not re.sub(r"<[^>]*>", "", words).strip():
            return []
        inner = element.find(".//a[@name]")
        name = element.get("id") or (inner.get("name") if inner is not None else "")
        own = ""
        if name:
            text = "".join(element.itertext())
            own = name if _PLAIN_ID.fullmatch(name) else github_slug(" ".join(text.split()))
            self.ids[name] = own
            words = re.sub(r'<a id="[^"]*"></a>\s*', "", words)
        return [f"{'#' * min(level + self.shift, 6)} {words}{f' {{#{own}}}' if own else ''}"]

    def _list(self, element: Any, is_ordered: bool) -> list[str]:
        out: list[str] = []
        start = element.get("start") or "1"
        number = int(start) if start.isdigit() else 1
        for child in element:
            if not isinstance(child.tag, str):
                continue
            lines = self.lines(child) if child.tag == "li" else self._list(child, child.tag == "ol")
            box = child.get("data-inline-task-id")
            mark = f"{number}." if is_ordered else "-"
            if box:
                lines[:1] = [
                    f"[{'x' if child.get('class') == 'checked' else ' '}] {(lines or [''])[0]}"
                ]
            number += 1
            compact = _compact(lines)
            out.append(f"{mark} {compact[0] if compact else ''}".rstrip())
            out += [f"    {line}" if line else "" for line in compact[1:]]
        return out

    def _details(self, element: Any) -> list[str]:
        summary = element.find("summary")
        words = self._within(summary) if summary is not None else "…"
        if summary is not None:
            summary.drop_tree()
        return details(words, self.lines(element), element.get("open") is not None, False)

    def _embed(self, element: Any) -> list[str]:
        source = element.get("src") or element.get("data") or ""
        inner = element.find(".//source")
        source = source or (inner.get("src") if inner is not None else "") or ""
        address = f"https:{source}" if source.startswith("//") else source
        self.note(element, "this was shown in the page; a link to it is there now", address)
        return [f"[{element.get('title') or address}]({self.link(address)})"] if address else []

    def _within(self, element: Any) -> str:
        parts = [escape(element.text or "")]
        for child in element:
            parts += [self.inline(child), escape(child.tail or "")]
        return "".join(parts)

    def inline(self, element: Any) -> str:
        """Return an element in a line as Markdown."""
        if not isinstance(element.tag, str):
            return ""
        tag = element.tag.lower()
        if tag in _SILENT:
            return ""
        own = self.special(element, self)
        if own is not None:
            return " ".join(own)
        if tag == "br":
            return "  \n"
        if tag == "img":
            return self._picture(element)
        if tag in ("code", "tt"):
            return _code("".join(element.itertext()))
        if tag == "a":
            return self._link(element)
        inner = self._within(element)
        if tag in _MARKS:
            return _marked(inner, _MARKS[tag])
        if tag in _KEPT and inner.strip():
            return f"<{tag}>{inner}</{tag}>"
        return inner

    def _picture(self, element: Any) -> str:
        source = element.get("data-image-src") or element.get("src") or ""
        alt = " ".join((element.get("alt") or "").split())
        if source.startswith("data:"):
            self.note(element, "a picture within the page's own text is left out", alt)
            return alt
        return f"![{alt.replace(']', '')}](<{self.link(source)}>)" if source else alt

    def _link(self, element: Any) -> str:
        inner, href = self._within(element), (element.get("href") or "").strip()
        name = element.get("name") or element.get("id") or ""
        anchor = f'<a id="{name}"></a>' if not href and _PLAIN_ID.fullmatch(name) else ""
        if not href or not inner.strip() or href.lower().startswith("javascript:"):
            return f"{anchor}{inner}"
        target = self.link(href)
        if not target:
            return inner
        before, words, after = re.match(r"(\s*)(.*?)(\s*)\Z", inner, re.S).groups()  # type: ignore[union-attr]
        return f"{before}[{' '.join(words.split())}](<{target}>){after}"


def _is_block(element: Any) -> bool:
    if element.tag in _BLOCKS:
        return True
    return element.tag in ("span", "a", "font", "b", "strong") and any(
        isinstance(one.tag, str) and one.tag in _BLOCKS for one in element.iterdescendants()
    )


def escape(text: str) -> str:
    """Return a text in which no sign is Markdown's; white space as one space each.

    >>> escape("2 * 3 < 7")
    '2 \\\\* 3 &lt; 7'
    """
    text = re.sub(r"[ \t\r\n\f]+", " ", text)
    text = _SPECIAL.sub(lambda match: f"\\{match[0]}", _ENTITY.sub("&amp;", text))
    return text.replace("<", "&lt;")


def paragraph(text: str) -> list[str]:
    """Return the lines of a paragraph; what looks like a block at a line's start is escaped."""
    lines = [re.sub(r"^ +", "", line) for line in text.strip().split("\n")]
    lines = [_started(line) for line in lines]
    while lines and not lines[-1].strip():
        lines.pop()
    if lines:
        lines[-1] = lines[-1].rstrip()
    # Two breaks one after the other separate paragraphs.
    kept = [line for n, line in enumerate(lines) if line.strip() or (n and lines[n - 1].strip())]
    return [line if line.strip() else "" for line in kept] if any(map(str.strip, kept)) else []


def _started(line: str) -> str:
    match = _AT_START.match(line)
    if not match:
        return line
    if number := re.match(r"(\d+)([.)])", line):
        return f"{number[1]}\\{line[number.end() - 1 :]}"
    return f"&#{ord(line[0])};{line[1:]}"


def _marked(inner: str, mark: str) -> str:
    """Put marks around words, white space outside of them; a break in a line ends and begins."""
    if not inner.strip():
        return inner
    parts = re.split(r"(\s*\n\s*)", inner)
    return "".join(
        part
        if number % 2 or not part.strip()
        else re.sub(r"(?s)^(\s*)(.*?)(\s*)$", rf"\1{mark}\2{mark}\3", part)
        for number, part in enumerate(parts)
    )


def _code(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        return ""
    ticks = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    space = " " if "`" in words else ""
    return f"{ticks}{space}{words}{space}{ticks}"


def fenced(text: str, language: str, title: str = "") -> list[str]:
    """Return a text as fenced code."""
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    shown = f' title="{title}"' if title else ""
    head = f"{fence}{language or ('text' if title else '')}{shown}"
    return [head, *text.strip("\n").split("\n"), fence]


def _compact(lines: Sequence[str]) -> list[str]:
    """Return the lines of a list's item without blank lines before lists within it."""
    out: list[str] = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if (
            not line
            and out
            and re.match(r"(?:-|\d+\.) ", following)
            and not out[-1].startswith("```")
        ):
            continue
        out.append(line)
    return out


def aside(style: str, title: str, element: Any, converter: HtmlConverter) -> list[str]:
    """Return an element as an admonition."""
    return admonition(style, title, converter.lines(element))


def has_class(element: Any, *names: str) -> bool:
    """Tell whether an element has one of some classes."""
    return bool(set((element.get("class") or "").split()) & set(names))


def first_of(element: Any, name: str) -> Any:
    """Return the first element below that has a class; None if there is none."""
    return next((one for one in element.iter() if has_class(one, name)), None)


def parse(text: str) -> Any:
    """Return a page or a fragment as a tree; None for an empty one."""
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_pis=True, remove_comments=True)
        return lxml_html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def text_of(element: Any) -> str:
    """Return the words of an element."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def raw(element: Any, converter: HtmlConverter) -> str:
    """Return what is in an element as HTML in one line, with what Markdown cannot say."""
    parts = [escape_html(_spaced(element.text), quote=False)]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SILENT:
            parts.append(_raw_tag(child, converter))
        parts.append(escape_html(_spaced(child.tail), quote=False))
    return "".join(parts)


_ATTRIBUTES = ("href", "src", "alt", "colspan", "rowspan", "start", "datetime")


def _raw_tag(element: Any, converter: HtmlConverter) -> str:
    if (
        element.tag in ("img", "span")
        and (own := converter.special(element, converter)) is not None
    ):
        return escape_html(" ".join(own).replace("**", ""))
    tag, inner = element.tag, raw(element, converter)
    if tag in ("span", "font", "div", "tbody", "colgroup", "col", "figure", "section"):
        return "" if tag in ("col", "colgroup") else inner
    shown = ""
    for name in _ATTRIBUTES:
        if value := element.get(name):
            value = converter.link(value) if name in ("href", "src") else value
            shown += f' {name}="{escape_html(value)}"' if value else ""
    return f"<{tag}{shown}>" if tag in ("br", "img", "hr") else f"<{tag}{shown}>{inner}</{tag}>"


def _spaced(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")
