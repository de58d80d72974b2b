"""The command line: parses arguments, runs commands, returns exit codes."""

from __future__ import annotations

import gc
import json as json_
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import click

from kbgen import __version__
from kbgen.build.uptodate import inspect_site
from kbgen.errors import EXIT_FINDINGS, EXIT_OK, ContentError, FindingsError, exit_codes
from kbgen.options import BuildOptions, Shard
from kbgen.system.files import read_file
from kbgen.system.parallel import cores

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from kbgen.commands.mends import MendSession
    from kbgen.model.finding import Finding
    from kbgen.model.site import Site
    from kbgen.report.progress import Progress

# Commands are imported when they run, so that a build with nothing to do ends before the rest
# would be imported.


def _config_file() -> str:
    """Return the name of the project's configuration; ProperDocs has another one for it."""
    is_renamed = Path("properdocs.yml").is_file() and not Path("mkdocs.yml").exists()
    return "properdocs.yml" if is_renamed else "mkdocs.yml"


CONFIG = click.option(
    "-f",
    "--config-file",
    default=_config_file,
    type=click.Path(path_type=Path),
    help="The project's mkdocs.yml.",
    show_default="mkdocs.yml, or properdocs.yml where there is none",
)


class KindName(click.ParamType[str]):
    """The name of a kind of page; the kinds are imported only when they are needed."""

    name = "kind"

    @property
    def _choice(self) -> click.Choice[str]:
        from kbgen.kinds import models

        return click.Choice([*models()])

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        return self._choice.get_metavar(param, ctx)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return self._choice.convert(value, param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return self._choice.shell_complete(ctx, param, incomplete)


class DayText(click.DateTime):
    """A day as year-month-day."""

    name = "day"

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            message = f"'{value}' is no day; write year-month-day, such as 2027-03-01"
            self.fail(message, param, ctx)


AS_OF = click.option(
    "--as-of",
    type=DayText(),
    metavar="DATE",
    help="The day whose values are used (year-month-day).  [default: today]",
)

JOBS = click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes.  [default: the cores]"
)
LANG_KEY = "kbgen.lang"
LANG = click.option(
    "--lang", metavar="LANG", help="Tell what is found in this language: ur, ar, hi.  [KBGEN_LANG]"
)
BY = click.option("--by", metavar="NAME", help="Whose work it is.  [default: git's user.name]")
CACHE_DIR = click.option(
    "--cache-dir",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="KBGEN_CACHE_DIR",
    help="The folder of the cache.  [default: .cache/kbgen beside mkdocs.yml]",
)


class _ShardType(click.ParamType[Shard]):
    name = "N/M"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Shard:
        try:
            return Shard.parse(str(value))
        except ValueError as problem:
            self.fail(str(problem), param, ctx)


