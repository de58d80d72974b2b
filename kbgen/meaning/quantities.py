"""The quantities of a section, extracted once."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from kbgen.meaning.extract import mentions_in
from kbgen.meaning.mention import Mention
from kbgen.meaning.prose import blank_markup, with_numbers
from kbgen.model.article import Article, Section


def quantities_in(article: Article, section: Section) -> list[Mention]:
    """Return what a section states or may state; offsets count from the start of the body."""
    text = _text(article.masked)
    return list(_found(text[section.start : section.end], section.start, article.lang))


@lru_cache(maxsize=64)
def _text(masked: str) -> str:
    return with_numbers(blank_markup(masked), masked)


@lru_cache(maxsize=4096)
def _found(text: str, offset: int, lang: str) -> tuple[Mention, ...]:
    return tuple(
        replace(one, start=one.start + offset, end=one.end + offset)
        for one in mentions_in(text, lang)
    )


def words_of(article: Article, found: Mention) -> str:
    """Return the words of a page that state something, on one line."""
    return " ".join(article.body[found.start : found.end].split())
