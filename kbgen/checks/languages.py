"""Reports the rules that are off in a language because its tables are incomplete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kbgen.languages.language import Language, language
from kbgen.model.finding import Finding, Span, warning
from kbgen.model.locale import LATIN, Locale
from kbgen.model.message import Message, joined, msg

HINT = msg("docs/adding.md says what a language needs; 'KB118: off' below checks silences this")


def check_languages(
    language_places: Mapping[str, Span], locales: Mapping[str, Locale]
) -> Iterator[Finding]:
    """KB118 a language whose tables are too incomplete for some of the rules."""
    for code, place in language_places.items():
        if lacks := [*_lacking(language(code), has_catalog=bool(locales[code].catalogs))]:
            what = msg("'%(lang)s': %(lacks)s", lang=code, lacks=joined(lacks, "; "))
            yield warning("KB118", place, what, HINT)


def _uncounted(own: Language) -> list[Message]:
    known = (
        (msg("no number words"), own.numbers),
        (msg("no units"), own.units.words),
        (msg("no times of day"), own.days.times),
    )
    return [name for name, table in known if not table]


def _lacking(own: Language, has_catalog: bool) -> Iterator[Message]:
    """Yield what kbgen does not do in a language, with the missing tables."""
    if uncounted := _uncounted(own):
        yield msg("quantities in prose cannot be compared (%(tables)s)", tables=joined(uncounted))
    if not own.logic.words:
        yield msg("negation, duty and conditions are not compared (no words of logic)")
    if not own.prose.inflection:
        yield msg("terms of the glossary are not asked for (no inflection)")
    if not own.about.script:
        yield msg("text of another language is not noticed (no script)")
    if not own.prose.longest_sentence:
        yield msg("sentences are not measured (no length)")
    if own.script and own.about.script != LATIN and own.prose.letters is None:
        yield msg("letters of another keyboard are not noticed (no letters)")
    if own.script and own.script.has_punctuation and own.prose.punctuation is None:
        yield msg("Latin punctuation is not noticed (no punctuation)")
    if not own.search:
        yield msg("search knows no other forms of its words (no stems, no stop words)")
    if not own.thesaurus.same:
        yield msg("search knows no synonyms (no thesaurus)")
    if not has_catalog:
        yield msg("the interface is in English (no catalog)")
