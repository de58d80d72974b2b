"""Whether a branch is open, by the clock of its own place, wherever the reader is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import patient, settle
from tests.hours_site import build_contacts, build_hours
from tests.serving import serve
from tests.sites import Project

AT = "/help/"
OpenAt = Callable[..., Page]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return build_hours(tmp_path_factory.mktemp("hours") / "project")


@pytest.fixture(scope="module")
def address(built: Project, browser: Browser) -> Iterator[str]:
    yield from serve(built.root / "site", AT, browser)


@pytest.fixture
def open_at(browser: Browser, address: str) -> Iterator[OpenAt]:
    """Open a page as it is at a moment, for a reader in a time zone."""
    contexts = []
    problems: list[str] = []

    def open_(path: str, moment: str, zone: str = "Asia/Tokyo", width: int = 1280) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, timezone_id=zone, reduced_motion="reduce"
        )
        contexts.append(context)
        page = patient(context.new_page())
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.clock.install(time=moment)
        page.goto(address + path)
        settle(page)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert problems == []


def states(page: Page) -> dict[str, str]:
    """Return what the list of branches says of each, by its name."""
    cards = page.locator(".kb-places > li").evaluate_all(
        "cards => cards.map(card => [...card.querySelectorAll('h3, [data-kb-state]')]"
        ".map(one => one.innerText))"
    )
    return {name: " ".join(state.split()) for name, state in cards}


# A moment (UTC), and the sentences of some branches. Riyadh is at +3, the others at +4; New York
# is at -5, from 14 March to 7 November 2027 at -4. 15 January is a Friday.
MOMENTS: dict[str, dict[str, str]] = {
    "2027-01-18T05:59:00Z": {"Riyadh": "Closed now, opens at 9:00 AM"},
    "2027-01-18T06:00:00Z": {"Riyadh": "Open now until 6:00 PM"},
    "2027-01-18T14:59:00Z": {"Riyadh": "Open now until 6:00 PM"},
    "2027-01-18T15:00:00Z": {"Riyadh": "Closed now, opens tomorrow at 9:00 AM"},
    "2027-01-15T21:00:00Z": {"Riyadh": "Closed now, opens at 10:00 AM"},  # Saturday, midnight
    "2027-01-16T11:00:00Z": {"Riyadh": "Closed now, opens on Monday at 9:00 AM"},
    # Ramadan: until two at night, the last night into the first day of Eid; then closed.
    "2027-02-07T20:30:00Z": {
        "Riyadh": "Closed now, opens tomorrow at 10:00 AM",
        "Jeddah": "Closed now, opens tomorrow at 10:00 AM",
    },
    "2027-02-08T14:30:00Z": {"Riyadh": "Closed now, opens at 8:00 PM"},
    "2027-02-08T22:30:00Z": {
        "Riyadh": "Open now until 2:00 AM",
        "Jeddah": "Open now until 2:00 AM",
    },
    "2027-03-09T22:30:00Z": {"Riyadh": "Open now until 2:00 AM"},
    "2027-03-09T23:00:00Z": {
        "Riyadh": "Closed now, opens on Saturday at 10:00 AM",
        "Jeddah": "Closed now, opens on Saturday at 8:00 AM",
    },
    "2027-03-12T17:00:00Z": {"Riyadh": "Closed now, opens tomorrow at 10:00 AM"},
    # The clocks of New York go forward on 14 March and back on 7 November.
    "2027-03-13T13:59:00Z": {"New York": "Closed now, opens at 9:00 AM"},
    "2027-03-13T14:00:00Z": {"New York": "Open now until 5:00 PM"},
    "2027-03-14T12:59:00Z": {"New York": "Closed now, opens at 9:00 AM"},
    "2027-03-14T13:00:00Z": {"New York": "Open now until 5:00 PM"},
    "2027-11-06T13:00:00Z": {"New York": "Open now until 5:00 PM"},
    "2027-11-07T13:59:00Z": {"New York": "Closed now, opens at 9:00 AM"},
    "2027-11-07T14:00:00Z": {"New York": "Open now until 5:00 PM"},
    # Day and night, always or for some days.
    "2027-01-18T08:00:00Z": {
        "Airport": "Open now, day and night",
        "Workdays": "Open now until 12:00 PM on Saturday",
        "Mondays": "Closed now, opens on Monday at 10:00 AM",
        "Never": "Closed now",
    },
    "2027-01-16T07:00:00Z": {"Workdays": "Open now until 12:00 PM"},
    "2027-01-16T08:00:00Z": {"Workdays": "Closed now, opens on Monday at 12:00 AM"},
    "2027-01-17T10:00:00Z": {"Workdays": "Closed now, opens tomorrow at 12:00 AM"},
    # Past midnight.
    "2027-01-15T15:59:00Z": {"Nights": "Closed now, opens at 8:00 PM"},
    "2027-01-15T23:59:00Z": {"Nights": "Open now until 4:00 AM"},
    "2027-01-16T00:00:00Z": {"Nights": "Closed now, opens at 8:00 PM"},
    "2027-01-17T00:00:00Z": {"Nights": "Closed now, opens on Friday at 8:00 PM"},
    # Closed for weeks.
    "2027-01-31T19:00:00Z": {"Refit": "Closed now, opens on 21 February 2027 at 10:00 AM"},
    "2027-02-14T08:00:00Z": {"Refit": "Closed now, opens on 21 February 2027 at 10:00 AM"},
    "2027-02-15T08:00:00Z": {"Refit": "Closed now, opens on Sunday at 10:00 AM"},
    "2027-02-20T19:00:00Z": {"Refit": "Closed now, opens tomorrow at 10:00 AM"},
    "2027-02-21T06:00:00Z": {"Refit": "Open now until 10:00 PM"},
}


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "Asia/Tokyo"])
def test_a_branch_is_open_by_its_own_clock(zone: str, open_at: OpenAt) -> None:
    page = open_at("branches/", next(iter(MOMENTS)), zone)
    for moment, expected in MOMENTS.items():
        page.clock.set_fixed_time(moment)
        page.reload()
        settle(page)
        found = states(page)
        assert {name: found[name] for name in expected} == expected, moment


def marked(page: Page) -> list[str]:
    """Return the weekdays that are marked as today's, with the caption of their table."""
    return [
        f"{one.locator('xpath=ancestor::table').locator('caption').inner_text()}: {one.inner_text()}"
        for one in page.locator("[aria-current=date]").all()
    ]


