"""The texts of a site that are translated into one language, a row each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Literal

from kbgen.facts.format import format_fact
from kbgen.languages.bidi import strip_isolates
from kbgen.model.article import Article
from kbgen.model.doubt import Doubt
from kbgen.model.site import Site
from kbgen.model.translation import (
    Block,
    Consequence,
    Digested,
    LanguageRecord,
    Match,
    Matches,
    PairPlace,
    State,
)
from kbgen.model.uses import find_uses
from kbgen.translations.blocks import CATALOG, CONFIGURATION, CURRENCIES, data_blocks
from kbgen.translations.consequence import (
    Vocabulary,
    consequence,
    consequence_of_one,
    vocabulary_of,
)
from kbgen.translations.exchange.contents import asks_whether_same
from kbgen.translations.exchange.memory import Memory, MemoryPair, Suggestion
from kbgen.translations.matching import BySection, match
from kbgen.translations.normal import LENGTH
from kbgen.translations.stamping import stamp
from kbgen.translations.states import sides_of

OldTexts = Callable[[Mapping[str, Collection[str]]], Mapping[str, str]]
"""Page → digests of blocks that it had: returns digest → text, for those that are known."""
Only = Literal["stale", "doubts"]
WANTED: tuple[State, ...] = ("stale", "missing")
"""The states of rows that a translator has to do something about."""
NO_BASE = "-"
"""The base of a text that the site has no translation of."""
PARAGRAPHS = "\n\n"
"""What separates the texts of blocks that belong together."""


@dataclass(frozen=True)
class Row:
    """A text of the source with its translation, "" if there is none.

    Where several blocks belong together, each is a paragraph of it.
    """

    address: str
    source: str
    translation: str = ""
    state: State = "current"
    title: str = ""
    """The title of the page it stands on, in the language of the source."""
    source_lang: str = ""
    previous: str | None = None
    """The text from which the translation was made, if it is another one and is known."""
    consequence: Consequence | None = None
    facts: tuple[tuple[str, str], ...] = ()
    """Each fact in the source as it is written there, and its words today in the translation."""
    base: str = NO_BASE
    """The digest of the translation on the site, by which it is told who changed it."""
    suggestion: Suggestion | None = None
    """The translation of an equal or a similar text, if there is one."""
    sources: tuple[Digested, ...] = field(default=(), compare=False, repr=False)
    translations: tuple[Digested, ...] = field(default=(), compare=False, repr=False)
    made_from: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """The digests of the blocks from which a stale translation was made, if all are recorded."""
    states_same: bool = field(default=True, compare=False, repr=False)
    """Whether the source states today what the recorded one stated."""
    made_on: str = field(default="", compare=False, repr=False)
    """The page on which these stood."""
    doubts: tuple[Doubt, ...] = field(default=(), compare=False, repr=False)
    """The open doubts about it."""

    @property
    def block(self) -> Block:
        """Return the first of its source blocks."""
        return self.sources[0].block

    @property
    def is_in_question(self) -> bool:
        """Tell whether a translator is asked if the translation is right as it is."""
        return bool(self.translation) and (self.state == "stale" or bool(self.doubts))

    @property
    def question(self) -> str:
        """Return what a translator is asked about its doubts, "" if there are none."""
        messages = [finding.message for doubt in self.doubts for finding in doubt.findings]
        return asks_whether_same("; ".join(messages)) if messages else ""


def base_of(translation: str) -> str:
    """Return the digest of a translation as it is written, but for spaces, or NO_BASE."""
    words = " ".join(translation.split())
    return sha256(words.encode()).hexdigest()[:LENGTH] if words else NO_BASE


@dataclass(frozen=True)
class LanguageRows:
    """The rows of a language in the order of the source, and what they were made from."""

    lang: str
    rows: tuple[Row, ...]
    matches: Matches
    record: LanguageRecord
    unrecorded: frozenset[str]
    """Pages of which nothing is recorded; their blocks are paired by their order."""

    @cached_property
    def by_address(self) -> Mapping[str, Row]:
        """Return address → row."""
        return {row.address: row for row in self.rows}


def sent_sides(site: Site, lang: str) -> tuple[BySection, BySection]:
    """Return the blocks that are translated into a language, by page, and their translations.

    Those of data files come last, texts that nobody has translated yet among them.
    """
    sides = sides_of(site)[lang]
    places = (place for place in sides.source if place[0] in site.sources)
    pages = {place: sides.source[place] for place in sorted(places, key=lambda place: place[0])}
    return {**pages, **sides.data}, sides.translation


def read_rows(
    site: Site,
    lang: str,
    record: LanguageRecord,
    old_texts: OldTexts = lambda _: {},
    memory: Iterable[MemoryPair] = (),
    doubts: Iterable[Doubt] = (),
) -> LanguageRows:
    """Return all rows of a language; what is recorded in it decides on their states.

    Pages of which nothing is recorded are current, since nothing tells that they are not. `memory`
    holds translations from elsewhere, which are suggested beside those of the site; `doubts` are
    the open ones of all languages, of which those about whole sections are left out.
    """
    source, translation = sent_sides(site, lang)
    first = match(record, source, translation)
    unrecorded = frozenset(first.unrecorded)
    aligned = record
    if unrecorded:
        aligned = stamp(record, source, translation, "human", "-", "1970-01-01", unrecorded)
    matches = match(aligned, source, translation) if unrecorded else first
    optional = _untranslated_options(site)
    rows = [one for one in _rows(site, lang, matches, unrecorded) if _is_sent(one, optional)]
    vocabularies = _vocabularies(rows)
    former = old_texts(_former(rows))
    rows = [_with_history(row, former, vocabularies) for row in rows]
    rows = _with_doubts(_with_suggestions(rows, memory), lang, doubts)
    return LanguageRows(lang, tuple(rows), matches, record, unrecorded)


def _with_doubts(rows: list[Row], lang: str, doubts: Iterable[Doubt]) -> list[Row]:
    mine = [one for one in doubts if one.compared.lang == lang and one.compared.block]
    return [replace(row, doubts=tuple(one for one in mine if _is_about(one, row))) for row in rows]


def _is_about(doubt: Doubt, row: Row) -> bool:
    source, translation = doubt.compared.pair
    return (
        doubt.compared.page == row.block.page
        and any(one.digest == source for one in row.sources)
        and any(one.digest == translation for one in row.translations)
    )


def _with_suggestions(rows: list[Row], memory: Iterable[MemoryPair]) -> list[Row]:
    if not any(row.state in WANTED for row in rows):
        return rows
    done = (row for row in rows if row.state in ("current", "moved") and row.translation)
    known = Memory(
        [*(MemoryPair(row.source, row.translation, row.address) for row in done), *memory]
    )
    return [
        replace(row, suggestion=known.suggest(row.source, row.address))
        if row.state in WANTED
        else row
        for row in rows
    ]


def only_wanted(rows: Iterable[Row], only: Only) -> list[Row]:
    """Return the rows that are to be translated, stale or missing, or those in doubt."""
    if only == "doubts":
        return [row for row in rows if row.doubts]
    return [row for row in rows if row.state in WANTED]


def _untranslated_options(site: Site) -> Collection[str]:
    """Return the addresses of options that no language has a text of its own for."""
    own, *others = (
        {one.address for one in data_blocks(site, lang) if one.page == CONFIGURATION}
        for lang in (site.default, *(lang for lang in site.locales if lang != site.default))
    )
    return own.difference(*others)


def _is_sent(row: Row, optional: Collection[str]) -> bool:
    """Tell whether a row is a translator's.

    Catalogs are PO already, and options need no translation where no language has one. The names of
    currencies are those of CLDR unless the language has its own; their plural forms are no text.
    """
    block = row.block
    if block.page == CONFIGURATION and block.section == CURRENCIES:
        return bool(row.translation) and "\n" not in row.translation
    return block.page != CATALOG and row.address not in optional


def _rows(site: Site, lang: str, matches: Matches, unrecorded: frozenset[str]) -> Iterator[Row]:
    groups: dict[PairPlace | int, list[Match]] = {}
    for number, one in enumerate(matches.matches):
        if one.source:
            groups.setdefault(one.recorded or number, []).append(one)
    seen: set[str] = set()
    for group in groups.values():
        row = _row(site, lang, group, unrecorded)
        if row.address not in seen:
            seen.add(row.address)
            yield row


def _row(site: Site, lang: str, group: Sequence[Match], unrecorded: frozenset[str]) -> Row:
    sources = tuple(one.source for one in group if one.source)
    block, translations = sources[0].block, group[0].translations
    page = site.sources.get(block.page)
    text = PARAGRAPHS.join(one.block.text for one in sources)
    translated = PARAGRAPHS.join(one.block.text for one in translations)
    return Row(
        block.address,
        text,
        translated,
        "current" if block.page in unrecorded else _state(group),
        _title(page) if page else "",
        page.lang if page else site.default,
        facts=tuple(_facts(site, lang, text)),
        base=base_of(translated),
        sources=sources,
        translations=translations,
        made_from=_made_from(group),
        states_same=all(one.states_same for one in group),
        made_on=group[0].recorded.page if group[0].recorded else "",
    )


def _state(group: Sequence[Match]) -> State:
    """Return the state of blocks that belong together: that which needs the most work."""
    order: tuple[State, ...] = ("missing", "stale", "edited", "moved")
    if group[0].recorded is None and all(_is_source(one) for one in group):
        return "missing"
    states = {one.state for one in group}
    return next((state for state in order if state in states), "current")


def _is_source(one: Match) -> bool:
    """Tell whether what stands in the translation is still the source, as on a page made of it."""
    if one.source is None or not one.translations:
        return False
    return one.source.digest == one.translations[0].digest


def _title(page: Article) -> str:
    return page.meta.title or next((h.text for h in page.headings), page.id)


def _facts(site: Site, lang: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the facts of a text as they are written, and what they say today."""
    seen = set()
    for use in find_uses(text):
        if use.id in site.facts and use.id and use.inner not in seen:
            seen.add(use.inner)
            words = format_fact(site, lang, use.id, number_only=use.filter == "number")
            yield use.inner, strip_isolates(words)


