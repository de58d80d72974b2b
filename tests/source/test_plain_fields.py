"""Fields above a page without `---`: as MkDocs reads them where there is no ledger."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from kbgen.source.plain_fields import plain_fields
from tests.conftest import MakeSite
from tests.sites import Project, write_files

PIECES = [
    "Title",
    "summary",
    "x-y",
    ":",
    ": ",
    " ",
    "    ",
    "\t",
    "Fees",
    '"',
    "\\",
    "ایک",
    "\n",
    "---",
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_fields_are_those_of_mkdocs(text: str) -> None:
    if text.startswith("---"):
        return  # YAML, for MkDocs
    written, count = plain_fields(text.split("\n"))
    _, wanted = get_data(text)
    assert (yaml.safe_load(written) or {}) == wanted
    assert written.count("\n") + 1 == max(count, 1)


PAGE = "Title: Fees\nDescription: What it costs\n    and when.\nLayout: wide\n\nIt is free.\n"


def test_a_plain_site_reads_them(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        "-- mkdocs.yml --\nsite_name: Help\ntheme: {name: material, font: false}\nplugins: [kbgen]\n"
        f"-- docs/index.md --\n# Home\n\nText.\n-- docs/fees.md --\n{PAGE}",
    )
    project = Project(tmp_path)
    page = (project.build() / "fees/index.html").read_text("utf-8")
    assert "<title>Fees" in page and "What it costs and when." in page
    assert "It is free." in page and "Layout: wide" not in page
    found = [(one["code"], int(one["line"])) for one in project.check()]
    assert ("KB114", 4) in found


def test_with_a_ledger_they_are_an_error(site: MakeSite) -> None:
    project = site(
        f"-- content/facts.yml --\nfee: {{money: 25 AED}}\n-- content/en/fees.md --\n{PAGE}"
    )
    assert [
        (one["code"], int(one["line"])) for one in project.check() if one["code"] == "KB103"
    ] == [("KB103", 1)]