def test_a_page_that_stays_open_keeps_up_and_moves_nothing(open_at: OpenAt) -> None:
    page = open_at("branches/refit/", "2027-01-15T17:30:00Z", width=360)
    page.clock.pause_at("2027-01-15T17:59:40Z")
    state = page.locator("[data-kb-state]")
    table = page.locator("table.kb-week").first
    assert state.inner_text().replace("\xa0", " ") == "Open now until 10:00 PM"
    assert marked(page) == ["Usually: Friday"]
    place = table.bounding_box()
    page.clock.run_for(30_000)
    assert state.inner_text().replace("\xa0", " ") == "Closed now, opens tomorrow at 10:00 AM"
    page.clock.run_for(2 * 3600_000)
    assert state.inner_text().replace("\xa0", " ") == "Closed now, opens at 10:00 AM"
    assert marked(page) == ["Usually: Saturday"]
    assert table.bounding_box() == place


def test_the_hours_of_the_day_come_first(open_at: OpenAt) -> None:
    def captions(moment: str) -> list[str]:
        page = open_at("branches/riyadh/", moment)
        found = page.locator("table.kb-week caption").all()
        return [" ".join(one.inner_text().split()) for one in found if one.is_visible()]

    ramadan = "From 8 February 2027 until 9 March 2027 Ramadan"
    eid = "From 10 March 2027 until 12 March 2027 Eid al-Fitr"
    assert captions("2027-01-15T12:00:00Z") == ["Usually", ramadan, eid]
    assert captions("2027-02-08T12:00:00Z") == [ramadan, "Usually", eid]
    assert captions("2027-03-11T12:00:00Z")[0] == eid


