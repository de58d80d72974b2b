"""The company: what the Nahr content holds, in every language."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from kbgen.build.project import open_project
from kbgen.markdown.scan import mask
from kbgen.mkdocs.driver import load
from tests.conftest import REPOSITORY

# Its holidays pass, and are then to be deleted: a finding of that day, not of this.
SETTINGS = load(REPOSITORY / "mkdocs.yml", as_of=date(2026, 11, 29)).settings
SITE, FINDINGS = open_project(SETTINGS, is_complete=True)
LANGS = ("en", "ur", "ar", "hi")


def test_the_content_has_no_findings() -> None:
    assert FINDINGS == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_is_there_in_every_language(lang: str) -> None:
    pages = {page for other, page in SITE.articles if other == "en"}
    assert {page for other, page in SITE.articles if other == lang} == pages
    kinds = [SITE.articles[lang, page].kind for page in pages]
    least = {"standard": 6, "faq": 8, "policy": 6, "procedure": 5, "survey": 1, "notice": 3}
    assert {kind: kinds.count(kind) >= count for kind, count in least.items()} == dict.fromkeys(
        least, True
    )
    questions = [
        heading
        for page in pages
        for heading in SITE.articles[lang, page].headings
        if SITE.articles[lang, page].kind == "faq" and heading.level == 2
    ]
    assert len(questions) >= 50


def test_the_ledger_the_branches_and_the_glossary_are_large_enough() -> None:
    assert len(SITE.facts) >= 35 and len(SITE.branches) >= 5 and len(SITE.terms) >= 40
    currencies = {
        getattr(SITE.value("delivery.fee", branch), "currency", "") for branch in SITE.branches
    }
    assert currencies == {"AED", "SAR", "BHD"}
    assert all(set(term.words) == set(LANGS) for term in SITE.terms.values())


def test_the_survey_asks_what_the_handbook_asks() -> None:
    survey = SITE.articles["en", "surveys/visit"].meta
    types = [question.type for question in survey.questions]  # type: ignore[attr-defined]
    counts = {kind: types.count(kind) for kind in types}
    assert counts == {"statement": 7, "rating": 1, "open": 2, "commend": 1, "callback": 1}
    assert survey.incentive == "survey.voucher"  # type: ignore[attr-defined]


def test_the_maintenance_starts_at_one_moment_on_both_clocks() -> None:
    """The UAE is UTC+4, Saudi Arabia and Bahrain are UTC+3 (IANA time zone database)."""
    moments = {
        datetime.strptime(str(SITE.value(fact_id)), "%H:%M").replace(
            tzinfo=timezone(timedelta(hours=offset))
        )
        for fact_id, offset in {"maintenance.start": 4, "maintenance.start_sa_bh": 3}.items()
    }
    assert len(moments) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_headings_and_facts_are_the_same_section_by_section(lang: str) -> None:
    for (other, page), article in SITE.articles.items():
        source = SITE.source_of(page)
        if other != lang or source is None:
            continue
        assert [(h.level, h.id) for h in article.headings] == [
            (h.level, h.id) for h in source.headings
        ], article.path
        for field in ("title", "description", ""):
            assert sorted(
                (u.id, u.filter or "") for u in article.uses if u.field == field
            ) == sorted((u.id, u.filter or "") for u in source.uses if u.field == field), (
                f"{article.path} {field}"
            )


PROSE_DIGITS = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]")


@pytest.mark.parametrize("lang", LANGS)
def test_no_quantity_in_prose_that_is_not_a_fact(lang: str) -> None:
    for (other, _), article in SITE.articles.items():
        if other == lang:
            prose = re.sub(
                r"\{\{.*?\}\}|\]\([^)]*\)|\{#[^}]*\}|^\s*\d+\. ", "", mask(article.body), flags=re.M
            )
            assert not PROSE_DIGITS.search(prose), article.path


WRONG = {
    "ur": "[يكىةأإ٠-٩]|[.?,;](?=\\s|$)|ـ",
    "ar": "[یکہےۓںھٹڈڑ۔]|[?,;](?=\\s|$)|ـ",
    "hi": "[۔،؟।](?=[^\\s*\\]”’)|])|\\w\\.(?=\\s|$)",
}


@pytest.mark.parametrize("lang", sorted(WRONG))
def test_letters_and_punctuation_are_the_languages_own(lang: str) -> None:
    for (other, _), article in SITE.articles.items():
        if other != lang:
            continue
        text = Path(REPOSITORY / article.path).read_text("utf-8")
        assert unicodedata.is_normalized("NFC", text), article.path
        prose = re.sub(
            r"\{\{.*?\}\}|\]\([^)]*\)|\{#[^}]*\}|^\s*\d+\. ", "", mask(article.body), flags=re.M
        )
        found = re.search(WRONG[lang], prose)
        assert not found, (
            f"{article.path}: {prose[max(0, found.start() - 30) : found.end() + 10]!r}"
        )
