"""The source's text in place of what a translation no longer says."""

from __future__ import annotations

import json
import re

import pytest

from kbgen.model.article import Article
from kbgen.resolve.outdated import OutdatedPage, OutdatedText
from kbgen.resolve.stale import show_sources
from kbgen.translations.blocks import page_blocks
from tests.conftest import MakeSite
from tests.outdated import pairs, read, record_site
from tests.sites import CONFIG, Project, write_files

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


def shown(project: Project, numbers: str = "") -> Article | None:
    """Return the Urdu page in which blocks (by default all) are the source's."""
    site = read(project)
    texts = pairs(site, "ur", "faq/pay", numbers)
    return show_sources(site, {("ur", "faq/pay"): OutdatedPage(texts)}).articles.get(
        ("ur", "faq/pay")
    )


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
    project = site(pages("One.", "<p>ایک</p><p>دو</p>"))
    before = read(project)
    own = page_blocks(before.articles["ur", "faq/pay"])
    texts = [OutdatedText(tuple(own[2:4]), page_blocks(before.sources["faq/pay"])[2:])]
    outdated = {("ur", "faq/pay"): OutdatedPage(texts)}
    assert ("ur", "faq/pay") not in show_sources(before, outdated).articles


def test_one_text_stands_for_several_translations(site: MakeSite) -> None:
    project = site(pages("- One\n- Two", "- ایک\n- اور\n- دو\n"))
    before = read(project)
    own, other = (
        page_blocks(before.articles["ur", "faq/pay"]),
        page_blocks(before.sources["faq/pay"]),
    )
    texts = [OutdatedText(tuple(own[2:4]), (other[2],))]
    article = show_sources(before, {("ur", "faq/pay"): OutdatedPage(texts)}).articles[
        "ur", "faq/pay"
    ]
    assert article.body.rstrip() == "- One\n- دو"
    assert marked(article) == ["One"]


def test_one_translation_stands_for_several_texts(site: MakeSite) -> None:
    project = site(pages("One.\n\nTwo.", "ایک دو۔"))
    before = read(project)
    own, other = (
        page_blocks(before.articles["ur", "faq/pay"]),
        page_blocks(before.sources["faq/pay"]),
    )
    texts = [OutdatedText((own[2],), tuple(other[2:4]))]
    article = show_sources(before, {("ur", "faq/pay"): OutdatedPage(texts)}).articles[
        "ur", "faq/pay"
    ]
    assert article.body.strip() == "One. Two."


def test_the_digest_tells_what_is_shown(site: MakeSite) -> None:
    project = site(pages("One.\n\nTwo.", "ایک۔\n\nدو۔"))
    seen = [shown(project, numbers) for numbers in ("3", "4", "3 4", "2")]
    own = read(project).articles["ur", "faq/pay"]
    assert len({own.digest, *(one.digest for one in seen if one)}) == 5


def test_a_site_without_outdated_texts_is_the_same(site: MakeSite) -> None:
    before = read(site(pages("One.", "ایک۔")))
    assert show_sources(before, {}) is before
    assert show_sources(before, {("ur", "gone"): OutdatedPage()}) is before


def changed(site: MakeSite, text: str, before: str, after: str) -> Project:
    """Return a built site in whose record the source said `before` where it says `after` now."""
    project = site(text)
    record_site(project)
    write_files(project.root, text.replace(before, after))
    project.build("--jobs", "1")
    return project


SURVEY = """\
-- content/facts.yml --
days: {duration: 14 days, label: {en: Window, ur: مدت}}
-- content/en/surveys/visit.md --
---
title: Your visit
questions: [{id: greeted, type: rating}, {id: other, type: open}]
text: {other: Anything else?, greeted: "Were we quick?"}
---
-- content/ur/surveys/visit.md --
---
title: آپ کا دورہ
text: {other: اور کچھ؟, greeted: جلد؟}
---
"""


def test_a_survey_asks_in_the_sources_language(site: MakeSite) -> None:
    config = CONFIG.replace("- kbgen\n", "- kbgen: {forms: {endpoint: care@example.com}}\n")
    text = f"-- mkdocs.yml --\n{config}{SURVEY}"
    project = changed(site, text, "Were we quick?", "Within {{ days }}?")
    html, wording = project.article("ur/surveys/visit"), project.text("ur/surveys/visit")
    assert '<bdi lang="en" dir="ltr">Within <span class="kb-unit">14 days</span>?</bdi>' in html
    assert "اور کچھ؟" in wording and "جلد؟" not in wording
    assert "یہ حصہ بدل گیا ہے۔ اس کا اردو ترجمہ جلد دستیاب ہوگا۔ فی الحال: مدت 14 دن" in wording


