"""What a page says, section by section, out of its finished HTML."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kbgen.markdown.sections import absolute, replace_facts, split_sections
from kbgen.model.markup import Node, Tag, parse, serialize

FEE = '<span data-fact="fee">25</span>'
CARD = '<span data-fact="card.fee">5</span>'
SIGN = '<a class="headerlink" href="#a">¶</a>'
PAGE = (
    f'<h1 id="t">Title {FEE}</h1>\n<p>Lead.</p>\n'
    f'<h2 id="a">How much is {CARD}?{SIGN}</h2>\n'
    f"<p>{FEE}, or {CARD}.</p><p>Again {FEE}.</p>"
    f'<h3 id="b">By post{SIGN}</h3><ol><li>Write.</li><li>Wait.</li></ol><h4>At last</h4>'
    '<blockquote><h2 id="q">Quoted</h2></blockquote>'
    '<h2 id="c">Why?</h2><p>So.</p><h2 id="a">Taken</h2><h2>Nameless</h2>'
)


def test_a_page_has_a_lead_and_a_section_for_each_heading_of_its_own() -> None:
    lead, first, second = split_sections(parse(PAGE))
    assert (lead.anchor, lead.title, lead.text) == ("", "", "Lead.")
    assert (first.anchor, first.title) == ("a", "How much is 5?")
    assert first.text.split("\n") == [
        *("25, or 5.", "Again 25.", "By post", "Write.", "Wait.", "At last", "Quoted")
    ]
    assert (second.anchor, second.text) == ("c", "So.\nTaken\nNameless")


def test_a_section_knows_its_facts_subheadings_and_steps() -> None:
    lead, first, second = split_sections(parse(PAGE))
    assert first.facts == ["card.fee", "fee"]  # the heading is read first
    assert first.subheadings == ["By post", "At last"]
    assert first.steps == ["Write.", "Wait."]
    assert not any(found for s in (lead, second) for found in (s.facts, s.subheadings, s.steps))


def test_marks_that_link_to_headings_are_left_out() -> None:
    for section in split_sections(parse(PAGE)):
        assert "headerlink" not in section.heading + section.html


@pytest.mark.parametrize(
    ("put", "found"),
    [
        ({"fee": "<b>30</b>"}, "30, or 5."),
        ({"fee": "30", "card.fee": ""}, "30, or ."),
        ({"fee": None}, None),
        ({"gone": None}, "25, or 5."),
    ],
)
def test_other_words_stand_in_the_elements_of_facts(
    put: dict[str, str | None], found: str | None
) -> None:
    def other(_: str, fact: Tag, inner: Sequence[Node]) -> Sequence[Node] | None:
        value = put.get(fact.get("data-fact"), serialize(inner))
        return None if value is None else parse(value)

    nodes = replace_facts(parse(f"<p>{FEE}, or {CARD}.</p>"), "en", other)
    section = split_sections(nodes)[0] if nodes is not None else None
    assert (section.text if section else None) == found
    if section:
        assert section.facts == ["fee", "card.fee"]


def test_every_address_of_a_tag_is_that_of_the_root() -> None:
    html = '<img src="a.png" srcset="a.png, b.png 2x" alt="c.png">'
    found = serialize(absolute(parse(html), "ur/faq/pin/", "https://help.example/"))
    there = "https://help.example/ur/faq/pin"
    assert found == (
        f'<img src="{there}/a.png" srcset="{there}/a.png, {there}/b.png 2x" alt="c.png">'
    )
