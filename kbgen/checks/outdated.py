"""Leaves out the differences between languages that follow from a change of the source alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from kbgen.model.article import Article
from kbgen.model.finding import Finding
from kbgen.model.findings import CRITICAL
from kbgen.model.site import Site
from kbgen.translations.states import BlockState, states_of, without_source

_DIFFERENCES = frozenset(
    ("KB402", "KB403", "KB411", "KB412", "KB413", *(f"KB42{n}" for n in (3, 4, 5, 6, 7, 9)))
)
"""Codes of the rules that compare a section of a translation with the same of its source."""


_OF_SOURCES = frozenset(("KB421", "KB451", "KB452", "KB453", "KB455"))
"""Codes of the rules for source pages, which a translation that lost its source passes for."""


def without_source_rules(site: Site, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings without what source pages need, in translations that lost their source."""
    paths = sourceless_paths(site)
    return (one for one in findings if one.span.path not in paths or one.code not in _OF_SOURCES)


def sourceless_paths(site: Site) -> Set[str]:
    """Return the paths of translations that lost their source: KB484 says what to do."""
    pages = without_source(site.sources, site.recorded) if site.recorded else frozenset()
    return {article.path for article in site.articles.values() if article.id in pages}


def without_differences(site: Site, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings without differences in sections whose source alone has changed.

    KB481 names the block that has to follow. Where the translation has changed as well, or where
    KB481 is off, the differences are reported.
    """
    is_off = site.settings.severities.get(CRITICAL, {}).get("*") == "off"
    outdated = {} if is_off else _outdated(site, findings)
    for finding in findings:
        known = outdated.get(finding.span.path) if finding.code in _DIFFERENCES else None
        if not (known and known[1] & _places(known[0], finding)):
            yield finding


def _outdated(
    site: Site, findings: Iterable[Finding]
) -> Mapping[str, tuple[Article, Set[tuple[str, str]]]]:
    """Return path → (page, the sections and fields in it that have not followed)."""
    paths = {finding.span.path for finding in findings if finding.code == CRITICAL}
    pages = [article for article in site.articles.values() if article.path in paths]
    states = states_of(site) if pages else {}
    found = {}
    for page in pages:
        blocks = states[page.lang].changed_pages.get(page.id, ()) if page.lang in states else ()
        critical = {_place(one) for one in blocks if one.consequence == "critical"}
        changed = {_place(one) for one in blocks if _has_changed(one)}
        found[page.path] = page, critical - changed
    return found


def _has_changed(one: BlockState) -> bool:
    """Tell whether the translation has not been left as it was recorded."""
    return one.match.is_edited or (one.match.state == "obsolete" and one.match.recorded is None)


def _place(one: BlockState) -> tuple[str, str]:
    """Return the section, and the field of the front matter if it stands there."""
    field = one.block.name.partition(".")[0] if one.block.kind == "field" else ""
    return one.block.section, field


def _places(page: Article, finding: Finding) -> Set[tuple[str, str]]:
    """Return the section or the fields in which a finding lies."""
    line = finding.span.line
    if line < page.body_line:
        return {("", str(path[0])) for path, at in page.marks.items() if path and at.line == line}
    ids = [one.id for one in page.sections if page.place(one.start, one.start).line <= line]
    return {(ids[-1], "")}
