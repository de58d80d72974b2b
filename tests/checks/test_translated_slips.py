"""What languages say of one another: names, ids, orders and texts that one of them has otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from kbgen.checks.fix import with_edits
from kbgen.commands.build import check_project
from tests.conftest import MakeSite
from tests.sites import Project, write_site

LEDGER = """\
-- content/facts.yml --
fee: {money: 25 AED}
fee.post: {money: 5 AED}
"""
TITLES = {"en": "Cards", "ur": "کارڈ", "ar": "البطاقات", "hi": "कार्ड"}
NOT_TRANSLATED = ("KB404", "KB421", "KB441")
"""What follows from languages and facts that these small sites lack."""


def page(lang: str, body: str, title: str = "", fields: str = "", name: str = "a") -> str:
    """Return a page as a section of a site, with the title of its language by default."""
    head = f"title: {title or TITLES[lang]}\n{fields}"
    return f"-- content/{lang}/{name}.md --\n---\n{head}---\n{body}\n"


class Case(NamedTuple):
    """A site, where each finding is with its code, and words that the first one has."""

    files: str
    found: list[str]
    words: list[str]


def findings(project: Project) -> list[dict[str, str]]:
    found = project.check(sameness=True)
    return [one for one in found if one["code"] not in NOT_TRANSLATED]


FEES, UR_FEES = "## Fees {#fees}\n\n", "## فیس {#fees}\n\n"
NO_FACT = ["names of facts are not translated", "write {{ fact.id }}"]
NAMED = {
    "a fact": Case(
        page("en", f"{FEES}A card costs {{{{ fee }}}}.")
        + page("ur", f"{UR_FEES}کارڈ کی قیمت {{{{ فیس }}}} ہے۔"),
        ["content/ur/a.md:6:14 KB205"],
        ["'{{ فیس }}'", "names of facts are not translated", "write {{ fee }}"],
    ),
    "a fact that the source does not use": Case(
        page("en", f"{FEES}Ask us.") + page("ur", f"{UR_FEES}ہم سے {{{{ فیس }}}} پوچھیں۔"),
        ["content/ur/a.md:6:7 KB205"],
        NO_FACT,
    ),
    "a fact of a page without a source": Case(
        page("en", f"{FEES}It costs {{{{ قیمت }}}}."), ["content/en/a.md:6:10 KB205"], NO_FACT
    ),
    "a file": Case(
        page("en", "Ask us.", name="faq/money") + page("ur", "ہم سے پوچھیں۔", name="faq/رقم"),
        ["content/ur/faq/رقم.md:1:1 KB110"],
        ["translation of content/en/faq/money.md", "rename it to money.md"],
    ),
    "a file of one of two pages": Case(
        page("en", "Ask us.", name="faq/money")
        + page("en", "Call us.", name="faq/cards")
        + page("ur", "ہم سے پوچھیں۔", name="faq/رقم"),
        ["content/ur/faq/رقم.md:1:1 KB110"],
        ["the address faq/رقم/", "small latin letters"],
    ),
}
TWO_FEES = page("en", f"{FEES}A card costs {{{{ fee }}}}, and {{{{ fee.post }}}} by post.")
BOTH_FACTS = "write {{ fee }} or {{ fee.post }}, as content/en/a.md has it here"
SEVERAL = {
    "two facts": (
        TWO_FEES + page("ur", f"{UR_FEES}کارڈ کی قیمت {{{{ فیس }}}} ہے، اور ڈاک سے {{{{ ڈاک }}}}۔"),
        {"6:14": BOTH_FACTS, "6:39": BOTH_FACTS},
    ),
    "one of two facts": (
        TWO_FEES + page("ur", f"{UR_FEES}کارڈ کی قیمت {{{{ fee }}}} ہے، اور ڈاک سے {{{{ ڈاک }}}}۔"),
        {"6:39": "write {{ fee.post }}"},
    ),
    "a fact of a section with another id": (
        TWO_FEES + page("ur", "## فیس {#fee}\n\nقیمت {{ فیس }} ہے۔"),
        {"6:6": "write {{ fact.id }}, or \\{{ to show the braces themselves"},
    ),
}
EN_LINES = """\
The card comes in three days to the address that you wrote.

