"""Leaves out what follows from a mistake in a source page, which is mended there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from kbgen.model.article import Article
from kbgen.model.finding import ERROR, Finding
from kbgen.model.findings import (
    ABOUT_TRANSLATION,
    CRITICAL,
    FACT_IN_CODE,
    LIKE_FACT,
    REWORDED,
    UNPAIRED,
    UNPUBLISHED_HTML,
    UNUSED_FACT,
)
from kbgen.model.site import Site
from kbgen.model.uses import find_uses

_BY_HAND, _OTHER_FACTS, _EMPTY = "KB401", "KB403", "KB125"
_MISSING_IDS = "KB134"
_MISTYPED_ID, _NESTING, _SECTIONS = "KB126", "KB127", "KB422"
_MEANT = frozenset(("KB402", "KB403", "KB411", "KB412", CRITICAL, REWORDED))
_LINKED = frozenset(("KB427", "KB429", CRITICAL, REWORDED, UNPAIRED))
_IN_SECTION: Mapping[str, Set[str]] = {
    **dict.fromkeys(("KB205", "KB210", LIKE_FACT, FACT_IN_CODE), _MEANT),
    **dict.fromkeys(("KB301", "KB302", "KB308"), _LINKED),
    "KB309": _MEANT | _LINKED,
}
"""Code of a mistake in a source → codes of differences in the same section that follow from it."""
_ON_PAGE = frozenset(("KB111", _MISTYPED_ID, "KB128", "KB129"))
"""Codes of mistakes from which differences on the whole page follow."""
_RECORDED = {CRITICAL, REWORDED, UNPAIRED}
_FOLLOWING = (ABOUT_TRANSLATION | _RECORDED) - {_BY_HAND, UNUSED_FACT, "KB405"}
_NAMING = {"KB205", "KB210", LIKE_FACT, FACT_IN_CODE, _BY_HAND}
_NAMING |= {"KB001", "KB103", "KB104", "KB201", "KB202", "KB303"}
"""Codes of findings that name facts which are used, though wrongly."""
_ANCHOR = re.compile(r"\{#([^{}\s]+)\}")


def source_first(site: Site, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings without those in translations, or about facts, that another one explains.

    A mistake counts if it stops a build, or if nothing proves that the languages say the same.
    """
    articles = {article.path: article for article in site.articles.values()}
    mistakes = [
        (articles[one.span.path], one)
        for one in findings
        if one.span.path in articles and (one.severity == ERROR or not site.settings.prove)
    ]
    causes = _Causes(site, mistakes)
    named = " ".join(f"{one.message} {one.hint}" for one in findings if one.code in _NAMING)
    # Of these the facts are not known.
    is_unread = any(article.is_broken and not article.body for article in articles.values())
    for finding in findings:
        article = articles.get(finding.span.path)
        if finding.code == UNUSED_FACT and (is_unread or _names(named, finding.message)):
            continue
        if article and (causes.explain(article, finding) or causes.lie_over(article, finding)):
            continue
        yield finding


def _names(text: str, message: str) -> bool:
    """Tell whether a text names the fact of a message: '{{ a.b }}' or 'a.b' in quotes."""
    fact_id = message.partition("'")[2].partition("'")[0]
    return f"{{{{ {fact_id} " in text or f"'{fact_id}'" in text


class _Causes:
    """The mistakes of source pages: in which sections, and on which pages they are."""

    def __init__(self, site: Site, mistakes: Sequence[tuple[Article, Finding]]) -> None:
        self._broken = {page_id for page_id, one in site.sources.items() if one.is_broken}
        self._sections: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._by_hand: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._pages: set[str] = set()
        self._empty: set[str] = set()
        self._nesting: set[str] = set()
        self._ids: set[tuple[str, str]] = set()
        self._spans: dict[str, list[Finding]] = defaultdict(list)
        for article, one in mistakes:
            if one.code in (LIKE_FACT, "KB308"):
                self._spans[article.path].append(one)
            if one.code in (_MISTYPED_ID, _MISSING_IDS):
                self._ids |= {(article.id, anchor) for anchor in _ANCHOR.findall(one.hint)}
            if article.is_translation:
                if one.code == _EMPTY:
                    self._empty.add(article.path)
                continue
            if one.code == _BY_HAND:
                facts = {use.id for use in find_uses(one.hint) if use.id}
                self._by_hand[article.id] |= {(section_of(article, one), fact) for fact in facts}
            elif one.code in _IN_SECTION:
                self._sections[article.id][section_of(article, one)] |= _IN_SECTION[one.code]
            elif one.code in _ON_PAGE:
                self._pages.add(article.id)
            elif one.code == _NESTING:
                self._nesting.add(article.id)

    def explain(self, article: Article, finding: Finding) -> bool:
        """Tell whether a finding is gone once a source page is mended."""
        if finding.code in ("KB302", "KB303") and self._ids:
            return self._is_anchored(article, finding)
        if not article.is_translation or finding.code not in _FOLLOWING:
            return False
        if article.id in self._broken | self._pages or article.path in self._empty:
            return True
        if article.id in self._nesting and finding.code == _SECTIONS:
            return True
        section = section_of(article, finding)
        if finding.code in self._sections.get(article.id, {}).get(section, ()):
            return True
        return self._is_of_fact(article, finding, section)

    def _is_of_fact(self, article: Article, finding: Finding, section: str) -> bool:
        """Tell whether a translation uses a fact that its source has written by hand."""
        facts = {fact for where, fact in self._by_hand.get(article.id, ()) if where == section}
        if finding.code == _OTHER_FACTS:
            return any(f"'{fact}'" in finding.message for fact in facts)
        used = {use.id for use in article.uses} if finding.code == "KB402" else set()
        return bool(facts & used)

    def lie_over(self, article: Article, finding: Finding) -> bool:
        """Tell whether removed HTML is part of what another finding is about."""
        if finding.code != UNPUBLISHED_HTML:
            return False
        at = finding.span
        return any(
            one.span.line == at.line and 0 <= at.column - one.span.column < one.span.length
            for one in self._spans.get(article.path, ())
        )

    def _is_anchored(self, article: Article, finding: Finding) -> bool:
        """Tell whether a dead anchor is an id that is only mistyped where it stands."""
        link = next((one for one in article.links if one.span == finding.span), None)
        if link and link.page:
            return (link.page, link.anchor or "") in self._ids
        return any(
            f"'{anchor}'" in finding.message or f"'{page}#{anchor}'" in finding.message
            for page, anchor in self._ids
        )


def section_of(article: Article, finding: Finding) -> str:
    """Return the id of the section in which a finding lies; "" before the first heading."""
    if finding.span.line < article.body_line:
        return ""
    at = article.offset(finding.span)
    return next((one.id for one in reversed(article.sections) if one.start <= at), "")
