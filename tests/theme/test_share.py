"""An answer is shared with its language and branch, and opens with them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import settle
from tests.shell_site import HOSTILE, OpenPage, shown
from tests.theme.test_chooser import choose, text

FAQ = "faq/pin/"
SHEET = """
window.shared = [];
navigator.share = (what) => { window.shared.push(what); console.info("shared"); return window.refusal ? Promise.reject(window.refusal) : Promise.resolve(); };
"""
NO_SHEET = "delete Navigator.prototype.share; window.copied = [];"
CLIPBOARD = "if (navigator.clipboard) navigator.clipboard.writeText = async (text) => window.copied.push(text);"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
COMMAND = """
document.execCommand = (name) => { window.copied.push(document.activeElement.value); return true; };
"""
NO_COMMAND = "document.execCommand = () => false;"


def prepared(page: Page, script: str, address: str) -> Page:
    page.add_init_script(script)
    page.goto("about:blank")  # so that another hash alone is a visit of its own
    page.goto(address)
    settle(page)
    return page


def share(page: Page, answer: str) -> None:
    page.click(f"[data-anchor={answer}] summary")
    page.click(f"[data-anchor={answer}] [data-kb-share]")


def given(page: Page, button: str) -> dict[str, str]:
    """Press a button; return what it gives to the device."""
    with page.expect_console_message(lambda message: message.text == "shared"):
        page.click(button)
    shared: list[dict[str, str]] = page.evaluate("window.shared")
    return shared[-1]


@pytest.mark.parametrize(
    ("path", "button", "words"),
    [
        ("", "Share this answer", "What is it?"),
        ("ur/", "یہ جواب شیئر کریں", "یہ کیا ہے؟"),
        ("ar/", "مشاركة هذه الإجابة", "What is it?"),
        ("hi/", "यह जवाब शेयर करें", "What is it?"),
    ],
)
def test_a_device_shares_an_answer_in_its_own_way(
    path: str, button: str, words: str, open_page: OpenPage, help_address: str
) -> None:
    address = f"{help_address}{path}{FAQ}"
    page = prepared(open_page(path + FAQ, width=360), SHEET, f"{address}?utm=x&q=a")
    page.click("[data-anchor=first] summary")
    expect(page.locator("[data-anchor=first] [data-kb-share]")).to_have_text(button)
    assert given(page, "[data-anchor=first] [data-kb-share]") == {
        "title": words,
        "text": words,
        "url": f"{address}#first",
    }


def test_the_branch_goes_with_it(open_page: OpenPage, help_address: str) -> None:
    page = prepared(open_page(FAQ), SHEET, f"{help_address}{FAQ}")
    choose(page, "riyadh")
    page.click("[data-anchor=second] summary")
    shared = given(page, "[data-anchor=second] [data-kb-share]")
    assert shared["url"] == f"{help_address}{FAQ}?branch=riyadh#second"


def test_a_page_is_shared_where_the_reader_is(open_page: OpenPage, help_address: str) -> None:
    page = prepared(open_page("about/"), SHEET, f"{help_address}about/#one")
    assert given(page, "button >> text=Share this page") == {
        "title": "About us",
        "text": "About us",
        "url": f"{help_address}about/#one",
    }


COPIES = {"a clipboard": CLIPBOARD, "only the old way": NO_CLIPBOARD + COMMAND}


@pytest.mark.parametrize("how", COPIES)
def test_without_that_its_address_is_copied(
    how: str, open_page: OpenPage, help_address: str
) -> None:
    page = prepared(open_page(FAQ), NO_SHEET + COPIES[how], f"{help_address}{FAQ}")
    share(page, "first")
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    assert page.evaluate("window.copied") == [f"{help_address}{FAQ}#first"]
    expect(page.locator("[data-anchor=first] [data-kb-share]")).to_be_focused()
    assert page.locator("textarea.kb-hidden").count() == 0


def test_a_real_clipboard_takes_it(open_page: OpenPage, help_address: str) -> None:
    page = open_page("ur/" + FAQ)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    prepared(page, NO_SHEET, f"{help_address}ur/{FAQ}")
    share(page, "first")
    expect(page.get_by_role("status").filter(has_text="لنک کاپی ہو گیا")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{help_address}ur/{FAQ}#first"


def test_where_nothing_can_be_copied_there_is_a_link(
    open_page: OpenPage, help_address: str
) -> None:
    page = prepared(open_page(FAQ), NO_SHEET + NO_CLIPBOARD + NO_COMMAND, f"{help_address}{FAQ}")
    share(page, "first")
    link = page.get_by_role("status").get_by_role("link", name="What is it?")
    expect(link).to_have_attribute("href", f"{help_address}{FAQ}#first")


@pytest.mark.parametrize(("name", "is_copied"), [("AbortError", False), ("NotAllowedError", True)])
def test_who_thinks_better_of_it_is_left_alone(
    name: str, is_copied: bool, open_page: OpenPage, help_address: str
) -> None:
    refusal = f"window.copied = []; window.refusal = new DOMException('', '{name}');"
    page = prepared(open_page(FAQ), SHEET + refusal + CLIPBOARD, f"{help_address}{FAQ}")
    page.click("[data-anchor=first] summary")
    given(page, "[data-anchor=first] [data-kb-share]")
    settle(page)
    assert page.evaluate("window.copied.length") == is_copied


def test_without_a_script_there_is_a_link_to_the_answer(open_page: OpenPage) -> None:
    page = open_page(FAQ, script=False)
    assert shown(page, "[data-kb-share]") == []
    expect(page.locator("[data-anchor=first] .kb-answer__link a")).to_have_attribute(
        "href", "#first"
    )
    assert shown(page, "[data-anchor=first] .kb-answer__link") == ["Link to this answer"]


def test_a_link_with_a_branch_shows_its_values_for_this_visit(
    open_page: OpenPage, help_address: str
) -> None:
    page = open_page(FAQ)
    choose(page, "manama")
    page.goto(f"{help_address}{FAQ}?branch=riyadh#first")
    expect(page.locator("[data-kb-mine]")).to_have_text("Riyadh")
    expect(page.locator(".kb-applied a")).to_have_text("Riyadh")
    assert "for 7 days" in text(page)
    assert page.url == f"{help_address}{FAQ}#first"
    canonical = page.locator("link[rel=canonical]").get_attribute("href") or ""
    assert "branch" not in canonical
    # On the other pages of the visit as well, in every language; what was chosen is kept.
    page.goto(f"{help_address}standards/answer/")
    expect(page.locator(".kb-promise .kb-big")).to_have_text("7 days")
    assert page.evaluate("localStorage.getItem('kb.branch')") == "manama"
    other = page.context.new_page()
    other.goto(f"{help_address}{FAQ}")
    expect(other.locator("[data-kb-mine]")).to_have_text(HOSTILE)
    # What is chosen then goes before the link.
    page.goto(f"{help_address}{FAQ}?branch=riyadh&x=1#first")
    choose(page, "")
    expect(page.locator("[data-kb-mine]")).to_have_text("Choose your branch")
    assert page.url == f"{help_address}{FAQ}?x=1#first"
    page.reload()
    settle(page)
    expect(page.locator("[data-kb-mine]")).to_have_text("Choose your branch")


@pytest.mark.parametrize("named", ["closed", "../answers", "%3Cb%3E", "", "RIYADH", "null"])
def test_a_link_with_another_word_changes_nothing(
    named: str, open_page: OpenPage, help_address: str
) -> None:
    page = open_page(FAQ)
    choose(page, "riyadh")
    page.goto(f"{help_address}{FAQ}?a=1&branch={named}&b=x%20y#second")
    expect(page.locator("[data-kb-mine]")).to_have_text("Riyadh")
    settle(page)
    assert page.url == f"{help_address}{FAQ}?a=1&b=x+y#second"
    page.click("[data-kb-all]")
    assert "for 7 days" in text(page)
    page.goto(f"{help_address}{FAQ}")
    expect(page.locator("[data-kb-mine]")).to_have_text("Riyadh")


def test_notices_of_that_branch_are_seen_at_once(open_page: OpenPage) -> None:
    page = open_page(f"{FAQ}?branch=riyadh")
    assert "Notice riyadh" in shown(page, "[data-notice] a")


def test_a_change_of_language_keeps_what_was_asked(open_page: OpenPage, help_address: str) -> None:
    page = open_page("search/?q=money&utm=x")
    expect(page.locator(".kb-results li").first).to_be_visible()
    page.click(".kb-langs summary")
    page.click(".kb-langs a[hreflang=ur]")
    expect(page).to_have_url(f"{help_address}ur/search/?q=money")
    expect(page.locator("#kb-query")).to_have_value("money")
    expect(page.locator(".kb-results li").first).to_contain_text("Money")
    # What was typed meanwhile, and nothing when it is taken away.
    page.fill("#kb-query", "पिन & a")
    page.click(".kb-footer__links a[hreflang=hi]")
    expect(page.locator("#kb-query")).to_have_value("पिन & a")
    page.fill("#kb-query", "")
    page.click(".kb-footer__links a[hreflang=en]")
    expect(page).to_have_url(f"{help_address}search/")
    page.goto(f"{help_address}{FAQ}?branch=riyadh&utm=x#second")
    page.click(".kb-footer__links a[hreflang=ur]")
    expect(page).to_have_url(f"{help_address}ur/{FAQ}#second")
    expect(page.locator("[data-kb-mine]")).to_have_text("ریاض")


def test_a_branch_leaves_the_address_and_the_question_stays(
    open_page: OpenPage, help_address: str
) -> None:
    page = open_page("search/?q=money&branch=riyadh#x")
    expect(page.locator("[data-kb-mine]")).to_have_text("Riyadh")
    assert page.url == f"{help_address}search/?q=money#x"
    expect(page.locator("#kb-query")).to_have_value("money")
    page.reload()
    settle(page)
    expect(page.locator("[data-kb-mine]")).to_have_text("Riyadh")


def test_where_nothing_is_kept_the_address_goes_on_naming_it(
    open_page: OpenPage, help_address: str
) -> None:
    page = open_page(FAQ)
    page.add_init_script(
        """Object.defineProperty(window, "sessionStorage", {
             get() { throw new DOMException("no", "SecurityError"); } })"""
    )
    page.goto(f"{help_address}{FAQ}?branch=riyadh")
    expect(page.locator("[data-kb-mine]")).to_have_text("Riyadh")
    settle(page)
    assert page.url == f"{help_address}{FAQ}?branch=riyadh"
