"""The hint for a dead link repairs it."""

from __future__ import annotations

import pytest

from tests.conftest import MakeSite

PAGES = """\
-- content/en/faq/refunds.md --
---
title: Refunds
---
## When? {#when}

Soon.
-- content/en/policies/shipping.md --
---
title: Shipping
---
"""
HOW = "write the path of the page that you mean, such as ../faq/refunds.md, or take the link out"
HINTS = {
    "[x](refunds.md)": "did you mean ../faq/refunds.md?",
    "[x](refunds.md#when)": "did you mean ../faq/refunds.md?",
    "[x](../old/refunds.md#when)": "did you mean ../faq/refunds.md?",
    "[x](refund.md#when)": "did you mean ../faq/refunds.md?",
    "[x](delivery.md)": HOW,
    "[x](../faq/refunds.md#wen)": "did you mean 'when'?",
    "[x](../faq/refunds.md#delivery)": "give the heading this id: {#…}",
    "[x](../faq/refunds.md#when)": "",
    "[x](../faq/refunds.md)": "",
}


@pytest.mark.parametrize("link", HINTS)
def test_the_hint_for_a_link_that_leads_nowhere(link: str, site: MakeSite) -> None:
    found = site(f"{PAGES}{link}\n").check()
    hints = [one["hint"] for one in found if one["code"] in ("KB301", "KB302")]
    assert hints == [HINTS[link]][: bool(HINTS[link])]
