"""Checks that every quoted fact exists and that its filter fits."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from kbgen.checks.inputs import Ledger, Pages
from kbgen.facts.all import has_number, has_same_unit
from kbgen.model.article import FactUse
from kbgen.model.finding import Finding, did_you_mean, error, warning
from kbgen.model.message import msg


def check_facts(pages: Pages, ledger: Ledger, is_proven: bool) -> Iterator[Finding]:
    """KB205 unknown fact, KB210 a filter that does not fit."""
    if not ledger.is_there or ledger.is_broken:
        return
    for page in pages.values():
        for use in page.uses:
            yield from _check_use(ledger, use, is_proven)
    for fact in ledger.facts.values():
        for value in fact.values:
            for quoted in value.uses:
                use = FactUse(quoted.id or quoted.inner, quoted.filter, fact.span)
                yield from _check_use(ledger, use, is_proven=True)


def _check_shared(ledger: Ledger, use: FactUse) -> Iterator[Finding]:
    """Warn of a name that another plugin is left with, although it may be a slip in a fact's id."""
    is_given = use.id.partition(".")[0] in (ledger.variables or ())
    near = [] if is_given else get_close_matches(use.id, ledger.ids, n=1, cutoff=0.85)
    for id_ in near:
        what = msg(
            "'%(name)s' is left to another plugin, but there is a fact '%(fact)s'",
            name=use.id,
            fact=id_,
        )
        yield warning("KB205", use.span, what, msg("did you mean {{ %(fact)s }}?", fact=id_))


def _check_use(ledger: Ledger, use: FactUse, is_proven: bool) -> Iterator[Finding]:
    fact = ledger.facts.get(use.id)
    if fact is None and use.id in ledger.broken:
        return
    if fact is None and ledger.variables is not None:
        yield from _check_shared(ledger, use)
    elif fact is None:
        near = did_you_mean(use.id.lower(), ledger.ids)
        # What is near no fact may be for another program: it is published as it is written.
        report = error if near or is_proven or _is_beside(use.id, ledger) else warning
        hint = near or msg("add it to facts.yml, or write \\{{ to show the braces themselves")
        yield report("KB205", use.span, msg("unknown fact '%(fact)s'", fact=use.id), hint)
    elif use.filter not in (None, "number"):
        what = msg("unknown filter '%(filter)s'", filter=use.filter or "")
        yield error("KB210", use.span, what, msg("the only one is 'number'"))
    elif use.filter == "number" and not has_number(fact.value):
        what = msg(
            "fact '%(fact)s' has the type %(type)s, which has no number of its own",
            fact=use.id,
            type=fact.value.type,
        )
        yield error("KB210", use.span, what, msg("write {{ %(fact)s }}", fact=use.id))
    elif use.filter == "number":
        later = next((one for one in fact.then if not has_same_unit(fact.value, one.value)), None)
        if later:
            what = msg(
                "fact '%(fact)s' has another unit from %(day)s on, so that the words "
                "around its number will be wrong",
                fact=use.id,
                day=str(later.starts),
            )
            hint = msg("write {{ %(fact)s }}, and take the unit out of the sentence", fact=use.id)
            yield error("KB210", use.span, what, hint)


def _is_beside(fact_id: str, ledger: Ledger) -> bool:
    """Tell whether an id begins as others of the ledger do."""
    group, dot, _ = fact_id.partition(".")
    return bool(dot) and any(one.startswith(f"{group}.") for one in ledger.ids)
