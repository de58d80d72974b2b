"""A site with a policy whose next text holds from 1 March 2027, in four languages."""

PAGE = """\
-- content/{lang}/policies/returns{day}.md --
---
title: {title}
{own}
---
{lead} {{{{ window }}}}.

## {fees} {{#fees}}

{fee}

## {gone} {{#{last}}}

{end}
"""
WORDS = {
    "en": ("Returns", "You have", "Fees", "A return is free.", "Gifts", "Gifts stay yours."),
    "ur": ("واپسی", "مدت:", "فیس", "واپسی مفت ہے۔", "تحفے", "تحفے آپ ہی کے رہتے ہیں۔"),
    "ar": ("الإرجاع", "المهلة:", "الرسوم", "الإرجاع مجاني.", "الهدايا", "تبقى الهدايا لك."),
    "hi": ("वापसी", "अवधि:", "शुल्क", "वापसी मुफ़्त है।", "उपहार", "उपहार आपके ही रहते हैं।"),
}
LATER = {
    "en": ("Returns again", "A return costs {{ fee }}.", "Refunds", "Refunds go to your card."),
    "ur": ("واپسی کا نیا طریقہ", "واپسی کی فیس {{ fee }} ہے۔", "رقم", "رقم آپ کے کارڈ پر آتی ہے۔"),
    "ar": ("الإرجاع الجديد", "رسوم الإرجاع {{ fee }}.", "المبالغ", "تعود المبالغ إلى بطاقتك."),
    "hi": ("नई वापसी", "वापसी का शुल्क {{ fee }} है।", "रकम", "रकम आपके कार्ड पर आती है।"),
}
FACTS = """\
-- content/facts.yml --
window: {duration: 14 days, label: {en: Window, ur: مدت, ar: المهلة, hi: अवधि}, then: {duration: 30 days, starts: 2027-03-01}}
fee: {money: 10 AED}
"""
LINKING = """\
-- content/en/faq/all.md --
---
title: Questions
---
## May I return it? {#may}

See [the rules](../policies/returns.md#fees).
-- content/ur/faq/all.md --
---
title: سوالات
---
## کیا واپس کر سکتے ہیں؟ {#may}

[شرائط](../policies/returns.md#fees) دیکھیں۔
-- content/ar/faq/all.md --
---
title: الأسئلة
---
## هل يمكنني الإرجاع؟ {#may}

راجع [الشروط](../policies/returns.md#fees).
-- content/hi/faq/all.md --
---
title: सवाल
---
## क्या वापस कर सकते हैं? {#may}

[शर्तें](../policies/returns.md#fees) देखें।
"""
OWN = 'effective: 2026-01-01\nversion: "1"'
LATER_OWN = 'effective: 2027-03-01\nversion: "2"\nwas: [policies/returns#gifts: refunds]'


def _page(lang: str, is_later: bool) -> str:
    title, lead, fees, fee, gone, end = WORDS[lang]
    own, last, day = OWN, "gifts", ""
    if is_later:
        title, fee, gone, end = LATER[lang]
        own, last, day = LATER_OWN, "refunds", ".from-2027-03-01"
    own = own if lang == "en" else "draft: false"
    return PAGE.format(
        lang=lang, day=day, title=title, own=own, lead=lead, fees=fees, fee=fee, gone=gone,
        last=last, end=end,
    )  # fmt: skip


TODAY = FACTS + LINKING + "".join(_page(lang, is_later=False) for lang in WORDS)
SITE = TODAY + "".join(_page(lang, is_later=True) for lang in WORDS)
