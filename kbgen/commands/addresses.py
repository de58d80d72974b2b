"""`kbgen addresses`: begin and complete the list of addresses, and take in those of older sites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kbgen.build.site import open_site
from kbgen.errors import FindingsError, KbgenError
from kbgen.importing.addresses.matching import Matching, match_addresses
from kbgen.importing.addresses.read import read_addresses
from kbgen.mkdocs.driver import load
from kbgen.model.addresses import ADDRESS_LIST, ARROW, ListedAddress
from kbgen.model.finding import Finding
from kbgen.model.moves import Redirect, new_addresses, published_addresses
from kbgen.source.address_list import INVALID_LIST, add_addresses, with_addresses
from kbgen.system.files import read_file
from kbgen.system.writing import write_whole


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


@dataclass(frozen=True)
class ImportReport:
    """What `kbgen addresses import` found and wrote."""

    matching: Matching
    new: tuple[ListedAddress, ...]
    is_dry: bool

    @property
    def unmatched(self) -> bool:
        return bool(self.matching.unmatched)

    @property
    def text(self) -> str:
        """Return a line for each address, those that need a person last, and one that counts."""
        lines = [f"{one.address} {ARROW} {one.target}" for one in self.new]
        lines += [f"{one.address}: only rules of a host can lead on" for one in self._without_page]
        left = self.matching.unmatched
        if left:
            lines += ["", f"Write {ARROW} and a page behind these, and add them to {ADDRESS_LIST}:"]
            lines += [f"{one.old.old}  # {one.why}; {one.old.place}" for one in left]
        wrote = "would be written" if self.is_dry else f"written to {ADDRESS_LIST}"
        same = f", {len(self.matching.same)} are as before" if self.matching.same else ""
        return "\n".join([*lines, f"{len(self.new)} {wrote}{same}, {len(left)} need a page."])

    @property
    def _without_page(self) -> list[ListedAddress]:
        """Return those at which no page can stand: of another type than HTML."""
        paths = [one for one in self.new if one.address.startswith("/")]
        return [one for one in paths if not Redirect(one.address[1:], "", one.target, {}).is_html]


def import_addresses(config_file: Path, paths: tuple[Path, ...], is_dry: bool) -> ImportReport:
    """Add the addresses of an older site to the list, with the pages in their place.

    Raises KbgenError if a file cannot be read, FindingsError for mistakes in the list.
    """
    project = load(config_file)
    site, findings = open_site(project)
    if wrong := [one for one in findings if one.code == INVALID_LIST]:
        raise FindingsError(wrong)
    found = read_addresses(paths)
    if not found:
        raise KbgenError("no old addresses were found there; see kbgen addresses import --help")
    matching = match_addresses(site, found)
    known = (
        {one.address for one in site.address_list.lines if one.target}
        if site.address_list
        else set()
    )
    new = tuple(one for one in matching.matched if one.address not in known)
    if new and not is_dry:
        file = project.settings.root / ADDRESS_LIST
        bounds = project.settings.bounds
        text = read_file(file, bounds).decode("utf-8-sig") if file.exists() else ""
        today = [] if file.exists() else published_addresses(site)
        write_whole(file, with_addresses(text, [*today, *new]).encode())
    return ImportReport(matching, new, is_dry)
