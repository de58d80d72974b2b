"""Reads, resolves and checks a project, for the plugin and the commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kbgen.build.baseline import without_baseline
from kbgen.checks.needed import check_needed
from kbgen.checks.verdict import judge, of_drafts
from kbgen.model.editions import edition_of
from kbgen.model.finding import ERROR, Finding, sort_findings
from kbgen.model.message import msg
from kbgen.model.site import Settings, Site
from kbgen.resolve.facts import resolve_facts
from kbgen.resolve.links import resolve_links
from kbgen.resolve.locales import resolve_locales
from kbgen.source.former_texts import with_former_texts
from kbgen.source.text import read_text
from kbgen.source.tree import read_site
from kbgen.system.parse_cache import ParseCache


def open_project(
    settings: Settings,
    is_complete: bool | None = None,
    parse_cache: ParseCache | None = None,
    has_baseline: bool = True,
) -> tuple[Site, list[Finding]]:
    """Return the resolved site and the findings in it.

    `is_complete` runs every rule; by default the settings choose those of a build. Pages that
    `parse_cache` contains are not read or checked again. Without `has_baseline` all findings count.
    """
    site, findings = _read(settings, parse_cache)
    if is_complete:
        site = with_former_texts(site, parse_cache)  # a build is the same without a history
    # Imported here, since a build without `prove` and records does not need these rules.
    if settings.prove if is_complete is None else is_complete:
        from kbgen.checks.rules import check

        findings += check(site, parse_cache)
    else:
        findings += check_needed(site)
        if site.recorded:
            from kbgen.checks.rules import check_record

            findings += check_record(site, parse_cache)
    findings += _of_later_days(site, findings, parse_cache)

    def lines_of(path: str) -> list[str]:
        text, _ = read_text(settings.root / path, path, settings.bounds)
        return text.split("\n")

    is_building = is_complete is not True
    judged = list(judge(site, findings, lines_of, is_building))
    if doubtful := frozenset(one.compared.page for one in judged if one.compared):
        memo = site.memo
        site = replace(site, doubtful=doubtful)
        site.memo.update(memo)
    found = sort_findings(list(of_drafts(site, judged, is_building)))
    return without_baseline(site, found, is_building) if has_baseline else (site, found)


def _read(settings: Settings, parse_cache: ParseCache | None) -> tuple[Site, list[Finding]]:
    """Return the resolved site on the day of its settings, and what is wrong with its files."""
    site, findings = read_site(settings, parse_cache)
    site, problems = resolve_locales(site)
    findings += problems
    site, problems = resolve_facts(site)
    return resolve_links(site), [*findings, *problems]


def _of_later_days(
    site: Site, findings: Sequence[Finding], parse_cache: ParseCache | None
) -> Iterator[Finding]:
    """Yield what would stop the builds of days on which later texts begin, and not today's.

    Those builds run when nobody is looking.
    """
    known = {(one.code, one.span, one.message) for one in findings}
    days = sorted({edition.starts for page in site.sources if (edition := edition_of(page))})
    for day in days:
        later, problems = _read(replace(site.settings, today=day), parse_cache)
        for one in (*problems, *check_needed(later)):
            if one.severity == ERROR and (one.code, one.span, one.message) not in known:
                known.add((one.code, one.span, one.message))
                what = msg("from %(day)s on: %(what)s", day=str(day), what=one.what)
                yield replace(one, what=what)
