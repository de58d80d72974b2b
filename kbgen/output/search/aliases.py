"""Synonyms for the search: from the company's glossary and from the language's tables."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kbgen.languages.language import language
from kbgen.model.fact import Term
from kbgen.model.locale import ENGLISH
from kbgen.output.search.text import affixes, language_of, stems_of, usual_words

Form = tuple[str, ...]
"""The words of one form of a term, without stop words: ("credit", "card")."""


@dataclass(frozen=True)
class Concept:
    """Words of customers and words of answers for one thing; `kind` is their relation."""

    asked: tuple[Form, ...]
    answer_forms: tuple[Form, ...]
    kind: Literal["term", "like", "general"]


@dataclass(frozen=True)
class Alias:
    """Synonyms of a word that are in the index.

    They are terms of the glossary, then words of equal meaning, then words of wider meaning.
    """

    terms: tuple[Form, ...]
    likes: tuple[Form, ...]
    generals: tuple[Form, ...]


LONGEST_FORM = 3
MOST_FORMS = 6
_SURE = 3


def concepts(terms: Iterable[Term], lang: str) -> list[Concept]:
    """Return the concepts of the glossary and of the language's synonyms.

    They include the words that the glossary rejects, and English words in every language, since
    customers type both.
    """
    return [*(_term(term, lang) for term in terms), *_synonyms(lang)]


def _term(term: Term, lang: str) -> Concept:
    forms = {name: _both(term, name) for name in (lang, ENGLISH)}
    own = _forms(forms[lang], lang)
    return Concept((*own, *_forms(forms[ENGLISH], ENGLISH)), own, "term")


def _both(term: Term, lang: str) -> tuple[str, ...]:
    return (*term.words.get(lang, ()), *term.avoid.get(lang, ()))


@cache
def _synonyms(lang: str) -> tuple[Concept, ...]:
    return tuple(_read_synonyms(lang))


def _read_synonyms(lang: str) -> Iterator[Concept]:
    for concept, english in language(ENGLISH).synonyms.items():
        asked, _, answer_forms = language(lang).synonyms.get(concept, "").partition(" > ")
        foreign = english.partition(" > ")[0] if lang != ENGLISH else ""
        every = (*_forms(asked.split(", "), lang), *_forms(foreign.split(", "), ENGLISH))
        if answer_forms:
            yield Concept(every, _forms(answer_forms.split(", "), lang), "general")
        else:
            yield Concept(every, _forms(asked.split(", "), lang), "like")


def _forms(words: Iterable[str], lang: str) -> tuple[Form, ...]:
    forms = (tuple(usual_words(form, lang)) for form in words)
    return tuple(dict.fromkeys(form for form in forms if 0 < len(form) <= LONGEST_FORM))


def aliases_of(
    concepts: Sequence[Concept], counts: Mapping[str, Sized], lang: str
) -> dict[str, Alias]:
    """Return word → its synonyms; a word may be several words written as one.

    The keys of `counts` are the words of the index.
    """
    answer_forms = {word for concept in concepts for form in concept.answer_forms for word in form}
    asked = {word for concept in concepts for form in concept.asked for word in form}
    find = _finder(answer_forms | asked, counts, lang)
    found: dict[str, dict[Form, str]] = {}
    for kind in ("term", "like", "general"):
        for concept in (one for one in concepts if one.kind == kind):
            targets = list(_targets(concept.answer_forms, find))
            for form in concept.asked:
                own = tuple(map(find, form))
                for target in (target for target in targets if target != own):
                    found.setdefault("".join(form), {}).setdefault(target, kind)
    return {word: _alias(found[word]) for word in sorted(found)}


def _alias(forms: Mapping[Form, str]) -> Alias:
    kept = list(forms.items())[:MOST_FORMS]
    terms, likes, generals = (
        tuple(form for form, kind in kept if kind == wanted)
        for wanted in ("term", "like", "general")
    )
    return Alias(terms, likes, generals)


def _targets(forms: Iterable[Form], find: Callable[[str], str]) -> Iterator[Form]:
    for form in forms:
        words = tuple(map(find, form))
        if all(words):
            yield words


def _finder(wanted: set[str], counts: Mapping[str, Sized], lang: str) -> Callable[[str], str]:
    """Return a function that finds a word in the index, or its most frequent other form, or ""."""
    ordered = sorted(counts)
    heads = {word[:_SURE] for word in ordered}

    def forms(word: str) -> Iterator[str]:
        own = language_of(word, lang)
        for stem in _sure_stems(word, lang):
            known = _beginning(stem, ordered, heads, own)
            yield from sorted(known, key=lambda form: (-len(counts[form]), form))

    found = {word: next(forms(word), "") for word in sorted(wanted) if word not in counts}
    return lambda word: found.get(word, word)


@lru_cache(maxsize=2**13)
def _sure_stems(word: str, lang: str) -> tuple[str, ...]:
    """Return the stems of a word that are long enough to be compared, the longest first."""
    stems = sorted(stems_of(word, lang), key=lambda stem: (-len(stem), stem))
    return tuple(stem for stem in stems if len(stem) >= _SURE)


def _beginning(
    stem: str, ordered: Sequence[str], heads: Container[str], lang: str
) -> Iterator[str]:
    """Yield the words that are a stem with one of its language's prefixes and suffixes.

    `heads` holds the first letters of all words, to pass over what none begins with.
    """
    prefixes, suffixes = affixes(lang)
    starts = (prefix + stem for prefix in prefixes)
    for start in (start for start in starts if start[:_SURE] in heads):
        for place in range(bisect_left(ordered, start), len(ordered)):
            word = ordered[place]
            if not word.startswith(start):
                break
            if word[len(start) :] in suffixes:
                yield word
