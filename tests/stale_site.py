"""A small site whose translations are outdated: in a paragraph, a list item, a cell and others."""

from __future__ import annotations

from pathlib import Path

from tests.outdated import record_site
from tests.sites import CONFIG, Project, write_files, write_site

CONFIGURATION = CONFIG.replace(
    "- kbgen",
    """- kbgen:
      locales:
        ur: {tag: ur-PK, currencies: {AED: درہم}}
        ar: {tag: ar-AE, currencies: {AED: درهم}}
        hi: {tag: hi-IN, currencies: {AED: दिरहम}}""",
)
SITE = f"""\
-- mkdocs.yml --
{CONFIGURATION}
markdown_extensions: [admonition, tables]
-- content/facts.yml --
fee:
  money: 25 AED
  varies: branch
  label: {{en: Delivery fee, ur: ترسیل کی فیس, ar: رسوم التوصيل, hi: डिलीवरी शुल्क}}
days:
  duration: 3-5 days
  label: {{en: Delivery time, ur: ترسیل کا وقت, ar: مدة التوصيل, hi: डिलीवरी का समय}}
line: {{phone: "+971 4 555 0142"}}
-- content/branches/deira.yml --
name: {{en: Deira, ur: دیرہ, ar: ديرة, hi: देरा}}
region: AE
differs:
  fee: {{money: 30 AED, reason: {{en: It is far., ur: یہ دور ہے۔, ar: إنها بعيدة., hi: यह दूर है।}}}}
"""
EN = """\
-- content/en/faq/delivery.md --
---
title: Delivery
description: What delivery costs.
---
## What does delivery cost? {#cost}

{paragraph}

This is the same everywhere.

## How do I order? {#order}

- Choose an item in the shop.
- {item}
- Wait for our message.

## What are the prices? {#prices}

| Order | Fee |
|---|---|
| Small | {cell} |
| Large | none |

!!! note "{title}"
    We write to you first.
-- content/en/procedures/order.md --
---
title: Order
---
## Steps {#steps}

1. Choose an item.
{step}3. Pay {{ fee }} {{ days }} later.

| Order | Fee |
|---|---|
| Small | {{ fee }} |
{row}
-- content/en/policies/delivery.md --
---
title: Delivery policy
description: {description}
---
We deliver.
"""
BEFORE = {
    "paragraph": "Delivery is free for all orders in the city.",
    "item": "Pay at the door.",
    "cell": "none",
    "title": "Only in the city",
    "description": "We deliver for nothing.",
    "step": "2. Bring your passport.\n",
    "row": "| Large | {{ fee }} |",
}
NOW = {
    "paragraph": "Delivery costs **{{ fee }}** for all orders in the city and takes {{ days }}; "
    "[ask us](#order) before you order if your address is outside the city, because we may not "
    "be able to deliver there.",
    "item": "Call {{ line }}, do not pay at the door.",
    "cell": "{{ fee }}",
    "title": "Not in {{ days }}",
    "description": "We deliver for {{ fee }}.",
    "step": "2. Show us {{ fee }} {{ days }} earlier. Never send a passport.\n3. Wait for 2 hours.\n",
    "row": "| Large | {{ fee }} |\n| Huge | {{ fee }} |",
}
TRANSLATIONS = """\
-- content/ur/faq/delivery.md --
---
title: ترسیل
description: ترسیل پر کتنا خرچ آتا ہے۔
---
## ترسیل پر کتنا خرچ آتا ہے؟

شہر میں ہر آرڈر کی ترسیل مفت ہے۔

یہ ہر جگہ ایک جیسا ہے۔

## آرڈر کیسے کروں؟

- دکان میں کوئی چیز چنیں۔
- دروازے پر ادائیگی کریں۔
- ہمارے پیغام کا انتظار کریں۔

## قیمتیں کیا ہیں؟

| آرڈر | فیس |
|---|---|
| چھوٹا | مفت |
| بڑا | مفت |

!!! note "صرف شہر میں"
    ہم پہلے آپ کو لکھتے ہیں۔
-- content/ur/procedures/order.md --
---
title: آرڈر
---
## مراحل

1. کوئی چیز چنیں۔
2. اپنا پاسپورٹ لائیں۔
3. {{ days }} بعد {{ fee }} ادا کریں۔

| آرڈر | فیس |
|---|---|
| چھوٹا | {{ fee }} |
| بڑا | {{ fee }} |
-- content/ur/policies/delivery.md --
---
title: ترسیل کی پالیسی
description: ہم مفت ترسیل کرتے ہیں۔
---
ہم ترسیل کرتے ہیں۔
-- content/ar/faq/delivery.md --
---
title: التوصيل
description: تكلفة التوصيل.
---
## كم يكلّف التوصيل؟

التوصيل مجاني لجميع الطلبات داخل المدينة.

هذا ينطبق على جميع الأماكن.

## كيف أطلب؟

- اختر منتجًا من المتجر.
- ادفع عند الباب.
- انتظر رسالتنا.

## ما الأسعار؟

| الطلب | الرسوم |
|---|---|
| صغير | مجاني |
| كبير | مجاني |

!!! note "داخل المدينة فقط"
    نراسلك أولًا.
-- content/hi/faq/delivery.md --
---
title: डिलीवरी
description: डिलीवरी का खर्च।
---
## डिलीवरी में कितना खर्च आता है?

शहर में सभी ऑर्डर की डिलीवरी मुफ़्त है।

यह हर जगह एक जैसा है।

## ऑर्डर कैसे करूँ?

- दुकान में कोई चीज़ चुनें।
- दरवाज़े पर भुगतान करें।
- हमारे संदेश का इंतज़ार करें।

## कीमतें क्या हैं?

| ऑर्डर | शुल्क |
|---|---|
| छोटा | मुफ़्त |
| बड़ा | मुफ़्त |

!!! note "केवल शहर में"
    हम पहले आपको लिखते हैं।
"""


def english(texts: dict[str, str]) -> str:
    """Return the English pages with these texts."""
    text = EN
    for name, words in texts.items():
        text = text.replace(f"{{{name}}}", words)
    return text


def build_stale(root: Path) -> Project:
    """Build the site in which the English has changed since it was translated."""
    project = write_site(root, SITE + english(BEFORE) + TRANSLATIONS)
    record_site(project)
    write_files(project.root, english(NOW))
    project.build("--jobs", "1")
    return project
