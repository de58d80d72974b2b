"""Tells what the change of a source block means for its translations."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

from kbgen.languages.language import language
from kbgen.languages.marks import marks as vowel_signs
from kbgen.markdown.scan import find_links, mask
from kbgen.meaning.equivalence import normal, unmatched
from kbgen.meaning.extract import mentions_in, without_mentions
from kbgen.meaning.logic import are_contrary, fold, logic_in, logic_words
from kbgen.meaning.mention import Mention
from kbgen.meaning.prose import ascii_digits, blank_markup
from kbgen.model.translation import NO_MARKS, BlockKind, Consequence, Match
from kbgen.model.uses import find_uses

Vocabulary = Callable[[str], int]
"""A word → in how many blocks it stands; asked only where a letter or two were changed."""
_WORD = re.compile(rf"[\w{vowel_signs()}]+")
_COUNTED: tuple[BlockKind, ...] = ("step", "row")
_MOST_LETTERS = 3
"""The most letters that a correction of the spelling changes in a block."""


def consequence(old: str, new: str, lang: str, vocabulary: Vocabulary | None = None) -> Consequence:
    """Return what it means that a block was changed.

    With the words of the site, a word that became another word is told from one that was spelled
    wrongly.
    """
    before, after = _stated(old, lang), _stated(new, lang)
    if before.marks != after.marks or any(unmatched(before.quantities, after.quantities)):
        return "critical"
    if before.permissions - after.permissions and after.permissions - before.permissions:
        return "critical"
    if are_contrary(blank_markup(old), blank_markup(new), lang):
        return "critical"
    same_logic = before.logic == after.logic
    if _is_spelling(old, new, lang, vocabulary or (lambda _: 0), same_logic):
        return "minor"
    return "worded" if same_logic else "critical"


def consequence_of_one(text: str, kind: BlockKind, lang: str) -> Consequence:
    """Return what it means that a block was added or removed."""
    return "critical" if kind in _COUNTED or _stated(text, lang).parts else "worded"


def consequence_of(
    match: Match,
    lang: str,
    translation_lang: str,
    former: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> Consequence | None:
    """Return what the state of a block means; None if nothing is to be translated.

    `lang` is the language of the source, `former` the source text that was translated. Where it is
    not known, the digest of what it states tells whether that changed.
    """
    if match.state == "stale":
        if former is not None and match.source:
            return consequence(former, match.source.block.text, lang, vocabulary)
        return "worded" if match.states_same else "critical"
    if match.state == "missing":
        return consequence_of_one(match.block.text, match.block.kind, lang)
    if match.state != "obsolete":
        return None
    if former is not None:
        return consequence_of_one(former, match.block.kind, lang)
    if match.recorded is None:
        return consequence_of_one(match.block.text, match.block.kind, translation_lang)
    is_counted = match.block.kind in _COUNTED
    return "critical" if is_counted or not match.states_same else "worded"


def marks_digest(text: str, lang: str) -> str:
    """Return the digest of what a source block states: quantities, facts, links, conditions.

    It is recorded with the block, so that a change of these is known without the old text.
    """
    stated = sorted(_stated(text, lang).parts)
    return sha256("\n".join(stated).encode()).hexdigest()[: len(NO_MARKS)] if stated else NO_MARKS


def vocabulary_of(texts: Iterable[str], lang: str) -> Counter[str]:
    """Return the words of the source's blocks today, each once a block."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(set(_words(text, lang)))
    return found


_Mark = tuple[str, str | None] | str
_PERMISSIONS = frozenset(("may", "should"))
"""What may be left out of a sentence and is still meant: "you can find it here"."""


class _Stated(NamedTuple):
    """What a text states, and how often."""

    quantities: tuple[Mention, ...]
    marks: Counter[_Mark]
    """Facts, links."""
    logic: Counter[str]
    """What words of negation, duty, condition and limits state."""
    permissions: frozenset[str]
    """What counts only where another comes in its place."""

    @property
    def parts(self) -> list[str]:
        quantities = (one for one in self.quantities if one.certainty != "possible")
        stated = [repr(normal(one.meaning)) for one in quantities]
        return [*stated, *map(repr, self.marks.elements()), *self.logic.elements()]


