"""The stages of an import by themselves: tables of cases, and what holds for every text."""

from __future__ import annotations

import codecs
import difflib
import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kbgen.importing.blocks import DocumentBlock, Role, TextRun, UnreadableError, words
from kbgen.importing.clean.debris import clean
from kbgen.importing.document import Document, read_documents
from kbgen.importing.pairing.pairs import Shape, find_pairs, shape_of
from kbgen.importing.readers.commonmark import read_markdown
from kbgen.importing.readers.encoding import decode
from kbgen.importing.readers.html import read_html
from kbgen.importing.readers.markdown import body, escape, front_matter
from kbgen.importing.readers.plain import item_mark, read_plain, wrap_width
from kbgen.importing.understand.headline import doubt, is_headline
from kbgen.importing.understand.language import detect
from kbgen.importing.understand.scales import find_scales
from kbgen.importing.write.slugs import slug
from kbgen.importing.write.translit import romanize
from tests.conftest import REPOSITORY

URDU = "آپ کا آرڈر آج شام تک پہنچ جائے گا۔ ڈرائیور آنے سے پہلے آپ کو فون کرے گا۔"
ARABIC = "يصل طلبك هذا المساء. يتصل بك السائق قبل أن يأتي إليك."
HINDI = "आपका ऑर्डर आज शाम तक पहुँच जाएगा। चालक आने से पहले आपको फ़ोन करेगा।"
ENGLISH = "Your order arrives this evening. The driver calls you – before he comes to the café."

ENCODINGS = {
    "UTF-8": (URDU.encode(), "utf-8", URDU),
    "UTF-8 with a mark": (codecs.BOM_UTF8 + HINDI.encode(), "utf-8", HINDI),
    "UTF-16, small end first": (
        codecs.BOM_UTF16_LE + ARABIC.encode("utf-16-le"),
        "utf-16-le",
        ARABIC,
    ),
    "UTF-16, big end first": (codecs.BOM_UTF16_BE + URDU.encode("utf-16-be"), "utf-16-be", URDU),
    "UTF-16 without a mark": (HINDI.encode("utf-16-le"), "utf-16-le", HINDI),
    "UTF-16 without a mark, big end": (ARABIC.encode("utf-16-be"), "utf-16-be", ARABIC),
    "English in UTF-16": (ENGLISH.encode("utf-16-le"), "utf-16-le", ENGLISH),
    "UTF-32": (codecs.BOM_UTF32_LE + URDU.encode("utf-32-le"), "utf-32-le", URDU),
    "Windows-1256": (ARABIC.encode("cp1256"), "cp1256", ARABIC),
    "Windows-1252": (ENGLISH.encode("cp1252"), "cp1252", ENGLISH),
    "cut off inside a letter": (URDU.encode()[:-1], "utf-8", URDU[:-1]),
    "old line ends": (b"one\r\ntwo\rthree", "utf-8", "one\ntwo\nthree"),
}


@pytest.mark.parametrize("case", ENCODINGS)
def test_an_encoding_is_told_from_the_bytes(case: str) -> None:
    data, encoding, text = ENCODINGS[case]
    found = decode(data)
    assert (found.encoding, found.text) == (encoding, text)


def misread(text: str, encoding: str) -> str:
    """Return UTF-8 as a program shows it that takes it for another encoding."""
    return "".join(bytes([b]).decode(encoding, "ignore") or chr(b) for b in text.encode())


MISREAD: dict[str, Callable[[str], str]] = {
    "as Windows-1252": lambda text: misread(text, "cp1252"),
    "as Latin-1": lambda text: misread(text, "latin-1"),
    "as Windows-1250": lambda text: misread(text, "cp1250"),
    "as Windows-1252, twice": lambda text: misread(misread(text, "cp1252"), "cp1252"),
    "with spaces for no-break spaces": lambda text: misread(text, "cp1252").replace("\xa0", " "),
    "after a line that is right": lambda text: f"{text}\n{misread(text, 'cp1252')}",
}


@pytest.mark.parametrize("text", [URDU, ARABIC, HINDI])
@pytest.mark.parametrize("how", MISREAD)
def test_text_that_was_read_in_a_wrong_encoding_is_read_again(how: str, text: str) -> None:
    found = decode(MISREAD[how](text).encode())
    assert set(found.text.splitlines()) == set(text.splitlines())
    assert "wrong encoding" in found.note


@pytest.mark.parametrize("text", [URDU, ARABIC, HINDI, ENGLISH, "Café für 5 £ – Ã la carte"])
def test_text_that_is_right_stays(text: str) -> None:
    found = decode(text.encode())
    assert (found.text, found.note) == (text, "")


