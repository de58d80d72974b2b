"""Fixes letters, punctuation, digits, spaces and the Unicode normal form in pages."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kbgen.checks.scripts import (
    has_letters,
    has_punctuation,
    right_digits,
    right_letters,
    right_punctuation,
    wrong_digits,
    wrong_letters,
    wrong_punctuation,
)
from kbgen.meaning.prose import prose
from kbgen.model.article import Article
from kbgen.model.finding import Edit

BOM = "\ufeff"


def fix_text(text: str, article: Article, numbering: str) -> str:
    """Return the fixed text of a page's file; code, links and keys are not changed.

    Fixing a fixed text changes nothing.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    body = "".join(
        _fix_prose(piece, article.lang, numbering) if is_prose else piece
        for piece, is_prose in _pieces(article)
    )
    front = _fix_letters(article.front_matter, article.lang)
    plain = _replace_end(plain, article.body, body)
    if article.front_matter:
        plain = plain.replace(article.front_matter, front, 1)
    return plain.replace("\n", newline)


def with_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text of a file with edits; lines without any stay as they are.

    Raises ValueError if an edit does not fit the text, or overlaps another one.
    """
    parts = re.split(r"(\r\n|\r|\n)", text)
    by_line: dict[int, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_line[edit.span.line].append(edit)
    for line, those in by_line.items():
        at = 2 * (line - 1)
        if at >= len(parts):
            raise ValueError(f"there is no line {line}")
        mark = BOM if parts[at].startswith(BOM) else ""
        parts[at] = mark + _with_edits(parts[at].removeprefix(BOM), those)
    return "".join(parts)


def _with_edits(line: str, edits: Iterable[Edit]) -> str:
    line = unicodedata.normalize("NFC", line)  # as it was read, and as columns are counted
    after = len(line)
    for edit in sorted(edits, key=lambda one: one.span.column, reverse=True):
        start = edit.span.column - 1
        end = start + len(edit.old)
        if line[start:end] != edit.old or end > after:
            raise ValueError(f"'{edit.old}' does not stand at {edit.span}")
        line, after = f"{line[:start]}{edit.new}{line[end:]}", start
    return line


def _replace_end(text: str, old: str, new: str) -> str:
    return text[: len(text) - len(old)] + new if old and text.endswith(old) else text


def _pieces(article: Article) -> Iterator[tuple[str, bool]]:
    """Split the body into (text, whether it is prose); markup and code are not."""
    words, body, start = prose(article), article.body, 0
    for match in re.finditer(r"\S+", body):
        if words[match.start() : match.end()] == match.group():
            continue
        yield body[start : match.start()], True
        yield from _mixed(body, words, match.start(), match.end())
        start = match.end()
    yield body[start:], True


def _mixed(body: str, words: str, start: int, end: int) -> Iterator[tuple[str, bool]]:
    at = start
    while at < end:
        is_prose = body[at] == words[at]
        stop = at + 1
        while stop < end and (body[stop] == words[stop]) is is_prose:
            stop += 1
        yield body[at:stop], is_prose
        at = stop


def _fix_prose(text: str, lang: str, numbering: str) -> str:
    text = _fix_letters(text, lang)
    if has_punctuation(lang):
        pattern = wrong_punctuation(lang)
        text = pattern.sub(lambda m: right_punctuation(m.group(), lang), text)
    return wrong_digits(numbering).sub(lambda m: right_digits(m.group(), numbering), text)


def _fix_letters(text: str, lang: str) -> str:
    if not has_letters(lang):
        return text
    fixed = wrong_letters(lang).sub(lambda m: right_letters(m.group(), lang), text)
    fixed = unicodedata.normalize("NFC", fixed)
    # Removing a character may bring together two characters that need a fix.
    return fixed if fixed == text else _fix_letters(fixed, lang)
