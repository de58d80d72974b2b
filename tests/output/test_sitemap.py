"""Sitemaps and robots.txt: every page that may be found, in its languages, and no other."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from kbgen.build.project import open_project
from kbgen.mkdocs.driver import load
from kbgen.output.alternates import Web
from kbgen.output.sitemap import robots, sitemaps
from kbgen.output.xml import xml_text
from tests.conftest import MakeSite
from tests.sites import CONFIG, Project

BASE = "https://help.example.com/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PAGES = """\
-- content/en/faq/pin.md --
---
title: PIN
updated: 2026-09-01
---
## What is it? {#what updated=2026-10-05}

Four digits.
-- content/ur/faq/pin.md --
---
title: پن
---
## یہ کیا ہے؟ {#what}

چار ہندسے۔
-- content/ar/faq/pin.md --
---
title: الرقم السري
robots: noindex
---
## ما هو؟ {#what}

أربعة أرقام.
-- content/hi/faq/pin.md --
---
title: पिन
draft: true
---
## यह क्या है? {#what}

चार अंक।
-- content/ur/policies/local.md --
---
title: مقامی
source: ur
effective: 2026-01-01
---
صرف اردو میں۔
-- content/en/secret.md --
---
title: Secret
robots: [noindex, nofollow]
---
Text.
-- content/branches/dubai.yml --
name: {en: Dubai, ur: دبئی, ar: دبي, hi: दुबई}
region: AE
"""


def urls(project: Project, name: str) -> dict[str, tuple[str | None, dict[str, str]]]:
    """Return address → (lastmod, hreflang → address) of one sitemap."""
    tree = ElementTree.fromstring((project.root / "site" / name).read_bytes())
    assert tree.tag == f"{{{NAMES['s']}}}urlset"
    return {
        url.findtext("s:loc", "", NAMES): (
            url.findtext("s:lastmod", None, NAMES),
            {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", NAMES)},
        )
        for url in tree.findall("s:url", NAMES)
    }


@pytest.fixture
def built(site: MakeSite) -> Project:
    project = site(PAGES)
    project.build("--as-of", "2026-11-22")
    return project


def test_there_is_one_sitemap_per_language_and_an_index(built: Project) -> None:
    index = (built.root / "site/sitemap.xml").read_text("utf-8")
    named = re.findall(r"<loc>(.*?)</loc>", index)
    assert named == [f"{BASE}sitemap-{lang}.xml" for lang in ("en", "ur", "ar", "hi")]
    assert not (built.root / "site/sitemap.xml.gz").exists()
    assert not (built.root / "site/ur/sitemap.xml").exists()


def test_only_pages_that_are_written_and_may_be_found(built: Project) -> None:
    made = {"faq/", "branches/", "branches/dubai/", "policies/"}
    found = {lang: set(urls(built, f"sitemap-{lang}.xml")) for lang in ("en", "ur", "ar", "hi")}
    assert found["en"] == {BASE + path for path in {"", "faq/pin/"} | made}
    ur = {"faq/pin/", "policies/local/"} | made
    assert found["ur"] == {f"{BASE}ur/{path}" for path in ur}
    assert found["ar"] == {f"{BASE}ar/{path}" for path in made}
    assert found["hi"] == {f"{BASE}hi/{path}" for path in made}


def test_versions_are_those_that_are_listed(built: Project) -> None:
    pin = urls(built, "sitemap-en.xml")[f"{BASE}faq/pin/"]
    assert pin == (
        "2026-10-05",
        {
            "en": f"{BASE}faq/pin/",
            "ur": f"{BASE}ur/faq/pin/",
            "x-default": f"{BASE}faq/pin/",
        },
    )
    assert urls(built, "sitemap-ur.xml")[f"{BASE}ur/policies/local/"] == ("2026-01-01", {})
    assert set(urls(built, "sitemap-hi.xml")[f"{BASE}hi/branches/dubai/"][1]) == {
        *("en", "ur", "ar", "hi", "x-default")
    }


def test_the_same_site_gives_the_same_bytes(built: Project) -> None:
    names = ("sitemap.xml", "sitemap-ur.xml", "robots.txt", "llms.txt")
    before = [(built.root / "site" / name).read_bytes() for name in names]
    built.build("--as-of", "2026-11-22")
    assert [(built.root / "site" / name).read_bytes() for name in names] == before


def test_without_the_site_s_address_there_are_no_such_files(site: MakeSite) -> None:
    config = CONFIG.replace("site_url: https://help.example.com/\n", "")
    project = site(f"-- mkdocs.yml --\n{config}{PAGES}")
    project.build()
    written = {file.name for file in (project.root / "site").rglob("*") if file.is_file()}
    assert not {"sitemap.xml", "sitemap-en.xml", "robots.txt", "feed.xml"} & written
    llms = (project.root / "site/llms.txt").read_text("utf-8")
    assert "- [Home](./)" in llms and "- [PIN](faq/pin/)" in llms
    html = project.html("ur/faq/pin")
    assert 'rel="canonical"' not in html and 'hreflang="x-default"' not in html


def web(site: MakeSite, base: str = BASE) -> Web:
    project = site(PAGES)
    return Web(open_project(load(project.root / "mkdocs.yml").settings)[0], base)


@pytest.mark.parametrize("limits", [{"longest": 2}, {"largest": 1300}])
def test_a_long_sitemap_is_split(site: MakeSite, limits: dict[str, int]) -> None:
    own = web(site)
    whole = sitemaps(own, own.site.page_ids)
    parts = sitemaps(own, own.site.page_ids, **limits)
    names = [name for name in parts if name.startswith("sitemap-en")]
    assert names[:2] == ["sitemap-en.xml", "sitemap-en-2.xml"]
    assert re.findall(rb"<url>.*</url>", b"".join(parts[name] for name in names)) == re.findall(
        rb"<url>.*</url>", whole["sitemap-en.xml"]
    )
    for name in names:
        ElementTree.fromstring(parts[name])
        assert parts[name].count(b"<url>") <= limits.get("longest", 99)
        assert len(parts[name]) <= limits.get("largest", 10**6)
    assert [*re.findall(rb"<loc>.*?/([^/]*)</loc>", parts["sitemap.xml"])] == [
        name.encode() for name in parts if name != "sitemap.xml"
    ]


def test_robots_are_shown_the_sitemap(built: Project) -> None:
    shown = (built.root / "site/robots.txt").read_text("utf-8")
    assert shown == f"User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n"


def test_a_robots_txt_of_the_content_stays(site: MakeSite) -> None:
    project = site("-- content/en/robots.txt --\nUser-agent: x\nDisallow: /\n")
    project.build()
    assert (project.root / "site/robots.txt").read_text("utf-8").startswith("User-agent: x")


def test_below_the_root_of_a_host_no_robots_txt_is_read(site: MakeSite) -> None:
    assert robots(web(site, f"{BASE}help/")) == b""
    assert robots(web(site, "")) == b""


def test_xml_has_no_character_that_xml_forbids() -> None:
    text = xml_text("a\x00\x0b\ufffe<&>\"'\U0001f600\t")
    assert text == "a&lt;&amp;&gt;&quot;&#39;\U0001f600\t"
    assert ElementTree.fromstring(f'<a b="{text}">{text}</a>').text == "a<&>\"'\U0001f600\t"
