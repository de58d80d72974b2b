"""What stands around every page, as a customer meets it, in a real Chromium."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import patient, settle
from tests.serving import serve
from tests.shell_site import AT, LONG, OpenPage, shown
from tests.sites import CONFIG, write_site

LANGS = ("en", "ur", "ar", "hi")


# Menus


def test_menus_open_without_javascript(open_page: OpenPage) -> None:
    page = open_page("faq/pin/", script=False, width=360)
    page.click(".kb-menu summary")
    page.click(".kb-menu a >> text=Policies")
    expect(page.locator("h1")).to_have_text("Policies")
    page.click(".kb-langs summary")
    page.click(".kb-langs a[hreflang=ur]")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_a_menu_closes_when_one_looks_elsewhere(open_page: OpenPage) -> None:
    page = open_page("faq/pin/", width=360)
    langs, menu = (page.locator(f".kb-{name} summary") for name in ("langs", "menu"))
    panels = page.locator(".kb-langs .kb-panel"), page.locator(".kb-menu .kb-panel")
    langs.click()
    page.keyboard.press("Escape")
    expect(panels[0]).to_be_hidden()
    expect(langs).to_be_focused()
    langs.click()
    menu.click()
    expect(panels[0]).to_be_hidden()
    expect(panels[1]).to_be_visible()
    page.mouse.click(180, 500)
    expect(panels[1]).to_be_hidden()
    # Nor does it cover what the keyboard has gone on to.
    langs.focus()
    page.keyboard.press("Enter")
    expect(panels[0]).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
    expect(panels[0]).to_be_hidden()


def test_the_first_key_leads_to_the_content(open_page: OpenPage) -> None:
    page = open_page("faq/pin/")
    page.keyboard.press("Tab")
    skip = page.locator(".kb-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


# Questions

WORDS = {"first": "FIRSTWORD", "second": "SECONDWORD", "third": "THIRDWORD"}


def opened(page: Page) -> list[str]:
    """Return the questions whose answers are seen."""
    return [id_ for id_, word in WORDS.items() if page.get_by_text(word).is_visible()]


def test_without_javascript_every_answer_is_open(open_page: OpenPage) -> None:
    page = open_page("faq/pin/", script=False)
    assert opened(page) == list(WORDS)
    assert shown(page, "[data-kb-all], .kb-display, .kb-bulletin button, .kb-suggest") == []


def test_a_question_opens_in_place_and_has_its_address(open_page: OpenPage) -> None:
    page = open_page("faq/pin/")
    assert opened(page) == []
    page.click("#second")
    expect(page.get_by_text("SECONDWORD")).to_be_visible()
    page.wait_for_url("**/faq/pin/#second")
    page.reload()
    assert opened(page) == ["second"]
    page.evaluate("location.hash = 'first'")
    expect(page.get_by_text("FIRSTWORD")).to_be_visible()


@pytest.mark.parametrize("anchor", ["third", "detail"])
def test_an_address_opens_its_question_and_scrolls_there(anchor: str, open_page: OpenPage) -> None:
    page = open_page(f"faq/pin/#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    assert opened(page) == ["third" if anchor == "third" else "second"]


@pytest.mark.parametrize("hash_", ["%", "%E0%A4%A", "x%22%5D", "nothing"])
def test_an_address_with_a_mistake_harms_nothing(hash_: str, open_page: OpenPage) -> None:
    page = open_page(f"faq/pin/#{hash_}")
    assert opened(page) == []
    page.click("[data-kb-choose]")
    expect(page.locator("dialog .kb-choice").first).to_be_visible()


def test_all_open_and_all_close(open_page: OpenPage) -> None:
    page = open_page("faq/pin/")
    button = page.locator("[data-kb-all]")
    button.click()
    expect(button).to_have_text("Close all")
    assert opened(page) == list(WORDS)
    assert page.url.endswith("/faq/pin/")  # the address is that of no one question
    button.click()
    expect(button).to_have_text("Open all")
    assert opened(page) == []


def test_on_paper_every_answer_is_open(open_page: OpenPage) -> None:
    page = open_page("faq/pin/")
    page.click("#first")
    page.wait_for_url("**#first")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened(page) == list(WORDS)
    assert shown(page, ".kb-footer, .kb-tools, .kb-feedback, .kb-find, .kb-aside") == []
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.get_by_text("SECONDWORD")).to_be_hidden()
    assert opened(page) == ["first"]
    assert page.url.endswith("#first")


# The language


def test_a_preferred_language_is_offered_on_the_first_page_alone(open_page: OpenPage) -> None:
    page = open_page("", locale="ur-PK")
    assert page.url.endswith(AT)  # no redirect
    assert shown(page, ".kb-suggest a") == ["یہ ویب سائٹ اردو میں پڑھیں"]
    for path in ("faq/pin/", "ur/", "ar/"):
        page.goto(page.url.partition(AT)[0] + AT + path)
        assert shown(page, ".kb-suggest") == []


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
def test_nothing_is_offered_to_who_does_not_prefer_it(locale: str, open_page: OpenPage) -> None:
    assert shown(open_page("", locale=locale), ".kb-suggest") == []
    assert shown(open_page("", script=False, locale="ur-PK"), ".kb-suggest") == []


def test_an_offer_is_taken_or_put_away_for_good(help_address: str, open_page: OpenPage) -> None:
    page = open_page("", locale="hi-IN")
    page.click(".kb-suggest:visible a")
    page.wait_for_url(f"{help_address}hi/")
    page.click(".kb-langs summary")
    page.click(".kb-langs a[hreflang=en]")
    page.wait_for_url(help_address)
    assert shown(page, ".kb-suggest") == []  # English was chosen
    page = open_page("", locale="ar")
    page.click(".kb-suggest:visible button")
    assert shown(page, ".kb-suggest") == []
    page.reload()
    assert shown(page, ".kb-suggest") == []


# Light and dark, Nastaliq and Naskh

FIRST_PAINT = "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.querySelector('h1')).fontFamily]"


def lightness(page: Page) -> float:
    """Return how bright the page is: 0 to 255."""
    parts: str = page.evaluate(FIRST_PAINT)[0]
    return sum(map(float, parts.partition("(")[2].rstrip(")").split(",")[:3])) / 3


@pytest.mark.parametrize("system", ["light", "dark"])
def test_light_and_dark_are_chosen_and_remembered(
    system: str, help_address: str, open_page: OpenPage
) -> None:
    page = open_page("", color_scheme=system)
    assert (lightness(page) > 128) == (system == "light")
    other = "dark" if system == "light" else "light"
    page.locator(f"input[name=kb-scheme][value={other}]").check()
    assert (lightness(page) > 128) == (other == "light")
    # Before the first paint: with no script but the one in <head>.
    page.route("**/kb.*.js", lambda route: route.abort())
    page.goto(f"{help_address}ur/faq/pin/")
    assert (lightness(page) > 128) == (other == "light")
    page.unroute("**/kb.*.js")
    page.reload()
    assert page.locator(f"input[name=kb-scheme][value={other}]").is_checked()
    page.locator("input[name=kb-scheme][value='']").check()
    assert (lightness(page) > 128) == (system == "light")
    page.reload()
    assert (lightness(page) > 128) == (system == "light")


def test_a_reader_of_urdu_chooses_the_letters(help_address: str, open_page: OpenPage) -> None:
    page = open_page("ur/faq/pin/")
    assert "Nastaliq" in page.evaluate(FIRST_PAINT)[1]
    page.locator("input[name=kb-face][value=naskh]").check()
    page.route("**/kb.*.js", lambda route: route.abort())
    page.goto(f"{help_address}ur/")
    font = page.evaluate(FIRST_PAINT)[1]
    assert "Naskh" in font and "Nastaliq" not in font
    page.goto(help_address)
    assert shown(page, "input[name=kb-face]") == []


# No such page


def test_a_lost_reader_is_helped_in_every_language(help_address: str, open_page: OpenPage) -> None:
    page = open_page("there/is/no/such-page/")
    sections = page.locator("main section")
    assert [s.get_attribute("lang") for s in sections.all()] == list(LANGS)
    assert page.locator("h1").count() == 1
    hrefs = page.eval_on_selector_all(
        "a[href], link[href], use[href], script[src]",
        "all => all.map(e => e.getAttribute('href') ?? e.getAttribute('src'))",
    )
    assert all(h.startswith((AT, "#", "tel:", "mailto:", "https://")) for h in hrefs), hrefs
    page.click("main section[lang=ar] .kb-button")
    page.wait_for_url(f"{help_address}ar/")
    page.goto(f"{help_address}ur/there/is/none")
    assert page.locator("main section").count() == 1
    assert page.locator("html").get_attribute("lang") == "ur"
    page.click("main .kb-button--quiet")
    page.wait_for_url(f"{help_address}ur/search/")
    page.goto(f"{help_address}ur/there/is/none")
    page.click("[data-kb-choose]")
    expect(page.locator("dialog .kb-choice")).to_have_count(3)


# Search

LISTED = ".kb-az > li"


def test_without_javascript_the_search_page_lists_everything(open_page: OpenPage) -> None:
    page = open_page("search/?q=refund", script=False)
    titles = shown(page, f"{LISTED} a")
    # A to Z: capital letters, marks and "The" do not count.
    assert [t for t in titles if not t.startswith("Notice")] == [
        "About us",
        "Claim",
        "How much is it?",
        "Money",
        "Returns",
        "We answer",
        "What is it?",
        "When is it back?",
        "Where is it & why < that?",
        "Your PIN",
    ]


# The way around


def test_the_home_page_leads_on(help_address: str, open_page: OpenPage) -> None:
    page = open_page("")
    assert shown(page, ".kb-popular a") == [
        "When is it back?",
        "What is it?",
        "Where is it & why < that?",
    ]
    assert shown(page, ".kb-tasks a") == ["Claim"]
    assert shown(page, ".kb-topics a") == [
        "Service standards", "Questions and answers", "Policies", "How to", "Notices", "Branches", "About us",
    ]  # fmt: skip
    assert page.locator(".kb-help a[href='tel:+97145550142']").is_visible()
    assert page.locator(".kb-help a[href='mailto:care@example.com']").is_visible()
    page.click(".kb-popular a >> nth=1")
    page.wait_for_url(f"{help_address}faq/pin/#first")
    assert opened(page) == ["first"]


def test_a_page_shows_where_it_stands(help_address: str, open_page: OpenPage) -> None:
    page = open_page("faq/pin/")
    assert shown(page, ".kb-crumbs a") == ["Home", "Questions and answers"]
    assert shown(page, ".kb-tabs [aria-current]") == ["Questions and answers"]
    assert shown(page, ".kb-aside > nav > ul > li > a") == ["Money", "Your PIN"]
    assert shown(page, ".kb-turn__next") == []
    page.click(".kb-turn__previous")
    page.wait_for_url(f"{help_address}faq/money/")
    assert shown(page, ".kb-turn a") == ["Next Your PIN"]
    page.click(".kb-crumbs a >> nth=1")
    page.wait_for_url(f"{help_address}faq/")
    assert shown(page, ".kb-list h2") == ["Money", "Your PIN"]
    assert shown(page, ".kb-list li li")[0] == "When is it back?"
    page.click(".kb-list li li a >> nth=2")
    page.wait_for_url(f"{help_address}faq/pin/#second")
    page.goto(f"{help_address}about/")
    assert shown(page, ".kb-crumbs a") == ["Home"]
    assert shown(page, ".kb-turn, .kb-aside") == []


def test_the_section_that_is_read_is_marked(open_page: OpenPage) -> None:
    page = open_page("faq/pin/")
    links = page.locator(".kb-toc a")
    assert [link.inner_text() for link in links.all()] == [
        "What is it?", "How much is it?", "Where is it & why < that?",
    ]  # fmt: skip
    page.click("[data-kb-all]")
    marked = page.locator(".kb-toc [aria-current=location]")
    page.locator("#third").evaluate(
        "heading => scrollBy(0, heading.getBoundingClientRect().top - 40)"
    )
    expect(marked).to_have_text("Where is it & why < that?")
    page.evaluate("scrollTo(0, 0)")
    expect(marked).to_have_count(0)
    # A section at the end that cannot come to the top is marked where it is asked for.
    page.click("[data-kb-all]")
    for link in links.all():
        link.click()
        expect(marked).to_have_text(link.inner_text())
        expect(marked).to_have_count(1)


def test_the_list_of_headings_needs_no_script(open_page: OpenPage) -> None:
    page = open_page("faq/pin/", script=False)
    page.click(".kb-toc a >> nth=2")
    expect(page.locator("#third")).to_be_in_viewport()
    assert shown(page, ".kb-toc [aria-current]") == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert shown(page, ".kb-toc") == []


def test_what_is_shown_in_another_language_says_so(open_page: OpenPage) -> None:
    page = open_page("ar/faq/pin/")
    assert "الإنجليزية" in page.locator("main [role=note]").inner_text()
    assert page.locator("html").get_attribute("dir") == "rtl"
    answer = page.locator("#first")
    assert answer.evaluate("e => e.closest('[lang]').lang") == "en"
    # The words around it are the reader's own.
    for own in ("[data-kb-all]", ".kb-answer__link a"):
        assert page.locator(own).first.evaluate("e => e.closest('[lang]').lang") == "ar"


def test_long_names_find_room_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("branches/deira/", width=320)
    page.evaluate(
        "document.querySelector('.kb-brand span').textContent = 'The Help Centre of a Company'.repeat(3)"
    )
    page.click("[data-kb-pick=deira]")
    expect(page.locator("[data-kb-mine]")).to_have_text(LONG)
    parts = [
        page.locator(s).bounding_box() for s in (".kb-brand", ".kb-ribbon .kb-call", ".kb-mine")
    ]
    boxes = [box for box in parts if box]
    assert len(boxes) == 3
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 320 for box in boxes)


def test_a_language_is_offered_where_addresses_end_in_html(
    browser: Browser, tmp_path: Path
) -> None:
    text = f"-- mkdocs.yml --\nuse_directory_urls: false\n{CONFIG}-- content/en/a.md --\n# A\n"
    project = write_site(tmp_path / "project", text)
    project.build()
    for address in serve(project.root / "site", browser=browser):
        context = browser.new_context(locale="ur-PK")
        page = patient(context.new_page())
        for path, count in (("", 1), ("index.html", 1), ("a.html", 0), ("ur/index.html", 0)):
            page.goto(address + path)
            expect(page.locator(".kb-suggest:visible")).to_have_count(count)
        page.goto(f"{address}a.html")
        page.click(".kb-langs summary")
        page.click(".kb-langs a[hreflang=hi]")
        page.wait_for_url(f"{address}hi/a.html")
        context.close()


# Of each unit in the answers that is longer than a word: its text, whether it is on one line, and
# whether it lies within the window.
UNITS = """() => [...document.querySelectorAll(".kb-answers :is(.kb-unit, [data-fact]:not(.kb-long))")]
  .filter((unit) => /\\s/.test(unit.textContent) && unit.getClientRects().length)
  .map((unit) => {
    const boxes = [...unit.getClientRects()];
    const tops = boxes.map((box) => box.top);
    const isInside = boxes.every((box) => box.left >= -1 && box.right <= innerWidth + 1);
    return [unit.textContent.replace(/\\s/g, " "), Math.max(...tops) - Math.min(...tops) < 8, isInside];
  })"""
SIZE = """async (size) => {
  document.querySelector(".kb-answers").style.fontSize = size;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


def test_a_unit_wraps_where_no_line_is_long_enough_for_it(open_page: OpenPage) -> None:
    page = open_page("faq/pin/", width=320)
    page.click("[data-kb-all]")
    settle(page)
    number, own = "+971 4 555 0142", "+966 11 555 0180"

    def units(size: str) -> dict[str, bool]:
        """Return which units are on one line at a size of letters; all lie within the window."""
        page.evaluate(SIZE, size)
        found = page.evaluate(UNITS)
        assert [text for text, _, is_inside in found if not is_inside] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        return {text: is_whole for text, is_whole, _ in found}

    assert units("100%") == {"14 days": True, "AED 25": True, number: True}
    assert units("300%") == {"14 days": True, "AED 25": True, number: False}
    # What a branch brings is measured as well.
    page.evaluate("document.querySelector('[data-kb-choose]').click()")
    page.locator("dialog [data-id=riyadh]").click()
    expect(page.locator(".kb-applied a")).to_have_text("Riyadh")
    settle(page)
    assert units("300%") == {"7 days": True, "AED 30": True, own: False}
    assert units("100%") == {"7 days": True, "AED 30": True, own: True}
