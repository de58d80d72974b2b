"""The answers of a site as data, one for each section, for chatbots, scripts and templates.

An answer is a section of a page, from one `##` to the next. The part before the first `##` is the
page's own answer, its lead. `answers_schema.py` makes a schema of the models below.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from io import BytesIO
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from kbgen.facts.all import has_same_unit, type_of
from kbgen.facts.changes import words_by_period
from kbgen.markdown.sections import ContentSection, Put, absolute, replace_facts
from kbgen.markdown.text import text_of, without_isolates
from kbgen.model.article import Article
from kbgen.model.days import Use, by_period, day_after
from kbgen.model.fact import Branch
from kbgen.model.front_matter import PageMeta, references
from kbgen.model.markup import Node, Tag, serialize
from kbgen.model.period import Period
from kbgen.model.quantity import Quantity
from kbgen.model.site import Site
from kbgen.model.uses import fill_uses, find_uses
from kbgen.resolve.sameness import confirmed_texts, is_proven


class Form(BaseModel):
    """Base of the models of answers; the text below a field is its description in the schema."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        defer_build=True,
    )


class Range(Form):
    """A range of numbers, both included."""

    min: int | float
    max: int | float


class Value(Form):
    """A quantity as data; `value` is independent of the language, unless it is a text."""

    value: int | float | str | Range
    """A number, or an ISO 8601 date, a time (HH:MM), opening hours as OpenStreetMap writes them,
    an E.164 phone or WhatsApp number, an e-mail or web address, or the words of a text."""
    unit: str | None = None
    """The unit of a duration: second, minute, hour, day, working day, week, month or year."""
    currency: str | None = None
    """The currency of an amount of money (ISO 4217)."""


class _Dated(Form):
    valid_from: date | None = None
    """The first day on which it is valid, at its place; absent if there is none."""
    valid_until: date | None = None
    """The last day on which it is valid; absent if there is none."""


class _Named(Form):
    id: str
    """Its id in the ledger."""
    type: str
    """{types}."""
    words: str
    """Its words as customers read them, without markup."""


class LaterValue(_Dated, Value):
    """A later value of a fact, which is announced; `valid_from` is its first day."""

    words: str
    reason: str | None = None


class AnswerFact(_Dated, Value, _Named):
    """A fact in an answer, with its value for the whole company today, and its days."""

    next: tuple[LaterValue, ...] | None = None
    """The values that follow it, by day; absent if none is announced."""


class NextChange(Form):
    """The next day on which an answer changes by itself."""

    valid_from: date
    """The first day on which it says something else."""
    facts: tuple[str, ...]
    """The ids of its facts that change on this day; none if it is no longer shown."""


class _Placed(Form):
    fact: str
    region: str | None = None
    """ISO 3166-1 code; it applies to every branch there that has no difference of its own."""
    branch: str | None = None
    words: str


class AnswerDifference(_Dated, Value, _Placed):
    """The value in one region or branch; either `region` or `branch` is set.

    A place may have several differences on different days. On other days a branch has the value
    of its region, and a region has the value of the fact itself.
    """

    reason: str | None = None


class Body(Form):
    text: str
    """The text, one line for each paragraph, list item or table row; tabs between cells.

    In right-to-left text, parts that are read from left to right are between FSI and PDI (U+2068,
    U+2069), as in every other text of this file."""
    html: str
    """The HTML of the page; addresses are like `url`: absolute, or relative to the site's root."""


class Sameness(Form):
    """How it is known that an answer says the same in all languages."""

    state: Literal["proven", "settled"]
    """proven: kbgen has found no difference. settled: what it could not decide, a person has."""
    by: str | None = None
    """The person who compared the answer last, as the record of translations names them."""
    on: date | None = None
    """The day on which that was."""


