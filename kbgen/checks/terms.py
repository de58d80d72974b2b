"""Checks that pages use the glossary's words, in any inflection, and not the words it rejects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from kbgen.checks.inputs import TermWords
from kbgen.checks.mends import right_word
from kbgen.meaning.inflection import could_hold, find_word, has_inflection, word_pattern
from kbgen.meaning.prose import blank_markup, prose
from kbgen.model.article import Article
from kbgen.model.finding import Finding, error, warning
from kbgen.model.message import msg, one_of, quoted


def check_avoided(page: Article, terms: Mapping[str, TermWords]) -> Iterator[Finding]:
    """KB442 a word that the glossary rejects."""
    if not terms:
        return
    text = prose(page)
    for term_id, term in terms.items():
        for word in term.avoid.get(page.lang, ()):
            right = " / ".join(term.words.get(page.lang, ())[:1])
            what = msg("'%(word)s' is not our word for %(term)s", word=word, term=term_id)
            hint = msg("write '%(right)s'", right=right) if right else msg("write another word")
            for match in find_word(word, page.lang, text):
                mend = right_word(page, match, word, right)
                yield error("KB442", page.place(*match.span()), what, hint, mend)
            for field, words in page.meta.captions:
                if any(find_word(word, page.lang, blank_markup(words))):
                    yield error("KB442", page.where(field), what, hint)


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
            what = msg(
                "%(path)s speaks of '%(word)s', this page never does",
                path=source.path,
                word=term.words[source.lang][0],
            )
            words = one_of([*map(quoted, term.words[page.lang][:2])])
            yield warning(
                "KB441", page.where("title"), what, msg("our word is %(words)s", words=words)
            )


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
    if not any(could_hold(text, word, lang) for word in term.words[lang]):
        return False
    for phrase in longer():
        if could_hold(text, phrase, lang):
            text = word_pattern(phrase, lang).sub(" ", text)
    return any(any(find_word(word, lang, text)) for word in term.words[lang])