def test_letters_that_were_lost_are_not_guessed() -> None:
    missing = misread(URDU, "cp1252").translate(dict.fromkeys(b"\x81\x8d\x8f\x90\x9d"))
    assert "\ufffd" not in decode(missing.encode()).text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data).text
    except UnreadableError:
        return
    assert text.strip() and "\x00" not in text


LANGUAGES = {
    "ur": [URDU, "شکریہ، آپ کی شکایت درج کر لی گئی ہے", "هم آپ کي مدد کرنا چاهتے هيں"],
    "ar": [ARABIC, "شكرا لكم على زيارتكم", "ما هي سياسة الإرجاع في متجركم؟"],
    "hi": [HINDI, "आपकी शिकायत दर्ज कर ली गई है, धन्यवाद", "वापसी की नीति क्या है?"],
    "bn": ["আপনি এই পণ্যটি চৌদ্দ দিনের মধ্যে ফেরত দিতে পারেন", "আমাদের শাখা কোথায় আছে?"],
    "en": [ENGLISH, "How do I return an item?", "We are here for you."],
    "fa": [
        "شما می‌توانید کالا را تا چهارده روز پس از خرید به هر شعبه بازگردانید",
        "این محصول برای شما است",
    ],
    "mr": ["तुम्ही ही वस्तू चौदा दिवसांच्या आत परत करू शकता आणि पैसे परत मिळतील"],
    "ne": ["तपाईं यो सामान चौध दिनभित्र फिर्ता गर्न सक्नुहुन्छ र पैसा पाउनुहुन्छ"],
    "ps": ["تاسو کولی شئ دا توکی په څوارلسو ورځو کې بیرته راوړئ او خپلې پیسې واخلئ"],
    "fr": ["Vous pouvez rendre les articles dans nos magasins pendant deux semaines"],
    "roman-ur": ["Aap apna saman do hafte mein wapas kar sakte hain"],
}


@pytest.mark.parametrize(
    ("lang", "text"), [(k, t) for k, texts in LANGUAGES.items() for t in texts]
)
def test_languages_are_told_apart(lang: str, text: str) -> None:
    guess = detect(text)
    assert guess is not None and guess.lang == lang


@pytest.mark.parametrize("lang", ["en", "ur", "ar", "hi"])
def test_every_page_of_nahr_is_in_its_language(lang: str) -> None:
    for file in (REPOSITORY / "content" / lang).rglob("*.md"):
        text = re.sub(
            r"\{\{.*?\}\}|\]\([^)]*\)|\{#.*?\}", "", file.read_text("utf-8").split("---\n", 2)[2]
        )
        guess = detect(text)
        assert guess is not None and (guess.lang, guess.sure) == (lang, True), file


HEADLINES = [
    "What it costs", "Before you come", "غریب کسٹمر سروس کا اثر کیا ہے؟", "कैसे भुगतान करें", "التناسق",
    "Step 1: Receive the complaint", "How do I return an item?", "Fees, deposits and discounts", "FAQ",
]  # fmt: skip
NOT_HEADLINES = [
    "We deliver on Fridays.", "ہم آپ کے شکر گزار ہیں۔", "हम आपके साथ हैं।", "and then call us", "The following,",
    "Please bring the receipt, the card you paid with and an identity card if you have one with you",
    "It is easy. You call", "25", "…", "the box", "Send it to",
]  # fmt: skip


@pytest.mark.parametrize("text", HEADLINES)
def test_a_headline_is_one(text: str) -> None:
    assert is_headline(text) and not doubt(text)


@pytest.mark.parametrize("text", NOT_HEADLINES)
def test_a_sentence_is_no_headline(text: str) -> None:
    assert not is_headline(text)


DOUBTFUL = [
    "Dear customer", "Please show your receipt at the counter", "ہماری ٹیم آپ کے ہر سوال کا جواب ایک دن میں دیتی ہے",
    "हमारी टीम आपके हर सवाल का जवाब एक दिन में देती है", "care@sahil.example", "Last updated: 3 May 2024",
]  # fmt: skip


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_may_be_a_sentence_is_doubted(text: str) -> None:
    assert doubt(text)


MARKS = {
    "• first": "•", "- first": "-", "– first": "–", "1. first": "1.", "2) second": "2)", "(3) third": "(3)",
    "٤. رابع": "٤.", "۵۔ پانچواں": "۵۔", "६) छठा": "६)", "أ) أولا": "أ)", "a) first": "a)", "१.पहला": "१.",
}  # fmt: skip


