"""The options of the plugin in mkdocs.yml and the forms in which they may be written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StrictBool,
    TypeAdapter,
    WithJsonSchema,
    model_validator,
)

from kbgen.model.brand import ACCENT
from kbgen.model.finding import HintedError, did_you_mean
from kbgen.model.forms import Forms
from kbgen.model.front_matter import Line
from kbgen.model.home import Task, as_task, or_empty
from kbgen.model.hosting import Hosting
from kbgen.model.judge import JudgeOption
from kbgen.model.limits import Limits
from kbgen.model.locale import LATIN
from kbgen.model.message import msg
from kbgen.model.overrides import SEVERITY_SCHEMA, Override, as_severity
from kbgen.model.search import Search

_COLOUR = r"#(?:[0-9a-fA-F]{3}){1,2}"
_WORDS = {"anyOf": [{"type": "string"}, {"type": "object"}]}
_JUDGE, _BASELINE, _OVERRIDES = NO_CODES = ("judge", "baseline", "overrides")
"""What may stand among the codes of `checks`, and is none."""
_CODE = r"KB\d{3}"


def _check_name(given: str) -> str:
    if given in NO_CODES or re.fullmatch(_CODE, given):
        return given
    hint = did_you_mean(given, NO_CODES) or msg(
        "write one such as KB461, or %(names)s", names=", ".join(NO_CODES)
    )
    raise HintedError(msg("'%(written)s' is no code of a finding", written=given), hint)


@dataclass(frozen=True)
class _Given:
    """The value of one of `NO_CODES`, marked, since it is no severity."""

    name: str
    value: Any


def _mark_named(given: Any) -> Any:
    """Mark values that are no severities; those below a name that is none are not looked at."""
    if isinstance(given, Mapping):
        return {
            name: value if re.fullmatch(_CODE, str(name)) else _Given(str(name), value)
            for name, value in given.items()
        }
    return given


def _severities(given: Any) -> dict[str, str]:
    by_kind = given if isinstance(given, Mapping) else {"*": given}
    return {str(kind): as_severity(value) for kind, value in by_kind.items()}


def _check(given: Any) -> dict[str, str] | JudgeOption | str | tuple[Override, ...] | None:
    if not isinstance(given, _Given):
        return _severities(given)
    if given.name not in NO_CODES or given.value in (None, False, "off"):
        return None
    if given.name == _JUDGE:
        return _judge(given.value)
    return _baseline(given.value) if given.name == _BASELINE else _overrides(given.value)


def _judge(given: Any) -> JudgeOption:
    if not isinstance(given, Mapping):
        hint = msg("write judge: {url: http://localhost:8080/v1, model: qwen3-32b}, or a command")
        raise HintedError(msg("'%(written)s' is no judge", written=str(given)), hint)
    return JudgeOption.model_validate(given)


def _baseline(given: Any) -> str:
    parts = PurePosixPath(given).parts if isinstance(given, str) and given.strip() else ("/",)
    if parts[0] == "/" or ".." in parts:
        raise HintedError(
            msg("'%(path)s' is no file of this project", path=str(given)),
            msg("write baseline: baseline.json"),
        )
    return str(given)


def _overrides(given: Any) -> tuple[Override, ...]:
    if not isinstance(given, list | tuple):
        hint = msg("write overrides: [{path: blog/**, severities: {KB421: off}}]")
        raise HintedError(msg("must be a list"), hint)
    return TypeAdapter(tuple[Override, ...]).validate_python(given)


class _Checks:
    """What is known of the values in `checks`: severities by code, and others by their names."""

    models: Mapping[str, type[BaseModel]] = {_JUDGE: JudgeOption, _OVERRIDES: Override}

    @classmethod
    def __get_pydantic_json_schema__(cls, _: Any, __: Any) -> dict[str, Any]:
        by_kind = {"type": "object", "additionalProperties": SEVERITY_SCHEMA}
        return {
            "type": "object",
            "properties": {
                _JUDGE: JudgeOption.model_json_schema(),
                _BASELINE: {"type": "string"},
                _OVERRIDES: {"type": "array", "items": Override.model_json_schema()},
            },
            "additionalProperties": {"anyOf": [SEVERITY_SCHEMA, by_kind]},
        }


def _accent(given: Any) -> str:
    if re.fullmatch(_COLOUR, str(given)):
        return str(given)
    if given is None:
        raise HintedError(
            msg("nothing is read here: what follows a # is a comment, unless it stands in quotes"),
            msg("put the colour in quotes"),
        )
    hint = msg('write it in hexadecimal and in quotes: "%(example)s"', example=ACCENT)
    raise HintedError(msg("'%(written)s' is no colour", written=str(given)), hint)


def _web_address(given: Any) -> str:
    if re.match(r"https?://[^\s\"'<>]+$", str(given)):
        return str(given)
    raise HintedError(
        msg("'%(written)s' is no web address", written=str(given)),
        msg("write one such as https://x.com/you"),
    )


def _locale(given: Any) -> Any:
    return {"tag": given} if given is None or isinstance(given, str) else given


def _wording(given: Any) -> Any:
    """Return plural category → word; a word alone is used for every category."""
    if isinstance(given, str):
        return {"other": given}
    if isinstance(given, Mapping) and all(isinstance(word, str) for word in given.values()):
        return given
    raise HintedError(msg("a currency needs its word in this language"), msg("write {AED: درہم}"))


def _promises(given: Any) -> Any:
    """Return by name what each reads; a list names those that read nothing but the page."""
    if isinstance(given, list | tuple):
        given = dict.fromkeys(map(str, given), ())
    if not isinstance(given, Mapping):
        raise HintedError(
            msg("this is no list of plugins"), msg("write [name], or {name: [file, folder]}")
        )
    return {
        str(name): (reads,) if isinstance(reads, str) else tuple(reads or ())
        for name, reads in given.items()
    }


class LocaleOption(BaseModel):
    """How a language writes numbers, dates and money."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    tag: Line | None = Field(
        None, description="CLDR locale: language and territory.", examples=["ur-PK"]
    )
    numbering: Line = Field(
        LATIN, description="CLDR numbering system of its digits.", examples=[LATIN]
    )
    currencies: Annotated[
        dict[str, Annotated[dict[str, str], BeforeValidator(_wording), WithJsonSchema({**_WORDS})]],
        BeforeValidator(or_empty),
    ] = Field(
        default_factory=dict,
        description="Currency code → its word, or one word per plural category.",
        examples=[{"AED": "درہم"}],
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        """Return a schema that also allows the short form of {tag: …}, the locale alone."""
        own = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [{"type": ["string", "null"]}, own]}


