"""What the Markdown of a page becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kbgen.model.markup import Node


@dataclass(frozen=True)
class HeadingLink:
    """A heading as it is listed beside its page."""

    id: str
    """Escaped."""
    title: Markup


@dataclass(frozen=True)
class Content:
    """A page as it was rendered from Markdown, its HTML taken apart: facts and isolates in it."""

    nodes: Sequence[Node]
    headings: tuple[HeadingLink, ...]
    """Those of the second level."""
    title: str
    """Its `<h1>` or file name as HTML; "" for a page that gives itself a title."""
