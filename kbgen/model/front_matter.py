"""The typed front matter that all kinds of page have; each kind adds its own fields in `kinds/`.

Field names are those of MkDocs and Material where these have one. A field marked `LANGUAGE` is
written in every language; all other fields are written once, on the source page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)

from kbgen.model.addresses import is_id
from kbgen.model.finding import HintedError
from kbgen.model.message import Message, msg, one_of

LANGUAGE = {"language": True}
PER_PAGE = {"language": True}  # no text, but may differ from file to file
FACT = {"reference": "fact"}
ANSWER = {"reference": "answer"}
SECTION = {"reference": "section"}
BRANCH = {"reference": "branch"}


DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""A date as it is written: 2027-02-28."""
_PARTS = re.compile(r"(\d{1,4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,4})\D?")
_NEXT_YEAR = "2027-02-28"


def meant_days(text: str) -> Message:
    """Return what to write for a date in another form, both days if it may be one of two.

    >>> [str(meant_days(text)) for text in ("31/12/2026", "5.6.2026", "soon")]
    ['2026-12-31', '2026-06-05 or 2026-05-06', '2027-02-28']
    """
    found = _PARTS.fullmatch(text.strip())
    numbers = [int(part) for part in found.groups()] if found else []
    orders = [(0, 1, 2)] if numbers and numbers[0] > 31 else [(2, 1, 0), (2, 0, 1)]
    days = []
    for year, month, day in orders if numbers else ():
        with suppress(ValueError):
            days.append(date(numbers[year], numbers[month], numbers[day]).isoformat())
    known = [day for day in dict.fromkeys(days) if not day.startswith("00")]
    return one_of(known or [_NEXT_YEAR])


def other_calendar(day: date) -> HintedError:
    """Return the error for a day far from this century, which is one of another calendar."""
    if 1300 <= day.year < 1500:
        what = msg("%(day)s is a day of the Hijri calendar; days here are Gregorian", day=str(day))
        hint = msg("look up which Gregorian day it is, and write its year, month and day")
        return HintedError(what, hint)
    what = msg("%(year)d is no year of the Gregorian calendar", year=day.year)
    return HintedError(what, msg("write the whole day by it: year, month and day"))


def _only_dates(value: object) -> object:
    # A number would be read as seconds since 1970.
    if isinstance(value, date):
        if not 1900 <= value.year < 2200:
            raise other_calendar(value)
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        raise HintedError(msg("write the date without quotes: %(day)s", day=value))
    meant = meant_days(str(value))
    raise HintedError(msg("write the date as year-month-day: %(day)s", day=meant))


def _by_language(value: object, info: ValidationInfo) -> object:
    if isinstance(value, Mapping):
        return value
    known = json.dumps(value) if isinstance(value, str) and value.isascii() else '"…"'
    hint = msg(
        "write %(field)s: {en: %(text)s}, and so for each language of the site",
        field=str(info.field_name),
        text=known,
    )
    raise HintedError(msg("one text per language is wanted"), hint)


def _list_of_one(value: object) -> object:
    return [value] if isinstance(value, str) else value


_WAS_HINT = msg(
    "write the former page, was: [faq/branches], or a former section and its id here: "
    "was: [faq/branches#hours: opening]"
)


