"""A site whose values change on 1 January 2027."""

REASON = "{en: Fuel costs more., ur: ایندھن مہنگا ہو گیا ہے۔, ar: ارتفع سعر الوقود., hi: ईंधन महँगा हो गया है।}"
SITE = f"""\
-- content/facts.yml --
fee:
  money: 25 AED
  label: {{en: Delivery fee, ur: ڈیلیوری کی فیس, ar: رسوم التوصيل, hi: डिलीवरी शुल्क}}
  varies: [region, branch]
  then: {{money: 30 AED, starts: 2027-01-01, reason: {REASON}}}
  regions:
    SA: {{money: 26 SAR, reason: {REASON}, then: {{money: 31 SAR, starts: 2027-01-02, reason: {REASON}}}}}
time: {{duration: 3 days, then: {{duration: 5 days, starts: 2027-01-01}}}}
line: {{phone: "+971 4 555 0100", then: {{phone: "+971 4 555 0199", starts: 2027-01-01}}}}
rule: {{text: {{en: "at most {{{{ fee }}}}", ur: "زیادہ سے زیادہ {{{{ fee }}}}", ar: "{{{{ fee }}}} كحد أقصى", hi: "ज़्यादा से ज़्यादा {{{{ fee }}}}"}}}}
-- content/branches/deira.yml --
name: {{en: Deira, ur: دیرہ, ar: ديرة, hi: देरा}}
region: AE
-- content/branches/jumeirah.yml --
name: {{en: Jumeirah, ur: جمیرا, ar: جميرا, hi: जुमेरा}}
region: AE
differs:
  fee: {{money: 25 AED, reason: {REASON}, then: {{money: 28 AED, starts: 2027-01-02, reason: {REASON}}}}}
-- content/branches/riyadh.yml --
name: {{en: Riyadh, ur: ریاض, ar: الرياض, hi: रियाद}}
region: SA
-- content/en/faq/delivery.md --
---
title: Delivery for {{{{ fee }}}}
---
## What does it cost? {{#cost}}

It costs {{{{ fee }}}} and takes {{{{ time | number }}}} days, {{{{ rule }}}}.

## Whom do I call? {{#call}}

Call {{{{ line }}}}.
-- content/ur/faq/delivery.md --
---
title: ڈیلیوری {{{{ fee }}}} میں
---
## کتنا خرچ آتا ہے؟ {{#cost}}

فیس {{{{ fee }}}} ہے اور {{{{ time | number }}}} دن لگتے ہیں، {{{{ rule }}}}۔

## کس نمبر پر فون کروں؟ {{#call}}

{{{{ line }}}} پر فون کریں۔
-- content/ar/faq/delivery.md --
---
title: التوصيل مقابل {{{{ fee }}}}
---
## كم التكلفة؟ {{#cost}}

التكلفة {{{{ fee }}}} والمدة {{{{ time | number }}}} أيام، {{{{ rule }}}}.

## بمن أتصل؟ {{#call}}

اتصل على {{{{ line }}}}.
-- content/hi/faq/delivery.md --
---
title: "{{{{ fee }}}} में डिलीवरी"
---
## कितना शुल्क है? {{#cost}}

शुल्क {{{{ fee }}}} है और {{{{ time | number }}}} दिन लगते हैं, {{{{ rule }}}}।

## किस नंबर पर फ़ोन करूँ? {{#call}}

{{{{ line }}}} पर फ़ोन करें।
"""
