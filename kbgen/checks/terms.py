"""The glossary's words, inflected as grammar wants, and none of the words it warns of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from kbgen.checks.prose import blank_markup, prose
from kbgen.model.article import Article
from kbgen.model.fact import Term
from kbgen.model.finding import Finding, error, warning
from kbgen.model.site import Site

_ENDINGS = {"ur": "اہیےں", "hi": "ािीुूेैोौंँ"}


def check_avoided(site: Site, article: Article) -> Iterator[Finding]:
    """KB442 a word that the glossary says not to use."""
    if not site.terms:
        return
    text = prose(article)
    for term in site.terms.values():
        for word in term.avoid.get(article.lang, ()):
            yield from _find_avoided(article, text, term, word)


def _find_avoided(article: Article, text: str, term: Term, word: str) -> Iterator[Finding]:
    right = " / ".join(term.words.get(article.lang, ())[:1])
    what, hint = f"'{word}' is not our word for {term.id}", f"write '{right}'"
    for match in find_word(word, article.lang, text):
        yield error("KB442", article.place(*match.span()), what, hint)
    for field in ("title", "description"):
        value = getattr(article.meta, field)
        if value and any(find_word(word, article.lang, blank_markup(value))):
            yield error("KB442", article.where(field), what, hint)


def check_terms(site: Site, article: Article) -> Iterator[Finding]:
    """KB441 a term of the source that the translation does not say with the right word."""
    source = site.source_of(article.id)
    if not site.terms or not article.is_translation or source is None:
        return
    text, lang = _words(source), source.lang
    used = [
        term
        for term in site.terms.values()
        if lang in term.words and _is_used(term, lang, text, partial(_longer, site, term, lang))
    ]
    yield from _find_missing(article, source, used)


def _find_missing(article: Article, source: Article, used: list[Term]) -> Iterator[Finding]:
    text = _words(article)
    for term in used:
        if article.lang in term.words and not _is_used(term, article.lang, text):
            right = " or ".join(f"'{word}'" for word in term.words[article.lang][:2])
            what = f"{source.path} speaks of '{term.words[source.lang][0]}', this page never does"
            yield warning("KB441", article.where("title"), what, f"our word is {right}")


def _words(article: Article) -> str:
    fields = (article.meta.title or "", article.meta.description or "")
    return "\n".join([*map(blank_markup, fields), prose(article)])


def _longer(site: Site, term: Term, lang: str) -> tuple[str, ...]:
    """Return the glossary's phrases that hold a word of this term: "customer care"."""
    own = term.words[lang]
    others = [w for t in site.terms.values() if t.id != term.id for w in t.words.get(lang, ())]
    return tuple(o for o in others if any(o != w and f" {w} " in f" {o} " for w in own))


def _is_used(
    term: Term, lang: str, text: str, longer: Callable[[], tuple[str, ...]] = tuple
) -> bool:
    """Tell whether a text says a term by itself, and not only within a `longer` phrase."""
    if not any(_could_hold(text, word, lang) for word in term.words[lang]):
        return False
    for phrase in longer():
        if _could_hold(text, phrase, lang):
            text = word_pattern(phrase, lang).sub(" ", text)
    return any(any(find_word(word, lang, text)) for word in term.words[lang])


def find_word(word: str, lang: str, text: str) -> Iterator[re.Match[str]]:
    """Find a word or phrase with its inflections."""
    # Most words are not there: look for their stems before compiling a pattern.
    return word_pattern(word, lang).finditer(text) if _could_hold(text, word, lang) else iter(())


def _could_hold(text: str, word: str, lang: str) -> bool:
    text = text.lower() if lang == "en" else text
    return all(_stem(part, lang).lower() in text for part in word.split())


def _stem(word: str, lang: str) -> str:
    if lang == "ar":
        return word.removesuffix("ة")
    if lang in _ENDINGS:
        stem = word.rstrip(_ENDINGS[lang])
        return stem if len(stem) >= 2 else word
    return word.removesuffix("y")


@lru_cache(maxsize=4096)
def word_pattern(word: str, lang: str) -> re.Pattern[str]:
    """Match a word or phrase with the inflections of its language.

    English: -s, -es, -ed, -ing. Arabic: clitics before (و ف ب ل ك ال) and the endings of
    plural, dual and possession. Urdu and Hindi: the endings of number and case.
    """
    parts = [_inflected(part, lang) for part in word.split()]
    before = r"(?<![\w\u0900-\u097f])" if lang == "hi" else r"(?<!\w)"
    after = r"(?![\w\u0900-\u097f])" if lang == "hi" else r"(?!\w)"
    # Other languages put a word or two between: "نرد إليك المبلغ".
    gap = r"[\s\u00a0]+" if lang == "en" else r"[\s\u00a0]+(?:\S+[\s\u00a0]+){0,2}"
    return re.compile(before + gap.join(parts) + after, re.I)


def _inflected(word: str, lang: str) -> str:
    stem = re.escape(_stem(word, lang))
    if lang == "ar":
        stem += "(?:ة|ت|ات)" if word.endswith("ة") else ""
        marks = "[\u064b-\u0652]*"
        return (
            rf"[وف]?(?:س?[نيتأا]|[بلك]?ال|لل|[بلك])?{stem}{marks}"
            rf"(?:ات|ان|ين|ون|ها|ه|هم|ك|كم|نا|ي|ا|ت|ًا|اً)?(?:ها|ه|هم|ك|كم|نا)?{marks}"
        )
    if lang in _ENDINGS:
        return stem + ("[\u0900-\u097f]{0,4}" if lang == "hi" else "[اہیےںوئات]{0,4}")
    return stem + (r"(?:y|ies|ied|ying)" if word.endswith("y") else r"(?:s|es|d|ed|ing|ation)?")
