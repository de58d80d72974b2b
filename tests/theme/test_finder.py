"""The search as a customer meets it: the dialog of every page, and the page of results."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser import patient, settle
from tests.serving import serve
from tests.sites import Project, write_site

DIALOG = "dialog.kb-finder"
FOUND = f"{DIALOG} .kb-results a"
SITE = """\
-- mkdocs.yml --
site_name: Test
site_url: https://help.example.com/
docs_dir: content
theme: {name: material}
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true}
        - {locale: ur, name: اردو}
        - {locale: ar, name: العربية}
  - kbgen: {contact: [line], search: {beacon: "http://127.0.0.1:9/missed"}}
-- content/facts.yml --
line: {phone: "+971 4 555 0142"}
-- content/en/index.md --
---
title: Help
---
x
-- content/en/faq/returns.md --
---
title: Returns
---
## How do I return an item? {#how}
Bring the parcel to a branch.

## When do I get my refund? {#refund}
Your refund comes within a week.
-- content/en/faq/locks.md --
---
title: Doors <b>& locks</b>
---
## The key does not turn {#key}
Oil it, or call a locksmith & wait.
-- content/en/procedures/paint.md --
---
title: Paint a wall
---
## Steps {#steps}
Use a zebrabrush.
-- content/en/procedures/hang.md --
---
title: Hang a lamp
---
## Steps {#steps}
Use a zebradrill.
-- content/en/faq/lamps.md --
---
title: Lamps & light
---
## Steps {#steps}
None.
-- content/ur/procedures/paint.md --
---
title: دیوار رنگنا
---
## مراحل {#steps}
زیبرابرش استعمال کریں۔
-- content/ur/procedures/hang.md --
---
title: لیمپ لگانا
---
## مراحل {#steps}
زیبراڈرل استعمال کریں۔
-- content/ur/index.md --
---
title: مدد
---
x
-- content/ur/faq/returns.md --
---
title: واپسی
---
## میں چیز کیسے واپس کروں؟ {#how}
پارسل کسی برانچ میں لائیں۔

