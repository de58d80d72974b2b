"""The ledger: the words of facts in every language and place."""

from __future__ import annotations

import json

import pytest

from tests.conftest import MakeSite

LEDGER = """\
-- content/facts.yml --
fee:
  money: 25 AED
  varies: [region, branch]
  regions:
    SA: {money: 20 SAR}
keep: {duration: 7 days}
-- content/branches/dubai.yml --
name: {en: Dubai, ur: دبئی, ar: دبي, hi: दुबई}
region: AE
-- content/branches/riyadh.yml --
name: {en: Riyadh, ur: ریاض, ar: الرياض, hi: रियाद}
region: SA
-- content/branches/jeddah.yml --
name: {en: Jeddah, ur: جدہ, ar: جدة, hi: जेद्दा}
region: SA
differs:
  fee: {money: 15 SAR}
-- content/en/a.md --
---
title: A {{ fee }}
---
Pay {{ fee }}.
-- content/ur/a.md --
---
title: ا
---
{{ fee }}
"""


def test_a_branch_overrides_its_region_and_a_region_the_company(site: MakeSite) -> None:
    result = site(LEDGER).run("facts", "fee", "--format", "json")
    [fact] = json.loads(result.stdout)
    text = {place["name"]: place["said"]["en"].replace("\u00a0", " ") for place in fact["places"]}
    assert text == {"Everywhere": "AED 25", "Saudi Arabia": "SAR 20", "Jeddah": "SAR 15"}
    assert [f"{p['path']}:{p['line']}:{p['column']}" for p in fact["pages"]] == [
        "content/en/a.md:2:10",
        "content/en/a.md:4:5",
        "content/ur/a.md:4:1",
    ]


def test_facts_lists_the_whole_ledger(site: MakeSite) -> None:
    result = site(LEDGER).run("facts")
    assert result.exit_code == 0
    first, second = result.output.strip().split("\n")
    assert first.split() == "fee money 25 AED varies by branch and region 2 pages".split()
    assert second.split() == "keep duration 7 days 0 pages".split()


@pytest.mark.parametrize(
    ("args", "says"),
    [(("facts", "fees"), "did you mean 'fee'?"), (("facts", "zzz"), "kbgen facts")],
)
def test_an_unknown_fact_is_a_usage_error(args: tuple[str, ...], says: str, site: MakeSite) -> None:
    result = site(LEDGER).run(*args)
    assert result.exit_code == 2
    assert says in result.output


def test_a_site_without_a_ledger_says_where_to_write_one(site: MakeSite) -> None:
    assert "facts.yml" in site("").run("facts").output


@pytest.mark.parametrize(
    "ledger",
    [
        "a: {text: {en: 'x {{ nope }}', ur: x, ar: x, hi: x}}",
        "b: {number: 1}\na: {text: {en: 'x {{ c | number }}', ur: x, ar: x, hi: x}}\nc: {email: a@b.example}",
        "a: {duration: 5 dys}",
        "a: {number: 4",
    ],
)
def test_a_ledger_with_mistakes_shows_them(ledger: str, site: MakeSite) -> None:
    result = site(f"-- content/facts.yml --\n{ledger}\n").run("facts")
    assert result.exit_code == 1
    assert "content/facts.yml" in result.output and "Traceback" not in result.output
