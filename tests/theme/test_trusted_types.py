"""No script of the site turns text into HTML or code, and browsers hold it to that."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from kbgen.output.nodes import Nodes, nodes_of
from tests.browser import patient
from tests.conftest import REPOSITORY

# The sinks of Trusted Types, and similar functions: https://www.w3.org/TR/trusted-types/
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc|"
    r"setHTML|parseHTML|DOMParser|\beval\b|new Function|set(?:Timeout|Interval)\([\"'`]|"
    r"insertHTML|new (?:Shared)?Worker|serviceWorker|importScripts|\.src = |XSLTProcessor"
)
EXPECTED = {
    "diagrams.js": [".src = ", "DOMParser"],
    "search-client.js": ["new Worker"],
    "live.js": ["DOMParser"],
}
"""Each of them through a policy."""


def test_scripts_parse_no_text() -> None:
    scripts = [*(REPOSITORY / "theme/scripts").glob("*.js"), REPOSITORY / "kbgen/serve/live.js"]
    assert len(scripts) > 10
    found = {file.name: SINKS.findall(file.read_text("utf-8")) for file in scripts}
    assert {name: sinks for name, sinks in found.items() if sinks} == EXPECTED


def test_pages_hold_no_script_but_files() -> None:
    for file in (REPOSITORY / "theme").rglob("*.html"):
        text = file.read_text("utf-8")
        assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", text) or "ld+json" in text, file
        assert not re.search(r"\son[a-z]+=|<style|\sstyle=", text), file


LISTEN = """
window.blocked = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.blocked.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
WITHOUT = "delete window.trustedTypes;"


@pytest.mark.parametrize("has_trusted_types", [True, False])
def test_all_that_builds_elements_works(
    browser: Browser, help_address: str, has_trusted_types: bool
) -> None:
    """Under the policy as a host sends it; and in a browser that knows no Trusted Types."""
    context = browser.new_context(bypass_csp=not has_trusted_types, reduced_motion="reduce")
    context.add_init_script(LISTEN if has_trusted_types else LISTEN + WITHOUT)
    problems: list[str] = []
    page = patient(context.new_page())
    page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{help_address}faq/pin/")
    assert page.evaluate("Boolean(window.trustedTypes)") is has_trusted_types
    page.click("[data-kb-all]")
    answers = page.locator(".kb-answers")
    before = answers.evaluate("(one) => one.innerHTML")
    page.click("[data-kb-choose]")
    icon = page.locator("dialog.kb-chooser [data-close] svg")
    assert (
        icon.evaluate("(one) => [one.namespaceURI, one.firstChild.namespaceURI]")
        == ["http://www.w3.org/2000/svg"] * 2
    )
    assert icon.bounding_box()["width"] > 10  # type: ignore[index] # it is shown
    page.click("dialog [data-id=riyadh]")
    expect(answers).to_contain_text("for 7 days")
    expect(page.locator("a[href='tel:+966115550180'] bdi[dir=ltr]").first).to_be_attached()
    expect(answers.locator("[data-fact=line] bdi[dir=ltr]")).to_have_text("+966 11 555 0180")
    page.click("[data-kb-choose]")
    page.click("dialog [data-none]")
    expect(answers).to_contain_text("for 14 days")
    assert answers.evaluate("(one) => one.innerHTML").replace(' class=""', "") == before
    page.keyboard.press("/")
    expect(page.locator("dialog.kb-finder input")).to_be_focused()
    page.keyboard.type("pin")
    expect(page.locator("dialog.kb-finder .kb-results a").first).to_be_visible()
    assert len(page.workers) == 1  # and is answered off the page's thread
    page.keyboard.press("Escape")
    page.goto(f"{help_address}search/?q=pin")
    expect(page.locator("main .kb-results a").first).to_be_visible()
    assert (page.evaluate("blocked"), problems) == ([], [])
    context.close()


@pytest.mark.parametrize(
    ("html", "nodes"),
    [
        ("", []),
        ("a &lt;b&gt; &amp;amp;", ["a <b> &amp;"]),
        ("<b>a</b> c", [["b", {}, "a"], " c"]),
        ("<input required><i></i>", [["input", {"required": ""}], ["i", {}]]),
        (
            '<svg viewBox="0 0 1 1"><use href="a#b"/></svg>',
            [["svg", {"viewBox": "0 0 1 1"}, ["use", {"href": "a#b"}]]],
        ),
        # As a template of someone's own may be: what is not closed ends with what it is in.
        ("<p><b>a</p>c</i>", [["p", {}, ["b", {}, "a"]], "c"]),
        ("<!-- no --><p title='\"'>", [["p", {"title": '"'}]]),
    ],
)
def test_html_as_data(html: str, nodes: Nodes) -> None:
    assert nodes_of(html) == nodes
