"""JSON-LD: search engines get what the page shows."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import time
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kbgen.facts.amount import Amount
from kbgen.facts.duration import Duration, parse_duration
from kbgen.facts.hours import parse_hours
from kbgen.kinds.kind import PageData
from kbgen.kinds.procedure import ProcedureMeta, how_to
from kbgen.markdown.sections import ContentSection, split_sections
from kbgen.model.markup import parse
from kbgen.output.hours import opening_hours
from kbgen.output.structured import breadcrumbs, iso_duration, to_script
from tests.conftest import MakeSite
from tests.sites import Project

PAGES = """\
-- content/facts.yml --
wait: {duration: 90 minutes}
helpline:
  phone: "+971 4 555 0142"
  varies: region
  regions: {SA: {phone: "+966 11 555 0142", reason: {en: It is local.}}}
mail: {email: care@example.com}
counter: {hours: "Mo-Th 09:00-21:00; Fr 14:00-02:00", varies: branch}
-- content/branches/dubai.yml --
name: {en: Dubai, ur: دبئی, ar: دبي}
region: AE
address: {en: "Al Rigga Road, <Deira>", ur: الرقہ روڈ}
phone: "+971 4 555 0150"
email: dubai@example.com
location: {latitude: 25.2637, longitude: 55.322}
-- content/branches/riyadh.yml --
name: {en: Riyadh, ur: ریاض, ar: الرياض}
region: SA
-- content/en/faq/refunds.md --
---
title: Refunds
---
Before the questions.

## When do I get my *money*? {#money}

Within {{ wait }}. See [the start](../index.md).

## How? {#how}

- Call us </script>
-- content/ur/faq/refunds.md --
---
title: رقم کی واپسی
---
سوالوں سے پہلے۔

## رقم کب ملے گی؟ {#money}

{{ wait }} کے اندر۔ [آغاز](../index.md) دیکھیں۔

## کیسے؟ {#how}

- ہمیں کال کریں
-- content/en/procedures/return.md --
---
title: Return an item
description: How to return an item.
time: wait
---
1. Not these.
2. They stand before the steps.

## Steps {#steps}

- A list without numbers.

Then:

1. Call {{ helpline }}.
2. Choose:
    1. a refund
    2. an exchange
3. Wait.
-- mkdocs.yml --
site_name: Sahil Help
site_url: https://help.example.com/sub/
docs_dir: content
theme: {name: material, font: false}
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true}
        - {locale: ur, name: اردو, site_name: ساحل}
        - {locale: ar, name: العربية}
  - kbgen:
      contact: [helpline, mail]
      brand: {logo: logo.svg, social: {X: "https://x.com/sahil"}}
