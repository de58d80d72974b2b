"""Quantities in words. Expected values are CLDR 47's, written down by hand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal
from gettext import NullTranslations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.facts.all import BY_NAME
from kbgen.facts.amount import Amount
from kbgen.facts.duration import UNITS, Duration
from kbgen.facts.format import format_quantity
from kbgen.facts.money import Money
from kbgen.facts.number import Number
from kbgen.facts.wording import unit_pattern
from kbgen.languages.bidi import FSI, PDI
from kbgen.model.locale import Direction, Locale
from kbgen.model.quantity import Quantity
from kbgen.model.site import LocaleSettings
from kbgen.resources import folder
from kbgen.source.catalog import read_catalog

N = "\u00a0"
TAGS = {"en": "en_AE", "ur": "ur_PK", "ar": "ar_AE", "hi": "hi_IN", "bn": "bn_BD"}


def locale(lang: str, **changes: Any) -> Locale:
    strings, problems = read_catalog((folder("locales"),), lang, folder("locales"))
    assert not problems
    direction: Direction = "rtl" if lang in ("ur", "ar") else "ltr"
    base = Locale(lang, TAGS[lang], LocaleSettings(lang, lang).name, direction, strings=strings)
    return replace(base, **changes)


def shown(type_: str, written: object, lang: str, **changes: Any) -> str:
    """Say what an editor wrote; isolates are shown as [ ]."""
    text = format_quantity(BY_NAME[type_].read(written), locale(lang, **changes))
    return text.replace(FSI, "[").replace(PDI, "]")


def test_a_locale_without_words_for_the_parts_of_the_day_keeps_am_and_pm() -> None:
    without = shown("time", "09:00", "ur", tag="pa_Arab_PK", strings=NullTranslations())
    assert without == "9:00 AM"


# CLDR plural rules for ar: zero 0, one 1, two 2, few 3-10, many 11-99, other 100-102.
ARABIC_FORMS = [
    ("0 days", "0 يوم"),
    ("1 day", "يوم"),
    ("2 days", "يومان"),
    ("3 days", "3 أيام"),
    ("10 days", "10 أيام"),
    ("11 days", "11 يومًا"),
    ("99 days", "99 يومًا"),
    ("100 days", "100 يوم"),
    ("102 days", "102 يوم"),
    ("103 days", "103 أيام"),
    ("1 week", "أسبوع"),
    ("2 weeks", "أسبوعان"),
    ("3 weeks", "3 أسابيع"),
    ("11 weeks", "11 أسبوعًا"),
    ("2 months", "شهران"),
    ("24 months", "24 شهرًا"),
    ("6 months", "6 أشهر"),
    ("1 hour", "ساعة"),
    ("2 hours", "ساعتان"),
    ("24 hours", "24 ساعة"),
    ("4 hours", "4 ساعات"),
    ("3 minutes", "3 دقائق"),
    ("30 seconds", "30 ثانية"),
    ("10 years", "10 سنوات"),
    ("1 working day", "يوم عمل واحد"),
    ("2 working days", "يوما عمل"),
    ("7 working days", "7 أيام عمل"),
    ("14 working days", "14 يوم عمل"),
]


@pytest.mark.parametrize(("written", "expected"), ARABIC_FORMS)
def test_arabic_uses_its_six_plural_forms(written: str, expected: str) -> None:
    assert shown("duration", written, "ar") == expected


DURATIONS = [
    ("14 days", "14 days", "14 دن", "14 दिन"),
    ("1 day", "1 day", "1 دن", "1 दिन"),
    ("1 hour", "1 hour", "1 گھنٹہ", "1 घंटा"),
    ("24 hours", "24 hours", "24 گھنٹے", "24 घंटे"),
    ("3 minutes", "3 minutes", "3 منٹ", "3 मिनट"),
    ("30 seconds", "30 seconds", "30 سیکنڈ", "30 सेकंड"),
    ("2 weeks", "2 weeks", "2 ہفتے", "2 सप्ताह"),
    ("24 months", "24 months", "24 مہینے", "24 महीने"),
    ("10 years", "10 years", "10 سال", "10 वर्ष"),
    ("3-5 days", "3 to 5 days", "3 سے 5 دن", "3 से 5 दिन"),
    ("7 working days", "7 working days", "7 کاروباری دن", "7 कामकाजी दिन"),
    ("1.5 hours", "1.5 hours", "1.5 گھنٹے", "1.5 घंटे"),
]


@pytest.mark.parametrize(("written", "en", "ur", "hi"), DURATIONS)
def test_durations(written: str, en: str, ur: str, hi: str) -> None:
    assert shown("duration", written, "en") == en
    assert shown("duration", written, "ur") == ur
    assert shown("duration", written, "hi") == hi


BENGALI = [
    ("duration", "14 days", "14 দিন"),
    ("duration", "1 hour", "1 ঘণ্টা"),
    ("duration", "3 minutes", "3 মিনিট"),
    ("duration", "24 months", "24 মাস"),
    ("duration", "2 weeks", "2 সপ্তাহ"),
    ("duration", "3-5 days", "3 থেকে 5 দিন"),
    ("duration", "7 working days", "7 কর্মদিবস"),
    ("percent", "12.5", "12.5%"),
    ("number", "1234567", "12,34,567"),
    ("date", date(2027, 5, 4), "4 মে, 2027"),
    ("time", "03:00", "রাত 3টা"),
    ("time", "05:00", "ভোর 5টা"),
    ("time", "10:00", "সকাল 10টা"),
    ("time", "12:30", "দুপুর 12:30"),
    ("time", "16:00", "বিকেল 4টা"),
    ("time", "18:00", "সন্ধ্যা 6টা"),
    ("time", "22:00", "রাত 10টা"),
]


@pytest.mark.parametrize(("type_", "written", "expected"), BENGALI)
def test_bengali(type_: str, written: object, expected: str) -> None:
    assert shown(type_, written, "bn") == expected


# CLDR: the standard pattern, currencySpacing before a letter, ISO 4217 decimals (BHD three).
MONEY = [
    ("25 AED", "en", f"AED{N}25"),
    ("25 AED", "ur", f"[AED{N}25]"),
    ("25 AED", "ar", f"25{N}د.إ."),
    ("25 AED", "hi", f"AED{N}25"),
    ("1500.5 SAR", "en", f"SAR{N}1,500.50"),
    ("1500.5 SAR", "ar", f"1,500.50{N}ر.س."),
    ("2.5 BHD", "en", f"BHD{N}2.500"),
    ("2.5 BHD", "ar", f"2.500{N}د.ب."),
    ("2.5 BHD", "ur", f"[BHD{N}2.500]"),
    ("1234567.5 PKR", "ur", f"[Rs{N}1,234,567.50]"),
    ("1234567.5 PKR", "en", f"PKR{N}1,234,567.50"),
    ("1234567.5 INR", "hi", "₹12,34,567.50"),
    ("1234567 INR", "en", "₹1,234,567"),
    ("100000 PKR", "hi", f"PKR{N}1,00,000"),
    ("0 AED", "en", f"AED{N}0"),
    ("0 AED", "ur", f"[AED{N}0]"),
    ("0 AED", "ar", f"0{N}د.إ."),
    ("-25 AED", "en", f"-AED{N}25"),
    ("-25 AED", "ar", f"[-25{N}د.إ.]"),
    ("-1500 PKR", "ur", f"[-Rs{N}1,500]"),
]


@pytest.mark.parametrize(("written", "lang", "expected"), MONEY)
def test_money(written: str, lang: str, expected: str) -> None:
    assert shown("money", written, lang) == expected


def test_money_takes_the_sites_own_words_by_plural_category() -> None:
    names = {"AED": {"few": "دراهم", "many": "درهمًا", "other": "درهم"}}
    forms = {"3 AED": "دراهم", "25 AED": "درهمًا", "100 AED": "درهم", "2.50 AED": "درهم"}
    for written, name in forms.items():
        assert shown("money", written, "ar", currencies=names).endswith(f"{N}{name}")


OTHERS = [
    ("number", "1234567", "en", "1,234,567"),
    ("number", "1234567", "hi", "12,34,567"),
    ("number", "100000", "hi", "1,00,000"),
    ("number", "0", "ur", "0"),
    ("number", "1.23456", "en", "1.23456"),
    ("percent", "1.2345", "en", "1.2345%"),
    ("percent", "0", "en", "0%"),
    ("number", "-5", "ur", "[-5]"),
    ("number", "-5", "en", "-5"),
    ("number", "10-15", "ar", "10 إلى 15"),
    ("percent", "5", "en", "5%"),
    ("percent", "12.5", "hi", "12.5%"),
    ("percent", "25", "ar", "[25%]"),
    ("phone", "+971 4 555 0142", "ur", "[+971 4 555 0142]"),
    ("phone", "+966112100142", "en", "[+966 11 210 0142]"),
    ("email", "care@nahr.example", "ar", "[care@nahr.example]"),
    ("url", "https://nahr.example/a/", "ar", "[nahr.example/a]"),
    ("url", "https://nahr.example/BOX", "ar", "[nahr.example/BOX]"),
    ("time", "18:00", "en", f"6:00{N}PM"),
    ("time", "18:00", "ar", "6:00 م"),
]


@pytest.mark.parametrize(("type_", "written", "lang", "expected"), OTHERS)
def test_other_quantities(type_: str, written: str, lang: str, expected: str) -> None:
    assert shown(type_, written, lang) == expected


# A text that is read in another direction stands alone; one that quotes a fact is not isolated again.
SAYINGS = [
    ({"ur": "Visa", "en": "Pay"}, "ur", "[Visa]"),
    ({"ur": "Visa", "en": "Pay"}, "en", "Pay"),
    ({"ur": f"{FSI}25 AED{PDI} Visa"}, "ur", "[25 AED] Visa"),
]


@pytest.mark.parametrize(("written", "lang", "expected"), SAYINGS)
def test_texts_keep_their_direction(written: dict[str, str], lang: str, expected: str) -> None:
    assert shown("text", written, lang) == expected


# As people in Pakistan and India say them; Arabic and English keep the minutes.
TIMES = [
    ("00:00", "رات 12 بجے", "रात 12 बजे"),
    ("00:30", "رات 12:30 بجے", "रात 12:30 बजे"),
    ("03:00", "رات 3 بجے", "रात 3 बजे"),
    ("04:00", "صبح 4 بجے", "सुबह 4 बजे"),
    ("10:00", "صبح 10 بجے", "सुबह 10 बजे"),
    ("11:59", "صبح 11:59 بجے", "सुबह 11:59 बजे"),
    ("12:00", "دوپہر 12 بجے", "दोपहर 12 बजे"),
    ("14:30", "دوپہر 2:30 بجے", "दोपहर 2:30 बजे"),
    ("15:00", "سہ پہر 3 بجے", "दोपहर 3 बजे"),
    ("16:05", "سہ پہر 4:05 بجے", "शाम 4:05 बजे"),
    ("17:00", "شام 5 بجے", "शाम 5 बजे"),
    ("19:00", "شام 7 بجے", "शाम 7 बजे"),
    ("20:00", "رات 8 بجے", "रात 8 बजे"),
    ("23:00", "رات 11 بجے", "रात 11 बजे"),
]


@pytest.mark.parametrize(("written", "ur", "hi"), TIMES)
def test_times_of_day_are_named_by_their_part_of_the_day(written: str, ur: str, hi: str) -> None:
    assert shown("time", written, "ur") == ur
    assert shown("time", written, "hi") == hi


HOURS = [
    ("en", f"Monday to Thursday from 9:00{N}AM to 9:00{N}PM; Friday closed; Saturday and Sunday "
     f"from 2:00{N}PM to 10:00{N}PM"),
    ("ur", "پیر تا جمعرات صبح 9 بجے سے رات 9 بجے تک؛ جمعہ بند؛ ہفتہ اور اتوار "
     "دوپہر 2 بجے سے رات 10 بجے تک"),
    ("ar", "من الاثنين إلى الخميس من 9:00 ص إلى 9:00 م؛ الجمعة مغلق؛ السبت والأحد من 2:00 م إلى "
     "10:00 م"),
    ("hi", "सोमवार से गुरुवार तक सुबह 9 बजे से रात 9 बजे तक; शुक्रवार बंद; शनिवार और रविवार "
     "दोपहर 2 बजे से रात 10 बजे तक"),
    ("bn", "সোমবার থেকে বৃহস্পতিবার সকাল 9টা থেকে রাত 9টা পর্যন্ত; শুক্রবার বন্ধ; শনিবার এবং রবিবার "
     "দুপুর 2টা থেকে রাত 10টা পর্যন্ত"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "expected"), HOURS)
def test_opening_hours_in_words(lang: str, expected: str) -> None:
    written = "Mo-Th 09:00-21:00; Fr off; Sa-Su 14:00-22:00"
    assert shown("hours", written, lang) == expected


def test_days_that_no_rule_names_are_closed() -> None:
    assert shown("hours", "Mo-Fr 09:00-17:00", "en").endswith("; Saturday and Sunday closed")
    assert shown("hours", "Mo-Su 00:00-24:00", "en") == "every day day and night"
    assert shown("hours", "24/7", "en") == "every day day and night"
    lunch = shown("hours", "Mo-Su 09:00-12:00,14:00-18:00", "en").replace(N, " ")
    assert lunch == "every day from 9:00 AM to 12:00 PM and from 2:00 PM to 6:00 PM"


NATIVE = [
    ("ar", "arab", "duration", "14 days", "١٤ يومًا"),
    ("ar", "arab", "number", "1234.5", "١٬٢٣٤٫٥"),
    ("ur", "arabext", "duration", "14 days", "۱۴ دن"),
    ("hi", "deva", "number", "1234567", "१२,३४,५६७"),
    ("hi", "deva", "money", "1500 INR", "₹१,५००"),
    ("ar", "arab", "date", "2026-12-04", "٤ ديسمبر ٢٠٢٦"),
    ("ur", "arabext", "time", "18:30", "شام ۶:۳۰ بجے"),
    ("ur", "arabext", "time", "18:00", "شام ۶ بجے"),
    ("hi", "deva", "time", "09:00", "सुबह ९ बजे"),
    ("bn", "beng", "time", "18:00", "সন্ধ্যা ৬টা"),
    ("bn", "beng", "number", "1234567", "১২,৩৪,৫৬৭"),
    ("bn", "beng", "date", "2026-12-04", "৪ ডিসেম্বর, ২০২৬"),
    ("ar", "arab", "phone", "+971 4 555 0142", "[+971 4 555 0142]"),
    # CLDR has no separators of these digits for these locales: they are those of Latin digits.
    ("en", "beng", "number", "1234.5", "১,২৩৪.৫"),
    ("ur", "deva", "number", "1234.5", "१,२३४.५"),
]


@pytest.mark.parametrize(("lang", "numbering", "type_", "written", "expected"), NATIVE)
def test_native_digits_really_appear_but_not_in_phone_numbers(
    lang: str, numbering: str, type_: str, written: str, expected: str
) -> None:
    value = date.fromisoformat(written) if type_ == "date" else written
    assert shown(type_, value, lang, numbering=numbering) == expected


def test_a_bare_number_leaves_the_noun_to_the_author() -> None:
    for written, type_, expected in (
        ("24 hours", "duration", "24"),
        ("1500 AED", "money", "1,500"),
        ("2.5 BHD", "money", "2.500"),
        ("5", "percent", "5"),
        ("3-5 days", "duration", "3 to 5"),
    ):
        assert (
            format_quantity(BY_NAME[type_].read(written), locale("en"), number_only=True)
            == expected
        )
    with pytest.raises(ValueError, match="no number of its own"):
        format_quantity(BY_NAME["phone"].read("+971 4 555 0142"), locale("en"), number_only=True)


decimals = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
langs = st.sampled_from(sorted(TAGS))
quantities: st.SearchStrategy[Quantity] = st.one_of(
    st.builds(lambda n, u: Duration(Amount(n, n), u), decimals, st.sampled_from(UNITS)),
    st.builds(
        lambda n, c: Money(Amount(n, n), c),
        decimals.map(lambda d: d.quantize(Decimal("0.01"))),
        st.sampled_from(["AED", "SAR", "BHD", "PKR", "INR"]),
    ),
    st.builds(lambda n: Number(Amount(n, n)), decimals),
)


@given(quantities, langs)
def test_no_formatter_leaks_marks_or_ids(value: Quantity, lang: str) -> None:
    text = format_quantity(value, locale(lang))
    assert not re.search("[\u200e\u200f\u061c\u202f]|duration-|\\{", text)
    assert text.count(FSI) == text.count(PDI)
    assert unicodedata.is_normalized("NFC", text)


NUMBERINGS = [("en", "latn"), ("ur", "latn"), ("ar", "latn"), ("hi", "latn")]
NUMBERINGS += [("ur", "arabext"), ("ar", "arab"), ("hi", "deva"), ("bn", "latn"), ("bn", "beng")]


@given(decimals, st.sampled_from(NUMBERINGS))
def test_a_number_reads_back_as_itself_in_any_digits(
    value: Decimal, digits_of: tuple[str, str]
) -> None:
    lang, numbering = digits_of
    text = format_quantity(Number(Amount(value, value)), locale(lang, numbering=numbering))
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
    assert Decimal(re.sub("[,٬]", "", digits).replace("٫", ".")) == value
    if numbering != "latn":
        assert not re.search("[0-9]", text)


def test_a_unit_that_cldr_lacks_is_an_error() -> None:
    with pytest.raises(ValueError, match="CLDR has no length-moon for hi_IN"):
        unit_pattern("length-moon", "one", locale("hi"))