class Answer(_Dated):
    """One section of a page, with the days on which it says what it says today.

    It begins with its page, or with the value of a fact in it that changed last; it ends with
    them.
    """

    id: str
    """Page and heading, "faq/refunds#refund-time", or the page; equal in every language."""
    kind: str
    """The kind of its page by the first folder: faq, policy …; "page" for all others."""
    question: str
    """The heading, or the page's title."""
    answer: Body
    facts: tuple[AnswerFact, ...]
    """The facts in it, in reading order."""
    differences: tuple[AnswerDifference, ...]
    languages: tuple[str, ...]
    """The languages in which it exists, in the order of mkdocs.yml."""
    fallback_from: str | None = None
    """Its language if that is not the file's language."""
    stale: Literal[True] | None = None
    """Set if a part of it is in the language of its source, which promises something else since it
    was translated; in `html` the element of the part has `lang`. The facts hold today."""
    sameness: Sameness | None = None
    """How it is known that it says the same in all languages; absent where that is not known,
    because the site does not `prove` it, or because a translation is missing, outdated or in doubt.
    """
    url: str
    reviewed: date | None = None
    effective: date | None = None
    next: NextChange | None = None
    """What changes after `valid_until`; quote the answer no longer than until then."""
    hash: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """SHA-256 of the canonical JSON of {facts, text}: sorted keys, no spaces, UTF-8."""


class Answers(Form):
    """api/answers.json: every answer in one language."""

    schema_: Annotated[Literal["kbgen/answers/1"], Field(alias="schema")] = "kbgen/answers/1"
    language: str
    generated_from: str
    """The name of the site."""
    answers: tuple[Answer, ...]
    """All answers, sorted by id."""


class BranchFact(AnswerFact):
    """A fact at one branch, in a period in which it differs from the company's value.

    One that will differ, as is announced, is listed before that, too, with its `next` values.
    """

    company: str
    """The words of the company's value."""
    reason: str | None = None


class BranchAnswer(_Dated):
    """An answer that differs at one branch, in a period."""

    id: str
    question: str
    answer: Body | None = None
    """The answer at the branch; absent if the words around a bare number would be wrong there."""
    facts: tuple[str, ...]
    """The ids of its facts that differ."""
    hash: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """As in answers.json, for the branch's values; of the facts alone if there is no text."""


class BranchAnswers(Form):
    """api/branches/<branch>.json: what differs at one branch."""

    schema_: Annotated[Literal["kbgen/branch-answers/1"], Field(alias="schema")] = (
        "kbgen/branch-answers/1"
    )
    language: str
    generated_from: str
    branch: str
    name: str
    region: str
    timezone: str | None = None
    """The IANA time zone of its days."""
    facts: tuple[BranchFact, ...]
    """Sorted by id, then by day; also facts that no answer quotes."""
    answers: tuple[BranchAnswer, ...]
    """Sorted by id, then by day."""


@dataclass(frozen=True)
class BuiltPage:
    """A page as readers of one language see it; `path` is its address below the site's root.

    `sections` are its lead and the section of each heading, with addresses as published.
    """

    article: Article
    meta: PageMeta
    title: str
    path: str
    sections: Sequence[ContentSection]


@dataclass(frozen=True)
class Passage:
    """One section of a built page."""

    page: BuiltPage
    section: ContentSection
    facts: tuple[str, ...]

    @property
    def id(self) -> str:
        anchor = self.section.anchor
        return f"{self.page.article.id}#{anchor}" if anchor else self.page.article.id

    @property
    def lang(self) -> str:
        return self.page.article.lang

    @property
    def question(self) -> str:
        return self.section.title if self.section.anchor else self.page.title


@dataclass(frozen=True)
class FactFormatter:
    """Functions that format facts for readers.

    words(lang, fact, branch, region, number_only) returns plain text, shown(lang, fact, branch)
    also with announced later values; nodes(lang, fact, branch, number_only, may_link) returns HTML;
    isolate(lang, text) isolates mixed direction in plain text.
    """

    words: Callable[[str, str, str | None, str | None, bool], str]
    shown: Callable[[str, str, str | None], str]
    nodes: Callable[[str, str, str, bool, bool], Sequence[Node]]
    isolate: Callable[[str, str], str]


