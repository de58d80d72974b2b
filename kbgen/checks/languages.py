"""Reports the rules that are off in a language because its tables are incomplete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kbgen.languages.language import Language, language
from kbgen.model.finding import Finding, Span, warning
from kbgen.model.locale import LATIN, Locale
from kbgen.model.message import msg

HINT = msg("docs/adding.md says what a language needs; 'KB118: off' below checks silences this")


def check_languages(
    language_places: Mapping[str, Span], locales: Mapping[str, Locale]
) -> Iterator[Finding]:
    """KB118 a language whose tables are too incomplete for some of the rules."""
    for code, place in language_places.items():
        lacking = _lacking(language(code), has_catalog=bool(locales[code].catalogs))
        if lacks := [f"{rule} ({', '.join(parts)})" for rule, parts in lacking]:
            yield warning(
                "KB118",
                place,
                msg("'%(code)s': %(lacks)s", code=code, lacks="; ".join(lacks)),
                HINT,
            )


def _uncounted(own: Language) -> list[str]:
    known = {
        "number words": own.numbers,
        "units": own.units.words,
        "times of day": own.days.times,
    }
    return [f"no {name}" for name, table in known.items() if not table]


def _lacking(own: Language, has_catalog: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield (what kbgen does not do in a language, the missing tables)."""
    if uncounted := _uncounted(own):
        yield "quantities in prose cannot be compared", uncounted
    if not own.logic.words:
        yield "negation, duty and conditions are not compared", ["no words of logic"]
    if not own.prose.inflection:
        yield "terms of the glossary are not asked for", ["no inflection"]
    if not own.about.script:
        yield "text of another language is not noticed", ["no script"]
    if not own.prose.longest_sentence:
        yield "sentences are not measured", ["no length"]
    if own.script and own.about.script != LATIN and own.prose.letters is None:
        yield "letters of another keyboard are not noticed", ["no letters"]
    if own.script and own.script.has_punctuation and own.prose.punctuation is None:
        yield "Latin punctuation is not noticed", ["no punctuation"]
    if not own.search:
        yield "search knows no other forms of its words", ["no stems, no stop words"]
    if not own.synonyms:
        yield "search knows no synonyms", ["no synonyms"]
    if not has_catalog:
        yield "the interface is in English", ["no catalog"]
