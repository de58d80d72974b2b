"""Finds the texts from which translations were made, in the history that git has of the source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.scan import mask
from kbgen.model.page_files import is_page_file
from kbgen.model.site import Site
from kbgen.model.translation import Block, FormerText
from kbgen.source.front_matter import split_front_matter
from kbgen.source.history import find_former_texts
from kbgen.source.yaml import parse_yaml
from kbgen.system.parse_cache import ParseCache
from kbgen.translations.blocks import forms_of, read_messages
from kbgen.translations.normal import KEYWORDS, block_digest, digest
from kbgen.translations.states import changed_translation, source_path, states_of, with_former


class FormerTexts:
    """Finds former texts for one state of a site after the other; git is asked once for each."""

    def __init__(self, parse_cache: ParseCache) -> None:
        self._parse_cache = parse_cache
        self._found: dict[tuple[str, str], FormerText] = {}
        self._sought: set[tuple[str, str]] = set()

    def added_to(self, site: Site) -> Site:
        """Return the site with the source texts that changed or went since they were translated.

        Those that git does not have are left out.
        """
        wanted: dict[str, set[str]] = defaultdict(set)
        for key in set(_changed(site, self._parse_cache)) - self._sought:
            wanted[key[0]].add(key[1])
            self._sought.add(key)
        if wanted:
            self._found |= find_former_texts(site.settings.root, wanted, _split, self._parse_cache)
        return with_former(site, self._found) if self._found else site


def with_former_texts(site: Site, parse_cache: ParseCache | None = None) -> Site:
    """Return the site with the source texts that changed or went since they were translated."""
    return FormerTexts(parse_cache or ParseCache()).added_to(site)


def former_texts(site: Site, wanted: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return digest → the newest text with it, for those that are found.

    `wanted` maps pages and data files, as blocks name them, to the digests of their former blocks.
    """
    paths = {source_path(site, page): digests for page, digests in wanted.items()}
    found = find_former_texts(site.settings.root, paths, _split)
    return {one: former.text for (_, one), former in found.items()}


def _changed(site: Site, parse_cache: ParseCache) -> Iterator[tuple[str, str]]:
    """Yield (path, digest) of texts that are recorded and are not there any more.

    They are what translations were made from, and translations that were changed by themselves.
    """
    for state in states_of(site, parse_cache).values():
        for one in state.changed_blocks:
            match = one.match
            if match.state in ("stale", "obsolete") and match.previous:
                page = match.recorded.page if match.recorded else one.block.page
                yield source_path(site, page), match.previous
            elif match.state == "edited":
                changed = changed_translation(site, state.lang, match, one.section)
                yield from [changed[0]] if changed else []


def _split(path: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the digest and the text of each block of a page, and of each text of another file."""
    if path.endswith(".po"):
        for message in read_messages(text).items():
            yield from _texts(message)
        return
    if not is_page_file(path):
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
        yield from _texts([*data, *data.values()])  # a key of nav_translations is a text, too
        if all(isinstance(word, str) for words in data.items() for word in words):
            yield from _texts(forms_of(data))
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)
