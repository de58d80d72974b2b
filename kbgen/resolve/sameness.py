"""Finds how it is known that a page says the same in all languages: proven, or settled by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kbgen.model.site import Site, cached_per_site
from kbgen.translations.receipts import digests_on


@dataclass(frozen=True)
class ConfirmedText:
    """A text that a person has read beside its translation: in which section of the source."""

    lang: str
    section: str
    by: str
    on: date


def is_proven(site: Site, page_id: str) -> bool:
    """Tell whether the build has proven that a page says the same in all languages.

    A page is not the same if a translation is missing, outdated, or in doubt, whatever it shows.
    """
    if not site.settings.prove or len(site.locales) < 2 or page_id in site.past:
        return False
    versions = [site.articles.get((lang, page_id)) for lang in site.locales]
    return page_id not in site.doubtful and all(
        one is not None and one.source_text is None for one in versions
    )


@cached_per_site
def confirmed_texts(site: Site) -> Mapping[str, Sequence[ConfirmedText]]:
    """Return page id → its texts that are settled, in all languages; void receipts are left out."""
    found: dict[str, list[ConfirmedText]] = defaultdict(list)
    for lang, record in site.records.items():
        for page, receipts in record.by_pair.items():
            if page not in site.sources:
                continue
            today = digests_on(site, lang, page)
            for (source, translation), receipt in receipts.items():
                if source in today.sources and translation in today.translations:
                    day = date.fromisoformat(receipt.when)
                    text = ConfirmedText(lang, today.sources[source], receipt.who, day)
                    found[page].append(text)
    return {page: tuple(sorted(texts, key=lambda one: one.on)) for page, texts in found.items()}
