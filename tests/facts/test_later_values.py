"""Values of the ledger that follow one another: what is read, refused and told."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.commands.build import check_project
from kbgen.facts.changes import fact_with_changes
from kbgen.markdown.fact_nodes import fact_nodes
from kbgen.model.markup import Tag, serialize
from kbgen.model.site import Site
from tests.conftest import MakeSite
from tests.sites import Project, write_site

MISTAKES = {
    "two on one day": (
        "fee:\n  money: 25 AED\n  then:\n    - {money: 30 AED, starts: 2099-01-01}\n"
        "    - {money: 35 AED, starts: 2099-01-01}\n",
        ("KB216 2099-01-01", "two values of 'fee' start on 2099-01-01", "keep one of them"),
    ),
    "in the other order": (
        "fee:\n  money: 25 AED\n  then:\n    - {money: 30 AED, starts: 2099-03-01}\n"
        "    - {money: 35 AED, starts: 2099-01-01}\n",
        (
            "KB216 2099-01-01",
            "but follows one that starts on 2099-03-01",
            "in the order of their days",
        ),
    ),
    "it ends before it starts": (
        "fee:\n  money: 25 AED\n  then: {money: 30 AED, starts: 2099-03-01, ends: 2099-02-01}\n",
        ("KB214 2099-02-01", "ends on 2099-02-01, before it starts", "put the dates in order"),
    ),
    "announced after it starts": (
        "fee:\n  money: 25 AED\n  then: {money: 30 AED, starts: 2099-03-01, announced: 2099-04-01}\n",
        ("KB216 2099-04-01", "announced on 2099-04-01, after it starts", "announce it earlier"),
    ),
    "without a first day": (
        "fee:\n  money: 25 AED\n  then: {money: 30 AED}\n",
        ("KB104 {money: 30 AED}", "then.starts is missing", "starts: 2027-01-01"),
    ),
    "a value alone": (
        "fee: {money: 25 AED, then: 30 AED}\n",
        (
            "KB104 30 AED",
            "below its type and day",
            "write then: {money: 30 AED, starts: 2027-01-01}",
        ),
    ),
    "nothing": (
        "fee: {money: 25 AED, then: []}\n",
        ("KB104 []", "no later value", "write then: {"),
    ),
    "another type": (
        "fee: {money: 25 AED, then: {duration: 3 days, starts: 2099-01-01}}\n",
        (
            "KB206 then:",
            "type money, but later the type duration",
            "write money: in place of duration:",
        ),
    ),
    "a difference is over before its next value": (
        "fee:\n  money: 25 AED\n  varies: region\n  regions:\n    AE: {money: 5 AED, reason: {en: A}, "
        "ends: 2099-01-01, then: {money: 6 AED, starts: 2099-02-01, reason: {en: A}}}\n",
        ("KB216 2099-02-01", "after the one before it ends", "that one ends on 2099-01-01"),
    ),
    "a next value of a difference outlasts it": (
        "fee:\n  money: 25 AED\n  varies: region\n  regions:\n    AE: {money: 5 AED, reason: {en: A}, "
        "ends: 2099-03-01, then: {money: 6 AED, starts: 2099-02-01, ends: 2099-04-01, "
        "reason: {en: A}}}\n",
        ("KB216 2099-04-01", "ends on 2099-04-01, after the one before it ends", "2099-03-01"),
    ),
    "a day in quotes": (
        'fee: {money: 25 AED, then: {money: 30 AED, starts: "2099-01-01"}}\n',
        ('KB104 "2099-01-01"', "starts: write the date without quotes: 2099-01-01", ""),
    ),
    "a date in quotes": (
        'fee: {date: "2099-01-01"}\n',
        ('KB202 "2099-01-01"', "the date is in quotes", "write it without them: 2099-01-01"),
    ),
    "a difference is announced without a day": (
        "fee:\n  money: 25 AED\n  varies: region\n  regions:\n    AE: {money: 5 AED, reason: {en: A}, "
        "announced: 2099-01-01}\n",
        ("KB216 2099-01-01", "but has no first day", "add starts:"),
    ),
    "words for one language": (
        "fee: {text: {en: A, ur: ب, ar: ج, hi: क}, then: {text: {en: B}, starts: 2099-01-01}}\n",
        ("KB209 then:", "from 2099-01-01 has no words in: ar, hi, ur", "add them"),
    ),
}
DUBAI = "-- content/branches/dubai.yml --\nname: {en: D, ur: د, ar: د, hi: द}\nregion: AE\n"


@pytest.mark.parametrize(("ledger", "found"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_at_its_place(
    ledger: str, found: tuple[str, str, str], site: MakeSite
) -> None:
    project = site(f"-- content/facts.yml --\n{ledger}{DUBAI}")
    place, says, hint = found
    code, _, at = place.partition(" ")
    first = next(one for one in project.check() if one["code"] == code)
    line = ledger.splitlines()[int(first["line"]) - 1]
    assert first["path"] == "content/facts.yml"
    assert line[int(first["column"]) - 1 :].startswith(at)
    assert says in first["message"] and hint in first["hint"]


def test_a_number_beside_its_noun_needs_one_unit(site: MakeSite) -> None:
    project = site("""\
