"""`kbgen publish`: put a built site where visitors see it, or return to the release before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from kbgen.commands.history import to_lines, update_history
from kbgen.commands.verify import verify_site
from kbgen.errors import KbgenError
from kbgen.mkdocs.driver import Project, load
from kbgen.model.finding import Finding
from kbgen.model.published import HISTORY
from kbgen.publish.address import folder_of, open_target
from kbgen.publish.errors import PublishError
from kbgen.publish.guards import refuse_place
from kbgen.publish.in_place import Run
from kbgen.publish.publish import PublishOptions, PublishReport, publish_site, roll_back
from kbgen.publish.records import Origin
from kbgen.publish.redirects import place_on_host
from kbgen.publish.site_files import BuiltSite, read_built_site
from kbgen.publish.transfer import Effort
from kbgen.source.git import SHALLOW, came_before, head, is_shallow
from kbgen.verify.digests import digests_file, read_digests

_SHOWN = 10
"""The most problems of a site that are printed; kbgen verify prints all."""


@dataclass(frozen=True)
class PublishRequest:
    """What a person asks for: where to, from which folder, and how."""

    target: str
    site_dir: Path | None = None
    has_proof: bool = True
    is_rollback: bool = False
    options: PublishOptions = field(default_factory=PublishOptions)
    effort: Effort = field(default_factory=Effort)


def publish(
    config_file: Path,
    request: PublishRequest,
    cache: Path,
    report: Callable[[Sequence[Finding]], None],
    progress: Callable[[str, int, int], None],
    note: Callable[[str], None],
) -> PublishReport:
    """Publish a project's built site. Raises PublishError, KbgenError."""
    project = load(config_file, request.site_dir)
    root, site_dir = project.settings.root, project.site_dir
    if folder := folder_of(request.target, Path.cwd()):
        refuse_place(folder, (root, site_dir, project.settings.content))
    site = None
    if not request.is_rollback:
        site = read_built_site(site_dir)
        if request.has_proof:
            note("Verifying the site (--no-verify leaves it out)")
            refuse_unproven(config_file, site_dir, cache, report)
        if is_shallow(root):
            note(f"{SHALLOW}, so an older commit may not be noticed: git fetch --unshallow")
    with closing(open_target(request.target, Path.cwd())) as target:
        keeps = request.options.keep > 0
        place = place_on_host(request.target, project.settings.site_url)
        run = Run(target, request.effort, keeps, progress, note, place)
        if site is None:
            return roll_back(run, request.options)
        ancestry = partial(came_before, root)
        done = publish_site(run, site, origin_of(project, site), ancestry, request.options)
    if not request.options.is_dry and not done.refusal:
        has_history = (root / HISTORY).is_dir()
        record_published(config_file, request.has_proof, has_history, cache, note)
    return done


def record_published(
    config_file: Path,
    has_proof: bool,
    has_history: bool,
    cache: Path,
    note: Callable[[str], None],
) -> None:
    """Write into history/ what was published; it is known only if that was compared."""
    if not has_proof:
        if not has_history:
            return
        note(f"{HISTORY}/ is as before, since the site was not verified: kbgen history update")
        return
    try:
        folders = update_history(config_file, False, lambda _: None, cache)
    except (KbgenError, OSError) as problem:
        note(f"nothing was recorded in {HISTORY}/ ({problem}); run kbgen history update")
        return
    if folders:
        for line in to_lines(folders):
            note(line)


def refuse_unproven(
    config_file: Path, site_dir: Path, cache: Path, report: Callable[[Sequence[Finding]], None]
) -> None:
    """Raise PublishError if `kbgen verify` finds a problem in a site."""
    matrix = verify_site(config_file, site_dir, None, report, cache=cache)
    if matrix.problems:
        problems = [f"{problem.file}: {problem.message}" for problem in matrix.problems]
        more = [f"… and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        what = (
            f"{site_dir} does not pass kbgen verify; build it anew from the sources that you want "
            "to publish: kbgen build"
        )
        raise PublishError("\n".join([what, *problems[:_SHOWN], *more]))


def origin_of(project: Project, site: BuiltSite) -> Origin:
    """Return when a site was built, and of which commit."""
    day: date = datetime.fromtimestamp(site.newest, UTC).date()
    with suppress(KbgenError):
        day = read_digests(digests_file(site.folder)).day
    return Origin(day.isoformat(), head(project.settings.root), site.newest)


def to_text(report: PublishReport, address: str, is_dry: bool, is_rollback: bool) -> str:
    """Return what was done, or would be, for a person."""
    todo, sends = report.todo, report.todo.sends
    lines = []
    if is_dry:
        lines += [f"send   {path}  {report.wanted[path].size}" for path in sends]
        lines += [f"remove {path}" for path in todo.removes]
    kept = len(report.wanted) - len(sends)
    counts = (
        f"{len(sends)} files, {in_units(report.bytes)}; {kept} unchanged; {len(todo.removes)} "
        f"{'to remove' if is_dry else 'removed'}"
    )
    done = "Would publish" if is_dry else "Published"
    if is_rollback:
        done = "Would return" if is_dry else "Returned"
        counts = f"the release {report.origin}"
    lines.append(
        f"{done} to {address}: {counts}" if not is_rollback else f"{done} to {counts}: {address}"
    )
    if todo.is_empty and not is_rollback and not is_dry:
        lines = [f"Nothing changed at {address}: {len(report.wanted)} files"]
    return "\n".join(lines)


def in_units(count: int) -> str:
    """Return a number of bytes as people read it.

    >>> in_units(999), in_units(1_234_567)
    ('999 bytes', '1.2 MB')
    """
    for name, size in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if count >= size:
            return f"{count / size:.1f} {name}"
    return f"{count} bytes"
