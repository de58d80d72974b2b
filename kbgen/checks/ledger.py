"""Checks that every fact of the ledger is used and that every difference has a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from kbgen.checks.inputs import Ledger, Pages
from kbgen.model.fact import Branch, hours_of_branches
from kbgen.model.finding import Finding, Span, warning
from kbgen.model.front_matter import references
from kbgen.model.message import msg

_ADD_REASON = msg("add reason: {en: …, …}")


def check_unused(
    pages: Pages,
    contact: Sequence[tuple[str, Span]],
    ledger: Ledger,
    branch_ids: Set[str],
) -> Iterator[Finding]:
    """KB404 a fact that nobody uses."""
    used = {use.id for page in pages.values() for use in page.uses} | {
        fact_id for fact_id, _ in contact
    }
    for page in pages.values():
        used |= {name for _, kind, name in references(page.meta) if kind == "fact"}
    for fact in ledger.facts.values():
        used.update(fact.quotes)
    used |= {ledger.facts[id_].hours for id_, _ in contact if id_ in ledger.facts}
    if branch_ids and (hours := hours_of_branches(ledger.facts.values())):
        used.add(hours.id)
    for fact in ledger.facts.values():
        if fact.id not in used:
            what = msg("fact '%(fact)s' is used on no page", fact=fact.id)
            yield warning("KB404", fact.span, what, msg("use it, or take it out of the ledger"))


def check_reasons(ledger: Ledger, branches: Mapping[str, Branch]) -> Iterator[Finding]:
    """KB405 a declared difference, or opening hours in a period, without a reason."""
    for fact in ledger.facts.values():
        for where, difference in fact.differences:
            if not difference.reason:
                what = msg(
                    "the other value of '%(fact)s' for '%(where)s' has no reason",
                    fact=fact.id,
                    where=where,
                )
                yield warning("KB405", difference.span, what, _ADD_REASON)
    for branch in branches.values():
        for one in branch.hours:
            if (one.starts or one.ends) and not one.reason:
                what = msg(
                    "these hours of '%(branch)s' hold on certain days and have no reason",
                    branch=branch.id,
                )
                yield warning("KB405", one.span, what, _ADD_REASON)
