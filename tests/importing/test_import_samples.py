"""Documents of every kind, each dirty in its own way: what becomes of them, and that nothing is lost."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from tests.documents import (
    SAMPLES,
    Imported,
    docx,
    import_into,
    words_of_html,
    words_of_page,
    words_removed,
    words_shown,
)
from tests.sites import CONFIG, HOME, Project, write_files

WORD_STEPS = docx(
    "title|Registering a warranty",
    "toc|What you need\t1",
    "toc|The steps\t1",
    "toc|Afterwards\t2",
    "",
    "You register once, and the warranty counts from the day of delivery.",
    "h1|What you need",
    "-|the invoice",
    "-|the serial number",
    "h1|The steps",
    "1|Open the app and choose “Warranties”.",
    "1|Take a picture of the serial number.",
    "1|Take a picture of the invoice.",
    "1|Press “Register”. A message with your warranty number arrives within 5 minutes.",
    "h1|Afterwards",
    "Keep the message. {{ page.title }}",
    header="Sahil Home, internal use only",
    comment="Rashid: please check the five minutes",
    extra=b"\x89PNG",
)
WORD_BOLD = docx(
    "b|معايير خدمة العملاء",
    "هذه الصفحة تخبرك بما يمكنك أن تنتظره منا في كل فرع من فروعنا.",
    "b|الترحيب",
    "نرحب بك خلال دقيقة من دخولك. وإذا كنا مشغولين أومأنا إليك.",
    "b|المواعيد",
    "نلتزم بالمواعيد التي نعطيها ، ونخبرك قبل الموعد إذا تعذر ذلك.",
    "t|الخدمة|المدة",
    "t|التوصيل|3 أيام",
    "t|الإصلاح|7 أيام",
    "b|إذا أخطأنا",
    "نعتذر ونصلح الخطأ. ولا نطلب منك أن تشرح الأمر مرتين.",
)
MOJIBAKE = "ہماری پالیسی: رقم کی واپسی\n\nرقم سات دن میں واپس کی جاتی ہے، اسی کارڈ پر جس سے آپ نے ادائیگی کی تھی۔\n"


def misread(text: str) -> str:
    """Return UTF-8 as a program shows it that takes it for Windows-1252."""
    data = text.encode("utf-8")
    return "".join(
        bytes([b]).decode("cp1252") if b not in b"\x81\x8d\x8f\x90\x9d" else chr(b) for b in data
    )


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    root = tmp_path_factory.mktemp("import")
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    write_files(root, HOME)
    folder = root / "old"
    folder.mkdir()
    for file in SAMPLES.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "warranty.docx").write_bytes(WORD_STEPS)
    (folder / "standards-ar.docx").write_bytes(WORD_BOLD)
    (folder / "refunds-mojibake.txt").write_text(misread(MOJIBAKE), "utf-8")
    return import_into(Project(root), "old")


REFUSED = {"persian.txt": "Persian", "marathi.txt": "Marathi", "nepali.txt": "Nepali"}

# File → language, kind, title and headings.
TABLE: dict[str, tuple[str, str, str, list[str]]] = {
    "returns-en.txt": (
        "en", "page", "Returning a product",
        ["Before you come", "At the counter", "When the money comes back"],
    ),
    "returns-ur.txt": ("ur", "page", "سامان واپس کرنا", ["آنے سے پہلے", "کاؤنٹر پر", "رقم کب واپس آتی ہے"]),
    "returns-ar.html": ("ar", "page", "إرجاع منتج", ["قبل أن تأتي", "في مكتب الخدمة", "متى تعود نقودك"]),
    "complaint-steps-hi.txt": (
        "hi", "procedure", "शिकायत कैसे दर्ज करें: पूरी प्रक्रिया",
        ["क्या तैयार रखें", "शिकायत के चरण", "इसके बाद क्या होता है"],
    ),
    "faq-ur.txt": (
        "ur", "faq", "آرڈر کے بارے میں عام سوالات",
        ["میرا آرڈر کہاں تک پہنچا؟", "کیا میں پتہ بدل سکتا ہوں؟", "ڈیلیوری کی فیس کتنی ہے؟"],
    ),
    "faq-ar-utf16.txt": (
        "ar", "faq", "الأسئلة الشائعة عن الضمان",
        ["١- كم مدة الضمان؟", "٢- ماذا يشمل الضمان؟", "٣- كيف أطلب الإصلاح؟"],
    ),
    "delivery-policy-wrapped.txt": (
        "en", "policy", "Delivery policy",
        ["1. Where we deliver", "2. What it costs", "3. If nobody is at home", "4. If something is broken"],
    ),
    "survey-flat-en.txt": ("en", "survey", "Tell us about your visit", []),
    "survey-flat-ur.txt": ("ur", "survey", "اپنے دورے کے بارے میں بتائیں", []),
    "survey-lines-ar.txt": ("ar", "survey", "استبيان رضا العملاء", []),
    "survey-table-hi.html": ("hi", "survey", "डिलीवरी के बारे में सर्वेक्षण", []),
    "holiday-ur-cp1256.txt": ("ur", "page", "عید کے دنوں میں برانچوں کے اوقات", ["ہیلپ لائن", "ڈیلیوری"]),
    "cafe-en-cp1252.txt": ("en", "page", "The café in our Deira branch", ["What we serve", "Opening hours"]),
    "account.md": ("en", "page", "Your account", ["Opening an account", "What it shows"]),
    "old-site-en.html": ("en", "page", "Repairs", ["Before the technician comes", "Spare parts"]),
    "listening-hi.md": (
        "hi", "standard", "ग्राहक की बात सुनने के मानक", ["फ़ोन पर", "शाखा में", "जब ग्राहक नाराज़ हो"],
    ),
    "promise-ar.txt": ("ar", "page", "نرد على كل رسالة، ولو كانت كلمة …", ["كيف نرد", "متى نرد", "إذا لم نرد"]),
    "fees-en.txt": ("en", "page", "Fees and deposits", ["Deposits"]),
    "not-debris-en.txt": (
        "en", "page", "Ways to reach us",
        ["By phone", "By Bank Transfer", "Video calls", "Contents", "Share your feedback", "Next"],
    ),
    "not-debris-ur.txt": (
        "ur", "page", "ہماری ویڈیو کال سروس",
        ["ویڈیو کال کیسے کریں", "اشتہار میں بتائی گئی قیمت", "مصنف کا نام"],
    ),
    "parking-alternating.txt": ("en", "page", "Parking at the Manama branch", []),
    "warranty.docx": ("en", "procedure", "Registering a warranty", ["What you need", "The steps", "Afterwards"]),
    "standards-ar.docx": ("ar", "standard", "معايير خدمة العملاء", ["الترحيب", "المواعيد", "إذا أخطأنا"]),
    "refunds-mojibake.txt": ("ur", "policy", "ہماری پالیسی: رقم کی واپسی", []),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_language_kind_title_and_headings(name: str, imported: Imported) -> None:
    lang, kind, title, headings = TABLE[name]
    page = imported.page(name)
    assert page["path"].split("/")[1] == lang
    assert (page["kind"], page["title"]) == (kind, title)
    assert imported.headings(page) == headings


# File → what is removed, as (line, rule).
REMOVED: dict[str, list[tuple[int, str]]] = {
    "returns-en.txt": [
        (1, "navigation"), (3, "byline"), (4, "toc"), (5, "toc"), (6, "toc"), (7, "toc"), (17, "advert"),
        (23, "share"), (24, "related"), (25, "related"), (26, "related"), (27, "related"), (28, "navigation"),
    ],
    "returns-ur.txt": [
        (3, "byline"), (21, "advert"), (27, "share"), (28, "share"), (29, "share"),
        (31, "related"), (32, "related"), (33, "related"), (34, "related"),
    ],
    "returns-ar.html": [
        (1, "furniture"), (10, "furniture"), (11, "furniture"), (22, "furniture"), (29, "furniture"),
        (30, "furniture"), (31, "hidden"), (32, "furniture"),
    ],
    "complaint-steps-hi.txt": [
        (3, "toc"), (5, "byline"), (20, "video-caption"), (22, "video-caption"), (28, "share"), (30, "related"),
    ],
    "faq-ur.txt": [
        (2, "question-label"), (3, "question-label"), (4, "question-label"), (5, "question-label"),
        (7, "question-label"), (8, "question-label"), (9, "template-error"),
    ],
    "faq-ar-utf16.txt": [
        (12, "template-error"), (13, "advert"), (14, "share"), (15, "related"), (16, "related"), (17, "related"),
    ],
    "delivery-policy-wrapped.txt": [
        (14, "page-number"), (15, "page-number"), (29, "page-number"), (30, "page-number"), (43, "page-number"),
    ],
    "account.md": [
        (3, "front-matter"), (4, "front-matter"), (7, "template-error"), (11, "embed"), (21, "template-error"),
        (32, "related"), (34, "related"), (35, "related"),
    ],
    "old-site-en.html": [
        (1, "furniture"), (3, "embed"), (5, "furniture"), (8, "comment"), (13, "video-caption"),
        (13, "video-caption"), (19, "navigation"),
    ],
    "listening-hi.md": [(2, "byline"), (10, "advert"), (11, "related")],
    "promise-ar.txt": [(11, "video-caption"), (12, "video-caption")],
    "fees-en.txt": [(17, "template-error")],
    "not-debris-en.txt": [],
    "not-debris-ur.txt": [],
    "parking-alternating.txt": [],
    "warranty.docx": [
        (0, "comment"), (0, "page-header"), (2, "toc"), (3, "toc"), (4, "toc"), (16, "template-error"),
    ],
    "standards-ar.docx": [],
}  # fmt: skip


@pytest.mark.parametrize("name", REMOVED)
def test_what_is_removed_and_why(name: str, imported: Imported) -> None:
    removed = imported.page(name)["removed"]
    assert sorted((r["line"], r["rule"]) for r in removed) == sorted(REMOVED[name])


def words_in(name: str, imported: Imported) -> Counter[str]:
    """Count the words of an input, read by other means than the product's."""
    data = (imported.root / "old" / name).read_bytes()
    if name == "warranty.docx" or name == "standards-ar.docx":
        import io
        import zipfile

        parts = zipfile.ZipFile(io.BytesIO(data))
        names = [
            n for n in parts.namelist() if re.match(r"word/(document|header\d|comments)\.xml", n)
        ]
        xml = " ".join(re.sub(r"</w:p>", " ", parts.read(n).decode("utf-8")) for n in names)
        return words_of_html(xml)
    encoding = (
        "cp1256" if "cp1256" in name or name == "returns-ar.html"
        else "cp1252" if "cp1252" in name
        else "utf-16" if "utf16" in name
        else "utf-8-sig"
    )  # fmt: skip
    text = MOJIBAKE if "mojibake" in name else data.decode(encoding)
    if name.endswith(".html"):
        return words_of_html(text)
    if name.endswith(".md"):
        text = re.sub(r"\]\([^)]*\)|\{#[\w-]+\}|^title:", "] ", text, flags=re.M)
    return words_shown(text)


