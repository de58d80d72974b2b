"""What both texts state, but of another thing, in another order or by another name."""

from __future__ import annotations

import pytest

from kbgen.meaning.compare import BlockText, differences


def verdicts(source: str, translation: str, lang: str) -> set[str]:
    found = differences(BlockText(source, "en"), BlockText(translation, lang))
    return {one.verdict for one in found}


EXCHANGED = [
    (
        "contradiction",
        "Adults 8 dinars, children 3 dinars",
        "ar",
        "الكبار 8 دنانير، الصغار 3 دنانير",
        "الكبار 3 دنانير، الصغار 8 دنانير",
    ),
    (
        "contradiction",
        "For Urdu dial two, for English dial one.",
        "ur",
        "اردو کے لیے دو دبائیے، انگریزی کے لیے ایک۔",
        "اردو کے لیے ایک دبائیے، انگریزی کے لیے دو۔",
    ),
    (
        "contradiction",
        "The morning batch starts at 7 and the evening batch at 5.",
        "hi",
        "सुबह का बैच 7 बजे और शाम का 5 बजे शुरू होता है।",
        "सुबह का बैच 5 बजे और शाम का 7 बजे शुरू होता है।",
    ),
    (
        "doubt",
        "Turn right for the metro and turn left for the bus.",
        "hi",
        "मेट्रो के लिए दाएँ मुड़ें और बस के लिए बाएँ मुड़ें।",
        "मेट्रो के लिए बाएँ मुड़ें और बस के लिए दाएँ मुड़ें।",
    ),
]


@pytest.mark.parametrize(("verdict", "source", "lang", "right", "changed"), EXCHANGED)
def test_what_is_said_of_one_thing_is_not_said_of_the_other(
    verdict: str, source: str, lang: str, right: str, changed: str
) -> None:
    assert verdicts(source, right, lang) == set()
    assert verdicts(source, changed, lang) == {verdict}


def test_the_order_of_what_is_listed_is_free() -> None:
    reordered = "الصغار 3 دنانير، الكبار 8 دنانير"
    assert verdicts("Adults 8 dinars, children 3 dinars", reordered, "ar") == set()


REVERSED = [
    (
        "You receive the SMS first and the e-mail afterwards.",
        "ur",
        "آپ کو پہلے ایس ایم ایس آتا ہے اور بعد میں ای میل۔",
        "آپ کو پہلے ای میل آتی ہے اور بعد میں ایس ایم ایس۔",
    ),
    (
        "Teachers can see the marks before parents do.",
        "hi",
        "शिक्षक अंक अभिभावकों से पहले देख सकते हैं।",
        "अभिभावक अंक शिक्षकों से पहले देख सकते हैं।",
    ),
    (
        "Open the lid, then press the red one.",
        "ar",
        "افتح الغطاء، ثم اضغط الأحمر.",
        "اضغط الأحمر، ثم افتح الغطاء.",
    ),
]


@pytest.mark.parametrize(("source", "lang", "right", "changed"), REVERSED)
def test_steps_in_the_other_order_are_a_doubt(
    source: str, lang: str, right: str, changed: str
) -> None:
    assert verdicts(source, right, lang) == set()
    assert verdicts(source, changed, lang) == {"doubt"}


@pytest.mark.parametrize(
    ("source", "lang", "translation"),
    [
        # "Then pay" is "after which you pay"; what is joined by "or" comes before alike.
        ("Sign the form, then pay.", "ur", "فارم پر دستخط کریں، اس کے بعد ادائیگی کریں۔"),
        ("Please ask before you open or install it.", "hi", "इसे खोलने या लगाने से पहले पूछ लें।"),
    ],
)
def test_one_order_has_many_words(source: str, lang: str, translation: str) -> None:
    assert verdicts(source, translation, lang) == set()


@pytest.mark.parametrize(
    ("source", "lang", "translation", "is_same"),
    [
        ("Send STOP to cancel.", "hi", "रद्द करने के लिए STOP भेजें।", True),
        ("Send STOP to cancel.", "hi", "रद्द करने के लिए START भेजें।", False),
        ('Choose "Pay Later".', "ur", 'منتخب کریں: "Pay Later"۔', True),
        ('Choose "Pay Later".', "ur", 'منتخب کریں: "Pay Now"۔', False),
        ("Nahr is open.", "ar", "نهر (Nahr) مفتوح.", True),
    ],
)
def test_names_in_latin_letters_stay(
    source: str, lang: str, translation: str, is_same: bool
) -> None:
    assert (verdicts(source, translation, lang) == set()) == is_same