def test_the_list_shows_the_hours_of_the_day_alone(open_at: OpenAt) -> None:
    def hours(moment: str) -> list[str]:
        page = open_at("branches/", moment)
        lines = page.locator("li:has-text('Olaya') p[data-set]").all()
        texts = (" ".join(one.inner_text().split()) for one in lines if one.is_visible())
        return [text.replace(" ;", ";") for text in texts]  # seen by no one, read aloud

    usual = (
        "Monday to Friday from 9:00 AM to 6:00 PM; Saturday from 10:00 AM to 2:00 PM; Sunday closed"
    )
    assert hours("2027-02-07T12:00:00Z") == [usual]
    assert hours("2027-03-11T12:00:00Z") == [
        "From 10 March 2027 until 12 March 2027: closed",
    ]


def test_a_browser_that_does_not_know_the_zone_says_nothing(open_at: OpenAt) -> None:
    page = open_at("branches/", "2027-01-18T06:00:00Z")
    page.add_init_script(
        """const own = Intl.DateTimeFormat;
        Intl.DateTimeFormat = function (tag, options) {
          if (options && options.timeZone === "America/New_York") throw new RangeError("no zone");
          return new own(tag, options);
        };"""
    )
    page.reload()
    settle(page)
    found = states(page)
    assert (found["New York"], found["Riyadh"]) == ("", "Open now until 6:00 PM")


