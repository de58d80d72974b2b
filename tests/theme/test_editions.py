"""The text of a page that changes on a day is right before it, on it and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import FORGET, patient, settle
from tests.edition_site import LATER, SITE, WORDS
from tests.serving import serve
from tests.sites import write_site

BUILT = {"before": "2027-02-20", "on the day": "2027-03-01"}
EVE, DAY, NEXT = (
    "2027-02-28T23:59:30+04:00",
    "2027-03-01T00:00:30+04:00",
    "2027-03-02T00:00:30+04:00",
)
"""Moments in Dubai, whose zone the site has: the last minute of the old text, and later ones."""
ZONES = ("Asia/Karachi", "America/Los_Angeles", "Pacific/Auckland")
PAGE, EDITION = "policies/returns/", "policies/returns.from-2027-03-01/"
FOLDERS = {"en": "", "ur": "ur/", "ar": "ar/", "hi": "hi/"}
ZONE = "-- content/branches/deira.yml --\nname: {en: Deira, ur: دیرہ, ar: ديرة, hi: देरा}\nregion: AE\ntimezone: Asia/Dubai\n"
Look = Callable[..., Page]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return when it was built → the site."""
    found = {}
    for when, day in BUILT.items():
        project = write_site(tmp_path_factory.mktemp("editions") / "project", SITE + ZONE)
        project.build("--as-of", day)
        found[when] = project.root / "site"
    return found


@pytest.fixture(scope="module")
def look(sites: dict[str, Path], browser: Browser) -> Iterator[Look]:
    """Return the page that a reader has at an address."""
    servers = {when: serve(site, "/", browser) for when, site in sites.items()}
    addresses = {when: next(server) for when, server in servers.items()}
    pages: dict[tuple[str, bool], Page] = {}

    def page_of(zone: str, script: bool) -> Page:
        if (zone, script) not in pages:
            context = browser.new_context(
                timezone_id=zone, java_script_enabled=script, reduced_motion="reduce"
            )
            page = patient(context.new_page()) if script else context.new_page()
            page.add_init_script(FORGET)
            pages[zone, script] = page
        return pages[zone, script]

    def look(
        when: str, moment: str, path: str, zone: str = "Asia/Dubai", script: bool = True
    ) -> Page:
        page = page_of(zone, script)
        if script:
            page.clock.set_fixed_time(moment)
        page.goto(addresses[when] + path)
        if script:
            page.wait_for_function("document.readyState === 'complete' && window.settled")
            settle(page)
        return page

    yield look
    for page in pages.values():
        page.context.close()
    for server in servers.values():
        next(server, None)


def article(page: Page) -> str:
    return " ".join(page.locator("article").first.inner_text().split())


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("lang", FOLDERS)
@pytest.mark.parametrize(
    ("when", "moment", "is_new"),
    [
        ("before", EVE, False),
        ("before", DAY, True),
        ("before", NEXT, True),
        ("on the day", DAY, True),
        ("on the day", NEXT, True),
    ],
)
def test_the_text_is_that_of_the_day(
    look: Look, lang: str, zone: str, when: str, moment: str, is_new: bool
) -> None:
    page = look(when, moment, f"{FOLDERS[lang]}{PAGE}", zone)
    old, new = WORDS[lang][3], LATER[lang][3]
    text = article(page)
    assert (old in text, new in text) == (not is_new, is_new), text
    assert page.locator(".kb-edition").first.is_visible() if not is_new else True
    if is_new:
        assert page.locator(".kb-edition:visible").count() == 0
        assert LATER[lang][0] in page.title()


@pytest.mark.parametrize("lang", FOLDERS)
@pytest.mark.parametrize("when", BUILT)
def test_without_a_script_both_are_told_with_their_days(look: Look, lang: str, when: str) -> None:
    page = look(when, DAY, f"{FOLDERS[lang]}{PAGE}", script=False)
    text = article(page)
    if when == "before":
        assert WORDS[lang][3] in text
        assert "2027" in page.locator(".kb-edition").inner_text()
        page.locator(".kb-edition a").first.click()
        assert LATER[lang][3] in article(page)
        assert "2027" in page.locator(".kb-edition").inner_text()
    else:
        assert LATER[lang][3] in text
        assert page.locator(".kb-edition").count() == 0


def test_the_later_text_says_from_when_it_applies_until_then(look: Look) -> None:
    note = look("before", EVE, EDITION).locator(".kb-edition")
    assert note.is_visible()
    assert "1 March 2027" in " ".join(note.inner_text().replace("\xa0", " ").split())
    assert look("before", DAY, EDITION).locator(".kb-edition").is_hidden()


def test_its_address_leads_to_the_page_afterwards(look: Look) -> None:
    page = look("on the day", DAY, EDITION, script=False)
    page.wait_for_url(f"**/{PAGE}")
    assert LATER["en"][3] in article(page)


def test_a_reader_stays_at_the_section_and_branch(look: Look) -> None:
    page = look("before", DAY, f"{PAGE}?branch=deira#fees")
    assert page.url.endswith(f"{EDITION}#fees")
    assert page.evaluate("document.documentElement.dataset.branch") == "deira"


@pytest.mark.parametrize(("moment", "title"), [(EVE, "Returns"), (DAY, "Returns again")])
@pytest.mark.parametrize("zone", ZONES)
def test_lists_show_the_text_of_the_day(look: Look, moment: str, title: str, zone: str) -> None:
    page = look("before", moment, "policies/", zone)
    assert page.locator(".kb-article a:visible", has_text="Returns").all_inner_texts() == [title]


@pytest.mark.parametrize(("moment", "is_new"), [(EVE, False), (DAY, True)])
def test_the_search_finds_the_text_of_the_day(look: Look, moment: str, is_new: bool) -> None:
    page = look("before", moment, "search/?q=return+free+costs")
    page.locator(".kb-results a").first.wait_for()
    links = page.locator(".kb-results a").evaluate_all("(all) => all.map((one) => one.href)")
    assert any(EDITION in link for link in links) == is_new
    assert any(f"/{PAGE}" in link for link in links) != is_new
