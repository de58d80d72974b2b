"""Where time zones lie: the cities that they are named after, from the tables of tzdata."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from kbgen.model.fact import Location

_RADIUS = 6371.0
"""of the earth, in km"""
_DEGREES = re.compile(r"([+-])(\d{2,3})(\d\d)(\d\d)?(?=[+-]|\Z)")
"""A coordinate of ISO 6709: +2518 or -0233614, degrees, minutes and seconds."""
_TABLES = ("zone1970.tab", "zone.tab")


def place_of(zone: str, region: str) -> Location | None:
    """Return the place of a time zone, else of the first zone of a country; None if unknown."""
    zones, countries = _places()
    return zones.get(zone) or countries.get(region)


def distance(one: Location, other: Location) -> float:
    """Return the distance of two places in km.

    >>> round(distance(Location(25.2, 55.3), Location(24.7, 46.7)) / 10) * 10
    870
    """
    first, second = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(east / 2) ** 2
    return 2 * _RADIUS * asin(min(1.0, sqrt(half)))


@cache
def _places() -> tuple[dict[str, Location], dict[str, Location]]:
    """Return zone → place, and country → the place of its first zone."""
    zones: dict[str, Location] = {}
    countries: dict[str, Location] = {}
    for table in _TABLES:
        for line in (files("tzdata") / "zoneinfo" / table).read_text("utf-8").splitlines():
            if line.startswith("#") or line.count("\t") < 2:
                continue
            codes, place, zone = line.split("\t")[:3]
            zones[zone] = _location(place)
            if "," not in codes:
                countries.setdefault(codes, zones[zone])
    return zones, countries


def _location(text: str) -> Location:
    """Read a place of ISO 6709.

    >>> _location("+2518+05518")
    Location(latitude=25.3, longitude=55.3, place=None)
    """
    latitude, longitude = (
        (-1 if sign == "-" else 1) * (int(whole) + int(minutes) / 60 + int(seconds or 0) / 3600)
        for sign, whole, minutes, seconds in _DEGREES.findall(text)
    )
    return Location(latitude, longitude)
