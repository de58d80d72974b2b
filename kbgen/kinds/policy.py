"""Policies: rules of the company, with the day from which they are in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from kbgen.kinds.kind import Kind
from kbgen.model.article import Article
from kbgen.model.finding import Finding, error
from kbgen.model.front_matter import Date, Line, PageMeta
from kbgen.model.message import msg


class PolicyMeta(PageMeta):
    effective: Annotated[Date | None, Field(description="The day from which the policy holds.")] = (
        None
    )
    version: Annotated[
        Line | None, Field(description="The version of the policy, as you count it.")
    ] = None

    @property
    def in_force(self) -> date | None:
        return self.effective

    @property
    def named_version(self) -> str:
        return self.version or ""


def check_policy(page: Article) -> Iterator[Finding]:
    """KB452 a policy without date."""
    if page.meta.in_force is None:
        hint = msg("add effective: 2026-01-31")
        yield error("KB452", page.where(), msg("this policy has no date"), hint)


POLICY = Kind(
    name="policy",
    noun="a policy",
    folder="policies",
    model=PolicyMeta,
    title="Policies",
    summary="The rules we follow, in full.",
    card="kb/policy.html",
    keeps_history=True,
    weight=0.8,
    lead_weight=0.6,
    check=check_policy,
    needs="a policy needs `effective:`, the day from which it holds, before it is published",
)
