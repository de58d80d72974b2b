"""What varies by place: a link of its own, wherever a link may stand."""

from __future__ import annotations

import re

import pytest

from kbgen.model.markup import parse, serialize
from kbgen.views.page_parts import link_places, split_page_html

FEE = '<span data-fact="fee" data-varies="region">25</span>'
LINE = '<span data-fact="line" data-varies="region"><a href="tel:+1">1</a></span>'
OPEN = '<a class="kb-place" href="#kb-varies" aria-describedby="kb-varies-what">'
MARK = '<a class="kb-place" href="#kb-varies" aria-labelledby="kb-varies-what"></a>'

PLACES = {
    "in a sentence": (f"<p>For {FEE}.</p>", f"<p>For {OPEN}{FEE}</a>.</p>"),
    "in a list": (f"<li>{FEE}</li>", f"<li>{OPEN}{FEE}</a></li>"),
    "two": (f"<p>{FEE} {FEE}</p>", f"<p>{OPEN}{FEE}</a> {OPEN}{FEE}</a></p>"),
    "a number to call": (f"<p>Call {LINE}.</p>", f"<p>Call {LINE}{MARK}.</p>"),
    "one that is the same everywhere": ('<p><span data-fact="fee">25</span></p>',) * 2,
    "in a link": (f'<p><a href="x">pay {FEE}</a></p>',) * 2,
    "in a heading": (f'<h3 id="x">{FEE}</h3>',) * 2,
    "in a summary": (f"<details><summary>{FEE}</summary></details>",) * 2,
    "after a link": (
        f'<p><a href="x">y</a> {FEE}</p>',
        f'<p><a href="x">y</a> {OPEN}{FEE}</a></p>',
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_value_that_varies_is_a_link(name: str) -> None:
    before, after = PLACES[name]
    assert serialize(link_places(parse(before))) == after
    assert split_page_html(parse(before)).html == after


def test_a_question_keeps_no_link_in_its_words() -> None:
    page = split_page_html(parse(f'<h2 id="a">Why {FEE}?</h2><p>{FEE}</p>'), is_faq=True)
    (answer,) = page.answers
    assert "<a" not in answer.heading
    assert re.fullmatch(f"<p>{re.escape(OPEN)}.*</a></p>", answer.html)
