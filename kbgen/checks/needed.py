"""Runs the rules that every build needs over a resolved site."""

from __future__ import annotations

from kbgen.checks.addresses import check_claims, check_listed
from kbgen.checks.documents import check_documents, check_folders
from kbgen.checks.editions import check_effective
from kbgen.checks.fact_like import check_fact_like
from kbgen.checks.facts import check_facts
from kbgen.checks.html import check_html
from kbgen.checks.inputs import Rule, RuleInputs, findings_in_site
from kbgen.checks.kinds import check_needed_by_kind
from kbgen.checks.link_slips import check_addresses_of_links
from kbgen.checks.links import check_links
from kbgen.checks.nav import check_nav, check_omitted
from kbgen.checks.origins import check_origins
from kbgen.checks.pictures import check_pictures
from kbgen.checks.references import check_contact, check_home, check_references
from kbgen.model.finding import Finding
from kbgen.model.site import Site

NEEDED: tuple[Rule, ...] = (
    check_facts,
    check_fact_like,
    check_links,
    check_addresses_of_links,
    check_documents,
    check_folders,
    check_nav,
    check_omitted,
    check_listed,
    check_claims,
    check_effective,
    check_references,
    check_contact,
    check_home,
    check_needed_by_kind,
    check_pictures,
    check_origins,
    check_html,
)
"""The rules whose findings prevent a build."""


def check_needed(site: Site) -> list[Finding]:
    """Return the findings that prevent a build."""
    return [finding for found in findings_in_site(NEEDED, RuleInputs(site)) for finding in found]
