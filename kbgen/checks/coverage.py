"""The site's own fonts show every letter: none is left to what a phone happens to have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from kbgen.checks.foreign import MOJIBAKE
from kbgen.checks.letters import SCRIPTS
from kbgen.checks.prose import prose
from kbgen.checks.scripts import wrong_letters
from kbgen.model.article import Article
from kbgen.model.fact import Branch, Fact
from kbgen.model.finding import Finding, Span, warning
from kbgen.model.quantity import Text
from kbgen.model.site import Site

HINT = (
    "write it in the usual letters; a letter that is right is added to the fonts by "
    "theme/fonts/build.py"
)
_TRANSLATION = re.compile(r'^(?:msgstr|")')


def check_coverage(site: Site, article: Article) -> Iterator[Finding]:
    """KB471 a character of a page that no font of the site has."""
    shown = site.coverage.get(article.lang)
    if shown is None:
        return
    text = prose(article)
    for character in missing(text, article.lang, shown):
        at = text.index(character)
        yield _finding(character, article.lang, article.place(at, at + 1))
    for field, value in _fields(article):
        for character in missing(value, article.lang, shown):
            yield _finding(character, article.lang, article.where(*field))


def check_shared_coverage(site: Site) -> Iterator[Finding]:
    """KB471 a character of a fact, a branch, a currency or a translation that no font has."""
    for lang, shown in site.coverage.items():
        for place, text in _shared(site, lang):
            for character in missing(text, lang, shown):
                yield _finding(character, lang, place)


def missing(text: str, lang: str, shown: frozenset[str]) -> list[str]:
    """Return the characters that are in no font, once each, in the order of the text.

    Marks without a shape of their own need none; a wrong letter has a finding of its own.
    """
    absent = set(text) - shown
    if not absent:
        return []
    text = MOJIBAKE.sub("", text)
    text = wrong_letters(lang).sub("", text) if lang in SCRIPTS else text
    return [c for c in dict.fromkeys(text) if c in absent and not _is_invisible(c)]


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp")


def _finding(character: str, lang: str, place: Span) -> Finding:
    name = unicodedata.name(character, "a character without a name")
    what = (
        f"'{character}' (U+{ord(character):04X} {name}) is in no font that the site brings for "
        f"'{lang}'; each phone shows it in another one, or not at all"
    )
    return warning("KB471", place, what, HINT)


def _fields(article: Article) -> Iterator[tuple[tuple[str, ...], str]]:
    for name in ("title", "description"):
        yield (name,), getattr(article.meta, name) or ""
    for question, words in getattr(article.meta, "text", {}).items():
        yield ("text", question), words


def _shared(site: Site, lang: str) -> Iterator[tuple[Span, str]]:
    """Yield the text that pages take from elsewhere, with its place."""
    for fact in site.facts.values():
        yield from _of_fact(fact, lang)
    for branch in site.branches.values():
        yield branch.span, _of_branch(branch, lang)
    locale = site.locales[lang]
    currencies = "".join(w for words in locale.currencies.values() for w in words.values())
    yield Span("mkdocs.yml"), currencies
    for path, text in locale.catalogs:
        for number, line in enumerate(text.split("\n"), 1):
            if _TRANSLATION.match(line):
                yield Span(path, number), line


def _of_fact(fact: Fact, lang: str) -> Iterator[tuple[Span, str]]:
    yield fact.span, _words(fact.value, lang) + fact.label.get(lang, "")
    for difference in (*fact.regions.values(), *fact.branches.values()):
        yield difference.span, _words(difference.value, lang) + difference.reason.get(lang, "")


def _of_branch(branch: Branch, lang: str) -> str:
    texts: tuple[Mapping[str, str], ...] = (branch.name, branch.address)
    return "".join(text.get(lang, "") for text in texts)


def _words(value: object, lang: str) -> str:
    return value.strings.get(lang, "") if isinstance(value, Text) else ""
