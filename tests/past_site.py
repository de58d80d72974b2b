"""A small site with the history of a policy: two earlier editions, in two languages."""

from __future__ import annotations

FACTS = """\
-- content/facts.yml --
fee:
  money: 30 AED
  label: {en: Delivery fee, ur: ڈیلیوری کی فیس, ar: رسوم التوصيل, hi: डिलीवरी शुल्क}
  varies: region
  regions:
    SA: {money: 20 SAR, reason: {en: Riyals., ur: ریال۔, ar: بالريال., hi: रियाल।}}
days: {duration: 3 days}
-- content/branches/riyadh.yml --
name: {en: Riyadh, ur: ریاض, ar: الرياض, hi: रियाद}
region: SA
-- content/branches/dubai.yml --
name: {en: Dubai, ur: دبئی, ar: دبي, hi: दुबई}
region: AE
"""
PAGES = """\
-- content/en/faq/pin.md --
---
title: PIN
was: [faq/codes]
---
## Length? {#length}

Four.
-- content/en/policies/delivery.md --
---
title: Delivery policy
effective: 2026-11-01
reviewed: 2026-10-20
version: "3.0"
---
We bring it for {{ fee }} in {{ days }}.

## Fees {#fees}

The fee is {{ fee }}.

## Fresh {#fresh}

New text.
-- content/ur/policies/delivery.md --
---
title: ڈیلیوری پالیسی
---
ہم {{ fee }} میں {{ days }} کے اندر پہنچاتے ہیں۔

## فیس {#fees}

فیس {{ fee }} ہے۔

## نیا {#fresh}

نئی بات۔
"""
FIRST = """\
-- history/policies/delivery/2025-01-01/edition.yml --
starts: 2025-01-01
version: "1.0"
facts:
  fee:
    money: 10 AED
    label: {en: Delivery fee, ur: ڈیلیوری کی فیس}
-- history/policies/delivery/2025-01-01/en.md --
---
title: Delivery policy
effective: 2025-01-01
version: "1.0"
---
We deliver.

## Fees {#fees}

The fee is {{ fee }}.
"""
SECOND = """\
-- history/policies/delivery/2026-03-01/edition.yml --
starts: 2026-03-01
version: "2.0"
facts:
  fee:
    money: 25 AED
    then: {money: 27 AED, starts: 2026-09-01}
    varies: [region, branch]
    regions:
      SA: {money: 15 SAR}
    branches:
      harbour: {money: 5 AED, reason: {en: It is near.}}
    label: {en: Delivery fee, ur: ڈیلیوری کی فیس}
  days: {duration: 5 days}
branches:
  harbour: {name: {en: Harbour, ur: بندرگاہ}, region: AE}
-- history/policies/delivery/2026-03-01/en.md --
---
title: Delivery for {{ fee }}
effective: 2026-03-01
reviewed: 2026-02-20
version: "2.0"
---
We deliver in {{ days }}. See [codes](../faq/codes.md#length), [gone](../faq/gone.md#x), [us](#fees),
[the web](https://example.com/) and ![A cat](cat.png).

## Fees {#fees}

The fee is {{ fee }}.

## Old {#old}

Old text.
-- history/policies/delivery/2026-03-01/ur.md --
---
title: ڈیلیوری {{ fee }} میں
---
ہم {{ days }} میں پہنچاتے ہیں۔ [پن](../faq/codes.md#length)

## فیس {#fees}

فیس {{ fee }} ہے۔

## پرانا {#old}

پرانی بات۔
"""
SITE = f"{FACTS}{PAGES}{FIRST}{SECOND}"
DAY = "2026-11-20"
