"""Checks that quantities of the ledger are not written by hand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from kbgen.checks.mends import written_fact
from kbgen.facts.all import meanings_of
from kbgen.meaning.quantities import quantities_in
from kbgen.model.article import Article, Section
from kbgen.model.finding import Finding, error
from kbgen.model.meaning import Meaning
from kbgen.model.quantity import Quantity


def check_literals(
    page: Article, versions: Sequence[Article], values: Mapping[str, Sequence[Quantity]]
) -> Iterator[Finding]:
    """KB401 a quantity by hand that equals a fact, or that replaces a fact of another language."""
    if not values:
        return
    by_meaning = {m: fact_id for fact_id, text in values.items() for m in meanings_of(text)}
    for section in page.sections:
        written = quantities_in(page, section)
        missing = missing_facts(page, section, versions, values) if written else set()
        for found in written:
            place = page.place(found.start, found.end)
            meant = _same_type(values, missing, found.meaning)
            same = by_meaning.get(found.meaning)
            if same and meant in (None, same):
                what = f"'{found.meaning}' is written by hand; the ledger has it"
                mend = written_fact(page, found.start, found.end, same)
                yield error("KB401", place, what, f"write {{{{ {same} }}}}", mend)
            elif fact_id := meant:
                text = values[fact_id][0]
                what = f"'{found.meaning}' is written by hand; the ledger says {text}"
                mend = written_fact(page, found.start, found.end, fact_id)
                yield error("KB401", place, what, f"write {{{{ {fact_id} }}}}", mend)


def missing_facts(
    page: Article, section: Section, versions: Iterable[Article], facts: Container[str]
) -> set[str]:
    """Return the facts that another language uses in this section and this page does not."""
    here = uses_in(page, section)
    other = set()
    for version in versions:
        for there in version.sections:
            if there.id == section.id:
                other |= uses_in(version, there)
    return {fact_id for fact_id in other - here if fact_id in facts}


def uses_in(article: Article, section: Section) -> set[str]:
    """Return the ids of the facts that a section uses."""
    first = article.place(section.start, section.start).line
    last = article.place(max(section.end - 1, 0), section.end).line
    return {u.id for u in article.uses if not u.field and first <= u.span.line <= last}


def _same_type(
    values: Mapping[str, Sequence[Quantity]], missing: set[str], meaning: Meaning
) -> str | None:
    """Return the missing fact that was probably meant: one of equal value, else of equal type."""
    written = {fact_id: set(meanings_of(values[fact_id])) for fact_id in sorted(missing)}
    same = [fact_id for fact_id, values in written.items() if meaning in values]
    alike = [f for f, values in written.items() if any(m.kind == meaning.kind for m in values)]
    return next(iter([*same, *alike]), None)
