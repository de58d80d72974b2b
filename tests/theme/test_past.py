"""The page of an earlier edition says what was so then, whatever branch its reader has chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import patient, settle
from tests.past_site import DAY, SITE
from tests.serving import serve
from tests.sites import write_site


@pytest.fixture(scope="module")
def host(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = write_site(tmp_path_factory.mktemp("past") / "project", SITE)
    yield from serve(project.build("--as-of", DAY), browser=browser)


@pytest.mark.parametrize("lang", ["", "ur/", "ar/", "hi/"])
def test_a_branch_changes_the_page_of_today_alone(browser: Browser, host: str, lang: str) -> None:
    page = patient(browser.new_page())
    page.goto(f"{host}{lang}policies/delivery/?branch=riyadh")
    expect(page.locator("article [data-fact=fee]").first).to_contain_text("20")
    page.goto(f"{host}{lang}as-of/2026-03-01/policies/delivery/")
    settle(page)
    expect(page.locator("article [data-fact=fee]").first).to_contain_text("27")
    expect(page.locator(".kb-edition a")).to_have_attribute(
        "href", "../../../../policies/delivery/"
    )
    page.locator("article .kb-place").first.click()
    assert page.url.endswith("#kb-varies")  # it is a plain link, and asks for no branch
    page.close()


def test_the_versions_are_listed_and_lead_there(browser: Browser, host: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{host}ur/policies/delivery/")
    listed = page.locator("#kb-versions > ol > li")
    expect(listed).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    listed.nth(1).get_by_role("link").first.click()
    page.wait_for_url(f"{host}ur/as-of/2026-03-01/policies/delivery/")
    page.locator(".kb-edition a").click()
    page.wait_for_url(f"{host}ur/policies/delivery/")
    page.close()
