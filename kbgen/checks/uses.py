"""Checks that facts and links stand in the blocks and cells in which the source has them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from kbgen.checks.doubts import compare_parts, compare_sections
from kbgen.checks.mends import other_fact, other_target
from kbgen.checks.use_words import FACT, LINK, WORDS, UseWords
from kbgen.model.article import Article
from kbgen.model.finding import Edit, Finding, Span, error, warning
from kbgen.model.findings import DOUBT, OTHER_BLOCKS
from kbgen.model.message import Message, msg, quoted
from kbgen.model.quantity import Quantity
from kbgen.model.translation import Block
from kbgen.translations.differences import form_difference
from kbgen.translations.parts import (
    Part,
    PartPair,
    SectionPair,
    SectionParts,
    page_parts,
    section_pairs,
)

_FIELDS = ("title", "description", "text")
_PROSE = frozenset(("paragraph", "heading", "caption", "term"))
"""Kinds of block from which a sentence may move to the next one of its kind."""
_REST = -1
"""The number of the part for what stands in none: the definitions of links."""


class Used(NamedTuple):
    """A fact or a link that a text uses."""

    code: str
    """By which a difference is reported."""
    name: str
    """The id of the fact, or where the link leads."""
    span: Span
    part: int = _REST
    """The number of the part in which it stands."""
    filter: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.code, self.name

    @property
    def words(self) -> UseWords:
        return WORDS[self.code]


@dataclass(frozen=True)
class _BothUses:
    """What the parts of two sections use, by the numbers of the parts."""

    page: Article
    source: Article
    ours: Sequence[Used]
    theirs: Sequence[Used]

    def differences(self) -> tuple[dict[int, list[Used]], dict[int, list[Used]]]:
        """Return part → what only the translation uses there, and what only the source does."""
        additional: dict[int, list[Used]] = defaultdict(list)
        missing: dict[int, list[Used]] = defaultdict(list)
        left = Counter((use.part, use.key) for use in self.ours)
        for use in self.theirs:
            if left[use.part, use.key]:
                left[use.part, use.key] -= 1
            else:
                missing[use.part].append(use)
        left = Counter((use.part, use.key) for use in self.theirs)
        for use in self.ours:
            if left[use.part, use.key]:
                left[use.part, use.key] -= 1
            else:
                additional[use.part].append(use)
        return additional, missing


def check_uses(
    page: Article,
    source: Article | None,
    versions: Sequence[Article],
    has_ledger: bool,
    values: Mapping[str, Sequence[Quantity]],
) -> Iterator[Finding]:
    """KB403 facts, KB427 links or pictures, in other blocks or cells than in the source.

    KB412 two facts of a type, or two links, in another order within a block.
    """
    if source is None:
        return
    codes = {FACT, LINK} if has_ledger else {LINK}
    others = [version for version in versions if version.lang not in (page.lang, source.lang)]
    ours, theirs = _used(page, codes), _used(source, codes)
    for field in _FIELDS:
        own, there = ([use._replace(part=0) for use in uses[field]] for uses in (ours, theirs))
        fields = _BothUses(page, source, own, there)
        orders = partial(_field_orders, others, field)
        found = [*_of_parts(fields, page.where(field), None)]
        doubts = _of_order(fields, values, orders) if field != "text" else ()
        for finding in found or doubts:
            yield _comparing_fields(finding, page, source, field)
    for pair in section_pairs(page, source):
        own = [*_within(ours[""], page, pair.translation)]
        there = [*_within(theirs[""], source, pair.source)]
        place = page.place(*[pair.translation.section.start] * 2)
        if pair.is_alike:
            compared = _BothUses(page, source, own, there)
            found = [*_of_parts(compared, place, pair)]
            orders = partial(_orders, others, codes, source, pair.source.id)
            for finding in found or _of_order(compared, values, orders):
                is_doubt = finding.code in (DOUBT, OTHER_BLOCKS)
                sides = compare_sections(page, source, pair) if is_doubt else None
                yield replace(finding, compared=sides)
        else:
            yield from _of_parts(_without_unpaired(page, source, pair, own, there), place, None)


def _comparing_fields(finding: Finding, page: Article, source: Article, field: str) -> Finding:
    """Add the texts of a field to a doubt about it, so that a person can settle it."""
    if finding.code != DOUBT:
        return finding
    both = PartPair(page_parts(page).fields[field], page_parts(source).fields[field])
    return replace(finding, compared=compare_parts(page, source, both))


def used_in(article: Article, parts: SectionParts) -> Counter[tuple[str, str]]:
    """Return how often a section uses each fact and each link."""
    return Counter(use.key for use in _within(_used(article, {FACT, LINK})[""], article, parts))


def _used(article: Article, codes: set[str]) -> defaultdict[str, list[Used]]:
    """Return field → what it uses; "" is the body, in which it is in order."""
    found: defaultdict[str, list[Used]] = defaultdict(list)
    if FACT in codes:
        for use in article.uses:
            found[use.field].append(Used(FACT, use.id, use.span, _REST, use.filter))
    for link in article.links:
        target = f"{link.page or link.target}{'#' + link.anchor if link.anchor else ''}"
        found[""].append(Used(LINK, target, link.span))
    return found


def _within(uses: Sequence[Used], article: Article, parts: SectionParts) -> Iterator[Used]:
    """Yield what stands in a section, with the number of its part."""
    section = parts.section
    starts = [part.start for part in parts.parts]
    ends = [_end(part) for part in parts.parts]
    for use in uses:
        at = article.offset(use.span)
        if section.start <= at < section.end:
            number = bisect_right(starts, at) - 1
            yield use._replace(part=number if number >= 0 and at < ends[number] else _REST)


def _end(part: Part) -> int:
    return part.start + len(part.text)


def _of_parts(compared: _BothUses, place: Span, pair: SectionPair | None) -> Iterator[Finding]:
    """Yield what differs in each part, and once what has only changed places between them.

    `pair` is None if the parts are not pairs.
    """
    additional, missing = compared.differences()
    if not additional and not missing:
        return
    extra = [use for uses in additional.values() for use in uses]
    lacking = [use for uses in missing.values() for use in uses]
    if pair and sorted(u.key for u in extra) == sorted(u.key for u in lacking):
        yield _moved(additional, missing, pair)
        return
    numbers = [n for n in dict.fromkeys((*additional, *missing)) if n in additional or n in missing]
    for number in sorted(numbers):
        at = place
        if pair and number >= 0:
            part = pair.translation.parts[number]
            at = part.place(compared.page, 0, max(len(part.text.rstrip()), 1))
        yield from _of_part(compared, additional[number], missing[number], at)


def _of_part(
    compared: _BothUses, additional: Sequence[Used], missing: Sequence[Used], place: Span
) -> Iterator[Finding]:
    """Yield one finding for the facts of a part, else for its links."""
    for code in (FACT, LINK):
        extra = [use for use in additional if use.code == code]
        lacking = [use for use in missing if use.code == code]
        if not extra and not lacking:
            continue
        names, wanted = ([*dict.fromkeys(u.name for u in uses)] for uses in (extra, lacking))
        if len(names) > 1 or len(wanted) > 1:
            words = WORDS[code]
            if not lacking:
                what = words.all_additional.filled(path=compared.source.path, names=_joined(names))
                yield error(code, extra[0].span, what, msg("take them out, or use them there"))
            elif not extra:
                what = words.all_missing.filled(names=_joined(wanted), place=str(lacking[0].span))
                yield error(code, place, what, msg("write what the source says here"))
            else:
                what = msg(
                    "%(names)s stand here, and %(others)s in %(place)s",
                    names=_joined(names),
                    others=_joined(wanted),
                    place=str(lacking[0].span),
                )
                yield error(code, extra[0].span, what, words.use_those)
        elif extra:
            use = extra[0]
            mend = _mend(compared, use, lacking)
            what = use.words.additional.filled(name=use.name, path=compared.source.path)
            hint = msg("take it out, or use it there")
            if lacking and mend and code == LINK:
                hint = msg("write %(text)s, as it is there", text=mend.new)
                if _is_same_page(use.name, lacking[0].name):
                    what = msg(
                        "the address '%(name)s' leads all readers to the page in one language; the "
                        "path of the file leads them to the one in their own",
                        name=use.name,
                    )
            elif lacking:
                hint = msg("there it is '%(name)s'", name=lacking[0].name)
            yield error(code, use.span, what, hint, mend)
        else:
            use = lacking[0]
            what = use.words.missing.filled(name=use.name, place=str(use.span))
            yield error(code, place, what, use.words.write.filled(name=use.name))
        return


def _is_same_page(address: str, target: str) -> bool:
    """Tell whether a web address ends as the id of a page does."""
    path = urlsplit(address).path.strip("/").removesuffix(".html")
    page_id = target.partition("#")[0].removesuffix("/index")
    return "://" in address and f"/{path}".endswith(f"/{page_id}")


def _mend(compared: _BothUses, use: Used, lacking: Sequence[Used]) -> Edit | None:
    """Return the edit that puts what the source uses in the place of a use."""
    if not lacking:
        return None
    if use.code == FACT:
        return other_fact(compared.page, use.span, lacking[0].name)
    return other_target(compared.page, use.span, compared.source, lacking[0].span)


def _joined(names: Sequence[str]) -> Message:
    """Return names in quotes, with "and" between each two."""
    joined, *others = map(quoted, names)
    for name in others:
        joined = msg("%(names)s and %(last)s", names=joined, last=name)
    return joined


def _moved(
    additional: Mapping[int, list[Used]], missing: Mapping[int, list[Used]], pair: SectionPair
) -> Finding:
    """Return a finding about what stands in another block or cell of the section."""
    first = min(additional)
    use = additional[first][0]
    here = pair.translation.parts[first] if first >= 0 else None
    there = next(other for uses in missing.values() for other in uses if other.key == use.key)
    kinds = {pair.translation.parts[n].block.kind for n in (*additional, *missing) if n >= 0}
    is_exchange = any(additional.get(n) and missing.get(n) for n in additional)
    kind = "cell" if here and here.cell else here.block.kind if here else "text"
    what = use.words.moved[kind].filled(name=use.name, place=str(there.span))
    if kinds <= _PROSE and not is_exchange:
        return warning(OTHER_BLOCKS, use.span, what, msg("put it where the source has it"))
    code = FACT if any(u.code == FACT for uses in additional.values() for u in uses) else LINK
    return error(code, use.span, what, msg("put them where the source has them"))


def _without_unpaired(
    page: Article, source: Article, pair: SectionPair, ours: list[Used], theirs: list[Used]
) -> _BothUses:
    """Leave out what blocks bring that only one side has: these are reported themselves."""
    differ = form_difference(pair)
    own, own_alone = _divided(page, ours, differ.additional)
    there, there_alone = _divided(source, theirs, differ.missing)
    # What stands in such a block may have moved there from one that both sides have.
    missing = Counter(u.key for u in there) - Counter(u.key for u in own)
    extra = Counter(u.key for u in own) - Counter(u.key for u in there)
    return _BothUses(
        page, source, [*own, *_taken(own_alone, missing)], [*there, *_taken(there_alone, extra)]
    )


def _divided(
    article: Article, uses: Sequence[Used], alone: Sequence[Block]
) -> tuple[list[Used], list[Used]]:
    """Return what stands in blocks that both sides have, and in those that only this one has."""
    kept: list[Used] = []
    left: list[Used] = []
    for use in uses:
        at = article.offset(use.span)
        is_alone = any(block.start <= at < block.end for block in alone)
        (left if is_alone else kept).append(use._replace(part=_REST))
    return kept, left


def _taken(uses: Sequence[Used], wanted: Counter[tuple[str, str]]) -> Iterator[Used]:
    """Yield as many of the uses as are wanted."""
    left = Counter(wanted)
    for use in uses:
        if left[use.key] > 0:
            left[use.key] -= 1
            yield use


def _of_order(
    compared: _BothUses,
    values: Mapping[str, Sequence[Quantity]],
    orders_of: Callable[[int, str], Iterator[Sequence[str]]],
) -> Iterator[Finding]:
    """Yield doubts about facts of one type, or links, in another order than in the source.

    Where one more language has this order, there is none: sentences are built in several ways.
    """
    theirs = _sequences(compared.theirs, values)
    for place, uses in _sequences(compared.ours, values).items():
        there = theirs.get(place, [])
        names, wanted = [u.name for u in uses], [u.name for u in there]
        if names == wanted or sorted(names) != sorted(wanted):
            continue
        if any(_kept(order, names) == names for order in orders_of(place[0], place[1][0])):
            continue
        first = next(n for n, (a, b) in enumerate(zip(names, wanted, strict=True)) if a != b)
        what = uses[first].words.order.filled(
            place=str(there[first].span), name=names[first], other=wanted[first]
        )
        yield warning(DOUBT, uses[first].span, what, msg("look whether each has its own words"))


def _kept(order: Sequence[str], names: Sequence[str]) -> list[str]:
    return [name for name in order if name in names]


def _sequences(
    uses: Sequence[Used], values: Mapping[str, Sequence[Quantity]]
) -> dict[tuple[int, tuple[str, str]], list[Used]]:
    """Return part and (code, type) → what a part uses of it, in order, each thing once."""
    found: dict[tuple[int, tuple[str, str]], dict[str, Used]] = defaultdict(dict)
    for use in uses:
        type_ = values[use.name][0].type if use.code == FACT and use.name in values else ""
        if use.part >= 0:
            found[use.part, (use.code, type_)].setdefault(use.name, use)
    return {key: [*by_name.values()] for key, by_name in found.items() if len(by_name) > 1}


def _field_orders(
    others: Sequence[Article], field: str, part: int, code: str
) -> Iterator[Sequence[str]]:
    """Yield the order of facts in the same field in other languages."""
    for version in others:
        yield [use.name for use in _used(version, {code})[field] if use.part != part]


def _orders(
    others: Sequence[Article], codes: set[str], source: Article, section: str, part: int, code: str
) -> Iterator[Sequence[str]]:
    """Yield the order of facts or links in the same part in other languages."""
    for version in others:
        for pair in section_pairs(version, source):
            if pair.source.id == section and pair.is_alike:
                uses = _within(_used(version, codes)[""], version, pair.translation)
                yield [use.name for use in uses if use.part == part and use.code == code]