def test_a_new_description_is_the_sources(site: MakeSite) -> None:
    now = pages("One.", "ایک۔").replace("description: مفت ہے۔\n", "")
    description = "description: It costs {{ fee }}.\n"
    project = site(now.replace(description, ""))
    record_site(project)
    write_files(project.root, now)
    project.build("--jobs", "1")
    assert '<bdi lang="en" dir="ltr">It costs ' in project.html("ur/faq")


def test_a_description_that_the_source_no_longer_has_is_left_out(site: MakeSite) -> None:
    before = pages("One.", "ایک۔").replace("مفت ہے۔", "کل {{ fee }} لگتے ہیں۔")
    project = changed(site, before, "description: It costs {{ fee }}.\n", "")
    assert "لگتے ہیں" not in project.html("ur/faq") + project.html("ur/faq/pay")
    assert "kb-stale" not in project.article("ur/faq/pay")


def test_lists_and_heads_have_the_description_of_the_source(site: MakeSite) -> None:
    text = pages("One.", "ایک۔").replace("It costs {{ fee }}.", "It is free.")
    project = changed(site, text, "It is free.", "It costs {{ fee }}.")
    assert '<bdi lang="en" dir="ltr">It costs ' in project.html("ur/faq")
    assert '<meta name="description" content="It costs AED\u00a025.">' in project.html("ur/faq/pay")
    assert "مفت ہے۔" not in project.html("ur/faq") + project.html("ur/faq/pay")


RETURN = """\
-- content/en/procedures/return.md --
---
title: Return
reviewed: 2026-11-01
---
## Steps {{#steps updated=2026-11-02}}

1. Pack it.
{en}3. Bring it.
-- content/ur/procedures/return.md --
---
title: واپسی
---
## مراحل

1. پیک کریں۔
{ur}3. لے آئیں۔
"""

FEE = "## Fee? {#fee}\n\nIt is free.\n\n## When? {#when}\n\nIn {{ days }}."
FEE_UR = "## فیس؟\n\nمفت ہے۔\n\n## کب؟\n\n{{ days }} میں۔"


def test_answers_say_that_they_are_stale(site: MakeSite) -> None:
    project = changed(site, pages(FEE, FEE_UR), "\nIt is free.", "\nIt costs {{ fee }}.")
    answers = json.loads((project.root / "site/ur/api/answers.json").read_text("utf-8"))["answers"]
    fee, when = (one for one in answers if one["id"].startswith("faq/pay#"))
    assert (fee["stale"], "stale" in when) == (True, False)
    assert fee["answer"]["text"].replace("\u00a0", " ") == "It costs AED 25."
    assert [one["id"] for one in fee["facts"]] == ["fee"]
    assert when["answer"]["text"] == "3 سے 5 دن میں۔"


def test_answers_structured_data_feed_and_search_have_the_steps_of_today(site: MakeSite) -> None:
    before = RETURN.format(en="2. Pay {{ fee }}.\n", ur="2. {{ fee }} دیں۔\n")
    project = changed(
        site, LEDGER + before, "2. Pay {{ fee }}.\n3. Bring it.", "2. Bring it.\n3. Never pay."
    )
    steps = ["پیک کریں۔", "لے آئیں۔", "Never pay."]
    answers = json.loads((project.root / "site/ur/api/answers.json").read_text("utf-8"))["answers"]
    [own] = (one for one in answers if one["id"] == "procedures/return#steps")
    assert own["answer"]["text"].translate(dict.fromkeys([0x2068, 0x2069])).split("\n") == steps
    assert (own["stale"], own["facts"]) == (True, [])
    html = project.html("ur/procedures/return")
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    [how] = (one for one in json.loads(data)["@graph"] if one["@type"] == "HowTo")
    assert [step["text"] for step in how["step"]] == steps
    feed = (project.root / "site/ur/feed.xml").read_text("utf-8")
    assert "Never pay." in feed and "دیں" not in feed
    texts = (project.root / "site/ur/search/index.json").read_text("utf-8")
    found = re.findall('"پیک کریں۔[^"]*"', texts)
    assert ["Never pay" in one and "دیں" not in one for one in found] == [True]


BRANCH = """\
-- content/branches/deira.yml --
name: {en: Deira, ur: دیرہ, ar: ديرة, hi: देरा}
region: AE
differs: {fee: {money: 30 AED, reason: {en: Far, ur: دور, ar: بعيد, hi: दूर}}}
"""


def test_an_answer_at_a_branch_has_its_value_in_the_sources_language(site: MakeSite) -> None:
    text = pages(FEE, FEE_UR).replace("money: 25 AED", "duration: 2 hours, varies: branch")
    text += BRANCH.replace("money: 30 AED", "duration: 3 hours")
    project = changed(site, text, "\nIt is free.", "\nIt takes {{ fee }}.")
    file = project.root / "site/ur/api/branches/deira.json"
    [answer] = json.loads(file.read_text("utf-8"))["answers"]
    assert answer["answer"]["text"].replace("\u00a0", " ") == "It takes 3 hours."


