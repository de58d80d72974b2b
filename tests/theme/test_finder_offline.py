"""A search that begins without a connection, and files that the first search waits for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser import patient
from tests.serving import serve
from tests.sites import write_site
from tests.theme.test_finder import DIALOG, FOUND, SITE


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    made = write_site(tmp_path_factory.mktemp("offline") / "project", SITE)
    made.build()
    yield from serve(made.root / "site", browser=browser)


@pytest.fixture
def page(address: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 740})
    page = patient(context.new_page())
    page.goto(f"{address}faq/locks/", wait_until="networkidle")
    yield page
    context.close()


def test_a_search_that_began_offline_works_once_the_connection_is_back(page: Page) -> None:
    page.context.set_offline(True)
    with page.expect_event(
        "requestfailed", lambda one: bool(re.search(r"/search\.\w+\.js", one.url))
    ):
        page.click("#kb-find")
    page.context.set_offline(False)
    page.fill("#kb-find", "refund")
    expect(page.locator(FOUND).first).to_contain_text("When do I get my refund?")


def test_a_search_works_after_its_own_script_alone_failed(page: Page) -> None:
    script = re.compile(r"/search\.\w+\.js$")
    page.route(script, lambda route: route.abort())
    with page.expect_event("requestfailed", lambda one: bool(script.search(one.url))):
        page.click("#kb-find")
    page.unroute(script)
    page.click("#kb-find")
    expect(page.locator(DIALOG)).to_be_visible()


def test_a_touch_asks_for_all_scripts_of_the_search_before_one_has_come(page: Page) -> None:
    held: list[Route] = []
    wanted = {"search", "search-client", "search-worker", "search-tables", "dialogs"}
    asked: set[str] = set()

    def is_last(request: Request) -> bool:
        asked.add(re.split(r"[./]", request.url.rsplit("/", 1)[1])[0])
        return asked >= wanted

    page.route(re.compile(r"/assets/kb/search|/dialogs\.json"), lambda route: held.append(route))
    with page.expect_request(is_last):
        page.locator("#kb-find").dispatch_event("pointerdown")
    for route in held:
        route.continue_()
