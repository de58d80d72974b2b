"""The typed front matter of each kind of page.

Field names follow MkDocs and Material where those have one. A field marked `LANGUAGE` is
written in every language; all others are written once, on the source page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)

from kbgen.model.finding import HintedError

LANGUAGE = {"language": True}
PER_PAGE = {"language": True}  # not language, but may differ from file to file
FACT = {"reference": "fact"}
ANSWER = {"reference": "answer"}
SECTION = {"reference": "section"}
BRANCH = {"reference": "branch"}


def _only_dates(value: object) -> object:
    # A number would be read as seconds since 1970.
    if isinstance(value, date):
        return value
    raise ValueError("write the date as year-month-day, for example 2027-02-28")


def _by_language(value: object, info: ValidationInfo) -> object:
    if isinstance(value, Mapping):
        return value
    known = json.dumps(value) if isinstance(value, str) and value.isascii() else '"…"'
    hint = f"write {info.field_name}: {{en: {known}}}, and so for each language of the site"
    raise HintedError("one text per language is wanted", hint)


def _list_of_one(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _each_id_once(questions: tuple[Any, ...]) -> tuple[Any, ...]:
    ids = [question.id for question in questions]
    twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
    if twice:
        raise ValueError(f"two questions have the id {', '.join(twice)}")
    return questions


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


class SurveyQuestion(BaseModel):
    """One question of a survey; its wording stands under `text` in every language."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z][a-z0-9-]*$"),
        Field(description="The id of the question, the same in every language."),
    ]
    type: Annotated[
        Literal["statement", "rating", "open", "commend", "callback"],
        Field(
            description="What is asked for: agreement, a rating, a text, praise, or a call back."
        ),
    ]
    required: Annotated[
        bool, Field(description="Whether the survey cannot be sent without an answer.")
    ] = False


class Imported(BaseModel):
    """The document that `kbgen import` made a page of: its name, and the start of its digest."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    file: Line
    sha256: Line


class PageMeta(BaseModel):
    """What every page may say; `tags` to `robots` are MkDocs' and Material's own fields."""

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


class StandardMeta(PageMeta):
    """A promise: how fast, and where to go if it is missed."""

    time: Annotated[
        Line | None, Field(json_schema_extra=FACT, description="The fact that says how fast.")
    ] = None
    if_missed: Annotated[
        Line | None,
        Field(
            json_schema_extra=ANSWER,
            description="Where a customer goes if the time is missed: a page or an answer.",
        ),
    ] = None


class FaqMeta(PageMeta):
    """Questions; `popular` names the ones customers ask most."""

    popular: Annotated[
        Words,
        Field(
            json_schema_extra=SECTION,
            description="Ids of the questions that customers ask most, for the home page.",
        ),
    ] = ()


class PolicyMeta(PageMeta):
    effective: Annotated[Date | None, Field(description="The day from which the policy holds.")] = (
        None
    )
    version: Annotated[
        Line | None, Field(description="The version of the policy, as you count it.")
    ] = None


class ProcedureMeta(PageMeta):
    """Numbered steps; `time` is the fact that says how long they take."""

    time: Annotated[
        Line | None,
        Field(json_schema_extra=FACT, description="The fact that says how long it takes."),
    ] = None


class SurveyMeta(PageMeta):
    """Questions as data; `text` holds their wording, by question id.

    A scale of its `own` has its answers there, too: `scale-1` to `scale-5`, or as many as `points`.
    """

    scale: Annotated[
        Literal["agreement", "own"],
        Field(
            description="Answers from disagree to agree, or your own: scale-1, scale-2 … in text."
        ),
    ] = "agreement"
    points: Annotated[
        int, Field(ge=3, le=7, description="How many answers a scale of its own has.")
    ] = 5
    incentive: Annotated[
        Line | None,
        Field(
            json_schema_extra=FACT,
            description="The fact that says what a customer gets for answering.",
        ),
    ] = None
    questions: Annotated[
        tuple[SurveyQuestion, ...],
        AfterValidator(_each_id_once),
        Field(description="The questions, each with an id and a type."),
    ] = ()
    text: Annotated[
        dict[str, Line],
        Field(
            json_schema_extra=LANGUAGE,
            description="The wording of each question by its id, in the language of the page.",
        ),
    ] = Field(default_factory=dict)


class NoticeMeta(PageMeta):
    """News with a start and an end; `branches` and `pages` limit it to some of them.

    What it `announces` are facts: their values of today and later, at its branches.
    """

    starts: Annotated[
        Date | None, Field(description="The first day on which the notice is shown.")
    ] = None
    ends: Annotated[
        Date | None, Field(description="The last day on which the notice is shown.")
    ] = None
    severity: Annotated[
        Literal["info", "warning", "critical"], Field(description="How urgent it is.")
    ] = "info"
    branches: Annotated[
        Words,
        Field(
            json_schema_extra=BRANCH, description="The branches that it concerns. By default all."
        ),
    ] = ()
    pages: Annotated[
        Words,
        Field(
            json_schema_extra=ANSWER, description="The pages on which it is shown. By default all."
        ),
    ] = ()
    announces: Annotated[
        Words,
        Field(
            json_schema_extra=FACT,
            description="The facts whose values and days it shows, at its branches.",
        ),
    ] = ()


KINDS: dict[str, tuple[str, type[PageMeta]]] = {
    "standards": ("standard", StandardMeta),
    "faq": ("faq", FaqMeta),
    "policies": ("policy", PolicyMeta),
    "procedures": ("procedure", ProcedureMeta),
    "surveys": ("survey", SurveyMeta),
    "notices": ("notice", NoticeMeta),
}
"""First folder of a page → its kind and the type of its front matter."""


def kind_of(page_id: str) -> tuple[str, type[PageMeta]]:
    """Return the kind of a page by its first folder.

    >>> kind_of("faq/refunds")[0]
    'faq'
    """
    folder, slash, _ = page_id.partition("/")
    return KINDS.get(folder, ("page", PageMeta)) if slash else ("page", PageMeta)


def is_language_field(model: type[BaseModel], name: str) -> bool:
    extra = model.model_fields[name].json_schema_extra
    return isinstance(extra, dict) and extra.get("language") is True


def references(meta: PageMeta) -> list[tuple[str, str, str]]:
    """List what the front matter refers to as (field, what it refers to, reference)."""
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
