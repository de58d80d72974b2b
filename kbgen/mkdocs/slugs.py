"""Reads how the ids of headings are made: the options of Python-Markdown's toc in mkdocs.yml."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from kbgen.model.slugs import SlugOptions
from kbgen.system.digest import canonical


def slugs_of(config: MkDocsConfig) -> SlugOptions:
    """Return the options that toc has in a loaded configuration."""
    given: dict[str, Any] = (config.mdx_configs or {}).get("toc", {})
    slugify, separator = given.get("slugify"), str(given.get("separator", "-"))
    has_emoji = "pymdownx.emoji" in config.markdown_extensions
    name = f"{_name(slugify)} {separator} {has_emoji}"
    return SlugOptions(slugify, separator, has_emoji, name)


def _name(function: Callable[..., str] | None) -> str:
    if isinstance(function, partial):
        return f"{_name(function.func)} {canonical(function.keywords)} {function.args}"
    return f"{function.__module__}.{function.__qualname__}" if function else ""
