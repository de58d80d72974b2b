"""Finds branches that were copied from another one and not changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from kbgen.model.fact import Branch
from kbgen.model.finding import Finding, warning
from kbgen.model.findings import ALIKE_BRANCH
from kbgen.model.message import Message, listed, msg

_FIELDS = {
    "address": msg("address"),
    "phone": msg("phone"),
    "whatsapp": msg("WhatsApp number"),
    "email": msg("e-mail address"),
    "map": msg("map"),
    "location": msg("location"),
}
_SITES = ("phone", "location", "map")
"""Fields of which a branch at the same address has its own, beside the address."""


def check_alike_branches(branches: Mapping[str, Branch]) -> Iterator[Finding]:
    """KB220 a branch with the address, the phone and the location of another one."""
    ordered = sorted(branches.values(), key=lambda branch: branch.id)
    seen: set[str] = set()
    for one, other in combinations(ordered, 2):
        same = _same(one, other)
        if same and other.id not in seen:
            seen.add(other.id)
            what = msg(
                "branch '%(branch)s' has the same %(fields)s as '%(other)s'",
                branch=other.id,
                fields=listed(same),
                other=one.id,
            )
            hint = msg("if its file was copied, write what is this branch's own")
            yield warning(ALIKE_BRANCH, other.span, what, hint)


def _same(one: Branch, other: Branch) -> list[Message]:
    """Return the fields in which two branches are the same; [] if any field differs."""
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in _FIELDS}
    given = {name: pair for name, pair in pairs.items() if any(pair)}
    is_copy = "address" in given and any(name in given for name in _SITES)
    if not is_copy or any(mine != yours for mine, yours in given.values()):
        return []
    return [_FIELDS[name] for name in given]
