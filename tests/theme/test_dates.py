"""What holds on certain days is shown on them, in the branch's time zone, with nobody rebuilding."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from kbgen.report.upcoming import next_build
from tests.browser import FORGET, patient, settle
from tests.conftest import MakeSite
from tests.serving import serve
from tests.sites import Project, write_site

SITE = """\
-- content/facts.yml --
keep:
  duration: 7 days
  label: {en: How long we keep it, ur: کتنے دن, ar: مدة الاحتفاظ, hi: कितने दिन}
  varies: branch
fee:
  money: 25 AED
  label: {en: Fee, ur: فیس, ar: الرسوم, hi: शुल्क}
  varies: region
  regions:
    SA:
      - {money: 30 SAR, reason: {en: Riyals., ur: ریال۔, ar: ريال., hi: रियाल।}}
      - {money: 20 SAR, starts: 2026-12-05, ends: 2026-12-07, reason: {en: Sale., ur: سیل۔, ar: تخفيضات., hi: सेल।}}
rule: {text: {en: "We keep it {{ keep }}.", ur: "{{ keep }} رکھتے ہیں۔", ar: "نحتفظ به {{ keep }}.", hi: "{{ keep }} रखते हैं।"}}
-- content/branches/riyadh.yml --
name: {en: Riyadh, ur: ریاض, ar: الرياض, hi: रियाद}
region: SA
differs:
  keep: {duration: 5 days, starts: 2026-12-01, reason: {en: Small store., ur: چھوٹا گودام۔, ar: مخزن صغير., hi: छोटा गोदाम।}}
-- content/branches/deira.yml --
name: {en: Deira, ur: دیرہ, ar: ديرة, hi: देरा}
region: AE
-- content/en/faq/orders.md --
---
title: Orders
---
## How long do you keep it? {#keep}
We keep it for {{ keep }}, that is {{ keep | number }} days.

## What does it cost? {#fee}
It costs {{ fee }}. {{ rule }}
-- content/ur/faq/orders.md --
---
title: آرڈر
---
## کتنے دن؟ {#keep}
{{ keep }}، یعنی {{ keep | number }} دن۔

## کتنے کا؟ {#fee}
{{ fee }}۔ {{ rule }}
-- content/ar/faq/orders.md --
---
title: الطلبات
---
## كم المدة؟ {#keep}
{{ keep }}، أي {{ keep | number }}.

## كم السعر؟ {#fee}
{{ fee }}. {{ rule }}
-- content/hi/faq/orders.md --
---
title: ऑर्डर
---
## कितने दिन? {#keep}
{{ keep }}, यानी {{ keep | number }} दिन।

## कितने का? {#fee}
{{ fee }}। {{ rule }}
-- content/en/notices/riyadh.md --
---
title: Riyadh keeps orders shorter
starts: 2026-11-15
ends: 2026-12-02
branches: [riyadh]
announces: keep
---
Come sooner.
-- content/en/notices/winter.md --
---
title: Winter
starts: 2026-12-03
ends: 2026-12-04
announces: fee
---
It is cold.
-- content/en/notices/past.md --
---
title: Summer
ends: 2026-08-31
---
It was hot.
"""
TODAY = "2026-11-30"
"""The day of the build."""
ZONES = ("Asia/Karachi", "America/Los_Angeles")
"""Where readers are: their day ends two hours before Riyadh's, or eleven after."""
BEFORE, AFTER = "2026-11-30T23:59:30+03:00", "2026-12-01T00:00:30+03:00"
"""Around midnight in Riyadh."""


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = write_site(tmp_path_factory.mktemp("dated") / "project", SITE)
    project.build("--as-of", TODAY)
    return project


@pytest.fixture(scope="module")
def address(dated: Project, browser: Browser) -> Iterator[str]:
    yield from serve(dated.root / "site", "/", browser)