def _made_from(group: Sequence[Match]) -> tuple[str, ...]:
    digests = [one.previous for one in group if one.previous]
    return tuple(digests) if len(digests) == len(group) else ()


def _former(rows: Iterable[Row]) -> Mapping[str, Collection[str]]:
    """Return page → the digests of what it had before, of which there is a stale translation."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.state == "stale":
            found.setdefault(row.made_on, set()).update(row.made_from)
    return found


def _vocabularies(rows: Iterable[Row]) -> Mapping[str, Vocabulary]:
    texts: dict[str, list[str]] = {}
    for row in rows:
        texts.setdefault(row.source_lang, []).append(row.source)
    stale = {row.source_lang for row in rows if row.state == "stale"}
    return {
        lang: vocabulary_of(found, lang).__getitem__
        for lang, found in texts.items()
        if lang in stale
    }


def _with_history(
    row: Row, former: Mapping[str, str], vocabularies: Mapping[str, Vocabulary]
) -> Row:
    if row.state == "missing":
        found = consequence_of_one(row.source, row.block.kind, row.source_lang)
        return replace(row, consequence=found)
    if row.state != "stale":
        return row
    texts = [former[one] for one in row.made_from if one in former]
    is_known = texts and len(texts) == len(row.made_from)
    previous = PARAGRAPHS.join(texts) if is_known else None
    if previous is None:
        return replace(row, consequence="worded" if row.states_same else "critical")
    words = vocabularies[row.source_lang]
    found = consequence(previous, row.source, row.source_lang, words)
    return replace(row, previous=previous, consequence=found)
