"""Cached entries are data: they are read back unchanged, and entries of others count as missing."""

from __future__ import annotations

from datetime import UTC, date, time
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from kbgen.build.context import COPIES, PAGE_ARTIFACTS, PageArtifacts
from kbgen.build.language_renderer import PageBody
from kbgen.checks.rules import FINDINGS
from kbgen.facts.amount import Amount
from kbgen.facts.date import Day
from kbgen.facts.duration import UNITS, Duration
from kbgen.facts.email import Email
from kbgen.facts.money import Money
from kbgen.facts.number import Number
from kbgen.facts.percent import Percent
from kbgen.facts.text import Text
from kbgen.facts.time import Clock
from kbgen.facts.url import Url
from kbgen.kinds import KINDS, kind_of
from kbgen.kinds.policy import PolicyMeta
from kbgen.markdown.content import HeadingLink
from kbgen.model.article import Article, FactUse, Heading, Link
from kbgen.model.fact import Branch, Difference, Fact, Location, Term
from kbgen.model.finding import Finding, Severity, Span
from kbgen.model.html import Unsafe, UnsafeKind
from kbgen.model.message import Message, msg
from kbgen.model.quantity import Hours, Opening, Phone, Quantity, WhatsApp
from kbgen.output.answers import Fragment
from kbgen.output.feed import FeedEntry
from kbgen.output.page_output import PageOutput
from kbgen.output.search.page import PageWords
from kbgen.source.entries import BRANCH, CATALOG, GLOSSARY, GROUP, LEDGER, EntryGroup
from kbgen.system.codec import Codec
from kbgen.system.digest import canonical
from kbgen.views.page_parts import FaqAnswer, PageParts

# Texts of all kinds: Arabic letters, marks of direction, lone surrogates.
WORDS = st.text(max_size=20)
LANGS = ("en", "ur", "ar", "hi")
LANG = st.sampled_from(LANGS)
BY_LANG = st.dictionaries(LANG, WORDS, max_size=2)
PLACES = st.integers(1, 10_000)
SPANS = st.builds(Span, WORDS, PLACES, PLACES, PLACES)
SEVERITY = st.sampled_from(Severity)
ARGUMENTS = st.lists(st.tuples(WORDS, WORDS | st.integers(0, 9)), max_size=2).map(tuple)
MESSAGES = st.builds(Message, WORDS, ARGUMENTS, WORDS)
NESTED = st.builds(msg, WORDS, name=MESSAGES) | MESSAGES
FOUND = st.builds(Finding, WORDS, SEVERITY, SPANS, NESTED, NESTED)
FINDING_LISTS = st.lists(FOUND, max_size=3)
DAYS = st.dates()
MAYBE_DAYS = st.none() | DAYS
DATES = st.dates(date(1900, 1, 1), date(2199, 12, 31))
"""Those that front matter may have."""
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
AMOUNTS = st.builds(Amount, NUMBERS, NUMBERS)
TIMES = st.times()
SLOTS = st.lists(st.tuples(TIMES, TIMES), max_size=2).map(tuple)
OPENINGS = st.builds(Opening, st.lists(st.integers(0, 6), max_size=3).map(tuple), SLOTS)
HOURS = st.builds(Hours, st.lists(OPENINGS, max_size=2).map(tuple), WORDS)
PHONES = st.builds(Phone, WORDS, WORDS)
CHATS = st.builds(WhatsApp, WORDS, WORDS)
VALUES = st.one_of(
    st.builds(Duration, AMOUNTS, st.sampled_from(UNITS)),
    st.builds(Money, AMOUNTS, WORDS),
    st.builds(Percent, AMOUNTS),
    st.builds(Number, AMOUNTS),
    st.builds(Day, DAYS),
    st.builds(Clock, TIMES),
    HOURS,
    PHONES,
    CHATS,
    st.builds(Email, WORDS),
    st.builds(Url, WORDS),
    st.builds(Text, BY_LANG),
)


def several(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Difference, ...]]:
    days = (MAYBE_DAYS, MAYBE_DAYS, MAYBE_DAYS)
    differences = st.builds(Difference, values, SPANS, BY_LANG, *days)
    return st.lists(differences, min_size=1, max_size=2).map(tuple)


DIFFERENCES = st.dictionaries(WORDS, several(VALUES), max_size=2)
VARIES = st.frozensets(st.sampled_from(["region", "branch"]))


