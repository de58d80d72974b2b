"""The data of opening hours for templates and for theme/scripts/hours.js."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel.dates import get_day_names
from markupsafe import Markup

from kbgen.facts.wording import cldr
from kbgen.languages.bidi import to_html
from kbgen.model.fact import Branch
from kbgen.resolve.hours import HoursWords, clock_of, contact_clock, hours_in_words
from kbgen.views.dated import days_of
from kbgen.views.reader import Reader


@dataclass(frozen=True)
class HoursView:
    """A branch's opening hours; `clock` is the script's data as JSON."""

    sets: tuple[SetView, ...]
    clock: str


@dataclass(frozen=True)
class SetView:
    """A set of hours: `days` are its days in words, "" for the usual hours; `rows` are weekdays.

    `number` is its index in the script's data; `attributes` are attributes with its days, `until`
    with the last day alone.
    """

    number: int
    days: Markup
    reason: Markup
    lines: tuple[Markup, ...]
    rows: tuple[tuple[int, Markup, tuple[Markup, ...]], ...]
    attributes: Markup = Markup("")
    until: Markup = Markup("")


def hours_view(reader: Reader, branch: Branch) -> HoursView | None:
    """Return the opening hours of a branch; None if they are unknown."""
    site, lang = reader.site, reader.lang
    text = hours_in_words(site, lang, branch.id)
    if not text:
        return None
    sets = tuple(_set(reader, number, one) for number, one in enumerate(text))
    return HoursView(sets, _json(clock_of(site, lang, branch.id)))


def _set(reader: Reader, number: int, text: HoursWords) -> SetView:
    site, zone, (starts, ends) = reader.site, text.zone, (text.of.days[0][0], text.of.ends)
    return SetView(
        number,
        Markup(to_html(text.days)),
        reader.text(text.reason),
        tuple(Markup(to_html(line)) for line in text.lines),
        tuple(
            (day, Markup(to_html(name)), tuple(Markup(to_html(slot)) for slot in slots))
            for day, name, slots in text.rows
        ),
        days_of(site, reader.lang, starts, ends, zone).attributes,
        days_of(site, reader.lang, None, ends, zone).attributes,
    )


def clock_words(reader: Reader) -> str:
    """Return the sentences that the script fills with the words in `HoursView.clock`, as JSON."""
    t = reader.site.locales[reader.lang].strings.gettext
    return _sentences(
        reader,
        {
            "always": t("Open now, day and night"),
            "until": t("Open now until %(time)s"),
            "untilDay": t("Open now until %(time)s on %(weekday)s"),
            "today": t("Closed now, opens at %(time)s"),
            "tomorrow": t("Closed now, opens tomorrow at %(time)s"),
            "weekday": t("Closed now, opens on %(weekday)s at %(time)s"),
            "date": t("Closed now, opens on %(date)s at %(time)s"),
            "never": t("Closed now"),
        },
    )


@dataclass(frozen=True)
class ContactHours:
    """The hours of a contact: the id of the fact, its words, and the script's data as JSON."""

    fact: str
    words: Markup
    clock: str


def contact_hours(reader: Reader, fact_id: str) -> ContactHours | None:
    """Return the hours of a contact; None if they are unknown."""
    clock = contact_clock(reader.site, reader.lang, fact_id)
    if clock is None:
        return None
    hours = reader.site.facts[fact_id].hours
    return ContactHours(hours, reader.fact(hours), _json(clock))


def contact_words(reader: Reader) -> str:
    """Return the sentences of `clock_words` in their form for a contact, as JSON."""
    t = reader.site.locales[reader.lang].strings.gettext
    return _sentences(
        reader,
        {
            "always": t("Available now, day and night"),
            "until": t("Available now until %(time)s"),
            "untilDay": t("Available now until %(time)s on %(weekday)s"),
            "today": t("Closed now, available from %(time)s"),
            "tomorrow": t("Closed now, available tomorrow from %(time)s"),
            "weekday": t("Closed now, available on %(weekday)s from %(time)s"),
            "date": t("Closed now, available on %(date)s from %(time)s"),
            "never": t("Not available now"),
        },
    )


def _sentences(reader: Reader, sentences: Mapping[str, str]) -> str:
    """Return sentences with placeholders for the script, and the names of weekdays, as JSON."""
    names = get_day_names("wide", "stand-alone", locale=cldr(reader.site.locales[reader.lang].tag))
    slots = {"time": "{time}", "weekday": "{weekday}", "date": "{date}"}
    filled = {name: text % slots for name, text in sentences.items()}
    return _json({**filled, "weekdays": [str(names[day]) for day in range(7)]})


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
