"""Reads, resolves and checks a project: what both the plugin and the commands start from."""

from __future__ import annotations

from kbgen.checks.rules import check
from kbgen.model.finding import Finding, sort_findings
from kbgen.model.site import Settings, Site
from kbgen.resolve.facts import resolve_facts
from kbgen.resolve.links import resolve_links
from kbgen.resolve.locales import resolve_locales
from kbgen.source.tree import read_site


def open_project(settings: Settings) -> tuple[Site, list[Finding]]:
    """Return the resolved site and everything that is wrong with it."""
    site, findings = read_site(settings)
    site, problems = resolve_locales(site)
    findings += problems
    site, problems = resolve_facts(site)
    findings += problems
    site = resolve_links(site)
    findings += check(site)
    return site, sort_findings(findings)