def fact(fact_id: str) -> st.SearchStrategy[Fact]:
    return st.builds(
        Fact,
        st.just(fact_id),
        VALUES,
        SPANS,
        st.just(()) | several(VALUES),
        VARIES,
        DIFFERENCES,
        DIFFERENCES,
        BY_LANG,
        MAYBE_DAYS,
    )


def ledgers() -> st.SearchStrategy[dict[str, Fact | None]]:
    ids = st.lists(WORDS, unique=True, max_size=3)
    return ids.flatmap(
        lambda found: st.fixed_dictionaries({id_: st.none() | fact(id_) for id_ in found})
    )


COORDINATES = st.floats(allow_nan=False)
BRANCHES = st.builds(
    Branch,
    st.just("riyadh"),
    BY_LANG,
    WORDS,
    st.builds(Span, st.just("content/branches/riyadh.yml"), PLACES, PLACES, PLACES),
    BY_LANG,
    st.none() | PHONES,
    st.none() | CHATS,
    st.none() | WORDS,
    several(HOURS),
    st.none() | WORDS,
    st.none() | st.builds(Location, COORDINATES, COORDINATES),
    WORDS,
    DIFFERENCES,
)
WORD_LISTS = st.dictionaries(LANG, st.lists(WORDS, max_size=2).map(tuple), max_size=2)
TERMS = st.fixed_dictionaries(
    {id_: st.builds(Term, st.just(id_), SPANS, WORD_LISTS, WORD_LISTS) for id_ in ("pin", "fee")}
)

# What YAML holds; dates anywhere, for Material's `date: {created: 2026-01-01}`.
YAML = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | WORDS | DAYS | COORDINATES,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=4,
)
LINE = st.text("aیहع ", min_size=1).filter(str.strip)
LINES = st.lists(LINE, max_size=2)
COMMON: dict[str, st.SearchStrategy[Any]] = {
    "title": LINE,
    "description": st.none() | LINE,
    "keywords": LINE | LINES,
    "source": LANG,
    "draft": st.booleans(),
    "imported": st.fixed_dictionaries({"file": LINE, "sha256": LINE}),
    "owner": LINE,
    "reviewed": DATES,
    "review_by": st.none() | DATES,
    "tags": LINES,
    "template": st.none() | LINE,
    **dict.fromkeys(("author", "authors", "boost", "date", "search", "social"), YAML),
}
QUESTION = {"id": st.just("how"), "type": st.sampled_from(["rating", "open"])}
OWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "standard": {"time": LINE, "if_missed": LINE},
    "faq": {"popular": LINES},
    "policy": {"effective": DATES, "version": LINE},
    "procedure": {"time": LINE},
    "survey": {
        "scale": st.sampled_from(["agreement", "own"]),
        "points": st.integers(3, 7),
        "questions": st.just([])
        | st.fixed_dictionaries(QUESTION, optional={"required": st.booleans()}).map(lambda q: [q]),
        "text": st.dictionaries(LINE, LINE, max_size=2),
    },
    "notice": {"starts": DATES, "ends": DATES, "severity": st.just("critical"), "pages": LINES},
}
IDS = ("index", "guides/start", *(f"{kind.folder}/x" for kind in KINDS if kind.folder))


@st.composite
def groups(draw: st.DrawFn) -> EntryGroup:
    page_id = draw(st.sampled_from(IDS))
    kind = kind_of(page_id)
    articles: list[Article] = []
    for lang in draw(st.lists(LANG, unique=True, max_size=3)):
        path, first = f"content/{lang}/{page_id}.md", draw(st.integers(1, 30))
        body = draw(st.text("a`ب\n", max_size=30))
        lines = st.integers(first, first + body.count("\n"))
        spans = st.builds(Span, st.just(path), lines, PLACES, PLACES)
        steps = st.lists(st.integers(0, 9) | WORDS, max_size=2).map(tuple)
        unsafe = st.builds(Unsafe, st.sampled_from(UnsafeKind), WORDS)
        headings = st.builds(
            Heading, st.integers(1, 6), WORDS, WORDS, st.booleans(), spans, MAYBE_DAYS
        )
        fields = draw(st.fixed_dictionaries({}, optional={**COMMON, **OWN.get(kind.name, {})}))
        article = Article(
            page_id,
            lang,
            kind.name,
            path,
            kind.model.model_validate(fields),
            draw(WORDS),
            body,
            first,
            draw(st.sampled_from([body, body.replace("a", " ")])),
            draw(st.dictionaries(steps, spans, max_size=3)),
            draw(st.lists(headings, max_size=2).map(tuple)),
            draw(st.lists(st.builds(Link, WORDS, spans), max_size=2).map(tuple)),
            draw(st.lists(st.builds(FactUse, WORDS, WORDS, spans, WORDS), max_size=2).map(tuple)),
            draw(st.frozensets(WORDS, max_size=2)),
            draw(st.frozensets(WORDS, max_size=2)),
            draw(st.lists(st.tuples(unsafe, spans), max_size=2).map(tuple)),
            bool(articles),
            draw(st.booleans()),
            draw(WORDS),
        )
        articles.append(article)
    return EntryGroup(tuple(articles), tuple(draw(FINDING_LISTS)))


