"""Checks that a translation has the quantities of its source, section by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kbgen.checks.languages import can_count
from kbgen.checks.literals import missing_facts
from kbgen.checks.pairs import section_pairs
from kbgen.meaning.mention import Mention
from kbgen.meaning.quantities import quantities_in
from kbgen.model.article import Article, Section
from kbgen.model.finding import Finding, error
from kbgen.model.meaning import Meaning
from kbgen.model.quantity import Quantity

ALIKE = frozenset({"phone", "email", "url"})
"""The kinds of meaning that are written alike in every language."""


def check_quantities(
    page: Article,
    source: Article | None,
    versions: Sequence[Article],
    values: Mapping[str, Sequence[Quantity]],
) -> Iterator[Finding]:
    """KB402 a quantity that the source's section lacks, or one that is missing here.

    If a language lacks tables of quantities, only kinds in ALIKE are compared.
    """
    if source is None:
        return
    for section, there in section_pairs(page, source):
        # KB401 reports a quantity that replaces a fact, with the fact to write.
        has_fact = bool(missing_facts(page, section, versions, values))
        yield from _compare(page, section, source, there, has_fact)


def _compare(
    page: Article, section: Section, source: Article, there: Section, has_fact: bool
) -> Iterator[Finding]:
    is_known = can_count(page.lang) and can_count(source.lang)
    ours = _comparable(quantities_in(page, section), is_known)
    theirs = _comparable(quantities_in(source, there), is_known)
    missing = Counter(f.meaning for f in theirs)
    missing.subtract(f.meaning for f in ours)
    for found in ours:
        if missing[found.meaning] < 0:
            missing[found.meaning] += 1
            near = _near(found.meaning, missing)
            what = f"'{found.meaning}' is not what {source.path} says here"
            hint = f"there it is '{near}'" if near else "there is no such quantity in this section"
            if near:
                missing[near] -= 1
            elif has_fact:
                continue
            yield error("KB402", page.place(found.start, found.end), what, hint)
    for meaning, count in missing.items():
        if count > 0:
            what = f"'{meaning}' of {source.path} is missing in this section"
            yield error("KB402", page.place(section.start, section.start), what, "say it here")


def _comparable(found: list[Mention], is_known: bool) -> list[Mention]:
    return [one for one in found if is_known or one.meaning.kind in ALIKE]


def _near(meaning: Meaning, missing: Counter[Meaning]) -> Meaning | None:
    """Return the missing quantity that was probably meant."""
    left = [other for other, count in missing.items() if count > 0]
    alike = sorted(left, key=lambda o: (o.value != meaning.value, o.kind != meaning.kind))
    return alike[0] if alike else None
