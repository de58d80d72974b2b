"""What is written of values into history/ is read again as it was."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.facts.all import BY_NAME
from kbgen.model.fact import Branch, Difference, Fact
from kbgen.model.finding import Span
from kbgen.model.published import EditionValues
from kbgen.model.quantity import Quantity
from kbgen.source.entries import EDITION
from kbgen.source.published_values import read_edition, seal_of, write_edition

VALUES = (
    *(("duration", "14 days"), ("duration", "3-5 working days"), ("duration", "1 hour")),
    *(("money", "25 AED"), ("money", "2.5 BHD"), ("money", "10-20 SAR")),
    *(("percent", "5%"), ("number", "12500.5"), ("number", 3), ("date", date(2027, 2, 28))),
    *(("time", "18:00"), ("time", "06:05"), ("hours", "Mo-Th 09:00-21:00; Fr off")),
    *(("hours", "closed"), ("hours", "Sa-Th 10:00-24:00")),
    *(("phone", "+971 4 555 0142"), ("whatsapp", "+971505550142"), ("email", "care@example.com")),
    *(("url", "https://example.com/a?b=c#d"), ("url", "https://example.com/%D9%85")),
    ("text", {"en": "two: keys, {{ fee }} & 'more'", "ur": "ایک «متن»: {{ fee }}"}),
)
NOWHERE = Span("")


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_every_type_of_fact_is_written_as_it_is_read(name: str, value: object) -> None:
    read = BY_NAME[name].read(value)
    assert BY_NAME[name].read(BY_NAME[name].write(read)) == read


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).filter(
    lambda text: text == text.strip() and max(text) < "\ufdd0" and text
)
BY_LANGUAGE = st.dictionaries(st.sampled_from(["en", "ur", "ar", "hi"]), WORDS)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@st.composite
def later(draw: st.DrawFn, values: st.SearchStrategy[Quantity]) -> tuple[Difference, ...]:
    days = sorted(draw(st.sets(DAYS, max_size=3)))
    return tuple(Difference(draw(values), NOWHERE, draw(BY_LANGUAGE), day) for day in days)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    name = draw(st.sampled_from([name for name, _ in VALUES]))
    values = st.sampled_from([BY_NAME[n].read(value) for n, value in VALUES if n == name])
    placed = st.builds(
        lambda value, reason, then: (Difference(value, NOWHERE, reason), *then),
        *(values, BY_LANGUAGE, later(values)),
    )
    regions = draw(st.dictionaries(st.sampled_from(["AE", "NO", "SA"]), placed))
    branches = draw(st.dictionaries(st.sampled_from(["on", "deira", "1"]), placed))
    varies = frozenset(draw(st.sets(st.sampled_from(["region", "branch"]))))
    return Fact(
        *("a.b-c", draw(values), NOWHERE, draw(later(values)), varies, regions, branches),
        label=draw(BY_LANGUAGE),
    )


@given(facts(), DAYS, st.from_regex(r"[0-9]+\.[0-9]+", fullmatch=True) | WORDS, st.booleans())
def test_an_edition_is_read_as_it_was_written(
    fact: Fact, starts: date, version: str, is_accepted: bool
) -> None:
    branch = Branch("deira", {"en": "Deira: no", "ur": "دیرہ"}, "NO", NOWHERE)
    values = EditionValues(starts, version, is_accepted, {fact.id: fact}, {branch.id: branch})
    text = write_edition(values, {"en": "A\n"})
    read, findings = read_edition(text, "")
    assert findings == [] and read is not None
    seal = seal_of(text, {"en": "A\n"})
    assert read.digest == seal and seal != seal_of(text, {"en": "B\n"})
    assert _without_places(read) == _without_places(values)
    entry = (read, findings)
    assert EDITION.decode(EDITION.encode(entry)) == entry


def _without_places(values: EditionValues) -> object:
    found = [
        (
            *(fact.id, fact.value, fact.varies, dict(fact.label), _plain(fact.then)),
            {place: _plain(several) for place, several in fact.regions.items()},
            {place: _plain(several) for place, several in fact.branches.items()},
        )
        for fact in values.facts.values()
    ]
    branches = {id_: (dict(one.name), one.region) for id_, one in values.branches.items()}
    return values.starts, values.version, values.is_accepted, found, branches


def _plain(several: tuple[Difference, ...]) -> object:
    return [(one.value, dict(one.reason), one.starts) for one in several]