@given(groups())
def test_a_page_comes_back_as_it_was(group: EntryGroup) -> None:
    found = GROUP.decode(GROUP.encode(group))
    assert found == group
    for after, before in zip(found.articles, group.articles, strict=True):
        assert type(after.meta) is type(before.meta)
        assert after.meta.model_fields_set == before.meta.model_fields_set
        assert after.digest == before.digest
        assert canonical(after.meta) == canonical(before.meta)


ENTRIES = st.builds(FeedEntry, *[WORDS] * 5, updated=DAYS)
FRAGMENTS = st.builds(Fragment, WORDS, st.binary(max_size=9))
LEVELS = st.lists(st.tuples(st.integers(0, 3), WORDS), max_size=2).map(tuple)


@st.composite
def page_words(draw: st.DrawFn) -> PageWords:
    rows = draw(st.lists(st.tuples(WORDS, WORDS, LEVELS, WORDS), max_size=2))
    ids, titles, levels, texts = zip(*rows, strict=True) if rows else ((), (), (), ())
    return PageWords(draw(WORDS), draw(WORDS), ids, titles, levels, texts)


OUTPUTS = st.builds(
    PageOutput,
    st.lists(FRAGMENTS, max_size=2).map(tuple),
    st.lists(st.tuples(WORDS, FRAGMENTS), max_size=2).map(tuple),
    st.lists(ENTRIES, max_size=2).map(tuple),
)
LINKS = st.lists(st.builds(HeadingLink, WORDS, WORDS.map(Markup)), max_size=2).map(tuple)
HTML = WORDS.map(Markup)
QUESTIONS = st.lists(st.builds(FaqAnswer, WORDS, HTML, HTML), max_size=2).map(tuple)
PARTS = st.builds(PageParts, HTML, WORDS, HTML, HTML, HTML, QUESTIONS)
THINGS = st.dictionaries(WORDS, WORDS | st.integers(1, 9) | st.lists(WORDS, max_size=2), max_size=2)
BODIES = st.builds(PageBody, PARTS, LINKS, WORDS, st.lists(THINGS, max_size=2).map(tuple))
READ: dict[str, tuple[Codec[Any], st.SearchStrategy[Any]]] = {
    "a ledger": (LEDGER, st.tuples(st.none() | ledgers(), FINDING_LISTS)),
    "a branch": (BRANCH, st.tuples(st.none() | BRANCHES, FINDING_LISTS)),
    "a glossary": (GLOSSARY, st.tuples(st.none() | TERMS, FINDING_LISTS)),
    "a catalog": (CATALOG, st.tuples(st.binary(max_size=30), FINDING_LISTS)),
    "findings": (FINDINGS, FINDING_LISTS),
    "copies": (COPIES, st.dictionaries(st.sampled_from([".gz", ".br"]), st.binary(max_size=9))),
    "what a page adds": (
        PAGE_ARTIFACTS,
        st.builds(PageArtifacts, OUTPUTS, st.none() | page_words(), st.none() | BODIES),
    ),
}


@pytest.mark.parametrize("name", READ)
@given(data=st.data())
def test_an_entry_comes_back_as_it_was(name: str, data: st.DataObject) -> None:
    codec, values = READ[name]
    value = data.draw(values)
    assert codec.decode(codec.encode(value)) == value


