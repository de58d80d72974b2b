"""Checks that a translation has the quantities of its source, section by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kbgen.checks.languages import can_count
from kbgen.checks.literals import ALIKE, missing_facts
from kbgen.checks.pairs import section_pairs
from kbgen.meaning.equivalence import unmatched
from kbgen.meaning.mention import Mention
from kbgen.meaning.quantities import quantities_in, words_of
from kbgen.model.article import Article, Section
from kbgen.model.finding import Finding, error
from kbgen.model.meaning import Meaning
from kbgen.model.quantity import Quantity


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
    left = unmatched(
        _comparable(quantities_in(source, there), is_known),
        _comparable(quantities_in(page, section), is_known),
    )
    missing = in_order(left.source)
    for found in in_order(left.translation):
        near = _near(found.meaning, missing)
        what = f"'{words_of(page, found)}' is not what {source.path} says here"
        hint = "there is no such quantity in this section"
        if near:
            missing.remove(near)
            hint = f"there it is '{words_of(source, near)}'"
        elif has_fact:
            continue
        yield error("KB402", page.place(found.start, found.end), what, hint)
    for one in missing:
        what = f"'{words_of(source, one)}' of {source.path} is missing in this section"
        yield error("KB402", page.place(section.start, section.start), what, "say it here")


def in_order(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda one: one.start)


def _comparable(found: list[Mention], is_known: bool) -> list[Mention]:
    return [one for one in found if is_known or one.meaning.kind in ALIKE]


def _near(meaning: Meaning, missing: list[Mention]) -> Mention | None:
    """Return the missing quantity that was probably meant."""
    alike = sorted(
        missing, key=lambda o: (o.meaning.value != meaning.value, o.meaning.kind != meaning.kind)
    )
    return alike[0] if alike else None
