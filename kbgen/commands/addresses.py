"""`kbgen addresses`: begin and complete the list of addresses, and take in those of older sites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kbgen.build.site import open_site
from kbgen.errors import FindingsError
from kbgen.mkdocs.driver import load
from kbgen.model.finding import Finding
from kbgen.model.moves import new_addresses
from kbgen.source.address_list import INVALID_LIST, add_addresses


def update_addresses(
    config_file: Path, is_check: bool, report: Callable[[Sequence[Finding]], None]
) -> tuple[int, list[str]]:
    """Add the pages and sections of today to the list; return how many were new, and which.

    With `is_check` nothing is written. Raises FindingsError for mistakes in the list.
    """
    project = load(config_file)
    site, findings = open_site(project)
    if wrong := [one for one in findings if one.code == INVALID_LIST]:
        raise FindingsError(wrong)
    report([one for one in findings if one.code == "KB311"])
    missing = new_addresses(site)
    if is_check:
        return len(missing), missing
    return add_addresses(site), []
