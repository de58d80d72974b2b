"""Every door opens in a browser that lacks a feature: of the baseline's browsers, or by its reader's choice.

A feature is taken from a new Chromium: its name is deleted before any script runs, its rules and
declarations are taken out of the stylesheet as a browser that does not know them leaves them out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import patient

PHONE, DESKTOP = 360, 1280
LANGS = {"en": "", "ur": "ur/"}
RIYADH = {"en": "Riyadh", "ur": "ریاض"}
SHEET = re.compile(r".*/assets/kb/kb\.[0-9a-f]+\.css")

Strip = Callable[[str], str]
Pages = Callable[[str, "Lack", int], Page]


def declarations(pattern: str) -> Strip:
    """Take out the declarations whose text a pattern matches from its beginning."""
    return lambda css: re.sub(rf"(?<=[{{;])(?:{pattern})[^;}}]*;?", "", css)


def rules(selector: str) -> Strip:
    """Take out the rules in whose selectors something stands: one unknown spoils them all."""
    return lambda css: re.sub(rf"(?<=[{{}}])[^{{}}@]*{selector}[^{{}}]*{{[^{{}}]*}}", "", css)


def blocks(condition: str) -> Strip:
    """Take out @media … { … } whose condition cannot be read."""
    return lambda css: re.sub(
        rf"@media[^{{]*(?:{condition})[^{{]*{{(?:[^{{}}]*{{[^{{}}]*}})*}}", "", css
    )


def asked(condition: str) -> Strip:
    """Let `@supports not (…)` hold, and `@supports (…)` not."""
    return lambda css: css.replace(f"@supports not ({condition})", "@media all")


# As elements that no browser knows: no style of their own, for which ours would count.
UNKNOWN_DIALOG = """@layer old{dialog{all:unset;display:inline}dialog::backdrop{display:none}}"""
NO_DIALOG = """
for (const name of ["show", "showModal", "close"]) delete HTMLDialogElement.prototype[name];
delete HTMLDialogElement.prototype.open;
delete window.HTMLDialogElement;
"""
# A gap between flexible boxes, which `@supports` cannot distinguish from one in a grid.
NO_GAP = """
new MutationObserver(() => {
  for (const one of document.querySelectorAll("*")) {
    if (/flex/.test(getComputedStyle(one).display) && one.style.gap !== "0px") one.style.setProperty("gap", "0px", "important");
  }
}).observe(document, {childList: true, subtree: true, attributes: true});
"""


@dataclass(frozen=True)
class Lack:
    """What a browser does not have, and how it is without it."""

    script: str = ""
    strips: tuple[Strip, ...] = ()
    adds: str = ""
    blocked: str = ""
    allows: str = ""

    def stylesheet(self, css: str) -> str:
        for strip in self.strips:
            css = strip(css)
        return css + self.adds

    def __or__(self, other: Lack) -> Lack:
        return Lack(
            self.script + other.script,
            self.strips + other.strips,
            self.adds + other.adds,
            self.blocked or other.blocked,
        )


def without(*names: str) -> Lack:
    """Return a browser without globals ("Worker") or members ("navigator.share")."""
    lines = []
    for name in names:
        owner, _, member = name.rpartition(".")
        place = f"window.{owner}" if owner else "window"
        lines.append(
            f"for (let o = {place}; o; o = Object.getPrototypeOf(o)) delete o[{member!r}];"
        )
    return Lack("".join(lines))


NEWER = {
    "dialog": Lack(NO_DIALOG, adds=UNKNOWN_DIALOG),
    "inset, flex gap": Lack(NO_GAP, (declarations("inset[a-z-]*:"), asked("inset:0"))),
    "logical shorthands": Lack(
        strips=(declarations("(margin|padding|border|scroll-margin|scroll-padding)-(inline|block):"),)
    ),
    "aspect-ratio": Lack(strips=(declarations("aspect-ratio:"),)),
    ":has": Lack(
        strips=(rules(":has"), lambda css: css.replace("@supports selector(:has(*))", "@media not all"))
    ),
    ":focus-visible": Lack(strips=(rules(":focus-visible"),)),
    "media ranges": Lack(strips=(blocks("[<>]"),)),
    "inline-start": Lack(strips=(declarations("float:inline"), asked("float:inline-start"))),
    "dvh": Lack(strips=(declarations(r"[a-z-]+:[^;}]*\d[dsl]v[hw]"),)),
    "overflow: clip": Lack(strips=(declarations("overflow(-[xy])?: ?clip"),)),
    "alternative texts": Lack(strips=(declarations("content:[^;}]*/"),)),
    "fit-content": Lack(strips=(declarations("[a-z-]+: ?fit-content"),)),
    "start in flexible boxes": Lack(strips=(declarations("(align|justify)-[a-z]+: ?(start|end)"),)),
    "finish": Lack(
        strips=(
            declarations("(accent-color|color-scheme|text-wrap|scroll-[a-z-]+|content-visibility):"),
            declarations("(size-adjust|[a-z-]+-override|font-synthesis[a-z-]*|text-size-adjust):"),
            rules("::(backdrop|details-content)"),
        )
    ),
    "module workers": Lack("{const W = Worker; window.Worker = function (url) { return new W(url); };}"),
    "event.submitter": without("SubmitEvent.prototype.submitter"),
    "navigator.share": without("navigator.share", "navigator.canShare"),
    "navigator.clipboard": without("navigator.clipboard"),
    "navigator.locks": without("navigator.locks"),
    "BroadcastChannel": without("BroadcastChannel"),
    "trustedTypes": without("trustedTypes"),
    "Intl": without(
        *(f"Intl.{name}" for name in ("Segmenter", "ListFormat", "DisplayNames", "DurationFormat"))
    ),
    "newer scripts": without(
        *("Array.prototype.at", "String.prototype.at", "Array.prototype.findLast"),
        *("Array.prototype.toSorted", "Object.hasOwn", "Object.groupBy", "Map.groupBy"),
        *("structuredClone", "crypto.randomUUID", "AbortSignal.timeout", "DecompressionStream"),
        *("HTMLFormElement.prototype.requestSubmit", "requestIdleCallback", "scheduler"),
        *("HTMLElement.prototype.inert", "HTMLElement.prototype.showPopover", "navigation"),
        *("Element.prototype.checkVisibility", "Promise.withResolvers", "Document.parseHTMLUnsafe"),
    ),
}  # fmt: skip
FORBIDDEN = {
    "localStorage": Lack(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
    ),
    "Worker": without("Worker"),
    "dialogs.json": Lack(blocked="**/api/dialogs.json"),
    "modules": Lack(blocked="**/assets/kb/kb.*.js"),
}
LACKS = NEWER | FORBIDDEN


def all_newer() -> Lack:
    lack = Lack()
    for one in NEWER.values():
        lack |= one
    return lack


@pytest.fixture(scope="module")
def pages(browser: Browser, help_address: str) -> Iterator[Pages]:
    """Open a page of the small site in a browser that lacks something."""
    problems: list[str] = []

    def open_(path: str, lack: Lack, width: int) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 740},
            reduced_motion="reduce",
            # Who has no Trusted Types does not enforce them either.
            bypass_csp="trustedTypes" in lack.script,
        )
        page = context.new_page() if lack is LACKS["modules"] else patient(context.new_page())
        page.on("pageerror", lambda error: problems.append(str(error)))
        if lack.script:
            page.add_init_script(lack.script)
        if lack.blocked:
            page.route(lack.blocked, lambda route: route.abort())

        def sheet(route: Route) -> None:
            response = route.fetch()
            route.fulfill(response=response, body=lack.stylesheet(response.text()))

        if lack.strips or lack.adds:
            page.route(SHEET, sheet)
        page.goto(help_address + path)
        return page

    yield open_
    # What a browser says of a module in a worker that knows none.
    assert [one for one in problems if "outside a module" not in one] == []


# Boxes

HEADER = (
    ".kb-brand, .kb-bar > .kb-find, .kb-tools > *, .kb-tabs li, .kb-ribbon > .kb-call, .kb-mine"
)


def boxes(page: Page, selector: str) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of what is seen."""
    found: list[tuple[float, float, float, float]] = page.evaluate(
        """selector => [...document.querySelectorAll(selector)]
          .filter((one) => !one.closest("details:not([open]) > :not(summary)"))
          .map((one) => one.getBoundingClientRect()).filter((box) => box.width && box.height)
          .map((box) => [box.left, box.top, box.right, box.bottom])""",
        selector,
    )
    return found


