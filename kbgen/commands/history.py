"""`kbgen history`: keep what was published of policies and standards, and accept corrections."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kbgen.build.site import open_site
from kbgen.commands.build import parse_cache_of
from kbgen.errors import ContentError, FindingsError, KbgenError
from kbgen.mkdocs.driver import load
from kbgen.model.finding import Finding, did_you_mean
from kbgen.model.findings import label_of
from kbgen.model.published import HISTORY
from kbgen.model.site import Site
from kbgen.resolve.recording import PageNow, pages_now, unrecorded_editions
from kbgen.source.published import BROKEN
from kbgen.source.published_files import (
    Texts,
    has_texts,
    mark_accepted,
    read_texts,
    write_state,
)


def update_history(
    config_file: Path,
    is_check: bool,
    report: Callable[[Sequence[Finding]], None],
    cache: Path | None = None,
) -> list[str]:
    """Write what is published now and not in history/ yet; return the folders that are new.

    With `is_check` nothing is written, and the pages are returned. Raises ContentError if the
    site has errors, FindingsError for mistakes in history/.
    """
    site = open_without_errors(config_file, report, cache)
    earlier = unrecorded_editions(site)
    if is_check:
        now = [now.page for now, _ in _unrecorded(site)]
        return sorted({*now, *(edition.page for edition in earlier)})
    folders = []
    for edition in earlier:  # whose files are still there
        then = open_without_errors(config_file, report, cache, edition.starts)
        folders += record(then, [edition.page])
    return [*folders, *record(site)]


def open_without_errors(
    config_file: Path,
    report: Callable[[Sequence[Finding]], None],
    cache: Path | None,
    as_of: date | None = None,
) -> Site:
    """Return a site whose pages and history can be read. Raises ContentError, FindingsError."""
    project = load(config_file, as_of=as_of)
    parse_cache = parse_cache_of(project.settings.root, cache)
    site, findings = open_site(project, parse_cache=parse_cache)
    parse_cache.save()
    wrong = [one for one in findings if label_of(one) == "error"]
    if broken := [one for one in wrong if one.code == BROKEN]:
        raise FindingsError(broken)
    report(wrong)
    if wrong:
        raise ContentError("nothing was recorded; a text with errors is not what is published")
    return site


def record(site: Site, pages: Collection[str] | None = None) -> list[str]:
    """Write the states that are missing in history/; return their folders. Raises OSError.

    `pages` are those to record; None for all.
    """
    day = site.settings.today
    return [
        write_state(site.settings, now.page, day, now.values, texts)
        for now, texts in _unrecorded(site)
        if pages is None or now.page in pages
    ]


def _unrecorded(site: Site) -> Iterator[tuple[PageNow, Texts]]:
    for now in pages_now(site):
        texts = read_texts(site.settings, now.texts)
        if not _is_recorded(site, now, texts):
            yield now, texts


def _is_recorded(site: Site, now: PageNow, texts: Texts) -> bool:
    last = now.last
    return last is not None and now.has_same_values and has_texts(site.settings, last, texts)


def accept_correction(
    config_file: Path,
    page: str,
    report: Callable[[Sequence[Finding]], None],
    cache: Path | None = None,
) -> str:
    """Record that a change of a page is a correction, and no new version; return the folder.

    Raises KbgenError for a page of which nothing is recorded.
    """
    site = open_without_errors(config_file, report, cache)
    known = {now.page: now for now in pages_now(site)}
    if page not in known:
        hint = did_you_mean(page, known) or "kbgen history update --check lists pages"
        raise KbgenError(f"'{page}' is no page whose history is kept; {hint}")
    now, settings = known[page], site.settings
    if now.last is None:
        raise KbgenError(
            f"nothing is recorded of '{page}' yet; record it first: kbgen history update"
        )
    values = replace(now.values, is_accepted=True)
    texts = read_texts(settings, now.texts)
    if not _is_recorded(site, now, texts):
        return write_state(settings, page, settings.today, values, texts)
    mark_accepted(settings, now.last, replace(now.last.values, is_accepted=True))
    return now.last.path


def to_lines(folders: Sequence[str]) -> list[str]:
    """Return what was written, for a person."""
    if not folders:
        return [f"{HISTORY}/ has all that is published."]
    count = "1 page" if len(folders) == 1 else f"{len(folders)} pages"
    return [*folders, f"{count} recorded in {HISTORY}/: commit it with the pages."]
