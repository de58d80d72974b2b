"""Leaves out findings that are gone as soon as pasted, lost or mistyped text is mended."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kbgen.checks.source_first import section_of
from kbgen.model.article import Article
from kbgen.model.finding import ERROR, Finding
from kbgen.model.findings import (
    ABOUT_RECORD,
    ABOUT_SAMENESS,
    ABOUT_TRANSLATION,
    CRITICAL,
    DOUBT,
    EDITED,
    REWORDED,
)
from kbgen.model.site import Site

_DIGITS = "KB435"
_PAGE = frozenset(("KB132", "KB133", "KB134"))
"""Codes of mistakes from which findings on the whole page follow."""
_SECTION = frozenset(("KB128", "KB129", "KB130", "KB131", "KB439", "KB440"))
"""Codes of mistakes from which findings in their section, or in the front matter, follow."""
_WORDS = frozenset(("KB433", "KB434"))
"""Codes of mistakes in words, for which what only the record tells has to wait."""
_SLIPS = _PAGE | _SECTION
_INSIDE = frozenset(("KB439",))
"""Codes of mistakes of which a longer one, a whole note, holds shorter ones."""
_LANGUAGE = frozenset(("KB112", "KB401", "KB431", "KB432", "KB433", "KB434", "KB435", "KB439"))
_RECORDED = frozenset((CRITICAL, REWORDED, EDITED))
_NAMED = re.compile(r"#([\w-]+):")
"""The section in the address of a block: what is missing may be told at the next one."""
_COMPARED = ABOUT_TRANSLATION | ABOUT_RECORD
_KEPT = frozenset(("KB401", "KB404", "KB405"))
"""Codes of what is wrong in itself, whatever a source says."""


def without_slip_consequences(site: Site, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings without those that follow from a mistake on their page or on its source."""
    articles = {article.path: article for article in site.articles.values()}
    pages: dict[str, set[str]] = defaultdict(set)
    sections: dict[str, set[str]] = defaultdict(set)
    words: dict[str, set[str]] = defaultdict(set)
    spans: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        article = articles.get(one.span.path)
        if article is None or not (one.severity == ERROR or not site.settings.prove):
            continue
        if one.code in _PAGE:
            pages[article.path].add(one.code)
        elif one.code in _SECTION and (one.code not in _INSIDE or one.mend):
            sections[article.path].add(section_of(article, one))
        elif one.code in _WORDS:
            words[article.path].add(section_of(article, one))
        if one.code in _SECTION | _INSIDE:
            spans[article.path].append(one)
    unclear = {article.id for article in articles.values() if article.is_broken}
    unclear |= {articles[path].id for path in pages}
    for one in findings:
        article = articles.get(one.span.path)
        if article and one.code == DOUBT and article.id in unclear:
            continue  # the languages are compared with one another
        if article is None or not _follows(site, article, one, pages, (sections, words), spans):
            yield one


def _follows(
    site: Site,
    article: Article,
    finding: Finding,
    pages: dict[str, set[str]],
    slips: tuple[dict[str, set[str]], dict[str, set[str]]],
    spans: dict[str, list[Finding]],
) -> bool:
    if finding.code in _SLIPS - _INSIDE:
        return False
    own = pages.get(article.path, set())
    if own & {"KB132", "KB133"}:
        return finding.code in ABOUT_SAMENESS
    is_inside = any(_lies_in(article, finding, one) for one in spans.get(article.path, ()))
    if is_inside and finding.code in _LANGUAGE:
        return True
    if finding.code == _DIGITS:  # of a list that is none
        return section_of(article, finding) in slips[0].get(article.path, set())
    source = site.source_of(article.id) if article.is_translation else None
    paths = {article.path} | ({source.path} if source else set())
    if not article.is_translation or finding.code not in _COMPARED - _KEPT:
        return False
    if any(pages.get(path) for path in paths):
        return True
    sections, words = slips
    where = {section_of(article, finding), *_NAMED.findall(finding.message)}
    if any(where & sections.get(path, set()) for path in paths):
        return True
    is_recorded = finding.code in _RECORDED
    return is_recorded and any(where & words.get(path, set()) for path in paths)


def _lies_in(article: Article, finding: Finding, other: Finding) -> bool:
    """Tell whether a finding lies within a longer one."""
    if finding.span == other.span or finding is other or finding.span.line < article.body_line:
        return False
    if other.span.line < article.body_line or finding.span.length > other.span.length:
        return False
    start, at = article.offset(other.span), article.offset(finding.span)
    return start <= at < start + other.span.length
