"""Dates read back as CLDR writes them, and as people do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel.dates import format_date

from kbgen.languages.digits import latin_digits
from kbgen.meaning.extract import extract

LANGS = ("en", "ur", "ar", "hi")
DAYS = [date(2028, 1, 1) + timedelta(n) for n in range(366)]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
KINDS = ("date", "month", "year", "weekday", "day")


def stated(text: str, lang: str) -> list[str]:
    return [str(one.meaning) for one in extract(text, lang) if one.meaning.kind in KINDS]


@pytest.mark.parametrize("width", ["medium", "long", "full"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_day_of_a_year_as_cldr_writes_it_reads_back(lang: str, width: str) -> None:
    for day in DAYS:
        text = format_date(day, width, locale=lang).translate(latin_digits())
        [found] = [one.meaning for one in extract(text, lang) if one.meaning.kind == "date"]
        assert day.isoformat() in found.value.split("|"), text


@pytest.mark.parametrize("lang", LANGS)
def test_every_weekday_as_cldr_writes_it_reads_back(lang: str) -> None:
    for day in DAYS[:7]:
        text = format_date(day, "full", locale=lang)
        [found] = [one.meaning for one in extract(text, lang) if one.meaning.kind == "weekday"]
        assert found.value.split("|")[0] == WEEKDAYS[day.weekday()], text


@pytest.mark.parametrize("lang", LANGS)
def test_every_month_as_cldr_writes_it_reads_back_with_its_year(lang: str) -> None:
    for month in range(1, 13):
        text = format_date(date(2027, month, 1), "MMMM y", locale=lang).translate(latin_digits())
        assert stated(text, lang) == [f"2027-{month:02}"], text


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "3 April 2027, April 3rd, 2027, the 3rd of April 2027", ["2027-04-03"] * 3),
        (
            "en",
            "2027-04-03, 2027/4/3, 3.4.2027",
            ["2027-04-03", "2027-04-03", "2027-03-04|2027-04-03"],
        ),
        ("en", "on 3/4/2027 or 13/4/2027", ["2027-03-04|2027-04-03", "2027-04-13"]),
        ("en", "3–5 April 2027, April 3–5, 2027", ["2027-04-03", "2027-04-05"] * 2),
        ("en", "from 30 March to 5 April 2027", ["-----03-30", "2027-04-05"]),
        ("en", "the first of March, December the twenty-fifth", ["-----03-01", "-----12-25"]),
        ("en", "by 5 May; at least 5 may be left; You may 5 times", ["-----05-05"]),
        ("en", "in May, until March, during August", ["-----05", "-----03", "-----08"]),
        ("en", "You may march in an august company.", []),
        ("en", "since 2019, in the 1990s, the '90s, in the nineties", ["2019", *["1990s"] * 3]),
        ("en", "2019 riyals, version 2.0.2019, 2,019 visitors, 2019 km", []),
        ("en", "Ramadan 1448 AH, 1 Ramadan 1448", ["1448-09 hijri", "1448-09-01 hijri"]),
        ("en", "the 5th of each month", ["-----*-05"]),
        ("ur", "۳ اپریل ۲۰۲۷ء، 3 اپریل 2027 عیسوی، 3 اپریل، 2027", ["2027-04-03"] * 3),
        ("ur", "یکم مارچ، پہلی مارچ، تین اپریل", ["-----03-01", "-----03-01", "-----04-03"]),
        (
            "ur",
            "3 تا 5 اپریل 2027، 3 سے 5 اپریل",
            ["2027-04-03", "2027-04-05", "-----04-03", "-----04-05"],
        ),
        ("ur", "یکم رمضان 1448 ہجری، رمضان المبارک میں", ["1448-09-01 hijri", "-----09 hijri"]),
        ("ur", "2019 سے، 1985ء میں، 90 کی دہائی، نوے کی دہائی", ["2019", "1985", "1990s", "1990s"]),
        ("ur", "2019 روپے، صفر درہم", []),
        ("ur", "ہر ماہ کی پانچ تاریخ کو", ["-----*-05"]),
        ("ur", "15 بیساکھ تک، ساون سے", ["-----02-15 hindu", "-----05 hindu"]),
        ("ar", "3 أبريل 2027، 3 ابريل 2027م، 3 نيسان/أبريل 2027", ["2027-04-03"] * 3),
        ("ar", "الثالث من نيسان لعام 2027، ٣ إبريل ٢٠٢٧ م", ["2027-04-03"] * 2),
        (
            "ar",
            "الأول من مارس، 25 كانون الأول، في 5 أيار",
            ["-----03-01", "-----12-25", "-----05-05"],
        ),
        (
            "ar",
            "من 3 إلى 5 أبريل 2027، 3 و5 أبريل",
            ["2027-04-03", "2027-04-05", "-----04-03", "-----04-05"],
        ),
        (
            "ar",
            "1 رمضان 1448هـ، شهر رمضان؛ عام 1448 هـ",
            ["1448-09-01 hijri", "-----09 hijri", "1448 hijri"],
        ),
        (
            "ar",
            "منذ 2019، وعام 2020، في التسعينات، بالتسعينيات",
            ["2019", "2020", "1990s", "1990s"],
        ),
        ("ar", "2019 ريالًا، على بعد 2019 كم", []),
        ("ar", "الخامس من كل شهر", ["-----*-05"]),
        ("hi", "3 अप्रैल 2027, 3 अप्रैल, 2027, ३ अप्रैल २०२७", ["2027-04-03"] * 3),
        ("hi", "पहली मार्च, तीन अप्रैल, 15 फरवरी", ["-----03-01", "-----04-03", "-----02-15"]),
        ("hi", "3 से 5 अप्रैल 2027", ["2027-04-03", "2027-04-05"]),
        ("hi", "2019 से, सन् 1985 में, 1990 के दशक, नब्बे के दशक", ["2019", "1985", "1990s", "1990s"]),
        ("hi", "2019 रुपये", []),
        ("hi", "हर महीने की दस तारीख तक", ["-----*-10"]),
        ("hi", "सावन में, 15 वैशाख", ["-----05 hindu", "-----02-15 hindu"]),
    ],
)
def test_dates_as_people_write_them(lang: str, text: str, expected: list[str]) -> None:
    assert [one for one in stated(text, lang) if not one.endswith("|")] == expected
