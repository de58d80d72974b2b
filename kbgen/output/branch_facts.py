"""What a page needs of a reader's branch: the list to choose from, and the values that differ."""

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
    """How a fact reads at a branch, as nodes: with its link, within a link, its number alone.

    `number` is absent where the words around a bare number would be wrong there: another unit.
    """

    valid_from: date | None = None
    valid_until: date | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    linked: Nodes
    text: Nodes
    number: Nodes | None = None


class BranchFacts(BaseModel):
    """api/branch-facts/<branch>.json: the facts that differ from the company's, day by day.

    The days are those of `zone` (IANA); on a day of none, the company's value holds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    branch: str
    name: str
    url: str
    zone: str
    facts: Mapping[str, tuple[BranchValue, ...]]
    clocks: Mapping[str, Mapping[str, Any]]
    """Fact → when someone answers at the contacts of which it is the hours, where that differs."""


def branch_facts_of(
    branch_answers: BranchAnswers,
    url: str,
    zone: str,
    clocks: Mapping[str, Mapping[str, Any]],
    on: Callable[[date | None], tuple[FactFormatter, Callable[[str], bool]]],
) -> BranchFacts:
    """Return the values of a branch, by fact; `told` says which differ there, and when.

    `on` returns how facts are said on a day, and whether a bare number fits there.
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
    """Return the file: UTF-8, as short as it can be."""
    if isinstance(form, BranchFacts):
        return form.model_dump_json(exclude_none=True).encode()
    return f"[{','.join(_lines(form))}]".encode()


def _lines(choices: Sequence[BranchChoice]) -> Iterator[str]:
    return (choice.model_dump_json() for choice in choices)
