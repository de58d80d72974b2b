"""Leaves out the findings that a project's baseline has set aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kbgen.model.baseline import Baseline, BaselineUse, set_aside
from kbgen.model.finding import ERROR, Finding
from kbgen.model.site import Site
from kbgen.source.baseline import read_baseline


def without_baseline(
    site: Site, findings: Sequence[Finding], is_building: bool
) -> tuple[Site, list[Finding]]:
    """Return the findings that count, and the site with what its baseline has set aside."""
    file = site.settings.baseline
    if file is None:
        return site, [*findings]
    path = site.settings.relative(file)
    place = site.settings.place("checks", "baseline")
    baseline, problems = read_baseline(file, path, site.settings.bounds, place)
    return apply_baseline(site, [*findings, *problems], baseline, path, is_building)


def apply_baseline(
    site: Site, findings: Sequence[Finding], baseline: Baseline, path: str, is_building: bool
) -> tuple[Site, list[Finding]]:
    """Return the findings that a baseline does not set aside, and the site with its use."""
    counts = _needed(site) if is_building else _never
    kept, hidden, gone = set_aside(findings, baseline, counts)
    use = BaselineUse(path, hidden, None if is_building else gone)
    memo = site.memo
    site = replace(site, baseline=use)
    site.memo.update(memo)
    return site, kept


def _never(_: Finding) -> bool:
    return False


def _needed(site: Site) -> Callable[[Finding], bool]:
    """Return what tells errors for which a build would leave out a page."""
    broken = {article.path for article in site.articles.values() if article.is_broken}
    return lambda one: one.severity == ERROR and one.span.path in broken
