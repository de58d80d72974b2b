"""Writes whole numbers in words, as a native writer does; for tests of what reads them."""

from __future__ import annotations

ENGLISH = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen""".split()
ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
URDU = """
صفر ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس
اکیس بائیس تئیس چوبیس پچیس چھبیس ستائیس اٹھائیس انتیس تیس اکتیس بتیس تینتیس چونتیس پینتیس چھتیس
سینتیس اڑتیس انتالیس چالیس اکتالیس بیالیس تینتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس انچاس
پچاس اکیاون باون ترپن چون پچپن چھپن ستاون اٹھاون انسٹھ ساٹھ اکسٹھ باسٹھ تریسٹھ چونسٹھ پینسٹھ چھیاسٹھ
سڑسٹھ اڑسٹھ انہتر ستر اکہتر بہتر تہتر چوہتر پچہتر چھہتر ستتر اٹھہتر اناسی اسی اکیاسی بیاسی تراسی
چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی نوے اکیانوے بانوے ترانوے چورانوے پچانوے چھیانوے ستانوے اٹھانوے
ننانوے""".split()
HINDI = """
शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस
इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस
सैंतीस अड़तीस उनतालीस चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास
इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ
अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी अस्सी इक्यासी
बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे
छियानवे सत्तानवे अट्ठानवे निन्यानवे""".split()
BENGALI = """
শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ
বিশ একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আটাশ ঊনত্রিশ ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ
পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ ঊনচল্লিশ চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ
ছেচল্লিশ সাতচল্লিশ আটচল্লিশ ঊনপঞ্চাশ পঞ্চাশ একান্ন বায়ান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন
আটান্ন ঊনষাট ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি ঊনসত্তর সত্তর
একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর ঊনআশি আশি একাশি বিরাশি তিরাশি
চুরাশি পঁচাশি ছিয়াশি সাতাশি অষ্টাশি ঊননব্বই নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই
ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই""".split()
ARABIC_ONES = "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة".split()
ARABIC_TENS = "عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split()
ARABIC_HUNDREDS = """
مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة""".split()


def english(n: int) -> str:
    """Write a number in English.

    >>> english(1234567)
    'one million two hundred and thirty-four thousand five hundred and sixty-seven'
    """
    for by, name in ((1_000_000, "million"), (1_000, "thousand")):
        if n >= by:
            rest = n % by
            joint = "" if not rest else " and " if rest < 100 else " "
            return f"{english(n // by)} {name}{joint}{english(rest) if rest else ''}"
    if n >= 100:
        tens = f" and {english(n % 100)}" if n % 100 else ""
        return f"{ENGLISH[n // 100]} hundred{tens}"
    if n < 20:
        return ENGLISH[n]
    return ENGLISH_TENS[n // 10 - 2] + (f"-{ENGLISH[n % 10]}" if n % 10 else "")


def indian(n: int, words: list[str], places: tuple[str, str, str, str]) -> str:
    """Write a number with crores and lakhs; `places` are the words from crore to hundred."""
    parts = []
    for by, name in zip((10_000_000, 100_000, 1_000, 100), places, strict=True):
        if n >= by:
            parts.append(f"{words[n // by]} {name}")
            n %= by
    if n or not parts:
        parts.append(words[n])
    return " ".join(parts)


def urdu(n: int) -> str:
    return indian(n, URDU, ("کروڑ", "لاکھ", "ہزار", "سو"))


def hindi(n: int) -> str:
    return indian(n, HINDI, ("करोड़", "लाख", "हज़ार", "सौ"))


def bengali(n: int) -> str:
    return indian(n, BENGALI, ("কোটি", "লাখ", "হাজার", "শ"))


def arabic(n: int) -> str:
    """Write a number in Arabic, counting what is masculine, in the nominative.

    >>> arabic(1234567)
    'مليون ومئتان وأربعة وثلاثون ألفًا وخمسمئة وسبعة وستون'
    """
    parts = []
    for by, one, two, few, many in (
        (1_000_000, "مليون", "مليونان", "ملايين", "مليونًا"),
        (1_000, "ألف", "ألفان", "آلاف", "ألفًا"),
    ):
        count, n = divmod(n, by)
        if count:
            last = count % 100
            unit = few if 3 <= last <= 10 else many if last > 10 else one
            parts.append({1: one, 2: two}.get(count) or f"{_arabic_below_1000(count)} {unit}")
    if n or not parts:
        parts.append(_arabic_below_1000(n))
    return " و".join(parts)


def _arabic_below_1000(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    parts = [ARABIC_HUNDREDS[hundreds - 1]] if hundreds else []
    if rest in (11, 12):
        parts.append("أحد عشر" if rest == 11 else "اثنا عشر")
    elif 12 < rest < 20:
        parts.append(f"{ARABIC_ONES[rest - 10]} عشر")
    elif rest == 10:
        parts.append("عشرة")
    elif rest >= 20:
        parts += [ARABIC_ONES[rest % 10]] if rest % 10 else []
        parts.append(ARABIC_TENS[rest // 10 - 2])
    elif rest or not hundreds:
        parts.append(ARABIC_ONES[rest])
    return " و".join(parts)


SPELLED = {"en": english, "ur": urdu, "ar": arabic, "hi": hindi, "bn": bengali}
