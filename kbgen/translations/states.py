"""The states of a site's translations: what is current, and what needs work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from kbgen.meaning.prose import blank_markup
from kbgen.model.article import Article
from kbgen.model.site import Site, cached_per_site
from kbgen.model.translation import (
    Block,
    Consequence,
    Digested,
    FormerText,
    LanguageRecord,
    Match,
    Matches,
    RecordedSection,
    SameSection,
)
from kbgen.system.codec import Codec
from kbgen.system.digest import digest
from kbgen.system.parallel import LARGE, in_parts
from kbgen.system.parse_cache import ParseCache
from kbgen.translations.alignment import Place
from kbgen.translations.blocks import (
    BRANCHES,
    CATALOG,
    CONFIGURATION,
    data_blocks,
    own_catalogs,
    page_blocks,
)
from kbgen.translations.consequence import (
    consequence,
    consequence_of,
    marks_digest,
    vocabulary_of,
)
from kbgen.translations.matching import BySection, by_section, match, unchanged_pages
from kbgen.translations.normal import block_digest

_SIDES, _CHANGED_SIDES, _DIGESTED, _UNCHANGED = (
    (f"kbgen.translations.states.{name}",)
    for name in ("sides", "changed sides", "digested", "unchanged")
)
"""What is kept for a site, also when it has got former texts."""
_BLOCKS: Codec[tuple[Digested, ...]] = Codec(tuple[Digested, ...])
_LANGS: Codec[tuple[str, ...]] = Codec(tuple[str, ...])


@dataclass(frozen=True)
class BlockState:
    """The state of a block in a language, and what it means."""

    match: Match
    section: RecordedSection | None
    """What is recorded of its section; None if nothing is."""
    consequence: Consequence | None
    """None if there is nothing to translate, or if it is not known what a translation was."""
    former: FormerText | None
    """The source text that was translated, if it changed and git has been asked for it."""
    former_translation: FormerText | None = None
    """The same of a translation that was changed without its source."""

    @property
    def block(self) -> Block:
        return self.match.block

    @property
    def words(self) -> int:
        """Return how many words of the source are to be translated."""
        if self.match.source is None or self.match.state not in ("stale", "missing"):
            return 0
        return len(blank_markup(self.match.source.block.text).split())


@dataclass(frozen=True)
class LanguageState:
    """The states of the blocks in one language, but for those of `unchanged` pages."""

    lang: str
    matches: Matches
    record: LanguageRecord
    changed: Mapping[Place, Sequence[BlockState]]
    """(page, section) → the blocks of a section that is not as recorded, or is not recorded."""
    without_source: Sequence[BlockState]
    unchanged: frozenset[str] = frozenset()
    """Pages that were not looked at: all of their blocks are as recorded."""

    @cached_property
    def changed_blocks(self) -> Sequence[BlockState]:
        """Return the blocks of these sections and those without a source.

        All that are not current are among them, and all that are recorded together with them.
        """
        return (*chain.from_iterable(self.changed.values()), *self.without_source)

    @cached_property
    def blocks(self) -> Sequence[BlockState]:
        """Return all blocks of the pages that were looked at, in the order of the source."""
        found = (self._of_section(*section) for section in self.matches.sections.items())
        return (*chain.from_iterable(found), *self.without_source)

    @cached_property
    def changed_pages(self) -> Mapping[str, Sequence[BlockState]]:
        """Return page → all of its blocks, for each page that has some that changed."""
        found: dict[str, list[BlockState]] = {one.block.page: [] for one in self.changed_blocks}
        for place, section in self.matches.sections.items():
            if place[0] in found:
                found[place[0]] += self._of_section(place, section)
        for one in self.without_source:
            found[one.block.page].append(one)
        return found

    def _of_section(
        self, place: Place, section: SameSection | Sequence[Match]
    ) -> Sequence[BlockState]:
        if not isinstance(section, SameSection):
            return self.changed[place]
        recorded = self.record.by_place[place]
        return [BlockState(one, recorded, None, None) for one in section.matches(place)]


@dataclass(frozen=True)
class Sides:
    """The blocks of a language: what there is to translate, and what has been translated."""

    source: BySection
    translation: BySection
    data: BySection
    """The texts of data files in the source, those without a translation among them."""


def states_of(site: Site, parse_cache: ParseCache | None = None) -> Mapping[str, LanguageState]:
    """Return language → the states of its blocks, for each language with a record.

    Pages of which `parse_cache` knows that they are as recorded are not looked at. The states are
    computed once for each site. What a change means is told from the former texts in `site.former`,
    else from what is recorded.
    """
    if not site.recorded:
        return {}
    cache = parse_cache or ParseCache()
    if _CHANGED_SIDES not in site.memo:
        unchanged = _find_unchanged(site, cache)
        site.memo[_UNCHANGED] = unchanged
        site.memo[_CHANGED_SIDES] = _find_sides(site, cache, [*site.recorded], unchanged)
        _keep_unchanged(site, cache, _states(site))
    return _states(site)


def complete_states(
    site: Site, parse_cache: ParseCache | None = None
) -> Mapping[str, LanguageState]:
    """Return the same with the states of all blocks, those of unchanged pages, too."""
    sides = sides_of(site, parse_cache)
    return {lang: _state(site, lang, sides[lang], frozenset()) for lang in site.recorded}


def sides_of(site: Site, parse_cache: ParseCache | None = None) -> Mapping[str, Sides]:
    """Return language → the blocks of the source and of the translation, once for each site."""
    if _SIDES not in site.memo:
        site.memo[_SIDES] = _find_sides(site, parse_cache or ParseCache(), [*site.locales])
    found: Mapping[str, Sides] = site.memo[_SIDES]
    return found


def with_former(site: Site, former: Mapping[tuple[str, str], FormerText]) -> Site:
    """Return the site with texts that its source had, by path and digest."""
    after = replace(site, former=former)
    kept = (_SIDES, _CHANGED_SIDES, _DIGESTED, _UNCHANGED)
    after.memo.update((key, site.memo[key]) for key in kept if key in site.memo)
    return after


def without_source(
    sources: Mapping[str, Article], records: Mapping[str, LanguageRecord]
) -> frozenset[str]:
    """Return the pages that are recorded as translations and have lost their source.

    Its page was renamed or deleted, so that one of its translations passes for the source.
    """
    recorded = {
        lang: {one.page for one in record.sections if any(pair.sources for pair in one.pairs)}
        for lang, record in records.items()
    }
    return frozenset(id_ for id_, one in sources.items() if id_ in recorded.get(one.lang, ()))


@cached_per_site
def _without_source(site: Site) -> frozenset[str]:
    return without_source(site.sources, site.recorded)


def _source_of(site: Site, page: str) -> Article | None:
    return None if page in _without_source(site) else site.source_of(page)


def source_path(site: Site, page: str) -> str:
    """Return the path of the file in which the source of a page or of data stands.

    A page that is gone is taken to have been written in the default language.
    """
    article = site.source_of(page)
    return article.path if article else _data_path(site, page, site.default)


def _data_path(site: Site, page: str, lang: str) -> str:
    """Return the path of a file of data, of options or of strings, or of a page that is gone."""
    settings = site.settings
    if page == CONFIGURATION:
        return settings.place().path
    if page == CATALOG:
        paths = (path for path, _ in own_catalogs(site, lang) if not Path(path).is_absolute())
        return next(paths, page)
    name = page if is_data_page(page) else f"{lang}/{page}.md"
    return settings.relative(settings.content / name)


def is_data_page(page: str) -> bool:
    """Tell whether what the record calls a page is the ledger or the file of a branch.

    >>> is_data_page("facts.yml"), is_data_page("faq/refunds")
    (True, False)
    """
    return PurePosixPath(page).suffix == ".yml" and (
        "/" not in page or page.startswith(f"{BRANCHES}/")
    )


@cached_per_site
def _states(site: Site) -> Mapping[str, LanguageState]:
    sides, unchanged = site.memo[_CHANGED_SIDES], site.memo[_UNCHANGED]
    return {lang: _state(site, lang, sides[lang], unchanged[lang]) for lang in site.recorded}


def _state(site: Site, lang: str, sides: Sides, unchanged: frozenset[str]) -> LanguageState:
    record = site.recorded[lang]
    matches = match(record, sides.source, sides.translation, unchanged=unchanged)
    changed = {
        place: [_block_state(site, lang, record, one) for one in section]
        for place, section in matches.sections.items()
        if not isinstance(section, SameSection)
    }
    others = [_block_state(site, lang, record, one) for one in matches.without_source]
    return LanguageState(lang, matches, record, changed, others, unchanged)


def _block_state(site: Site, lang: str, record: LanguageRecord, one: Match) -> BlockState:
    section = record.by_place[one.recorded[:2]] if one.recorded else None
    if one.state in ("current", "moved"):
        return BlockState(one, section, None, None)
    if one.state == "edited":
        return _edited_state(site, lang, one, section)
    page = one.recorded.page if one.recorded else one.block.page
    former = site.former.get((source_path(site, page), one.previous or ""))
    article = _source_of(site, page)
    source_lang = article.lang if article else site.default
    found = consequence_of(
        *(one, source_lang, lang, former.text if former else None),
        partial(_occurrences, site, source_lang),
    )
    return BlockState(one, section, found, former)


def _edited_state(site: Site, lang: str, one: Match, section: RecordedSection | None) -> BlockState:
    """Return the state of a translation that changed, by the text that it had."""
    changed = changed_translation(site, lang, one, section)
    former = site.former.get(changed[0]) if changed else None
    if not changed or not former:
        return BlockState(one, section, None, None)
    text = changed[1].block.text
    found = consequence(former.text, text, lang, partial(_occurrences, site, lang))
    return BlockState(one, section, found, None, former)


def changed_translation(
    site: Site, lang: str, one: Match, section: RecordedSection | None
) -> tuple[tuple[str, str], Digested] | None:
    """Return the path and the recorded digest of a translated block that changed, and it as it is.

    None if nothing is recorded of it, or if several changed that belong together.
    """
    if one.recorded is None or section is None:
        return None
    recorded = section.pairs[one.recorded.number].translations
    before = set(recorded).difference(block.digest for block in one.translations)
    today = [block for block in one.translations if block.digest not in recorded]
    if len(before) != 1 or len(today) != 1:
        return None
    article = site.articles.get((lang, one.recorded.page))
    path = article.path if article else _data_path(site, one.recorded.page, lang)
    return (path, before.pop()), today[0]


def _occurrences(site: Site, lang: str, word: str) -> int:
    return _vocabulary(site, lang)[word]


@cached_per_site
def _vocabulary(site: Site, lang: str) -> Counter[str]:
    """Return the words of all pages in a language: written in it first, or translated."""
    sides = sides_of(site)
    translated = sides[lang].translation
    written = next((other.source for of, other in sides.items() if of != lang), {})
    found = [g for (page, _), g in translated.items() if (lang, page) in site.articles]
    found += [
        group
        for (page, _), group in written.items()
        if (article := _source_of(site, page)) and article.lang == lang
    ]
    texts = (one.block.text for one in chain.from_iterable(found))
    return vocabulary_of(dict.fromkeys(texts), lang)


def _find_unchanged(site: Site, parse_cache: ParseCache) -> dict[str, frozenset[str]]:
    """Return language → the pages that are known to be as recorded in it."""
    found: dict[str, set[str]] = {lang: set() for lang in site.recorded}
    for page in site.sources:
        for lang in parse_cache.get(_page_key(site, page), _LANGS) or ():
            found[lang].add(page)
    for article in site.articles.values():
        parse_cache.keep(f"blocks {article.digest}")
    return {lang: frozenset(pages) for lang, pages in found.items()}


def _keep_unchanged(
    site: Site, parse_cache: ParseCache, states: Mapping[str, LanguageState]
) -> None:
    sides = site.memo[_CHANGED_SIDES]
    unchanged = {
        lang: unchanged_pages(
            *(state.record, state.matches, sides[lang].source, sides[lang].translation)
        )
        for lang, state in states.items()
    }
    for page in set().union(*unchanged.values()):
        langs = tuple(
            lang
            for lang, state in states.items()
            if page in unchanged[lang] or page in state.unchanged
        )
        parse_cache.put(_page_key(site, page), _LANGS, langs)


def _page_key(site: Site, page: str) -> str:
    """Return the key of a page in all its languages, and of what is recorded of it."""
    articles = (site.articles.get((lang, page)) for lang in site.locales)
    records = (f"{lang} {one.digests.get(page, '')}" for lang, one in site.recorded.items())
    return digest("unchanged", *(one.digest if one else "" for one in articles), *records)


def _find_sides(
    site: Site,
    parse_cache: ParseCache,
    langs: Sequence[str],
    unchanged: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> dict[str, Sides]:
    """Return language → its blocks, without those of unchanged pages (language → pages)."""
    broken = {article.id for article in site.articles.values() if article.is_broken}
    sourceless = _without_source(site)
    left = {lang: site.sources.keys() - broken - unchanged.get(lang, frozenset()) for lang in langs}
    wanted = set().union(*left.values())
    articles = [
        article
        for article in site.articles.values()
        if article.id in (left.get(article.lang, ()) if article.is_translation else wanted)
    ]
    blocks = list(zip(articles, _digested(site, articles, parse_cache), strict=True))
    sources = by_section(
        one for a, found in blocks if not (a.is_translation or a.id in sourceless) for one in found
    )
    data = {lang: _data(site, lang) for lang in {*langs, site.default}}
    sides = {}
    for lang in langs:
        pages = {page for page in left[lang] if site.sources[page].lang != lang}
        source: dict[Place, Sequence[Digested]] = {
            place: group for place, group in sources.items() if place[0] in pages
        }
        translation: dict[Place, Sequence[Digested]] = {}
        translation.update(
            by_section(
                one
                for a, found in blocks
                if a.lang == lang and (a.is_translation or a.id in sourceless)
                for one in found
            )
        )
        own_data: BySection = {}
        if lang != site.default:
            own_data = data[site.default]
            source.update(_translated(own_data, data[lang]))
            translation.update(data[lang])
        sides[lang] = Sides(source, translation, own_data)
    return sides


def _data(site: Site, lang: str) -> BySection:
    return by_section(_digest(data_blocks(site, lang), lang if lang == site.default else None))


def _translated(source: BySection, translation: BySection) -> BySection:
    """Return the texts of the data that have a translation: it is optional to give them one."""
    there = {(place, one.block.name) for place, group in translation.items() for one in group}
    kept = {
        place: [one for one in group if (place, one.block.name) in there]
        for place, group in source.items()
    }
    return {place: group for place, group in kept.items() if group}


def _digested(
    site: Site, articles: Sequence[Article], parse_cache: ParseCache
) -> list[tuple[Digested, ...]]:
    """Return the blocks of each page; what a source block states is digested, too."""
    found: dict[str, tuple[Digested, ...]] = site.memo.setdefault(_DIGESTED, {})
    wanted = []
    for article in articles:
        if article.digest not in found:
            known = parse_cache.get(f"blocks {article.digest}", _BLOCKS)
            if known is None:
                wanted.append(article)
            else:
                found[article.digest] = known
    is_large = any(len(article.body) > LARGE for article in wanted)
    for article, data in zip(wanted, in_parts(_find_blocks, wanted, is_large), strict=True):
        parse_cache.put_encoded(f"blocks {article.digest}", data)
        found[article.digest] = _BLOCKS.decode(data)
    return [found[article.digest] for article in articles]


def _find_blocks(articles: Sequence[Article]) -> list[bytes]:
    """Return the blocks of each page, encoded: processes exchange bytes much quicker."""
    return [
        _BLOCKS.encode(
            tuple(_digest(page_blocks(article), None if article.is_translation else article.lang))
        )
        for article in articles
    ]


def _digest(blocks: Iterable[Block], source_lang: str | None) -> Iterator[Digested]:
    for block in blocks:
        marks = marks_digest(block.text, source_lang) if source_lang else ""
        yield Digested(block, block_digest(block), marks)
