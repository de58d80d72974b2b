"""Proposes rows that would answer searches without a result, and what each would change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kbgen.learning.engine import Asked, FoundAnswer, SearchRunner
from kbgen.learning.grouping import Group, telling_words
from kbgen.learning.judged import Effect, JudgedQuery, Places, effect
from kbgen.model.fact import Term
from kbgen.output.search.text import stems_of, usual_words

_FEWEST_LETTERS = 3
_SPELLINGS = 3
_NEAR = 3


@dataclass(frozen=True)
class ProposedRow:
    """A row to add: customers' words for a term (`also`), or keywords of a page."""

    term: str
    page: str
    """The id of the term or of the page; the other is ""."""
    lang: str
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        return "also" if self.term else "keywords"


@dataclass(frozen=True)
class Proposal:
    """A row for a group of searches, the answer that they would find by it, and what it changes."""

    group: Group
    row: ProposedRow
    answer: FoundAnswer
    is_found: bool = False
    """Whether the group finds this answer among its first five then."""
    effect: Effect = field(default_factory=Effect)


@dataclass(frozen=True)
class Learned:
    """What searches teach: proposals; groups that find something now; those that are like nothing.

    Groups beyond the limit are in `waiting`.
    """

    proposals: tuple[Proposal, ...]
    answered: tuple[Group, ...]
    unlike: tuple[Group, ...]
    waiting: tuple[Group, ...] = ()


Index = Callable[[ProposedRow | None], Mapping[str, bytes]]
"""Makes the files of the index, with a row added."""


@dataclass
class Learner:
    """Learns from searches. `index` makes the index with a row; `most` rows are tried."""

    runner: SearchRunner
    index: Index
    terms: Sequence[Term]
    judged: Sequence[JudgedQuery]
    most: int

    def learn(self, groups: Iterable[Group]) -> Learned:
        answered: list[Group] = []
        unlike: list[Group] = []
        waiting: list[Group] = []
        proposals: list[Proposal] = []
        before = self._places() if self.judged else {}
        for group in groups:
            asked = [self.runner.ask(group.lang, text) for text in group.spellings[:_SPELLINGS]]
            if all(one.results for one in asked):
                answered.append(group)
            elif len(proposals) >= self.most:
                waiting.append(group)
            elif found := next(self._proposals(group, asked), None):
                proposals.append(self._tried(found, before))
            else:
                unlike.append(group)
        return Learned(tuple(proposals), tuple(answered), tuple(unlike), tuple(waiting))

    def _places(self) -> Places:
        return {
            one: self.runner.ask(one.lang, one.query).place(one.answers, one.lang)
            for one in self.judged
        }

    def _proposals(self, group: Group, asked: Sequence[Asked]) -> Iterator[Proposal]:
        """Yield what may be added, the likeliest first."""
        unknown = self._unknown(group)
        words = unknown or (" ".join(telling_words(group.query, group.lang)),)
        own = (answer for answer in self._meant(group, asked) if answer.lang == group.lang)
        for answer in own:
            term = self._term(answer, group.lang)
            page = answer.id.partition("#")[0]
            row = ProposedRow(term, "" if term else page, group.lang, words)
            yield Proposal(group, row, answer)

    def _unknown(self, group: Group) -> tuple[str, ...]:
        """Return the words of a group that find nothing, in its most frequent spellings."""
        found = dict.fromkeys(
            word
            for spelling in group.spellings[:_SPELLINGS]
            for word in telling_words(spelling, group.lang)
            if len(word) >= _FEWEST_LETTERS and not self.runner.ask(group.lang, word).results
        )
        return tuple(found)

    def _meant(self, group: Group, asked: Sequence[Asked]) -> Iterator[FoundAnswer]:
        """Yield the answers that a group may mean: found by another spelling, or near to one."""
        yield from (one.results[0] for one in asked if one.results)
        known = [
            word
            for word in telling_words(group.query, group.lang)
            if self.runner.ask(group.lang, word).results
        ]
        if known:
            yield from self.runner.ask(group.lang, " ".join(known)).results[:_NEAR]
        for one in asked:
            yield from one.close[:_NEAR]

    def _term(self, answer: FoundAnswer, lang: str) -> str:
        """Return the id of the term that the title of an answer names."""
        title = {stem for word in usual_words(answer.name, lang) for stem in stems_of(word, lang)}
        for term in self.terms:
            for form in term.words.get(lang, ()):
                words = usual_words(form, lang)
                if words and all(title & stems_of(word, lang) for word in words):
                    return term.id
        return ""

    def _tried(self, proposal: Proposal, before: Places) -> Proposal:
        """Return a proposal with what it changes."""
        group, answer = proposal.group, proposal.answer
        self.runner.put(self.index(proposal.row))
        place = self.runner.ask(group.lang, group.query).place([answer.id], answer.lang)
        after = self._places() if self.judged else {}
        self.runner.put(self.index(None))
        is_found = place is not None and place < 5  # as judged queries are
        return replace(proposal, is_found=is_found, effect=effect(before, after))
