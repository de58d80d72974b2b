"""What front matter refers to exists: facts, answers, sections, branches."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.model.article import Article
from kbgen.model.finding import Finding, did_you_mean, error
from kbgen.model.front_matter import references
from kbgen.model.site import Site


def check_references(site: Site) -> Iterator[Finding]:
    """KB303 a field names something that is not there."""
    for article in site.articles.values():
        for field, kind, reference in references(article.meta):
            known = _known(site, article, kind)
            if reference in known:
                continue
            what = f"{field}: there is no {kind} '{reference}'"
            yield error("KB303", article.where(field), what, did_you_mean(reference, known))


def _known(site: Site, article: Article, kind: str) -> set[str]:
    if kind == "fact":
        return {*site.facts, *site.broken_facts}
    if kind == "branch":
        return set(site.branches)
    if kind == "section":
        return set(article.anchors)
    answers = set(site.page_ids)
    for page_id in site.page_ids:
        if source := site.source_of(page_id):
            answers |= {f"{page_id}#{anchor}" for anchor in source.anchors}
    return answers
