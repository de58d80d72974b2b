"""Small sites with what is recorded of their translations, and files of translators."""

from __future__ import annotations

import subprocess
from pathlib import Path

import polib

from kbgen.commands.build import check_project
from kbgen.model.site import Site
from kbgen.model.translation import LanguageRecord
from kbgen.translations.exchange.rows import sent_sides
from kbgen.translations.record import write_record
from kbgen.translations.stamping import stamp
from tests.sites import Project

DAY = "2026-11-02"
FACTS = """\
-- content/facts.yml --
delivery.fee:
  money: 25 AED
  label: {en: Delivery fee, ur: ڈیلیوری کی فیس}
  varies: region
  regions:
    SA: {money: 25 SAR, reason: &riyal {en: Charged in riyals., ur: "ریال میں۔"}}
delivery.late:
  money: 50 AED
  varies: region
  regions:
    SA: {money: 50 SAR, reason: *riyal}
refund.time: {duration: 7 days}
"""
PAGE = """\
-- content/en/faq/returns.md --
---
title: Returns
description: "How to return: an item"
keywords: [return, money back]
owner: shop
---
Bring it back within {{ refund.time }}.

## When do I get my money? {#when}

We pay within {{ refund.time }}. See [the **fees**](fees.md).

- First `code`
- Second
    1. Call
    2. Wait

| Fee | Where |
|---|---|
| {{ delivery.fee }} | here |

!!! note "Good to know"
    Keep the *receipt*.

## Anything else? {#else}

Call us.
-- content/ur/faq/returns.md --
---
title: واپسی
description: 'کوئی چیز واپس کرنا'
keywords:
  - واپسی
  - رقم
---
اسے {{ refund.time }} کے اندر واپس لائیں۔

## رقم کب ملے گی؟ {#when}

ہم {{ refund.time }} میں ادا کرتے ہیں۔ دیکھیں [**فیس**](fees.md)۔

- پہلا `code`
- دوسرا
    1. کال کریں
    2. انتظار کریں

| فیس | کہاں |
|---|---|
| {{ delivery.fee }} | یہاں |

!!! note "جان لیں"
    اپنی *رسید* رکھیں۔

## اور کچھ؟ {#else}

ہمیں کال کریں۔
-- content/en/faq/fees.md --
---
title: Fees
---
All fees.
-- content/ur/faq/fees.md --
---
title: فیس
---
تمام فیسیں۔
"""


def read(project: Project) -> Site:
    return check_project(project.root / "mkdocs.yml")[0]


def edit(project: Project, path: str, before: str, after: str) -> None:
    """Replace a text in a file of the content."""
    file = project.root / "content" / path
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def record_all(project: Project, lang: str = "ur", pages: list[str] | None = None) -> None:
    """Record that what stands in a language was translated from what stands in the source."""
    source, translation = sent_sides(read(project), lang)
    record = stamp(LanguageRecord(), source, translation, "human", "sana", DAY, pages)
    record_file(project, lang).write_text(write_record(record), "utf-8")


def commit(project: Project) -> None:
    """Keep what stands now in git."""
    who = ("-c", "user.name=Sana", "-c", "user.email=sana@example.com")
    for args in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "before")):
        subprocess.run(["git", *args], cwd=project.root, check=True)


def record_file(project: Project, lang: str = "ur") -> Path:
    return project.root / "content" / lang / "made-from.txt"


def po(project: Project, lang: str = "ur", *args: str) -> polib.POFile:
    """Write the texts of a language as PO and open the file."""
    result = project.run("translate", "out", lang, *args)
    assert result.exit_code == 0, result.output
    return polib.pofile(str(project.root / f"{lang}.po"))


def entry(file: polib.POFile, address: str) -> polib.POEntry:
    return next(one for one in file if one.msgctxt == address)


def contents(project: Project) -> dict[str, bytes]:
    """Return the bytes of all files of the content folder by their paths."""
    folder = project.root / "content"
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
