"""Number words up to a hundred and the common fractions, in the four languages."""

from __future__ import annotations

from fractions import Fraction

_ENGLISH_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
).split()
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

_ARABIC_ONES = {
    1: ("واحد", "واحدة"),
    2: ("اثنان", "اثنين", "اثنتان", "اثنتين"),
    3: ("ثلاثة", "ثلاث"),
    4: ("أربعة", "أربع", "اربعة", "اربع"),
    5: ("خمسة", "خمس"),
    6: ("ستة", "ست"),
    7: ("سبعة", "سبع"),
    8: ("ثمانية", "ثماني", "ثمان"),
    9: ("تسعة", "تسع"),
    10: ("عشرة", "عشر"),
}
_ARABIC_TENS = {
    20: "عشر",
    30: "ثلاث",
    40: "أربع",
    50: "خمس",
    60: "ست",
    70: "سبع",
    80: "ثمان",
    90: "تسع",
}

# "اسی" (80) is left out below: "اسی دن" is "the same day".
_URDU = (
    "صفر ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس"
    " بیس اکیس بائیس تئیس چوبیس پچیس چھبیس ستائیس اٹھائیس انتیس تیس اکتیس بتیس تینتیس چونتیس"
    " پینتیس چھتیس سینتیس اڑتیس انتالیس چالیس اکتالیس بیالیس تینتالیس چوالیس پینتالیس چھیالیس"
    " سینتالیس اڑتالیس انچاس پچاس اکیاون باون ترپن چون پچپن چھپن ستاون اٹھاون انسٹھ ساٹھ اکسٹھ"
    " باسٹھ تریسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر ستر اکہتر بہتر تہتر چوہتر پچہتر"
    " چھہتر ستتر اٹھہتر اناسی اسی اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی"
    " نوے اکیانوے بانوے ترانوے چورانوے پچانوے چھیانوے ستانوے اٹھانوے ننانوے سو"
).split()
_HINDI = (
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह"
    " उन्नीस बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस"
    " तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस इकतालीस बयालीस तैंतालीस चौवालीस"
    " पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन"
    " अट्ठावन उनसठ साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर"
    " बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी अस्सी इक्यासी बयासी"
    " तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे"
    " पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे सौ"
).split()


def _english() -> dict[str, Fraction]:
    words = {word: Fraction(n) for n, word in enumerate(_ENGLISH_ONES)}
    for tens, word in enumerate(_ENGLISH_TENS, 2):
        words[word] = Fraction(tens * 10)
        for ones in range(1, 10):
            for joint in ("-", " "):
                words[f"{word}{joint}{_ENGLISH_ONES[ones]}"] = Fraction(tens * 10 + ones)
    words |= {"hundred": Fraction(100), "a hundred": Fraction(100), "one hundred": Fraction(100)}
    half = Fraction(1, 2)
    words |= {"half a": half, "half an": half, "half": half, "one and a half": Fraction(3, 2)}
    words |= {"a quarter of an": Fraction(1, 4), "a third of a": Fraction(1, 3)}
    return words


def _arabic() -> dict[str, Fraction]:
    words = {form: Fraction(n) for n, forms in _ARABIC_ONES.items() for form in forms}
    for n, forms in _ARABIC_ONES.items():
        for form in forms if n < 10 else ():
            for ten in ("عشر", "عشرة"):
                words[f"{form} {ten}"] = Fraction(10 + n)
    for ten in ("أحد عشر", "إحدى عشرة"):
        words[ten] = Fraction(11)
    for form in ("اثنا", "اثني", "اثنتا", "اثنتي"):
        words |= {f"{form} عشر": Fraction(12), f"{form} عشرة": Fraction(12)}
    for tens, stem in _ARABIC_TENS.items():
        for ending in ("ون", "ين"):
            words[stem + ending] = Fraction(tens)
            for n, forms in _ARABIC_ONES.items():
                for form in forms if n < 10 else ():
                    words[f"{form} و{stem}{ending}"] = Fraction(tens + n)
    words |= {"مئة": Fraction(100), "مائة": Fraction(100)}
    words |= {"نصف": Fraction(1, 2), "ربع": Fraction(1, 4), "ثلث": Fraction(1, 3)}
    return words


def _indic(counted: list[str], fractions: dict[str, Fraction]) -> dict[str, Fraction]:
    ambiguous = {"اسی"}
    words = {word: Fraction(n) for n, word in enumerate(counted) if word not in ambiguous}
    return words | fractions


WORDS: dict[str, dict[str, Fraction]] = {
    "en": _english(),
    "ar": _arabic(),
    "ur": _indic(
        _URDU,
        {
            "آدھا": Fraction(1, 2),
            "آدھے": Fraction(1, 2),
            "آدھی": Fraction(1, 2),
            "نصف": Fraction(1, 2),
            "چوتھائی": Fraction(1, 4),
            "تہائی": Fraction(1, 3),
            "پون": Fraction(3, 4),
            "پونے": Fraction(3, 4),
            "سوا": Fraction(5, 4),
            "ڈیڑھ": Fraction(3, 2),
            "ڈھائی": Fraction(5, 2),
        },
    ),
    "hi": _indic(
        _HINDI,
        {
            "पांच": Fraction(5),
            "छः": Fraction(6),
            "पन्द्रह": Fraction(15),
            "आधा": Fraction(1, 2),
            "आधे": Fraction(1, 2),
            "आधी": Fraction(1, 2),
            "चौथाई": Fraction(1, 4),
            "तिहाई": Fraction(1, 3),
            "पौन": Fraction(3, 4),
            "पौने": Fraction(3, 4),
            "सवा": Fraction(5, 4),
            "डेढ़": Fraction(3, 2),
            "ढाई": Fraction(5, 2),
        },
    ),
}
"""Language → number words, longest reading first where one begins another."""
