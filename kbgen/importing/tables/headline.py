"""Words that distinguish a sentence from a headline."""

from __future__ import annotations

import re

from kbgen.importing.tables.joined import joined
from kbgen.languages.digits import decimals, groups, percents
from kbgen.languages.language import known_languages, language
from kbgen.languages.marks import commas

JOINING_END = re.compile(
    rf"(?:^|\s)(?:{joined(lambda table: table.headlines.joining)})\s*$",
    re.I,
)
FINITE = re.compile(rf"\s(?:{joined(lambda table: table.headlines.finite)})\s*$")
SENTENCE = re.compile(joined(lambda table: table.headlines.sentence), re.I)
GREETING = re.compile(rf"^(?:{joined(lambda table: table.headlines.greeting)})\b", re.I)
DATED = re.compile(rf"(?:{joined(lambda table: table.headlines.dated)})[^.]{{0,40}}\d", re.I)
_MONTHS = joined(lambda table: table.headlines.months)
_DAY = "|".join(filter(None, (language(code).days.dates.suffixes for code in known_languages())))
_YEAR = rf"(?:\d{{4}})?(?:{joined(lambda table: table.headlines.year_sign)})?"
DATE = re.compile(
    rf"(?:\w+[{commas()}] *)?(?:\d{{1,2}}(?:{_DAY})? (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}})"
    rf"[{commas()}]? *{_YEAR}",
    re.I,
)
_CURRENCY = "AED|SAR|BHD|Dhs?|Rs|[$€£₹৳]"
AMOUNT = re.compile(
    rf"(?:{_CURRENCY})?\W{{0,2}}\d[\d{decimals()}{groups()} ]*"
    rf"(?:{_CURRENCY}|[{percents()}]|{joined(lambda table: table.headlines.money)})?",
    re.I,
)
