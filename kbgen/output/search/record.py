"""What search knows of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Days: TypeAlias = tuple[str, str, str]
"""First and last day of something (ISO 8601, "" for none), and the zone whose days these are."""
ALWAYS: Days = ("", "", "")


@dataclass(frozen=True)
class Record:
    """A section, the lead of a page, or a branch's page, in one language.

    `url` is its page's, below the site's root. `page` is the title of its page; `lang` differs
    from the site's where a page is not translated. `page_keywords` are those of its page that
    are not its own. It is found on its `days` alone.
    """

    id: str
    url: str
    title: str
    page: str
    kind: str
    lang: str
    branch: str = ""
    headings: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    page_keywords: tuple[str, ...] = ()
    text: str = ""
    days: Days = ALWAYS
    boost: float = 1.0

    @property
    def anchor(self) -> str:
        return self.id.partition("#")[2]
