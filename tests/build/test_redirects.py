"""Former addresses in a built site: pages that lead on, entries for sections, rules for hosts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from kbgen.model.addresses import written_address
from tests.conftest import MakeSite
from tests.servers import running, skip_without
from tests.sites import CONFIG, Project, write_site

SITE = """\
-- content/en/faq/shops.md --
---
title: Our shops
was: [faq/branches, faq/branches#time: hours, faq/shops#map: way, faq/other#kept]
---
## When? {#hours}

At nine.

## Where? {#way}

Here.

## Kept {#kept}

Yes.
-- content/ur/faq/shops.md --
---
title: ہماری دکانیں
---
## کب؟

نو بجے۔

## کہاں؟

یہاں۔

## ہاں

ہاں۔
-- content/en/faq/other.md --
---
title: Other
---
Text.
-- addresses.txt --
faq/branches
faq/branches#time
faq/branches#way
faq/shops#map
gone gone
older -> faq/branches#time
/help/12-shops.html -> faq/shops
/help/ur/دکان -> faq/shops#way
/out -> https://example.com/a?b=1&c
"""
BOTH = {"map": "../shops/#way", "time": "../shops/#hours"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = write_site(tmp_path_factory.mktemp("moved") / "project", SITE)
    project.build()
    return project


def lead(project: Project, path: str) -> tuple[str, str, dict[str, str]]:
    """Return the language of the page at a former address, and where it leads."""
    html = (project.root / "site" / path).read_text("utf-8")
    lang = re.search(r'<html lang="(\w+)" dir="(?:ltr|rtl)"', html)
    refresh = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', html)
    script = re.search(r'<script src="([^"]+)" data-target="([^"]+)" data-sections="([^"]+)"', html)
    assert lang and refresh and script, html
    assert refresh[1] == script[2]
    asset = (project.root / "site" / path).parent / script[1]
    assert asset.exists()
    assert '<meta name="robots" content="noindex">' in html
    assert f'<p><a href="{refresh[1]}">' in html
    return lang[1], unescape(refresh[1]), json.loads(unescape(script[3]))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("faq/branches/index.html", ("en", "../shops/", BOTH)),
        ("ur/faq/branches/index.html", ("ur", "../shops/", BOTH)),
        ("hi/faq/branches/index.html", ("hi", "../shops/", BOTH)),
        ("older/index.html", ("en", "../faq/shops/#hours", {})),
        ("help/12-shops.html", ("en", "../faq/shops/", {"map": "../faq/shops/#way"})),
        ("help/ur/دکان/index.html", ("ur", "../../../ur/faq/shops/#way", {})),
        ("out/index.html", ("en", "https://example.com/a?b=1&c", {})),
    ],
)
def test_a_former_address_leads_to_the_new_one_in_its_language(
    built: Project, path: str, expected: tuple[str, str, dict[str, str]]
) -> None:
    assert lead(built, path) == expected


def test_the_page_is_in_the_reader_s_language(built: Project) -> None:
    html = (built.root / "site/ur/faq/branches/index.html").read_text("utf-8")
    assert "<h1>یہ صفحہ دوسری جگہ منتقل ہو گیا ہے</h1>" in html
    assert ">ہماری دکانیں</a>" in html
    assert '<link rel="canonical" href="https://help.example.com/ur/faq/shops/">' in html


def test_what_is_gone_has_no_page(built: Project) -> None:
    assert not (built.root / "site/gone").exists()


def test_a_section_that_has_moved_has_an_entry_where_it_was(built: Project) -> None:
    entries = re.findall(r'<li id="(\w+)" data-kb-moved>(.*?)</li>', built.html("ur/faq/shops"))
    assert entries == [
        ("map", 'یہ معلومات اب یہاں ہیں: <a href="#way">کہاں؟</a>'),
        ("time", 'یہ معلومات اب یہاں ہیں: <a href="#hours">کب؟</a>'),
    ]
    other = built.html("ar/faq/other")
    assert 'id="kept" data-kb-moved>توجد هذه المعلومات الآن هنا: <a href="../shops/#kept">' in other


def test_no_program_lists_former_addresses(built: Project) -> None:
    site = built.root / "site"
    names = [*site.glob("sitemap*.xml"), site / "llms.txt", site / "api/answers.json"]
    for file in (*names, site / "feed.xml"):
        assert not file.exists() or "branches" not in file.read_text("utf-8"), file
    assert '"map"' not in (site / "api/answers.json").read_text("utf-8")


def test_a_build_adds_to_the_list_and_only_a_build_of_today(site: MakeSite) -> None:
    project = site(SITE)
    listed = project.root / "addresses.txt"
    before = listed.read_text("utf-8")
    project.build("--as-of", "2026-01-01")
    assert listed.read_text("utf-8") == before
    result = project.run("build")
    assert "7 new addresses in addresses.txt: commit it with the pages" in result.output
    after = listed.read_text("utf-8")
    assert "\nfaq/shops\nfaq/shops#hours\nfaq/shops#kept\nfaq/shops#map\n" in after
    assert set(before.splitlines()) <= set(after.splitlines())
    (project.root / "content/en/faq/other.md").unlink()
    assert project.run("build").exit_code == 1
    assert listed.read_text("utf-8") == after


def test_a_list_that_cannot_be_written_stops_no_build(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = site(SITE)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("kbgen.source.address_list.write_whole", refuse)
    result = project.run("build")
    assert result.exit_code == 0
    assert "addresses.txt cannot be written (Permission denied)" in result.output


def test_the_list_is_begun_and_checked_by_its_command(site: MakeSite) -> None:
    project = site(SITE.partition("-- addresses.txt")[0])
    project.build()
    assert not (project.root / "addresses.txt").exists()
    result = project.run("addresses", "update", "--check")
    assert (result.exit_code, "faq/shops#way" in result.stdout) == (1, True)
    assert not (project.root / "addresses.txt").exists()
    assert project.run("addresses", "update").exit_code == 0
    assert "\nfaq/shops#way\n" in (project.root / "addresses.txt").read_text("utf-8")
    assert project.run("addresses", "update", "--check").exit_code == 0


def test_a_warm_build_is_a_cold_one(site: MakeSite, tmp_path: Path) -> None:
    """What changes of former addresses changes the pages that show them, and no others are left."""
    project = site(SITE)
    shop = project.root / "content/en/faq/shops.md"
    listed = project.root / "addresses.txt"
    steps: list[Callable[[], object]] = [
        lambda: shop.write_text(shop.read_text("utf-8").replace("faq/shops#map: way, ", "")),
        lambda: listed.write_text(listed.read_text("utf-8").replace("older ->", "oldest ->")),
        lambda: shop.write_text(shop.read_text("utf-8").replace("Where?", "Where to?")),
        lambda: listed.write_text(listed.read_text("utf-8") + "faq/other#new -> faq/shops#kept\n"),
    ]
    listed.write_text(listed.read_text("utf-8").replace("faq/shops#map\n", ""))
    project.build()
    for step in steps:
        step()
        project.build()
        warm = files(project.root / "site")
        project.build("--no-cache", "--site-dir", str(tmp_path / "cold"))
        assert files(tmp_path / "cold") == warm
        shutil.rmtree(tmp_path / "cold")


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_verify_proves_that_every_address_leads_somewhere(built: Project, tmp_path: Path) -> None:
    result = built.run("verify", "site")
    assert "Looked for the 15 addresses of addresses.txt, in each language." in result.output
    assert " is lost" not in result.output
    copy = tmp_path / "site"
    shutil.copytree(built.root / "site", copy)
    shutil.rmtree(copy / "ur/faq/branches")
    entry = copy / "faq/other/index.html"
    entry.write_text(entry.read_text("utf-8").replace('id="kept"', 'id="other"'), "utf-8")
    chain = copy / "older/index.html"
    chain.write_text(chain.read_text("utf-8").replace("../faq/shops/#hours", "../faq/branches/"))
    output = built.run("verify", str(copy)).output
    assert "the address faq/branches is lost: there is no page, and none at a new address" in output
    assert "the address older is lost: it leads to faq/branches/, which itself leads else" in output


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ("redirects", "/ur/faq/branches/ /ur/faq/shops/ 301!\n"),
        ("redirects", "/out https://example.com/a?b=1&c 301!\n"),
        ("cloudflare", "/help/12-shops.html /faq/shops/ 301\n"),
        ("cloudflare", "/help/ur/%D8%AF%DA%A9%D8%A7%D9%86 /ur/faq/shops/#way 301\n"),
        ("nginx", 'location = "/older/" { return 301 "/faq/shops/$is_args$args#hours"; }\n'),
        ("nginx", 'location = "/out" { return 301 "https://example.com/a?b=1&c"; }\n'),
        ("apache", 'RewriteRule "^help/12\\-shops\\.html$" "/faq/shops/" [R=301,L,NE]\n'),
    ],
)
def test_hosts_have_rules(built: Project, server: str, expected: str) -> None:
    assert expected in built.run("hosting", server).stdout


def test_azure_and_s3_have_rules_as_data(built: Project) -> None:
    result = built.run("hosting", "azure")
    azure = json.loads(result.stdout)
    # That of a file is the one of its folder as well. Where Azure would encode what leads to a
    # section or has a query, the page leads on.
    assert {"route": "/faq/branches/index.html", "redirect": "/faq/shops/", "statusCode": 301} in (
        azure["routes"]
    )
    assert "#" not in result.stdout and "older" not in result.stdout and "out/" not in result.stdout
    assert "6 former addresses are left to the pages that are there: Azure reads" in result.stderr
    assert azure["responseOverrides"] == {"404": {"rewrite": "/404.html"}}
    result = built.run("hosting", "s3")
    s3 = json.loads(result.stdout)
    assert {
        "Condition": {"KeyPrefixEquals": "ur/faq/branches/"},
        "Redirect": {
            "HostName": "help.example.com",
            "Protocol": "https",
            "ReplaceKeyWith": "ur/faq/shops/",
            "HttpRedirectCode": "301",
        },
    } in s3["RoutingRules"]
    assert "older" not in result.stdout, "the page leads to the section, too"
    assert "6 former addresses are left to the pages that are there: S3 reads 50 rules" in (
        result.stderr
    )


def test_what_is_over_a_limit_is_told(site: MakeSite) -> None:
    lines = "".join(f"/old/{number}.html -> index\n" for number in range(2100))
    project = site(f"-- addresses.txt --\n{lines}")
    result = project.run("hosting", "cloudflare")
    assert result.stdout.count(" 301\n") == 2000
    assert "100 former addresses are left to the pages that are there" in result.stderr
    s3 = project.run("hosting", "s3")
    assert len(json.loads(s3.stdout)["RoutingRules"]) == 50
    assert "2050 former addresses are left" in s3.stderr
    assert "kbgen publish s3://BUCKET gives the objects" in s3.stderr
    azure = project.run("hosting", "azure")
    assert 15_000 < len(azure.stdout.encode()) <= 20_000
    count = 2100 - len(json.loads(azure.stdout)["routes"])
    assert f"{count} former addresses are left to the pages that are there" in azure.stderr


def test_rules_without_a_page_come_first(site: MakeSite) -> None:
    """Where a host reads only so many, an address that has no page would be lost."""
    lines = "".join(f"/old/{number}.html -> index\n" for number in range(2100))
    project = site(f"-- addresses.txt --\n{lines}/zoo.php -> index\n")
    assert "/zoo.php / 301\n" in project.run("hosting", "cloudflare").stdout
    for server in ("azure", "s3"):
        assert "zoo.php" in project.run("hosting", server).stdout


def test_no_rule_of_s3_takes_files_of_the_site_along(site: MakeSite) -> None:
    """They match the beginning of a name: /as would be assets/."""
    taken = ("/as", "/assets/kb/", "/s", "/h", "/index.h", "/faq/pi", "/pic")
    lines = "".join(f"{path} -> faq/pin\n" for path in taken)
    project = site(
        f"-- addresses.txt --\n{lines}/old/ -> faq/pin\n-- content/en/picture.svg --\n<svg/>\n"
        "-- content/en/faq/pin.md --\n---\ntitle: PIN\n---\n![It](../picture.svg)\n"
    )
    rules = json.loads(project.run("hosting", "s3").stdout)["RoutingRules"]
    names = [*files(project.build())]
    for rule in rules:
        prefix = rule["Condition"]["KeyPrefixEquals"]
        assert [name for name in names if name.startswith(prefix)] in ([], [f"{prefix}index.html"])
    assert "old/" in [rule["Condition"]["KeyPrefixEquals"] for rule in rules]


def test_a_build_writes_the_rules_that_the_options_ask_for(site: MakeSite) -> None:
    options = CONFIG.replace("  - kbgen\n", "  - kbgen:\n      hosting: {redirects: cloudflare}\n")
    project = site(f"-- mkdocs.yml --\n{options}{SITE}")
    written = (project.build() / "_redirects").read_text("utf-8")
    assert "/faq/branches/ /faq/shops/ 301\n" in written
    assert "404.html" not in written


@pytest.mark.parametrize("name", ["nginx", "apache"])
@pytest.mark.parametrize("at", ["/", "/help/"])
def test_servers_answer_with_301(site: MakeSite, name: str, at: str) -> None:
    skip_without(name)
    config = CONFIG.replace("help.example.com/", f"help.example.com{at}")
    project = site(f"-- mkdocs.yml --\n{config}{SITE}")
    text = project.run("hosting", name).stdout
    with running(name, project.build(), at, text) as server:

        def led(old: str) -> str:
            """Return where an address leads, below the host and port that were asked for."""
            status, headers, _ = server.ask(at + old, Host="help.example:8443")
            assert status == 301, old
            assert "content-security-policy" in headers
            return headers["location"][0].removeprefix("http://help.example:8443")

        for old, new in [
            ("faq/branches/", f"{at}faq/shops/"),
            ("faq/branches", f"{at}faq/shops/"),
            ("faq/branches/?q=%D9%BE&a=1", f"{at}faq/shops/?q=%D9%BE&a=1"),
            ("ur/faq/branches/", f"{at}ur/faq/shops/"),
            ("older/", f"{at}faq/shops/#hours"),
            ("older", f"{at}faq/shops/#hours"),
            ("help/12-shops.html", f"{at}faq/shops/"),
            ("help/ur/%D8%AF%DA%A9%D8%A7%D9%86", f"{at}ur/faq/shops/#way"),
            ("help/ur/%d8%af%da%a9%d8%a7%d9%86/", f"{at}ur/faq/shops/#way"),
            ("out", "https://example.com/a?b=1&c"),
            ("out?x=1", "https://example.com/a?b=1&c"),
        ]:
            assert led(old) == new, old
        query = "?x=1" if name == "nginx" else ""  # Apache would put it behind the anchor
        assert led("older/?x=1") == f"{at}faq/shops/{query}#hours"
        assert server.ask(f"{at}faq/shops/")[0] == 200
        assert server.ask(f"{at}faq/branches/x")[0] == 404


ANY_LETTERS = (
    *("a b/c", "50%", "$x/${y}", "a+b", "(x)[y]{z}", "a.b|c^d", "it's", "semi;colon", "پن/کوڈ"),
    *("é", "back`tick", "a&b=1", "at@x:1", "star*", "Upper/Case.ASPX", "x.php", "~x"),
)


@pytest.mark.parametrize("name", ["nginx", "apache"])
def test_former_addresses_may_have_any_letters(site: MakeSite, name: str) -> None:
    skip_without(name)
    lines = "".join(f"{written_address(f'/{path}')} -> index\n" for path in ANY_LETTERS)
    project = site(f"-- addresses.txt --\n{lines}")
    text = project.run("hosting", name).stdout
    with running(name, project.build(), "/", text) as server:
        for path in ANY_LETTERS:
            status, headers, _ = server.ask(f"/{quote(path)}")
            assert (status, headers["location"][0][-1]) == (301, "/"), path


@pytest.mark.parametrize("urls", ["true", "false"])
def test_addresses_may_be_files(site: MakeSite, urls: str) -> None:
    config = CONFIG.replace("theme:", f"use_directory_urls: {urls}\ntheme:")
    project = site(f"-- mkdocs.yml --\n{config}{SITE}")
    project.build()
    path = "faq/branches/index.html" if urls == "true" else "faq/branches.html"
    assert lead(project, path)[1] == ("../shops/" if urls == "true" else "shops.html")
    assert " is lost" not in project.run("verify", "site").output


def test_mkdocs_builds_them_too(built: Project, site: MakeSite) -> None:
    project = site(SITE)
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=project.root, check=True)
    for path in ("faq/branches/index.html", "help/12-shops.html"):
        assert lead(project, path) == lead(built, path)
