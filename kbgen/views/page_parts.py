"""Prepares a page's HTML for its template: separates title and answers, puts tables in boxes.

It also links values that vary by place to the list of these places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from kbgen.markdown.sections import ContentSection, split_sections, without_permalinks
from kbgen.model.markup import Node, Tag, end_of, end_tag, serialize, start_tag

_HOLDERS = {"blockquote", "details", "div", "li", "table"}
_UNLINKABLE = {"a", "button", "label", "summary", "h1", "h2", "h3", "h4", "h5", "h6"}
"""Elements that must not contain a link: they are links themselves, or are listed as one."""
VARIES = "kb-varies"
"""The id of a page's table of differences; with `-what`, of its heading."""
_PLACE = start_tag(
    "a", {"class": "kb-place", "href": f"#{VARIES}", "aria-describedby": f"{VARIES}-what"}
)
_MARK = start_tag(
    "a", {"class": "kb-place", "href": f"#{VARIES}", "aria-labelledby": f"{VARIES}-what"}
)
_BOX = start_tag("div", {"class": "kb-scroll", "tabindex": "0"})


@dataclass(frozen=True)
class FaqAnswer:
    """A question of a FAQ and its answer; all fields are HTML."""

    id: str
    heading: Markup
    html: Markup


@dataclass(frozen=True)
class PageParts:
    """The parts of a page's HTML: the title of its `<h1>`, the id of that, and the rest."""

    title: Markup
    title_id: str
    html: Markup
    lead: Markup = Markup("")
    """The HTML before the first question of a FAQ, or before the first heading of the home page."""
    rest: Markup = Markup("")
    """The HTML after the lead of the home page."""
    answers: tuple[FaqAnswer, ...] = ()
    """The questions of a FAQ."""

    @property
    def whole(self) -> Markup:
        """Return the HTML with its title."""
        if not self.title:
            return self.html
        return Markup('<h1 id="{}">{}</h1>\n').format(self.title_id, self.title) + self.html


def split_page_html(
    nodes: Sequence[Node], *, is_faq: bool = False, is_home: bool = False
) -> PageParts:
    """Split a rendered page into its parts."""
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
    """Link each value that varies to its differences; put the link after a value that is linked."""
    depth = end = 0
    for index, node in enumerate(nodes):
        if isinstance(node, Tag) and node.name in _UNLINKABLE:
            depth += node.step
        if isinstance(node, Tag) and "data-varies" in node.attributes and not depth:
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
    """Return the index of the page's title: an `<h1>` at its beginning, or its only `<h1>`."""
    found = [index for index, node in enumerate(nodes) if _begins(node, "h1")]
    if not found or not serialize(nodes[: found[0]]).strip():
        return found[0] if found else None
    before = nodes[: found[0]]
    depth = sum(node.step for node in before if isinstance(node, Tag) and node.name in _HOLDERS)
    return None if depth > 0 or len(found) > 1 else found[0]


def _box_tables(nodes: Sequence[Node]) -> Iterator[Node]:
    """Put each table in a box that scrolls, so that a wide table does not widen the page."""
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
