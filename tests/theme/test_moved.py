"""Who comes by a former address arrives, with the section and the branch that the address names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.build.test_redirects import SITE
from tests.serving import serve
from tests.sites import write_site


@pytest.fixture(scope="module")
def host(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = write_site(tmp_path_factory.mktemp("moved") / "project", SITE)
    yield from serve(project.build(), browser=browser)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("faq/branches/", "faq/shops/"),
        ("ur/faq/branches/?branch=x#way", "ur/faq/shops/?branch=x#way"),
        ("faq/branches/#time", "faq/shops/#hours"),
        ("faq/shops/#map", "faq/shops/#way"),
        ("hi/faq/other/#kept", "hi/faq/shops/#kept"),
        ("faq/shops/#time", "faq/shops/#hours"),
        ("older/", "faq/shops/#hours"),
        ("help/12-shops.html#kept", "faq/shops/#kept"),
        ("faq/branches/#constructor", "faq/shops/#constructor"),
    ],
)
def test_a_former_address_leads_to_its_section(
    browser: Browser, host: str, old: str, new: str
) -> None:
    page = browser.new_page()
    page.goto(f"{host}faq/other/")
    page.goto(host + old, wait_until="commit")
    page.wait_for_url(host + new)
    expect(page.locator("html")).to_have_attribute("data-ready", "")
    assert page.url == host + new
    page.go_back()
    page.wait_for_url(f"{host}faq/other/")  # the former address is not in the history
    page.close()


def test_without_scripts_a_page_leads_on_and_a_section_says_where_it_is(
    browser: Browser, host: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}ur/faq/branches/", wait_until="commit")
    page.wait_for_url(f"{host}ur/faq/shops/")
    page.goto(f"{host}faq/other/")
    expect(page.locator("#kept")).to_be_hidden()
    page.goto(f"{host}faq/other/#kept")
    page.get_by_role("link", name="Kept").click()
    page.wait_for_url(f"{host}faq/shops/#kept")
    context.close()