-- logo.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>
"""
BASE = "https://help.example.com/sub/"


def graph(html: str) -> dict[str, Any]:
    """Return what a page says of itself, by type."""
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert len(scripts) < 2
    data = json.loads(scripts[0]) if scripts else {"@graph": []}
    return {thing["@type"]: thing for thing in data["@graph"]}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    from tests.sites import write_site

    project = write_site(tmp_path_factory.mktemp("structured"), PAGES)
    project.build()
    return project


def test_the_home_page_says_who_speaks_and_how_to_reach_them(built: Project) -> None:
    found = graph(built.html(""))
    assert set(found) == {"Organization", "WebSite"}
    company = found["Organization"]
    assert (company["name"], company["url"]) == ("Sahil Help", BASE)
    assert re.fullmatch(BASE + r"assets/kb/logo\.[0-9a-f]{8}\.svg", company["logo"])
    assert company["sameAs"] == ["https://x.com/sahil"]
    points = [
        (p.get("telephone"), p.get("email"), p.get("areaServed")) for p in company["contactPoint"]
    ]
    assert points == [
        ("+97145550142", None, ["AE"]),
        ("+966115550142", None, ["SA"]),
        (None, "care@example.com", None),
    ]
    assert found["WebSite"]["publisher"]["@id"] == company["@id"]
    urdu = graph(built.html("ur"))
    assert urdu["Organization"]["@id"] == company["@id"] and urdu["WebSite"]["name"] == "ساحل"
    assert urdu["WebSite"]["url"] == f"{BASE}ur/" and urdu["WebSite"]["inLanguage"] == "ur"


def test_questions_and_answers_are_those_of_the_page(built: Project) -> None:
    for lang, page in (("en", "faq/refunds"), ("ur", "ur/faq/refunds")):
        found = graph(built.html(page))["FAQPage"]
        assert found["inLanguage"] == lang
        shown = built.text(page)
        for question in found["mainEntity"]:
            assert question["name"] in shown
            answer = re.sub(r"<[^>]+>", " ", question["acceptedAnswer"]["text"])
            for word in unescape(answer).split():
                assert word in shown
    money = graph(built.html("faq/refunds"))["FAQPage"]["mainEntity"][0]
    assert money["name"] == "When do I get my money?"
    assert money["url"] == f"{BASE}faq/refunds/#money"
    assert f'href="{BASE}"' in money["acceptedAnswer"]["text"]


def test_a_procedure_is_its_numbered_steps(built: Project) -> None:
    found = graph(built.html("procedures/return"))["HowTo"]
    assert [step["text"] for step in found["step"]] == [
        "Call +971 4 555 0142.",
        "Choose:\na refund\nan exchange",
        "Wait.",
    ]
    assert found["totalTime"] == "PT1H30M"
    assert found["url"] == f"{BASE}procedures/return/#steps"


def test_a_page_in_another_language_is_not_described_twice(built: Project) -> None:
    assert set(graph(built.html("ar/faq/refunds"))) == {"BreadcrumbList"}


def test_a_branch_is_a_place_with_hours(built: Project) -> None:
    found = graph(built.html("branches/dubai"))["LocalBusiness"]
    assert found["name"] == "Dubai" and found["telephone"] == "+97145550150"
    assert found["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Al Rigga Road, <Deira>",
        "addressCountry": "AE",
    }
    assert found["geo"]["latitude"] == 25.2637
    assert found["hasMap"].startswith("https://www.openstreetmap.org/")
    hours = [(h["dayOfWeek"], h["opens"], h["closes"]) for h in found["openingHoursSpecification"]]
    assert hours == [
        (["Monday", "Tuesday", "Wednesday", "Thursday"], "09:00", "21:00"),
        (["Friday"], "14:00", "02:00"),
        (["Saturday", "Sunday"], "00:00", "00:00"),
    ]
    assert "geo" not in graph(built.html("branches/riyadh"))["LocalBusiness"]
    assert graph(built.html("ur/branches/dubai"))["LocalBusiness"]["name"] == "دبئی"


def test_the_way_to_a_page_has_absolute_addresses(built: Project) -> None:
    crumbs = graph(built.html("ur/faq/refunds"))["BreadcrumbList"]["itemListElement"]
    assert [crumb["item"] for crumb in crumbs] == [
        f"{BASE}ur/",
        f"{BASE}ur/faq/",
        f"{BASE}ur/faq/refunds/",
    ]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3]
    assert crumbs[-1]["name"] == "رقم کی واپسی"


def test_without_the_site_s_address_nothing_is_said(site: MakeSite) -> None:
    project = site(PAGES.replace("site_url: https://help.example.com/sub/\n", ""))
    project.build()
    assert "ld+json" not in project.html("faq/refunds")


@example({"": "a", "\u2066": "b"})
@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_a_script_says_its_data_and_cannot_be_left(data: object) -> None:
    script = to_script([{"@type": "Thing", "name": data}])
    assert not set("<\u2028\u2029") & set(script)
    assert json.loads(script)["@graph"][0]["name"] == data


DURATIONS = {
    "30 seconds": "PT30S",
    "90 seconds": "PT1M30S",
    "90 minutes": "PT1H30M",
    "48 hours": "PT48H",
    "1.5 hours": "PT1H30M",
    "0 minutes": "PT0S",
    "14 days": "P14D",
    "2 weeks": "P2W",
    "24 months": "P24M",
    "1 year": "P1Y",
    "7 working days": "",
    "3-5 days": "",
    "1.5 days": "",
    "0.5 seconds": "",
}


@pytest.mark.parametrize("written", DURATIONS)
def test_a_duration_is_said_only_where_it_is_exact(written: str) -> None:
    assert iso_duration(parse_duration(written)) == DURATIONS[written]


@given(st.integers(0, 10**7), st.sampled_from(["second", "minute", "hour"]))
def test_a_duration_of_the_clock_keeps_its_length(amount: int, unit: str) -> None:
    wording = iso_duration(Duration(Amount(Decimal(amount), Decimal(amount)), unit))
    parts = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", wording)
    assert parts
    hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    length = {"second": 1, "minute": 60, "hour": 3600}[unit] * amount
    assert hours * 3600 + minutes * 60 + seconds == length
    assert minutes < 60 and seconds < 60


ALL = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
HOURS: dict[str, list[tuple[list[str], str, str]]] = {
    "24/7": [(ALL, "00:00", "23:59")],
    "Mo-Su 10:00-24:00": [(ALL, "10:00", "00:00")],
    "Sa-Th 09:30-13:00,16:00-21:00": [
        (["Saturday", "Sunday", *ALL[:4]], "09:30", "13:00"),
        (["Saturday", "Sunday", *ALL[:4]], "16:00", "21:00"),
        (["Friday"], "00:00", "00:00"),
    ],
    "Mo-Sa 18:00-03:00; Su off": [
        (ALL[:6], "18:00", "03:00"),
        (["Sunday"], "00:00", "00:00"),
    ],
    "Mo-Su off": [(ALL, "00:00", "00:00")],
    "Mo 09:00-09:00": [],  # all day, or not at all?
}


@pytest.mark.parametrize("written", HOURS)
def test_hours_say_every_day_of_the_week(written: str) -> None:
    found = opening_hours(parse_hours(written))
    assert [(h["dayOfWeek"], h["opens"], h["closes"]) for h in found] == HOURS[written]


@given(
    st.lists(st.tuples(st.times(), st.times()), max_size=3), st.sets(st.integers(0, 6), min_size=1)
)
def test_no_day_is_left_unsaid(slots: list[tuple[time, time]], days: set[int]) -> None:
    names = [("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")[day] for day in sorted(days)]
    text = ",".join(f"{a:%H:%M}-{b:%H:%M}" for a, b in slots) or "off"
    found = opening_hours(parse_hours(f"{','.join(names)} {text}"))
    assert not found or {day for entry in found for day in entry["dayOfWeek"]} == set(ALL)


STEPS = {
    "<ol><li>a</li><li>b</li></ol><ol><li>c</li></ol>": ["a", "b"],
    "<ul><li>a</li></ul>": [],
    "<ol><li><p>a</p><ul><li>b</li></ul></li><li>c</li></ol>": ["a\nb", "c"],
    "<ul><li>x<ol><li>a</li><li>b</li></ol></li></ul>": ["a", "b"],
    '<ol start="3"><li>a <b>c</b> &amp; d</li></ol>': ["a c & d"],
    "<ol></ol>": [],
}


@pytest.mark.parametrize("html", STEPS)
def test_steps_are_the_items_of_the_first_numbered_list(html: str) -> None:
    assert ContentSection("", (), parse(html)).steps == STEPS[html]


def test_steps_without_a_section_of_that_name() -> None:
    html = '<p>a</p><ol><li>b</li><li>c</li></ol><h2 id="x">D</h2><p>e</p>'
    sections = split_sections(parse(html))
    page = PageData("https://x.example/p/", "en", "N", "", ProcedureMeta(), sections, {})
    (found,) = how_to(page)
    assert [step["text"] for step in found["step"]] == ["b", "c"] and not found["totalTime"]
    one_step = split_sections(parse("<ol><li>one</li></ol>"))
    assert [*how_to(replace(page, sections=one_step))] == []


def test_a_way_of_one_step_is_none() -> None:
    assert breadcrumbs([]) == []
