"""Words that mean the same: the company's glossary, and a thesaurus of customer service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kbgen.model.fact import Term
from kbgen.search.text import stems_of, usual_words

Form = tuple[str, ...]
"""The words of a term in one form, without stop words: ("credit", "card")."""


@dataclass(frozen=True)
class Concept:
    """What customers may call something, and what answers may. `is_term`: the glossary's own."""

    asked: tuple[Form, ...]
    told: tuple[Form, ...]
    is_term: bool = False


@dataclass(frozen=True)
class Alias:
    """Other words for a word, of those that the index has: terms, then what is like them."""

    terms: tuple[Form, ...]
    others: tuple[Form, ...]


THESAURUS = Path(__file__).with_name("thesaurus.tsv")
LANGUAGES = ("en", "ur", "ar", "hi")
LONGEST_FORM = 3
MOST_FORMS = 6
_SURE = 3


def concepts(terms: Iterable[Term], lang: str) -> list[Concept]:
    """Return what the glossary and the thesaurus say of a language.

    A term's forms to avoid are among them, and English words in every language: customers type
    both.
    """
    return [*(_term(term, lang) for term in terms), *(_row(row, lang) for row in _thesaurus())]


def _term(term: Term, lang: str) -> Concept:
    forms = {l: (*term.words.get(l, ()), *term.avoid.get(l, ())) for l in (lang, "en")}
    own = _forms(forms[lang], lang)
    return Concept((*own, *_forms(forms["en"], "en")), own, is_term=True)


def _row(row: Mapping[str, str], lang: str) -> Concept:
    asked, _, told = row.get(lang, "").partition(" > ")
    english = row["en"].partition(" > ")[0] if lang != "en" else ""
    own, foreign = _forms(asked.split(", "), lang), _forms(english.split(", "), "en")
    return Concept((*own, *foreign), _forms(told.split(", "), lang) if told else own)


@cache
def _thesaurus() -> tuple[Mapping[str, str], ...]:
    lines = THESAURUS.read_text("utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(dict(zip(LANGUAGES, row, strict=True)) for row in cells)


def _forms(words: Iterable[str], lang: str) -> tuple[Form, ...]:
    forms = (tuple(usual_words(form, lang)) for form in words)
    return tuple(dict.fromkeys(form for form in forms if 0 < len(form) <= LONGEST_FORM))


def aliases_of(
    concepts: Sequence[Concept], counts: Mapping[str, Sized], lang: str
) -> dict[str, Alias]:
    """Return what a word, or words written as one, may stand for.

    `counts` holds the words that the index has.
    """
    told = {word for concept in concepts for form in concept.told for word in form}
    asked = {word for concept in concepts for form in concept.asked for word in form}
    find = _finder(told | asked, counts, lang)
    terms: dict[str, dict[Form, None]] = {}
    others: dict[str, dict[Form, None]] = {}
    for concept in concepts:
        found = terms if concept.is_term else others
        targets = list(dict.fromkeys(_targets(concept.told, find)))
        for form in concept.asked:
            own = tuple(map(find, form))
            known = found.setdefault("".join(form), {})
            known.update(dict.fromkeys(target for target in targets if target != own))
    words = sorted(word for word in {*terms, *others} if terms.get(word) or others.get(word))
    return {word: _alias(terms.get(word, {}), others.get(word, {})) for word in words}


def _alias(terms: Mapping[Form, None], others: Mapping[Form, None]) -> Alias:
    sure = tuple(terms)[:MOST_FORMS]
    like = tuple(form for form in others if form not in terms)
    return Alias(sure, like[: MOST_FORMS - len(sure)])


def _targets(forms: Iterable[Form], find: Callable[[str], str]) -> Iterator[Form]:
    for form in forms:
        words = tuple(map(find, form))
        if all(words):
            yield words


def _finder(wanted: set[str], counts: Mapping[str, Sized], lang: str) -> Callable[[str], str]:
    """Return what finds a word in the index: itself, its most frequent other form, or ""."""
    stems = {stem for word in wanted if word not in counts for stem in stems_of(word, lang)}
    by_stem: dict[str, str] = {}
    for word in counts:
        for stem in stems_of(word, lang) & stems:
            if stem not in by_stem or len(counts[word]) > len(counts[by_stem[stem]]):
                by_stem[stem] = word

    def find(word: str) -> str:
        if word in counts:
            return word
        longest = sorted(stems_of(word, lang), key=lambda stem: (-len(stem), stem))
        return next((by_stem[s] for s in longest if s in by_stem and len(s) >= _SURE), "")

    return find