@dataclass(frozen=True)
class LocalizedSite:
    """A site in one language; `formatter_for` makes the formatter for the site on a day."""

    site: Site
    lang: str
    name: str
    base: str  # site_url, or ""
    formatter_for: Callable[[Site], FactFormatter]

    @cached_property
    def formatter(self) -> FactFormatter:
        return self.formatter_for(self.site)

    def on(self, site: Site) -> LocalizedSite:
        """Return the localized site on another day."""
        day = site.settings.today
        if day == self.site.settings.today:
            return self
        if day not in self._days:
            self._days[day] = replace(self, site=site)
        return self._days[day]

    @cached_property
    def _days(self) -> dict[date, LocalizedSite]:
        return {}


def sections_of(site: Site, page: BuiltPage) -> list[Passage]:
    """Return every section of a page that has text or facts."""
    found = (
        Passage(page, section, tuple(fact for fact in _facts(page, section) if fact in site.facts))
        for section in page.sections
    )
    return [passage for passage in found if passage.section.html.strip() or passage.facts]


@dataclass(frozen=True)
class Fragment:
    """An answer in a file: its id and its JSON in UTF-8."""

    id: str
    json: bytes


class AnswerExporter:
    """Makes the answers of a language, section by section, and the files of them."""

    def __init__(self, edition: LocalizedSite) -> None:
        self.edition = edition
        self._differing: dict[tuple[str, str], set[str]] = {}

    def differing(self, lang: str, branch: str) -> set[str]:
        """Return the facts that differ at a branch on any day."""
        key = lang, branch
        if key not in self._differing:
            site = self.edition.site
            self._differing[key] = {
                fact.id
                for fact in site.facts.values()
                if fact.may_differ and any(_branch_facts(self.edition, lang, fact.id, branch))
            }
        return self._differing[key]

    def answer(self, passage: Passage) -> Fragment:
        return Fragment(passage.id, _json(_answer(self._edition_of(passage), passage)).encode())

    def _edition_of(self, passage: Passage) -> LocalizedSite:
        return self.edition.on(self.edition.site.at(passage.page.article.id))

    def branch_answers(self, passage: Passage) -> Iterator[tuple[str, Fragment]]:
        """Yield (branch, answer) for each branch and period in which the section differs."""
        for branch in self.edition.site.branches:
            differing = self.differing(passage.lang, branch).intersection(passage.facts)
            own = self._edition_of(passage)
            for answer in _branch_answers(own, passage, branch, sorted(differing)):
                yield branch, Fragment(passage.id, _json(answer).encode())

    def answers(self, fragments: Iterable[Fragment]) -> bytes:
        """Return api/answers.json."""
        edition = self.edition
        form = Answers(language=edition.lang, generated_from=edition.name, answers=())
        return _with_answers(form, fragments)

    def branch_facts(self, branch: Branch) -> BranchAnswers:
        """Return the differences at a branch, without its answers."""
        edition = self.edition
        facts = sorted(self.differing(edition.lang, branch.id))
        return BranchAnswers(
            language=edition.lang,
            generated_from=edition.name,
            branch=branch.id,
            name=_in_words(edition, edition.lang, branch.name) or branch.id,
            region=branch.region,
            timezone=edition.site.timezone(branch.id) or None,
            facts=tuple(
                passage
                for fact in facts
                for passage in _branch_facts(edition, edition.lang, fact, branch.id)
            ),
            answers=(),
        )

    def branch(self, facts: BranchAnswers, fragments: Iterable[Fragment]) -> bytes:
        """Return api/branches/<branch>.json."""
        return _with_answers(facts, fragments)


def _json(form: BaseModel) -> str:
    return form.model_dump_json(indent=1, by_alias=True, exclude_none=True)


