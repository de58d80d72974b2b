"""Reads which text of a page holds on which days, from the names of its files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from kbgen.model.article import Article
from kbgen.model.editions import Edition, edition_of, misnamed_day
from kbgen.model.finding import Finding, Span, error
from kbgen.model.message import msg
from kbgen.system.digest import digest

_DAY = timedelta(days=1)
Files = Mapping[tuple[str, str], str]
"""(language, file id) → the path of a file in findings."""


def check_editions(files: Files, langs: Collection[str]) -> Iterator[Finding]:
    """KB456 a later text that another language does not have on the same day.

    KB458 a file whose name does not end in a day.
    """
    for (_, file_id), path in files.items():
        if (given := misnamed_day(file_id)) is not None:
            name = file_id.rpartition("/")[2].partition(".from-")[0]
            what = msg(
                "'%(written)s' is no day; after .from- stands the first day of the text",
                written=given,
            )
            hint = msg(
                "name the file by year, month and day: %(name)s",
                name=f"{name}.from-2027-03-01.md",
            )
            yield error("KB458", Span(path), what, hint)
    languages: dict[Edition, set[str]] = {}
    for lang, file_id in files:
        if edition := edition_of(file_id):
            languages.setdefault(edition, set()).add(lang)
    for edition, present in sorted(languages.items()):
        before = {lang for lang in langs if _has_text_before(files, lang, edition, languages)}
        missing = [lang for lang in langs if lang in before - present]
        shown = next(lang for lang in langs if lang in present)
        if missing:
            yield _other_day(files, edition, shown, missing[0], languages)


def _has_text_before(
    files: Files, lang: str, edition: Edition, languages: Mapping[Edition, set[str]]
) -> bool:
    """Tell whether readers of a language have a text of the page until an edition begins."""
    earlier = (one for one in languages if one.page == edition.page and one < edition)
    return (lang, edition.page) in files or any(lang in languages[one] for one in earlier)


def _other_day(
    files: Files,
    edition: Edition,
    shown: str,
    missing: str,
    languages: Mapping[Edition, set[str]],
) -> Finding:
    path = files[shown, edition.id]
    wanted = path.replace(f"{shown}/", f"{missing}/", 1)
    others = (one for one in languages if one.page == edition.page and missing in languages[one])
    other = next((one for one in others if shown not in languages[one]), None)
    if other is None:
        what = msg(
            "this text holds from %(day)s; the page in '%(lang)s' has none from that day",
            day=str(edition.starts),
            lang=missing,
        )
        return error("KB456", Span(path), what, msg("add %(path)s", path=wanted))
    what = msg(
        "this text holds from %(day)s; the page in '%(lang)s' has none from that day, but one from "
        "%(other)s",
        day=str(edition.starts),
        lang=missing,
        other=str(other.starts),
    )
    hint = msg("name that file %(path)s, or this one alike", path=wanted)
    return error("KB456", Span(path), what, hint)


def with_days(
    articles: Mapping[tuple[str, str], Article],
    file_ids: Mapping[tuple[str, str], str],
    announced_by: date,
) -> dict[tuple[str, str], Article]:
    """Set the days of texts that follow one another; `file_ids` are those that are no ids of pages.

    Nothing ends because of a text that is not announced by a day. Since a page tells of its next
    text, and that of the page, the digest of each contains both.
    """
    secret = {key[1] for key, one in articles.items() if not one.is_announced_by(announced_by)}
    editions = {edition for _, page_id in articles if (edition := edition_of(page_id))}
    pages = {edition.page for edition in editions} | {page for _, page in file_ids}
    found = dict(articles)
    for page in pages:
        later = sorted(edition for edition in editions if edition.page == page)
        ids = [page, *(edition.id for edition in later)]
        keys = [key for key in articles if key[1] in ids]
        together = digest(*(f"{articles[key].digest} {key[1] in secret}" for key in keys))
        known = [edition for edition in later if edition.id not in secret]
        for key in keys:
            file_id = file_ids.get(key, "")
            own = edition_of(file_id or key[1])
            found[key] = replace(
                articles[key],
                file_id=file_id,
                starts=own.starts if own else None,
                ends=min((one.starts - _DAY for one in known if one.id > key[1]), default=None),
                digest=digest(articles[key].digest, together),
            )
    return found
