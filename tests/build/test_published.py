"""What one build publishes: its files, what machines read of them, and what is said while it runs."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path

import brotli
import pytest

from kbgen.output.compress import SMALLEST
from tests.sites import Project, write_files, write_site

TODAY, LATER = "2027-01-15", "2027-02-02"
SITE = """\
-- mkdocs.yml --
site_name: Help
site_description: Answers
site_url: https://help.example.com/
docs_dir: content
theme: {name: material, font: false, custom_dir: own}
plugins:
  - i18n:
      docs_structure: folder
      reconfigure_search: false
      languages:
        - {locale: en, name: English, default: true}
        - {locale: ur, name: اردو}
  - kbgen: {contact: [line], hosting: {compress: true}}
-- own/extra.txt --
own
-- own/logo.svg --
<svg xmlns="http://www.w3.org/2000/svg"><!-- of the theme --></svg>
-- content/facts.yml --
fee: {money: 25 AED, varies: branch}
line: {phone: "+971 4 555 0142"}
-- content/branches/deira.yml --
name: {en: Deira, ur: دیرہ}
region: AE
hours: Mo-Su 10:00-22:00
differs: {fee: {money: 30 AED, reason: {en: Rent, ur: کرایہ}}}
-- content/en/index.md --
---
title: Home
---
Welcome. The [file](file.csv).
-- content/en/faq/fees.md --
---
title: Fees
description: What it costs
updated: 2027-01-10
---
## How much is it? {#much}

It is {{ fee }}.
-- content/ur/faq/fees.md --
---
title: فیس
---
## کتنے کا ہے؟ {#much}

{{ fee }}۔
-- content/en/about.md --
---
title: About
---
Us. ![logo](logo.svg)
-- content/en/notices/soon.md --
---
title: Closed soon
starts: 2027-02-01
ends: 2027-02-03
severity: warning
---
We close.
-- content/en/draft.md --
---
title: Draft
draft: true
---
Not yet.
-- content/en/logo.svg --
<svg xmlns="http://www.w3.org/2000/svg"></svg>
-- content/en/file.csv --
a,b
"""
NO_FILES_OF_A_SITE = """\
README.md notes.md more/notes.markdown notes.mdown notes.mkdn notes.mkd .hidden more/.hidden
script.py more/script.pyc partials/own.html mkdocs_theme.yml locales/ur.txt sitemap.xml
""".split()
"""What a theme's folder holds that MkDocs publishes of none."""
SITE += "".join(f"-- own/{name} --\nleft out\n" for name in NO_FILES_OF_A_SITE)
PAGES = """\
index.html about/index.html faq/index.html faq/fees/index.html notices/index.html
notices/soon/index.html branches/index.html branches/deira/index.html search/index.html 404.html
api/answers.json api/branches.json api/branches/deira.json api/branch-facts/deira.json
api/dialogs.json feed.xml llms.txt search/index.json
""".split()
OF_SITE = """\
_headers robots.txt sitemap.xml sitemap-en.xml sitemap-ur.xml api/upcoming.json logo.svg file.csv
extra.txt
""".split()