@pytest.mark.parametrize("name", [*TABLE, "notice-two-languages.txt"])
def test_every_word_is_on_the_page_or_in_the_report(name: str, imported: Imported) -> None:
    given = words_in(name, imported)
    kept: Counter[str] = Counter()
    for page in imported.file(name)["pages"]:
        kept += words_of_page(imported, page) + words_removed(page)
    assert given - kept == Counter(), "lost"
    assert kept - given == Counter(), "invented"


@pytest.mark.parametrize("name", [*TABLE, "notice-two-languages.txt"])
def test_every_number_is_on_the_page_or_in_the_report(name: str, imported: Imported) -> None:
    if name.endswith(".docx"):
        pytest.skip("numbers of XML are no text")
    data = (imported.root / "old" / name).read_bytes()
    text = data.decode("utf-8-sig", "ignore") if b"\x00" not in data else data.decode("utf-16")
    if name.endswith((".html", ".md")):
        text = re.sub(r"<[^>]*>|\]\([^)]*\)", " ", text)
    given = {int(n) for n in re.findall(r"\d+", text)}
    wording = " ".join(
        imported.text(p) + " ".join(r["text"] for r in p["removed"])
        for p in imported.file(name)["pages"]
    )
    markers = set(range(10))  # of lists
    assert given - {int(n) for n in re.findall(r"\d+", wording)} <= markers


