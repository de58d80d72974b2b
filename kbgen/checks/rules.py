"""Runs the rules of sameness over a resolved site, after those that every build needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from kbgen.checks.alike_branches import check_alike_branches
from kbgen.checks.answers import check_answers
from kbgen.checks.bars import check_bars
from kbgen.checks.coverage import check_coverage, check_shared_coverage
from kbgen.checks.data_texts import check_currencies, check_data_texts
from kbgen.checks.diagrams import check_diagrams
from kbgen.checks.fields import check_fields, check_text
from kbgen.checks.foreign import check_debris, check_language
from kbgen.checks.formulas import check_formulas
from kbgen.checks.headings import check_swapped
from kbgen.checks.hidden import check_hidden
from kbgen.checks.history import check_versions
from kbgen.checks.improbable import (
    check_exchanged_coordinates,
    check_improbable_currency,
    check_improbable_hours,
)
from kbgen.checks.inputs import InputGroup, Rule, RuleInputs, findings_in_site, grouped
from kbgen.checks.keyboards import check_keyboards
from kbgen.checks.kinds import check_kind
from kbgen.checks.languages import check_languages
from kbgen.checks.ledger import check_reasons, check_unused
from kbgen.checks.letters import (
    check_controls,
    check_digits,
    check_letters,
    check_punctuation,
)
from kbgen.checks.literals import check_literals
from kbgen.checks.meaning import check_meaning
from kbgen.checks.missing_ids import check_missing_ids
from kbgen.checks.needed import check_needed
from kbgen.checks.pasted import check_pasted
from kbgen.checks.promises import check_review
from kbgen.checks.repeats import check_repeats
from kbgen.checks.sentences import check_sentences
from kbgen.checks.slips import check_slips
from kbgen.checks.structure import (
    check_blocks,
    check_headings,
    check_leaving,
    check_pages,
)
from kbgen.checks.terms import check_avoided, check_terms
from kbgen.checks.translations import check_translations
from kbgen.checks.units_twice import check_units_twice
from kbgen.checks.unreadable import check_other_language, check_unreadable
from kbgen.checks.untranslated import check_untranslated
from kbgen.checks.uses import check_uses
from kbgen.model.article import Article
from kbgen.model.finding import Finding
from kbgen.model.findings import PAGE_REFUSED
from kbgen.model.limits import Excess, Limits, refuse
from kbgen.model.site import Site
from kbgen.system.codec import Codec
from kbgen.system.limit import ExcessError, limited
from kbgen.system.parallel import LARGE, in_parts
from kbgen.system.parse_cache import ParseCache
from kbgen.translations.repeats import repeats_of
from kbgen.translations.states import states_of

WHOLE: tuple[Rule, ...] = (
    check_pages,
    check_languages,
    check_unused,
    check_reasons,
    check_improbable_hours,
    check_improbable_currency,
    check_exchanged_coordinates,
    check_alike_branches,
    check_shared_coverage,
    check_repeats,
    check_data_texts,
    check_currencies,
    check_versions,
    check_units_twice,
)
PAGE: tuple[Rule, ...] = (
    check_slips,
    check_pasted,
    check_answers,
    check_keyboards,
    check_unreadable,
    check_other_language,
    check_missing_ids,
    check_bars,
    check_fields,
    check_text,
    check_headings,
    check_blocks,
    check_swapped,
    check_leaving,
    check_uses,
    check_hidden,
    check_formulas,
    check_diagrams,
    check_meaning,
    check_language,
    check_untranslated,
    check_debris,
    check_letters,
    check_punctuation,
    check_digits,
    check_controls,
    check_kind,
    check_review,
    check_sentences,
    check_coverage,
    check_literals,
    check_avoided,
    check_terms,
)
"""The rules that compare the languages of a page, or check one page."""
RECORD: tuple[Rule, ...] = (check_translations,)
"""The rules about what is recorded of translations; they look at all languages at once."""
FINDINGS: Codec[list[Finding]] = Codec(list[Finding])
GROUPS = grouped(PAGE)
_Wanted = tuple[Article, list[tuple[InputGroup, str]]]
"""A page, and the (group, cache key) of rules whose findings in it are not cached."""


def check(site: Site, parse_cache: ParseCache | None = None) -> list[Finding]:
    """Return the findings of all rules.

    Findings in a page come from `parse_cache` if the inputs of its rules are unchanged.
    """
    # In the order of page ids, so that a page and its source are in memory together.
    articles = sorted(site.articles.values(), key=lambda a: (a.id, a.is_translation, a.lang))
    inputs = RuleInputs(site)
    found = check_needed(site)
    states_of(site, parse_cache)
    repeats_of(site, parse_cache)
    found += [f for step in findings_in_site((*WHOLE, *RECORD), inputs) for f in step]
    return found + _check_pages(inputs, site.settings.limits, articles, parse_cache or ParseCache())


def check_record(site: Site, parse_cache: ParseCache | None = None) -> list[Finding]:
    """Return the findings about translations that are behind what is recorded of them."""
    states_of(site, parse_cache)
    return [f for step in findings_in_site(RECORD, RuleInputs(site)) for f in step]


def check_steps(site: Site, parse_cache: ParseCache) -> Iterator[list[Finding]]:
    """Yield the findings of `check` in steps, so that a caller can do other work between them."""
    inputs = RuleInputs(site)
    yield check_needed(site)
    repeats_of(site, parse_cache)
    yield from findings_in_site(WHOLE, inputs)
    states_of(site, parse_cache)
    yield from findings_in_site(RECORD, inputs)
    articles = sorted(site.articles.values(), key=lambda a: a.id)
    for _, versions in groupby(articles, key=lambda a: a.id):
        yield _check_pages(inputs, site.settings.limits, list(versions), parse_cache)


def check_group(site: Site, page_id: str) -> list[Finding]:
    """Return the findings of the rules of sameness in one page and its translations only.

    Findings in other files are left out.
    """
    versions = {key: article for key, article in site.articles.items() if article.id == page_id}
    paths = {article.path for article in versions.values()}
    alone = RuleInputs(replace(site, articles=versions))
    found = [f for step in findings_in_site(WHOLE, alone) for f in step if f.span.path in paths]
    whole = [article for article in versions.values() if not article.is_broken]
    inputs = RuleInputs(site)
    for article in whole:
        for new in _look_limited(inputs, site.settings.limits, article, GROUPS):
            found += new
    return found


def _check_pages(
    inputs: RuleInputs, limits: Limits, articles: Sequence[Article], parse_cache: ParseCache
) -> list[Finding]:
    found: list[Finding] = []
    wanted: list[_Wanted] = []
    for article in articles:
        if article.is_broken:
            continue
        unknown = []
        for group in GROUPS:
            if not group.is_cached:
                found += group.findings_in(inputs, article)
                continue
            key = group.key(inputs, article)
            known = parse_cache.get(key, FINDINGS)
            if known is None:
                unknown.append((group, key))
            else:
                found += known
        if unknown:
            wanted.append((article, unknown))
    is_large = any(len(article.body) > LARGE for article, _ in wanted)
    look = partial(_look_at, inputs, limits, wanted)
    results = in_parts(look, range(len(wanted)), is_large)
    for (_, unknown), lists in zip(wanted, results, strict=True):
        is_refused = any(one.code == PAGE_REFUSED for new in lists for one in new)
        for (_, key), new in zip(unknown, lists, strict=False):
            if not is_refused:
                parse_cache.put(key, FINDINGS, new)
        found += [finding for new in lists for finding in new]
    return found


def _look_at(
    inputs: RuleInputs, limits: Limits, wanted: Sequence[_Wanted], numbers: Sequence[int]
) -> list[list[list[Finding]]]:
    """Return the findings of each group in the pages of `wanted` with these numbers.

    Only numbers are passed to a worker process, which has `wanted` already.
    """
    found = []
    for number in numbers:
        article, groups = wanted[number]
        found.append(_look_limited(inputs, limits, article, [group for group, _ in groups]))
    return found


def _look_limited(
    inputs: RuleInputs, limits: Limits, article: Article, groups: Sequence[InputGroup]
) -> list[list[Finding]]:
    """Return the findings of each group in a page, or a finding that the check took too long."""
    try:
        return limited(
            article.path,
            limits.page_seconds,
            lambda: [group.findings_in(inputs, article) for group in groups],
        )
    except ExcessError as problem:
        excess = Excess(problem.excess)
        return [[refuse(article.path, excess, limits, article.body, article.body_line)]]
