"""Reads facts.yml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model, model_validator

from kbgen.facts.all import BY_NAME, CHANNELS, TYPES, meant_value
from kbgen.facts.hours import EXAMPLE, meant_hours
from kbgen.facts.text import Text
from kbgen.facts.written import MeantError, check_written
from kbgen.model.fact import Difference, Fact
from kbgen.model.finding import Edit, Finding, HintedError, Span, did_you_mean, error
from kbgen.model.front_matter import ByLanguage, Date, Line, Words
from kbgen.model.message import Message, msg, msgn
from kbgen.model.quantity import Hours, Quantity
from kbgen.source.seasons import find_endless
from kbgen.source.shape import as_yaml, shape, what_and_hint
from kbgen.source.yaml import Path, YamlDocument, parse_yaml

_NEXT_YEAR = date(2027, 1, 1)
"""The first day in examples of later values."""
_COLON = re.compile(
    r"(?P<id>[A-Za-z][\w.-]*)[ ]*(?:[^\w\s.{(-][ ]*|[ ]+(?=\{)|(?=\{))(?P<value>.*)", re.S
)
"""A key behind which the colon, or the space behind it, is missing."""
_ID = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*\Z")


_NO_KIND = msg("nothing says of which kind this value is")


class _Valued(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_type(cls, given: Any) -> Any:
        if isinstance(given, Mapping):
            return given
        raise HintedError(*_untyped(given))


_FIELDS: Any = {one.name: (Any, Field(None, description=one.example + one.note)) for one in TYPES}
Valued = create_model("Valued", __base__=_Valued, **_FIELDS)
"""A form with a field for each type of fact, of which exactly one must be set."""


def _untyped(given: object) -> tuple[Message, Message]:
    """Return (message, hint) for a value that is written without its type."""
    if given is None:
        hint = msg(
            "write it below, indented further, under its type (%(types)s): duration: 14 days",
            types=", ".join(BY_NAME),
        )
        return msg("no value is given"), hint
    if isinstance(given, bool):
        what = msg("yes, no, true and false are no value of a fact")
        return what, msg("write a price, a time, a number … with its kind, or delete this line")
    if meant := meant_value(given):
        return msg("a value stands below its type"), msg("write %(line)s", line=as_yaml(meant))
    kinds = ", ".join(BY_NAME)
    return _NO_KIND, msg("write its kind before it, in braces, one of: %(kinds)s", kinds=kinds)


class DatedForm(BaseModel):
    """A period with a reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: ByLanguage = Field(default_factory=dict, description="why, per language")
    starts: Date | None = Field(None, description="the first day on which it holds")
    ends: Date | None = Field(None, description="the last day on which it holds")


class ThenForm(DatedForm, Valued):
    """A later value, with its first day."""

    starts: Date = Field(description="the first day on which it holds", examples=[_NEXT_YEAR])
    announced: Date | None = Field(
        None, description="the day from which pages tell it; without it, they tell it at once"
    )


def _listed(value: object) -> object:
    """Accept one later value without a list; refuse one without its type or its first day."""
    if isinstance(value, Mapping):
        return [value]
    if isinstance(value, list) and value:
        return value
    meant = (meant_value(value) if value else None) or {"money": "30 AED"}
    what = msg("a later value stands below its type and day")
    if not value:
        what = msg("no later value is given")
    line = as_yaml({**meant, "starts": _NEXT_YEAR})
    raise HintedError(what, msg("write then: %(line)s", line=line))


ThenForms = Annotated[
    tuple[ThenForm, ...],
    BeforeValidator(_listed, json_schema_input_type=ThenForm | tuple[ThenForm, ...]),
]
"""One later value, or several, in the order of their days."""


class DifferenceForm(DatedForm, Valued):
    """A declared difference: a value with its period and reason, and the values that follow it."""

    announced: Date | None = Field(
        None, description="the day from which pages tell it; without it, they tell it at once"
    )
    then: ThenForms = Field((), description="later values, each with its first day")


def _several(value: object) -> object:
    if value == []:
        raise HintedError(msg("an empty list holds no value; delete it"))
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        raise HintedError(*_untyped(value if len(value) > 1 else value[0]))
    return value if isinstance(value, list) else [value]


DifferenceForms = Annotated[
    tuple[DifferenceForm, ...],
    BeforeValidator(_several, json_schema_input_type=DifferenceForm | tuple[DifferenceForm, ...]),
]
"""One difference, or several; a later one lies over an earlier one."""


