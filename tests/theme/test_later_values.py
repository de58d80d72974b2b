"""A value of the company that changes on a day is right before it, on it and after it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import FORGET, patient, settle
from tests.later_site import SITE
from tests.serving import serve
from tests.sites import write_site

BUILT = {"before": "2026-12-30", "on the day": "2027-01-01", "after": "2027-01-02"}
EVE, DAY, NEXT = (
    "2026-12-31T23:59:30+04:00",
    "2027-01-01T00:00:30+04:00",
    "2027-01-02T00:00:30+04:00",
)
"""Moments in Dubai, where most branches are: the last minute of the old values, and later ones."""
ZONES = ("Asia/Karachi", "America/Los_Angeles", "Pacific/Auckland")
OPEN = "document.querySelectorAll('details').forEach((one) => (one.open = true))"
Look = Callable[..., str]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return when it was built → the site."""
    found = {}
    for when, day in BUILT.items():
        project = write_site(tmp_path_factory.mktemp("later") / "project", SITE)
        project.build("--as-of", day)
        found[when] = project.root / "site"
    return found


@pytest.fixture(scope="module")
def look(sites: dict[str, Path], browser: Browser) -> Iterator[Look]:
    """Return what a reader sees of a page."""
    servers = {when: serve(site, "/", browser) for when, site in sites.items()}
    addresses = {when: next(server) for when, server in servers.items()}
    pages: dict[tuple[str, str, bool], Page] = {}

    def page_of(zone: str, branch: str, script: bool) -> Page:
        if (zone, branch, script) not in pages:
            context = browser.new_context(
                timezone_id=zone, java_script_enabled=script, reduced_motion="reduce"
            )
            page = patient(context.new_page()) if script else context.new_page()
            choose = f"; localStorage.setItem('kb.branch', '{branch}')" if branch else ""
            page.add_init_script(FORGET + choose)
            pages[zone, branch, script] = page
        return pages[zone, branch, script]

    def look(
        when: str,
        moment: str,
        zone: str = "Asia/Dubai",
        branch: str = "",
        script: bool = True,
        path: str = "faq/delivery/",
        selector: str = ".kb-answers",
    ) -> str:
        page = page_of(zone, branch, script)
        if script:
            page.clock.set_fixed_time(moment)
        page.goto(addresses[when] + path)
        if script:
            settle(page)
            page.evaluate(OPEN)
        return " ".join(page.locator(selector).first.inner_text().split())

    yield look
    for page in pages.values():
        page.context.close()
    for server in servers.values():
        next(server, None)


BEFORE = (
    "It costs AED 25 (from 1 January 2027: AED 30) and takes 3 (from 1 January 2027: 5) days, "
    "at most AED 25 (from 1 January 2027: at most AED 30)."
)
AFTER = (
    "It costs AED 30 (changed on 1 January 2027) and takes 5 (changed on 1 January 2027) days, "
    "at most AED 30 (changed on 1 January 2027)."
)
CALL_BEFORE = "Call +971 4 555 0100 (from 1 January 2027: +971 4 555 0199)."
CALL_AFTER = "Call +971 4 555 0199 (changed on 1 January 2027)."


def generated(words: str) -> str:
    """Return a text without what a style adds, which is no part of `innerText`."""
    return words.replace(" (changed on 1 January 2027)", "")


@pytest.mark.parametrize("zone", ZONES)
def test_a_page_built_before_tells_both_and_then_the_new_one_alone(zone: str, look: Look) -> None:
    seen = look("before", EVE, zone)
    assert BEFORE in seen and CALL_BEFORE in seen
    for moment in (DAY, NEXT):
        seen = look("before", moment, zone)
        assert generated(AFTER) in seen and generated(CALL_AFTER) in seen
        assert "25" not in seen.partition("What does it cost?")[2]


@pytest.mark.parametrize("when", ["on the day", "after"])
@pytest.mark.parametrize("zone", ZONES)
def test_a_page_built_since_tells_the_new_one_and_when_it_changed(
    zone: str, when: str, look: Look
) -> None:
    for moment in (DAY, NEXT):
        seen = look(when, moment, zone)
        assert AFTER in seen and CALL_AFTER in seen
    month_later = look(when, "2027-02-01T12:00:00+04:00", zone)
    assert generated(AFTER) in month_later and generated(CALL_AFTER) in month_later


def test_without_a_script_the_days_are_told(look: Look) -> None:
    assert BEFORE in look("before", DAY, script=False)
    assert AFTER in look("after", DAY, script=False)


SPOKEN = {
    "ur": (
        "فیس AED 25 (1 جنوری، 2027 سے: AED 30) ہے",
        "فیس AED 30 (تبدیلی 1 جنوری، 2027 کو ہوئی) ہے",
    ),
    "ar": (
        "التكلفة 25 د.إ. (ابتداءً من 1 يناير 2027: 30 د.إ.) والمدة",
        "التكلفة 30 د.إ. (تاريخ التغيير: 1 يناير 2027) والمدة",
    ),
    "hi": ("शुल्क AED 25 (1 जनवरी 2027 से: AED 30) है", "शुल्क AED 30 (1 जनवरी 2027 को बदलाव हुआ) है"),
}


