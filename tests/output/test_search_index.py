"""The index: what weighs how much, and what stands in which file."""

from __future__ import annotations

import gzip
import json
import pickle
import random
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.output.search import index
from kbgen.output.search.index import (
    BLOCKS,
    IndexedLanguage,
    WeighedEdition,
    index_files,
    merged_files,
)
from kbgen.output.search.keywords import share_out
from kbgen.output.search.pack import number, word_list
from kbgen.output.search.page import page_words
from kbgen.output.search.record import Record
from kbgen.output.search.sound import sound_key
from kbgen.output.search.text import words_of
from kbgen.output.search.weigh import LEVELS, weigh

LAST = [chr(c) for c in range(0x21, 0x7F) if chr(c) not in '"\\']


def record(id_: str, title: str, text: str = "", lang: str = "en", **more: Any) -> Record:
    page = id_.partition("#")[0]
    return Record(id_, f"{page}/", title, more.pop("page", title), "faq", lang, text=text, **more)


def table(files: Mapping[str, bytes], prefix: str = "") -> dict[str, Any]:
    entry = json.loads(files[f"{prefix}search/index.json"])
    table: dict[str, Any] = entry["table"]
    return table


def part(files: Mapping[str, bytes], name: str, prefix: str = "") -> Any:
    """Return a part of the index, which is a file of its own only on a large site."""
    entry = json.loads(files[f"{prefix}search/index.json"])
    within = entry["files"].get(name)
    return json.loads(files[f"{entry['folder']}{name}"]) if within is None else within


@given(st.integers(0, 10**9))
def test_numbers_can_be_read_again(value: int) -> None:
    found = 0
    for char in number(value):
        digit = LAST.index(char)
        found = found * 60 + digit if digit < 60 else found * 30 + digit - 60
    assert found == value


@given(st.sets(st.text("abcابتकखग०", min_size=1, max_size=30)))
def test_word_lists_can_be_read_again(words: set[str]) -> None:
    found, last = [], ""
    for char in word_list(sorted(words)):
        if char.isascii() and char.isupper():
            found.append("")
            last, shared = found[-2] if len(found) > 1 else "", ord(char) - 65
            found[-1] = last[:shared]
        else:
            found[-1] += char
    assert found == sorted(words)


def test_a_title_outweighs_any_number_of_mentions() -> None:
    title = weigh(record("a", "Refunds"), "en")["refunds"]
    text = weigh(record("a", "Cards", "refunds " * 50), "en")["refunds"]
    once = weigh(record("a", "Cards", "refunds and more"), "en")["refunds"]
    assert LEVELS >= title > once
    assert text > once


def test_a_value_at_a_branch_counts_as_text() -> None:
    levels = weigh(record("a", "Cards", "7 days or more", values=("5 days", "3 weeks")), "en")
    assert levels["5"] == levels["3"] == levels["7"] == levels["days"] == levels["weeks"]
    without = weigh(record("a", "Cards", "7 days or more"), "en")
    assert {word: levels[word] for word in without} == without


def test_stop_words_count_in_titles_only() -> None:
    assert weigh(record("a", "Cards", "How do they work?"), "en").keys() == {"cards", "work"}
    levels = weigh(record("a", "How it works"), "en")
    assert levels["how"] < levels["works"]


def test_a_boost_counts() -> None:
    plain = weigh(record("a", "Refunds"), "en")
    assert weigh(record("a", "Refunds", boost=0.5), "en")["refunds"] < plain["refunds"]


def test_the_same_records_give_the_same_bytes_in_any_order() -> None:
    records = [record(f"faq/p{i}#q{i}", f"Title {i}", "some words") for i in range(40)]
    first = index_files([IndexedLanguage("en", "", records)])
    assert first == index_files([IndexedLanguage("en", "", records[::-1])])


def test_pages_may_be_weighed_before_and_kept() -> None:
    pages = [
        [
            record("faq/b", "Refunds", "Money comes back."),
            record("faq/b#x", "When?", page="Refunds"),
        ],
        [record("faq/a", "Delivery", "Two days & a half.", keywords=("parcel",))],
    ]
    kept = [pickle.dumps(page_words(page, "en")) for page in pages]
    assert kept == [pickle.dumps(page_words(page, "en")) for page in pages]
    edition = WeighedEdition("en", "", [pickle.loads(page) for page in kept])
    assert merged_files([edition]) == index_files(
        [IndexedLanguage("en", "", [r for p in pages for r in p])]
    )


def test_a_changed_text_changes_the_folder_and_no_other_language() -> None:
    def files(text: str) -> dict[str, Any]:
        editions = [
            IndexedLanguage("en", "", [record("a", "Refunds", text)]),
            IndexedLanguage("ur", "ur/", [record("a", "رقم", "واپسی", "ur")]),
        ]
        built = index_files(editions)
        return {p: json.loads(built[f"{p}search/index.json"])["folder"] for p in ("", "ur/")}

    before, after = files("one"), files("two")
    assert before[""] != after[""]
    assert before["ur/"] == after["ur/"]


