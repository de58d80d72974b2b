"""Dated sets of opening hours: as editors write them, and as pages, search and data say them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from kbgen.build.project import open_project
from kbgen.build.search import generated_records
from kbgen.mkdocs.driver import load
from kbgen.model.hours import hours_sets
from kbgen.model.site import Site
from tests.conftest import MakeSite
from tests.hours_site import CONTACTS, TODAY, build_hours
from tests.output.test_structured import ALL, graph
from tests.shell_site import ONE
from tests.sites import CONFIG, Project

DAY = date.fromisoformat(TODAY)
USUAL = '  - "Mo-Su 10:00-22:00"\n'
DAYS = "starts: 2027-02-01, ends: 2027-02-20"
# What stands below `region` in a branch's file, in line 3 and further; then the findings.
MISTAKES: dict[str, list[tuple[str, str]]] = {
    'hours: "Mon-Thu 10:00-22:00"': [
        ("3:8 KB202", "'Mon-Thu' is not a weekday → write \"Mo-Th 10:00-22:00\"")
    ],
    'hours: "mo-su 10:00-22:00"': [("3:8 KB202", 'write "Mo-Su 10:00-22:00"')],
    'hours: "Mo-Th 10:00-9:00pm"': [
        ("3:8 KB202", "'9:00pm' is not a time of day → write \"Mo-Th 10:00-21:00\"")
    ],
    'hours: "Mo-Th 10am-22:00"': [("3:8 KB202", 'write "Mo-Th 10:00-22:00"')],
    'hours: "Mo-Th 12:30 a.m.-22:00"': [("3:8 KB202", 'write "Mo-Th 00:30-22:00"')],
    'hours: "Mo-Th 10.30-22:00"': [("3:8 KB202", 'write "Mo-Th 10:30-22:00"')],
    'hours: "Mo-Th 10:00-25:00"': [("3:8 KB202", "write hours and minutes: 18:00")],
    "hours: 10:00-22:00": [("3:8 KB202", 'write "Mo-Su 10:00-22:00"')],
    "hours: 24 hrs": [("3:8 KB202", 'write "Mo-Su 00:00-24:00"')],
    "hours: daily 9-5": [("3:8 KB202", 'write "Mo-Su 09:00-17:00"')],
    'hours: "Mo-Fr ٠٩:٠٠-١٧:٠٠"': [("3:8 KB202", 'write "Mo-Fr 09:00-17:00"')],
    "hours: |\n  Mo-Fr 09:00-17:00\n  Sa 10:00-14:00": [
        ("3:8 KB202", 'write "Mo-Fr 09:00-17:00; Sa 10:00-14:00"')
    ],
    "hours: Mon, Wed and Fri 10 am to 2 pm": [("3:8 KB202", 'write "Mo,We,Fr 10:00-14:00"')],
    "hours: Mo-Fr 09:00-13:00 16:00-20:00": [
        ("3:8 KB202", 'write "Mo-Fr 09:00-13:00,16:00-20:00"')
    ],
    "hours: 9": [("3:8 KB104", "'9' is no line of hours")],
    'hours: ["Mo-Fr 09:00-17:00", "Sa 10:00-14:00"]': [
        (
            "3:9 KB215",
            "several hours hold for 'x' on all days, so only the last of them count → "
            'write them in one line: hours: "Mo-Fr 09:00-17:00; Sa 10:00-14:00"',
        )
    ],
    "hours: clsed": [("3:8 KB202", "did you mean 'closed'?")],
    'hours: "PH off"': [("3:8 KB202", "write holidays as hours of their own")],
    'hours: "Mo-Fr 10:00-22:00; Fr off"': [
        ("3:8 KB202", "another rule has → name each once, its slots with commas")
    ],
    'hours: "Mo-Fr 09:00-17:00, Sa 10:00-14:00"': [
        ("3:8 KB202", 'comes after a comma → write "Mo-Fr 09:00-17:00; Sa 10:00-14:00"')
    ],
    'hours: "Mo-Fr 09:00-17:00, Sa off"': [("3:8 KB202", 'write "Mo-Fr 09:00-17:00; Sa off"')],
    "hours: []": [("3:8 KB104", "an empty list holds no hours; delete it")],
    "hours: 24": [("3:8 KB104", "'24' is no line of hours → write \"Mo-Th 09:00-21:00;")],
    "hours: {usual: closed}": [
        ("3:8 KB104", "hours.hours is missing"),
        ("3:9 KB103", "unknown field 'hours.usual'"),
    ],
    f"hours:\n{USUAL}  - {{{DAYS}, closed: true, reason: {{en: A}}}}": [
        ("5:5 KB104", "write hours: closed")
    ],
    f"hours:\n{USUAL}  - {{start: 2027-02-01, hours: closed, reason: {{en: A}}}}": [
        ("5:6 KB103", "unknown field 'hours.1.start' → did you mean 'starts'?")
    ],
    f"hours:\n{USUAL}  - {{starts: 1 March, hours: closed, reason: {{en: A}}}}": [
        ("5:14 KB104", "year-month-day")
    ],
    f"hours:\n{USUAL}  - {{starts: 2027-02-20, ends: 2027-02-01, hours: closed, reason: {{en: A}}}}": [
        (
            "5:32 KB214",
            "ends on 2027-02-01, before it starts on 2027-02-20 → put the dates in order",
        )
    ],
    f"hours:\n{USUAL}  - {{starts: 2020-02-01, ends: 2020-02-02, hours: closed, reason: {{en: A}}}}": [
        ("5:5 KB211", "ended on 2020-02-02 → delete them")
    ],
    f"hours:\n{USUAL}  - {{starts: 2027-02-30, hours: closed, reason: {{en: A}}}}": [
        ("5:14 KB104", "there is no day 2027-02-30 → the last day of that month is 2027-02-28")
    ],
    f"hours:\n{USUAL}  - {{hours: closed, reason: {{en: Eid}}}}": [
        ("4:5 KB215", "give the one in line 5 its days: starts: 2027-02-08, ends: 2027-03-09")
    ],
    f"hours:\n{USUAL}  - {{{DAYS}, hours: closed}}": [("5:5 KB405", "add reason")],
    f"hours:\n{USUAL}  - {{{DAYS}, hours: closed, reason: {{en: A, ur: ا}}}}": [
        ("5:5 KB209", "is in 'ur', no language of this site")
    ],
    f"hours:\n{USUAL}  - {{starts: 2027-02-02, ends: 2027-02-03, hours: closed, reason: {{en: A}}}}\n"
    f"  - {{{DAYS}, hours: closed, reason: {{en: B}}}}": [
        ("5:5 KB215", "later ones lie over it → delete it, or move it below the one in line 6")
    ],
    f"hours: {{{DAYS}, hours: closed, reason: {{en: A}}}}": [
        ("3:1 KB213", "days of which no hours are known → add the usual ones")
    ],
    # Nothing is wrong: the usual hours below, spaces and dashes as people write them.
    f"hours:\n  - {{{DAYS}, hours: closed, reason: {{en: A}}}}\n{USUAL}": [],
    'hours: "Mo – Th, Fr 10:00 – 14:00, 16:00 – 24:00; Sa-Su closed"': [],
}


def found(project: Project) -> list[dict[str, Any]]:
    """Return the findings of the day of the build."""
    result = project.run("check", "--format", "json", "--as-of", TODAY)
    findings: list[dict[str, Any]] = json.loads(result.stdout)
    return findings


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_in_hours_has_its_line_and_a_hint(text: str, site: MakeSite) -> None:
    head = f"-- mkdocs.yml --\n{ONE}-- content/branches/x.yml --\nname: {{en: X}}\nregion: AE\n"
    findings = found(site(f"{head}{text}\n"))
    assert len(findings) == len(MISTAKES[text]), findings
    for finding, (place, says) in zip(findings, MISTAKES[text], strict=True):
        assert f"{finding['line']}:{finding['column']} {finding['code']}" == place
        assert says in f"{finding['message']} → {finding['hint']}"


# What an editor wrote below `region`, of the hours in a branch or in the ledger → the line meant.
LINES = {
    'hours: ["Mo-Fr 09:00-17:00", "Sa 10:00-14:00"]': "Mo-Fr 09:00-17:00; Sa 10:00-14:00",
    "hours:\n  - Mo-Th 09:00-17:00\n  - Fr 14:00-24:00\n  - Sa,Su 10:00-02:00": (
        "Mo-Th 09:00-17:00; Fr 14:00-24:00; Sa-Su 10:00-02:00"
    ),
    "hours: [Mo-Fr 16:00-20:00, Mo-Fr 09:00-13:00]": "Mo-Fr 09:00-13:00,16:00-20:00",
    "hours: [Mo-Su 10:00-22:00, Fr 14:00-22:00]": "Mo-Th,Sa-Su 10:00-22:00; Fr 14:00-22:00",
    "hours: [Mo-Su 10:00-22:00, Fr off]": "Mo-Th,Sa-Su 10:00-22:00",
    "hours: {Mo-Fr: '09:00-17:00', Saturday: '10:00-14:00', Su: closed}": (
        "Mo-Fr 09:00-17:00; Sa 10:00-14:00"
    ),
    "hours:\n  - Mon-Fri: 09:00-17:00\n  - Sat: 10:00-14:00": "Mo-Fr 09:00-17:00; Sa 10:00-14:00",
    "differs: {open: [Mo-Fr 09:00-17:00, Sa 10:00-14:00]}": "Mo-Fr 09:00-17:00; Sa 10:00-14:00",
    "differs: {open: {hours: [Mo-Fr 09:00-17:00, Sa 10:00-14:00]}}": (
        "Mo-Fr 09:00-17:00; Sa 10:00-14:00"
    ),
    "differs: {open: [{hours: Mo-Fr 09:00-17:00}, {hours: Sa 10:00-14:00}]}": (
        "Mo-Fr 09:00-17:00; Sa 10:00-14:00"
    ),
}


@pytest.mark.parametrize("written", LINES)
def test_hours_over_several_lines_are_told_as_one(written: str, site: MakeSite) -> None:
    head = (
        f"-- mkdocs.yml --\n{ONE}-- content/facts.yml --\n"
        "open: {hours: Mo-Su 09:00-17:00, varies: branch}\n"
        "-- content/branches/x.yml --\nname: {en: X}\nregion: AE\n"
    )
    project = site(f"{head}{written}\n")
    (finding,) = [f for f in found(project) if f["code"] != "KB405"]
    assert LINES[written] in f"{finding['message']} → {finding['hint']}"
    # The hint, followed, mends it.
    line = f'hours: "{LINES[written]}"'
    mended = f"differs: {{open: {{{line}}}}}" if "differs" in written else line
    path = project.root / "content/branches/x.yml"
    path.write_text(path.read_text("utf-8").replace(written, mended), "utf-8")
    assert [f for f in found(project) if f["code"] != "KB405"] == []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return build_hours(tmp_path_factory.mktemp("hours") / "project")


def opened(project: Project) -> Site:
    """Return the project as it is on the day of the build."""
    site, _ = open_project(load(project.root / "mkdocs.yml", as_of=DAY).settings)
    return site


def periods(project: Project, branch: str) -> list[tuple[str, str, str]]:
    """Return first day, last day and hours of each period."""
    found = opened(project).hours(branch)
    return [(str(p.starts or ""), str(p.ends or ""), str(p.value)) for p in found]


RAMADAN = "Mo-Su 10:00-17:00,20:00-02:00"


def test_hours_that_end_lie_over_those_that_stay(built: Project) -> None:
    assert periods(built, "jeddah") == [
        ("", "2027-02-07", "Mo-Su 08:00-20:00"),
        ("2027-02-08", "2027-03-09", RAMADAN),
        ("2027-03-10", "2027-03-12", "closed"),
        ("2027-03-13", "", "Mo-Su 08:00-20:00"),
    ]
    assert periods(built, "refit") == [
        ("", "2027-01-31", "Mo-Su 10:00-22:00"),
        ("2027-02-01", "2027-02-20", "closed"),
        ("2027-02-21", "", "Mo-Su 10:00-22:00"),
    ]


def specifications(project: Project, branch: str) -> list[tuple[Any, ...]]:
    html = project.html(f"branches/{branch}")
    found = graph(html)["LocalBusiness"]["openingHoursSpecification"]
    assert {spec["@type"] for spec in found} == {"OpeningHoursSpecification"}
    names = ("dayOfWeek", "opens", "closes", "validFrom", "validThrough")
    assert all(set(spec) <= {"@type", *names} for spec in found)
    return [tuple(spec.get(name) for name in names) for spec in found]


def test_search_engines_are_told_on_which_days_hours_hold(built: Project) -> None:
    week = ALL[:5]
    ramadan, eid = ("2027-02-08", "2027-03-09"), ("2027-03-10", "2027-03-12")
    assert specifications(built, "riyadh") == [
        (week, "09:00", "18:00", None, None),
        (["Saturday"], "10:00", "14:00", None, None),
        (["Sunday"], "00:00", "00:00", None, None),
        (ALL, "10:00", "17:00", *ramadan),
        (ALL, "20:00", "02:00", *ramadan),
        (ALL, "00:00", "00:00", *eid),  # closed, as Google has it
    ]


CHANGE = """\
-- content/facts.yml --
counter: {hours: "Mo-Su 10:00-22:00", label: {en: Hours}, varies: branch}
-- content/branches/x.yml --
name: {en: X}
region: AE
hours:
  - {starts: 2027-02-01, hours: "Mo-Su 10:00-23:00", reason: {en: Later}}
  - {starts: 2027-01-20, ends: 2027-01-20, hours: closed, reason: {en: Stocktaking}}