def _with_answers(form: Answers | BranchAnswers, fragments: Iterable[Fragment]) -> bytes:
    """Return the file in UTF-8, with answers sorted by id; equal content gives equal bytes."""
    whole = _json(form)
    ordered = sorted(fragments, key=lambda fragment: fragment.id)
    if not ordered:
        return f"{whole}\n".encode()
    # A large site has tens of megabytes of answers: write them one by one, without a copy of all.
    file = BytesIO()
    file.write(whole.removesuffix("[]\n}").encode())
    for number, fragment in enumerate(ordered):
        # A line break in JSON is never part of a text, so that it can be indented.
        text = fragment.json.replace(b"\n", b"\n  ")
        file.write((b",\n  " if number else b"[\n  ") + text)
    file.write(b"\n ]\n}\n")
    return file.getvalue()


def _facts(page: BuiltPage, section: ContentSection) -> list[str]:
    """Return the facts in a section; the lead also has the facts of the front matter."""
    found = section.facts
    if not section.anchor:
        named = [fact for _, what, fact in references(page.meta) if what == "fact"]
        in_title = [use.id for use in page.article.uses if use.field == "title"]
        found = [*in_title, *named, *found]
    return list(dict.fromkeys(found))


def _answer(edition: LocalizedSite, passage: Passage) -> Answer:
    page = passage.page
    body = Body(text=passage.section.text, html=passage.section.html.strip())
    facts = tuple(_answer_fact(edition, passage.lang, fact) for fact in passage.facts)
    return Answer(
        id=passage.id,
        kind=page.article.kind,
        question=passage.question,
        answer=body,
        facts=facts,
        differences=tuple(d for f in facts for d in _differences(edition, passage.lang, f.id)),
        languages=_languages(edition.site, page.article, passage.section.anchor),
        fallback_from=passage.lang if passage.lang != edition.lang else None,
        stale=passage.section.has_source_text or None,
        sameness=_sameness(edition, passage),
        url=_url(edition, passage),
        reviewed=page.meta.reviewed,
        effective=page.meta.in_force,
        **_validity(edition.site.source_of(page.article.id) or page.article, facts),
        hash=_hash(body.text, facts),
    )


def _validity(source: Article, facts: Sequence[AnswerFact]) -> dict[str, Any]:
    """Return the days on which an answer says what it says today, and what changes after them."""
    begun = [day for day in (source.first_day, *(fact.valid_from for fact in facts)) if day]
    ends = [day for day in (source.last_day, *(fact.valid_until for fact in facts)) if day]
    last = min(ends, default=None)
    after = day_after(last)
    changed = tuple(fact.id for fact in facts if fact.valid_until and fact.valid_until == last)
    return {
        "valid_from": max(begun, default=None),
        "valid_until": last,
        "next": NextChange(valid_from=after, facts=changed) if after else None,
    }


def _sameness(edition: LocalizedSite, passage: Passage) -> Sameness | None:
    """Return how sameness is known; the source's answer is settled where any translation's is."""
    site, page = edition.site, passage.page.article.id
    if not is_proven(site, page):
        return None
    source = site.sources[page].lang
    confirmed = [
        one
        for one in confirmed_texts(site).get(page, ())
        if one.section == passage.section.anchor and edition.lang in (one.lang, source)
    ]
    if not confirmed:
        return Sameness(state="proven")
    return Sameness(state="settled", by=confirmed[-1].by, on=confirmed[-1].on)


def _url(edition: LocalizedSite, passage: Passage) -> str:
    anchor = f"#{quote(passage.section.anchor)}" if passage.section.anchor else ""
    return f"{edition.base}{quote(passage.page.path)}{anchor}"


def _languages(site: Site, article: Article, anchor: str) -> tuple[str, ...]:
    """Return the languages in which the section exists."""
    return tuple(
        lang
        for lang in site.settings.langs
        if (other := site.articles.get((lang, article.id)))
        and not site.is_draft(other)
        and (lang == article.lang or not anchor or anchor in {h.id for h in other.headings})
    )