def test_an_answer_has_one_number_in_every_language() -> None:
    files = index_files(
        [
            IndexedLanguage("en", "", [record("a", "A"), record("a#x", "X"), record("b", "B")]),
            IndexedLanguage(
                "ur", "ur/", [record("a", "ا", lang="ur"), record("b", "ب", lang="ur")]
            ),
        ]
    )
    entries = [json.loads(files[f"{p}search/index.json"]) for p in ("", "ur/")]
    assert entries[0]["ids"] == entries[1]["ids"]
    assert table(files)["answers"] == table(files, "ur/")["answers"] == 3
    block = part(files, "d0.json", "ur/")
    assert [(page[0], [a[0] for a in page[6]]) for page in block] == [("a", [0]), ("b", [2])]


def test_a_title_of_several_pages_is_marked() -> None:
    titles = {
        "a": ["", "Steps", "Only here"],
        "b": ["", "Steps", "Twice here", "Twice here"],
        "c": ["", "Steps in full"],
    }
    records = [
        record(f"{page}#{place}" if place else page, title or page.upper(), page=page.upper())
        for page, found in titles.items()
        for place, title in enumerate(found)
    ]
    files = index_files([IndexedLanguage("en", "", records)])
    blocks = [part(files, f"d{number}.json") for number in (0, 1)]
    rows = [(page[0], *row[1:]) for block in blocks for page in block for row in page[6]]
    assert [row for row in rows if len(row) > 4] == [
        ("a", "1", "Steps", "", 1),
        ("b", "1", "Steps", "", 1),
    ]


def test_answers_stand_in_blocks() -> None:
    records = [record(f"p{i:03}", f"Title {i}") for i in range(BLOCKS[0] * 3 + 1)]
    files = index_files([IndexedLanguage("en", "", records)])
    assert sum(name[0] == "d" for name in json.loads(files["search/index.json"])["files"]) == 4


@pytest.mark.parametrize(("pages", "count"), [(10, 1), (3000, 400)])
def test_the_index_of_a_small_site_is_one_file(pages: int, count: int) -> None:
    """One that a host sends in at most 60 KB; of a large one, a query reads a few of many files."""
    chance = random.Random(pages)
    text = ["".join(chance.choices("abcdefghij", k=6)) for _ in range(20 * pages)]
    records = [record(f"p{i}", text[i], " ".join(text[20 * i : 20 * i + 20])) for i in range(pages)]
    files = index_files([IndexedLanguage("en", "", records)])
    assert len(files) == 1 if count == 1 else len(files) >= count
    sent = gzip.compress(files["search/index.json"])
    assert count > 1 or len(sent) < 60_000


def test_every_file_but_the_first_is_named_by_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "IN_ONE", 0)
    files = index_files([IndexedLanguage("en", "", [record("a", "Refunds")])])
    stable = [name for name in files if not name.startswith("assets/kb/search/en.")]
    assert stable == ["search/index.json"]


def test_rare_words_of_a_large_site_stand_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lmnrs"]
    records = [record(f"p{i:03}", word, "common") for i, word in enumerate(words)]
    monkeypatch.setattr(index, "WHOLE", 100)
    monkeypatch.setattr(index, "FREQUENT", 30)
    monkeypatch.setattr(index, "RARE", 40)
    monkeypatch.setattr(index, "IN_ONE", 0)
    files = index_files([IndexedLanguage("en", "", records)])
    found = table(files)
    parts = [json.loads(files[name]) for name in sorted(files) if re.search(r"/w\d+\.json$", name)]
    assert len(parts) == 3
    assert [size for _, size in found["rare"]] == [len(part["counts"]) for part in parts]
    assert found["rare"] == sorted(found["rare"])
    assert files == index_files([IndexedLanguage("en", "", records[::-1])])


@pytest.mark.parametrize(
    ("word", "lang", "key"),
    [
        ("delivery", "en", "DL"),
        ("delievry", "en", "DL"),
        ("ڈیلیوری", "ur", "DL"),
        ("والمنتجات", "ar", "NT"),
        ("صفحات", "ar", "SP"),
        ("थर्मोस्टेट", "hi", "TR"),
        ("ডেলিভারি", "bn", "DL"),
        ("12", "ur", ""),
    ],
)
def test_rare_words_are_shared_out_by_sound(word: str, lang: str, key: str) -> None:
    assert sound_key(words_of(word)[0], lang) == key


def test_a_site_without_answers_has_an_index_all_the_same() -> None:
    assert table(index_files([IndexedLanguage("en", "", [])]))["answers"] == 0


def test_a_keyword_goes_to_the_answer_that_it_asks_for() -> None:
    lead, window, receipt = share_out(
        ["money", "no receipt", "how long"],
        [
            record("r", "Returns"),
            record("r#window", "How long do I have?", "You have 14 days."),
            record("r#receipt", "I lost my receipt", "Bring the card."),
        ],
    )
    assert (lead.keywords, window.keywords, receipt.keywords) == (
        ("money",),
        ("how long",),
        ("no receipt",),
    )
    assert window.page_keywords == ("money", "no receipt")
    assert lead.page_keywords == ()


def test_a_keyword_that_two_answers_fit_alike_is_the_page_s() -> None:
    lead, dubai, karachi = share_out(
        ["delivery fee", "fee in karachi"],
        [
            record("d", "Delivery"),
            record("d#dubai", "Delivery fee in Dubai", "25 dirhams."),
            record("d#karachi", "Delivery fee in Karachi", "300 rupees."),
        ],
    )
    assert (lead.keywords, dubai.keywords, karachi.keywords) == (
        ("delivery fee",),
        (),
        ("fee in karachi",),
    )
