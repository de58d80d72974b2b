"""What an e-mail address looks like: to a ledger, to the settings, and in prose."""

from __future__ import annotations

import re

EMAIL = r"[A-Za-z0-9._%+-]++@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
"""A pattern for an address, for the parts that everyone uses: no quotes, no comments (RFC 5322)."""
_EMAIL = re.compile(EMAIL)


def is_email(text: str) -> bool:
    """Tell whether a text is an e-mail address and nothing else."""
    return _EMAIL.fullmatch(text) is not None