BRANCH = "name: {{en: R, ur: R, ar: R, hi: R}}\nregion: SA\ndiffers:\n  keep:\n{}"
SHIFT = """(() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      for (const { node } of entry.sources) {
        const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        window.shifts.push(element?.outerHTML.slice(0, 80) ?? "?");
      }
    }
  }).observe({ type: "layout-shift" });
})()"""
"""Notes what moves after it was shown."""

SHOWN = """new Promise((go) => {
  const shown = () => requestAnimationFrame(() => requestAnimationFrame(() => go()));
  const look = () => document.readyState === "loading" || shown();
  document.addEventListener("readystatechange", look);
  look();
})"""
"""Waits until the whole page was read and shown: a busy machine shows it piece by piece."""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Callable[[str, str, bool], Page]]:
    """Return the page of a reader in a zone, with a branch or none, to whom each load is the first."""
    pages: dict[tuple[str, str, bool], Page] = {}

    def of(zone: str, branch: str, script: bool) -> Page:
        if (zone, branch, script) not in pages:
            context = browser.new_context(
                timezone_id=zone, java_script_enabled=script, reduced_motion="reduce"
            )
            page = patient(context.new_page()) if script else context.new_page()
            choose = f"; localStorage.setItem('kb.branch', '{branch}')" if branch else ""
            page.add_init_script(FORGET + choose)
            pages[zone, branch, script] = page
        return pages[zone, branch, script]

    yield of
    for page in pages.values():
        page.context.close()


@pytest.fixture
def look(reader: Callable[[str, str, bool], Page], address: str) -> Any:
    """Return what a reader sees of an element of a page, at a moment, with a branch or without."""

    def look(
        path: str,
        selector: str,
        moment: str = BEFORE,
        zone: str = "Asia/Riyadh",
        branch: str = "",
        script: bool = True,
    ) -> str:
        page = reader(zone, branch, script)
        if script:
            page.clock.set_fixed_time(moment)
        page.goto(address + path)
        if script:
            settle(page)
            page.evaluate(
                "document.querySelectorAll('details').forEach((one) => (one.open = true))"
            )
        return _seen(page, selector)

    return look


def _seen(page: Page, selector: str) -> str:
    return " ".join(page.locator(selector).first.inner_text().split())


DIFFERENCES, VARIES = ".kb-differences tbody", ".kb-varies"
SEEN = {
    # What a reader sees in the last minute of November in Riyadh, and in the first of December.
    (DIFFERENCES, "branches/riyadh/"): (
        "How long we keep it From 1 December 2026 5 days 7 days Small store.",
        "How long we keep it 5 days 7 days Small store.",
    ),
    (VARIES, "faq/orders/"): (
        "How long we keep it Everywhere else 7 days",
        "How long we keep it Riyadh 5 days Small store. Everywhere else 7 days",
    ),
    (VARIES, "ur/faq/orders/"): ("کتنے دن باقی ہر جگہ 7 دن", "کتنے دن ریاض 5 دن چھوٹا گودام"),
}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("where", "wording"), SEEN.items(), ids=str)
def test_a_value_changes_at_midnight_of_its_place(
    where: tuple[str, str], wording: tuple[str, str], zone: str, look: Any
) -> None:
    selector, path = where
    for moment, words in zip((BEFORE, AFTER), wording, strict=True):
        assert words in look(path, selector, moment, zone), moment


FIRST = "from 1 December 2026"
SALE = "SAR 30 (from 5 December 2026: SAR 20) (from 8 December 2026: SAR 30)"


@pytest.mark.parametrize("zone", ZONES)
def test_an_answer_gives_the_value_of_the_day_at_the_readers_branch(zone: str, look: Any) -> None:
    seen = {m: look("faq/orders/", ".kb-answers", m, zone, "riyadh") for m in (BEFORE, AFTER)}
    assert (
        "keep it for 7 days (from 1 December 2026: 5 days), that is 7 (from 1 December 2026: 5) days"
    ) in seen[BEFORE]
    assert "keep it for 5 days, that is 5 days" in seen[AFTER]
    # A text changes with what it quotes, and a region's value with its own days.
    assert f"It costs {SALE}. We keep it 7 days. ({FIRST}: We keep it 5 days.)" in seen[BEFORE]
    assert f"It costs {SALE}. We keep it 5 days." in seen[AFTER]
    sale = look("faq/orders/", ".kb-answers", "2026-12-07T23:59:00+03:00", zone, "riyadh")
    assert "It costs SAR 20 (from 8 December 2026: SAR 30)." in sale
    over = look("faq/orders/", ".kb-answers", "2026-12-08T00:01:00+03:00", zone, "riyadh")
    assert "It costs SAR 30." in over


