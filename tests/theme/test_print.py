"""Printed pages: only the answer, without cut boxes and repetitions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer
from playwright.sync_api import Browser, Page

from tests.languages.test_bidi_table import TABLE, mirrored, text_of
from tests.serving import serve
from tests.shell_site import ONE, shown
from tests.sites import Project, write_site
from tests.theme.test_bidi_table import CONFIG, HOME, written

LANGS = {"en": "", "ur": "ur/", "ar": "ar/", "hi": "hi/"}
SITE = f"""\
-- mkdocs.yml --
{ONE.replace("- kbgen", "- kbgen: {contact: [line]}")}
-- content/facts.yml --
line: {{phone: "+971 4 555 0142", label: {{en: Helpline}}}}
shop: {{url: "https://shop.example/account"}}
-- content/en/faq/pay.md --
---
title: Pay
---
## Where? {{#where}}
At {{{{ shop }}}}, at <https://bank.example/>, at [bank.example/pay](https://bank.example/pay/)
or [in the shop](https://shop.example/pay).
"""
# What each link of an answer says and, after it, on paper, where it leads.
ADDRESSES = """() => [...document.querySelectorAll("article .kb-answer > p:not([class]) a")].map((link) => [
  link.textContent, getComputedStyle(link, "::after").content === "none" ? "" : link.getAttribute("href"),
])"""


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 700, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def test_an_address_is_told_once(tmp_path: Path, browser: Browser, paper: Page) -> None:
    project = write_site(tmp_path / "project", SITE)
    project.build()
    for address in serve(project.root / "site", browser=browser):
        paper.goto(f"{address}faq/pay/")
        assert paper.evaluate(ADDRESSES) == [
            ["shop.example/account", ""],
            ["https://bank.example/", ""],
            ["bank.example/pay", ""],
            ["in the shop", "https://shop.example/pay"],
        ]


AROUND = ".kb-tools, .kb-ribbon, .kb-find, .kb-aside, .kb-toc, .kb-turn, .kb-crumbs, .kb-footer, .kb-feedback, button"
# A page is broken between what may stand apart: never within a question, a step, a row, a card.
WHOLE = ".kb-question, .kb-card, .admonition, .kb-varies tbody, article li, article tr, .kb-contact"
CUT = f"""() => [...document.querySelectorAll("{WHOLE}")]
  .filter((element) => getComputedStyle(element).breakInside !== "avoid")
  .map((element) => element.outerHTML.slice(0, 80))"""
# Bullets and numbers hang before the text: what they need, and what is there for them.
CRAMPED = """() => [...document.querySelectorAll("article :is(ul, ol)")].filter((list) => {
  if (getComputedStyle(list.firstElementChild).listStyleType === "none") return false;
  const style = getComputedStyle(list);
  const room = parseFloat(style.paddingInlineStart) / parseFloat(style.fontSize);
  const item = list.firstElementChild.getBoundingClientRect();
  const side = style.direction === "rtl" ? innerWidth - item.right : item.left;
  if (!list.offsetWidth) return false;
  return room < 1.9 || side < parseFloat(style.paddingInlineStart) - 1;
}).length"""
PATHS = (
    *("", "faq/returns/", "policies/delivery/", "procedures/return-an-item/"),
    *("surveys/visit/", "notices/kettle-recall/", "branches/manama/", "contact/"),
)


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_alone_is_printed_and_nothing_of_it_is_cut(
    lang: str, nahr: Project, browser: Browser, paper: Page
) -> None:
    for address in serve(nahr.root / "site", browser=browser):
        for path in PATHS:
            paper.goto(f"{address}{LANGS[lang]}{path}")
            assert shown(paper, AROUND) == [], path
            assert paper.evaluate(CUT) == [], path
            assert paper.evaluate(CRAMPED) == 0, path
            assert paper.locator("h1").is_visible()


# The order of characters


def counts(char: str) -> bool:
    """Tell whether the place of a character is looked at: of letters that join, glyphs overlap."""
    return unicodedata.bidirectional(char) not in ("AL", "NSM", "BN", "WS", "B", "S", "")


def in_ascii(text: str) -> str:
    """Write digits as ASCII does: in the fonts, two sets of Arabic digits share some glyphs."""
    return "".join(str(unicodedata.decimal(char, char)) for char in text)


def printed_lines(pdf: bytes) -> list[str]:
    """Return the lines of a printed page: its characters by where their glyphs stand."""
    found = []
    for page in extract_pages(BytesIO(pdf)):
        lines: dict[int, list[tuple[float, str]]] = {}
        for glyph in glyphs_of(page):
            text = glyph.get_text()
            if text and not text.startswith("(cid:") and all(map(counts, text)):
                *_, x, y = glyph.matrix
                lines.setdefault(round(y), []).append((x, in_ascii(text)))
        for _, line in sorted(lines.items(), reverse=True):
            found.append("".join(text for _, text in sorted(line)))
    return found


def glyphs_of(part: Any) -> Iterator[LTChar]:
    if isinstance(part, LTChar):
        yield part
    elif isinstance(part, LTContainer):
        for inner in part:
            yield from glyphs_of(inner)


@pytest.mark.parametrize("lang", ["ur", "ar"])
def test_on_paper_every_character_is_in_its_place(
    lang: str, tmp_path: Path, browser: Browser, paper: Page
) -> None:
    body = "\n\n".join(written(text_of(entry, lang)) for entry in TABLE)
    text = "".join(
        f"-- content/{one}/{name}.md --\n# {HOME[one]}\n\n{body if name == 'x' else ''}\n"
        for one in HOME
        for name in ("index", "x")
    )
    project = write_site(tmp_path / "project", f"-- mkdocs.yml --\n{CONFIG}{text}")
    (project.root / "content/en/index.md").unlink()
    project.build()
    for address in serve(project.root / "site", browser=browser):
        paper.goto(f"{address}{'' if lang == 'ur' else 'ar/'}x/")
        paper.evaluate("document.fonts.ready")
        lines = printed_lines(paper.pdf(width="1600px", height="1000px"))
    expected = [
        mirrored(in_ascii("".join(char for char in entry[lang]["visual"] if counts(char))))
        for entry in TABLE
    ]
    name, *below = map(mirrored, lines)
    assert (name, len(below)) == ("Test", len(expected))
    rows = zip(TABLE, below, expected, strict=True)
    wrong = {entry["id"]: (is_, must) for entry, is_, must in rows if is_ != must}
    assert wrong == {}
