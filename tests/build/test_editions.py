"""A later text of a page holds from its day on: on every page, in every list, for machines."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.edition_site import SITE, TODAY
from tests.sites import CONFIG, Project, write_site

EVE, DAY = "2027-02-28", "2027-03-01"
FEE = "-- content/facts.yml --\nfee: {money: 10 AED}\n"
LATER = "policies/returns.from-2027-03-01"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return write_site(tmp_path_factory.mktemp("editions") / "project", SITE)


@pytest.fixture(scope="module")
def sites(project: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the day of a build → the site."""
    found = {}
    for day in (EVE, DAY):
        folder = tmp_path_factory.mktemp("built") / "site"
        project.build("--as-of", day, "--site-dir", str(folder))
        found[day] = folder
    return found


def text(site: Path, path: str) -> str:
    return (site / path).read_text("utf-8")


def answers(site: Path, lang: str = "") -> dict[str, dict[str, object]]:
    found = json.loads(text(site, f"{lang}api/answers.json"))["answers"]
    return {one["id"]: one for one in found}


def test_both_days_are_proven(project: Project, sites: dict[str, Path]) -> None:
    for built, days in {EVE: (EVE, DAY), DAY: (DAY, "2027-03-02")}.items():
        for day in days:
            result = project.run("verify", str(sites[built]), "--as-of", day)
            assert result.exit_code == 0, f"{built} {day}: {result.output}"


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        ("", "A return is free.", "A return costs"),
        ("ur/", "واپسی مفت ہے۔", "واپسی کی فیس"),
        ("ar/", "الإرجاع مجاني.", "رسوم الإرجاع"),
        ("hi/", "वापसी मुफ़्त है।", "वापसी का शुल्क"),
    ],
)
def test_the_page_has_the_text_of_its_day(
    sites: dict[str, Path], lang: str, before: str, after: str
) -> None:
    page = f"{lang}policies/returns/index.html"
    assert before in text(sites[EVE], page)
    assert after not in text(sites[EVE], page)
    assert before not in text(sites[DAY], page)
    assert after in text(sites[DAY], page)
    assert after in text(sites[EVE], f"{lang}{LATER}/index.html")


def test_the_later_text_has_the_values_of_its_day(sites: dict[str, Path]) -> None:
    assert "30 days" in text(sites[EVE], f"{LATER}/index.html")
    assert "14 days" not in text(sites[EVE], f"{LATER}/index.html")
    assert "changed on" not in text(sites[EVE], f"{LATER}/index.html")


def test_until_its_day_the_later_text_is_for_readers_alone(sites: dict[str, Path]) -> None:
    site = sites[EVE]
    assert '<meta name="robots" content="noindex">' in text(site, f"{LATER}/index.html")
    for path in ("sitemap-en.xml", "sitemap-ur.xml", "llms.txt", "feed.xml", "addresses.txt"):
        if (site / path).exists():
            assert "from-2027" not in text(site, path), path
    assert "noindex" not in text(site, "policies/returns/index.html")


def test_its_address_leads_to_the_page_afterwards(sites: dict[str, Path]) -> None:
    moved = text(sites[DAY], f"{LATER}/index.html")
    assert 'content="0; url=../returns/"' in moved


def test_answers_tell_their_days(sites: dict[str, Path]) -> None:
    before, after = answers(sites[EVE]), answers(sites[DAY])
    old, new = before["policies/returns#fees"], before[f"{LATER}#fees"]
    assert old["valid_until"] == EVE
    assert old["next"] == {"valid_from": DAY, "facts": []}
    assert new["valid_from"] == DAY
    assert after["policies/returns#fees"]["valid_from"] == DAY
    assert f"{LATER}#fees" not in after


def test_the_next_build_is_on_its_day(project: Project) -> None:
    result = project.run("build", "--next", "--as-of", EVE)
    assert result.stdout.strip() == DAY
    assert f"{LATER} starts" in result.stderr


