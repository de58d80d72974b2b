"""Every character in its place: the table of tests/bidi, in a real Chromium, on built pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from bidi import get_display
from playwright.sync_api import Browser, Page

from kbgen.resolve.bidi import isolate_runs
from tests.browser import patient, settle
from tests.serving import serve
from tests.shell_site import AT
from tests.sites import write_site

TABLE: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "bidi" / "table.json").read_text("utf-8")
)
LANGS = ("ur", "ar")
HOME = {"ur": "ہمارا صفحہ", "ar": "صفحتنا"}
CONTROLS = re.compile("[\u200b\u200d-\u200f\u202a-\u202e\u2066-\u2069]")
BATCHES = ("xylophone", "quarterback", "zephyr", "mnemonic", "bagpipe", "jackhammer", "wolverine")
"""A page of search shows 50 results: words that bring some pages each."""

CONFIG = """\
site_name: Test
site_url: https://help.example.com/
docs_dir: content
theme: {name: material, font: false}
plugins:
  - i18n:
      docs_structure: folder
      reconfigure_search: false
      languages:
        - {locale: ur, name: اردو, default: true}
        - {locale: ar, name: العربية}
  - kbgen
"""

ORDER = """(selector) => [...document.querySelectorAll(selector)].map((element) => {
  const found = [];
  element.style.whiteSpace = "nowrap";
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data;
    for (let at = 0; at < text.length; at += 1) {
      if (/[\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069]/.test(text[at])) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + 1);
      const box = range.getBoundingClientRect();
      found.push([box.left, text[at], box.top + box.height / 2]);
    }
  }
  const middles = found.filter(([, char]) => char.trim()).map(([, , middle]) => middle);
  const lines = Math.max(...middles) - Math.min(...middles) > 24 ? " (on several lines)" : "";
  // Two letters that are one glyph (لا) have one place: the first stands on the right.
  const order = found.reverse().sort((a, b) => (Math.abs(a[0] - b[0]) < 0.01 ? 0 : a[0] - b[0]));
  return order.map(([, char]) => char).join("").trim() + lines;
})"""


def text_of(entry: dict[str, Any], lang: str) -> str:
    return re.sub("[⟦⟧]", "", entry[lang]["marked"])


def expected(lang: str) -> list[str]:
    return [entry[lang]["visual"].replace("\u200c", "") for entry in TABLE]


def written(text: str) -> str:
    """Write a text so that nothing of it is Markdown."""
    return re.sub(r"[!-/:-@\[-`{-~]", lambda match: f"&#{ord(match[0])};", text)


def pages(lang: str) -> Iterator[str]:
    texts = [text_of(entry, lang) for entry in TABLE]
    rows = "\n".join(f"| {written(text)} | {number} |" for number, text in enumerate(texts))
    yield f"-- content/{lang}/index.md --\n# {HOME[lang]}\n"
    yield f"-- content/{lang}/paragraphs.md --\n# {HOME[lang]}\n\n" + "\n\n".join(
        map(written, texts)
    )
    yield f"-- content/{lang}/more/headings.md --\n# {HOME[lang]}\n\n" + "\n\n".join(
        f"## {written(text)}" for text in texts
    )
    yield f"-- content/{lang}/cells.md --\n# {HOME[lang]}\n\n| a | b |\n|---|---|\n{rows}\n"
    for number, text in enumerate(texts):
        title = json.dumps(text, ensure_ascii=False)
        batch = BATCHES[number // 48]
        yield f"-- content/{lang}/pages/{number:03}.md --\n---\ntitle: {title}\n---\n{batch}\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """A site with every sentence of the table as paragraph, heading, cell and title of a page."""
    text = f"-- mkdocs.yml --\n{CONFIG}" + "".join(
        f"{part}\n" for lang in LANGS for part in pages(lang)
    )
    project = write_site(tmp_path_factory.mktemp("table") / "project", text)
    (project.root / "content/en/index.md").unlink()
    (project.root / "content/en").rmdir()
    project.build()
    yield from serve(project.root / "site", AT, browser)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1920, "height": 1000})
    yield patient(context.new_page())
    context.close()


def misplaced(shown: list[str], lang: str) -> dict[str, tuple[str, str]]:
    """Return what is not shown as it must be, by id: as it is and as it must be."""
    assert len(shown) == len(TABLE)
    rows = zip(TABLE, shown, expected(lang), strict=True)
    return {entry["id"]: (is_, must) for entry, is_, must in rows if is_ != must}


PLACES = {
    "paragraph": ("paragraphs/", "article > p"),
    "heading": ("more/headings/", "article > h2"),
    "menu": ("more/headings/", ".kb-aside li li a"),
    "cell": ("cells/", "article td:first-child"),
    "list": ("pages/", ".kb-list a"),
}


QUERIES = (*BATCHES, "AED", "555 0142", "MB", "۳۰ zephyr", "2025")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("place", PLACES)
def test_every_character_is_in_its_place(page: Page, address: str, place: str, lang: str) -> None:
    path, selector = PLACES[place]
    page.goto(f"{address}{'' if lang == LANGS[0] else 'ar/'}{path}")
    assert misplaced(page.evaluate(ORDER, selector), lang) == {}


@pytest.mark.parametrize("lang", LANGS)
def test_results_show_every_character_in_its_place(page: Page, address: str, lang: str) -> None:
    must = {text_of(entry, lang): entry[lang]["visual"] for entry in TABLE}
    wrong, seen = {}, set()
    for query in QUERIES:
        page.goto(f"{address}{'' if lang == LANGS[0] else 'ar/'}search/?q={quote(query)}")
        settle(page)
        titles = page.locator(".kb-results strong")
        titles.first.wait_for()
        texts = [CONTROLS.sub("", text) for text in titles.all_text_contents()]
        shown = page.evaluate(ORDER, ".kb-results strong")
        for text, is_ in zip(texts, shown, strict=True):
            seen.add(text)
            if text in must and is_ != must[text].replace("\u200c", ""):
                wrong[text] = is_, must[text]
    assert wrong == {}
    assert set(must) - seen == set()


def mirrored(text: str) -> str:
    return text.translate(str.maketrans(")>]}»≥”", "(<[{«≤“"))


@pytest.mark.parametrize("lang", LANGS)
def test_plain_text_reads_as_the_table_says(lang: str) -> None:
    """The same of titles, feeds and descriptions, by an implementation of UAX #9 not ours."""
    wrong = {}
    for entry in TABLE:
        text = isolate_runs(text_of(entry, lang), "rtl")
        # python-bidi writes brackets mirrored, and reads LRI for FSI alike.
        is_ = CONTROLS.sub("", get_display(text, base_dir="R"))
        if mirrored(is_) != mirrored(entry[lang]["visual"]):
            wrong[entry["id"]] = is_, entry[lang]["visual"]
    assert wrong == {}
