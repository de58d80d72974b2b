"""Nobody is kept out: every kind of page in every language, by keyboard, by ear, in large letters.

KBGEN_ALL_LOOKS=1 examines each page in all widths and colours.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import form_site
from tests.browser import ARGS, find_browser, patient, settle
from tests.checkers import ibm, violations
from tests.serving import serve
from tests.sites import Project, write_site
from tests.theme.test_looks import KINDS, LANGS, WIDE

EVERYTHING = """\
-- content/en/everything.md --
---
title: Everything that an author can write
---
Words with `code`, **weight** and a [link](index.md).

## A table {#table}

| Item | How long we keep it until you call us | Where you find it |
|---|:-:|--:|
| Kettle | As long as you like | By the door that leads to the car park |
| Averylongwordthatcannotbebrokenanywhere | A while | Upstairs |

!!! warning "Please note"
    Unplug it first.

??? note "More"
    Words that open.

### Deeper {#deeper}

1. One
2. Two
    - inner

> Quoted words.

```
a = "a line of code that goes on and on and on until it no longer fits on a phone"
```

Press <kbd>Ctrl</kbd>.
"""
OTHERS = ("everything/", "faq/pin/", "thanks/")
"""Of a site whose forms go to a service; the first is shown to all in English."""
PAGES = [
    *product(["nahr"], LANGS, KINDS.values()),
    *product(["forms"], LANGS, OTHERS),
]
VARIANTS = [(1280, "light"), (360, "dark"), (1280, "dark"), (360, "light")]
ALL_VARIANTS = [*product((360, 768, 1280, 1920), ("light", "dark", "forced"))]


@pytest.fixture(scope="module")
def addresses(
    nahr: Project, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[dict[str, str]]:
    """Two sites that between them have every template."""
    text = form_site.site_text("{service: formspree, endpoint: xyzabcde}") + EVERYTHING
    forms = write_site(tmp_path_factory.mktemp("access") / "project", text)
    forms.build()
    for one in serve(nahr.root / "site", browser=browser):
        for other in serve(forms.root / "site", browser=browser):
            yield {"nahr": one, "forms": other}


# Notices in full: those that were seen are cut off, and a button opens them.
UNSEEN = "if (location.protocol === 'http:') localStorage.removeItem('kb.seen')"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    context.add_init_script(UNSEEN)
    yield patient(context.new_page())
    context.close()


OPEN = """() => {
  for (const one of document.querySelectorAll("main details")) one.open = true;
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  return document.fonts.ready.then(frame).then(frame).then(() => {});
}"""


@pytest.mark.parametrize(("site", "lang", "path"), PAGES)
def test_a_page_keeps_nobody_out(
    site: str, lang: str, path: str, addresses: dict[str, str], page: Page
) -> None:
    ibm()
    page.goto(f"{addresses[site]}{LANGS[lang]}{path}")
    settle(page)
    page.evaluate(OPEN)
    number = PAGES.index((site, lang, path)) + list(LANGS).index(lang)
    variants = (
        ALL_VARIANTS if "KBGEN_ALL_LOOKS" in os.environ else [VARIANTS[number % len(VARIANTS)]]
    )
    for width, colours in variants:
        page.set_viewport_size({"width": width, "height": 800})
        emulate(page, colours)
        assert violations(page) == [], (width, colours)
    emulate(page, "light")
    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate(SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(WIDE) == []
    assert page.evaluate(UNREADABLE) == []


def emulate(page: Page, colours: str) -> None:
    """Show a page in "light", "dark" or "forced" colours."""
    scheme: Any = "dark" if colours == "forced" else colours
    page.emulate_media(
        color_scheme=scheme, forced_colors="active" if colours == "forced" else "none"
    )


# Text spacing (WCAG 1.4.12): line height of 1.5 at least, letters 0.12, words 0.16, paragraphs 2.
SPACED = """() => {
  for (const one of document.querySelectorAll("body, body *")) {
    const style = getComputedStyle(one);
    const size = parseFloat(style.fontSize);
    if (!(parseFloat(style.lineHeight) >= 1.5 * size)) one.style.setProperty("line-height", "1.5", "important");
    one.style.setProperty("letter-spacing", "0.12em", "important");
    one.style.setProperty("word-spacing", "0.16em", "important");
    if (one.matches("p")) one.style.setProperty("margin-block-end", "2em", "important");
  }
  // What the page does about it, it does in the frame after.
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  return frame().then(frame).then(() => {});
}"""

# Lines that the box around them cuts off, that stick out of it, or that another's ink covers.
UNREADABLE = """() => {
  const unseen = ".kb-hidden, .kb-trap, .kb-skip, .kb-applied, thead, option, .headerlink";
  const boxes = "button, summary, label, th, td, .kb-card, .kb-bulletin, .kb-panel a";
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  const lines = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const parent = walker.currentNode.parentElement;
    if (!text || !parent.checkVisibility() || parent.closest(unseen)) continue;
    const style = getComputedStyle(parent);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const ink = pen.measureText(text);
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    let block = parent;
    while (/^inline/.test(getComputedStyle(block).display)) block = block.parentElement;
    for (const { left, right, top } of range.getClientRects()) {
      const base = top + ink.fontBoundingBoxAscent;
      const line = { text, block, left, right, top: base - ink.actualBoundingBoxAscent, bottom: base + ink.actualBoundingBoxDescent };
      lines.push(line);
      for (let one = parent; one !== document.body; one = one.parentElement) {
        const { overflowX } = getComputedStyle(one);
        if (overflowX === "auto" || overflowX === "scroll") break;
        if (overflowX === "visible" && !one.matches(boxes)) continue;
        const box = one.getBoundingClientRect();
        if (left < box.left - 1 || right > box.right + 1) found.push(["cut", text.slice(0, 40), one.outerHTML.slice(0, 80)]);
      }
    }
  }
  lines.sort((one, other) => one.top - other.top);
  lines.forEach((one, index) => {
    for (const other of lines.slice(index + 1)) {
      if (other.top >= one.bottom - 2) break;
      if (one.block === other.block || one.block.contains(other.block) || other.block.contains(one.block)) continue;
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2) found.push(["covered", one.text.slice(0, 40), other.text.slice(0, 40)]);
    }
  });
  return found;
}"""


@pytest.mark.parametrize("lang", LANGS)
def test_lines_that_are_cut_or_covered_would_be_found(
    lang: str, addresses: dict[str, str], page: Page
) -> None:
    page.goto(f"{addresses['nahr']}{LANGS[lang]}contact/")
    settle(page)
    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate("document.querySelector('h1').style.marginBlockEnd = '-3rem'")
    assert {what for what, *_ in page.evaluate(UNREADABLE)} == {"covered"}
    page.evaluate(
        "document.querySelector('h1').style = 'overflow: hidden; white-space: nowrap; inline-size: 2rem'"
    )
    assert "cut" in {what for what, *_ in page.evaluate(UNREADABLE)}


# Large letters


@pytest.fixture(scope="module")
def large(browser: Browser) -> Iterator[Page]:
    """A browser whose reader has doubled the size of letters (WCAG 1.4.4), on a phone."""
    path = find_browser()
    args = [*ARGS, "--blink-settings=defaultFontSize=32"]
    # Another beside the module's: the setting is the whole browser's.
    other = browser.browser_type.launch(executable_path=path or None, args=args)
    context = other.new_context(reduced_motion="reduce", viewport={"width": 360, "height": 740})
    context.add_init_script(UNSEEN)
    yield patient(context.new_page())
    other.close()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["home", "faq", "survey", "branch", "search"])
def test_letters_of_twice_the_size_are_all_there(
    kind: str, lang: str, addresses: dict[str, str], large: Page
) -> None:
    large.goto(f"{addresses['nahr']}{LANGS[lang]}{KINDS[kind]}")
    settle(large)
    large.evaluate(OPEN)
    assert large.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 34
    assert large.evaluate("document.documentElement.scrollWidth") <= 360
    assert large.evaluate(UNREADABLE) == []


# By ear


def roles(page: Page) -> Counter[str]:
    """Return role → number of elements with it in the browser's accessibility tree."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return Counter(node["role"]["value"] for node in nodes if not node["ignored"])


