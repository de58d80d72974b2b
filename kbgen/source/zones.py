"""Time zones by their IANA names, as CLDR lists them country by country."""

from __future__ import annotations

from babel.core import get_global

from kbgen.model.finding import did_you_mean

_OLDER = {"Europe/Kyiv": "Europe/Kiev", "Pacific/Kanton": "Pacific/Enderbury"}
"""Zones renamed since 2021, by the names that browsers of that year know as well."""
_PRIMARY = {
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "MH": "Pacific/Majuro",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
"""The zone in which nearly all of a country lies (CLDR, metaZones.xml, primaryZones)."""


def parse_timezone(value: object, region: str = "") -> str:
    """Return a zone's name as every browser knows it; a link or an older name is one too.

    Raises ValueError with a message for the editor, who is in the country `region` if it is known.

    >>> parse_timezone("Asia/Calcutta"), parse_timezone("Europe/Kyiv")
    ('Asia/Kolkata', 'Europe/Kiev')
    """
    text = str(value).strip()
    name = str(get_global("zone_aliases").get(text, text))
    if name in get_global("zone_territories") and name != "Etc/Unknown":
        return _OLDER.get(name, name)
    example = zone_of(region) or "Asia/Riyadh"
    hint = _nearest(text.replace(" ", "_")) or f"write its IANA name: {example}"
    raise ValueError(f"there is no time zone '{text}'; {hint}")


def _nearest(text: str) -> str:
    """Suggest zones of places: an abbreviation or an offset says nothing of daylight saving."""
    names = (*get_global("zone_territories"), *get_global("zone_aliases"))
    places = [name for name in names if "/" in name and not name.startswith("Etc/")]
    same = [
        name for name in places if text.lower() in (name.lower(), name.rpartition("/")[2].lower())
    ]
    return f"did you mean '{same[0]}'?" if same else did_you_mean(text, places)


def zone_of(region: str) -> str:
    """Return the zone of a country, a main one if it has several; "" where CLDR has none."""
    name = next(iter(_zones(region)), "")
    return _OLDER.get(name, name)


def zones_apart(region: str) -> list[str]:
    """Return a country's zones if its clocks are not all alike, the main ones first.

    Clocks are alike where CLDR calls their time by one name (metaZones.xml).
    """
    zones = _zones(region)
    names = {get_global("meta_zones").get(zone, zone) for zone in zones}
    return zones if len(names) > 1 else []


def _zones(region: str) -> list[str]:
    primary, main = _PRIMARY.get(region), {*get_global("windows_zone_mapping").values()}
    zones = get_global("territory_zones").get(region, [])
    return sorted(zones, key=lambda zone: (zone != primary, zone not in main, zone))
