"""What the scanner sees of Markdown, and what it must not see."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.markdown.scan import assign_ids, find_headings, find_links, mask, scan, slugify
from kbgen.model.uses import find_uses

SEEN = [
    ("text {{ a }}", True),
    ("- item {{ a }}", True),
    ("- item\n\n    second paragraph {{ a }}", True),
    ("1. step\n    - sub {{ a }}", True),
    ("| {{ a }} | b |", True),
    ("> quote {{ a }}", True),
    ('!!! note "T"\n\n    inside {{ a }}', True),
    ("??? note\n    inside {{ a }}", True),
    ("# Title {{ a }}", True),
    ("<div>{{ a }}</div>", True),
    ("a\n    lazy continuation {{ a }}", True),
    ("``` unclosed {{ a }}", True),
    ("`{{ a }}`", False),
    ("``x ` {{ a }}``", False),
    ("    code {{ a }}", False),
    ("text\n\n    code {{ a }}", False),
    ("- item\n\n        code {{ a }}", False),
    ('!!! note "T"\n\n    text\n\n        code {{ a }}', False),
    ("```\n{{ a }}\n```", False),
    ("~~~ yaml\n{{ a }}\n~~~", False),
    ("- item\n\n    ```\n    {{ a }}\n    ```", False),
    ("````\n```\n{{ a }}\n````", False),
    ("<code>{{ a }}</code>", False),
    ("<pre>\n{{ a }}\n</pre>", False),
    ("<!-- {{ a }} -->", False),
    (r"\{{ a }}", False),
]


@pytest.mark.parametrize(("text", "is_seen"), SEEN)
def test_facts_are_seen_everywhere_but_in_code(text: str, is_seen: bool) -> None:
    assert bool(find_uses(mask(text))) is is_seen


USES = [
    ("{{a}}", ("a", None)),
    ("{{ refund.window | number }}", ("refund.window", "number")),
    (r"{{ fee \| number }}", ("fee", "number")),
    ("{{ refund window }}", (None, None)),
    ("{{ }}", (None, None)),
    ("{{ open", (None, None)),
]


@pytest.mark.parametrize(("text", "expected"), USES)
def test_fact_syntax(text: str, expected: tuple[str | None, str | None]) -> None:
    [use] = find_uses(text)
    assert (use.id, use.filter) == expected


HEADINGS = [
    ("# One\n\n## Two {#two}\n", [(1, "One", "one"), (2, "Two", "two")]),
    ("One\n===\n\nTwo\n---\n", [(1, "One", "one"), (2, "Two", "two")]),
    ("## A\n\n## A\n", [(2, "A", "a"), (2, "A", "a_1")]),
    ("## A {.big #x}\n", [(2, "A", "x")]),
    ("## A {: .big }\n", [(2, "A", "a")]),
    ("```\n# no\n```\n", []),
    ("| a |\n|---|\n", []),
    ("- item\n---\n", []),
    ("## رقم کی واپسی؟\n", [(2, "رقم کی واپسی؟", "رقم-کی-واپسی")]),
    ("## वापसी की समय-सीमा\n", [(2, "वापसी की समय-सीमा", "वापसी-की-समय-सीमा")]),
    ("## ؟\n", [(2, "؟", "section")]),
]


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_headings_have_unique_readable_ids(text: str, expected: list[object]) -> None:
    found = scan(text, "x.md", 1).headings
    assert [(h.level, h.text, h.id) for h in found] == expected


def test_a_translation_takes_over_the_ids_of_its_source_by_position() -> None:
    source = scan("## Return\n\n## Refund {#money}\n", "en.md", 1).headings
    translated = find_headings("## واپسی\n\n## رقم\n", "## واپسی\n\n## رقم\n")
    assert [one.id for one in assign_ids(translated, source)] == ["return", "money"]
    other = find_headings("## واپسی\n\n### رقم\n", "## واپسی\n\n### رقم\n")
    assert [one.id for one in assign_ids(other, source)] == ["واپسی", "رقم"]


LINKS = [
    ("[a](b.md)", [("b.md", False)]),
    ('[a](b.md#c "title")', [("b.md#c", False)]),
    ("![a](b.png)", [("b.png", True)]),
    ("[![a](b.png)](c.md)", [("c.md", False), ("b.png", True)]),
    ("[a][b]\n\n[b]: c.md", [("c.md", False)]),
    ('<a class="x" href="c.md">', [("c.md", False)]),
    ("[a](b_(c).md)", [("b_(c).md", False)]),
    ("`[a](b.md)`", []),
]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_links(text: str, expected: list[tuple[str, bool]]) -> None:
    found = [(link.target, bool(link.loads)) for link in find_links(mask(text))]
    assert sorted(found) == sorted(expected)


def test_places_count_lines_and_columns_from_one() -> None:
    found = scan("a\n\nin {{ pin.length }}", "content/ur/faq/pin.md", 5)
    assert str(found.uses[0].span) == "content/ur/faq/pin.md:7:4"


PIECES = "` ``` ~~~ # {{ }} [x]( ) <pre> </pre> <!-- --> | رقم word {#id} \\ === {{a}} !!!".split()
markdown = st.lists(
    st.sampled_from([*PIECES, "\n", "\n\n", "    ", "- ", "!!! note", " "]), max_size=40
).map("".join)


@given(markdown)
def test_the_mask_keeps_every_character_in_its_place(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert [i for i, c in enumerate(masked) if c == "\n"] == [
        i for i, c in enumerate(text) if c == "\n"
    ]
    assert all(m in (c, " ") for m, c in zip(masked, text, strict=True))


@given(markdown)
def test_any_text_can_be_scanned(text: str) -> None:
    found = scan(text, "x.md", 1)
    ids = [h.id for h in found.headings if not h.explicit]
    assert len(ids) == len(set(ids))


@given(st.text(max_size=80))
def test_a_slug_is_one_word_of_letters(text: str) -> None:
    slug = slugify(text)
    assert slug and slug == slug.strip("-") and not set(slug) & set(" \t\n#<>{}\"'")


@pytest.mark.parametrize(
    "piece", ["`", "[", "{{", "<a ", "# ", "![a](", "<!--", "```\n", "* ", "|"]
)
def test_no_repetition_makes_the_scanner_slow(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    start = time.process_time()
    scan(text, "x.md", 1)
    # A page of this size takes milliseconds; a pattern that backtracks takes minutes.
    assert time.process_time() - start < 20
