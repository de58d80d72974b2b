"""The words that the panels of `kbgen serve` show in the browser, in the editor's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kbgen.languages.language import language
from kbgen.model.doubt import Doubt, pieces_of
from kbgen.model.finding import Finding
from kbgen.model.findings import label_of
from kbgen.model.message import Message, joined, msg, msgn
from kbgen.report.catalog import FindingCatalog
from kbgen.report.text import LABELS, errors_of, warnings_of

NOT_YET = msg("This page cannot be shown yet.")
WORDS = {
    "trouble": msg("This cannot be shown yet; the page is as it was"),
    "blocked": msg("Blocked by the site's Content-Security-Policy, here and where it is published"),
    "from": msg("in %(place)s", place="{place}"),
    "allow": msg("to allow it, in mkdocs.yml under kbgen: %(setting)s", setting="{setting}"),
    "trusted": msg(
        "let the script make elements or textContent, not HTML; or let it make a policy of "
        "Trusted Types, and name that in mkdocs.yml under kbgen: %(setting)s",
        setting="hosting: {allow: {trusted-types: NAME}}",
    ),
    "inline": msg("move it into a file of its own, under extra_css or extra_javascript"),
    "https": msg("use its https address"),
    "unallowed": msg("no setting allows it; take it out of the page"),
    "same": msg("They say the same"),
    "spelling": msg("Accept as spelling"),
    "unrecorded": msg("Not recorded; reload the page"),
    "critical": msg("states something else"),
    "worded": msg("reworded"),
    "minor": msg("corrected"),
    **LABELS,
}
"""Name in the scripts → words; what stands in braces, a script fills in."""


def words_in(catalog: FindingCatalog) -> dict[str, str]:
    """Return the words of the scripts, and the language and direction of all panels."""
    words = {name: catalog.text(message) for name, message in WORDS.items()}
    return {**words, "lang": catalog.lang, "dir": "rtl" if catalog.is_rtl else "ltr"}


def findings_heading(findings: Sequence[Finding]) -> Message:
    """Return the heading above what was found on a page."""
    labels = [label_of(finding) for finding in findings]
    errors = labels.count("error")
    counts = ((errors_of, errors), (warnings_of, len(labels) - errors))
    return msg("kbgen check: %(counts)s", counts=joined([of(n) for of, n in counts if n]))


def doubts_heading(count: int) -> Message:
    """Return the heading above doubts."""
    return msgn(
        "Do they say the same? %(count)d doubt is open",
        "Do they say the same? %(count)d doubts are open",
        count,
    )


def outdated_heading(count: int) -> Message:
    """Return the heading above texts that changed since they were translated."""
    return msgn(
        "Changed since it was translated: %(count)d text",
        "Changed since it was translated: %(count)d texts",
        count,
    )


def as_data(findings: Sequence[Finding], catalog: FindingCatalog) -> list[dict[str, Any]]:
    """Return findings as plain data for the browser."""
    return [
        {
            "code": one.code,
            "severity": label_of(one),
            "place": str(one.span),
            "message": catalog.text(one.what),
            "hint": catalog.text(one.advice),
        }
        for one in findings
    ]


def doubt_data(doubt: Doubt, catalog: FindingCatalog) -> dict[str, Any]:
    """Return a doubt as plain data: both texts in pieces, [text, whether it is marked]."""
    compared = doubt.compared
    return {
        "page": compared.page,
        "address": compared.address,
        "source": compared.source.digest,
        "translation": compared.translation.digest,
        "lang": compared.lang,
        "texts": [
            {
                "lang": text.lang,
                "name": catalog.text(language(text.lang).display_name),
                "pieces": pieces_of(text),
            }
            for text in (compared.source, compared.translation)
        ],
        "findings": as_data(doubt.findings, catalog),
    }