@pytest.mark.parametrize("text", MARKS)
def test_list_markers_of_all_scripts(text: str) -> None:
    mark = item_mark(text)
    assert mark is not None and mark.text == MARKS[text]


@pytest.mark.parametrize(
    "text", ["2.5 kg", "-5 degrees", "1986 was long ago", "10:30 in the morning", "A car", "**b**"]
)
def test_what_is_no_list_marker(text: str) -> None:
    assert item_mark(text) is None


SCALES = [
    ("Excellent Good Average Fair Poor", 5), ("بہترین اچھی اوسط منصفانہ غریب", 5), ("ممتاز / جيد جدًا / جيد / مقبول / ضعيف", 5),
    ("उत्कृष्ट | अच्छा | औसत | खराब | बहुत खराब", 5), ("Strongly disagree Disagree Neutral Agree Strongly agree", 5),
    ("Always Often Sometimes Rarely Never", 5), ("بہت مطمئن مطمئن غیر جانبدار غیر مطمئن بہت غیر مطمئن", 5),
    ("أوافق بشدة أوافق محايد لا أوافق لا أوافق بشدة", 5), ("সম্পূর্ণ একমত একমত নিরপেক্ষ একমত নই সম্পূর্ণ দ্বিমত", 5), ("Good service needs good people.", 0), ("एक अच्छा विचार", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "points"), SCALES)
def test_scales_of_answers(text: str, points: int) -> None:
    found = find_scales(text)
    assert [len(scale.labels) for scale in found] == ([points] if points else [])


SLUGS = {
    ("Refunds & returns: how?", "en"): "refunds-returns-how",
    ("The café in Deira", "en"): "the-cafe-in-deira",
    ("کسٹمر سروس", "ur"): "customer-service",
    ("رقم کی واپسی", "ur"): "raqam-ki-wapsi",
    ("शिकायत", "hi"): "shikayat",
    ("ग्राहक सेवा मानक", "hi"): "grahak-seva-manak",
    ("গ্রাহক সেবার মান", "bn"): "grahak-sebar-man",
    ("অভিযোগ জানানো", "bn"): "obhijog-janano",
    ("পুরোনো যন্ত্র ও ২৪ ঘণ্টা", "bn"): "purono-jontro-o-24-ghonta",
    ("۲۴ گھنٹے", "ur"): "24-ghante",
    ("!!!", "en"): "",
}


@pytest.mark.parametrize(("text", "lang"), SLUGS)
def test_slugs(text: str, lang: str) -> None:
    assert slug(text, lang) == SLUGS[text, lang]


@given(st.text(max_size=80), st.sampled_from(["en", "ur", "ar", "hi", "bn"]))
@example("⒑ ﷺ ½", "en")
def test_a_slug_is_an_address(text: str, lang: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text, lang))
    assert len(slug(text, lang)) <= 60


ROMANIZED = REPOSITORY.parent / "shared" / "data" / "romanization"


@pytest.mark.skipif(not ROMANIZED.is_dir(), reason="the word lists are not here")
@pytest.mark.parametrize("lang", ["ur", "hi"])
def test_romanization_is_near_to_what_people_type(lang: str) -> None:
    known: dict[str, list[str]] = {}
    for row in (ROMANIZED / f"{lang}.dev.tsv").read_text("utf-8").splitlines():
        native, latin, _ = row.split("\t")
        known.setdefault(native, []).append(latin)
    alike = [
        max(
            difflib.SequenceMatcher(None, "".join(romanize(native, lang)), latin).ratio()
            for latin in typed
        )
        for native, typed in known.items()
    ]
    assert sum(alike) / len(alike) > 0.9


SIGNS = st.text("ab1 .*_`[](){}<>#+-!|\\&;:~=\"'?/^$@%,0کआ", min_size=1, max_size=40)


@settings(max_examples=300, deadline=None)
@given(SIGNS, st.booleans())
def test_escaped_text_renders_as_itself(text: str, bold: bool) -> None:
    shown = " ".join(text.split())
    source = body([DocumentBlock(Role.PARAGRAPH, 1, (TextRun(text, bold=bold),))])
    html = markdown.markdown(
        source, extensions=["tables", "attr_list", "admonition", "pymdownx.details"]
    )
    rendered = unescape(re.sub(r"</?(?:p|strong)>", "", html))
    assert " ".join(rendered.split()) == shown