def _not_beside(given: object) -> object:
    """Refuse a place or fact whose value is written beside it instead of below it."""
    if isinstance(given, Mapping):
        empty = next((name for name, value in given.items() if value is None), "")
        beside = [name for name in given if name in DifferenceForm.model_fields]
        if empty and beside:
            names = ", ".join(beside)
            hint = msg("indent %(names)s further than '%(name)s:'", names=names, name=empty)
            raise HintedError(msg("nothing stands below '%(name)s:'", name=empty), hint)
    return given


Differences = Annotated[dict[str, DifferenceForms], BeforeValidator(_not_beside)]
"""Region → its values, or fact → its values in one branch."""


class FactForm(Valued):
    """A fact as an editor writes it."""

    then: ThenForms = Field((), description="later values, each with its first day")
    varies: Words = Field((), description="region, branch or both")
    regions: Differences = Field(default_factory=dict, description="country → its value there")
    label: ByLanguage = Field(default_factory=dict, description="its name, per language")
    updated: Date | None = Field(None, description="when its value last changed: 2026-11-01")
    note: Line | None = Field(None, description="for editors, never published")

    @property
    def of_branches(self) -> Mapping[str, Sequence[DifferenceForm]]:
        """Return the values of branches, which stand in their own files."""
        return {}


class RecordedFactForm(FactForm):
    """A fact in history/, with the values of branches."""

    branches: Differences = Field(default_factory=dict, description="branch → its value there")

    @property
    def of_branches(self) -> Mapping[str, Sequence[DifferenceForm]]:
        return self.branches


def read_ledger(text: str, path: str) -> tuple[dict[str, Fact | None], list[Finding]]:
    """Read the facts; one that is wrong becomes None with a finding."""
    document, findings = parse_yaml(text, path)
    if document.data is None:
        return {}, findings
    if not isinstance(document.data, dict):
        what = msg("the ledger is a list of facts: refund.window: {duration: 14 days}")
        return {}, [*findings, error("KB201", Span(path), what)]
    facts, problems = read_facts(document)
    return facts, [*findings, *problems, *_check_hours(document, facts)]


def read_facts(
    document: YamlDocument, at: Path = (), form: type[FactForm] = FactForm
) -> tuple[dict[str, Fact | None], list[Finding]]:
    """Read the facts in a mapping at a path; one that is wrong becomes None with a finding."""
    facts: dict[str, Fact | None] = {}
    findings: list[Finding] = []
    given = document.data
    for step in at:
        given = given[step]
    for fact_id in given:
        fact, problems = _read_fact(document, (*at, fact_id), form)
        findings += problems
        facts[fact_id] = fact
        if not _ID.match(str(fact_id)) and (meant := meant_id(str(fact_id))):
            facts.setdefault(meant, None)
    return facts, findings


def meant_id(text: str) -> str:
    """Return the id that was probably meant; "" if none is.

    >>> meant_id("Card Fee"), meant_id("card.fee {money"), meant_id("مدة")
    ('card.fee', 'card.fee', '')
    """
    colon = _COLON.match(text)
    plain = unicodedata.normalize("NFKC", colon["id"] if colon else text).lower()
    visible = "".join(char for char in plain if unicodedata.category(char) != "Cf")
    found = re.sub(r"[\s./,:]+", ".", visible.strip(" .:,"))
    return found if _ID.match(found) else ""


def _check_hours(document: YamlDocument, facts: Mapping[str, Fact | None]) -> Iterator[Finding]:
    """KB205 hours of a contact that name no fact, KB202 that name a fact of another type."""
    for fact in facts.values():
        if fact is None or not fact.hours:
            continue
        place = document.marks[(fact.id, "hours")]
        named = facts.get(fact.hours)
        known = [one.id for one in facts.values() if one and isinstance(one.value, Hours)]
        if fact.hours not in facts:
            what = msg(
                "the hours of '%(fact)s': there is no fact '%(hours)s'",
                fact=fact.id,
                hours=fact.hours,
            )
            yield error("KB205", place, what, _hint_at_hours(fact, named, known))
        elif named and not isinstance(named.value, Hours):
            what = msg(
                "the hours of '%(fact)s': '%(hours)s' is of the type %(type)s",
                fact=fact.id,
                hours=named.id,
                type=named.value.type,
            )
            yield error("KB202", place, what, _hint_at_hours(fact, named, known))


def _hint_at_hours(fact: Fact, named: Fact | None, known: Sequence[str]) -> Message:
    own = f"{fact.id}.hours"
    if meant := meant_hours(fact.hours):
        return _write_hours(own, meant)
    if hint := did_you_mean(fact.hours, known):
        return hint
    is_id = named is None and _ID.match(fact.hours)
    if known and not is_id:
        return msg("name a fact of the type hours: %(facts)s", facts=", ".join(known[:5]))
    return _write_hours(fact.hours if is_id else own, EXAMPLE)


