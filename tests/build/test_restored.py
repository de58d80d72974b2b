"""A page that is put together from its answers says what the page that was built says."""

from __future__ import annotations

import json

import pytest

from tests.conftest import MakeSite
from tests.sites import CONFIG, Project

PAGES = """\
-- content/facts.yml --
fee: {money: 25 AED}
-- content/en/guide.md --
# A guide for {{ fee }}

It begins here, with [the start](index.md), [a part](#part), [another site](https://other.example/x/#y)
and [a letter](mailto:a@example.com).

## Part {#part}

Text of the part.

### Within {{ fee }} {#within}

See [the questions](faq/orders.md#keep) and ![the map](map.png).

> ## Quoted {#quoted}
> Not a section.
-- content/en/map.png --
-- content/en/plain.md --
Only text, and [a page](guide.md#within).
-- content/en/faq/orders.md --
---
title: Orders
---
## Do you keep it? {#keep}

Yes, see [the guide](../guide.md).

## What does `it` cost? {#fee}

{{ fee }}, as in [the same page](orders.md#keep).
"""
WITHOUT_ADDRESS = CONFIG.replace("site_url: https://help.example.com/\n", "")


def problems(project: Project) -> list[str]:
    result = project.run("verify", "site", "--format", "json")
    assert result.exit_code in (0, 1), result.output
    return [problem["message"] for problem in json.loads(result.stdout)["problems"]]


@pytest.fixture(params=[CONFIG, WITHOUT_ADDRESS], ids=["with an address", "without"])
def project(request: pytest.FixtureRequest, site: MakeSite) -> Project:
    project = site(f"-- mkdocs.yml --\n{request.param}{PAGES}")
    project.build()
    return project


def test_a_page_as_it_was_built_is_proven(project: Project) -> None:
    assert problems(project) == []


TAMPERED = {
    "a title": ("guide", ">A guide for", ">A guide from"),
    "a heading of a part": ("guide", ">Within <", ">Without <"),
    "a link to another site": ("guide", "https://other.example/x/#y", "https://evil.example/x/#y"),
    "a link to a page": ("guide", 'href="../faq/orders/#keep"', 'href="../faq/orders/#fee"'),
    "a link on the page": ("guide", 'href="#part"', 'href="#within"'),
    "a text": ("plain", "Only text", "Any text"),
    "an answer": ("faq/orders", "Yes, see", "No, see"),
}


@pytest.mark.parametrize(("page", "before", "after"), TAMPERED.values(), ids=TAMPERED)
def test_a_page_that_was_changed_is_not(
    page: str, before: str, after: str, project: Project
) -> None:
    file = project.root / "site" / page / "index.html"
    html = file.read_text("utf-8")
    assert before in html
    file.write_text(html.replace(before, after), "utf-8")
    assert problems(project)
