"""What a reader sees in Chromium at a moment, in a zone, at a branch, with and without a script."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser import FORGET, patient, settle
from tests.days.built import Case, Site, make_case
from tests.days.chance import START
from tests.days.compare import Comparison, Tally, interesting_days, midnights
from tests.days.ledger import Place
from tests.days.project import Page as Written
from tests.days.project import Slot
from tests.days.reader import APART, Moment
from tests.days.values import Dictionary, plain
from tests.serving import serve

READERS = ("Asia/Karachi", "America/Los_Angeles", "Pacific/Auckland")
"""The zones of readers' own clocks, which must not matter."""
SEEN = """(apart) => {
  document.querySelectorAll("details").forEach((one) => (one.open = true));
  document.querySelectorAll(".kb-changed").forEach((one) => one.remove());
  return [...document.querySelectorAll("main [data-fact]")]
    .filter((one) => !apart.some((part) => one.closest(`[data-kb-part=${part}]`)))
    .map((one) => one.innerText);
}"""
ROWS = """() => [...document.querySelectorAll("[data-kb-part=varies] tbody tr")]
  .map((row) => [...row.querySelectorAll("td")].slice(0, 2).map((cell) => cell.innerText.trim()))
  .filter(([place, value]) => place && !value)
  .map(([place]) => place)"""


def look_in_browser(
    root: Path, seed: int, dictionary: Dictionary, tally: Tally, browser: Browser
) -> None:
    """Hold what readers see of a ledger's pages at some moments to the model."""
    case, chance = make_case(root, seed), random.Random(seed)
    site = case.build(START)
    announced = (day for day in case.ledger.announcements() if day > START)
    days = interesting_days(case.ledger, START, min(announced, default=None))
    moments = [one for day in days for one in midnights(case.ledger, day)]
    zones = {place.zone for place in case.ledger.places}
    since = [one for one in moments if min(map(one.today, zones)) >= START]
    server = serve(site.root, "/", browser)
    view = View(Comparison(case, dictionary, tally), site, next(server), browser)
    for moment in chance.sample(since, min(2, len(since))):
        for place in (case.ledger.company, *case.ledger.branches.values()):
            view.with_script(moment, place, chance.choice(READERS), chance.choice(case.langs))
    view.without_script(chance.choice(case.langs))
    next(server, None)
    tally.ledgers += 1


@dataclass(frozen=True)
class View:
    """A site that is served, and the browser that shows it."""

    comparison: Comparison
    site: Site
    address: str
    browser: Browser

    @property
    def case(self) -> Case:
        return self.comparison.case

    def with_script(self, moment: Moment, place: Place, zone: str, lang: str) -> None:
        """Hold what who has chosen a branch, or none, sees at a moment to the model."""
        context = self.browser.new_context(timezone_id=zone, reduced_motion="reduce")
        page = patient(context.new_page())
        choose = f"; localStorage.setItem('kb.branch', '{place.branch}')" if place.branch else ""
        page.add_init_script(FORGET + choose)
        page.clock.set_fixed_time(moment.at)
        for written in self.case.pages:
            page.goto(f"{self.address}{self.case.folders[lang]}{written.path}/")
            settle(page)
            where = f"{self.comparison.where(self.site, moment)} in {zone} {lang} {written.path}"
            where += f" {place.branch}"
            for slot, text in self._seen(page, written):
                wanted = self._now(slot, lang, place, moment)
                found = bool(re.fullmatch(self._pattern(slot, lang, place, moment), text))
                self.comparison.tally.hold(
                    "browser", f"{where} {slot} {text!r} {wanted!r}", found, True
                )
            self.comparison.tally.hold("browser: rows", where, page.evaluate(ROWS), [])
        context.close()

    def without_script(self, lang: str) -> None:
        """Hold that each value is told with its day where there is no script."""
        context = self.browser.new_context(java_script_enabled=False)
        page, company = context.new_page(), self.case.ledger.company
        for written in self.case.pages:
            page.goto(f"{self.address}{self.case.folders[lang]}{written.path}/")
            where = f"seed {self.case.seed} no script {lang} {written.path}"
            for element, slot in self._elements(page, written):
                later = [
                    day
                    for day in self.case.ledger.changes(slot.fact, company, self.site.day)
                    if day > self.site.day
                ]
                words = [
                    re.escape(self.comparison.words(slot, lang, company, day, self.site.day))
                    for day in (self.site.day, *later)
                ]
                text = plain(element)
                pattern = words[0] + "".join(rf" \(.*?{one}\)" for one in words[1:]) + r"( \(.*\))?"
                self.comparison.tally.hold(
                    "browser: no script",
                    f"{where} {slot} {text!r}",
                    bool(re.fullmatch(pattern, text)),
                    True,
                )
        context.close()

    def _seen(self, page: Page, written: Written) -> Iterator[tuple[Slot, str]]:
        found = [plain(text) for text in page.evaluate(SEEN, sorted(APART))]
        slots = [slot for part in written.sections for slot in part.slots]
        self.comparison.tally.hold("browser: slots", written.path, len(found), len(slots))
        yield from zip(slots, found, strict=False)

    def _elements(self, page: Page, written: Written) -> Iterator[tuple[str, Slot]]:
        apart = "".join(f":not([data-kb-part={part}] *)" for part in sorted(APART))
        found = page.locator(f"main [data-fact]{apart}").all_inner_texts()
        slots = [slot for part in written.sections for slot in part.slots]
        self.comparison.tally.hold("browser: slots", written.path, len(found), len(slots))
        yield from zip(found, slots, strict=False)

    def _now(self, slot: Slot, lang: str, place: Place, moment: Moment) -> str:
        at = self._place(slot, place, moment)
        return self.comparison.words(slot, lang, at, moment.today(at.zone), self.site.day)

    def _place(self, slot: Slot, place: Place, moment: Moment) -> Place:
        """Return the place by whose clock a fact is told: the branch's only if it differs there."""
        ledger, known, company = self.case.ledger, self.site.day, self.case.ledger.company
        days = [self.site.day, *ledger.changes(slot.fact, place, known)]
        days += ledger.changes(slot.fact, company, known)
        del moment
        differs = any(
            ledger.value(slot.fact, place, day, known)
            != ledger.value(slot.fact, company, day, known)
            for day in days
            if day >= self.site.day
        )
        return place if differs else company

    def _pattern(self, slot: Slot, lang: str, place: Place, moment: Moment) -> str:
        at = self._place(slot, place, moment)
        today, known = moment.today(at.zone), self.site.day
        later = [day for day in self.case.ledger.changes(slot.fact, at, known) if day > today]
        words = [self.comparison.words(slot, lang, at, day, known) for day in later]
        now = re.escape(self._now(slot, lang, place, moment))
        return now + "".join(rf" \(.*?{re.escape(one)}\)" for one in words)
