"""Time zones by their IANA names, and the zones of each country by CLDR."""

from __future__ import annotations

from babel.core import get_global

from kbgen.model.finding import HintedError, did_you_mean
from kbgen.model.message import Message, msg, quoted

_OLDER = {"Europe/Kyiv": "Europe/Kiev", "Pacific/Kanton": "Pacific/Enderbury"}
"""Zones renamed since 2021 → their older names, which browsers of that year know."""
_OFFSETS = ("EST", "HST", "MST")
"""Names of zones without daylight saving; people who write one mostly mean a place with it."""
_FIRST = {
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
    "AU": "Australia/Sydney Australia/Melbourne Australia/Brisbane Australia/Perth "
    "Australia/Adelaide Australia/Darwin",
    "BR": "America/Sao_Paulo America/Fortaleza America/Bahia America/Manaus America/Cuiaba "
    "America/Rio_Branco",
    "CA": "America/Toronto America/Vancouver America/Edmonton America/Halifax America/Winnipeg "
    "America/Regina",
    "MX": "America/Mexico_City America/Mazatlan America/Tijuana America/Hermosillo "
    "America/Cancun America/Ciudad_Juarez",
    "RU": "Europe/Moscow Asia/Yekaterinburg Asia/Novosibirsk Europe/Samara Asia/Vladivostok "
    "Asia/Irkutsk",
    "US": "America/New_York America/Chicago America/Los_Angeles America/Denver America/Phoenix "
    "Pacific/Honolulu",
}
"""Country → its main zones: the one of nearly all of it (CLDR, metaZones.xml, primaryZones), or,
for countries with more than six zones, those in which nearly all of its people live."""


def parse_timezone(value: object, region: str = "") -> str:
    """Return the name of a time zone that every browser knows; aliases and old names are accepted.

    Raises ValueError with a message for the editor; `region` is the country, "" if unknown.

    >>> parse_timezone("Asia/Calcutta"), parse_timezone("Europe/Kyiv")
    ('Asia/Kolkata', 'Europe/Kiev')
    """
    text = str(value).strip()
    name = str(get_global("zone_aliases").get(text, text))
    if name in get_global("zone_territories") and name != "Etc/Unknown" and text not in _OFFSETS:
        return _OLDER.get(name, name)
    example = zone_of(region) or "Asia/Riyadh"
    hint = _nearest(text.replace(" ", "_"), region) or msg(
        "write its IANA name: %(zone)s", zone=example
    )
    raise HintedError(msg("there is no time zone '%(written)s'", written=text), hint)


def _nearest(text: str, region: str) -> Message:
    """Return a hint with zones of places: abbreviations and offsets have no daylight saving."""
    names = (*get_global("zone_territories"), *get_global("zone_aliases"))
    places = [name for name in names if "/" in name and not name.startswith("Etc/")]
    same = [
        name for name in places if text.lower() in (name.lower(), name.rpartition("/")[2].lower())
    ]
    aliases, here = get_global("zone_aliases"), _zones(region)
    same.sort(key=lambda name: aliases.get(name, name) not in here)
    if not same:
        return did_you_mean(text, places)
    return msg("did you mean %(names)s?", names=quoted(same[0]))


def zone_of(region: str) -> str:
    """Return the zone of a country, a main one if it has several; "" if CLDR has none."""
    name = next(iter(_zones(region)), "")
    return _OLDER.get(name, name)


def differing_zones(region: str) -> list[str]:
    """Return the zones of a country with different clocks, main zones first; else [].

    Clocks are equal if CLDR has one name for their time (metaZones.xml).
    """
    zones = _zones(region)
    names = {get_global("meta_zones").get(zone, zone) for zone in zones}
    return zones if len(names) > 1 else []


def _zones(region: str) -> list[str]:
    first, main = _FIRST.get(region, "").split(), {*get_global("windows_zone_mapping").values()}
    others = {*get_global("territory_zones").get(region, [])}.difference(first)
    return [*first, *sorted(others, key=lambda zone: (zone not in main, zone))]
