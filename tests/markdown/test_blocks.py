"""The blocks of a page: each text belongs to one, and other texts can be written in their places."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.markdown.block_syntax import cells
from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.scan import mask
from kbgen.markdown.with_blocks import UnfitTextError, with_blocks
from kbgen.model.article import Section
from kbgen.model.translation import Block

Expected = list[tuple[str, str]]

# Markdown, and the (kind, text) of its blocks, as Python-Markdown and Material show it.
CONSTRUCTS: list[tuple[str, Expected]] = [
    ("One line.", [("paragraph", "One line.")]),
    ("One\ntwo  \nthree.", [("paragraph", "One\ntwo  \nthree.")]),
    ("# Title", [("heading", "Title")]),
    ("## Title {#id .class updated=2026-11-01}", [("heading", "Title")]),
    ("## Title ##", [("heading", "Title")]),
    ("## `code`", [("heading", "`code`")]),
    ("## A {{ fee }}\nText\n### B", [("heading", "A {{ fee }}"), ("paragraph", "Text"), ("heading", "B")]),
    ("- a\n* b\n+ c", [("item", "a"), ("item", "b"), ("item", "c")]),
    ("- a\n  goes on\n- b", [("item", "a\ngoes on"), ("item", "b")]),
    ("- a\n\n    second\n\n- b", [("item", "a"), ("paragraph", "second"), ("item", "b")]),
    ("- a\n    - b\n        1. c\n    - d", [("item", "a"), ("item", "b"), ("step", "c"), ("item", "d")]),
    ("- [ ] a\n- [x] b", [("item", "a"), ("item", "b")]),
    ("1. a\n2. b\n10. c", [("step", "a"), ("step", "b"), ("step", "c")]),
    ("- - a\n- 1. b", [("item", "a"), ("step", "b")]),
    ("Costs 5\n- 3 is 2", [("paragraph", "Costs 5\n- 3 is 2")]),
    ("Opened in\n2019. Closed in\n2020.", [("paragraph", "Opened in\n2019. Closed in\n2020.")]),
    ("**Bold** text", [("paragraph", "**Bold** text")]),
    ("| A | B |\n|---|:-:|\n| 1 | {{ b | number }} |\n| `x|y` | |",
     [("row", "A | B"), ("row", "1 | {{ b | number }}"), ("row", "`x|y` |")]),
    ("A | B\n--|--\n1 | 2", [("row", "A | B"), ("row", "1 | 2")]),
    ("| A |\n|---|\n| 1 \\| 2 |", [("row", "A"), ("row", "1 \\| 2")]),
    ("a | b\nc | d", [("paragraph", "a | b\nc | d")]),
    ("> a\n> b\n>\n> c", [("paragraph", "a\nb"), ("paragraph", "c")]),
    ("> a\nb\n\n> > c\n> d", [("paragraph", "a\nb"), ("paragraph", "c\nd")]),
    ("> a\n>> b", [("paragraph", "a"), ("paragraph", "b")]),
    ("> - a\n>   b\n> - c", [("item", "a\nb"), ("item", "c")]),
    ("- > a\n  > b", [("item", "a\nb")]),
    ('!!! note "Title"\n    Text\n\n    - a', [("admonition", "Title"), ("paragraph", "Text"), ("item", "a")]),
    ('!!! note inline end "The "best" title"\n    Text', [("admonition", 'The "best" title'), ("paragraph", "Text")]),
    ("!!! warning\n    Text", [("paragraph", "Text")]),
    ('??? "Title"\n    Text\n\n???+ tip "More"\n    Text', [
        ("admonition", "Title"), ("paragraph", "Text"), ("admonition", "More"), ("paragraph", "Text")]),
    ("Text\n!!! note\n    More", [("paragraph", "Text"), ("paragraph", "More")]),
    ('=== "One"\n\n    Text\n\n===! "Two"\n\n    ~~~\n    code\n    ~~~', [
        ("caption", "One"), ("paragraph", "Text"), ("caption", "Two")]),
    ("/// tip | Title\n    open: True\n\nText\n\n///", [("admonition", "Title"), ("paragraph", "Text")]),
    ("Term\nOther\n:   One\n    line\n:   Two", [
        ("term", "Term"), ("term", "Other"), ("paragraph", "One\nline"), ("paragraph", "Two")]),
    ("Term\n\n:   One\n\n    More", [("term", "Term"), ("paragraph", "One"), ("paragraph", "More")]),
    ("A[^1]\n\n[^1]: Note\n    goes on\n\n    More", [
        ("paragraph", "A[^1]"), ("paragraph", "Note\ngoes on"), ("paragraph", "More")]),
    ("*[VAT]: Value added tax", [("term", "Value added tax")]),
    ("![Alt](a.png)", [("caption", "Alt")]),
    ('![Alt](a(1).png "Title"){ width=300 }', [("caption", "Alt"), ("caption", "Title")]),
    ("[![Alt](a.png)](b.md)\n![](c.png)", [("caption", "Alt")]),
    ("![Alt][ref]", [("caption", "Alt")]),
    ("![Alt](a.png) and text", [("paragraph", "![Alt](a.png) and text")]),
    ('<img src="a.png" alt="Alt">', [("caption", "Alt")]),
    ('<figure markdown>\n  ![Alt](a.png)\n  <figcaption>A *text*</figcaption>\n</figure>', [
        ("caption", "Alt"), ("paragraph", "A *text*")]),
    ("<table><tr><td>a</td><td>b c</td></tr></table>", [("paragraph", "a"), ("paragraph", "b c")]),
    ("<details>\n<summary>Title</summary>\nText\n</details>", [("paragraph", "Title"), ("paragraph", "Text")]),
    ("A `<div>` is an element.", [("paragraph", "A `<div>` is an element.")]),
    ("Text\n{: .class #id }", [("paragraph", "Text")]),
    ("Run\n`kbgen build`\nnow.", [("paragraph", "Run\n`kbgen build`\nnow.")]),
    ("`kbgen build`", [("paragraph", "`kbgen build`")]),
    ("{{ helpline }}", [("paragraph", "{{ helpline }}")]),
    ("Text <!-- hidden -->", [("paragraph", "Text")]),
    ("One <!-- hidden --> two", [("paragraph", "One <!-- hidden --> two")]),
    ("<!-- hidden --> Text", [("paragraph", "Text")]),
    ("```python\n# code\n- code\n```", []),
    ("Text:\n\n```\ncode\n```\nMore", [("paragraph", "Text:"), ("paragraph", "More")]),
    ("<pre>\nraw\n\n- raw\n</pre>", []),
    ("One\n\n---\n\n* * *\n\nTwo", [("paragraph", "One"), ("paragraph", "Two")]),
    ('--8<-- "a.md"', []),
    ("--8<--\na.md\nb.md\n--8<--", []),
    ('[ref]: https://a.example "Title"\n[other]: b.md\n"Title"', []),
    ("[TOC]", []),
    ("{% include 'a' %}", []),
    ("→\n\n🎉", [("paragraph", "→"), ("paragraph", "🎉")]),
    ("***\n\n&&\n\n...", []),
    ("واپسی\nکی مدت", [("paragraph", "واپسی\nکی مدت")]),
]  # fmt: skip
AT_THE_MARGIN: list[tuple[str, Expected]] = [
    ('<div class="a"\n  id="b">\nA <b>text</b>\non lines\n</div>', [("paragraph", "A <b>text</b>\non lines")]),
    ("<!-- hidden\n\n- hidden -->", []),
    ("Title\n=====\nText", [("heading", "Title"), ("paragraph", "Text")]),
    ("Title {#id}\n---", [("heading", "Title")]),
]  # fmt: skip
"""What Python-Markdown knows at the beginning of a line only, in no note and no quotation."""
DOCUMENTS = [*CONSTRUCTS, *AT_THE_MARGIN]


def split(text: str) -> tuple[Block, ...]:
    return find_blocks(text, mask(text))


def shown(text: str) -> Expected:
    return [(block.kind, block.text) for block in split(text)]


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_a_construct_has_its_blocks(text: str, expected: Expected) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("text", "expected"), CONSTRUCTS)
@pytest.mark.parametrize(
    ("before", "prefix"),
    [("", "> "), ("!!! note\n\n", "    "), ("- x1\n\n", "    "), ('=== "x1"\n\n', "\t")],
)
def test_a_construct_has_the_same_blocks_in_another(
    before: str, prefix: str, text: str, expected: Expected
) -> None:
    inside = "\n".join(prefix + line if line else prefix.rstrip() for line in text.split("\n"))
    assert [one for one in shown(before + inside) if one[1] != "x1"] == expected


def test_blocks_are_numbered_by_section() -> None:
    text = "a\n\n## B\n\nc\n\n- d\n\n## E\n\nf"
    starts = [0, text.index("## B"), text.index("## E"), len(text)]
    sections = [Section(*part) for part in zip(["", "b", "e"], starts, starts[1:], strict=False)]
    blocks = find_blocks(text, text, "faq/x", sections)
    assert [block.address for block in blocks] == [
        "faq/x:1", "faq/x#b:h", "faq/x#b:1", "faq/x#b:2", "faq/x#e:h", "faq/x#e:1",
    ]  # fmt: skip


documents = st.lists(st.sampled_from(DOCUMENTS), max_size=8)


def joined(parts: list[tuple[str, Expected]]) -> tuple[str, Expected]:
    text = "\n\n".join(markdown for markdown, _ in parts)
    return text, [block for _, blocks in parts for block in blocks]


@settings(max_examples=150, deadline=None)
@given(documents)
def test_a_document_has_the_blocks_of_its_parts(parts: list[tuple[str, Expected]]) -> None:
    text, expected = joined(parts)
    assert shown(text) == expected


@settings(max_examples=100, deadline=None)
@given(documents)
def test_blocks_are_ordered_and_apart_and_stand_where_they_say(
    parts: list[tuple[str, Expected]],
) -> None:
    text, _ = joined(parts)
    blocks = split(text)
    assert all(one.end <= other.start for one, other in pairwise(blocks))
    for block in blocks:
        written = text[block.start : block.end].split("\n")
        lines = block.text.split("\n")
        assert written[0] == lines[0]
        for line, own in zip(written[1:], lines[1:], strict=True):
            assert line.endswith(own)
            assert not line.removesuffix(own).strip(" \t>")


@settings(max_examples=100, deadline=None)
@given(documents, st.data())
def test_one_text_is_written_and_all_else_is_kept(
    parts: list[tuple[str, Expected]], data: st.DataObject
) -> None:
    text, _ = joined(parts)
    blocks = split(text)
    assert with_blocks(text, {block: block.text for block in blocks}) == text
    if not blocks:
        return
    chosen = data.draw(st.sampled_from(blocks))
    lines = data.draw(
        st.lists(st.sampled_from(["نیا متن", "new *text*", "{{ fee }} now"]), min_size=1)
    )
    new = "\n".join(lines)
    if chosen.kind == "row":
        new = " | ".join([new] * len(cells(mask(chosen.text))))
    written = with_blocks(text, {chosen: new})
    assert written[: chosen.start] == text[: chosen.start]
    assert written.endswith(text[chosen.end :])
    found = split(written)
    assert len(found) == len(blocks)
    for before, after in zip(blocks, found, strict=True):
        assert before.kind == after.kind
        wanted = new if before is chosen else before.text
        assert after.text.split() == wanted.split()


PIECES = [
    *("word ", "2. ", "- ", "* ", "# ", "## x", "> ", "| ", "|", "\n", "\n\n", "    ", "`", "```"),
    *(
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "<pre>",
        "!!! note",
        '"',
        "[a]: b",
        "[^1]: ",
        ":   ",
        "---",
    ),
    *("===", "{#id}", "{: .x }", "![i](j)", "--8<--", "///", "\\", "{{ fee | number }}", "*[a]: "),
]


@settings(max_examples=400, deadline=None)
@given(documents, st.lists(st.sampled_from(PIECES), min_size=1, max_size=5), st.data())
def test_a_text_is_written_or_refused_and_never_changes_another_block(
    parts: list[tuple[str, Expected]], pieces: list[str], data: st.DataObject
) -> None:
    text, _ = joined(parts)
    blocks = split(text)
    if not blocks:
        return
    chosen = data.draw(st.sampled_from(blocks))
    try:
        written = with_blocks(text, {chosen: "".join(pieces)})
    except UnfitTextError as problem:
        assert problem.block == chosen
        return
    found = split(written)
    assert [(b.kind, b.text) for b in found if b.start != chosen.start] == [
        (b.kind, b.text) for b in blocks if b is not chosen
    ]
    assert found[blocks.index(chosen)].text.split() == "".join(pieces).split()


# A document, the text for its first block, and the document afterwards.
WRITTEN = [
    ("One line.", "ایک سطر۔", "ایک سطر۔"),
    ("> a\n> b\n\nc", "x\ny\nz", "> x\n> y\n> z\n\nc"),
    ("> a\n\nc", "x\ny", "> x\n> y\n\nc"),
    ("- a\n- b", "x\ny", "- x\n  y\n- b"),
    ("10. a\n\n    more", "x\ny", "10. x\n    y\n\n    more"),
    ("- [ ] a", "x\ny", "- [ ] x\n      y"),
    ("## A {#a}\n\nb", "X\nY", "## X Y {#a}\n\nb"),
    ("A\n===", "X", "X\n==="),
    ("|A|B|\n|-|-|\n|  a|b  |", "X | Y", "|X | Y|\n|-|-|\n|  a|b  |"),
    ('!!! note "A"\n    b', "X\nY", '!!! note "X Y"\n    b'),
    ("a\nb <!-- c --> \n\nd", "x", "x <!-- c --> \n\nd"),
    ("a  \n  b", "x  \n   y", "x  \n  y"),
    ('![a](b.png "c")', "x", '![x](b.png "c")'),
    ("<p>a</p>", "x\ny", "<p>x\n   y</p>"),
]


@pytest.mark.parametrize(("text", "new", "expected"), WRITTEN)
def test_a_text_gets_the_markers_of_its_block(text: str, new: str, expected: str) -> None:
    assert with_blocks(text, {split(text)[0]: new}) == expected


# A document, a text that does not fit its first block, and a word of the reason.
REFUSED = [
    ("a", " ", "empty"),
    ("a", "x\n\ny", "blank line"),
    ("a", "...", "changes"),
    ("a", "- x", "list item"),
    ("a", "1. x", "numbered step"),
    ("a", "# x", "heading"),
    ("a", "x\n# y", "what follows 'x'"),
    ("a", "> x", "changes"),
    ("a\n\nb --> c", "<!-- x", "changes"),
    ("a\n\nb", "```", "changes"),
    ("a", '!!! note "x"', "title of a note"),
    ("a", "![x](y)", "image"),
    ("a", "[x]: y", "changes"),
    ("- a\n- b", "x\n- y", "what follows 'x'"),
    ("| a | b |\n|---|---|", "x", "1 cells instead of 2"),
    ("| a | b |\n|---|---|", "x | y | z", "3 cells instead of 2"),
    ("# A", "x {#y}", "what follows 'x'"),
    ("![a](b)", "x ] y", "paragraph"),
]


@pytest.mark.parametrize(("text", "new", "reason"), REFUSED)
def test_a_text_that_would_change_the_document_is_refused(text: str, new: str, reason: str) -> None:
    block = split(text)[0]
    with pytest.raises(UnfitTextError, match=re.escape(reason)) as problem:
        with_blocks(text, {block: new})
    assert problem.value.block == block


def test_the_block_that_does_not_fit_is_named_among_others() -> None:
    text = "a\n\nb\n\nc"
    first, second, third = split(text)
    with pytest.raises(UnfitTextError) as problem:
        with_blocks(text, {first: "x", second: "- y", third: "z"})
    assert problem.value.block == second
