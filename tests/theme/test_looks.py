"""Every kind of page in every language: fits its screen, cuts no letter, does not move."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import FORGET, patient, settle
from tests.checkers import violations
from tests.serving import serve
from tests.sites import Project

LANGS = {"en": "", "ur": "ur/", "ar": "ar/", "hi": "hi/"}
KINDS = {
    "home": "",
    "standard": "standards/answering/",
    "faq": "faq/returns/",
    "policy": "policies/returns/",
    "procedure": "procedures/return-an-item/",
    "survey": "surveys/visit/",
    "notice": "notices/kettle-recall/",
    "branch": "branches/manama/",
    "branches": "branches/",
    "section": "faq/",
    "search": "search/",
    "page": "contact/",
    "lost": "no/such/page/",
}
WIDTHS = (1920, 1280, 768, 360, 320)


# With its fonts, and with what the page's own observers do about its size.
DRAWN = """document.fonts.ready.then(
  () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go))),
)"""


@pytest.fixture(scope="module")
def address(nahr: Project, browser: Browser) -> Iterator[str]:
    yield from serve(nahr.root / "site", browser=browser)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    yield patient(context.new_page())
    context.close()


# The hero's colour reaches from edge to edge; what scrolls by itself may be as wide as it likes.
WIDE = """() => [...document.body.querySelectorAll("*")].filter((element) => {
  const box = element.getBoundingClientRect();
  const hidden = !box.width || element.closest(".kb-hidden, .kb-trap, .kb-skip, thead, [data-seen] a > span");
  if (hidden || element.matches(".kb-hero") || element.parentElement.closest(".kb-scroll")) return false;
  return box.left < -1 || box.right > document.documentElement.clientWidth + 1;
}).map((element) => element.outerHTML.slice(0, 120))"""

# Where the ink of each text reaches beyond the box that cuts it off, or is painted for it.
CUT = """() => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  const boxes = "button, summary, th, td, .kb-button, .kb-tool, .kb-panel a, .kb-tabs a, .kb-tasks a,"
    + " .kb-card, .kb-bulletin, .kb-switch label, .kb-scale label, .kb-turn a, .kb-header, .kb-choice";
  const cuts = (element) => {
    const overflow = getComputedStyle(element).overflowY;
    const scrolls = overflow === "auto" && element.scrollHeight > element.clientHeight;
    return overflow !== "visible" && !scrolls;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility() || parent.closest(".kb-hidden, .kb-trap, thead, .kb-skip")) continue;
    const style = getComputedStyle(parent);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    pen.direction = style.direction;
    const ink = pen.measureText(node.data.trim());
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      const base = line.top + ink.fontBoundingBoxAscent;
      const [top, bottom] = [base - ink.actualBoundingBoxAscent, base + ink.actualBoundingBoxDescent];
      for (let one = parent; one && one !== document.body; one = one.parentElement) {
        if (one.matches(".kb-panel")) break;
        if (!one.matches(boxes) && !cuts(one)) continue;
        const box = one.getBoundingClientRect();
        if (top < box.top - 0.5 || bottom > box.bottom + 0.5) {
          found.push([one.outerHTML.slice(0, 80), node.data.trim().slice(0, 30), box.top - top, bottom - box.bottom]);
          break;
        }
      }
    }
  }
  return found;
}"""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_its_screen(kind: str, lang: str, address: str, page: Page) -> None:
    page.goto(f"{address}{LANGS[lang]}{KINDS[kind]}")
    settle(page)
    if kind == "faq":
        page.click("[data-kb-all]")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(DRAWN)
        assert page.evaluate(WIDE) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert lang != "ur" or page.evaluate(CUT) == [], width
    page.locator(".kb-menu summary").click()
    assert page.evaluate(WIDE) == []
    assert lang != "ur" or page.evaluate(CUT) == []
    page.keyboard.press("Escape")


# Where the words of the heading end, whichever lines they take.
HEADING = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector("h1"));
  return range.getBoundingClientRect().bottom;
}"""
WINDOWS = {"a phone": (360, 740), "1280 × 1024 at 400 %": (320, 256)}


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("lang", LANGS)
def test_the_heading_is_seen_without_scrolling(
    lang: str, window: str, address: str, browser: Browser
) -> None:
    width, height = WINDOWS[window]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-29T09:00:00Z")
    # Each as the first page that a reader sees: every notice is new.
    page.add_init_script(FORGET)
    for kind, path in KINDS.items():
        page.goto(f"{address}{LANGS[lang]}{path}")
        page.evaluate(DRAWN)
        assert kind == "lost" or page.locator("[data-notice]:not([hidden])").count() >= 1
        assert page.evaluate(HEADING) <= height, kind
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
    context.close()


def box_of(page: Page, name: str) -> dict[str, float]:
    box = page.locator(name).bounding_box()
    assert box, name
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


