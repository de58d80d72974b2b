"""The types of the tables in a language's folder; a file that has another shape is refused.

Words stand in one string, with bars between them where one may hold a space ("day|days"), else
with spaces. What is called a pattern is a regular expression.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class About(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """language.toml: what every language of ours says of itself."""

    name: str
    script: str
    """ISO 15924, in small letters: a table of scripts.toml."""
    territory: str = ""
    """CLDR locale where mkdocs.yml gives none: formats differ by territory."""
    alphabet: str = ""
    """The letters in their order, where that is not the order of code points."""
    bearers: Mapping[str, str] = {}
    """Letter with a mark that does not count in that order → the letter."""
    articles: str = ""
    """Words that do not count at the beginning of a title."""
    font: str = ""
    """The file below theme/fonts that pages in this language load first."""
    faces: bool = False
    """Whether readers may choose between two faces."""


class Compound(Struct, frozen=True, forbid_unknown_fields=True):
    """How tens and ones are put together: {tens} and {ones} stand for their words."""

    tens: tuple[int, ...]
    forms: tuple[str, ...]


class Numbers(Struct, frozen=True, forbid_unknown_fields=True):
    """Number words: those from zero on, others by their value ("1/2"), and compounds."""

    counted: str = ""
    words: Mapping[str, str] = {}
    compounds: tuple[Compound, ...] = ()
    ambiguous: str = ""
    """Words of `counted` that have another meaning before a unit."""


class Times(Struct, frozen=True, forbid_unknown_fields=True):
    """How times of day are written; `parts` gives the first of the twelve hours a word can mean."""

    parts: Mapping[int, str]
    joints: str
    """What joins two times of which one may be no more than a number."""
    before_hour: bool = False
    """Whether the part of the day is named before the hour."""
    glue: str = ""
    """What may stand between the two."""
    clock: str = ""
    """Pattern of what makes the number before it an hour."""
    clock_before: str = ""
    """Pattern of what makes the number after it an hour."""
    ends: str = ""
    """What may follow the second of two times where it is a mere number."""
    weak: str = ""
    """Parts of the day that have other meanings, too."""


class Letters(Struct, frozen=True, forbid_unknown_fields=True):
    """Look-alike letter of another language's keyboard → the language's own."""

    alike: Mapping[str, str] = {}


class Punctuation(Struct, frozen=True, forbid_unknown_fields=True):
    """Latin mark → the language's own; words that end in a full stop within a sentence."""

    marks: Mapping[str, str]
    abbreviations: str = ""


class Inflection(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of what may stand before and after a word's stem.

    The stem is the word without `drop` at its end, or without all letters of `drop_all`.
    """

    after: str
    after_dropped: str = ""
    """Instead of `after` where `drop` was taken off."""
    before: str = ""
    drop: str = ""
    drop_all: str = ""
    between: int = 2
    """How many other words may stand between the words of a phrase."""


class Telling(Struct, frozen=True, forbid_unknown_fields=True):
    """Pattern of words that only this language writes, of those in its script.

    A line with at most the share `fewest` of them may be in another language.
    """

    words: str
    fewest: float = 1.0


class Prose(Struct, frozen=True, forbid_unknown_fields=True):
    """prose.toml: running text, for the rules of `check`."""

    longest_sentence: int | None = None
    numbers: Numbers | None = None
    units: Mapping[str, str] = {}
    """Unit → its words. A rupee is one of several countries': the words do not tell."""
    duals: Mapping[str, str] = {}
    """Unit → nouns that say "two" by themselves."""
    clitics: str = ""
    """Pattern of what is written together with a number word."""
    ordinals: str = ""
    """Words after which a number counts nothing: "Law No. 15 of the year 2020"."""
    months: tuple[str, ...] = ()
    """Names of the twelve months beside CLDR's."""
    times: Times | None = None
    letters: Letters | None = None
    punctuation: Punctuation | None = None
    inflection: Inflection | None = None
    telling: Telling | None = None


class Script(Struct, frozen=True, forbid_unknown_fields=True):
    """A script of scripts.toml; its ranges are as they stand within a pattern's brackets."""

    name: str
    letters: str
    """Letters and the marks that belong to them, no digits and no punctuation."""
    block: str
    """Letters, marks, digits and punctuation."""
    has_signs: bool = False
    """Whether its vowels are signs, which a pattern does not take for letters."""
    forms: str = ""
    """Letters in the form that they have in a font; what is written are the letters."""
    usual: str = ""
    """The language that text in this script is most likely in."""


class Digits(Struct, frozen=True, forbid_unknown_fields=True):
    """A numbering system of CLDR: its zero, and its counter style in CSS."""

    zero: str
    counter: str


class Scripts(Struct, frozen=True, forbid_unknown_fields=True):
    """scripts.toml: what belongs to a script rather than to a language."""

    scripts: Mapping[str, Script]
    digits: Mapping[str, Digits]
