"""A language that came as a folder and a catalog: it is checked, built and searched as others."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from kbgen.importing.write.translit import romanize
from kbgen.meaning.extract import extract
from tests.bengali import SAMPLE, write_bengali
from tests.documents import import_into
from tests.mutants import MUTATIONS, run
from tests.sites import Project

# No letter of Bengali has a presentation form, and the sample has no date.
KINDS = [k for k in MUTATIONS if k not in ("presentation form", "month of a date changed")]


@pytest.fixture(scope="module")
def bengali(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    project = Project(write_bengali(tmp_path_factory.mktemp("bengali")))
    project.build()
    yield project


def test_the_sample_is_clean(bengali: Project) -> None:
    assert bengali.check(sameness=True) == []


def test_the_sample_is_whole_and_normalized() -> None:
    pages = {
        str(f.relative_to(SAMPLE / "content/bn")) for f in (SAMPLE / "content/bn").rglob("*.md")
    }
    assert len(pages) == 7
    for file in SAMPLE.rglob("*.*"):
        assert unicodedata.is_normalized("NFC", file.read_text("utf-8")), file


@pytest.mark.parametrize("part", range(3))
def test_mutants_of_bengali_are_caught(part: int, tmp_path: Path) -> None:
    kinds = KINDS[part::3]
    made, caught, missed = run(kinds, 3, 1, write_bengali(tmp_path / "project"), "bn")
    assert set(made) == set(kinds)
    assert caught.total() == made.total(), missed


# What a reader sees on the pages, in the digits and words of Bengali.
SHOWN = {
    "bn": "২৪ ঘণ্টা সময়ের মধ্যে",
    "bn/policies/returns": "১৪ দিন সময়ের মধ্যে",
    "bn/faq/refunds": "২০ দিরহাম ডেলিভারি ফি",
    "bn/standards/answering": "৩ কর্মদিবস",
    "bn/branches/riyadh": "শনিবার থেকে বৃহস্পতিবার সকাল ৯টা থেকে রাত ১০টা পর্যন্ত",
    "bn/surveys/visit": "একেবারেই একমত নই",
}


@pytest.mark.parametrize("page", SHOWN)
def test_facts_and_the_interface_are_in_bengali(bengali: Project, page: str) -> None:
    expected = unicodedata.normalize("NFC", SHOWN[page])
    text = re.sub("[\u2066-\u2069\u200e\u200f]", "", bengali.text(page)).replace("\u00a0", " ")
    assert expected in text


def test_letters_and_numbers_of_lists_are_bengali(bengali: Project) -> None:
    [style] = (bengali.root / "site/assets/kb").glob("kb.*.css")
    css = style.read_text("utf-8")
    assert '"Noto Sans Bengali"' in css
    assert ":lang(bn){--kb-digits:bengali}" in css


def test_search_knows_words_and_spellings(bengali: Project) -> None:
    site = bengali.root / "site"
    index = json.loads((site / "bn/search/index.json").read_text("utf-8"))
    assert set(index["table"]["tables"]) == {"bn", "en"}
    [shared] = (site / "assets/kb").glob("search-tables.*.json")
    assert json.loads(shared.read_text("utf-8"))["langs"]["bn"] == "beng"


FAQ = """\
অর্ডার সম্পর্কে সাধারণ প্রশ্ন
হোম
প্রশ্ন: আমার অর্ডার এখন কোথায়?
উত্তর: অ্যাপে "আমার অর্ডার" খুলুন। সেখানে পৌঁছানোর সময় দেখতে পাবেন।
প্রশ্ন: ঠিকানা কি বদলানো যায়?
উত্তর: হ্যাঁ, ডেলিভারির এক দিন আগে সন্ধ্যা ৬টা পর্যন্ত।
প্রশ্ন: ডেলিভারির খরচ কত?
উত্তর: ২৫ দিরহাম। ৩০০ দিরহামের বেশি অর্ডারে কোনো খরচ নেই।
আরও পড়ুন: কীভাবে পণ্য ফেরত দেবেন
"""


def test_documents_in_bengali_are_imported(tmp_path: Path) -> None:
    root = write_bengali(tmp_path)
    (root / "old").mkdir()
    (root / "old/faq.txt").write_text(FAQ, "utf-8")
    imported = import_into(Project(root), "old")
    page = imported.page("faq.txt")
    assert page["path"].startswith("content/bn/faq/")
    assert (page["kind"], page["title"]) == ("faq", FAQ.partition("\n")[0])
    assert len(imported.headings(page)) == 3
    assert "ফেরত দেবেন" not in imported.body(page), "what leads to another page is taken out"


# How people write amounts and hours in Dhaka and in Kolkata.
WRITTEN = {
    "সাড়ে তিন ঘণ্টার মধ্যে": ["3.5 hour"],
    "সাড়ে ৩ ঘণ্টা": ["3.5 hour"],
    "পৌনে দুই ঘণ্টা": ["1.75 hour"],
    "দেড়শ টাকা": ["150 rupee"],
    "পাঁচ হাজার টাকায়": ["5000 rupee"],
    "আড়াই লাখ টাকা": ["250000 rupee"],
    "একশ পাঁচ টাকা": ["105 rupee"],
    "দু'দিনের মধ্যে": ["2 day"],
    "দুদিনের মধ্যে": ["2 day"],
    "কুড়ি দিনে": ["20 day"],
    "অর্ধেক টাকা ফেরত পাবেন": [],  # half of the money
    "সাতাশ হাজার টাকা": ["27000 rupee"],
    "দুই বার টাকা কেটেছে": ["2 time"],
    "সন্ধ্যা ৬টার মধ্যে": ["18:00"],
    "বেলা ১১টা থেকে ২টো পর্যন্ত": ["11:00", "14:00"],
    "সকাল বেলা ৭টায়": ["07:00"],
    "রাত ৯টা অবধি": ["21:00"],
}


@pytest.mark.parametrize("shown", WRITTEN)
def test_amounts_and_hours_are_read_as_they_are_said(shown: str) -> None:
    text = unicodedata.normalize("NFC", shown)
    assert [str(mention.meaning) for mention in extract(text, "bn")] == WRITTEN[shown]


ROMANIZED = {
    "টাকা ফেরত কবে পাব": "taka ferot kobe pab",
    "কত দিন লাগে": "koto din lage",
    "ফোন নম্বর": "phone number",
    "ক্ষতিপূরণ সংরক্ষণ": "khotipuron songrokkhon",
    "বিজ্ঞপ্তি ও তথ্য": "biggopti o tothyo",
    "অ্যাকাউন্টের সমস্যা": "account somossa",
}


@pytest.mark.parametrize("bengali_words", ROMANIZED)
def test_addresses_are_spelled_as_people_type(bengali_words: str) -> None:
    assert " ".join(romanize(bengali_words, "bn")) == ROMANIZED[bengali_words]
