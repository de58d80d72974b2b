"""A language as the site speaks it: CLDR locale, direction, digits, currency words, strings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True)
class Locale:
    """One language of the site.

    `lang` names its folder and URL prefix ("ur"); `tag` is the CLDR locale with territory
    ("ur_PK"); `numbering` is a CLDR numbering system ("latn", "arabext", …);
    `currencies` maps an ISO 4217 code to the word used for it, by plural category.
    """

    lang: str
    tag: str
    name: str
    direction: Direction = "ltr"
    numbering: str = "latn"
    currencies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    strings: NullTranslations = field(default_factory=NullTranslations, compare=False)
    catalogs: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Path and text of each catalog that the strings were read from."""
