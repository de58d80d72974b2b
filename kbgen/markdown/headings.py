"""Gives the headings of a page the ids that the checks use, and their permalinks a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX
from markupsafe import Markup, escape

from kbgen.languages.bidi import without_elements
from kbgen.markdown.content import HeadingLink
from kbgen.markdown.heading_ids import UniqueIds
from kbgen.markdown.scan import Unique
from kbgen.markdown.sections import without_permalinks
from kbgen.markdown.slot import SLOT
from kbgen.model.markup import Node, Tag, end_of, serialize

TAGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LABEL = "data-toc-label"
"""The attribute with a heading's name in the table of contents (Python-Markdown's toc)."""


def listed_headings(nodes: Sequence[Node], labels: Mapping[str, str]) -> tuple[HeadingLink, ...]:
    """Return the headings of the second level in finished HTML, by their text alone.

    A heading without text is left out. `labels` maps the id of a heading to the text that its
    author wants in the table of contents.
    """
    links = (
        HeadingLink(
            str(escape(node.get("id"))),
            escape(labels[node.get("id")])
            if node.get("id") in labels
            else _words(nodes[start + 1 : end_of(nodes, start) - 1]),
        )
        for start, node in enumerate(nodes)
        if isinstance(node, Tag) and node.name == "h2" and node.get("id")
    )
    return tuple(link for link in links if link.title)


def _words(nodes: Sequence[Node]) -> Markup:
    """Return the text of a heading with the isolates in it."""
    return Markup(serialize(without_elements(without_permalinks(nodes))).strip())


class HeadingIds(Extension):
    """Runs after attr_list and around toc; `ids` is set for each page before it is rendered."""

    def __init__(self, **kwargs: Any) -> None:
        self.ids: tuple[str, ...] = ()
        self.labels: dict[str, str] = {}
        """Heading id → its name in the table of contents, of the page that was rendered last."""
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 # Python-Markdown's name
        md.treeprocessors.register(_Assign(self, md), "kbgen-heading-ids", 7)
        md.treeprocessors.register(_NamePermalinks(md), "kbgen-permalinks", 4)


class _Assign(Treeprocessor):
    def __init__(self, extension: HeadingIds, md: Markdown) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        headings = list(_headings(root))
        ids = self.extension.ids
        # Ids cannot be paired by position if the scanner found other headings than Python-Markdown.
        wanted = ids if len(ids) == len(headings) else [""] * len(headings)
        written = {id_ for element in root.iter() if (id_ := element.get("id"))}
        own, unique = UniqueIds(written), Unique(written)
        old: dict[str, Element] = {}
        for heading, id_ in zip(headings, wanted, strict=True):
            if heading.get("id"):
                continue
            mine = own.id(self._slug(heading))
            heading.set("id", unique.id(id_ or mine))
            old[mine] = heading
        taken = written.union(heading.attrib["id"] for heading in headings)
        for id_, heading in old.items():
            if id_ not in taken:
                _add_anchor(heading, id_)
        # toc removes the labels. One with STX contained HTML, which is stored elsewhere by now.
        labels = ((heading.attrib["id"], heading.get(LABEL, "")) for heading in headings)
        self.extension.labels = {id_: label for id_, label in labels if label and STX not in label}

    def _slug(self, heading: Element) -> str:
        """Return what MkDocs' table of contents makes of a heading's text."""
        toc = self.md.treeprocessors["toc"]
        html = render_inner_html(remove_fnrefs(heading), self.md)
        words = SLOT.sub("", unescape(strip_tags(html)))
        return str(toc.slugify(words, toc.sep))  # type: ignore[attr-defined] # it is TocTreeprocessor


class _NamePermalinks(Treeprocessor):
    """Gives the permalink of a heading its title as accessible name.

    It also takes it out of the Tab order, so that keyboard users need not pass every heading.
    """

    def run(self, root: Element) -> None:
        for heading in _headings(root):
            for link in heading.iterfind("a[@class='headerlink']"):
                link.set("aria-label", link.get("title", ""))
                link.set("tabindex", "-1")


def _add_anchor(heading: Element, id_: str) -> None:
    """Let links that were made before the heading got its id lead to it, too."""
    anchor = Element("span", {"id": id_})
    anchor.tail, heading.text = heading.text, None
    heading.insert(0, anchor)


def _headings(root: Element) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag in TAGS)
