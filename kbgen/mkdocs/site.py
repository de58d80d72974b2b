"""Makes the site of a project and puts it in place, whoever asks for it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from kbgen.build.manifest import PreviousBuild, read_manifest, write_manifest
from kbgen.build.plan import Parts
from kbgen.build.project import open_project
from kbgen.build.staging import alone, keep, prepared
from kbgen.build.store import ArtifactStore
from kbgen.build.uptodate import manifest_file
from kbgen.errors import KbgenError
from kbgen.mkdocs.driver import Project, Work, produce
from kbgen.mkdocs.needs import needs_of
from kbgen.model.finding import Finding
from kbgen.model.site import Site
from kbgen.options import BuildOptions
from kbgen.system.parse_cache import ParseCache


def open_site(
    project: Project, is_complete: bool | None = None, recall: ParseCache | None = None
) -> tuple[Site, list[Finding]]:
    """Read and check a project, as of the day of its settings."""
    site, findings = open_project(project.settings, is_complete, recall)
    return site, [*project.findings, *findings]


def make_site(
    project: Project,
    site: Site,
    options: BuildOptions,
    progress: Callable[[str, int, int], None] = lambda *_: None,
    note: Callable[[str], None] = lambda _: None,
    noted: Callable[[], None] = lambda: None,
    is_handed_over: bool = False,
    keeps_manifest: bool = True,
) -> None:
    """Make a site in parts; what has not changed is taken from the site that stands.

    On any error the previous site stays as it was. `noted` is called where another build of the
    same inputs would make the same; `note` is told what else the owner may want to know. Without
    `keeps_manifest` it is not noted what was written: nobody will build into that folder again.
    `is_handed_over` tells that MkDocs has loaded the project and run its first event.
    """
    target, cache = project.site_dir, options.cache
    needs = needs_of(project.config, site)
    if needs.reasons:
        note(f"every page is made anew: {'; '.join(needs.reasons)}")
    manifest = manifest_file(cache, target) if cache and keeps_manifest else None
    previous = read_manifest(manifest, target) if manifest else PreviousBuild(target)
    # Other plugins find a folder that is as new.
    spare = manifest.with_suffix(".spare") if manifest and not needs.others else None
    with ExitStack() as stack:
        if keeps_manifest:
            stack.enter_context(alone(target, partial(_note_other, note)))
        temporary = Path(
            stack.enter_context(TemporaryDirectory(prefix="kbgen-", ignore_cleanup_errors=True))
        )
        remembers = cache is not None and not needs.reasons
        store = ArtifactStore(cache, temporary) if cache and remembers else ArtifactStore(temporary)
        staging = stack.enter_context(prepared(target, spare))
        salt = secrets.token_hex(16) if needs.reasons else ""
        work = Work(staging, store, previous, options.jobs, remembers, needs, salt)
        parts, warnings = produce(
            project, site, work, options.strict, progress, is_started=is_handed_over
        )
        staging.publish(target)
        if manifest and cache:
            try:
                _remember(manifest, target, staging.folder == spare, parts)
                if not warnings and not needs.reasons:
                    noted()
                store.trim()
            except OSError as problem:
                # The site stands; only the next build takes longer.
                why = problem.strerror or problem
                note(f"nothing could be remembered in {cache} ({why}); see --cache-dir")


def _note_other(note: Callable[[str], None], who: str) -> None:
    note(f"another build ({who}) is at work; waiting")


def _remember(manifest: Path, target: Path, is_spare: bool, parts: Parts) -> None:
    if is_spare:
        keep(manifest.with_suffix(".spare"), manifest)
    write_manifest(manifest, target, parts)


def refuse_target(project: Project) -> None:
    """Refuse a site folder whose replacement would lose something that is not a site."""
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
