"""The tables of a language by its code; each file is read when it is first needed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, TypeVar
from unicodedata import normalize

import msgspec

from kbgen.languages.tables import (
    About,
    Digits,
    Importing,
    OtherLanguage,
    Prose,
    Romanization,
    Script,
    Scripts,
    SearchTable,
    SharedSearch,
)

_FOLDER = Path(__file__).parent
_T = TypeVar("_T")
_Form = Literal["NFC", "NFKD"]


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
    def importing(self) -> Importing:
        return self._read("importing", Importing) or Importing()

    @cached_property
    def romanization(self) -> Romanization:
        return self._read("romanization", Romanization) or Romanization()

    @cached_property
    def search(self) -> SearchTable | None:
        # The words of an index are in this normal form, too.
        return self._read("search", SearchTable, "NFKD")

    @cached_property
    def synonyms(self) -> Mapping[str, str]:
        """Return concept → its synonyms: "order, purchase"."""
        return self._read("synonyms", dict[str, str]) or {}

    @property
    def name(self) -> str:
        return self.about.name

    @property
    def script(self) -> Script | None:
        return scripts().get(self.about.script)

    def _read(self, name: str, type_: type[_T], form: _Form = "NFC") -> _T | None:
        # The code comes from a site, and may be a path to another folder.
        file = _FOLDER / self.code / f"{name}.toml" if self.is_known else None
        return read_table(file, type_, form) if file and file.is_file() else None


def read_table(file: Path, type_: type[_T], form: _Form = "NFC") -> _T:
    """Read a file as data of a type, with its text in a Unicode normal form.

    Raises msgspec.ValidationError, with the place in the file, if its data is of another type.
    """
    text = normalize(form, file.read_text("utf-8"))
    return msgspec.convert(tomllib.loads(text), type_, strict=False)


@cache
def language(code: str) -> Language:
    """Return the tables of a language.

    >>> language("ur").name, language("ur").prose.longest_sentence, language("tlh").prose.units
    ('Urdu', 45, {})
    """
    return Language(code)


@cache
def known_languages() -> tuple[str, ...]:
    """Return the languages with a folder, English first, since its words are accepted in all."""
    found = (file.parent.name for file in _FOLDER.glob("*/language.toml"))
    return tuple(sorted(found, key=lambda code: (code != "en", code)))


@cache
def other_languages() -> Mapping[str, OtherLanguage]:
    """Return the languages that are recognized, but have no other tables."""
    return read_table(_FOLDER / "recognized.toml", dict[str, OtherLanguage])


@cache
def shared_search() -> SharedSearch:
    """Return the table of the search for text of every language."""
    return read_table(_FOLDER / "search.toml", SharedSearch)


@cache
def _scripts() -> Scripts:
    return read_table(_FOLDER / "scripts.toml", Scripts)


def scripts() -> Mapping[str, Script]:
    """Return code → script: "arab", "deva", "latn" …"""
    return _scripts().scripts


def numbering_systems() -> Mapping[str, Digits]:
    """Return code → numbering system of CLDR, for those with decimal digits."""
    return _scripts().digits