class _Group(click.Group):
    """Runs every command within `exit_codes`."""

    def invoke(self, ctx: click.Context) -> object:
        # A build that is terminated cleans up in the same manner as one that is interrupted.
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, signal.default_int_handler)
        with exit_codes():
            try:
                return super().invoke(ctx)
            except FindingsError as problem:
                _report(problem.findings)
                sys.exit(problem.exit_code)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Build one consistent help site in several languages from Markdown and a ledger of facts."""


@main.command()
@CONFIG
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where to write the site.")
@click.option("--strict", is_flag=True, help="Warnings fail the build too.")
@LANG
@AS_OF
@JOBS
@click.option("--no-cache", is_flag=True, help="Do not read or write the cache.")
@CACHE_DIR
@click.option(
    "--next", "next_", is_flag=True, help="Only print when to build again: for a scheduler."
)
@click.option("--shard", type=_ShardType(), help="Make only these pages, for kbgen merge: 2/8.")
@click.option("--scheduler", metavar="ADDRESS", help="Build on a Dask cluster: tcp://HOST:8786.")
@click.option("--shards-at", metavar="URL", help="Where its workers write their results (fsspec).")
def build(
    config_file: Path,
    site_dir: Path | None,
    strict: bool,
    lang: str | None,
    as_of: datetime | None,
    jobs: int | None,
    no_cache: bool,
    cache_dir: Path | None,
    next_: bool,
    shard: Shard | None,
    scheduler: str | None,
    shards_at: str | None,
) -> None:
    """Build the site. On an error the previous site stays as it was."""
    if next_:
        _print_next(config_file, _day(as_of))
        return
    if (shard or scheduler) and no_cache:
        name = "--shard" if shard else "--scheduler"
        raise click.UsageError(f"{name} keeps its pages in the cache: leave out --no-cache")
    if shard and scheduler:
        raise click.UsageError("a cluster makes all shards: leave out --shard or --scheduler")
    if shards_at and not scheduler:
        raise click.UsageError("--shards-at goes with --scheduler")
    cache_ = None if no_cache else _cache(config_file, cache_dir)
    options = BuildOptions(site_dir, strict, _day(as_of), jobs or cores(), cache_, lang=_lang(lang))
    if shard:
        _build_shard(config_file, options, shard)
        return
    if scheduler:
        _build_on_cluster(config_file, options, scheduler, shards_at)
        return
    started = monotonic()
    seen = inspect_site(config_file, options)
    if published := seen.published:
        if published.report:
            click.echo(published.report, err=True)
        took = monotonic() - started
        where = _short(published.folder)
        click.echo(f"Nothing changed: {published.pages} pages in {took:.1f} s: {where}")
        _print_next_build(published.folder)
        return
    # Objects that exist by now live to the end, so the garbage collector need not examine them.
    gc.disable()
    from kbgen.commands.build import build_site
    from kbgen.report.progress import Progress

    with Progress() as progress:
        try:
            with _keeping_site(progress):
                folder, pages = build_site(
                    config_file, options, _report, progress.show, _note, seen
                )
        finally:
            gc.enable()
    _print_built(folder, pages, progress)


def _print_next(config_file: Path, as_of: date | None) -> None:
    """Print the next moment at which the site changes by itself, and for people also why."""
    from kbgen.commands.build import next_change

    moment, why = next_change(config_file, as_of, _report)
    if moment:
        click.echo(moment)
    click.echo(why or "Nothing that is known changes on a day to come.", err=True)


@contextmanager
def _keeping_site(progress: Progress) -> Iterator[None]:
    """If a build fails with findings, print that the previous site was kept."""
    try:
        yield
    except ContentError as problem:
        progress.stop()
        text = str(problem) or "nothing was written; the previous site stands."
        raise ContentError(text) from None


def _build_shard(config_file: Path, options: BuildOptions, shard: Shard) -> None:
    from kbgen.commands.shard import build_shard
    from kbgen.report.progress import Progress

    with Progress() as progress:
        pages = build_shard(config_file, options, shard, _report, progress.show).pages
    where = _short(options.cache) if options.cache else ""
    click.echo(f"Made {pages} pages, shard {shard}, in {progress.seconds:.1f} s: {where}")


def _build_on_cluster(
    config_file: Path, options: BuildOptions, scheduler: str, place: str | None
) -> None:
    from kbgen.commands.cluster import build_on_cluster
    from kbgen.report.progress import Progress

    with Progress() as progress, _keeping_site(progress):
        folder, pages = build_on_cluster(
            config_file, options, scheduler, place, _report, progress.show, _note
        )
    _print_built(folder, pages, progress)


@main.command()
@CONFIG
@click.argument(
    "folders", metavar="[FOLDER]...", nargs=-1, type=click.Path(path_type=Path, file_okay=False)
)
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where to write the site.")
@click.option("--strict", is_flag=True, help="Warnings fail the build too.")
@AS_OF
@JOBS
@CACHE_DIR
def merge(
    config_file: Path,
    folders: tuple[Path, ...],
    site_dir: Path | None,
    strict: bool,
    as_of: datetime | None,
    jobs: int | None,
    cache_dir: Path | None,
) -> None:
    """Build the site from the folders that all runs of kbgen build --shard have filled."""
    from kbgen.commands.shard import merge_shards
    from kbgen.report.progress import Progress

    cache_ = _cache(config_file, cache_dir)
    options = BuildOptions(site_dir, strict, _day(as_of), jobs or cores(), cache_)
    with Progress() as progress, _keeping_site(progress):
        folder, pages = merge_shards(
            config_file, options, folders or (cache_,), _report, progress.show, _note
        )
    _print_built(folder, pages, progress)


def _print_built(folder: Path, pages: int, progress: Progress) -> None:
    click.echo(f"Built {pages} pages in {progress.seconds:.1f} s: {_short(folder)}")
    _print_next_build(folder)


def _print_next_build(site: Path) -> None:
    """Print the day on which the site has to be built again, if it is known."""
    from kbgen.report.upcoming import next_build

    with suppress(OSError, ValueError, KeyError, TypeError):
        if text := next_build((site / "api/upcoming.json").read_bytes()):
            click.echo(text)


def _cache(config_file: Path, cache_dir: Path | None) -> Path:
    return cache_dir or config_file.parent / ".cache/kbgen"


def _lang(given: str | None) -> str:
    """Return the language in which this command tells findings; "" for English.

    Raises UsageError if there is no catalog.
    """
    lang = given or os.environ.get("KBGEN_LANG", "")
    if lang:
        from kbgen.report.catalog import UnknownCatalogError, catalog_of

        try:
            lang = catalog_of(lang).lang
        except UnknownCatalogError as problem:
            name = "--lang" if given else "KBGEN_LANG"
            raise click.UsageError(f"{name}: {problem}") from None
    click.get_current_context().meta[LANG_KEY] = lang
    return lang


def _report(findings: Sequence[Finding]) -> None:
    if findings:
        from kbgen.report.catalog import catalog_of
        from kbgen.report.text import to_text

        meta = click.get_current_context().meta
        lang = meta[LANG_KEY] if LANG_KEY in meta else _lang(None)
        click.echo(to_text(findings, lists_doubts=False, catalog=catalog_of(lang)), err=True)


def _note(text: str) -> None:
    click.echo(f"Note: {text}", err=True)


def _day(as_of: datetime | None) -> date | None:
    return as_of.date() if as_of else None


def _short(folder: Path) -> str:
    return f"{_here(folder)}/"


def _here(path: Path) -> str:
    """Return a path as it is from this folder, if it is below it."""
    here = Path.cwd()
    return click.format_filename(path.relative_to(here) if path.is_relative_to(here) else path)


@main.command()
@CONFIG
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
)
@click.option(
    "--fix",
    is_flag=True,
    help="Repair letters, marks, spaces, slips of Markdown; on a terminal, ask about other mends.",
)
@click.option("--details", is_flag=True, help="In text: tell each finding at its place.")
@click.option("--dry-run", is_flag=True, help="With --fix: show the difference, write nothing.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Leave out what FILE lists; if it is not there, write it: all that is found now.",
)
@click.option("--update-baseline", is_flag=True, help="Take out of that file what is gone.")
@click.argument("names", metavar="[LANG] [PAGE]...", nargs=-1)
@click.option("--review", is_flag=True, help="Settle doubts one by one: in LANG, on PAGE, or all.")
@click.option(
    "--settle",
    metavar="PAGE[#SECTION][:TEXT]",
    multiple=True,
    help="Record that this says the same in --lang.",
)
@click.option(
    "--lang",
    metavar="LANG",
    help="Tell what is found in this language: ur, ar, hi; with --settle: the one compared.  "
    "[KBGEN_LANG]",
)
@click.option("--all", "is_complete", is_flag=True, help="Contradictions, too, if you insist.")
@click.option("--judge", is_flag=True, help="Ask the judge that mkdocs.yml names, too.")
@click.option("--yes", is_flag=True, help="With --judge: agree to what is sent where.")
@BY
@AS_OF
@CACHE_DIR
def check(
    config_file: Path,
    format_: str,
    fix: bool,
    details: bool,
    dry_run: bool,
    baseline: Path | None,
    update_baseline: bool,
    names: tuple[str, ...],
    review: bool,
    settle: tuple[str, ...],
    lang: str | None,
    is_complete: bool,
    judge: bool,
    yes: bool,
    by: str | None,
    as_of: datetime | None,
    cache_dir: Path | None,
) -> None:
    """Check that every language and branch says the same. Exit 0 without errors, else 1.

    Doubts, of which only a person can say whether they matter, are counted apart.
    """
    from kbgen.commands.baseline import BaselineRequest, hold_against_baseline
    from kbgen.commands.build import check_project
    from kbgen.commands.check import fix_project
    from kbgen.model.finding import ERROR
    from kbgen.report.catalog import catalog_of
    from kbgen.report.github import to_github
    from kbgen.report.json import to_json
    from kbgen.report.sarif import to_sarif
    from kbgen.report.text import to_text

    if dry_run and not fix:
        raise click.UsageError("--dry-run goes with --fix")
    if yes and not judge:
        raise click.UsageError("--yes goes with --judge")
    cache = _cache(config_file, cache_dir)
    if review or settle:
        from kbgen.commands.doubts import open_doubts, review_doubts, settle_doubts

        if fix or judge or (review and settle):
            raise click.UsageError("choose one of --fix, --judge, --review and --settle")
        if settle and names:
            raise click.UsageError("name the language as --lang, and each text after a --settle")
        is_wanted = is_complete or bool(settle)
        doubts = open_doubts(config_file, names, is_wanted, _day(as_of), cache)
        if settle:
            sys.exit(settle_doubts(doubts, settle, lang, by, is_complete))
        sys.exit(review_doubts(doubts, by))
    _refuse_unused(names, {"--by": by, "--all": is_complete})
    catalog = catalog_of(_lang(lang))
    findings: Sequence[Finding]
    site, set_aside = None, ""
    held = BaselineRequest(baseline, update_baseline)
    recheck = partial(check_project, config_file, _day(as_of), cache, not held.is_own)
    try:
        if fix:
            changed, difference = fix_project(config_file, dry_run)
            click.echo(difference, nl=False)
            click.echo(f"{len(changed)} files {'to repair' if dry_run else 'repaired'}.", err=True)
        site, findings = recheck()
        if fix and (session := _mend_session(site, findings, dry_run)):
            while session.run(site, findings):
                site, findings = recheck()
        if judge:
            from kbgen.commands.judge import ask_judge

            findings = ask_judge(site, findings, cache, yes)
        findings, set_aside = hold_against_baseline(site, findings, held)
    except FindingsError as problem:
        findings = problem.findings
    if format_ == "json":
        click.echo(to_json(catalog.findings(findings)))
    elif format_ == "sarif":
        click.echo(to_sarif(catalog.findings(findings), __version__))
    elif format_ == "github":
        click.echo(to_github(catalog.findings(findings)))
    else:
        bounds = site.settings.bounds if site else ()
        lines_of = _lines_below(config_file.parent, bounds)
        click.echo(to_text(findings, lines_of, details=details, catalog=catalog))
    if set_aside:
        click.echo(f"{set_aside}.", err=format_ != "text")
    has_errors = any(finding.severity == ERROR for finding in findings)
    sys.exit(EXIT_FINDINGS if has_errors else EXIT_OK)


def _mend_session(site: Site, findings: Sequence[Finding], dry_run: bool) -> MendSession | None:
    """Return what asks about the mends that change what is said; None where nobody is asked.

    Then they are shown, or counted.
    """
    from kbgen.commands.mends import MendSession, has_terminal, mends_diff, mends_in, waiting_text

    if dry_run:
        click.echo(mends_diff(site, findings), nl=False, err=True)
        return None
    if has_terminal():
        return MendSession()
    if text := waiting_text(len(mends_in(findings))):
        click.echo(text, err=True)
    return None


def _refuse_unused(names: Sequence[str], options: Mapping[str, object]) -> None:
    """Raise UsageError for what only --review and --settle take."""
    for given in (*names, *(name for name, value in options.items() if value)):
        raise click.UsageError(f"{given} goes with --review or --settle")


def _lines_below(root: Path, bounds: Sequence[Path]) -> Callable[[Finding], str]:
    """Return a function that reads the line of a finding."""

    @cache
    def lines(path: str) -> list[str]:
        try:
            data = read_file(root / path, (root.resolve(), *bounds))
        except OSError:
            return []
        text = data.decode("utf-8-sig", errors="replace")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line_of(finding: Finding) -> str:
        found = lines(finding.span.path)
        return found[finding.span.line - 1] if finding.span.line <= len(found) else ""

    return line_of


@main.command()
@CONFIG
@click.argument("fact", required=False)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@AS_OF
def facts(config_file: Path, fact: str | None, format_: str, as_of: datetime | None) -> None:
    """Show the facts as customers read them: all, or one in every language and branch."""
    from kbgen.commands.facts import list_facts
    from kbgen.report.facts import facts_table, facts_text

    listed = list_facts(config_file, fact, _day(as_of), _report)
    if format_ == "json":
        click.echo(json_.dumps(listed, ensure_ascii=False, indent=2))
    else:
        click.echo(facts_text(listed[0]) if fact else facts_table(listed))


@main.command()
@CONFIG
@click.argument("site_dir", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@AS_OF
@click.option(
    "--against",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Also compare every file with the digests of a build: site.digests.json beside the site.",
)
def verify(
    config_file: Path,
    site_dir: Path,
    format_: str,
    as_of: datetime | None,
    against: Path | None,
) -> None:
    """Prove from its files that a built site says the same everywhere. Exit 1 if it does not."""
    from kbgen.commands.verify import verify_site
    from kbgen.verify.report import matrix_data, matrix_text

    cache_ = _cache(config_file, None)
    matrix = verify_site(config_file, site_dir, _day(as_of), _report, against, cache_)
    if format_ == "json":
        click.echo(json_.dumps(matrix_data(matrix), ensure_ascii=False, indent=2))
    else:
        click.echo(matrix_text(matrix))
    sys.exit(EXIT_FINDINGS if matrix.problems else EXIT_OK)


@main.command()
@CONFIG
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def diff(config_file: Path, before: str, after: str, format_: str) -> None:
    """Show which answers changed from A to B: folders of built sites, or git revisions.

    Exit 0 if none did, 1 if one did.
    """
    from kbgen.commands.diff import compare_sites

    changes = compare_sites(config_file, before, after, _report)
    click.echo(changes.model_dump_json(indent=2) if format_ == "json" else str(changes))
    sys.exit(EXIT_FINDINGS if changes else EXIT_OK)


@main.command()
@CONFIG
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Show what would change, write nothing.")
def move(config_file: Path, old: str, new: str, dry_run: bool) -> None:
    """Move a page, a folder or a section (page#id) in all languages; its address stays good.

    Links to it are rewritten, and the old address is kept in `was:` of its page.
    """
    from kbgen.commands.move import move_address

    try:
        lines, findings = move_address(config_file, old, new, dry_run, _cache(config_file, None))
    except FindingsError as problem:
        _report(problem.findings)
        raise ContentError("nothing was moved.") from problem
    for line in lines:
        click.echo(line)
    _report(findings)


@main.group()
def editions() -> None:
    """Write the next text of a page before it holds: policies/returns.from-2027-03-01.md."""


@editions.command("list")
@CONFIG
def editions_list(config_file: Path) -> None:
    """Show the texts that have a first day: those that hold, and those to come."""
    from kbgen.commands.editions import list_editions

    for line in list_editions(config_file, _cache(config_file, None)):
        click.echo(line)


@editions.command("add")
@CONFIG
@click.argument("page")
@click.argument("day", type=DayText())
@click.option("--dry-run", is_flag=True, help="Show what would change, write nothing.")
def editions_add(config_file: Path, page: str, day: datetime, dry_run: bool) -> None:
    """Begin the text of a page from a day on (year-month-day), as a copy, in all languages."""
    from kbgen.commands.editions import add_edition

    for line in add_edition(config_file, page, day.date(), dry_run):
        click.echo(line)


@editions.command("reschedule")
@CONFIG
@click.argument("page")
@click.argument("day", type=DayText())
@click.argument("new_day", type=DayText())
@click.option("--dry-run", is_flag=True, help="Show what would change, write nothing.")
def editions_reschedule(
    config_file: Path, page: str, day: datetime, new_day: datetime, dry_run: bool
) -> None:
    """Give a later text of a page another first day, in all languages."""
    from kbgen.commands.editions import reschedule_edition

    for line in reschedule_edition(config_file, page, day.date(), new_day.date(), dry_run):
        click.echo(line)


@editions.command("settle")
@CONFIG
@click.argument("pages", metavar="[PAGE]...", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Show what would change, write nothing.")
def editions_settle(config_file: Path, pages: tuple[str, ...], dry_run: bool) -> None:
    """Make the texts that hold the files of their pages, and remove those that are over."""
    from kbgen.commands.editions import settle_editions

    for line in settle_editions(config_file, pages, dry_run):
        click.echo(line)


@main.group()
def addresses() -> None:
    """Keep the list of all addresses that the site has had: addresses.txt."""


@addresses.command("update")
@CONFIG
@click.option("--check", "is_check", is_flag=True, help="Write nothing; exit 1 if any is missing.")
def addresses_update(config_file: Path, is_check: bool) -> None:
    """Add today's pages and sections to addresses.txt; the first time, begin it."""
    from kbgen.commands.addresses import update_addresses

    count, missing = update_addresses(config_file, is_check, _report)
    for address in missing:
        click.echo(address)
    click.echo(
        f"{count} new addresses {'are not in' if is_check else 'in'} addresses.txt.", err=True
    )
    sys.exit(EXIT_FINDINGS if is_check and count else EXIT_OK)


@addresses.command("import")
@CONFIG
@click.argument(
    "paths",
    metavar="FILE|FOLDER...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
)
@click.option("--dry-run", is_flag=True, help="Show what would be written, write nothing.")
def addresses_import(config_file: Path, paths: tuple[Path, ...], dry_run: bool) -> None:
    """Take the addresses of an older site into addresses.txt, and where they lead now.

    From a table (.csv: old,new), a sitemap.xml, _redirects, mkdocs.yml with mkdocs-redirects,
    docusaurus.config.js, and folders of pages with redirect_from or aliases. Exit 1 if some
    have to be given a page by hand.
    """
    from kbgen.commands.addresses import import_addresses

    report = import_addresses(config_file, paths, dry_run)
    click.echo(report.text)
    sys.exit(EXIT_FINDINGS if report.unmatched else EXIT_OK)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="Example", show_default=True, help="The company's name.")
