"""axe-core and IBM's checker, both with the rules of WCAG 2.2, in a page that a test has open.

Run as a module, this fetches IBM's, which comes from npm alone.
"""

from __future__ import annotations

import os
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import npm

IBM = ("accessibility-checker-engine", "4.0.34")

# Neither the size of targets (WCAG 2.5.8) nor the label in the name (2.5.3) is looked for by itself.
AXE = {
    "rules": {
        "target-size": {"enabled": True},
        "label-content-name-mismatch": {"enabled": True},
    },
    "resultTypes": ["violations"],
}

JUDGED = {
    "blockquote_cite_exists": "asks of every quotation whether it is one",
    "element_tabbable_unobscured": "links of a closed menu; tests/theme/test_access.py goes through a page with Tab",
    "element_tabbable_visible": "the skip link, which is seen when it has the focus",
    "form_submit_button_exists": "buttons without a type, which send as well (HTML, 4.10.6)",
    "input_label_visible": "buttons with an icon, and the search field beside its button (technique G167)",
    "style_color_misuse": "asks of every stylesheet; what is chosen differs by a line, a mark or weight as well",
    "style_focus_visible": "asks of every element; tests/theme/test_access.py looks for the ring",
    "style_viewport_resizable": "asks of every stylesheet; tests/theme/test_access.py doubles the letters",
    "text_contrast_sufficient": "the triangle of a value that varies is drawn beside its words, not behind",
    "text_block_heading": "the company's name in the foot, short paragraphs: they head nothing",
    "text_sensory_misuse": "asks of words like 'below' and 'large'; authors write those of order and size",
    "widget_tabbable_exists": "links beside headings, which the keyboard passes over; the list of headings leads there",
}
"""What IBM's checker asks a person to look at, and what one has seen. """

MISTAKEN = {
    "table_headers_exists": "the heads of a table that is a list on a phone are out of sight, not out of "
    "the tree: tests/theme/test_access.py counts them there",
}
"""Failures that IBM's checker finds and that are none."""

RUN = f"""async () => {{
  const report = await new ace.Checker().check(document, ["WCAG_2_2"]);
  return report.results
    .filter((one) => one.value[0] === "VIOLATION" && one.value[1] !== "PASS")
    .filter((one) => !{list(MISTAKEN)}.includes(one.ruleId))
    .filter((one) => one.value[1] === "FAIL" || !{list(JUDGED)}.includes(one.ruleId))
    .map((one) => `IBM ${{one.ruleId}} (${{one.value[1]}}): ${{one.message}} ${{one.snippet.slice(0, 200)}}`);
}}"""


@cache
def ibm() -> str:
    """Return IBM's script; without it the test is skipped, or fails where all is required."""
    folder = npm.find(*IBM)
    if folder is None:
        reason = "no IBM checker; run: python -m tests.checkers"
        if "KBGEN_BROWSER_REQUIRED" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)
    return (folder / "ace.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """Return what keeps people out of the page as it stands."""
    axe = Axe().run(page, options=AXE).response["violations"]
    found = [f"axe {one['id']}: {node['html'][:200]}" for one in axe for node in one["nodes"]]
    page.evaluate(f"{ibm()}; window.ace = ace; 0")
    return found + list(page.evaluate(RUN))


if __name__ == "__main__":
    print("IBM's checker:", npm.fetch(*IBM))
