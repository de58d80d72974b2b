"""What a translation lacks stands at its place, and what its source no longer has is left out."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from kbgen.model.article import Article
from kbgen.resolve.outdated import outdated_pages
from kbgen.resolve.stale import show_sources
from tests.conftest import MakeSite
from tests.outdated import read, record_site
from tests.sites import CONFIG, Project, write_files

EXTENSIONS = (
    "markdown_extensions: [admonition, attr_list, def_list, footnotes, md_in_html, tables]\n"
)
LEDGER = """\
-- content/facts.yml --
fee: {money: 25 AED, label: {en: Delivery fee, ur: ترسیل کی فیس, ar: رسوم التوصيل, hi: डिलीवरी शुल्क}}
"""
PAGE = "-- content/{lang}/faq/pay.md --\n---\ntitle: {title}\n---\n{body}\n"


def page_of(lang: str, body: str) -> str:
    return PAGE.format(lang=lang, title="Pay" if lang == "en" else "ادائیگی", body=body)


def shown(site: MakeSite, before: str, ur: str, now: str, *accept: str) -> Article | None:
    """Return the Urdu page as its readers see it, when its source says `now` instead of `before`."""
    config = f"-- mkdocs.yml --\n{CONFIG}{EXTENSIONS}"
    project: Project = site(config + LEDGER + page_of("en", before) + page_of("ur", ur))
    record_site(project)
    if accept:
        assert project.run("translate", "accept", "faq/pay", *accept).exit_code == 0
    write_files(project.root, page_of("en", now))
    after = read(project)
    return show_sources(after, outdated_pages(after)).articles.get(("ur", "faq/pay"))


def marked(article: Article) -> list[str]:
    own = article.source_text
    return [article.body[start:end] for start, end in own.spans] if own else []


class Case(NamedTuple):
    before: str
    ur: str
    now: str
    shown: str
    marked: list[str]


STEPS, STEPS_UR = "1. One.\n2. Two.", "1. ایک۔\n2. دو۔"
TABLE, TABLE_UR = (
    "| Size | Fee |\n|---|---|\n| S | 1 |\n| L | 2 |",
    "| سائز | فیس |\n|---|---|\n| چھوٹا | 1 |\n| بڑا | 2 |",
)
SECTIONS, SECTIONS_UR = (
    "## A {#a}\n\nOne.\n\n## B {#b}\n\nTwo.",
    "## ا {#a}\n\nایک۔\n\n## ب {#b}\n\nدو۔",
)
CASES = {
    "a step between two": Case(
        STEPS, STEPS_UR, "1. One.\n2. New.\n3. Two.", "1. ایک۔\n2. New.\n2. دو۔", ["New."]
    ),
    "the first step": Case(
        STEPS, STEPS_UR, "1. New.\n2. One.\n3. Two.", "1. New.\n1. ایک۔\n2. دو۔", ["New."]
    ),
    "the last step": Case(
        STEPS, STEPS_UR, "1. One.\n2. Two.\n3. New.", "1. ایک۔\n2. دو۔\n3. New.", ["New."]
    ),
    "two steps": Case(
        STEPS,
        STEPS_UR,
        "1. One.\n2. New.\n3. Newer.\n4. Two.",
        "1. ایک۔\n2. New.\n3. Newer.\n2. دو۔",
        ["New.", "Newer."],
    ),
    "steps with blank lines between": Case(
        "1. One.\n\n2. Two.",
        "1. ایک۔\n\n2. دو۔",
        "1. One.\n\n2. New.\n\n3. Two.",
        "1. ایک۔\n\n2. New.\n\n2. دو۔",
        ["New."],
    ),
    "a step with all that is below it": Case(
        STEPS,
        STEPS_UR,
        "1. One.\n2. New:\n\n    ```\n    code\n\n    more\n    ```\n\n    - Low\n3. Two.",
        "1. ایک۔\n2. New:\n\n    ```\n    code\n\n    more\n    ```\n\n    - Low\n2. دو۔",
        ["New:", "Low"],
    ),
    "a step below another list": Case(
        "- A\n\n    1. One.\n    2. Two.\n- B",
        "* ا\n\n    1. ایک۔\n    2. دو۔\n* ب",
        "- A\n\n    1. One.\n    2. Two.\n    3. New.\n- B",
        "* ا\n\n    1. ایک۔\n    2. دو۔\n    3. New.\n* ب",
        ["New."],
    ),
    "the first list below an item": Case(
        "- A\n- B", "- ا\n- ب", "- A\n    1. New.\n- B", "- ا\n    1. New.\n- ب", ["New."]
    ),
    "steps that the translation has in a quotation": Case(
        STEPS, "> 1. ایک۔\n> 2. دو۔", "1. One.\n2. New.\n3. Two.", "> 1. ایک۔\n> 2. New.\n> 2. دو۔", ["New."]
    ),
    "a row": Case(
        TABLE,
        TABLE_UR,
        TABLE.replace("| L", "| M | 5 |\n| L"),
        TABLE_UR.replace("| بڑا", "| M | 5 |\n| بڑا"),
        ["M", "5"],
    ),
    "a row in a table without bars at its ends": Case(
        "a | b\n---|---\nc | d", "ا | ب\n---|---\nج | د", "a | b\n---|---\nc | d\ne | f", "ا | ب\n---|---\nج | د\ne | f", ["e", "f"]
    ),
    "a column": Case(
        f"One.\n\n{TABLE}\n\nTwo.",
        f"ایک۔\n\n{TABLE_UR}\n\nدو۔",
        "One.\n\n| Size | Fee | Days |\n|---|---|---|\n| S | 1 | 3 days |\n| L | 2 | 4 days |\n\nTwo.",
        "ایک۔\n\n| Size | Fee | Days |\n|---|---|---|\n| S | 1 | 3 days |\n| L | 2 | 4 days |\n\nدو۔",
        ["Size", "Fee", "Days", "S", "1", "3 days", "L", "2", "4 days"],
    ),
    "a row and a column": Case(
        TABLE,
        TABLE_UR,
        "| Size | Fee | Days |\n|---|---|---|\n| S | 1 | a |\n| M | 5 | b |\n| L | 2 | c |",
        "| Size | Fee | Days |\n|---|---|---|\n| S | 1 | a |\n| M | 5 | b |\n| L | 2 | c |",
        ["Size", "Fee", "Days", "S", "1", "a", "M", "5", "b", "L", "2", "c"],
    ),
    "a table": Case(
        "One.\n\nTwo.", "ایک۔\n\nدو۔", f"One.\n\n{TABLE}\n\nTwo.", f"ایک۔\n\n{TABLE}\n\nدو۔", ["Size", "Fee", "S", "1", "L", "2"]
    ),
    "a paragraph that promises something": Case(
        "One.\n\nTwo.", "ایک۔\n\nدو۔", "One.\n\nNot on Fridays.\n\nTwo.", "ایک۔\n\nNot on Fridays.\n\nدو۔", ["Not on Fridays."]
    ),
    "a paragraph that promises nothing": Case(
        "One.\n\nTwo.", "ایک۔\n\nدو۔", "One.\n\nHello.\n\nTwo.", "ایک۔\n\nدو۔", []
    ),
    "a paragraph of a step": Case(
        STEPS, STEPS_UR, "1. One.\n\n    It costs {{ fee }}.\n\n2. Two.", "1. ایک۔\n\n    It costs {{ fee }}.\n\n2. دو۔", ["It costs {{ fee }}."]
    ),
    "a note": Case(
        "One.\n\nTwo.",
        "ایک۔\n\nدو۔",
        'One.\n\n!!! warning\n    Never pay twice.\n\n    Or thrice.\n\nTwo.',
        'ایک۔\n\n!!! warning\n    Never pay twice.\n\n    Or thrice.\n\nدو۔',
        ["Never pay twice.", "Or thrice."],
    ),
    "the first paragraph under a heading": Case(
        SECTIONS, SECTIONS_UR, SECTIONS.replace("One.", "Not now.\n\nOne."), SECTIONS_UR.replace("ایک۔", "Not now.\n\nایک۔"), ["Not now."]
    ),
    "the first text of a section": Case(
        "## A {#a}\n\n## B {#b}\n\nTwo.", "## ا {#a}\n\n## ب {#b}\n\nدو۔", "## A {#a}\n\nNot now.\n\n## B {#b}\n\nTwo.", "## ا {#a}\n\nNot now.\n\n## ب {#b}\n\nدو۔", ["Not now."]
    ),
    "a section": Case(
        SECTIONS,
        SECTIONS_UR,
        SECTIONS.replace("## B", "## New {#new}\n\nIt costs {{ fee }}.\n\nHello.\n\n## B"),
        SECTIONS_UR.replace("## ب", "## New {#new}\n\nIt costs {{ fee }}.\n\nHello.\n\n## ب"),
        ["New", "It costs {{ fee }}.", "Hello."],
    ),
    "the last section, without ids": Case(
        "## A\n\nOne.", "## ا\n\nایک۔", "## A\n\nOne.\n\n## New\n\nNot now.", "## ا\n\nایک۔\n\n## New\n\nNot now.", ["New", "Not now."]
    ),
    "a definition": Case(
        "One\n:   First.", "ایک\n:   پہلا۔", "One\n:   First.\n\nFee\n:   It is {{ fee }}.", "ایک\n:   پہلا۔\n\nFee\n:   It is {{ fee }}.", ["Fee", "It is {{ fee }}."]
    ),
    "a list that the translation wrote as a text": Case(
        "One.\n\n- A\n- B\n\nTwo.", "ایک۔\n\nا اور ب\n\nدو۔", "One.\n\n- A\n- B\n- Not C\n\nTwo.", "ایک۔\n\n- A\n- B\n- Not C\n\nا اور ب\n\nدو۔", ["A", "B", "Not C"]
    ),
    "a text in HTML": Case(
        "<div markdown>\n\nOne.\n\n</div>", "<div markdown>\n\nایک۔\n\n</div>", "<div markdown>\n\nOne.\n\nNot now.\n\n</div>", "<div markdown>\n\nایک۔\n\nNot now.\n\n</div>", ["Not now."]
    ),
    "a footnote that comes with its text": Case(
        "One.", "ایک۔", "One.\n\nNot now[^1].\n\n[^1]: Soon.", "ایک۔\n\nNot now[^1].\n\n[^1]: Soon.", ["Not now[^1].", "Soon."]
    ),
    "a removed step": Case(
        "1. One.\n2. Gone.\n3. Two.", "1. ایک۔\n2. گیا۔\n3. دو۔", STEPS, "1. ایک۔\n3. دو۔", []
    ),
    "a removed step with what is below it": Case(
        "1. One.\n2. Gone.\n\n    - Low\n\n    ```\n    code\n    ```\n3. Two.", "1. ایک۔\n2. گیا۔\n\n    - نیچے\n\n    ```\n    code\n    ```\n3. دو۔", STEPS, "1. ایک۔\n3. دو۔", []
    ),
    "a removed row": Case(
        TABLE, TABLE_UR, TABLE.replace("| S | 1 |\n", ""), TABLE_UR.replace("| چھوٹا | 1 |\n", ""), []
    ),
    "a removed table": Case(f"One.\n\n{TABLE}", f"ایک۔\n\n{TABLE_UR}", "One.", "ایک۔", []),
    "a removed promise": Case("One.\n\nFor {{ fee }}.", "ایک۔\n\n{{ fee }} میں۔", "One.", "ایک۔", []),
    "a removed greeting": Case("One.\n\nHello.", "ایک۔\n\nسلام۔", "One.", "ایک۔\n\nسلام۔", []),
    "a removed section": Case(
        f"{SECTIONS}\n\n## Gone {{#gone}}\n\nIt was {{{{ fee }}}}.\n\nHello.", f"{SECTIONS_UR}\n\n## گیا {{#gone}}\n\n{{{{ fee }}}} تھا۔\n\nسلام۔", SECTIONS, SECTIONS_UR, []
    ),
    "a new step in place of a removed one": Case(
        "1. One.\n2. Gone.\n3. Two.", "1. ایک۔\n2. گیا۔\n3. دو۔", "1. One.\n2. Never.\n3. Two.", "1. ایک۔\n2. Never.\n3. دو۔", ["Never."]
    ),
    "a new step elsewhere than a removed one": Case(
        "1. One.\n2. Gone.\n3. Two.", "1. ایک۔\n2. گیا۔\n3. دو۔", "1. One.\n2. Two.\n3. Never.", "1. ایک۔\n3. دو۔\n3. Never.", ["Never."]
    ),
    "a step that was changed and moved": Case(
        "1. One.\n2. Pay 5 AED.\n3. Two.\n4. Three.", "1. ایک۔\n2. 5 AED دیں۔\n3. دو۔\n4. تین۔", "1. One.\n2. Two.\n3. Three.\n4. Pay 6 AED.", "1. ایک۔\n3. دو۔\n4. تین۔\n4. Pay 6 AED.", ["Pay 6 AED."]
    ),
    "a row that was changed and moved": Case(
        TABLE, TABLE_UR, "| Size | Fee |\n|---|---|\n| L | 2 |\n| S | 3 |", "| سائز | فیس |\n|---|---|\n| بڑا | 2 |\n| S | 3 |", ["S", "3"]
    ),
    "a text in place of a row": Case(
        f"{TABLE}\n\nTwo.", f"{TABLE_UR}\n\nدو۔", TABLE.replace("| L | 2 |", "\nNot L.\n\nTwo."), TABLE_UR.replace("| بڑا | 2 |", "\nNot L.\n\nدو۔"), ["Not L."]
    ),
    "steps in another order": Case(
        STEPS, STEPS_UR, "1. Two.\n2. One.", STEPS_UR, []
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_readers_see_what_the_source_has(name: str, site: MakeSite) -> None:
    case = CASES[name]
    article = shown(site, case.before, case.ur, case.now)
    assert article
    body = "\n".join(line.rstrip() for line in article.body.strip().split("\n"))
    while "\n\n\n" in body:
        body = body.replace("\n\n\n", "\n\n")
    assert body == case.shown
    assert marked(article) == case.marked


def test_where_there_is_no_place_it_stands_at_the_end_of_the_section(site: MakeSite) -> None:
    before = f"## A {{#a}}\n\n{STEPS}\n\n{TABLE}\n\n## B {{#b}}\n\nEnd."
    ur = "## ا {#a}\n\nایک، پھر دو؛ چھوٹا 1، بڑا 2۔\n\n## ب {#b}\n\nآخر۔"
    now = before.replace("2. Two.", "2. Two.\n3. New.").replace("| L | 2 |", "| L | 2 |\n| M | 5 |")
    article = shown(site, before, ur, now, "--unpaired", "--because", "shorter")
    assert article
    assert marked(article) == ["New.", "Size", "Fee", "M", "5"]
    table = "| Size | Fee |\n|---|---|\n| M | 5 |"
    assert article.body.split() == ur.replace("2۔", f"2۔\n\n- New.\n\n{table}").split()