def new(folder: Path, name: str) -> None:
    """Start a project: one page of each kind in four languages."""
    from kbgen.commands.new import start_project

    files = start_project(folder, name)
    click.echo(f"Wrote {files} files. Next:\n  cd {folder}\n  kbgen build\n  kbgen serve")


@main.command("import")
@CONFIG
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--kind", type=KindName(), help="The kind of page.  [default: detected]")
@click.option("--lang", metavar="LANG", help="The language.  [default: detected]")
@click.option("--id", "page_id", metavar="ID", help="The page's address: policies/returns.")
@click.option("--into", type=click.Path(path_type=Path), help="Where to.  [default: content]")
@click.option("--keep", metavar="RULE", multiple=True, help="Do not remove what RULE removes.")
@click.option("--dry-run", is_flag=True, help="Report, write nothing.")
@click.option("--force", is_flag=True, help="Replace existing pages.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def import_(
    config_file: Path,
    paths: tuple[Path, ...],
    kind: str | None,
    lang: str | None,
    page_id: str | None,
    into: Path | None,
    keep: tuple[str, ...],
    dry_run: bool,
    force: bool,
    format_: str,
) -> None:
    """Bring in documents (.txt, .md, .mdx, .html, .docx, Zendesk's .json) as draft pages.

    Exit 0 if all were imported, 1 if one could not be.
    """
    from kbgen.commands.import_ import import_documents
    from kbgen.importing.request import Request
    from kbgen.importing.write.report import to_json, to_text
    from kbgen.report.progress import FileProgress

    request = Request(paths, kind, lang, page_id, into, keep, dry_run, force)
    with FileProgress() as progress:
        report = import_documents(config_file, request, progress.show)
    click.echo(to_json(report) if format_ == "json" else to_text(report))
    sys.exit(EXIT_OK if report.is_complete else EXIT_FINDINGS)


