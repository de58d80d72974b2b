"""Where the marks of a page stand, to the character: a finding that points beside them helps nobody."""

from __future__ import annotations

from datetime import date

import pytest

from kbgen.markdown.scan import (
    Unique,
    assign_ids,
    find_headings,
    find_links,
    mask,
    read_date,
    scan,
    slugify,
)

# A text, and what of it is no code; the rest is spaces (Python-Markdown's rules).
MASKED = [
    ("a `b` c `d` e", "a     c     e"),
    (r"\`a` b", r"\`a` b"),
    ("``a ` b`` c", "          c"),
    ("`a\n\nb` c", "`a\n\nb` c"),
    ("`a\nb` c", "  \n   c"),
    ("`a\n- b` c", "`a\n- b` c"),
    ("`a\n> b` c", "`a\n> b` c"),
    ("`a\n# b` c", "`a\n# b` c"),
    ("`a\n1. b` c", "`a\n1. b` c"),
    ("| `a |\n| b` |", "| `a |\n| b` |"),
    ("```\n\na\n```\nb", "   \n\n \n   \nb"),
    ("~~~\n\na\n~~~\nb", "   \n\n \n   \nb"),
    ("```\na\n```\nb\n```\nc\n```", "   \n \n   \nb\n   \n \n   "),
    ("```\n```\nb\n\n```\nc\n```", "   \n   \nb\n\n   \n \n   "),
    ("````\na\n```\n\nb\n````\nc", "    \n \n   \n\n \n    \nc"),
    ("~~~ `a`\n\nb\n~~~", "       \n\n \n   "),
    ("``` a`b\n\nc\n```", "``` a`b\n\nc\n```"),
    ("> ```\n> a\n>\n> b\n> ```\nc", "     \n   \n \n   \n     \nc"),
    ("a\n\n    b\nc", "a\n\n     \nc"),
    ("a\n\n\tb", "a\n\n  "),
    ("a\n    b", "a\n    b"),
    ("- a\n\n    b\n\n        c\n\n    d", "- a\n\n    b\n\n         \n\n    d"),
    ("- a\n    - b\n\n    c\n\n        d", "- a\n    - b\n\n    c\n\n         "),
    ("- a\n    - b\n\n        c", "- a\n    - b\n\n        c"),
    ("1. a\n\nb\n\n    c", "1. a\n\nb\n\n     "),
    ("> a\n>\n>     b", "> a\n>\n       "),
    ("a <!-- b --> c", "a            c"),
    ("a <!-- b\nc --> d", "a       \n      d"),
    ("<!-- a\n\nb --> c", "      \n\n      c"),
    ("a <!-- b\n\nc --> d", "a <!-- b\n\nc --> d"),
    ("<CODE>a</Code> b", "               b"),
    ("<pre class='x'>a\n\nb</pre> c", "                \n\n        c"),
    ("<script>a</script> <style>b</style> <textarea>c</textarea> d", " " * 59 + "d"),
    ("<codex>a</codex>", "<codex>a</codex>"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_code_and_comments_are_blanked_out(text: str, expected: str) -> None:
    masked = mask(text)
    assert [line.rstrip() for line in masked.split("\n")] == [
        line.rstrip() for line in expected.split("\n")
    ]
    assert len(masked) == len(text)


def test_elements_of_code_stay_where_html_is_looked_for() -> None:
    text = "<script>a</script> `b`"
    assert mask(text, hide_elements=False) == "<script>a</script>    "


# What is found, in the order of the text: [what it names], and what it loads.
LINKS = [
    ("a [b](c.md)", ["c.md"], [""]),
    ("[b]( <c d.md> )", ["c d.md"], [""]),
    ("[b](c.md 'd') [e](f.md (g))", ["c.md", "f.md"], ["", ""]),
    ('[b](c.md "d) [e](f.md)', ["f.md"], [""]),
    ('[b](c.md "d\n") [e](f.md "g")', ["f.md"], [""]),
    ('[b](c.md "d" x "e")', ["c.md"], [""]),
    ("[a[b]c](d.md)", ["d.md"], [""]),
    ("[a](b_(c).md)", ["b_(c).md"], [""]),
    ("![a](b.png)", ["b.png"], ["img-src"]),
    ("[![a](b.png) c](d.md)", ["b.png", "d.md"], ["img-src", ""]),
    ("[b]()", [""], [""]),
    ("[b](c d)", [], []),
    ("[b]\n\n[b]: c.md\n   [d]: <e.md>", ["c.md", "e.md"], ["", ""]),
    ("[^1]: c.md", [], []),
    ("<https://a.example> <FTP://b> <c>", ["https://a.example", "FTP://b"], ["", ""]),
    ('<A class="x" HREF="c.md">', ["c.md"], [""]),
    ("<a href='c.md'> <a href=d.md> <a href>", ["c.md", "d.md"], ["", ""]),
    ("<a title='>' href=' c.md '>", ["c.md"], [""]),
    ("<p href='c.md'>", [], []),
    ("<img src=a.png>", ["a.png"], ["img-src"]),
    ('<img srcset="a.png, b.png 2x">', ["a.png", "b.png"], ["img-src"] * 2),
    ("<source srcset=a.png> <source src=b.mp3>", ["a.png", "b.mp3"], ["img-src", "media-src"]),
    ("<video poster=a.png src=b.mp4>", ["a.png", "b.mp4"], ["img-src", "media-src"]),
    ("<audio src=a.mp3> <track src=b.vtt>", ["a.mp3", "b.vtt"], ["media-src"] * 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "targets", "loads"), LINKS)
def test_links_are_found_where_they_stand(text: str, targets: list[str], loads: list[str]) -> None:
    found = find_links(mask(text))
    assert [text[link.start : link.end].strip() for link in found] == targets
    assert [link.target.strip() for link in found] == targets
    assert [link.loads for link in found] == loads
    assert {link.is_html for link in found} <= {"<a " in text.lower() or "src" in text}


# The words of a heading, its level, its id, and the day on which it last changed.
HEADINGS = [
    ("# A\n\n###### B", [("A", 1, None, None), ("B", 6, None, None)]),
    ("####### A", [("# A", 6, None, None)]),
    ("## A ##\n\n##B", [("A", 2, None, None), ("B", 2, None, None)]),
    ("##\n\n# #", []),
    ("## `a`\n\n## `b` c {#d}", [("`a`", 2, None, None), ("`b` c", 2, "d", None)]),
    ("## FAX\n\n## X ##", [("FAX", 2, None, None), ("X", 2, None, None)]),
    ("A\n=\n\nB\n---\n\nC\n-", [("A", 1, None, None), ("B", 2, None, None), ("C", 2, None, None)]),
    ("a\n\nA\n===\nb", [("A", 1, None, None)]),
    ("a\nb\n---", []),
    ("> ## A\n\n1.  b\n\n    ## C", [("A", 2, None, None), ("C", 2, None, None)]),
    ("## A `b`", [("A `b`", 2, None, None)]),
    ("## A {#b}", [("A", 2, "b", None)]),
    ("## A {: .c #b }", [("A", 2, "b", None)]),
    ("## A {.c}", [("A", 2, None, None)]),
    ("## A {#b updated=2026-11-01}", [("A", 2, "b", "2026-11-01")]),
    ('## A {updated="2026-11-01" #b}', [("A", 2, "b", "2026-11-01")]),
    ("## A {updated='2026-11-01'}", [("A", 2, None, "2026-11-01")]),
    ("## A {updated=soon}", [("A", 2, None, "soon")]),
    ("## A {updated}", [("A", 2, None, "")]),
    ("## A {not-updated=2026-11-01}", [("A", 2, None, None)]),
    ("A {#b}\n======", [("A", 1, "b", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_headings_are_found_with_what_their_author_gives_them(
    text: str, expected: list[tuple[str, int, str | None, str | None]]
) -> None:
    found = find_headings(text, mask(text))
    days = [mark.updated.text if mark.updated else None for mark in found]
    assert [(m.text, m.level, m.id, d) for m, d in zip(found, days, strict=True)] == expected
    for mark in found:
        assert text[mark.start : mark.end].startswith(mark.text)
        if mark.updated:
            written = text[mark.updated.start : mark.updated.end]
            assert written == (mark.updated.text or "updated")


DATES = {
    "2026-11-01": date(2026, 11, 1),
    "2026-1-9": date(2026, 1, 9),
    "2026-02-30": None,
    "2026-13-01": None,
    "२०२६-११-०१": None,
    "2026-11-01x": None,
    "": None,
}


@pytest.mark.parametrize("text", DATES)
def test_a_day_is_a_year_a_month_and_a_day(text: str) -> None:
    assert read_date(text) == DATES[text]


# A heading as it is written, and the id that it gets of its words alone.
SLUGS = {
    "Refunds & returns: how?": "refunds-returns-how",
    "The [fee](a.md) now": "the-fee-now",
    "The [fee](a.md": "the-fee-a-md",
    "A <b>bold</b> word": "a-bold-word",
    "1 < 2": "1-2",
    "Ab <> c": "ab-c",
    "A <!-- b --> c": "a-c",
    "A <!-- b > c": "a-c",
    "A <!-- b\n--> c": "a-c",
    "A <!-- b": "a-b",
    "{{ fee.window }} days": "fee-window-days",
    "ÉTÉ": "été",
    "E\u0301te\u0301": "été",
    "a\u200db": "ab",
    "कि\u200dताब": "किताब",
    "½ and ²": "½-and-²",
    "…": "section",
}


@pytest.mark.parametrize("text", SLUGS)
def test_an_id_is_made_of_the_words_of_a_heading(text: str) -> None:
    assert slugify(text) == SLUGS[text]


def test_an_id_that_is_taken_gets_the_first_number_that_is_free() -> None:
    unique = Unique({"a", "a-3"})
    assert [unique.id("a") for _ in range(3)] == ["a-2", "a-4", "a-5"]
    assert [unique.id(wanted) for wanted in ("b", "b", "a-2")] == ["b", "b-2", "a-2-2"]


def test_an_author_s_id_is_kept_and_no_other_heading_gets_it() -> None:
    text = "## A\n\n## B {#a}\n\n## A"
    given = assign_ids(find_headings(text, text))
    assert [(one.id, one.explicit) for one in given] == [
        ("a_1", False),
        ("a", True),
        ("a_2", False),
    ]


PAGE = """\
# Fee {#fee updated=2026-11-01}

Pay {{ fee | number }} in `{{ code }}`, or {{ not a fact }}.

<a id="x"></a> <a name=y></a>

Text {: #z }

<script>alert(1)</script>
"""


def test_a_page_is_read_with_every_place() -> None:
    found = scan(PAGE, "content/en/a.md", 4)
    [heading] = found.headings
    assert (heading.level, heading.text, heading.id, heading.explicit) == (1, "Fee", "fee", True)
    assert (str(heading.span), heading.updated) == ("content/en/a.md:4:3", date(2026, 11, 1))
    assert [(use.id, use.filter, str(use.span)) for use in found.uses] == [
        ("fee", "number", "content/en/a.md:6:5")
    ]
    assert found.anchors == {"fee", "x", "y", "z"}
    assert [(text, str(span)) for text, span in found.dated] == [
        ("2026-11-01", "content/en/a.md:4:21")
    ]
    assert [(what.kind, what.name, str(span)) for what, span in found.unsafe] == [
        ("element", "script", "content/en/a.md:12:1")
    ]
    assert [span.length for _, span in found.dated] == [10]
