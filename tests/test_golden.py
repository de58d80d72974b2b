"""One page of each kind in each language, to the letter.

When a change is meant, write them anew with KBGEN_WRITE_GOLDEN=1 and read the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.sites import Project

pytestmark = pytest.mark.generator
GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "page": "",
    "standard": "standards/answering",
    "faq": "faq/refunds",
    "policy": "policies/returns",
    "procedure": "procedures/make-a-complaint",
    "survey": "surveys/visit",
    "notice": "notices/welcome",
    "branch": "branches/riyadh",
    "branches": "branches",
}


@pytest.mark.parametrize("lang", ["en", "ur", "ar", "hi"])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_what_it_was(kind: str, lang: str, started: Project) -> None:
    page = PAGES[kind] if lang == "en" else f"{lang}/{PAGES[kind]}"
    html = re.sub(r"\s*\n\s*", "\n", started.article(page)).strip() + "\n"
    html = re.sub(r"(/assets/kb/\w+)\.[0-9a-f]{8}\.", r"\1.HASH.", html)
    golden = GOLDEN / lang / f"{kind}.html"
    if "KBGEN_WRITE_GOLDEN" in os.environ:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(html, "utf-8")
    assert html == golden.read_text("utf-8")
