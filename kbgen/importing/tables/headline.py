"""Words that distinguish a sentence from a headline."""

from __future__ import annotations

import re

from kbgen.importing.tables.joined import joined

JOINING_END = re.compile(
    rf"(?:^|\s)(?:{joined(lambda table: table.headlines.joining)})\s*$",
    re.I,
)
FINITE = re.compile(rf"\s(?:{joined(lambda table: table.headlines.finite)})\s*$")
ENGLISH_SENTENCE = re.compile(
    r"^(?:please|we|you|i|it|they|this|these|there|if|when you|our staff|customers|all)\b.*"
    r"\b(?:is|are|was|were|will|can|must|may|should|has|have|do|does|give|take|call|visit)\b"
    r"|^please\b",
    re.I,
)
GREETING = re.compile(rf"^(?:{joined(lambda table: table.headlines.greeting)})\b", re.I)
DATED = re.compile(rf"(?:{joined(lambda table: table.headlines.dated)})[^.]{{0,40}}\d", re.I)
_MONTHS = joined(lambda table: table.headlines.months)
DATE = re.compile(
    rf"(?:\w+[,،] *)?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}})[,،]? *(?:\d{{4}})?ء?",
    re.I,
)
AMOUNT = re.compile(
    r"(?:AED|SAR|BHD|Dhs?|Rs|[$€£₹৳])?\W{0,2}\d[\d.,٫٬ ]*"
    rf"(?:AED|SAR|BHD|Dhs?|Rs|[$€£₹৳%٪]|{joined(lambda table: table.headlines.money)})?",
    re.I,
)
