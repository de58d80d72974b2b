"""Checks that pages use the glossary's words, in any inflection, and not the words it rejects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial

from kbgen.checks.inputs import TermWords
from kbgen.languages.case import small
from kbgen.languages.language import language
from kbgen.languages.tables import Inflection
from kbgen.meaning.prose import blank_markup, prose
from kbgen.model.article import Article
from kbgen.model.finding import Finding, Span, error, warning

_UNINFLECTED = Inflection(after="", between=0)
"""The inflection of a language without a table: a word as it is."""


def check_avoided(page: Article, terms: Mapping[str, TermWords]) -> Iterator[Finding]:
    """KB442 a word that the glossary rejects."""
    if not terms:
        return
    text = prose(page)
    for term_id, term in terms.items():
        for word in term.avoid.get(page.lang, ()):
            right = " / ".join(term.words.get(page.lang, ())[:1])
            what, hint = f"'{word}' is not our word for {term_id}", f"write '{right}'"
            for place in _places(page, text, word):
                yield error("KB442", place, what, hint)


def _places(page: Article, text: str, word: str) -> Iterator[Span]:
    for match in find_word(word, page.lang, text):
        yield page.place(*match.span())
    for field, words in page.meta.captions:
        if any(find_word(word, page.lang, blank_markup(words))):
            yield page.where(field)


def check_terms(
    page: Article, source: Article | None, terms: Mapping[str, TermWords]
) -> Iterator[Finding]:
    """KB441 a term of the source without its right word in the translation."""
    if not terms or source is None:
        return
    if not (has_inflection(source.lang) and has_inflection(page.lang)):
        return
    text, lang = _words(source), source.lang
    used = [
        term
        for term in terms.values()
        if lang in term.words and _is_used(term, lang, text, partial(_longer, terms, term, lang))
    ]
    yield from _find_missing(page, source, used)


def _find_missing(page: Article, source: Article, used: list[TermWords]) -> Iterator[Finding]:
    text = _words(page)
    for term in used:
        if page.lang in term.words and not _is_used(term, page.lang, text):
            right = " or ".join(f"'{word}'" for word in term.words[page.lang][:2])
            what = f"{source.path} speaks of '{term.words[source.lang][0]}', this page never does"
            yield warning("KB441", page.where("title"), what, f"our word is {right}")


def _words(article: Article) -> str:
    fields = (article.meta.title or "", article.meta.description or "")
    return "\n".join([*map(blank_markup, fields), prose(article)])


def _longer(terms: Mapping[str, TermWords], term: TermWords, lang: str) -> tuple[str, ...]:
    """Return the phrases of the glossary that contain a word of this term: "customer care"."""
    own = term.words[lang]
    others = [w for t in terms.values() if t is not term for w in t.words.get(lang, ())]
    return tuple(o for o in others if any(o != w and f" {w} " in f" {o} " for w in own))


def _is_used(
    term: TermWords, lang: str, text: str, longer: Callable[[], tuple[str, ...]] = tuple
) -> bool:
    """Tell whether a text contains a word of a term outside of every `longer` phrase."""
    if not any(_could_hold(text, word, lang) for word in term.words[lang]):
        return False
    for phrase in longer():
        if _could_hold(text, phrase, lang):
            text = word_pattern(phrase, lang).sub(" ", text)
    return any(any(find_word(word, lang, text)) for word in term.words[lang])


def find_word(word: str, lang: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a word or phrase in any inflection."""
    # Most words are not in the text: search for their stems before compiling a pattern.
    return word_pattern(word, lang).finditer(text) if _could_hold(text, word, lang) else iter(())


def has_inflection(lang: str) -> bool:
    """Tell whether a language has a table of inflections."""
    return language(lang).prose.inflection is not None


def _could_hold(text: str, word: str, lang: str) -> bool:
    text = _small(text, lang)
    return all(stem in text for stem in _stems(word, lang))


@lru_cache(maxsize=16)
def _small(text: str, lang: str) -> str:
    """Return a page's text in small letters; all terms are looked for in the same one."""
    return small(text, lang)


@lru_cache(maxsize=4096)
def _stems(word: str, lang: str) -> tuple[str, ...]:
    return tuple(small(_stem(part, lang), lang) for part in word.split())


def _stem(word: str, lang: str) -> str:
    rules = language(lang).prose.inflection or _UNINFLECTED
    if rules.drop_all:
        stem = word.rstrip(rules.drop_all)
        return stem if len(stem) >= 2 else word
    return word.removesuffix(rules.drop)


@lru_cache(maxsize=4096)
def word_pattern(word: str, lang: str) -> re.Pattern[str]:
    """Return a pattern of a word or phrase in all inflections of the language."""
    rules, script = language(lang).prose.inflection or _UNINFLECTED, language(lang).script
    parts = [_inflected(part, lang, rules) for part in word.split()]
    # `\b` treats the vowel signs of Indic scripts as the end of a word.
    letter = rf"[\w{script.block}]" if script and script.has_signs else r"\w"
    # Some languages put a word or two between: "نرد إليك المبلغ".
    gap = r"[\s\u00a0]+"
    gap += rf"(?:\S+[\s\u00a0]+){{0,{rules.between}}}" if rules.between else ""
    return re.compile(rf"(?<!{letter}){gap.join(parts)}(?!{letter})", re.I)


def _inflected(word: str, lang: str, rules: Inflection) -> str:
    stem = re.escape(_stem(word, lang))
    is_dropped = rules.after_dropped and word.endswith(rules.drop)
    return rules.before + stem + (rules.after_dropped if is_dropped else rules.after)
