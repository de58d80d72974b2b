"""Each rule of the theme's styles is for something on the example site, or says for whom it is.

A comment says so before the rule, or as the first of its sheet: `/* for: sites with tabs */`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import patient, settle
from tests.serving import serve
from tests.sites import Project
from tests.theme.test_styles import SHEETS

_COMMENT = r"/\*((?:(?!\*/).)*)\*/"
_RULE = re.compile(rf"""(?:{_COMMENT}\s*)?((?:"[^"]*"|[^{{}};/"])+)\{{""", re.S)
# What a reader does at the moment, and parts that are no elements: any element may have them.
_PASSING = re.compile(r"::[\w-]+|:(?:hover|active|focus(?:-\w+)?|checked)(?![\w-])")


@dataclass(frozen=True)
class Rule:
    place: str
    selector: str
    matched: str
    """The selector of the elements that it may ever hold for."""
    has_reason: bool


def read_rules() -> Iterator[Rule]:
    for sheet in SHEETS:
        css = sheet.read_text("utf-8")
        is_whole = "for: " in css.partition("*/")[0]
        for match in _RULE.finditer(css):
            comment, selector = match[1] or "", " ".join(match[2].split())
            if not selector.startswith("@"):
                line = css.count("\n", 0, match.start(2)) + 1
                yield Rule(
                    f"{sheet.name}:{line}",
                    selector,
                    _lasting(selector),
                    is_whole or "for: " in comment,
                )


def _lasting(selector: str) -> str:
    """Return a selector without what passes.

    >>> _lasting("a:hover, .b :checked + span::before, c:not(:hover)")
    'a, .b * + span, c'
    """
    # Where nothing is left of an element, it may be any.
    rest = re.sub(rf"(?<=[\s(])(?:{_PASSING.pattern})+(?=[\s,):]|$)", "*", f" {selector}")
    return re.sub(r":(?:not|has)\(\*?\)", "", _PASSING.sub("", rest)).strip()


RULES = list(read_rules())
QUERIES = [rule.matched for rule in RULES]
# Whether each selector matches something in a page as it stands.
MATCHED = "(queries) => queries.map((one) => document.querySelector(one) !== null)"
# The same of files, with what scripts take from their templates.
WRITTEN = """([files, queries]) => {
  const found = queries.map(() => false);
  for (const file of files) {
    const page = new DOMParser().parseFromString(file, "text/html");
    const roots = [page, ...[...page.querySelectorAll("template")].map((one) => one.content)];
    queries.forEach((one, at) => (found[at] ||= roots.some((root) => root.querySelector(one))));
  }
  return found;
}"""


class Seen:
    """Which rules were of use so far."""

    def __init__(self) -> None:
        self.found: set[int] = set()

    def add(self, matched: list[bool]) -> None:
        self.found |= {number for number, is_it in enumerate(matched) if is_it}

    def look(self, page: Page) -> None:
        self.add(page.evaluate(MATCHED, QUERIES))


# What readers do; at each `yield`, the page is looked at as it stands.


def choose_display(page: Page) -> Iterator[None]:
    for choice in ("scheme][value=light", "face][value=naskh", "scheme][value=dark"):
        page.locator(f"input[name=kb-{choice}]").check()
        yield


def search(page: Page) -> Iterator[None]:
    page.click("#kb-home-find")
    page.fill("#kb-ask", "رقم")
    expect(page.locator("dialog .kb-results mark").first).to_be_visible()
    yield
    page.fill("#kb-ask", "qzxv")
    expect(page.locator("dialog [data-nothing]")).to_be_visible()
    yield


def choose_branch(page: Page) -> Iterator[None]:
    page.click("[data-kb-choose]")
    page.click("dialog [data-id=riyadh]")
    expect(page.locator(".kb-applied")).to_be_visible()
    page.click("[data-kb-choose]")
    expect(page.locator("dialog [aria-pressed=true]")).to_be_visible()
    yield


def open_notices(page: Page) -> Iterator[None]:
    page.wait_for_function("localStorage.getItem('kb.seen')?.trim().includes(' ')")  # two of them
    page.reload()
    yield
    page.click("[data-kb-unfold]:visible")
    yield


def share(page: Page) -> Iterator[None]:
    page.click("[data-anchor] summary")
    page.click("[data-kb-share]:visible")
    expect(page.locator(".kb-shared")).to_be_visible()
    yield


def make_mistakes(page: Page) -> Iterator[None]:
    page.check("[name=callback][value=yes]")
    page.fill("[type=tel]", "call me")
    page.click(".kb-form [type=submit]")
    expect(page.locator(".kb-error").first).to_be_visible()
    yield
    for question in page.locator(".kb-question:has([required])").all():
        question.locator("input").first.check()
    page.fill("[type=tel]", "+971 50 123 4567")
    page.click(".kb-form [type=submit]")
    expect(page.locator(".kb-status--good")).to_be_visible()
    yield


def follow_link(page: Page) -> Iterator[None]:
    expect(page.locator(":target")).to_be_attached()
    yield


def see_results(page: Page) -> Iterator[None]:
    expect(page.locator("main .kb-results a").first).to_be_visible()
    yield


def see_hours(page: Page) -> Iterator[None]:
    expect(page.locator("[data-kb-state=open]").first).to_be_visible()
    page.click("[data-kb-pick]")
    expect(page.locator("[data-kb-pick][aria-pressed=true]")).to_be_visible()
    yield
    page.clock.set_fixed_time(LATER)
    page.reload()
    settle(page)
    yield


ACTS: list[tuple[str, int, Callable[[Page], Iterator[None]]]] = [
    ("ur/", 1280, choose_display),
    ("ur/", 1280, search),
    ("ur/policies/delivery/", 1280, choose_branch),
    ("", 360, open_notices),
    ("faq/returns/", 360, share),
    ("surveys/visit/", 360, make_mistakes),
    ("ar/branches/riyadh/", 1280, see_hours),
    ("search/?q=refund", 1280, see_results),
    ("policies/returns/#refund", 1280, follow_link),
]
MOMENT = "2026-11-30T11:00:00+03:00"
LATER = "2026-12-02T11:00:00+03:00"
"""A Monday at which branches are open, and a day on which one keeps other hours."""


def test_a_rule_is_of_use_on_the_example_site_or_says_for_whom(
    nahr: Project, browser: Browser
) -> None:
    seen = Seen()
    files = [file.read_text("utf-8") for file in (nahr.root / "site").rglob("*.html")]
    with browser.new_context() as context:
        seen.add(context.new_page().evaluate(WRITTEN, [files, QUERIES]))
    for address in serve(nahr.root / "site", browser=browser):
        for path, width, act in ACTS:
            with browser.new_context(viewport={"width": width, "height": 740}) as context:
                context.grant_permissions(["clipboard-read", "clipboard-write"])
                page = patient(context.new_page())
                page.clock.set_fixed_time(MOMENT)
                page.goto(address + path)
                settle(page)
                for _ in act(page):
                    seen.look(page)
    unused = [rule for number, rule in enumerate(RULES) if number not in seen.found]
    shown = [f"{rule.place} {rule.selector}" for rule in unused if not rule.has_reason]
    assert not shown, "\n".join(shown)


@pytest.mark.parametrize(
    ("selector", "lasting"),
    [
        ("a:hover, .b :checked + span::before", "a, .b * + span"),
        (":focus-visible", "*"),
        (".a :focus:not(:focus-visible) + b", ".a * + b"),
        (".a label:has(:checked)", ".a label"),
        (".a:is(:hover, :focus)", ".a:is(*, *)"),
        (".a:not([href])", ".a:not([href])"),
    ],
)
def test_what_passes_is_left_out_of_a_selector(selector: str, lasting: str) -> None:
    assert _lasting(selector) == lasting
