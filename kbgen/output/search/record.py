"""An answer for the search index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kbgen.output.search.varying import VaryingPlace

Days: TypeAlias = tuple[str, str, str]
"""(first day, last day, time zone) of something; days are ISO 8601, "" for none."""
ALWAYS: Days = ("", "", "")


@dataclass(frozen=True)
class Record:
    """A section, the lead of a page, or a branch's page, in one language.

    `url` is the address of its page below the site's root, `page` the title of its page. `lang` is
    another language than the index's if the page is not translated. `page_keywords` are the page's
    keywords that are not its own. `values` are the words of its facts at other places than the
    company's; `varying` and `title_varying` are where facts that differ stand in `text` and in
    `title`. It is found on its `days` only.
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
    values: tuple[str, ...] = ()
    varying: tuple[VaryingPlace, ...] = ()
    title_varying: tuple[VaryingPlace, ...] = ()
    days: Days = ALWAYS
    boost: float = 1.0

    @property
    def anchor(self) -> str:
        return self.id.partition("#")[2]
