"""Open Graph (ogp.me): the preview of a link to a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

_TERRITORY = re.compile(r"[A-Z]{2}|[0-9]{3}")


@dataclass(frozen=True)
class Preview:
    """The data of a preview; texts are plain, addresses absolute or "", locales those of CLDR."""

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
    """Yield (property, value); empty values are left out."""
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
    """Convert a CLDR locale to Open Graph's form; "" if it has no territory.

    >>> language_territory("ur_PK"), language_territory("zh_Hant_TW"), language_territory("fa")
    ('ur_PK', 'zh_TW', '')
    """
    language, *rest = tag.replace("-", "_").split("_")
    territory = next((part for part in rest if _TERRITORY.fullmatch(part)), "")
    return f"{language}_{territory}" if territory else ""
