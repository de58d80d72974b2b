"""What the checks of sameness find, and what they must leave alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.checks.fix import fix_text
from kbgen.markdown.scan import mask
from kbgen.meaning.extract import extract
from kbgen.meaning.prose import prose
from kbgen.model.article import Article
from kbgen.model.front_matter import PageMeta
from kbgen.system.parallel import in_parts
from tests.conftest import MakeSite
from tests.sites import CONFIG, WITH_BENGALI, Project

LEDGER = """\
-- content/facts.yml --
refund.window: {duration: 14 days}
fee: {money: 25 AED}
tel: {phone: "+971 4 555 0142"}
"""
GLOSSARY = """\
-- content/glossary.yml --
refund: {en: refund, ur: [رقم کی واپسی], ar: [استرداد المبلغ], hi: [धनवापसी], avoid: {ur: [ریفنڈ]}}
"""


def pair(source: str, translation: str, lang: str = "ur", more: str = LEDGER) -> str:
    """Write one page in English and one other language."""
    config = f"-- mkdocs.yml --\n{WITH_BENGALI}" if lang == "bn" else ""
    return (
        f"{config}{more}-- content/en/a.md --\n---\ntitle: A\n---\n{source}\n"
        f"-- content/{lang}/a.md --\n---\ntitle: ا\n---\n{translation}\n"
    )


def found(project: Project) -> list[str]:
    """Return what is found on the translated page: line, column and code."""
    return [
        "{line}:{column} {code}".format(**f)
        for f in project.check(sameness=True)
        if "/en/" not in f["path"] and f["code"] not in ("KB404", "KB421", "KB441")
    ]


# English, Urdu (or the language named), and what is found in the translation.
CAUGHT = {
    "another number": ("It takes 12 steps.", "اس میں ۱۳ مرحلے ہیں۔", ["4:8 KB402", "4:8 KB435"]),
    "another unit": ("Wait 5 days.", "5 گھنٹے انتظار کریں۔", ["4:1 KB402"]),
    "a number word": ("Wait 5 days.", "تین دن انتظار کریں۔", ["4:1 KB402"]),
    "another currency": ("It costs AED 30.", "قیمت 30 ریال ہے۔", ["4:6 KB402"]),
    "a quantity missing": ("Wait 5 days.", "انتظار کریں۔", ["4:1 KB402"]),
    "another month": ("On 4 May 2027.", "4 جون 2027 کو۔", ["4:1 KB402"]),
    "a literal for a fact": ("In {{ fee }}.", "25 درہم میں۔", ["4:1 KB401"]),
    "another value for a fact": ("In {{ fee }}.", "30 درہم میں۔", ["4:1 KB401"]),
    "a phone of the ledger": ("Call +971 4 555 0142.", "+971 4 555 0142 پر۔", ["4:1 KB401"]),
    "another fact": ("In {{ fee }}.", "{{ tel }} میں۔", ["4:1 KB403"]),
    "a section missing": ("## A {#a}\n\n## B {#b}", "## الف {#a}", ["4:12 KB422"]),
    "a section of its own": ("## A {#a}", "## الف {#a}\n\n## ب {#b}", ["6:4 KB422"]),
    "steps merged": ("1. A\n2. B", "1. الف اور ب", ["4:13 KB423"]),
    "a list item lost": ("- A\n- B", "- الف", ["4:6 KB424"]),
    "a column lost": ("| a | b |\n|---|---|\n| 1 | 2 |", "| الف |\n|---|\n| 1 |", ["4:1 KB402", "4:3 KB425"]),
    "another admonition": ("!!! note\n    x", "!!! warning\n    ایکس", ["4:1 KB426"]),
    "another link": ("[h](index.md)", "[h](a.md)", ["4:5 KB427"]),
    "a link to another language": ("[h](index.md)", "[h](../en/a.md)", ["4:5 KB427", "4:5 KB428"]),
    "English left": ("Please read this page.", "Please read this page again.", ["4:1 KB431"]),
    "Arabic in Urdu": ("Please wait.", "يرجى الانتظار حتى يصل المندوب إلى العنوان.", ["4:1 KB432"]),
    "look-alikes": ("Hello.", "كتاب اور علي۔", ["4:1 KB433", "4:12 KB433"]),
    "a presentation form": ("Hello.", "سﻻم۔", ["4:2 KB433"]),
    "tatweel": ("Hello.", "سلـــام۔", ["4:3 KB433"]),
    "a stray joiner": ("Hello.", "سلام\u200c ہے۔", ["4:5 KB433"]),
    "Latin marks": ("Hello, you?", "سلام, آپ?", ["4:5 KB434", "4:9 KB434"]),
    "a space before a mark": ("Hello.", "سلام ۔", ["4:5 KB434"]),
    "not composed": ("Come.", "ا\u0653ئیں۔", []),
    "an override": ("Hello.", "سلام\u202e ہے۔", ["4:5 KB437"]),
    "an open isolate": ("Hello.", "سلام \u2067ہے۔", ["4:1 KB437"]),
    "mojibake": ("Hello.", "سلام Ø§Ù„۔", ["4:6 KB438", "4:8 KB438"]),
    "a byline": ("Hello.", "Anonim", ["4:1 KB439"]),
    "a template error": ("Hello.", "$config[code] not found", ["4:1 KB431", "4:1 KB439"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CAUGHT)
def test_what_is_caught(name: str, site: MakeSite) -> None:
    source, translation, expected = CAUGHT[name]
    assert sorted(found(site(pair(source, translation)))) == sorted(expected)


# Pairs of equal meaning that a careless rule would report as different.
SAME = {
    "digits of any script": ("Wait 12 days.", "12 دن انتظار کریں۔", "ur"),
    "grouping": ("It costs INR 100,000.", "कीमत 1,00,000 रुपये है।", "hi"),
    "a number in words": ("Wait three days.", "3 دن انتظار کریں۔", "ur"),
    "words in Arabic": ("Wait 23 days.", "انتظر ثلاثة وعشرين يومًا.", "ar"),
    "thousands": ("It costs INR 5,000.", "قیمت 5 ہزار روپے ہے۔", "ur"),
    "a lakh": ("It costs INR 500,000.", "कीमत 5 लाख रुपये है।", "hi"),
    "millions": ("We have 2,000,000 customers.", "لدينا 2 مليون عميل.", "ar"),
    "thousands in Bengali": ("It costs INR 5,000.", "দাম 5 হাজার টাকা।", "bn"),
    "a unit in two words": ("It is 5 km.", "یہ 5 کلو میٹر ہے۔", "ur"),
    "the Arabic dual": ("Wait 2 days.", "انتظر يومين.", "ar"),
    "fractions": ("Wait half an hour.", "आधा घंटा रुकें।", "hi"),
    "one and a half": ("It takes 1.5 hours.", "ڈیڑھ گھنٹہ لگتا ہے۔", "ur"),
    "a percentage in words": ("You get 20% off.", "आपको 20 प्रतिशत छूट मिलती है।", "hi"),
    "a date in another order": ("On May 4, 2027.", "4 مئی 2027 کو۔", "ur"),
    "noon and afternoon": ("At 6:30 pm.", "الساعة 6:30 م.", "ar"),
    "a whole hour in Urdu": ("At 6:00 pm.", "شام 6 بجے۔", "ur"),
    "a whole hour in Hindi": ("At 6 p.m.", "शाम 6 बजे।", "hi"),
    "a whole hour in Arabic": ("At 6 pm.", "الساعة 6 مساءً.", "ar"),
    "from hour to hour": ("From 10 am to 10 pm.", "صبح 10 بجے سے رات 10 بجے تک۔", "ur"),
    "hours of one half of the day": ("From 6 to 8 pm.", "शाम 6 से 8 बजे तक।", "hi"),
    "working days in Hindi": ("Wait 5 working days.", "5 कामकाजी दिन रुकें।", "hi"),
    "hours, then how long": ("For 3 hours from 11 pm.", "रात 11 बजे से 3 घंटे तक।", "hi"),
    "a currency code and its word": ("Pay AED 30.", "30 درہم ادا کریں۔", "ur"),
    "the article a": ("Wait a day.", "ایک دن انتظار کریں۔", "ur"),
    "that same day": ("We come that same day.", "ہم اسی دن آتے ہیں۔", "ur"),
    "a model number": ("Model NH-KT20 and A4 paper.", "ماڈل NH-KT20 اور A4 کاغذ۔", "ur"),
    "a legal reference": ("Article 12 of Law No. 15 of 2020.", "قانون نمبر 15 سال 2020 کی دفعہ 12۔", "ur"),
    "an address": ("Shop 14, 3rd Street, PO Box 500.", "دکان 14، 3rd Street، پی او باکس 500۔", "ur"),
    "a phone menu": ('Press 1, then "*123#".', '1 دبائیں، پھر “*123#”۔', "ur"),
    "numbered headings": ("## 1. First {#a}\n\n## 2. Second {#b}", "## 1. پہلا {#a}\n\n## 2. دوسرا {#b}", "ur"),
    "code": ("Type `12 days`.", "`15 days` لکھیں۔", "ur"),
    "names in Latin letters": ("Pay with Visa, Apple Pay, Google Pay or Mada.", "Visa، Apple Pay، Google Pay یا Mada سے ادا کریں۔", "ur"),
    "Arabic with its own marks": ("Wait, please?", "انتظر، من فضلك؟", "ar"),
    "an abbreviation": ("Ask Dr. Rao.", "डॉ. राव से पूछें।", "hi"),
    "digits of Bengali": ("Wait 12 days.", "12 দিন অপেক্ষা করুন।", "bn"),
    "grouping in Bengali": ("It costs INR 100,000.", "দাম 1,00,000 টাকা।", "bn"),
    "a number in words in Bengali": ("Come within three days.", "তিন দিনের মধ্যে আসুন।", "bn"),
    "fractions in Bengali": ("Wait half an hour.", "আধা ঘণ্টা অপেক্ষা করুন।", "bn"),
    "one and a half in Bengali": ("It takes 1.5 hours.", "দেড় ঘণ্টা লাগে।", "bn"),
    "a percentage in Bengali": ("You get 20% off.", "আপনি 20 শতাংশ ছাড় পাবেন।", "bn"),
    "a date in Bengali": ("On May 4, 2027.", "4 মে, 2027 তারিখে।", "bn"),
    "a whole hour in Bengali": ("At 6 p.m.", "সন্ধ্যা 6টায়।", "bn"),
    "from hour to hour in Bengali": ("From 10 am to 10 pm.", "সকাল 10টা থেকে রাত 10টা পর্যন্ত।", "bn"),
    "things that are counted in Bengali": ("Answer 5 questions.", "5টা প্রশ্নের উত্তর দিন।", "bn"),
    "working days in Bengali": ("Wait 5 working days.", "5 কর্মদিবস অপেক্ষা করুন।", "bn"),
    "a currency's word in Bengali": ("Pay AED 30.", "30 দিরহাম দিন।", "bn"),
    "a legal reference in Bengali": ("Article 12.", "ধারা 12।", "bn"),
    "an abbreviation in Bengali": ("Ask Dr. Rao.", "ডা. রাওকে জিজ্ঞাসা করুন।", "bn"),
    "links to what has an id only when it is rendered": (
        "[a](index.md#fn:1) [b](index.md#fnref:1) [c](index.md#__tabbed_1_1)",
        "[ا](index.md#fn:1) [ب](index.md#fnref:1) [ج](index.md#__tabbed_1_1)",
        "ur",
    ),
    "closed isolates": ("It is 5.", "یہ \u20665\u2069 \u2067ہے\u2069۔", "ur"),
    "separators of lines and paragraphs": ("A\u2028line.", "ایک\u2028سطر۔\u2029", "ur"),
    "a decimal": ("It is 2.5 km.", "یہ 2.5 کلومیٹر ہے۔", "ur"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_what_is_left_alone(name: str, site: MakeSite) -> None:
    source, translation, lang = SAME[name]
    assert found(site(pair(source, translation, lang))) == []


ALIKE = {
    "+971 4 555 0142": "+971 4 555 0143",
    "care@a.example": "care@b.example",
    "https://a.example/x": "https://b.example/x",
    "14 days": "15 jours",
}


def test_of_a_language_without_numbers_only_what_is_written_alike_is_compared(
    site: MakeSite,
) -> None:
    config = CONFIG.replace("  - kbgen\n", "        - {locale: fr, name: Français}\n  - kbgen\n")
    for here, there in ALIKE.items():
        text = pair(f"Here: {here}", f"Ici: {there}", "fr", f"-- mkdocs.yml --\n{config}")
        differences = [one for one in found(site(text)) if one.endswith("KB402")]
        assert differences == ([] if "days" in here else ["4:6 KB402"]), here


def codes(project: Project, path: str = "") -> list[str]:
    findings = project.check(sameness=True)
    return sorted({f["code"] for f in findings if f["path"].startswith(path)} - {"KB421", "KB404"})


def test_opposites_of_the_glossary(site: MakeSite) -> None:
    glossary = (
        "-- content/glossary.yml --\nplus: {en: Plus plan, ur: پلس پلان, opposite: basic}\n"
        "basic: {en: Basic plan, ur: بیسک پلان}\n"
    )
    same = site(pair("The Plus plan is for you.", "پلس پلان آپ کے لیے ہے۔", more=LEDGER + glossary))
    assert "KB411" not in codes(same)
    other = site(
        pair("The Plus plan is for you.", "بیسک پلان آپ کے لیے ہے۔", more=LEDGER + glossary)
    )
    assert "KB411" in codes(other)


def test_terms_and_forbidden_words(site: MakeSite) -> None:
    project = site(pair("Your refund comes.", "آپ کا ریفنڈ آئے گا۔", more=LEDGER + GLOSSARY))
    assert codes(project) == ["KB441", "KB442"]
    several = site(pair("Your refunds come.", "وہ آئیں گے۔", more=LEDGER + GLOSSARY))
    assert codes(several) == ["KB441"]
    for lang, inflected in {
        "ur": "رقموں کی واپسی",
        "ar": "لاسترداد المبلغ",
        "hi": "धनवापसियों",
        "bn": "টাকা ফেরতের",
    }.items():
        glossary = (
            GLOSSARY.replace("refund: {", "refund: {bn: [টাকা ফেরত], ") if lang == "bn" else GLOSSARY
        )
        text = pair("Your refunds come.", f"{inflected} आ", lang, LEDGER + glossary)
        assert "KB441" not in codes(site(text)), lang


def test_the_fact_that_was_meant_is_the_one_suggested(site: MakeSite) -> None:
    ledger = "-- content/facts.yml --\nreport: {duration: 5 days}\nrefund: {duration: 14 days}\n"
    project = site(pair("In {{ refund }}.", "5 دن میں۔", more=ledger))
    [literal] = [f for f in project.check(sameness=True) if f["code"] == "KB401"]
    assert literal["hint"] == "write {{ refund }}"


PROMISES = {
    "standards/a": ("", "KB451"),
    "policies/a": ("", "KB452"),
    "faq/a": ("review_by: 2020-01-01\n", "KB453"),
    "notices/a": ("starts: 2027-02-01\nends: 2027-01-01\n", "KB454"),
}


@pytest.mark.parametrize("page", PROMISES)
def test_promises_have_their_time_and_date(page: str, site: MakeSite) -> None:
    fields, code = PROMISES[page]
    project = site(f"{LEDGER}-- content/en/{page}.md --\n---\ntitle: A\n{fields}---\nx\n")
    assert codes(project) == [code]


def test_long_sentences_unused_facts_and_missing_reasons_are_warnings(site: MakeSite) -> None:
    words = " ".join(["word"] * 40)
    project = site(
        "-- content/facts.yml --\nfee: {money: 25 AED, varies: region, regions: {AE: {money: 20 AED}}}\n"
        "-- content/branches/dubai.yml --\nname: {en: D, ur: د, ar: د, hi: द}\nregion: AE\n"
        f"-- content/en/a.md --\n{words}.\n"
    )
    findings = project.check(sameness=True)
    assert sorted({f["code"] for f in findings} - {"KB421"}) == ["KB404", "KB405", "KB461"]
    assert {f["severity"] for f in findings} == {"warning"}
    assert project.run("check").exit_code == 0


def test_a_site_changes_severities_and_excuses_places(site: MakeSite) -> None:
    text = pair("Wait 5 days.", "<!-- kbgen: ignore KB402 because the law differs there -->\n6 دن۔")
    assert found(site(text)) == []
    text = pair("Wait 5 days.", "<!-- kbgen: ignore KB402 -->\n6 دن۔")
    assert found(site(text)) == ["5:1 KB003", "5:1 KB402"]
    for option, severity in {
        "KB402: off": None,
        "KB402: {page: warning}": "warning",
        "KB402: {faq: off}": "error",
    }.items():
        config = CONFIG.replace("- kbgen", f"- kbgen: {{checks: {{{option}}}}}")
        findings = site(f"-- mkdocs.yml --\n{config}" + pair("Wait 5 days.", "6 دن۔")).check(True)
        wording = {f["severity"] for f in findings if f["code"] == "KB402"}
        assert wording == ({severity} if severity else set()), option


def test_a_build_proves_sameness_where_the_site_asks_for_it(site: MakeSite) -> None:
    text = pair("Wait 5 days.", "6 دن۔")
    assert site(text).run("build").exit_code == 0
    config = CONFIG.replace("- kbgen", "- kbgen: {prove: true}")
    result = site(f"-- mkdocs.yml --\n{config}{text}").run("build")
    assert result.exit_code == 1 and "KB402" in result.output


def test_fix_repairs_what_is_mechanical_and_nothing_else(site: MakeSite) -> None:
    broken = "ا\u0653ئیں كتاب , علي? `ي, ك` [ہے](a.md?ي) ۱۲ {{ fee }} ."
    project = site(
        pair("x 12 {{ fee }}", broken)
        + "-- content/hi/a.md --\n---\ntitle: अ\n---\nठीक है. x 12 {{ fee }}\n"
    )
    file = project.root / "content/ur/a.md"
    before = file.read_text("utf-8")
    shown = project.run("check", "--fix", "--dry-run").stdout
    assert file.read_text("utf-8") == before and "کتاب، علی؟" in shown
    project.run("check", "--fix")
    after = file.read_text("utf-8")
    assert "آئیں" in after
    assert "کتاب، علی؟ `ي, ك` [ہے](a.md?ي) 12 {{ fee }}" in after
    assert "ठीक है।" in (project.root / "content/hi/a.md").read_text("utf-8")
    project.run("check", "--fix")
    assert file.read_text("utf-8") == after


def test_fixing_keeps_the_ends_of_lines_and_repairs_the_front_matter(site: MakeSite) -> None:
    project = site("-- content/en/a.md --\nA\n")
    file = project.root / "content/ur/a.md"
    file.parent.mkdir()
    text = "---\r\ntitle: كتاب\r\n---\r\nعلي, آ ئیں\r\n\r\n```\r\nي\r\n```\r\n"
    file.write_bytes(text.encode())
    project.run("check", "--fix")
    assert file.read_bytes().decode() == text.replace("كتاب", "کتاب").replace("علي,", "علی،")


letters = st.text(alphabet="ابيكهیکہরৰ৷ﻻـ\u200c ,.?;۔،؟ 12۱۲abc[](){}#-\n*آ\u0653ے", max_size=80)


@settings(max_examples=200)
@given(letters, st.sampled_from(["ur", "ar", "hi", "bn"]))
def test_fixing_twice_changes_nothing_more_and_code_never(text: str, lang: str) -> None:
    def article(body: str) -> Article:
        return Article("a", lang, "page", "a.md", PageMeta(), "", body, 1, mask(body))

    text = unicodedata.normalize("NFC", f"`ي, ك ۱۲` {text}")
    once = fix_text(text, article(text), "latn")
    assert fix_text(once, article(once), "latn") == once
    assert once.startswith("`ي, ك ۱۲`")
    assert len(prose(article(text))) == len(text)


# As the clock of the day would show what the words mean.
CLOCKS = [
    ("ur", "شام 6 بجے", ["18:00"]),
    ("ur", "شام ۶:۳۰ بجے", ["18:30"]),
    ("ur", "شام کے 6 بجے", ["18:00"]),
    ("ur", "6 بجے شام", ["18:00"]),
    ("ur", "سہ پہر 3 بجے", ["15:00"]),
    ("ur", "دوپہر 12 بجے، رات 12 بجے", ["12:00", "00:00"]),
    ("ur", "صبح 10 بجے سے رات 10 بجے تک", ["10:00", "22:00"]),
    ("ur", "صبح 10 سے شام 6 بجے تک", ["10:00", "18:00"]),
    ("ur", "شام 6 سے 8 بجے تک", ["18:00", "20:00"]),
    ("ur", "رات 11 بجے سے 3 گھنٹے تک", ["23:00"]),
    ("ur", "شام ساڑھے ۶ بجے، رات پونے ۸ بجے، سوا 9 بجے", ["18:30", "19:45", "09:15|21:15"]),
    ("ur", "صبح ساڑھے ۹ سے شام ساڑھے ۶ بجے تک", ["09:30", "18:30"]),
    ("ur", "رات پونے ۱۲ بجے", ["23:45"]),
    ("ur", "7 دن اور 6 رات", []),
    ("hi", "शाम 6 बजे", ["18:00"]),
    ("hi", "रात को 10 बजे", ["22:00"]),
    ("hi", "दोपहर 1 से 3 बजे", ["13:00", "15:00"]),
    ("hi", "सुबह 10 बजे से रात 10 बजे तक", ["10:00", "22:00"]),
    ("hi", "शाम साढ़े 6 बजे, रात पौने 8 बजे", ["18:30", "19:45"]),
    ("bn", "সন্ধ্যা ৬টা", ["18:00"]),
    ("bn", "সন্ধ্যা সাড়ে ৬টা, রাত পৌনে ৮টায়", ["18:30", "19:45"]),
    ("bn", "সাড়ে ৬ ঘণ্টা", []),
    ("bn", "সন্ধ্যা ৬:৩০", ["18:30"]),
    ("bn", "বিকেল ৪টায়", ["16:00"]),
    ("bn", "সকাল ১০টা থেকে রাত ১০টা পর্যন্ত", ["10:00", "22:00"]),
    ("bn", "সন্ধ্যা ৬টা থেকে ৮টা পর্যন্ত", ["18:00", "20:00"]),
    ("bn", "রাত ১১টা থেকে ৩ ঘণ্টা", ["23:00"]),
    ("bn", "৭ দিন ও ৬ রাত, ৫টা প্রশ্ন", []),
    ("en", "6 pm, 6pm, 6:00 PM, 18:00", ["18:00"] * 4),
    ("en", "9am-6pm", ["09:00", "18:00"]),
    ("en", "between 6 and 8 p.m.", ["18:00", "20:00"]),
    ("en", "10 am to 5", ["10:00", "17:00"]),
    ("en", "at 10 am, and 3 to 5 days later", ["10:00"]),
    ("en", "half past 6 pm, a quarter to 8 pm", ["18:30", "19:45"]),
    ("en", "12 noon, 12 midnight, 12 am", ["12:00", "00:00", "00:00"]),
    ("ar", "من 9 ص إلى 6 م", ["09:00", "18:00"]),
    ("ar", "بين الساعة 6 والساعة 8 مساءً", ["18:00", "20:00"]),
    ("ar", "على مدار الساعة 7 أيام، 5 م", []),
]


@pytest.mark.parametrize(("lang", "text", "expected"), CLOCKS)
def test_times_written_by_hand_are_understood(lang: str, text: str, expected: list[str]) -> None:
    found = [f.meaning for f in extract(text, lang) if f.meaning.kind == "time"]
    assert [quantity.value for quantity in found] == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "4th May 2027"),
        ("hi", "4 मई 2027"),
        ("ur", "4 مئی 2027"),
        ("ar", "4 مايو 2027"),
        ("bn", "৪ঠা মে, ২০২৭"),
        ("bn", "4 মে 2027"),
    ],
)
def test_dates_written_by_hand_are_understood(lang: str, text: str) -> None:
    assert [str(f.meaning) for f in extract(text, lang)] == ["2027-05-04"]


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("within 10-15 days", "en", ["10 day", "15 day"]),
        ("within 10–15 days", "en", ["10 day", "15 day"]),
        ("10-15 دن میں", "ur", ["10 day", "15 day"]),
        ("-5 or 20", "en", ["-5", "20"]),
        ("form AB-12", "en", ["ab-12"]),
    ],
)
def test_a_hyphen_between_numbers_is_no_minus(text: str, lang: str, found: list[str]) -> None:
    assert [str(f.meaning) for f in extract(text, lang)] == found


def test_another_hour_is_another_time(site: MakeSite) -> None:
    findings = site(pair("By 6:00 pm.", "صبح 6 بجے تک۔")).check(sameness=True)
    [finding] = [f for f in findings if f["code"] == "KB402"]
    assert "6:00 pm" in finding["message"]
    assert "صبح 6 بجے" in finding["message"]


def test_a_large_amount_by_hand_is_that_of_the_ledger(site: MakeSite) -> None:
    more = "-- content/facts.yml --\nprize: {money: 2000000 AED}\n"
    findings = site(pair("Win AED 2,000,000.", "{{ prize }} جیتیں۔", more=more)).check(
        sameness=True
    )
    [finding] = [f for f in findings if f["code"] == "KB401"]
    assert "{path}:{line}".format(**finding) == "content/en/a.md:4"
    assert finding["hint"] == "write {{ prize }}"


def test_a_fact_that_a_region_quotes_is_used(site: MakeSite) -> None:
    ledger = """\
