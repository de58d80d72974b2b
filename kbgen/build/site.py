"""Makes the site of a project and publishes it, for kbgen's and MkDocs' commands."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from kbgen.build.context import BuildContext
from kbgen.build.generator import Generator, GeneratorSetup
from kbgen.build.manifest import PreviousBuild, read_manifest, write_manifest
from kbgen.build.plan import BuildRun, Parts
from kbgen.build.project import open_project
from kbgen.build.staging import Staging, alone, keep, prepared
from kbgen.build.store import ArtifactStore
from kbgen.build.theme import kept_assets
from kbgen.build.uptodate import manifest_file
from kbgen.errors import ContentError, KbgenError
from kbgen.model.addresses import ADDRESS_LIST
from kbgen.model.finding import Finding
from kbgen.model.site import Site
from kbgen.options import BuildOptions, Shard
from kbgen.output.search.page import PageWords
from kbgen.output.theme_assets import theme_assets
from kbgen.resolve.drafts import drop_broken, drop_drafts
from kbgen.resolve.outdated import outdated_pages
from kbgen.resolve.past_pages import with_past_pages
from kbgen.resolve.stale import show_sources
from kbgen.resolve.translation_days import translation_days, with_translation_days
from kbgen.source.address_list import add_addresses
from kbgen.system.limit import WorkerDiedError
from kbgen.system.parse_cache import ParseCache
from kbgen.verify.digests import SiteDigests, digests_file, write_digests

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Work:
    """Where a site is made, from what, and by how many processes."""

    staging: Staging
    store: ArtifactStore
    previous: PreviousBuild
    jobs: int
    remembers: bool = True
    salt: str = ""
    """Part of every key, where nothing of another build may be taken over."""


def open_site(
    project: Generator,
    is_complete: bool | None = None,
    parse_cache: ParseCache | None = None,
    has_baseline: bool = True,
) -> tuple[Site, list[Finding]]:
    """Read and check a project, on the day of its settings."""
    site, findings = open_project(project.settings, is_complete, parse_cache, has_baseline)
    return site, [*project.findings, *findings]


def make_site(
    project: Generator,
    site: Site,
    options: BuildOptions,
    progress: Progress = lambda *_: None,
    note: Callable[[str], None] = lambda _: None,
    noted: Callable[[], None] = lambda: None,
    keeps_manifest: bool = True,
) -> None:
    """Make a site in parts; what has not changed is taken from the site that stands.

    On any error the previous site stays as it was. `noted` is called where another build of the
    same inputs would make the same; `note` is told what else the owner may want to know. Without
    `keeps_manifest` it is not noted what was written: nobody will build into that folder again.
    """
    target, cache = project.site_dir, options.cache
    setup = project.setup(site)
    if setup.reasons:
        note(f"every page is made anew: {'; '.join(setup.reasons)}")
    manifest = manifest_file(cache, target) if cache and keeps_manifest else None
    previous = read_manifest(manifest, target) if manifest else PreviousBuild(target)
    # Other plugins find a folder that is as new.
    spare = manifest.with_suffix(".spare") if manifest and not setup.others else None
    with ExitStack() as stack:
        if keeps_manifest:
            stack.enter_context(alone(target, partial(_note_other, note)))
        temporary = Path(
            stack.enter_context(TemporaryDirectory(prefix="kbgen-", ignore_cleanup_errors=True))
        )
        remembers = cache is not None and not setup.reasons
        store = ArtifactStore(cache, temporary) if cache and remembers else ArtifactStore(temporary)
        staging = stack.enter_context(prepared(target, spare))
        salt = secrets.token_hex(16) if setup.reasons else ""
        work = Work(staging, store, previous, options.jobs, remembers, salt)
        parts, warnings = _make(project, site, setup, work, options.strict, progress)
        staging.publish(target)
        if keeps_manifest:
            _write_digests(target, site.settings.today, parts, note)
            if options.as_of is None and not project.is_serving:
                _list_addresses(site, note)
        if manifest and cache:
            try:
                _remember(manifest, target, staging.folder == spare, parts)
                if not warnings and not setup.reasons:
                    noted()
                store.trim()
            except OSError as problem:
                # The site is published; only the next build takes longer.
                why = problem.strerror or problem
                note(f"nothing could be remembered in {cache} ({why}); see --cache-dir")


def _make(
    project: Generator,
    site: Site,
    setup: GeneratorSetup,
    work: Work,
    strict: bool,
    progress: Progress,
) -> tuple[Parts, int]:
    """Make the parts of a site in several processes; return them, and how many warnings came."""
    with project.rendering(work.staging.folder, strict):
        context = context_of(project, site, setup, work)
        run = BuildRun(context, work.previous, work.jobs, progress)
        try:
            parts = run.make()
        except WorkerDiedError as problem:
            raise KbgenError(
                "a process of the build ended before its work, as if killed or out of memory; "
                "build with fewer: --jobs 1"
            ) from problem
    if strict and run.warnings:
        raise ContentError(f"Aborted with {run.warnings} warnings in strict mode!")
    return parts, run.warnings


def shown_site(site: Site, is_serving: bool) -> Site:
    """Return a site as its readers see it: without drafts, no translation promising what was.

    Earlier editions of pages are among its pages.
    """
    outdated, days = outdated_pages(site), translation_days(site)
    site = drop_broken(site)
    if not is_serving:
        site = drop_drafts(site)
    return with_past_pages(show_sources(with_translation_days(site, days), outdated))


def context_of(project: Generator, site: Site, setup: GeneratorSetup, work: Work) -> BuildContext:
    """Return what the parts of a site are made with."""
    site = shown_site(site, project.is_serving)
    # Who serves a site may be at work on the theme itself.
    is_kept = work.remembers and not project.is_serving
    assets = kept_assets(site.settings, work.store) if is_kept else theme_assets(site.settings)
    return BuildContext(
        site,
        assets,
        setup.language,
        setup.logger,
        work.store,
        work.staging,
        work.remembers,
        work.salt,
        setup.shows_all,
        setup.others,
        setup.templates,
    )


def site_digest(project: Generator, site: Site) -> str:
    """Return the digest of all pages of a site, by what they are made of.

    It is that of every shard: these look for no doubts, and the merge makes such pages anew.
    """
    site = replace(site, doubtful=frozenset())
    nowhere = Path(project.site_dir)
    store, previous = ArtifactStore(nowhere), PreviousBuild(nowhere)
    work = Work(Staging(nowhere), store, previous, 1, remembers=False)
    with project.rendering(nowhere):
        run = _planned(project, site, work, lambda *_: None)
        return run.digest


def make_shard(
    project: Generator, site: Site, shard: Shard, work: Work, progress: Progress
) -> tuple[int, str]:
    """Make the pages of a shard and keep them; return their number, and the site's digest."""
    with project.rendering(work.staging.folder):
        run = _planned(project, site, work, progress)
        return run.remember(shard), run.digest