@pytest.mark.parametrize("name", REFUSED)
def test_a_language_that_the_site_lacks_is_named(name: str, imported: Imported) -> None:
    problem = imported.file(name)["problem"]
    assert REFUSED[name] in problem and "--lang" in problem


def test_translations_are_paired_and_nothing_else_is(imported: Imported) -> None:
    assert sorted(imported.pairs()) == [
        ["notice-two-languages.txt", "notice-two-languages.txt"],
        ["returns-ar.html", "returns-en.txt"],
        ["returns-ar.html", "returns-ur.txt"],
        ["returns-en.txt", "returns-ur.txt"],
        ["survey-flat-en.txt", "survey-flat-ur.txt"],
    ]
    assert imported.pairs(sure=False) == []
    ids = {imported.page(f"returns-{x}")["id"] for x in ("en.txt", "ur.txt", "ar.html")}
    assert ids == {"returning-a-product"}


def test_translations_have_the_same_sections(imported: Imported) -> None:
    def anchors(name: str) -> list[str]:
        return re.findall(r"\{#([\w-]+)\}", imported.body(imported.page(name)))

    assert anchors("returns-en.txt") == [
        "before-you-come",
        "at-the-counter",
        "when-the-money-comes-back",
    ]
    assert anchors("returns-en.txt") == anchors("returns-ur.txt") == anchors("returns-ar.html")


