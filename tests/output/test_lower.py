"""Styles for old browsers: equivalent where possible, else the nearest equivalent."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from kbgen.output.colour import palette_css
from kbgen.output.lower import lower_style
from kbgen.output.minify import minify_style
from tests.conftest import REPOSITORY
from tests.serving import serve
from tests.sites import Project

# CSS Logical Properties 1 (§ 4), CSS Positioned Layout 3 (inset), CSS Text Decoration 4 (§ 2.4).
TABLE = [
    ("margin-inline:auto", "margin-inline-start:auto;margin-inline-end:auto"),
    ("padding-block:1px calc(2px + (1px*2))", "padding-block-start:1px;padding-block-end:calc(2px + (1px*2))"),
    ("margin-block:0!important", "margin-block-start:0!important;margin-block-end:0!important"),
    ("border-inline:1px solid red", "border-inline-start:1px solid red;border-inline-end:1px solid red"),
    ("border-block-color:red blue", "border-block-start-color:red;border-block-end-color:blue"),
    ("inset:0", "top:0;right:0;bottom:0;left:0"),
    ("inset:1px 2px", "top:1px;right:2px;bottom:1px;left:2px"),
    ("inset:1px 2px 3px", "top:1px;right:2px;bottom:3px;left:2px"),
    ("inset:1px 2px 3px 4px", "top:1px;right:2px;bottom:3px;left:4px"),
    ("inset-block:1px", "top:1px;bottom:1px"),
    ("inset-block-end:max(1px,2px)", "bottom:max(1px,2px)"),
    ("text-decoration:underline", "text-decoration:underline"),
    (
        "text-decoration:underline dotted 1px red",
        "text-decoration:underline;text-decoration-style:dotted;text-decoration-thickness:1px;text-decoration-color:red",
    ),
    ("align-items:start", "align-items:flex-start"),
    ("justify-content:space-between", "justify-content:space-between"),
    ("overflow-x:clip", "overflow-x:hidden;overflow-x:clip"),
    ("overflow:hidden", "overflow:hidden"),
    ('content:"/" / ""', 'content:"/";content:"/" / ""'),
    ("width:fit-content", "width:-moz-fit-content;width:fit-content"),
    ("max-height:min(44rem,100dvh)", "max-height:min(44rem,100vh);max-height:min(44rem,100dvh)"),
    ("inset-block-start:10svh", "top:10vh;top:10svh"),
    ("--gap:margin-inline:auto", "--gap:margin-inline:auto"),
    ('content:"inset:0;}{"', 'content:"inset:0;}{"'),
    ("background:url(a;b.png)", "background:url(a;b.png)"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "lowered"), TABLE, ids=[row[0] for row in TABLE])
def test_a_declaration_is_written_as_old_browsers_know_it(written: str, lowered: str) -> None:
    assert lower_style(f"a{{{written}}}") == f"a{{{lowered}}}"
    around = f"@media print{{b{{color:red}}a{{{written};color:red}}}}c{{}}"
    assert lower_style(around).startswith(around.replace(written, lowered))


# Rules that are added at the end, for browsers without the original declaration.
LATE = [
    (
        "a,b{inset-inline:1px 2px}",
        "@supports not (inset:0){a,b{left:1px;right:2px}"
        "[dir=rtl] a,[dir=rtl] b{left:2px;right:1px}"
        "[dir=rtl] [dir=ltr] a,[dir=rtl] [dir=ltr] b{right:2px;left:1px}}",
    ),
    (
        "@media print{.a{inset-inline-start:1px}}",
        "@supports not (inset:0){@media print{.a{left:1px}}"
        "@media print{[dir=rtl] .a{left:auto;right:1px}}"
        "@media print{[dir=rtl] [dir=ltr] .a{right:auto;left:1px}}}",
    ),
    (
        "a{float:inline-end}",
        "@supports not (float:inline-end){a{float:right}[dir=rtl] a{float:left}"
        "[dir=rtl] [dir=ltr] a{float:right}}",
    ),
    (
        "a{border-start-start-radius:1px}",
        "@supports not (border-start-start-radius:0){a{border-top-left-radius:1px}"
        "[dir=rtl] a{border-top-right-radius:1px}"
        "[dir=rtl] [dir=ltr] a{border-top-left-radius:1px}}",
    ),
    ("a{display:flex;gap:1px}", "@supports not (inset:0){a>:not(:last-child){margin-inline-end:1px}}"),
    (
        "a{display:flex;flex-wrap:wrap;gap:1px 2px}",
        "@supports not (inset:0){a>:not(:last-child){margin-inline-end:2px}a>*{margin-block-end:1px}}",
    ),
    (
        "a{display:flex}@media print{a{flex-direction:column;row-gap:1px}}",
        "@supports not (inset:0){@media print{a>:not(:last-child){margin-block-end:1px}}}",
    ),
    ("a{overflow-wrap:anywhere}", "@supports not (overflow-wrap:anywhere){a{word-break:break-word}}"),
    ("a{display:grid;gap:1px}b{gap:1px}", ""),
]  # fmt: skip


@pytest.mark.parametrize(("css", "late"), LATE, ids=[row[0] for row in LATE])
def test_what_depends_on_direction_or_has_no_other_name_comes_last(css: str, late: str) -> None:
    found = re.search(r"@supports.*", lower_style(css))
    assert (found[0] if found else "") == late


# In a browser that knows everything

PAGES = (
    "",
    "faq/returns/",
    "procedures/return-an-item/",
    "branches/",
    "surveys/visit/",
    "no/page/",
)
NAMES = (
    *("margin", "padding", "border", "border-radius", "inset", "position", "inline-size"),
    *("block-size", "max-block-size", "min-block-size", "float", "overflow"),
    *("text-decoration", "content", "gap"),
)
STYLES = """names => [...document.querySelectorAll("*")].flatMap((one) =>
  ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(one, part);
    const box = JSON.stringify(one.getBoundingClientRect());
    return [one.tagName, one.className, part, box, ...names.map((name) => style.getPropertyValue(name))].join("|");
  }))"""


@pytest.fixture(scope="module")
def address(nahr: Project, browser: Browser) -> Iterator[str]:
    yield from serve(nahr.root / "site", browser=browser)


def unlowered() -> str:
    styles = sorted((REPOSITORY / "theme/styles").glob("*.css"))
    joined = "\n".join(file.read_text("utf-8") for file in styles) + palette_css("#00796b")
    return re.sub(r"url\([^)]*\)", "url(none)", minify_style(joined))


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", ["", "ur/"])
def test_new_browsers_see_the_same(lang: str, width: int, browser: Browser, address: str) -> None:
    written = unlowered()
    shown = [seen(css, lang, width, browser, address) for css in (written, lower_style(written))]
    assert shown[0] == shown[1]
    # As Safari 14.0 reads it, but for its margins in place of gaps: left and right where they belong.
    old = re.sub(r"(?<=[{;])inset-[a-z-]*:[^;}]*;?", "", lower_style(written))
    old = old.replace("@supports not (inset:0)", "@media all")
    old = re.sub(r"[^{}]*>(\*|:not\(:last-child\))\{margin-[a-z-]*end:[^}]*\}", "", old)
    assert "inset-" not in old and "[dir=rtl]" in old
    assert seen(old, lang, width, browser, address) == shown[0]


def seen(css: str, lang: str, width: int, browser: Browser, address: str) -> list[str]:
    """Return how each element of the pages is styled and where it stands."""
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.route("**/*.js", lambda route: route.abort())
    page.route(
        "**/assets/kb/kb.*.css", lambda route: route.fulfill(body=css, content_type="text/css")
    )
    found: list[str] = []
    for path in PAGES:
        page.goto(f"{address}{lang}{path}")
        found += page.evaluate(STYLES, NAMES)
    page.close()
    return found
