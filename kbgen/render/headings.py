"""Gives the headings of a page the ids that the checks know them by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from kbgen.source.markdown import Unique, slugify

TAGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


class HeadingIds(Extension):
    """Runs after attr_list and before toc; `ids` is set for each page before it is rendered."""

    def __init__(self, **kwargs: Any) -> None:
        self.ids: tuple[str, ...] = ()
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 # Python-Markdown's name
        md.treeprocessors.register(_Assign(self, md), "kbgen-heading-ids", 7)


class _Assign(Treeprocessor):
    def __init__(self, extension: HeadingIds, md: Markdown) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        headings = list(_headings(root))
        ids = self.extension.ids
        # Where the scanner saw other headings than Python-Markdown, positions mean nothing.
        wanted = ids if len(ids) == len(headings) else [""] * len(headings)
        unique = Unique({id_ for heading in headings if (id_ := heading.get("id"))})
        for heading, id_ in zip(headings, wanted, strict=True):
            if heading.get("id"):
                continue
            heading.set("id", unique.id(id_ or slugify("".join(heading.itertext()))))


def _headings(root: Element) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag in TAGS)
