"""A branch: its page is made from a file of branches/, so nobody writes one."""

from __future__ import annotations

from kbgen.kinds.kind import Kind

BRANCH = Kind(
    name="branch",
    noun="a branch",
    folder="branches",
    title="Branches",
    summary="Addresses, opening hours and telephone numbers.",
    icon="pin",
)
