"""The quantities of a section, extracted once."""

from __future__ import annotations

from functools import lru_cache

from kbgen.meaning.extract import extract
from kbgen.meaning.mention import Mention
from kbgen.meaning.prose import prose
from kbgen.model.article import Article, Section


def quantities_in(article: Article, section: Section) -> list[Mention]:
    """Return the quantities of a section; offsets count from the start of the body."""
    return list(_found(prose(article)[section.start : section.end], section.start, article.lang))


@lru_cache(maxsize=4096)
def _found(text: str, offset: int, lang: str) -> tuple[Mention, ...]:
    return tuple(Mention(f.meaning, f.start + offset, f.end + offset) for f in extract(text, lang))
