"""The announced later values of a page's facts, with the reasons for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from kbgen.facts.changes import around_later, words_by_period
from kbgen.languages.bidi import to_html
from kbgen.views.dated import days_of, reason_html
from kbgen.views.reader import Reader, label_of


@dataclass(frozen=True)
class Change:
    """A later value: the label of its fact, the value with its first day, and the reason.

    `days` are attributes that show it until it begins.
    """

    label: Markup
    value: Markup
    reason: Markup
    days: Markup


def changes_of(reader: Reader, used: Sequence[str]) -> tuple[Change, ...]:
    """Return the later values of the facts that a page uses, by day; those with label or reason."""
    found = sorted(_changes(reader, used), key=lambda one: one[0])
    return tuple(change for _, change in found)


def _changes(reader: Reader, used: Sequence[str]) -> Iterator[tuple[date, Change]]:
    site, lang = reader.site, reader.lang
    for fact_id in dict.fromkeys(used):
        for period in words_by_period(site, lang, fact_id)[1:]:
            if period.starts is None:
                continue
            reason = site.on(period.starts).periods(fact_id)[0].reason
            if not reason and not site.facts[fact_id].label:
                continue
            before, _ = around_later(site, lang, period.starts)
            last = period.starts - timedelta(days=1)
            change = Change(
                label_of(reader, site.facts[fact_id]),
                Markup(to_html(f"{before.removeprefix(' (')}{period.value}")),
                reason_html(site, lang, reason),
                days_of(site, lang, None, last, site.timezone()).attributes,
            )
            yield period.starts, change
