"""Words of questions in questionnaires."""

from __future__ import annotations

import re

from kbgen.importing.tables.joined import joined

OVERALL = re.compile(joined(lambda table: table.surveys.overall), re.I)
PERSON = re.compile(joined(lambda table: table.surveys.person), re.I)
PRAISE = re.compile(joined(lambda table: table.surveys.praise), re.I)
CALL = re.compile(joined(lambda table: table.surveys.call), re.I)
NAME = re.compile(joined(lambda table: table.surveys.name), re.I)
REASON = re.compile(joined(lambda table: table.surveys.reason), re.I)
PHONE = re.compile(joined(lambda table: table.surveys.phone), re.I)
OPEN_LABEL = re.compile(
    rf"(?:{joined(lambda table: table.surveys.open_label)})\s*[:：]?\s*",
    re.I,
)
THANKS = re.compile(joined(lambda table: table.surveys.thanks), re.I)
ASKING = re.compile(joined(lambda table: table.surveys.asking), re.I)
