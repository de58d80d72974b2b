"""In which time zone a branch and the company are."""

from __future__ import annotations

import re

import pytest
from babel.core import get_global

from kbgen.build.project import open_project
from kbgen.mkdocs.driver import load
from kbgen.source.zones import differing_zones, parse_timezone, zone_of
from tests.conftest import MakeSite
from tests.sites import CONFIG

# What an editor writes → the name that a browser of 2021 knows (tz database, file backward).
NAMES = {
    "Asia/Riyadh": "Asia/Riyadh",
    "Asia/Kolkata": "Asia/Kolkata",
    "Asia/Calcutta": "Asia/Kolkata",
    "US/Eastern": "America/New_York",
    "Europe/Kyiv": "Europe/Kiev",
    "Europe/Kiev": "Europe/Kiev",
    "UTC": "Etc/UTC",
}
# Country → its zone by default, and whether a branch there has to say which.
COUNTRIES = {
    "AE": ("Asia/Dubai", False),
    "SA": ("Asia/Riyadh", False),
    "PK": ("Asia/Karachi", False),
    "IN": ("Asia/Kolkata", False),
    "DE": ("Europe/Berlin", False),  # Büsingen keeps the same time
    "ES": ("Europe/Madrid", True),
    "CN": ("Asia/Shanghai", True),
    "UA": ("Europe/Kiev", True),
    "QQ": ("", False),
}
MISTAKES = {
    "Riyadh": "did you mean 'Asia/Riyadh'?",
    "New York": "did you mean 'America/New_York'?",
    "asia/riyadh": "did you mean 'Asia/Riyadh'?",
    "Asia/Riyad": "did you mean 'Asia/Riyadh'",
    "AST": "write its IANA name",
    "EST": "write its IANA name",
    "+03:00": "write its IANA name",
    "Etc/Unknown": "there is no time zone",
}


@pytest.mark.parametrize("written", NAMES)
def test_a_zone_is_known_by_its_older_names(written: str) -> None:
    assert parse_timezone(written) == NAMES[written]


@pytest.mark.parametrize("written", MISTAKES)
def test_what_is_no_zone_has_a_hint(written: str) -> None:
    with pytest.raises(ValueError, match="there is no time zone") as raised:
        parse_timezone(written)
    assert MISTAKES[written] in str(raised.value)


def test_a_zone_that_is_named_in_short_is_one_of_the_country() -> None:
    for region, meant in (("US", "US/Eastern"), ("CA", "Canada/Eastern")):
        with pytest.raises(ValueError, match=f"did you mean '{meant}'"):
            parse_timezone("Eastern", region)


@pytest.mark.parametrize("region", COUNTRIES)
def test_a_country_has_its_zone(region: str) -> None:
    zone, is_in_doubt = COUNTRIES[region]
    assert (zone_of(region), bool(differing_zones(region))) == (zone, is_in_doubt)


def test_every_zone_that_is_offered_is_one() -> None:
    assert differing_zones("US")[:1] != [] and len(set(differing_zones("US"))) == len(
        differing_zones("US")
    )
    for zone in differing_zones("US"):
        assert parse_timezone(zone) == zone


# The clock of the largest city of a country with many zones, and of another of its largest.
LARGEST = {
    "US": ("America/New_York", "America/Los_Angeles"),
    "CA": ("America/Toronto", "America/Vancouver"),
    "AU": ("Australia/Sydney", "Australia/Perth"),
    "BR": ("America/Sao_Paulo", "America/Manaus"),
    "MX": ("America/Mexico_City", "America/Tijuana"),
    "RU": ("Europe/Moscow", "Asia/Novosibirsk"),
}


@pytest.mark.parametrize("region", LARGEST)
def test_of_many_zones_those_of_the_most_people_are_offered(region: str, site: MakeSite) -> None:
    project = site(
        f"-- content/branches/x.yml --\nname: {{en: X, ur: x, ar: x, hi: x}}\nregion: {region}\n"
    )
    (finding,) = [f for f in project.check() if f["code"] == "KB212"]
    first, other = LARGEST[region]
    assert finding["hint"].startswith(f"write 'timezone: {first}', or one of ")
    shown = re.findall(r"\w+/\w+", finding["hint"].partition(" …")[0])
    assert other in shown and len(shown) == 6
    assert set(shown) < set(get_global("territory_zones")[region])
    assert (
        f"… and {len(differing_zones(region)) - 6} more; all of them: https://" in finding["hint"]
    )


@pytest.mark.parametrize("region", get_global("territory_zones"))
def test_no_zone_of_a_country_is_left_out(region: str) -> None:
    zones = differing_zones(region)
    assert not zones or sorted(zones) == sorted(get_global("territory_zones")[region])


BRANCHES = """\
-- content/branches/dubai.yml --
name: {en: Dubai, ur: دبئی, ar: دبي, hi: दुबई}
region: AE
-- content/branches/sharjah.yml --
name: {en: Sharjah, ur: شارجہ, ar: الشارقة, hi: शारजाह}
region: AE
-- content/branches/chicago.yml --
name: {en: Chicago, ur: شکاگو, ar: شيكاغو, hi: शिकागो}
region: US
timezone: US/Central
"""
OWN = CONFIG.replace("- kbgen", "- kbgen: {timezone: Asia/Calcutta}")


@pytest.mark.parametrize(
    ("text", "company"),
    [
        (BRANCHES, "Asia/Dubai"),
        (f"{BRANCHES}-- mkdocs.yml --\n{OWN}", "Asia/Kolkata"),
        ("", ""),
    ],
)
def test_the_company_is_where_most_branches_are(text: str, company: str, site: MakeSite) -> None:
    found, findings = open_project(load(site(text).root / "mkdocs.yml").settings)
    assert not findings
    assert found.timezone() == company
    if text:
        zones = {id_: found.timezone(id_) for id_ in found.branches}
        dubai = "Asia/Dubai"
        assert zones == {"dubai": dubai, "sharjah": dubai, "chicago": "America/Chicago"}
