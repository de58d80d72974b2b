"""What the articles of a site say as of each day, held to the model and to the site of that day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

from babel import Locale

from tests.days.built import Case, Site
from tests.days.chance import ZONES
from tests.days.ledger import DAY, Ledger, Place
from tests.days.project import Page, Slot
from tests.days.reader import Element, Moment, coming, links, slots, text_at, without_days
from tests.days.values import LANGS, Dictionary, plain

REGIONS = {code: {lang: plain(Locale(lang).territories[code]) for lang in LANGS} for code in ZONES}
"""Country → its name in each language, of CLDR."""


@dataclass
class Tally:
    """How much was compared, and what was otherwise than it should be."""

    ledgers: int = 0
    days: int = 0
    values: int = 0
    wrong: list[str] = field(default_factory=list)

    def hold(self, kind: str, where: str, found: object, wanted: object) -> None:
        """Compare one thing."""
        self.values += 1
        if found != wanted:
            self.wrong.append(f"{kind} | {where}\n      found  {found}\n      wanted {wanted}")


def one_day_everywhere(day: date) -> Moment:
    """Return a moment at which it is this day from California to New Zealand."""
    return Moment(datetime.combine(day, clock(10, 30), UTC))


def midnights(ledger: Ledger, day: date) -> Iterator[Moment]:
    """Yield the moments right before and after a day begins in each zone."""
    zones = sorted({ledger.company.zone, *(one.zone for one in ledger.branches.values())})
    for zone in zones:
        begins = datetime.combine(day, clock(), ZoneInfo(zone)).astimezone(UTC)
        yield Moment(begins - timedelta(seconds=30))
        yield Moment(begins + timedelta(seconds=30))


def interesting_days(ledger: Ledger, first: date, until: date | None) -> list[date]:
    """Return the days around every change, from a first day on, before another."""
    changes = ledger.change_days(first)
    around = {first, *(day + DAY * n for day in changes for n in (-1, 0, 1))}
    return sorted(day for day in around if first <= day and (not until or day < until))


@dataclass(frozen=True)
class Comparison:
    """A case, with what it is compared by."""

    case: Case
    dictionary: Dictionary
    tally: Tally

    def words(self, slot: Slot, lang: str, place: Place, day: date, known: date) -> str:
        """Return the words of a fact at a place on a day, as far as is announced on another."""
        values = self.case.ledger.value(slot.fact, place, day, known)
        return self.dictionary.words_of(values, lang, slot.number)

    def reason(self, fact: str, place: Place, day: date, known: date) -> str:
        return self.case.ledger.layer(fact, place, day, known).reason

    def where(self, site: Site, moment: Moment) -> str:
        return f"seed {self.case.seed}, built {site.day}, read {moment.at:%Y-%m-%dT%H:%MZ}"

    def with_model(self, site: Site, moment: Moment) -> None:
        """Hold what the pages say at a moment to the model."""
        for lang, folder in self.case.folders.items():
            for page in self.case.pages:
                look = Look(self, site, moment, lang, page.path, site.page(folder, page.path))
                look.slots(page)
                look.later(page)
                look.varies(page)
            for name in self.case.ledger.branches:
                path = f"branches/{name}"
                Look(self, site, moment, lang, path, site.page(folder, path)).branch(name)

    def with_site(self, site: Site, other: Site, moment: Moment) -> None:
        """Hold what all pages say at a moment to those of a site that was built on its day."""
        where = self.where(site, moment)
        self.tally.hold("pages", where, site.paths(), other.paths())
        flat = self._flat(site, other)
        for path in other.paths():
            one, two = site.page("", path), other.page("", path)
            if "branches/" in path and not [*_rows(two, moment)]:
                continue  # The script shows a sentence; tests/theme holds it.
            found = text_at(one, moment, {"varies"})
            for before, after in flat:
                found = found.replace(before, after)
            self.tally.hold(
                "site: text", f"{where} {path}", found, text_at(two, moment, {"varies"})
            )
            for kind, look in (("links", links), ("coming", coming)):
                found_there, wanted = look(one, moment), look(two, moment)
                self.tally.hold(f"site: {kind}", f"{where} {path}", found_there, wanted)

    def _flat(self, site: Site, other: Site) -> list[tuple[str, str]]:
        """Return what titles say of a fact in both sites, which is right on any day."""
        found = set()
        for folder in self.case.folders.values():
            for page in self.case.pages:
                pair = zip(
                    slots(site.page(folder, page.path)),
                    slots(other.page(folder, page.path)),
                    strict=False,
                )
                found |= {(without_days(one), without_days(two)) for one, two in pair}
                tops = [one.page(folder, page.path).find(".//h1") for one in (site, other)]
                found.add((without_days(tops[0]), without_days(tops[1])))
        return sorted((one for one in found if one[0] != one[1]), key=lambda one: -len(one[0]))


@dataclass(frozen=True)
class Look:
    """A page, at a moment."""

    comparison: Comparison
    site: Site
    moment: Moment
    lang: str
    path: str
    main: Element

    @property
    def where(self) -> str:
        return f"{self.comparison.where(self.site, self.moment)} {self.lang} {self.path}"

    def hold(self, kind: str, found: object, wanted: object, more: str = "") -> None:
        self.comparison.tally.hold(kind, f"{self.where} {more}", found, wanted)

    @property
    def ledger(self) -> Ledger:
        return self.comparison.case.ledger

    def words(self, slot: Slot, place: Place) -> str:
        """Return the words of a fact at a place, where it is a day of its own."""
        day = self.moment.today(place.zone)
        return self.comparison.words(slot, self.lang, place, day, self.site.day)

    def slots(self, page: Page) -> None:
        """Hold each fact in the text to the model."""
        wanted = [slot for part in page.sections for slot in part.slots]
        found = slots(self.main)
        names = [one.get("data-fact") for one in found]
        self.hold("slots", names, [one.fact for one in wanted])
        for element, slot in zip(found, wanted, strict=False):
            words = self.words(slot, self.ledger.company)
            self.hold("value", text_at(element, self.moment), words, str(slot))
            later = self._later(slot)
            self.hold("coming", coming(element, self.moment), later, str(slot))

    def _later(self, slot: Slot) -> list[tuple[str, str]]:
        ledger, known = self.ledger, self.site.day
        today = self.moment.today(ledger.company.zone)
        return [
            (str(day), self.comparison.words(slot, self.lang, ledger.company, day, known))
            for day in ledger.changes(slot.fact, ledger.company, known)
            if day > today
        ]

    def later(self, page: Page) -> None:
        """Hold the list of what will change to the model."""
        facts = {slot.fact for part in page.sections for slot in part.slots}
        items = self.main.xpath(".//section[contains(@class, 'kb-changes')]//li")
        found = sorted(text for one in items if (text := text_at(one, self.moment)))
        wanted, known, company = [], self.site.day, self.ledger.company
        for fact in facts | {slot.fact for slot in (page.title, page.description) if slot}:
            for day, words in self._later(Slot(fact)):
                reason = self.comparison.reason(fact, company, date.fromisoformat(day), known)
                wanted.append((fact, words, reason))
        self.hold("will change: how many", len(found), len(wanted), f"{found} {wanted}")
        for fact, words, reason in wanted:
            has = any(fact in text and words in text and reason in text for text in found)
            self.hold("will change", has, True, f"{fact} {words} {reason} in {found}")

    def varies(self, page: Page) -> None:
        """Hold the table of what differs by place to the model, branch by branch."""
        table = dict(_differences(self.main, self.moment))
        for fact in {slot.fact for part in page.sections for slot in part.slots}:
            usual = self.words(Slot(fact), self.ledger.company)
            for name, place in self.ledger.branches.items():
                if self._is_quoted_alone(fact, place, replace(place, branch="")):
                    continue
                region = REGIONS[place.region][self.lang]
                found = table.get((fact, name.title())) or table.get((fact, region)) or usual
                if self.moment.today(place.zone) != self.moment.today(self.ledger.company.zone):
                    continue  # the company's value is that of its own day
                self.hold("varies", found, self.words(Slot(fact), place), f"{fact} {name}")

    def _is_quoted_alone(self, fact: str, place: Place, *wider: Place) -> bool:
        """Return whether a text differs at a place by what it quotes alone, which is listed."""
        day, known = self.moment.today(place.zone), self.site.day
        others = [self.ledger.layer(fact, one, day, known) for one in (self.ledger.company, *wider)]
        here = self.ledger.layer(fact, place, day, known).value
        return bool(here.quotes) and here in [one.value for one in others]

    def branch(self, name: str) -> None:
        """Hold the table of a branch's page to the model."""
        place, wanted = self.ledger.branches[name], []
        day, known = self.moment.today(place.zone), self.site.day
        for fact in self.ledger.facts:
            here = self.words(Slot(fact), place)
            usual = self.comparison.words(Slot(fact), self.lang, self.ledger.company, day, known)
            if here != usual and not self._is_quoted_alone(fact, place):
                wanted.append((fact, here, usual))
        self.hold("branch", sorted(_rows(self.main, self.moment)), sorted(wanted))


def _rows(main: Element, moment: Moment) -> Iterator[tuple[str, str, str]]:
    """Yield the rows of a branch's table that hold: the fact, its value there, and elsewhere."""
    for row in main.xpath(".//div[contains(@class, 'kb-differences')]//tbody/tr"):
        cells = [text_at(cell, moment) for cell in row]
        if moment.holds(row):
            yield cells[0].split()[-1], cells[1], cells[2]


def _differences(main: Element, moment: Moment) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the rows of the table that hold: fact and place, and the value."""
    fact = ""
    for row in main.xpath(".//*[@data-kb-part='varies']//tbody/tr"):
        cells = [text_at(cell, moment) for cell in row]
        if row[0].tag == "th":
            fact, *cells = cells
        yield (fact.split()[-1], cells[0]), cells[1]
