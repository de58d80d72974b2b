"""The words of a page as plain text, as answers, search and feeds have them."""

from __future__ import annotations

import pytest

from kbgen.markdown.headings import listed_headings
from kbgen.markdown.sections import absolute, split_sections
from kbgen.markdown.text import line_of, text_of
from kbgen.model.markup import parse, serialize

FSI, PDI, LRO, PDF = "\u2068", "\u2069", "\u202d", "\u202c"
# HTML, and what it says: a line for each block, tabs between cells.
TEXTS = [
    ("<p>a <b>b</b>\n c</p><p>d</p>", "a b c\nd"),
    ("a<br>b<hr>c", "a\nb\nc"),
    ("<ul><li>a<ul><li>b</ul><li>c</ul>", "a\nb\nc"),
    ("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td></td><td>d</td></tr></table>", "a\tb\nc\t\td"),
    ("<table><tr><th></th><th>a</th></tr><tr><td>b</td><td></td></tr></table>", "\ta\nb"),
    ("<p>a &amp; b &lt;c&gt;</p>", "a & b <c>"),
    ('<p>a <img src="b.png" alt="picture"> c</p>', "a picture c"),
    ('<p>a <input alt="no"> c</p>', "a c"),
    ("<p>a<svg><path d='x'></path>b</svg>c</p>", "ac"),
    ('<h2>a<a class="headerlink" href="#a">¶</a></h2>', "a"),
    ("<pre><code>a\n  b\tc\n</code></pre><p>d  e</p>", "a\n  b    c\nd e"),
    ("<p> \t\n</p><p>a</p>", "a"),
    ("<p>a\u00a0b</p>", "a\u00a0b"),
    # Where words are read from right to left, what is isolated in HTML is isolated in text.
    ('<p>اب <bdi dir="ltr">a-b</bdi></p>', f"اب {FSI}a-b{PDI}"),
    ('<p>اب <bdo dir="ltr">1/2</bdo></p>', f"اب {FSI}{LRO}1/2{PDF}{PDI}"),
    ('<p>اب <code dir="ltr">a <b>b</b></code> ت</p>', f"اب {FSI}a b{PDI} ت"),
    ('<p>اب <span dir="ltr">a</span> <bdi>b</bdi></p>', "اب a b"),
    ('<p>ab <bdi dir="rtl">c</bdi></p>', "ab c"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), TEXTS)
def test_the_words_of_html(html: str, expected: str) -> None:
    assert text_of(parse(html)) == expected


@pytest.mark.parametrize("name", ["bdi", "code", "kbd", "samp", "tt", "var"])
def test_what_says_its_direction_keeps_it(name: str) -> None:
    assert text_of(parse(f'اب <{name} dir="ltr">a-b</{name}>')) == f"اب {FSI}a-b{PDI}"


def test_every_level_below_a_section_is_a_subheading() -> None:
    html = "".join(f"<h{level}>{level}</h{level}>" for level in range(3, 7))
    assert split_sections(parse(html))[0].subheadings == ["3", "4", "5", "6"]


def test_a_line_of_plain_text_is_cleaned_likewise() -> None:
    assert line_of("  a \n\t b  ") == "a b"
    assert line_of(f"{FSI}a{PDI} b") == "a b"
    assert line_of(f"{FSI}a{PDI} ب") == f"{FSI}a{PDI} ب"


# The headings of a page, and how each is listed beside it.
LISTED = {
    '<h2 id="a">Fee</h2>': [("a", "Fee")],
    '<h2 id="a">The <em>fee</em> of <code>x</code></h2>': [("a", "The fee of x")],
    '<h2 id="a">Fee<a class="headerlink" href="#a">¶</a></h2>': [("a", "Fee")],
    '<h2 id="a">Fee</h2>It is five.': [("a", "Fee")],
    '<h2 id="b">Fee</h2>': [("b", "Price &amp; fee")],
    '<h2 id="a"><img src="a.png"></h2><h2 id="c"> </h2><h2>d</h2>': [],
    '<h3 id="a">Fee</h3><h1 id="t">T</h1>': [],
    '<h2 id="a&amp;b">Fee</h2>': [("a&amp;b", "Fee")],
    '<h2 id="a">In <bdi dir="ltr">A-1</bdi></h2>': [("a", 'In <bdi dir="ltr">A-1</bdi>')],
}


@pytest.mark.parametrize("html", LISTED)
def test_headings_are_listed_by_their_words(html: str) -> None:
    found = listed_headings(parse(html), {"b": "Price & fee"})
    assert [(link.id, str(link.title)) for link in found] == LISTED[html]


STEPS = [
    ("<ol><li>a</li><li>b</li></ol>", ["a", "b"]),
    ("<p>x</p><ol><li>a<ol><li>b</li></ol></li><li></li><li>c</li></ol>", ["a\nb", "c"]),
    ("<ol><li>a</li></ol><ol><li>b</li></ol>", ["a"]),
    ("<ul><li>a</li></ul>", []),
    ("<ol><li>a<p>b</p></li></ol>", ["a\nb"]),
]


@pytest.mark.parametrize(("html", "expected"), STEPS)
def test_steps_are_those_of_the_first_numbered_list(html: str, expected: list[str]) -> None:
    assert split_sections(parse(html))[0].steps == expected


LEADS = {
    '<h1 id="t">T</h1><p>a</p><h2 id="b">B</h2>': "<p>a</p>",
    '<p>a</p> <h1 id="t">T</h1> <p>b</p>': "<p>a</p> <p>b</p>",
    'x <h1 id="t">T</h1>': "x",
    "<p>a</p>": "<p>a</p>",
    '<blockquote><h2 id="q">Q</h2></blockquote>': '<blockquote><h2 id="q">Q</h2></blockquote>',
}


@pytest.mark.parametrize("html", LEADS)
def test_the_lead_has_no_title(html: str) -> None:
    assert split_sections(parse(html))[0].html == LEADS[html]


# Addresses on the page ur/faq/pin/, from an address and from the site's own root.
ADDRESSES = [
    ("../fee/", "https://help.example/ur/faq/fee/", "ur/faq/fee/"),
    ("#a", "https://help.example/ur/faq/pin/#a", "ur/faq/pin/#a"),
    ("../../../", "https://help.example/", "./"),
    ("https://other.example/a", "https://other.example/a", "https://other.example/a"),
    ("mailto:a@example.com", "mailto:a@example.com", "mailto:a@example.com"),
    ("http://[", "http://[", "http://["),
]


@pytest.mark.parametrize(("written", "there", "below"), ADDRESSES)
def test_an_address_leads_to_the_same_place_from_elsewhere(
    written: str, there: str, below: str
) -> None:
    nodes = parse(f'<a href="{written}">x</a>')
    for base, expected in (("https://help.example/", there), ("", below)):
        found = serialize(absolute(nodes, "ur/faq/pin/", base))
        assert found == f'<a href="{expected}">x</a>'
