"""Blocks, facts, links, titles and data that stand otherwise in a translation than in its source."""

from __future__ import annotations

import pytest

from tests.conftest import MakeSite
from tests.sites import CONFIG, Project

LEDGER = """\
-- content/facts.yml --
refund.window: {duration: 14 days}
exchange.window: {duration: 30 days}
fee: {money: 25 AED}
tel: {phone: "+971 4 555 0142"}
model: {text: {en: NH-KT20, ur: NH-KT20, ar: NH-KT20, hi: NH-KT20}}
-- content/en/other.md --
---
title: Other
---
Other.
-- content/ur/other.md --
---
title: دوسرا
---
دوسرا۔
-- content/en/third.md --
---
title: Third
---
Third.
-- content/ur/third.md --
---
title: تیسرا
---
تیسرا۔
"""
# Of other rules: nothing uses some facts, and Arabic and Hindi are missing.
IGNORED = {"KB404", "KB421", "KB471"}
MEANING = {"KB402"}


def pair(source: str, translation: str, head: str = "") -> str:
    return (
        f"{LEDGER}-- content/en/a.md --\n---\ntitle: Fees\n---\n{source}\n"
        f"-- content/ur/a.md --\n---\ntitle: فیس\n{head}---\n{translation}\n"
    )


def found(project: Project, ignored: set[str] = IGNORED) -> list[str]:
    """Return severity and code of what is found, with its line in the file."""
    return [
        "{line} {severity} {code}".format(**one)
        for one in project.check(sameness=True)
        if one["code"] not in ignored
    ]


