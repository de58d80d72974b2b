"""Finds texts that stand in two places of one language, although their sources differ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby, pairwise
from math import log
from typing import NamedTuple
from zlib import crc32

from kbgen.languages.marks import marks
from kbgen.model.article import Article
from kbgen.model.site import Site
from kbgen.model.translation import Block
from kbgen.system.codec import Codec
from kbgen.system.parallel import LARGE, in_parts
from kbgen.system.parse_cache import ParseCache
from kbgen.translations.blocks import CATALOG, data_blocks, page_blocks
from kbgen.translations.normal import KEYWORDS

_MEMO = ("kbgen.translations.repeats",)
_TITLE = "title"
_FEWEST, _FEWEST_NEAR, _FEWEST_HEADING = 6, 12, 3
"""The fewest words of a text that is looked for on other pages, in any form, or in another one."""
_MOST = 12
"""The most places of one text that are compared; more are phrases that all pages share."""
_ALIKE_SOURCES, _NEAR_SOURCES, _ALIKE_TEXTS = 0.6, 0.4, 0.8
"""From which share of equal words on texts are alike; and sources of texts that are only alike."""
_SHARED_KEYWORDS = 0.7


class Fingerprint(NamedTuple):
    """The digests of a block's words: of all, of the first half and of the second.

    They are 32 bits long, and only tell which texts are worth a comparison.
    """

    section: str
    name: str
    kind: str
    number: int
    words: int
    whole: int
    first: int
    second: int


class Repeat(NamedTuple):
    """A text that stands in the place of another one: its place, and the place it belongs to."""

    lang: str
    block: Block
    other: Block


class _PrintPlace(NamedTuple):
    page: str
    fingerprint: Fingerprint

    @property
    def key(self) -> _Key:
        """Return its place without the kind, by which the source's is found."""
        one = self.fingerprint
        return self.page, one.section, one.name, one.number


_Key = tuple[str, str, str, int]
"""Page, section, name and number of a block."""
_Known = dict[str, Mapping[tuple[_Key, bool], Block]]
"""Path → the blocks of pages of which some were compared."""
_PRINTS: Codec[tuple[Fingerprint, ...]] = Codec(tuple[Fingerprint, ...])


def repeats_of(site: Site, parse_cache: ParseCache | None = None) -> Sequence[Repeat]:
    """Return the repeated texts of all translations, computed once for each site."""
    if _MEMO not in site.memo:
        site.memo[_MEMO] = _find_repeats(site, parse_cache or ParseCache())
    found: Sequence[Repeat] = site.memo[_MEMO]
    return found


def _find_repeats(site: Site, parse_cache: ParseCache) -> list[Repeat]:
    is_translated = any(article.is_translation for article in site.articles.values())
    prints = _fingerprints(site, parse_cache) if is_translated else {}
    found: list[Repeat] = []
    for lang in site.locales:
        pages = {
            id_: _PagePair(
                site.articles[of, id_], source, prints[of, id_], prints[source.lang, id_]
            )
            for (of, id_) in prints
            if of == lang and (source := site.source_of(id_)) and source.lang != lang
            if (source.lang, id_) in prints
        }
        found += _in_pages(lang, pages)
        if lang != site.default:
            found += _in_data(site, lang)
    return found


class _PagePair(NamedTuple):
    """A page in two languages, with the fingerprints of its blocks."""

    article: Article
    source: Article
    ours: Sequence[Fingerprint]
    theirs: Sequence[Fingerprint]

    def sections(self) -> set[str]:
        """Return the sections whose blocks are pairs: of the same kinds, in the same order."""
        kinds = [_kinds(prints) for prints in (self.ours, self.theirs)]
        return {id_ for id_, own in kinds[0].items() if kinds[1].get(id_) == own}


def _kinds(prints: Sequence[Fingerprint]) -> dict[str, list[str]]:
    body = (one for one in prints if one.kind != "field")
    return {id_: [one.kind for one in of] for id_, of in groupby(body, key=lambda p: p.section)}


