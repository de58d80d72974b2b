"""What searches without a result teach: read, put together, proposed, accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kbgen.cli import main
from kbgen.errors import KbgenError
from kbgen.learning.grouping import grouped
from kbgen.learning.judged import Effect, JudgedQuery, effect, read_judged
from kbgen.learning.reading import MissedSearch, read_searches
from tests.sites import Project, write_site

LANGS = ("en", "ur", "ar", "hi")
QUERIES = [("refund", "en"), ("رقم کب", "ur")]


@pytest.mark.parametrize(
    "content",
    [
        "query,language,found\nrefund,en,0\nرقم کب,ur,0\n",
        "Date;Query;Language\n2026-11-01;refund;en\n2026-11-02;رقم کب;ur\n",
        "language\tsearch term\nen\trefund\nur\tرقم کب\n",
        '[{"query": "refund", "language": "en"}, {"query": "رقم کب", "language": "ur"}]',
        '{"query": "refund", "lang": "en-GB"}\n\n{"query": "رقم کب", "lang": "ur_PK"}\n',
        '{"submissions": [{"id": 1, "data": {"query": "refund", "language": "en"}}, '
        '{"id": 2, "data": {"query": "رقم کب", "language": "ur"}}]}',
        "query=refund&language=en&found=0\nquery=%D8%B1%D9%82%D9%85+%DA%A9%D8%A8&language=ur&found=0\n",
        '1.2.3.4 - - "POST /missed" "query=refund&language=en"\n'
        '1.2.3.4 - - "POST /missed" "query=%D8%B1%D9%82%D9%85+%DA%A9%D8%A8&language=ur"\n',
        "query\nrefund\nرقم کب\n",  # the language is that of the letters
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_services_export_is_read(content: str, encoding: str) -> None:
    log = read_searches({"missed": content.encode(encoding)}, ("en", "ur"), "en")
    assert [(one.query, one.lang) for one in log.searches] == QUERIES


def test_equal_searches_are_counted_and_what_was_found_is_left_out() -> None:
    content = "query,hits,found\nrefund,3,0\nrefund,2,\nreturn,9,4\n"
    log = read_searches({"a.csv": content.encode()}, LANGS, "en")
    assert log.searches == (MissedSearch("refund", "en", 5),)
    assert log.found == 1


def test_personal_data_is_left_out_and_counted() -> None:
    content = "query\nwrite me@example.com\norder 971 50 1234567\nrefund\n"
    log = read_searches({"a.csv": content.encode()}, LANGS, "en")
    assert [one.query for one in log.searches] == ["refund"]
    assert log.personal == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"a,b\n1,2\n",
            "a.csv: no column is called query, q, search, search term; there are: a, b",
        ),
        (b"query\nok\n\xff\xfe\xfa\n", "a.csv:3: this is no text in UTF-8"),
        (b'{"query": "a"}\n{"query": \n', "a.csv:2: this line is no JSON"),
        (b"[]", "a.csv: there are no searches in it"),
    ],
)
def test_a_file_of_something_else_is_named(content: bytes, message: str) -> None:
    with pytest.raises(KbgenError) as problem:
        read_searches({"a.csv": content}, LANGS, "en")
    assert message in str(problem.value)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_its_name(text: str) -> None:
    try:
        read_searches({"a.csv": text.encode("utf-8", "replace")}, LANGS, "en")
    except KbgenError as problem:
        assert str(problem).startswith("a.csv")


@pytest.mark.parametrize(
    ("lang", "queries"),
    [
        ("en", ["plumber", "plumbers", "a plumber please"]),
        ("ur", ["پلمبر چاہیے", "plumber chahiye", "پلمبر"]),
        ("ur", ["انورٹر بیٹری", "inverter battery", "بیٹری انورٹر"]),
        ("hi", ["इन्वर्टर बैटरी", "inverter battery"]),
        ("ar", ["صيانة السخان", "السخان صيانة"]),
    ],
)
def test_spellings_of_one_search_are_put_together(lang: str, queries: list[str]) -> None:
    groups = grouped(MissedSearch(query, lang) for query in queries)
    assert [group.count for group in groups] == [len(queries)]


def test_other_searches_stay_apart_and_the_most_frequent_is_first() -> None:
    searches = [MissedSearch("pizza", "en"), MissedSearch("plumber", "en", 4)]
    assert [group.query for group in grouped(searches)] == ["plumber", "pizza"]


def test_what_a_change_wins_and_loses_is_counted() -> None:
    one, two, three = (JudgedQuery(name, "en", ("a",)) for name in ("one", "two", "three"))
    before = {one: None, two: 0, three: 3}
    assert effect(before, {one: 0, two: 2, three: None}) == Effect(0, 0, ("two", "three"))


def test_judged_queries_have_a_language_of_their_own_or_of_the_file() -> None:
    table = b"query\tanswers\nrefund\tfaq/a#b faq/c\nnonsense\t\n"
    assert read_judged("x/ur.tsv", table, LANGS) == [
        JudgedQuery("refund", "ur", ("faq/a#b", "faq/c"))
    ]
    with pytest.raises(KbgenError, match=r"x\.tsv:2: 'x' is no language of this site"):
        read_judged("x.tsv", table, LANGS)
    with pytest.raises(KbgenError, match="the column 'query' is missing"):
        read_judged("ur.tsv", b"query,answer\n", LANGS)


SITE = """\
-- mkdocs.yml --
site_name: Test
docs_dir: content
theme: {name: material}
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true}
        - {locale: ur, name: اردو}
  - kbgen
