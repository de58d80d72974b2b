"""What the ledger says is not written by hand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from kbgen.checks.extract import Quantity
from kbgen.checks.found import found_in
from kbgen.checks.units import CODES
from kbgen.model.article import Article, Section
from kbgen.model.finding import Finding, error
from kbgen.model.quantity import Day, Duration, Email, Money, Percent, Phone, Url, WhatsApp
from kbgen.model.quantity import Quantity as Value


def check_literals(
    page: Article, versions: Sequence[Article], values: Mapping[str, Sequence[Value]]
) -> Iterator[Finding]:
    """KB401 a quantity by hand where a fact says the same, or where a fact stands elsewhere."""
    if not values:
        return
    by_quantity = {q: fact_id for fact_id, text in values.items() for q in as_written(text)}
    for section in page.sections:
        written = found_in(page, section)
        missing = missing_facts(page, section, versions, values) if written else set()
        for found in written:
            place = page.place(found.start, found.end)
            meant = _same_type(values, missing, found.quantity)
            same = by_quantity.get(found.quantity)
            if same and meant in (None, same):
                what = f"'{found.quantity}' is written by hand; the ledger has it"
                yield error("KB401", place, what, f"write {{{{ {same} }}}}")
            elif fact_id := meant:
                text = values[fact_id][0]
                what = f"'{found.quantity}' is written by hand; the ledger says {text}"
                yield error("KB401", place, what, f"write {{{{ {fact_id} }}}}")


def as_written(values: Iterable[Value]) -> Iterator[Quantity]:
    """Yield the quantities that the values of a fact would be in prose."""
    for value in values:
        match value:
            case Duration() if not value.amount.is_range:
                yield Quantity("duration", _shown(value.amount.low), value.unit)
            case Money() if not value.amount.is_range:
                unit = CODES.get(value.currency, value.currency)
                yield Quantity("money", _shown(value.amount.low), unit)
            case Percent() if not value.amount.is_range:
                yield Quantity("percent", _shown(value.amount.low), "%")
            case Day():
                yield Quantity("date", value.value.isoformat())
            case Phone():
                yield Quantity("phone", value.e164)
            case WhatsApp():
                yield Quantity("phone", value.e164)
                yield Quantity("url", value.href)
            case Email():
                yield Quantity("email", value.address.lower())
            case Url():
                yield Quantity("url", value.href.lower().rstrip("/"))


def _shown(number: object) -> str:
    return f"{float(str(number)):g}"


def missing_facts(
    page: Article, section: Section, versions: Iterable[Article], facts: Container[str]
) -> set[str]:
    """Return the facts that another language has in this section and this one lacks."""
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
    values: Mapping[str, Sequence[Value]], missing: set[str], quantity: Quantity
) -> str | None:
    """Return the missing fact that was most likely meant: the same value, else the same type."""
    written = {fact_id: set(as_written(values[fact_id])) for fact_id in sorted(missing)}
    same = [fact_id for fact_id, values in written.items() if quantity in values]
    alike = [f for f, values in written.items() if any(q.kind == quantity.kind for q in values)]
    return next(iter([*same, *alike]), None)