class GeneratorName(click.ParamType[str]):
    """The name of another generator; they are imported only when they are needed."""

    name = "generator"

    @property
    def _choice(self) -> click.Choice[str]:
        from kbgen.migrating.recognize import NAMES

        return click.Choice(NAMES)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        return self._choice.get_metavar(param, ctx)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return self._choice.convert(value, param, ctx)


@main.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--from", "generator", type=GeneratorName(), help="What made the site.  [default: detected]"
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="A new folder for the project.  [default: SOURCE itself, a git work tree]",
)
@click.option("--dry-run", is_flag=True, help="Print what would be done, write nothing.")
def migrate(source: Path, generator: str | None, into: Path | None, dry_run: bool) -> None:
    """Move a project of another generator: pages, pictures, links, navigation, old addresses.

    What a person must decide is printed, and stands with all else in migration.md.
    """
    from kbgen.commands.migrate import migrate_project

    text, _ = migrate_project(source, generator, into, dry_run)
    click.echo(text)


@main.group()
def translate() -> None:
    """Show which translations are behind, send texts to translators, and take them back."""


@translate.command("status")
@CONFIG
@click.argument("lang", metavar="[LANG]", required=False)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github", "html"]),
    default="text",
    show_default=True,
)
@CACHE_DIR
def translate_status(
    config_file: Path, lang: str | None, format_: str, cache_dir: Path | None
) -> None:
    """Show what is current and what needs work: block by block, in one language or in all."""
    from kbgen.commands.translate import translation_status
    from kbgen.report.translations import to_github, to_json, to_text
    from kbgen.report.translations_page import to_html
    from kbgen.source.git import SHALLOW, is_shallow

    cache_ = _cache(config_file, cache_dir)
    gc.disable()  # what is read lives to the end
    try:
        is_complete = format_ == "json"
        status = translation_status(config_file, lang, cache_, _report, is_complete)
        if format_ == "html":
            click.echo(to_html(status.site, status.states, status.name), nl=False)
        else:
            write = {"json": to_json, "github": to_github, "text": to_text}[format_]
            click.echo(write(status.states))
        gc.freeze()  # nor need it be examined when the program ends
        if is_shallow(config_file.resolve().parent):
            _note(f"{SHALLOW}, so former texts are not found; fetch all: git fetch --unshallow")
        if status.has_mistakes:
            sys.exit(EXIT_FINDINGS)
    finally:
        gc.enable()


