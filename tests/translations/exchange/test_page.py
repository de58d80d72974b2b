"""The page to read or to print."""

from __future__ import annotations

import re
from pathlib import Path

from kbgen.commands.exchange import translate_out
from tests.sites import write_site
from tests.translations.exchange.sites import FACTS, PAGE, commit, read, record_all


def test_texts_stand_side_by_side_with_what_changed(tmp_path: Path) -> None:
    project = write_site(tmp_path, FACTS + PAGE)
    record_all(project)
    commit(project)
    page = project.root / "content/en/faq/returns.md"
    page.write_text(page.read_text("utf-8").replace("Call us.", "Call <them>."), "utf-8")
    html = translate_out(read(project), "ur", "html")[0].decode()
    row = next(one for one in html.split("<tr>") if "faq/returns#else:1" in one)
    assert "Call <del>us</del><ins>&lt;them&gt;</ins>." in row
    assert '<td lang="ur-PK" dir="rtl">' in row and "ہمیں کال کریں۔" in row
    assert '<td lang="en" dir="auto">' in row
    assert '<bdi dir="ltr" class="fact">{{ refund.time }}</bdi> = <bdi>7 دن</bdi>' in html
    assert not re.search(r"(?:src|href|url)\s*[=(]", html)  # nothing is loaded
