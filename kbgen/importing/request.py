"""The request for an import, checked against the project."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kbgen.errors import KbgenError
from kbgen.facts.all import meanings_of
from kbgen.importing.clean.debris import IDS
from kbgen.kinds import kind_named, kind_of
from kbgen.model.finding import did_you_mean
from kbgen.model.meaning import Meaning
from kbgen.model.site import Settings, Site
from kbgen.source.tree import read_site


@dataclass(frozen=True)
class Request:
    """The arguments of an import; `id` may contain a folder, which determines the kind."""

    paths: tuple[Path, ...]
    kind: str | None = None
    lang: str | None = None
    id: str | None = None
    into: Path | None = None
    keep: tuple[str, ...] = ()
    dry_run: bool = False
    force: bool = False


_ID = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*(?:/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$")


@dataclass
class Import:
    """The state of an import: the project, the existing pages, problems, and files left out."""

    settings: Settings
    site: Site
    into: Path
    request: Request
    problems: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    shows_tabs: bool = True  # the project has the Markdown extension for them

    @cached_property
    def facts(self) -> dict[Meaning, tuple[str, ...]]:
        """Return meaning → ids of the facts whose values have this meaning in prose."""
        found: dict[Meaning, tuple[str, ...]] = {}
        for fact in self.site.facts.values():
            for meaning in meanings_of(fact.values):
                found[meaning] = tuple(dict.fromkeys((*found.get(meaning, ()), fact.id)))
        return found


def open_import(settings: Settings, request: Request) -> Import:
    """Check the request against the project. Raises KbgenError for contradictions."""
    into = (settings.root / request.into if request.into else settings.content).resolve()
    root = settings.root.resolve()
    if not into.is_relative_to(root) and into != settings.content.resolve():
        raise KbgenError(f"--into {request.into} lies outside the project {root}")
    if into == root:
        raise KbgenError(
            "--into names the project itself; name a folder in it, for example content"
        )
    if into.exists() and not into.is_dir():
        raise KbgenError(f"--into {request.into} is a file; name a folder")
    for rule in request.keep:
        if rule not in IDS:
            hint = did_you_mean(rule, IDS) or f"rules: {', '.join(IDS)}"
            raise KbgenError(f"--keep: there is no rule '{rule}'; {hint}")
    if request.lang and request.lang not in settings.langs:
        known = ", ".join(settings.langs)
        raise KbgenError(f"--lang: '{request.lang}' is not a language of this site; known: {known}")
    _check_id(request)
    site, _ = read_site(settings if into == settings.content else replace(settings, content=into))
    if into != settings.content:
        own, _ = read_site(settings)
        site = replace(site, facts=own.facts)
    return Import(settings, site, into, request)


def _check_id(request: Request) -> None:
    if request.id is None:
        return
    if not _ID.match(request.id):
        raise KbgenError(
            f"--id: '{request.id}' cannot be an address; use small Latin letters, digits and "
            "hyphens: policies/returns"
        )
    if request.kind and "/" in request.id and kind_of(request.id).name != request.kind:
        folder = kind_named(request.kind).folder or "no folder"
        raise KbgenError(f"--id {request.id} and --kind {request.kind} disagree: that is {folder}")
