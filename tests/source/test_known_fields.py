"""Fields of front matter that are not kbgen's: as MkDocs, which lets a page have any."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.source.front_matter import read_front_matter, split_front_matter
from kbgen.source.known_fields import FieldRules, distance, mistyped_hint
from tests.conftest import MakeSite

LEDGER = "-- content/facts.yml --\nfee: {money: 25 AED}\n-- content/en/fee.md --\n{{ fee }}\n"
PLAIN, KIND = "guide/x", "policies/x"
# (page, its field, whether there is a ledger) → what is found
TABLE: Mapping[tuple[str, str, bool], str] = {
    (PLAIN, "sidebar_position: 2", False): "warning KB114",
    (PLAIN, "sidebar_position: 2", True): "warning KB114",
    (KIND, "sidebar_position: 2", False): "warning KB114",
    (KIND, "sidebar_position: 2", True): "error KB103",
    (PLAIN, "id: x", True): "warning KB114",
    (PLAIN, "desciption: A", False): "warning KB103",
    (PLAIN, "desciption: A", True): "error KB103",
    (KIND, "efective: 2026-01-01", False): "error KB103",
    (PLAIN, "efective: 2026-01-01", True): "warning KB114",  # no such field on a plain page
    ("faq/x", "effective: 2026-01-01", False): "error KB103",  # of another kind
    ("notices/x", "until: 2026-01-01", False): "error KB103",  # ends, in other words
    (PLAIN, "source: https://example.com/a", False): "warning KB115",
    (PLAIN, "source: https://example.com/a", True): "warning KB115",
    (KIND, "source: https://example.com/a", True): "warning KB115",
    (PLAIN, "source: Reuters", True): "warning KB115",
    (PLAIN, "source: fr", False): "warning KB115",
    (PLAIN, "source: fr", True): "error KB104",
    (PLAIN, "source: en", True): "",
    (PLAIN, "source: ur", False): "warning KB104",  # there is no ur/guide/x.md
    (PLAIN, "owner: [a, b]", False): "warning KB115",
    (PLAIN, "owner: [a, b]", True): "error KB104",
    (PLAIN, "updated: last week", False): "warning KB115",
    (PLAIN, "template: 4", False): "",
    (PLAIN, "draft: maybe", False): "warning KB115",
    (PLAIN, 'draft: "no"', False): "",
    (PLAIN, "was: before", True): "",
    (PLAIN, "was: {a: b}", False): "warning KB115",
    (PLAIN, "imported: yesterday", False): "warning KB115",
    (PLAIN, "hide: true", False): "",
    (PLAIN, "tags: [2024, 1.10, true]", False): "",
    (PLAIN, "tags: [2024]", True): "error KB104",
    (PLAIN, "keywords: a, b", True): "",
    (PLAIN, "keywords: {a: b}", False): "warning KB115",
    (PLAIN, "status: new", True): "",
    (PLAIN, "date: {created: 2024-01-31}", True): "",
    (PLAIN, "search: {exclude: true}", True): "",
    (PLAIN, "authors: [squidfunk]", True): "",
    (PLAIN, "slug: 2024/x", True): "",
    (PLAIN, "slug: a\nslug: b", False): "warning KB102",
    (PLAIN, "slug: a\nslug: b", True): "error KB102",
    (PLAIN, "version: 1.10", True): "warning KB114",
}


@pytest.mark.parametrize(("page", "field", "has_ledger"), TABLE)
def test_a_foreign_field_is_an_error_only_where_it_is_a_mistake(
    page: str, field: str, has_ledger: bool, site: MakeSite
) -> None:
    text = f"-- content/en/{page}.md --\n---\n{field}\n---\n# A title\n\nText.\n"
    found = [
        f"{one['severity']} {one['code']}"
        for one in site(text + LEDGER * has_ledger).check()
        if page in one["path"] and one["code"] != "KB305"
    ]
    # Policies lack what they need to have; that is another matter.
    assert [one for one in found if "KB45" not in one] == [TABLE[page, field, has_ledger]] * bool(
        TABLE[page, field, has_ledger]
    )


def test_a_page_of_another_program_is_built_with_what_it_says(site: MakeSite) -> None:
    page = """\
-- content/en/x.md --
---
id: x
title: 2024
description: 1.10
source: https://example.com/original
owner: {name: A}
updated: soon
tags: [2024-01-31, 7]
toc_depth: 2
---
Text of the page.
-- content/ur/x.md --
---
title: ایکس
source: https://example.com/original
owner: {name: A}
layout: wide
---
متن۔
"""
    project = site(page)
    printed = project.run("build").output
    assert "Built" in printed, printed
    assert "3 fields that kbgen does not know: id, toc_depth, layout" in printed
    assert "meta_fields: [id, toc_depth, layout]" in printed
    assert "Text of the page." in project.text("x") and "متن" in project.text("ur/x")
    html = project.html("x")
    assert "<title>2024" in html and 'content="1.10"' in html


def test_the_hints_when_followed_silence_all_of_it(site: MakeSite) -> None:
    page = "---\nid: x\nlayout: page\nsource: https://example.com/\nowner: [a]\n---\nText.\n"
    pages = "".join(f"-- content/en/{name}.md --\n{page}" for name in "abcd")
    project = site(pages)
    codes = {one["code"] for one in project.check()}
    assert codes == {"KB114", "KB115"}
    config = (project.root / "mkdocs.yml").read_text("utf-8")
    for hint in ("meta_fields: [id, layout, source, owner]",):
        (project.root / "mkdocs.yml").write_text(
            config.replace("- kbgen\n", f"- kbgen:\n      {hint}\n"), "utf-8"
        )
    assert project.check() == []


def test_what_a_translation_repeats_is_told_and_does_not_stop_a_plain_site(site: MakeSite) -> None:
    page = "---\nreviewed: 2026-01-01\n---\nText.\n"
    project = site(f"-- content/en/x.md --\n{page}-- content/ur/x.md --\n{page}")
    assert [(one["severity"], one["code"]) for one in project.check()] == [("warning", "KB105")]
    project.build()


words = st.text("abcdefgh", min_size=4, max_size=9)


@given(words, st.data())
def test_one_slip_in_a_name_is_always_near(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    slips = {
        "left out": word[:at] + word[at + 1 :],
        "twice": word[:at] + word[at] + word[at:],
        "wrong": f"{word[:at]}x{word[at + 1 :]}",
        "exchanged": word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at else word,
    }
    for name, slip in slips.items():
        assert distance(slip, word) <= 1, name
        assert distance(slip, word) == distance(word, slip)


def test_short_names_are_never_near() -> None:
    fields = ["date", "hide", "icon", "tags", "was", "title"]
    assert not any(mistyped_hint(name, fields) for name in ("id", "tag", "ico", "has"))
    assert str(mistyped_hint("Titel", fields)) == "did you mean 'title'?"


fields = st.dictionaries(
    st.sampled_from(["id", "title", "tags", "owner", "source", "updated", "draft", "was", "xy z"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=6,
    ),
)


@given(fields)
def test_no_field_of_a_plain_page_stops_a_site_without_a_ledger(data: dict[str, object]) -> None:
    text = json.dumps(data, default=str)  # JSON is YAML
    split, _ = split_front_matter(f"---\n{text}\n---\nBody\n", "x.md")
    meta, _, found = read_front_matter(split, "x.md", "x", False, FieldRules(langs=("en",)))
    wrong = [one for one in found if one.severity == "error"]
    assert meta is not None or wrong
    assert all(one.code in ("KB101", "KB102") for one in wrong), wrong
