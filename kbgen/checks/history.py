"""Checks that a page that was published is changed by a new version, and reviewed after that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from kbgen.checks.inputs import Key
from kbgen.kinds import kind_named
from kbgen.model.article import Article
from kbgen.model.finding import Finding, warning
from kbgen.model.history import PageHistory
from kbgen.model.message import msg
from kbgen.model.published import PublishedState


def check_versions(
    sources: Mapping[str, Article], histories: Mapping[str, PageHistory], drafts: Set[Key]
) -> Iterator[Finding]:
    """KB457 a page that changed after it was published, without a new version or review."""
    for page_id, history in histories.items():
        page = sources.get(page_id)
        if page is None or (page.lang, page.id) in drafts or page.is_broken:
            continue
        if kind_named(page.kind).keeps_history:
            yield from _unversioned(page, history.states)
            yield from _unreviewed(page, history.states)


def _unversioned(page: Article, states: Sequence[PublishedState]) -> Iterator[Finding]:
    version, holds = page.meta.named_version, page.meta.in_force
    if holds is None and not version:
        return  # such a page has no editions
    same = [one for one in states if one.source.meta.named_version == version]
    if not version:  # then its first day says which edition it is
        same = [one for one in same if one.source.meta.in_force == holds]
    before = _agreed(same)
    if before is None:
        return
    if before.source.meta.in_force != holds:
        place = page.where("effective")
        what = msg(
            "this page changed since version %(version)s was published on %(day)s, "
            "when it held from %(first_day)s"
        )
    elif text_of(page) != text_of(before.source):
        place = page.where("version")
        what = (
            msg("this page changed since version %(version)s was published on %(day)s")
            if version
            else msg("this page changed since the text of the same day was published on %(day)s")
        )
    else:
        return
    what = what.filled(
        version=version, day=str(before.day), first_day=str(before.source.meta.in_force)
    )
    hint = (
        msg("give it a new version; or if a slip was mended: kbgen history accept %(page)s")
        if version
        else msg(
            "give it a version, or keep the text before and name this file after its first day; "
            "or if a slip was mended: kbgen history accept %(page)s"
        )
    )
    yield warning("KB457", place, what, hint.filled(page=page.id))


def _unreviewed(page: Article, states: Sequence[PublishedState]) -> Iterator[Finding]:
    reviewed = page.meta.reviewed
    before = _agreed([one for one in states if one.source.meta.reviewed == reviewed])
    if reviewed and before and text_of(page) != text_of(before.source):
        what = msg("this page changed after its review on %(day)s", day=str(reviewed))
        hint = msg(
            "review it and write the day; or if a slip was mended: kbgen history accept %(page)s",
            page=page.id,
        )
        yield warning("KB457", page.where("reviewed"), what, hint)


def _agreed(states: Sequence[PublishedState]) -> PublishedState | None:
    """Return the state that was agreed to: the last accepted one, else the first."""
    accepted = [one for one in states if one.values.is_accepted]
    return next(iter([*reversed(accepted), *states]), None)


def text_of(page: Article) -> tuple[str, ...]:
    """Return the words of a page, without what only its form changes."""
    fields = (text for _, text in sorted(page.meta.texts.items()))
    return tuple(word for text in (*fields, page.body) for word in text.split())