def test_only_the_source_page_has_the_fields_of_all(imported: Imported) -> None:
    fields = {name: imported.fields(imported.page(name)) for name in TABLE}
    assert set(fields["returns-en.txt"]) == {"title", "draft", "imported"}
    assert set(fields["returns-ur.txt"]) == {"title", "draft", "imported"}
    assert fields["faq-ur.txt"]["source"] == "ur"
    assert fields["survey-flat-ur.txt"].keys() == {"title", "draft", "imported", "text"}
    assert fields["survey-flat-en.txt"]["questions"] == [
        *({"id": f"statement-{n}", "type": "statement"} for n in range(1, 6)),
        {"id": "overall", "type": "rating"},
        {"id": "open-1", "type": "open"},
        {"id": "open-2", "type": "open"},
        {"id": "commend", "type": "commend"},
    ]
    assert all(f["draft"] is True for f in fields.values())


SURVEYS: dict[str, dict[str, Any]] = {
    "survey-flat-en.txt": {
        "scale-1": "Strongly agree", "scale-3": "Neither agree nor disagree", "scale-5": "Strongly disagree",
        "statement-1": "I was greeted within a minute.", "statement-5": "I did not have to wait long.",
        "overall": "Overall, how would you rate your visit?", "open-1": "What did you like best?",
        "open-2": "What should we do better?",
        "commend": "Is there a member of staff you would like to commend?",
        "commend-name": "Name", "commend-reason": "Reason",
    },
    "survey-flat-ur.txt": {
        "scale-1": "مکمل متفق", "scale-3": "غیر جانبدار", "scale-5": "بالکل غیر متفق",
        "statement-2": "عملے نے میری بات سنی۔", "overall": "مجموعی طور پر آپ کا دورہ کیسا رہا؟",
        "open-2": "ہمیں کس چیز میں بہتری لانی چاہیے؟",
        "commend": "کیا عملے کا کوئی رکن ہے جس کی آپ تعریف کرنا چاہیں گے؟",
        "commend-name": "نام", "commend-reason": "وجہ",
    },
    "survey-lines-ar.txt": {
        "scale-1": "راض جدا", "scale-5": "غير راض إطلاقا", "statement-1": "نظافة المعرض",
        "statement-4": "وضوح الأسعار", "overall": "ما رأيكم في زيارتكم بشكل عام؟",
        "open-1": "ما الذي أعجبكم أكثر؟", "callback": "هل ترغبون في أن نتصل بكم؟",
        "callback-phone": "رقم الهاتف",
    },
    "survey-table-hi.html": {
        "scale-1": "उत्कृष्ट", "scale-5": "बहुत खराब", "statement-2": "चालक विनम्र था।",
        "overall": "कुल मिलाकर, डिलीवरी कैसी रही?", "open-1": "हम क्या बेहतर कर सकते हैं?",
        "commend": "क्या आप किसी कर्मचारी की प्रशंसा करना चाहेंगे?", "commend-name": "नाम",
        "commend-reason": "कारण",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", SURVEYS)
def test_a_questionnaire_becomes_data(name: str, imported: Imported) -> None:
    text = imported.fields(imported.page(name))["text"]
    assert {key: text[key] for key in SURVEYS[name]} == SURVEYS[name]
    assert sum(key.startswith("scale-") for key in text) == 5


def test_a_document_in_two_languages_is_split_where_they_meet(imported: Imported) -> None:
    english, arabic = imported.file("notice-two-languages.txt")["pages"]
    assert (english["title"], arabic["title"]) == (
        "Lift out of service in the Sharjah branch",
        "المصعد متوقف في فرع الشارقة",
    )
    assert english["id"] == arabic["id"]
    assert any("was split" in d["message"] for d in english["decisions"])


def test_languages_that_alternate_are_told_and_kept_together(imported: Imported) -> None:
    page = imported.page("parking-alternating.txt")
    [decision] = page["decisions"]
    assert (decision["line"], "lines 5, 9" in decision["message"]) == (5, True)
    assert "مہر لگا دے" in imported.body(page)


def test_lists_tables_and_terms_keep_their_form(imported: Imported) -> None:
    body = imported.body(imported.page("fees-en.txt"))
    assert "- **Delivery:** 25 AED for each order\n- **Second attempt:** free of charge\n" in body
    assert "| Curtains | 10% | until the day before we cut them |" in body
    steps = imported.body(imported.page("complaint-steps-hi.txt"))
    assert re.search(r"^1\. हमारी .*\n2\. जिस .*\n3\. दो-तीन .*\n4\. ", steps, re.M)
    account = imported.body(imported.page("account.md"))
    assert "**free of charge**" in account and "*warranties*" in account
    assert "[the Gulf Consumer Charter](<https://example.org/charter>)" in account
    assert r"invoice \| receipt" in account
    wrapped = imported.body(imported.page("delivery-policy-wrapped.txt"))
    assert "that a small lorry can reach. For islands" in wrapped
    assert "with the label on it so that we can see which van it came with\n- a picture" in wrapped


def test_letters_and_marks_are_repaired_as_check_does(imported: Imported) -> None:
    page = imported.page("holiday-ur-cp1256.txt")
    assert "عید کے پہلے دن ہماری تمام برانچیں بند رہیں گی۔" in imported.body(page)
    assert any((c["before"], c["after"]) == ("ہماري", "ہماری") for c in page["changed"])
    result = Project(imported.root).run("check", "--fix", "--dry-run")
    assert "0 files to repair" in result.output


def test_promises_are_listed_not_added(imported: Imported) -> None:
    entries = {p["entry"] for p in imported.page("returns-en.txt")["promises"]}
    assert entries == {
        "{money: 500 AED}", "{duration: 10 minutes}", "{duration: 7 days}", "{duration: 2 days}",
        '{phone: "+97145550142"}',
    }  # fmt: skip
    assert not (imported.root / "content" / "facts.yml").exists()


def test_the_project_checks_without_errors(imported: Imported) -> None:
    assert [
        f for f in Project(imported.root).check(sameness=True) if f["severity"] == "error"
    ] == []


def test_pages_have_readable_ascii_names(imported: Imported) -> None:
    names = [p["id"] for f in imported.report["files"] for p in f["pages"]]
    assert all(re.fullmatch(r"[a-z0-9]+(?:[-/][a-z0-9]+)*", name) for name in names)
    assert imported.page("listening-hi.md")["id"] == "standards/grahak-ki-bat-sunne-ke-manak"


def test_the_pages_can_be_seen_as_drafts_only(imported: Imported) -> None:
    project = Project(imported.root)
    project.build()
    assert not (imported.root / "site" / "returning-a-product").exists()
    for file in (imported.root / "content").rglob("*.md"):
        file.write_text(file.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    project.build()
    assert "You do not need an appointment." in project.text("returning-a-product")
    assert "وقت لینے کی ضرورت نہیں۔" in project.text("ur/returning-a-product")
    assert "لا تحتاج إلى موعد." in project.text("ar/returning-a-product")
