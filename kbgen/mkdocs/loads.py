"""The files from other origins that mkdocs.yml makes every page load."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from kbgen.model.finding import Span
from kbgen.model.hosting import Load, origin_of
from kbgen.model.markup import Tag, parse

_EMOJI = "pymdownx.emoji"


def loads_of(config: MkDocsConfig) -> tuple[Load, ...]:
    """Return the styles and scripts of other origins in mkdocs.yml."""
    return tuple(_loads(config))


def _loads(config: MkDocsConfig) -> Iterator[Load]:
    file = Path(config.config_file_path or "mkdocs.yml")
    named = [("style-src", path) for path in config.extra_css]
    named += [("script-src", str(script)) for script in config.extra_javascript]
    for directive, address in named:
        if origin_of(address):
            yield Load(directive, address, _place(file, address))


def _place(file: Path, text: str) -> Span:
    lines = file.read_text("utf-8-sig").split("\n") if file.is_file() else []
    for number, line in enumerate(lines, 1):
        if (column := line.find(text)) >= 0:
            return Span(file.name, number, column + 1, len(text))
    return Span(file.name)


def emoji_of(config: MkDocsConfig) -> Callable[[str], str] | None:
    """Return a function from an emoji's name, `:smile:`, to the address of its picture.

    The function returns "" for an emoji without a picture. None without such an extension.
    """
    if _EMOJI not in config.markdown_extensions:
        return None
    options = (config.mdx_configs or {}).get(_EMOJI, {})
    return cache(
        partial(_picture, Markdown(extensions=[_EMOJI], extension_configs={_EMOJI: options}))
    )


def _picture(markdown: Markdown, name: str) -> str:
    nodes = parse(markdown.reset().convert(name))
    pictures = (n.get("src") for n in nodes if isinstance(n, Tag) and n.name == "img")
    return next(pictures, "")