SPOKEN = {
    "faq/orders": (
        "Riyadh From 1 December 2026: 5 days",
        "Saudi Arabia Until 4 December 2026: SAR 30 "
        "From 5 December 2026 until 7 December 2026: SAR 20 From 8 December 2026: SAR 30",
    ),
    "ur/faq/orders": ("ریاض 1 دسمبر، 2026 سے: 5 دن", "4 دسمبر، 2026 تک: "),
    "ar/faq/orders": ("الرياض ابتداءً من 1 ديسمبر 2026: 5 أيام", "حتى 4 ديسمبر 2026: "),
    "hi/faq/orders": ("रियाद 1 दिसंबर 2026 से: 5 दिन", "4 दिसंबर 2026 तक: "),
}


@pytest.mark.parametrize(("path", "words"), SPOKEN.items())
def test_without_a_script_every_period_is_told_in_words(
    path: str, words: tuple[str, ...], dated: Project
) -> None:
    text = dated.text(path)
    for wording in words:
        assert wording in text


def test_without_a_script_nothing_of_it_is_hidden(look: Any) -> None:
    assert look("branches/riyadh/", DIFFERENCES, script=False) == (
        "How long we keep it From 1 December 2026 5 days 7 days Small store. "
        "Fee Until 4 December 2026 SAR 30 AED 25 Riyals. "
        "Fee From 5 December 2026 until 7 December 2026 SAR 20 AED 25 Sale. "
        "Fee From 8 December 2026 SAR 30 AED 25 Riyals."
    )
    listed = look("notices/", "main", script=False)
    assert "Riyadh keeps orders shorter Until 2 December 2026" in listed
    assert "Winter From 3 December 2026 until 4 December 2026" in listed
    assert "Summer" not in listed


LISTED = {
    # A notice of one branch goes by its clock (UTC+3), the others by the company's (Dubai, UTC+4).
    "2026-12-02T19:59:00Z": ["Riyadh keeps orders shorter"],
    "2026-12-02T20:01:00Z": ["Riyadh keeps orders shorter", "Winter"],
    "2026-12-02T21:01:00Z": ["Winter"],
    "2026-12-04T19:59:00Z": ["Winter"],
    "2026-12-04T20:01:00Z": [],
}


@pytest.mark.parametrize(("moment", "titles"), LISTED.items())
@pytest.mark.parametrize("zone", ZONES)
def test_a_notice_enters_its_list_on_its_day_and_leaves_it(
    moment: str, titles: list[str], zone: str, look: Any
) -> None:
    seen = look("notices/", "main", moment, zone)
    for title in ("Riyadh keeps orders shorter", "Winter", "Summer"):
        assert (title in seen) == (title in titles), title
        assert (title in look("search/", "main", moment, zone)) == (title in titles), title
    assert ("There are no notices now." in seen) == (not titles)
    wording = look("notices/winter/", "article", moment, zone)
    assert ("This notice is over." in wording) == (not titles)


@pytest.mark.parametrize(("moment", "titles"), LISTED.items())
@pytest.mark.parametrize("zone", ZONES)
def test_search_finds_a_notice_on_its_days_alone(
    moment: str, titles: list[str], zone: str, browser: Browser, address: str
) -> None:
    with browser.new_context(timezone_id=zone) as context:
        page = patient(context.new_page())
        page.clock.set_fixed_time(moment)
        for query, title in (("cold", "Winter"), ("sooner", "Riyadh keeps orders shorter")):
            for prefix in ("", "ur/"):
                page.goto(f"{address}{prefix}search/?q={query}")
                settle(page)
                if title in titles:
                    expect(page.locator(".kb-results strong").first).to_have_text(title)
                else:
                    expect(page.locator("[data-nothing]")).to_be_visible()
                    expect(page.locator("[data-near]")).not_to_contain_text(title)


