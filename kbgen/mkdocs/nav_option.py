"""Reads `nav:` of mkdocs.yml and of static-i18n's languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from kbgen.model.nav import NavReference
from kbgen.source.configuration import Configuration

Step = str | int


def nav_of(config: MkDocsConfig, configuration: Configuration) -> tuple[NavReference, ...]:
    """Return the files that the navigations of all languages name, with their places."""
    i18n = config.plugins["i18n"].config
    built = [(n, one) for n, one in enumerate(i18n.languages) if one.build]
    common = tuple(one.locale for _, one in built if not one.nav)
    found = [*_references(config.nav, ("nav",), common, configuration)] if common else []
    at = configuration.plugin_path("i18n")
    for number, language in built:
        if language.nav:
            path = (*at, "languages", number, "nav")
            found += _references(language.nav, path, (language.locale,), configuration)
    folders = tuple(one.locale for _, one in built)
    return tuple(one for one in found if not _is_excluded(one, folders, config))


def _references(
    nav: Any, path: tuple[Step, ...], langs: tuple[str, ...], configuration: Configuration
) -> Iterator[NavReference]:
    if isinstance(nav, str):
        yield NavReference(nav, "", configuration.place(*path), langs)
    elif isinstance(nav, list):
        for number, item in enumerate(nav):
            yield from _references(item, (*path, number), langs, configuration)
    elif isinstance(nav, dict):
        for title, item in nav.items():
            for one in _references(item, (*path, title), langs, configuration):
                yield replace(one, title=str(title)) if isinstance(item, str) else one


def _is_excluded(one: NavReference, langs: tuple[str, ...], config: MkDocsConfig) -> bool:
    exclude, names = config.exclude_docs, [one.path, *(f"{lang}/{one.path}" for lang in langs)]
    return exclude is not None and any(exclude.match_file(name) for name in names)
