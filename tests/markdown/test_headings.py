"""Headings get the ids that the checks know them by, and are listed as their authors want."""

from __future__ import annotations

import pytest
from markdown import Markdown

from kbgen.markdown.headings import HeadingIds
from kbgen.markdown.inline import FastInline, make_fast
from kbgen.markdown.scan import find_headings, mask

EXTENSIONS = ["attr_list", "toc", "footnotes", "md_in_html"]
PERMALINKS = {"toc": {"permalink": "¶", "permalink_title": "To here"}}


def render(text: str, ids: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """Return the HTML of a page, and what its headings want to be called."""
    extension = HeadingIds()
    extension.ids = ids
    md = Markdown(extensions=[*EXTENSIONS, extension], extension_configs=PERMALINKS)
    return md.convert(text).replace("&para;", "¶"), extension.labels


# A page, the ids of the scanner, and those in its HTML: of each heading its own, then the one that
# MkDocs gives it, if that is another.
IDS = [
    ("## رقم\n\n### واپسی", ("money", "return"), ["money", "_1", "return", "_2"]),
    ("## Fee {#a}\n\n## Fee", ("a", "b"), ["a", "b", "fee"]),
    ("## Fee\n\n## Fee", ("fee", "fee"), ["fee", "fee-2", "fee_1"]),
    ("## Fee\n\n## B {#fee}", ("fee", "fee"), ["fee-2", "fee_1", "fee"]),
    ("## A\n\n## B", ("b", "a"), ["b", "a"]),
    # Where the scanner saw others than Python-Markdown, the ids are those of the words.
    ("## The *fee* of `x`[^1]\n\n[^1]: A", (), ["the-fee-of-x"]),
    ("## A & B", ("one", "two"), ["a-b"]),
    ("## A", ("",), ["a"]),
]


@pytest.mark.parametrize(("text", "ids", "expected"), IDS)
def test_a_heading_has_the_id_that_checks_know(
    text: str, ids: tuple[str, ...], expected: list[str]
) -> None:
    html, _ = render(text, ids)
    found = [part.partition('"')[0] for part in html.split(' id="')[1:]]
    assert [id_ for id_ in found if not id_.startswith("fn")] == expected


def test_the_sign_beside_a_heading_has_its_name_and_is_no_stop_of_the_tab_key() -> None:
    html, _ = render("## A", ("a",))
    assert 'href="#a"' in html and 'title="To here"' in html
    assert 'aria-label="To here"' in html and 'tabindex="-1"' in html


def test_authors_may_want_a_heading_called_otherwise_where_it_is_listed() -> None:
    text = '## Fee {data-toc-label="Price"}\n\n## B'
    assert render(text, ("fee", "b"))[1] == {"fee": "Price"}


TEXTS = [
    *("a *b* _c_ __d__ ***e***", "`a` \\* \\` ``b ` c``", "[a](b.md) ![c](d.png) [e][f]\n\n[f]: g"),
    *("<https://a.example> <me@example.com> <b>c</b>", "&amp; & &lt;", "a  \nb", "plain text"),
    *("[a *b* `c`](d) **[e](f)**", "a_b_c *d", "a _b_", "\\[a\\]", "![a", "[^1]\n\n[^1]: b"),
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("extensions", [[], EXTENSIONS])
def test_text_is_read_as_python_markdown_reads_it(text: str, extensions: list[str]) -> None:
    fast = Markdown(extensions=extensions)
    make_fast(fast)
    assert type(fast.treeprocessors["inline"]) is FastInline
    assert fast.convert(text) == Markdown(extensions=extensions).convert(text)


def test_another_extension_s_reader_is_left_in_its_place() -> None:
    md = Markdown()
    make_fast(md)
    first = md.treeprocessors["inline"]
    make_fast(md)
    assert md.treeprocessors["inline"] is first


def test_the_scanner_sees_the_headings_that_python_markdown_sees() -> None:
    text = "# A\n\n## B `c`\n\nD\n-\n\n> ## E\n\n- f\n\n    ## G"
    html, _ = render(text, ())
    seen = [int(part[0]) for part in html.split("<h")[1:] if part[0].isdigit()]
    assert seen == [mark.level for mark in find_headings(text, mask(text))]
