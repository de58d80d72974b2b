"""The reader's branch: chosen once, and its values on every page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import settle
from tests.shell_site import HOSTILE, LONG, OpenPage, shown

FAQ = "faq/pin/"


def choose(page: Page, branch: str) -> None:
    page.click("[data-kb-choose]")
    page.click(f"dialog [data-id='{branch}']" if branch else "dialog [data-none]")
    expect(page.locator("dialog")).to_be_hidden()


def text(page: Page) -> str:
    """Return what the answers on the page say."""
    return " ".join(page.locator(".kb-answers").inner_text().split())


@pytest.fixture
def faq(open_page: OpenPage) -> Page:
    page = open_page(FAQ)
    page.click("[data-kb-all]")
    expect(page.locator("[data-kb-all]")).to_have_text("Close all")
    return page


def test_a_branch_is_chosen_by_keyboard(faq: Page) -> None:
    opener = faq.locator("[data-kb-choose]")
    opener.focus()
    faq.keyboard.press("Enter")
    expect(faq.locator("dialog h3")).to_have_text(
        ["United Arab Emirates", "Bahrain", "Saudi Arabia"]
    )
    assert shown(faq, "dialog .kb-choice") == [
        LONG,
        f"{HOSTILE} <script>window.hacked=1</script>",
        "Riyadh King Road 1",
    ]
    faq.keyboard.press("Escape")
    expect(faq.locator("dialog")).to_be_hidden()
    expect(opener).to_be_focused()
    faq.keyboard.press("Enter")
    expect(faq.locator("dialog [data-close]")).to_be_focused()
    for _ in range(3):
        faq.keyboard.press("Tab")
    faq.keyboard.press("Enter")
    expect(faq.locator("[data-kb-mine]")).to_have_text("Riyadh")
    expect(faq.locator(".kb-applied a")).to_have_text("Riyadh")


def test_its_values_take_the_place_of_the_companys(faq: Page) -> None:
    company = text(faq)
    assert "for 14 days, that is 14 days" in company
    choose(faq, "riyadh")
    expect(faq.locator("[data-kb-mine]")).to_have_text("Riyadh")
    assert "for 7 days, that is 7 days. Come to the main door." in text(faq)
    assert "It costs AED 30. Call +966 11 555 0180 now" in text(faq)
    # A link stays one link, and goes where it went.
    link = faq.locator(".kb-answers a", has_text="now")
    assert link.get_attribute("href") == "https://shop.example/"
    assert link.locator("a").count() == 0
    # The number to call is equal in all places.
    calls = faq.locator("a[href^=tel]:visible")
    assert {a.get_attribute("href") for a in calls.all()} == {"tel:+966115550180"}
    # The usual values and those of other places are unchanged.
    faq.click(".kb-varies summary")
    varies = " ".join(faq.locator(".kb-varies").inner_text().split())
    assert "Riyadh 7 days Smaller Everywhere else 14 days" in varies
    faq.reload()
    faq.click("[data-kb-all]")
    expect(faq.locator(".kb-applied a")).to_have_text("Riyadh")
    assert "for 7 days" in text(faq)
    # Another branch; then none.
    choose(faq, "manama")
    expect(faq.locator("[data-kb-mine]")).to_have_text(HOSTILE)
    assert "for 14 days" in text(faq) and "AED 25" in text(faq)
    choose(faq, "")
    expect(faq.locator("[data-kb-mine]")).to_have_text("Choose your branch")
    assert text(faq) == company
    expect(faq.locator(".kb-applied")).to_have_count(0)
    faq.reload()
    expect(faq.locator("[data-kb-mine]")).to_have_text("Choose your branch")


def test_it_is_remembered_on_every_page_in_every_language(faq: Page, help_address: str) -> None:
    choose(faq, "riyadh")
    faq.goto(f"{help_address}standards/answer/")
    expect(faq.locator(".kb-promise .kb-big")).to_have_text("7 days")
    faq.goto(f"{help_address}ur/faq/pin/")
    expect(faq.locator("[data-kb-mine]")).to_have_text("ریاض")
    expect(faq.locator(".kb-applied a")).to_have_attribute("href", "../../../ur/branches/riyadh/")
    # A page on which nothing differs says nothing of it.
    faq.goto(f"{help_address}notices/")
    expect(faq.locator("[data-kb-mine]")).to_have_text("Riyadh")
    faq.click("[data-kb-choose]")
    pressed = faq.locator("dialog [aria-pressed=true]")
    expect(pressed).to_have_count(1)
    expect(pressed).to_contain_text("Riyadh")


def test_names_and_values_are_never_markup(faq: Page, help_address: str) -> None:
    choose(faq, "manama")
    expect(faq.locator("[data-kb-mine]")).to_have_text(HOSTILE)
    expect(faq.locator(".kb-applied a")).to_have_text(HOSTILE)
    assert '<img src=x onerror="window.hacked=1">' in text(faq)
    assert faq.evaluate("document.querySelectorAll('img[src=x]').length") == 0
    for path in ("branches/", "branches/manama/", FAQ):
        faq.goto(help_address + path)
        settle(faq)
        assert faq.evaluate("[window.hacked, document.querySelectorAll('img').length]") == [None, 0]


def test_without_the_network_the_companys_values_stay(faq: Page) -> None:
    faq.route("**/api/branches.json", lambda route: route.abort())
    faq.click("[data-kb-choose]")
    expect(faq.locator("dialog [data-error]")).to_be_visible()
    faq.unroute("**/api/branches.json")
    faq.click("dialog [data-close]")
    faq.click("[data-kb-choose]")
    expect(faq.locator("dialog .kb-choice")).to_have_count(3)
    expect(faq.locator("dialog [data-error]")).to_be_hidden()
    faq.route("**/api/branch-facts/**", lambda route: route.abort())
    faq.click("dialog [data-id=riyadh]")
    expect(faq.locator("dialog")).to_be_hidden()
    settle(faq)
    assert "for 14 days" in text(faq)
    expect(faq.locator(".kb-applied")).to_have_count(0)


def test_where_no_dialog_can_be_had_its_link_is_followed(faq: Page, help_address: str) -> None:
    faq.route("**/api/dialogs.json", lambda route: route.abort())
    faq.click("[data-kb-choose]")
    expect(faq).to_have_url(f"{help_address}branches/")
    # Nor is one missed by whoever has chosen before.
    faq.click("[data-kb-pick=riyadh]")
    faq.goto(help_address + FAQ)
    expect(faq.locator("[data-kb-mine]")).to_have_text("Riyadh")
    faq.click("[data-kb-all]")
    assert "for 7 days" in text(faq)


def test_a_value_that_varies_opens_the_choice(faq: Page) -> None:
    value = faq.locator(".kb-answers .kb-place", has_text="AED 25")
    expect(value).to_have_role("button")
    expect(value).to_have_accessible_name("AED 25")
    expect(value).to_have_accessible_description("It differs by branch: choose yours")
    value.focus()
    faq.keyboard.press("Space")
    expect(faq.locator("dialog")).to_be_visible()
    faq.keyboard.press("Escape")
    expect(value).to_be_focused()
    faq.keyboard.press("Enter")
    faq.click("dialog [data-id=riyadh]")
    value = faq.locator(".kb-answers .kb-place", has_text="AED 30")
    expect(value).to_be_visible()
    value.click()
    expect(faq.locator("dialog [data-id=riyadh]")).to_have_attribute("aria-pressed", "true")
    assert faq.url.endswith(FAQ)


def test_without_a_script_it_leads_to_what_differs(open_page: OpenPage, help_address: str) -> None:
    page = open_page(FAQ, script=False)
    value = page.locator(".kb-answers .kb-place", has_text="AED 25")
    expect(value).to_have_role("link")
    expect(value).to_have_accessible_description("What differs by country or branch")
    value.click()
    expect(page).to_have_url(f"{help_address}{FAQ}#kb-varies")
    expect(page.locator("#kb-varies summary")).to_be_in_viewport()


@pytest.mark.parametrize("branch", ["closed-last-year", "../answers", "%2e%2e", "<b>", "null"])
def test_a_branch_that_is_none_changes_nothing(branch: str, faq: Page) -> None:
    faq.evaluate("id => localStorage.setItem('kb.branch', id)", branch)
    faq.reload()
    settle(faq)
    faq.click("[data-kb-all]")
    assert "for 14 days" in text(faq)
    expect(faq.locator("[data-kb-mine]")).to_have_text("Choose your branch")


def test_the_later_choice_holds_however_slow_the_earlier(faq: Page) -> None:
    held: list[Route] = []
    faq.route("**/branch-facts/riyadh.json", lambda route: held.append(route))
    choose(faq, "riyadh")
    choose(faq, "manama")
    expect(faq.locator("[data-kb-mine]")).to_have_text(HOSTILE)
    held[0].continue_()
    settle(faq)
    expect(faq.locator("[data-kb-mine]")).to_have_text(HOSTILE)
    assert "for 14 days" in text(faq)


def test_a_branchs_page_and_the_list_of_branches_offer_it(
    help_address: str, open_page: OpenPage
) -> None:
    page = open_page("branches/riyadh/", width=360)
    button = page.locator("[data-kb-pick=riyadh]")
    expect(button).to_be_visible()
    button.click()
    expect(page.locator("[data-kb-mine]")).to_have_text("Riyadh")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(f"{help_address}branches/")
    expect(page.locator("[data-kb-pick=riyadh]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-kb-pick=deira]")).to_have_attribute("aria-pressed", "false")
    page.click("[data-kb-pick=deira]")
    expect(page.locator("[data-kb-mine]")).to_have_text(LONG)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    # Without a script, a link to the branches.
    page = open_page(FAQ, script=False)
    assert shown(page, "[data-kb-pick], dialog") == []
    page.click("[data-kb-choose]")
    page.wait_for_url(f"{help_address}branches/")
    page.click("main a >> text=Riyadh")
    differences = " ".join(page.locator(".kb-differences").inner_text().split())
    assert "7 days 14 days Smaller" in differences
