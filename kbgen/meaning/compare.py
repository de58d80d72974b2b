"""Compares a block with its translation: what the one states and the other does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kbgen.languages.language import language
from kbgen.languages.marks import sentence_ends
from kbgen.meaning.amounts import CURRENCY, ORDINAL, SHARE
from kbgen.meaning.balance import NOT, Alone, Balance, Exchange, compared_alone, is_thing
from kbgen.meaning.coverage import are_found
from kbgen.meaning.equivalence import LIKELY, NAMED, exchanged, unmatched
from kbgen.meaning.extract import mentions_in, without_mentions
from kbgen.meaning.inflection import find_word
from kbgen.meaning.latin import exchanged_words
from kbgen.meaning.logic import fold
from kbgen.meaning.mention import Mention
from kbgen.meaning.pairs import Thing, are_paired_alike, exchanged_pairs, may_be_exchanged
from kbgen.meaning.places import Names, as_named_in
from kbgen.meaning.prose import UNKNOWN
from kbgen.meaning.sequence import JOINTS, MARKERS, OrderedText, reversed_things
from kbgen.meaning.statements import Statement, keys_of, place_of, statements_in
from kbgen.model.meaning import Group, Meaning, Verdict

ALIKE = frozenset({"phone", "email", "url"})
"""The kinds of meaning that are written alike in every language, and stand for one thing."""


class BlockText(NamedTuple):
    """The text of a block in a language; markup is blanked, so that offsets count in the block."""

    text: str
    lang: str
    names: Names = ()
    """What the site calls its places in this language, each with an id."""


class Words(NamedTuple):
    """Words of a block that state something."""

    key: str
    """What they state: a key of the tables (not, must, before …), or a meaning ("5 day")."""
    text: str
    start: int
    end: int


class Opposed(NamedTuple):
    """Two terms of a site that say the contrary, each with its words by language."""

    one: Mapping[str, tuple[str, ...]]
    other: Mapping[str, tuple[str, ...]]


class Mismatch(NamedTuple):
    """What a block states otherwise than its source; one of both sides may state nothing of it."""

    group: Group
    verdict: Verdict
    source: Words | None
    translation: Words | None


_GROUP_OF_KIND: dict[str, Group] = {
    **dict.fromkeys(("date", "time", "weekday", "month", "day", "part"), "days"),
    "ordinal": "order",
    **dict.fromkeys(("year", *NAMED, "code", "email", "phone", "url"), "names"),
}
"""Kind of a meaning → group; the others are amounts."""

_NAMED = frozenset(("place", "language", "weekday", "part", "day"))
"""Kinds of meaning that a translation may add for clearness: the UAE's National Day."""
_DOUBTFUL = ("scope", "states")
"""Groups whose words have so many meanings that an exchange is a doubt.

Of such findings over translations that people made, native readers found one in ten real.
"""
_LONGEST = 16
"""The most words of a sentence that is short."""


def differences(
    source: BlockText,
    translation: BlockText,
    others: Sequence[BlockText] = (),
    opposites: Sequence[Opposed] = (),
) -> list[Mismatch]:
    """Return what a translation states otherwise than its source, contradictions first.

    `others` are the same block in other languages: what they state alike weighs more. `opposites`
    are the site's own.
    """
    one, other = _read(*source), _read(*translation)
    comparable = _comparable(one, other)
    found = [*_of_mentions(*comparable), *_of_statements(one, other, others)]
    found += _of_terms(one, other, opposites)
    found += _of_latin(one, other)
    found += _of_order(*comparable) if not found else []
    return sorted(found, key=lambda difference: difference.verdict)


