"""Sites of others, in the shapes that static-i18n and MkDocs allow, built by adding the plugin."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import Project, reported, write_site

PLAIN = """\
site_name: Test
site_url: https://help.example.com/
docs_dir: docs
theme: {{name: material}}
{top}plugins:
  - i18n:
      docs_structure: folder
{i18n}      languages:
        - {{locale: en, name: English, default: true}}
{languages}  - kbgen
"""
URDU = "        - {locale: ur, name: اردو}\n"


def config(top: str = "", i18n: str = "", languages: str = URDU) -> str:
    text = PLAIN.format(top=top, i18n=i18n, languages=languages)
    return f"-- mkdocs.yml --\n{text}"


def write(root: Path, text: str) -> Project:
    """Write a site whose home page is no file of content/."""
    project = write_site(root, text)
    for file in (root / "content").rglob("*"):
        if file.is_file():
            file.unlink()
    return project


def titles(project: Project, page: str) -> tuple[str, str]:
    """Return (<h1>, the title of the window without the site's name) as text."""
    html = project.html(page)
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.S)
    window = re.search(r"<title>(.*?)</title>", html, re.S)
    assert heading and window
    bare = (re.sub(r"<[^>]+>|[\u2066-\u2069]", "", found[1]) for found in (heading, window))
    first, second = bare
    return first, second.partition(" – ")[0]


def pages(project: Project) -> list[str]:
    """Return the addresses of the pages of the content and of the lists that are made of them."""
    made = {"search/", "ur/search/"}
    found = (
        f.parent.relative_to(project.root / "site") for f in project.root.glob("site/**/index.html")
    )
    addresses = (f"{one.as_posix()}/".removeprefix("./") for one in found)
    return sorted(address for address in addresses if address not in made)


def links(project: Project, page: str) -> list[str]:
    """Return the addresses that the text of a page links."""
    found = re.search(r"(?s)<h1.*?</h1>(.*?)(?:<section|</article>)", project.html(page))
    assert found
    return re.findall(r'<a (?!class)[^>]*?href="([^"]*)"', found[1])


NAV = """\
nav:
  - Start: index.md
  - Shop:
      - Card at the till: pay_card.md
      - iOS_14+.md
      - FAQs.md
      - with-title.md
"""


def test_titles_of_pages_without_a_heading(tmp_path: Path) -> None:
    # MkDocs: the title of nav, translated; else the file's name, whose capitals stay.
    ur = "        - locale: ur\n          name: اردو\n          nav_translations: {Card at the till: دکان پر کارڈ}\n"
    project = write(
        tmp_path,
        config(NAV, languages=ur)
        + "-- docs/en/index.md --\n# Home\n-- docs/ur/index.md --\n# گھر\n"
        "-- docs/en/pay_card.md --\nHold it near.\n-- docs/ur/pay_card.md --\nقریب لائیں۔\n"
        "-- docs/en/iOS_14+.md --\nText.\n-- docs/en/FAQs.md --\nText.\n"
        "-- docs/en/with-title.md --\n---\ntitle: Own\n---\nText.\n",
    )
    project.build()
    assert {page: titles(project, page) for page in pages(project)} == {
        "": ("Home", "Test"),
        "FAQs/": ("FAQs", "FAQs"),
        "iOS_14+/": ("iOS 14+", "iOS 14+"),
        "pay_card/": ("Card at the till", "Card at the till"),
        "with-title/": ("Own", "Own"),
        "ur/": ("گھر", "Test"),
        "ur/FAQs/": ("FAQs", "FAQs"),
        "ur/iOS_14+/": ("iOS 14+", "iOS 14+"),
        "ur/pay_card/": ("دکان پر کارڈ", "دکان پر کارڈ"),
        "ur/with-title/": ("Own", "Own"),
    }
    assert "Card at the till" in (project.root / "site/api/answers.json").read_text("utf-8")
    assert "دکان پر کارڈ" in (project.root / "site/ur/api/answers.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("nav", "hint"),
    [
        ("nav: [index.md, refnds.md]\n", "did you mean 'refunds.md'?"),
        ("nav:\n  - Home: index.md\n  - More:\n      - Old: en/refnds.md\n", "'en/refunds.md'"),
    ],
)
def test_a_page_in_nav_that_is_not_there(tmp_path: Path, nav: str, hint: str) -> None:
    text = "-- docs/en/index.md --\n# Home\n-- docs/en/refunds.md --\n# Refunds\n"
    project = write(tmp_path, config(nav) + text)
    for command in ("check", "build"):
        output = project.run(command).output
        found = [one for one in reported(output) if one[2] == "KB004"]
        assert len(found) == 1 and found[0][0].startswith("mkdocs.yml:"), output
        assert hint in output
        assert "A reference to" not in output
    assert "refnds" not in project.html("")


