"""Checks that a text is published as in force only from its first day on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import date
from posixpath import basename

from kbgen.checks.inputs import Key
from kbgen.model.article import Article
from kbgen.model.editions import Edition, edition_of
from kbgen.model.finding import Finding, error, warning
from kbgen.model.message import msg


def check_effective(
    sources: Mapping[str, Article], drafts: Set[Key], day: date
) -> Iterator[Finding]:
    """KB455 a text that would be published as in force before its day.

    KB457 a later text with the version of the text before. KB458 a day of announcement that a page
    cannot have.
    """
    for page in sources.values():
        yield from _version(page, sources)
        if (page.lang, page.id) not in drafts or edition_of(page.id):
            yield from _effective(page, day)
            yield from _announced(page, _text_before(page, sources))


def _effective(page: Article, day: date) -> Iterator[Finding]:
    holds, place = page.meta.in_force, page.where("effective")
    if holds is None:
        return
    own = edition_of(page.file_id or page.id)
    if own and holds != own.starts:
        what = msg(
            "by its name this file holds from %(day)s, by `effective` from %(other_day)s",
            day=str(own.starts),
            other_day=str(holds),
        )
        hint = msg(
            "write effective: %(day)s, or name the file %(name)s",
            day=str(own.starts),
            name=_name(Edition(own.page, holds)),
        )
        yield error("KB455", place, what, hint)
    elif holds > day and own is None:
        what = msg(
            "this text holds from %(day)s, and would be published as if it held today",
            day=str(holds),
        )
        hint = msg(
            "name the file %(name)s in every language, and keep the text that holds until then "
            "as %(other_name)s.md",
            name=_name(Edition(page.id, holds)),
            other_name=basename(page.id),
        )
        yield error("KB455", place, what, hint)


def _text_before(page: Article, sources: Mapping[str, Article]) -> Article | None:
    """Return the text that holds until a later text begins."""
    edition = edition_of(page.id)
    if edition is None:
        return None
    earlier = [id_ for id_ in sources if (one := edition_of(id_)) and _precedes(one, edition)]
    return sources.get(max(earlier, default=edition.page))


def _version(page: Article, sources: Mapping[str, Article]) -> Iterator[Finding]:
    before = _text_before(page, sources)
    version = getattr(page.meta, "version", None)
    if before and version is not None and version == getattr(before.meta, "version", None):
        what = msg(
            "this text has version %(version)s, as the one before it has (%(path)s)",
            version=version,
            path=before.path,
        )
        yield warning("KB457", page.where("version"), what, msg("give it a new version"))


def _precedes(one: Edition, other: Edition) -> bool:
    return one.page == other.page and one.starts < other.starts


def _name(edition: Edition) -> str:
    return f"{basename(edition.id)}.md"


def _announced(page: Article, before: Article | None) -> Iterator[Finding]:
    announced, place = page.meta.announced, page.where("announced")
    if before and (announced or date.min) < (before.meta.announced or date.min):
        day = before.meta.announced
        what = msg(
            "this text is told before the one that it follows, which is told on %(day)s",
            day=str(day),
        )
        hint = msg("write announced: %(day)s, or a later day", day=str(day))
        yield error("KB458", place, what, hint)
    if announced is None:
        return
    if page.starts is None:
        what = msg("`announced` belongs to a text whose file is named after its first day")
        hint = msg(
            "take it out, or name the file %(name)s", name=f"{basename(page.id)}.from-2027-03-01.md"
        )
        yield error("KB458", place, what, hint)
    elif announced > page.starts:
        what = msg(
            "this text is announced on %(day)s, after it begins on %(first_day)s",
            day=str(announced),
            first_day=str(page.starts),
        )
        yield error("KB458", place, what, msg("announce it earlier, or take `announced` out"))
