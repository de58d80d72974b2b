"""Open Graph (ogp.me): how a link to a page looks in a message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

_TERRITORY = re.compile(r"[A-Z]{2}|[0-9]{3}")


@dataclass(frozen=True)
class Preview:
    """What a preview shows; texts are plain, addresses absolute or "", locales CLDR's."""

    title: str
    description: str
    url: str
    site_name: str
    locale: str
    other_locales: Sequence[str] = ()
    image: str = ""
    is_home: bool = False
    changed: date | None = None


def open_graph(preview: Preview) -> Iterator[tuple[str, str]]:
    """Yield properties and their values; what is not known is left out."""
    changed = preview.changed.isoformat() if preview.changed and not preview.is_home else ""
    given = [
        ("og:type", "website" if preview.is_home else "article"),
        ("og:title", preview.title),
        ("og:description", preview.description),
        ("og:url", preview.url),
        ("og:site_name", preview.site_name),
        ("og:locale", language_territory(preview.locale)),
        *(("og:locale:alternate", language_territory(tag)) for tag in preview.other_locales),
        ("og:image", preview.image),
        ("article:modified_time", changed),
    ]
    yield from (pair for pair in given if pair[1])


def language_territory(tag: str) -> str:
    """Return a CLDR locale as Open Graph writes it; "" if it names no territory.

    >>> language_territory("ur_PK"), language_territory("zh_Hant_TW"), language_territory("fa")
    ('ur_PK', 'zh_TW', '')
    """
    language, *rest = tag.replace("-", "_").split("_")
    territory = next((part for part in rest if _TERRITORY.fullmatch(part)), "")
    return f"{language}_{territory}" if territory else ""
