"""Checks that a page is in its language, without debris of copying or of machine translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kbgen.checks.scripts import right_letters
from kbgen.languages.language import Language, known_languages, language, scripts
from kbgen.languages.marks import marks, sentence_ends
from kbgen.languages.tables import Script
from kbgen.meaning.prose import prose
from kbgen.model.article import Article
from kbgen.model.finding import Finding, error
from kbgen.model.locale import ENGLISH, LATIN
from kbgen.model.message import Message, display_name, msg

_ENGLISH = re.compile(r"(?<![\w@./-])[a-z]{2,}(?![\w@/-])")
_WORD = re.compile(rf"[^\W\d_][\w{marks()}]*")
_FEWEST = 4
"""The fewest words by which the language of a line is recognized."""
_FOREIGN = 0.25
"""A line is in another language if this share of its words occurs only in that language."""

MOJIBAKE = re.compile(
    "\ufffd|ï»¿|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]|[ØÙ][\u0080-\u00bf„…†‡ˆ‰Š‹Œ]"
    "|à[¤-§][\u0080-\u00bf]?|â€[™œ“”\u009d]"
)


@lru_cache(maxsize=16)
def leftovers(lang: str) -> re.Pattern[str]:
    """Match what programs wrote, and the heading of a list that is not there."""
    tables = (language(code).prose.contents_headings for code in dict.fromkeys((lang, ENGLISH)))
    return re.compile(
        r"\$config\[\w+\] not found|\bAnonim\b|\{\{\s*(?:page|site)\.\w+\s*\}\}|\[object Object\]"
        r"|(?-i:\b(?:XXX+|TODO|FIXME|TBC|TBD)\b)|\blorem ipsum\b"
        rf"|^[ \t]*(?:{'|'.join(filter(None, tables))})[ \t]*:?[ \t]*$(?!\n+[ \t]*[-*\d])",
        re.M | re.I,
    )


def check_language(page: Article) -> Iterator[Finding]:
    """KB431 text left in English, KB432 text of another language of the region."""
    start = 0
    for line in prose(page).split("\n"):
        if found := _wrong_piece(line, page.lang):
            at, piece, (code, what) = found
            at += start + len(piece) - len(piece.lstrip())
            place = page.place(at, at + len(piece.strip()))
            yield error(code, place, what, msg("translate it"))
        start += len(line) + 1


def _wrong_piece(line: str, lang: str) -> tuple[int, str, tuple[str, Message]] | None:
    """Return the offset, the text and what is wrong of a line, or of a sentence of it."""
    if problem := wrong_language(line, lang):
        return 0, line, problem
    for sentence in sentences().finditer(line):
        is_part = len(sentence[0].strip()) < len(line.strip())
        if is_part and (problem := wrong_language(sentence[0], lang)):
            return sentence.start(), sentence[0], problem
    return None


@cache
def sentences() -> re.Pattern[str]:
    """Match the sentences of a line in any language."""
    return re.compile(rf"[^{sentence_ends()}]+[{sentence_ends()}]*")


@lru_cache(maxsize=2048)
def wrong_language(line: str, lang: str) -> tuple[str, Message] | None:
    """Return (code, message) for a line in another language than its page, else None.

    A language whose script is unknown is not checked.
    """
    words, own = len(_WORD.findall(line)), language(lang).about.script
    if words < _FEWEST or not own:
        return None
    if own != LATIN and (english := len(_ENGLISH.findall(line))) >= 3 and english > words / 2:
        return "KB431", msg("this is still in English")
    for code, script in scripts().items():
        if code not in (own, LATIN) and _count(script, line) > words / 2:
            return "KB432", msg(
                "this is in %(script)s letters on a page in '%(lang)s'",
                script=display_name("script", code.title(), script.name),
                lang=lang,
            )
    return _wrong_in_script(line, language(lang))


def _count(script: Script, line: str) -> int:
    """Return the number of words of a line in a script."""
    return len(re.findall(f"[{script.block}]+", line))


def _wrong_in_script(line: str, own: Language) -> tuple[str, Message] | None:
    """Distinguish languages of one script by words that occur in only one of them."""
    marks, script = own.prose.telling, own.script
    words = _count(script, line) if script else 0
    if marks is None or words < _FEWEST:
        return None
    if len(re.findall(marks.words, line)) / words > marks.fewest:
        return None
    for other in map(language, known_languages()):
        theirs = other.prose.telling
        if other == own or theirs is None or other.about.script != own.about.script:
            continue
        typed = right_letters(line, own.code) if own.prose.letters else line
        is_typed = re.search(marks.words, typed) and not re.search(theirs.words, typed)
        if not is_typed and len(re.findall(theirs.words, line)) / words >= _FOREIGN:
            return "KB432", msg(
                "this is %(other)s on a page in %(lang)s",
                other=other.display_name,
                lang=own.display_name,
            )
    return None


def check_debris(page: Article) -> Iterator[Finding]:
    """KB438 mojibake, KB439 debris of copying and of machine translation."""
    for match in MOJIBAKE.finditer(page.masked):
        what = msg("'%(text)s' is text that was read in the wrong encoding", text=match.group())
        hint = msg("copy it again from the original")
        yield error("KB438", page.place(*match.span()), what, hint)
    for match in leftovers(page.lang).finditer(page.masked):
        what = msg("'%(text)s' was left behind by copying", text=match.group().strip())
        yield error("KB439", page.place(*match.span()), what, msg("delete it"))