TABLE = ("table", "row", "columnheader", "rowheader")


@pytest.mark.parametrize("path", ["branches/manama/", "faq/returns/", "standards/answering/"])
def test_a_table_is_one_on_a_phone_too(path: str, addresses: dict[str, str], page: Page) -> None:
    page.goto(f"{addresses['nahr']}ur/{path}")
    settle(page)
    page.evaluate(OPEN)
    found = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        counts = roles(page)
        found.append({role: counts[role] for role in TABLE})
    wide, narrow = found
    assert wide == narrow
    assert wide["table"] > 0 and wide["columnheader"] > 1
    # Old browsers need explicit roles if the element has another layout.
    missing = page.eval_on_selector_all(
        "main :is(table, thead, tbody, tr, th, td)",
        """all => all.filter((one) => one.checkVisibility() && !getComputedStyle(one).display.startsWith("table"))
          .filter((one) => !one.hasAttribute("role")).map((one) => one.outerHTML.slice(0, 80))""",
    )
    assert missing == []


@pytest.mark.parametrize("lang", LANGS)
def test_links_beside_headings_have_a_name_and_do_not_stop_the_keyboard(
    lang: str, addresses: dict[str, str], page: Page
) -> None:
    page.goto(f"{addresses['nahr']}{LANGS[lang]}standards/answering/")
    links = page.locator("main .headerlink")
    assert links.count() > 2
    for link in links.all():
        assert link.get_attribute("tabindex") == "-1"
        assert link.get_attribute("aria-label") == link.get_attribute("title") != ""


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("en", "Language: English"),
        ("ur", "زبان: اردو"),
        ("ar", "اللغة: العربية"),
        ("hi", "भाषा: हिंदी"),
    ],
)
def test_who_speaks_to_the_browser_names_what_is_seen(
    lang: str, name: str, addresses: dict[str, str], page: Page
) -> None:
    page.goto(f"{addresses['nahr']}{LANGS[lang]}faq/")
    page.set_viewport_size({"width": 1280, "height": 800})
    button = page.locator(".kb-langs summary")
    expect(button).to_have_accessible_name(name)
    assert button.inner_text().strip() in name


