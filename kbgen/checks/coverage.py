"""Checks that the site's own fonts contain every character, since a phone's fonts may not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from kbgen.checks.foreign import MOJIBAKE
from kbgen.checks.inputs import Ledger
from kbgen.checks.scripts import has_letters, wrong_letters
from kbgen.meaning.prose import prose
from kbgen.model.article import Article
from kbgen.model.fact import Branch
from kbgen.model.finding import Finding, Span, warning
from kbgen.model.locale import Locale
from kbgen.model.message import msg

HINT = msg(
    "write it in the usual letters; a letter that is right is added to the fonts by "
    "theme/fonts/build.py"
)
_TRANSLATION = re.compile(r'^(?:msgstr|")')


def check_coverage(page: Article, shown: frozenset[str] | None) -> Iterator[Finding]:
    """KB471 a character of a page that is in no font of the site."""
    if shown is None:
        return
    text = prose(page)
    for character in missing(text, page.lang, shown):
        at = text.index(character)
        yield _finding(character, page.lang, page.place(at, at + 1))
    for field, value in _fields(page):
        for character in missing(value, page.lang, shown):
            yield _finding(character, page.lang, page.where(*field))


def check_shared_coverage(
    coverage: Mapping[str, frozenset[str]],
    ledger: Ledger,
    branches: Mapping[str, Branch],
    locales: Mapping[str, Locale],
) -> Iterator[Finding]:
    """KB471 a character of a fact, branch, currency or interface text that is in no font."""
    for lang, shown in coverage.items():
        texts = (*_of_facts(ledger, lang), *_of_branches(branches, lang), *_of(locales[lang]))
        for place, text in texts:
            for character in missing(text, lang, shown):
                yield _finding(character, lang, place)


def missing(text: str, lang: str, shown: frozenset[str]) -> list[str]:
    """Return the characters that are in no font, each once, in the order of the text.

    Characters without a glyph need no font; letters that are wrong in the language have KB433.
    """
    absent = set(text) - shown
    if not absent:
        return []
    text = MOJIBAKE.sub("", text)
    text = wrong_letters(lang).sub("", text) if has_letters(lang) else text
    return [c for c in dict.fromkeys(text) if c in absent and not _is_invisible(c)]


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp")


def _finding(character: str, lang: str, place: Span) -> Finding:
    name = unicodedata.name(character, "")
    what = msg(
        "'%(character)s' (%(code)s %(name)s) is in no font that the site brings for "
        "'%(lang)s'; each phone shows it in another one, or not at all",
        character=character,
        code=f"U+{ord(character):04X}",
        name=name or msg("a character without a name"),
        lang=lang,
    )
    return warning("KB471", place, what, HINT)


def _fields(article: Article) -> Iterator[tuple[tuple[str, ...], str]]:
    yield from (((field,), words) for field, words in article.meta.captions)
    yield from article.meta.wording.items()


def _of(locale: Locale) -> Iterator[tuple[Span, str]]:
    currencies = "".join(w for words in locale.currencies.values() for w in words.values())
    yield Span("mkdocs.yml"), currencies
    for path, text in locale.catalogs:
        for number, line in enumerate(text.split("\n"), 1):
            if _TRANSLATION.match(line):
                yield Span(path, number), line


def _of_facts(ledger: Ledger, lang: str) -> Iterator[tuple[Span, str]]:
    for fact in ledger.facts.values():
        yield fact.span, fact.value.words.get(lang, "") + fact.label.get(lang, "")
        for difference in fact.dated:
            words = difference.value.words.get(lang, "")
            yield difference.span, words + difference.reason.get(lang, "")


def _of_branches(branches: Mapping[str, Branch], lang: str) -> Iterator[tuple[Span, str]]:
    for branch in branches.values():
        yield branch.span, branch.name.get(lang, "") + branch.address.get(lang, "")
        yield from ((one.span, one.reason.get(lang, "")) for one in branch.hours)