def _former(value: object) -> object:
    """Refuse what is no list of former pages and sections, with a hint."""
    entries = value if isinstance(value, list | tuple) else [value]
    for entry in entries:
        pairs = entry.items() if isinstance(entry, Mapping) else [(entry, None)]
        for old, anchor in pairs:
            if not isinstance(old, str) or not is_id(old):
                what = msg("'%(address)s' is no page or section of this site", address=str(old))
                raise HintedError(what, _WAS_HINT)
            if isinstance(entry, Mapping) and "#" not in old:
                what = msg("'%(page)s' is a page; only a section can have become one", page=old)
                raise HintedError(what, _WAS_HINT)
            if anchor is not None and not (isinstance(anchor, str) and is_id(f"a#{anchor}")):
                what = msg("'%(id)s' is no id of a section", id=str(anchor))
                raise HintedError(what, _WAS_HINT)
    return entries


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Date = Annotated[date, BeforeValidator(_only_dates)]
ByLanguage = Annotated[dict[str, Line], BeforeValidator(_by_language)]
Words = Annotated[
    tuple[Line, ...],
    BeforeValidator(_list_of_one),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
PerPage = Annotated[Any, Field(json_schema_extra=PER_PAGE)]
UNUSED = "A field of MkDocs or Material, or for a plugin of yours; kbgen does not use it."
Unused = Annotated[Any, Field(json_schema_extra=PER_PAGE, description=UNUSED)]
UnusedWords = Annotated[Words, Field(json_schema_extra=PER_PAGE, description=UNUSED)]


class Imported(BaseModel):
    """The document from which `kbgen import` made a page: its name and the start of its digest."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    file: Line
    sha256: Line


class PageMeta(BaseModel):
    """The fields of every page; `tags` to `robots` are fields of MkDocs and Material."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    title: Annotated[
        Line | None,
        Field(
            json_schema_extra=LANGUAGE,
            description="The title of the page. By default its first heading, or its file name.",
        ),
    ] = None
    description: Annotated[
        Line | None,
        Field(
            json_schema_extra=LANGUAGE,
            description="What the page says, in one sentence: for lists and search engines.",
        ),
    ] = None
    keywords: Annotated[
        Words,
        Field(
            json_schema_extra=LANGUAGE,
            description="What customers call it: words under which the search finds the page.",
        ),
    ] = ()
    source: Annotated[
        str | None,
        Field(description="The language in which it was first written, if not the default one."),
    ] = None
    draft: Annotated[
        bool,
        Field(
            json_schema_extra=PER_PAGE,
            description="Whether only kbgen serve shows it; on the source page, in all languages.",
        ),
    ] = False
    imported: Annotated[
        Imported | None,
        Field(
            json_schema_extra=PER_PAGE,
            description="The document from which kbgen import made the page. kbgen writes it.",
        ),
    ] = None
    owner: Annotated[
        Line | None, Field(description="Who answers for the page. It is not published.")
    ] = None
    reviewed: Annotated[
        Date | None, Field(description="The day on which somebody last checked the page.")
    ] = None
    updated: Annotated[
        Date | None, Field(description="The day on which its answers last changed.")
    ] = None
    review_by: Annotated[
        Date | None,
        Field(description="The day by which somebody must check the page again (KB453)."),
    ] = None

    announced: Annotated[
        Date | None,
        Field(
            description="The day from which the site tells of this text, in a file that is named "
            "after its first day, `delivery.from-2027-03-01.md`. By default at once."
        ),
    ] = None

    was: Annotated[
        tuple[str | dict[str, str | None], ...],
        BeforeValidator(_former),
        Field(
            description="Former addresses: of the page, `faq/branches`; of a section that was on "
            "another page, `faq/branches#hours`, with its id here if that is another one, "
            "`faq/branches#hours: opening`.",
            examples=[["faq/branches"]],
        ),
    ] = ()

    tags: UnusedWords = ()
    author: Unused = None
    authors: Unused = None
    boost: Unused = None
    date: Unused = None
    hide: UnusedWords = ()
    icon: Unused = None
    image: Annotated[
        PerPage,
        Field(
            description="The picture that a link to it shows in a message: PNG, JPEG, WebP, GIF."
        ),
    ] = None
    robots: Annotated[
        PerPage,
        Field(description="noindex keeps it out of search engines, sitemaps and feeds."),
    ] = None
    search: Annotated[
        PerPage,
        Field(
            description="{boost: 2} ranks it higher in the search, {exclude: true} leaves it out."
        ),
    ] = None
    slug: Unused = None
    social: Unused = None
    status: Unused = None
    subtitle: Unused = None
    template: Annotated[
        Line | None,
        Field(
            json_schema_extra=PER_PAGE,
            description="The template that renders the page, in place of main.html.",
        ),
    ] = None

    # The model of a kind overrides these properties if it has the fields for them.

    @property
    def captions(self) -> tuple[tuple[str, str], ...]:
        """Return (field name, text) of the title and the description, if they are given."""
        given = (("title", self.title), ("description", self.description))
        return tuple((field, words) for field, words in given if words)

    @property
    def wording(self) -> Mapping[tuple[str, ...], str]:
        """Return all other texts for readers by the path of their field."""
        return {}

    @property
    def texts(self) -> Mapping[tuple[str, ...], str]:
        """Return the texts for readers, without keywords, by the path of their field."""
        texts: dict[tuple[str, ...], str] = {(name,): words for name, words in self.captions}
        return {**texts, **self.wording}

    @property
    def first_day(self) -> date | None:
        """Return the first day on which the page is shown; None if it has no such day."""
        return None

    @property
    def last_day(self) -> date | None:
        """Return the last day on which the page is shown; None if it has no such day."""
        return None

    @property
    def in_force(self) -> date | None:
        """Return the day from which the page is in force; None if it does not say so."""
        return None

    @property
    def named_version(self) -> str:
        """Return the version of the page; "" if it does not say so."""
        return ""

    @property
    def only_at(self) -> tuple[str, ...]:
        """Return the branches that the page concerns; () for all."""
        return ()

    @property
    def announced_facts(self) -> tuple[str, ...]:
        """Return the facts whose current and later values the page lists by place."""
        return ()

    @property
    def popular_sections(self) -> tuple[str, ...]:
        """Return the ids of the sections that customers ask for most."""
        return ()

    @property
    def has_form(self) -> bool:
        """Tell whether the page is a form."""
        return False


def is_language_field(model: type[BaseModel], name: str) -> bool:
    extra = model.model_fields[name].json_schema_extra
    return isinstance(extra, dict) and extra.get("language") is True


def references(meta: PageMeta) -> list[tuple[str, str, str]]:
    """Return the references in the front matter as (field, type of the target, target)."""
    found: list[tuple[str, str, str]] = []
    for name, kind in _reference_fields(type(meta)):
        if value := getattr(meta, name):
            values = (value,) if isinstance(value, str) else value
            found += [(name, kind, v) for v in values]
    return found


@cache
def _reference_fields(model: type[PageMeta]) -> tuple[tuple[str, str], ...]:
    extras = ((name, field.json_schema_extra) for name, field in model.model_fields.items())
    return tuple(
        (name, str(extra["reference"]))
        for name, extra in extras
        if isinstance(extra, dict) and extra.get("reference")
    )
