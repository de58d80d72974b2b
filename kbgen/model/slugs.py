"""How the ids of headings are made of their text: the options of Python-Markdown's toc."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class SlugOptions:
    """`slugify` takes (text, separator); None is the function of Python-Markdown's toc."""

    slugify: Callable[[str, str], str] | None = None
    separator: str = "-"
    has_emoji: bool = False
    """Whether `:smile:` is shown as a picture, which is no part of an id."""
    name: str = ""
    """What identifies the options in cache keys."""