class BrandOption(BaseModel):
    """The company's brand; pictures are paths from the folder of mkdocs.yml."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    accent: Annotated[
        str,
        BeforeValidator(_accent),
        WithJsonSchema({"type": "string", "pattern": f"^{_COLOUR}$"}),
    ] = Field(ACCENT, description="A CSS colour; both schemes follow from it.", examples=[ACCENT])
    logo: Line | None = Field(
        None, description="Picture beside the site's name.", examples=["content/brand/logo.svg"]
    )
    icon: Line | None = Field(
        None,
        description="Picture for the browser's tab. By default the logo.",
        examples=["content/brand/icon.svg"],
    )
    image: Line | None = Field(
        None,
        description="Picture that a link to the site shows in a message; no SVG.",
        examples=["content/brand/card.png"],
    )
    social: Annotated[
        dict[str, Annotated[str, BeforeValidator(_web_address)]], BeforeValidator(or_empty)
    ] = Field(
        default_factory=dict,
        description="Name → address of the company elsewhere.",
        examples=[{"Instagram": "https://instagram.com/you"}],
    )


class TranslationsOption(BaseModel):
    """What a build and a page do about a translation that is behind its source."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    critical: Literal["error", "warning"] | None = Field(
        None,
        description="What it is to a build that a source promises something else than its "
        "translation was made from (KB481). By default a warning, with `prove` an error.",
        examples=["error"],
    )
    show_date: StrictBool = Field(
        False,
        description="Whether a translation that is behind its source says when it was made.",
        examples=[True],
    )


def _proof(value: Any) -> Any:
    if value != "doubts" and not isinstance(value, bool):
        raise HintedError(msg("must be true, false or doubts"), msg("write prove: true"))
    return value