@settings(max_examples=100, deadline=None)
@given(st.lists(SIGNS.filter(str.strip), min_size=1, max_size=4))
def test_escaped_headings_and_items_render_as_themselves(texts: list[str]) -> None:
    for role, tag in ((Role.HEADING, "h2"), (Role.ITEM, "li")):
        blocks = [
            DocumentBlock(
                role,
                n,
                (TextRun(t),),
                level=2 if tag == "h2" else 0,
                id=f"i{n}" if tag == "h2" else "",
            )
            for n, t in enumerate(texts)
        ]
        html = markdown.markdown(body(blocks), extensions=["tables", "attr_list"])
        found = re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.S)
        assert [" ".join(unescape(f).split()) for f in found] == [
            " ".join(t.split()) for t in texts
        ]


@given(st.dictionaries(st.sampled_from(["title", "text"]), st.text(max_size=60)))
def test_front_matter_says_what_it_was_given(fields: dict[str, str]) -> None:
    read = yaml.safe_load(front_matter(fields).split("---\n")[1]) or {}
    wording = {key: " ".join(value.split()).replace("{{", "\\{{") for key, value in fields.items()}
    assert {k: v.replace("\\\\{{", "\\{{") for k, v in read.items()} == {
        k: v.replace("\\\\{{", "\\{{") for k, v in wording.items()
    }


LINES = st.lists(
    st.sampled_from([
        "", "A short line", "- an item", "• ایک نکتہ", "•", "1. first", "2. second", "5. fifth", "٣) ثالث", "Term: what it is",
        "A sentence that ends as it should, after quite a number of words, near the margin.", "------", "a\tb\tc", "d\te\tf",
        "| x | y |", "# Heading", "Underlined", "=========", "یہ ایک جملہ ہے۔", "    indented words", "what is it?", "Q: why?", "A: because",
    ]),
    min_size=1, max_size=14,
)  # fmt: skip


