"""Checks the letters, marks, digits and Unicode normal form of a page against its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbgen.checks.foreign import wrong_language
from kbgen.checks.passages import passages
from kbgen.checks.scripts import (
    has_letters,
    has_punctuation,
    misspelled,
    right_digits,
    right_letters,
    right_punctuation,
    wrong_digits,
    wrong_punctuation,
)
from kbgen.meaning.prose import prose
from kbgen.model.article import Article
from kbgen.model.finding import Finding, Span, error
from kbgen.model.message import msg

_CONTROLS = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")


def check_letters(page: Article) -> Iterator[Finding]:
    """KB433 a letter of another keyboard, a presentation form, tatweel, a stray joiner."""
    if not has_letters(page.lang):
        return
    words = _own_prose(page)
    grouped = [*passages(words, page.lang)]
    for word, wrong in misspelled(words, page.lang):
        if not any(one.start <= wrong.start() < one.end for one in grouped):
            yield _misspelled(page, word, wrong, page.place(*wrong.span()))
    for one in grouped:
        yield one.finding(page)
    for field, words in page.meta.captions:
        for word, wrong in misspelled(words, page.lang):
            yield _misspelled(page, word, wrong, page.where(field))


def _misspelled(page: Article, word: str, wrong: re.Match[str], place: Span) -> Finding:
    codes = " ".join(f"U+{ord(c):04X}" for c in wrong.group())
    what = msg(
        "'%(letters)s' (%(codes)s) in '%(word)s' is not written in '%(lang)s'",
        letters=wrong.group(),
        codes=codes,
        word=word,
        lang=page.lang,
    )
    hint = msg("write '%(right)s'", right=right_letters(word, page.lang))
    return error("KB433", place, what, hint)


def check_punctuation(page: Article) -> Iterator[Finding]:
    """KB434 a Latin punctuation mark in a language with its own, or a space before a mark."""
    if not has_punctuation(page.lang):
        return
    for match in wrong_punctuation(page.lang).finditer(_own_prose(page)):
        if page.body[match.start() : match.end()] != match.group():
            continue  # markup that was blanked out
        right = right_punctuation(match.group(), page.lang)
        what, hint = msg("a space before a mark"), msg("delete it")
        if right:
            what = msg("'%(mark)s' is Latin punctuation", mark=match.group())
            hint = msg("write '%(right)s'", right=right)
        yield error("KB434", page.place(*match.span()), what, hint)


def check_digits(page: Article, numbering: str) -> Iterator[Finding]:
    """KB435 digits of another numbering system than the locale's."""
    for match in wrong_digits(numbering).finditer(prose(page)):
        right = right_digits(match.group(), numbering)
        what = msg(
            "'%(number)s' is not in the digits of '%(lang)s' on this site",
            number=match.group(),
            lang=page.lang,
        )
        yield error("KB435", page.place(*match.span()), what, msg("write %(text)s", text=right))


def check_controls(page: Article) -> Iterator[Finding]:
    """KB437 bidi controls, by which a reviewer sees another order than programs read."""
    if not (_CONTROLS.search(page.body) or _ISOLATES.search(page.body)):
        return
    for start, line in _lines(page.body):
        for match in _CONTROLS.finditer(line):
            place = page.place(start + match.start(), start + match.end())
            what = msg(
                "the control %(code)s changes the order that you see",
                code=f"U+{ord(match.group()):04X}",
            )
            yield error("KB437", place, what, msg("delete it"))
        depth = 0
        for match in _ISOLATES.finditer(line):
            depth += -1 if match.group() == "\u2069" else 1
            if depth < 0:
                break
        if depth:
            what = msg("isolates (U+2066 to U+2069) are not in pairs in this line")
            yield error("KB437", page.place(start, start + 1), what, msg("close or delete them"))


def _own_prose(article: Article) -> str:
    """Return the prose without lines in another language, which need a translator instead."""
    lines = prose(article).split("\n")
    return "\n".join(" " * len(x) if wrong_language(x, article.lang) else x for x in lines)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1
