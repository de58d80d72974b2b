"""A small site that has one of everything, and all that may be changed in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.sites import Project, write_site

DAY = "2026-11-20"

SAMENESS = (401, 402, 403, 411, 413, *range(422, 430), *range(431, 440), 442, 451, 452, 454, 455)
"""Errors that the site makes warnings, so that it is built whatever is found."""

SITE = """\
-- mkdocs.yml --
site_name: Sahil Help
site_url: https://help.example.com/kb/
site_description: Answers.
copyright: © Sahil
docs_dir: content
theme: {name: material, font: false, custom_dir: over}
validation: {links: {not_found: info}}
extra_css: [own.css]
extra_javascript: [own.js]
extra: {colour: blue}
repo_url: https://example.com/repo
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - tables
  - toc: {permalink: true}
plugins:
  - i18n:
      docs_structure: folder
      reconfigure_search: false
      languages:
        - {locale: en, name: English, default: true, site_name: Sahil Help}
        - {locale: ur, name: اردو, site_name: ساحل}
        - {locale: ar, name: العربية, site_name: ساحل عربي}
  - kbgen:
      locales:
        ur: {tag: ur-PK, numbering: latn, currencies: {AED: درہم}}
      contact: [helpline, care.email]
      prove: true
      checks: {KB301: "off", KB304: "off", KB306: "off", SAMENESS}
      forms: {service: formspree, endpoint: xyzabcde}
      brand: {accent: "#00796b", logo: brand/logo.svg, social: {X: https://x.com/sahil}}
-- over/kb/policy.html --
<p class="own">{{ config.extra.colour }} {{ config.repo_url }} {{ kb.t("Home") }}</p>
-- over/kb/more.html --
<p>{% include ".icons/own.svg" %}</p>
-- over/.icons/own.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- over/assets/own.css --
p {}
-- over/kb/procedure.html --
{% include "kb/more.html" %}
-- brand/logo.svg --
<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>
-- brand/other.svg --
<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h2"/></svg>
-- brand/image.png --
a picture
-- locales/ur/LC_MESSAGES/kbgen.po --
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Home"
msgstr "گھر"
-- content/facts.yml --
# The ledger.
refund.window: {duration: 14 days, updated: 2026-11-01}
refund.time: {duration: 7 working days}
delivery.fee:
  money: 25 AED
  label: {en: "Fee from {{ free.from }}", ur: "فیس", ar: "رسوم"}
  varies: [region, branch]
  regions:
    SA: {money: 30 SAR, reason: {en: "Riyals, {{ riyal.rate }}.", ur: ریال۔, ar: ريال.}}
free.from: {money: 500 AED}
riyal.rate: {number: 4}
counter.hours: {hours: "Mo-Sa 09:00-21:00", varies: branch, label: {en: Hours, ur: اوقات, ar: ساعات}}
counter.rule:
  text: {en: "Come {{ counter.wait }} early.", ur: "{{ counter.wait }} پہلے آئیں۔", ar: "تعال قبل {{ counter.wait }}."}
counter.wait: {duration: 10 minutes}
helpline: {phone: "+971 4 555 0142", hours: counter.hours, label: {en: Call, ur: کال, ar: اتصل}}
care.email: {email: care@example.com, label: {en: Write, ur: لکھیں, ar: اكتب}}
survey.voucher: {money: 30 AED}
survey.length: {duration: 3 minutes}
answer.time: {duration: 30 seconds}
unused.fact: {number: 3}
translation.only: {number: 2, updated: 2026-11-23}
-- content/glossary.yml --
customer: {en: customer, ur: گاہک, ar: عميل}
refund: {en: refund, ur: رقم کی واپسی, ar: استرداد}
-- content/branches/deira.yml --
name: {en: Deira, ur: دیرہ, ar: ديرة}
region: AE
address: {en: Rigga Road, ur: رقہ روڈ, ar: شارع الرقة}
phone: "+971 4 555 0150"
location: {latitude: 25.2637, longitude: 55.3220}
-- content/branches/riyadh.yml --
name: {en: Riyadh, ur: ریاض, ar: الرياض}
region: SA
address: {en: Olaya Street, ur: العلیا, ar: العليا}
phone: "+966 11 555 0180"
differs:
  counter.hours:
    hours: "Sa-Th 10:00-20:00"
    starts: 2026-11-25
    reason: {en: Quiet., ur: سکون۔, ar: هدوء.}
-- content/shared.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- content/own.css --
body {}
-- content/own.js --
1
-- content/en/form.pdf --
a form
-- content/ur/local.pdf --
فارم
-- content/en/index.md --
---
title: Home
description: Ask us; refunds within {{ refund.time }}.
---
Welcome. We refund within {{ refund.time }}.

## First steps

[Refunds](faq/refunds.md) and ![picture](../shared.svg).
-- content/ur/index.md --
---
title: صفحہ اول
---
خوش آمدید۔
-- content/ar/index.md --
---
title: الرئيسية
---
أهلا.
-- content/en/contact.md --
Call {{ helpline }}.

# How to reach us

Write to {{ care.email }}.
-- content/en/faq/refunds.md --
---
title: Refunds in {{ refund.window }}
description: How refunds work.
keywords: [money back]
popular: [refund-time]
updated: 2026-10-01
image: ../form.png
---
What you should know.

## When do I get my money? {#refund-time updated=2026-11-05}

Within {{ refund.time }}, if you come within {{ refund.window | number }} days. See [delivery][d].

## Where? {#where}

At [the counter](counter.md#hours), [the form](../form.pdf), [a new form](../new.pdf).

[d]: delivery.md
-- content/ur/faq/refunds.md --
---
title: رقم کی واپسی
description: واپسی کا طریقہ۔
---
جاننے کی باتیں۔

## رقم کب ملے گی؟ {#refund-time}

{{ refund.time }} میں۔ {{ translation.only }} [فارم](../form.pdf)

## کہاں؟ {#where}

[کاؤنٹر](counter.md#hours) پر۔
-- content/en/faq/counter.md --
---
title: The counter
---
Come in.

## When are you open? {#hours}

{{ counter.hours }} {{ counter.rule }}
-- content/ar/faq/counter.md --
---
title: المكتب
---
أهلا.

## متى؟ {#hours}

{{ counter.hours }} {{ counter.rule }}
-- content/en/faq/delivery.md --
---
title: Delivery
---
It costs {{ delivery.fee }}.

## How long? {#how-long}

Long. ![map](../../shared.svg) <a href="https://example.com/">there</a>

<div markdown="1">
<p><a href="refunds.md">Refunds</a> <a href="absent.md">absent</a></p>
</div>
-- content/ur/faq/local.md --
---
title: مقامی
source: ur
---
یہاں {{ counter.wait }}، [فارم](../local.pdf)

## سوال {#question}

جواب
-- content/en/faq/deep/nested.md --
## A question {#q}

In a folder below. [Up](../refunds.md#where)
-- content/en/standards/answering.md --
---
title: Answering
time: answer.time
if_missed: procedures/complain#steps
---
We answer.
-- content/ur/standards/answering.md --
---
title: جواب
---
ہم جواب دیتے ہیں۔
-- content/en/policies/returns.md --
---
title: Returns
effective: 2026-11-10
version: "2"
reviewed: 2026-10-01
review_by: 2026-11-24
tags: [a]
---
Bring it within {{ refund.window }}.

## Limits {updated=2026-11-22}

None.
-- content/ar/policies/returns.md --
---
title: الإرجاع
---
خلال {{ refund.window }}.

## حدود

لا شيء.
-- content/en/policies/returns.from-2026-11-25.md --
---
title: Returns from Wednesday
effective: 2026-11-25
announced: 2026-11-16
version: "3"
---
In a word: yes, within {{ refund.window }}.

## Bounds {#bounds}

None.
-- content/ar/policies/returns.from-2026-11-25.md --
---
title: الإرجاع من الأربعاء
---
باختصار: نعم، خلال {{ refund.window }}.

## الحدود {#bounds}

لا شيء.
-- content/en/procedures/complain.md --
---
title: Complain
time: refund.time
---
How to.

## Steps {#steps}

1. Call {{ helpline }}.
2. Wait.
-- content/en/surveys/visit.md --
---
title: Your visit
incentive: survey.voucher
questions:
  - {id: greeted, type: statement}
  - {id: best, type: open}
  - {id: callback, type: callback}
text:
  greeted: I was greeted within {{ answer.time }}.
  best: What was best?
  callback: May we call?
  callback-phone: Your number
---
It takes {{ survey.length }}.
-- content/ur/surveys/visit.md --
---
title: آپ کی آمد
---
{{ survey.length }} لگتے ہیں۔
-- content/en/notices/kettle.md --
---
title: Kettle recall
starts: 2026-11-10
ends: 2026-12-15
severity: critical
---
Stop using it; {{ refund.time }}.
-- content/ur/notices/kettle.md --
---
title: کیتلی
---
بند کریں۔ {{ refund.time }}
-- content/en/notices/hours.md --
---
title: New hours in Riyadh
starts: 2026-11-25
ends: 2026-11-30
branches: [riyadh]
pages: [faq/counter#hours, policies/index]
---
New hours.
-- content/en/glossary-page.md --
---
title: Words
search: {exclude: true}
---
Words.
""".replace("SAMENESS", ", ".join(f"KB{number}: warning" for number in SAMENESS))
Step = Callable[[Path], None]


def build_site(root: Path) -> Project:
    return write_site(root, SITE)


def write(path: str, text: str) -> Step:
    def step(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")

    return step


def change(path: str, old: str, new: str) -> Step:
    def step(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text, f"{path} has no {old}"
        (root / path).write_text(text.replace(old, new), "utf-8")

    return step


def append(path: str, text: str) -> Step:
    def step(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return step


def delete(path: str) -> Step:
    return lambda root: (root / path).unlink()


def move(path: str, to: str) -> Step:
    def step(root: Path) -> None:
        (root / to).parent.mkdir(parents=True, exist_ok=True)
        (root / path).rename(root / to)

    return step


def config(old: str, new: str) -> Step:
    return change("mkdocs.yml", old, new)


def facts(old: str, new: str) -> Step:
    return change("content/facts.yml", old, new)


def many(*steps: Step) -> Step:
    def step(root: Path) -> None:
        for one in steps:
            one(root)

    return step


def _copies(number: int) -> Step:
    page = "---\ntitle: Page {0}\n---\nText {0}.\n\n## Question {0} {{#q}}\n\nAnswer.\n"
    return many(
        *(write(f"content/en/faq/z{n:02}.md", page.format(n)) for n in range(1, number + 1))
    )


def _every(path: str, pattern: str, new: str) -> Step:
    def step(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        (root / path).write_text(re.sub(pattern, new, text), "utf-8")

    return step


LEDGERS = tuple(
    f"content/{name}.yml" for name in ("facts", "glossary", "branches/deira", "branches/riyadh")
)
EN, UR, AR = "content/en/", "content/ur/", "content/ar/"

EDITS: dict[str, Step] = {
    # Pages
    "a body": change(f"{EN}faq/counter.md", "Come in.", "Do come in."),
    "a body that says a fact with a day": change(
        f"{EN}faq/counter.md", "Come in.", "Come in within {{ refund.window }}."
    ),
    "a translation's body": change(f"{AR}faq/counter.md", "أهلا.", "أهلا وسهلا."),
    "a fallback page's body": change(f"{UR}faq/local.md", "جواب", "نیا جواب"),
    "a title that others show": change(f"{EN}faq/delivery.md", "title: Delivery", "title: To you"),
    "the title of what if_missed names": change(f"{EN}procedures/complain.md", "Complain", "Tell"),
    "a heading": change(f"{EN}faq/refunds.md", "## Where?", "## In which place?"),
    "a heading's id": many(
        change(f"{EN}faq/refunds.md", "{#where}", "{#place}"),
        change(f"{EN}faq/deep/nested.md", "#where", "#place"),
        change(f"{UR}faq/refunds.md", "{#where}", "{#place}"),
    ),
    "a question that a translation lacks": change(
        f"{UR}faq/refunds.md", "## کہاں؟ {#where}\n\n[کاؤنٹر](counter.md#hours) پر۔\n", "\n"
    ),
    "a popular heading": change(f"{UR}faq/refunds.md", "رقم کب ملے گی؟", "رقم کب؟"),
    "a source's headings": change(f"{EN}policies/returns.md", "## Limits", "## Bounds"),
    "a heading's day": change(f"{EN}faq/refunds.md", "updated=2026-11-05", "updated=2026-11-06"),
    "a description": change(f"{EN}faq/refunds.md", "How refunds work.", "About refunds."),
    "keywords": change(f"{EN}faq/refunds.md", "[money back]", "[money back, cash]"),
    "popular": change(f"{EN}faq/refunds.md", "[refund-time]", "[where, refund-time]"),
    "popular gone": change(f"{EN}faq/refunds.md", "popular: [refund-time]\n", ""),
    "updated": change(f"{EN}faq/refunds.md", "updated: 2026-10-01", "updated: 2026-11-19"),
    "effective": change(f"{EN}policies/returns.md", "2026-11-10", "2026-11-12"),
    "a version": change(f"{EN}policies/returns.md", '"2"', '"3"'),
    "a later text's body": change(f"{EN}policies/returns.from-2026-11-25.md", "None.", "Some."),
    "a later text's title": change(
        f"{AR}policies/returns.from-2026-11-25.md", "من الأربعاء", "الجديد"
    ),
    "a later text's announcement": change(
        f"{EN}policies/returns.from-2026-11-25.md", "2026-11-16", "2026-11-21"
    ),
    "a later text deleted": many(
        delete(f"{EN}policies/returns.from-2026-11-25.md"),
        delete(f"{AR}policies/returns.from-2026-11-25.md"),
    ),
    "the text before a later one": change(f"{AR}policies/returns.md", "title: ", "title: ال"),
    "reviewed": change(f"{EN}policies/returns.md", "2026-10-01", "2026-10-02"),
    "review_by": change(f"{EN}policies/returns.md", "2026-11-24", "2026-11-19"),
    "a review that is put off": change(f"{EN}policies/returns.md", "2026-11-24", "2027-11-24"),
    "robots": change(f"{AR}faq/counter.md", "title: المكتب", "title: المكتب\nrobots: noindex"),
    "kept out of the search": change(
        f"{EN}faq/delivery.md", "title:", "search: {exclude: true}\ntitle:"
    ),
    "the h1 of a page without a title": change(f"{EN}contact.md", "# How to", "# Where to"),
    "a title for a page without one": change(
        f"{EN}faq/deep/nested.md", "## A question", "# Nested\n\n## A question"
    ),
    "no title any more": change(f"{EN}faq/counter.md", "title: The counter", "tags: [a]"),
    "a draft": change(f"{EN}faq/delivery.md", "title:", "draft: true\ntitle:"),
    "a draft translation": change(f"{AR}faq/counter.md", "title:", "draft: true\ntitle:"),
    "a page of a kind": write(f"{EN}faq/a-new.md", "---\ntitle: New\n---\nNew.\n\n## Q {#q}\n\nA.\n"),
    "the 41st page of a section": _copies(41),
    "a translation added": write(f"{AR}faq/refunds.md", "---\ntitle: استرداد\n---\nنص.\n\n## متى؟\n\nقريبا.\n\n## أين؟\n\nهنا.\n"),
    "a translation deleted": delete(f"{UR}faq/refunds.md"),
    "a linked page deleted": delete(f"{EN}faq/delivery.md"),
    "a page that is linked to as HTML": write(f"{EN}faq/absent.md", "---\ntitle: Here\n---\nHere.\n"),
    "the page that md_in_html links to": delete(f"{UR}faq/refunds.md"),
    "a page moved": move(f"{EN}faq/deep/nested.md", f"{EN}faq/nested.md"),
    "a section's first page moved": move(f"{EN}faq/counter.md", f"{EN}faq/till.md"),
    "a page that stands alone": write(f"{EN}about.md", "---\ntitle: About\n---\nAbout.\n"),
    "an index for a section": write(f"{EN}faq/index.md", "---\ntitle: All\n---\nAll.\n"),
    "a section's only page": delete(f"{EN}surveys/visit.md"),
    "a new section": write(f"{EN}other/page.md", "---\ntitle: Other\n---\nOther.\n"),
    "another source language": change(f"{UR}faq/local.md", "{{ counter.wait }}", "{{ survey.length }}"),
    "an English page for one of Urdu": write(
        f"{EN}faq/local.md", "---\ntitle: Local\n---\nHere.\n\n## Question {#question}\n\nAnswer.\n"
    ),
    "a survey's question": change(f"{EN}surveys/visit.md", "What was best?", "And the best?"),
    "a survey's incentive": change(f"{EN}surveys/visit.md", "survey.voucher", "free.from"),
    "a time": change(f"{EN}standards/answering.md", "answer.time", "counter.wait"),
    "what if_missed names": change(f"{EN}standards/answering.md", "complain#steps", "complain"),
    # Notices
    "a notice's title": change(f"{EN}notices/kettle.md", "Kettle recall", "Recall of a kettle"),
    "a notice's severity": change(f"{EN}notices/kettle.md", "critical", "info"),
    "a notice's pages": change(f"{EN}notices/hours.md", ", policies/index", ""),
    "a notice's branches": change(f"{EN}notices/hours.md", "[riyadh]", "[riyadh, deira]"),
    "a notice deleted": delete(f"{EN}notices/hours.md"),
    "a notice's translation deleted": delete(f"{UR}notices/kettle.md"),
    # Pictures and files
    "a file that was linked to before it was there": write(f"{EN}new.pdf", "new"),
    "a picture that was named before it was there": write(f"{EN}form.png", "picture"),
    "a translation's own file": write(f"{UR}form.pdf", "فارم"),
    "a file deleted": delete(f"{EN}form.pdf"),
    "a file of a fallback page deleted": delete(f"{UR}local.pdf"),
    "a file's content": write(f"{EN}form.pdf", "another form"),
    "a picture moved": move("content/shared.svg", "content/moved.svg"),
    "robots.txt": write("content/robots.txt", "User-agent: *\n"),
    # Facts
    "a fact": facts("14 days", "15 days"),
    "a fact on no page": facts("{number: 3}", "{number: 4}"),
    "a fact that a heading's answer says": facts("7 working days", "8 working days"),
    "a fact that a text quotes": facts("10 minutes", "11 minutes"),
    "a fact that a label quotes": facts("500 AED", "600 AED"),
    "a fact that a reason quotes": facts("{number: 4}", "{number: 5}"),
    "a fact of one region": facts("30 SAR", "35 SAR"),
    "a reason": facts("Riyals, {{", "In riyals, {{"),
    "a label": facts('ur: "فیس"', "ur: ڈیلیوری"),
    "a fact that a translation borrows": facts("30 seconds", "40 seconds"),
    "a fact's day": facts("updated: 2026-11-01", "updated: 2026-11-18"),
    "a fact's day to come": facts("{duration: 3 minutes}", "{duration: 3 minutes, updated: 2026-11-22}"),
    "a contact's number": facts("555 0142", "555 0143"),
    "a contact's label": facts("{en: Call,", "{en: Ring,"),
    "a fact that varies no more": facts("[region, branch]", "region"),
    "a region deleted": facts("  regions:\n    SA: {money: 30 SAR, reason: {en: \"Riyals, {{ riyal.rate }}.\", ur: ریال۔, ar: ريال.}}\n", ""),
    "a value to come": facts("money: 30 SAR,", "money: 30 SAR, starts: 2026-11-24,"),
    "a value that ends": facts("money: 30 SAR,", "money: 30 SAR, ends: 2026-11-21,"),
    "a quantity by hand": change(f"{EN}faq/delivery.md", "Long.", "Long: 10 minutes."),
    "a comment": facts("# The ledger.", "# All facts."),
    # Branches and words
    "a branch's name": change("content/branches/deira.yml", "Deira, ur", "Old Deira, ur"),
    "a branch's address": change("content/branches/deira.yml", "Rigga", "Al Rigga"),
    "a branch's region": change("content/branches/deira.yml", "AE", "SA"),
    "a branch's hours": append("content/branches/deira.yml", 'hours: "Mo-Su 08:00-22:00"\n'),
    "a branch's hours of certain days": append(
        "content/branches/deira.yml",
        """hours:
  - "Mo-Su 08:00-22:00"
  - {starts: 2026-11-22, ends: 2026-11-24, hours: closed, reason: {en: Refit, ur: مرمت, ar: تجديد}}
""",
    ),
    "a branch's difference": change("content/branches/riyadh.yml", "10:00", "11:00"),
    "a difference's start": change("content/branches/riyadh.yml", "2026-11-25", "2026-11-15"),
    "a difference's end": change(
        "content/branches/riyadh.yml", "starts: 2026-11-25", "starts: 2026-11-25\n    ends: 2026-12-05"
    ),
    "what a notice announces": change(
        "content/en/notices/hours.md", "branches: [riyadh]", "branches: [riyadh]\nannounces: counter.hours"
    ),
    "a branch's time zone": append("content/branches/deira.yml", "timezone: Europe/London\n"),
    "a branch added": write("content/branches/ajman.yml", "name: {en: Ajman, ur: عجمان, ar: عجمان}\nregion: AE\n"),
    "a branch deleted": delete("content/branches/deira.yml"),
    "a fact excused": facts("unused.fact:", "# kbgen: ignore KB404 because of later\nunused.fact:"),
    "a comment that excuses": change(
        f"{UR}faq/refunds.md", "{{ refund.time }} میں", "<!-- kbgen: ignore KB403 because of it -->\n{{ refund.time }} میں"
    ),
    "lines by a front matter of no fields": change(f"{EN}faq/deep/nested.md", "## A", "---\n---\n## A"),
    "a link to another language": append(f"{UR}faq/local.md", "\n[یہاں](../../en/faq/counter.md)\n"),
    "a word that is wrong": change("content/glossary.yml", "ar: استرداد}", "ar: استرداد, avoid: {en: money}}"),
    "no glossary": delete("content/glossary.yml"),
    "a term": change("content/glossary.yml", "en: refund", "en: [refund, refunds]"),
    # mkdocs.yml
    "site_name of one language": config("site_name: ساحل}", "site_name: ساحل مدد}"),
    "a language's name": config("name: اردو", "name: اُردو"),
    "site_url": config("example.com/kb/", "example.com/"),
    "no site_url": config("site_url: https://help.example.com/kb/\n", ""),
    "site_description": config("Answers.", "All answers."),
    "copyright": config("© Sahil", "© Sahil & Co"),
    "extra_css": config("[own.css]", "[own.css, more.css]"),
    "extra_javascript": config("[own.js]", "[own.js, {path: more.js, defer: true}]"),
    "extra": config("blue", "green"),
    "what an own template reads": config("example.com/repo", "example.com/source"),
    "a language added": many(
        config("        - {locale: ar", "        - {locale: hi, name: हिंदी}\n        - {locale: ar"),
        *(_every(path, r"\bar: (\"[^\"]*\"|[^,}\n]*)", r"\g<0>, hi: हिंदी") for path in LEDGERS),
    ),
    "a language dropped": many(
        config("        - {locale: ar, name: العربية, site_name: ساحل عربي}\n", ""),
        *(_every(path, r", ar: (\"[^\"]*\"|[^,}\n]*)", "") for path in LEDGERS),
        lambda root: shutil.rmtree(root / AR),
    ),
    "another default": many(
        config("English, default: true", "English"),
        config("name: اردو", "name: اردو, default: true"),
        config('KB306: "off"', 'KB306: "off", KB105: "off"'),
    ),
    "languages in another order": config(
        "        - {locale: ur, name: اردو, site_name: ساحل}\n        - {locale: ar, name: العربية, site_name: ساحل عربي}\n",
        "        - {locale: ar, name: العربية, site_name: ساحل عربي}\n        - {locale: ur, name: اردو, site_name: ساحل}\n",
    ),
    "numbering": config("numbering: latn", "numbering: arabext"),
    "a currency's word": config("AED: درہم", "AED: اماراتی درہم"),
    "a locale": config("ur-PK", "ur-IN"),
    "contact": config("[helpline, care.email]", "[care.email]"),
    "the company's time zone": config("      contact:", "      timezone: Asia/Karachi\n      contact:"),
    "tasks of the home page": config("      contact:", "      home: [contact]\n      contact:"),
    "accent": config("#00796b", "#7b1fa2"),
    "logo": config("brand/logo.svg", "brand/other.svg"),
    "no logo": config(", logo: brand/logo.svg", ""),
    "a logo's content": write("brand/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "a picture of the brand": config("logo: brand", "image: brand/image.png, logo: brand"),
    "social": config("x.com/sahil", "x.com/sahil_help"),
    "where forms go": config("endpoint: xyzabcde", "endpoint: xyzabcdf"),
    "another form service": config("{service: formspree, endpoint: xyzabcde}", "{service: netlify}"),
    "no feedback": config("endpoint: xyzabcde}", "endpoint: xyzabcde, feedback: false}"),
    "a beacon": config("      contact:", "      search: {beacon: https://b.example.com/}\n      contact:"),
    "prove": config("prove: true", "prove: false"),
    "a check that is off": config("KB403: warning", 'KB403: "off"'),
    "a check of one kind": config("KB422: warning", 'KB422: {policy: "off", "*": warning}'),
    "severities": config('KB306: "off"', "KB306: warning"),
    "headers": config("      contact:", "      hosting: {headers: true}\n      contact:"),
    "copies": config("      contact:", "      hosting: {compress: true}\n      contact:"),
    "no directory addresses": config("docs_dir: content", "docs_dir: content\nuse_directory_urls: false"),
    "a Markdown extension": config("  - attr_list", "  - attr_list\n  - smarty"),
    "an extension's setting": config("{permalink: true}", "{permalink: true, toc_depth: 2}"),
    "no permalinks": config("{permalink: true}", "{permalink: false}"),
    "a plugin's setting": config("docs_structure: folder", "docs_structure: folder\n      fallback_to_default: false"),
    "exclude_docs": config("docs_dir: content", "docs_dir: content\nexclude_docs: |\n  form.pdf"),
    # Templates and words
    "a file of the own theme": write("over/assets/own.css", "p {color: red}"),
    "a file of the own theme deleted": delete("over/assets/own.css"),
    "a picture that an own template shows": write("over/.icons/own.svg", "<svg/>"),
    "an own template": append("over/kb/policy.html", "<p>more</p>\n"),
    "a template that another includes": write("over/kb/more.html", "<p>still more</p>\n"),
    "an own template deleted": delete("over/kb/policy.html"),
    "a template of the theme replaced": write("over/kb/helpful.html", "<p>Helpful?</p>\n"),
    "no templates of its own": config(", custom_dir: over", ""),
    "a word of the interface": change("locales/ur/LC_MESSAGES/kbgen.po", "گھر", "سرورق"),
    "words of another language": write(
        "locales/ar/LC_MESSAGES/kbgen.po",
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Home"\nmsgstr "البيت"\n',
    ),
}  # fmt: skip

DAYS = ("2026-10-15", "2026-11-09", "2026-11-22", "2026-11-25", "2026-12-01", "2027-01-05")
"""Days on which something of the site changes by itself."""

TELLING = (
    "a later text's body",
    "a later text's announcement",
    "a later text deleted",
    "a title that others show",
    "a heading",
    "a body that says a fact with a day",
    "a heading's id",
    "a question that a translation lacks",
    "the 41st page of a section",
    "a translation deleted",
    "a linked page deleted",
    "a file that was linked to before it was there",
    "a translation's own file",
    "a fact that a label quotes",
    "a fact that a reason quotes",
    "a fact that a translation borrows",
    "a quantity by hand",
    "review_by",
    "a comment that excuses",
    "lines by a front matter of no fields",
    "a word that is wrong",
    "a check of one kind",
    "prove",
    "a branch's region",
    "site_name of one language",
    "what an own template reads",
    "another default",
    "a template that another includes",
)
"""What every run of the tests tries; KBGEN_ALL_EDITS=1 has them try all."""