def test_without_a_script_every_set_of_hours_is_there_with_its_days(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}branches/riyadh/")
    assert not page.locator("[data-kb-state]").is_visible()
    tables = [" ".join(one.inner_text().split()) for one in page.locator("table.kb-week").all()]
    assert tables == [
        "Usually Day Hours Monday 9:00 AM to 6:00 PM Tuesday 9:00 AM to 6:00 PM"
        " Wednesday 9:00 AM to 6:00 PM Thursday 9:00 AM to 6:00 PM Friday 9:00 AM to 6:00 PM"
        " Saturday 10:00 AM to 2:00 PM Sunday Closed",
        "From 8 February 2027 until 9 March 2027 Ramadan Day Hours "
        + " ".join(
            f"{day} 10:00 AM to 5:00 PM 8:00 PM to 2:00 AM"
            for day in ("Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split()
        ),
        "From 10 March 2027 until 12 March 2027 Eid al-Fitr Day Hours Wednesday Closed"
        " Thursday Closed Friday Closed",
    ]
    page.goto(f"{address}branches/")
    card = " ".join(page.locator("li:has-text('Olaya')").inner_text().split())
    assert "From 8 February 2027 until 9 March 2027: every day from 10:00 AM to 5:00 PM" in card
    context.close()


@pytest.fixture(scope="module")
def contacts(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    project = build_contacts(tmp_path_factory.mktemp("contacts") / "project")
    yield from serve(project.root / "site", AT, browser)


def expect_text(page: Page, place: str, shown: list[str]) -> None:
    """A list of contacts says of each when it is answered, "" for nothing.

    Its script comes when the list is near what is seen: later than the page is ready.
    """
    rows = page.locator(f"{place} .kb-ways li:not(:has(> a))")
    expect(rows).to_have_count(len(shown))
    for row, words in zip(rows.all(), shown, strict=True):
        state = row.locator("[data-kb-state]")
        expect(state).to_have_text([words] if words else [], use_inner_text=True)


# What is said of telephone and WhatsApp at a moment (UTC) to who has chosen no branch, and to who has
# chosen Riyadh. The company is at +4, Riyadh at +3; Ramadan begins on Monday 8 February there.
ANSWERED = {
    "2027-01-18T04:59:00Z": ("Closed now, available from 9:00 AM",) * 2,
    "2027-01-18T05:00:00Z": ("Available now until 6:00 PM", "Closed now, available from 9:00 AM"),
    "2027-01-18T14:00:00Z": (
        "Closed now, available tomorrow from 9:00 AM",
        "Available now until 6:00 PM",
    ),
    "2027-01-15T20:00:00Z": ("Closed now, available on Monday from 9:00 AM",) * 2,
    "2027-02-08T17:30:00Z": (
        "Closed now, available tomorrow from 9:00 AM",
        "Available now until 2:00 AM",
    ),
}


@pytest.mark.parametrize("width", [1280, 360])
def test_a_contact_says_whether_someone_answers(
    width: int, browser: Browser, contacts: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, timezone_id="Asia/Tokyo"
    )
    page = patient(context.new_page())
    page.clock.install(time=next(iter(ANSWERED)))
    page.goto(contacts)
    for moment, expected in ANSWERED.items():
        page.clock.set_fixed_time(moment)
        for branch, shown in zip(("", "riyadh"), expected, strict=True):
            for path, places in {
                "": (".kb-help", "footer"),
                "faq/help/": ("aside", "footer"),
            }.items():
                page.evaluate("id => localStorage.setItem('kb.branch', id)", branch)
                page.goto(contacts + path)
                settle(page)
                for place in places:
                    expect_text(page, place, [shown, shown, ""])
    # After choosing another branch, its state is shown at once.
    page.evaluate("localStorage.removeItem('kb.branch')")
    page.reload()
    settle(page)
    before, there = ANSWERED["2027-02-08T17:30:00Z"]
    page.click("[data-kb-choose]")
    page.click("dialog [data-id=riyadh]")
    expect_text(page, "aside", [there, there, ""])
    page.click("[data-kb-choose]")
    page.click("dialog [data-none]")
    expect_text(page, "aside", [before, before, ""])
    context.close()


IN_LANGUAGE = {
    "": ("Available now until 6:00 PM", "Closed now, available tomorrow from 9:00 AM"),
    "ur/": ("اس وقت دستیاب ہے، شام 6 بجے تک", "اس وقت دستیاب نہیں، دوبارہ کل صبح 9 بجے سے"),
    "ar/": ("متاح الآن حتى الساعة 6:00 م", "غير متاح الآن، ويُتاح غدًا من الساعة 9:00 ص"),
    "hi/": ("अभी उपलब्ध है, शाम 6 बजे तक", "अभी उपलब्ध नहीं, फिर कल सुबह 9 बजे से"),
}


@pytest.mark.parametrize("prefix", IN_LANGUAGE)
def test_it_says_so_in_the_language_of_the_page(
    prefix: str, browser: Browser, contacts: str
) -> None:
    context = browser.new_context()
    page = patient(context.new_page())
    page.clock.install(time="2027-01-18T10:00:00Z")
    for moment, shown in zip(
        ("2027-01-18T10:00:00Z", "2027-01-18T16:00:00Z"), IN_LANGUAGE[prefix], strict=True
    ):
        page.clock.set_fixed_time(moment)
        page.goto(f"{contacts}{prefix}")
        expect_text(page, "footer", [shown, shown, ""])
    context.close()


def test_without_a_script_the_hours_of_a_contact_stand_in_words(
    browser: Browser, contacts: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    words = "Monday to Friday from 9:00 AM to 6:00 PM; Saturday and Sunday closed"
    for path, places in {"": (".kb-help", "footer"), "faq/help/": ("aside", "footer")}.items():
        page.goto(contacts + path)
        for place in places:
            rows = page.locator(f"{place} .kb-ways li").all()
            texts = [" ".join(row.inner_text().split()) for row in rows]
            assert texts[0] == f"Helpline +971 4 555 0142 {words}"
            assert texts[1] == f"WhatsApp +971 50 555 0142 {words}"
            assert texts[2] == "care@example.com"
    context.close()