def test_markup_stays_markup() -> None:
    body = PageBody(
        PageParts(Markup("<p>"), "", Markup("")), (HeadingLink("a", Markup("<b>a</b>")),)
    )
    found = PAGE_ARTIFACTS.decode(
        PAGE_ARTIFACTS.encode(PageArtifacts(PageOutput(), None, body))
    ).body
    assert found == body
    assert type(found.parts.title) is type(found.headings[0].title) is Markup


PATH = "content/en/faq/x.md"
SPAN = Span(PATH)
PIN = Fact("pin", Duration(Amount(Decimal(1), Decimal(2)), "day"), SPAN)


def page(**fields: Any) -> EntryGroup:
    meta = kind_of("faq/x").model(title="A")
    known = {"id": "faq/x", "lang": "en", "kind": "faq", "path": PATH, "meta": meta, "body": "B\nC"}
    own = {**known, "front_matter": "", "body_line": 4, "masked": "B\nC", **fields}
    return EntryGroup((Article(**own),), ())


def ledger(value: Any, fact_id: str = "pin") -> tuple[dict[str, Fact | None], list[Finding]]:
    return {fact_id: Fact("pin", value, SPAN)}, []


D1 = Decimal(1)


def own_hours(value: Quantity) -> tuple[Difference, ...]:
    return (Difference(value, Span("content/branches/x.yml")),)


def branch(**fields: Any) -> tuple[Branch, list[Finding]]:
    known = {"id": "x", "name": {}, "region": "AE", "span": Span("content/branches/x.yml")}
    return Branch(**{**known, **fields}), []