@translate.command("stamp")
@CONFIG
@click.argument("pages", metavar="[PAGE]...", nargs=-1)
@click.option(
    "--origin",
    type=click.Choice(["human", "machine", "reviewed"]),
    help="Who translated them.  [default: human, and what is recorded already is kept]",
)
@click.option("--lang", metavar="LANG", help="In this language alone.  [default: in all]")
@BY
@click.option(
    "--accept-as-is", is_flag=True, help="Also what has errors, or has not followed its source."
)
def translate_stamp(
    config_file: Path,
    pages: tuple[str, ...],
    origin: Literal["human", "machine", "reviewed"] | None,
    lang: str | None,
    by: str | None,
    accept_as_is: bool,
) -> None:
    """Record translations as made from the source of today. Exit 1 if a page was refused."""
    from kbgen.commands.translate import stamp_pages
    from kbgen.report.translations import stamped_text

    stamped = stamp_pages(config_file, pages, origin, by, accept_as_is, _report, lang)
    click.echo(stamped_text(stamped.pages))
    for (of, page), errors in stamped.refused.items():
        click.echo(f"Refused {page} ({of}):", err=True)
        _report(errors)
    if stamped.refused:
        click.echo("Mend them, or stamp these pages with --accept-as-is.", err=True)
    sys.exit(EXIT_FINDINGS if stamped.refused else EXIT_OK)


