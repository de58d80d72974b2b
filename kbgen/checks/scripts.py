"""Patterns of letters, punctuation and digits that are wrong in a language, and replacements."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from kbgen.languages.digits import decimals, groups
from kbgen.languages.language import language, numbering_systems, scripts
from kbgen.languages.marks import TATWEEL, commas, marks, sentence_ends
from kbgen.languages.tables import Letters, Punctuation

_LONGEST_WORD = 40
_ENDS = r"(?=[\s)\]»”’\"*_|]|$)"


def has_letters(lang: str) -> bool:
    """Tell whether a language has a table of wrong letters."""
    return language(lang).prose.letters is not None


def has_punctuation(lang: str) -> bool:
    """Tell whether a language has punctuation marks of its own."""
    return language(lang).prose.punctuation is not None


def _alike(lang: str) -> Mapping[str, str]:
    return (language(lang).prose.letters or Letters()).alike


def _punctuation(lang: str) -> Punctuation:
    return language(lang).prose.punctuation or Punctuation({})


def wrong_letters(lang: str) -> re.Pattern[str]:
    """Return a pattern of look-alikes, presentation forms, tatweel and joiners without effect."""
    alike = "".join(_alike(lang))
    forms = "".join(script.forms for script in scripts().values())
    no_letter = f"\\s\u200c\u200d{sentence_ends()}{commas()}"
    joiners = f"(?:(?<=[\\s\u200c\u200d])|^)[\u200c\u200d]+|[\u200c\u200d]+(?=[{no_letter}]|$)"
    return re.compile(f"[{alike}{forms}]|{_tatweel(lang)}|{joiners}", re.M)


def _tatweel(lang: str) -> str:
    """Return a pattern of tatweel, but for one that joins a prefix to what has no such letters."""
    script, prefixes = language(lang).script, (language(lang).prose.letters or Letters()).prefixes
    if not prefixes or not script:
        return f"{TATWEEL}+"
    behind = "|".join(rf"(?<=(?<![\w{marks()}]){prefix})" for prefix in prefixes.split("|"))
    # What follows is another script, a digit, a sign, or markup, of which spaces are left.
    ahead = rf"(?=[ \u00a0]?(?:[^\s{script.block}]|\Z)|\s\s)"
    return rf"(?!(?:{behind}){TATWEEL}{ahead}){TATWEEL}+"


def misspelled(text: str, lang: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the words with wrong letters, each with the first match of `wrong_letters` in it."""
    end = 0
    for match in wrong_letters(lang).finditer(text):
        if match.start() < end:
            continue
        before = re.search(r"\S*\Z", text[max(0, match.start() - _LONGEST_WORD) : match.start()])
        after = re.match(r"\S*", text[match.end() : match.end() + _LONGEST_WORD])
        end = match.end() + len(after[0] if after else "")
        yield f"{before[0] if before else ''}{match[0]}{after[0] if after else ''}", match


def right_letters(wrong: str, lang: str) -> str:
    """Return the replacement for a match of `wrong_letters`.

    >>> right_letters("ي", "ur"), right_letters("ﻻ", "ar"), right_letters("ـ", "ur")
    ('ی', 'لا', '')
    """
    table = _alike(lang)
    plain = unicodedata.normalize("NFKC", wrong)
    return "".join(table.get(c, c) for c in plain if c not in f"{TATWEEL}\u200c\u200d")


def wrong_punctuation(lang: str) -> re.Pattern[str]:
    """Return a pattern of a Latin mark after a word of the language, and a space before a mark."""
    script, table = language(lang).script, _punctuation(lang)
    own = f"{script.letters}{script.forms}" if script else ""
    marks = "".join(table.marks)
    kept = "".join(f"(?<!{short})" for short in filter(None, table.abbreviations.split("|")))
    stop = rf"(?<=[{own})»”]){kept}" if "." in marks else ""
    others = re.escape(marks.replace(".", ""))
    mine = "".join(table.marks.values())
    patterns = [rf"(?<![ \u00a0])[ \u00a0]++(?=[{mine}]{_ENDS})"]
    if others:
        patterns.append(rf"(?<=[{own})»”])[ \u00a0]*+[{others}]{_ENDS}")
    if stop:
        patterns.append(rf"{stop}[ \u00a0]*+\.{_ENDS}")
    return re.compile("|".join(patterns), re.M)


def right_punctuation(wrong: str, lang: str) -> str:
    return _punctuation(lang).marks.get(wrong.strip(), "")


def wrong_digits(numbering: str) -> re.Pattern[str]:
    """Return a pattern of digits of another numbering system than the locale's."""
    zeros = {name: digits.zero for name, digits in numbering_systems().items()}
    all_digits = {name: f"{zero}-{chr(ord(zero) + 9)}" for name, zero in zeros.items()}
    others = "".join(digits for name, digits in all_digits.items() if name != numbering)
    # Latin digits in codes, phone numbers and addresses are right in every language.
    return re.compile(
        rf"(?<![\w+@./:*#-])[{others}]+(?:[{decimals()}{groups()}][{others}]+)*(?![\w@/:*#-])"
    )


def right_digits(wrong: str, numbering: str) -> str:
    zero = ord(numbering_systems()[numbering].zero)
    return "".join(chr(zero + unicodedata.digit(c)) if c.isdigit() else c for c in wrong)
