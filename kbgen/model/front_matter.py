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


class SurveyQuestion(BaseModel):
    """One question of a survey; its wording stands under `text` in every language."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
    type: Literal["statement", "rating", "open", "commend", "callback"]
    required: bool = False


class Imported(BaseModel):
    """The document that `kbgen import` made a page of: its name, and the start of its digest."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    file: Line
    sha256: Line


class PageMeta(BaseModel):
    """What every page may say; `tags` to `robots` are MkDocs' and Material's own fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    title: Annotated[Line | None, Field(json_schema_extra=LANGUAGE)] = None
    description: Annotated[Line | None, Field(json_schema_extra=LANGUAGE)] = None
    keywords: Annotated[Words, Field(json_schema_extra=LANGUAGE)] = ()
    source: Annotated[str | None, Field(description="Source language, if not the default.")] = None
    draft: Annotated[bool, Field(json_schema_extra=PER_PAGE)] = False
    imported: Annotated[Imported | None, Field(json_schema_extra=PER_PAGE)] = None
    owner: Line | None = None
    reviewed: Date | None = None
    updated: Annotated[Date | None, Field(description="When its answers last changed.")] = None
    review_by: Date | None = None

    tags: Annotated[Words, Field(json_schema_extra=PER_PAGE)] = ()
    author: PerPage = None
    authors: PerPage = None
    boost: PerPage = None
    date: PerPage = None
    hide: Annotated[Words, Field(json_schema_extra=PER_PAGE)] = ()
    icon: PerPage = None
    image: PerPage = None
    robots: PerPage = None
    search: PerPage = None
    slug: PerPage = None
    social: PerPage = None
    status: PerPage = None
    subtitle: PerPage = None
    template: Annotated[Line | None, Field(json_schema_extra=PER_PAGE)] = None


class StandardMeta(PageMeta):
    """A promise: how fast, and where to go if it is missed."""

    time: Annotated[Line | None, Field(json_schema_extra=FACT)] = None
    if_missed: Annotated[Line | None, Field(json_schema_extra=ANSWER)] = None


class FaqMeta(PageMeta):
    """Questions; `popular` names the ones customers ask most."""

    popular: Annotated[Words, Field(json_schema_extra=SECTION)] = ()


class PolicyMeta(PageMeta):
    effective: Date | None = None
    version: Line | None = None


class ProcedureMeta(PageMeta):
    """Numbered steps; `time` is the fact that says how long they take."""

    time: Annotated[Line | None, Field(json_schema_extra=FACT)] = None


class SurveyMeta(PageMeta):
    """Questions as data; `text` holds their wording, by question id.

    A scale of its `own` has its answers there, too: `scale-1` to `scale-5`, or as many as `points`.
    """

    scale: Literal["agreement", "own"] = "agreement"
    points: Annotated[int, Field(ge=3, le=7)] = 5
    incentive: Annotated[Line | None, Field(json_schema_extra=FACT)] = None
    questions: Annotated[tuple[SurveyQuestion, ...], AfterValidator(_each_id_once)] = ()
    text: Annotated[dict[str, Line], Field(json_schema_extra=LANGUAGE)] = Field(
        default_factory=dict
    )


class NoticeMeta(PageMeta):
    """News with a start and an end; `branches` and `pages` limit it to some of them.

    What it `announces` are facts: their values of today and later, at its branches.
    """

    starts: Date | None = None
    ends: Date | None = None
    severity: Literal["info", "warning", "critical"] = "info"
    branches: Annotated[Words, Field(json_schema_extra=BRANCH)] = ()
    pages: Annotated[Words, Field(json_schema_extra=ANSWER)] = ()
    announces: Annotated[Words, Field(json_schema_extra=FACT)] = ()


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
