"""Words for units, currencies and months in the four languages, and what they stand for."""

from __future__ import annotations

from functools import lru_cache

from babel.dates import get_month_names

UNITS: dict[str, dict[str, str]] = {
    "en": {
        "working day": "working day|working days|business day|business days",
        "second": "second|seconds|sec|secs",
        "minute": "minute|minutes|min|mins",
        "hour": "hour|hours|hr|hrs",
        "day": "day|days",
        "week": "week|weeks",
        "month": "month|months",
        "year": "year|years",
        "%": "percent|per cent",
        "AED": "AED|dirham|dirhams|Dhs",
        "SAR": "SAR|riyal|riyals",
        "BHD": "BHD|dinar|dinars",
        "rupee": "PKR|INR|Rs|Rs.|rupee|rupees|₹",
        "USD": "USD|dollar|dollars|$",
        "EUR": "EUR|euro|euros|€",
        "km": "km|kilometre|kilometres|kilometer|kilometers",
        "kg": "kg|kilogram|kilograms|kilo|kilos",
    },
    "ur": {
        "working day": "کاروباری دن|کاروباری دنوں|کام کے دن|کام کے دنوں|کام کا دن",
        "second": "سیکنڈ|سیکنڈوں",
        "minute": "منٹ|منٹوں",
        "hour": "گھنٹہ|گھنٹے|گھنٹوں",
        "day": "دن|دنوں|روز|ایام",
        "week": "ہفتہ|ہفتے|ہفتوں",
        "month": "مہینہ|مہینے|مہینوں|ماہ",
        "year": "سال|سالوں|برس|برسوں",
        "%": "فیصد|فی صد",
        "AED": "درہم",
        "SAR": "ریال|سعودی ریال",
        "BHD": "دینار|بحرینی دینار",
        "rupee": "روپے|روپیہ|روپیے|روپوں",
        "USD": "ڈالر",
        "EUR": "یورو",
        "km": "کلومیٹر",
        "kg": "کلو|کلوگرام",
    },
    "ar": {
        "working day": "يوم عمل|أيام عمل|يومي عمل|يوما عمل",
        "second": "ثانية|ثوان|ثوانٍ|ثواني",
        "minute": "دقيقة|دقائق",
        "hour": "ساعة|ساعات",
        "day": "يوم|يوما|يومًا|يوماً|أيام",
        "week": "أسبوع|أسبوعا|أسبوعًا|أسبوعاً|أسابيع",
        "month": "شهر|شهرا|شهرًا|شهراً|أشهر|شهور",
        "year": "سنة|سنوات|سنين|عام|عاما|عامًا|عاماً|أعوام",
        "%": "في المئة|في المائة|بالمئة|بالمائة",
        "AED": "درهم|درهما|درهمًا|درهماً|دراهم|د.إ.|د.إ",
        "SAR": "ريال|ريالا|ريالًا|ريالاً|ريالات|ر.س.|ر.س",
        "BHD": "دينار|دينارا|دينارًا|ديناراً|دنانير|د.ب.|د.ب",
        "rupee": "روبية|روبيات",
        "USD": "دولار|دولارا|دولارًا|دولارات",
        "EUR": "يورو",
        "km": "كيلومتر|كيلومترات|كم",
        "kg": "كيلوغرام|كيلوغرامات|كغم|كجم",
    },
    "hi": {
        "working day": "कार्य दिवस|कार्य दिवसों|कार्यदिवस|कार्यदिवसों|कामकाजी दिन|कामकाजी दिनों",
        "second": "सेकंड|सेकेंड|सेकंडों",
        "minute": "मिनट|मिनटों",
        "hour": "घंटा|घंटे|घंटों|घण्टे",
        "day": "दिन|दिनों|दिवस",
        "week": "सप्ताह|सप्ताहों|हफ़्ता|हफ़्ते|हफ़्तों|हफ्ता|हफ्ते|हफ्तों",
        "month": "महीना|महीने|महीनों|माह",
        "year": "साल|सालों|वर्ष|वर्षों|बरस",
        "%": "प्रतिशत|फ़ीसदी|फीसदी",
        "AED": "दिरहम",
        "SAR": "रियाल|सऊदी रियाल",
        "BHD": "दीनार|दिनार|बहरीनी दीनार",
        "rupee": "रुपये|रुपए|रुपया|रुपयों|रुपयों|₹",
        "USD": "डॉलर",
        "EUR": "यूरो",
        "km": "किलोमीटर|किमी",
        "kg": "किलो|किलोग्राम",
    },
}
"""Language → unit → its words. A rupee is Pakistan's or India's: the words do not tell."""

COMMON = {"%": "%", "٪": "%"}

DUALS = {
    "second": "ثانيتان|ثانيتين",
    "minute": "دقيقتان|دقيقتين",
    "hour": "ساعتان|ساعتين",
    "day": "يومان|يومين",
    "week": "أسبوعان|أسبوعين",
    "month": "شهران|شهرين",
    "year": "سنتان|سنتين|عامان|عامين",
    "AED": "درهمان|درهمين",
    "SAR": "ريالان|ريالين",
    "BHD": "ديناران|دينارين",
}
"""Arabic nouns that say "two" by themselves."""

CODES = {"AED": "AED", "SAR": "SAR", "BHD": "BHD", "PKR": "rupee", "INR": "rupee", "USD": "USD"}


@lru_cache(maxsize=32)
def unit_words(lang: str) -> dict[str, str]:
    """Return word → unit for a language; currency codes are understood in all."""
    table = UNITS.get(lang, {}) | {}
    words = {w.lower(): unit for unit, forms in table.items() for w in forms.split("|")}
    return {code.lower(): unit for code, unit in CODES.items()} | COMMON | words


@lru_cache(maxsize=32)
def months(lang: str) -> dict[str, int]:
    """Return the names of months (CLDR, long and short, and in English) → their numbers."""
    found: dict[str, int] = {}
    for tag in ("en", lang):
        for width in ("abbreviated", "wide"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context, tag.replace("-", "_"))
                found |= {name.lower().rstrip("."): number for number, name in names.items()}
    return found
