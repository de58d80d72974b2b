"""Finds the fewest entries of `was` by which every address leads where it has to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kbgen.model.addresses import split_address
from kbgen.model.finding import Span
from kbgen.model.moves import Claim, Moves
from kbgen.model.site import Site


@dataclass(frozen=True)
class WasEntry:
    """A former address and where it leads; `page` is that whose `was` says so, "" for none."""

    old: str
    target: str
    page: str

    @property
    def written(self) -> str:
        """Return the entry as front matter has it."""
        _, anchor = split_address(self.target)
        old_anchor = split_address(self.old)[1]
        if not old_anchor or anchor == old_anchor:
            return self.old
        return f"{self.old}: {anchor}" if anchor else f"{self.old}:"

    @property
    def claim(self) -> Claim:
        return Claim(self.old, self.target, Span(""), self.page)


def needed_claims(
    site: Site, moves: Moves, expected: Mapping[str, str], before: Moves
) -> list[WasEntry]:
    """Return what has to be said so that each address leads to the expected one.

    The sections of a former page follow it by themselves, and those that led to another section
    follow that: so pages come first, then the sections that were there `before`, then the others.
    """
    found: list[WasEntry] = []
    for group in range(3):
        new = [
            _entry(site, old, target)
            for old, target in sorted(expected.items())
            if _group(before, old) == group and moves.follow(old) != target
        ]
        found += new
        moves = replace(moves, claims=(*(entry.claim for entry in new), *moves.claims))
    return found


def _group(before: Moves, old: str) -> int:
    if "#" not in old:
        return 0
    return 1 if before.has(old) else 2


def _entry(site: Site, old: str, target: str) -> WasEntry:
    page, anchor = split_address(target)
    is_written = page in site.sources and not old.startswith("/") and ("#" in old or not anchor)
    return WasEntry(old, target, page if is_written else "")


def unsettled(moves: Moves, expected: Mapping[str, str]) -> list[str]:
    """Return the addresses that do not lead where they have to."""
    return [old for old, target in expected.items() if moves.follow(old) != target]
