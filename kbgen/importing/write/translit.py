"""Transliterates words of every script to Latin letters that people can read.

Arabic script has no short vowels; they are inserted where syllables need them. Frequent words of
help sites, and loanwords, are in a table with their usual spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from kbgen.languages.language import language, scripts
from kbgen.languages.tables import Abjad, Abugida

SONORANTS = ("n", "m", "r", "l")
"""Sounds that have a vowel before them at the end of words in Urdu and Arabic: federation."""
_OTHER = re.compile("[^a-z0-9]")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0900-\u0963\u0966-\u0dff\u064b-\u0657\u0670])*")
"""A word, with vowel signs of Indic scripts and of Arabic."""


@cache
def _known(lang: str) -> dict[str, str]:
    table = language(lang).romanization.known
    flat = [unicodedata.normalize("NFC", word) for word in table.split()]
    return dict(zip(flat[::2], flat[1::2], strict=True))


def romanize(text: str, lang: str) -> list[str]:
    """Return the words of a text in small Latin letters.

    >>> romanize("کسٹمر سروس", "ur"), romanize("ग्राहक सेवा मानक", "hi")
    (['customer', 'service'], ['grahak', 'seva', 'manak'])
    """
    normal = unicodedata.normalize("NFC", text)
    spoken = (_OTHER.sub("", _romanize_word(word, lang)) for word in _WORD.findall(normal))
    return [word for word in spoken if word]


def _romanize_word(word: str, lang: str) -> str:
    if known := _known(lang).get(word):
        return known
    if word.isdigit():
        return "".join(str(unicodedata.digit(digit)) for digit in word)
    rules = language(_speller(word, lang)).romanization
    if rules.abugida:
        return _from_abugida(word, rules.abugida)
    if rules.abjad:
        return _from_abjad(re.sub(rules.abjad.article, "", word), rules.abjad)
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return plain.lower()


def _speller(word: str, lang: str) -> str:
    """Return the language whose rules apply to a word: `lang`, or the usual one of its script."""
    own = language(lang).about.script
    for code, script in scripts().items():
        if re.search(f"[{script.block}]", word):
            return lang if code == own else script.usual
    return lang


def _from_abjad(word: str, rules: Abjad) -> str:
    """Transliterate a word in Arabic script; insert "a" where a syllable has no vowel."""
    sounds = _sounds(word, rules)
    out = list[str]()
    run = list[str]()
    for index, (sound, is_vowel) in enumerate(sounds):
        if not is_vowel:
            run.append(sound)
        if is_vowel or index == len(sounds) - 1:
            out.append(_with_vowels(run, bool(out), is_vowel))
            run = []
        if is_vowel and not (out and out[-1] == "" and len(out) > 1 and out[-2] == sound):
            out.append(sound)
    return re.sub(r"([aeiou])\1+", r"\1", "".join(out))


def _with_vowels(run: list[str], after_vowel: bool, before_vowel: bool) -> str:
    """Split a run of consonants into syllables by inserting vowels.

    >>> _with_vowels(["k", "s", "t", "m", "r"], False, False)
    'kastamar'
    """
    lead, left = "", list(run)
    if after_vowel and len(left) > 1:
        lead = left.pop(0)
        if not before_vowel and len(left) == 1:
            glue = "a" if left[0] in SONORANTS and lead not in SONORANTS else ""
            return lead + glue + left[0]
    tail = left.pop() if before_vowel and left else ""
    out = [lead]
    while left:
        if len(left) == 3 and not before_vowel:
            out.append(f"{left[0]}a{left[1]}a{left[2]}")
            left = []
        elif len(left) >= 2:
            out.append(f"{left[0]}a{left[1]}")
            left = left[2:]
        else:
            needs_vowel = before_vowel or not after_vowel or lead
            out.append(f"{left[0]}a" if before_vowel and needs_vowel else left[0])
            left = []
    return "".join(out) + tail


def _sounds(word: str, rules: Abjad) -> list[tuple[str, bool]]:
    """Return (sound, whether it is a vowel) for a word in Arabic script."""
    sounds: list[tuple[str, bool]] = []
    letters = [c for c in word if c not in rules.silent]
    for index, letter in enumerate(letters):
        following = letters[index + 1] if index + 1 < len(letters) else ""
        before_vowel = following in ("ا", "آ", "و", "ی", "ي", "ے", "ى", "ع") and following != ""
        if letter == "ھ" and sounds and not sounds[-1][1]:
            sounds[-1] = (f"{sounds[-1][0]}h", False)
        elif letter in "وؤ":
            is_consonant = not sounds or (before_vowel and following not in "وؤ") or sounds[-1][1]
            is_consonant = is_consonant and letter == "و"
            sounds.append(("w", False) if is_consonant else (rules.waw, True))
        elif letter in "یيئ":
            is_consonant = letter != "ئ" and (
                not sounds or (following in ("ا", "آ", "و", "ے") and following != "")
            )
            sounds.append(("y", False) if is_consonant else ("i", True))
        elif letter in "ہه" and rules.final_he and _is_last_consonant(sounds, following):
            sounds.append((rules.final_he, True))
        elif letter in rules.signs:
            sounds.append((rules.signs[letter], True))
        elif letter in rules.vowels:
            sounds.append((rules.vowels[letter], True))
        elif letter in rules.consonants or letter == "ھ":
            sounds.append((rules.consonants.get(letter, "h"), False))
        elif letter.isdigit():
            sounds.append((str(unicodedata.digit(letter)), False))
    return sounds


def _is_last_consonant(sounds: list[tuple[str, bool]], following: str) -> bool:
    return not following and bool(sounds) and not sounds[-1][1]


_UNSAID = "@"
"""A placeholder for an inherent vowel until it is known whether it is pronounced."""


def _from_abugida(word: str, rules: Abugida) -> str:
    """Transliterate syllables; leave out inherent vowels that are not pronounced."""
    syllables: list[list[str]] = []  # consonants, vowel
    letters = list(_apart(word, rules))
    for index, letter in enumerate(letters):
        following = letters[index + 1] if index + 1 < len(letters) else ""
        if letter in rules.consonants:
            sound = rules.consonants[letter]
            if following == rules.nukta:
                sound = rules.with_nukta.get(letter, sound)
            syllables.append([sound, _UNSAID])
        elif letter in rules.independent:
            syllables.append(["", rules.independent[letter]])
        elif letter in rules.vowels and syllables:
            syllables[-1][1] = rules.vowels[letter]
        elif letter == rules.virama and syllables:
            syllables[-1][1] = ""
        elif letter in rules.nasals and syllables:
            is_labial = letter == rules.labial_nasal and following and following in rules.labials
            syllables[-1][1] += "m" if is_labial else rules.nasals[letter]
        elif letter.isdigit():
            syllables.append([str(unicodedata.digit(letter)), ""])
    _drop_inherent(syllables, rules)
    text = "".join(f"{consonant}{vowel}" for consonant, vowel in syllables)
    text = text.replace(_UNSAID, rules.inherent)
    for written, words in rules.rewrites.items():
        text = text.replace(written, words)
    return text


def _apart(word: str, rules: Abugida) -> Iterator[str]:
    """Yield letters and marks; keep vowel signs composed: U+09CB instead of U+09C7 and U+09BE."""
    for letter in unicodedata.normalize("NFC", word):
        yield from letter if letter in rules.vowels else unicodedata.normalize("NFD", letter)


def _drop_inherent(syllables: list[list[str]], rules: Abugida) -> None:
    """Remove inherent vowels at the end, and between a vowel and a syllable with a vowel."""
    if len(syllables) > 1 and syllables[-1][1] == _UNSAID and syllables[-2][1]:
        syllables[-1][1] = ""
    elif len(syllables) > 1 and syllables[-1][1] == _UNSAID and syllables[-2][0]:
        is_kept = syllables[-1][0] in rules.kept_at_end.split()
        syllables[-1][1] = _UNSAID if is_kept else ""
    for i in range(len(syllables) - 2, 0, -1) if rules.drops_inherent else ():
        before, after = syllables[i - 1][1], syllables[i + 1]
        if syllables[i][1] == _UNSAID and before and after[0] and after[1]:
            syllables[i][1] = ""
