"""The levels of `validation:` in mkdocs.yml as severities of kbgen's findings."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

_CODES = {
    ("nav", "not_found"): "KB004",
    ("nav", "omitted_files"): "KB005",
    ("links", "not_found"): "KB301",
    ("links", "anchors"): "KB302",
}
"""Setting below `validation` → the finding that says the same."""
_SEVERITIES = {"warn": "warning", "info": "off", "ignore": "off"}
_QUIET = "not_found", "omitted_files"
"""What MkDocs says of the navigation, and the findings say with its place."""


def severities_of(validation: Any) -> dict[str, Mapping[str, str]]:
    """Return code → kind of page (always "*") → severity, for the levels that are written.

    MkDocs itself does not tell of pages that the navigation leaves out, unless it is asked to.
    """
    found: dict[str, Mapping[str, str]] = {"KB005": {"*": "off"}}
    for path, code in _CODES.items():
        if severity := _SEVERITIES.get(str(level_of(validation, *path))):
            found[code] = {"*": severity}
    return found


def level_of(validation: Any, part: str, name: str) -> Any:
    """Return a level as it is written: below its part, else for all parts; None without one."""
    given = validation if isinstance(validation, Mapping) else {}
    own = given.get(part)
    own = own if isinstance(own, Mapping) else {}
    return own.get(name, given.get(name))


@contextmanager
def quiet(config: MkDocsConfig) -> Iterator[None]:
    """Have MkDocs not warn of what findings say of the navigation, with its place."""
    levels = config.validation.nav
    before = {name: levels[name] for name in _QUIET}
    levels.update(dict.fromkeys(_QUIET, logging.DEBUG))
    try:
        yield
    finally:
        levels.update(before)
