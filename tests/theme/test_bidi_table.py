"""Every character in its place: the table of tests/bidi, in a real Chromium, on built pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import patient, settle
from tests.languages.test_bidi_table import CONTROLS, LANGS, TABLE, text_of
from tests.serving import serve
from tests.shell_site import AT
from tests.sites import CONFIG as SITE_CONFIG
from tests.sites import write_site

HOME = {"ur": "ہمارا صفحہ", "ar": "صفحتنا"}
BATCHES = (
    "xylophone",
    "quarterback",
    "zephyr",
    "mnemonic",
    "bagpipe",
    "jackhammer",
    "wolverine",
    "trampoline",
    "hovercraft",
    "sycamore",
)
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
  - kbgen: {limits: {page_seconds: 60}}
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
    "menu": ("more/headings/", ".kb-toc li a"),
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


SMALL = """\
-- content/en/faq/x.md --
# Can I pay by card (VISA)?

The limit.

1. One
2. Two
-- content/en/faq/money.md --
# The limit
-- content/en/procedures/do.md --
# Steps
-- content/ur/faq/money.md --
# حد AED 1,250

حد AED 1,250 ہے۔ قیمت PKR 125,000 ہے۔ رینج AED 1,250.00–1,500.00 ہے۔

`*123#` ڈائل کریں یا `--strict` لکھیں یا `.env` کھولیں۔

(042) 111-222-333 یا 0300 123 4567 یا 111 222 333 پر کال کریں۔
-- content/ar/faq/money.md --
# الحد AED 1,250

الحد AED 1,250 والسعر PKR 125,000 والنطاق AED 1,250.00–1,500.00.

اطلب `*123#` أو اكتب `--strict` أو افتح `.env` أو `{{ price }}`.

اتصل على (04) 555-0142 أو 04-555 0142 أو 800 6247 الآن.

1. أولًا
2. ثانيًا خلال ١٤ يومًا
-- content/ar/procedures/do.md --
# خطوات

1. أولًا
2. ثانيًا
"""
READS = {
    "ur/faq/money/": [
        "AED 1,250", "PKR 125,000", "AED 1,250.00–1,500.00", "*123#", "--strict", ".env",
        "(042) 111-222-333", "0300 123 4567", "111 222 333",
    ],
    "ar/faq/money/": [
        "AED 1,250", "PKR 125,000", "AED 1,250.00–1,500.00", "*123#", "--strict", ".env",
        "{{ price }}", "(04) 555-0142", "04-555 0142", "800 6247",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def small_address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    config = SITE_CONFIG.replace("- kbgen", "- kbgen: {locales: {ar: {numbering: arab}}}")
    text = f"-- mkdocs.yml --\n{config}{SMALL}"
    project = write_site(tmp_path_factory.mktemp("small") / "project", text)
    project.build()
    yield from serve(project.root / "site", AT, browser)


@pytest.mark.parametrize("path", READS)
def test_money_code_and_telephone_read_as_they_are_written(
    page: Page, small_address: str, path: str
) -> None:
    page.goto(small_address + path)
    shown = " ".join(page.evaluate(ORDER, "article > p, article > h1"))
    assert [unit for unit in READS[path] if unit not in shown] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", ["", "faq/", "faq/money/", "faq/x/", "search/"])
def test_a_title_in_another_language_is_whole_wherever_it_is_listed(
    page: Page, small_address: str, path: str, lang: str
) -> None:
    page.goto(f"{small_address}{lang}/{path}")
    found = page.locator("a", has_text="Can I pay").all()
    assert found or not path
    for link in found:
        title = link.locator("[lang=en]").first
        assert title.get_attribute("dir") == "ltr"
    shown = page.evaluate(ORDER, "a [lang=en], h1[lang=en]")
    assert set(shown) <= {"Can I pay by card (VISA)?", "English", "Home", "Steps", "The limit"}


STYLES = """(selector) => [...document.querySelectorAll(selector)].map(
  (list) => getComputedStyle(list).listStyleType,
)"""


def counters(page: Page, selector: str) -> list[str]:
    """Return the style of each list's numbers, as the browser computes it."""
    return [str(style) for style in page.evaluate(STYLES, selector)]


def test_lists_are_numbered_in_the_digits_of_their_language(page: Page, small_address: str) -> None:
    page.goto(f"{small_address}ar/faq/money/")
    assert counters(page, "article ol") == ["arabic-indic"]
    page.goto(f"{small_address}ar/faq/x/")
    assert counters(page, "article ol") == ["decimal"], "English on an Arabic page"
    page.goto(f"{small_address}ur/faq/x/")
    assert counters(page, "article ol") == ["decimal"]
    page.goto(f"{small_address}ar/procedures/do/")
    step = "(s) => getComputedStyle(document.querySelector(s), '::before').content"
    assert page.evaluate(step, "article > ol > li") == "counter(step, arabic-indic)"


NARROW = """\
-- content/en/units.md --
# Within 24 hours of AED 1,250.00–1,500.00

{text}
-- content/ur/units.md --
# حد AED 1,250.00–1,500.00 کے اندر

{urdu}
"""
LINES = """() => [...document.querySelectorAll("article p .kb-unit")].map((element) => {
  const tops = [...element.getClientRects()].map((box) => box.top);
  return [element.textContent, Math.max(...tops) - Math.min(...tops) < 12];
})"""


def test_a_unit_never_breaks_and_no_phone_scrolls_sideways(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    filler = ["a", "word", "and", "another one", "of", "many lengths"] * 6
    english = " ".join(f"{one} 24 hours {one} NH-KT20 or AED 1,250" for one in filler)
    urdu = " ".join(
        f"{'ا' * (at % 7 + 1)} 3 منٹ یا NH-KT20 اور +971 4 555 0142" for at in range(24)
    )
    long = "https://help.example.com/a/very/long/address/that/goes/on/and/on/for/ever?a=1&b=2"
    text = NARROW.format(text=f"{english} {long}", urdu=f"{urdu} {long}")
    project = write_site(tmp_path_factory.mktemp("narrow") / "project", text)
    project.build()
    context = browser.new_context(viewport={"width": 320, "height": 640})
    for address in serve(project.root / "site", "/", browser):
        page = context.new_page()
        for path in ("units/", "ur/units/"):
            page.goto(address + path)
            found = page.evaluate(LINES)
            assert len(found) > 20 and [text for text, is_whole in found if not is_whole] == [], (
                path
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    context.close()
