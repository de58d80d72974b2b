"""Finds names of places, peoples and languages in prose, and what a site names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from kbgen.languages.language import language
from kbgen.meaning.equivalence import LIKELY
from kbgen.meaning.folded import FoldedText
from kbgen.meaning.mention import Mention
from kbgen.meaning.phrases import Phrases
from kbgen.model.locale import ENGLISH
from kbgen.model.meaning import Meaning

Names = tuple[tuple[str, str], ...]
"""Names of a site with what they name, in one language: branches, cities."""


def places_in(folded: FoldedText, names: Names = ()) -> Iterator[Mention]:
    """Yield the places in a text. A territory's value is its code, a city's its English name.

    >>> [one.meaning.value for one in places_in(FoldedText("in dubai and oman", "en"))]
    ['dubai', 'OM']
    """
    return names_of(folded.lang, names).find(folded)


@lru_cache(maxsize=64)
def names_of(lang: str, names: Names = ()) -> Phrases:
    """Return the names of places in a language, with those of a site."""
    phrases: dict[str, Meaning | None] = {}
    for code in dict.fromkeys((ENGLISH, lang)):  # names may stand in Latin letters
        phrases |= _of_language(code)
    known = Phrases(lang, phrases, language(lang).days.prefixes)
    own = {
        name: Meaning("place", f"{place}|{LIKELY}")  # it may be a word for many things
        for name, place in names
        if not any(known.find(FoldedText(name.lower(), lang, name)))
    }
    return Phrases(lang, phrases | own, language(lang).days.prefixes) if own else known


def as_named_in(lang: str, mention: Mention, names: Names) -> Mention:
    """Return a mention as it is missed in another language: surely only if it has a name there."""
    value = mention.meaning.value
    if mention.meaning.kind != "place" or value.endswith(("|", LIKELY)):
        return mention
    known = _named_in(lang) | {place for _, place in names}
    if not known.isdisjoint(value.split("|")):
        return mention
    return replace(mention, meaning=Meaning("place", f"{value}|{LIKELY}"))


@lru_cache(maxsize=16)
def _named_in(lang: str) -> frozenset[str]:
    values = (meaning.value for meaning in _of_language(lang).values())
    return frozenset(place for value in values for place in value.split("|"))


def _of_language(lang: str) -> dict[str, Meaning]:
    table = language(lang).places
    ambiguous = table.ambiguous.split("|")
    found: dict[str, str] = dict(_territories(lang))
    for places in (table.territories, table.cities):
        found |= {name: place for place, forms in places.items() for name in forms.split("|")}
    # What was collected may be a word for another thing; what was written by hand comes after it.
    collected = {
        n: city for city, of in language(lang).cities.cities.items() for n in of.split("|")
    }
    phrases = {name: Meaning("place", f"{city}|{LIKELY}") for name, city in collected.items()}
    phrases |= {
        name: Meaning("place", f"{place}|{LIKELY}" if name in ambiguous else place)
        for name, place in found.items()
    }
    # "Indian" may be said as "of India", and be left out: it is missed only beside another.
    for kind, forms in (("place", table.peoples), ("language", table.languages)):
        for code, words in forms.items():
            phrases |= dict.fromkeys(words.split("|"), Meaning(kind, f"{code}|{LIKELY}"))
    return phrases


def _territories(lang: str) -> Iterator[tuple[str, str]]:
    """Yield name and code of CLDR's territories, without continents and codes for tests."""
    try:
        names: Mapping[str, str] = Locale.parse(lang.replace("-", "_")).territories
    except (ValueError, UnknownLocaleError):
        return
    for code, name in names.items():
        if code.isalpha() and code not in ("XA", "XB", "ZZ", "EZ", "QO"):
            yield name, code
            # The name without what is in brackets: Myanmar (Burma).
            if bare := name.partition("(")[0].strip():
                yield bare, code