def test_a_notice_that_is_over_keeps_its_page_alone(dated: Project) -> None:
    assert "This notice is over." in dated.text("notices/past")
    site = dated.root / "site"
    for file in ("notices/index.html", "search/index.html", "sitemap-en.xml", "llms.txt"):
        assert "past" not in (site / file).read_text("utf-8"), file


def test_what_a_notice_announces_is_told_with_its_days(look: Any) -> None:
    both = "7 days From 1 December 2026: 5 days"
    assert f"Until 30 November 2026: {both}" in look("notices/riyadh/", "article", BEFORE)
    assert "From 1 December 2026: 5 days" in look("notices/riyadh/", "article", AFTER)
    assert "7 days" not in look("notices/riyadh/", "article", AFTER)


@pytest.mark.parametrize("moment", ["2026-12-04T20:59:00Z", "2026-12-04T21:01:00Z"])
def test_a_label_goes_with_the_last_of_its_values(moment: str, look: Any) -> None:
    """The notice and the value that it announces end at Riyadh's midnight."""
    is_over = moment > "2026-12-04T21"
    seen = look("notices/winter/", "dl", moment)
    assert ("Fee" in seen, "SAR 30" in seen.replace("\xa0", " ")) == (not is_over, not is_over)
    assert "Fee Until 4 December 2026: SAR 30" in look("notices/winter/", "dl", script=False)


@pytest.mark.parametrize("path", ["branches/riyadh/", "faq/orders/", "notices/", "search/"])
@pytest.mark.parametrize("moment", [BEFORE, "2026-12-04T20:01:00Z"])
def test_nothing_moves_once_it_is_seen(
    path: str, moment: str, browser: Browser, address: str
) -> None:
    with browser.new_context(timezone_id="Asia/Karachi") as context:
        page = patient(context.new_page())
        page.clock.set_fixed_time(moment)
        held: list[Route] = []
        page.route("**/kb.*.js", lambda route: held.append(route))
        page.goto(address + path, wait_until="commit")
        page.evaluate(SHOWN)
        assert held, "what comes later was not held back"
        page.evaluate(SHIFT)
        held[0].continue_()
        settle(page)
        page.evaluate(SHOWN)
        assert page.evaluate("window.shifts") == []


def test_a_page_that_stays_open_follows_the_day(browser: Browser, address: str) -> None:
    with browser.new_context(timezone_id="Asia/Karachi") as context:
        page = patient(context.new_page())
        page.clock.set_fixed_time(BEFORE)
        page.add_init_script("localStorage.setItem('kb.branch', 'riyadh')")
        page.goto(f"{address}faq/orders/")
        settle(page)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert "Riyadh" not in _seen(page, VARIES) and "for 7 days" in _seen(page, ".kb-answers")
        page.clock.set_fixed_time(AFTER)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        settle(page)
        assert "Riyadh 5 days" in _seen(page, VARIES) and "for 5 days" in _seen(page, ".kb-answers")


def test_a_build_on_the_day_says_what_the_page_before_it_showed(site: MakeSite) -> None:
    project = site(SITE)
    project.build("--as-of", "2026-12-01")
    assert "Riyadh 5 days Small store." in project.text("faq/orders")
    assert "From 1 December" not in project.text("faq/orders")
    assert "How long we keep it 5 days 7 days Small store." in project.text("branches/riyadh")


# What programs read.


def shown(project: Project, file: str) -> Any:
    text = (project.root / "site/api" / file).read_text("utf-8")
    return json.loads(text.replace("\u00a0", " "))