def _write_hours(fact: str, hours: str) -> Message:
    return msg(
        "write a fact '%(fact)s: {hours: \"%(hours)s\"}', and name it here: hours: %(fact)s",
        fact=fact,
        hours=hours,
    )


def _read_fact(
    document: YamlDocument, here: Path, model: type[FactForm]
) -> tuple[Fact | None, list[Finding]]:
    span, fact_id = document.keys[here], str(here[-1])
    if not _ID.match(fact_id):
        what = msg("'%(fact)s' cannot be a fact's id", fact=fact_id)
        hint = msg("use small letters, digits and dots: refund.window")
        if found := _COLON.match(fact_id):
            rest = document.data
            for step in here:
                rest = rest[step]
            end = rest if isinstance(rest, str) else "…}"
            given = f"{found['value'].strip()}: {end}" if found["value"] else "…"
            what = msg("a colon and a space are missing behind '%(fact)s'", fact=found["id"])
            sign = fact_id[len(found["id"]) :].strip()[:1]
            if not sign.isascii() and "COLON" in unicodedata.name(sign, ""):
                what = msg(
                    "the colon behind '%(name)s' is another one (%(sign)s), not the usual one",
                    name=found["id"],
                    sign=sign,
                )
            hint = msg("write %(line)s", line=f"{found['id']}: {given}")
        elif meant := meant_id(fact_id):
            hint = msg("write %(fact)s: it may have small letters, digits and dots", fact=meant)
        return None, [error("KB201", span, what, hint)]
    form, findings = shape(document, model, here)
    if form is None:
        return None, findings
    for where in set(form.varies) - {"region", "branch"}:
        hint = did_you_mean(where, ("region", "branch"))
        at = document.marks[(*here, "varies")]
        what = msg("a fact varies by region or branch, not '%(written)s'", written=where)
        findings.append(error("KB201", at, what, hint))
    form, hours = _without_hours(form)
    value, problems = read_value(document, here, form, fact_id)
    findings += problems
    then, problems = _read_then(document, here, form, fact_id)
    findings += problems
    regions, problems = read_differences(document, (*here, "regions"), form.regions, fact_id)
    findings += problems
    at_branches = (*here, "branches")
    branches, problems = read_differences(document, at_branches, form.of_branches, fact_id)
    findings += problems
    if value is None:
        return None, findings
    varies = frozenset(form.varies) & {"region", "branch"}
    fact = Fact(
        fact_id,
        value,
        span,
        then,
        varies,
        regions,
        branches,
        label=form.label,
        updated=form.updated,
        hours=hours,
        place=document.marks.get((*here, value.type)),
    )
    return fact, findings


def _without_hours(form: FactForm) -> tuple[FactForm, str]:
    """Return the form of a contact without its `hours`, and the fact that these name ("")."""
    is_answered = any(getattr(form, name) is not None for name in CHANNELS)
    named = getattr(form, Hours.type)
    if named is None or not is_answered:
        return form, ""
    return form.model_copy(update={Hours.type: None}), str(named)


def read_differences(
    document: YamlDocument,
    at: Path,
    forms: Mapping[str, Sequence[DifferenceForm]],
    fact_id: str = "",
) -> tuple[dict[str, tuple[Difference, ...]], list[Finding]]:
    """Read declared differences: region → differences, or fact → differences in one branch."""
    differences: dict[str, tuple[Difference, ...]] = {}
    findings: list[Finding] = []
    for key, several in forms.items():
        read: list[Difference] = []
        for number, form in enumerate(several):
            place = _item(document, (*at, key), number)
            one, problems = _read_difference(document, place, form, fact_id or key)
            findings += problems
            then, problems = _read_then(document, place, form, fact_id or key)
            findings += problems
            if not then and form is several[-1]:
                first = document.marks.get((*place, "starts"), document.marks[place])
                findings += find_endless(form.reason, form.starts, form.ends, first)
            read += [one, *then] if one else []
        if read:
            differences[key] = tuple(read)
    return differences, findings


def _item(document: YamlDocument, at: Path, number: int) -> Path:
    """Return the path of an item of a list, or of the one value that stands in its place."""
    return (*at, number) if (*at, number) in document.marks else at


def _read_difference(
    document: YamlDocument, at: Path, form: DifferenceForm | ThenForm, name: str
) -> tuple[Difference | None, list[Finding]]:
    value, findings = read_value(document, at, form, name)
    findings += check_days(document, at, form, name)
    if form.announced and (form.starts is None or form.announced > form.starts):
        what, hint = _announced_late(name, form.announced, form.starts)
        findings.append(error("KB216", document.marks[(*at, "announced")], what, hint))
    if value is None or findings:
        return None, findings
    span = document.keys.get(at) or document.marks[at]
    days = form.starts, form.ends, form.announced
    place = document.marks.get((*at, value.type))
    return Difference(value, span, form.reason, *days, place=place), []


