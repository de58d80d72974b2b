"""The source's text in a translation, from the ends of its parts in Markdown to its elements."""

from __future__ import annotations

import pytest

from kbgen.markdown.slot import slot
from kbgen.markdown.source_text import PartLanguage, slots_of, spans_in, with_elements
from kbgen.model.article import Article, SourceText
from kbgen.model.front_matter import PageMeta
from kbgen.model.markup import parse, serialize

OWN = '<bdi lang="en" dir="ltr" data-kb-source="">'
A, B, C, D = (slot(number) for number in range(3, 7))
# HTML with the slots of two parts, of which the first is 3 and 4, and what is made of it.
ELEMENTS = {
    "a text": (f"<p>{A} One {B}</p>", f"<p>{OWN}One</bdi></p>"),
    "with elements": (f"<p>{A} <b>One</b> two {B}</p>", f"<p>{OWN}<b>One</b> two</bdi></p>"),
    "a part of a text": (f"<li>{A} One {B}\n<ul></ul></li>", f"<li>{OWN}One</bdi>\n<ul></ul></li>"),
    "two": (
        f"<td>{A} 1 {B}</td><td>{C} 2 {D}</td>",
        f"<td>{OWN}1</bdi></td><td>{OWN}2</bdi></td>",
    ),
    "facts keep their slots": (f"<p>{A} {slot(0)} {B}</p>", f"<p>{OWN}{slot(0)}</bdi></p>"),
    "an image": (
        f'<img alt="{A} A van {B}" src="a.png">',
        '<img alt="A van" src="a.png" lang="en" dir="ltr" data-kb-source="">',
    ),
    # An abbreviation's words are the page's, only its meaning is not.
    "another attribute": (f'<abbr title="{A} x {B}">y</abbr>', '<abbr title="x">y</abbr>'),
    # An author's own HTML may be closed by the sanitizer where it was not.
    "no end in the same element": (f"<p>{A} One <b>two {B}</b></p>", "<p>One <b>two</b></p>"),
    "no start in the same element": (f"<p><b>{A} One</b> two {B}</p>", "<p><b>One</b> two</p>"),
    "an end alone": (f"<p>One {B}</p>", "<p>One</p>"),
    "a start alone": (f"<p>{A} One</p>", "<p>One</p>"),
}


@pytest.mark.parametrize("name", ELEMENTS)
def test_parts_become_elements(name: str) -> None:
    html, expected = ELEMENTS[name]
    assert serialize(with_elements(parse(html), 3, "en", "ltr")) == expected


def test_the_language_of_each_node() -> None:
    nodes = parse(
        f'<p>a {OWN}b <bdi dir="ltr">c</bdi> d</bdi> e</p><img lang="en" data-kb-source="">f'
    )
    part = PartLanguage("ur")
    found = [(str(node).strip(), part.after(node)) for node in nodes]
    assert [text for text, lang in found if lang == "en" and "<" not in text] == ["b", "c", "d"]
    assert [text for text, lang in found if lang == "ur" and "<" not in text] == ["a", "e", "f"]
    assert ('<img lang="en" data-kb-source="">', "en") in found


def article(body: str, *spans: tuple[int, int]) -> Article:
    own = SourceText("en", spans)
    return Article("a", "ur", "page", "ur/a.md", PageMeta(), "", body, 1, body, source_text=own)


# A body, its parts, the text that is rendered, where that begins, and the parts in it.
SPANS = {
    "the body": ("\n\nOne\n\nTwo", ((2, 5), (7, 10)), "One\n\nTwo", 2, ["One", "Two"]),
    "what a plugin has put before": ("One\n\nTwo", ((0, 3), (5, 8)), "# x\n\nOne\n\nTwo", 0, ["One", "Two"]),
    "what a plugin has changed": ("One\n\nTwo", ((0, 3), (5, 8)), "One!\n\ntwo", 0, ["One"]),
    "a text that is there twice": ("Go\n\nب\n\nGo", ((0, 2), (7, 9)), "x\n\nGo\n\nب\n\nGo", 0, ["Go", "Go"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SPANS)
def test_parts_are_found_in_what_is_rendered(name: str) -> None:
    body, spans, text, start, expected = SPANS[name]
    found = spans_in(text, article(body, *spans), start)
    assert [text[a:b] for a, b in found] == expected
    assert len(set(found)) == len(found)


def test_slots_stand_apart_from_the_text() -> None:
    assert list(slots_of([(0, 3)], 5)) == [(0, 0, f"{slot(5)} "), (3, 3, f" {slot(6)}")]
