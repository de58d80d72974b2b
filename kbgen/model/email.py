"""The pattern of e-mail addresses, for the ledger, the settings and prose."""

from __future__ import annotations

import re

EMAIL = r"[A-Za-z0-9._%+-]++@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
"""A pattern for the usual form of an address (RFC 5322 without quoted strings and comments)."""
_EMAIL = re.compile(EMAIL)


def is_email(text: str) -> bool:
    """Tell whether the whole text is an e-mail address."""
    return _EMAIL.fullmatch(text) is not None
