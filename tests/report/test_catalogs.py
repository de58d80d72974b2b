"""Findings in the editor's language: the catalogs are whole, and what is to be typed stays."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message as Entry

from kbgen.model.finding import Span, error
from kbgen.model.message import (
    Message,
    display_name,
    joined,
    listed,
    msg,
    msgn,
    one_of,
    quoted,
    verbatim,
)
from kbgen.report.catalog import catalog_of
from kbgen.report.text import to_text
from tests.conftest import MakeSite
from tests.messages import LANGS, ROOT, extracted, read_catalog

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
TYPED = re.compile(
    r"`[^`]+`|\{\{|\}\}|--[a-z][a-z-]+|\b[\w./-]+\.(?:ya?ml|md|html?|docx?|json|css)\b"
    r"|\bkbgen (?:check|move|build|migrate|translate|history|publish|prove)\b|https?://[^\s,;]+"
)
"""What an editor copies from a message: code, files, options, commands, addresses."""


def test_every_message_is_written_where_it_can_be_found() -> None:
    hidden = [place for file in (ROOT / "kbgen").rglob("*.py") for place in _hidden(file)]
    assert hidden == []


def _hidden(file: Path) -> Iterator[str]:
    """Yield the calls of msg and msgn whose templates are not written in them."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        count = {"msg": 1, "msgn": 2}.get(node.func.id, 0)
        given = [isinstance(arg, ast.Constant) for arg in node.args[:count]]
        if count and given != [True] * count:
            yield f"{file.name}:{node.lineno}"


@pytest.mark.parametrize("lang", LANGS)
def test_every_message_has_its_translation(lang: str) -> None:
    """`make messages` adds what is missing."""
    catalog, code = read_catalog(lang), extracted()
    missing = []
    for wanted in code:
        one = catalog.get(wanted.id)
        strings = one.string if one and isinstance(one.string, tuple) else (one and one.string,)
        if wanted.id and (one is None or one.fuzzy or not all(strings)):
            missing.append(wanted.id)
    assert missing == []
    assert [one.id for one in catalog if one.id and code.get(one.id) is None] == []


def _pairs(lang: str) -> Iterator[tuple[str, str]]:
    """Yield every template with a translation of it."""
    for one in read_catalog(lang):
        if not one.id:
            continue
        yield from _forms(one)


def _forms(one: Entry) -> Iterator[tuple[str, str]]:
    template = one.id if isinstance(one.id, str) else one.id[-1]
    strings = [one.string] if isinstance(one.string, str) else one.string or []
    yield from ((template, string) for string in strings)


@pytest.mark.parametrize("lang", LANGS)
def test_a_translation_fills_in_the_same(lang: str) -> None:
    wrong = []
    for one in read_catalog(lang):
        ids = [one.id] if isinstance(one.id, str) else one.id
        wanted = [set(PLACEHOLDER.findall(template)) for template in ids]
        # A plural form may do without its number: one page, two pages.
        wanted += [names - {"%(count)d"} for names in wanted]
        for template, string in _forms(one) if one.id else ():
            if set(PLACEHOLDER.findall(string)) not in wanted:
                wrong.append((template, string))
    assert wrong == []


@pytest.mark.parametrize("lang", LANGS)
def test_what_an_editor_copies_is_not_translated(lang: str) -> None:
    wrong = []
    for template, string in _pairs(lang):
        absent = [typed for typed in TYPED.findall(template) if typed not in string]
        if absent:
            wrong.append((absent, string))
    assert wrong == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_translation_has_no_marks_of_its_own_for_directions(lang: str) -> None:
    """Isolates come with the report, where the arguments are known."""
    marks = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
    assert [string for _, string in _pairs(lang) if marks.search(string)] == []