## میری رقم کب واپس ملے گی؟ {#refund}
آپ کی رقم ایک ہفتے میں واپس ملتی ہے۔ سوال ہو تو {{ line }} پر فون کریں۔
"""

OpenAt = Callable[..., Page]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = write_site(tmp_path_factory.mktemp("finder") / "project", SITE)
    made.build()
    return made


@pytest.fixture(scope="module")
def address(project: Project, browser: Browser) -> Iterator[str]:
    yield from serve(project.root / "site", browser=browser)


@pytest.fixture
def open_at(browser: Browser, address: str) -> Iterator[OpenAt]:
    contexts = []

    def open_(path: str = "", width: int = 1000, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 740}, java_script_enabled=script
        )
        contexts.append(context)
        page = patient(context.new_page()) if script else context.new_page()
        page.goto(address + path)
        return page

    yield open_
    for context in contexts:
        context.close()


def ask(page: Page, words: str) -> None:
    page.locator("body").press("/")
    expect(page.locator(f"{DIALOG} input")).to_be_focused()
    # At once, not letter by letter: the answer to a part of it is not what is looked at.
    page.keyboard.insert_text(words)


@pytest.mark.parametrize("how", ["slash", "ctrl", "field", "button"])
def test_the_search_opens_from_every_page(how: str, open_at: OpenAt) -> None:
    page = open_at("faq/returns/", width=360 if how == "button" else 1000)
    match how:
        case "slash":
            page.locator("body").press("/")
        case "ctrl":
            page.locator("body").press("Control+k")
        case "field":
            page.click("#kb-find")
        case "button":
            page.click(".kb-tool--find")
    expect(page.locator(f"{DIALOG} input")).to_be_focused()
    page.keyboard.type("refund")
    expect(page.locator(FOUND).first).to_contain_text("refund")
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_be_hidden()


@pytest.mark.parametrize(
    ("lang", "words", "name"),
    [
        ("", "zebrabrush", "Paint a wall – Steps"),
        ("", "zebradrill", "Hang a lamp – Steps"),
        ("ur/", "زیبرابرش", "دیوار رنگنا – مراحل"),
    ],
)
def test_a_heading_of_many_pages_is_led_by_its_page(
    lang: str, words: str, name: str, open_at: OpenAt
) -> None:
    page = open_at(lang)
    ask(page, words)
    expect(page.locator(f"{FOUND} strong").first).to_have_text(name)
    shown = page.locator(f"{FOUND} .kb-quiet").first
    expect(shown).not_to_contain_text(name.partition(" – ")[0])
    page = open_at(f"{lang}search/?q={words}")
    expect(page.locator("[data-kb-found] .kb-results strong").first).to_have_text(name)
    # What one page alone says is named as it was.
    page = open_at("search/?q=locksmith")
    expect(page.locator("[data-kb-found] .kb-results strong").first).to_have_text(
        "The key does not turn"
    )


def test_the_list_of_all_names_pages_first_as_well(project: Project) -> None:
    listed = re.findall(
        r'<li><a href="([^"]*)"[^>]*>(.*?)</a>(.*?)</li>', project.html("search"), re.S
    )
    named = {href: (title, rest.strip()) for href, title, rest in listed}
    assert named["../faq/lamps/#steps"] == ("Lamps &amp; light – Steps", "")
    assert named["../faq/locks/#key"] == (
        "The key does not turn",
        '<span class="kb-quiet">Doors &lt;b&gt;&amp; locks&lt;/b&gt;</span>',
    )


def test_a_slash_in_a_field_is_a_slash(open_at: OpenAt) -> None:
    page = open_at("search/")
    page.focus("#kb-query")
    page.keyboard.type("a/b")
    expect(page.locator("#kb-query")).to_have_value("a/b")
    expect(page.locator(DIALOG)).to_have_count(0)


def test_arrows_choose_and_enter_opens(open_at: OpenAt) -> None:
    page = open_at("ur/")
    ask(page, "رقم واپس")
    first = page.locator(FOUND).first
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"{DIALOG} input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ur/faq/returns/#refund")
    expect(page.locator("[data-anchor=refund]")).to_have_attribute("open", "")


def test_enter_in_the_field_leads_to_the_page_of_results(open_at: OpenAt) -> None:
    page = open_at("faq/locks/")
    ask(page, "refund")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=refund")
    first = page.locator("ol.kb-results > li > a[href]").first
    assert first.evaluate("link => link.pathname + link.hash") == "/faq/returns/#refund"
    expect(page.locator("[data-kb-az]")).to_be_hidden()
    page.fill("#kb-query", "")
    expect(page.locator("[data-kb-az]")).to_be_visible()


@pytest.mark.parametrize(
    "lang, words", [("", "refund"), ("ur/", "raqam wapas"), ("ur/", "refund"), ("", "رقم واپس")]
)
def test_any_spelling_and_any_language_finds_it(lang: str, words: str, open_at: OpenAt) -> None:
    page = open_at(lang)
    ask(page, words)
    expect(page.locator(FOUND).first).to_be_visible()
    found = page.locator(FOUND).evaluate_all("links => links.map(a => a.pathname + a.hash)")
    assert f"/{lang}faq/returns/#refund" in found[:2]


def test_an_answer_in_another_language_is_labelled(open_at: OpenAt) -> None:
    page = open_at("ar/")
    ask(page, "locksmith")
    first = page.locator(FOUND).first
    expect(first).to_contain_text("English")
    assert first.locator("strong").get_attribute("lang") == "en"
    assert first.locator("strong").get_attribute("dir") == "ltr"


def test_marks_are_on_whole_words_and_text_is_text(open_at: OpenAt) -> None:
    page = open_at("ur/")
    ask(page, "رقم")
    expect(page.locator(f"{FOUND} mark").first).to_be_visible()
    for mark in page.locator(f"{FOUND} mark").all_text_contents():
        assert mark.strip("؟۔، ") in ("رقم", "رقوم")
    page.keyboard.press("Escape")
    # The browser takes the focus out of what is hidden with the next frame, not at once.
    expect(page.locator(f"{DIALOG} input")).not_to_be_focused()
    ask(page, "")
    page.fill(f"{DIALOG} input", "locksmith")
    expect(page.locator(FOUND).first).to_contain_text("&")
    assert page.locator(f"{FOUND} b").count() == 0


LEFT = """(result) => {
  const walk = document.createTreeWalker(result, NodeFilter.SHOW_TEXT)
  const found = {}
  for (let node; (node = walk.nextNode()); ) {
    for (const group of ["+971", "555", "0142"]) {
      const at = node.data.indexOf(group)
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + group.length)
      found[group] = range.getBoundingClientRect().left
    }
  }
  return ["+971", "555", "0142"].map((group) => found[group])
}"""


@pytest.mark.parametrize("words", ["رقم کب", "0142"])
def test_a_phone_number_is_read_from_the_left(words: str, open_at: OpenAt) -> None:
    page = open_at("ur/")
    ask(page, words)
    places = page.locator(FOUND, has_text="0142").evaluate(LEFT)
    assert len(set(places)) == 3 and places == sorted(places)


def test_nothing_found_offers_a_way_on_and_is_told_without_names(open_at: OpenAt) -> None:
    page = open_at("ur/")
    shown: list[str] = []

    def keep(request: Request) -> None:
        if request.url.endswith("/missed"):
            shown.append(request.post_data or "")

    page.on("request", keep)
    page.route("**/missed", lambda route: route.fulfill(status=204))
    with page.expect_request("**/missed"):
        ask(page, "qzxv 0501234567 me@example.com")
        nothing = page.locator(f"{DIALOG} [data-nothing]")
        expect(nothing).to_be_visible()
        expect(nothing).to_contain_text("+971 4 555 0142")
    # It would be reported again before another one.
    with page.expect_request("**/missed"):
        page.fill(f"{DIALOG} input", "qzxw")
    assert shown == [f"query={words}&language=ur&found=0" for words in ("qzxv+%23+%40", "qzxw")]


@pytest.mark.parametrize(
    "words",
    [
        "a" * 10_000,
        "(.*)+[",
        "\u202e\u2066\u0007",
        "\\",
        "%%%",
        "🙂",
        "<img src=x onerror=alert(1)>",
    ],
)
def test_what_nobody_would_ask_does_no_harm(words: str, open_at: OpenAt) -> None:
    page = open_at("search/")
    page.fill("#kb-query", words)
    answered = page.locator("[data-kb-found]").locator("ol a, [data-nothing]")
    expect(answered.filter(visible=True).first).to_be_visible()
    page.fill("#kb-query", "refund")
    expect(page.locator("ol.kb-results a").first).to_contain_text("refund")


@pytest.mark.parametrize("status", [404, 500])
def test_an_index_that_is_not_there_is_said(status: int, open_at: OpenAt) -> None:
    page = open_at("faq/locks/")
    page.context.route("**/search/index.json", lambda route: route.fulfill(status=status))
    ask(page, "refund")
    expect(page.locator(f"{DIALOG} [data-status]")).to_contain_text("could not be loaded")


def test_an_index_that_was_cut_is_said(open_at: OpenAt) -> None:
    page = open_at("faq/locks/")
    page.context.route("**/words.json", lambda route: route.fulfill(body='{"w":["a'))
    ask(page, "refund")
    expect(page.locator(f"{DIALOG} [data-status]")).to_contain_text("could not be loaded")


def test_the_search_loads_nothing_before_it_is_wanted(open_at: OpenAt) -> None:
    page = open_at("faq/locks/")
    loaded = "performance.getEntriesByType('resource').map(e => e.name).filter(n => /search[^#]*js/.test(n))"
    settle(page)
    assert page.evaluate(loaded) == []
    # Had it been loaded before, it would not be asked for now.
    with page.expect_request(re.compile(r"search[^#]*js")):
        page.focus("#kb-find")


def held(page: Page) -> list[Route]:
    """Keep the dialogs back, as a slow network does."""
    routes: list[Route] = []
    page.context.route("**/api/dialogs.json", lambda route: routes.append(route))
    return routes


def test_what_is_typed_before_the_dialog_is_there_stands_in_it(open_at: OpenAt) -> None:
    page = open_at("faq/locks/")
    routes = held(page)
    with page.expect_request("**/api/dialogs.json"):
        page.click("#kb-find")
    page.keyboard.type("how do I get a refxx")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    with page.expect_response("**/api/dialogs.json"):
        routes.pop().continue_()
    page.keyboard.type("und for my parcel")
    field = page.locator(f"{DIALOG} input")
    expect(field).to_be_focused()
    expect(field).to_have_value("how do I get a refund for my parcel")
    page.keyboard.press("Escape")
    expect(page.locator("#kb-find")).to_have_value("how do I get a refund for my parcel")
    # Emptied there and opened again, it is empty.
    page.fill("#kb-find", "")
    expect(field).to_have_value("")


@pytest.mark.parametrize("turn", ["Escape", "Tab"])
def test_a_dialog_that_comes_late_disturbs_nobody(turn: str, open_at: OpenAt) -> None:
    page = open_at("faq/locks/")
    routes = held(page)
    with page.expect_request("**/api/dialogs.json"):
        page.locator("body").press("/")
    page.keyboard.press(turn)
    with page.expect_response("**/api/dialogs.json"):
        routes.pop().continue_()
    # It opens as soon as it is there, or never.
    page.locator(DIALOG).wait_for(state="attached")
    assert page.locator(f"{DIALOG}[open]").count() == 0


@pytest.mark.parametrize("content", ["{}", "null", '"x"', "<!doctype html>", ""])
def test_a_file_that_is_no_dialogs_does_no_harm(content: str, open_at: OpenAt) -> None:
    page = open_at("faq/locks/")
    page.context.route("**/api/dialogs.json", lambda route: route.fulfill(body=content))
    page.click("#kb-find")
    with page.expect_request_finished(lambda request: request.url.endswith("dialogs.json")):
        page.keyboard.type("refund")
    expect(page.locator("#kb-find")).to_have_value("refund")
    assert "null" not in page.locator("body").inner_text()
    settle(page)  # no answer to an earlier key is still on its way
    page.context.unroute("**/api/dialogs.json")
    page.keyboard.type("s")
    expect(page.locator(f"{DIALOG} input")).to_have_value("refunds")


def test_addresses_may_be_files(browser: Browser, tmp_path: Path) -> None:
    text = SITE.replace("docs_dir: content", "docs_dir: content\nuse_directory_urls: false")
    project = write_site(tmp_path / "project", text)
    project.build()
    for address in serve(project.root / "site", browser=browser):
        context = browser.new_context()
        page = patient(context.new_page())
        for path in ("faq/locks.html", "ur/faq/returns.html", "index.html"):
            page.goto(address + path)
            ask(page, "refund")
            expect(page.locator(FOUND).first).to_have_attribute(
                "href", re.compile(r"\.html#refund$")
            )
        for path in ("search.html?q=refund", "ur/search.html?q=refund"):
            page.goto(address + path)
            first = page.locator("ol.kb-results a").first
            expect(first).to_have_attribute("href", re.compile(r"\.html#refund$"))
        context.close()


def test_where_no_dialog_can_be_had_there_is_the_page(open_at: OpenAt) -> None:
    page = open_at("ur/faq/returns/", width=360)
    page.context.route("**/api/dialogs.json", lambda route: route.abort())
    page.click(".kb-tool--find")
    expect(page).to_have_url(re.compile("/ur/search/$"))
    page = open_at("faq/locks/")
    page.context.route("**/api/dialogs.json", lambda route: route.fulfill(status=500))
    page.locator("body").press("/")
    expect(page.locator("#kb-find")).to_be_focused()
    page.keyboard.type("refund")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("search/[?]q=refund$"))
    expect(page.locator("ol.kb-results a").first).to_contain_text("refund")


@pytest.mark.parametrize("width", [360, 1000])
@pytest.mark.parametrize("lang", ["", "ur/"])
def test_the_dialog_fits_and_is_accessible(lang: str, width: int, open_at: OpenAt) -> None:
    page = open_at(lang, width)
    ask(page, "refund")
    expect(page.locator(FOUND).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE_SCRIPT)
    violations = page.evaluate("axe.run('dialog').then(found => found.violations.map(v => v.id))")
    assert violations == []


def test_without_javascript_there_is_the_list_of_questions(open_at: OpenAt) -> None:
    page = open_at("ur/search/?q=refund", script=False)
    links = page.locator("[data-kb-az] a").all_text_contents()
    assert "میری رقم کب واپس ملے گی؟" in links
    assert not page.locator("ol.kb-results").count()
