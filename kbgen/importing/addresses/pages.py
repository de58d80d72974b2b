"""Reads the former addresses in the front matter of Jekyll's and Hugo's pages."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from kbgen.importing.addresses.old_address import OldAddress
from kbgen.source.front_matter import split_front_matter
from kbgen.source.yaml import parse_yaml

_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.S)
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-")


def read_page(text: str, path: str) -> Iterator[OldAddress]:
    """Yield the addresses that a page had (redirect_from, aliases), or that lead away from it."""
    meta = _front_matter(text, path)
    name = posixpath.basename(path)
    here = str(meta.get("permalink") or meta.get("url") or _address(path))
    for field in ("redirect_from", "aliases"):
        for old in _texts(meta.get(field)):
            if not old.startswith(("/", "http://", "https://")):
                folder = posixpath.dirname(here.rstrip("/"))
                old = posixpath.normpath(posixpath.join("/", folder, old))
            yield OldAddress(old, here, path, name)
    for new in _texts(meta.get("redirect_to"))[:1]:
        yield OldAddress(here if here.startswith("/") else f"/{here}", new, path)


def _front_matter(text: str, path: str) -> dict[str, Any]:
    if match := _TOML.match(text):
        try:
            return tomllib.loads(match[1])
        except tomllib.TOMLDecodeError:
            return {}
    split, _ = split_front_matter(text, path)
    data = parse_yaml(split.yaml, path, 2)[0].data
    return data if isinstance(data, dict) else {}


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str) and one]


def _address(path: str) -> str:
    """Return the address that a file most likely has: below content/ or docs/, without its day.

    >>> _address("content/posts/2020-01-02-refunds.md")
    '/posts/refunds/'
    """
    parts = posixpath.splitext(path)[0].split("/")
    if parts[0] in ("content", "docs", "_posts", "_pages"):
        parts = parts[1:]
    parts[-1] = _DATE.sub("", parts[-1])
    if parts[-1] in ("index", "_index"):
        parts = parts[:-1]
    return "/" + "".join(f"{part.removeprefix('_')}/" for part in parts)