def holds(day: str, of: dict[str, Any]) -> bool:
    return bool(of.get("valid_from", "") <= day <= of.get("valid_until", "9999-12-31"))


CHOSEN = {
    # A fact's value in Riyadh on a day: its own, else the region's, else the usual one.
    ("keep", "2026-11-30"): "7 days",
    ("keep", "2026-12-01"): "5 days",
    ("fee", "2026-11-30"): "SAR 30",
    ("fee", "2026-12-05"): "SAR 20",
    ("fee", "2026-12-07"): "SAR 20",
    ("fee", "2026-12-08"): "SAR 30",
    ("rule", "2026-11-30"): "We keep it 7 days.",
    ("rule", "2026-12-01"): "We keep it 5 days.",
}


@pytest.mark.parametrize(("asked", "words"), CHOSEN.items(), ids=str)
def test_a_program_can_choose_by_the_day(
    asked: tuple[str, str], words: str, dated: Project
) -> None:
    fact, day = asked
    answers = {answer["id"]: answer for answer in shown(dated, "answers.json")["answers"]}
    answer = answers["faq/orders#keep" if fact == "keep" else "faq/orders#fee"]
    there = [d for d in answer["differences"] if d["fact"] == fact and holds(day, d)]
    found = [d for d in there if d.get("branch") == "riyadh"] or [
        d for d in there if d.get("region") == "SA"
    ]
    usual = [f for f in answer["facts"] if f["id"] == fact]
    assert [one["words"] for one in found or usual] == [words]
    branch = shown(dated, "branches/riyadh.json")
    own = [f["words"] for f in branch["facts"] if f["id"] == fact and holds(day, f)]
    # A fact that will differ is listed before, too, with what is to come.
    assert own == [words] or not found
    assert own == [words] or not own


def test_a_branchs_answers_and_a_notice_say_on_which_days(dated: Project) -> None:
    branch = shown(dated, "branches/riyadh.json")
    wording = [
        (one.get("valid_from"), one.get("valid_until"), one["answer"]["text"])
        for one in branch["answers"]
        if one["id"] == "faq/orders#fee"
    ]
    assert wording == [
        (
            *(None, "2026-11-30"),
            f"It costs {SALE}. We keep it 7 days. ({FIRST}: We keep it 5 days.)",
        ),
        ("2026-12-01", "2026-12-04", f"It costs {SALE}. We keep it 5 days."),
        (
            *("2026-12-05", "2026-12-07"),
            "It costs SAR 20 (from 8 December 2026: SAR 30). We keep it 5 days.",
        ),
        ("2026-12-08", None, "It costs SAR 30. We keep it 5 days."),
    ]
    assert branch["timezone"] == "Asia/Riyadh"
    answers = {answer["id"]: answer for answer in shown(dated, "answers.json")["answers"]}
    notice = answers["notices/winter"]
    assert (notice["valid_from"], notice["valid_until"]) == ("2026-12-03", "2026-12-04")


def test_a_build_says_on_which_day_to_build_again(site: MakeSite) -> None:
    project = site(SITE)
    first = project.run("build", "--as-of", TODAY)
    wording = "Build again on 2026-12-01: keep at riyadh"
    assert wording in first.stdout.splitlines()
    again = project.run("build", "--as-of", TODAY)
    assert "Nothing changed" in again.stdout and wording in again.stdout.splitlines()
    days = [(c["day"], c["what"], c["change"]) for c in shown(project, "upcoming.json")["changes"]]
    assert days == [
        ("2026-12-01", "keep", "value"),
        ("2026-12-03", "notices/riyadh", "ends"),
        ("2026-12-03", "notices/winter", "starts"),
        ("2026-12-05", "fee", "value"),
        ("2026-12-05", "notices/winter", "ends"),
        ("2026-12-08", "fee", "value"),
    ]
    next_day = project.run("build", "--as-of", "2026-12-01")
    assert "Nothing changed" not in next_day.stdout
    assert "Build again on 2026-12-03: notices/riyadh is over; notices/winter starts" in (
        next_day.stdout.splitlines()
    )
    last = project.run("build", "--as-of", "2026-12-08")
    assert "Build again" not in last.stdout
    assert shown(project, "upcoming.json")["changes"] == []


