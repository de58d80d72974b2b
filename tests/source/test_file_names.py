"""Files that are pages to MkDocs are pages, at its addresses, whatever they are called."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from mkdocs.structure.files import File

from tests.conftest import MakeSite
from tests.sites import Project

POOR = [
    "How to return",
    "iOS_14+ (Encrypted)",
    "Q&A",
    "100% cotton",
    "C# and F#",
    "What?",
    "It's here",
    'A "quoted" name',
    "واپسی",
    "Über uns",
    "a;b=c,d",
    "[draft] x",
]


def write(project: Project, name: str, text: str) -> None:
    file = project.root / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


@pytest.fixture
def poor(site: MakeSite) -> Project:
    project = site("-- content/en/b.md --\n# B\n")
    for name in POOR:
        write(project, f"en/help/{name}.md", f"# Page {name}\n\nText.\n")
        write(project, f"ur/help/{name}.md", "# صفحہ\n\nمتن۔\n")
    links = "".join(f"- [x](help/{quote(name)}.md)\n" for name in POOR)
    write(project, "en/a.md", f"# A\n\n{links}")
    return project


def test_a_poor_file_name_is_built_where_mkdocs_builds_it(poor: Project) -> None:
    found = [(one["severity"], one["code"]) for one in poor.check()]
    assert found == [("warning", "KB110")] * (2 * len(POOR))
    poor.build()
    for name in POOR:
        file = File(f"help/{name}.md", "", "", use_directory_urls=True)
        assert (poor.root / "site" / file.dest_uri).is_file(), name
        assert (poor.root / "site/ur" / file.dest_uri).is_file(), name


def test_its_address_is_written_in_percent_wherever_it_stands(poor: Project) -> None:
    out = poor.build()
    links = re.findall(r'href="([^"]*help/[^"]+)"', poor.article("a"))
    base = "https://help.example.com/"
    sitemap = (out / "sitemap-en.xml").read_text("utf-8")
    sitemap += (out / "sitemap-ur.xml").read_text("utf-8")
    answers = (out / "api/answers.json").read_text("utf-8")
    search = (out / "search/index.json").read_text("utf-8")
    for name in POOR:
        url = File(f"help/{name}.md", "", "", use_directory_urls=True).url
        escaped = url.replace("&", "&amp;").replace("'", "&#39;")
        assert {f"../{url}", f"../{escaped}"} & set(links), (name, links)
        assert f"<loc>{base}{url}</loc>" in sitemap.replace("&#39;", "'"), name
        assert json.dumps(f"{base}{url}")[:-1] in answers, name
        assert url in search, name
        head = poor.html(f"ur/help/{name}")
        assert re.search(rf'hreflang="en" href="{re.escape(base)}{re.escape(url)}"', head) or (
            re.search(rf'href="{re.escape(base)}{re.escape(url)}"[^>]*hreflang="en"', head)
        ), name


def test_the_other_endings_of_markdown_are_pages(site: MakeSite) -> None:
    names = ["a.markdown", "b.mdown", "c.mkdn", "d.mkd"]
    links = "".join(f"[{name}]({name}) " for name in names)
    project = site(
        f"-- content/en/x.md --\n# X\n\n{links}\n"
        "-- content/ur/x.md --\n# ایکس\n\n[a](a.markdown) [b](b.mdown)\n"
        "-- content/ur/a.markdown --\n# الف\n\nمتن۔ [x](x.md)\n"
        + "".join(f"-- content/en/{name} --\n# {name}\n\nIt says {name}.\n" for name in names)
    )
    assert project.check() == []
    result = project.run("build")
    assert result.exit_code == 0 and "WARNING" not in result.output, result.output
    for name in names:
        folder = name.partition(".")[0]
        assert f"It says {name}." in project.text(folder)
        assert f'href="../{folder}/"' in project.article("x")
        assert not (project.root / "site" / name).exists()
    assert "متن" in project.text("ur/a")
    assert 'href="../a/"' in project.article("ur/x") and 'href="../b/"' in project.article("ur/x")


def test_capitals_in_the_ending_are_a_download_and_said_so(site: MakeSite) -> None:
    project = site("-- content/en/x.MD --\n# X\n-- content/en/y.md --\n# Y\n")
    (found,) = project.check()
    assert (found["severity"], found["code"]) == ("warning", "KB110")
    assert "x.md" in found["hint"]
    assert (project.build() / "x.MD").is_file()


@pytest.mark.parametrize(
    ("left_out", "kept"),
    [("README.md", "index.md"), ("x.markdown", "x.md"), ("README.md", "index.markdown")],
)
def test_of_two_files_of_one_page_mkdocs_takes_the_second(
    left_out: str, kept: str, site: MakeSite
) -> None:
    text = "".join(
        f"-- content/en/help/{name} --\n# {name}\n\nFrom {name}.\n" for name in (left_out, kept)
    )
    project = site(text)
    (found,) = project.check()
    assert (found["severity"], found["code"], Path(found["path"]).name) == (
        "warning",
        "KB109",
        left_out,
    )
    project.build()
    page = "help/x" if kept.startswith("x") else "help"
    assert f"From {kept}." in project.text(page)


STRAYS = """\
-- content/about.md --
# About us

Here. [Home](index.md) [Deep](deep/more.md)
-- content/deep/more.md --
# More

There.
-- content/README.md --
# For editors
"""


def test_a_page_beside_the_language_folders_is_one_of_the_default_language(site: MakeSite) -> None:
    project = site(STRAYS)
    found = [(one["severity"], one["code"], one["path"]) for one in project.check()]
    assert ("warning", "KB108", "content/about.md") in found
    assert [code for _, code, path in found if "README" in path] == ["KB109"]
    project.build()
    assert "Here." in project.text("about") and "There." in project.text("deep/more")
    assert 'href="../deep/more/"' in project.article("about")
    assert "Here." in project.text("ur/about")  # static-i18n falls back to the default language
    assert "Welcome" in project.text("")


def test_a_project_with_a_ledger_says_in_what_language_a_page_is(site: MakeSite) -> None:
    project = site(STRAYS + "-- content/facts.yml --\n{}\n-- content/fr/x.md --\n# X\n")
    found = [one["path"] for one in project.check() if one["code"] == "KB108"]
    assert found == [
        "content/README.md",
        "content/about.md",
        "content/deep/more.md",
        "content/fr/x.md",
    ]


def test_a_folder_of_another_language_is_one_of_the_default_language(site: MakeSite) -> None:
    project = site("-- content/fr/x.md --\n# X\n\nBonjour.\n")
    (found,) = project.check()
    assert (found["severity"], found["code"]) == ("warning", "KB108")
    project.build()
    assert "Bonjour." in project.text("fr/x")


def test_a_control_character_is_left_out_where_nothing_is_proven(site: MakeSite) -> None:
    page = "-- content/en/x.md --\n# X\n\nBefore\bafter.\n"
    project = site(page)
    (found,) = project.check()
    assert f"{found['severity']} {found['code']} {found['line']}" == "warning KB101 3"
    project.build()
    assert "Beforeafter." in project.text("x")
    (found,) = site(f"{page}-- content/facts.yml --\n{{}}\n").check()
    assert (found["severity"], found["code"]) == ("error", "KB101")
