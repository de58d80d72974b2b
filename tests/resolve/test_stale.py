"""The source's text in place of what a translation no longer says."""

from __future__ import annotations

import json

import pytest

from kbgen.commands.build import check_project
from kbgen.model.article import Article
from kbgen.model.site import Site
from kbgen.resolve.stale import OutdatedText, show_sources
from kbgen.translations.blocks import page_blocks
from tests.conftest import MakeSite
from tests.outdated import outdated_texts, pairs
from tests.sites import CONFIG, Project

DEFINITIONS = CONFIG + "markdown_extensions: [attr_list, def_list, footnotes, tables, admonition]\n"
LEDGER = """\
-- content/facts.yml --
fee: {money: 25 AED, label: {en: Delivery fee, ur: ترسیل کی فیس, ar: رسوم التوصيل, hi: डिलीवरी शुल्क}}
days: {duration: 3-5 days}
"""
PAGES = """\
-- content/en/faq/pay.md --
---
title: Pay
description: It costs {{{{ fee }}}}.
---
{en}
-- content/ur/faq/pay.md --
---
title: ادائیگی
description: مفت ہے۔
---
{ur}
"""


def pages(en: str, ur: str) -> str:
    return LEDGER + PAGES.format(en=en, ur=ur)


def read(project: Project) -> Site:
    return check_project(project.root / "mkdocs.yml", None)[0]


def shown(project: Project, numbers: str = "") -> Article | None:
    """Return the Urdu page in which blocks (by default all) are the source's."""
    site = read(project)
    texts = pairs(site, "ur", "faq/pay", numbers)
    return show_sources(site, {("ur", "faq/pay"): texts}).articles.get(("ur", "faq/pay"))


def marked(article: Article | None) -> list[str]:
    """Return the parts of a page that are its source's text."""
    assert article
    assert article.source_text
    return [article.body[start:end] for start, end in article.source_text.spans]


