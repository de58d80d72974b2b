"""A translation says the quantities of its source, section by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kbgen.checks.extract import Quantity
from kbgen.checks.found import found_in
from kbgen.checks.literals import missing_facts
from kbgen.checks.pairs import section_pairs
from kbgen.model.article import Article, Section
from kbgen.model.finding import Finding, error
from kbgen.model.site import Site


def check_quantities(site: Site, article: Article) -> Iterator[Finding]:
    """KB402 a quantity that the source does not have there, or one of its own missing."""
    for section, source, there in section_pairs(site, article):
        yield from _compare(site, article, section, source, there)


def _compare(
    site: Site, article: Article, section: Section, source: Article, there: Section
) -> Iterator[Finding]:
    ours, theirs = found_in(article, section), found_in(source, there)
    missing = Counter(f.quantity for f in theirs)
    missing.subtract(f.quantity for f in ours)
    # A quantity in the place of a fact is told by KB401, with the fact to write.
    absent = missing_facts(site, article, section)
    for found in ours:
        if missing[found.quantity] < 0:
            missing[found.quantity] += 1
            near = _near(found.quantity, missing)
            what = f"'{found.quantity}' is not what {source.path} says here"
            hint = f"there it is '{near}'" if near else "there is no such quantity in this section"
            if near:
                missing[near] -= 1
            elif absent:
                continue
            yield error("KB402", article.place(found.start, found.end), what, hint)
    for quantity, count in missing.items():
        if count > 0:
            what = f"'{quantity}' of {source.path} is missing in this section"
            yield error("KB402", article.place(section.start, section.start), what, "say it here")


def _near(quantity: Quantity, missing: Counter[Quantity]) -> Quantity | None:
    """Return the missing quantity that was most likely meant."""
    left = [other for other, count in missing.items() if count > 0]
    alike = sorted(left, key=lambda o: (o.value != quantity.value, o.kind != quantity.kind))
    return alike[0] if alike else None
