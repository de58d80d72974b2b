"""Normalizes text to words of the index, so that different spellings are equal.

theme/scripts/search-text.js normalizes queries with the same tables; tests/search_vectors.json
tests that both agree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import chain

from kbgen.languages.language import language, scripts, shared_search
from kbgen.output.search.tables import script_of_language

_MOST_KEPT = 2**18
LONGEST_WORD = 40
"""The most characters of a word that count; people type no longer words."""
_ROOT = 3
"""The fewest consonants of a root."""


class _Letters(dict[int, str]):
    """Code point → its normalized form: letters, marks and digits; a space for others.

    Words consist of the Unicode categories L, M and N. Decimal digits (Nd) become ASCII.
    """

    def __missing__(self, code: int) -> str:
        self[code] = self._fold(chr(code))
        return self[code]

    def _fold(self, char: str) -> str:
        category = unicodedata.category(char)
        if category == "Nd":
            return str(unicodedata.decimal(char))
        if category[0] not in "LMN":
            return " "
        lower = char.lower()
        return char if lower == char else "".join(self[ord(one)] for one in lower)


def _letters() -> _Letters:
    found = _Letters((ord(char), to) for char, to in shared_search().fold.items())
    for span in shared_search().drop.split():
        first, _, last = span.partition("-")
        found |= dict.fromkeys(range(int(first, 16), int(last or first, 16) + 1), "")
    return found


_LETTERS = _letters()
_REWRITES = tuple((re.compile(pattern), to) for pattern, to in shared_search().rewrite)
_PILED = re.compile(r"([^\w\x00-\u02ff]{30})[^\w\x00-\u02ff]+")
"""More marks than a letter has (Unicode Standard Annex #15); sorting takes quadratic time."""
_JOINED = re.compile("|".join(sorted(shared_search().joined, key=len, reverse=True)))
_REWRITTEN = re.compile(f"[{shared_search().rewritten}]")
_SCRIPTS = re.compile("|".join(f"(?P<{code}>[{s.block}])" for code, s in scripts().items()))


def words_of(text: str) -> list[str]:
    """Return the normalized words of a text.

    NFKD decomposes letters with marks and presentation forms; marks, tatweel, joiners and direction
    marks are removed; letters that people confuse become one letter.

    >>> words_of("آپ كی Reﬁll, ۱۲")
    ['اپ', 'کی', 'refill', '12']
    """
    plain = unicodedata.normalize("NFKD", _PILED.sub(r"\1", text))
    folded = _as_seen(_as_seen(plain)).translate(_LETTERS)
    return [_rewrite(word) for word in folded.split()]


def _as_seen(text: str) -> str:
    """Write one letter for several that look like it; a sign may make another pair with it."""
    return _JOINED.sub(lambda found: shared_search().joined[found[0]], text)


def _rewrite(word: str) -> str:
    if _REWRITTEN.search(word):
        for pattern, to in _REWRITES:
            word = pattern.sub(to, word)
    return word[:LONGEST_WORD]


class _Memo(dict[str, tuple[str, ...]]):
    """Text between two spaces → its words; a cache, since most words occur many times.

    With a language, stop words are left out.
    """

    def __init__(self, lang: str | None) -> None:
        super().__init__()
        self._lang = lang

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        words = words_of(chunk)
        if self._lang is not None:
            words = [word for word in words if not is_stop_word(word, self._lang)]
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[chunk] = tuple(words)
        return self[chunk]


@cache
def _memo(lang: str | None) -> _Memo:
    return _Memo(lang)


def all_words(text: str) -> list[str]:
    """Return the words of a text like `words_of`, but with a cache for equal words."""
    return list(chain.from_iterable(map(_memo(None).__getitem__, text.split())))


def usual_words(text: str, lang: str) -> list[str]:
    """Return the words of a text without stop words."""
    return list(chain.from_iterable(map(_memo(lang).__getitem__, text.split())))


def script_of(word: str) -> str:
    """Return the script of a normalized word: "arab", "deva", "latn" …; "" for a number."""
    found = _SCRIPTS.search(word)
    return (found.lastgroup or "") if found else ""


def language_of(word: str, lang: str) -> str:
    """Return the language whose stems and stop words apply to a word in a text of language `lang`.

    It is `lang` if the word is in its script, else the most likely language of the word's script.
    """
    script = script_of(word)
    if not script or script == script_of_language(lang):
        return lang if script else ""
    return scripts()[script].usual


@lru_cache(maxsize=2**17)
def is_stop_word(word: str, lang: str) -> bool:
    return word in _stop_words(language_of(word, lang))


@cache
def _stop_words(lang: str) -> frozenset[str]:
    table = language(lang).search
    return frozenset(words_of(table.stop)) if table else frozenset()


def denies(word: str, lang: str) -> bool:
    """Return whether a word denies what stands beside it: "not"."""
    return word in _denying(language_of(word, lang))


@cache
def _denying(lang: str) -> frozenset[str]:
    table = language(lang).search
    return frozenset(words_of(table.denying)) if table else frozenset()


@cache
def affixes(lang: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return a language's prefixes and suffixes; both include ""."""
    table = language(lang).search
    pre, suf = (table.stem.pre, table.stem.suf) if table else ("", "")
    return ("", *pre.split()), frozenset(("", *suf.split()))


@lru_cache(maxsize=2**17)
def stems_of(word: str, lang: str) -> frozenset[str]:
    """Return the stems of a word: the word without one of the language's prefixes and suffixes.

    The word itself is one of them. Words that share a stem are probably forms of one word, the
    more so the longer the stem is.
    """
    own = language_of(word, lang)
    table = language(own).search
    if table is None:
        return frozenset((word,))
    least = table.stem.min
    prefixes, suffixes = affixes(own)
    starts = [word[len(prefix) :] for prefix in prefixes if word.startswith(prefix)]
    starts = [start for start in starts if start == word or len(start) >= least]
    cut = (start[: len(start) - len(s)] for start in starts for s in suffixes if start.endswith(s))
    return frozenset((word, *(stem for stem in cut if len(stem) >= least)))


def root_of(word: str, lang: str) -> str:
    """Return the root of a word: its consonants without letters of plural and verb patterns.

    In a language without such patterns it is the word itself.
    """
    rules = _root_rules(language_of(word, lang))
    if rules is None:
        return word
    articles, ends, leads, vowels = rules
    word = _cut_front(word, articles)
    if word.endswith(ends):
        cut = (word.removesuffix(end) for end in ends if word.endswith(end))
        word = next((rest for rest in cut if len(rest) >= _ROOT), word)
    return _cut_front(word.translate(vowels), leads)


_Rules = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], dict[int, str]]


@cache
def _root_rules(lang: str) -> _Rules | None:
    table = language(lang).search
    if table is None or table.root is None:
        return None
    rules = table.root
    articles, ends, leads = (tuple(part.split()) for part in (rules.article, rules.end, rules.lead))
    return articles, ends, leads, {ord(vowel): "" for vowel in rules.vowels}


def _cut_front(word: str, fronts: tuple[str, ...]) -> str:
    if word.startswith(fronts):
        for front in fronts:
            if word.startswith(front) and len(word) - len(front) >= _ROOT:
                return word[len(front) :]
    return word
