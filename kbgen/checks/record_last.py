"""Leaves out what the record of translations tells of a text that has a mistake: mended first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kbgen.model.article import Article
from kbgen.model.finding import ERROR, Finding, Span
from kbgen.model.findings import ABOUT_RECORD, label_of
from kbgen.model.site import Site

_FORM = frozenset(("KB111", "KB126", "KB127", "KB128", "KB129"))
"""Codes of slips by which the parts of a section are other ones than were meant."""
_IN_FORM = ABOUT_RECORD | {"KB422", "KB423", "KB424", "KB425", "KB426"}
"""Codes of differences in a section that follow from its form."""
_ABOUT_DAYS = "KB404"
"""A fact that is not used says nothing about its translations."""
_START = re.compile(r"[ \t]*(?:(?:[-*+]|\d+[.)]|#{1,6}|!!!)(?=\s)|\|)")
"""How a line begins that is a block of its own: an item, a heading, a row."""
_Place = tuple[str, str, int]
"""A path, "block" or "section", and the line in which that begins."""


def without_early_record(site: Site, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings without those about the record in a text that is to be mended first.

    That text, or its source, has another finding that is at least as severe. A person who accepts
    the translation before would accept the mistake. What is still true is told after it.
    """
    if not any(one.code in ABOUT_RECORD or one.code in _IN_FORM for one in findings):
        yield from findings
        return
    articles = {article.path: article for article in site.articles.values()}
    severest: dict[_Place, bool] = defaultdict(bool)
    formless: dict[_Place, bool] = defaultdict(bool)
    for one in findings:
        article = articles.get(one.span.path)
        if one.code in _FORM and article:
            place = _section(article, one.span)
            formless[place] = formless[place] or one.severity == ERROR
        if one.code in ABOUT_RECORD or one.code == _ABOUT_DAYS or label_of(one) == "doubt":
            continue
        place = _block(article, one.span)
        severest[place] = severest[place] or one.severity == ERROR
    for one in findings:
        article = articles.get(one.span.path)
        if one.code in ABOUT_RECORD and _is_in(severest, _blocks(articles, one), one):
            continue
        is_translated = article is not None and article.is_translation
        is_of_form = is_translated and one.code in _IN_FORM
        if is_of_form and _is_in(formless, _sections(articles, one), one):
            continue
        yield one


def _is_in(severest: Mapping[_Place, bool], places: Iterable[_Place], one: Finding) -> bool:
    """Tell whether a place has a finding that is as severe; `severest` says where errors are."""
    known = (severest[place] for place in places if place in severest)
    return any(is_error or one.severity != ERROR for is_error in known)


def _blocks(articles: Mapping[str, Article], one: Finding) -> Iterator[_Place]:
    """Yield the block of a finding, and that of the source."""
    yield _block(articles.get(one.span.path), one.span)
    if one.source:
        yield _block(articles.get(one.source.path), one.source)


def _sections(articles: Mapping[str, Article], one: Finding) -> Iterator[_Place]:
    """Yield the section of a finding; for what is missing, the one that has its source."""
    article = articles[one.span.path]
    there = articles.get(one.source.path) if one.source else None
    if one.source is None or there is None or one.source.line < there.body_line:
        yield _section(article, one.span)
        return
    at = there.offset(one.source)
    id_ = next((s.id for s in reversed(there.sections) if s.start <= at), "")
    own = next((s for s in article.sections if s.id == id_), None)
    if own:
        yield article.path, "section", own.start


def _section(article: Article, span: Span) -> _Place:
    if span.line < article.body_line:
        return article.path, "section", -1
    at = article.offset(span)
    starts = (section.start for section in article.sections if section.start <= at)
    return article.path, "section", max(starts, default=-1)


def _block(article: Article | None, span: Span) -> _Place:
    """Return where the paragraph, item, row, heading or field of a place begins.

    In a file of data that is its line; a branch is looked at as a whole.
    """
    if article is None or span.line < article.body_line:
        is_branch = article is None and "/branches/" in f"/{span.path}"
        return span.path, "block", 1 if is_branch else span.line
    body, line = article.body, span.line
    start = body.rfind("\n", 0, article.offset(span)) + 1
    while start and not _START.match(body, start):
        before = body.rfind("\n", 0, start - 1) + 1
        if not body[before:start].strip():
            break
        start, line = before, line - 1
    return article.path, "block", line
