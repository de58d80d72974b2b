"""Reads and writes edition.yml of a state in history/: its first day, its version, its values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from kbgen.facts.all import type_of
from kbgen.model.fact import Branch, Difference, Fact
from kbgen.model.finding import Finding, Span, error
from kbgen.model.front_matter import ByLanguage, Date, Line
from kbgen.model.message import msg
from kbgen.model.published import EditionValues
from kbgen.model.quantity import Quantity
from kbgen.source.ledger import RecordedFactForm, read_facts
from kbgen.source.shape import shape
from kbgen.source.yaml import parse_yaml
from kbgen.system.digest import digest

ABOUT = """\
# What customers were told from this day on. kbgen has written it; keep it in git as it is.
"""
_SEAL = re.compile(r"^digest:.*\n?", re.M)


class _BranchForm(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ByLanguage = Field(description="its name, per language")
    region: Line = Field(description="the code of its country")


class _EditionForm(BaseModel):
    """The file edition.yml of a state."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    starts: Date = Field(description="the first day of the edition", examples=[date(2026, 3, 1)])
    version: Line | None = Field(None, description="its version")
    accepted: bool = Field(False, description="whether it is a correction that was agreed to")
    facts: dict[str, RecordedFactForm] = Field(default_factory=dict, description="its values")
    branches: dict[str, _BranchForm] = Field(default_factory=dict, description="their names")
    digest: Line | None = Field(None, description="the digest of all of its files")


def read_edition(text: str, path: str) -> tuple[EditionValues | None, list[Finding]]:
    """Read an edition.yml; None with findings if anything in it is wrong."""
    document, findings = parse_yaml(text, path)
    if not isinstance(document.data, dict):
        what = msg("this file lists what was published: starts: 2026-03-01, facts: …")
        return None, findings or [error("KB103", Span(path), what)]
    form, findings = shape(document, _EditionForm)
    if form is None:
        return None, findings
    facts, findings = read_facts(document, ("facts",), RecordedFactForm) if form.facts else ({}, [])
    if findings:
        return None, findings
    return EditionValues(
        form.starts,
        form.version or "",
        form.accepted,
        {fact_id: fact for fact_id, fact in facts.items() if fact},
        {id_: Branch(id_, one.name, one.region, Span(path)) for id_, one in form.branches.items()},
        form.digest or "",
    ), []


def write_edition(values: EditionValues, texts: Mapping[str, str]) -> str:
    """Return the text of an edition.yml; `texts` are those beside it: language → text."""
    data: dict[str, Any] = {"starts": values.starts}
    if values.version:
        data["version"] = values.version
    if values.is_accepted:
        data["accepted"] = True
    if values.facts:
        data["facts"] = {fact_id: _fact_data(fact) for fact_id, fact in values.facts.items()}
    if values.branches:
        data["branches"] = {
            branch: {"name": dict(one.name), "region": one.region}
            for branch, one in values.branches.items()
        }
    text = ABOUT + yaml.safe_dump(data, allow_unicode=True, width=100, sort_keys=False)
    return f"{text}digest: {seal_of(text, texts)}\n"


def seal_of(text: str, texts: Mapping[str, str]) -> str:
    """Return the digest of an edition.yml without its line `digest`, and of the texts beside it."""
    parts = (part for named in sorted(texts.items()) for part in named)
    return digest(_SEAL.sub("", text), *parts)


def _fact_data(fact: Fact) -> dict[str, Any]:
    data = _typed(fact.value)
    if fact.then:
        data["then"] = [_dated(one) for one in fact.then]
    if fact.varies:
        data["varies"] = sorted(fact.varies)
    for name, places in (("regions", fact.regions), ("branches", fact.branches)):
        if places:
            data[name] = {place: _placed(several) for place, several in places.items()}
    if fact.label:
        data["label"] = dict(fact.label)
    if fact.hours:
        data["hours"] = fact.hours
    return data


def _typed(value: Quantity) -> dict[str, Any]:
    return {value.type: type_of(value).write(value)}


def _placed(several: Sequence[Difference]) -> dict[str, Any]:
    now, *later = several
    then = {"then": [_dated(one) for one in later]} if later else {}
    return {**_dated(now), **then}


def _dated(one: Difference) -> dict[str, Any]:
    days = {"starts": one.starts} if one.starts else {}
    reason = {"reason": dict(one.reason)} if one.reason else {}
    return {**_typed(one.value), **days, **reason}