def _hash(text: str | None, facts: Sequence[AnswerFact]) -> str:
    passage = [fact.model_dump(mode="json", exclude_none=True) for fact in facts]
    data = {"facts": passage} if text is None else {"text": text, "facts": passage}
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _answer_fact(
    edition: LocalizedSite, lang: str, fact_id: str, branch: str | None = None
) -> AnswerFact:
    words = edition.formatter.words(lang, fact_id, branch, None, False)
    value = edition.site.value(fact_id, branch)
    now, *later = words_by_period(edition.site, lang, fact_id, branch)
    return AnswerFact(
        id=fact_id,
        type=value.type,
        words=words,
        valid_from=now.starts,
        valid_until=now.ends,
        next=tuple(_later(edition, lang, (fact_id, branch, None), p) for p in later) or None,
        **fact_data(value, words),
    )


def _later(edition: LocalizedSite, lang: str, use: Use, period: Period[str]) -> LaterValue:
    day = period.starts or edition.site.settings.today
    there = edition.on(edition.site.on(day))
    value, words = _raw_words(there, lang, *use)
    return LaterValue(
        valid_from=period.starts,
        valid_until=period.ends,
        words=words,
        reason=_reason(there, lang, use),
        **fact_data(value, words),
    )


def fact_data(value: Quantity, words: str) -> Mapping[str, Any]:
    """Return a quantity as the fields of `Value`."""
    return type_of(value).to_data(value, without_isolates(words))


_D = TypeVar("_D", bound=_Dated)


def _by_day(
    edition: LocalizedSite, uses: Iterable[Use], make: Callable[[LocalizedSite], _D | None]
) -> Iterator[_D]:
    """Yield the results of `make` for each period from today on, with its days."""
    for period in by_period(edition.site, uses, lambda there: make(edition.on(there))):
        if period.value is not None:
            days = {"valid_from": period.starts, "valid_until": period.ends}
            yield period.value.model_copy(update=days)


def _differences(edition: LocalizedSite, lang: str, fact_id: str) -> Iterator[AnswerDifference]:
    """Yield the differences of regions, then those of branches from their regions."""
    site = edition.site
    if not site.facts[fact_id].may_differ:
        return
    company: Use = (fact_id, None, None)
    for region in site.regions():
        yield from _place_differences(edition, lang, (fact_id, None, region), company)
    for id_, branch in sorted(site.branches.items()):
        yield from _place_differences(
            edition, lang, (fact_id, id_, None), (fact_id, None, branch.region)
        )


def _place_differences(
    edition: LocalizedSite, lang: str, here: Use, usual: Use
) -> Iterator[AnswerDifference]:
    fact_id, branch, region = here

    def passage(own: LocalizedSite) -> AnswerDifference | None:
        value, words = _raw_words(own, lang, *here)
        if (value, words) == _raw_words(own, lang, *usual):
            return None
        return AnswerDifference(
            fact=fact_id,
            region=region,
            branch=branch,
            words=words,
            reason=_reason(own, lang, here),
            **fact_data(value, words),
        )

    return _by_day(edition, [here, usual], passage)


def _raw_words(
    edition: LocalizedSite,
    lang: str,
    fact_id: str,
    branch: str | None = None,
    region: str | None = None,
) -> tuple[Quantity, str]:
    value = edition.site.value(fact_id, branch, region)
    return value, edition.formatter.words(lang, fact_id, branch, region, False)


def _reason(edition: LocalizedSite, lang: str, use: Use) -> str | None:
    return _in_words(edition, lang, edition.site.periods(*use)[0].reason)


def _in_words(edition: LocalizedSite, lang: str, words: Mapping[str, str]) -> str | None:
    own = edition.site.own_words(lang, words)
    return edition.formatter.isolate(lang, own) if own else None


