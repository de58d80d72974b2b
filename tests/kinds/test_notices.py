"""Notices at the top of the pages they concern, as the day and the reader have it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import patient, settle
from tests.conftest import MakeSite
from tests.languages.test_bidi_table import CONTROLS
from tests.serving import serve
from tests.shell_site import ONE, OpenPage, shown
from tests.sites import CONFIG, write_site

BARE = "about/"


def seen(page: Page) -> list[str]:
    """Return the notices that a reader sees, by their names."""
    return [text.removeprefix("Notice ") for text in shown(page, ".kb-bulletin p")]


DAYS = {
    # The site is built on 15 June; "recall" ends on the 30th, "soon" is from the 20th to the 25th,
    # by the company's days: most of its branches are at UTC+3, wherever the reader is.
    "2026-06-15T12:00:00": ["recall", "plain"],
    "2026-06-19T23:59:00": ["recall", "plain"],
    "2026-06-20T00:01:00": ["recall", "soon", "plain"],
    "2026-06-25T23:59:00": ["recall", "soon", "plain"],
    "2026-06-26T00:01:00": ["recall", "plain"],
    "2026-06-30T23:59:00": ["recall", "plain"],
    "2026-07-01T00:01:00": ["plain"],
}


@pytest.mark.parametrize("zone", ["Asia/Dubai", "America/Los_Angeles"])
def test_notices_come_and_go_with_nobody_rebuilding(
    zone: str, help_address: str, open_page: OpenPage
) -> None:
    page = open_page(BARE, timezone_id=zone)
    for day, notices in DAYS.items():
        page.clock.set_fixed_time(f"{day}+03:00")
        page.goto(help_address + BARE)
        assert seen(page) == notices, day


CONCERNED = {
    "": {"front"},
    "faq/": {"questions"},
    "faq/money/": {"questions"},
    "faq/pin/": {"questions", "answer"},
    BARE: set(),
    "notices/plain/": {"plain"},  # itself: not above itself
}


def test_a_notice_stands_on_the_pages_that_it_concerns(
    help_address: str, open_page: OpenPage
) -> None:
    page = open_page("", script=False)
    for path, more in CONCERNED.items():
        page.goto(help_address + path)
        assert set(seen(page)) == {"recall", "plain"} ^ more
        assert seen(page)[0] == "recall"  # the gravest first


def test_a_notice_put_away_stays_away_until_it_changes(
    help_address: str, open_page: OpenPage
) -> None:
    page = open_page(BARE)
    page.clock.set_fixed_time("2026-06-15T12:00:00Z")
    page.goto(help_address + BARE)
    page.click(".kb-bulletin:has-text('recall') button")
    assert seen(page) == ["plain"]
    page.goto(f"{help_address}ur/faq/money/")
    assert set(seen(page)) == {"questions", "plain"}
    # What was put away had another text.
    page.evaluate(
        "localStorage.setItem('kb.notices', localStorage.getItem('kb.notices').replace(/@\\w+/, '@0'))"
    )
    page.reload()
    assert "recall" in seen(page)


def test_a_notice_of_a_branch_is_for_those_who_chose_it(
    help_address: str, open_page: OpenPage
) -> None:
    page = open_page(BARE)
    page.clock.set_fixed_time("2026-06-15T12:00:00Z")
    page.reload()
    assert "riyadh" not in seen(page)
    for branch, has_notice in (("riyadh", True), ("deira", False)):
        page.click("[data-kb-choose]")
        page.click(f"dialog [data-id={branch}]")
        page.locator("dialog[open]").wait_for(state="hidden")
        settle(page)
        assert ("riyadh" in seen(page)) == has_notice
        page.goto(f"{help_address}policies/returns/")
        assert ("riyadh" in seen(page)) == has_notice
    # The branch's own page shows it to everybody, from its first day.
    page.goto(f"{help_address}branches/riyadh/")
    settle(page)
    assert "riyadh" in seen(page) and "later" not in seen(page)
    page.clock.set_fixed_time("2026-06-21T12:00:00Z")
    page.reload()
    settle(page)
    assert "riyadh" in seen(page) and "later" in seen(page)


BULLETINS = ".kb-bulletin:visible"


def test_on_a_phone_notices_that_were_seen_are_one_line(
    help_address: str, open_page: OpenPage
) -> None:
    page = open_page("404.html", width=360)
    page.clock.set_fixed_time("2026-06-15T12:00:00Z")
    page.goto(help_address + BARE)
    settle(page)
    assert seen(page) == ["recall", "plain"]  # new: in full
    assert shown(page, "[data-kb-unfold]") == []
    page.wait_for_function("localStorage.getItem('kb.seen')?.split(' ').length === 2")
    page.goto(f"{help_address}policies/returns/")
    assert seen(page) == ["recall"]
    one_line = page.locator(BULLETINS).evaluate("e => e.querySelector('p').getClientRects().length")
    assert one_line == 1
    # One that is new to the reader stands below, in full.
    page.goto(f"{help_address}faq/money/")
    assert set(seen(page)) == {"recall", "questions"}
    button = page.locator("[data-kb-unfold]:visible")
    expect(button).to_have_attribute("aria-label", "Show all notices")
    button.focus()
    page.keyboard.press("Enter")
    assert set(seen(page)) == {"recall", "plain", "questions"}
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    assert "plain" not in seen(page)
    # What changed has another key, and is new.
    page.evaluate(
        "localStorage.setItem('kb.seen', localStorage.getItem('kb.seen').replace(/recall@\\w+/, 'recall@0'))"
    )
    page.goto(f"{help_address}policies/returns/")
    assert seen(page) == ["recall", "plain"]
    # On a desktop there is room for all.
    page.set_viewport_size({"width": 1280, "height": 800})
    page.reload()
    assert seen(page) == ["recall", "plain"]
    assert shown(page, "[data-kb-unfold]") == []


LONG = {
    "en": "Our branch at Riyadh is closed from 3 December (Kingdom Road 12) until the works are done",
    "ur": "ریاض کی برانچ 3 دسمبر سے مرمت کے کام کی وجہ سے NH-KT20 اور AED 1,250 کے ساتھ بند رہے گی",
    "ar": "فرع الرياض مغلق من 3 ديسمبر بسبب أعمال الصيانة NH-KT20 وحتى انتهاء الأعمال AED 1,250",
    "hi": "रियाद की शाखा 3 दिसंबर से मरम्मत के काम की वजह से NH-KT20 और AED 1,250 के साथ बंद रहेगी",
}
# The words of a line, and which of them lie within it.
WORDS = """() => [...document.querySelectorAll("[data-seen] p a > *")].map((word) => {
  const [box, line] = [word.getBoundingClientRect(), word.parentElement.getBoundingClientRect()];
  return [word.textContent, box.left >= line.left - 0.5 && box.right <= line.right + 0.5];
})"""
FADE = """(from) => document.querySelectorAll("[data-seen] p a > *").forEach(
  (word, at) => (word.style.color = at >= from ? "transparent" : ""),
)"""


def test_a_folded_notice_ends_after_a_word(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = f"-- mkdocs.yml --\n{CONFIG}" + "".join(
        f"-- content/{lang}/notices/n.md --\n---\ntitle: {title}\n---\nNews.\n"
        for lang, title in LONG.items()
    )
    project = write_site(tmp_path_factory.mktemp("long") / "project", text)
    project.build()
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = patient(context.new_page())
    for address in serve(project.root / "site", "/", browser):
        for lang, title in LONG.items():
            there = address + ("" if lang == "en" else f"{lang}/")
            page.goto(there)
            page.wait_for_function("localStorage.getItem('kb.seen')")
            page.goto(f"{there}notices/")
            page.evaluate("document.fonts.ready")
            words = page.evaluate(WORDS)
            wording = " ".join(word for word, *_ in words)
            assert CONTROLS.sub("", wording) == title
            cut = [is_inside for _, is_inside in words].index(False)
            assert 2 <= cut < len(words)
            line = page.locator("[data-seen] p")
            before = line.screenshot()
            # Nothing is seen of the word that would be cut, nor of those after it; the words before
            # it are, but for the last, whose place the ellipsis may need.
            page.evaluate(FADE, cut)
            assert line.screenshot() == before, lang
            page.evaluate(FADE, cut - 2)
            assert line.screenshot() != before, lang
    context.close()


def test_without_javascript_notices_stand_in_full(open_page: OpenPage) -> None:
    page = open_page(BARE, script=False, width=320)
    page.set_viewport_size({"width": 320, "height": 256})
    assert set(seen(page)) == {"recall", "plain"}
    assert shown(page, ".kb-bulletin button") == []


NEWER = {
    "title": ("Closed for {{ away }}", "", "Sorry.", 4),
    "severity": ("Closed", "severity: critical\n", "Sorry.", 4),
    "last day": ("Closed", "ends: 2026-12-31\n", "Sorry.", 4),
    "text": ("Closed", "", "Very sorry.", 4),
    "a fact": ("Closed", "", "Sorry for {{ away }}.", 5),
}


def test_a_notice_that_changes_is_a_new_one(site: MakeSite) -> None:
    keys = {}
    cases = {
        "before": ("Closed", "", "Sorry.", 4),
        "fact before": (*NEWER["a fact"][:3], 4),
    } | NEWER
    for name, (title, meta, body, hours) in cases.items():
        project = site(
            f"-- mkdocs.yml --\n{ONE}-- content/facts.yml --\naway: {{duration: {hours} hours}}\n"
            f"-- content/en/notices/n.md --\n---\ntitle: {title!r}\n{meta}---\n{body}\n"
        )
        project.build("--as-of", "2026-06-15")
        (key,) = re.findall(r'data-notice="([^"]+)"', project.html(""))
        keys[name] = key
    assert len(set(keys.values())) == len(cases), keys
