"""An address of an older site, as a file of that site names it."""

from __future__ import annotations

from typing import NamedTuple


class OldAddress(NamedTuple):
    """An old address and where it leads, both as they are written.

    `new` is an address, the path of a file, or "" if only the old address is known. `file` is the
    name of the file that was the page.
    """

    old: str
    new: str = ""
    place: str = ""
    file: str = ""
