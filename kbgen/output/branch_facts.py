"""The files for a reader's branch: the list to choose from, and the values that differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from kbgen.output.answers import BranchAnswers, BranchFact, FactFormatter
from kbgen.output.nodes import Nodes, nested


class BranchChoice(BaseModel):
    """One branch of api/branches.json; `url` is below the site's root."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: str
    name: str
    region: str
    address: str
    url: str


class BranchValue(BaseModel):
    """A fact's value at a branch, as nodes: `linked`, `text` for use within a link, and `number`.

    `number` is absent if the words around a bare number would be wrong because of another unit.
    """

    valid_from: date | None = None
    valid_until: date | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    linked: Nodes
    text: Nodes
    number: Nodes | None = None


class BranchFacts(BaseModel):
    """api/branch-facts/<branch>.json: the values that differ from the company's, by period.

    The days are in the time zone `zone` (IANA); on other days the company's value is valid.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    branch: str
    name: str
    url: str
    zone: str
    facts: Mapping[str, tuple[BranchValue, ...]]
    clocks: Mapping[str, Mapping[str, Any]]
    """Fact of hours → the hours of its contacts, if they differ."""


def branch_facts_of(
    branch_answers: BranchAnswers,
    url: str,
    zone: str,
    clocks: Mapping[str, Mapping[str, Any]],
    on: Callable[[date | None], tuple[FactFormatter, Callable[[str], bool]]],
) -> BranchFacts:
    """Return the values of a branch by fact; `branch_answers` lists those that differ.

    `on` returns the formatter of facts on a day, and a test whether a bare number fits.
    """

    def value(fact: BranchFact) -> BranchValue:
        formatter, has_same_unit = on(fact.valid_from)

        def nodes(number_only: bool, may_link: bool) -> Nodes:
            return nested(
                formatter.nodes(
                    branch_answers.language, fact.id, branch_answers.branch, number_only, may_link
                )
            )

        return BranchValue(
            valid_from=fact.valid_from,
            valid_until=fact.valid_until,
            linked=nodes(False, True),
            text=nodes(False, False),
            number=nodes(True, False) if has_same_unit(fact.id) else None,
        )

    facts: dict[str, tuple[BranchValue, ...]] = {}
    for fact in branch_answers.facts:
        facts[fact.id] = (*facts.get(fact.id, ()), value(fact))
    return BranchFacts(
        branch=branch_answers.branch,
        name=branch_answers.name,
        url=url,
        zone=zone,
        facts=facts,
        clocks=clocks,
    )


def to_bytes(form: BranchFacts | Sequence[BranchChoice]) -> bytes:
    """Return the file in UTF-8, without unnecessary spaces."""
    if isinstance(form, BranchFacts):
        return form.model_dump_json(exclude_none=True).encode()
    return f"[{','.join(_lines(form))}]".encode()


def _lines(choices: Sequence[BranchChoice]) -> Iterator[str]:
    return (choice.model_dump_json() for choice in choices)
