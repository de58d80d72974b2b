"""Checks that nothing is struck through, hidden or left as a note in a translation alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kbgen.checks.doubts import compare_sections
from kbgen.checks.untranslated import has_own_letters
from kbgen.markdown.scan import mask
from kbgen.model.article import Article
from kbgen.model.finding import Finding, error, warning
from kbgen.model.findings import CONTRADICTION, DOUBT
from kbgen.model.message import msg
from kbgen.translations.parts import SectionParts, section_pairs

_STRUCK = re.compile(
    r"~~(?=\S)[^\n]+?~~|<(del|s|strike)\b[^<>]*>(?:(?!</?\1\b).)*?</\1\s*>", re.S | re.I
)
_HIDES = re.compile(
    r"(?<![\w-])hidden(?![\w-])|style\s*=[^<>{}]*?(?:display\s*:\s*none|visibility\s*:\s*hidden)",
    re.I,
)
_TAG = re.compile(r"<([a-z]+)\b([^<>]*)>", re.I)
_ATTRIBUTES = re.compile(r"(?<!\{)\{:?([^{}\n]*)\}(?!\})")
COMMENT = re.compile(r"<!--(?P<text>(?:(?!<!--).)*?)-->", re.S)
NOTE = re.compile(r"(?<![\]\\!\w])\[(?![\^ xX]?\])(?P<text>[^\[\]\n]{8,})\](?![(\[:{])")
_STRUCK_HERE = msg("this text is struck through here, and in %(path)s it is not")
_STRUCK_THERE = msg("the text of %(place)s is struck through, and this translation shows it")
_HIDDEN_HERE = msg("this text is hidden here, and in %(path)s it is not")
_HIDDEN_THERE = msg("the text of %(place)s is hidden, and this translation shows it")
_FEWEST = 3
"""The fewest words of a comment that may be a sentence of the page."""


def check_hidden(page: Article, source: Article | None) -> Iterator[Finding]:
    """KB411 text that is struck through or hidden here alone, or only in the source.

    KB412 a sentence in a comment, or a note in brackets, where the source has none.
    """
    if source is None or not (_has_hidden(page) or _has_hidden(source)):
        return
    for pair in section_pairs(page, source):
        for find, only_here, only_there in (
            (struck_in, _STRUCK_HERE, _STRUCK_THERE),
            (hidden_in, _HIDDEN_HERE, _HIDDEN_THERE),
        ):
            ours, theirs = _spans(find, page, pair.translation), _spans(find, source, pair.source)
            if len(ours) > len(theirs):
                at = page.place(*ours[len(theirs)])
                what = only_here.filled(path=source.path)
                yield error(CONTRADICTION, at, what, msg("show it as the source does"))
            elif len(theirs) > len(ours):
                there = source.place(*theirs[len(ours)])
                start = pair.translation.section.start
                at, what = page.place(start, start), only_there.filled(place=str(there))
                yield error(CONTRADICTION, at, what, msg("do as the source does"))
        if pair.is_alike:
            for doubt in _notes(page, source, pair.translation, pair.source):
                yield replace(doubt, compared=compare_sections(page, source, pair))


def _has_hidden(article: Article) -> bool:
    """Tell whether a page may have anything that these rules look for; most have nothing."""
    body, masked = article.body, article.masked
    return (
        "<!--" in body
        or ("~~" in masked or "<" in masked)
        or _HIDES.search(masked) is not None
        or ("[" in masked and NOTE.search(masked) is not None)
    )


def _spans(
    find: Callable[[str], Iterator[tuple[int, int]]], article: Article, parts: SectionParts
) -> list[tuple[int, int]]:
    section = parts.section
    text = article.masked[section.start : section.end]
    return [(section.start + start, section.start + end) for start, end in find(text)]


def struck_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of what is struck through."""
    return (found.span() for found in _STRUCK.finditer(text))


def hidden_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of elements that are hidden, and of attributes that hide a block."""
    for tag in _TAG.finditer(text):
        if _HIDES.search(tag[2]):
            end = text.find(f"</{tag[1]}", tag.end())
            yield tag.start(), end if end > 0 else tag.end()
    for found in _ATTRIBUTES.finditer(text):
        if _HIDES.search(found[1]):
            yield found.span()


def _notes(
    page: Article, source: Article, ours: SectionParts, theirs: SectionParts
) -> Iterator[Finding]:
    shown = mask(page.body, hide_elements=False) if "<!--" in page.body else ""
    comments = [
        one
        for one in COMMENT.finditer(shown, ours.section.start, ours.section.end)
        if len(one["text"].split()) >= _FEWEST and has_own_letters(one["text"])
    ]
    there = len(COMMENT.findall(source.body[theirs.section.start : theirs.section.end]))
    for one in comments[there:]:
        what = msg("this text is in a comment, and %(path)s has none here", path=source.path)
        yield warning(DOUBT, page.place(*one.span()), what, msg("show it, or take it out"))
    notes = [*NOTE.finditer(page.masked, ours.section.start, ours.section.end)]
    of_source = len(NOTE.findall(source.masked[theirs.section.start : theirs.section.end]))
    for one in notes[of_source:]:
        what = msg("%(path)s has no note “[%(note)s]” here", path=source.path, note=one["text"])
        hint = msg("take it out if it is not for readers")
        yield warning(DOUBT, page.place(*one.span()), what, hint)