def letters(text: str) -> Counter[str]:
    return Counter(w for w in words(text) if not w.isdigit())


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_reading_plain_text_loses_no_word(lines: list[str]) -> None:
    text = "\n".join(lines)
    blocks, removed = read_plain(text)
    kept = letters("\n".join(b.text for b in blocks)) + letters(" ".join(r.text for r in removed))
    assert kept == letters(text)


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_no_stage_loses_a_word(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        made = read_documents("a.txt", text.encode())
    except UnreadableError:
        return
    kept: Counter[str] = Counter()
    for document in made:
        kept += text_of(document)
    assert letters(text) - kept == Counter()


def text_of(document: Document) -> Counter[str]:
    wording = "\n".join(b.text for b in document.blocks) + f"\n{document.title}\n"
    wording += "\n".join(r.text for r in document.removed)
    if document.questionnaire:
        for question in document.questionnaire.questions:
            wording += f"\n{question.text} {' '.join(label for _, label in question.parts)}"
        wording += "\n" + " ".join(document.questionnaire.scale)
    return letters(wording)


def test_wrapped_lines_are_told_from_short_paragraphs() -> None:
    wrapped = [
        "This paragraph was wrapped by hand at a column that lies",
        "at about sixty, and so its lines are all of nearly the",
        "same length, except for the last one, which ends where the",
        "thought ends and is shorter.",
    ]
    assert wrap_width(wrapped) == max(map(len, wrapped))
    assert wrap_width(["Nahr Home", "Al Rigga Road", "Deira, Dubai", "+971 4 555 0142"]) == 0
    assert wrap_width(["A paragraph in one line. " * 10] * 5) == 0


KEPT = """\
Cancelling an order

You can cancel an order until the van has left, and you do not pay for it.

{line}

If the van has left already, you can refuse the parcel at the door, and the driver takes it back.
"""
CONTENT = [
    "Share this page with your family before you order, so that everybody agrees.", "Advertisement prices are binding for us.",
    "Video: see how the driver finds you.", "Related costs are paid back, too.", "By phone or by post.", "Home delivery", "Next steps",
    "Subscribe to nothing: there is no contract.", "Menu", "Print", "Contents of the parcel", "None of it is lost.", "Author's copy",
    "اشتہار میں لکھی قیمت ہی آخری قیمت ہے۔", "شارك رأيك معنا بعد الزيارة.", "वीडियो कॉल पर मदद", "विज्ञापन में छपा दाम मान्य है।",
]  # fmt: skip


@pytest.mark.parametrize("line", CONTENT)
def test_what_only_looks_like_debris_stays(line: str) -> None:
    cleaned = clean(read_plain(KEPT.format(line=line))[0], ())
    assert cleaned.removed == []


DEBRIS = [
    ("template-error", "{{ page.title }}"), ("template-error", "[object Object]"), ("template-error", "undefined"), ("template-error", "{% include share.html %}"),
    ("template-error", "$config[code] not found"), ("template-error", "Loading..."), ("template-error", '[gallery ids="1,2"]'), ("template-error", "#REF!"),
    ("template-error", "Notice: Undefined index: title in /var/www/page.php on line 12"),
    ("advert", "ADVERTISEMENT"), ("advert", "Advertisement - Continue Reading Below -"), ("advert", "اشتہار"), ("advert", "إعلان"), ("advert", "विज्ञापन"),
    ("share", "Share on Facebook | Twitter | WhatsApp"), ("share", "اس مضمون کو شیئر کریں: فیس بک، ٹویٹر"), ("share", "شارك المقال على فيسبوك"), ("share", "इस लेख को साझा करें: फेसबुक"),
    ("related", "Read more: Ten ways to save water"), ("related", "یہ بھی پڑھیں: پانی بچانے کے دس طریقے"), ("related", "اقرأ أيضًا: عشر طرق لتوفير الماء"), ("related", "ये भी पढ़ें: पानी बचाने के दस तरीके"),
    ("subscribe", "Subscribe to our newsletter"), ("subscribe", "اشترك في نشرتنا البريدية"), ("navigation", "Back to top"), ("navigation", "تخطي إلى المحتوى"),
    ("credit", "Image credit: Getty Images"), ("credit", "تصویر: گیٹی امیجز"), ("page-number", "Page 2 of 7"), ("page-number", "صفحہ 3 از 7"), ("video-caption", "Video: Robots at work"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "line"), DEBRIS)
def test_surely_debris_is_removed_by_its_rule(rule: str, line: str) -> None:
    blocks = read_plain(KEPT.format(line=line))[0]
    [removed] = clean(blocks, ()).removed
    assert (removed.rule, removed.line, removed.text) == (rule, 5, line)
    assert clean(blocks, (rule,)).removed == []


def test_readers_of_markup_keep_the_words_and_the_lines() -> None:
    page = read_html(
        "<p>One</p>\n<ul>\n<li>Two<li>Three <b>bold</b></ul>\n<table><tr><th>a<th>b<tr><td>c<td>d</table>"
    )
    assert [(b.role.value, b.line, b.text) for b in page.blocks] == [
        ("paragraph", 1, "One"), ("item", 3, "Two"), ("item", 3, "Three bold"), ("table", 4, "a b\nc d"),
    ]  # fmt: skip
    made = read_markdown(
        "---\ntitle: T\nx: y\n---\n# Head\n\nText *it* [l](https://e.org)\n\n1. a\n    - b\n"
    )
    assert (made.title, [(r.line, r.text) for r in made.removed]) == ("T", [(3, "x: y")])
    assert [(b.role.value, b.line, b.level, b.text) for b in made.blocks] == [
        ("heading", 5, 1, "Head"), ("paragraph", 7, 0, "Text it l"), ("item", 9, 0, "a"), ("item", 10, 1, "b"),
    ]  # fmt: skip


def shapes_of_nahr() -> list[tuple[str, Shape]]:
    found = []
    for lang in ("en", "ur", "ar", "hi"):
        folder = REPOSITORY / "content" / lang
        for file in sorted(folder.rglob("*.md")):
            text = re.sub(r"\{\{.*?\}\}|\{#.*?\}", "", file.read_text("utf-8").split("---\n", 2)[2])
            blocks = read_markdown(re.sub(r"\]\([^)]*\)", "]", text)).blocks
            found.append((str(file.relative_to(folder)), shape_of(blocks, lang, (), "")))
    return found


def test_the_translations_of_nahr_find_one_another_and_nothing_else() -> None:
    pages = shapes_of_nahr()
    pairs = find_pairs([shape for _, shape in pages])
    right = [p for p in pairs if pages[p.first][0] == pages[p.second][0]]
    assert len(right) == len(pairs)
    each = Counter(name for name, _ in pages)
    assert len(right) > 0.8 * sum(n * (n - 1) // 2 for n in each.values())


def test_a_document_without_a_partner_stays_alone(tmp_path: Path) -> None:
    del tmp_path
    a = shape_of(
        read_plain("Title\n\n" + "One sentence here. " * 9 + "\n\nPart\n\nShort one.")[0],
        "en",
        ["3"],
        "a",
    )
    b = shape_of(
        read_plain("عنوان\n\nجملة قصيرة هنا.\n\nجزء\n\n" + "جملة أخرى طويلة هنا. " * 12)[0],
        "ar",
        ["8"],
        "b",
    )
    assert find_pairs([a, b]) == []


def test_escape_is_shown_in_the_docs() -> None:
    assert escape("# no heading") == "\\# no heading"
