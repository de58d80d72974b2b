"""Finds the texts from which translations were made, in the history that git has of the source."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.scan import mask
from kbgen.model.site import Site
from kbgen.model.translation import Block
from kbgen.source.front_matter import split_front_matter
from kbgen.source.history import find_former_texts
from kbgen.source.yaml import parse_yaml
from kbgen.translations.blocks import CONFIGURATION
from kbgen.translations.normal import KEYWORDS, block_digest, digest


def former_texts(site: Site, wanted: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return digest → the newest text with it, for those that are found.

    `wanted` maps pages and data files, as blocks name them, to the digests of their former blocks.
    """
    settings = site.settings
    paths: dict[str, Collection[str]] = {}
    for page, digests in wanted.items():
        source = site.sources.get(page)
        folder = settings.root if page == CONFIGURATION else settings.content
        path = source.path if source else settings.relative(folder / page)
        paths[path] = digests
    found = find_former_texts(settings.root, paths, _split)
    return {one: former.text for (_, one), former in found.items()}


def _split(path: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the digest and the text of each block of a page, and of each text of a data file."""
    if not path.endswith(".md"):
        yield from _texts(parse_yaml(text, path)[0].data)
        return
    parts, _ = split_front_matter(text, path)
    for block in find_blocks(parts.body, mask(parts.body)):
        yield digest(block.text), block.text
    fields = parse_yaml(parts.yaml, path)[0].data
    if isinstance(fields, dict):
        yield from _texts(fields)
        if isinstance(words := fields.get(KEYWORDS), list):
            joined = ", ".join(map(str, words))
            yield block_digest(Block("", "", KEYWORDS, "field", joined)), joined


def _texts(data: Any) -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield digest(data), data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
