"""Reads the front matter of a file: YAML between `---`, TOML between `+++`."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from kbgen.importing.blocks import Removed
from kbgen.languages.marks import commas

_YAML = re.compile(r"\A---[ \t]*\n(?P<fields>(?:.*?\n)??)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<fields>(?:.*?\n)??)\+\+\+[ \t]*(?:\n|\Z)", re.S)
_TITLE = re.compile(r"title\s*[:=]\s*(?P<text>.*)", re.I)
_FIELD = re.compile(r"[\w-]+\s*[:=]|\s|- |#|[\]}]")
_KEY = re.compile(r"[\"']?(?P<name>[\w-]+)[\"']?\s*[:=]")
_LONGEST = 300
_LISTS = ("keywords", "tags")
_LANGUAGE = ("lang", "language", "locale")
_ADDRESSES = ("slug", "permalink", "url", "aliases", "redirect_from")


@dataclass(frozen=True)
class Fields:
    """The fields of a document that a page has, too; `addresses` are (field, former address)."""

    description: str = ""
    keywords: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""
    addresses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Front:
    """A text without its front matter; `first` is the number of its first line."""

    rest: str
    first: int = 1
    title: str = ""
    removed: list[Removed] = field(default_factory=list)
    fields: Fields = Fields()


def cut_front_matter(text: str) -> Front:
    """Remove the front matter, even if it is damaged; a text without it is not changed."""
    match = _YAML.match(text) or _TOML.match(text)
    if not match:
        return Front(text)
    lines = match["fields"].split("\n")[:-1]
    read = _read(match["fields"], is_toml=text.startswith("+"))
    title = _text(_named(read or {}, ("title",)))
    if read is None:
        if not all(_FIELD.match(line) for line in lines if line.strip()):
            return Front(text)
        named = next((found for line in lines if (found := _TITLE.match(line))), None)
        title = named["text"].strip().strip("\"'") if named else ""
    fields, kept = _fields(read or {})
    kept |= {"title"} if title else set()
    removed = [
        Removed(number, "front-matter", line)
        for number, (key, line) in enumerate(_with_keys(lines), 2)
        if line.strip() and key not in kept
    ]
    first = text.count("\n", 0, match.end()) + 1
    return Front(text[match.end() :], first, title, removed, fields)


def _with_keys(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (the field that a line belongs to, in small letters; the line)."""
    key = ""
    for line in lines:
        if found := _KEY.match(line):
            key = found["name"].lower()
        elif line.startswith("#"):
            key = ""
        yield key, line


def _read(fields: str, is_toml: bool) -> dict[str, Any] | None:
    """Return the fields by their names in small letters; None if they cannot be read."""
    try:
        read = tomllib.loads(fields) if is_toml else yaml.safe_load(fields)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        return None
    if read is None and not fields.strip():
        return {}
    return {str(key).lower(): value for key, value in read.items()} if _is_map(read) else None


def _is_map(value: object) -> bool:
    return isinstance(value, dict)


def _named(read: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((read[name] for name in names if name in read), None)


def _text(value: Any, longest: int = _LONGEST) -> str:
    """Return a field as text, "" if it is none.

    With aliases, a list or a mapping could exceed the memory.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, float, datetime.date)):
        return ""
    text = " ".join(str(value).split())
    return text if len(text) <= longest else ""


def _texts(value: Any) -> tuple[str, ...]:
    """Return a list of texts, which may be written in one line with commas; () if it is none."""
    values = re.split(f"[{commas()}]", value) if isinstance(value, str) else value
    if not isinstance(values, list) or len(values) > 100:
        return ()
    texts = tuple(map(_text, values))
    return tuple(dict.fromkeys(texts)) if all(texts) else ()


def _fields(read: Mapping[str, Any]) -> tuple[Fields, set[str]]:
    """Return the fields that a page keeps, with the names under which they stand."""
    description = _text(read.get("description"), 2000)
    kept = {"description"} if description else set[str]()
    lists = {name: _texts(read.get(name)) for name in _LISTS}
    kept |= {name for name, texts in lists.items() if texts}
    addresses: list[tuple[str, str]] = []
    for name in _ADDRESSES:
        value = read.get(name)
        old = [_text(one) for one in value] if isinstance(value, list) else [_text(value)]
        if old and all(old) and len(old) <= 100:
            addresses += [(name, one) for one in old]
            kept.add(name)
    lang = _text(_named(read, _LANGUAGE))
    made = Fields(description, lists["keywords"], lists["tags"], lang, tuple(addresses))
    return made, kept
