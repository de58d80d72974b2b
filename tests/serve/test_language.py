"""The panels of `kbgen serve` speak the editor's language, and have all words that they show."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

import kbgen.serve
from kbgen.commands.build import check_project
from kbgen.model.doubt import doubts_in
from kbgen.report.catalog import IN_ENGLISH, catalog_of
from kbgen.serve.words import doubt_data, words_in
from tests.doubt_site import DOUBT
from tests.serve.test_serve import Served, serving, window
from tests.sites import write_site

SCRIPTS = Path(kbgen.serve.__file__).parent
SITE = """\
-- content/facts.yml --
fee: {money: 25 AED}
-- content/en/index.md --
---
title: Help
---
A card costs {{ fee }}.
"""
MISTAKE = "-- content/en/index.md --\n---\ntitle: Help\n---\nA card costs { fee }}.\n"


def test_every_word_of_the_scripts_is_sent_to_them() -> None:
    text = "".join(file.read_text("utf-8") for file in SCRIPTS.glob("*.js"))
    named = set(re.findall(r"\bwords\.(\w+)", text))
    assert named and named <= words_in(IN_ENGLISH).keys()
    assert {"error", "warning", "doubt", "critical", "worded", "minor"} <= words_in(
        IN_ENGLISH
    ).keys()
    for lang in ("ar", "hi", "ur"):
        own = words_in(catalog_of(lang))
        assert [name for name, word in words_in(IN_ENGLISH).items() if own[name] == word] in (
            [],
            ["dir"],
        )


def test_both_texts_of_a_doubt_are_named_in_the_editors_language(tmp_path: Path) -> None:
    root = write_site(tmp_path, DOUBT).root
    [doubt, *_] = doubts_in(check_project(root / "mkdocs.yml")[1])
    names = {
        lang: [text["name"] for text in doubt_data(doubt, catalog_of(lang))["texts"]]
        for lang in ("en", "ur", "hi")
    }
    assert names == {
        "en": ["English", "Urdu"],
        "ur": ["انگریزی", "اردو"],
        "hi": ["अंग्रेज़ी", "उर्दू"],
    }


def _in_urdu(served: Served) -> None:
    served.session.catalog = catalog_of("ur")


def test_a_mistake_is_shown_in_the_editors_language(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path / "project", SITE) as served:
        _in_urdu(served)
        with window(browser, served, "") as at:
            served.save(MISTAKE)
            panel = at.panel("trouble")
            expect(panel).to_contain_text("KB217")
            assert panel.get_attribute("lang") == "ur" and panel.get_attribute("dir") == "rtl"
            line = panel.locator("li").first
            expect(line.locator(".error")).to_have_text("غلطی KB217")
            # What is typed stands in an element of its own direction, and has no marks in it.
            typed = line.locator(".hint bdi").first
            expect(typed).to_have_text("{{ fee }}")
            assert typed.evaluate("node => getComputedStyle(node).direction") == "ltr"
            assert not re.search("[\u2066-\u2069]", line.inner_text())


def test_a_page_that_is_not_there_yet_says_so_in_the_language(tmp_path: Path) -> None:
    with serving(tmp_path / "project", SITE.replace("{{ fee }}", "{ fee }}")) as served:
        _in_urdu(served)
        _, _, text = served.get("/")
        assert '<html lang="ur" dir="rtl">' in text
