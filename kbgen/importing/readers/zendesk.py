"""Reads the articles and translations that Zendesk's interface returns as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kbgen.importing.blocks import LeftOutError, UnreadableError

_NONE = "there are no articles in this JSON; kbgen reads “articles” and “translations” of Zendesk"


@dataclass(frozen=True)
class ZendeskArticle:
    """An article in one language; `notes` are left to decide."""

    id: str
    locale: str
    title: str
    html: str
    labels: tuple[str, ...] = ()
    address: str = ""
    notes: tuple[str, ...] = ()


def read_articles(text: str) -> list[ZendeskArticle]:
    """Return the articles of a file. Raises LeftOutError if it holds others, or none."""
    try:
        read = json.loads(text)
    except ValueError as problem:
        raise UnreadableError(f"this is no JSON ({problem}); export it again") from None
    except RecursionError:
        raise UnreadableError("this JSON is nested too deeply") from None
    found = [article for entry in _entries(read) if (article := _article(entry))]
    if not found:
        raise LeftOutError(_NONE)
    return found


def _entries(read: Any) -> Iterator[Any]:
    if isinstance(read, list):
        yield from read
    elif isinstance(read, dict):
        for name in ("articles", "translations"):
            yield from read[name] if isinstance(read.get(name), list) else ()
        for name in ("article", "translation"):
            if isinstance(read.get(name), dict):
                yield read[name]
        if "body" in read:
            yield read


def _article(entry: Any) -> ZendeskArticle | None:
    """Return an entry as an article; None for a section, a category or anything else."""
    if not isinstance(entry, dict) or not isinstance(entry.get("body"), str):
        return None
    if entry.get("source_type", "Article") != "Article":
        return None
    labels = entry.get("label_names")
    return ZendeskArticle(
        str(entry.get("source_id") or entry.get("id") or ""),
        _text(entry.get("locale")),
        _text(entry.get("title")) or _text(entry.get("name")),
        entry["body"],
        tuple(filter(None, map(_text, labels))) if isinstance(labels, list) else (),
        _text(entry.get("html_url")),
        tuple(_notes(entry)),
    )


def _notes(entry: dict[str, Any]) -> Iterator[str]:
    if entry.get("user_segment_id") or entry.get("user_segment_ids"):
        yield "only some readers were shown it in Zendesk (a user segment): may all see it?"
    if entry.get("outdated") is True:
        yield "Zendesk says that this translation is out of date"
    if entry.get("draft") is True:
        yield "it was a draft in Zendesk, and was not published"


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
