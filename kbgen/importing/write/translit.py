"""Transliterates words of every script to Latin letters that people can read.

Where a script leaves short vowels out, they are put where syllables need them. Words that help
help sites, and loanwords, are in a table with their usual spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest

from kbgen.languages.language import language, scripts
from kbgen.languages.marks import marks
from kbgen.languages.tables import Abjad, Abugida, Glide

_OTHER = re.compile("[^a-z0-9]")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{marks()}])*")


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
    """Write consonants and vowels, and the one that is left out where a syllable has none."""
    sounds = _sounds(word, rules)
    out = list[str]()
    run = list[str]()
    for index, (sound, is_vowel) in enumerate(sounds):
        if not is_vowel:
            run.append(sound)
        if is_vowel or index == len(sounds) - 1:
            out.append(_with_vowels(run, bool(out), is_vowel, rules))
            run = []
        if is_vowel and not (out and out[-1] == "" and len(out) > 1 and out[-2] == sound):
            out.append(sound)
    return re.sub(r"([aeiou])\1+", r"\1", "".join(out))


def _with_vowels(run: list[str], after_vowel: bool, before_vowel: bool, rules: Abjad) -> str:
    """Break a run of consonants into syllables: "kstmr" → "kastamar"."""
    sonorants, vowel = rules.sonorants.split(), rules.left_out
    lead, left = "", list(run)
    if after_vowel and len(left) > 1:
        lead = left.pop(0)
        if not before_vowel and len(left) == 1:
            glue = vowel if left[0] in sonorants and lead not in sonorants else ""
            return lead + glue + left[0]
    tail = left.pop() if before_vowel and left else ""
    out = [lead]
    while left:
        if len(left) == 3 and not before_vowel:
            out.append(f"{left[0]}{vowel}{left[1]}{vowel}{left[2]}")
            left = []
        elif len(left) >= 2:
            out.append(f"{left[0]}{vowel}{left[1]}")
            left = left[2:]
        else:
            needs_vowel = before_vowel or not after_vowel or lead
            out.append(left[0] + vowel if before_vowel and needs_vowel else left[0])
            left = []
    return "".join(out) + tail


def _sounds(word: str, rules: Abjad) -> list[tuple[str, bool]]:
    """Return the sounds of a word, and whether each is a vowel."""
    sounds: list[tuple[str, bool]] = []
    glides = {letter: g for g in rules.glides for letter in g.letters + g.only_vowel}
    letters = [c for c in word if c not in rules.silent]
    for letter, following in zip_longest(letters, letters[1:], fillvalue=""):
        follows_consonant = bool(sounds) and not sounds[-1][1]
        if letter == rules.aspirate and follows_consonant:
            sounds[-1] = (f"{sounds[-1][0]}h", False)
        elif glide := glides.get(letter):
            is_consonant = _is_consonant(glide, letter, following, sounds)
            sounds.append((glide.consonant, False) if is_consonant else (glide.vowel, True))
        elif letter in rules.finals and follows_consonant and not following:
            sounds.append((rules.finals[letter], True))
        elif letter in rules.signs:
            sounds.append((rules.signs[letter], True))
        elif letter in rules.vowels:
            sounds.append((rules.vowels[letter], True))
        elif letter in rules.consonants:
            sounds.append((rules.consonants[letter], False))
        elif letter.isdigit():
            sounds.append((str(unicodedata.digit(letter)), False))
    return sounds


def _is_consonant(
    glide: Glide, letter: str, following: str, sounds: Sequence[tuple[str, bool]]
) -> bool:
    if letter in glide.only_vowel:
        return False
    is_before = bool(following) and following in glide.before
    return not sounds or is_before or (glide.after_vowels and sounds[-1][1])


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