class _Read(NamedTuple):
    """What a block states."""

    block: BlockText
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    sentences: tuple[tuple[str, ...], ...]
    """What each sentence states."""

    @property
    def is_short(self) -> bool:
        """Tell whether it is one short sentence, whose words can be paired without doubt."""
        return len(self.sentences) == 1 and len(self.block.text.split()) <= _LONGEST

    @property
    def keys(self) -> list[str]:
        return [one.key for one in self.statements]

    @property
    def several(self) -> list[Thing]:
        """Return the things of those kinds of which the block states several."""
        compared = may_be_exchanged((*(one.meaning for one in self.mentions), *self.keys))
        return self._things(compared) if compared else []

    @property
    def in_order(self) -> OrderedText:
        """Return the things of the block with the words that tell their order."""
        things = self._things({*self.keys})
        things.sort(key=lambda thing: thing.start)
        lang = self.block.lang
        return OrderedText(
            self.block.text,
            [one for one in things if isinstance(one.stated, str) and is_thing(one.stated)],
            [one for one in things if one.stated in MARKERS | JOINTS],
            language(lang).opposites.postpositions,
        )

    def _things(self, compared: Container[Meaning | str]) -> list[Thing]:
        plain = _without_certain(self.block.text, self.mentions)
        return [
            *(
                Thing(one.meaning, one.start, one.end, one.certainty == "certain")
                for one in self.mentions
                if one.meaning in compared
            ),
            *(
                Thing(one.key, *place_of(one, plain, self.block.lang))
                for one in self.statements
                if one.key in compared
            ),
        ]

    def words(self, key: str) -> Words:
        """Return the words that state something, the last if there are several."""
        one = next(one for one in reversed(self.statements) if one.key == key)
        plain = _without_certain(self.block.text, self.mentions)
        return self.words_in(key, *place_of(one, plain, self.block.lang))

    def words_of(self, mention: Mention) -> Words:
        return self.words_in(str(mention.meaning), mention.start, mention.end)

    def term(self, words: Mapping[str, tuple[str, ...]]) -> Words | None:
        """Return where a term of the site stands, in any inflection."""
        for word in words.get(self.block.lang, ()):
            for match in find_word(word, self.block.lang, self.block.text):
                return self.words_in(word, *match.span())
        return None

    def words_in(self, stated: Meaning | str, start: int, end: int) -> Words:
        return Words(str(stated), self.block.text[start:end], start, end)


def _comparable(one: _Read, other: _Read) -> list[_Read]:
    """Return two blocks with the mentions that would be found in the languages of both."""
    langs = one.block.lang, other.block.lang
    return [
        read._replace(
            mentions=tuple(
                as_named_in(another.block.lang, mention, another.block.names)
                for mention in read.mentions
                if are_found(mention.meaning.kind, langs)
            )
        )
        for read, another in ((one, other), (other, one))
    ]


_SENTENCE_END = re.compile(rf"[{sentence_ends()}](?=\s|$)")


@lru_cache(maxsize=8192)
def _read(text: str, lang: str, names: Names = ()) -> _Read:
    mentions = mentions_in(text, lang, names)
    plain = _without_certain(text, mentions)
    statements = tuple(statements_in(plain, lang))
    sentences = tuple(_by_sentence(statements, fold(plain, lang)))
    return _Read(BlockText(text, lang, names), mentions, statements, sentences)


def _by_sentence(statements: Sequence[Statement], folded: str) -> Iterator[tuple[str, ...]]:
    """Yield what each sentence states; the places of statements are those in the folded text."""
    ends = [match.end() for match in _SENTENCE_END.finditer(folded)]
    for start, end in pairwise((0, *ends, len(folded))):
        if folded[start:end].strip():
            yield tuple(one.key for one in statements if start <= one.start < end)


def _of_mentions(one: _Read, other: _Read) -> Iterator[Mismatch]:
    left, come = unmatched(one.mentions, other.mentions)
    by_kind = [_taken(come, one.meaning.kind, lambda m: m.meaning.kind) for one in left]
    for mention, same in zip(left, by_kind, strict=True):
        is_amount = same is None and _group(mention) == "amounts"
        instead = _taken(come, "amounts", _group) if is_amount else same
        new = other.words_of(instead) if instead else None
        is_sure = (
            _is_sure(mention, same) if same else instead is not None or _is_clear(mention, one)
        )
        verdict: Verdict = "contradiction" if is_sure else "doubt"
        yield Mismatch(_group(mention), verdict, one.words_of(mention), new)
    for mention in come:
        is_sure = mention.meaning.kind not in _NAMED and _is_clear(mention, other)
        verdict = "contradiction" if is_sure else "doubt"
        yield Mismatch(_group(mention), verdict, None, other.words_of(mention))