def test_messages_are_english_without_a_catalog() -> None:
    assert str(msg("100 % sure")) == "100 % sure"
    assert str(msg("%(n)d %% of '%(name)s'", n=5, name="100%")) == "5 % of '100%'"
    assert str(verbatim("%(name)s 100 %")) == "%(name)s 100 %"
    assert [str(msgn("%(count)d file", "%(count)d files", n)) for n in (0, 1, 2)] == [
        "0 files",
        "1 file",
        "2 files",
    ]
    assert [str(listed(["a", "b", "c"][:n])) for n in range(4)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert str(one_of([quoted("a"), quoted("b")])) == "'a' or 'b'"
    assert str(joined([msg("a"), verbatim("b")], " – ")) == "a – b"
    assert not Message("") and not verbatim("") and bool(msg("a"))


def test_parts_of_a_message_are_translated_with_it() -> None:
    german = {"%(what)s is missing": "es fehlt: %(what)s", "%(count)d page": "%(count)d Seite"}
    what = msg("%(what)s is missing", what=msgn("%(count)d page", "%(count)d pages", 1))
    assert what.in_language(lambda one, *_: german[one]) == "es fehlt: 1 Seite"


NAMES = {
    display_name("language", "ur", "Urdu"): {"ur": "اردو", "ar": "الأوردية", "hi": "उर्दू"},
    display_name("territory", "AE", "United Arab Emirates"): {
        "ur": "متحدہ عرب امارات",
        "ar": "الإمارات العربية المتحدة",
        "hi": "संयुक्त अरब अमीरात",
    },
    display_name("script", "Latn", "Latin"): {"ur": "لاطینی", "ar": "اللاتينية", "hi": "लैटिन"},
    display_name("weekday", "0", "Monday"): {"ur": "پیر", "ar": "الاثنين", "hi": "सोमवार"},
    display_name("language", "qq", "Qq"): {"ur": "Qq", "ar": "Qq", "hi": "Qq"},
}
"""Names with those of CLDR."""


@pytest.mark.parametrize("lang", LANGS)
def test_names_within_a_message_are_in_its_language(lang: str) -> None:
    for name, expected in NAMES.items():
        message = msg("nothing is said of %(day)s", day=name)
        assert str(name) in str(message)
        assert expected[lang] in catalog_of(lang).plain(message)


FILES = """\
-- content/facts.yml --
fee: {money: 25 AED}
-- content/en/index.md --
---
title: Help
---
It costs {{ fee }} and {{ fees }}.
"""


@pytest.mark.parametrize("lang", LANGS)
def test_check_speaks_the_language_and_keeps_what_is_to_be_typed(
    lang: str, site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = site(FILES)
    english = json.loads(project.run("check", "--format", "json").stdout)
    (own,) = (
        one
        for one in json.loads(project.run("check", "--format", "json", "--lang", lang).stdout)
        if one["code"] == "KB205"
    )
    (there,) = (one for one in english if one["code"] == "KB205")
    assert {**own, "message": "", "hint": ""} == {**there, "message": "", "hint": ""}
    assert own["message"] != there["message"] and own["hint"] != there["hint"]
    assert "fees" in own["message"] and "fee" in own["hint"]
    monkeypatch.setenv("KBGEN_LANG", f"{lang}_AE.UTF-8")
    assert own["message"] in json.dumps(
        json.loads(project.run("check", "--format", "json").stdout), ensure_ascii=False
    )
    assert own["hint"] in _bare(project.run("build").output)
    assert own["message"] in _bare(project.run("check").output)


def _bare(text: str) -> str:
    return re.sub("[\u2066-\u2069]", "", text)


def test_a_language_without_catalog_is_refused_by_its_name(site: MakeSite) -> None:
    result = site(FILES).run("check", "--lang", "fr")
    assert result.exit_code == 2
    assert "'fr'" in result.output and "ar, en, hi, ur" in result.output


def test_a_build_that_changes_nothing_repeats_its_report_in_another_language(
    site: MakeSite,
) -> None:
    project = site("-- content/en/Bad_Name.md --\nText.\n")
    first = project.run("build").output
    assert "KB110" in first
    again = project.run("build", "--lang", "hi").output
    assert "KB110" in again and "चेतावनी" in again and "small Latin letters" not in again
    assert "small Latin letters" in project.run("build").output


def test_english_and_hindi_lines_have_no_marks() -> None:
    finding = error("KB433", Span("a.md"), msg("write '%(text)s'", text="کارڈ"))
    for lang in ("en", "hi"):
        assert not re.search("[\u2066-\u2069]", to_text([finding], catalog=catalog_of(lang)))


def test_what_is_latin_keeps_its_order_within_a_line_from_right_to_left() -> None:
    finding = error(
        "KB301",
        Span("content/ur/faq.md", 3),
        msg("'%(address)s' was published, and is not there any more", address="a/b.md"),
    )
    text = to_text([finding], catalog=catalog_of("ur"))
    first = text.splitlines()[0]
    assert first.startswith("content/ur/faq.md:3:1: ")
    assert re.search("\u2068[^\u2069]*a/b\\.md[^\u2069]*\u2069", first)