@lru_cache(maxsize=4096)
def _stated(text: str, lang: str) -> _Stated:
    masked, plain = mask(text), unicodedata.normalize("NFC", ascii_digits(blank_markup(text)))
    quantities = mentions_in(plain, lang)
    # "5 May" is a date.
    plain = without_mentions(plain, (one for one in quantities if one.certainty == "certain"))
    marks: Counter[_Mark] = Counter((use.id, use.filter) for use in find_uses(masked) if use.id)
    if links := len(find_links(masked)):
        marks["link"] = links
    logic = logic_in(plain, lang)
    permissions = _PERMISSIONS & logic.keys()
    for one in permissions:
        del logic[one]
    return _Stated(tuple(quantities), marks, logic, permissions)


def _words(text: str, lang: str) -> list[str]:
    return _WORD.findall(fold(blank_markup(text), lang).replace("_", " "))


def _is_spelling(old: str, new: str, lang: str, vocabulary: Vocabulary, same_logic: bool) -> bool:
    """Tell whether only punctuation and spelling changed, and no word became another."""
    before, after = ([w for w, _ in groupby(_words(text, lang))] for text in (old, new))
    letters = 0
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        words, others = before[i1:i2], after[j1:j2]
        if len(words) != len(others):
            if not same_logic or not words or not others:
                return False
            words, others = ["".join(words)], ["".join(others)]  # "web site" became "website"
        for word, other in zip(words, others, strict=True):
            corrected = _letters_corrected(word, other, lang, vocabulary)
            if corrected is None or not (same_logic or _is_slip(word, other)):
                return False
            letters += corrected
    return letters <= _MOST_LETTERS


def _letters_corrected(one: str, other: str, lang: str, vocabulary: Vocabulary) -> int | None:
    """Return how many letters were corrected; None if a word became another."""
    if _alike(one, lang) == _alike(other, lang):
        return 0
    if any(char.isdigit() for char in one + other):
        return None
    letters = _distance(one, other, _limit(one, other))
    # A new word stands in the block itself, too.
    if letters and _is_word(one, lang, vocabulary, 1) and _is_word(other, lang, vocabulary, 2):
        return None
    return letters


def _is_slip(one: str, other: str) -> bool:
    """Tell whether a typist's fingers slipped: "not" is nto or nott, while "now" is a word.

    A letter may be left out of a long word, except its first: "ever" is not "never".
    """
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return sorted(one) == sorted(other) and one != other and len(one) > 2
    shortened = (
        long[:n] + long[n + 1 :]
        for n in range(1, len(long))
        if len(long) > 4 or long[n] == long[n - 1]
    )
    return short in shortened


def _limit(one: str, other: str) -> int:
    length = min(len(one), len(other))
    return 1 if length <= 3 else 2 if length <= 8 else _MOST_LETTERS


def _is_word(word: str, lang: str, vocabulary: Vocabulary, fewest: int) -> bool:
    return word in _known(lang) or vocabulary(word) >= fewest


@lru_cache(maxsize=16)
def _known(lang: str) -> frozenset[str]:
    """Return the words in the tables of a language."""
    tables = language(lang)
    recognized = tables.importing.recognized
    texts = [*tables.units.words.values(), *logic_words(lang)]
    texts += [recognized.common] if recognized else []
    texts += [tables.search.stop] if tables.search else []
    return frozenset(word for text in texts for word in _words(text, lang))


def _alike(word: str, lang: str) -> str:
    """Write a word with one of the letters that people type for one another."""
    return word.translate(_alike_letters(lang))


@lru_cache(maxsize=16)
def _alike_letters(lang: str) -> dict[int, str]:
    script = language(lang).script
    groups = script.alike.split() if script else []
    return {ord(letter): group[0] for group in groups for letter in group}


def _distance(one: str, other: str, most: int) -> int | None:
    """Return how many letters differ, two exchanged neighbours as one; None if more than `most`.

    This is the optimal string alignment distance.
    """
    if abs(len(one) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, letter in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != letter))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == letter:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1] if row[-1] <= most else None
