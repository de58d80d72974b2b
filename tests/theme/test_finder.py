"""The search as a customer meets it: the dialog of every page, and the page of results."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Request, Route, expect

from kbgen.output.search import index as search_index
from tests.browser import patient, settle
from tests.conftest import MakeSite
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


FAILURES = [
    ("**/search/index.json", {"status": 404}, "the fault is ours"),
    ("**/search/index.json", {"status": 503}, "our server is busy"),
    ("**/search/index.json", {"body": '{"w":["a'}, "the fault is ours"),
    ("**/search/index.json", None, "the connection broke off"),
]


@pytest.mark.parametrize(("pattern", "answer", "words"), FAILURES)
@pytest.mark.parametrize("is_dialog", [True, False])
def test_a_failure_is_said_with_ways_on(
    pattern: str,
    answer: dict[str, Any] | None,
    words: str,
    is_dialog: bool,
    open_at: OpenAt,
) -> None:
    page = open_at("faq/locks/" if is_dialog else "search/")
    page.context.route(pattern, lambda route: route.fulfill(**answer) if answer else route.abort())
    if is_dialog:
        ask(page, "refund")
    else:
        page.fill("#kb-query", "refund")
        expect(page.locator("[data-kb-az]")).to_be_visible()
    place = page.locator(DIALOG if is_dialog else "main")
    expect(place.get_by_role("status")).to_contain_text(words)
    expect(place.locator("[data-nothing]")).to_contain_text("+971 4 555 0142")
    link = place.locator("[data-nothing]").get_by_role("link", name="All questions and topics")
    assert link.evaluate("link => link.pathname + link.hash") == "/search/#all"
    # It is as it was, until the fault is mended.
    again = place.get_by_role("button", name="Try again")
    again.click()
    expect(place.get_by_role("status")).to_contain_text(words)
    page.context.unroute(pattern)
    again.click()
    expect(place.locator(".kb-results a").first).to_contain_text("refund")
    expect(place.locator("[data-nothing]")).to_be_hidden()
    expect(place.locator("input")).to_be_focused()
    if not is_dialog:
        expect(page.locator("[data-kb-az]")).to_be_hidden()


def test_who_is_offline_is_told_so_and_answered_when_that_ends(open_at: OpenAt) -> None:
    page = open_at("search/")
    page.context.route("**/search/index.json", lambda route: route.abort())
    page.fill("#kb-query", "refund")
    status = page.locator("main").get_by_role("status")
    expect(status).to_contain_text("the connection broke off")
    page.context.set_offline(True)
    page.fill("#kb-query", "my refund")
    expect(status).to_contain_text("You are offline")
    page.context.unroute("**/search/index.json")
    page.context.set_offline(False)
    expect(page.locator(".kb-results a").first).to_contain_text("refund")


def test_that_nothing_was_found_is_announced(open_at: OpenAt) -> None:
    page = open_at("search/")
    page.fill("#kb-query", "qzxv")
    expect(page.locator("main").get_by_role("status")).to_contain_text("Nothing found")
    expect(page.locator("[data-kb-az]")).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "typed", "offered"),
    [
        ("", "my refu", "my refund"),
        ("", "what about the locksm", "what about the locksmith"),
        ("ur/", "رقم واپ", "رقم واپس"),
        ("ur/", "raqam wap", "رقم واپس"),
    ],
)
def test_what_is_typed_is_completed_in_the_sites_words(
    lang: str, typed: str, offered: str, open_at: OpenAt
) -> None:
    page = open_at(lang)
    ask(page, typed)
    offers = page.locator(f"{DIALOG} [data-offers]").get_by_role("button")
    expect(offers.first).to_have_text(offered)
    offers.first.press("Enter")
    expect(page.locator(f"{DIALOG} input")).to_have_value(offered)
    expect(page.locator(f"{DIALOG} input")).to_be_focused()
    expect(page.locator(FOUND).first).to_be_visible()


def test_answers_of_one_page_stand_together_under_its_name(open_at: OpenAt) -> None:
    page = open_at("search/?q=return+refund+item")
    items = page.locator("main ol.kb-results > li")
    expect(items.nth(1)).to_be_visible()
    found = items.evaluate_all(
        "items => items.map((li) => [li.querySelector('a').pathname, li.querySelector('.kb-quiet')?.textContent ?? ''])"
    )
    of_page = [origin for path, origin in found if path == "/faq/returns/"]
    assert len(of_page) > 1
    assert of_page == ["Questions and answers · Returns", *[""] * (len(of_page) - 1)]


def test_a_question_is_kept_when_the_language_changes(open_at: OpenAt) -> None:
    page = open_at("search/?q=refund")
    page.fill("#kb-query", "my refund?")
    expect(page.locator("main .kb-results a").first).to_be_visible()
    page.locator(".kb-langs summary").click()
    page.locator(".kb-langs a[hreflang=ur]").click()
    page.wait_for_url("**/ur/search/?q=my+refund%3F")
    found = page.locator("main .kb-results a")
    expect(found.first).to_have_attribute("href", re.compile("/ur/faq/returns/#refund$"))


def test_a_question_of_the_dialog_can_be_asked_in_another_language(open_at: OpenAt) -> None:
    page = open_at("faq/locks/")
    ask(page, "refund")
    expect(page.locator(FOUND).first).to_be_visible()
    page.locator(f"{DIALOG} a[hreflang=ur]").click()
    page.wait_for_url("**/ur/search/?q=refund")
    found = page.locator("main .kb-results a")
    expect(found.first).to_have_attribute("href", re.compile("/ur/faq/returns/#refund$"))


BRANCHED = SITE.replace(
    "-- content/en/index.md --",
    """\
