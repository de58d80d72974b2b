"""Runs the rules of sameness over a resolved site, after those that every build needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from kbgen.checks.coverage import check_coverage, check_shared_coverage
from kbgen.checks.foreign import check_debris, check_language
from kbgen.checks.ledger import check_reasons, check_unused
from kbgen.checks.letters import (
    check_controls,
    check_digits,
    check_letters,
    check_normal_form,
    check_punctuation,
)
from kbgen.checks.literals import check_literals
from kbgen.checks.needed import check_needed
from kbgen.checks.promises import check_promises
from kbgen.checks.quantities import check_quantities
from kbgen.checks.same_facts import check_same_facts
from kbgen.checks.sentences import check_sentences
from kbgen.checks.structure import (
    check_blocks,
    check_headings,
    check_leaving,
    check_pages,
    check_targets,
)
from kbgen.checks.terms import check_avoided, check_terms
from kbgen.model.article import Article
from kbgen.model.finding import Finding
from kbgen.model.limits import REFUSED, Excess, refuse
from kbgen.model.site import Site
from kbgen.system.codec import Codec
from kbgen.system.digest import canonical, digest
from kbgen.system.limit import ExcessError, limited
from kbgen.system.parts import LARGE, in_parts
from kbgen.system.recall import Recall

WHOLE: tuple[Callable[[Site], Iterator[Finding]], ...] = (
    check_pages,
    check_unused,
    check_reasons,
    check_shared_coverage,
)
PAGE: tuple[Callable[[Site, Article], Iterator[Finding]], ...] = (
    check_headings,
    check_blocks,
    check_targets,
    check_leaving,
    check_same_facts,
    check_quantities,
    check_language,
    check_debris,
    check_letters,
    check_punctuation,
    check_digits,
    check_normal_form,
    check_controls,
    check_promises,
    check_sentences,
    check_coverage,
    check_literals,
    check_avoided,
    check_terms,
)
"""What makes every language say the same, page by page."""
FINDINGS: Codec[list[Finding]] = Codec(list[Finding])


def check(site: Site, recall: Recall | None = None) -> list[Finding]:
    """Return what all rules find.

    Pages that `recall` knows, with their sources and what they refer to, are not looked at again.
    """
    found = check_needed(site)
    found += [finding for rule in WHOLE for finding in rule(site)]
    # Page by page: a page and its source are looked at together while they are at hand.
    articles = sorted(site.articles.values(), key=lambda a: (a.id, a.is_translation, a.lang))
    return found + _check_pages(site, [a for a in articles if not a.is_broken], recall or Recall())


def check_steps(site: Site, recall: Recall, shared: str) -> Iterator[list[Finding]]:
    """Yield what `check` finds, step by step: something else may be done between two of them.

    `shared` is the digest that `shared_digest` gives.
    """
    yield check_needed(site)
    for rule in WHOLE:
        yield list(rule(site))
    articles = sorted(site.articles.values(), key=lambda a: a.id)
    for _, found in groupby(articles, key=lambda a: a.id):
        whole = [article for article in found if not article.is_broken]
        yield _check_pages(site, whole, recall, shared)


def check_group(site: Site, page_id: str, recall: Recall, shared: str) -> list[Finding]:
    """Return what the rules of sameness find in a page and its translations, before others.

    What a rule says of other files is left out.
    """
    group = {key: article for key, article in site.articles.items() if article.id == page_id}
    paths = {article.path for article in group.values()}
    alone = replace(site, articles=group)
    found = [f for rule in WHOLE for f in rule(alone) if f.span.path in paths]
    whole = [article for article in group.values() if not article.is_broken]
    return found + _check_pages(site, whole, recall, shared)


def _check_pages(
    site: Site, articles: Sequence[Article], recall: Recall, shared: str = ""
) -> list[Finding]:
    shared = shared or shared_digest(site)
    keys = [digest(shared, *_page_inputs(site, article)) for article in articles]
    known = [recall.get(key, FINDINGS) for key in keys]
    wanted = [a for a, found in zip(articles, known, strict=True) if found is None]
    is_large = any(len(article.body) > LARGE for article in wanted)
    new = iter(in_parts(partial(_look_at, site), wanted, is_large))
    found = []
    for key, before in zip(keys, known, strict=True):
        if before is None:
            before = next(new)
            if not any(finding.code == REFUSED for finding in before):
                recall.put(key, FINDINGS, before)
        found += before
    return found


def _look_at(site: Site, articles: Sequence[Article]) -> list[list[Finding]]:
    return [_look_limited(site, article) for article in articles]


def _look_limited(site: Site, article: Article) -> list[Finding]:
    """Return what the rules find in a page, or that it took too long to look."""
    limits = site.settings.limits
    try:
        return limited(
            article.path,
            limits.page_seconds,
            lambda: [finding for rule in PAGE for finding in rule(site, article)],
        )
    except ExcessError as problem:
        excess = Excess(problem.excess)
        return [refuse(article.path, excess, limits, article.body, article.body_line)]


def shared_digest(site: Site) -> str:
    """Return the digest of what the rules know of a site, apart from its pages' texts."""
    locales = [(lo.tag, lo.name, lo.numbering, lo.currencies) for lo in site.locales.values()]
    parts = (site.facts, site.branches, site.terms, locales, site.coverage, site.broken_facts)
    pages = [f"{lang} {page_id}" for lang, page_id in site.articles]
    return digest(*map(canonical, parts), *pages, *sorted(site.assets))


def _page_inputs(site: Site, article: Article) -> Iterator[str]:
    for lang in site.locales:
        version = site.articles.get((lang, article.id))
        if version:
            yield from (version.path, version.front_matter, version.body)
            yield from (f"{link.page}#{link.anchor}" for link in version.links)
    yield f"{article.lang} {article.is_translation} {site.is_draft(article)}"
