"""Finds out which generator a project is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kbgen.errors import KbgenError
from kbgen.migrating.generators.docusaurus import is_docusaurus, read_docusaurus
from kbgen.migrating.model import OldSite, SourceFiles

Reader = Callable[[SourceFiles], OldSite]

GENERATORS: Mapping[str, tuple[Callable[[SourceFiles], bool], Reader]] = {
    "docusaurus": (is_docusaurus, read_docusaurus),
}
"""Name for --from → whether a project is of it, and what reads it."""
NAMES = tuple(GENERATORS)


def recognize(source: SourceFiles) -> str:
    """Return the name of the generator. Raises KbgenError if there is none, or several."""
    found = [name for name, (is_of, _) in GENERATORS.items() if is_of(source)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(NAMES)
    if not found:
        raise KbgenError(
            f"{source.root} is of no generator that is known; say which: --from ({known})"
        )
    raise KbgenError(f"{source.root} may be of {' or '.join(found)}; say which: --from {found[0]}")


def read_site(source: SourceFiles, name: str) -> OldSite:
    """Read a project. Raises KbgenError if it has no pages, or cannot be read."""
    site = GENERATORS[name][1](source)
    if not site.pages:
        raise KbgenError(f"{source.root} has no pages of {site.generator} that could move")
    return site
