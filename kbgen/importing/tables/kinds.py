"""Words by which titles name a kind of page, the most significant kind first."""

from __future__ import annotations

import re

from kbgen.importing.tables.joined import joined

TITLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("faq", re.compile(joined(lambda table: table.kinds.faq), re.I)),
    ("standard", re.compile(joined(lambda table: table.kinds.standard), re.I)),
    ("policy", re.compile(joined(lambda table: table.kinds.policy), re.I)),
    ("procedure", re.compile(joined(lambda table: table.kinds.procedure), re.I)),
)
POLICY_BODY = re.compile(joined(lambda table: table.kinds.policy_body), re.I)
STEP = re.compile(rf"(?:{joined(lambda table: table.kinds.step)})\s*\d", re.I)
