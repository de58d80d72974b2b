"""Urdu, Arabic and Hindi words in Latin letters that a person can read and say.

Arabic script leaves short vowels out; they are put where syllables need them. Words that help
sites are made of, and loanwords, stand in a table with the spelling that people know.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from kbgen.importing.tables.letters import (
    ARABIC_SOUNDS,
    CONSONANTS,
    DEVANAGARI,
    INDEPENDENT,
    KNOWN,
    MATRAS,
    NUKTA,
    SIGNS,
    SILENT,
    VOWELS,
)

SONORANTS = ("n", "m", "r", "l")
"""Sounds that Urdu and Arabic say with a vowel before them at the end: fedration → federation."""
_LABIALS = "पफबभम"
_OTHER = re.compile("[^a-z0-9]")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0900-\u0963\u0970-\u097f\u064b-\u0657\u0670])*")


@cache
def _known(lang: str) -> dict[str, str]:
    flat = [unicodedata.normalize("NFC", word) for word in KNOWN.get(lang, "").split()]
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
    if re.search("[\u0900-\u097f]", word):
        return _from_devanagari(word)
    if re.search("[\u0620-\u06ff]", word):
        if lang == "ar":
            word = re.sub(r"^[وفب]?ال(?=\w{2})|^لل(?=\w{3})", "", word)
        return _from_arabic(word, lang)
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return plain.lower()


def _from_arabic(word: str, lang: str) -> str:
    """Write consonants and vowels, and an "a" where a syllable lacks its vowel."""
    sounds = _sounds(word, lang)
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
    """Break a run of consonants into syllables.

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


def _sounds(word: str, lang: str) -> list[tuple[str, bool]]:
    """Return the sounds of a word in Arabic script, and whether each is a vowel."""
    sounds: list[tuple[str, bool]] = []
    letters = [c for c in word if c not in SILENT]
    for index, letter in enumerate(letters):
        following = letters[index + 1] if index + 1 < len(letters) else ""
        before_vowel = following in ("ا", "آ", "و", "ی", "ي", "ے", "ى", "ع") and following != ""
        if letter == "ھ" and sounds and not sounds[-1][1]:
            sounds[-1] = (f"{sounds[-1][0]}h", False)
        elif letter in "وؤ":
            is_consonant = not sounds or (before_vowel and following not in "وؤ") or sounds[-1][1]
            is_consonant = is_consonant and letter == "و"
            vowel = "u" if lang == "ar" else "o"
            sounds.append(("w", False) if is_consonant else (vowel, True))
        elif letter in "یيئ":
            is_consonant = letter != "ئ" and (
                not sounds or (following in ("ا", "آ", "و", "ے") and following != "")
            )
            sounds.append(("y", False) if is_consonant else ("i", True))
        elif letter in "ہه" and not following and sounds and not sounds[-1][1] and lang != "ar":
            sounds.append(("a", True))
        elif letter in SIGNS:
            sounds.append((SIGNS[letter], True))
        elif letter in VOWELS:
            sounds.append((VOWELS[letter], True))
        elif letter in CONSONANTS or letter == "ھ":
            sound = CONSONANTS.get(letter, "h")
            sounds.append((ARABIC_SOUNDS.get(letter, sound) if lang == "ar" else sound, False))
        elif letter.isdigit():
            sounds.append((str(unicodedata.digit(letter)), False))
    return sounds


def _from_devanagari(word: str) -> str:
    """Write syllables, and leave out the "a" that Hindi does not say."""
    syllables: list[list[str]] = []  # consonants, vowel
    letters = list(unicodedata.normalize("NFD", word))
    for index, letter in enumerate(letters):
        following = letters[index + 1] if index + 1 < len(letters) else ""
        if letter in DEVANAGARI:
            sound = (
                NUKTA.get(letter, DEVANAGARI[letter])
                if following == "\u093c"
                else DEVANAGARI[letter]
            )
            syllables.append([sound, "@"])
        elif letter in INDEPENDENT:
            syllables.append(["", INDEPENDENT[letter]])
        elif letter in MATRAS and syllables:
            syllables[-1][1] = MATRAS[letter]
        elif letter == "्" and syllables:
            syllables[-1][1] = ""
        elif letter in "ंँ" and syllables:
            syllables[-1][1] += "m" if following and following in _LABIALS and letter == "ं" else "n"
        elif letter.isdigit():
            syllables.append([str(unicodedata.digit(letter)), ""])
    _drop_schwas(syllables)
    text = "".join(f"{consonant}{vowel}" for consonant, vowel in syllables)
    return text.replace("@", "a").replace("jny", "gy").replace("jn", "gy")


def _drop_schwas(syllables: list[list[str]]) -> None:
    """Drop the inherent vowel at the end, and between a vowel and a syllable with one."""
    if len(syllables) > 1 and syllables[-1][1] == "@" and syllables[-2][1]:
        syllables[-1][1] = ""
    elif len(syllables) > 1 and syllables[-1][1] == "@":
        syllables[-1][1] = "" if len(syllables[-2][0]) and syllables[-1][0] not in "yv" else "@"
    for i in range(len(syllables) - 2, 0, -1):
        before, after = syllables[i - 1][1], syllables[i + 1]
        if syllables[i][1] == "@" and before and after[0] and after[1]:
            syllables[i][1] = ""