@translate.command("accept")
@CONFIG
@click.argument("address", metavar="[PAGE[#SECTION][:TEXT]]", required=False)
@click.option("--because", metavar="REASON", required=True, help="Why: spelling, …")
@click.option("--lang", metavar="LANG", help="In this language alone.  [default: in all]")
@click.option("--minor", is_flag=True, help="Corrections of spelling alone; without PAGE, all.")
@click.option(
    "--unpaired", is_flag=True, help="Also text without a translation, or without a source."
)
@BY
def translate_accept(
    config_file: Path,
    address: str | None,
    because: str,
    lang: str | None,
    minor: bool,
    unpaired: bool,
    by: str | None,
) -> None:
    """Record that changes of a page or a section need no new translation, and why."""
    from kbgen.commands.translate import Choice, accept_changes
    from kbgen.report.translations import accepted_text

    if not address and not minor:
        raise click.UsageError("name a page, PAGE or PAGE#SECTION, or accept all with --minor")
    if not because.strip(" …."):
        raise click.UsageError("--because needs a reason, such as spelling")
    choice = Choice(address, lang, minor, unpaired)
    accepted = accept_changes(config_file, choice, because.strip(), by, _report)
    click.echo(accepted_text(accepted))


class _Format(click.ParamType[str]):
    """The format of a file for translators; the formats are imported only when they are needed."""

    name = "format"

    @property
    def _choice(self) -> click.Choice[str]:
        from kbgen.translations.exchange.formats import SUFFIXES

        return click.Choice([*SUFFIXES])

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        return self._choice.get_metavar(param, ctx)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return self._choice.convert(value, param, ctx)


@translate.command("out")
@CONFIG
@click.argument("langs", metavar="[LANG]...", nargs=-1)
@click.option("--to", "format_", type=_Format(), default="po", show_default=True)
@click.option("--only", type=click.Choice(["stale"]), help="Leave out what is current.")
@click.option("--doubts", "has_doubts_alone", is_flag=True, help="Only what is in doubt.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file; {lang} in it is the language.  [default: {lang}.po, … in this folder]",
)
@click.option("--overwrite", is_flag=True, help="Also a spreadsheet or XLIFF that is there.")
def translate_out(
    config_file: Path,
    langs: tuple[str, ...],
    format_: str,
    only: Literal["stale", "doubts"] | None,
    has_doubts_alone: bool,
    output: Path | None,
    overwrite: bool,
) -> None:
    """Write the texts of languages, or of all of them, into files for translators.

    A PO file that is there is updated: what translators wrote into it stays.
    """
    from kbgen.commands.build import check_project
    from kbgen.commands.exchange import translate_out, translated_langs
    from kbgen.errors import KbgenError
    from kbgen.model.doubt import doubts_in
    from kbgen.system.writing import write_whole
    from kbgen.translations.exchange.formats import SUFFIXES

    if has_doubts_alone and only:
        raise click.UsageError("choose --only or --doubts")
    only = "doubts" if has_doubts_alone else only
    site, findings = check_project(config_file)
    doubts = doubts_in(findings)
    named = translated_langs(site, langs)
    place = str(output or f"{{lang}}{SUFFIXES[format_]}")
    if len(named) > 1 and "{lang}" not in place:
        raise click.UsageError(
            f"--output {place} is one file for several languages; put {{lang}} into it"
        )
    counts = []
    for lang in named:
        file = Path(place.replace("{lang}", lang))
        if format_ in ("xliff", "xliff2", "xlsx") and file.exists() and not overwrite:
            what = f"{click.format_filename(file)} is there, and may hold work of a translator"
            hint = f"take it back (kbgen translate in {click.format_filename(file)})"
            raise KbgenError(f"{what}; {hint}, or name another --output, or --overwrite it")
        data, count = translate_out(site, lang, format_, only, file, doubts)
        counts.append(count)
        if count:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, data)
            texts = "text" if count == 1 else "texts"
            click.echo(f"Wrote {count} {texts}: {click.format_filename(file)}")
    if not any(counts):
        languages = ", ".join(f"'{lang}'" for lang in named)
        if has_doubts_alone:
            raise KbgenError(f"no text in {languages} is in doubt")
        raise KbgenError(f"there is nothing to translate into {languages}: all of it is current")


