"""Reads branches/*.yml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kbgen.facts.email import parse_email
from kbgen.facts.hours import is_weekdays, meant_hours, parse_hours
from kbgen.facts.phone import parse_phone
from kbgen.facts.url import parse_url
from kbgen.facts.whatsapp import parse_whatsapp
from kbgen.facts.written import MeantError, check_written
from kbgen.model.fact import Branch, Difference, Location
from kbgen.model.finding import Finding, HintedError, Span, error, first_of, warning
from kbgen.model.findings import IMPOSSIBLE_QUANTITY
from kbgen.model.front_matter import ByLanguage, Line
from kbgen.model.message import joined, msg, msgn
from kbgen.source.exchanged import find_exchanged
from kbgen.source.ledger import DatedForm, Differences, as_meant, check_days, read_differences
from kbgen.source.seasons import find_endless
from kbgen.source.shape import shape, what_and_hint
from kbgen.source.yaml import Path, YamlDocument, parse_yaml
from kbgen.source.zones import differing_zones, parse_timezone, zone_of

_EXAMPLE = "Mo-Th 09:00-21:00; Fr 14:00-22:00"
_MOST_ZONES = 6
_ZONES = "https://en.wikipedia.org/wiki/List_of_tz_database_time_zones"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def _two_capitals(code: str) -> str:
    if not re.fullmatch("[A-Z]{2}", code):
        raise HintedError(
            msg(
                "write the country's two-letter code in capitals: AE, not '%(written)s'",
                written=code,
            )
        )
    return code


class LocationForm(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)

    @model_validator(mode="before")
    @classmethod
    def _not_exchanged(cls, given: Any) -> Any:
        """Refuse a latitude that none can be, but a longitude."""
        match given:
            case {"latitude": int() | float() as north, "longitude": int() | float() as east} if (
                90 < abs(north) <= 180 and abs(east) <= 90
            ):
                what = msg("%(north)s is no latitude, but may be the longitude", north=str(north))
                meant = f"{{latitude: {east}, longitude: {north}}}"
                raise HintedError(what, msg("write location: %(meant)s", meant=meant))
        return given


class HoursForm(DatedForm):
    """Opening hours that are valid always, or in a period."""

    hours: Line = Field(
        description="On which weekdays from when until when, or closed.",
        examples=[_EXAMPLE, "closed"],
    )

    @model_validator(mode="before")
    @classmethod
    def _without_line(cls, given: Any) -> Any:
        if isinstance(given, str):
            return {"hours": given}
        if not isinstance(given, Mapping):
            what = msg("'%(written)s' is no line of hours", written=str(given))
            raise HintedError(what, msg('write "%(hours)s"', hours=_EXAMPLE))
        if "closed" in given and "hours" not in given:
            raise HintedError(msg("'closed' is a value of 'hours'"), msg("write hours: closed"))
        return given


def _several(value: object) -> object:
    if value == []:
        raise HintedError(msg("an empty list holds no hours; delete it"))
    several = value if isinstance(value, list) else [value]
    if all(isinstance(one, dict) and one and all(map(is_weekdays, one)) for one in several):
        hint = msg('write hours: "%(hours)s"', hours=meant_hours(several) or _EXAMPLE)
        raise HintedError(msg("weekdays and times stand in one line"), hint)
    return several


_HoursItem = HoursForm | Line
HoursForms = Annotated[
    tuple[HoursForm, ...],
    BeforeValidator(_several, json_schema_input_type=_HoursItem | tuple[_HoursItem, ...]),
]
"""A line of hours, or several sets of hours; a later one lies over an earlier one."""


class BranchForm(BaseModel):
    """A branch as an editor writes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ByLanguage = Field(min_length=1, description="one name per language")
    region: Annotated[Line, AfterValidator(_two_capitals)] = Field(
        description="ISO 3166-1 code of its country: AE", examples=["AE"]
    )
    address: ByLanguage = Field(default_factory=dict, description="one address per language")
    phone: Line | None = Field(None, description="its telephone", examples=["+971 4 555 0142"])
    whatsapp: Line | None = Field(
        None, description="its WhatsApp number", examples=["+971 50 555 0142"]
    )
    email: Line | None = Field(
        None, description="its e-mail address", examples=["dubai@example.com"]
    )
    hours: HoursForms | None = Field(
        None, description="when it is open: a line, or sets with their days", examples=[_EXAMPLE]
    )
    map: Line | None = Field(None, description="address of a map of it")
    location: LocationForm | None = Field(None, description="latitude and longitude")
    timezone: Line | None = Field(
        None,
        description="IANA time zone: Asia/Dubai. By default its country's.",
        examples=["Asia/Dubai"],
    )
    differs: Differences = Field(
        default_factory=dict, description="fact → its value at this branch, and why"
    )