"""


def test_a_lasting_change_has_a_last_and_a_first_day(site: MakeSite) -> None:
    project = site(f"-- mkdocs.yml --\n{ONE}{CHANGE}")
    project.build("--as-of", TODAY)
    assert [spec[1:] for spec in specifications(project, "x")] == [
        ("10:00", "22:00", None, "2027-01-31"),
        ("00:00", "00:00", "2027-01-20", "2027-01-20"),
        ("10:00", "23:00", "2027-02-01", None),
    ]
    text = project.text("branches/x")
    assert "Until 31 January 2027 Day Hours Monday 10:00 AM to 10:00 PM" in text.replace(
        "\xa0", " "
    )
    assert "On 20 January 2027 Stocktaking Day Hours Wednesday closed" in text
    assert "From 1 February 2027 Later" in text
    # The next day, and once each has begun.
    project.build("--as-of", "2027-02-01")
    assert [spec[1:] for spec in specifications(project, "x")] == [("10:00", "23:00", None, None)]
    assert "Stocktaking" not in project.text("branches/x")


WEEKS = {  # CLDR's first day of the week: Sunday in Pakistan and India, Monday in the Emirates
    "": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "ur/": "اتوار پیر منگل بدھ جمعرات جمعہ ہفتہ",
    "ar/": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "hi/": "रविवार सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार",
}


def test_the_week_begins_as_in_the_readers_country(site: MakeSite) -> None:
    names = "{en: X, ur: ا, ar: ا, hi: अ}"
    branch = f'name: {names}\nregion: AE\nhours: "Mo-Fr 10:00-12:00,14:00-22:00; Sa off"\n'
    project = site(f"-- mkdocs.yml --\n{CONFIG}-- content/branches/x.yml --\n{branch}")
    project.build()
    for path, days in WEEKS.items():
        html = project.article(f"{path}branches/x")
        rows = html.split("<tr>")[2:9]
        names_ = [row.split("</th>")[0].rpartition(">")[2] for row in rows]
        assert " ".join(names_) == days
        assert html.count('scope="row"') == 7 and html.count("<caption>") == 1


def test_search_says_each_set_with_its_days(built: Project) -> None:
    records = generated_records(opened(built), "en")
    record = next(one for one in records if one.id == "branches/riyadh")
    lines = record.text.replace("\xa0", " ").split("\n")
    assert "Eid al-Fitr – From 10 March 2027 until 12 March 2027: closed" in lines
    assert any(line.startswith("Monday to Friday from 9:00 AM to 6:00 PM") for line in lines)


TAMPERED = {
    "a time in a table": (
        "branches/riyadh",
        "9:00\xa0AM to 6:00\xa0PM",
        "9:30\xa0AM to 6:00\xa0PM",
    ),
    "a day in a caption": ("branches/riyadh", "9 March", "8 March"),
    "a reason": ("branches/riyadh", ">Ramadan<", ">Holidays<"),
    "a last day": ("branches/riyadh", 'data-until="2027-03-09"', 'data-until="2027-03-19"'),
    "a slot of the script's": ("branches/riyadh", "[540,1080]", "[540,1140]"),
    "a word of the script's": (
        "branches/riyadh",
        "&#34;540&#34;:&#34;9:00",
        "&#34;540&#34;:&#34;8:00",
    ),
    "the zone": ("branches/riyadh", "Asia/Riyadh&#34;", "Asia/Dubai&#34;"),
    "a slot in the list": ("branches", "[[600,1020],[1200,1560]]", "[[600,1020],[1200,1500]]"),
    "a line in the list": ("branches", "Friday from 9:00", "Friday from 8:00"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_verify_finds_hours_that_the_ledger_does_not_say(name: str, built: Project) -> None:
    page, true, false = TAMPERED[name]
    file = built.root / "site" / page / "index.html"
    html = file.read_text("utf-8")
    assert true in html
    file.write_text(html.replace(true, false), "utf-8")
    try:
        result = built.run("verify", "site", "--as-of", TODAY, "--format", "json")
    finally:
        file.write_text(html, "utf-8")
    assert result.exit_code == 1, result.output
    problems = json.loads(result.stdout)["problems"]
    assert {problem["state"] for problem in problems} == {"contradiction"}


@pytest.mark.parametrize("day", [TODAY, "2027-01-20", "2027-02-07", "2027-02-08", "2027-03-13"])
def test_a_site_that_waits_for_its_next_build_says_nothing_wrong(day: str, built: Project) -> None:
    result = built.run("verify", "site", "--as-of", day)
    assert result.exit_code == 0, result.output


def test_sets_with_the_same_hours_and_reason_are_one(built: Project) -> None:
    sets = hours_sets(opened(built).hours("riyadh"), DAY)
    assert [len(one.days) for one in sets] == [2, 1, 1]
    assert [one.weekdays for one in sets] == [(), (), (2, 3, 4)]


def test_language_models_are_told_each_set_with_its_days(built: Project) -> None:
    text = (built.root / "site" / "llms.txt").read_text("utf-8").replace("\xa0", " ")
    line = next(line for line in text.split("\n") if line.startswith("- [Riyadh]"))
    assert "): Olaya Street; Monday to Friday from 9:00 AM to 6:00 PM;" in line
    assert line.endswith("; From 10 March 2027 until 12 March 2027: closed")


def test_hours_that_branches_keep_are_used(site: MakeSite) -> None:
    assert found(site(f"-- mkdocs.yml --\n{ONE}{CHANGE}")) == []


def of_days(days: list[str], opens: str, closes: str, **valid: str) -> dict[str, Any]:
    entry = {"@type": "OpeningHoursSpecification", "dayOfWeek": days}
    return {**entry, "opens": opens, "closes": closes, **valid}


def test_search_engines_are_told_when_a_contact_is_answered(site: MakeSite) -> None:
    project = site(CONTACTS)
    project.build("--as-of", TODAY)
    points = graph(project.html(""))["Organization"]["contactPoint"]
    usual = [of_days(ALL[:5], "09:00", "18:00"), of_days(ALL[5:], "00:00", "00:00")]
    valid = {"validFrom": "2027-02-08", "validThrough": "2027-03-09"}
    ramadan = [*usual, of_days(ALL, "20:00", "02:00", **valid)]
    found = [
        (p.get("telephone"), p.get("url"), p.get("areaServed"), p.get("hoursAvailable"))
        for p in points
    ]
    assert found == [
        ("+97145550142", None, ["AE"], usual),
        ("+97145550142", None, ["SA"], ramadan),
        (None, "https://wa.me/971505550142", ["AE"], usual),
        (None, "https://wa.me/971505550142", ["SA"], ramadan),
        (None, None, None, None),
    ]


LINE = '{phone: "+971 4 555 0142", hours: desk.hours,'
# What is written instead; then the finding.
CONTACT_MISTAKES = {
    LINE.replace("desk.hours", "desk.houres"): (
        "41 KB205 the hours of 'line': there is no fact 'desk.houres' → did you mean 'desk.hours'?"
    ),
    LINE.replace("desk.hours", '"Mo-Fr 09:00-18:00"'): (
        "41 KB205 the hours of 'line': there is no fact 'Mo-Fr 09:00-18:00' → write a fact"
        " 'line.hours: {hours: \"Mo-Fr 09:00-18:00\"}', and name it here: hours: line.hours"
    ),
    LINE.replace("desk.hours", "phone.times"): (
        "41 KB205 the hours of 'line': there is no fact 'phone.times' → write a fact 'phone.times:"
        ' {hours: "Mo-Th 09:00-21:00; Fr 14:00-22:00; Sa-Su off"}\', and name it here: hours: phone.times'
    ),
    LINE.replace("desk.hours", '"daily 9am to 6pm"'): (
        "41 KB205 the hours of 'line': there is no fact 'daily 9am to 6pm' → write a fact"
        " 'line.hours: {hours: \"Mo-Su 09:00-18:00\"}', and name it here: hours: line.hours"
    ),
    LINE.replace("desk.hours", "care"): (
        "41 KB202 the hours of 'line': 'care' is of the type email → name a fact of the type hours: desk.hours"
    ),
    LINE.replace("desk.hours", "[care]"): (
        "41 KB205 the hours of 'line': there is no fact '['care']' → name a fact of the type hours: desk.hours"
    ),
    "{duration: 3 days, hours: desk.hours,": (
        "7 KB201 fact 'line' has 2 values: duration, hours → give it one of"
    ),
}


@pytest.mark.parametrize("line", CONTACT_MISTAKES)
def test_a_mistake_in_the_hours_of_a_contact_has_its_place_and_a_hint(
    line: str, site: MakeSite
) -> None:
    (finding,) = [one for one in found(site(CONTACTS.replace(LINE, line))) if one["line"] == 6]
    shown = f"{finding['column']} {finding['code']} {finding['message']} → {finding['hint']}"
    assert shown.startswith(CONTACT_MISTAKES[line])


def test_its_hint_mends_it(site: MakeSite) -> None:
    own = 'line.hours: {hours: "Mo-Fr 09:00-18:00"}\nline: '
    mended = CONTACTS.replace(f"line: {LINE}", own + LINE.replace("desk", "line"))
    assert [one for one in found(site(mended)) if one["path"] == "content/facts.yml"] == []


# What is changed on the built home page: the words, and what the script goes by.
TAMPERED_CONTACT = {
    "": ("", ""),
    "the words": ("Friday from 9:00", "Friday from 8:00"),
    "a slot": ("[540,1080]", "[540,1140]"),
    "the zone": ("Asia/Dubai", "Asia/Riyadh"),
    "another fact": ('data-kb-contact="desk.hours"', 'data-kb-contact="desk.houres"'),
}


@pytest.mark.parametrize("name", TAMPERED_CONTACT)
def test_verify_holds_the_hours_of_a_contact_to_the_ledger(name: str, site: MakeSite) -> None:
    project = site(CONTACTS)
    project.build("--as-of", TODAY)
    file = project.root / "site/index.html"
    html = file.read_text("utf-8")
    true, false = TAMPERED_CONTACT[name]
    assert true in html
    file.write_text(html.replace(true, false) if name else html, "utf-8")
    result = project.run("verify", "site", "--as-of", TODAY, "--format", "json")
    problems = json.loads(result.stdout)["problems"]
    assert {problem["state"] for problem in problems} == ({"contradiction"} if name else set())
