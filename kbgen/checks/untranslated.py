"""Checks that no text of a translation is still that of its source: titles, labels, cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kbgen.checks.foreign import wrong_language
from kbgen.languages.language import language, scripts
from kbgen.model.article import Article
from kbgen.model.finding import Finding, error
from kbgen.model.locale import LATIN
from kbgen.model.message import msg
from kbgen.translations.parts import Part, part_pairs

_WORD = re.compile(r"(?<![\w@./-])[A-Za-z][A-Za-z'’-]+(?![\w@/-])")
EMPHASIZED = re.compile(r"(?<!\*)\*\*(?!\s)([^*\n]+?)(?<!\s)\*\*(?!\*)")
_SMALL = re.compile(r"(?<![\w@./-])[a-z]{2,}(?![\w@/-])")
_FEWEST_KEYWORDS, _SHARED_KEYWORDS = 2, 0.6
LEFT = msg("this is still in English")
HINT = msg("translate it")


def check_untranslated(
    page: Article, source: Article | None, versions: Sequence[Article]
) -> Iterator[Finding]:
    """KB431 a title, a heading, a cell or another short text that is still the source's.

    KB431, KB432 a field of the front matter in another language. Names in Latin letters are right.
    """
    if source is None or not is_other_script(page.lang, source.lang):
        return
    pairs, _ = part_pairs(page, source, versions)
    seen: set[int] = set()
    for pair in pairs:
        part, there = pair.translation, pair.source
        if part.block.start in seen and part.block.kind != "field":
            continue  # one finding for a row
        is_field = part.block.kind == "field"
        found = wrong_language(part.text, page.lang) if is_field else None
        others = [one.text for lang, one in pair.others if is_other_script(lang, source.lang)]
        if found is None and is_left(part.text, there.text, others, source.masked):
            found = None if wrong_language(part.text, page.lang) else ("KB431", LEFT)
        if found:
            seen.add(part.block.start)
            start = len(part.text) - len(part.text.lstrip())
            place = part.place(page, start, len(part.text.rstrip()))
            yield error(found[0], place, found[1], HINT)
        elif "**" in part.text:
            yield from _emphasized(page, part, [one.text for _, one in pair.others])
    yield from _keywords(page, source)


def is_other_script(lang: str, source_lang: str) -> bool:
    """Tell whether a language has a script of its own, and its source Latin letters."""
    own = language(lang).about.script
    return bool(own) and own != LATIN and language(source_lang).about.script == LATIN


def is_left(text: str, source: str, others: Iterable[str], prose: str = "") -> bool:
    """Tell whether a text in another script is that of its source, and not only a name.

    It is none if a word of it is written small, there or elsewhere in the source's prose, or if
    another language with a script of its own has translated it.
    """
    words = _WORD.findall(text)
    if not words or has_own_letters(text) or words != _WORD.findall(source):
        return False
    if _SMALL.search(text):
        return True
    if any(not _WORD.search(other) and has_own_letters(other) for other in others):
        return True
    return any(re.search(rf"\b{word.lower()}\b", prose) for word in words if word.istitle())


def has_own_letters(text: str) -> bool:
    """Tell whether a text has letters of a script other than Latin."""
    letters = scripts()[LATIN].letters
    return any(c.isalpha() for c in re.sub(f"[{letters}]", "", text))


def _emphasized(page: Article, part: Part, others: Sequence[str]) -> Iterator[Finding]:
    """Yield labels of screens in English that other languages have in their own."""
    for label in EMPHASIZED.finditer(part.text):
        words = label[1]
        if has_own_letters(words) or not _SMALL.search(words) or not _WORD.match(words):
            continue
        if any(words not in other for other in others):
            place = part.place(page, *label.span(1))
            what = msg("“%(words)s” is still in English", words=words)
            yield error("KB431", place, what, HINT)


def _keywords(page: Article, source: Article) -> Iterator[Finding]:
    """Yield a finding if no keyword is in the page's script and most are the source's."""
    keywords, theirs = page.meta.keywords, {word.casefold() for word in source.meta.keywords}
    if len(keywords) < _FEWEST_KEYWORDS or any(map(has_own_letters, keywords)):
        return
    shared = sum(word.casefold() in theirs for word in keywords)
    if shared >= _SHARED_KEYWORDS * len(keywords):
        yield error(
            "KB431", page.where("keywords"), msg("these keywords are still in English"), HINT
        )
