"""Applies the site's severities and the comments that excuse findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kbgen.checks.consequences import without_consequences
from kbgen.checks.file_slips import of_file_names
from kbgen.checks.outdated import sourceless_paths, without_differences, without_source_rules
from kbgen.checks.record_last import without_early_record
from kbgen.checks.severities import Severities
from kbgen.checks.slip_consequences import without_slip_consequences
from kbgen.checks.source_first import source_first
from kbgen.model.finding import ERROR, WARNING, Finding, Severity, error
from kbgen.model.findings import (
    ABOUT_DAYS,
    ABOUT_RECORD,
    ABOUT_TRANSLATION,
    CRITICAL,
    IGNORED_WITHOUT_REASON,
    INVALID_RECORD,
    OF_TEXT,
    PAGE_REFUSED,
    UNUSED_FACT,
    verdict_of,
)
from kbgen.model.message import msg, verbatim
from kbgen.model.site import Site
from kbgen.translations.receipts import has_receipt

_IGNORE = re.compile(r"kbgen:\s*ignore\s+(?P<codes>KB\d{3}(?:[\s,]+KB\d{3})*)(?P<rest>.*)")
_REASON = re.compile(r"\s+because\s+\S+", re.I)


def judge(
    site: Site,
    findings: Iterable[Finding],
    lines_of: Callable[[str], Sequence[str]],
    is_building: bool = False,
) -> Iterator[Finding]:
    """Yield the findings that are neither off nor excused nor settled, as severe as the site says.

    A build is not stopped by what only the record of translations tells, unless the site says so.
    `lines_of` returns the lines of a file. A comment `kbgen: ignore KB402 because …` excuses
    findings in its own line and in the next; without a reason it is a finding itself (KB003).
    """
    findings = list(of_file_names(site, list(_without_receipts(site, findings))))
    findings = list(without_source_rules(site, without_differences(site, findings)))
    if is_building:
        findings = list(_in_build(site, findings))
    findings = list(_without_unread(site, findings))
    found = list(without_consequences(site, list(_judged(site, findings, lines_of))))
    found = list(source_first(site, list(without_slip_consequences(site, found))))
    yield from without_early_record(site, found)


def _judged(
    site: Site, findings: Iterable[Finding], lines_of: Callable[[str], Sequence[str]]
) -> Iterator[Finding]:
    severities = Severities(site)
    lines_of = cache(lines_of)
    findings = [*findings, *severities.unused()]
    for finding in findings:
        severity = severities.of(finding)
        if severity == "off":
            continue
        if site.settings.proves_doubts and verdict_of(finding) == "doubt":
            finding = replace(finding, severity=ERROR)
        if severity:
            finding = replace(finding, severity=Severity(severity))
        comment = _comment(finding, lines_of(finding.span.path))
        if comment is None:
            yield finding
        elif not _REASON.match(comment["rest"]):
            yield finding
            what = msg("this comment ignores %(code)s without a reason", code=finding.code)
            hint = verbatim(f"kbgen: ignore {finding.code} because …")
            yield error(IGNORED_WITHOUT_REASON, finding.span, what, hint)


def _without_receipts(site: Site, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings without those about two texts that a person has settled as they are."""
    for finding in findings:
        if not (finding.compared and has_receipt(site, finding.compared)):
            yield finding


def _in_build(site: Site, findings: Iterable[Finding]) -> Iterator[Finding]:
    sourceless = sourceless_paths(site)
    for finding in findings:
        if finding.code in (INVALID_RECORD, CRITICAL):
            severity = WARNING if finding.code == INVALID_RECORD else site.settings.critical
            yield replace(finding, severity=severity)
        elif finding.code not in ABOUT_RECORD or finding.span.path in sourceless:
            yield finding


def _without_unread(site: Site, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings without those that only follow from a page that was not read completely.

    These say that its translations differ from it, or that a fact is not used.
    """
    refused = {finding.span.path for finding in findings if finding.code == PAGE_REFUSED}
    unread = [a for a in site.articles.values() if a.is_broken and a.path in refused]
    sources = {article.id for article in unread if not article.is_translation}
    compared = {a.path for a in site.articles.values() if a.id in sources}
    for finding in findings:
        is_compared = finding.span.path in compared and finding.code in ABOUT_TRANSLATION
        if not (is_compared or (unread and finding.code == UNUSED_FACT)):
            yield finding


def of_drafts(site: Site, findings: Sequence[Finding], is_building: bool) -> Iterator[Finding]:
    """Yield findings; those of sameness (KB4xx) in drafts are warnings, and left out in a build.

    A draft is work in progress that nobody reads yet, so it must not prevent a build. The day of a
    text that is not announced yet is not in progress: on it the text is published by itself.
    """
    drafts = {article.path for article in site.articles.values() if site.is_draft(article)}
    for finding in findings:
        is_apart = finding.code not in OF_TEXT or finding.code in ABOUT_DAYS
        if finding.span.path not in drafts or is_apart:
            yield finding
        elif not is_building:
            yield replace(finding, severity=WARNING)


def _comment(finding: Finding, lines: Sequence[str]) -> re.Match[str] | None:
    here = finding.span.line - 1
    for line in lines[max(here - 1, 0) : here + 1]:
        match = _IGNORE.search(line)
        if match and finding.code in match["codes"]:
            return match
    return None
