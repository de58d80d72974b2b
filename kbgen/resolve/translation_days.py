"""Finds the days on which translations were made that are shown although they are behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kbgen.model.site import Site
from kbgen.system.digest import digest
from kbgen.translations.states import states_of


def translation_days(site: Site) -> Mapping[tuple[str, str], date]:
    """Return (language, page id) → the day of the first text that is shown and is behind.

    Empty unless the site wants to show the days.
    """
    found: dict[tuple[str, str], date] = {}
    if not site.settings.shows_translation_date:
        return found
    for lang, state in states_of(site).items():
        for page, blocks in state.changed_pages.items():
            recorded = [one.section.when for one in blocks if one.section]
            behind = [one for one in blocks if one.match.state in ("stale", "missing")]
            if behind and recorded:
                first = min(one.section.when if one.section else min(recorded) for one in behind)
                found[lang, page] = date.fromisoformat(first)
    return found


def with_translation_days(site: Site, days: Mapping[tuple[str, str], date]) -> Site:
    """Return the site with these days in the translations."""
    if not days:
        return site
    articles = dict(site.articles)
    for key, day in days.items():
        article = articles.get(key)
        if article and article.is_translation:
            key_digest = digest(article.digest, day.isoformat())
            articles[key] = replace(article, translated=day, digest=key_digest)
    return replace(site, articles=articles)