# The longest line of text in widths of a zero, and how much of the window's width is used.
MEASURE = """() => {
  const longest = Math.max(...[...document.querySelectorAll("article :is(p, li):not([class])")].map((element) => {
    const zero = new OffscreenCanvas(1, 1).getContext("2d");
    const style = getComputedStyle(element);
    zero.font = `${style.fontSize} ${style.fontFamily}`;
    return element.getBoundingClientRect().width / zero.measureText("0").width;
  }));
  const boxes = [...document.querySelectorAll(".kb-page > *, .kb-beside > *")].map((e) => e.getBoundingClientRect());
  const used = boxes.filter((box) => box.width);
  const [left, right] = [Math.min(...used.map((b) => b.left)), Math.max(...used.map((b) => b.right))];
  return [longest, (right - left) / innerWidth];
}"""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("width", "share"), [(1280, 0.95), (1920, 0.75)])
def test_a_desktop_uses_its_width(
    width: int, share: float, lang: str, address: str, page: Page
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for kind in ("standard", "faq", "policy", "procedure"):
        page.goto(f"{address}{LANGS[lang]}{KINDS[kind]}")
        page.evaluate(DRAWN)
        main, toc, contact, aside, feedback = (
            box_of(page, name)
            for name in (".kb-main", ".kb-toc", ".kb-contact", ".kb-aside", ".kb-feedback")
        )
        columns = [aside, main, toc] if lang in ("en", "hi") else [toc, main, aside]
        for left, right in pairwise(columns):
            assert left["x"] + left["width"] < right["x"], kind
        assert contact["x"] == toc["x"] and contact["y"] > toc["y"]
        assert toc["y"] < 300 and main["y"] == aside["y"]
        longest, used = page.evaluate(MEASURE)
        assert longest <= 76 and used >= share, kind
        assert feedback["width"] <= 39 * 17
    # The menu of the branches stands beside each of them; a list of all needs none.
    for kind, part in (("branch", 0.7), ("branches", 0.95), ("survey", 0.95)):
        page.goto(f"{address}{LANGS[lang]}{KINDS[kind]}")
        page.evaluate(DRAWN)
        assert box_of(page, "main")["width"] >= part * min(width, 88 * 17), kind
        assert page.locator(".kb-toc").count() == 0


@pytest.mark.parametrize("lang", LANGS)
def test_home_has_two_columns_where_there_is_room(lang: str, address: str, page: Page) -> None:
    for width, columns in ((1280, 2), (360, 1)):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}{LANGS[lang]}")
        page.evaluate(DRAWN)
        asked, tasks = (box_of(page, name) for name in (".kb-popular", ".kb-tasks"))
        assert (asked["y"] == tasks["y"]) == (columns == 2)
        assert columns == 2 or asked["y"] < tasks["y"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_phone_has_room_for_its_fingers_and_words(lang: str, address: str, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}{LANGS[lang]}faq/branches/#opening-hours")
    page.click("[data-kb-choose]")
    page.click("dialog [data-id=manama]")
    expect(page.locator(".kb-applied")).to_be_visible()
    page.click(".kb-langs summary")
    assert page.evaluate(WIDE) == []
    page.keyboard.press("Escape")
    page.click("[data-kb-choose]")
    expect(page.locator("dialog .kb-choice")).to_have_count(5)
    assert violations(page) == []
    assert page.evaluate(WIDE) == []
    assert lang != "ur" or page.evaluate(CUT) == []
    page.evaluate("localStorage.clear()")


def test_cut_ink_would_be_found(address: str, page: Page) -> None:
    page.goto(f"{address}ur/faq/returns/")
    page.evaluate("document.fonts.ready")
    page.evaluate(
        "const h = document.querySelector('h1'); h.style.overflow = 'hidden'; h.style.lineHeight = 0.8"
    )
    assert page.evaluate(CUT) != []


SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def put_away(page: Page) -> None:
    """Put all notices away, those first that folded on a phone."""
    if page.locator("[data-kb-unfold]:visible").count():
        page.click("[data-kb-unfold]:visible")
    while page.locator(".kb-bulletin:visible").count():
        page.locator("[data-kb-away]:visible").first.click()


@pytest.mark.parametrize("lang", ["en", "ur"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_opens(
    width: int, lang: str, address: str, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = patient(context.new_page())
    page.goto(f"{address}{LANGS[lang]}")
    page.add_init_script(SHIFTS)
    for notices in ("new", "seen", "away"):
        for kind in ("home", "faq", "standard"):
            if notices == "new":
                page.evaluate("localStorage.clear()")
            page.goto(f"{address}{LANGS[lang]}{KINDS[kind]}")
            settle(page)
            page.evaluate(DRAWN)
            assert page.evaluate("window.shift") <= 0.02, (notices, kind)
            count = page.locator(".kb-bulletin:visible").count()
            assert (count == 0) == (notices == "away"), kind
        if notices == "seen":
            put_away(page)
    context.close()


@pytest.mark.parametrize("kind", ["faq", "standard", "survey", "section", "page", "branch"])
def test_a_page_that_is_half_there_stands_where_it_will(
    kind: str, address: str, page: Page
) -> None:
    def half(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().partition("</main>")[0])

    page.set_viewport_size({"width": 1280, "height": 800})
    url = f"{address}{KINDS[kind]}"
    page.goto(url)
    page.evaluate(DRAWN)
    whole = page.locator("h1").bounding_box()
    page.route(url, half)
    page.goto(url)
    page.evaluate(DRAWN)
    assert page.locator("footer").count() == 0
    assert page.locator("h1").bounding_box() == whole
    page.unroute(url)


def test_a_warning_has_the_colour_of_warnings(address: str, page: Page) -> None:
    for path, box, colour in (
        ("procedures/book-a-repair/", ".warning", "--kb-warn"),
        ("policies/returns/", ".note", "--kb-info"),
    ):
        page.goto(address + path)
        seen, meant = page.locator(f".admonition{box}").evaluate(
            """(box, colour) => {
              const edge = getComputedStyle(box).borderInlineStartColor;
              box.style.color = `var(${colour})`;
              return [edge, getComputedStyle(box).color];
            }""",
            colour,
        )
        assert seen == meant, box