-- content/glossary.yml --
# Our words.
repair:   # what we do
  en: repair
  ur: مرمت
-- content/en/index.md --
---
title: Help
---
Welcome.
-- content/ur/index.md --
---
title: مدد
---
خوش آمدید۔
-- content/en/faq/fix.md --
---
title: Fixing
---
## How do I book a repair? {#book}
Call us for a visit of the zebraman.
-- content/ur/faq/fix.md --
---
title: درستی
keywords: [زیبرا]
---
## مرمت کیسے بک کروں؟ {#book}
زیبرا والا آنے کے لیے فون کریں۔
"""


UNKNOWN = "quxwort flimflam dingbat blorp"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return write_site(tmp_path / "project", SITE)


def learn(project: Project, content: str, *options: str) -> str:
    file = project.root / "missed.csv"
    file.write_text(content, "utf-8")
    arguments = ["search", "learn", "-f", str(project.root / "mkdocs.yml"), str(file), *options]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_row_is_proposed_tried_and_written_where_it_belongs(project: Project) -> None:
    missed = f"query,language\n{UNKNOWN} visit,en\nvisit {UNKNOWN},en\nzebraman,en\n"
    shown = learn(project, missed)
    assert f"1. {UNKNOWN} visit (en, 2 times; also visit {UNKNOWN})" in shown
    assert "glossary.yml: repair: {also: {en: [quxwort, flimflam, dingbat, blorp]}}" in shown
    assert "found then" in shown
    assert "Found by now:\n   zebraman (en, 1 time)" in shown
    before = (project.root / "content/glossary.yml").read_text("utf-8")
    assert "quxwort" not in before
    assert "changed content/glossary.yml" in learn(project, missed, "--accept", "1")
    after = (project.root / "content/glossary.yml").read_text("utf-8")
    assert "# Our words.\nrepair:   # what we do" in after
    assert "quxwort" in after
    assert "Found by now:" in learn(project, missed)
    assert "1. " not in learn(project, missed)


def test_keywords_are_added_to_the_page_in_its_language(project: Project) -> None:
    glossary = project.root / "content/glossary.yml"
    glossary.unlink()
    words = "کھقژغضڈ ظخثڈبژڑ ٹضژچقڑٹ ڈڑژکھگٹ"
    learn(project, f"query,language\n{words} فون,ur\n", "--accept", "1")
    text = (project.root / "content/ur/faq/fix.md").read_text("utf-8")
    assert f"keywords: [زیبرا, {words.replace(' ', ', ')}]" in text


def test_programs_get_data_and_judged_queries_are_compared(project: Project) -> None:
    (project.root / "en.tsv").write_text("query\tanswers\nrepair\tfaq/fix#book\n", "utf-8")
    judged = ("--judged", str(project.root / "en.tsv"), "--format", "json")
    data = json.loads(learn(project, f"query\n{UNKNOWN} visit\n", *judged))
    (proposal,) = data["proposals"]
    assert proposal["row"]["words"] == UNKNOWN.split()
    assert proposal["effect"] == {"first": 0, "five": 0, "worse": []}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--accept", "7"), "there is no proposal 7; there are 1"),
        (("--accept", "one"), "'one' is no number of a proposal"),
    ],
)
def test_a_number_that_there_is_not_is_named(
    options: tuple[str, ...], message: str, project: Project
) -> None:
    file = project.root / "missed.csv"
    file.write_text(f"query\n{UNKNOWN} visit\n", "utf-8")
    arguments = ["search", "learn", "-f", str(project.root / "mkdocs.yml"), str(file), *options]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code != 0
    assert message in done.output + str(done.exception)
