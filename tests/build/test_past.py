"""Earlier editions of policies stay at their addresses, as they were, and nothing lists them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.test_build import differences
from tests.conftest import MakeSite
from tests.past_site import DAY, FACTS, FIRST, PAGES, SECOND, SITE
from tests.sites import Project

AT = "as-of/2026-03-01/policies/delivery/"


@pytest.fixture
def project(site: MakeSite) -> Project:
    built = site(SITE)
    built.build("--as-of", DAY)
    return built


def text(project: Project, page: str) -> str:
    return project.text(page).replace("\xa0", " ")


def test_an_earlier_edition_has_the_values_of_its_last_day(project: Project) -> None:
    words = text(project, AT)
    assert "We deliver in 5 days." in words
    assert "The fee is AED 27." in words
    assert "Saudi Arabia SAR 15" in words
    assert "Harbour AED 5 It is near." in words
    assert "AED 30" not in words and "AED 25" not in words
    assert "1 March 2026 until 31 October 2026" in words
    assert "Version 2.0" in words
    assert "5 دن" in text(project, f"ur/{AT}")


def test_its_title_has_them_too(project: Project) -> None:
    html = project.html(AT).replace("\xa0", " ")
    assert "<title>Delivery for AED 27 – Test</title>" in html
    assert ">Delivery for <span" in html or "Delivery for" in text(project, AT)


def test_a_language_that_it_did_not_have_shows_the_source(project: Project) -> None:
    assert 'lang="en" dir="ltr"' in project.article(f"hi/{AT}")
    assert "The fee is" in text(project, f"hi/{AT}")


def test_its_links_lead_to_where_things_are_today(project: Project) -> None:
    article = project.article(AT)
    assert (
        '<a href="../../../../faq/pin/#length">codes</a>, gone, <a href="#fees">us</a>' in article
    )
    assert '<a href="https://example.com/">the web</a> and A cat.' in article
    assert '<a href="../../../../faq/pin/#length">پن</a>' in project.article(f"ur/{AT}")
    note = re.search(r'<aside class="kb-edition".*?</aside>', article, re.S)
    assert note and 'href="../../../../policies/delivery/"' in note[0]


def test_search_engines_and_lists_do_not_have_it(project: Project) -> None:
    site = project.root / "site"
    html = project.html(AT)
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="https://help.example.com/{AT}">' in html
    assert "hreflang=" not in html.partition("</head>")[0]
    assert 'id="kb-feedback"' not in html
    naming = {
        file.relative_to(site).as_posix()
        for file in site.rglob("*")
        if file.is_file() and b"as-of/" in file.read_bytes()
    }
    pages = {f"{prefix}policies/delivery/index.html" for prefix in ("", "ur/", "ar/", "hi/")}
    earlier = {f"{prefix}{AT}index.html" for prefix in ("", "ur/", "ar/", "hi/")}
    first = {path.replace("2026-03-01", "2025-01-01") for path in earlier}
    assert naming <= pages | earlier | first
    assert "Old text" not in (site / "api/answers.json").read_text("utf-8")
    assert not any(b"Old text" in file.read_bytes() for file in (site / "search").rglob("*.json"))
    assert not (site / "as-of/index.html").exists()


def test_the_page_of_today_lists_its_editions_and_what_changed(project: Project) -> None:
    html = project.article("policies/delivery/")
    listed = re.search(r'<details class="kb-versions".*?</details>', html, re.S)
    assert listed
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", listed[0])).replace("\xa0", " ")
    newest, middle, oldest = words.split("Version ")[1:]
    assert "From 1 November 2026" in words and newest.startswith("3.0")
    assert "Changed: The beginning of the page" in newest
    assert "New: Fresh" in newest and "Removed: Old" in newest
    assert "Changed: Fees" not in newest
    assert "Delivery fee: AED 30 (before: AED 27)" in newest.replace(" :", ":")
    assert "(Saudi Arabia)" in newest and "SAR 20 (before: SAR 15)" in newest
    assert middle.startswith("2.0") and "AED 27 (before: AED 10)" in middle
    assert "New: Old" in middle
    assert oldest.startswith("1.0") and "before" not in oldest
    assert f'href="../../{AT}#old"' in listed[0]


def test_a_changed_value_without_a_name_counts_for_its_section(site: MakeSite) -> None:
    now = PAGES.replace("We bring it for {{ fee }} in {{ days }}.", "We deliver in {{ days }}.")
    before = re.sub(r" See \[codes.*?cat\.png\)\.", "", SECOND, flags=re.S)
    built = site(f"{FACTS}{now}{before}")
    built.build("--as-of", DAY)
    assert "Changed: The beginning of the page" in text(built, "policies/delivery/")


def test_a_page_without_earlier_editions_lists_none(site: MakeSite) -> None:
    built = site(SITE.replace("effective: 2026-11-01", "effective: 2026-03-01", 1))
    built.build("--as-of", "2026-11-20")
    assert "2025" in text(built, "policies/delivery/")
    assert not (built.root / "site/as-of/2026-03-01").exists()
    shutil.rmtree(built.root / "history/policies/delivery/2025-01-01")
    built.build("--as-of", DAY)
    assert "kb-versions" not in built.html("policies/delivery/")


def test_a_day_before_an_edition_does_not_know_it(site: MakeSite) -> None:
    built = site(SITE.replace("effective: 2026-11-01", "effective: 2025-06-01", 1))
    built.build("--as-of", "2026-01-10")
    assert (built.root / "site/as-of/2025-01-01/policies/delivery/index.html").exists()
    assert not (built.root / "site/as-of/2026-03-01").exists()


def test_a_page_that_has_moved_takes_its_editions_along(project: Project) -> None:
    result = project.run("move", "policies/delivery", "policies/shipping")
    assert result.exit_code == 0, result.output
    project.build("--as-of", DAY)
    assert 'href="../../../../policies/shipping/"' in project.article(AT)
    assert f'href="../../{AT}"' in project.article("policies/shipping/")


def test_a_page_that_is_gone_leaves_its_editions(project: Project) -> None:
    for lang in ("en", "ur"):
        (project.root / f"content/{lang}/policies/delivery.md").unlink()
    project.build("--as-of", DAY)
    words = text(project, AT)
    assert "This version applied from 1 March 2026 and is no longer valid." in words
    assert "This page is no longer part of our help." in words
    assert "from 1 January 2025 until 28 February 2026" in text(
        project, "as-of/2025-01-01/policies/delivery/"
    )


def replacing(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        file = root / path
        before = file.read_text("utf-8")
        assert old in before
        file.write_text(before.replace(old, new), "utf-8")

    return edit


STATE = "history/policies/delivery/2026-03-01"
EDITS: dict[str, Callable[[Path], None]] = {
    "text": replacing(f"{STATE}/en.md", "Old text.", "Older text."),
    "translation": replacing(f"{STATE}/ur.md", "پرانی", "بہت پرانی"),
    "value": replacing(f"{STATE}/edition.yml", "27 AED", "28 AED"),
    "place": replacing(f"{STATE}/edition.yml", "en: Harbour", "en: The harbour"),
    "version": replacing(f"{STATE}/edition.yml", 'version: "2.0"', 'version: "2.2"'),
    "day": replacing(
        "content/en/policies/delivery.md", "effective: 2026-11-01", "effective: 2026-11-05"
    ),
    "target": lambda root: (root / "content/en/faq/pin.md").unlink(),
    "new value": replacing("content/facts.yml", "30 AED", "31 AED"),
    "title": replacing("content/en/policies/delivery.md", "title: Delivery", "title: Our delivery"),
    "gone": lambda root: shutil.rmtree(root / "history/policies/delivery/2025-01-01"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_a_warm_build_gives_the_bytes_of_a_cold_one(
    project: Project, edit: Callable[[Path], None]
) -> None:
    edit(project.root)
    project.build("--as-of", DAY)
    project.build("--as-of", DAY, "--no-cache", "--site-dir", "cold")
    assert differences(project.root / "site", project.root / "cold") == []


def test_nothing_is_built_again_without_a_change(project: Project) -> None:
    assert "Nothing changed" in project.run("build", "--as-of", DAY).stdout
    EDITS["text"](project.root)
    assert "Nothing changed" not in project.run("build", "--as-of", DAY).stdout
    assert "Older text" in project.html(AT)


def test_verify_proves_it_and_notices_what_was_tampered_with(project: Project) -> None:
    assert project.run("verify", "site", "--as-of", DAY).exit_code == 0
    file = project.root / "site" / AT / "index.html"
    file.write_text(file.read_text("utf-8").replace("Old text", "Odd text"), "utf-8")
    result = project.run("verify", "site", "--as-of", DAY)
    assert result.exit_code == 1
    assert f"{AT}index.html" in result.stdout


def test_verify_notices_an_edition_that_never_was(project: Project) -> None:
    forged = project.root / "site/as-of/2026-04-01/policies/delivery/index.html"
    forged.parent.mkdir(parents=True)
    shutil.copy(project.root / "site" / AT / "index.html", forged)
    result = project.run("verify", "site", "--as-of", DAY)
    assert result.exit_code == 1
    assert "a build would not write this page" in result.stdout


def test_other_plugins_get_it_as_a_page(site: MakeSite) -> None:
    built = site(SITE)
    file = built.root / "mkdocs.yml"
    file.write_text(
        file.read_text("utf-8").replace("plugins:", "hooks: [hook.py]\nplugins:"), "utf-8"
    )
    (built.root / "hook.py").write_text("def on_post_page(output, page, config): return output\n")
    built.build("--as-of", DAY)
    assert "The fee is AED 27." in text(built, AT)
    assert 'href="../../../../faq/pin/#length"' in built.article(f"ur/{AT}")
    assert "as-of" not in built.html("faq/pin/")


def test_history_of_another_kind_in_the_folder_is_left_alone(site: MakeSite) -> None:
    built = site(f"{FACTS}{PAGES}-- history/notes.md --\nOurs.\n-- history/a/b.txt --\nx\n")
    built.build("--as-of", DAY)
    assert not (built.root / "site/as-of").exists()


def test_a_site_without_history_is_as_before(site: MakeSite) -> None:
    built = site(f"{FACTS}{PAGES}")
    built.build("--as-of", DAY)
    assert "kb-versions" not in built.html("policies/delivery/")
    assert FIRST not in built.html("policies/delivery/")


def test_a_page_of_the_content_at_such_an_address_stays(site: MakeSite) -> None:
    own = "-- content/en/as-of/2026-03-01/policies/delivery.md --\n---\ntitle: Mine\n---\nMine.\n"
    built = site(f"{FACTS}{PAGES}{SECOND}{own}")
    built.build("--as-of", DAY)
    assert "Mine." in text(built, AT)
    assert "kb-versions" not in built.html("policies/delivery/")
