"""A page's HTML made ready for its template: its title and answers apart, tables in their boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

from kbgen.publish.sections import split_sections

_TITLE = re.compile(r"\A\s*<h1\b(?P<attrs>[^>]*)>(?P<text>.*?)</h1>", re.S)
_ID = re.compile(r'\sid="([^"]*)"')
_PERMALINK = re.compile(r'<a [^>]*class="headerlink"[^>]*>.*?</a>', re.S)
_TABLE = re.compile(r"<table\b.*?</table>", re.S)
_H2 = re.compile(r"<h2\b")


@dataclass(frozen=True)
class Answer:
    """A question of a FAQ and its answer, as HTML."""

    id: str
    heading: Markup
    html: Markup


@dataclass(frozen=True)
class Dressed:
    """A page's HTML: its own `<h1>` taken out, and the rest."""

    title: Markup
    title_id: str
    html: Markup

    def answers(self) -> tuple[Markup, tuple[Answer, ...]]:
        """Return what stands before the first question, and the questions."""
        lead, *rest = split_sections(self.html)
        answers = (Answer(s.anchor, Markup(s.heading), Markup(s.html)) for s in rest)
        return Markup(lead.html), tuple(answers)

    def halves(self) -> tuple[Markup, Markup]:
        """Return what stands before the first `<h2>`, and what follows."""
        first = _H2.search(self.html)
        at = first.start() if first else len(self.html)
        return Markup(self.html[:at]), Markup(self.html[at:])


def dress(html: str) -> Dressed:
    """Take a rendered page apart."""
    title = _TITLE.match(html)
    rest = Markup(_box_tables(html[title.end() :] if title else html))
    if title is None:
        return Dressed(Markup(""), "", rest)
    id_ = _ID.search(title["attrs"])
    return Dressed(Markup(_PERMALINK.sub("", title["text"])), unescape(id_[1]) if id_ else "", rest)


def _box_tables(html: str) -> str:
    """Put each table in a box that scrolls, so that a wide one does not widen the page."""
    if "<table" not in html:
        return html
    return _TABLE.sub(lambda table: f'<div class="kb-scroll" tabindex="0">{table[0]}</div>', html)