def _differs(edition: LocalizedSite, lang: str, fact_id: str, branch: str) -> bool:
    """Tell whether a branch has another value, or will have one, as is announced."""
    shown = edition.formatter.shown
    is_same = shown(lang, fact_id, branch) == shown(lang, fact_id, None)
    return not is_same or edition.site.value(fact_id, branch) != edition.site.value(fact_id)


def _at_branch(fact_ids: Iterable[str], branch: str) -> list[Use]:
    """Return the values on which a branch's differences depend: its own and the company's."""
    return [(fact_id, where, None) for fact_id in fact_ids for where in (branch, None)]


def _branch_facts(
    edition: LocalizedSite, lang: str, fact_id: str, branch: str
) -> Iterator[BranchFact]:
    """Yield a fact at a branch for each period in which it differs from the company's value."""

    def passage(own: LocalizedSite) -> BranchFact | None:
        if not _differs(own, lang, fact_id, branch):
            return None
        return BranchFact(
            **_answer_fact(own, lang, fact_id, branch).model_dump(),
            company=_raw_words(own, lang, fact_id)[1],
            reason=_reason(own, lang, (fact_id, branch, None)),
        )

    return _by_day(edition, _at_branch([fact_id], branch), passage)


def _branch_answers(
    edition: LocalizedSite, passage: Passage, branch: str, differing: Sequence[str]
) -> Iterator[BranchAnswer]:
    """Yield a section at a branch for each period in which it differs."""

    def answer(own: LocalizedSite) -> BranchAnswer | None:
        now = {fact for fact in differing if _differs(own, passage.lang, fact, branch)}
        return _branch_answer(own, passage, branch, now) if now else None

    return _by_day(edition, _at_branch(differing, branch), answer) if differing else iter(())


def _branch_answer(
    edition: LocalizedSite, passage: Passage, branch: str, differing: set[str]
) -> BranchAnswer:
    put = _values_at(edition, passage, branch, differing)
    heading = replace_facts(passage.section.heading_nodes, passage.lang, put)
    nodes = replace_facts(passage.section.nodes, passage.lang, put)
    body = None if nodes is None else Body(text=text_of(nodes), html=serialize(nodes).strip())
    facts = [_answer_fact(edition, passage.lang, fact, branch) for fact in passage.facts]
    return BranchAnswer(
        id=passage.id,
        question=text_of(heading) if heading else _title(edition, passage, branch),
        answer=body,
        facts=tuple(fact for fact in passage.facts if fact in differing),
        hash=_hash(body.text if body else None, facts),
    )


def _title(edition: LocalizedSite, passage: Passage, branch: str) -> str:
    title = passage.page.article.meta.title
    if (
        passage.section.anchor
        or not title
        or not any(u.id in passage.facts for u in find_uses(title))
    ):
        return passage.question

    def words(fact_id: str, name: str | None) -> str:
        if fact_id not in edition.site.facts:
            return f"{{{{ {fact_id} }}}}"
        return edition.formatter.words(passage.lang, fact_id, branch, None, name == "number")

    return edition.formatter.isolate(passage.lang, fill_uses(title, words))


def _values_at(edition: LocalizedSite, passage: Passage, branch: str, differing: set[str]) -> Put:
    """Return a function that replaces the company's values by a branch's, where they fit."""
    formatter = edition.formatter

    def put(lang: str, tag: Tag, inner: Sequence[Node]) -> Sequence[Node] | None:
        fact_id, number_only = tag.get("data-fact"), tag.get("data-as") == "number"
        if fact_id not in differing:
            return inner
        if number_only and not fits_at_branch(edition.site, branch, fact_id):
            return None
        may_link = any(isinstance(node, Tag) and node.name == "a" for node in inner)
        value = formatter.nodes(lang, fact_id, branch, number_only, may_link)
        return absolute(value, passage.page.path, edition.base)

    return put


def fits_at_branch(site: Site, branch: str, fact_id: str) -> bool:
    """Tell whether a branch's bare number fits the words around the company's."""
    return has_same_unit(site.value(fact_id), site.value(fact_id, branch))
