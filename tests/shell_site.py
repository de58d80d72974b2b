"""A small site with everything that stands around a page, below a path, and ways to open it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.sites import CONFIG, Project, write_site

AT = "/help/"
TODAY = "2026-06-15"
"""The day of the build."""
HOSTILE = 'Manama <img src=x onerror="window.hacked=1"> & "Co"'
LONG = "The branch in the old market behind the Grand Mosque, second floor"
OpenPage = Callable[..., Page]

ONE = re.sub(r"        - \{locale: (?:ur|ar|hi),.*\n", "", CONFIG)
"""The configuration of a site with one language."""
CONFIGURATION = CONFIG.replace(
    "https://help.example.com/", f"https://help.example.com{AT}"
).replace(
    "- kbgen",
    """- kbgen:
      contact: [line, care]
      brand: {social: {X: "https://x.example/nahr?a=1&b=2"}}""",
)
SITE = f"""\
-- mkdocs.yml --
{CONFIGURATION}
-- content/facts.yml --
line: {{phone: "+971 4 555 0142", label: {{en: Helpline, ur: ہیلپ لائن}}, varies: branch}}
care: {{email: care@example.com}}
keep: {{duration: 14 days, label: {{en: How long we keep it}}, varies: branch}}
fee: {{money: 25 AED, label: {{en: Fee}}, varies: region, regions: {{SA: {{money: 30 AED, reason: {{en: Farther}}}}}}}}
door: {{text: {{en: the main door, ur: بڑا دروازہ, ar: الباب, hi: द्वार}}, label: {{en: Door}}, varies: branch}}
-- content/branches/riyadh.yml --
name: {{en: Riyadh, ur: ریاض, ar: الرياض, hi: रियाद}}
region: SA
address: {{en: King Road 1}}
differs:
  keep: {{duration: 7 days, reason: {{en: Smaller}}}}
  line: {{phone: "+966 11 555 0180", reason: {{en: Own number}}}}
-- content/branches/manama.yml --
name: {{en: '{HOSTILE}', ur: '{HOSTILE}', ar: '{HOSTILE}', hi: '{HOSTILE}'}}
region: BH
address: {{en: '<script>window.hacked=1</script>'}}
differs:
  door: {{text: {{en: '<img src=x onerror="window.hacked=1">', ur: ا, ar: ا, hi: अ}}, reason: {{en: Own}}}}
-- content/branches/deira.yml --
name: {{en: '{LONG}', ur: دیرہ, ar: ديرة, hi: देरा}}
region: AE
-- content/en/faq/pin.md --
---
title: Your PIN
description: All about the PIN.
popular: [first, third]
---
Before you ask.

## What is it? {{#first}}
FIRSTWORD. We keep it for {{{{ keep }}}}, that is {{{{ keep | number }}}} days. Come to {{{{ door }}}}.

## How much is it? {{#second}}
SECONDWORD. It costs {{{{ fee }}}}. [Call {{{{ line }}}} now](https://shop.example/).

### In detail {{#detail}}
DETAILWORD.

## Where is it & why < that? {{#third}}
THIRDWORD. {"Much more to say. " * 150}
-- content/en/faq/money.md --
---
title: Money
popular: [refund]
---
## When is it back? {{#refund}}
Soon.
-- content/en/standards/answer.md --
---
title: We answer
time: keep
if_missed: faq/pin#second
---
A promise.

| What | When it is | Where you find it in our many branches |
| --- | --: | :-: |
| Donaudampfschifffahrtsgesellschaftskapitän | 1 | x |
-- content/en/policies/returns.md --
---
title: Returns
effective: 2026-01-01
version: "2"
---
A rule.
-- content/en/procedures/claim.md --
---
title: Claim
---
1. Go.
2. Ask.
-- content/en/about.md --
---
title: About us
---
## One {{#one}}
Alone.
-- content/ur/index.md --
---
title: خوش آمدید
---
مدد
-- content/ur/faq/pin.md --
---
title: آپ کا پن
---
## یہ کیا ہے؟ {{#first}}
پہلا {{{{ keep }}}}

## کتنا ہے؟ {{#second}}
دوسرا

### تفصیل {{#detail}}
تفصیل

## کہاں ہے؟ {{#third}}
تیسرا
"""
NOTICES = {
    "plain": "",
    "soon": "severity: warning\nstarts: 2026-06-20\nends: 2026-06-25\n",
    "recall": "severity: critical\nends: 2026-06-30\n",
    "riyadh": "branches: [riyadh]\n",
    "later": "branches: [riyadh]\nstarts: 2026-06-20\n",
    "questions": "pages: [faq/index]\n",
    "front": "pages: [index]\n",
    "answer": "pages: [faq/pin#first]\n",
}


def site_text() -> str:
    return SITE + "".join(
        f"-- content/en/notices/{name}.md --\n---\ntitle: Notice {name}\n{meta}---\nNews.\n"
        for name, meta in NOTICES.items()
    )


def build_site(root: Path) -> Project:
    project = write_site(root, site_text())
    project.build("--as-of", TODAY)
    return project


def shown(page: Page, selector: str) -> list[str]:
    """Return the texts of the elements that are seen."""
    return [
        " ".join(one.inner_text().split())
        for one in page.locator(selector).all()
        if one.is_visible()
    ]