UNUSUAL = Amount(Decimal("NaN"), Decimal("NaN"))
NIGHT = time(9, tzinfo=UTC)
IMPOSSIBLE: dict[str, tuple[Codec[Any], Any]] = {
    "a heading below the end": (GROUP, page(headings=(Heading(2, "A", "a", True, Span(PATH, 6)),))),
    "a heading above the text": (
        GROUP,
        page(headings=(Heading(2, "A", "a", True, Span(PATH, 3)),)),
    ),
    "a heading of no level": (GROUP, page(headings=(Heading(0, "A", "a", True, Span(PATH, 4)),))),
    "a link in another file": (GROUP, page(links=(Link("x", Span("mkdocs.yml", 5)),))),
    "a mark below the end": (GROUP, page(marks={("title",): Span(PATH, 99)})),
    "a fact in line 0": (GROUP, page(uses=(FactUse("pin", None, Span(PATH, 0)),))),
    "a mask of another length": (GROUP, page(masked="B")),
    "another kind of page": (GROUP, page(kind="policy")),
    "fields of another kind": (GROUP, page(meta=PolicyMeta(version="1"))),
    "a translation without a source": (GROUP, page(is_translation=True)),
    "a number that is none": (LEDGER, ledger(Number(UNUSUAL))),
    "an unknown unit": (LEDGER, ledger(Duration(Amount(Decimal(1), Decimal(1)), "fortnight"))),
    "a time of another place": (LEDGER, ledger(Clock(NIGHT))),
    "an eighth weekday": (LEDGER, ledger(Hours((Opening((7,), ()),), "24/7"))),
    "a fact under another id": (LEDGER, ledger(Email("a@b.c"), "pin.two")),
    "a branch of another file": (BRANCH, branch(id="y")),
    "a branch that is never open": (
        BRANCH,
        branch(hours=own_hours(Hours((Opening((9,), ()),), ""))),
    ),
    "a branch whose hours are a number": (BRANCH, branch(hours=own_hours(Number(Amount(D1, D1))))),
    "a term under another id": (GLOSSARY, ({"pin": Term("fee", SPAN, {})}, [])),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_can_be_in_no_file_is_absent(name: str) -> None:
    codec, value = IMPOSSIBLE[name]
    with pytest.raises(ValueError):
        codec.decode(codec.encode(value))


def packed(value: Any) -> bytes:
    return msgspec.msgpack.encode(value)


def meta(kind: Any, fields: Any) -> bytes:
    """Write a page whose front matter is this."""
    article = {
        **msgspec.msgpack.decode(GROUP.encode(page()))["articles"][0],
        "meta": [kind, fields],
    }
    return packed({"articles": [article], "findings": []})


EXT = msgspec.msgpack.Ext
DECODED: dict[str, tuple[Codec[Any], bytes]] = {
    "nothing": (GROUP, b""),
    "a number": (GROUP, b"\x01"),
    "a list that says to be 4 GB long": (FINDINGS, b"\xdd\xff\xff\xff\xff\x01"),
    "a mapping that says so": (COPIES, b"\xdf\xff\xff\xff\xff\xa3.gz"),
    "a text that says so": (FINDINGS, b"\x91\x85\xa4code\xdb\xff\xff\xff\xff"),
    "bytes that say so": (CATALOG, b"\x92\xc6\xff\xff\xff\xff"),
    "100,000 lists in one another": (FINDINGS, b"\x91" * 100_000),
    "100,000 lists in a field": (GROUP, meta("faq", {"author": None}).replace(b"author\xc0", b"author" + b"\x91" * 100_000)),
    "half a character": (FINDINGS, b"\xa1\xff"),
    "more than one value": (FINDINGS, b"\x90\x90"),
    "a severity that is none": (FINDINGS, packed([{"code": "KB1", "severity": "fatal", "span": ["x", 1, 1, 1], "message": ""}])),
    "a text for a number": (FINDINGS, packed([{"code": "KB1", "severity": "error", "span": ["x", "1", 1, 1], "message": ""}])),
    "a kind that is none": (GROUP, meta("__class__", {})),
    "a kind that is a list": (GROUP, meta([], {})),
    "a field that is none": (GROUP, meta("faq", {"__class__": 1})),
    "bytes in a field": (GROUP, meta("faq", {"author": b"x"})),
    "a moment in a field": (GROUP, meta("faq", {"author": EXT(-1, b"\0" * 4)})),
    "an unknown extension": (GROUP, meta("faq", {"author": EXT(5, b"x")})),
    "a date that is none": (GROUP, meta("faq", {"author": EXT(1, b"2026-02-30")})),
    "keys that are no texts": (GROUP, meta("faq", {"author": {1: 2}})),
    "two values in one": (LEDGER, LEDGER.encode(ledger(Email("a"))).replace(b"\x81\xa5email", b"\x82\xa3url\x81\xa4href\xa1a\xa5email")),
    "a value of no type": (LEDGER, LEDGER.encode(ledger(Email("a"))).replace(b"\xa5email", b"\xa5shell")),
    "a copy of another kind": (COPIES, packed({"/../x": b""})),
    "words without rows": (PAGE_ARTIFACTS, packed({"output": {}, "words": {"page": "", "head": "", "ids": ["a"], "levels": [], "rows": []}})),
    "a level that is none": (PAGE_ARTIFACTS, packed({"output": {}, "words": {"page": "", "head": "", "ids": ["a"], "levels": [[[99, "a"]]], "rows": ["a"]}})),
}  # fmt: skip


@pytest.mark.parametrize("name", DECODED)
def test_what_kbgen_does_not_write_is_absent(name: str) -> None:
    codec, data = DECODED[name]
    with pytest.raises(ValueError):
        codec.decode(data)


def test_every_value_that_is_cut_or_is_of_another_kind_is_absent() -> None:
    known: dict[str, tuple[Codec[Any], Any]] = {
        "page": (GROUP, page()),
        "ledger": (LEDGER, ({"pin": PIN}, [])),
        "branch": (BRANCH, branch()),
        "findings": (FINDINGS, [Finding("KB1", Severity.ERROR, SPAN, msg("a"))]),
        "copies": (COPIES, {".gz": b"a"}),
        "said": (PAGE_ARTIFACTS, PageArtifacts(PageOutput())),
    }
    for name, (codec, value) in known.items():
        data = codec.encode(value)
        assert codec.decode(data) == value
        for length in range(len(data)):
            with pytest.raises(ValueError):
                codec.decode(data[:length])
        for other, (_, another) in known.items():
            if other != name:
                with pytest.raises(ValueError):
                    codec.decode(known[other][0].encode(another))


def test_dates_of_a_page_stay_dates() -> None:
    own = kind_of("faq/x").model
    meta = own(date={"created": date(2026, 1, 2)}, author="2026-01-02", reviewed=date(2026, 3, 4))
    (article,) = GROUP.decode(GROUP.encode(page(meta=meta))).articles
    assert article.meta.date == {"created": date(2026, 1, 2)}
    assert article.meta.author == "2026-01-02"
    assert article.meta.model_fields_set == {"date", "author", "reviewed"}
