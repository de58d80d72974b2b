"""`kbgen addresses import`: where the addresses of an older site lead now."""

from __future__ import annotations

import pytest

from tests.conftest import MakeSite
from tests.sites import Project, write_files

PAGES = """\
-- content/en/faq/refunds.md --
---
title: Refunds
---
## When? {#time}

Soon.
-- content/en/faq/opening-hours.md --
---
title: Hours
imported: {file: hours.docx, sha256: "1"}
---
Nine.
-- content/en/faq/delivery.md --
---
title: Delivery
---
Yes.
-- content/en/policies/delivery.md --
---
title: Delivery
effective: 2026-01-01
version: "1"
---
Yes.
-- content/en/policies/index.md --
---
title: Policies
---
All.
"""


@pytest.fixture
def project(site: MakeSite) -> Project:
    return site(PAGES)


def imported(project: Project, files: str, *paths: str) -> tuple[list[str], str]:
    """Return the lines that an import adds, and all that it prints."""
    write_files(project.root, files)
    result = project.run("addresses", "import", *paths)
    assert "Traceback" not in result.output
    listed = project.root / "addresses.txt"
    lines = listed.read_text("utf-8").splitlines() if listed.exists() else []
    return [line for line in lines if "->" in line and not line.startswith("#")], result.output


def test_a_table(project: Project) -> None:
    lines, output = imported(
        project,
        "-- map.csv --\nold;new\n/help/12-foo.html;faq/refunds#time\n"
        "https://old.example/ur/hc/9;/ur/faq/refunds/\n/kb.php;faq/refunds.md\n/p?id=3;faq/refunds\n"
        "/faq/refunds/;x\n/gone;faq/nix\n/out;https://shop.example/\n# no\n\n",
        "map.csv",
    )
    assert lines == [
        "/help/12-foo.html -> faq/refunds#time",
        "/kb.php -> faq/refunds",
        "/out -> https://shop.example/",
        "/ur/hc/9 -> faq/refunds",
    ]
    assert "/kb.php: only rules of a host can lead on" in output
    assert (
        "/p?id=3  # a static host cannot tell addresses apart by their query; map.csv:5" in output
    )
    assert "/gone  # no page is called like 'faq/nix'; map.csv:7" in output
    assert "4 written to addresses.txt, 1 are as before, 2 need a page." in output


SOURCES = [
    (
        "-- sitemap.xml --\n<urlset><url><loc>https://a.example/x/1-Opening_Hours.html</loc></url>"
        "<url><loc><![CDATA[https://a.example/support/policies/delivery/]]></loc></url>"
        "<url><loc>https://a.example/delivery</loc></url></urlset>",
        [
            "/support/policies/delivery/ -> policies/delivery",
            "/x/1-Opening_Hours.html -> faq/opening-hours",
        ],
        "https://a.example/delivery  # it may be faq/delivery or policies/delivery; sitemap.xml:1",
    ),
    (
        "-- _redirects --\n# x\n/a /faq/refunds/ 301!\n/b  id=:id  /faq/refunds  302 Country=ae\n"
        "/c/* /d/:splat\n/e /faq/refunds/#time\n/f /404.html 404\n",
        ["/a -> faq/refunds", "/b -> faq/refunds", "/e -> faq/refunds#time"],
        "/c/*  # it is a pattern, not an address; _redirects:4",
    ),
    (
        "-- mkdocs-old.yml --\nmarkdown: !!python/name:x.y ''\nplugins:\n  - redirects:\n"
        "      redirect_maps:\n        old/refund.md: faq/refunds.md#time\n"
        "        old/index.md: https://example.com/\n",
        ["old -> https://example.com/", "old/refund -> faq/refunds#time"],
        "2 written",
    ),
    (
        "-- docusaurus.config.js --\nexport default {plugins: [['client-redirects', {redirects: [\n"
        "  {to: '/faq/refunds', from: ['/docs/a', \"/docs/b\"]}, // {from: '/no', to: '/x'}\n"
        "  {from: `/docs/c`, to: '/faq/refunds#time'}]}]]}\n",
        ["/docs/a -> faq/refunds", "/docs/b -> faq/refunds", "/docs/c -> faq/refunds#time"],
        "3 written",
    ),
    (
        '-- x.json --\n{"/j": "faq/refunds"}\n',
        ["/j -> faq/refunds"],
        "1 written",
    ),
]


@pytest.mark.parametrize(("files", "expected", "output"), SOURCES)
def test_files_of_other_tools(
    project: Project, files: str, expected: list[str], output: str
) -> None:
    name = files.partition(" --")[0].removeprefix("-- ")
    lines, text = imported(project, files, name)
    assert lines == expected
    assert output in text


def test_a_folder_of_pages(project: Project) -> None:
    lines, output = imported(
        project,
        "-- old/_posts/2020-01-02-refunds.md --\n---\nredirect_from: [/konto/, /a/b.html]\n---\n"
        "-- old/content/delivery/hours.docx.md --\n+++\naliases = ['older', '/x/']\n+++\n"
        "-- old/about.md --\n---\nredirect_to: https://example.com/about\n---\n"
        "-- old/broken.md --\n---\naliases: [\n---\n"
        "-- old/_redirects --\n/r /faq/refunds/\n",
        "old",
    )
    assert lines == [
        "/a/b.html -> faq/refunds",
        "/about/ -> https://example.com/about",
        "/konto/ -> faq/refunds",
        "/r -> faq/refunds",
    ]
    assert "/delivery/older  # no page is called like" in output


def test_an_import_may_be_repeated_and_tried(project: Project) -> None:
    write_files(project.root, "-- map.csv --\n/a,faq/refunds\n")
    assert "would be written" in project.run("addresses", "import", "map.csv", "--dry-run").output
    assert not (project.root / "addresses.txt").exists()
    assert project.run("addresses", "import", "map.csv").exit_code == 0
    first = (project.root / "addresses.txt").read_bytes()
    assert b"\nfaq/refunds#time\n" in first  # the list begins with today's
    assert project.run("addresses", "import", "map.csv").exit_code == 0
    assert (project.root / "addresses.txt").read_bytes() == first
    assert project.check() == []


@pytest.mark.parametrize(
    ("files", "name", "expected"),
    [
        ("-- a.txt --\nx\n", "a.txt", "a.txt is no file of addresses; there can be .csv"),
        ("-- a.csv --\n\n", "a.csv", "no old addresses were found there"),
        ("-- a.json --\n{\n", "a.json", "no old addresses were found there"),
        ("-- addresses.txt --\n<<<<<<< x\n-- a.csv --\n/a,b\n", "a.csv", "KB312"),
    ],
)
def test_what_cannot_be_read_is_told(
    project: Project, files: str, name: str, expected: str
) -> None:
    write_files(project.root, files)
    result = project.run("addresses", "import", name)
    assert result.exit_code in (1, 2)
    assert expected in result.output


def test_a_table_in_another_encoding_is_told(project: Project) -> None:
    (project.root / "a.csv").write_bytes("/ا,faq/refunds".encode("cp1256"))
    assert "a.csv is not UTF-8" in project.run("addresses", "import", "a.csv").output
