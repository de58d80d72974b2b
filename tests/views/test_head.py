"""The head of every page: one address for each answer, its languages, and how a link looks."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kbgen.build.project import open_project
from kbgen.mkdocs.driver import load
from kbgen.output.alternates import Web
from kbgen.output.assets import Assets
from kbgen.views.head import Publication, head_view
from tests.conftest import MakeSite
from tests.sites import CONFIG, Project

BASE = "https://help.example.com/"
LANGS = ("en", "ur", "ar", "hi")
PAGES = """\
-- content/facts.yml --
wait: {duration: 4 days}
-- content/en/faq/pin.md --
---
title: 'The "PIN" & <you>'
description: You wait {{ wait }} & more.
image: ../pictures/pin.png
---
Text.
-- content/en/pictures/pin.png --
-- content/ur/faq/pin.md --
---
title: PIN کیا ہے؟
description: "PIN {{ wait }} میں ملتا ہے۔"
---
متن۔
-- content/ur/policies/local.md --
---
title: مقامی
source: ur
image: drawing.svg
---
صرف اردو میں۔
-- content/en/quiet.md --
---
title: Quiet
robots: noindex
---
Text.
"""


class _Head(HTMLParser):
    """Collects links and metas of a page; the parser itself undoes the escaping."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[dict[str, str]] = []
        self.metas: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link":
            self.links.append(given)
        if tag == "meta" and "content" in given:
            self.metas.append((given.get("property") or given.get("name", ""), given["content"]))

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.metas if key == name]

    def link(self, rel: str) -> list[str]:
        found = [a for a in self.links if a.get("rel") == rel and "hreflang" not in a]
        return [a["href"] for a in found if a.get("type") != "application/atom+xml"]

    @property
    def versions(self) -> dict[str, str]:
        return {a["hreflang"]: a["href"] for a in self.links if "hreflang" in a}


def head_of(html: str) -> _Head:
    head = _Head()
    head.feed(html.partition("</head>")[0])
    return head


@pytest.fixture
def built(site: MakeSite) -> Project:
    project = site(PAGES)
    (project.root / "content/en/pictures/pin.png").write_bytes(b"\x89PNG")
    project.build()
    return project


def test_versions_list_one_another_in_every_page_of_the_example(nahr: Project) -> None:
    root = nahr.root / "site"
    base = "https://help.nahr.example/"

    def file_of(address: str) -> Path:
        assert address.startswith(base) and "#" not in address
        path = address.removeprefix(base)
        return root / (f"{path}index.html" if path.endswith("/") or not path else path)

    heads = {file: head_of(file.read_text("utf-8")) for file in root.rglob("*.html")}
    listed = {file: head for file, head in heads.items() if head.versions}
    unlisted = {f.relative_to(root).as_posix() for f in heads.keys() - listed.keys()}
    tools = {f"{lang}{page}" for lang in ("", "ur/", "ar/", "hi/") for page in ("404.html", "search/index.html", "thanks/index.html")}  # fmt: skip
    earlier = {file for file in unlisted if "as-of/" in file}  # editions of the delivery policy
    assert len(earlier) == 4 and unlisted - earlier <= tools
    assert len(listed) == 4 * len({head.versions["x-default"] for head in listed.values()})
    for file, head in listed.items():
        assert set(head.versions) == {*LANGS, "x-default"}
        assert head.versions["x-default"] == head.versions["en"]
        lang = re.search(r'<html lang="(\w+)"', file.read_text("utf-8"))
        assert lang and file_of(head.versions[lang[1]]) == file
        assert head.link("canonical") == [head.versions[lang[1]]]
        for address in head.versions.values():
            assert heads[file_of(address)].versions == head.versions


def test_only_real_translations_are_versions(built: Project) -> None:
    both = {"en": f"{BASE}faq/pin/", "ur": f"{BASE}ur/faq/pin/", "x-default": f"{BASE}faq/pin/"}
    assert head_of(built.html("faq/pin")).versions == both
    assert head_of(built.html("ur/faq/pin")).versions == both
    for lang in ("ar", "hi"):
        head = head_of(built.html(f"{lang}/faq/pin"))
        assert head.versions == {} and head.link("canonical") == [f"{BASE}faq/pin/"]
        assert head.all("og:url") == [f"{BASE}faq/pin/"]
        assert head.all("og:locale") == ["en_AE"]


def test_a_page_without_the_default_language_leads_to_its_own_source(built: Project) -> None:
    assert head_of(built.html("policies/local")).link("canonical") == [f"{BASE}ur/policies/local/"]
    assert head_of(built.html("ur/policies/local")).versions == {}


def test_texts_are_plain_and_escaped_once(built: Project) -> None:
    head = head_of(built.html("faq/pin"))
    assert head.all("og:title") == ['The "PIN" & <you>']
    assert head.all("description") == head.all("og:description") == ["You wait 4 days & more."]
    urdu = head_of(built.html("ur/faq/pin"))
    assert urdu.all("description") == ["\u2068PIN\u2069 4 دن میں ملتا ہے۔"]
    assert "<" not in "".join(value for _, value in urdu.metas)


