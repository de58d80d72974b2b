"""Checks that no text of a translation stands in the place of another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kbgen.checks.data_places import place_of
from kbgen.checks.inputs import Ledger, Pages
from kbgen.model.fact import Branch
from kbgen.model.finding import Finding, Span, error
from kbgen.model.findings import PASTED
from kbgen.model.message import msg
from kbgen.translations.repeats import Repeat

_LONGEST = 40
"""The most characters of a text that a message quotes."""


def check_repeats(
    repeats: Sequence[Repeat],
    pages: Pages,
    ledger: Ledger,
    branches: Mapping[str, Branch],
    language_places: Mapping[str, Span],
) -> Iterator[Finding]:
    """KB413 a text that stands in two places of a language, although their sources differ."""
    reported = set()
    for lang, block, other in repeats:
        here, there = (
            place_of(one, lang, pages, ledger, branches, language_places[lang])
            for one in (block, other)
        )
        if here in reported:
            continue
        reported.add(here)
        plain = " ".join(block.text.split())
        plain = plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rstrip()}…"
        what = msg(
            "“%(text)s” stands in %(place)s, too, where its source is another text",
            text=plain,
            place=str(there),
        )
        yield error(PASTED, here, what, msg("translate what the source says here"))