def test_a_text_is_secret_until_it_is_announced(tmp_path: Path) -> None:
    secret = SITE.replace("effective: 2027-03-01", "effective: 2027-03-01\nannounced: 2027-02-01")
    project = write_site(tmp_path / "project", secret)
    project.build("--as-of", "2027-01-31")
    files = [file for file in (project.root / "site").rglob("*") if file.is_file()]
    found = [file.name for file in files if b"from-2027" in file.read_bytes()]
    assert found == []
    assert "valid_until" not in answers(project.root / "site")["policies/returns#gifts"]
    assert project.run("build", "--next", "--as-of", "2027-01-31").stdout.strip() == "2027-02-01"
    project.build("--as-of", "2027-02-01")
    assert "A new version" in text(project.root / "site", "policies/returns/index.html")


def test_a_day_of_the_cache_is_not_that_of_another(tmp_path: Path) -> None:
    project = write_site(tmp_path / "project", SITE)
    later = project.root / "content/en" / f"{LATER}.md"
    page = project.root / "site/policies/returns/index.html"
    project.build("--as-of", EVE)
    assert "Refunds" in page.read_text("utf-8")
    later.write_text(later.read_text("utf-8").replace("Refunds", "Money back"), "utf-8")
    project.build("--as-of", EVE)
    assert "Money back" in page.read_text("utf-8"), "what changes is told of the text of today"
    project.build("--as-of", DAY)
    assert "Money back goes" in page.read_text("utf-8") or "Money back" in page.read_text("utf-8")
    project.build("--as-of", EVE)
    assert "A return is free." in page.read_text("utf-8")


def test_links_lead_to_the_text_of_the_day(sites: dict[str, Path]) -> None:
    for site in sites.values():
        assert 'href="../../policies/returns/#fees"' in text(site, "faq/all/index.html")


def test_a_link_to_the_file_of_a_later_text_holds_on_every_day(tmp_path: Path) -> None:
    linked = SITE.replace("[the rules](../policies/returns.md", f"[the rules](../{LATER}.md")
    project = write_site(tmp_path / "project", linked)
    project.build("--as-of", EVE)
    page = project.root / "site/faq/all/index.html"
    assert f'href="../../{LATER}/#fees"' in page.read_text("utf-8")
    project.build("--as-of", DAY)
    assert 'href="../../policies/returns/#fees"' in page.read_text("utf-8")


def test_a_new_page_may_begin_on_a_day(tmp_path: Path) -> None:
    project = write_site(
        tmp_path / "project",
        """\
-- content/en/policies/points.from-2027-03-01.md --
---
title: Points
effective: 2027-03-01
---
You get points.
-- content/en/faq/points.md --
---
title: Points
---
## May I? {#may}

Soon: [points](../policies/points.md).
""",
    )
    project.build("--as-of", EVE)
    site = project.root / "site"
    later = "policies/points.from-2027-03-01/"
    assert f'href="../../{later}"' in text(site, "faq/points/index.html")
    assert "applies from" in text(site, f"{later}index.html")
    assert not (site / "policies/points").exists()
    project.build("--as-of", DAY)
    assert 'href="../../policies/points/"' in text(site, "faq/points/index.html")


def test_today_alone_is_as_if_there_were_no_later_text(tmp_path: Path) -> None:
    """What search engines and machines are told of the other pages is the same."""
    project = write_site(tmp_path / "a", TODAY)
    project.build("--as-of", EVE)
    with_later = write_site(tmp_path / "b", SITE)
    with_later.build("--as-of", EVE)
    for path in ("sitemap-en.xml", "llms.txt", "faq/all/index.html", "ur/faq/all/index.html"):
        assert text(project.root / "site", path) == text(with_later.root / "site", path)


def test_a_review_that_is_due_does_not_stop_a_strict_build_at_night(tmp_path: Path) -> None:
    config = re.sub(r".*locale: (ur|ar|hi).*\n", "", CONFIG)
    config = config.replace("  - kbgen\n", "  - kbgen: {prove: true}\n")
    due = "-- content/en/faq/a.md --\n---\ntitle: A\nreview_by: 2026-01-01\n---\n{{ fee }}.\n"
    project = write_site(tmp_path / "project", f"-- mkdocs.yml --\n{config}{FEE}{due}")
    result = project.run("build", "--strict")
    assert "warning KB453" in result.output
    assert (project.root / "site/index.html").exists()
