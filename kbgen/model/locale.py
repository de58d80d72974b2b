"""A language of the site: its CLDR locale, direction, digits, currency words and strings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import Literal

Direction = Literal["ltr", "rtl"]
ENGLISH = "en"
"""The language of commands and messages; its words are understood on every page."""
LATIN = "latn"
"""The script of English and of addresses; also CLDR's numbering system with the digits 0 to 9."""
RTL = (
    "\u0590-\u0608\u060b-\u065f\u066d-\u06ef\u06fa-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)
"""Letters and marks of right-to-left scripts with their punctuation, for a pattern (R, AL, NSM).

Arabic and Persian digits, their separators and signs (AN, EN, ET) are not among them.
"""
_RTL_LETTER = re.compile(f"[{RTL}]")


def has_rtl(text: str) -> bool:
    """Tell whether a text has a letter of a right-to-left script."""
    return _RTL_LETTER.search(text) is not None


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
    numbering: str = LATIN
    currencies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    strings: NullTranslations = field(default_factory=NullTranslations, compare=False)
    catalogs: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """(path, text) of each catalog from which the strings were read."""