def test_many_changes_of_one_day_are_counted() -> None:
    changes = [{"day": "2027-01-01", "what": f"fact{n}", "change": "value"} for n in range(5)]
    wording = next_build(json.dumps({"changes": changes}).encode())
    assert wording == "Build again on 2027-01-01: fact0; fact1; fact2 and 2 more"


def test_a_branch_at_which_nothing_differs_any_more_says_so(
    site: MakeSite, browser: Browser
) -> None:
    project = site(
        "-- content/facts.yml --\nkeep: {duration: 7 days, varies: branch}\n"
        f"-- content/branches/riyadh.yml --\n{BRANCH.format('    {duration: 5 days, ends: 2026-12-01}')}\n"
    )
    project.build("--as-of", TODAY)
    nothing = "Nothing: every answer"
    assert "keep Until 1 December 2026 5 days" in project.text("branches/riyadh")
    for address in serve(project.root / "site", "/", browser):
        for moment, is_over in {BEFORE: False, "2026-12-02T00:01:00+03:00": True}.items():
            with browser.new_context(timezone_id="Asia/Karachi") as context:
                page = patient(context.new_page())
                page.clock.set_fixed_time(moment)
                page.goto(f"{address}branches/riyadh/")
                settle(page)
                seen = _seen(page, "main")
                assert (nothing in seen, "5 days" in seen) == (is_over, not is_over)


def test_kbgen_facts_tells_each_period_of_a_place(dated: Project) -> None:
    lines = dated.run("facts", "keep", "--as-of", TODAY).output.splitlines()
    at = lines.index("Riyadh until 2026-11-30")
    assert lines[at + 1] == "  en  7 days"
    at = lines.index("Riyadh from 2026-12-01")
    assert lines[at + 1] == "  en  5 days"


# What verify proves.


def problems(project: Project, day: str) -> list[str]:
    result = project.run("verify", "site", "--as-of", day, "--format", "json")
    assert result.exit_code in (0, 1), result.output
    return [problem["message"] for problem in json.loads(result.stdout)["problems"]]


@pytest.mark.parametrize("day", [TODAY, "2026-12-01", "2026-12-05", "2026-12-06", "2026-12-08"])
def test_a_site_stays_proven_on_the_days_to_come(day: str, dated: Project) -> None:
    assert problems(dated, day) == []


TAMPERED = {
    "a later value": ("ur/faq/orders", "5 دن</span>", "6 دن</span>"),
    "a first day": ("ur/faq/orders", 'data-from="2026-12-01"', 'data-from="2026-12-02"'),
    "a last day": ("hi/faq/orders", 'data-until="2026-12-04"', 'data-until="2026-12-03"'),
    "a zone": ("ar/faq/orders", 'data-zone="Asia/Riyadh"', 'data-zone="Asia/Dubai"'),
    "the words of a day": ("ar/faq/orders", ">1 ديسمبر", ">2 ديسمبر"),
    "a day on a branch's page": ("branches/riyadh", '"2026-12-01"', '"2026-12-11"'),
    "a value on a branch's page": ("hi/branches/riyadh", "5 दिन", "6 दिन"),
    "an announced value": ("notices/riyadh", "5 days</span>", "6 days</span>"),
    "an announced value that is left out": (
        "hi/notices/riyadh",
        '<span class="kb-dated" data-from="2026-12-01"',
        '<span hidden class="kb-was" data-was="2026-12-01"',
    ),
    "an announced day": ("ur/notices/riyadh", 'data-from="2026-12-01"', 'data-from="2026-12-02"'),
}