def test_a_page_that_shows_its_source_is_no_contradiction(site: MakeSite) -> None:
    text = pages(FEE, FEE_UR).replace("money: 25 AED", "money: 25 AED, varies: branch") + BRANCH
    project = changed(site, text, "\nIt is free.", "\nIt costs {{ fee }}, 3 times.")
    result = project.run("verify", "site")
    assert result.exit_code == 0, result.output
    assert "9 missing, 0 contradiction" in result.output
    html = project.root / "site/ur/faq/pay/index.html"
    text = html.read_text("utf-8")
    for wording in (
        ">AED\u00a025<",
        "3</span> times",
        '<bdi dir="ltr">AED\u00a025</bdi></span></a></p>',
    ):
        assert wording in text
        html.write_text(
            text.replace(wording, wording.replace("5", "6").replace("3", "4"), 1), "utf-8"
        )
        assert project.run("verify", "site").exit_code == 1


def test_a_page_that_lacks_a_promise_and_has_a_former_one_is_proven_the_same(
    site: MakeSite,
) -> None:
    before = RETURN.format(en="2. Pay {{ fee }}.\n", ur="2. {{ fee }} دیں۔\n")
    now = "2. Bring it.\n3. Wait {{ days }}.\n\n| Size | Days |\n|---|---|\n| L | {{ days }} |"
    project = changed(site, LEDGER + before, "2. Pay {{ fee }}.\n3. Bring it.", now)
    result = project.run("verify", "site")
    assert result.exit_code == 0, result.output
    assert "7 missing, 0 contradiction" in result.output
    file = project.root / "site/ur/procedures/return/index.html"
    html, fact = file.read_text("utf-8"), '<span data-fact="days">'
    file.write_text(html.replace(f"{fact}3", f"{fact}4", 1), "utf-8")
    assert project.run("verify", "site").exit_code == 1


def test_a_site_does_not_say_that_an_outdated_page_is_the_same(site: MakeSite) -> None:
    config = CONFIG.replace(
        "- kbgen\n", "- kbgen: {prove: true, translations: {critical: warning}}\n"
    )
    config = config.replace(
        "        - {locale: ar, name: العربية}\n        - {locale: hi, name: हिन्दी}\n", ""
    )
    text = f"""\
-- mkdocs.yml --
{config}
-- content/ur/index.md --
---
title: گھر
---
خوش آمدید۔
""" + PAGES.format(en="You may call.", ur="آپ فون کر سکتے ہیں۔").replace("{{ fee }}", "nothing")
    project = site(text)
    record_site(project)
    project.build("--jobs", "1")
    assert "The same in 2 languages" in project.text("faq/pay")
    assert "2 زبانوں" in project.text("ur/faq/pay")
    write_files(project.root, text.replace("You may call", "You must call"))
    project.build("--jobs", "1")
    assert "The same in" not in project.text("faq/pay")
    assert "2 زبانوں" not in project.text("ur/faq/pay")
    assert "The same in 2 languages" in project.text("")


def test_a_translation_that_was_changed_since_is_kept(site: MakeSite) -> None:
    text = pages("You may call.", "آپ فون کر سکتے ہیں۔")
    project = site(text)
    record_site(project)
    after = text.replace("may call", "must call").replace("کر سکتے ہیں", "ضرور کریں")
    write_files(project.root, after)
    project.build("--jobs", "1")
    assert "آپ فون ضرور کریں۔" in project.text("ur/faq/pay")


def test_other_words_are_not_replaced(site: MakeSite) -> None:
    project = changed(site, pages("Please call us.", "فون کریں۔"), "call us", "ring our shop")
    assert "فون کریں۔" in project.text("ur/faq/pay")
    assert "data-kb-source" not in project.html("ur/faq/pay")


HOOK = """\
-- hook.py --
def on_page_markdown(markdown, **_):
    return "Before.\\n\\n" + markdown
"""


def test_a_page_that_a_hook_changes_has_its_parts_marked(site: MakeSite) -> None:
    text = f"-- mkdocs.yml --\n{CONFIG}hooks: [hook.py]\n{HOOK}" + pages(FEE, FEE_UR)
    project = changed(site, text, "\nIt is free.", "\nIt costs {{ fee }}.")
    html = project.article("ur/faq/pay").replace("\u00a0", " ")
    assert (
        '<bdi lang="en" dir="ltr" data-kb-source="">It costs <span data-fact="fee">AED 25</span>'
        in html
    )
    assert "Before" in html and html.count("kb-stale") == 1
