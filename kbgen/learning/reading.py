"""Reads searches without a result: exports of form services, and what a server wrote down."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from kbgen.errors import KbgenError
from kbgen.output.search.tables import script_of_language
from kbgen.output.search.text import script_of, words_of

_QUERY = ("query", "q", "search", "search term", "term", "text", "words", "keyword")
_LANG = ("language", "lang", "locale", "hl")
_COUNT = ("count", "hits", "times", "searches", "number", "total")
_FOUND = ("found", "results")
_NESTED = ("data", "fields", "payload", "body", "form", "human fields", "ordered human fields")
_BODY = re.compile(r"(?:^|[?&\s\"'{])((?:query|q)=[^\s\"'}]*)")
_PERSONAL = re.compile(r"\S@\S|(?:\d[\s-]?){6,}\d")
_DELIMITERS = "\t;,|"


@dataclass(frozen=True)
class MissedSearch:
    """A query that found nothing, and how often it was made."""

    query: str
    lang: str
    count: int = 1


@dataclass(frozen=True)
class SearchLog:
    """The searches of some files; `personal` is the number left out because of what they hold."""

    searches: tuple[MissedSearch, ...] = ()
    personal: int = 0
    found: int = 0
    """The number of searches that found something."""
    foreign: Collection[str] = field(default=frozenset())
    """Languages of searches that the site does not have."""


def read_searches(files: Mapping[str, bytes], langs: Collection[str], default: str) -> SearchLog:
    """Read files by their names; `langs` are those of the site, `default` is its first.

    CSV (commas, semicolons, tabs), JSON, lines of JSON, and lines that hold `query=…&language=…`.
    A search without a language has the first that its letters may be of. Raises KbgenError for a
    file that holds no searches.
    """
    counts: dict[tuple[str, str], int] = {}
    personal, known, foreign = 0, 0, set[str]()
    for name, content in files.items():
        for row in _rows(name, _decoded(name, content)):
            query = " ".join(_value(row, _QUERY).split())
            lang = _value(row, _LANG).lower().partition("-")[0].partition("_")[0]
            if lang and lang not in langs:
                foreign.add(lang)
            elif _is_found(_value(row, _FOUND)):
                known += 1
            elif _PERSONAL.search(query):
                personal += 1
            elif words_of(query):
                key = (query, lang or _language_of(query, langs, default))
                counts[key] = counts.get(key, 0) + _count(_value(row, _COUNT))
    searches = (MissedSearch(query, lang, count) for (query, lang), count in counts.items())
    return SearchLog(tuple(searches), personal, known, frozenset(foreign))


def _decoded(name: str, content: bytes) -> str:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise KbgenError(
            f"{name}:{line}: this is no text in UTF-8; export the searches as CSV or JSON"
        ) from problem


def _rows(name: str, text: str) -> Iterator[Mapping[str, str]]:
    rows = list(_json_rows(name, text) if text.lstrip()[:1] in ("{", "[") else _text_rows(text))
    found = [row for row in rows if _value(row, _QUERY)]
    if rows and not found:
        names = sorted({key for row in rows[:20] for key in row})
        raise KbgenError(
            f"{name}: no column is called {', '.join(_QUERY[:4])}; there are: {', '.join(names)}"
        )
    if not rows and text.strip():
        raise KbgenError(
            f"{name}: there are no searches in it; kbgen reads CSV with a line of names, JSON, and "
            "lines with query=…&language=…"
        )
    return iter(found)


def _json_rows(name: str, text: str) -> Iterator[dict[str, str]]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError:
        yield from _json_lines(name, text)
        return
    yield from _flat(data)


def _json_lines(name: str, text: str) -> Iterator[dict[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield from _flat(json.loads(line))
        except (json.JSONDecodeError, RecursionError) as problem:
            raise KbgenError(f"{name}:{number}: this line is no JSON: {problem}") from problem


def _flat(data: Any) -> Iterator[dict[str, str]]:
    """Yield the records of a list, or of the lists in an object, with nested fields."""
    if isinstance(data, list):
        for one in data:
            yield from _flat(one)
    elif isinstance(data, dict):
        row = dict(_fields(data))
        if _value(row, _QUERY):
            yield row
        else:
            lists = [value for value in data.values() if isinstance(value, list)]
            yield from (_flat(lists) if lists else iter([row] if row else []))


def _fields(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, dict) and _named(key) in _NESTED:
            yield from _fields(value)
        elif isinstance(value, str | int | float):
            yield _named(key), str(value)


def _text_rows(text: str) -> Iterator[dict[str, str]]:
    bodies = [match[1] for match in map(_BODY.search, text.splitlines()) if match]
    if bodies:
        yield from (dict(parse_qsl(body)) for body in bodies)
        return
    lines = text.splitlines()
    if not lines:
        return
    delimiter = max(_DELIMITERS, key=lines[0].count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        names = [_named(name) for name in next(reader)]
        if not {*names} & {*_QUERY} and len(names) == 1:
            names, reader = ["query"], csv.reader(io.StringIO(text), delimiter=delimiter)
        yield from (dict(zip(names, row, strict=False)) for row in reader if any(row))
    except csv.Error:
        return


def _named(name: str) -> str:
    return " ".join(name.strip().lower().replace("_", " ").replace("-", " ").split())


def _value(row: Mapping[str, str], names: Iterable[str]) -> str:
    return next((row[name].strip() for name in names if row.get(name, "").strip()), "")


def _is_found(value: str) -> bool:
    return value.isdecimal() and int(value) > 0


def _count(value: str) -> int:
    return max(1, min(int(value), 10**9)) if value.isdecimal() and len(value) < 10 else 1


def _language_of(query: str, langs: Collection[str], default: str) -> str:
    scripts = {script_of(word) for word in words_of(query)} - {""}
    fitting = (lang for lang in (default, *langs) if script_of_language(lang) in scripts)
    return next(fitting, default)
