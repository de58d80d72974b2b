"""Checks that quantities of the ledger are not written by hand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kbgen.checks.mends import written_fact
from kbgen.facts.all import meanings_of
from kbgen.meaning.compare import ALIKE
from kbgen.meaning.equivalence import normal
from kbgen.meaning.extract import mentions_in
from kbgen.meaning.mention import Mention
from kbgen.meaning.places import Names
from kbgen.meaning.prose import with_numbers
from kbgen.model.article import Article, Section
from kbgen.model.finding import Finding, error
from kbgen.model.meaning import Meaning
from kbgen.model.message import msg
from kbgen.model.quantity import Quantity
from kbgen.translations.parts import page_parts


def check_literals(
    page: Article,
    source: Article | None,
    versions: Sequence[Article],
    values: Mapping[str, Sequence[Quantity]],
    branch_names: Mapping[str, Names],
) -> Iterator[Finding]:
    """KB401 a quantity by hand that equals a fact, or that replaces a fact of another language.

    The fact is one that the source uses in this section; in a source, one that another language
    uses there, or any if the page is in one language. Addresses are always meant.
    """
    if not values:
        return
    by_section = list(_written_in(page, branch_names[page.lang]))
    if not any(written for _, written in by_section):
        return
    by_meaning = {
        normal(meaning): fact_id for fact_id, of in values.items() for meaning in meanings_of(of)
    }
    is_alone = all(version is page for version in versions)
    for section, written in by_section:
        if not written:
            continue
        missing = missing_facts(page, section, versions, values)
        used = _uses_of([source] if source else versions, section)
        for found in written:
            place, words = page.place(found.start, found.end), _words_of(page, found)
            meant = _same_type(values, missing, found.meaning)
            same = by_meaning.get(normal(found.meaning))
            if not (is_alone or found.meaning.kind in ALIKE or same in used):
                same = None
            if same and meant in (None, same):
                what = msg("'%(words)s' is written by hand; the ledger has it", words=words)
                mend = written_fact(page, found.start, found.end, same)
                yield error("KB401", place, what, msg("write {{ %(fact)s }}", fact=same), mend)
            elif fact_id := meant:
                what = msg(
                    "'%(words)s' is written by hand; the ledger says %(value)s",
                    words=words,
                    value=str(values[fact_id][0]),
                )
                mend = written_fact(page, found.start, found.end, fact_id)
                yield error("KB401", place, what, msg("write {{ %(fact)s }}", fact=fact_id), mend)


def _written_in(page: Article, names: Names) -> Iterator[tuple[Section, list[Mention]]]:
    """Yield the sections with what they state for certain; offsets count in the body."""
    for section in page_parts(page).sections.values():
        found = []
        for part in section.parts:
            written = page.body[part.start : part.start + len(part.text)]
            for one in mentions_in(with_numbers(part.text, written), page.lang, names):
                if one.certainty == "certain":
                    start, end = part.start + one.start, part.start + one.end
                    found.append(replace(one, start=start, end=end))
        yield section.section, found


def _words_of(article: Article, found: Mention) -> str:
    """Return the words of a page that state something, on one line."""
    return " ".join(article.body[found.start : found.end].split())


def _uses_of(pages: Iterable[Article], section: Section) -> set[str]:
    """Return the facts that pages use in a section."""
    return {
        fact_id
        for page in pages
        for there in page.sections
        if there.id == section.id
        for fact_id in uses_in(page, there)
    }


def missing_facts(
    page: Article, section: Section, versions: Iterable[Article], facts: Container[str]
) -> set[str]:
    """Return the facts that another language uses in this section and this page does not."""
    other = _uses_of(versions, section) - uses_in(page, section)
    return {fact_id for fact_id in other if fact_id in facts}


def uses_in(article: Article, section: Section) -> set[str]:
    """Return the ids of the facts that a section uses."""
    first = article.place(section.start, section.start).line
    last = article.place(max(section.end - 1, 0), section.end).line
    return {u.id for u in article.uses if not u.field and first <= u.span.line <= last}


def _same_type(
    values: Mapping[str, Sequence[Quantity]], missing: set[str], meaning: Meaning
) -> str | None:
    """Return the missing fact that was probably meant: one of equal value, else of equal type."""
    written = {fact_id: {*map(normal, meanings_of(values[fact_id]))} for fact_id in sorted(missing)}
    same = [fact_id for fact_id, values in written.items() if normal(meaning) in values]
    alike = [
        f for f, values in written.items() if any(m.kind == normal(meaning).kind for m in values)
    ]
    return next(iter([*same, *alike]), None)