def _of_latin(one: _Read, other: _Read) -> Iterator[Mismatch]:
    """Yield the name in Latin letters that stands in the place of another."""
    texts = (_without_certain(read.block.text, read.mentions) for read in (one, other))
    if pair := exchanged_words(*texts):
        (word, *place), (instead, *other_place) = pair
        source, translation = one.words_in(word, *place), other.words_in(instead, *other_place)
        # Other names may be abbreviated, or be names of other letters: Ctrl, GPL.
        are_codes = word.isupper() and instead.isupper() and min(len(word), len(instead)) > 3
        is_sure = are_codes or len(word) == len(instead)
        yield Mismatch("names", "contradiction" if is_sure else "doubt", source, translation)


def _of_order(one: _Read, other: _Read) -> Iterator[Mismatch]:
    """Yield what both texts state, but in another order or of another thing."""
    are_sentences = len(one.sentences) == len(other.sentences) == 1
    found = exchanged_pairs(one.several, other.several, of_states=are_sentences)
    if not found and not MARKERS.isdisjoint(one.keys) and not MARKERS.isdisjoint(other.keys):
        found = reversed_things(one.in_order, other.in_order)
    if found:
        source, translation = found.source, found.translation
        is_sure = isinstance(source.stated, Meaning)
        group = _group_of(source.stated) if isinstance(source.stated, Meaning) else "order"
        yield Mismatch(
            group,
            "contradiction" if is_sure else "doubt",
            one.words_in(source.stated, source.start, source.end),
            other.words_in(translation.stated, translation.start, translation.end),
        )
    elif not are_paired_alike(one.several, other.several) and (
        pair := exchanged(_without_labels(one), _without_labels(other))
    ):
        yield Mismatch(_group(pair[0]), "doubt", one.words_of(pair[0]), other.words_of(pair[1]))


def _taken(come: list[Mention], name: str, name_of: Callable[[Mention], str]) -> Mention | None:
    """Take the first mention of a name away, and return it."""
    place = next((n for n, one in enumerate(come) if name_of(one) == name), None)
    return None if place is None else come.pop(place)


def _without_labels(read: _Read) -> list[Mention]:
    """Return the mentions but numbers after a label: of "article 12 of law 15" any may be first."""
    text = read.block.text
    return [
        one
        for one in read.mentions
        if one.meaning.kind != ORDINAL
        or text[one.start : one.start + 1].isdigit()
        or not text[one.end - 1 : one.end].isdigit()
    ]


def _is_sure(one: Mention, other: Mention) -> bool:
    """Tell whether one of two mentions is certain, or the units of both are."""
    is_number = one.meaning.value == other.meaning.value == UNKNOWN
    is_currency = one.meaning.kind == other.meaning.kind == CURRENCY
    return is_number or is_currency or "certain" in (one.certainty, other.certainty)


def _is_clear(mention: Mention, read: _Read) -> bool:
    """Tell whether a text that lacks a mention surely says something else.

    "More than one" and "several" are two, "halve" and "second" are words of many meanings.
    """
    kind, value, unit = mention.meaning.kind, mention.meaning.value, mention.meaning.unit
    is_word = not read.block.text[mention.start : mention.start + 1].isdigit()
    return kind != ORDINAL and unit != SHARE and not (is_word and (value, unit) == ("2", ""))


def _without_certain(text: str, mentions: Iterable[Mention]) -> str:
    """Return a text without what it states for certain: a word that may count states more."""
    text = text.replace(UNKNOWN, " ")
    certain = [one for one in mentions if one.certainty == "certain"]
    certain = [one for one in certain if not one.meaning.value.endswith(LIKELY)]
    for one, other in pairwise(certain):
        # The word in "seven or eight days" is left out where a language writes "seven, eight".
        is_near = text[one.end : other.start].count(" ") < 3
        if is_near and _is_vague_range(one.meaning, other.meaning):
            text = f"{text[: one.end]}{' ' * (other.start - one.end)}{text[other.start :]}"
    return without_mentions(text, certain)


def _is_vague_range(one: Meaning, other: Meaning) -> bool:
    """Tell whether two amounts are a number and the next: seven or eight days."""
    is_alike = (one.kind, one.unit) == (other.kind, other.unit)
    is_number = one.value.isdecimal() and len(one.value) < 9
    return is_alike and is_number and other.value == str(int(one.value) + 1)


