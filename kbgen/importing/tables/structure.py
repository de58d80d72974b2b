"""Words that label questions, answers and sections."""

from __future__ import annotations

import re

from kbgen.importing.tables.joined import joined
from kbgen.languages.marks import stops

_END = rf"\s*[:：{stops()})\-–]+\s*"
ITEM_LETTERS = joined(lambda table: table.structure.item_letters).replace("|", "")
QUESTION_LABEL = re.compile(rf"(?:{joined(lambda table: table.structure.question)}){_END}", re.I)
ANSWER_LABEL = re.compile(rf"(?:{joined(lambda table: table.structure.answer)}){_END}", re.I)
SECTION = re.compile(
    r"(?P<n>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+\S"
    rf"|(?:{joined(lambda table: table.structure.section)})\s+\S",
    re.I,
)