def assert_fits(page: Page) -> None:
    """Nothing in the header lies over another, and the page does not scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for one, other in combinations(boxes(page, HEADER), 2):
        is_apart = (
            one[2] <= other[0] + 1
            or other[2] <= one[0] + 1
            or one[3] <= other[1] + 1
            or other[3] <= one[1] + 1
        )
        assert is_apart, (one, other)


def assert_inside(page: Page, selector: str, width: int) -> None:
    """What has opened is in the window, is as large as its content asks for, and on top."""
    (box,) = boxes(page, selector)
    assert box[0] >= -1 and box[1] >= -1 and box[2] <= width + 1, box
    assert box[3] <= 741, box
    assert box[2] - box[0] > 120 and box[3] - box[1] > 60, box
    assert page.evaluate(
        """selector => {
          const one = [...document.querySelectorAll(selector)].find((e) => e.offsetWidth);
          const box = one.getBoundingClientRect();
          const at = document.elementFromPoint((box.left + box.right) / 2, box.top + 20);
          return one.contains(at);
        }""",
        selector,
    )


# Doors


def open_menus(page: Page, width: int) -> None:
    for menu in [".kb-langs", *([".kb-menu"] if width == PHONE else [])]:
        page.click(f"{menu} summary")
        assert_inside(page, f"{menu} .kb-panel", width)
        page.click(f"{menu} summary")
        assert not boxes(page, f"{menu} .kb-panel")


def search(page: Page, width: int, lang: str, has_dialog: bool) -> None:
    """Find a page by the dialog or, where there is none, by the page of results."""
    opener = page.locator(".kb-tool--find" if width == PHONE else "#kb-find")
    opener.click()
    if has_dialog:
        expect(page.locator("#kb-ask")).to_be_focused()
        page.fill("#kb-ask", "PIN" if lang == "en" else "پن")
        expect(page.locator("[data-found] .kb-results a").first).to_be_visible()
        assert_inside(page, ".kb-finder", width)
        page.keyboard.press("Escape")
        expect(page.locator(".kb-finder")).to_be_hidden()
        return
    if width == DESKTOP:
        opener.fill("pin")
        opener.press("Enter")
    page.wait_for_url("**/search/**")
    expect(page.locator(".kb-results a, .kb-az a").first).to_be_visible()
    page.go_back()


def choose_branch(page: Page, width: int, lang: str, has_dialog: bool) -> None:
    """Choose one in the dialog; where there is none, the page of branches is what it leads to."""
    page.click("[data-kb-choose]")
    if has_dialog:
        page.locator("dialog [data-id=riyadh]").wait_for()
        assert_inside(page, ".kb-chooser", width)
        page.keyboard.press("Escape")
        expect(page.locator(".kb-chooser")).to_be_hidden()
        expect(page.locator("[data-kb-choose]")).to_be_focused()
        page.click("[data-kb-choose]")
        page.click("dialog [data-id=riyadh]")
        expect(page.locator(".kb-chooser")).to_be_hidden()
        expect(page.locator("[data-kb-mine]")).to_have_text(RIYADH[lang])
        return
    page.wait_for_url("**/branches/")
    assert_fits(page)
    expect(page.locator(".kb-cards a").first).to_be_visible()
    page.go_back()


def read_answers(page: Page) -> None:
    for question in ("first", "third"):
        answer = page.locator(f"[data-anchor={question}]")
        if answer.get_attribute("open") is None:
            answer.locator("summary").click()
        assert boxes(page, f"[data-anchor={question}] > :not(summary)")


def report_a_mistake(page: Page) -> None:
    page.click(".kb-mistake summary")
    page.fill("[name=mistake]", "The number")
    expect(page.locator(".kb-mistake button:not([hidden])").first).to_be_visible()


def walk(open_: Pages, lack: Lack, width: int, lang: str) -> None:
    page = open_(f"{LANGS[lang]}faq/pin/", lack, width)
    assert_fits(page)
    open_menus(page, width)
    read_answers(page)
    report_a_mistake(page)
    search(page, width, lang, has_dialog=not lack.blocked)
    choose_branch(page, width, lang, has_dialog=not lack.blocked)
    assert_fits(page)
    page.context.close()


@pytest.mark.parametrize("lack", LACKS)
def test_every_door_opens_on_a_phone_without(lack: str, pages: Pages) -> None:
    walk(pages, LACKS[lack], PHONE, "ur")


LAID_OUT = [name for name, lack in LACKS.items() if lack.strips or lack.adds or lack.blocked]


@pytest.mark.parametrize("lack", LAID_OUT)
def test_every_door_opens_on_a_desktop_without(lack: str, pages: Pages) -> None:
    walk(pages, LACKS[lack], DESKTOP, "en")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_every_door_opens_without_all_of_them(width: int, lang: str, pages: Pages) -> None:
    walk(pages, all_newer(), width, lang)
