"""What a page needs of a reader's branch: the list to choose from, and the values that differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from kbgen.publish.answers import BranchAnswers, Voice
from kbgen.publish.nodes import Nodes, nodes_of


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

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    linked: Nodes
    text: Nodes
    number: Nodes | None = None


class BranchFacts(BaseModel):
    """api/branch-facts/<branch>.json: only the facts that differ from the company's."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    branch: str
    name: str
    url: str
    facts: Mapping[str, BranchValue]


def branch_facts_of(
    lang: str,
    told: BranchAnswers,
    url: str,
    voice: Voice,
    has_same_unit: Callable[[str], bool],
) -> BranchFacts:
    """Return the values of a branch, by fact; `told` says which differ there."""

    def value(fact: str) -> BranchValue:
        def nodes(number_only: bool, may_link: bool) -> Nodes:
            return nodes_of(voice.markup(lang, fact, told.branch, number_only, may_link))

        number = nodes(True, False) if has_same_unit(fact) else None
        return BranchValue(linked=nodes(False, True), text=nodes(False, False), number=number)

    return BranchFacts(
        branch=told.branch,
        name=told.name,
        url=url,
        facts={fact.id: value(fact.id) for fact in told.facts},
    )


def to_bytes(form: BranchFacts | Sequence[BranchChoice]) -> bytes:
    """Return the file: UTF-8, as short as it can be."""
    if isinstance(form, BranchFacts):
        return form.model_dump_json(exclude_none=True).encode()
    return f"[{','.join(_lines(form))}]".encode()


def _lines(choices: Sequence[BranchChoice]) -> Iterator[str]:
    return (choice.model_dump_json() for choice in choices)
