"""Compares data (JSON) and lines of text: which value differs, and what both say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from kbgen.verify.words import quoted_difference

_NAMES = ("id", "fact", "branch", "region", "@type", "name", "position")
"""The keys whose values tell the items of a list apart."""
_MOST = 4


def data_differences(here: Any, there: Any, place: str = "") -> list[str]:
    """Return which values differ, at most a few; more are one.

    >>> data_differences({"a": [{"id": "x", "n": 1}]}, {"a": [{"id": "x", "n": 2}]})
    ['a[x].n is 1, a build would write 2']
    """
    found = list(_differences(here, there, place))
    if len(found) <= _MOST:
        return found
    return [f"{found[0]}; and {len(found) - 1} more values differ"]


def _differences(here: Any, there: Any, place: str) -> Iterator[str]:
    if here == there and type(here) is type(there):
        return
    if isinstance(here, Mapping) and isinstance(there, Mapping):
        for key in dict.fromkeys((*there, *here)):
            at = f"{place}.{key}" if place else str(key)
            if key not in here:
                yield f"{at} is gone; a build would write {_shown(there[key])}"
            elif key not in there:
                yield f"{at} is {_shown(here[key])}, which a build would not write"
            else:
                yield from _differences(here[key], there[key], at)
    elif isinstance(here, list) and isinstance(there, list):
        yield from _of_lists(here, there, place)
    elif isinstance(here, str) and isinstance(there, str):
        yield f"{place or 'it'} {quoted_difference(here, there)}"
    else:
        yield f"{place or 'it'} is {_shown(here)}, a build would write {_shown(there)}"


def _of_lists(here: Sequence[Any], there: Sequence[Any], place: str) -> Iterator[str]:
    if len(here) == len(there):
        for number, (one, other) in enumerate(zip(here, there, strict=True)):
            yield from _differences(one, other, f"{place}[{_name(other, number)}]")
        return
    own, others = ([_key(item) for item in items] for items in (here, there))
    matcher = SequenceMatcher(None, own, others, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        for number in range(i1, i2):
            at = f"{place}[{_name(here[number], number)}]"
            yield f"{at} is {_shown(here[number])}, which a build would not write"
        for number in range(j1, j2):
            yield f"{place}[{_name(there[number], number)}] is gone: {_shown(there[number])}"


def _key(item: Any) -> str:
    return json.dumps(item, sort_keys=True, ensure_ascii=False)


def _name(item: Any, number: int) -> str:
    if isinstance(item, Mapping):
        return next((str(item[key]) for key in _NAMES if item.get(key)), str(number))
    return str(number)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return f"{text[:200]}…" if len(text) > 200 else text


def json_differences(here: bytes, there: bytes) -> list[str]:
    """Return which values of two files differ."""
    try:
        own = json.loads(here)
    except ValueError:
        return ["it is no JSON"]
    return data_differences(own, json.loads(there))


def line_differences(here: bytes, there: bytes) -> list[str]:
    """Return which lines of two texts differ, with what both say."""
    own, others = (data.decode("utf-8", "replace").split("\n") for data in (here, there))
    matcher = SequenceMatcher(None, own, others, autojunk=False)
    found = [
        quoted_difference(" ".join(own[i1:i2]), " ".join(others[j1:j2]))
        for kind, i1, i2, j1, j2 in matcher.get_opcodes()
        if kind != "equal"
    ]
    if len(found) <= _MOST:
        return found
    return [f"{found[0]}; and {len(found) - 1} more places differ"]
