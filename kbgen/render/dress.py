"""A page's HTML made ready for its template: its title and answers apart, tables in their boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from kbgen.publish.sections import split_sections

_TITLE = re.compile(r"<h1\b(?P<attrs>[^>]*)>(?P<text>.*?)</h1>", re.S)
_HOLDER = re.compile(r"<(/?)(?:blockquote|details|div|li|table)\b")
_ID = re.compile(r'\sid="([^"]*)"')
_PERMALINK = re.compile(r'<a [^>]*class="headerlink"[^>]*>.*?</a>', re.S)
_TABLE = re.compile(r"<(/?)table\b[^>]*>")
_H2 = re.compile(r"<h2\b")


@dataclass(frozen=True)
class Answer:
    """A question of a FAQ and its answer, as HTML; the id as well."""

    id: str
    heading: Markup
    html: Markup


@dataclass(frozen=True)
class Dressed:
    """A page's HTML: its own `<h1>` taken out, that one's id, and the rest."""

    title: Markup
    title_id: str
    html: Markup

    def answers(self) -> tuple[Markup, tuple[Answer, ...]]:
        """Return what stands before the first question, and the questions."""
        lead, *rest = split_sections(self.html)
        answers = (Answer(str(escape(s.anchor)), Markup(s.heading), Markup(s.html)) for s in rest)
        return Markup(lead.html), tuple(answers)

    def halves(self) -> tuple[Markup, Markup]:
        """Return what stands before the first `<h2>`, and what follows."""
        first = _H2.search(self.html)
        at = first.start() if first else len(self.html)
        return Markup(self.html[:at]), Markup(self.html[at:])


def dress(html: str) -> Dressed:
    """Take a rendered page apart."""
    title = _title(html)
    if title is None:
        return Dressed(Markup(""), "", Markup(_box_tables(html)))
    rest = Markup(_box_tables(html[: title.start()] + html[title.end() :]))
    id_ = _ID.search(title["attrs"])
    return Dressed(Markup(_PERMALINK.sub("", title["text"])), id_[1] if id_ else "", rest)


def _title(html: str) -> re.Match[str] | None:
    """Find the page's own title: an `<h1>` with which it begins, or the only one it has."""
    title = _TITLE.search(html)
    if title is None or not html[: title.start()].strip():
        return title
    before = _HOLDER.findall(html, 0, title.start())
    is_inside = before.count("") > before.count("/")
    return None if is_inside or _TITLE.search(html, title.end()) else title


def _box_tables(html: str) -> str:
    """Put each table in a box that scrolls, so that a wide one does not widen the page."""
    if "<table" not in html:
        return html
    depth = 0

    def box(tag: re.Match[str]) -> str:
        nonlocal depth
        depth += -1 if tag[1] else 1
        if tag[1]:
            return tag[0] if depth else f"{tag[0]}</div>"
        return tag[0] if depth > 1 else f'<div class="kb-scroll" tabindex="0">{tag[0]}'

    return _TABLE.sub(box, html)
