"""What a reader sees of a translation that is outdated, and of it when it has been translated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import polib
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import patient, settle
from tests.outdated import record_site
from tests.serving import serve
from tests.sites import Project, write_files
from tests.stale_site import TRANSLATIONS, build_stale

OpenStale = Callable[..., Page]
PAGE = "ur/faq/delivery/"
OWN = "[data-kb-source]"
OPEN = "document.querySelectorAll('article details').forEach((one) => (one.open = true))"
# The blocks of the Urdu page, their notes, what both say in English and in Urdu.
BLOCKS = {
    "details[data-anchor=cost] > p": (
        "details[data-anchor=cost] > .kb-stale",
        "Delivery costs AED 25 for all orders in the city and takes 3 to 5 days; ask us before you "
        "order if your address is outside the city, because we may not be able to deliver there.",
        "یہ حصہ بدل گیا ہے۔ اس کا اردو ترجمہ جلد دستیاب ہوگا۔ فی الحال: ترسیل کی فیس 25 درہم · ترسیل کا وقت 3 سے 5 دن",
    ),
    "details[data-anchor=order] li": (
        "details[data-anchor=order] li > .kb-stale",
        "Call +971 4 555 0142, do not pay at the door.",
        "یہ حصہ بدل گیا ہے۔ اس کا اردو ترجمہ جلد دستیاب ہوگا۔ فی الحال: +971 4 555 0142",
    ),
    "details[data-anchor=prices] td:nth-child(2)": (
        "details[data-anchor=prices] > .kb-scroll + .kb-stale",
        "AED 25",
        "یہ حصہ بدل گیا ہے۔ اس کا اردو ترجمہ جلد دستیاب ہوگا۔ فی الحال: ترسیل کی فیس 25 درہم",
    ),
}
TRANSLATED = {
    "شہر میں ہر آرڈر کی ترسیل مفت ہے۔": "شہر میں ہر آرڈر کی ترسیل {{ fee }} میں {{ days }} کے اندر ہوتی ہے؛ "
    "پتہ شہر سے باہر ہو تو پہلے [پوچھیں](#order)، وہاں ہم شاید نہ پہنچ سکیں۔",
    "دروازے پر ادائیگی کریں۔": "{{ line }} پر فون کریں، دروازے پر ادائیگی نہ کریں۔",
    "| چھوٹا | مفت |": "| چھوٹا | {{ fee }} |",
    "صرف شہر میں": "{{ days }} میں نہیں",
    "2. اپنا پاسپورٹ لائیں۔": "2. {{ days }} پہلے {{ fee }} دکھائیں۔ پاسپورٹ کبھی نہ بھیجیں۔\n3. 2 گھنٹے انتظار کریں۔",
    "| بڑا | {{ fee }} |": "| بڑا | {{ fee }} |\n| بہت بڑا | {{ fee }} |",
}


SENT_BACK = {
    "faq/delivery#cost:1": "شہر میں ہر آرڈر کی ترسیل **{{ fee }}** میں {{ days }} کے اندر ہوتی ہے؛ پتہ شہر سے باہر "
    "ہو تو پہلے [پوچھیں](#order)، وہاں ہم شاید نہ پہنچ سکیں۔",
    "faq/delivery#order:2": "{{ line }} پر فون کریں، دروازے پر ادائیگی نہ کریں۔",
    "faq/delivery#prices:2": "چھوٹا | {{ fee }}",
    "faq/delivery#prices:4": "{{ days }} میں نہیں",
    "procedures/order#steps:2": "{{ days }} پہلے {{ fee }} دکھائیں۔ پاسپورٹ کبھی نہ بھیجیں۔",
    "procedures/order#steps:3": "2 گھنٹے انتظار کریں۔",
    "procedures/order#steps:8": "بہت بڑا | {{ fee }}",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return build_stale(tmp_path_factory.mktemp("stale") / "project")


@pytest.fixture(scope="module")
def address(built: Project, browser: Browser) -> Iterator[str]:
    yield from serve(built.root / "site", browser=browser)


@pytest.fixture
def open_stale(browser: Browser, address: str) -> Iterator[OpenStale]:
    contexts = []
    problems: list[str] = []

    def open_(path: str = PAGE, width: int = 1280) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, reduced_motion="reduce"
        )
        contexts.append(context)
        page = patient(context.new_page())
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(address + path)
        settle(page)
        page.evaluate(OPEN)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert problems == []


def squeezed(text: str) -> str:
    return " ".join(text.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))).split())


@pytest.mark.parametrize("where", BLOCKS)
def test_a_reader_sees_the_source_and_todays_facts(where: str, open_stale: OpenStale) -> None:
    under, shown, today = BLOCKS[where]
    page = open_stale()
    own = page.locator(where).locator(OWN)
    expect(own).to_have_count(1)
    assert (own.get_attribute("lang"), own.get_attribute("dir")) == ("en", "ltr")
    assert own.evaluate("one => getComputedStyle(one).direction") == "ltr"
    assert squeezed(own.inner_text()) == shown
    note = page.locator(under)
    assert squeezed(note.inner_text()) == today
    assert note.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert note.evaluate("one => one.closest('[lang]').lang") == "ur"


def test_a_new_step_and_a_new_row_stand_in_their_places(open_stale: OpenStale) -> None:
    page = open_stale("ur/procedures/order/", width=360)
    steps = page.locator("article ol > li")
    expect(steps).to_have_count(4)
    own = steps.locator(OWN)
    assert [squeezed(one) for one in own.all_inner_texts()] == [
        "Show us AED 25 3 to 5 days earlier. Never send a passport.",
        "Wait for 2 hours.",
    ]
    assert "پاسپورٹ" not in page.locator("article").inner_text()
    [note] = steps.locator(".kb-stale").all_inner_texts()
    assert squeezed(note) == BLOCKS["details[data-anchor=cost] > p"][2]
    # Each stands beside its number: on the right, with its own lines from left to right.
    for one, step in zip(own.all(), steps.all()[1:3], strict=True):
        box, around = one.bounding_box(), step.bounding_box()
        assert box and around
        right = around["x"] + around["width"]
        assert right - 70 < box["x"] + box["width"] < right - 40
        assert 0 <= box["y"] - around["y"] < 16
    rows = page.locator("article table").first.locator("tbody tr")
    expect(rows).to_have_count(3)
    assert rows.nth(2).locator("td").all_inner_texts() == ["Huge", "AED\u00a025"]


def test_a_branchs_value_is_in_the_language_of_its_words(open_stale: OpenStale) -> None:
    page = open_stale(f"{PAGE}?branch=deira")
    fact = page.locator(f"details[data-anchor=cost] {OWN} [data-fact=fee]")
    expect(fact).to_contain_text("30 درہم")
    assert (fact.get_attribute("lang"), fact.get_attribute("dir")) == ("ur", "rtl")
    note = page.locator("details[data-anchor=cost] .kb-stale [data-fact=fee]")
    expect(note).to_contain_text("30 درہم")
    assert note.get_attribute("lang") is None
    page.click("[data-kb-choose]")
    page.click("dialog [data-none]")
    expect(fact).to_have_text("AED\u00a025")
    assert fact.get_attribute("lang") is None


@pytest.mark.parametrize("lang", ["ur", "ar", "hi"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_page(lang: str, width: int, open_stale: OpenStale) -> None:
    page = open_stale(f"{lang}/faq/delivery/", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for one in page.locator(f"{OWN}, .kb-stale").all():
        box = one.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width + 1


def test_the_search_finds_what_the_page_says(open_stale: OpenStale) -> None:
    for query in ("outside the city", "ترسیل خرچ"):
        page = open_stale(f"ur/search/?q={query}")
        expect(page.locator("ol.kb-results > li > a").first).to_have_attribute(
            "href", re.compile("/ur/faq/delivery/#cost$")
        )


def test_the_note_is_printed(open_stale: OpenStale) -> None:
    page = open_stale()
    page.emulate_media(media="print")
    expect(page.locator("details[data-anchor=cost] .kb-stale")).to_be_visible()


def edit_pages(project: Project) -> None:
    text = TRANSLATIONS
    for before, after in TRANSLATED.items():
        assert before in text
        text = text.replace(before, after)
    write_files(project.root, text)
    record_site(project)


def send_back(project: Project) -> None:
    assert project.run("translate", "out", "ur", "--only", "stale").exit_code == 0
    file = polib.pofile(str(project.root / "ur.po"))
    for entry in file:
        if entry.msgctxt in SENT_BACK:
            entry.msgstr = SENT_BACK[entry.msgctxt]
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    file.save()
    done = project.run("translate", "in", "ur.po", "--by", "Sana")
    assert f"{len(SENT_BACK)} taken" in done.output


@pytest.mark.parametrize("translate", [edit_pages, send_back])
def test_when_it_is_translated_the_translation_is_seen(
    translate: Callable[[Project], None],
    tmp_path_factory: pytest.TempPathFactory,
    browser: Browser,
) -> None:
    project = build_stale(tmp_path_factory.mktemp("translated") / "project")
    translate(project)
    project.build("--jobs", "1")
    for address in serve(project.root / "site", browser=browser):
        page = browser.new_page()
        page.goto(address + PAGE)
        page.evaluate(OPEN)
        assert page.locator(f"article :is({OWN}, .kb-stale)").count() == 0
        shown = squeezed(page.locator("article").inner_text())
        assert "آرڈر کی ترسیل 25 درہم میں 3 سے 5 دن کے اندر ہوتی ہے" in shown
        assert "+971 4 555 0142 پر فون کریں" in shown
        page.goto(f"{address}ur/procedures/order/")
        assert page.locator(f"article :is({OWN}, .kb-stale)").count() == 0
        assert page.locator("article ol > li").count() == 4
        page.close()
