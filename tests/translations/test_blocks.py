"""Every text that a site gives in each language is a block, under a name that outlives its place."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from kbgen.build.project import open_project
from kbgen.commands.build import check_project
from kbgen.mkdocs.driver import load
from kbgen.model.site import Site
from kbgen.model.translation import Block, read_address
from kbgen.translations.blocks import data_blocks, page_blocks
from kbgen.translations.normal import block_digest, normal_form
from tests.conftest import REPOSITORY, MakeSite
from tests.sites import CONFIG

CONFIGURATION = CONFIG.replace(
    "{locale: en, name: English, default: true}",
    "{locale: en, name: English, default: true, site_description: Answers}",
).replace(
    "{locale: ur, name: اردو}",
    "{locale: ur, name: اردو, site_name: مدد, nav_translations: {Fees: فیس}}",
).replace(
    "  - kbgen\n",
    """\
  - kbgen:
      home:
        - {page: faq/x, words: {en: Ask, ur: پوچھیں}}
        - faq/x#b
      locales:
        ur: {tag: ur-PK, currencies: {AED: درہم}}
        ar: {tag: ar-AE, currencies: {AED: {one: درهم, few: دراهم, other: درهم}}}
""",
)  # fmt: skip
SITE = f"""\
-- mkdocs.yml --
{CONFIGURATION}
-- content/facts.yml --
fee:
  money: 25 AED
  label: {{en: Fee, ur: فیس}}
  varies: [region, branch]
  regions:
    SA:
      - {{money: 25 SAR, reason: {{en: In riyals., ur: ریال میں۔}}}}
      - {{money: 20 SAR, starts: 2027-03-01, ends: 2027-03-30, reason: {{en: In Ramadan., ur: رمضان میں۔}}}}
motto:
  text: {{en: We care, ur: ہمیں خیال ہے}}
-- content/branches/deira.yml --
name: {{en: Deira, ur: دیرہ}}
region: AE
address: {{en: 1 Street, ur: سڑک ۱}}
hours:
  - Mo-Su 09:00-21:00
  - {{hours: closed, starts: 2027-01-01, ends: 2027-01-01, reason: {{en: A holiday., ur: تعطیل۔}}}}
differs:
  fee: {{money: 30 AED, reason: {{en: It is far., ur: دور ہے۔}}}}
-- content/en/faq/x.md --
---
title: "On {{{{ fee }}}}"
description: What it costs
keywords: [fee, price]
---
Lead.

## A {{#a}}

- One
- Two

## B {{#b}}

Text.
-- content/en/surveys/visit.md --
---
title: Your visit
questions:
  - {{id: greeted, type: statement}}
text:
  greeted: I was greeted.
---
-- locales/ur/LC_MESSAGES/kbgen.po --
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Search"
msgstr "تلاش"
"""  # fmt: skip


@pytest.fixture
def small(site: MakeSite) -> Site:
    return check_project(site(SITE).root / "mkdocs.yml")[0]


def listed(blocks: tuple[Block, ...]) -> dict[str, str]:
    return {block.address: block.text for block in blocks}


def test_the_blocks_of_a_page_are_its_fields_then_its_body(small: Site) -> None:
    page = small.articles["en", "faq/x"]
    blocks = page_blocks(page)
    assert listed(blocks) == {
        "faq/x:title": "On {{ fee }}",
        "faq/x:description": "What it costs",
        "faq/x:keywords": "fee, price",
        "faq/x:1": "Lead.",
        "faq/x#a:h": "A",
        "faq/x#a:1": "One",
        "faq/x#a:2": "Two",
        "faq/x#b:h": "B",
        "faq/x#b:1": "Text.",
    }
    assert all(page.body[b.start : b.end] == b.text for b in blocks if b.kind != "field")


def test_the_wording_of_a_survey_is_named_by_question(small: Site) -> None:
    blocks = listed(page_blocks(small.articles["en", "surveys/visit"]))
    assert blocks == {
        "surveys/visit:title": "Your visit",
        "surveys/visit:text.greeted": "I was greeted.",
    }


SEARCH, FEES = block_digest(Block("", "", "", "field", "Search")), "nav_translations:"


def test_data_have_a_block_for_each_text_by_language(small: Site) -> None:
    nav = f"mkdocs.yml#{FEES}{block_digest(Block('', '', '', 'field', 'Fees'))}"
    urdu = {
        "facts.yml#fee:label": "فیس",
        "facts.yml#fee:regions.SA.reason": "ریال میں۔",
        "facts.yml#fee:regions.SA.reason.2027-03-01..2027-03-30": "رمضان میں۔",
        "facts.yml#motto:text": "ہمیں خیال ہے",
        "branches/deira.yml:name": "دیرہ",
        "branches/deira.yml:address": "سڑک ۱",
        "branches/deira.yml:hours.reason.2027-01-01..2027-01-01": "تعطیل۔",
        "branches/deira.yml#fee:reason": "دور ہے۔",
        "mkdocs.yml:site_name": "مدد",
        "mkdocs.yml#home:faq/x": "پوچھیں",
        "mkdocs.yml#currencies:AED": "درہم",
        nav: "فیس",
        f"kbgen.po:{SEARCH}": "تلاش",
    }
    assert listed(data_blocks(small, "ur")) == urdu
    english = listed(data_blocks(small, "en"))
    assert english.pop("mkdocs.yml:site_description") == "Answers"
    assert english.keys() == urdu.keys()
    # What English itself needs no text for has that from which the others are translated.
    sources = {nav: "Fees", "mkdocs.yml#currencies:AED": "AED", f"kbgen.po:{SEARCH}": "Search"}
    assert sources.items() <= english.items()
    assert english["mkdocs.yml:site_name"] == "Test"


def test_the_forms_of_a_currency_are_one_block(small: Site) -> None:
    assert listed(data_blocks(small, "ar")) == {
        "mkdocs.yml#currencies:AED": "one: درهم\nfew: دراهم\nother: درهم",
    }


def test_a_list_in_another_order_gives_the_same_names(site: MakeSite, small: Site) -> None:
    lines = SITE.split("\n")
    first = next(n for n, line in enumerate(lines) if "In riyals." in line)
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    other = check_project(site("\n".join(lines)).root / "mkdocs.yml")[0]
    assert listed(data_blocks(other, "ur")) == listed(data_blocks(small, "ur"))


NAHR, _ = open_project(load(REPOSITORY / "mkdocs.yml", as_of=date(2026, 11, 29)).settings)


def blocks_in(lang: str) -> list[Block]:
    pages = [a for (its, _), a in NAHR.articles.items() if its == lang]
    return [*(b for page in pages for b in page_blocks(page)), *data_blocks(NAHR, lang)]


@pytest.mark.parametrize("lang", ["ur", "ar", "hi"])
def test_each_block_of_the_example_has_its_translation(lang: str) -> None:
    def places(blocks: list[Block]) -> list[tuple[str, str]]:
        return sorted((block.address, block.kind) for block in blocks)

    assert places(blocks_in(lang)) == places(blocks_in("en"))


def test_an_address_says_where_a_block_stands() -> None:
    for block in blocks_in("en"):
        assert read_address(block.address) == (
            block.page,
            block.section,
            block.name or str(block.number),
        )


def test_no_two_texts_of_the_example_have_one_digest() -> None:
    texts: dict[str, set[str]] = defaultdict(set)
    for lang in NAHR.settings.langs:
        for block in blocks_in(lang):
            texts[block_digest(block)].add(normal_form(block.text))
    assert {digest: found for digest, found in texts.items() if len(found) > 1} == {}
    assert len(texts) > 2000