@pytest.mark.parametrize(("page", "before", "after"), TAMPERED.values(), ids=TAMPERED)
def test_what_is_told_of_any_period_is_held_to_the_ledger(
    page: str, before: str, after: str, dated: Project
) -> None:
    file = dated.root / "site" / page / "index.html"
    html = file.read_text("utf-8")
    assert before in html
    try:
        file.write_text(html.replace(before, after), "utf-8")
        assert problems(dated, TODAY)
    finally:
        file.write_text(html, "utf-8")


def test_a_branch_is_announced_the_days_of_its_country(site: MakeSite) -> None:
    project = site(f"""{SITE}\
-- content/branches/jeddah.yml --
name: {{en: Jeddah, ur: جدہ, ar: جدة, hi: जेद्दा}}
region: SA
-- content/en/notices/sale.md --
---
title: Sale
ends: 2026-12-07
branches: [jeddah, deira]
announces: fee
---
Cheaper.
""")
    project.build("--as-of", TODAY)
    assert "From 5 December 2026 until 7 December 2026: SAR 20" in project.text("notices/sale")
    assert problems(project, TODAY) == []


# Reports for the editor.

MISTAKES = {
    "ends before it starts": (
        "    - {duration: 5 days, starts: 2027-02-01, ends: 2027-01-01}\n",
        ["content/branches/riyadh.yml:5:52 KB214"],
    ),
    "alone, it ends before it starts": (
        "    {duration: 5 days, starts: 2027-02-01, ends: 2027-01-01}\n",
        ["content/branches/riyadh.yml:5:50 KB214"],
    ),
    "a later one lies over an earlier one": (
        "    - {duration: 5 days, starts: 2027-02-01}\n    - {duration: 6 days}\n",
        ["content/branches/riyadh.yml:5:7 KB215"],
    ),
    "two lie over one together": (
        "    - {duration: 5 days, starts: 2027-02-01, ends: 2027-02-10}\n"
        "    - {duration: 6 days, ends: 2027-02-05}\n    - {duration: 4 days, starts: 2027-02-04}\n",
        ["content/branches/riyadh.yml:5:7 KB215"],
    ),
    "one of two is over": (
        "    - {duration: 5 days}\n    - {duration: 6 days, ends: 2020-02-01}\n",
        ["content/branches/riyadh.yml:6:7 KB211"],
    ),
    "a day that does not exist": (
        "    - {duration: 5 days}\n    - {duration: 6 days, starts: 2027-02-30}\n",
        ["content/branches/riyadh.yml:6:34 KB104"],
    ),
    "a day that does not exist, behind a tag": (
        "    - {duration: 5 days}\n    - {duration: 6 days, starts: !day 2027-02-20}\n",
        ["content/branches/riyadh.yml:6:34 KB102"],
    ),
    "each has its days": (
        "    - {duration: 5 days}\n    - {duration: 6 days, starts: 2099-02-01, ends: 2099-02-05}\n",
        [],
    ),
    "an empty list": ("    []\n", ["content/branches/riyadh.yml:5:5 KB104"]),
    "a field that is none": (
        "    - {duration: 5 days, start: 2027-02-01}\n",
        ["content/branches/riyadh.yml:5:26 KB103"],
    ),
}


@pytest.mark.parametrize(("differs", "found"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_with_dates_are_found_where_they_are(
    differs: str, found: list[str], site: MakeSite
) -> None:
    project = site(
        "-- content/facts.yml --\nkeep: {duration: 7 days, varies: branch}\n"
        f"-- content/branches/riyadh.yml --\n{BRANCH.format(differs)}"
    )
    assert project.found() == found


def test_the_hints_mend_the_mistakes(site: MakeSite) -> None:
    project = site(
        "-- content/facts.yml --\nkeep: {duration: 7 days, varies: branch}\n"
        f"-- content/branches/riyadh.yml --\n{BRANCH.format(MISTAKES['a later one lies over an earlier one'][0])}"
    )
    (finding,) = project.check()
    assert finding["hint"] == "delete it, or move it below the one in line 6"
    file = project.root / "content/branches/riyadh.yml"
    *lines, first, second = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([*lines, second, first, ""]), "utf-8")
    assert project.check() == []
