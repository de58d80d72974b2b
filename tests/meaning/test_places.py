"""Names of places are noticed as each language writes them, inflected and with what is joined."""

from __future__ import annotations

import pytest
from babel import Locale

from kbgen.languages.language import language
from kbgen.meaning.equivalence import is_compatible
from kbgen.meaning.extract import extract
from kbgen.model.meaning import Meaning

LANGS = ("en", "ur", "ar", "hi")
NO_TERRITORIES = {"XA", "XB", "ZZ", "EZ", "QO"}
OTHER_WORDS = {("ur", "SY")}
"""Evening is meant, far more often."""


def places(text: str, lang: str) -> list[str]:
    return [one.meaning.value for one in extract(text, lang) if one.meaning.kind == "place"]


@pytest.mark.parametrize("lang", LANGS)
def test_every_territory_of_cldr_reads_back(lang: str) -> None:
    for code, name in Locale(lang).territories.items():
        if not code.isalpha() or code in NO_TERRITORIES or (lang, code) in OTHER_WORDS:
            continue
        [value] = places(f"({name})", lang)
        assert code in value.split("|"), name


@pytest.mark.parametrize("lang", LANGS)
def test_every_city_is_one_place_in_all_languages(lang: str) -> None:
    english = {place for value in language("en").places.cities for place in value.split("|")}
    for value, names in language(lang).places.cities.items():
        assert english.issuperset({*value.split("|")} - {"OM"}), "its name is a key in English, too"
        for name in names.split("|"):
            [found] = places(f"({name})", lang)
            assert found.removesuffix("|?") == value, name


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "en",
            "in Dubai, the UAE's capital Abu Dhabi, and the UK",
            ["dubai", "AE", "abu dhabi", "GB"],
        ),
        ("en", "Between us: china and a jersey, fried turkey", []),
        ("ur", "دبئی میں، سعودی عرب سے، یو اے ای کا، ابو ظہبی", ["dubai", "SA", "AE", "abu dhabi"]),
        ("ur", "شام کو، چین سے", ["CN|?"]),
        (
            "ar",
            "بالرياض، ولدبي، للإمارات، من السعودية، وأبو ظبي",
            ["riyadh", "dubai", "AE", "SA", "abu dhabi"],
        ),
        ("ar", "عُمان، الدعم المالي", ["amman|OM"]),
        ("hi", "दुबई में, यूएई का, सऊदी अरब से, अबूधाबी", ["dubai", "AE", "SA", "abu dhabi"]),
    ],
)
def test_places_in_prose(lang: str, text: str, expected: list[str]) -> None:
    assert places(text, lang) == expected


def test_a_city_and_a_country_of_one_name_are_told_by_the_other_language() -> None:
    [arabic] = (one.meaning for one in extract("في عمّان", "ar"))
    assert is_compatible(arabic, Meaning("place", "amman"))
    assert is_compatible(arabic, Meaning("place", "OM"))
    assert not is_compatible(arabic, Meaning("place", "muscat"))


def test_a_site_names_its_own_places() -> None:
    names = (("Dubai Deira", "dubai-deira"), ("Old Town", "old-town"))
    found = [one.meaning.value for one in extract("From Old Town to Dubai Deira", "en", names)]
    assert found == ["old-town|?", "dubai", "deira"], "what the tables know keeps its meaning"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call +971 (4) 555-0142 or 00971 4 555 0142.", ["phone +97145550142"] * 2),
        ("Call 04 555 0142, (04) 555-0142 or 04-5550142.", ["phone 045550142"] * 3),
        (
            "Call 800 6247, 1800-123-4567, 111-222-333.",
            ["phone 8006247", "phone 18001234567", "phone 111222333"],
        ),
        ("Dial *121#.", ["code *121#"]),
        (
            "See example.com/help, https://nahr.example/, www.x.example.",
            ["url example.com/help", "url https://nahr.example", "url www.x.example"],
        ),
        ("Write to Desk@City.Example.", ["email desk@city.example"]),
        ("The end.We go. e.g. this, i.e. that, 3.5 kg", []),
        (
            "IBAN AE07 0331 2345 6789 0123 456, model NH-KT20",
            ["code AE070331234567890123456", "code nh-kt20"],
        ),
        ("Version 2.3.1, v2.3.1; 5kg, 2x, 4th, 9am", ["code 2.3.1", "code 2.3.1"]),
    ],
)
def test_addresses_and_codes(text: str, expected: list[str]) -> None:
    kinds = ("phone", "url", "email", "code")
    found = [f"{one.meaning.kind} {one.meaning}" for one in extract(text, "en")]
    assert [one for one in found if one.split()[0] in kinds] == expected