def read_branch(text: str, path: str, branch_id: str) -> tuple[Branch | None, list[Finding]]:
    """Read a branch; None if anything in it is wrong."""
    if branch_id == "index":
        what = msg("'index' is the address of the list of branches")
        return None, [error("KB203", Span(path), what, msg("give the file another name"))]
    if not _ID.match(branch_id):
        hint = msg("name the file with small Latin letters, digits and hyphens: dubai-deira.yml")
        what = msg("'%(branch)s' cannot be a branch's id", branch=branch_id)
        return None, [error("KB203", Span(path), what, hint)]
    document, findings = parse_yaml(text, path)
    if document.data is None:
        empty = [] if findings else [error("KB203", Span(path), msg("the file is empty"))]
        return None, [*findings, *empty]
    form, problems = shape(document, BranchForm)
    findings += problems
    if form is None:
        return None, findings
    differs, problems = read_differences(document, ("differs",), form.differs)
    findings += problems
    hours, problems = _read_hours(document, form.hours or ())
    findings += problems
    exchanged = [
        one
        for name, texts in (("name", form.name), ("address", form.address))
        for one in find_exchanged(texts, {lang: document.marks[(name, lang)] for lang in texts})
    ]
    if exchanged:
        return None, [*findings, *exchanged]
    findings += [*_check_contacts(document, form), *_check_zone(document, form, branch_id)]
    if any(f.code == IMPOSSIBLE_QUANTITY for f in findings):
        return None, findings
    branch = Branch(
        branch_id,
        form.name,
        form.region,
        Span(path),
        address=form.address,
        phone=parse_phone(form.phone) if form.phone else None,
        whatsapp=parse_whatsapp(form.whatsapp) if form.whatsapp else None,
        email=form.email,
        hours=hours,
        map=form.map,
        location=_location(document, form.location),
        timezone=parse_timezone(form.timezone) if form.timezone else zone_of(form.region),
        differs=differs,
    )
    return branch, findings


def _location(document: YamlDocument, form: LocationForm | None) -> Location | None:
    place = document.marks.get(("location",))
    return Location(form.latitude, form.longitude, place) if form else None


def _read_hours(
    document: YamlDocument, forms: Sequence[HoursForm]
) -> tuple[tuple[Difference, ...], list[Finding]]:
    read: list[Difference] = []
    findings: list[Finding] = []
    for number, form in enumerate(forms):
        at = ("hours", number) if ("hours", number) in document.marks else ("hours",)
        findings += check_days(document, at, form, "hours")
        span = document.keys.get(at) or document.marks[at]
        place = document.marks.get((*at, "hours"), document.marks[at])
        if form is forms[-1]:
            findings += find_endless(form.reason, form.starts, form.ends, _first(document, at))
        try:
            hours = parse_hours(form.hours)
            days = form.starts, form.ends
            read.append(Difference(hours, span, form.reason, *days, place=place))
        except ValueError as problem:
            what, hint = what_and_hint(problem)
            findings.append(error("KB202", place, joined(["hours", what], ": "), hint))
    return tuple(read), findings


def _first(document: YamlDocument, at: Path) -> Span:
    """Return the place of the first day of hours."""
    return document.marks.get((*at, "starts"), document.marks[at])


def _check_contacts(document: YamlDocument, form: BranchForm) -> list[Finding]:
    findings = []
    parsers: dict[str, Callable[[object], object]] = {
        "phone": partial(parse_phone, region=form.region),
        "whatsapp": partial(parse_phone, region=form.region),
        "email": parse_email,
        "map": parse_url,
        "timezone": partial(parse_timezone, region=form.region),
    }
    for name, parse in parsers.items():
        value = getattr(form, name)
        try:
            if value is not None:
                check_written(value)
                parse(value)
        except MeantError as problem:
            what, place = joined([name, problem.what], ": "), document.marks[(name,)]
            findings.append(as_meant(problem, what, name, value, place))
        except ValueError as problem:
            what, hint = what_and_hint(problem)
            what = joined([name, what], ": ")
            findings.append(error("KB202", document.marks[(name,)], what, hint))
    return findings


def _check_zone(document: YamlDocument, form: BranchForm, branch_id: str) -> Iterator[Finding]:
    """KB212 a branch without a time zone in a country with several."""
    if form.timezone is None and (zones := differing_zones(form.region)):
        what = msgn(
            "branch '%(branch)s' may lie in any of %(count)d time zone of %(country)s",
            "branch '%(branch)s' may lie in any of %(count)d time zones of %(country)s",
            len(zones),
            branch=branch_id,
            country=form.region,
        )
        others = first_of(zones[1:], _MOST_ZONES - 1)
        hint = msg("write 'timezone: %(zone)s', or one of %(others)s", zone=zones[0], others=others)
        if len(zones) > _MOST_ZONES:
            hint = joined([hint, msg("all of them: %(address)s", address=_ZONES)], "; ")
        yield warning("KB212", document.marks[("region",)], what, hint)
