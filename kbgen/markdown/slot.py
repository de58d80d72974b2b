"""The slots that stand in Markdown, while it is rendered, for what is put into its HTML."""

from __future__ import annotations

import re

# Noncharacters: no file can contain them (source.text refuses them), and they have no meaning in
# Markdown, so that any syntax treats a slot like a letter.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
SLOT = re.compile(f"{OPEN}(\\d+){CLOSE}")


def slot(number: int) -> str:
    return f"{OPEN}{number}{CLOSE}"


def slot_number(written: str) -> int:
    """Return the number of a slot; -1 for one that `slot` did not make (an entity can produce it).

    >>> slot_number("12"), slot_number("012")
    (12, -1)
    """
    number = int(written[:9])
    return number if written == str(number) else -1
