"""Things that texts name, by class: one in the place of another is noticed, and only that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kbgen.languages.language import language, shared_opposites, thing_classes
from kbgen.meaning.compare import BlockText, differences
from kbgen.meaning.logic import fold
from kbgen.meaning.statements import keys_of, statements_in

LANGS = ("en", "ur", "ar", "hi")
CLASSES = thing_classes()
OF_CLASS = {
    name: [side.split() for side in one.concepts.split("/")] for name, one in CLASSES.items()
}


def words(lang: str) -> Iterator[tuple[str, str, str]]:
    """Yield class, concepts and word."""
    for name, of_class in language(lang).things.words.items():
        for concepts, of_concept in of_class.items():
            for word in of_concept.split("|"):
                yield name, concepts, word


def test_there_are_classes_enough() -> None:
    assert len(CLASSES) >= 30
    assert sum(map(len, OF_CLASS.values())) >= 350


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CLASSES)
def test_each_concept_has_words_in_each_language(name: str, lang: str) -> None:
    assert not {key for side in OF_CLASS[name] for key in side} - keys_of(lang)


@pytest.mark.parametrize("lang", LANGS)
def test_words_are_of_a_class_that_lists_their_concepts(lang: str) -> None:
    listed = {name: {key for side in sides for key in side} for name, sides in OF_CLASS.items()}
    assert not [one for one in words(lang) if one[1].split()[0] not in listed.get(one[0], set())]


@pytest.mark.parametrize("lang", LANGS)
def test_no_word_stands_twice_in_a_class(lang: str) -> None:
    found: dict[tuple[str, str], str] = {}
    for name, concepts, word in words(lang):
        assert word.strip() == word != ""
        assert found.setdefault((name, fold(word, lang)), concepts) == concepts, word


@pytest.mark.parametrize("lang", LANGS)
def test_each_word_names_its_concepts(lang: str) -> None:
    for _, concepts, word in words(lang):
        named = {one.key for one in statements_in(f"( {word.removesuffix('*')}", lang)}
        assert set(concepts.split()) <= named, f"{word}: {concepts}, not {named}"


@pytest.mark.parametrize("lang", LANGS)
def test_no_word_takes_the_place_of_one_that_states_something(lang: str) -> None:
    # What both tables of opposites have is added to each other; a word of logic.toml would not be.
    tables = language(lang)
    own = "|".join(tables.opposites.words.values()).split("|")
    things = {fold(word, lang) for *_, word in words(lang)}
    logic = {fold(word, lang) for of in tables.logic.words.values() for word in of.split("|")}
    without_things = {fold(word, lang) for word in own} - things
    assert not things & logic - without_things


@pytest.mark.parametrize("lang", LANGS[1:])
@pytest.mark.parametrize("name", CLASSES)
def test_a_concept_in_the_place_of_another_is_noticed(name: str, lang: str) -> None:
    own = {of: first.split("|")[0] for of, first in language(lang).things.words[name].items()}
    english = {of: first.split("|")[0] for of, first in language("en").things.words[name].items()}
    single = [key for key in english if key in own and " " not in key]
    for one, another in zip(single, [*single[1:], single[0]], strict=True):
        source = BlockText(english[one].removesuffix("*"), "en")
        right, swapped = (BlockText(own[key].removesuffix("*"), lang) for key in (one, another))
        assert not differences(source, right), (one, own[one])
        if one != another:
            assert differences(source, swapped), (one, another)


PAIRS = """\
names / contradiction | Bring your passport. | ur | اپنا پاسپورٹ ساتھ لائیں۔ | اپنا شناختی کارڈ ساتھ لائیں۔
names / contradiction | Bring your passport. | ar | أحضر جواز سفرك. | أحضر بطاقة هويتك.
names / contradiction | Bring your passport. | hi | अपना पासपोर्ट लाएँ। | अपना आधार कार्ड लाएँ।
names / contradiction | Attach the birth certificate. | ur | پیدائش کا سرٹیفکیٹ منسلک کریں۔ | وفات کا سرٹیفکیٹ منسلک کریں۔
names / contradiction | Attach the birth certificate. | ar | أرفق شهادة الميلاد. | أرفق شهادة الوفاة.
names / contradiction | Attach the birth certificate. | hi | जन्म प्रमाण पत्र लगाएँ। | विवाह प्रमाण पत्र लगाएँ।
names / contradiction | Keep your order number ready. | ur | اپنا آرڈر نمبر تیار رکھیں۔ | اپنا سیریل نمبر تیار رکھیں۔
names / contradiction | Keep your order number ready. | ar | احتفظ برقم طلبك. | احتفظ بالرقم التسلسلي.
names / doubt | Give the key to the neighbour. | hi | चाबी पड़ोसी को दें। | चाबी चौकीदार को दें।
names / doubt | The technician calls you first. | ur | ٹیکنیشن پہلے آپ کو فون کرے گا۔ | ڈرائیور پہلے آپ کو فون کرے گا۔
names / doubt | The technician calls you first. | ar | يتصل بك الفني أولا. | يتصل بك السائق أولا.
names / contradiction | The freezer is under warranty. | hi | फ़्रीज़र वारंटी में है। | डिशवॉशर वारंटी में है।
names / contradiction | Pay at the post office. | ar | ادفع في مكتب البريد. | ادفع في البلدية.
states / doubt | Take the lift to the hall. | ur | لفٹ سے ہال میں جائیں۔ | سیڑھیوں سے ہال میں جائیں۔
states / doubt | The compressor is covered. | ar | الضاغط مشمول. | الشاشة مشمولة.
states / doubt | Tell us about each scratch. | hi | हर खरोंच के बारे में बताएँ। | हर दरार के बारे में बताएँ।
states / doubt | We add a voucher. | ur | ہم واؤچر دیتے ہیں۔ | ہم معذرت کرتے ہیں۔
states / doubt | Press the grey button. | ar | اضغط على الزر الرمادي. | اضغط على الزر الوردي.
states / doubt | The cover is made of leather. | hi | कवर चमड़े का है। | कवर रबर का है।
states / doubt | Dogs stay outside. | ur | کتے باہر رہیں۔ | گھوڑے باہر رہیں۔
names / doubt | Ask us by WhatsApp. | ur | واٹس ایپ پر پوچھیں۔ | ایس ایم ایس پر پوچھیں۔
"""


@pytest.mark.parametrize("pair", PAIRS.splitlines())
def test_sentences(pair: str) -> None:
    expected, english, lang, right, swapped = (part.strip() for part in pair.split(" | "))
    group, verdict = expected.split(" / ")
    source = BlockText(english, "en")
    assert not differences(source, BlockText(right, lang))
    found = differences(source, BlockText(swapped, lang))
    assert (group, verdict) in {(one.group, one.verdict) for one in found}


@pytest.mark.parametrize(
    ("english", "urdu"),
    [
        # In another order, and with what the other side leaves out.
        ("Bring your passport, visa and ticket.", "اپنا ٹکٹ، ویزا اور پاسپورٹ لائیں۔"),
        ("Bring your passport.", "اپنا پاسپورٹ اور ویزا لائیں۔"),
        ("Bring your passport and visa.", "اپنا پاسپورٹ لائیں۔"),
        # By a word for more than one concept, and by one that is longer than another.
        ("Bring your passport.", "اپنی دستاویز لائیں۔"),
        ("The utility bill is enough.", "بل کافی ہے۔"),
        # Words that look like those of a class.
        ("Office hours are posted.", "دفتری اوقات کار آویزاں ہیں۔"),
    ],
)
def test_nothing_is_exchanged(english: str, urdu: str) -> None:
    assert not differences(BlockText(english, "en"), BlockText(urdu, "ur"))


def test_several_things_of_a_class_are_compared_as_a_set() -> None:
    source = BlockText("Bring your passport, visa and ticket.", "en")
    (found,) = differences(source, BlockText("اپنا ٹکٹ، ویزا اور نکاح نامہ لائیں۔", "ur"))
    assert found.source and found.translation
    assert (found.source.text, found.translation.text) == ("passport", "نکاح نامہ")


def test_classes_are_compared_as_opposites_are() -> None:
    table = shared_opposites()
    loose = [one.concepts for one in CLASSES.values() if one.is_loose]
    assert all(any(text in of for of in table.doubtful.values()) for text in loose)
