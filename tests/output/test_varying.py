"""Where facts that differ by branch stand in the texts of the search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.languages.bidi import isolate_runs
from kbgen.markdown.text import text_of
from kbgen.model.markup import escaped, parse
from kbgen.output.search.varying import find_marks, mark_facts


@pytest.mark.parametrize(
    ("html", "text", "places"),
    [
        ("<p>No fact.</p>", "No fact.", []),
        (
            '<p><span data-fact="a" data-as="number">5</span> days</p>',
            "5 days",
            [("5", "a", True)],
        ),
        # A picture is no part of the text, with what stands in it; neither is an empty fact.
        (
            '<svg><text><span data-fact="a">1</span></text></svg><p><span data-fact="b"></span>'
            '<span data-fact="c">3</span></p>',
            "3",
            [("3", "c", False)],
        ),
        (
            '<table><tr><td><span data-fact="a">1</span><td><span data-fact="same">2</span></table>',
            "1\t2",
            [("1", "a", False)],
        ),
        (
            '<p>اردو <span data-fact="a"><bdi dir="ltr">+971 4</bdi></span></p>',
            "اردو \u2068+971 4\u2069",
            [("\u2068+971 4\u2069", "a", False)],
        ),
    ],
)
def test_the_places_of_facts(html: str, text: str, places: list[tuple[str, str, bool]]) -> None:
    marked, quoted = mark_facts(parse(html), "en", lambda fact: fact != "same")
    plain, found = find_marks(text_of(marked), quoted)
    assert plain == text == text_of(parse(html))
    assert [(plain[one.start : one.end], one.fact, one.is_number) for one in found] == places


WORDS = st.text(st.sampled_from("ab 1.,+()اردوہ۱हि\n🚚"), max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=20), WORDS)
def test_every_place_is_its_fact_in_any_text(pieces: list[tuple[str, str]], end: str) -> None:
    html = "".join(
        f'{escaped(before)}<span data-fact="f{i}"><bdi dir="auto">x{escaped(value)}x</bdi></span>'
        for i, (before, value) in enumerate(pieces)
    )
    marked, quoted = mark_facts(parse(f"<p>{html}{escaped(end)}</p>"), "ur", lambda _: True)
    text, found = find_marks(isolate_runs(text_of(marked), "rtl"), quoted)
    assert [one.fact for one in found] == [f"f{i}" for i in range(len(pieces))]
    for one, (_, value) in zip(found, pieces, strict=True):
        words = text[one.start : one.end].strip("\u2068\u2069\u202c\u202d")
        assert words.split() == f"x{value}x".split()
    assert not any("\ufdd0" <= char <= "\ufdef" for char in text)