def _days(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        what = msg("'%(written)s' is no number of days", written=str(value))
        raise HintedError(what, msg("write changed_for: 60"))
    return value


class Options(BaseModel):
    """All options below `- kbgen:`. An option without a value counts as left out."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    locales: dict[str, Annotated[LocaleOption, BeforeValidator(_locale)]] = Field(
        default_factory=dict,
        description="Language → CLDR locale, or {tag, numbering, currencies}.",
        examples=[{"ur": "ur-PK"}],
    )
    meta_fields: tuple[Line, ...] = Field(
        (),
        description="Fields of your own that front matter may have.",
        examples=[["approved_by"]],
    )
    prove: Annotated[bool | Literal["doubts"], BeforeValidator(_proof)] = Field(
        False,
        description="Whether a build stops where languages or branches do not say the same; with "
        "`doubts` also where a person has yet to say whether they do.",
        examples=[True, "doubts"],
    )
    checks: Annotated[
        dict[
            Annotated[str, AfterValidator(_check_name)],
            Annotated[
                dict[str, str] | JudgeOption | str | tuple[Override, ...] | None,
                PlainValidator(_check),
            ],
        ],
        BeforeValidator(_mark_named),
        _Checks(),
    ] = Field(
        default_factory=dict,
        description="Code of a finding → error, warning or off, or one of these for each kind; "
        "`overrides`: a list of severities that hold in some files alone; `baseline`: the file of "
        "the findings that were there at the start; and `judge`: who else reads translations.",
        examples=[{"KB461": "off"}],
    )
    translations: TranslationsOption = Field(
        default_factory=TranslationsOption,
        description="What a build and a page do about translations that are behind their source.",
        examples=[{"critical": "error"}],
    )
    changed_for: Annotated[int, BeforeValidator(_days)] = Field(
        30,
        description="For how many days pages say that a value of the ledger has changed; 0 for "
        "never.",
        examples=[60],
    )
    contact: tuple[Line, ...] = Field(
        (),
        description="Facts that say how to reach you; every page shows them.",
        examples=[["helpline", "care.email"]],
    )
    timezone: Line | None = Field(
        None,
        description="IANA time zone of the company. By default that of most branches.",
        examples=["Asia/Dubai"],
    )
    home: tuple[Annotated[Task, BeforeValidator(as_task)], ...] | None = Field(
        None,
        description="What customers come to do, at the top of the home page: pages and answers, or "
        "{page, icon, words}. By default the procedures.",
        examples=[["procedures/return-an-item", "faq/orders#track"]],
    )
    brand: BrandOption = Field(
        default_factory=BrandOption,
        description="How the company shows itself.",
        examples=[{"accent": ACCENT}],
    )
    forms: Forms = Field(
        default_factory=Forms,
        description="Where surveys and feedback are sent.",
        examples=[{"service": "netlify"}],
    )
    search: Search = Field(
        default_factory=Search,
        description="What the search sends to you.",
        examples=[{"beacon": "https://example.com/missed"}],
    )
    hosting: Hosting = Field(
        default_factory=Hosting,
        description="What to write for the host, and what else pages may load.",
        examples=[{"compress": True}],
    )
    page_plugins: Annotated[
        dict[str, tuple[Line, ...]],
        BeforeValidator(_promises),
        WithJsonSchema(
            {
                "anyOf": [
                    {"type": "array", "items": {"type": "string"}},
                    {
                        "type": "object",
                        "additionalProperties": {"type": "array", "items": {"type": "string"}},
                    },
                ]
            }
        ),
    ] = Field(
        default_factory=dict,
        description="Other plugins and hooks of yours that make each page from that page alone, or "
        "{name: [files and folders that it reads]}.",
        examples=[["hooks/notice.py"]],
    )
    limits: Limits = Field(
        default_factory=Limits,
        description="How long a page may take.",
        examples=[{"page_seconds": 10}],
    )

    @property
    def severities(self) -> dict[str, dict[str, str]]:
        """Return finding code → kind of page → error, warning or off."""
        return {code: given for code, given in self.checks.items() if isinstance(given, dict)}

    @property
    def overrides(self) -> tuple[Override, ...]:
        """Return severities that hold in some files alone."""
        given = self.checks.get(_OVERRIDES)
        return given if isinstance(given, tuple) else ()

    @property
    def baseline(self) -> str:
        """Return the file of the findings that do not count, from the project's folder; or ""."""
        given = self.checks.get(_BASELINE)
        return given if isinstance(given, str) else ""

    @property
    def judge(self) -> JudgeOption | None:
        """Return who else reads translations."""
        given = self.checks.get(_JUDGE)
        return given if isinstance(given, JudgeOption) else None

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return {} if given is None else given
        return {name: value for name, value in given.items() if value is not None}