@translate.command("in")
@CONFIG
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option("--dry-run", is_flag=True, help="Report, write nothing.")
@click.option(
    "--by",
    metavar="NAME",
    help="Who translated.  [default: whom the file names, else git's user.name]",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def translate_in(
    config_file: Path, files: tuple[Path, ...], dry_run: bool, by: str | None, format_: str
) -> None:
    """Take files of translators back. Exit 0 if all was taken, 1 if something was refused."""
    from kbgen.commands.exchange import translate_in
    from kbgen.translations.exchange.report import to_data, to_text

    incoming = translate_in(config_file, files, dry_run, by)
    if format_ == "json":
        click.echo(json_.dumps(to_data(incoming), ensure_ascii=False, indent=2))
    else:
        click.echo(to_text(incoming, dry_run))
        _report(incoming.findings)
    sys.exit(EXIT_OK if incoming.is_complete else EXIT_FINDINGS)


@translate.command("check")
@click.argument(
    "file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def translate_check(file: Path, format_: str) -> None:
    """Check a file of translations before it is sent back. Exit 1 if a row would be refused."""
    from kbgen.commands.exchange import translate_check
    from kbgen.translations.exchange.report import file_data, file_text

    report = translate_check(file)
    if format_ == "json":
        click.echo(json_.dumps(file_data(report), ensure_ascii=False, indent=2))
    else:
        click.echo(file_text(report))
    sys.exit(EXIT_OK if report.is_complete else EXIT_FINDINGS)


@main.command()
@CONFIG
@click.option("--dev-addr", metavar="HOST:PORT", help="Where to listen.  [default: 127.0.0.1:8000]")
@LANG
@CACHE_DIR
def serve(
    config_file: Path, dev_addr: str | None, lang: str | None, cache_dir: Path | None
) -> None:
    """Show the site in the browser as you write: each save at once, and what check finds.

    Drafts are included. Ctrl-C ends it.
    """
    from kbgen.commands.serve import serve_site
    from kbgen.report.catalog import catalog_of

    catalog = catalog_of(_lang(lang))
    cache = cache_dir or config_file.parent / ".cache/kbgen"
    serve_site(config_file, dev_addr, cache, lambda line: click.echo(line, err=True), catalog)


@main.group()
def search() -> None:
    """Make the search of the site better."""


@search.command("learn")
@CONFIG
@CACHE_DIR
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.File("rb"))
@click.option(
    "--judged",
    type=click.File("rb"),
    multiple=True,
    metavar="FILE",
    help="Queries and their right answers (TSV), on which each row is tried.",
)
@click.option(
    "--most", type=click.IntRange(1), default=20, show_default=True, help="Rows that are tried."
)
@click.option(
    "--fewest",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Pass over what was searched for less often.",
)
@click.option("--accept", metavar="N,M", help="Write these proposals into the files.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def search_learn(
    config_file: Path,
    cache_dir: Path | None,
    files: tuple[BinaryIO, ...],
    judged: tuple[BinaryIO, ...],
    most: int,
    fewest: int,
    accept: str | None,
    form: str,
) -> None:
    """Learn from searches without a result: propose words for the glossary and for pages.

    FILE is what the beacon (plugins: kbgen: search: beacon) or a form service collected: CSV, JSON,
    or lines with query=…&language=…; - is standard input. Nothing is written without --accept.
    """
    from kbgen.commands import search as command
    from kbgen.learning.telling import learned_data, learned_text

    numbers = _numbers(accept) if accept else []
    lesson = command.learn(
        config_file,
        {file.name: file.read() for file in files},
        {file.name: file.read() for file in judged},
        most,
        _cache(config_file, cache_dir),
        fewest,
    )
    if form == "json":
        data = learned_data(lesson.log, lesson.learned)
        click.echo(json_.dumps(data, ensure_ascii=False, indent=2))
    else:
        click.echo(learned_text(lesson.log, lesson.learned, lesson.judged))
    for path in command.accept(lesson, numbers):
        click.echo(f"changed {path}", err=form == "json")


def _numbers(text: str) -> list[int]:
    parts = text.replace(",", " ").split()
    if wrong := next((part for part in parts if not part.isdecimal()), None):
        raise click.BadParameter(
            f"'{wrong}' is no number of a proposal; write 1,2", param_hint="--accept"
        )
    return [int(part) for part in parts]


@main.command("as-of")
@CONFIG
@click.argument("day", metavar="DATE", type=DayText())
@click.argument("name", metavar="[PAGE[#SECTION]|FACT]", required=False)
@click.option("--json", "is_json", is_flag=True, help="As data, for programs.")
def as_of(config_file: Path, day: datetime, name: str | None, is_json: bool) -> None:
    """Tell what customers were told on DATE, in every language and branch: for a complaint.

    Without a name, which policies and standards were in force, in which version. What is known
    comes from history/; what it does not cover is said to be so. `kbgen build --as-of DATE` builds
    the whole site of a day from the content as it is now.
    """
    from kbgen.commands.as_of import customers_read

    text, data = customers_read(config_file, day.date(), name)
    click.echo(json_.dumps(data, ensure_ascii=False, indent=2) if is_json else text)


@main.group()
def history() -> None:
    """Keep what was published of policies and standards, in history/ beside mkdocs.yml."""


@history.command("update")
@CONFIG
@click.option("--check", "is_check", is_flag=True, help="Write nothing; exit 1 if any is missing.")
def history_update(config_file: Path, is_check: bool) -> None:
    """Record the texts and values that are published today, where they are new.

    kbgen publish does the same; run this after publishing in another way.
    """
    from kbgen.commands.history import to_lines, update_history

    found = update_history(config_file, is_check, _report, _cache(config_file, None))
    for line in found if is_check else to_lines(found):
        click.echo(line)
    if is_check:
        click.echo(f"{len(found)} pages are not recorded as they are now.", err=True)
    sys.exit(EXIT_FINDINGS if is_check and found else EXIT_OK)


@history.command("accept")
@CONFIG
@click.argument("page")
def history_accept(config_file: Path, page: str) -> None:
    """Record that the change of PAGE mends a slip, and needs no new version or review."""
    from kbgen.commands.history import accept_correction

    folder = accept_correction(config_file, page, _report, _cache(config_file, None))
    click.echo(f"{folder}: accepted as a correction. Commit it with the page.")


@main.command()
@CONFIG
@click.argument("target")
@click.option("--site-dir", type=click.Path(path_type=Path), help="The folder of the built site.")
@click.option(
    "--dry-run", is_flag=True, help="Print what would be sent and removed; write nothing."
)
@click.option("--rollback", is_flag=True, help="Return to the release before.")
@click.option("--releases", is_flag=True, help="A folder for each release, and a link to one.")
@click.option(
    "--keep",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    metavar="N",
    help="Releases that are kept; without --releases the one before, or with 0 none.",
)
@click.option("--yes", is_flag=True, help="Agree to an older site, to many removals, to replacing.")
@click.option("--no-verify", is_flag=True, help="Do not verify the site: that was done before.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=8,
    show_default=True,
    metavar="N",
    help="Files at once.",
)
@CACHE_DIR
def publish(
    config_file: Path,
    target: str,
    site_dir: Path | None,
    dry_run: bool,
    rollback: bool,
    releases: bool,
    keep: int,
    yes: bool,
    no_verify: bool,
    jobs: int,
    cache_dir: Path | None,
) -> None:
    """Publish the built site to TARGET, so that visitors always meet a whole one.

    TARGET is a folder, sftp://user@host/folder, s3://bucket/folder, gs://… or az://…; only what
    changed is sent.
    """
    from kbgen.commands.publish import PublishRequest, to_text
    from kbgen.commands.publish import publish as publish_
    from kbgen.publish.publish import PublishOptions
    from kbgen.publish.transfer import Effort
    from kbgen.report.progress import FileProgress

    options = PublishOptions(releases, keep, yes, dry_run)
    request = PublishRequest(target, site_dir, not no_verify, rollback, options, Effort(jobs))
    cache = _cache(config_file, cache_dir)
    with FileProgress("Publishing") as progress:
        report = publish_(config_file, request, cache, _report, progress.show, _note)
    click.echo(to_text(report, target, dry_run, rollback))
    if report.refusal:
        click.echo(f"It would be refused: {report.refusal}", err=True)
        sys.exit(EXIT_FINDINGS)


@main.command()
@CONFIG
@click.argument(
    "server",
    type=click.Choice(["headers", "redirects", "cloudflare", "nginx", "apache", "azure", "s3"]),
)
def hosting(config_file: Path, server: str) -> None:
    """Print a host's configuration: security headers, caches, 404 pages, former addresses."""
    from kbgen.commands.hosting import hosting_text

    text, left = hosting_text(config_file, server)
    click.echo(text, nl=False)
    if left:
        _note(left)


@main.command()
@CONFIG
@click.argument(
    "host",
    type=click.Choice(
        [
            *("github-pages", "github-server", "gitlab-pages", "gitlab-server"),
            *("netlify", "cloudflare", "server"),
        ]
    ),
)
@click.option("--dry-run", is_flag=True, help="Print the files, write nothing.")
@click.option("--overwrite", is_flag=True, help="Replace files that are there.")
def workflow(config_file: Path, host: str, dry_run: bool, overwrite: bool) -> None:
    """Write the files that build, verify and publish the site after each push and each night.

    To GitHub Pages, GitLab Pages, Netlify or Cloudflare Pages; from GitHub or GitLab to a server by
    SFTP; or on the server itself, by cron.
    """
    from kbgen.commands.workflow import project_workflow, write_workflow

    files = project_workflow(config_file, host)
    if dry_run:
        for file, text in files.items():
            click.echo(f"-- {_here(file)} --\n{text}", nl=False)
        return
    for file in write_workflow(files, overwrite):
        click.echo(f"Wrote {_here(file)}")
    click.echo("What you set up once stands in the first lines.", err=True)


@main.command()
@CONFIG
@click.option("--into", default="schemas", type=click.Path(path_type=Path), show_default=True)
def schema(config_file: Path, into: Path) -> None:
    """Write JSON Schemas: of front matter, facts, branches, glossary, options, api/answers.json."""
    from kbgen.commands.schema import schemas

    into.mkdir(parents=True, exist_ok=True)
    for name, content in schemas(config_file).items():
        (into / name).write_text(json_.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
        click.echo(f"{into / name}")


if __name__ == "__main__":
    main(prog_name="kbgen")