# By keyboard

# The element that has the focus: whether a ring is seen around it, and it itself.
STOP = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const box = one.getBoundingClientRect();
  const ringed = [one, one.parentElement, one.nextElementSibling].some((e) => {
    const style = e && getComputedStyle(e);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [box.left + x * box.width, box.top + y * box.height]));
  const seen = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (one.contains(top) || top.contains(one));
  });
  const wrong = [ringed ? "" : "no ring", seen ? "" : "covered"].filter(Boolean).join(", ");
  return { html: one.outerHTML.slice(0, 120), wrong };
}"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", "ur/faq/returns/", "surveys/visit/"])
def test_tab_leads_to_all_that_can_be_used_and_it_is_seen(
    path: str, width: int, addresses: dict[str, str], page: Page
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{addresses['nahr']}{path}")
    settle(page)
    if path:
        choose(page)
        page.reload()
        settle(page)
        expect(page.locator(".kb-applied")).to_be_visible()
    stops = []
    while (stop := tab(page)) is not None:
        stops.append(stop)
        assert len(stops) < 300
    assert [stop for stop in stops if stop["wrong"]] == []
    assert "kb-skip" in stops[0]["html"]
    assert not [stop for stop in stops if "headerlink" in stop["html"]]
    page.evaluate("localStorage.clear()")


def tab(page: Page) -> dict[str, str] | None:
    page.keyboard.press("Tab")
    stop: dict[str, str] | None = page.evaluate(STOP)
    return stop


def choose(page: Page) -> None:
    """Choose a branch, so that the page says so at its foot."""
    page.locator("[data-kb-choose]").first.click()
    page.click("dialog [data-id=manama]")
    expect(page.locator(".kb-applied")).to_be_visible()


# In colours that the system imposes

# What is left of a look there, colours of text and weight of letters apart.
LINES = """(one) => JSON.stringify([one, ...one.querySelectorAll("*")].flatMap((element) => {
  const style = getComputedStyle(element);
  const sides = ["Top", "Right", "Bottom", "Left"].map((side) => style[`border${side}Style`] + style[`border${side}Width`] + style[`border${side}Color`]);
  return [...sides, style.outlineStyle, style.backgroundColor, getComputedStyle(element, "::before").content];
}))"""


def menu(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.click(".kb-menu summary")


def open_chooser(page: Page) -> None:
    choose(page)
    page.locator("[data-kb-choose]").first.click()
    expect(page.locator("dialog [aria-pressed=true]")).to_have_count(1)


def stay(_: Page) -> None:
    pass


@pytest.mark.parametrize(
    ("path", "act", "chosen", "other"),
    [
        ("faq/returns/", stay, ".kb-tabs [aria-current]", ".kb-tabs a:not([aria-current])"),
        ("faq/returns/", stay, ".kb-aside [aria-current]", ".kb-aside li a:not([aria-current])"),
        ("faq/returns/", stay, ".kb-footer__links [aria-current]", ".kb-footer__links a:not([aria-current])"),
        ("faq/returns/", menu, ".kb-menu [aria-current]", ".kb-menu li a:not([aria-current])"),
        ("faq/returns/", stay, ".kb-switch :checked + span", ".kb-switch :not(:checked) + span"),
        ("faq/returns/", open_chooser, ".kb-choice[aria-pressed=true]", ".kb-choice[aria-pressed=false]"),
        ("policies/returns/", choose, "main .kb-here", "main [data-fact]:not(.kb-here, [data-varies])"),
    ],
)  # fmt: skip
def test_what_is_chosen_is_seen_in_forced_colours(
    path: str,
    act: Callable[[Page], None],
    chosen: str,
    other: str,
    addresses: dict[str, str],
    page: Page,
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    emulate(page, "forced")
    page.goto(f"{addresses['nahr']}{path}")
    settle(page)
    act(page)
    one, two = page.locator(chosen).first, page.locator(other).first
    assert one.evaluate(LINES) != two.evaluate(LINES)
    page.evaluate("localStorage.clear()")
    emulate(page, "light")
