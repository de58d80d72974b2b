"""The tables of a language by its code; each file is read when it is first needed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TypeVar
from unicodedata import normalize

import msgspec

from kbgen.languages.tables import (
    About,
    Cities,
    DayWords,
    Digits,
    Importing,
    Keyboard,
    Logic,
    Numbers,
    Opposites,
    OtherLanguage,
    Pasted,
    PlaceNames,
    Prose,
    Romanization,
    Script,
    Scripts,
    SearchTable,
    SharedOpposites,
    SharedSearch,
    SharedUnits,
    Thesaurus,
    ThingClass,
    Things,
    Units,
)
from kbgen.languages.things import with_classes, with_words
from kbgen.model.locale import ENGLISH
from kbgen.model.message import Message, display_name

_FOLDER = Path(__file__).parent
_T = TypeVar("_T")
_NFC = partial(normalize, "NFC")


@dataclass(frozen=True)
class Language:
    """The tables of a language; for a language without a folder, all of them are empty."""

    code: str

    @property
    def is_known(self) -> bool:
        return self.code in known_languages()

    @cached_property
    def about(self) -> About:
        return self._read("language", About) or About(name=self.code, iso_639_3="", script="")

    @cached_property
    def prose(self) -> Prose:
        return self._read("prose", Prose) or Prose()

    @cached_property
    def pasted(self) -> Pasted:
        return self._read("pasted", Pasted) or Pasted()

    @cached_property
    def keyboards(self) -> Mapping[str, Keyboard]:
        """Return name → keyboard or font with which its text may have been typed."""
        return self._read("keyboards", dict[str, Keyboard]) or {}

    @cached_property
    def days(self) -> DayWords:
        return self._read("days", DayWords) or DayWords()

    @cached_property
    def places(self) -> PlaceNames:
        return self._read("places", PlaceNames) or PlaceNames()

    @cached_property
    def cities(self) -> Cities:
        return self._read("cities", Cities) or Cities()

    @cached_property
    def numbers(self) -> Numbers | None:
        return self._read("numbers", Numbers)

    @cached_property
    def units(self) -> Units:
        return self._read("units", Units) or Units()

    @cached_property
    def logic(self) -> Logic:
        return self._read("logic", Logic) or Logic({})

    @cached_property
    def opposites(self) -> Opposites:
        """Words of what has an opposite, with those of things.toml."""
        own = self._read("opposites", Opposites) or Opposites({})
        return with_words(own, self.things)

    @cached_property
    def things(self) -> Things:
        return self._read("things", Things) or Things({})

    @cached_property
    def importing(self) -> Importing:
        return self._read("importing", Importing) or Importing()

    @cached_property
    def romanization(self) -> Romanization:
        return self._read("romanization", Romanization) or Romanization()

    @cached_property
    def search(self) -> SearchTable | None:
        return self._read("search", SearchTable, _as_indexed)

    @cached_property
    def thesaurus(self) -> Thesaurus:
        return self._read("thesaurus", Thesaurus) or Thesaurus()

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """Return name of a field → words for it, divided by |."""
        return self._read("fields", dict[str, str]) or {}

    @cached_property
    def style(self) -> str:
        """Rules for its typefaces beyond `about.typeface`: CSS as in theme/styles."""
        file = _FOLDER / self.code / "style.css" if self.is_known else None
        return file.read_text("utf-8") if file and file.is_file() else ""

    @property
    def has_quantities(self) -> bool:
        """Whether it has the tables without which quantities in prose cannot be compared."""
        return bool(self.numbers and self.units.words and self.days.times)

    @property
    def name(self) -> str:
        return self.about.name

    @property
    def display_name(self) -> Message:
        return display_name("language", self.code, self.name)

    @property
    def script(self) -> Script | None:
        return scripts().get(self.about.script)

    def _read(self, name: str, type_: type[_T], normal: Callable[[str], str] = _NFC) -> _T | None:
        # The code comes from a site, and may be a path to another folder.
        file = _FOLDER / self.code / f"{name}.toml" if self.is_known else None
        return read_table(file, type_, normal) if file and file.is_file() else None


def read_table(file: Path, type_: type[_T], normal: Callable[[str], str] = _NFC) -> _T:
    """Return a file as data of a type, its text as `normal` makes it: else in Unicode's form NFC.

    Raises msgspec.ValidationError, with the place in the file, if its data is of another type.
    """
    text = normal(file.read_text("utf-8"))
    return msgspec.convert(tomllib.loads(text), type_, strict=False)


def _as_indexed(text: str) -> str:
    """Write the words of a table with the letters that an index has, so that they are found."""
    fold = {ord(letter): written for letter, written in shared_search().fold.items()}
    return normalize("NFKD", text).translate(fold)


@cache
def language(code: str) -> Language:
    """Return the tables of a language.

    >>> language("ur").name, language("ur").prose.longest_sentence, language("tlh").units.words
    ('Urdu', 45, {})
    """
    return Language(code)


@cache
def known_languages() -> tuple[str, ...]:
    """Return the languages with a folder, English first, since its words are accepted in all."""
    found = (file.parent.name for file in _FOLDER.glob("*/language.toml"))
    return tuple(sorted(found, key=lambda code: (code != ENGLISH, code)))


@cache
def other_languages() -> Mapping[str, OtherLanguage]:
    """Return the languages that are recognized, but have no other tables."""
    return read_table(_FOLDER / "recognized.toml", dict[str, OtherLanguage])


@cache
def shared_search() -> SharedSearch:
    """Return the table of the search for text of every language."""
    return read_table(_FOLDER / "search.toml", SharedSearch)


@cache
def shared_units() -> SharedUnits:
    """Return the units of all languages, and words for the money of several countries."""
    return read_table(_FOLDER / "units.toml", SharedUnits)


@cache
def shared_opposites() -> SharedOpposites:
    """Return the table of how texts of all languages are compared, with the classes of things."""
    table = read_table(_FOLDER / "opposites.toml", SharedOpposites)
    return with_classes(table, thing_classes())


@cache
def thing_classes() -> Mapping[str, ThingClass]:
    """Return name → class of things."""
    return read_table(_FOLDER / "things.toml", dict[str, ThingClass])


@cache
def _scripts() -> Scripts:
    return read_table(_FOLDER / "scripts.toml", Scripts)


def scripts() -> Mapping[str, Script]:
    """Return code → script: "arab", "deva", "latn" …"""
    return _scripts().scripts


def numbering_systems() -> Mapping[str, Digits]:
    """Return code → numbering system of CLDR, for those with decimal digits."""
    return _scripts().digits
