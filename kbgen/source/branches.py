"""branches/*.yml → branches."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from kbgen.model.fact import Branch, Location
from kbgen.model.finding import Finding, Span, error
from kbgen.model.front_matter import Line
from kbgen.source.ledger import DifferenceForm, read_differences
from kbgen.source.quantities import parse_email, parse_hours, parse_phone, parse_url, parse_whatsapp
from kbgen.source.shape import shape
from kbgen.source.yaml import Document, parse_yaml

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def _two_capitals(code: str) -> str:
    if not re.fullmatch("[A-Z]{2}", code):
        raise ValueError(f"write the country's two-letter code in capitals: AE, not '{code}'")
    return code


class LocationForm(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class BranchForm(BaseModel):
    """One branch as an editor writes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: dict[str, Line] = Field(min_length=1, description="one name per language")
    region: Annotated[Line, AfterValidator(_two_capitals)] = Field(
        description="ISO 3166-1 code of its country: AE"
    )
    address: dict[str, Line] = Field(default_factory=dict)
    phone: Line | None = None
    whatsapp: Line | None = None
    email: Line | None = None
    hours: Line | None = None
    map: Line | None = None
    location: LocationForm | None = None
    differs: dict[str, DifferenceForm] = Field(
        default_factory=dict, description="fact → its value at this branch, and why"
    )


def read_branch(text: str, path: str, branch_id: str) -> tuple[Branch | None, list[Finding]]:
    """Read one branch; None if it cannot be understood."""
    if branch_id == "index":
        what = "'index' is the address of the list of branches"
        return None, [error("KB203", Span(path), what, "give the file another name")]
    if not _ID.match(branch_id):
        hint = "name the file with small Latin letters, digits and hyphens: dubai-deira.yml"
        return None, [error("KB203", Span(path), f"'{branch_id}' cannot be a branch's id", hint)]
    document, findings = parse_yaml(text, path)
    if document.data is None:
        empty = [] if findings else [error("KB203", Span(path), "the file is empty")]
        return None, [*findings, *empty]
    form, problems = shape(document, BranchForm)
    findings += problems
    if form is None:
        return None, findings
    differs, problems = read_differences(document, ("differs",), form.differs)
    findings += problems
    findings += _check_contacts(document, form)
    if any(f.code == "KB202" for f in findings):
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
        hours=parse_hours(form.hours) if form.hours else None,
        map=form.map,
        location=Location(**form.location.model_dump()) if form.location else None,
        differs=differs,
    )
    return branch, findings


def _check_contacts(document: Document, form: BranchForm) -> list[Finding]:
    findings = []
    parsers = {
        "phone": parse_phone,
        "whatsapp": parse_whatsapp,
        "email": parse_email,
        "hours": parse_hours,
        "map": parse_url,
    }
    for name, parse in parsers.items():
        value = getattr(form, name)
        try:
            if value is not None:
                parse(value)
        except ValueError as problem:
            findings.append(error("KB202", document.marks[(name,)], f"{name}: {problem}"))
    return findings
