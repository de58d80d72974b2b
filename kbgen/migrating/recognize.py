"""Finds out which generator a project is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kbgen.errors import KbgenError
from kbgen.migrating.generators.confluence import Detect, is_confluence, read_confluence
from kbgen.migrating.generators.docusaurus import is_docusaurus, read_docusaurus
from kbgen.migrating.generators.gitbook import is_gitbook, read_gitbook
from kbgen.migrating.generators.hugo import is_hugo, read_hugo
from kbgen.migrating.generators.jekyll import is_jekyll, read_jekyll
from kbgen.migrating.generators.mkdocs_suffix import is_mkdocs_suffix, plan_mkdocs_suffix
from kbgen.migrating.generators.starlight import is_starlight, read_starlight
from kbgen.migrating.generators.zendesk import is_zendesk, read_zendesk
from kbgen.migrating.model import OldSite, SourceFiles
from kbgen.migrating.plan import MigrationPlan, plan_project

Planner = Callable[[SourceFiles, Detect], MigrationPlan]


def _planner(read: Callable[[SourceFiles], OldSite]) -> Planner:
    """Return what plans the new project of a generator whose sites are read as a whole."""

    def plan(source: SourceFiles, _: Detect) -> MigrationPlan:
        site = read(source)
        if not site.pages:
            raise KbgenError(f"{source.root} has no pages of {site.generator} that could move")
        return plan_project(site, source)

    return plan


def _plan_suffix(source: SourceFiles, _: Detect) -> MigrationPlan:
    return plan_mkdocs_suffix(source)


def _plan_confluence(source: SourceFiles, detect: Detect) -> MigrationPlan:
    return plan_project(read_confluence(source, detect), source)


GENERATORS: Mapping[str, tuple[Callable[[SourceFiles], bool], Planner]] = {
    "mkdocs-suffix": (is_mkdocs_suffix, _plan_suffix),
    "docusaurus": (is_docusaurus, _planner(read_docusaurus)),
    "starlight": (is_starlight, _planner(read_starlight)),
    "hugo": (is_hugo, _planner(read_hugo)),
    "jekyll": (is_jekyll, _planner(read_jekyll)),
    "gitbook": (is_gitbook, _planner(read_gitbook)),
    "zendesk": (is_zendesk, _planner(read_zendesk)),
    "confluence": (is_confluence, _plan_confluence),
}
"""Name for --from → whether a project is of it, and what plans its move."""
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


def plan_migration(source: SourceFiles, name: str, detect: Detect) -> MigrationPlan:
    """Plan the move of a project. Raises KbgenError if it has no pages, or cannot be read.

    `detect` names the language of a text, where a project does not say it.
    """
    return GENERATORS[name][1](source, detect)