def _in_pages(lang: str, pages: Mapping[str, _PagePair]) -> Iterator[Repeat]:
    by_digest: dict[tuple[str, int], list[_PrintPlace]] = defaultdict(list)
    for id_, page in pages.items():
        for one in page.ours:
            for group in _groups(id_, one):
                by_digest[group].append(_PrintPlace(id_, one))
    sources: dict[str, dict[tuple[str, str, int], int]] = {}
    seen = set()
    known: _Known = {}
    for places in by_digest.values():
        if not 1 < len(places) <= _MOST:
            continue
        differ = {_source_digest(pages[one.page], one, sources) for one in places}
        if len(differ) < 2:
            continue
        for number, place in enumerate(places):
            for other in places[number + 1 :]:
                pair = place.key, other.key
                if pair not in seen and (repeat := _compare(lang, pages, place, other, known)):
                    yield repeat
                seen.add(pair)
    yield from _of_keywords(lang, pages)


def _groups(page: str, one: Fingerprint) -> Iterator[tuple[str, int]]:
    """Yield by what a text is found again: in its page or section if it is short."""
    if one.name == KEYWORDS or not one.words:
        return
    if one.name == _TITLE:
        yield _TITLE, one.whole
    elif one.kind == "heading":
        yield (f"heading {page}", one.whole)
        if one.words >= _FEWEST_HEADING:
            yield "heading", one.whole
    else:
        yield (f"{page}#{one.section}", one.whole)
        if one.words >= _FEWEST:
            yield "", one.whole
        if one.words >= _FEWEST_NEAR:
            yield "first", one.first
            yield "second", one.second


def _source_digest(
    page: _PagePair, one: _PrintPlace, known: dict[str, dict[tuple[str, str, int], int]]
) -> int | None:
    """Return the digest of the source at the same place."""
    if one.page not in known:
        known[one.page] = {(p.section, p.name, p.number): p.whole for p in page.theirs}
    return known[one.page].get(one.key[1:])


def _compare(
    lang: str,
    pages: Mapping[str, _PagePair],
    one: _PrintPlace,
    other: _PrintPlace,
    known: _Known,
) -> Repeat | None:
    """Return which of two equal texts is in the wrong place, unless their sources are alike."""
    here, there = (_texts(pages[place.page], place, known) for place in (one, other))
    if here is None or there is None:
        return None
    (own, source), (own_other, source_other) = here, there
    if not _is_like(own.text, own_other.text, _ALIKE_TEXTS):
        return None
    is_same = words_of(own.text) == words_of(own_other.text)
    if _is_like(source.text, source_other.text, _ALIKE_SOURCES if is_same else _NEAR_SOURCES):
        return None
    is_right = _fit(own, source) >= _fit(own_other, source_other)
    return Repeat(lang, own_other, own) if is_right else Repeat(lang, own, own_other)


def _texts(page: _PagePair, place: _PrintPlace, known: _Known) -> tuple[Block, Block] | None:
    """Return a block and its source; None if the section has another form than the source's."""
    if place.fingerprint.kind != "field" and place.fingerprint.section not in page.sections():
        return None
    is_heading = place.fingerprint.kind == "heading"
    own = _blocks(page.article, known).get((place.key, is_heading))
    source = _blocks(page.source, known).get((place.key, is_heading))
    return (own, source) if own and source else None


def _blocks(article: Article, known: _Known) -> Mapping[tuple[_Key, bool], Block]:
    """Return place and whether it is a heading → block."""
    if article.path not in known:
        known[article.path] = {
            ((article.id, one.section, one.name, one.number), one.kind == "heading"): one
            for one in page_blocks(article)
        }
    return known[article.path]


def _is_like(text: str, other: str, least: float) -> bool:
    words, others = words_of(text), words_of(other)
    if words == others:
        return True
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    return matcher.quick_ratio() >= least and matcher.ratio() >= least


def _fit(block: Block, source: Block) -> float:
    """Return how well a text fits its source by what is alike in all languages, and by length."""
    alike = [set(_ALIKE.findall(text)) for text in (block.text, source.text)]
    same = len(alike[0] & alike[1]) / len(alike[0] | alike[1]) if alike[0] | alike[1] else 1.0
    return same - 0.2 * abs(log((len(block.text) + 8) / (len(source.text) + 8)))