This service is free for all who ask for it on our site.

Do not send your PIN to any person at any time."""
UR_LINES = """\
کارڈ تین دن میں آپ کے لکھے ہوئے پتے پر پہنچتا ہے۔

یہ سروس ہماری ویب سائٹ سے مانگنے والے ہر شخص کے لیے مفت ہے۔

اپنا پن کسی بھی وقت کسی شخص کو نہ بھیجیں۔"""
AR_LINES = """\
تصلك البطاقة في ثلاثة أيام إلى العنوان الذي كتبته.

هذه الخدمة مجانية لكل من يطلبها من موقعنا.

لا ترسل رقمك السري إلى أي شخص في أي وقت."""
HI_LINES = """\
कार्ड तीन दिन में आपके लिखे हुए पते पर पहुँचता है।

यह सेवा हमारी वेबसाइट से माँगने वाले हर व्यक्ति के लिए मुफ़्त है।

अपना पिन किसी भी समय किसी व्यक्ति को न भेजें।"""
OTHER_LANGUAGE = {
    "Arabic in the folder of Urdu": Case(
        page("en", EN_LINES) + page("ur", AR_LINES),
        ["content/ur/a.md:2:8 KB132"],
        ["in Arabic", "folder of Urdu", "move it to content/ar/a.md", "put the page in Urdu here"],
    ),
    "Arabic in both folders": Case(
        page("en", EN_LINES) + page("ur", AR_LINES) + page("ar", AR_LINES),
        ["content/ur/a.md:2:8 KB132"],
        ["put the page in Urdu here again", "content/ar/a.md is the one in Arabic"],
    ),
    "Urdu in the folder of the source": Case(
        page("en", UR_LINES) + page("ur", UR_LINES),
        ["content/en/a.md:2:8 KB132"],
        ["in Urdu", "folder of English", "content/ur/a.md is the one in Urdu"],
    ),
    "each in its own": Case(
        page("en", EN_LINES) + page("ur", UR_LINES) + page("ar", AR_LINES), [], []
    ),
    "half in Arabic, half in Hindi": Case(
        page("en", EN_LINES) + page("ur", f"{AR_LINES}\n\n{HI_LINES}"),
        [f"content/ur/a.md:{line}:1 KB432" for line in (4, 6, 8, 10, 12, 14)],
        ["this is Arabic on a page in Urdu", "translate it"],
    ),
    "a page in question marks": Case(
        page("en", "Keep it safe.") + page("ur", "?? ???? ???? ????۔"),
        ["content/ur/a.md:4:1 KB133"],
        ["nearly all letters", "save it as UTF-8"],
    ),
}
EN_IDS = "## How much? {#fee}\n\nAsk us.\n\n## When does it come? {#when}\n\nSoon."
UR_IDS = "## کتنے کا؟ {#fee}\n\nہم سے پوچھیں۔\n\n## کب آتا ہے؟ {#when}\n\nجلد۔"
AR_IDS = "## بكم هي؟ {#fee}\n\nاسألنا.\n\n## متى تصل؟ {#when}\n\nقريبًا."
LINKED = page("en", "See [when](a.md#when) it comes.", name="b")
LINKED += page("ur", "دیکھیں کہ کارڈ [کب](a.md#when) آتا ہے۔", name="b")
IDS = {
    "all": Case(
        page("en", EN_IDS.replace(" {#fee}", "").replace(" {#when}", "")) + page("ur", UR_IDS),
        ["content/en/a.md:4:4 KB134"],
        ["have lost their ids", "{#fee}, {#when}", "“How much?”, “When does it come?”"],
    ),
    "all, with links to them": Case(
        page("en", EN_IDS.replace(" {#fee}", "").replace(" {#when}", ""))
        + page("ur", UR_IDS)
        + LINKED,
        ["content/en/a.md:4:4 KB134"],
        ["{#fee}, {#when}"],
    ),
    "one that two translations have": Case(
        page("en", EN_IDS.replace(" {#when}", "")) + page("ur", UR_IDS) + page("ar", AR_IDS),
        ["content/en/a.md:8:4 KB134"],
        ["this heading has lost its id", "write {#when}"],
    ),
    "one on which they do not agree": Case(
        page("en", EN_IDS.replace(" {#when}", ""))
        + page("ur", UR_IDS)
        + page("ar", AR_IDS.replace("{#when}", "{#time}")),
        ["content/ar/a.md:8:4 KB422", "content/ur/a.md:8:4 KB422"],
        ["'time' here", "{#when-does-it-come}"],
    ),
    "none": Case(page("en", EN_IDS) + page("ur", UR_IDS) + LINKED, [], []),
}
EN_SECTIONS = """\
## How do I pay by card? {#pay}