def _group(mention: Mention) -> Group:
    return _group_of(mention.meaning)


def _group_of(meaning: Meaning) -> Group:
    return _GROUP_OF_KIND.get(meaning.kind, "amounts")


def _of_statements(one: _Read, other: _Read, others: Sequence[BlockText]) -> Iterator[Mismatch]:
    """Yield the statements that differ: first those in the place of others, then those alone."""
    known = keys_of(one.block.lang), keys_of(other.block.lang)
    balance = Balance(one.keys, other.keys)
    for change in balance.exchanges(known):
        if not _is_in_one_sentence(change, one, other):
            continue
        is_once = balance.stated[0][change.source] == balance.stated[1][change.translation] == 1
        is_firm = not change.is_loose and change.group not in _DOUBTFUL
        is_sure = is_once and is_firm and one.is_short and other.is_short
        yield Mismatch(
            change.group,
            "contradiction" if is_sure else "doubt",
            one.words(change.source),
            other.words(change.translation),
        )
    left, come = balance.rest
    for key, alone in compared_alone().items():
        is_uneven = key == NOT or left[key] > 0 or come[key] > 0
        if is_uneven and all(key in keys for keys in known):
            yield from _of_key(key, alone, balance, one, other, others)


def _of_key(
    key: str,
    alone: Alone,
    balance: Balance,
    one: _Read,
    other: _Read,
    others: Sequence[BlockText],
) -> Iterator[Mismatch]:
    """Yield what one of both texts alone states by a key; negations of short ones are counted."""
    left, come = (rest[key] > 0 for rest in balance.rest)
    are_short = one.is_short and other.is_short
    is_counted = key == NOT and are_short
    if key == NOT and NOT in one.keys and NOT in other.keys and not are_short:
        left, come = _denies_more(one, other), _denies_more(other, one)
        is_counted = left or come
    # A language without words for the key says nothing of it.
    has_words = [_has(key, block) for block in others if key in keys_of(block.lang)]
    is_additional = len(has_words) < 2 or not all(has_words)
    if left and (is_counted or key not in other.keys):
        if alone.is_weak:
            is_missed = len(has_words) > 1 and all(has_words)
        else:
            is_missed = (are_short or not alone.is_short) and (len(has_words) < 2 or any(has_words))
        if is_missed:
            yield Mismatch(alone.group, "doubt", one.words(key), None)
    elif alone.is_weak or alone.is_short:
        return
    elif come and is_additional and (is_counted or key not in one.keys):
        yield Mismatch(alone.group, "doubt", None, other.words(key))


def _has(key: str, block: BlockText) -> bool:
    return key in _read(*block).keys


def _denies_more(one: _Read, other: _Read) -> bool:
    """Tell whether a text denies more often, and in a sentence that the other text affirms."""
    if len(one.sentences) != len(other.sentences):
        return False
    if one.keys.count(NOT) <= other.keys.count(NOT):
        return False
    for ours, theirs in zip(one.sentences, other.sentences, strict=True):
        if NOT in ours and NOT not in theirs:
            balance = Balance(ours, theirs)
            balance.exchanges((keys_of(one.block.lang), keys_of(other.block.lang)))
            if balance.rest[0][NOT] > 0:
                return True
    return False


def _is_in_one_sentence(change: Exchange, one: _Read, other: _Read) -> bool:
    """Tell whether what was exchanged stands in the same sentence, where they can be paired."""
    return len(one.sentences) == len(other.sentences) and any(
        change.source in a and change.translation in b
        for a, b in zip(one.sentences, other.sentences, strict=True)
    )


def _of_terms(one: _Read, other: _Read, opposites: Sequence[Opposed]) -> Iterator[Mismatch]:
    """Yield the terms in place of their opposites, unless one of both is denied."""
    if (NOT in one.keys) != (NOT in other.keys):
        return
    verdict: Verdict = "contradiction" if one.is_short and other.is_short else "doubt"
    for pair in opposites:
        for term, opposite in (pair, pair[::-1]):
            here, there = one.term(term), other.term(opposite)
            if here and there and not one.term(opposite) and not other.term(term):
                yield Mismatch("states", verdict, here, there)
