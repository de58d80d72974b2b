"""Leaves out findings that only follow from another one: one cause, one finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kbgen.model.article import Article
from kbgen.model.finding import Finding, Span
from kbgen.model.findings import (
    CONTRADICTION,
    DOUBT,
    FACT_IN_CODE,
    LIKE_FACT,
    OTHER_BLOCKS,
    PASTED,
)
from kbgen.model.site import Site
from kbgen.model.uses import find_uses

_SECTIONS = "KB422"
_BLOCKS = frozenset(("KB423", "KB424", "KB425", "KB426", OTHER_BLOCKS))
_LANGUAGE = frozenset(("KB431", "KB432"))
_WHOLE = frozenset((PASTED, *_BLOCKS, *_LANGUAGE))
"""Codes of findings about a whole text, which lies in their place."""
_WITHIN = frozenset(
    ("KB402", "KB403", "KB427", "KB433", "KB434", "KB435", CONTRADICTION, DOUBT, OTHER_BLOCKS)
)
"""Codes of findings that are left out where the whole text is wrong."""
_ON_PAGE = frozenset(("KB441",))
"""Codes of findings about a page without a word that stands in its source."""
_MOVED = frozenset(("KB403", "KB423", "KB424", "KB425"))
"""Codes of findings about a section whose doubts (KB412) are looked at when it is mended."""
_DECIDED = frozenset(("KB402", CONTRADICTION, PASTED, *_LANGUAGE))
"""Codes of findings about a text of the data that leave no doubt about it."""
_FACTS, _DEAD_ANCHOR = "KB403", "KB302"
_BY_HAND = frozenset(("KB401", "KB205", LIKE_FACT, FACT_IN_CODE))
"""Codes of what stands where a fact is meant; their hints say which."""


def without_consequences(site: Site, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings without those that are gone as soon as another one is mended."""
    whole: dict[str, list[Finding]] = defaultdict(list)
    renamed = {finding.span.path for finding in findings if finding.code == _SECTIONS}
    for finding in findings:
        if finding.code in _WHOLE:
            whole[finding.span.path].append(finding)
    articles = {a.path: a for a in site.articles.values()} if findings else {}
    by_hand = {
        (_section(articles, one), fact)
        for one in findings
        if one.code in _BY_HAND
        for fact in _facts_in(one)
    }
    decided = {one.span for one in findings if one.code in _DECIDED}
    moved = {_section(articles, one) for one in findings if one.code in _MOVED}
    for finding in findings:
        path, code = finding.span.path, finding.code
        if code in _ON_PAGE and (path in whole or path in renamed):
            continue
        if code == _FACTS and (facts := _facts_in(finding)):
            section = _section(articles, finding)
            if all((section, fact) in by_hand for fact in facts):
                continue
        if code == _DEAD_ANCHOR and _is_renamed(site, articles.get(path), finding.span, renamed):
            continue
        if code == DOUBT and path not in articles and finding.span in decided:
            continue
        if code == DOUBT and path in articles and _section(articles, finding) in moved:
            continue
        if code in _WITHIN and path in articles:
            causes = (one for one in whole[path] if one is not finding)
            if any(_covers(articles[path], one, finding) for one in causes):
                continue
        yield finding


def _facts_in(finding: Finding) -> set[str]:
    """Return the facts that a hint says to write."""
    return {use.id for use in find_uses(finding.hint) if use.id}


def _section(articles: Mapping[str, Article], finding: Finding) -> tuple[str, int]:
    """Return the path and where the section or the field begins in which a finding lies."""
    path, line = finding.span.path, finding.span.line
    article = articles.get(path)
    if article is None or line < article.body_line:
        return path, -line
    at = article.offset(finding.span)
    return path, max((s.start for s in article.sections if s.start <= at), default=0)


def _covers(article: Article, whole: Finding, finding: Finding) -> bool:
    """Tell whether a finding lies in the text that another one is about."""
    if whole.code == finding.code or (whole.code in _BLOCKS and finding.code in _BLOCKS):
        return False
    if min(whole.span.line, finding.span.line) < article.body_line:
        return whole.span.line == finding.span.line and whole.span.length > 1
    start, at = article.offset(whole.span), article.offset(finding.span)
    return start <= at < start + whole.span.length


def _is_renamed(site: Site, article: Article | None, span: Span, renamed: set[str]) -> bool:
    """Tell whether a link leads to a section that its source has, on a page with other ids."""
    link = next((one for one in article.links if one.span == span), None) if article else None
    if article is None or link is None or link.page is None:
        return False
    target, source = site.articles.get((article.lang, link.page)), site.source_of(link.page)
    is_other = target is not None and target.path in renamed
    return is_other and source is not None and link.anchor in source.anchors