def published(project: Project) -> dict[str, bytes]:
    """Return the files of a site but for kbgen's own and compressed copies."""
    folder = project.root / "site"
    return {
        name: file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and (name := file.relative_to(folder).as_posix())
        and not name.startswith("assets/kb/")
        and file.suffix not in (".br", ".gz")
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = write_site(tmp_path_factory.mktemp("published") / "project", SITE)
    result = project.run("build", "--as-of", TODAY, "--jobs", "1")
    assert result.exit_code == 0, result.output
    (project.root / "said").write_text(result.output)
    return project


def test_every_page_has_its_place_in_every_language(project: Project) -> None:
    # A page that nobody may see yet is nowhere; the Urdu site has what Urdu lacks in English.
    assert set(published(project)) == {*PAGES, *(f"ur/{name}" for name in PAGES), *OF_SITE}


def test_the_title_of_a_list_is_its_heading(project: Project) -> None:
    assert b"<h1>Questions and answers</h1>" in published(project)["faq/index.html"]


def test_the_build_says_what_it_did_and_when_to_build_again(project: Project) -> None:
    text = (project.root / "said").read_text()
    assert re.search(r"^Built 20 pages in [\d.]+ s: site/$", text, re.M), text
    assert "Build again on 2027-02-01: notices/soon starts" in text
    assert re.findall(r"^Rendering (\w+) \((\d+) of 18 pages done\)$", text, re.M) == [
        ("en", "9"),
        ("ur", "18"),
    ]


LLMS = """\
# Help

> Answers

## Home

- [Home](https://help.example.com/)
- [About](https://help.example.com/about/)

## Questions and answers

- [Questions and answers](https://help.example.com/faq/): Short answers to what customers ask most.
- [Fees](https://help.example.com/faq/fees/): What it costs

## Notices

- [Notices](https://help.example.com/notices/): What is new, and what is changing.
- [Closed soon](https://help.example.com/notices/soon/)

## Branches

- [Branches](https://help.example.com/branches/): Deira
- [Deira](https://help.example.com/branches/deira/): every day from 10:00 AM to 10:00 PM

## Optional

- [answers.json](https://help.example.com/api/answers.json): Every answer as data (JSON)
"""


def test_language_models_are_given_every_page_that_is_written(project: Project) -> None:
    found = published(project)
    assert found["llms.txt"].decode().replace("\u202f", " ").replace("\xa0", " ") == LLMS
    urdu = found["ur/llms.txt"].decode()
    assert "https://help.example.com/ur/faq/fees/" in urdu and "about" not in urdu
    assert "https://help.example.com/ur/api/answers.json" in urdu


def test_machines_are_told_where_the_pages_are(project: Project) -> None:
    found = {name: content.decode() for name, content in published(project).items()}
    assert "Sitemap: https://help.example.com/sitemap.xml" in found["robots.txt"]
    places = re.findall(r"<loc>https://help\.example\.com/(.*?)</loc>", found["sitemap-en.xml"])
    pages = [name for name in PAGES if name.endswith("index.html") and "search" not in name]
    assert sorted(places) == sorted(name.removesuffix("index.html") for name in pages)
    assert "faq/fees/</loc><lastmod>2027-01-10" in re.sub(r"\s+", "", found["sitemap-en.xml"])
    changes = json.loads(found["api/upcoming.json"])["changes"]
    assert [(one["day"], one["what"], one["change"]) for one in changes] == [
        ("2027-02-01", "notices/soon", "starts"),
        ("2027-02-04", "notices/soon", "ends"),
    ]


def test_answers_have_the_values_of_the_company_and_of_the_branch(project: Project) -> None:
    found = published(project)
    for place, value in (("api/answers.json", "25"), ("api/branches/deira.json", "30")):
        for prefix in ("", "ur/"):
            assert f"{value}".encode() in found[f"{prefix}{place}"], (prefix, place)
    assert b"faq/fees#much" in found["api/answers.json"]
    assert b"AED\xc2\xa025" in found["faq/fees/index.html"]


def test_the_search_finds_what_pages_say_and_no_draft(project: Project) -> None:
    for prefix, question, price in (
        ("", "How much is it?", "25"),
        ("ur/", "کتنے کا ہے؟", "25"),
    ):
        texts = (project.root / f"site/{prefix}search/index.json").read_text("utf-8")
        assert question in texts and price in texts
        assert "Not yet" not in texts


def test_files_are_published_as_they_are_and_the_contents_own_first(project: Project) -> None:
    found = published(project)
    assert found["extra.txt"] == b"own\n" and found["file.csv"] == b"a,b\n"
    assert b"of the theme" not in found["logo.svg"]


def test_text_that_is_long_enough_has_compressed_copies(project: Project) -> None:
    folder = project.root / "site"
    texts = {".html", ".css", ".js", ".json", ".xml", ".txt", ".svg"}
    for file in folder.rglob("*"):
        if not file.is_file() or file.suffix in (".br", ".gz"):
            continue
        content, copy = file.read_bytes(), file.with_name(f"{file.name}.br")
        assert copy.exists() is (file.suffix in texts and len(content) >= SMALLEST), file
        if copy.exists():
            assert brotli.decompress(copy.read_bytes()) == content
            assert gzip.decompress(copy.with_suffix(".gz").read_bytes()) == content


def build(project: Project, *args: str) -> tuple[dict[str, bytes], set[str], str]:
    """Build again; return the files, those that are not the ones that stood, and what is said."""
    folder = project.root / "site"
    before = {file: file.stat().st_ino for file in folder.rglob("*") if file.is_file()}
    result = project.run("build", "--jobs", "1", *args)
    assert result.exit_code == 0, result.output
    after = {file: file.stat().st_ino for file in folder.rglob("*") if file.is_file()}
    others = {file for file in after if before.get(file) != after[file]}
    names = {file.relative_to(folder).as_posix() for file in others}
    return published(project), names, result.output


@pytest.fixture
def copy(project: Project, tmp_path: Path) -> Project:
    """The same project, built from its cache, for a test that changes it."""
    copied = write_site(tmp_path / "project", SITE)
    copied.run("build", "--as-of", TODAY, "--jobs", "1")
    assert published(copied) == published(project)
    return copied


def test_what_has_not_changed_is_not_written_again(copy: Project) -> None:
    same, others, text = build(copy, "--as-of", TODAY)
    assert others == set() and "nothing" in text.lower()
    write_files(copy.root, "-- content/en/about.md --\n---\ntitle: About\n---\nThem.\n")
    found, others, _ = build(copy, "--as-of", TODAY)
    changed = {name for name in found if found[name] != same[name]}
    written = {name for name in others if not name.startswith("assets/kb/")}
    assert {name.removesuffix(".br").removesuffix(".gz") for name in written} == changed
    assert {"about/index.html", "ur/about/index.html"} <= changed
    assert not [name for name in changed if "faq/" in name or "notices/" in name]
    cold = build(copy, "--as-of", TODAY, "--no-cache", "--site-dir", "site")[0]
    assert cold == found


def test_results_that_were_removed_are_made_again(copy: Project) -> None:
    for folder in (copy.root / ".cache/kbgen").glob("[0-9a-f][0-9a-f]"):
        shutil.rmtree(folder)
    page = copy.root / "content/ur/faq/fees.md"
    page.write_text(f"{page.read_text('utf-8')}\nاور کچھ نہیں۔\n", "utf-8")
    found, _, _ = build(copy, "--as-of", TODAY)
    assert found == build(copy, "--as-of", TODAY, "--no-cache", "--site-dir", "site")[0]


def test_what_a_build_no_longer_makes_is_removed(copy: Project) -> None:
    page = "-- content/en/index.md --\n---\ntitle: Home\n---\n{}\n"
    write_files(copy.root, page.format("Hello. The [file](file.csv)."))
    build(copy, "--as-of", TODAY)
    # The next build brings the site before this one up to date, which has all that goes now.
    (copy.root / "content/en/about.md").unlink()
    (copy.root / "content/en/file.csv").unlink()
    write_files(copy.root, page.format("Welcome."))
    found, _, _ = build(copy, "--as-of", TODAY)
    gone = {"about/index.html", "ur/about/index.html", "file.csv"}
    assert set(found) == {*PAGES, *(f"ur/{name}" for name in PAGES), *OF_SITE} - gone
    assert not (copy.root / "site/about").exists()


def test_on_another_day_other_changes_are_to_come(copy: Project) -> None:
    found, _, text = build(copy, "--as-of", LATER)
    assert "Build again on 2027-02-04: notices/soon is over" in text
    changes = json.loads(found["api/upcoming.json"])["changes"]
    assert [one["day"] for one in changes] == ["2027-02-04"]


def test_a_site_may_bring_its_own_robots_txt(copy: Project) -> None:
    write_files(copy.root, "-- content/en/robots.txt --\nours\n-- content/_headers --\n/*\n")
    found, _, _ = build(copy, "--as-of", TODAY)
    assert found["robots.txt"] == b"ours\n"
