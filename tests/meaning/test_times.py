"""Times of day read back from every usual form in which people write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time

import pytest
from babel.dates import format_time

from kbgen.languages.digits import latin_digits
from kbgen.meaning.equivalence import readings
from kbgen.meaning.extract import extract

LANGS = ("en", "ur", "ar", "hi")
ARABIC_DIGITS = {ord(str(n)): chr(ord("٠") + n) for n in range(10)}
URDU_DIGITS = {ord(str(n)): chr(ord("۰") + n) for n in range(10)}
HOURS = {
    "en": "twelve one two three four five six seven eight nine ten eleven".split(),
    "ur": "بارہ ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ".split(),
    "hi": "बारह एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह".split(),
    "ar": """الثانية عشرة|الواحدة|الثانية|الثالثة|الرابعة|الخامسة|السادسة|السابعة|الثامنة|التاسعة|العاشرة|\
الحادية عشرة""".split("|"),
}
PARTS = {
    "en": ["at night", "in the morning", "in the afternoon", "in the evening"],
    "ur": ["رات", "صبح", "دوپہر", "شام"],
    "hi": ["रात", "सुबह", "दोपहर", "शाम"],
    "ar": ["ليلًا", "صباحًا", "ظهرًا", "مساءً"],
}


def part(lang: str, hour: int) -> str:
    """Return the word for the part of the day in which a native speaker puts an hour."""
    words = PARTS[lang]
    if hour < 4:
        return words[0]
    if hour < 12:
        return words[1]
    if hour < 16:
        return words[2]
    return words[3] if hour < 20 else words[0]


def at(hour: int, minute: int) -> str:
    return f"{hour % 12 or 12}:{minute:02}"


FORMS: dict[str, list[Callable[[int, int], str]]] = {
    "en": [
        lambda h, m: f"We close at {at(h, m)} {'pm' if h > 11 else 'am'}.",
        lambda h, m: f"{at(h, m)}{'PM' if h > 11 else 'AM'}",
        lambda h, m: f"until {at(h, m)} {'p.m.' if h > 11 else 'a.m.'}, daily",
        lambda h, m: f"{h % 12 or 12}.{m:02} {'pm' if h > 11 else 'am'}",
    ],
    "ur": [
        lambda h, m: f"ہم {part('ur', h)} {at(h, m)} بجے بند ہوتے ہیں۔",
        lambda h, m: f"{part('ur', h)} کے {at(h, m)} بجے تک",
        lambda h, m: f"{at(h, m)} بجے {part('ur', h)}",
        lambda h, m: f"{part('ur', h)} {at(h, m)} بجے".translate(URDU_DIGITS),
        lambda h, m: f"{at(h, m)} {'PM' if h > 11 else 'AM'}",
    ],
    "ar": [
        lambda h, m: f"نغلق الساعة {at(h, m)} {'م' if h > 11 else 'ص'}.",
        lambda h, m: f"في {at(h, m)} {part('ar', h)}",
        lambda h, m: f"الساعة {at(h, m)} {'مساء' if h > 15 else part('ar', h)}",
        lambda h, m: f"حتى الساعة {at(h, m)} {'م' if h > 11 else 'ص'}".translate(ARABIC_DIGITS),
    ],
    "hi": [
        lambda h, m: f"हम {part('hi', h)} {at(h, m)} बजे बंद करते हैं।",
        lambda h, m: f"{part('hi', h)} के {at(h, m)} बजे तक",
        lambda h, m: f"{at(h, m)} बजे {part('hi', h)}",
        lambda h, m: f"{at(h, m)} {'PM' if h > 11 else 'AM'}",
    ],
}


def times(text: str, lang: str) -> list[str]:
    return [one.meaning.value for one in extract(text, lang) if one.meaning.kind == "time"]


def every_minute() -> Iterator[tuple[int, int]]:
    return ((hour, minute) for hour in range(24) for minute in range(60))


@pytest.mark.parametrize(
    ("lang", "number"), [(lang, n) for lang in LANGS for n in range(len(FORMS[lang]))]
)
def test_every_minute_of_the_day_reads_back(lang: str, number: int) -> None:
    for hour, minute in every_minute():
        text = FORMS[lang][number](hour, minute)
        assert times(text, lang) == [f"{hour:02}:{minute:02}"], text


@pytest.mark.parametrize("lang", LANGS)
def test_every_minute_as_cldr_writes_it_reads_back(lang: str) -> None:
    for hour, minute in every_minute():
        text = format_time(time(hour, minute), "short", locale=lang).translate(latin_digits())
        assert times(text, lang) == [f"{hour:02}:{minute:02}"], text


@pytest.mark.parametrize("lang", LANGS)
def test_a_clock_of_24_hours_reads_back_and_one_of_12_is_open(lang: str) -> None:
    for hour, minute in every_minute():
        [value] = times(f"({hour:02}:{minute:02})", lang)
        [found] = [one.meaning for one in extract(f"({hour}:{minute:02})", lang)]
        expected = f"{hour:02}:{minute:02}"
        assert expected in readings(found)
        if hour < 10 or hour > 12:
            assert value == expected


@pytest.mark.parametrize("hour", range(24))
def test_whole_hours_in_words_read_back(hour: int) -> None:
    expected = [f"{hour:02}:00"]
    words = {lang: HOURS[lang][hour % 12] for lang in LANGS}
    night = "after midnight" if hour < 4 else part("en", hour)
    assert times(f"We close at {words['en']} {night}.", "en") == expected
    assert times(f"ہم {part('ur', hour)} {words['ur']} بجے بند ہوتے ہیں۔", "ur") == expected
    assert times(f"हम {part('hi', hour)} {words['hi']} बजे बंद करते हैं।", "hi") == expected
    assert times(f"نغلق الساعة {words['ar']} {part('ar', hour)}.", "ar") == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "half past nine in the morning", ["09:30"]),
        ("en", "a quarter to ten at night", ["21:45"]),
        ("en", "quarter past seven", ["07:15|19:15"]),
        ("en", "ten past nine pm, five minutes to eight am", ["21:10", "07:55"]),
        ("en", "nine thirty pm, nine o'clock, 9 o’clock", ["21:30", "09:00|21:00", "09:00|21:00"]),
        ("en", "from nine in the morning to five in the afternoon", ["09:00", "17:00"]),
        ("en", "9.30am – 5.45pm; 9.30 dirhams", ["09:30", "17:45"]),
        ("en", "open 9:00–18:00, 6:00 to 8:00 pm", ["09:00", "18:00", "18:00", "20:00"]),
        ("en", "one of the two, at three branches, five to twelve pieces", []),
        (
            "ur",
            "صبح ساڑھے سات بجے، رات پونے آٹھ بجے، شام سوا پانچ بجے",
            ["07:30", "19:45", "17:15"],
        ),
        ("ur", "ڈیڑھ بجے، ڈھائی بجے", ["01:30|13:30", "02:30|14:30"]),
        ("ur", "رات نو بج کر دس منٹ، صبح 9 بج کر 30 منٹ پر", ["21:10", "09:30"]),
        ("ur", "صبح دس بجنے میں پانچ منٹ", ["09:55"]),
        ("ur", "صبح نو بجے سے شام پانچ بجے تک", ["09:00", "17:00"]),
        ("ur", "صبح 9 سے شام 5 تک", ["09:00", "17:00"]),
        ("ur", "ساڑھے تین گھنٹے، ڈیڑھ لاکھ", []),
        ("hi", "सुबह साढ़े सात बजे, रात पौने आठ बजे, शाम सवा पाँच बजे", ["07:30", "19:45", "17:15"]),
        ("hi", "डेढ़ बजे, दोपहर ढाई बजे", ["01:30|13:30", "14:30"]),
        ("hi", "रात नौ बजकर दस मिनट, सुबह 9 बजकर 30 मिनट पर", ["21:10", "09:30"]),
        ("hi", "सुबह दस बजने में पांच मिनट", ["09:55"]),
        ("hi", "सुबह सवा नौ से दोपहर पौने तीन के बीच", ["09:15", "14:45"]),
        ("hi", "साढ़े तीन हज़ार रुपए, दो घंटे", []),
        ("ar", "الساعة التاسعة والنصف صباحًا، العاشرة إلا ربعًا مساءً", ["09:30", "21:45"]),
        ("ar", "السابعة والربع مساء، الثامنة والثلث صباحا", ["19:15", "08:20"]),
        ("ar", "الساعة التاسعة وعشر دقائق مساءً، العاشرة إلا خمس دقائق صباحًا", ["21:10", "09:55"]),
        ("ar", "من التاسعة صباحًا حتى الخامسة مساءً", ["09:00", "17:00"]),
        ("ar", "بين الرابعة والسادسة عصرًا", ["16:00", "18:00"]),
        ("ar", "الساعة 12 ظهرًا، 12 ليلًا، الساعة 12 مساءً", ["12:00", "00:00", "00:00|12:00"]),
        ("ar", "المرة الثانية، خلال 24 ساعة، الدرجة الثالثة", []),
    ],
)
def test_times_in_words(lang: str, text: str, expected: list[str]) -> None:
    assert times(text, lang) == expected
