"""Joins the tables of all languages, for documents whose language is not known yet."""

from __future__ import annotations

from collections.abc import Callable

from kbgen.languages.language import known_languages, language
from kbgen.languages.tables import Importing


def joined(part: Callable[[Importing], str]) -> str:
    """Return a part of every language's table, joined with bars: phrases, or a pattern.

    >>> "excellent" in joined(lambda table: table.scales.quality).split("|")
    True
    """
    parts = (part(language(code).importing) for code in known_languages())
    return "|".join(filter(None, parts))
