"""Removes the front matter of a Markdown file: YAML between `---`, TOML between `+++`."""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass, field

import yaml

from kbgen.importing.blocks import Removed

_YAML = re.compile(r"\A---[ \t]*\n(?P<fields>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<fields>.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.S)
_TITLE = re.compile(r"title\s*[:=]\s*(?P<text>.*)", re.I)
_FIELD = re.compile(r"[\w-]+\s*[:=]|\s|- |#|[\]}]")
_LONGEST_TITLE = 300


@dataclass(frozen=True)
class Front:
    """A text without its front matter; `first` is the number of its first line."""

    rest: str
    first: int = 1
    title: str = ""
    removed: list[Removed] = field(default_factory=list)


def cut_front_matter(text: str) -> Front:
    """Remove the front matter, even if it is damaged; a text without it is not changed."""
    match = _YAML.match(text) or _TOML.match(text)
    if not match:
        return Front(text)
    fields = match["fields"]
    lines = fields.split("\n")
    title = _title_of(fields, is_toml=text.startswith("+"))
    if title is None:
        if not all(_FIELD.match(line) for line in lines if line.strip()):
            return Front(text)
        named = next((found for line in lines if (found := _TITLE.match(line))), None)
        title = named["text"].strip().strip("\"'") if named else ""
    removed = [
        Removed(number, "front-matter", line)
        for number, line in enumerate(lines, 2)
        if line.strip() and not (title and _TITLE.match(line))
    ]
    first = text.count("\n", 0, match.end()) + 1
    return Front(text[match.end() :], first, title, removed)


def _title_of(fields: str, is_toml: bool) -> str | None:
    """Return the title, "" if there is none; None if the front matter cannot be read."""
    try:
        read = tomllib.loads(fields) if is_toml else yaml.safe_load(fields)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError):
        return None
    if not isinstance(read, dict):
        return None
    title = next((v for k, v in read.items() if str(k).lower() == "title"), "")
    # Only text can be a title; with aliases, a list or a mapping could exceed the memory.
    if not isinstance(title, (str, int, float, datetime.date)):
        return ""
    text = " ".join(str(title).split())
    return text if len(text) <= _LONGEST_TITLE else ""