_TOO_LATE = {
    "starts": msg("this value of '%(fact)s' starts on %(day)s, after the one before it ends"),
    "ends": msg("this value of '%(fact)s' ends on %(day)s, after the one before it ends"),
}


def _announced_late(name: str, day: date, starts: date | None) -> tuple[Message, Message]:
    """Return (message, hint) for a value that is announced after it starts."""
    if starts is None:
        what = msg(
            "this value of '%(fact)s' is announced on %(day)s, but has no first day",
            fact=name,
            day=str(day),
        )
        return what, msg("add starts:")
    what = msg(
        "this value of '%(fact)s' is announced on %(day)s, after it starts on %(first)s",
        fact=name,
        day=str(day),
        first=str(starts),
    )
    return what, msg("announce it earlier, or take 'announced' away")


def _read_then(
    document: YamlDocument, at: Path, form: FactForm | DifferenceForm, name: str
) -> tuple[tuple[Difference, ...], list[Finding]]:
    """Read the values that follow one; they end with it, if it ends."""
    read: list[Difference] = []
    findings: list[Finding] = []
    last = getattr(form, "ends", None)
    before = getattr(form, "starts", None)
    for number, later in enumerate(form.then):
        place = _item(document, (*at, "then"), number)
        one, problems = _read_difference(document, place, later, name)
        first = document.marks[(*place, "starts")]
        for field, what in _TOO_LATE.items():
            day = getattr(later, field)
            if last and day and day > last:
                what = what.filled(fact=name, day=str(day))
                hint = msg("that one ends on %(day)s; mend a date", day=str(last))
                problems.append(error("KB216", document.marks[(*place, field)], what, hint))
                break
        if before and later.starts <= before:
            what = msg("two values of '%(fact)s' start on %(day)s", fact=name, day=str(before))
            hint = msg("keep one of them")
            if later.starts != before:
                what = msg(
                    "this value of '%(fact)s' starts on %(day)s, but follows one that starts on "
                    "%(before)s",
                    fact=name,
                    day=str(later.starts),
                    before=str(before),
                )
                hint = msg("write them in the order of their days")
            problems.append(error("KB216", first, what, hint))
        findings += problems
        before = later.starts
        if one and not problems:
            read.append(replace(one, ends=one.ends or last))
    return tuple(read), findings


def check_days(document: YamlDocument, at: Path, form: DatedForm, name: str) -> Iterator[Finding]:
    """KB214 a last day before the first."""
    if form.starts and form.ends and form.ends < form.starts:
        what = msg(
            "this value of '%(fact)s' ends on %(last)s, before it starts on %(first)s",
            fact=name,
            last=str(form.ends),
            first=str(form.starts),
        )
        yield error("KB214", document.marks[(*at, "ends")], what, msg("put the dates in order"))


def as_meant(problem: MeantError, what: Message, name: str, value: object, place: Span) -> Finding:
    """Return KB202 for the value of a field, with the line and the edit that mend it."""
    hint = msg("write %(line)s", line=f'{name}: "{problem.meant}"')
    written = str(value) if place.length == len(str(value)) else f'"{value}"'
    return error("KB202", place, what, hint, Edit(place, written, f'"{problem.meant}"'))


def read_value(
    document: YamlDocument, at: Path, form: Valued, fact_id: str
) -> tuple[Quantity | None, list[Finding]]:
    """Read the one typed value of a form."""
    given = [name for name in BY_NAME if getattr(form, name) is not None]
    if len(given) != 1:
        what = msg("fact '%(fact)s' has no value", fact=fact_id)
        if given:
            what = msgn(
                "fact '%(fact)s' has %(count)d value: %(types)s",
                "fact '%(fact)s' has %(count)d values: %(types)s",
                len(given),
                fact=fact_id,
                types=", ".join(given),
            )
        hint = msg("give it one of %(types)s", types=", ".join(BY_NAME))
        return None, [error("KB201", document.marks[at], what, hint)]
    try:
        if given[0] != Text.type:
            check_written(getattr(form, given[0]))
        return BY_NAME[given[0]].read(getattr(form, given[0])), []
    except MeantError as problem:
        place = document.marks[(*at, given[0])]
        what = msg("fact '%(fact)s': %(problem)s", fact=fact_id, problem=problem.what)
        return None, [as_meant(problem, what, given[0], getattr(form, given[0]), place)]
    except ValueError as problem:
        place = document.marks[(*at, given[0])]
        wrong, hint = what_and_hint(problem)
        what = msg("fact '%(fact)s': %(problem)s", fact=fact_id, problem=wrong)
        return None, [error("KB202", place, what, hint)]
