"""Finds values of a configuration that MkDocs accepts, but that make it fail in a build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from kbgen.model.finding import Finding, error
from kbgen.model.markup import is_address
from kbgen.model.message import msg
from kbgen.source.configuration import Configuration


def mistyped(config: MkDocsConfig, configuration: Configuration) -> Iterator[Finding]:
    """Yield KB002 for values that should be lists, and for invalid addresses."""
    for path, example in (
        (("extra_css",), "extra_css: [brand.css]"),
        (("extra_templates",), "extra_templates: [help.html]"),
        (("theme", "features"), "features: [navigation.tabs]"),
    ):
        if not _is_list(_value(config, path), str):
            what = msg("%(path)s must be a list of texts", path=".".join(path))
            hint = msg("write %(example)s", example=example)
            yield error("KB002", configuration.place(*path), what, hint)
    if not _is_list(_value(config, ("extra", "alternate")), dict):
        hint = msg("write alternate: [{name: English, link: /, lang: en}], or leave it to i18n")
        place = configuration.place("extra", "alternate")
        yield error("KB002", place, msg("extra.alternate must be a list of languages"), hint)
    for name, address in _linked(config):
        if not is_address(address):
            what = msg("%(name)s: '%(address)s' is no address", name=name, address=address)
            hint = msg("write a page, a file or a web address")
            yield error("KB002", configuration.place(name), what, hint)


def _value(config: MkDocsConfig, path: tuple[str, ...]) -> Any:
    value: Any = config
    for step in path:
        value = value.get(step)
    return value


def _is_list(value: Any, kind: type) -> bool:
    return value is None or (
        isinstance(value, list | tuple) and all(isinstance(item, kind) for item in value)
    )


def _linked(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    yield from (("nav", address) for address in _addresses(config.nav))
    if _is_list(config.extra_css, str):
        yield from (("extra_css", address) for address in config.extra_css)
    yield from (("extra_javascript", str(script)) for script in config.extra_javascript)


def _addresses(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict | list):
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from _addresses(item)