Hold the card to the terminal and wait for the sound.

## How do I return a parcel? {#back}

Print the label and take the parcel to the post office."""
UR_SECTIONS = """\
## {} کیسے کروں؟ {{#pay}}

کارڈ کو مشین کے قریب لائیں اور آواز کا انتظار کریں۔

## {} کیسے کروں؟ {{#back}}

لیبل پرنٹ کریں اور پارسل کو ڈاک خانے لے جائیں۔"""
UR_PAY, UR_BACK = "کارڈ سے ادائیگی", "پارسل واپس"
EN_TITLE, UR_TITLE = (
    '"{{ fee }}, or {{ fee.post }} by post"',
    '"ڈاک سے {{ fee.post }}، ورنہ {{ fee }}"',
)
AR_TITLE = '"بالبريد {{ fee.post }} وإلا {{ fee }}"'
EN_ORDER = page("en", f"{FEES}A card costs {{{{ fee }}}}, and {{{{ fee.post }}}} more by post.")
UR_ORDER = page("ur", f"{UR_FEES}ڈاک سے {{{{ fee.post }}}} زیادہ، ورنہ کارڈ {{{{ fee }}}} کا ہے۔")
AR_FEES, HI_FEES = "## الرسوم {#fees}\n\n", "## शुल्क {#fees}\n\n"
OTHER_ORDER = ["another order than in content/en/a.md:", "'fee.post' comes before 'fee'"]
ORDERS = {
    "headings that are right": Case(
        page("en", EN_SECTIONS) + page("ur", UR_SECTIONS.format(UR_PAY, UR_BACK)), [], []
    ),
    "facts of a title": Case(
        page("en", "Ask us.", EN_TITLE) + page("ur", "ہم سے پوچھیں۔", UR_TITLE),
        ["content/ur/a.md:2:16 KB412"],
        OTHER_ORDER,
    ),
    "facts of a title as in Arabic": Case(
        page("en", "Ask us.", EN_TITLE)
        + page("ur", "ہم سے پوچھیں۔", UR_TITLE)
        + page("ar", "اسألنا.", AR_TITLE),
        [],
        [],
    ),
    "facts": Case(EN_ORDER + UR_ORDER, ["content/ur/a.md:6:8 KB412"], OTHER_ORDER),
    "facts as in Arabic": Case(
        EN_ORDER
        + UR_ORDER
        + page("ar", f"{AR_FEES}بالبريد {{{{ fee.post }}}} زيادة، والبطاقة بسعر {{{{ fee }}}}."),
        [],
        [],
    ),
    "facts, in Hindi as in the source": Case(
        EN_ORDER
        + UR_ORDER
        + page("hi", f"{HI_FEES}कार्ड {{{{ fee }}}} का है, और डाक से {{{{ fee.post }}}} ज़्यादा।"),
        ["content/ur/a.md:6:8 KB412"],
        OTHER_ORDER,
    ),
}
EN_CELLS = "| Plan | Fee |\n| --- | --- |\n| Gold | high |"
UR_CELLS = "| منصوبہ | فیس |\n| --- | --- |\n| Gold | زیادہ |"
AR_CELLS = "| الخطة | الرسوم |\n| --- | --- |\n| ذهبية | مرتفعة |"
EN_LABEL = page("en", "Press **Track order** on the first screen.")
UR_LABEL = page("ur", "پہلی اسکرین پر **Track order** دبائیں۔")
NOTE, UR_NOTE = "!!! note\n    Keep it safe.", "!!! note\n    اسے سنبھال کر رکھیں۔"
WARNING = "\n\n!!! warning\n    Give it to nobody."
UR_WARNING = "\n\n!!! warning\n    اسے کسی کو نہ دیں۔"
TEXTS = {
    "a cell that Arabic has translated": Case(
        page("en", EN_CELLS) + page("ur", UR_CELLS) + page("ar", AR_CELLS),
        ["content/ur/a.md:6:3 KB431"],
        ["still in English", "translate it"],
    ),
    "a cell that is a name in each language": Case(
        page("en", EN_CELLS) + page("ur", UR_CELLS) + page("ar", AR_CELLS.replace("ذهبية", "Gold")),
        [],
        [],
    ),
    "a label that Arabic has translated": Case(
        EN_LABEL + UR_LABEL + page("ar", "اضغط على **تتبع الطلب** في الشاشة الأولى."),
        ["content/ur/a.md:4:18 KB431"],
        ["“Track order” is still in English"],
    ),
    "a label that stands in each language": Case(
        EN_LABEL + UR_LABEL + page("ar", "اضغط على **Track order** في الشاشة الأولى."), [], []
    ),
    "a note too many": Case(
        page("en", FEES + NOTE) + page("ur", UR_FEES + UR_NOTE + UR_WARNING),
        ["content/ur/a.md:9:1 KB426"],
        ["content/en/a.md has no '!!! warning' here", "take it out, or write it there"],
    ),
    "a note too few": Case(
        page("en", FEES + NOTE + WARNING) + page("ur", UR_FEES + UR_NOTE),
        ["content/ur/a.md:7:25 KB426"],
        ["'!!! warning' of content/en/a.md:9:1 is missing", "translate it"],
    ),
    "links to a draft": Case(
        page("en", "Text.", fields="draft: true\n", name="b")
        + page("en", "Read [one](b.md) and [two](b.md)."),
        ["content/en/b.md:3:8 KB301"],
        ["2 links lead to it", "content/en/a.md:4:12", "if it is ready, delete this line"],
    ),
    "one link to a draft": Case(
        page("en", "Text.", fields="draft: true\n", name="b") + page("en", "Read [one](b.md)."),
        ["content/en/a.md:4:12 KB301"],
        ["content/en/b.md, which is a draft", "take the link out"],
    ),
}
CASES = {
    f"{group}: {name}": case
    for group, cases in {
        "translated": NAMED,
        "written": OTHER_LANGUAGE,
        "ids": IDS,
        "order": ORDERS,
        "text": TEXTS,
    }.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_found_where_it_is_mended(name: str, site: MakeSite) -> None:
    case = CASES[name]
    found = findings(site(LEDGER + case.files))
    assert ["{path}:{line}:{column} {code}".format(**one) for one in found] == case.found, found
    text = "{message} {hint}".format(**found[0]).lower() if found else ""
    assert [word for word in case.words if word.lower() not in text] == [], text


@pytest.mark.parametrize("name", SEVERAL)
def test_a_translated_fact_is_looked_for_in_its_section(name: str, site: MakeSite) -> None:
    files, expected = SEVERAL[name]
    found = [one for one in findings(site(LEDGER + files)) if one["code"] == "KB205"]
    assert {"{line}:{column}".format(**one): one["hint"] for one in found} == expected
    assert {one["path"] for one in found} == {"content/ur/a.md"}


def test_headings_that_have_changed_places_are_named(site: MakeSite) -> None:
    project = site(page("en", EN_SECTIONS) + page("ur", UR_SECTIONS.format(UR_BACK, UR_PAY)))
    (one,) = (one for one in findings(project) if "changed places" in one["hint"])
    assert (one["code"], one["severity"]) == ("KB412", "warning")
    assert "{path}:{line}:{column}".format(**one) == "content/ur/a.md:4:4"
    for words in (f"“{UR_BACK} کیسے کروں؟”", f"“{UR_PAY} کیسے کروں؟” (content/ur/a.md:8:4)"):
        assert words in one["message"]


def test_without_a_ledger_another_language_is_a_warning(site: MakeSite) -> None:
    (one,) = findings(site(page("en", EN_LINES) + page("ur", AR_LINES)))
    assert (one["code"], one["severity"]) == ("KB132", "warning")


GLOSSARY = """\
-- content/glossary.yml --
refund: {en: refund, ur: [رقم کی واپسی], avoid: {en: [chargeback], ur: [ریفنڈ]}}
"""
LINK = page("en", "Read about [fees](faq/b.md).") + page("en", "Ask us.", name="faq/b")
LINK += page("ur", "ہم سے پوچھیں۔", name="faq/b")
MENDS = {
    "another link": (
        LINK + page("ur", "[فیس](index.md) کے بارے میں پڑھیں۔"),
        "KB427",
        "[فیس](faq/b.md) کے بارے میں پڑھیں۔",
    ),
    "the address of the site": (
        LINK + page("ur", "[فیس](https://help.example.com/ur/faq/b/) کے بارے میں پڑھیں۔"),
        "KB427",
        "[فیس](faq/b.md) کے بارے میں پڑھیں۔",
    ),
    "a word with a capital": (
        GLOSSARY + page("en", "Chargeback takes ten days."),
        "KB442",
        "Refund takes ten days.",
    ),
    "a word of Urdu": (
        GLOSSARY + page("en", "A refund is free.") + page("ur", "ریفنڈ مفت ہے۔"),
        "KB442",
        "رقم کی واپسی مفت ہے۔",
    ),
    "a number in other digits": (
        page("en", "Wait 12 days.") + page("ur", "13 دن انتظار کریں۔"),
        "KB402",
        "12 دن انتظار کریں۔",
    ),
    "a fact by hand": (
        LEDGER + page("en", "A card costs 25 AED today."),
        "KB401",
        "A card costs {{ fee }} today.",
    ),
}
BY_HAND = {
    "a link in HTML": (LINK + page("ur", '<a href="../">فیس</a> کے بارے میں پڑھیں۔'), "KB427"),
    "an inflected word": (GLOSSARY + page("en", "All chargebacks are free."), "KB442"),
    "a fact over two lines": (LEDGER + page("en", "A card costs 25\nAED today."), "KB401"),
}


@pytest.mark.parametrize("name", MENDS)
def test_its_edit_mends_it(name: str, tmp_path: Path) -> None:
    files, code, right = MENDS[name]
    project = write_site(tmp_path, files)
    _, found = check_project(tmp_path / "mkdocs.yml")
    (one,) = (one for one in found if one.code not in NOT_TRANSLATED)
    assert one.code == code and one.mend
    file = tmp_path / one.mend.span.path
    file.write_text(with_edits(file.read_text("utf-8"), [one.mend]), "utf-8")
    assert file.read_text("utf-8").endswith(f"---\n{right}\n")
    assert findings(project) == []


@pytest.mark.parametrize("name", BY_HAND)
def test_what_needs_a_person_has_no_edit(name: str, tmp_path: Path) -> None:
    files, code = BY_HAND[name]
    write_site(tmp_path, files)
    _, found = check_project(tmp_path / "mkdocs.yml")
    (one,) = (one for one in found if one.code not in NOT_TRANSLATED)
    assert (one.code, one.mend) == (code, None)


def test_without_a_word_of_ours_the_hint_names_none(site: MakeSite) -> None:
    glossary = "-- content/glossary.yml --\nrefund: {en: [refund], avoid: {ur: [ریفنڈ]}}\n"
    project = site(glossary + page("en", "It is free.") + page("ur", "ریفنڈ مفت ہے۔"))
    [found] = [one for one in project.check(sameness=True) if one["code"] == "KB442"]
    assert found["hint"] == "write another word"
