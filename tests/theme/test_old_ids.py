"""Links to a heading's former id, as MkDocs made it of a translation's words, still lead to it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import patient
from tests.conftest import MakeSite
from tests.serving import serve

PAGES = """\
-- content/en/faq/pin.md --
---
title: PIN
---
## How long is it?
Four digits.

## How do I change it?
FIRST

### At a branch
SECOND
-- content/ur/faq/pin.md --
---
title: پن
---
## یہ کتنا لمبا ہے؟
چار ہندسے۔

## میں اسے کیسے بدلوں؟
پہلا

### برانچ میں
دوسرا
"""


@pytest.fixture
def address(site: MakeSite, browser: Browser) -> Iterator[str]:
    project = site(PAGES)
    project.build()
    yield from serve(project.root / "site", "/", browser)


def test_a_former_id_opens_its_question(address: str, browser: Browser) -> None:
    page = patient(browser.new_page())
    for former, text in {"_2": "پہلا", "_3": "دوسرا", "at-a-branch": "دوسرا"}.items():
        page.goto(f"{address}ur/faq/pin/#{former}")
        page.reload()
        expect(page.get_by_text(text, exact=True)).to_be_visible()
        expect(page.get_by_text("چار ہندسے۔")).to_be_hidden()
    page.close()


def test_programs_get_questions_without_former_ids(site: MakeSite) -> None:
    project = site(PAGES)
    project.build()
    data = json.loads((project.root / "site/ur/api/answers.json").read_text("utf-8"))
    [asked] = [one for one in data["answers"] if one["id"] == "faq/pin#how-do-i-change-it"]
    assert asked["question"] == "میں اسے کیسے بدلوں؟"