@pytest.mark.parametrize(("lang", "words"), SPOKEN.items())
def test_every_language_tells_it(lang: str, words: tuple[str, str], look: Look) -> None:
    before, after = words
    for when, moment, wanted in (("before", EVE, before), ("after", NEXT, after)):
        seen = look(when, moment, path=f"{lang}/faq/delivery/")
        assert wanted in _plain(seen), seen


def _plain(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\u200e\u200f\u2066\u2067\u2068\u2069")))


AT_BRANCH = {
    # What a reader who chose Riyadh or Jumeirah sees; in Riyadh a day begins an hour later.
    ("riyadh", EVE): "It costs SAR 26 (from 2 January 2027: SAR 31) and",
    ("riyadh", DAY): "It costs SAR 26 (from 2 January 2027: SAR 31) and",
    ("riyadh", "2027-01-01T23:59:00+03:00"): "It costs SAR 26 (from 2 January 2027: SAR 31) and",
    ("riyadh", "2027-01-02T00:01:00+03:00"): "It costs SAR 31 and",
    # Jumeirah keeps the old fee a day longer than the company.
    ("jumeirah", EVE): "It costs AED 25 (from 2 January 2027: AED 28) and",
    ("jumeirah", DAY): "It costs AED 25 (from 2 January 2027: AED 28) and",
    ("jumeirah", NEXT): "It costs AED 28 and",
    ("deira", EVE): "It costs AED 25 (from 1 January 2027: AED 30) and",
    ("deira", DAY): "It costs AED 30 and",
}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("asked", "words"), AT_BRANCH.items(), ids=str)
def test_a_branch_tells_its_own_later_value(
    asked: tuple[str, str], words: str, zone: str, look: Look
) -> None:
    branch, moment = asked
    assert words in look("before", moment, zone, branch)


def test_what_will_change_is_listed_with_the_reason_until_it_has(look: Look) -> None:
    listed = look("before", EVE, selector=".kb-changes")
    assert listed == ("What will change Delivery fee from 1 January 2027: AED 30 Fuel costs more.")


def test_once_all_has_changed_nothing_is_listed(look: Look) -> None:
    assert "What will change" in look("before", EVE, selector="main")
    assert "What will change" not in look("before", DAY, selector="main")


LINES = """(element) => {
  const words = document.createRange();
  words.selectNodeContents(element);
  return new Set([...words.getClientRects()].map((one) => Math.round(one.bottom))).size;
}"""


def test_a_value_stays_on_one_line(sites: dict[str, Path], browser: Browser) -> None:
    server = serve(sites["before"], "/", browser)
    address = next(server)
    for width in (280, 320, 360, 412):
        page = patient(browser.new_page(viewport={"width": width, "height": 800}))
        page.clock.set_fixed_time(DAY)
        page.goto(f"{address}ur/faq/delivery/")
        settle(page)
        page.evaluate(OPEN)
        values = [one for one in page.locator("[data-fact=line] a").all() if one.is_visible()]
        assert [one.evaluate(LINES) for one in values] == [1] * len(values) != []
        page.close()
    next(server, None)


def test_the_telephone_that_is_called_is_the_one_of_the_day(
    sites: dict[str, Path], browser: Browser
) -> None:
    server = serve(sites["before"], "/", browser)
    address = next(server)
    for moment, number in ((EVE, "tel:+97145550100"), (DAY, "tel:+97145550199")):
        page = patient(browser.new_page())
        page.clock.set_fixed_time(moment)
        page.goto(f"{address}faq/delivery/#call")
        settle(page)
        page.evaluate(OPEN)
        links = page.locator(".kb-answers [data-fact=line] a").all()
        assert next(link.get_attribute("href") for link in links if link.is_visible()) == number
        page.close()
    next(server, None)


# What programs read.


def answer(site: Path, lang: str = "") -> dict[str, object]:
    data = json.loads((site / lang / "api/answers.json").read_text("utf-8").replace("\u00a0", " "))
    found: dict[str, object] = next(a for a in data["answers"] if a["id"] == "faq/delivery#cost")
    return found


def test_an_answer_says_how_long_it_may_be_quoted(sites: dict[str, Path]) -> None:
    before, after = answer(sites["before"]), answer(sites["after"])
    assert before["valid_until"] == "2026-12-31"
    assert before["next"] == {"valid_from": "2027-01-01", "facts": ["fee", "time", "rule"]}
    fee = {"id": "fee", "type": "money", "words": "AED 25", "value": 25, "currency": "AED"}
    later = {"words": "AED 30", "value": 30, "currency": "AED", "valid_from": "2027-01-01"}
    assert before["facts"][0] == {  # type: ignore[index]
        **fee,
        "valid_until": "2026-12-31",
        "next": [{**later, "reason": "Fuel costs more."}],
    }
    assert after["valid_from"] == "2027-01-01"
    assert "valid_until" not in after and "next" not in after


def test_every_answer_text_is_right_on_any_day(sites: dict[str, Path]) -> None:
    assert answer(sites["before"])["answer"]["text"] == BEFORE  # type: ignore[index]
    assert answer(sites["after"])["answer"]["text"] == AFTER  # type: ignore[index]