-- content/facts.yml --
time: {duration: 3 days, then: {duration: 2 weeks, starts: 2099-01-01}}
-- content/en/faq/a.md --
---
title: A
---
It takes {{ time | number }} days.
""")
    (finding,) = (one for one in project.check() if one["code"] == "KB210")
    assert "another unit from 2099-01-01 on" in finding["message"]
    page = project.root / "content/en/faq/a.md"
    text = page.read_text("utf-8").replace("{{ time | number }} days", "{{ time }}")
    page.write_text(text, "utf-8")
    assert not [one for one in project.check() if one["code"] == "KB210"]


SITE = """\
-- content/facts.yml --
fee:
  money: 25 AED
  then:
    - {money: 20 AED, starts: 2026-12-01, ends: 2026-12-31}
    - {money: 30 AED, starts: 2027-02-01, announced: 2027-01-10}
-- content/en/faq/a.md --
---
title: Fee {{ fee }}
description: Costs {{ fee }}.
---
## One {#one}

{{ fee }} and {{ fee }}.

## Two {#two}

{{ fee }}.
"""
ON = {
    "2026-11-30": "AED 25 (from 1 December 2026: AED 20) (from 1 January 2027: AED 25)",
    "2026-12-31": "AED 20 (from 1 January 2027: AED 25)",
    "2027-01-09": "AED 25",
    "2027-01-10": "AED 25 (from 1 February 2027: AED 30)",
    "2027-02-01": "AED 30",
    "2027-12-01": "AED 30",
}


@pytest.fixture(scope="module")
def fee(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return write_site(tmp_path_factory.mktemp("fee") / "project", SITE)


@pytest.mark.parametrize(("day", "words"), ON.items())
def test_what_is_marked_on_a_day(day: str, words: str, fee: Project) -> None:
    site, _ = check_project(fee.root / "mkdocs.yml", as_of=date.fromisoformat(day))
    assert fact_with_changes(site, "en", "fee").replace("\u00a0", " ") == words


def test_what_is_not_announced_is_nowhere_in_the_site(fee: Project) -> None:
    folder = fee.build("--as-of", "2027-01-09")
    for file in folder.rglob("*.*"):
        if file.suffix in (".html", ".json", ".txt", ".xml"):
            text = file.read_text("utf-8").replace("\u00a0", " ")
            assert "AED 30" not in text and "2027-02-01" not in text, file
    assert "AED 30" in fee.run("facts", "fee").output.replace("\u00a0", " ")


def test_news_is_marked_once_in_a_section(fee: Project) -> None:
    fee.build("--as-of", "2027-02-01")
    text = fee.text("faq/a").replace("\u00a0", " ")
    assert "AED 30 (changed on 1 February 2027) and AED 30." in text
    assert text.count("changed on") == 2
    fee.build("--as-of", "2027-03-03")
    assert "changed on" not in fee.text("faq/a")


@pytest.mark.parametrize(("days", "is_marked"), [(0, False), (1, False), (60, True)])
def test_a_site_says_for_how_long_a_change_is_news(
    days: int, is_marked: bool, site: MakeSite
) -> None:
    project = site(SITE)
    config = project.root / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("- kbgen", f"- kbgen: {{changed_for: {days}}}"), "utf-8"
    )
    project.build("--as-of", "2027-02-02")
    assert ("changed on" in project.text("faq/a")) is is_marked


@pytest.mark.parametrize("given", ["-1", "true", "30 days", "1.5"])
def test_a_wrong_number_of_days_is_refused(given: str, site: MakeSite) -> None:
    project = site(SITE)
    config = project.root / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("- kbgen", f"- kbgen: {{changed_for: {given}}}"), "utf-8"
    )
    (finding,) = project.check()
    assert finding["code"] == "KB001" and finding["hint"] == "write changed_for: 60"


NEXT = {
    "2026-11-30": ("2026-12-01T00:00+04:00", "Build again on 2026-12-01: fee"),
    "2027-01-09": ("2027-01-10T00:00+04:00", "Build again on 2027-01-10: announcement"),
    "2027-02-02": ("2027-03-03T00:00+04:00", "Build again on 2027-03-03: fee is no news any more"),
    "2027-12-01": ("", "Nothing that is known changes on a day to come."),
}


@pytest.mark.parametrize(("day", "printed"), NEXT.items())
def test_a_scheduler_is_marked_when_to_build_again(
    day: str, printed: tuple[str, str], site: MakeSite
) -> None:
    project = site(SITE + DUBAI)
    result = project.run("build", "--next", "--as-of", day)
    assert result.exit_code == 0, result.output
    assert (result.stdout.strip(), result.stderr.strip()) == printed
    assert not (project.root / "site").exists()


def test_a_ledger_with_mistakes_tells_no_scheduler_anything(site: MakeSite) -> None:
    result = site("-- content/facts.yml --\nfee: {money: AED}\n").run("build", "--next")
    assert result.exit_code == 1 and not result.stdout and "KB202" in result.stderr


# What a page of one day says on another is what a build of that other day says.

DAYS = [date(2026, 11, 1) + timedelta(days=number) for number in range(0, 120)]


@st.composite
def ledgers(draw: st.DrawFn) -> str:
    starts = sorted(draw(st.sets(st.sampled_from(DAYS[1:]), min_size=1, max_size=4)))
    lines = ["fee:", "  money: 10 AED", "  then:"]
    for number, first in enumerate(starts, 2):
        value = draw(st.integers(1, 3)) * 10 + number % 2
        ends = draw(st.one_of(st.none(), st.integers(0, 40)))
        end = f", ends: {first + timedelta(days=ends)}" if ends is not None else ""
        lines.append(f"    - {{money: {value} AED, starts: {first}{end}}}")
    return "\n".join([*lines, ""])


def seen_on(nodes: list[Tag | str], day: date) -> str:
    """Return what a browser shows of a fact on a day (early.js and the styles)."""
    text, hidden, now = [], 0, False
    stack: list[tuple[bool, bool]] = []
    for node in nodes:
        if isinstance(node, str):
            text.append("" if hidden else node)
            continue
        if node.is_end:
            was_hidden, now = stack.pop()
            hidden -= was_hidden
            continue
        first, last = node.get("data-from"), node.get("data-until")
        phase = -1 if last and last < day.isoformat() else int(first > day.isoformat())
        is_coming = "data-coming" in node.attributes
        is_hidden = phase < 0 or (phase > 0 and not is_coming)
        is_hidden = is_hidden or (now and node.get("data-kb-part") == "when")
        stack.append((is_hidden, now))
        hidden += is_hidden
        now = phase == 0 and is_coming
    return "".join(text)


def without_news(text: str) -> str:
    return re.sub(r" \(changed on [^)]*\)", "", text)


@given(ledger=ledgers(), built=st.sampled_from(DAYS[:40]), after=st.integers(0, 100))
@settings(max_examples=60, deadline=None)
def test_a_page_says_on_a_later_day_what_a_build_of_it_says(
    ledger: str, built: date, after: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("random") / "project"
    write_site(root, f"-- content/facts.yml --\n{ledger}")
    site, _ = check_project(root / "mkdocs.yml", as_of=built)
    if "fee" not in site.facts:
        return
    day = built + timedelta(days=after)
    then: Site = check_project(root / "mkdocs.yml", as_of=day)[0]
    assert without_news(seen_on(fact_nodes(site, "en", "fee"), day)) == without_news(
        seen_on(fact_nodes(then, "en", "fee"), day)
    ), serialize(fact_nodes(site, "en", "fee"))


def test_answers_follow_the_schema(fee: Project) -> None:
    fee.build("--as-of", "2026-11-30")
    answers = json.loads((fee.root / "site/api/answers.json").read_text("utf-8"))["answers"]
    one = next(answer for answer in answers if answer["id"] == "faq/a#two")
    assert one["valid_until"] == "2026-11-30"
    assert [later["valid_from"] for later in one["facts"][0]["next"]] == [
        "2026-12-01",
        "2027-01-01",
    ]