# The source, its translation, the body that readers see, and the parts in the source's language.
BODIES = {
    "a paragraph": ("It costs {{ fee }}.", "مفت ہے۔", "It costs {{ fee }}.", ["It costs {{ fee }}."]),
    "lines of a paragraph in a list": (
        "- One\n  or two",
        "-   ایک\n    دو",
        "-   One\n    or two",
        ["One\n    or two"],
    ),
    "a heading keeps its words": ("## Fee? {#fee}\n\nNo.", "## فیس؟\n\nہاں۔", "## فیس؟\n\nNo.", ["No."]),
    "steps": ("1. First\n2. Then", "1. پہلا\n2. پھر", "1. First\n2. Then", ["First", "Then"]),
    "cells of rows": (
        "| a | b |\n|---|---|\n| {{ fee }} | |",
        "| ا | ب |\n|---|---|\n| مفت | کل |",
        "| a | b |\n|---|---|\n| {{ fee }} | |",
        ["a", "b", "{{ fee }}"],
    ),
    "the title of a note": (
        '!!! note "Only {{ fee }}"\n    So.',
        '!!! note "مفت"\n    یوں۔',
        '!!! note "Only {{ fee }}"\n    So.',
        ["Only {{ fee }}", "So."],
    ),
    "the text of an image": ("![A van](a.png)", "![گاڑی](a.png)", "![A van](a.png)", ["A van"]),
    "a quotation": ("> Said\n> so", "> کہا\n> گیا", "> Said\n> so", ["Said\n> so"]),
    "a definition": ("Fee\n:   It is low.", "فیس\n:   کم ہے۔", "Fee\n:   It is low.", ["Fee", "It is low."]),
    "attributes stand after the text": (
        "Sum {: .big}",
        "رقم {: .big}",
        "Sum {: .big}",
        ["Sum"],
    ),
    "attributes of a paragraph": ("Sum\n{: .big}", "رقم\n{: .big}", "Sum\n{: .big}", ["Sum"]),
    "a fact is no attribute": ("For {{ fee }}", "مفت", "For {{ fee }}", ["For {{ fee }}"]),
    "a link by reference": (
        "See [it][r].\n\n[r]: https://example.com/",
        "دیکھیں۔",
        "See [it][r].\n\n[r]: https://example.com/",
        ["See [it][r]."],
    ),
    "a link by reference that both have": (
        "See [it].\n\n[it]: https://example.com/",
        "[it] دیکھیں۔\n\n[it]: https://example.com/ur",
        "See [it].\n\n[it]: https://example.com/ur",
        ["See [it]."],
    ),
    "a footnote that the translation lacks": (
        "So[^1].",
        "یوں۔",
        "So.",
        ["So."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_the_body_has_the_sources_text(name: str, site: MakeSite) -> None:
    en, ur, body, parts = BODIES[name]
    article = shown(site(f"-- mkdocs.yml --\n{DEFINITIONS}" + pages(en, ur)))
    assert article
    assert article.body.strip() == body
    assert marked(article) == parts


def test_only_what_is_outdated_is_replaced(site: MakeSite) -> None:
    article = shown(site(pages("One.\n\nTwo.\n\nThree.", "ایک۔\n\nدو۔\n\nتین۔")), "4")
    assert article and article.body.strip() == "ایک۔\n\nTwo.\n\nتین۔"
    assert article.meta.description == "مفت ہے۔"
    assert article.lang_of("description") == "ur"


def test_the_description_is_the_sources_and_the_title_is_kept(site: MakeSite) -> None:
    article = shown(site(pages("One.", "ایک۔")), "1 2")
    assert article
    assert (article.meta.title, article.meta.description) == ("ادائیگی", "It costs {{ fee }}.")
    assert (article.lang_of("title"), article.lang_of("description")) == ("ur", "en")
    assert [(use.id, use.field) for use in article.uses] == [("fee", "description")]


def test_links_facts_and_ids_are_those_of_what_is_shown(site: MakeSite) -> None:
    en = "## Fee? {#fee}\n\n{{ days }}, see [home](../index.md) and [above](#fee)."
    article = shown(site(pages(en, "## فیس؟\n\nمفت۔")))
    assert article
    assert [(link.page, link.anchor) for link in article.links] == [
        ("index", None),
        ("faq/pay", "fee"),
    ]
    assert [use.id for use in article.uses if not use.field] == ["days"]
    assert [heading.id for heading in article.headings] == ["fee"]


def test_a_page_in_which_it_does_not_fit_is_the_sources(site: MakeSite) -> None:
    en = "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |"
    project = site(pages(en, "| ا | ب |\n|---|---|\n| 1 | 2 |"))
    assert shown(project) is None


def test_one_text_stands_for_several_translations(site: MakeSite) -> None:
    project = site(pages("- One\n- Two", "- ایک\n- اور\n- دو\n"))
    before = read(project)
    own, other = page_blocks(before.articles["ur", "faq/pay"]), page_blocks(before.sources["faq/pay"])
    texts = [OutdatedText(tuple(own[2:4]), (other[2],))]
    article = show_sources(before, {("ur", "faq/pay"): texts}).articles["ur", "faq/pay"]
    assert article.body.rstrip() == "- One\n- دو"
    assert marked(article) == ["One"]


def test_one_translation_stands_for_several_texts(site: MakeSite) -> None:
    project = site(pages("One.\n\nTwo.", "ایک دو۔"))
    before = read(project)
    own, other = page_blocks(before.articles["ur", "faq/pay"]), page_blocks(before.sources["faq/pay"])
    texts = [OutdatedText((own[2],), tuple(other[2:4]))]
    article = show_sources(before, {("ur", "faq/pay"): texts}).articles["ur", "faq/pay"]
    assert article.body.strip() == "One. Two."


def test_the_digest_tells_what_is_shown(site: MakeSite) -> None:
    project = site(pages("One.\n\nTwo.", "ایک۔\n\nدو۔"))
    seen = [shown(project, numbers) for numbers in ("3", "4", "3 4", "2")]
    own = read(project).articles["ur", "faq/pay"]
    assert len({own.digest, *(one.digest for one in seen if one)}) == 5


def test_a_site_without_outdated_texts_is_the_same(site: MakeSite) -> None:
    before = read(site(pages("One.", "ایک۔")))
    assert show_sources(before, {}) is before
    assert show_sources(before, {("ur", "gone"): []}) is before


SURVEY = """\
-- mkdocs.yml --
{config}
-- content/facts.yml --
# outdated: ur surveys/visit 3
days: {{duration: 14 days, label: {{en: Window, ur: مدت}}}}
-- content/en/surveys/visit.md --
---
title: Your visit
questions: [{{id: greeted, type: rating}}, {{id: other, type: open}}]
text: {{other: Anything else?, greeted: "Within {{{{ days }}}}?"}}
---
-- content/ur/surveys/visit.md --
---
title: آپ کا دورہ
text: {{other: اور کچھ؟, greeted: جلد؟}}
---
"""


@pytest.fixture
def outdated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kbgen.build.site.outdated_texts", outdated_texts)


@pytest.mark.usefixtures("outdated")
def test_a_survey_asks_in_the_sources_language(site: MakeSite) -> None:
    config = CONFIG.replace("- kbgen\n", "- kbgen: {forms: {endpoint: care@example.com}}\n")
    project = site(SURVEY.format(config=config))
    project.build("--jobs", "1")
    html = project.article("ur/surveys/visit")
    own = '<bdi lang="en" dir="ltr">Within <span class="kb-unit">14 days</span>?</bdi>'
    assert own in html
    assert "اور کچھ؟" in html and "جلد؟" not in html
    assert "یہ حصہ بدل گیا ہے" in project.text("ur/surveys/visit")
    assert "مدت 14 دن" in project.text("ur/surveys/visit")


@pytest.mark.usefixtures("outdated")
def test_lists_and_heads_have_the_description_of_the_source(site: MakeSite) -> None:
    text = pages("One.", "ایک۔").replace("facts.yml --\n", "facts.yml --\n# outdated: ur faq/pay 2\n")
    project = site(text)
    project.build("--jobs", "1")
    own = '<bdi lang="en" dir="ltr">It costs '
    assert own in project.html("ur/faq")
    assert '<meta name="description" content="It costs AED\u00a025.">' in project.html("ur/faq/pay")
    assert "<bdi lang=" not in project.html("ar/faq/pay")


@pytest.mark.usefixtures("outdated")
def test_answers_say_that_they_are_stale(site: MakeSite) -> None:
    en = "## Fee? {#fee}\n\nIt costs {{ fee }}.\n\n## When? {#when}\n\nIn {{ days }}."
    ur = "## فیس؟\n\nمفت ہے۔\n\n## کب؟\n\n{{ days }} میں۔"
    text = pages(en, ur).replace("facts.yml --\n", "facts.yml --\n# outdated: ur faq/pay 4\n")
    project = site(text)
    project.build("--jobs", "1")
    answers = json.loads((project.root / "site/ur/api/answers.json").read_text("utf-8"))["answers"]
    fee, when = (one for one in answers if "#" in one["id"])
    assert (fee["stale"], "stale" in when) == (True, False)
    assert fee["answer"]["text"].replace("\u00a0", " ") == "It costs AED 25."
    assert [one["id"] for one in fee["facts"]] == ["fee"]
    assert "\u062f" not in fee["answer"]["text"]
    assert when["answer"]["text"] == "3 سے 5 دن میں۔"
