"""What programs read of a site, held to the model: data, titles, search, feeds, and when to build."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from lxml import html

from tests.days.built import Case, Site
from tests.days.compare import Comparison, interesting_days, one_day_everywhere
from tests.days.ledger import DAY, Place
from tests.days.project import Page, Section, Slot, texts
from tests.days.reader import text_at
from tests.days.values import plain

Record = dict[str, Any]
MOST_DAYS = 5
"""On how many days values of data are looked up."""


def hold_all(comparison: Comparison, site: Site) -> None:
    """Hold all that programs read of a site to the model."""
    for lang in comparison.case.langs:
        programs = Programs(comparison, site, lang)
        programs.answers()
        programs.branches()
        programs.titles()
        programs.search()
    hold_next(comparison, site)
    hold_secrets(comparison, site)


def hold_next(comparison: Comparison, site: Site) -> None:
    """Hold when to build again, and the days to come, to the model."""
    case, ledger, known = comparison.case, comparison.case.ledger, site.day
    hold, where = comparison.tally.hold, f"seed {case.seed}, built {known}"
    changes = ledger.change_days(known)
    days = {one for one in changes | ledger.announcements() if one > known}
    upcoming = site.data("api/upcoming.json")["changes"]
    listed = {one["day"] for one in upcoming if one["change"] != "unmarked"}
    hold("upcoming", where, sorted(listed), sorted(map(str, days)))
    # From these days on, pages say no longer that a value has changed.
    unmarked = {date.fromisoformat(one["day"]) for one in upcoming} - days
    marks = {one + timedelta(days=case.changed_for) for one in changes}
    hold("upcoming: changed", where, sorted(unmarked - marks), [])
    first = min(days | unmarked, default=None)
    printed = case.run("build", "--next", "--as-of", str(known)).split()
    found = datetime.fromisoformat(printed[0]) if printed and printed[0][:1] == "2" else None
    hold("next", where, found, ledger.last_moment(first) if first else None)


def hold_secrets(comparison: Comparison, site: Site) -> None:
    """Hold that nothing stands in the site that is not announced."""
    case = comparison.case
    secret = {text for one in case.ledger.unannounced(site.day) for text in texts(one)}
    for layer in case.ledger.unannounced(site.day):
        if layer.value.kind in ("phone", "whatsapp", "email", "url"):
            words = comparison.dictionary.words_of((layer.value,), case.langs[0])
            secret |= {words, layer.value.written.strip('"').replace(" ", "")}
    files = [
        file for file in site.root.rglob("*") if file.suffix in (".html", ".json", ".xml", ".txt")
    ]
    for file in files if secret else ():
        text = file.read_text("utf-8")
        found = sorted(one for one in secret if one in text)
        comparison.tally.hold(
            "not announced", f"seed {case.seed}, built {site.day} {file}", found, []
        )


def hold_verified(comparison: Comparison, site: Site, day: date) -> None:
    """Hold that `kbgen verify` proves a site on a day."""
    result = comparison.case.project.run("verify", str(site.root), "--as-of", str(day))
    where = f"seed {comparison.case.seed}, built {site.day}, verified {day}"
    wrong = result.output[-1500:] if result.exit_code else ""
    comparison.tally.hold("verify", where, wrong, "")


@dataclass(frozen=True)
class Programs:
    """What programs read of a site in a language."""

    comparison: Comparison
    site: Site
    lang: str

    @property
    def case(self) -> Case:
        return self.comparison.case

    @property
    def folder(self) -> str:
        return self.case.folders[self.lang]

    def hold(self, kind: str, where: str, found: object, wanted: object) -> None:
        name = f"seed {self.case.seed}, built {self.site.day} {self.lang} {where}"
        self.comparison.tally.hold(kind, name, found, wanted)

    def words(self, fact: str, place: Place, day: date) -> str:
        return self.comparison.words(Slot(fact), self.lang, place, day, self.site.day)

    def days(self) -> list[date]:
        """Return some of the days around changes, the same each time."""
        days = interesting_days(self.case.ledger, self.site.day, None)
        rest = random.Random(self.case.seed).sample(days[1:], min(MOST_DAYS, len(days) - 1))
        return [days[0], *sorted(rest)]

    def answers(self) -> None:
        """Hold answers.json to the model: values, days, differences, and the text."""
        found = {
            one["id"]: one for one in self.site.data(f"{self.folder}api/answers.json")["answers"]
        }
        for page in self.case.pages:
            for part in page.sections:
                name = f"{page.path}#{part.name}"
                self.hold("answer", name, name in found, True)
                if name in found:
                    self._answer(name, found[name], part)

    def _answer(self, name: str, answer: Record, part: Section) -> None:
        ledger, known = self.case.ledger, self.site.day
        facts = list(dict.fromkeys(slot.fact for slot in part.slots))
        self.hold(
            "answer: facts", name, sorted(one["id"] for one in answer["facts"]), sorted(facts)
        )
        for fact in answer["facts"]:
            for day in self.days():
                where = f"{name} {fact['id']} {day}"
                words = self.words(fact["id"], ledger.company, day)
                self.hold("answer: value", where, _on(fact, day), words)
                self._differences(where, fact, answer["differences"], day)
        changes = {day: one for one in facts for day in ledger.changes(one, ledger.company, known)}
        later = min((day for day in changes if day > known), default=None)
        begun = max((day for day in changes if day <= known), default=None)
        self.hold("answer: from", name, answer.get("valid_from"), begun and str(begun))
        until = later and str(later - DAY)
        self.hold("answer: until", name, answer.get("valid_until"), until)
        following = later and {
            "valid_from": str(later),
            "facts": [one for one in facts if later in ledger.changes(one, ledger.company, known)],
        }
        self.hold("answer: next", name, answer.get("next"), following)
        body = [slot for block in part.blocks for slot in block.slots]
        self.pieces("answer: text", name, answer["answer"]["text"], body)
        asked = [part.heading] if part.heading else []
        self.pieces("answer: question", name, answer["question"], asked)
        self._html(name, answer["answer"]["html"], body, None)

    def _differences(self, where: str, fact: Record, all_of: list[Record], day: date) -> None:
        """Hold what differs by place to the model, for each branch."""
        own = [one for one in all_of if one["fact"] == fact["id"] and _is_on(one, day)]
        for name, place in self.case.ledger.branches.items():
            at_branch = [one for one in own if one.get("branch") == name]
            in_region = [one for one in own if one.get("region") == place.region]
            found = [plain(one["words"]) for one in at_branch or in_region] or [_on(fact, day)]
            words = self.words(fact["id"], place, day)
            self.hold("answer: differences", f"{where} {name}", found, [words])

    def branches(self) -> None:
        """Hold the files of the branches to the model."""
        for name, place in self.case.ledger.branches.items():
            data = self.site.data(f"{self.folder}api/branches/{name}.json")
            self.hold("branch file: zone", name, data["timezone"], place.zone)
            for day in self.days():
                for fact in self.case.ledger.facts:
                    here = [one for one in data["facts"] if one["id"] == fact and _is_on(one, day)]
                    usual = self.words(fact, self.case.ledger.company, day)
                    found = [plain(one["words"]) for one in here] or [usual]
                    wanted = [self.words(fact, place, day)]
                    self.hold("branch file: fact", f"{name} {fact} {day}", found, wanted)
                for page in self.case.pages:
                    for part in page.sections:
                        self._at_branch(data, name, page, part, day)

    def _at_branch(self, data: Record, name: str, page: Page, part: Section, day: date) -> None:
        """Hold an answer of a branch's file to the model, where there is one."""
        place, answer = self.case.ledger.branches[name], f"{page.path}#{part.name}"
        found = [one for one in data["answers"] if one["id"] == answer and _is_on(one, day)]
        usual = self.case.ledger.company
        differ = {
            slot.fact
            for slot in part.slots
            if self._from(slot.fact, place, day) != self._from(slot.fact, usual, day)
        }
        where = f"{name} {answer} {day}"
        self.hold("branch file: answers", where, len(found), min(1, len(differ)))
        for one in found:
            self.hold("branch file: which facts", where, set(one["facts"]), differ)
            body = [slot for block in part.blocks for slot in block.slots]
            if "answer" in one:
                self._html(where, one["answer"]["html"], body, place, day)
                self.pieces("branch file: text", where, one["answer"]["text"], body, place, day)

    def _from(self, fact: str, place: Place, day: date) -> list[tuple[date, str]]:
        """Return what is told of a fact at a place from a day on."""
        changes = self.case.ledger.changes(fact, place, self.site.day)
        later = [one for one in changes if one > day]
        return [(one, self.words(fact, place, one)) for one in (day, *later)]

    def _html(
        self, where: str, text: str, body: list[Slot], place: Place | None, day: date | None = None
    ) -> None:
        """Hold the facts in an answer's HTML to the model, on a day or on all."""
        tree = html.fragment_fromstring(text, create_parent=True)
        found = [one for one in tree.iter() if one.get("data-fact") is not None]
        place = place or self.case.ledger.company
        for on in [day] if day else self.days():
            moment = one_day_everywhere(on)
            for element, slot in zip(found, body, strict=True):
                words = self.comparison.words(slot, self.lang, place, on, self.site.day)
                text = text_at(element, moment)
                if place.branch:  # Its values stand with their days in words alone.
                    kind, found_now = "branch file: html", text.startswith(words) and words
                else:
                    kind, found_now = "answer: html", text
                self.hold(kind, f"{where} {slot} {on} {text}", found_now, words)

    def pieces(
        self,
        kind: str,
        where: str,
        text: str,
        body: list[Slot],
        place: Place | None = None,
        day: date | None = None,
    ) -> None:
        """Hold that a text tells each value of its facts from a day on, in order."""
        place, day = place or self.case.ledger.company, day or self.site.day
        rest = plain(html.fromstring(f"<p>{text}</p>").text_content()) if text else ""
        for slot in body:
            later = self.case.ledger.changes(slot.fact, place, self.site.day)
            for on in (day, *(one for one in later if one > day)):
                words = self.comparison.words(slot, self.lang, place, on, self.site.day)
                before, found, after = rest.partition(words)
                self.hold(kind, f"{where} {slot} {on}: {words!r} in {rest!r}", bool(found), True)
                rest = after if found else before

    def titles(self) -> None:
        """Hold titles and descriptions, wherever they stand, to the model."""
        listed = (self.site.root / "llms.txt").read_text("utf-8")
        for page in self.case.pages:
            file = self.site.root / f"{self.folder}{page.path}/index.html"
            tree = html.fromstring(file.read_text("utf-8"))
            titles = {
                "title": tree.findtext(".//title"),
                "h1": tree.find(".//h1").text_content(),
                "og:title": tree.xpath("string(//meta[@property='og:title']/@content)"),
                "ld": _last_crumb(tree.xpath("string(//script[@type='application/ld+json'])")),
            }
            for line in listed.splitlines() if not self.folder else ():
                if f"/{page.path}/)" in line:
                    titles["llms.txt"] = line
            for name, text in titles.items():
                self.pieces(f"title: {name}", page.path, text or "", [page.title])
            about = tree.xpath("string(//meta[@name='description']/@content)")
            if page.description:
                self.pieces("description", page.path, about, [page.description])

    def search(self) -> None:
        """Hold the texts that the search shows to the model."""
        files = self.site.data(f"{self.folder}search/index.json")["files"]
        shown: dict[str, list[Any]] = {}
        for name in sorted(name for name in files if name[0] == "d"):
            for one in files[name]:
                if one[0] in shown:
                    shown[one[0]][6] += one[6]
                else:
                    shown[one[0]] = one
        for page in self.case.pages:
            entry = shown.get(page.path)
            self.hold("search: page", page.path, entry is not None, True)
            if not entry:
                continue
            self.pieces("search: title", page.path, entry[2], [page.title])
            sections = {one[1]: [_text(part) for part in one] for one in entry[6]}
            for part in page.sections:
                asked = [part.heading] if part.heading else []
                body = [slot for block in part.blocks for slot in block.slots]
                where = f"{page.path}#{part.name}"
                if part.name not in sections:
                    self.hold("search: section", where, entry, "a section")
                    continue
                self.pieces("search: heading", where, sections[part.name][2], asked)
                self.pieces("search: text", where, sections[part.name][3], body)


def _text(part: Any) -> Any:
    """Return a title or text of the index without the places of its facts."""
    return part[0] if isinstance(part, list) else part


def _is_on(record: Record, day: date) -> bool:
    return bool(record.get("valid_from", "") <= str(day) <= record.get("valid_until", "9999"))


def _on(fact: Record, day: date) -> str:
    """Return the words of a fact on a day, or of the value that follows it then."""
    later = [one for one in _following(fact) if one.get("valid_from", "") <= str(day)]
    found = [one for one in later if _is_on(one, day)]
    return plain(found[-1]["words"]) if found else f"nothing on {day}"


def _following(fact: Record) -> Iterator[Record]:
    yield fact
    yield from fact.get("next") or ()


def _last_crumb(text: str) -> str:
    graph = json.loads(text)["@graph"] if text else []
    crumbs = [one for one in graph if one["@type"] == "BreadcrumbList"]
    return re.sub("<", "&lt;", crumbs[0]["itemListElement"][-1]["name"]) if crumbs else ""
