"""Compares two texts word by word, for the person who has to translate what changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from kbgen.languages.marks import marks
from kbgen.meaning.as_written import as_written

_WORD = rf"[\w{marks()}]"
_TOKEN = re.compile(
    rf"\{{\{{[^{{}}\n]*\}}\}}"  # a fact is one word
    rf"|{_WORD}+(?:['’.]{_WORD}+)*|\s+|."
)
_WITHOUT_SPACES = frozenset(
    ("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "YI", "THAI", "LAO", "KHMER", "MYANMAR", "TAI")
)
"""Scripts that write no spaces between words, by the first word of their letters' names."""
_LETTER = re.compile(rf"[^{marks()}][{marks()}]*|[{marks()}]+")
_MOST = 4_000_000
"""The most comparisons of words; larger texts count as changed between what is equal around."""


class WordChange(NamedTuple):
    """A piece of text that is in both texts, in the former one alone, or in the new one alone."""

    kind: Literal["kept", "removed", "added"]
    text: str


def word_changes(old: str, new: str) -> list[WordChange]:
    """Return the pieces of both texts in reading order, what was removed before what was added.

    In scripts without spaces every letter counts as a word.

    >>> [one.text for one in word_changes("Pay in 7 days.", "Pay in 10 days.")]
    ['Pay in ', '7', '10', ' days.']
    """
    before, after = list(_tokens(old)), list(_tokens(new))
    found: list[tuple[bool, str, str]] = []
    for is_kept, one, other in _steps(before, after):
        was_changed = found and not found[-1][0]
        if not is_kept and len(found) > 1 and found[-1][0] and found[-1][1].isspace():
            # A space between two changed words belongs to the change.
            _, space, _ = found.pop()
            _, first, second = found.pop()
            found.append((False, f"{first}{space}{one}", f"{second}{space}{other}"))
        elif not is_kept and was_changed:
            _, first, second = found.pop()
            found.append((False, first + one, second + other))
        else:
            found.append((is_kept, one, other))
    return [change for step in found for change in _pieces(*step)]


def _pieces(is_kept: bool, old: str, new: str) -> Iterator[WordChange]:
    if is_kept:
        yield WordChange("kept", old)
        return
    if old:
        yield WordChange("removed", old)
    if new:
        yield WordChange("added", new)


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    if len(before) * len(after) > _MOST:
        start = _equal(before, after)
        rest, rest_after = before[start:], after[start:]
        end = _equal(rest[::-1], rest_after[::-1])
        stop, stop_after = len(before) - end, len(after) - end
        yield True, "".join(before[:start]), "".join(after[:start])
        yield False, "".join(before[start:stop]), "".join(after[start:stop_after])
        yield True, "".join(before[stop:]), "".join(after[stop_after:])
        return
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield kind == "equal", "".join(before[i1:i2]), "".join(after[j1:j2])


def _equal(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many words are equal at the beginning."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(before), len(after)))


def _tokens(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word.isascii() or not any(map(_is_without_spaces, word)):
            yield word
        else:
            yield from _LETTER.findall(word)


def _is_without_spaces(char: str) -> bool:
    return unicodedata.name(char, "").partition(" ")[0] in _WITHOUT_SPACES


_TEXT = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
_HTML = {"kept": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}


def changes_as_text(changes: Iterable[WordChange]) -> str:
    """Write changes for a terminal.

    >>> changes_as_text(word_changes("in 7 days", "in 10 days"))
    'in [-7-]{+10+} days'
    """
    return "".join(_TEXT[kind].format(text) for kind, text in changes)


def changes_as_html(changes: Iterable[WordChange]) -> str:
    """Write changes as HTML, in which the texts are shown as they are written.

    >>> changes_as_html(word_changes("in 7 days", "in 10 days"))
    'in <del>7</del><ins>10</ins> days'
    """
    return "".join(_HTML[kind].format(as_written(text)) for kind, text in changes)


def shorten_changes(changes: Sequence[WordChange], around: int = 3) -> list[WordChange]:
    """Leave out what was kept, but for some words before and after each change.

    >>> changes = word_changes("We pay in 7 days, always.", "We pay in 10 days, always.")
    >>> changes_as_text(shorten_changes(changes, around=1))
    '… in [-7-]{+10+} days …'
    """
    last = len(changes) - 1
    return [
        WordChange("kept", _shortened(one.text, number > 0, number < last, around))
        if one.kind == "kept"
        else one
        for number, one in enumerate(changes)
    ]


def _shortened(text: str, is_after: bool, is_before: bool, around: int) -> str:
    tokens = list(_tokens(text))
    words = [number for number, token in enumerate(tokens) if _is_word(token)]
    kept = around * (is_after + is_before)
    if len(words) <= kept:
        return text
    start = tokens[: words[around - 1] + 1] if is_after else []
    end = tokens[words[-around] :] if is_before else []
    space = " " if start else ""
    return "".join([*start, f"{space}… " if end else f"{space}…", *end])


def _is_word(token: str) -> bool:
    return any(char.isalnum() for char in token)
