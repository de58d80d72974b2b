"""A small site without mistakes, and what an editor does to it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.sites import Project, write_files

PAGE, ORDER = "content/en/faq/cards.md", "content/en/procedures/order.md"
FACTS, GLOSSARY, BRANCH = "content/facts.yml", "content/glossary.yml", "content/branches/deira.yml"
CONFIG = "mkdocs.yml"
PNG = "\x00"
BASE = """\
-- mkdocs.yml --
site_name: Help
site_url: https://help.example.com/
docs_dir: content
theme: {name: material, font: false}
plugins:
  - i18n:
      docs_structure: folder
      reconfigure_search: false
      languages:
        - {locale: en, name: English, default: true}
        - {locale: ur, name: اردو}
  - kbgen:
      contact: [help.line]
markdown_extensions: [admonition, attr_list, tables]
-- content/facts.yml --
card.fee: {money: 25 AED}
card.time: {duration: 3 days}
help.line: {phone: "+971 4 555 0142"}
-- content/glossary.yml --
card: {en: [card, cards], ur: [کارڈ]}
-- content/branches/deira.yml --
name: {en: Deira, ur: دیرہ}
region: AE
timezone: Asia/Dubai
hours: Mo-Su 10:00-22:00
-- content/en/index.md --
---
title: Help
---
Welcome. Read about [cards](faq/cards.md).
-- content/en/faq/cards.md --
---
title: Cards
description: "What a card costs and how soon it comes."
keywords: [card, fee]
owner: card desk
---
Short answers about cards.

## How much is a card? {#fee}

A card costs {{ card.fee }}. Here is [how to order](../procedures/order.md#steps).

## How soon does it come? {#when}

It comes within {{ card.time }}. To collect it, bring:

- your passport
- a photo

| Card | Colour |
| --- | --- |
| Silver | grey |
| Gold | yellow |

!!! note
    Keep it safe.
-- content/en/procedures/order.md --
---
title: Order a card
---
You need ten minutes.

## Steps {#steps}

1. Open the form.
2. Press **Send**.
"""
TRANSLATED = """\
-- content/ur/index.md --
---
title: مدد
---
خوش آمدید۔ [کارڈ](faq/cards.md) کے بارے میں پڑھیں۔
-- content/ur/faq/cards.md --
---
title: کارڈ
description: "کارڈ کی قیمت کیا ہے اور وہ کتنی جلدی ملتا ہے۔"
keywords: [کارڈ, فیس]
---
کارڈ کے بارے میں مختصر جواب۔

## کارڈ کتنے کا ہے؟ {#fee}

کارڈ کی قیمت {{ card.fee }} ہے۔ [درخواست کا طریقہ](../procedures/order.md#steps) یہ ہے۔

## کارڈ کتنی جلدی ملتا ہے؟ {#when}

وہ {{ card.time }} کے اندر ملتا ہے۔ لینے کے لیے ساتھ لائیں:

- اپنا پاسپورٹ
- ایک تصویر

| کارڈ | رنگ |
| --- | --- |
| چاندی | سرمئی |
| سونا | پیلا |

!!! note
    اسے سنبھال کر رکھیں۔
-- content/ur/procedures/order.md --
---
title: کارڈ منگوائیں
---
آپ کو دس منٹ چاہییں۔

## مراحل {#steps}

1. فارم کھولیں۔
2. **بھیجیں** دبائیں۔
"""
Found = dict[str, str]


@dataclass(frozen=True)
class Mistake:
    """What an editor does to one file, and what a finding must say.

    With `old`, `new` stands in its place; without, `new` is the whole file. `words` stand in the
    message or the hint, in small letters. `at` is the file of the finding, `path` by default.
    """

    name: str
    path: str
    old: str
    new: str
    code: str
    words: Sequence[str] = ()
    at: str = ""

    def make(self, root: Path, translated: bool = True) -> Project:
        write_files(root, BASE + (TRANSLATED if translated else ""))
        file = root / self.path
        text = self.new
        if self.old:
            before = file.read_text("utf-8")
            assert before.count(self.old) >= 1, (self.name, self.old)
            text = before.replace(self.old, self.new, 1)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
        return Project(root)


def found_in(project: Project) -> list[Found]:
    """Return the findings of `kbgen check`, without those about missing translations."""
    result = project.run("check", "--format", "json")
    assert result.exit_code in (0, 1), result.output
    found: list[Found] = json.loads(result.stdout)
    return [one for one in found if one["code"] != "KB421"]