def test_a_navigation_for_each_language(tmp_path: Path) -> None:
    ur = "        - {locale: ur, name: اردو, nav: [index.md, {رقم: paisa.md}]}\n"
    project = write(
        tmp_path,
        config(
            "nav: [index.md, {Money back: refunds.md}]\n", "      fallback_to_default: false\n", ur
        )
        + "-- docs/en/index.md --\n# Home\n-- docs/ur/index.md --\n# گھر\n"
        "-- docs/en/refunds.md --\nText.\n-- docs/ur/paisa.md --\nمتن۔\n",
    )
    project.build()
    assert titles(project, "refunds/")[0] == "Money back"
    assert titles(project, "ur/paisa/")[0] == "رقم"
    assert not [one for one in reported(project.run("build").output) if one[2] == "KB004"]


LEVELS = "validation:\n  {}\n"
BROKEN = "-- docs/en/index.md --\n# Home\n\n[gone](gone.md) and [there](#no-such-part)\n"
PROVEN = "-- docs/facts.yml --\n{}\n"


@pytest.mark.parametrize(
    ("level", "found"),
    [
        ("links: {not_found: ignore, anchors: ignore}", {}),
        ("links: {not_found: info, anchors: info}", {}),
        ("links: {not_found: warn, anchors: warn}", {"KB301": "warning", "KB302": "warning"}),
        ("not_found: ignore", {"KB302": "error"}),
        ("nav: {not_found: ignore}", {"KB301": "error", "KB302": "error"}),
        ("links: {anchors: warn}", {"KB301": "error", "KB302": "warning"}),
    ],
)
def test_levels_of_validation(tmp_path: Path, level: str, found: dict[str, str]) -> None:
    text = config(LEVELS.format(level)) + BROKEN
    result = write(tmp_path / "a", text + PROVEN).run("build")
    assert {code: severity for _, severity, code, _ in reported(result.output)} == found
    assert result.exit_code == (1 if "error" in found.values() else 0)
    result = write(tmp_path / "b", text).run("build")
    reports = {code: severity for _, severity, code, _ in reported(result.output)}
    assert reports == dict.fromkeys(found, "warning"), "nothing is proven"
    assert result.exit_code == 0


def test_checks_come_before_validation(tmp_path: Path) -> None:
    own = "  - kbgen:\n      checks: {KB301: error, KB302: warning}\n"
    text = config(LEVELS.format("links: {not_found: ignore, anchors: ignore}"))
    project = write(tmp_path, text.replace("  - kbgen\n", own) + BROKEN)
    found = {code: severity for _, severity, code, _ in reported(project.run("build").output)}
    assert found == {"KB301": "error", "KB302": "warning"}


def test_unrecognized_links_stay_if_the_site_says_so(tmp_path: Path) -> None:
    text = "-- docs/en/index.md --\n# Home\n\n[elsewhere](shop/till) and [there](shop/)\n"
    level = LEVELS.format("links: {unrecognized_links: ignore}")
    project = write(tmp_path, config(level) + text)
    project.build()
    assert links(project, "") == ["shop/till", "shop/"]


def test_pages_that_nav_leaves_out(tmp_path: Path) -> None:
    text = "-- docs/en/index.md --\n# Home\n-- docs/en/a.md --\n# A\n-- docs/en/b.md --\n# B\n"
    top = "nav: [index.md]\nnot_in_nav: b.md\n"
    project = write(tmp_path, config(top) + text)
    assert project.found() == []
    asked = config(top + LEVELS.format("nav: {omitted_files: warn}"))
    (tmp_path / "mkdocs.yml").write_text(asked.partition("--\n")[2], "utf-8")
    assert [(f["code"], f["message"]) for f in project.check()] == [
        ("KB005", "nav leaves out 1 page: docs/en/a.md")
    ]


def test_a_link_into_another_language(tmp_path: Path) -> None:
    project = write(
        tmp_path,
        config()
        + "-- docs/en/index.md --\n# Home\n\n[Urdu](../ur/help/x.md#part) and [there](ur/)\n"
        "-- docs/en/help/x.md --\n# X\n\n## Part {#part}\n-- docs/ur/index.md --\n# گھر\n"
        "-- docs/ur/help/x.md --\n# X\n\n[انگریزی](../../en/help/x.md)\n\n## حصہ {#part}\n",
    )
    output = project.run("build").output
    assert "WARNING" not in output
    assert links(project, "")[:2] == ["ur/help/x/#part", "ur/"]
    assert "../../../help/x/" in links(project, "ur/help/x/")
    assert re.search(r'<a [^>]*hreflang="ur"', project.article(""))


def test_a_link_to_what_another_language_has_not(tmp_path: Path) -> None:
    text = "-- docs/en/index.md --\n# Home\n\n[Urdu](../ur/x.md)\n"
    assert write(tmp_path, config() + text).found() == ["docs/en/index.md:3:8 KB301"]


