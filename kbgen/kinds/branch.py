"""The kind of branch pages; kbgen generates them from the files in branches/."""

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
