"""`kbgen facts`: the values that customers read, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kbgen.commands.build import check_project
from kbgen.errors import ContentError, KbgenError
from kbgen.model.finding import ERROR, Finding, did_you_mean
from kbgen.model.findings import ABOUT_FACTS
from kbgen.model.site import Site
from kbgen.resolve.describe import describe
from kbgen.source.tree import LEDGER


def _is_about_facts(finding: Finding, ledger: str) -> bool:
    return finding.span.path == ledger or finding.code in ABOUT_FACTS


def list_facts(
    config_file: Path,
    fact_id: str | None,
    as_of: date | None,
    report: Callable[[Sequence[Finding]], None],
) -> list[dict[str, Any]]:
    """Return all facts, or one, as plain data: their words in every language and place.

    Raises KbgenError for an unknown fact, ContentError if the ledger cannot be read.
    """
    site, findings = check_project(config_file, as_of)
    refuse_broken_facts(site, findings, report)
    if fact_id is None:
        return [describe(site, fact) for fact in site.facts]
    if fact_id not in site.facts:
        hint = did_you_mean(fact_id, site.facts) or "see them all with: kbgen facts"
        raise KbgenError(f"there is no fact '{fact_id}'; {hint}")
    return [describe(site, fact_id)]


def refuse_broken_facts(
    site: Site, findings: Sequence[Finding], report: Callable[[Sequence[Finding]], None]
) -> None:
    ledger = site.settings.relative(site.settings.content / LEDGER)
    broken = [f for f in findings if f.severity == ERROR and _is_about_facts(f, ledger)]
    if broken:
        report(broken)
        raise ContentError("the facts cannot be told before that is put right")