def test_languages_without_fallback(tmp_path: Path) -> None:
    project = write(
        tmp_path,
        config(i18n="      fallback_to_default: false\n")
        + "-- docs/en/index.md --\n# Home\n\n[only](help/only.md) [file](../shared/a.txt)\n"
        "-- docs/en/help/only.md --\n# Only\n-- docs/en/both.md --\n# Both\n"
        "-- docs/ur/both.md --\n# دونوں\n\n[file](../shared/a.txt)\n"
        "-- docs/ur/nam.md --\n# نام\n-- docs/shared/a.txt --\nText\n",
    )
    output = project.run("build").output
    assert "WARNING" not in output
    # Every language has a home page; what is missing otherwise is not there.
    assert pages(project) == [
        "", "both/", "help/", "help/only/", "ur/", "ur/both/", "ur/nam/"
    ]  # fmt: skip
    assert links(project, "ur/")[:2] == ["../help/only/", "../shared/a.txt"]
    assert links(project, "ur/both/") == ["../../shared/a.txt"]
    alternates = re.findall(r'hreflang="([^"]*)" href="([^"]*)"', project.html("both/"))
    assert ("ur", "https://help.example.com/ur/both/") in alternates
    assert "ur/help/only" not in project.html("help/only/")
    sitemap = (project.root / "site/sitemap-ur.xml").read_text("utf-8")
    assert re.findall("<loc>(.*?)</loc>", sitemap) == [
        "https://help.example.com/ur/both/",
        "https://help.example.com/ur/nam/",
    ]
    assert [one["code"] for one in project.check(sameness=True) if one["code"] == "KB421"] == []


def test_a_link_to_a_page_that_the_language_has_not(tmp_path: Path) -> None:
    project = write(
        tmp_path,
        config(i18n="      fallback_to_default: false\n")
        + "-- docs/en/index.md --\n# Home\n-- docs/en/a.md --\n# A\n"
        "-- docs/ur/index.md --\n# گھر\n\n[A](a.md)\n",
    )
    assert project.found() == ["docs/ur/index.md:3:5 KB301"]


@pytest.mark.parametrize("locale", ["pt-BR", "pt_BR", "zh-TW", "zh-Hant", "fr"])
def test_languages_by_other_names(tmp_path: Path, locale: str) -> None:
    other = f"        - {{locale: {locale}, name: Other}}\n"
    off = "        - {locale: de, name: Deutsch, build: false}\n"
    null = '        - {locale: "null", name: More, fixed_link: "https://example.org/"}\n'
    project = write(
        tmp_path,
        config(languages=other + off + null)
        + "-- docs/en/index.md --\n# Home\n-- docs/de/index.md --\n# Start\n-- docs/de/a.txt --\nx\n"
        f"-- docs/{locale}/index.md --\n# Other home\n",
    )
    project.build()
    assert titles(project, f"{locale}/")[0] == "Other home"
    assert f'lang="{locale.replace("_", "-")}"' in project.html(f"{locale}/")
    assert not (project.root / "site/de").exists()
    assert '<a href="https://example.org/" dir="auto">More</a>' in project.html("")


def test_a_site_of_one_language_names_others(tmp_path: Path) -> None:
    extra = (
        "extra:\n  alternate:\n    - {name: English, link: /, lang: en}\n"
        "    - {name: اردو, link: 'https://ur.example/', lang: ur}\n"
    )
    text = ALONE.format(language="en") + extra + "-- docs/index.md --\n# Home\n"
    project = write(tmp_path, text)
    project.build()
    link = '<a href="https://ur.example/" lang="ur" hreflang="ur" dir="auto">اردو</a>'
    assert link in project.html("") and ">English</a>" in project.html("")


SUFFIX = config().replace("docs_structure: folder", "docs_structure: suffix")
SUFFIX_FILES = """\
-- docs/index.md --
# Home

[Refunds](faq/refunds.md) [in Urdu](faq/refunds.ur.md) [form](files/form.txt)
-- docs/index.ur.md --
# گھر

[واپسی](faq/refunds.md) [انگریزی](index.en.md) [فارم](files/form.txt) [پرانا](files/old.txt)
-- docs/faq/refunds.md --
# Refunds
-- docs/faq/refunds.ur.md --
# واپسی

[گھر](../index.ur.md)
-- docs/faq/only.md --
# Only here
-- docs/about.en.md --
# About
-- docs/files/form.txt --
English
-- docs/files/form.ur.txt --
Urdu
-- docs/files/old.txt --
Old
"""