_ALIKE = re.compile(r"\{\{[^{}]*\}\}|\]\([^()]*\)|\d+|[A-Z][A-Za-z-]+")


def _of_keywords(lang: str, pages: Mapping[str, _PagePair]) -> Iterator[Repeat]:
    """Yield keywords most of which are those of another page."""
    keywords = {id_: _keywords(page.article) for id_, page in pages.items()}
    by_word: dict[str, list[str]] = defaultdict(list)
    for id_, words in keywords.items():
        for word in words:
            by_word[word].append(id_)
    for id_, words in keywords.items():
        near = [other for word in words for other in by_word[word] if len(by_word[word]) <= _MOST]
        for other in sorted({other for other in near if other > id_}):
            shared = len(words & keywords[other])
            theirs = [_keywords(pages[one].source) for one in (id_, other)]
            least = min(len(words), len(keywords[other]))
            if least < 3 or shared < _SHARED_KEYWORDS * least:
                continue
            if len(theirs[0] & theirs[1]) >= 0.5 * shared:
                continue
            blocks = [_keyword_block(pages[one].article) for one in (id_, other)]
            yield Repeat(lang, blocks[0], blocks[1])


def _keywords(article: Article) -> frozenset[str]:
    return frozenset(word.casefold() for word in article.meta.keywords)


def _keyword_block(article: Article) -> Block:
    return Block(article.id, "", KEYWORDS, "field", ", ".join(article.meta.keywords))


def _in_data(site: Site, lang: str) -> Iterator[Repeat]:
    """Yield texts of data that two places share, and their sources do not."""
    sources = {_place(block): block for block in data_blocks(site, site.default)}
    by_text: dict[tuple[str, ...], list[Block]] = defaultdict(list)
    for block in data_blocks(site, lang):
        kind = block.name.split(".")[0]
        if block.page != CATALOG and _place(block) in sources:
            by_text[kind, block.text].append(block)
    for blocks in by_text.values():
        if not 1 < len(blocks) <= _MOST:
            continue
        for block, other in pairwise(blocks):
            own, there = sources[_place(block)], sources[_place(other)]
            if not _is_like(own.text, there.text, _ALIKE_TEXTS):
                yield Repeat(lang, other, block)


def _place(block: Block) -> tuple[str, str, str]:
    return block.page, block.section, block.name


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"\{{\{{[^{{}}]*\}}\}}|[\w{marks()}]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text, each fact one of them, without marks and markup."""
    return _word().findall(text.casefold())


def _fingerprints(
    site: Site, parse_cache: ParseCache
) -> Mapping[tuple[str, str], tuple[Fingerprint, ...]]:
    """Return (language, page) → the fingerprints of its blocks."""
    found, wanted = {}, []
    for key, article in site.articles.items():
        if article.is_broken:
            continue
        known = parse_cache.get(f"fingerprints {article.digest}", _PRINTS)
        if known is None:
            wanted.append(article)
        else:
            found[key] = known
    is_large = any(len(article.body) > LARGE for article in wanted)
    for article, data in zip(wanted, in_parts(_take_prints, wanted, is_large), strict=True):
        parse_cache.put_encoded(f"fingerprints {article.digest}", data)
        found[article.lang, article.id] = _PRINTS.decode(data)
    return found


def _take_prints(articles: Sequence[Article]) -> list[bytes]:
    return [_PRINTS.encode(tuple(_prints(page_blocks(article)))) for article in articles]


def _prints(blocks: Iterable[Block]) -> Iterator[Fingerprint]:
    for block in blocks:
        words = words_of(block.text)
        half = len(words) // 2
        yield Fingerprint(
            *(block.section, block.name, block.kind, block.number, len(words)),
            *(_digest(words), _digest(words[:half]), _digest(words[half:])),
        )


def _digest(words: Sequence[str]) -> int:
    return crc32(" ".join(words).encode())