TABLE = "| a | b |\n|---|---|\n"
# English, Urdu, and what is found in the translation, whose text begins in line 4.
FORMS = {
    "a paragraph missing": ("One here.\n\nTwo there.\n\nThree.", "ایک یہاں۔\n\nتین۔", ["4 warning KB429"]),
    "a paragraph missing with its fact": ("One.\n\nPay {{ fee }}.", "ایک۔", ["4 error KB429"]),
    "a paragraph more": ("One.", "ایک۔\n\nدو اور۔", ["6 warning KB429"]),
    "two paragraphs as one": ("Pay {{ fee }}.\n\nCall {{ tel }}.", "{{ fee }} دیں۔ {{ tel }} پر کال کریں۔", ["4 warning KB429"]),
    "a step missing with its fact": ("1. Pay {{ fee }}.\n2. Go.\n3. Stop.", "1. جائیں۔\n2. رکیں۔", ["4 error KB423"]),
    "a step twice": ("1. Pay {{ fee }}.\n2. Go.", "1. {{ fee }} دیں۔\n2. {{ fee }} دیں۔\n3. جائیں۔", ["5 error KB423"]),
    "a row missing": (f"{TABLE}| c | {{{{ fee }}}} |\n| d | e |", f"{TABLE}| ج | د |", ["4 error KB425"]),
    "a cell more": (f"{TABLE}| c | d |", f"{TABLE}| ج | د | ہ |\n", ["6 error KB425"]),
    "a cell with a fact alone": (f"{TABLE}| c | {{{{ fee }}}} |", f"{TABLE}| ج | {{{{ fee }}}} |", []),
    "a paragraph for a step": ("1. Pay.\n2. Go.", "1. ادا کریں۔\n\nجائیں۔", ["6 error KB423"]),
    "a folded warning": ("!!! warning\n    Stop.", "??? warning\n    رکیں۔", ["4 error KB426"]),
    "an unfolded warning": ("!!! warning\n    Stop.", "???+ warning\n    رکیں۔", []),
    "an admonition missing": ("One.\n\n!!! note\n    Pay {{ fee }}.", "ایک۔", ["4 error KB426"]),
    "the same": ("One.\n\n1. Two\n\n| a |\n|---|\n| b |", "ایک۔\n\n1. دو\n\n| الف |\n|---|\n| ب |", []),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_blocks_are_those_of_the_source(name: str, site: MakeSite) -> None:
    source, translation, expected = FORMS[name]
    assert found(site(pair(source, translation))) == expected


STEPS = "1. Pay {{{{ {0} }}}}.\n2. Go.\n3. Call {{{{ {1} }}}}."
OWN_STEPS = "1. {{{{ {0} }}}} دیں۔\n2. جائیں۔\n3. {{{{ {1} }}}} پر کال کریں۔"
USES = {
    "swapped between steps": (STEPS.format("fee", "tel"), OWN_STEPS.format("tel", "fee"), ["4 error KB403"]),
    "swapped between rows": (
        f"{TABLE}| c | {{{{ fee }}}} |\n| d | {{{{ tel }}}} |",
        f"{TABLE}| ج | {{{{ tel }}}} |\n| د | {{{{ fee }}}} |",
        ["6 error KB403"],
    ),
    "swapped between cells": (f"{TABLE}| c | {{{{ fee }}}} |", f"{TABLE}| {{{{ fee }}}} | ج |", ["6 error KB403"]),
    "swapped between paragraphs": ("{{ fee }} a.\n\n{{ tel }} b.", "{{ tel }} الف۔\n\n{{ fee }} ب۔", ["4 error KB403"]),
    "moved to the next paragraph": ("Pay {{ fee }}. Go.\n\nStop.", "جائیں۔\n\n{{ fee }} دیں۔ رکیں۔", ["6 warning KB429"]),
    "two durations of a sentence swapped": (
        "Return it in {{ refund.window }}, exchange it in {{ exchange.window }}.",
        "{{ exchange.window }} میں لوٹائیں، {{ refund.window }} میں بدلیں۔",
        ["4 warning KB412"],
    ),
    "a duration and an amount in another order": (
        "Pay {{ fee }} within {{ refund.window }}.", "{{ refund.window }} کے اندر {{ fee }} دیں۔", [],
    ),
    "two links swapped": (
        "Read [one](other.md) or [two](third.md).", "[ایک](third.md) یا [دو](other.md) پڑھیں۔", ["4 warning KB412"],
    ),
    "links swapped between items": (
        "- [one](other.md)\n- [two](third.md)", "- [ایک](third.md)\n- [دو](other.md)", ["4 error KB427"],
    ),
    "other facts in a step": (
        "1. Pay {{ fee }} in {{ refund.window }}.", "1. {{ tel }} پر {{ exchange.window }} میں کال کریں۔", ["4 error KB403"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", USES)
def test_facts_and_links_stand_where_the_source_has_them(name: str, site: MakeSite) -> None:
    source, translation, expected = USES[name]
    assert found(site(pair(source, translation))) == expected


HIDDEN = {
    "struck through": ("Pay. Go.", "ادا کریں۔ ~~جائیں۔~~", ["4 error KB411"]),
    "deleted": ("Pay. Go.", "ادا کریں۔ <del>جائیں۔</del>", ["4 error KB411"]),
    "hidden": ("Pay. Go.", "ادا کریں۔ <span hidden>جائیں۔</span>", ["4 error KB411"]),
    "not displayed": ("Pay. Go.", "ادا کریں۔\n{: style='display: none' }", ["5 error KB411"]),
    "shown, unlike the source": ("~~Pay.~~ Go.", "ادا کریں۔ جائیں۔", ["4 error KB411"]),
    "struck in both": ("~~Pay.~~ Go.", "~~ادا کریں۔~~ جائیں۔", []),
    "a sentence in a comment": ("Pay. Go.", "ادا کریں۔ <!-- پھر فوراً جائیں۔ -->", ["4 warning KB412"]),
    "a comment for colleagues": ("Pay. Go.", "ادا کریں۔ جائیں۔ <!-- checked by the team -->", []),
    "a note in brackets": ("Pay. Go.", "ادا کریں۔ جائیں۔ [منظوری ابھی باقی ہے]", ["4 warning KB412"]),
    "a link": ("Pay [there](other.md).", "[وہاں جا کر سب](other.md) ادا کریں۔", []),
    "a fact named hidden": ("Pay. {: .note }", "ادا کریں۔ {: .note }", []),
}  # fmt: skip


@pytest.mark.parametrize("name", HIDDEN)
def test_nothing_is_hidden_in_one_language_alone(name: str, site: MakeSite) -> None:
    source, translation, expected = HIDDEN[name]
    assert found(site(pair(source, translation))) == expected


HEADED = "## A {{#a}}\n\nPay {{{{ fee }}}}.\n\n{0}Call {{{{ tel }}}} or [read](other.md).\n\n## C {{#c}}\n\nGo."
OWN_HEADED = (
    "## الف {{#a}}\n\n{{{{ fee }}}} دیں۔\n\n{0}{{{{ tel }}}} پر کال کریں یا [پڑھیں](other.md)۔\n\n"
    "## ج {{#c}}\n\nجائیں۔"
)
SECTIONS = {
    "a heading missing": (HEADED.format("## B {#b}\n\n"), OWN_HEADED.format(""), ["8 error KB422"]),
    "a heading more": (HEADED.format(""), OWN_HEADED.format("## ب {#b}\n\n"), ["8 error KB422"]),
    "another id": (HEADED.format("## B {#b}\n\n"), OWN_HEADED.format("## ب {#bb}\n\n"), ["8 error KB422"]),
    "a heading missing and a fact swapped": (
        HEADED.format("## B {#b}\n\n"), OWN_HEADED.format("").replace("fee", "refund.window"),
        ["6 error KB403", "8 error KB422"],
    ),
    "a section missing with its text": (
        "## A {#a}\n\nPay {{ fee }}.\n\n## B {#b}\n\n- Call {{ tel }}.", "## الف {#a}\n\n{{ fee }} دیں۔", ["6 error KB422"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SECTIONS)
def test_a_heading_brings_one_finding(name: str, site: MakeSite) -> None:
    source, translation, expected = SECTIONS[name]
    assert found(site(pair(source, translation))) == expected


def test_a_link_to_a_section_without_its_id_follows_from_the_heading(site: MakeSite) -> None:
    source, translation = "## A {#a}\n\nSee [it](#a).", "## الف {#b}\n\n[اسے](#a) دیکھیں۔"
    assert found(site(pair(source, translation))) == ["4 error KB422"]


def page(name: str, lang: str, title: str, body: str, head: str = "") -> str:
    return f"-- content/{lang}/{name}.md --\n---\ntitle: {title}\n{head}---\n{body}\n"


LONG = "Please keep the receipt and the box until the money is back."
OWN_LONG = "رقم واپس ملنے تک رسید اور ڈبا دونوں سنبھال کر رکھیں۔"
SAFE = "Do not touch a switch, leave the house and call for help."
OWN_SAFE = "کسی سوئچ کو ہاتھ نہ لگائیں، گھر سے نکلیں اور مدد کے لیے کال کریں۔"
HEADS = [
    'description: "How to return an item and get money back."\nkeywords: [return, refund, exchange]\n',
    'description: "What to do when something smells of gas."\nkeywords: [gas, smell, leak]\n',
]
OWN_HEADS = [
    'description: "چیز کیسے لوٹائیں اور رقم کیسے واپس پائیں۔"\nkeywords: [واپسی, رقم, تبادلہ]\n',
    'description: "گیس کی بو آنے پر آپ کو کیا کرنا چاہیے۔"\nkeywords: [گیس, بو, اخراج]\n',
]
TWO = (
    page("returns", "en", "Returns", LONG, HEADS[0])
    + page("gas", "en", "Gas", SAFE, HEADS[1])
    + page("returns", "ur", "واپسی", OWN_LONG, OWN_HEADS[0])
    + page("gas", "ur", "گیس", OWN_SAFE, OWN_HEADS[1])
)
PASTED = {
    "nothing": ("", "", []),
    "the paragraph of another page": (OWN_SAFE, OWN_LONG, ["6 error KB413"]),
    "nearly the paragraph of another page": (OWN_SAFE, OWN_LONG.replace("دونوں ", ""), []),
    "the title of another page": ("title: گیس", "title: واپسی", ["2 error KB413"]),
    "the description of another page": (
        OWN_HEADS[1].split("\n")[0], OWN_HEADS[0].split("\n")[0], ["3 error KB413"],
    ),
    "the keywords of another page": (
        OWN_HEADS[1].split("\n")[1], OWN_HEADS[0].split("\n")[1], ["4 error KB413"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PASTED)
def test_no_text_stands_in_the_place_of_another(name: str, site: MakeSite) -> None:
    old, new, expected = PASTED[name]
    found_here = found(site(TWO.replace(old, new)), {*IGNORED, "KB402", "KB411", "KB412"})
    assert found_here == expected


def test_texts_with_the_same_source_may_be_the_same(site: MakeSite) -> None:
    both = page("b", "en", "B", LONG) + page("b", "ur", "ب", OWN_LONG)
    both += page("c", "en", "C", LONG.replace("the box", "the whole box")) + page(
        "c", "ur", "ج", OWN_LONG
    )
    assert found(site(both)) == []


SURVEY = (
    "-- content/en/surveys/s.md --\n---\ntitle: S\nquestions: [{id: best, type: open}, {id: worst, type: open}]\n"
    "text:\n  best: What did you like?\n  worst: What should we change?\n---\nAsk.\n"
    "-- content/ur/surveys/s.md --\n---\ntitle: س\ntext:\n  best: BEST\n  worst: WORST\n---\nپوچھیں۔\n"
)


@pytest.mark.parametrize(
    ("best", "worst", "expected"),
    [
        ("آپ کو کیا پسند آیا؟", "ہم کیا بدلیں؟", []),
        ("آپ کو کیا پسند آیا؟", "آپ کو کیا پسند آیا؟", ["5 error KB413"]),
        ("What did you like?", "ہم کیا بدلیں؟", ["4 error KB431"]),
    ],
)
def test_the_questions_of_a_survey_are_those_of_its_source(
    best: str, worst: str, expected: list[str], site: MakeSite
) -> None:
    project = site(SURVEY.replace("BEST", best).replace("WORST", worst))
    assert found(project, {*IGNORED, "KB305", "KB412", "KB411"}) == expected


ENGLISH = {
    "a heading": ("## Our steps\n\nGo.", "## Our steps\n\nجائیں۔", "", ["4 error KB431"]),
    "a heading of one word": ("## Steps\n\nThe steps.", "## Steps\n\nمراحل۔", "", ["4 error KB431"]),
    "a name": ("## WhatsApp\n\nGo.", "## WhatsApp\n\nجائیں۔", "", []),
    "cells": (f"{TABLE}| Every order | Free |", f"{TABLE}| Every order | مفت |", "", ["6 error KB431"]),
    "a sentence": (
        "Go. We are sorry that it went wrong. Wait for a while and look again.",
        "جائیں۔ We are sorry that it went wrong. تھوڑی دیر رکیں اور پھر دوبارہ دیکھ لیں۔", "", ["4 error KB431"],
    ),
    "keywords": ("Go.", "جائیں۔", "keywords: [fees, costs]\n", ["3 error KB431"]),
    "keywords in Latin letters": ("Go.", "جائیں۔", "keywords: [kharcha, kitni fees]\n", []),
}  # fmt: skip


@pytest.mark.parametrize("name", ENGLISH)
def test_short_texts_are_translated(name: str, site: MakeSite) -> None:
    source, translation, head, expected = ENGLISH[name]
    text = pair(source, translation, head).replace(
        "title: Fees\n", "title: Fees\nkeywords: [fees, costs]\n"
    )
    assert found(site(text)) == expected


DATA = """\
-- content/facts.yml --
model: {text: {en: NH-KT20, ur: MODEL}}
fee: {money: 25 AED, label: {en: Delivery fee, ur: LABEL}}
more: {money: 35 AED, label: {en: Fitting fee, ur: تنصیب کی فیس}}
-- content/branches/deira.yml --
name: {en: Deira, ur: NAME}
region: AE
address: {en: "12 Al Rigga Road, Deira", ur: "12 الرقہ روڈ، دیرہ"}
"""
TEXTS = {"MODEL": "NH-KT20", "LABEL": "ڈیلیوری کی فیس", "NAME": "دیرہ"}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("", "", set()),
        ("MODEL", "NH-KT28", {"content/facts.yml:1 KB402"}),
        ("LABEL", "Delivery fee", {"content/facts.yml:2 KB431"}),
        ("LABEL", "تنصیب کی فیس", {"content/facts.yml:3 KB413"}),
        ("NAME", "مرینا", {"content/branches/deira.yml:1 KB402"}),
    ],
)
def test_texts_of_the_data_are_those_of_the_source(
    name: str, value: str, expected: set[str], site: MakeSite
) -> None:
    text = DATA
    for key, own in (TEXTS | {name: value} if name else TEXTS).items():
        text = text.replace(key, own)
    config = CONFIG.replace(
        "        - {locale: ar, name: العربية}\n        - {locale: hi, name: हिन्दी}\n", ""
    )
    found_here = site(f"-- mkdocs.yml --\n{config}{text}").check(sameness=True)
    codes = ("KB402", "KB411", "KB412", "KB413", "KB431", "KB432")
    assert {
        "{path}:{line} {code}".format(**f) for f in found_here if f["code"] in codes
    } == expected


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("درہم", False), ("اماراتی درہم", False), ("بحرینی دینار", True), ("روپے", True)],
)
def test_a_word_for_a_currency_is_not_that_of_another(
    words: str, is_found: bool, site: MakeSite
) -> None:
    options = f"- kbgen: {{locales: {{ur: {{currencies: {{AED: {words}}}}}}}}}"
    project = site(f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', options)}")
    assert ("KB402" in {one["code"] for one in project.check(sameness=True)}) is is_found