-- content/facts.yml --
fee: {money: 5 AED}
delivery:
  text: {en: free, ur: مفت, ar: مجاني, hi: मुफ़्त}
  varies: region
  regions:
    AE: {text: {en: "{{ fee }}", ur: "{{ fee }}", ar: "{{ fee }}", hi: "{{ fee }}"}}
-- content/branches/deira.yml --
name: {en: Deira}
region: AE
"""
    findings = site(pair("It is {{ delivery }}.", "{{ delivery }}۔", more=ledger)).check(True)
    assert "KB404" not in {f["code"] for f in findings}


def test_digits_of_any_numbering_system_are_written_right(site: MakeSite) -> None:
    config = CONFIG.replace("- kbgen\n", "- kbgen:\n      locales: {hi: {numbering: beng}}\n")
    page = "-- content/hi/a.md --\n---\ntitle: अ\nsource: hi\n---\nपाँच 5 दिन।\n"
    findings = site(f"-- mkdocs.yml --\n{config}{page}").check(sameness=True)
    [finding] = [f for f in findings if f["code"] == "KB435"]
    assert finding["hint"] == "write ৫"


def test_work_in_parts_keeps_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def double(part: Sequence[int]) -> list[int]:
        return [number * 2 for number in part]

    monkeypatch.setattr("kbgen.system.parallel.FEWEST", 10)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    for length in (0, 9, 10, 11, 101):
        assert in_parts(double, range(length)) == double(range(length))


def test_pages_say_that_they_are_the_same_only_where_that_is_proven(site: MakeSite) -> None:
    pages = "".join(
        f"-- content/{lang}/{name}.md --\n---\ntitle: ا\n---\n"
        for lang, names in {"en": "ab", "ur": "ab", "ar": "a", "hi": "a"}.items()
        for name in names
    )
    proven = f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', '- kbgen: {prove: true}')}"
    project = site(proven + pages)
    project.build()
    assert "The same in 4 languages" in project.text("a")
    assert "4 زبانوں میں یکساں" in project.text("ur/a")
    assert "The same in" not in project.text("b"), "two languages lack it"
    (project.root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    project.build()
    assert "The same in" not in project.text("a"), "nothing was proven"


@pytest.mark.parametrize(
    ("text", "right"),
    {
        "لـ SMS": None,
        "الـ PIN": None,
        "والـ5 أيام": None,
        "بـ«نهر»": None,
        "كـ [هنا](b.md)": None,
        "لـ {{ fee }} من": None,
        "للـ **SMS**": None,
        "المرتجعـــات": "المرتجعات",
        "لـ كذا": "ل",
        "هـ": "ه",
        "شـ SMS": "ش",
    }.items(),
)
def test_tatweel_is_right_only_between_a_prefix_and_no_arabic_word(
    text: str, right: str | None, site: MakeSite
) -> None:
    project = site(
        f"-- content/en/a.md --\nA\n-- content/ar/a.md --\n{text}\n-- content/ar/b.md --\nب\n"
    )
    shown = project.run("check").output
    found = [line for line in shown.splitlines() if "KB433" in line]
    assert bool(found) == bool(right), shown
    project.run("check", "--fix")
    written = (project.root / "content/ar/a.md").read_text("utf-8")
    assert ("ـ" in written) == (right is None)
    assert (right or text) in written
