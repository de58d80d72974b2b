"""`kbgen verify`: compare a built site with the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from kbgen.commands.facts import refuse_broken_facts
from kbgen.errors import KbgenError
from kbgen.mkdocs.driver import load
from kbgen.model.finding import Finding
from kbgen.resolve.expected import expected_values
from kbgen.resolve.facts import resolve_facts
from kbgen.resolve.locales import resolve_locales
from kbgen.source.tree import read_site
from kbgen.verify.matrix import Matrix
from kbgen.verify.pages import read_pages
from kbgen.verify.prove import prove


def verify_site(
    config_file: Path,
    site_dir: Path,
    as_of: date | None,
    report: Callable[[Sequence[Finding]], None],
) -> Matrix:
    """Compare a built site with the ledger.

    Raises KbgenError if the folder has no site that kbgen built, ContentError as list_facts does.
    """
    if not site_dir.is_dir():
        raise KbgenError(f"there is no folder {site_dir}; build the site first: kbgen build")
    settings = load(config_file, as_of=as_of).settings
    site, findings = read_site(settings)
    site, problems = resolve_locales(site)
    site, more = resolve_facts(site)
    refuse_broken_facts(site, [*findings, *problems, *more], report)
    pages = list(read_pages(site_dir, settings.langs, settings.default, settings.directory_urls))
    if not any(page.sections for page in pages):
        raise KbgenError(
            f"{site_dir} is no site that kbgen built: no whole page below it has "
            f"<html dir lang> and an article in {', '.join(settings.langs)}"
        )
    return prove(pages, expected_values(site))
