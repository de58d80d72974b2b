"""How customers call what answers name: rows of the glossary and of the language's thesaurus."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kbgen.languages.language import language
from kbgen.model.fact import Term
from kbgen.model.locale import ENGLISH
from kbgen.output.search.pack import doc_of, number
from kbgen.output.search.text import (
    affixes,
    denies,
    is_stop_word,
    language_of,
    stems_of,
    words_of,
)

Form = tuple[str, ...]
"""The words of one form, without stop words: ("credit", "card")."""

TERM, SAME, NEAR, ABOUT, KIND = range(5)
"""How much a form of a row counts for another one: the closer they are, the more."""
LONGEST_FORM = 4
_SURE = 3


@dataclass(frozen=True)
class Sense:
    """One sense: the forms that customers use, and those of answers."""

    level: int
    asked: tuple[Form, ...]
    answers: tuple[Form, ...]


def senses(terms: Iterable[Term], lang: str, site_langs: Iterable[str]) -> list[Sense]:
    """Return the senses of the glossary and of the language's thesaurus.

    Those of the glossary include the words that it rejects, and English ones. So do all others
    if English is no language of the site, since customers type it everywhere.
    """
    foreign = () if ENGLISH in site_langs else _of_language(ENGLISH)
    return [*(_term(term, lang) for term in terms), *_of_language(lang), *foreign]


def _term(term: Term, lang: str) -> Sense:
    own = (*term.words.get(lang, ()), *term.avoid.get(lang, ()))
    asked = (*own, *term.also.get(lang, ()))
    other = (*term.words.get(ENGLISH, ()), *term.avoid.get(ENGLISH, ()))
    foreign = (*other, *term.also.get(ENGLISH, ())) if lang != ENGLISH else ()
    forms = (*_asked(asked, lang), *_asked(foreign, ENGLISH))
    return Sense(TERM, tuple(dict.fromkeys(forms)), _answers(own, lang))


@cache
def _of_language(lang: str) -> tuple[Sense, ...]:
    table = language(lang).thesaurus
    levels = (
        (SAME, table.same),
        (NEAR, table.near),
        (ABOUT, table.about),
        (KIND, table.kind),
    )
    return tuple(_row(level, row, lang) for level, rows in levels for row in rows.values())


def _row(level: int, row: str, lang: str) -> Sense:
    asked, _, answers = (part.split(",") for part in row.partition(" > "))
    return Sense(level, _asked(asked, lang), _answers(answers if any(answers) else asked, lang))


def _asked(phrases: Iterable[str], lang: str) -> tuple[Form, ...]:
    """Return the forms that customers use.

    A phrase with one word beside stop words is that word with each of them, so that "in charge"
    is no charge.
    """
    return tuple(dict.fromkeys(form for phrase in phrases for form in _ways(phrase, lang)))


def _ways(phrase: str, lang: str) -> Iterator[Form]:
    form, words = form_of(phrase, lang), words_of(phrase)
    if len(form) == 1 < len(words):
        yield from ((*form, word) for word in words if word not in form)
    elif 0 < len(form) <= LONGEST_FORM:
        yield form


def _answers(phrases: Iterable[str], lang: str) -> tuple[Form, ...]:
    """Return the forms that answers use: of words that the index has, so of no stop words alone."""
    whole = ((form_of(phrase, lang), words_of(phrase)) for phrase in phrases)
    found = (form for form, words in whole if len(form) > 1 or form == tuple(words))
    return tuple(dict.fromkeys(one for one in found if one and not _denies(one, lang)))


def _denies(form: Form, lang: str) -> bool:
    return any(denies(word, lang) for word in form)


def form_of(phrase: str, lang: str) -> Form:
    """Return the words of a phrase that count: no stop words, but those that deny another one.

    >>> form_of("it is not working", "en"), form_of("not", "en")
    (('not', 'working'), ())
    """
    words = words_of(phrase)
    found = tuple(word for word in words if denies(word, lang) or not is_stop_word(word, lang))
    return found if any(not denies(word, lang) for word in found) else ()


def used_senses(
    given: Iterable[Sense], found: Mapping[str, Sequence[int]], lang: str
) -> list[Sense]:
    """Return the senses that lead to an answer, each with its answers' words as they are there.

    `found` has the postings of each word of the index.
    """
    listed = list(given)
    named = {word for one in listed for form in (*one.asked, *one.answers) for word in form}
    find = _finder(named, found, lang)
    has_answer = _answering(found)
    used = (_used(sense, find, has_answer) for sense in listed)
    return [sense for sense in used if sense]


def _answering(found: Mapping[str, Sequence[int]]) -> Callable[[Form], bool]:
    """Return a function that tells whether all words of a form stand in one answer."""
    docs: dict[str, frozenset[int]] = {}

    def docs_of(word: str) -> frozenset[int]:
        if word not in docs:
            docs[word] = frozenset(map(doc_of, found[word]))
        return docs[word]

    return lambda form: len(form) == 1 or bool(frozenset.intersection(*map(docs_of, form)))


def _used(
    sense: Sense, find: Callable[[str], str], has_answer: Callable[[Form], bool]
) -> Sense | None:
    answers = tuple(dict.fromkeys(filter(has_answer, _targets(sense.answers, find))))
    asked = tuple(form for form in sense.asked if answers != (form,))
    return replace(sense, asked=asked, answers=answers) if asked and answers else None


def _targets(forms: Iterable[Form], find: Callable[[str], str]) -> Iterator[Form]:
    for form in forms:
        words = tuple(map(find, form))
        if all(words):
            yield words


def words_in(found: Iterable[Sense]) -> set[str]:
    return {word for one in found for form in (*one.asked, *one.answers) for word in form}


def packed(found: Iterable[Sense], words: Sequence[str]) -> str:
    """Encode senses as numbers: level, forms asked, forms of answers; then the words of each form.

    A word is twice its place in `words`, plus 1 at the end of its form. Forms of answers that are
    asked, too, stand first among these and are counted alone.
    """
    places = {word: place for place, word in enumerate(words)}
    return "".join(_packed(sense, places) for sense in found)


def _packed(sense: Sense, places: Mapping[str, int]) -> str:
    both = [form for form in sense.answers if form in sense.asked]
    asked = [*both, *(form for form in sense.asked if form not in both)]
    answers = [form for form in sense.answers if form not in both]
    heads = (sense.level, len(both), len(asked), len(answers))
    return "".join((*map(number, heads), *(_form(form, places) for form in (*asked, *answers))))


def _form(form: Form, places: Mapping[str, int]) -> str:
    last = len(form) - 1
    return "".join(number(2 * places[word] + (i == last)) for i, word in enumerate(form))


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
    """Return the stems of a word that are most of it, the longest first."""
    table = language(language_of(word, lang)).search
    least = max(_SURE, table.stem.min + 1 if table else len(word))
    stems = sorted(stems_of(word, lang), key=lambda stem: (-len(stem), stem))
    return tuple(stem for stem in stems if len(stem) >= least and 2 * len(stem) > len(word))


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
