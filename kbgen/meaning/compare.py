"""Compares a block with its translation: what the one states and the other does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from kbgen.languages.language import shared_opposites
from kbgen.languages.marks import sentence_ends
from kbgen.meaning.extract import extract, without_mentions
from kbgen.meaning.mention import Mention
from kbgen.meaning.statements import Statement, keys_of, place_of, statements_in
from kbgen.model.meaning import Meaning

Group = Literal[
    "amounts",
    "days",
    "order",
    "names",
    "limits",
    "relation",
    "polarity",
    "duty",
    "scope",
    "states",
]
Verdict = Literal["contradiction", "doubt"]


class BlockText(NamedTuple):
    """The text of a block in a language; markup is blanked, so that offsets count in the block."""

    text: str
    lang: str


class Words(NamedTuple):
    """Words of a block that state something."""

    key: str
    """What they state: a key of the tables (not, must, before …), or a meaning ("5 day")."""
    text: str
    start: int
    end: int


class Difference(NamedTuple):
    """What a block states otherwise than its source; one of both sides may state nothing of it."""

    group: Group
    verdict: Verdict
    source: Words | None
    translation: Words | None


_GROUP_OF_KIND: dict[str, Group] = {
    **dict.fromkeys(("date", "time", "weekday", "month", "day", "part", "hours"), "days"),
    "ordinal": "order",
    **dict.fromkeys(("year", "place", "code", "email", "phone", "url"), "names"),
}
"""Kind of a meaning → group; the others are amounts."""


_NOT = "not"
_LONGEST = 16
"""The most words of a sentence that is short."""


def differences(
    source: BlockText, translation: BlockText, others: Sequence[BlockText] = ()
) -> list[Difference]:
    """Return what a translation states otherwise than its source, contradictions first.

    `others` are the same block in other languages: what they state alike weighs more.
    """
    one, other = _read(*source), _read(*translation)
    found = [*_of_mentions(one, other), *_of_statements(one, other, others)]
    return sorted(found, key=lambda difference: difference.verdict)


class _Read(NamedTuple):
    """What a block states."""

    block: BlockText
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    sentences: tuple[frozenset[str], ...]
    """What each sentence states."""

    @property
    def is_short(self) -> bool:
        """Tell whether it is one short sentence, whose words can be paired without doubt."""
        return len(self.sentences) == 1 and len(self.block.text.split()) <= _LONGEST

    @property
    def counted(self) -> Counter[str]:
        return Counter(one.key for one in self.statements)

    def words(self, key: str) -> Words:
        """Return the words that state something, the last if there are several."""
        one = next(one for one in reversed(self.statements) if one.key == key)
        return self._words(
            key, *place_of(one, without_mentions(self.block.text, self.mentions), self.block.lang)
        )

    def words_of(self, mention: Mention) -> Words:
        return self._words(str(mention.meaning), mention.start, mention.end)

    def _words(self, key: str, start: int, end: int) -> Words:
        return Words(key, self.block.text[start:end], start, end)


_SENTENCE_END = re.compile(rf"[{sentence_ends()}](?=\s|$)")


@lru_cache(maxsize=8192)
def _read(text: str, lang: str) -> _Read:
    mentions = tuple(extract(text, lang))
    plain = without_mentions(text, mentions)
    sentences = [part for part in _SENTENCE_END.split(plain) if part.strip()]
    keys = (frozenset(one.key for one in statements_in(part, lang)) for part in sentences)
    statements = tuple(statements_in(plain, lang))
    return _Read(BlockText(text, lang), mentions, statements, tuple(keys))


def _of_mentions(one: _Read, other: _Read) -> Iterator[Difference]:
    left, come = (
        _without(a.mentions, Counter(mention.meaning for mention in b.mentions))
        for a, b in ((one, other), (other, one))
    )
    for mention in left:
        same_kind = (n for n, m in enumerate(come) if m.meaning.kind == mention.meaning.kind)
        place = next(same_kind, None)
        new = None if place is None else other.words_of(come.pop(place))
        yield Difference(_group(mention), "contradiction", one.words_of(mention), new)
    for mention in come:
        yield Difference(_group(mention), "contradiction", None, other.words_of(mention))


def _without(mentions: Iterable[Mention], stated: Counter[Meaning]) -> list[Mention]:
    left = []
    for mention in mentions:
        if stated[mention.meaning] > 0:
            stated[mention.meaning] -= 1
        else:
            left.append(mention)
    return left


def _group(mention: Mention) -> Group:
    return _GROUP_OF_KIND.get(mention.meaning.kind, "amounts")


def _of_statements(one: _Read, other: _Read, others: Sequence[BlockText]) -> Iterator[Difference]:
    """Yield the statements that differ: first those in the place of others, then those alone."""
    stated, answered = one.counted, other.counted
    if stated == answered:
        return
    left, come = stated - answered, answered - stated
    known = keys_of(one.block.lang), keys_of(other.block.lang)
    exchanged = list(_exchanged(stated, answered, left, come, known))
    for _, key, instead in exchanged:
        del left[key], come[instead]
    exchanged = [pair for pair in exchanged if not _is_denied(left, come)]
    _remove_equal(stated, answered, left, come)
    for exchange, key, instead in exchanged:
        if not _is_in_one_sentence(key, instead, one, other):
            continue
        is_aligned = (
            not exchange.is_loose
            and stated[key] == answered[instead] == 1
            and one.is_short
            and other.is_short
        )
        verdict: Verdict = "contradiction" if is_aligned else "doubt"
        yield Difference(exchange.group, verdict, one.words(key), other.words(instead))
    jury = [_read(*block).counted for block in others]
    for key, group in _present().items():
        is_weak = key in _weak()
        for side, rest, opposite in ((one, left, answered), (other, come, stated)):
            if rest[key] <= 0 or opposite[key] or not all(key in words for words in known):
                continue
            agreeing = sum(bool(counts[key]) == (side is one) for counts in jury)
            if agreeing < max(2, len(jury)) if is_weak else len(jury) > 1 and not agreeing:
                continue
            words = side.words(key)
            yield Difference(
                group,
                "doubt",
                words if side is one else None,
                words if side is other else None,
            )


def _is_denied(left: Counter[str], come: Counter[str]) -> bool:
    """Tell whether a negation makes up for an opposite, and take it away: "not closed" is open."""
    for rest in (left, come):
        if rest[_NOT] > 0:
            rest[_NOT] -= 1
            return True
    return False


class _Exchange(NamedTuple):
    """Keys that may not stand in the place of others."""

    group: Group
    sides: tuple[frozenset[str], ...]
    is_loose: bool


@cache
def _exchanges() -> tuple[_Exchange, ...]:
    table = shared_opposites()
    return tuple(
        _Exchange(group, tuple(frozenset(side.split()) for side in line.split("/")), is_loose)
        for lines, is_loose in ((table.opposites, False), (table.doubtful, True))
        for group, of_group in lines.items()
        for line in of_group
    )


def _exchanged(
    stated: Counter[str],
    answered: Counter[str],
    left: Counter[str],
    come: Counter[str],
    known: tuple[frozenset[str], frozenset[str]],
) -> Iterator[tuple[_Exchange, str, str]]:
    """Yield pairs of keys: of the source, and of the translation in its place."""
    left, come = +left, +come
    for exchange in _exchanges():
        for side in exchange.sides:
            gone = next((key for key in side if left[key]), None)
            if gone is None or any(answered[key] for key in side) or not side & known[1]:
                continue
            for another in exchange.sides:
                if another is side or any(stated[key] for key in another) or not another & known[0]:
                    continue
                instead = next((key for key in another if come[key]), None)
                if instead is not None:
                    yield exchange, gone, instead
                    del left[gone], come[instead]
                    break


def _is_in_one_sentence(key: str, instead: str, one: _Read, other: _Read) -> bool:
    """Tell whether both stand in the same sentence, if the sentences can be paired."""
    return len(one.sentences) == len(other.sentences) and any(
        key in a and instead in b for a, b in zip(one.sentences, other.sentences, strict=True)
    )


@cache
def _present() -> dict[str, Group]:
    table = shared_opposites()
    return {
        key: group
        for keys in (table.present, table.weak)
        for group, of_group in keys.items()
        for key in of_group.split()
    }


@cache
def _weak() -> frozenset[str]:
    return frozenset(key for keys in shared_opposites().weak.values() for key in keys.split())


@cache
def _equal() -> tuple[tuple[Counter[str], Counter[str]], ...]:
    table = shared_opposites()
    rows = [*table.equal, *((_NOT, key) for key in table.denying.split())]
    return tuple((Counter(one.split()), Counter(other.split())) for one, other, *_ in rows)


def _remove_equal(
    stated: Counter[str], answered: Counter[str], left: Counter[str], come: Counter[str]
) -> None:
    """Take away what both state in other words, by the table."""
    for row in _equal():
        for one, other in (row, row[::-1]):
            gone, new = one - other, other - one
            while one <= stated and other <= answered and gone <= left and new <= come:
                left.subtract(gone)
                come.subtract(new)
