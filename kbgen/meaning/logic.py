"""Finds what a text states by words of negation, duty and condition, in a language with a table."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from kbgen.languages.case import small
from kbgen.languages.language import language
from kbgen.languages.marks import marks
from kbgen.meaning.months import weekdays
from kbgen.meaning.prose import ascii_digits

_APOSTROPHES = str.maketrans("’ʼ‘", "'''")
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069"
_IGNORED = ""


def logic_in(text: str, lang: str) -> Counter[str]:
    """Return how often a text without markup states each thing: not, must, may, only, until, …

    >>> sorted(logic_in("You can't return it unless it's whole.", "en").items())
    [('if', 1), ('may', 1), ('not', 2)]
    """
    words = _words(lang)
    if not words:
        return Counter()
    found: Counter[str] = Counter()
    for match in _pattern(lang).finditer(fold(text, lang)):
        key = match.lastgroup or ""
        word = " ".join(match["word"].split()) if key == "word" else ""
        found.update((words[word] if word else _patterns(lang)[int(key[1:])][0]).split())
    return found


def are_contrary(old: str, new: str, lang: str) -> bool:
    """Tell whether a word was exchanged for its contrary: "all" for "some", "valid" for "invalid".

    >>> are_contrary("Every branch has a lift.", "Most branches have a lift.", "en")
    True
    """
    before, after = (_split(text, lang) for text in (old, new))
    gone, new_words = before - after, after - before
    for groups in _contrary(lang):
        left = {n for n, group in enumerate(groups) if group & gone.keys()}
        come = {n for n, group in enumerate(groups) if group & new_words.keys()}
        if left and come and left != come:
            return True
    prefixes = language(lang).logic.negative_prefixes.split("|")
    denied = {prefix + word for word in gone for prefix in prefixes if prefix and len(word) > 3}
    denied |= {
        word.removeprefix(prefix)
        for word in gone
        for prefix in prefixes
        if prefix and len(word) > len(prefix) + 3 and word.startswith(prefix)
    }
    return bool(denied & new_words.keys())


def _split(text: str, lang: str) -> Counter[str]:
    return Counter(re.findall(rf"[\w{marks()}]+", fold(text, lang)))


@lru_cache(maxsize=16)
def _contrary(lang: str) -> list[list[frozenset[str]]]:
    """Return the groups of words, folded; each day of the week is one of its own."""
    return [
        [frozenset(fold(word, lang) for word in group.split("|")) for group in one]
        for one in (*language(lang).logic.contrary, weekdays(lang))
    ]


def logic_words(lang: str) -> Iterable[str]:
    """Return the words that state something, as `fold` writes them."""
    return _words(lang).keys()


def fold(text: str, lang: str) -> str:
    """Return a text as its words are compared: small letters, Latin digits, no optional marks.

    >>> fold("Won’t", "en"), fold("يُمكن ١٤", "ar")
    ('will not', 'يمكن 14')
    """
    if text.isascii():  # nothing else is normalized or left out
        plain = small(text, lang)
    else:
        plain = small(ascii_digits(unicodedata.normalize("NFKC", text)), lang)
        plain = _left_out(lang).sub("", plain.translate(_APOSTROPHES))
    for spellings, same in language(lang).logic.same.items():
        for spelling in spellings.split("|"):
            plain = plain.replace(spelling, same)
    return plain


def without_left_out(pattern: str, lang: str) -> str:
    """Return a pattern without the marks that `fold` leaves out."""
    return _left_out(lang).sub("", pattern)


@lru_cache(maxsize=16)
def _left_out(lang: str) -> re.Pattern[str]:
    script = language(lang).script
    return re.compile(f"[{script.left_out if script else ''}{_INVISIBLE}]")


@lru_cache(maxsize=16)
def _words(lang: str) -> dict[str, str]:
    """Return word or phrase → what it states."""
    table = language(lang).logic
    entries = [*table.words.items(), (_IGNORED, table.ignored)]
    found = ((fold(word.strip(), lang), key) for key, words in entries for word in words.split("|"))
    return {word: key for word, key in found if word}


@lru_cache(maxsize=16)
def _patterns(lang: str) -> list[tuple[str, str]]:
    """Return (what is stated, pattern), without the marks that `fold` leaves out."""
    found = language(lang).logic.patterns.items()
    return [(key, without_left_out(pattern, lang)) for key, pattern in found]


@lru_cache(maxsize=16)
def _pattern(lang: str) -> re.Pattern[str]:
    table = language(lang).logic
    # The longest first: "no more than" is no negation. By their first letters it is much quicker.
    longest: dict[str, list[str]] = {}
    for word in sorted(_words(lang), key=len, reverse=True):
        longest.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", r"\s+"))
    words = "|".join(f"{re.escape(first)}(?:{'|'.join(of)})" for first, of in longest.items())
    patterns = "".join(f"|(?P<p{n}>{one})" for n, (_, one) in enumerate(_patterns(lang)))
    before, after = f"(?<![\\w{marks()}])(?:{table.before})", f"(?:{table.after})(?![\\w{marks()}])"
    return re.compile(f"{before}(?:(?P<word>{words}){patterns}){after}")
