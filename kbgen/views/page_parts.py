"""A page's HTML made ready for its template: its title and answers apart, tables in their boxes.

What varies by place leads to where a reader chooses one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from kbgen.markdown.sections import ContentSection, split_sections, without_permalinks
from kbgen.model.markup import Node, Tag, end_of, end_tag, serialize, start_tag

_HOLDERS = {"blockquote", "details", "div", "li", "table"}
_SETTLED = {"a", "button", "label", "summary", "h1", "h2", "h3", "h4", "h5", "h6"}
"""In these no link may stand: they are links themselves, or are listed as one."""
VARIES = "kb-varies"
"""The id of what a page says of differences, and of its heading with `-what`."""
_PLACE = start_tag(
    "a", {"class": "kb-place", "href": f"#{VARIES}", "aria-describedby": f"{VARIES}-what"}
)
_MARK = start_tag(
    "a", {"class": "kb-place", "href": f"#{VARIES}", "aria-labelledby": f"{VARIES}-what"}
)
_BOX = start_tag("div", {"class": "kb-scroll", "tabindex": "0"})


@dataclass(frozen=True)
class FaqAnswer:
    """A question of a FAQ and its answer, as HTML; the id as well."""

    id: str
    heading: Markup
    html: Markup


@dataclass(frozen=True)
class PageParts:
    """A page's HTML: its own `<h1>` taken out, that one's id, and the rest."""

    title: Markup
    title_id: str
    html: Markup
    lead: Markup = Markup("")
    """What stands before the first question of a FAQ, or the first heading of the home page."""
    rest: Markup = Markup("")
    """What follows the lead of the home page."""
    answers: tuple[FaqAnswer, ...] = ()
    """The questions of a FAQ."""


def split_page_html(
    nodes: Sequence[Node], *, is_faq: bool = False, is_home: bool = False
) -> PageParts:
    """Take a rendered page apart."""
    nodes = list(link_places(nodes))
    title, id_ = Markup(""), ""
    start = _title(nodes)
    if start is not None:
        end = end_of(nodes, start)
        title = Markup(serialize(without_permalinks(nodes[start + 1 : end - 1])))
        heading = nodes[start]
        assert isinstance(heading, Tag)
        id_ = str(escape(heading.get("id")))
        nodes = [*nodes[:start], *nodes[end:]]
    nodes = list(_box_tables(nodes))
    whole = PageParts(title, id_, Markup(serialize(nodes)))
    if is_home:
        at = next((i for i, node in enumerate(nodes) if _begins(node, "h2")), len(nodes))
        lead, rest = (Markup(serialize(half)) for half in (nodes[:at], nodes[at:]))
        return replace(whole, lead=lead, rest=rest)
    if is_faq:
        first, *sections = split_sections(nodes)
        answers = tuple(map(_answer, sections))
        return replace(whole, lead=Markup(first.html), answers=answers)
    return whole


def _answer(section: ContentSection) -> FaqAnswer:
    return FaqAnswer(str(escape(section.anchor)), Markup(section.heading), Markup(section.html))


def link_places(nodes: Sequence[Node]) -> Iterator[Node]:
    """Make each value that varies by place a link to where one is chosen, or put such a link
    behind a value that is itself a link."""
    settled = end = 0
    for index, node in enumerate(nodes):
        if isinstance(node, Tag) and node.name in _SETTLED:
            settled += node.step
        if isinstance(node, Tag) and "data-varies" in node.attributes and not settled:
            end = end_of(nodes, index)
            inner = nodes[index:end]
            if any(_begins(one, "a") for one in inner):
                yield from (*inner, _MARK, end_tag("a"))
            else:
                yield from (_PLACE, *inner, end_tag("a"))
        elif index >= end:
            yield node


def _begins(node: Node, name: str) -> bool:
    return isinstance(node, Tag) and node.name == name and not node.is_end


def _title(nodes: Sequence[Node]) -> int | None:
    """Find the page's own title: an `<h1>` with which it begins, or the only one it has."""
    found = [index for index, node in enumerate(nodes) if _begins(node, "h1")]
    if not found or not serialize(nodes[: found[0]]).strip():
        return found[0] if found else None
    before = nodes[: found[0]]
    depth = sum(node.step for node in before if isinstance(node, Tag) and node.name in _HOLDERS)
    return None if depth > 0 or len(found) > 1 else found[0]


def _box_tables(nodes: Sequence[Node]) -> Iterator[Node]:
    """Put each table in a box that scrolls, so that a wide one does not widen the page."""
    depth = 0
    for node in nodes:
        is_table = isinstance(node, Tag) and node.name == "table"
        if is_table and _begins(node, "table"):
            if depth == 0:
                yield _BOX
            depth += 1
        yield node
        if is_table and not _begins(node, "table"):
            depth -= 1
            if depth == 0:
                yield end_tag("div")