fee: {money: 25 AED, varies: branch, label: {en: Fee, ur: فیس, ar: رسوم}}
keep:
  duration: 7 days
  varies: branch
  label: {en: Kept, ur: مدت, ar: المدة}
helpline: {phone: "+971 4 555 0199"}
-- content/branches/manama.yml --
name: {en: Manama, ur: منامہ, ar: المنامة}
region: BH
address: {en: 1 Souk Road, ur: 1 سوق روڈ, ar: 1 شارع السوق}
differs:
  fee: {money: 3 BHD, reason: {en: Dinars., ur: دینار۔, ar: بالدينار.}}
  keep:
    - {duration: 5 days, reason: {en: Small., ur: چھوٹا۔, ar: صغير.}}
    - {starts: 2020-01-01, ends: 2020-12-31, duration: 90 days, reason: {en: Big., ur: بڑا۔, ar: كبير.}}
-- content/en/faq/pickup.md --
---
title: Pick up
popular: [cost]
---
## What does a pickup cost? {#cost}
A pickup costs {{ fee }}. We keep it for {{ keep | number }} days.

## Is a zebrabag more than {{ fee }}? {#bag}
No.
-- content/ur/faq/pickup.md --
---
title: وصولی
---
## وصولی کی فیس کیا ہے؟ {#cost}
وصولی کی فیس {{ fee }} ہے۔ ہم اسے {{ keep | number }} دن رکھتے ہیں۔
-- content/en/index.md --""",
    1,
)


@pytest.fixture(scope="module")
def branched(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    made = write_site(tmp_path_factory.mktemp("branched") / "project", BRANCHED)
    made.build()
    yield from serve(made.root / "site", browser=browser)


def words_of(page: Page, selector: str) -> str:
    return " ".join(page.locator(selector).first.inner_text().split())


@pytest.mark.parametrize(("lang", "asked"), [("", "pickup cost"), ("ur/", "وصولی فیس")])
def test_a_result_says_what_its_page_says_at_the_readers_branch(
    lang: str, asked: str, branched: str, browser: Browser
) -> None:
    context = browser.new_context()
    page = patient(context.new_page())
    for branch in ("", "?branch=manama"):
        page.goto(f"{branched}{lang}faq/pickup/{branch}#cost")
        settle(page)
        shown = words_of(page, "[data-anchor=cost] p")
        assert ("25" in shown, "BHD" in shown) == (not branch, bool(branch))
        page.goto(f"{branched}{lang}search/?q={asked}")
        snippet = page.locator("main .kb-results a > span:last-child").first
        expect(snippet).to_have_text(re.compile(re.escape(shown).replace(r"\ ", r"\s")))
    context.close()


def test_values_that_come_late_disturb_nobody(branched: str, browser: Browser) -> None:
    context = browser.new_context()
    page = patient(context.new_page())
    routes: list[Route] = []
    context.route("**/api/branch-facts/*", lambda route: routes.append(route))
    page.goto(f"{branched}search/?q=pickup+cost&branch=manama")
    first = page.locator("main .kb-results a").first
    expect(first).to_contain_text("AED\xa025", use_inner_text=True)
    page.focus("#kb-query")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    for route in routes:
        route.continue_()
    expect(first).to_contain_text("BHD\xa03", use_inner_text=True)
    expect(first).to_be_focused()
    context.close()


def test_a_question_names_the_value_at_the_readers_branch(branched: str, browser: Browser) -> None:
    page = patient(browser.new_page())
    page.goto(f"{branched}search/?q=zebrabag&branch=manama")
    title = page.locator("main .kb-results strong").first
    expect(title).to_have_text("Is a zebrabag more than BHD\xa03?", use_inner_text=True)
    page.close()


def test_a_value_of_a_branch_is_found_by_everyone(branched: str, browser: Browser) -> None:
    page = patient(browser.new_page())
    page.goto(f"{branched}search/?q=3+BHD")
    found = page.locator("main .kb-results a")
    expect(found.first).to_be_visible()
    paths = found.evaluate_all("links => links.map((a) => a.pathname + a.hash)")
    assert {"/branches/manama/", "/faq/pickup/#cost"} <= set(paths)
    page.close()


def test_an_empty_field_shows_what_is_asked_most(branched: str, browser: Browser) -> None:
    page = patient(browser.new_page())
    page.goto(f"{branched}faq/locks/")
    ask(page, "")
    first = page.locator(DIALOG).get_by_role("link", name="What does a pickup cost?")
    expect(first).to_be_visible()
    page.fill(f"{DIALOG} input", "refund")
    expect(first).to_be_hidden()
    page.fill(f"{DIALOG} input", "")
    first.click()
    page.wait_for_url("**/faq/pickup/#cost")
    page.close()


def test_a_popular_question_answers_before_the_search_is_there(
    branched: str, browser: Browser
) -> None:
    """Its words are on the page; the index is still on its way."""
    page = patient(browser.new_page())
    routes: list[Route] = []
    page.context.route("**/search/index.json", lambda route: routes.append(route))
    page.goto(f"{branched}faq/locks/")
    first = page.locator(DIALOG).get_by_role("link", name="What does a pickup cost?")
    ask(page, "zebra")
    expect(page.locator(DIALOG).get_by_role("status")).to_contain_text("Searching")
    expect(first).to_be_hidden()
    page.fill(f"{DIALOG} input", "PICKUP co")
    expect(first).to_be_visible()
    for route in routes:
        route.continue_()
    expect(page.locator(f"{DIALOG} .kb-results a").first).to_be_visible()
    expect(page.locator(f"{DIALOG} [data-first]")).to_be_hidden()
    page.close()


@pytest.fixture
def updated(tmp_path: Path, browser: Browser) -> Iterator[tuple[Page, Project]]:
    """A page of a site that is published anew while it is open; its index is in many files."""
    made = write_site(tmp_path / "project", SITE)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(search_index, "IN_ONE", 0)
        made.build()
        for address in serve(made.root / "site", browser=browser):
            page = patient(browser.new_page())
            page.goto(f"{address}faq/locks/")
            ask(page, "refund")
            expect(page.locator(f"{DIALOG} .kb-results a").first).to_contain_text("refund")
            text = (made.root / "content/en/faq/locks.md").read_text("utf-8")
            new = f"{text}\n\n## Where is my zebrabag? {{#zebrabag}}\n\nIn the shop.\n"
            (made.root / "content/en/faq/locks.md").write_text(new, "utf-8")
            shutil.rmtree(made.root / "site/assets/kb/search")
            made.build()
            yield page, made
            page.close()


def test_a_page_older_than_the_index_finds_what_is_new(updated: tuple[Page, Project]) -> None:
    """The files that its index names are gone."""
    page, _ = updated
    page.fill(f"{DIALOG} input", "locks")
    expect(page.locator(f"{DIALOG} .kb-results a").first).to_contain_text("lock")
    page.fill(f"{DIALOG} input", "zebrabag")
    expect(page.locator(f"{DIALOG} .kb-results a").first).to_contain_text("zebrabag")


def test_an_index_from_earlier_answers_while_it_is_asked_for_anew(
    site: MakeSite, browser: Browser
) -> None:
    project = site(SITE)
    file = project.root / "content/en/faq/locks.md"
    now = file.read_text("utf-8")
    file.write_text(f"{now}\n\n## Where is my zebrabag? {{#zebrabag}}\n\nHere.\n", "utf-8")
    earlier = (project.build() / "search/index.json").read_text("utf-8")
    file.write_text(now, "utf-8")
    left = [earlier]
    hour_ago = formatdate(time.time() - 3600, usegmt=True)

    def answer(route: Route) -> None:
        if left:
            route.fulfill(body=left.pop(), headers={"Date": hour_ago})
        else:
            route.continue_()

    for address in serve(project.build(), browser=browser):
        page = patient(browser.new_page())
        page.context.route("**/search/index.json", answer)
        page.goto(f"{address}faq/locks/")
        ask(page, "zebrabag")
        found = page.locator(f"{DIALOG} .kb-results a").first
        expect(found).to_contain_text("zebrabag")
        # Asked again and again, it is soon answered from the new one.
        page.wait_for_function(
            f"""() => {{
              document.querySelector("{DIALOG} input").dispatchEvent(new Event("input"));
              return !document.querySelector("{DIALOG} .kb-results a");
            }}""",
            polling=200,
        )
        page.close()


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
