"""The rendered content of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kbgen.model.markup import Node


@dataclass(frozen=True)
class HeadingLink:
    """A heading in the table of contents of its page."""

    id: str
    """The id, escaped for HTML."""
    title: Markup


@dataclass(frozen=True)
class Content:
    """A page rendered from Markdown, as HTML nodes with facts and isolates."""

    nodes: Sequence[Node]
    headings: tuple[HeadingLink, ...]
    """The headings of the second level."""
    title: str
    """Its `<h1>` or file name as HTML; "" for a page with a title in its front matter."""
