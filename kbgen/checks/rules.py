"""Runs every rule over a resolved site."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kbgen.checks.facts import check_facts
from kbgen.checks.html import check_html
from kbgen.checks.links import check_links
from kbgen.checks.references import check_contact, check_references
from kbgen.checks.surveys import check_surveys
from kbgen.model.finding import Finding
from kbgen.model.site import Site

ALL: tuple[Callable[[Site], Iterator[Finding]], ...] = (
    check_facts,
    check_links,
    check_references,
    check_contact,
    check_surveys,
    check_html,
)


def check(site: Site) -> list[Finding]:
    """Return what every rule finds."""
    return [finding for rule in ALL for finding in rule(site)]
