"""The record file: what is read, what is told of mistakes, and how git merges it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.translation import Acceptance, LanguageRecord, RecordedPair, RecordedSection
from kbgen.translations.record import parse_record, write_record

PATH = "content/ur/made-from.txt"
A, B, C, D = "9f3ac1d0", "4be2a000", "04bb12e7", "1200ffee"
M, N = "4e1b", "0000"
AM, CN = f"{A}.{M}", f"{C}.{N}"
"""Source blocks, with the digests of what they state."""
LEAD = f"faq/refunds human sana 2026-11-02 title={AM}:{B} {CN}:{D}"
TIME = f"faq/refunds#refund-time reviewed omar 2026-11-20 h={AM}:{B} {AM}:{B} {AM},{CN}:{D}"
FACT = f"facts.yml#delivery.fee machine kbgen 2026-11-02 label={AM}:{B} regions.SA.reason={CN}:{D}"
ACCEPTED = f'{TIME} because="spelling: “14 days”" by=sana on=2026-11-21'


def parsed(text: str) -> LanguageRecord:
    record, findings = parse_record(text, PATH)
    assert findings == []
    return record


def test_a_line_is_a_section() -> None:
    record = parsed(f"# about\n\n{FACT}\n\n{LEAD}\n\n{ACCEPTED}\n")
    pair = RecordedPair("", (A,), (B,), (M,))
    assert record.by_place["faq/refunds", "refund-time"] == RecordedSection(
        "faq/refunds",
        "refund-time",
        "reviewed",
        "omar",
        "2026-11-20",
        (pair._replace(name="h"), pair, RecordedPair("", (A, C), (D,), (M, N))),
        Acceptance("spelling: “14 days”", "sana", "2026-11-21"),
    )
    assert [one.line for one in record.sections] == [3, 5, 7]
    assert record.by_place["facts.yml", "delivery.fee"].origin == "machine"
    assert {pair.name for pair in record.by_place["faq/refunds", ""].pairs} == {"title", ""}


def test_the_file_is_sorted_and_says_what_it_is() -> None:
    text = write_record(parsed(f"{ACCEPTED}\n{LEAD}\n{FACT}\n"))
    about, *lines = text.split("\n\n")
    assert about.startswith("# ") and "kbgen translate" in about
    assert lines == [FACT, LEAD, f"{ACCEPTED}\n"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(" ", "\t"),
        lambda text: text.replace("\n\n", "\n\n\n") + "\n\n",
        lambda text: text.replace("\n\n", " \n"),
    ],
    ids=["byte order mark", "CRLF", "tabs", "more empty lines", "no empty lines"],
)
def test_what_an_editor_does_to_a_file_is_no_mistake(change) -> None:  # type: ignore[no-untyped-def]
    text = write_record(parsed(f"{FACT}\n{LEAD}\n{TIME}\n"))
    assert write_record(parsed(change(text))) == text


@pytest.mark.parametrize(
    "other",
    [
        lambda line: line.replace("-02", "-03"),
        lambda line: line.replace("sana", "omar").replace("-02", "-03"),
        lambda line: line.replace(M, "0123").replace("-02", "-03"),
    ],
    ids=["day", "name", "what the source states"],
)
def test_two_branches_that_stamped_the_same_texts_need_nothing(
    other: Callable[[str], str],
) -> None:
    later = other(LEAD)
    assert later != LEAD
    for lines in ((LEAD, later), (later, LEAD)):
        text = "\n".join([*lines, TIME, ""])
        assert write_record(parsed(text)) == write_record(parsed(f"{later}\n{TIME}\n"))


# Mistake → line, what stands at the column, a word of the message, and the file after the hint was followed.
OURS, THEIRS = TIME, TIME.replace(A, "aaaaaaaa")
CONFLICT = f"{LEAD}\n<<<<<<< HEAD\n{OURS}\n=======\n{THEIRS}\n>>>>>>> ur\n"
DIFF3 = CONFLICT.replace("=======", f"||||||| base\n{TIME.replace(A, 'bbbbbbbb')}\n=======")
BOTH = f"<<<<<<< HEAD\n{LEAD}\n=======\n{TIME}\n>>>>>>> ur\n"
MISTAKES = [
    (f"{LEAD}\n{TIME}\n{THEIRS}\n", 3, "", "'faq/refunds#refund-time' is recorded twice, in line 2",
     "delete the line", f"{LEAD}\n{TIME}\n"),
    (CONFLICT, 2, "", "two branches stamped 'faq/refunds#refund-time'",
     "run `kbgen translate stamp faq/refunds`", f"{LEAD}\n{THEIRS}\n"),
    (DIFF3, 2, "", "two branches stamped 'faq/refunds#refund-time'", "delete the lines",
     f"{LEAD}\n{OURS}\n"),
    (BOTH, 1, "", "could not merge", "keep the sections of both sides", f"{LEAD}\n{TIME}\n"),
    (f"{LEAD}\n>>>>>>> ur\n", 2, "", "git's conflicts", "delete this line", f"{LEAD}\n"),
    (LEAD.replace(B, "4be2a00"), 1, "4be2a00 ", "'4be2a00' is no digest", "delete the line", ""),
    (LEAD.replace(AM, A), 1, f"{A}:", f"'{A}' is no digest", "delete the line", ""),
    (LEAD.replace(M, "4e1"), 1, f"{A}.4e1", "is no digest", "delete the line", ""),
    (LEAD.replace(B, B.upper()), 1, B.upper(), "is no digest", "`kbgen translate stamp faq/refunds`", ""),
    (LEAD.replace(f"{CN}:{D}", CN), 1, CN, f"'{CN}' is no pair", "delete the line", ""),
    (LEAD.replace(f"{CN}:{D}", "::"), 1, "::", "no pair", "delete the line", ""),
    (LEAD.replace(f"{CN}:{D}", f"{CN},:{D}"), 1, C, "no pair", "delete the line", ""),
    (LEAD.replace(f" {C}", f" title={C}"), 1, f"title={C}", "'title' is there twice", "delete the line", ""),
    (LEAD.replace("human", "humna"), 1, "humna", "no state 'humna'", "did you mean 'human'?", LEAD),
    (LEAD.replace("human", "x"), 1, "x sana", "no state 'x'", "machine, human, reviewed", LEAD),
    (LEAD.replace("11-02", "13-02"), 1, "2026-13", "'2026-13-02' is no day", "year-month-day", LEAD),
    (LEAD.replace("sana ", ""), 1, "title", "is no day", "human sana 2026-11-02", LEAD),
    ("faq/refunds human sana", 1, "", "a line consists of", "delete the line", ""),
    (f"#{LEAD}".replace("#faq/refunds", "%23x"), 1, "", None, None, None),
    (ACCEPTED.replace('"spelling', "spelling"), 1, "spelling", "why the change was accepted",
     'because="spelling" by=sana on=', ACCEPTED),
    (ACCEPTED.replace(" by=sana", ""), 1, '"spelling', "why the change", "by=sana", ACCEPTED),
    (ACCEPTED.replace("on=2026-11-21", "on=today"), 1, "today", "'today' is no day", "", ACCEPTED),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "at", "message", "hint", "mended"), MISTAKES)
def test_a_mistake_has_its_place_and_a_hint_that_mends_it(
    text: str, line: int, at: str, message: str | None, hint: str, mended: str
) -> None:
    _, findings = parse_record(text, PATH)
    if message is None:
        assert findings == [], "a page whose name begins with # is written with its code"
        return
    assert len(findings) == 1, findings
    column = text.split("\n")[line - 1].index(at.strip()) + 1
    assert findings[0].span[:3] == (PATH, line, column)
    assert message in findings[0].message
    assert hint in findings[0].hint
    parsed(mended)


def test_every_mistake_of_a_line_is_told_and_the_other_lines_are_used() -> None:
    bad = LEAD.replace("human", "robot").replace(B, "x").replace(D, "y")
    record, findings = parse_record(f"{bad}\n{TIME}\n", PATH)
    assert [finding.span.line for finding in findings] == [1, 1, 1]
    assert [one.section for one in record.sections] == ["refund-time"]


DIGESTS = st.text("0123456789abcdef", min_size=8, max_size=8)
SIDES = st.lists(DIGESTS, min_size=1, max_size=3).map(tuple)
NAMES = st.text(min_size=1, max_size=8)
DAYS = st.dates().map(lambda day: day.isoformat())
WHO = st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C")), min_size=1, max_size=9)


def pairs(names: st.SearchStrategy[str]) -> st.SearchStrategy[RecordedPair]:
    source = st.tuples(DIGESTS, st.text("0123456789abcdef", min_size=4, max_size=4))
    sources = st.lists(source, min_size=1, max_size=3)
    return st.builds(
        lambda name, sources, side: RecordedPair(
            name, tuple(one for one, _ in sources), side, tuple(marks for _, marks in sources)
        ),
        *(names, sources, SIDES),
    )


PAIRS, FIELDS = pairs(st.just("")), pairs(NAMES)
SECTIONS = st.builds(
    RecordedSection,
    page=NAMES,
    section=st.one_of(st.just(""), NAMES),
    origin=st.sampled_from(("machine", "human", "reviewed")),
    who=WHO,
    when=DAYS,
    pairs=st.tuples(
        st.lists(FIELDS, max_size=2, unique_by=lambda pair: pair.name),
        st.lists(PAIRS, min_size=1, max_size=3),
    ).map(lambda parts: (*parts[0], *parts[1])),
    accepted=st.one_of(st.none(), st.builds(Acceptance, st.text(), WHO, DAYS)),
)


@given(st.lists(SECTIONS, max_size=5, unique_by=lambda one: (one.page, one.section)))
def test_what_is_written_is_read(sections: list[RecordedSection]) -> None:
    text = write_record(LanguageRecord(tuple(sections)))
    record = parsed(text)
    assert write_record(record) == text
    assert {(one.page, one.section): {*one.pairs} for one in record.sections} == {
        (one.page, one.section): {*one.pairs} for one in sections
    }
    assert {one.accepted for one in record.sections} == {one.accepted for one in sections}


@given(st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    parse_record(text, PATH)


# Git.

PAGES = ("faq/cards", "faq/refunds", "faq/returns")
START = parsed(
    "\n".join(line.replace("faq/refunds", page) for page in PAGES for line in (LEAD, TIME))
)


def git(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    names = ("-c", "user.name=x", "-c", "user.email=x@example.com")
    return subprocess.run(["git", "-C", folder, *names, *args], capture_output=True, text=True)


def stamped(record: LanguageRecord, page: str, section: str, digest: str) -> LanguageRecord:
    pairs = (RecordedPair("", (digest,), (D,), (M,)),)
    new = RecordedSection(page, section, "human", "sana", "2026-11-30", pairs)
    return (
        LanguageRecord((*(one for one in record.sections if one != new), new))
        if ((page, section) not in record.by_place)
        else LanguageRecord(
            tuple(
                replace(one, pairs=pairs) if (one.page, one.section) == (page, section) else one
                for one in record.sections
            )
        )
    )


def merged(
    folder: Path, ours: LanguageRecord, theirs: LanguageRecord, attributes: str = ""
) -> tuple[bool, str]:
    """Merge two branches, and return whether git did it alone, and the file."""
    file = folder / "made-from.txt"
    git(folder, "init", "-q", "-b", "main")
    (folder / ".gitattributes").write_text(attributes)
    for branch, record in (("main", START), ("theirs", theirs), ("ours", ours)):
        git(folder, "checkout", "-q", "-b", branch, "main")
        file.write_text(write_record(record), "utf-8")
        git(folder, "add", ".")
        assert git(folder, "commit", "-q", "-m", branch).returncode == 0
    done = git(folder, "merge", "-q", "theirs")
    return done.returncode == 0, file.read_text("utf-8")


OTHERS = [
    ("faq/refunds", "", "faq/refunds", "refund-time"),
    ("faq/refunds", "refund-time", "faq/returns", ""),
    ("faq/cards", "refund-time", "faq/refunds", ""),
    ("faq/cards", "", "faq/returns", "refund-time"),
    ("faq/cards", "added", "faq/returns", "added"),
    ("faq/cards", "added", "faq/cards", ""),
]


@pytest.mark.parametrize(("page", "section", "page2", "section2"), OTHERS)
def test_git_merges_stamps_of_other_sections(
    page: str, section: str, page2: str, section2: str, tmp_path: Path
) -> None:
    ours = stamped(START, page, section, "aaaaaaaa")
    done, text = merged(tmp_path, ours, stamped(START, page2, section2, "bbbbbbbb"))
    assert done
    assert text == write_record(stamped(ours, page2, section2, "bbbbbbbb"))


def test_a_section_that_was_added_right_before_a_stamped_one_is_a_conflict(tmp_path: Path) -> None:
    ours = stamped(START, "faq/cards", "added", "aaaaaaaa")
    done, text = merged(tmp_path, ours, stamped(START, "faq/cards", "refund-time", "bbbbbbbb"))
    record, findings = parse_record(text, PATH)
    assert not done
    assert [finding.span.line for finding in findings] == [
        text.split("\n").index("<<<<<<< HEAD") + 1
    ]
    assert "added" in {one.section for one in record.sections}


def test_stamps_of_one_section_are_a_conflict_that_is_told(tmp_path: Path) -> None:
    ours, theirs = (stamped(START, "faq/refunds", "refund-time", x * 8) for x in "ab")
    done, text = merged(tmp_path, ours, theirs)
    assert not done
    record, findings = parse_record(text, PATH)
    assert len(findings) == 1
    assert "two branches stamped 'faq/refunds#refund-time'" in findings[0].message
    assert len(record.sections) == len(START.sections), "the others are used"


def test_sections_that_two_branches_added_at_one_place_are_kept_both(tmp_path: Path) -> None:
    ours = stamped(START, "faq/refunds", "x", "aaaaaaaa")
    theirs = stamped(START, "faq/refunds", "y", "bbbbbbbb")
    done, text = merged(tmp_path, ours, theirs)
    assert not done
    record, findings = parse_record(text, PATH)
    assert "keep the sections of both sides" in findings[0].hint
    assert {"x", "y"} <= {one.section for one in record.sections}


def test_with_the_attribute_of_git_they_are_merged(tmp_path: Path) -> None:
    ours = stamped(START, "faq/refunds", "x", "aaaaaaaa")
    theirs = stamped(START, "faq/refunds", "y", "bbbbbbbb")
    done, text = merged(tmp_path, ours, theirs, "made-from.txt merge=union\n")
    assert done
    assert parsed(text) == parsed(write_record(stamped(ours, "faq/refunds", "y", "bbbbbbbb")))