@dataclass(frozen=True)
class SearchPages:
    """The pages of each language as its search knows them, and the ids of all answers, sorted."""

    words: Mapping[str, Sequence[PageWords]]
    ids: Sequence[str]


def search_pages(project: Generator, site: Site, work: Work) -> SearchPages:
    """Return what the search knows of a site's pages: from the cache, or rendered anew."""
    with project.rendering(work.staging.folder):
        context = _planned(project, site, work, lambda *_: None).context
        words = {lang: context.search_pages(lang) for lang in site.locales}
    ids = {id_ for listed in words.values() for page in listed for id_ in page.ids}
    return SearchPages(words, sorted(ids))


def _planned(project: Generator, site: Site, work: Work, progress: Progress) -> BuildRun:
    context = context_of(project, site, project.setup(site), work)
    run = BuildRun(context, work.previous, work.jobs, progress)
    run.plan()
    return run


def _note_other(note: Callable[[str], None], who: str) -> None:
    note(f"another build ({who}) is at work; waiting")


def _list_addresses(site: Site, note: Callable[[str], None]) -> None:
    """Add what is published now to the project's list of addresses, if it keeps one."""
    if site.address_list is None:
        return
    try:
        count = add_addresses(site)
    except OSError as problem:
        why = problem.strerror or problem
        note(f"{ADDRESS_LIST} cannot be written ({why}); run `kbgen addresses update` where it can")
        return
    if count:
        new = "1 new address" if count == 1 else f"{count} new addresses"
        note(f"{new} in {ADDRESS_LIST}: commit it with the pages")


def _write_digests(target: Path, day: date, parts: Parts, note: Callable[[str], None]) -> None:
    """Write the digests of a site beside it, for `kbgen verify --against`."""
    digests = {made.path: made.digest for _, files in parts.values() for made in files}
    try:
        write_digests(digests_file(target), SiteDigests(day, digests))
    except OSError as problem:
        why = problem.strerror or problem
        note(f"{digests_file(target)} cannot be written ({why}): --against has nothing to read")


def _remember(manifest: Path, target: Path, is_spare: bool, parts: Parts) -> None:
    if is_spare:
        keep(manifest.with_suffix(".spare"), manifest)
    write_manifest(manifest, target, parts)


def refuse_target(project: Generator) -> None:
    """Raise KbgenError for a site folder that contains anything but a site, or is unusable."""
    target, content = project.site_dir, project.settings.content
    if content.is_relative_to(target) or target.is_relative_to(content):
        raise KbgenError(
            f"the site folder {target} and the content folder {content} overlap; "
            "choose another with --site-dir"
        )
    if target.exists() and not target.is_dir():
        raise KbgenError(f"the site folder {target} is a file; choose another with --site-dir")
    if target.is_mount():
        raise KbgenError(
            f"the site folder {target} is where a disk is mounted, so no other folder can be put "
            f"in its place; write into one below it: --site-dir {target / 'site'}"
        )
    held = (
        [p.name for p in target.iterdir() if not p.name.startswith(".")] if target.exists() else []
    )
    if held and "index.html" not in held:
        raise KbgenError(
            f"{target} holds other things than a site ({', '.join(sorted(held)[:3])}); "
            "delete it yourself, or choose another folder with --site-dir"
        )
