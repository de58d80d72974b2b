"""`kbgen editions`: later texts of pages, each with its first day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from kbgen.commands.build import parse_cache_of
from kbgen.commands.structures import need_folders
from kbgen.errors import FindingsError, KbgenError
from kbgen.mkdocs.driver import load
from kbgen.model.editions import edition_of
from kbgen.model.site import Site
from kbgen.moving.editions import plan_edition, plan_other_day, plan_settling
from kbgen.moving.files import ProjectFiles
from kbgen.moving.request import as_address
from kbgen.resolve.locales import resolve_locales
from kbgen.resolve.recording import unrecorded_editions
from kbgen.source.tree import read_site


def list_editions(config_file: Path, cache: Path | None = None) -> list[str]:
    """Return a line for each text that has a first day: those that hold, and those to come."""
    site = _read(config_file, cache)
    return list(_lines(site))


def _lines(site: Site) -> Iterator[str]:
    for page_id, source in site.sources.items():
        edition = edition_of(page_id)
        langs = ", ".join(lang for lang in site.locales if (lang, page_id) in site.articles)
        if edition and site.is_secret(source):
            announced = f"announced on {source.meta.announced}"
            yield f"{edition.page}: from {edition.starts}, {announced} ({langs})"
        elif edition:
            yield f"{edition.page}: from {edition.starts} ({langs})"
        elif source.starts:
            yield f"{page_id}: since {source.starts} ({langs})"


def add_edition(config_file: Path, page: str, day: date, dry_run: bool = False) -> list[str]:
    """Begin a later text of a page in all its languages; return the changed files."""
    site = _read(config_file)
    return _saved(plan_edition(site, as_address(site, page), day), dry_run)


def reschedule_edition(
    config_file: Path, page: str, day: date, new_day: date, dry_run: bool = False
) -> list[str]:
    """Give a later text another day in all its languages; return the changed files."""
    site = _read(config_file)
    return _saved(plan_other_day(site, as_address(site, page), day, new_day), dry_run)


def settle_editions(config_file: Path, pages: Sequence[str], dry_run: bool = False) -> list[str]:
    """Make texts that hold the files of their pages; return the changed files."""
    site = _read(config_file)
    named = [as_address(site, page) for page in pages]
    missing = [one for one in unrecorded_editions(site) if not named or one.page in named]
    if missing and site.history:
        what = f"the text of '{missing[0].page}' from {missing[0].starts} is not in history/"
        raise KbgenError(f"{what}; first run: kbgen history update")
    return _saved(plan_settling(site, named), dry_run)


def _read(config_file: Path, cache: Path | None = None) -> Site:
    """Read a project. Raises FindingsError for pages that cannot be read."""
    settings = load(config_file).settings
    need_folders(settings, "kbgen editions")
    site, findings = read_site(settings, parse_cache_of(settings.root, cache))
    broken = {article.path for article in site.articles.values() if article.is_broken}
    if wrong := [finding for finding in findings if finding.span.path in broken]:
        raise FindingsError(wrong)
    return resolve_locales(site)[0]


def _saved(files: ProjectFiles, dry_run: bool) -> list[str]:
    changed = [
        f"{'removed' if files.after[path] is None else 'wrote'}: {path}" for path in files.changed()
    ]
    if not dry_run:
        files.save()
    return changed