def test_a_preview_shows_a_picture_that_can_be_drawn(built: Project) -> None:
    assert head_of(built.html("faq/pin")).all("og:image") == [f"{BASE}pictures/pin.png"]
    assert head_of(built.html("ur/faq/pin")).all("og:image") == [f"{BASE}pictures/pin.png"]
    assert head_of(built.html("ur/policies/local")).all("og:image") == []
    assert head_of(built.html("")).all("og:type") == ["website"]
    assert head_of(built.html("")).all("twitter:card") == ["summary"]


def test_the_brand_s_picture_stands_for_pages_without_one(site: MakeSite) -> None:
    project = site(f"-- mkdocs.yml --\n{CONFIG}      brand: {{image: card.png}}\n".replace("  - kbgen\n", "  - kbgen:\n") + PAGES)  # fmt: skip
    (project.root / "card.png").write_bytes(b"\x89PNG")
    (project.root / "content/en/pictures/pin.png").write_bytes(b"\x89PNG")
    project.build()
    (image,) = head_of(project.html("")).all("og:image")
    assert re.fullmatch(BASE + r"assets/kb/image\.[0-9a-f]{8}\.png", image)
    assert (project.root / "site" / image.removeprefix(BASE)).is_file()
    assert head_of(project.html("faq/pin")).all("og:image") == [f"{BASE}pictures/pin.png"]


def test_a_drawing_as_the_brand_s_picture_is_refused(site: MakeSite) -> None:
    config = f"{CONFIG}      brand: {{image: card.svg}}\n".replace("  - kbgen\n", "  - kbgen:\n")
    project = site(f"-- mkdocs.yml --\n{config}")
    (project.root / "card.svg").write_text("<svg/>")
    result = project.run("build")
    assert result.exit_code != 0 and "cannot be shown in messages" in result.output


@pytest.mark.parametrize("page", ["quiet", "search", "ur/search"])
def test_pages_that_are_no_answers_are_not_listed(built: Project, page: str) -> None:
    head = head_of(built.html(page))
    assert head.all("robots") == ["noindex"] and head.versions == {}


def test_a_draft_is_not_to_be_found_while_it_is_served(site: MakeSite) -> None:
    project = site("-- content/en/faq/new.md --\n---\ntitle: New\ndraft: true\n---\nText.\n")
    read, _ = open_project(load(project.root / "mkdocs.yml").settings)
    own = Publication(Web(read, BASE), "en", "Help", "", Assets({}, {}))
    assert head_view(own, "faq/new", ()).robots == "noindex"
    assert head_view(own, "index", ()).robots == ""


@pytest.mark.parametrize("lang", LANGS)
def test_models_are_given_every_page_with_its_words(nahr: Project, lang: str) -> None:
    path = "llms.txt" if lang == "en" else f"{lang}/llms.txt"
    text = (nahr.root / "site" / path).read_text("utf-8")
    title, about = text.split("\n\n")[:2]
    assert title.startswith("# ") and about.startswith("> ") and text.count("\n# ") == 0
    assert not re.search("[<>]", text.replace("> ", "", 1))
    assert all(line.count("\u2068") == line.count("\u2069") for line in text.split("\n"))
    links = re.findall(r"^- \[(.+?)\]\((\S+?)\)(?:: (.+))?$", text, re.M)
    assert len(links) == sum(line.startswith("- ") for line in text.split("\n"))
    for name, address, _ in links:
        if name == "answers.json":
            continue
        local = address.removeprefix("https://help.nahr.example/")
        html = nahr.html(local.rstrip("/"))
        words, name = (re.sub("[\u2066-\u2069]", "", one) for one in (html, name))
        assert name in unescape(re.sub(r"<[^>]+>", "", words))
    listed = (nahr.root / f"site/sitemap-{lang}.xml").read_text("utf-8")
    assert {a for _, a, _ in links[:-1]} <= set(re.findall("<loc>(.*?)</loc>", listed))


def test_a_notice_that_is_over_is_no_news_to_models(site: MakeSite) -> None:
    project = site(
        "-- content/en/notices/a.md --\n---\ntitle: Over\nends: 2026-11-01\n---\nText.\n"
    )
    project.build("--as-of", "2026-11-01")
    assert "[Over]" in (project.root / "site/llms.txt").read_text("utf-8")
    project.build("--as-of", "2026-11-02")
    assert "[Over]" not in (project.root / "site/llms.txt").read_text("utf-8")


def test_without_the_site_s_address_models_get_relative_links(site: MakeSite) -> None:
    config = CONFIG.replace("site_url: https://help.example.com/\n", "")
    project = site(f"-- mkdocs.yml --\n{config}{PAGES.replace('image: ../pictures/pin.png', '')}")
    project.build()
    text = (project.root / "site/ur/llms.txt").read_text("utf-8")
    assert "(faq/pin/)" in text and "(ur/" not in text and "(api/answers.json)" in text


PICTURES = {
    "https://cdn.example.com/a.png": [],
    "../pictures/pin.png": [],
    "pictures/pin.png": [],  # as from the language folder
    "pin.png": ["content/en/faq/x.md:3:8 KB306"],
    "https://cdn.example.com/a.svg?v=2": ["content/en/faq/x.md:3:8 KB306"],
}


@pytest.mark.parametrize("named", PICTURES)
def test_a_picture_that_nobody_would_see_is_reported(site: MakeSite, named: str) -> None:
    project = site(
        f"-- content/en/faq/x.md --\n---\ntitle: X\nimage: {named}\n---\nText.\n"
        "-- content/en/pictures/pin.png --\n"
    )
    assert project.found() == PICTURES[named]
