"""Finds words and phrases in a text, in any inflection that a language's table knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kbgen.languages.case import small
from kbgen.languages.language import language
from kbgen.languages.tables import Inflection

_UNINFLECTED = Inflection(after="", between=0)
"""The inflection of a language without a table: a word as it is."""


def find_word(word: str, lang: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a word or phrase in any inflection."""
    # Most words are not in the text: search for their stems before compiling a pattern.
    return word_pattern(word, lang).finditer(text) if could_hold(text, word, lang) else iter(())


def has_inflection(lang: str) -> bool:
    """Tell whether a language has a table of inflections."""
    return language(lang).prose.inflection is not None


def could_hold(text: str, word: str, lang: str) -> bool:
    """Tell whether a text may hold a word: whether it holds the stems."""
    text = _small(text, lang)
    return all(stem in text for stem in _stems(word, lang))


@lru_cache(maxsize=16)
def _small(text: str, lang: str) -> str:
    """Return a page's text in small letters; all terms are looked for in the same one."""
    return small(text, lang)


@lru_cache(maxsize=4096)
def _stems(word: str, lang: str) -> tuple[str, ...]:
    return tuple(small(_stem(part, lang), lang) for part in word.split())


def _stem(word: str, lang: str) -> str:
    rules = language(lang).prose.inflection or _UNINFLECTED
    if rules.drop_all:
        stem = word.rstrip(rules.drop_all)
        return stem if len(stem) >= 2 else word
    return word.removesuffix(rules.drop)


@lru_cache(maxsize=4096)
def word_pattern(word: str, lang: str) -> re.Pattern[str]:
    """Return a pattern of a word or phrase in all inflections of the language."""
    rules, script = language(lang).prose.inflection or _UNINFLECTED, language(lang).script
    parts = [_inflected(part, lang, rules) for part in word.split()]
    # `\b` treats the vowel signs of Indic scripts as the end of a word.
    letter = rf"[\w{script.block}]" if script and script.has_signs else r"\w"
    # Some languages put a word or two between: "نرد إليك المبلغ".
    gap = r"[\s\u00a0]+"
    gap += rf"(?:\S+[\s\u00a0]+){{0,{rules.between}}}" if rules.between else ""
    return re.compile(rf"(?<!{letter}){gap.join(parts)}(?!{letter})", re.I)


def _inflected(word: str, lang: str, rules: Inflection) -> str:
    stem = re.escape(_stem(word, lang))
    is_dropped = rules.after_dropped and word.endswith(rules.drop)
    return rules.before + stem + (rules.after_dropped if is_dropped else rules.after)
