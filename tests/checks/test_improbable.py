"""KB219: values that can be, but hardly are what is meant."""

from __future__ import annotations

import pytest

from kbgen.checks.fix import with_edits
from kbgen.checks.improbable import check_improbable_hours
from kbgen.checks.inputs import Ledger
from kbgen.source.ledger import read_facts
from kbgen.source.yaml import parse_yaml
from tests.conftest import MakeSite
from tests.sites import HOME

LEDGER = """\
-- content/facts.yml --
counter.hours:
  hours: "{hours}"
"""
BRANCH = """\
-- content/branches/one.yml --
name: {{en: One}}
region: {region}
{more}
"""
IMPROBABLE_HOURS = [
    ("Sa-Th 09:00-22:00; Fr 22:00-16:00", ["18 hours", "Saturday", "16:00-22:00"]),
    ("Mo-Su 09:00-12:00,21:30-09:30", ["Tuesday", "until when"]),
    ("Mo-Th 09:00-21:00; Fr 09:00-08:30; Sa-Su off", ["23 hours", "08:30-09:00"]),
    ("Mo-Fr 09:00-21:00; Sa off; Su 20:00-10:00", ["Monday", "09:00", "10:00-20:00"]),
    ("Mo-Fr 10:00-22:00; Su 12:00-20:00", ["nothing is said of Saturday", "Sa off"]),
    ("Mo-We 10:00-22:00; Fr-Su 12:00-20:00", ["nothing is said of Thursday", "Th off"]),
]
PROBABLE_HOURS = [
    "Mo-Su 18:00-03:00",
    "Mo-Su 00:00-24:00",
    "Mo-Su 06:00-24:00",
    "Mo-Su 08:00-02:00",
    "Mo-Th 09:00-21:00; Fr 14:00-02:00; Sa-Su 02:00-06:00",
    "Sa-Th 10:00-22:00",
    "Mo-Fr 09:00-17:00",
    "Mo-Fr 09:00-17:00; Sa 10:00-14:00",
    "Mo-Th 09:00-21:00; Fr 14:00-22:00",
    "Sa-We 08:00-16:00; Th 08:00-12:00",
    "Mo 09:00-12:00; We 09:00-12:00; Fr 09:00-12:00",
    "closed",
]


def improbable(site: MakeSite, files: str) -> list[dict[str, str]]:
    found = site(HOME + files).check()
    # Texts in one language alone are enough here.
    assert {one["code"] for one in found if one["severity"] == "error"} <= {"KB209"}
    return [one for one in found if one["code"] == "KB219"]


@pytest.mark.parametrize(("hours", "words"), IMPROBABLE_HOURS)
def test_improbable_hours(hours: str, words: list[str], site: MakeSite) -> None:
    (found,) = improbable(site, LEDGER.format(hours=hours))
    text = f"{found['message']} {found['hint']}"
    assert found["path"] == "content/facts.yml" and found["severity"] == "warning"
    assert [word for word in words if word not in text] == [], text


@pytest.mark.parametrize("hours", PROBABLE_HOURS)
def test_probable_hours(hours: str, site: MakeSite) -> None:
    assert improbable(site, LEDGER.format(hours=hours)) == []


def test_hours_of_a_branch_and_of_certain_days(site: MakeSite) -> None:
    more = (
        'hours:\n  - "Mo-Fr 09:00-21:00; Su 10:00-20:00"\n'
        '  - {hours: "Mo-Tu 09:00-12:00; Th-Fr 10:00-12:00", starts: 2026-12-24, ends: 2026-12-25,'
        " reason: {en: Christmas}}"
    )
    (found,) = improbable(site, BRANCH.format(region="AE", more=more))
    assert "Saturday" in found["message"] and found["path"] == "content/branches/one.yml"


VOUCHER = (
    "voucher: {money: 25 AED, varies: region, regions: {SA: {money: 40 AED, reason: {en: a}}}}\n"
)
FEE = "fee: {{money: 25 AED, varies: region, regions: {{SA: {{money: {}, reason: {{en: a}}}}}}}}\n"


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        (VOUCHER + FEE.format("30 SAR"), 1),
        (VOUCHER + "card: {money: 30 SAR}\n", 1),
        (VOUCHER, 0),
        (VOUCHER + FEE.format("30 AED"), 0),
        (VOUCHER + FEE.format("30 AED") + "card: {money: 30 SAR}\n", 0),
        (VOUCHER.replace("40 AED", "40 SAR") + FEE.format("30 SAR"), 0),
        (VOUCHER.replace("40 AED", "40 USD") + FEE.format("30 SAR"), 0),
    ],
)
def test_money_in_the_currency_of_another_country(facts: str, count: int, site: MakeSite) -> None:
    branch = BRANCH.format(region="SA", more="")
    found = improbable(site, f"-- content/facts.yml --\n{facts}{branch}")
    assert len(found) == count
    for one in found:
        assert "40 AED" in one["message"] and "did you mean 40 SAR?" in one["hint"]


PLACES = [
    ("AE", "55.2708", "25.2048", 1),
    ("SA", "46.6753", "24.7136", 1),
    ("PK", "67.0011", "24.8607", 1),
    ("AE", "25.2048", "55.2708", 0),
    ("IN", "28.6139", "77.2090", 0),
    ("US", "34.0522", "-118.2437", 0),
    ("ZA", "-33.9249", "18.4241", 0),
    ("FR", "48.8566", "2.3522", 0),
    ("NG", "6.5244", "3.3792", 0),
]


@pytest.mark.parametrize(("region", "latitude", "longitude", "count"), PLACES)
def test_latitude_and_longitude_exchanged(
    region: str, latitude: str, longitude: str, count: int, site: MakeSite
) -> None:
    more = f"location: {{latitude: {latitude}, longitude: {longitude}}}"
    found = improbable(site, BRANCH.format(region=region, more=more))
    assert len(found) == count
    for one in found:
        right = f"{{latitude: {float(longitude)}, longitude: {float(latitude)}}}"
        assert right in one["hint"]


def test_a_latitude_that_is_none(site: MakeSite) -> None:
    more = "location: {latitude: 121.4737, longitude: 31.2304}"
    project = site(HOME + BRANCH.format(region="CN", more=more))
    (found,) = [one for one in project.check() if one["severity"] == "error"]
    assert "{latitude: 31.2304, longitude: 121.4737}" in found["hint"]


def test_a_warning_is_silenced_by_a_comment(site: MakeSite) -> None:
    files = LEDGER.format(hours="Mo-Fr 10:00-22:00; Su 12:00-20:00")
    comment = "counter.hours:\n  # kbgen: ignore KB219 because Saturday is told elsewhere"
    assert improbable(site, files.replace("counter.hours:", comment)) == []


def test_the_hint_is_a_mend() -> None:
    text = 'counter.hours: {hours: "Sa-Th 09:00-22:00; Fr 22:00-16:00"}\n'
    facts, _ = read_facts(parse_yaml(text, "facts.yml")[0])
    ledger = Ledger({k: v for k, v in facts.items() if v}, frozenset(), True, False)
    (found,) = check_improbable_hours(ledger, {})
    assert found.mend is not None
    assert with_edits(text, [found.mend]) == text.replace("22:00-16:00", "16:00-22:00")
