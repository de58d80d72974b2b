"""The ids of headings are those that MkDocs gives them, so that links from elsewhere stay good."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.toc import slugify_unicode, unique
from pymdownx.slugs import slugify as cased  # type: ignore[import-untyped]

from kbgen.markdown.heading_ids import UniqueIds, heading_words
from kbgen.markdown.scan import scan
from kbgen.model.slugs import SlugOptions

EXTENSIONS = [
    "toc",
    "attr_list",
    "footnotes",
    "smarty",
    "pymdownx.caret",
    "pymdownx.emoji",
    "pymdownx.keys",
    "pymdownx.mark",
    "pymdownx.tilde",
]
HEADINGS = {
    "What's new in 2.1?": "whats-new-in-21",
    "FAQ: Q&A": "faq-qa",
    "![Chart of fees](p.png) Fees": "fees",
    "[![A cat](a.png)](b.md) Cats": "cats",
    "`code_x` and __init__ snake_case _so_": "code_x-and-init-snake_case-so",
    "A -- b ... c": "a-b-c",
    "[Link _x_](a_b.md) & [more][r]": "link-x-more",
    "H<sub>2</sub>O <!-- hidden -->": "h2o",
    "Visit <https://example.com/a_b>": "visit-httpsexamplecoma_b",
    "C\\_d \\* e": "c_d-e",
    "With a note[^1]": "with-a-note",
    "Price &amp; fees": "price-fees",
    "**Bold**{ .red } word": "bold-word",
    "All is well :smile:": "all-is-well",
    "Über Café": "uber-cafe",
    "1. First | second / third": "1-first-second-third",
    "``a`b`` ticks": "ab-ticks",
    "The `<div>` tag": "the-div-tag",
    "~~Old~~ ==new== ^^more^^": "old-new-more",
    "***Both*** ==a_b==": "both-a_b",
}


def ids_of_markdown(text: str, **toc: Any) -> list[str]:
    """Return the ids that Python-Markdown itself gives to headings, in order."""
    md = Markdown(extensions=EXTENSIONS, extension_configs={"toc": toc})
    md.convert(text)

    def ids(tokens: Iterable[Any]) -> Iterable[str]:
        for token in tokens:
            yield token["id"]
            yield from ids(token["children"])

    return list(ids(md.toc_tokens))  # type: ignore[attr-defined] # toc adds it


def ids_of_scan(text: str, options: SlugOptions | None = None) -> list[str]:
    given = options or SlugOptions(has_emoji=True)
    return [heading.id for heading in scan(text, "x.md", 1, None, given).headings]


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_has_the_id_that_mkdocs_gives_it(heading: str) -> None:
    text = f"## {heading}\n\n[r]: x.md\n\n[^1]: Note\n"
    assert ids_of_scan(text) == ids_of_markdown(text) == [HEADINGS[heading]]


def test_equal_headings_are_numbered_as_mkdocs_numbers_them() -> None:
    text = "## Fees\n\n## Fees\n\n## Fees_1\n\n## Cost {#fees_3}\n\n## Fees\n\n## Fees\n"
    expected = ["fees", "fees_1", "fees_2", "fees_3", "fees_4", "fees_5"]
    assert ids_of_scan(text) == ids_of_markdown(text) == expected


SLUGIFY: dict[str, Callable[[str, str], str]] = {
    "in any script": slugify_unicode,
    "in small letters": cased(case="lower"),
    "with capitals": cased(),
}


@pytest.mark.parametrize("name", SLUGIFY)
@pytest.mark.parametrize("separator", ["-", "_"])
def test_the_site_s_own_slugs_are_kept(name: str, separator: str) -> None:
    text = "## What's New? `x`\n\n## رقم کی واپسی\n\n## What's new? x\n"
    options = SlugOptions(SLUGIFY[name], separator)
    expected = ids_of_markdown(text, slugify=SLUGIFY[name], separator=separator)
    assert ids_of_scan(text, options) == expected


def test_a_heading_of_which_mkdocs_keeps_no_letter_has_an_id_in_its_own_script() -> None:
    found = scan("## واپسی\n\n## OTP کیا ہے؟\n\n## رقم\n", "x.md", 1)
    assert [heading.id for heading in found.headings] == ["واپسی", "otp", "رقم"]
    assert found.aliases == {"_1", "_2"}


def test_a_translation_keeps_its_own_old_ids_beside_those_of_the_source() -> None:
    source = scan("## Refund time\n\n## Card {#card}\n", "en.md", 1).headings
    found = scan("## OTP\n\n## کارڈ\n", "ur.md", 1, source)
    assert [heading.id for heading in found.headings] == ["refund-time", "card"]
    assert found.aliases == {"otp", "_1"}


WORDS = st.lists(
    st.sampled_from(
        "fee A_b _so_ **x** `c_d` [t](u_v.md) ![i](j.png) <b> </b> &amp; \\* e.g. (1) Q&A – é کارڈ "
        "<http://a.b/c_d> it's".split()  # words that a person would write
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_ids_are_those_of_mkdocs_whatever_the_headings_are(headings: list[str]) -> None:
    text = "".join(f"## {heading}\n\n" for heading in headings)
    found = scan(text, "x.md", 1, None, SlugOptions(has_emoji=True))
    known = {heading.id for heading in found.headings} | found.aliases
    assert set(ids_of_markdown(text)) <= known


@given(st.lists(st.sampled_from(["a", "a_1", "a_2", "a_b", "", "_1", "a_9", "a_1_1"]), max_size=12))
def test_ids_become_unique_as_in_python_markdown(wanted: list[str]) -> None:
    taken: set[str] = {"a_3"}
    own = UniqueIds(taken)
    assert [own.id(one) for one in wanted] == [unique(one, taken) for one in wanted]


def test_markup_in_a_very_long_heading_is_not_looked_for() -> None:
    text = "![" * 1000
    assert heading_words(text) == text
