"""Reads, resolves and checks a project, for the plugin and the commands."""

from __future__ import annotations

from dataclasses import replace

from kbgen.checks.needed import check_needed
from kbgen.checks.verdict import judge, of_drafts
from kbgen.model.finding import Finding, sort_findings
from kbgen.model.site import Settings, Site
from kbgen.resolve.facts import resolve_facts
from kbgen.resolve.links import resolve_links
from kbgen.resolve.locales import resolve_locales
from kbgen.source.former_texts import with_former_texts
from kbgen.source.text import read_text
from kbgen.source.tree import read_site
from kbgen.system.parse_cache import ParseCache


def open_project(
    settings: Settings, is_complete: bool | None = None, parse_cache: ParseCache | None = None
) -> tuple[Site, list[Finding]]:
    """Return the resolved site and the findings in it.

    `is_complete` runs every rule; by default the settings choose those of a build. Pages that
    `parse_cache` contains are not read or checked again.
    """
    site, findings = read_site(settings, parse_cache)
    site, problems = resolve_locales(site)
    findings += problems
    site, problems = resolve_facts(site)
    findings += problems
    site = resolve_links(site)
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

    def lines_of(path: str) -> list[str]:
        text, _ = read_text(settings.root / path, path, settings.bounds)
        return text.split("\n")

    is_building = is_complete is not True
    judged = list(judge(site, findings, lines_of, is_building))
    if doubtful := frozenset(one.compared.page for one in judged if one.compared):
        memo = site.memo
        site = replace(site, doubtful=doubtful)
        site.memo.update(memo)
    return site, sort_findings(list(of_drafts(site, judged, is_building)))