def test_languages_in_the_names_of_files(tmp_path: Path) -> None:
    project = write(tmp_path, SUFFIX + SUFFIX_FILES)
    output = project.run("build").output
    assert "WARNING" not in output and "error" not in output
    both = ["about/", "faq/", "faq/only/", "faq/refunds/"]
    assert pages(project) == ["", *both, "ur/", *(f"ur/{page}" for page in both)]
    assert links(project, "")[:3] == ["faq/refunds/", "ur/faq/refunds/", "files/form.txt"]
    ur = ["faq/refunds/", "../", "files/form.txt", "../files/old.txt"]
    assert links(project, "ur/")[:4] == ur
    assert links(project, "ur/faq/refunds/")[0] == "../../"
    site = tmp_path / "site"
    assert (site / "files/form.txt").read_text() == "English\n"
    assert (site / "ur/files/form.txt").read_text() == "Urdu\n"


def test_findings_name_the_files_of_that_structure(tmp_path: Path) -> None:
    text = "-- docs/index.md --\n# Home\n-- docs/a.ur.md --\n# A\n\n[gone](gone.md)\n"
    project = write(tmp_path, SUFFIX + text + "-- docs/b.fr.md --\n# B\n")
    assert project.found() == ["docs/a.ur.md:3:8 KB301", "docs/b.fr.md:1:1 KB108"]


ALONE = """\
-- mkdocs.yml --
site_name: Test
docs_dir: docs
theme: {{name: material, language: {language}}}
plugins: [search, kbgen]
"""


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("zh-TW", "ltr")]
)
def test_a_site_of_one_language_without_i18n(tmp_path: Path, language: str, direction: str) -> None:
    project = write(
        tmp_path,
        ALONE.format(language=language)
        + "-- docs/index.md --\n# Home\n\n[A](guide/a.md) [file](guide/a.txt)\n"
        "-- docs/guide/a.md --\nText, [home](../index.md).\n-- docs/guide/a.txt --\nText\n",
    )
    project.build()
    assert pages(project)[:2] == ["", "guide/"]
    assert links(project, "")[:2] == ["guide/a/", "guide/a.txt"]
    assert titles(project, "guide/a/")[0] == "A"
    html = re.search("<html[^>]*>", project.html(""))
    assert html and f'lang="{language}"' in html[0] and f'dir="{direction}"' in html[0]


def test_folders_of_languages_want_the_plugin(tmp_path: Path) -> None:
    text = "-- docs/en/index.md --\n# Home\n-- docs/ur/index.md --\n# گھر\n"
    output = write(tmp_path, ALONE.format(language="en") + text).run("build").output
    assert [one[2] for one in reported(output)] == ["KB001"]
    assert "- i18n:" in output


def test_what_mkdocs_says_in_each_language_is_shown_once(tmp_path: Path) -> None:
    level = LEVELS.format("links: {absolute_links: warn}")
    text = "-- docs/en/index.md --\n# Home\n-- docs/en/a.md --\n# A\n\n[shop](/shop/)\n"
    project = write(tmp_path, config(level) + text)
    mkdocs = [sys.executable, "-m", "mkdocs", "build"]
    built = subprocess.run(mkdocs, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert built.stderr.count("an absolute link '/shop/'") == 1
    kbgen = [sys.executable, "-m", "kbgen", "build"]
    output = subprocess.run(kbgen, cwd=project.root, capture_output=True, text=True, timeout=120)
    assert (output.stdout + output.stderr).count("an absolute link '/shop/'") == 1


def test_commands_that_write_pages_want_folders(tmp_path: Path) -> None:
    suffix = write(tmp_path / "a", SUFFIX + SUFFIX_FILES)
    single = write(tmp_path / "b", ALONE.format(language="en") + "-- docs/x.md --\n# X\n")
    (tmp_path / "text.txt").write_text("Text of a document that says something.\n")
    for args in (("move", "faq/refunds", "faq/money"), ("import", str(tmp_path / "text.txt"))):
        result = suffix.run(*args)
        assert result.exit_code != 0 and "kbgen migrate --from mkdocs-suffix" in result.output
        result = single.run(*args)
        assert result.exit_code != 0 and "docs/en/" in result.output
    assert sorted(f.name for f in (tmp_path / "b/docs").rglob("*.md")) == ["x.md"]


@pytest.mark.parametrize("link", ["editme", "../shop/", "gone.md", "gone.png", "../shop/#"])
def test_links_that_lead_nowhere_do_not_stop_a_site_without_ledger(
    tmp_path: Path, link: str
) -> None:
    text = f"-- docs/en/index.md --\n# Home\n\n[a]({link})\n"
    project = write(tmp_path / "a", config() + text)
    assert [(f["code"], f["severity"]) for f in project.check()] == [("KB301", "warning")]
    project = write(tmp_path / "b", config() + text + "-- docs/facts.yml --\nfee: {number: 1}\n")
    assert ("KB301", "error") in [(f["code"], f["severity"]) for f in project.check()]
