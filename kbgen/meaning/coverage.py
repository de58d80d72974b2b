"""Tells what kinds of meaning the tables of a language can find: of others nothing is known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kbgen.languages.language import language
from kbgen.meaning.months import months
from kbgen.model.locale import ENGLISH

_ALIKE = frozenset({"phone", "email", "url", "code"})
"""The kinds that are written alike in every language."""


def are_found(kind: str, langs: Iterable[str]) -> bool:
    return all(is_found(kind, lang) for lang in langs)


@lru_cache(maxsize=256)
def is_found(kind: str, lang: str) -> bool:
    """Tell whether mentions of a kind are found in a language, so that they can be missed there.

    >>> is_found("weekday", "ur"), is_found("weekday", "tlh"), is_found("email", "tlh")
    (True, False, True)
    """
    own = language(lang)
    days = own.days
    has_months = lang == ENGLISH or months(lang) != months(ENGLISH)
    tables: dict[str, object] = {
        "time": days.times,
        "part": days.parts,
        "weekday": days.weekdays,
        "day": days.days,
        "date": has_months,
        "month": has_months,
        "year": days.dates.year_before,
        "place": own.places.cities,
        "language": own.places.languages,
    }
    return kind in _ALIKE or bool(tables.get(kind, own.has_quantities))
