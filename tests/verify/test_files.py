"""`kbgen verify` reads what a customer reads: pages, data, feeds, search, and what lies around."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kbgen.output.search import index as search_index
from tests.conftest import MakeSite
from tests.sites import Project, write_site

SITE = """\
-- mkdocs.yml --
site_name: Test Help
site_url: https://help.example.com/
docs_dir: content
theme: {name: material, font: false}
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true}
        - {locale: ur, name: اردو}
  - kbgen:
      contact: [helpline, care.email]
-- content/facts.yml --
return.window: {duration: 14 days}
refund.time: {duration: 5 days}
helpline: {phone: "+971 4 555 0142", label: {en: Helpline, ur: ہیلپ لائن}}
care.email: {email: care@example.com, label: {en: E-mail, ur: ای میل}}
delivery.free_from:
  money: 200 AED
  label: {en: Free delivery from, ur: مفت ترسیل}
  varies: [branch]
-- content/branches/dubai.yml --
name: {en: Dubai, ur: دبئی}
region: AE
address: {en: "Al Maktoum Road", ur: "المکتوم روڈ"}
phone: "+971 4 555 0150"
whatsapp: "+971 50 555 0150"
-- content/branches/riyadh.yml --
name: {en: Riyadh, ur: ریاض}
region: SA
differs:
  delivery.free_from: {money: 500 SAR, reason: {en: Riyals., ur: ریال۔}}
-- content/picture.svg --
<svg xmlns="http://www.w3.org/2000/svg"><title>A box</title></svg>
-- content/en/index.md --
---
title: Welcome
---
Ask us [about returns](faq/returns.md).
-- content/ur/index.md --
---
title: خوش آمدید
---
[واپسی کے بارے میں](faq/returns.md) پوچھیے۔
-- content/en/faq/returns.md --
---
title: Returns
description: How to return an item.
updated: 2026-01-02
---
## Can I return it? {#return}

You must not open the box. You have {{ return.window }}, and the money comes in {{ refund.time }}.

1. Call us.
2. Pack the box.

![A closed box](../../picture.svg)

## What does delivery cost? {#delivery}

It is free from {{ delivery.free_from }}.
-- content/ur/faq/returns.md --
---
title: واپسی
description: کوئی چیز کیسے واپس کریں۔
---
## کیا میں اسے واپس کر سکتا ہوں؟ {#return}

ڈبا ہرگز نہ کھولیں۔ آپ کے پاس {{ return.window }} ہیں، اور رقم {{ refund.time }} میں آتی ہے۔

1. ہمیں کال کریں۔
2. ڈبا پیک کریں۔

![بند ڈبا](../../picture.svg)

## ترسیل پر کتنا خرچ آتا ہے؟ {#delivery}

{{ delivery.free_from }} سے مفت ہے۔
-- content/en/surveys/visit.md --
---
title: Your visit
scale: agreement
questions:
  - {id: greeted, type: statement}
text: {greeted: I was greeted.}
---
Thank you.
-- content/ur/surveys/visit.md --
---
title: آپ کی آمد
text: {greeted: میرا استقبال کیا گیا۔}
---
شکریہ۔
"""
EN, UR = "faq/returns/index.html", "ur/faq/returns/index.html"
STEPS = re.compile(r"(<li>Call us\.</li>)\s*(<li>Pack the box\.</li>)")

# what is wrong → file, text, text put there instead; words of the problem
EDITS: dict[str, tuple[str, str | re.Pattern[str], str, str]] = {
    "a negation is gone": (EN, "You must not open", "You must open", "You must open"),
    "a negation in Urdu is gone": (UR, "ڈبا ہرگز نہ کھولیں", "ڈبا کھولیں", "ڈبا ہرگز نہ کھولیں"),
    "two facts changed places": (
        EN,
        re.compile("return.window(.*?)14 days(.*?)refund.time(.*?)5 days", re.S),
        r"refund.time\g<1>5 days\g<2>return.window\g<3>14 days",
        "return.window",
    ),
    "a step is gone": (EN, "<li>Call us.</li>", "", "Call us."),
    "a step stands twice": (EN, "<li>Call us.</li>", "<li>Call us.</li><li>Call us.</li>", "Call us."),
    "steps changed places": (EN, STEPS, r"\2\1", "Call us."),
    "a heading says something else": (EN, "Can I return it?", "Can I keep it?", "keep"),
    "a sentence is struck through": (EN, "You must not open the box.", "<del>You must not open the box.</del>", "del"),
    "an item is hidden": (EN, "<li>Call us.</li>", "<li hidden>Call us.</li>", "hidden"),
    "a heading is hidden": (EN, '<h2 id="delivery">', '<h2 id="delivery" hidden>', "hidden"),
    "an item is hidden from a screen reader": (EN, "<li>Call us.</li>", '<li aria-hidden="true">Call us.</li>', "aria-hidden"),
    "an item is a comment": (EN, "<li>Call us.</li>", "<!-- <li>Call us.</li> -->", "Call us."),
    "a picture's words": (EN, 'alt="A closed box"', 'alt="An open box"', "alt"),
    "a link leads elsewhere": ("index.html", re.compile(r'href="faq/returns/">about'), 'href="surveys/">about', "href"),
    "the title": (UR, re.compile("<title>[^<]*"), "<title>ترسیل", "ترسیل"),
    "the description": (UR, 'name="description" content="کوئی', 'name="description" content="ہر', "content"),
    "a translation's address": (EN, re.compile(r'(hreflang="ur" href=")[^"]*'), r"\1https://help.example.com/", "href"),
    "the canonical address": (UR, re.compile(r'(rel="canonical" href=")[^"]*'), r"\1https://help.example.com/", "href"),
    "the direction": (UR, 'dir="rtl"', 'dir="ltr"', "dir"),
    "structured data": (EN, '"name":"Can I return it?"', '"name":"Can I keep it?"', "structured data"),
    "the number beside its link": (EN, ">+971 4 555 0142<", ">+971 4 555 0143<", "0143"),
    "the link beside its number": (EN, "mailto:care@example.com", "mailto:care@example.co", "care@example.co"),
    "WhatsApp of a branch": ("branches/dubai/index.html", "wa.me/971505550150", "wa.me/971505550151", "971505550151"),
    "a branch's amount": ("api/branch-facts/riyadh.json", "SAR\u00a0500", "SAR\u00a050", "facts.delivery.free_from"),
    "a branch's address": ("ur/api/branches.json", "المکتوم روڈ", "الرقہ روڈ", "المکتوم"),
    "an answer's text": ("api/answers.json", '"text": "You must not', '"text": "You must', "answers[faq/returns#return]"),
    "an answer's value": ("ur/api/answers.json", '"value": 14', '"value": 41', "value"),
    "the feed": ("feed.xml", "You must not open", "You must open", "must not open"),
    "the sitemap": ("sitemap-ur.xml", "ur/faq/returns/</loc>", "faq/returns/</loc>", "ur/faq/returns/"),
    "llms.txt": ("llms.txt", "How to return an item.", "How to keep an item.", "keep"),
    "where crawlers look": ("robots.txt", "Allow: /", "Disallow: /", "Disallow"),
    "where a survey is sent": ("surveys/visit/index.html", re.compile(r'action="mailto:[^"?]*'), 'action="mailto:x@example.org', "action"),
    "a survey's question": ("ur/surveys/visit/index.html", "میرا استقبال کیا گیا۔", "میں خوش ہوں۔", "استقبال"),
    "a survey's option": ("surveys/visit/index.html", ">Agree<", ">Disagree<", "Disagree"),
    "a picture": ("picture.svg", "A box", "A bag", "bag"),
    "the page for addresses that are gone": ("404.html", "This page does not exist", "We are closed", "closed"),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = write_site(tmp_path_factory.mktemp("files") / "project", SITE)
    project.build()
    return project


@pytest.fixture
def tampered(built: Project) -> Iterator[Path]:
    """A copy of the built site, to be spoilt."""
    copy = built.root / "copy"
    shutil.copytree(built.root / "site", copy)
    yield copy
    shutil.rmtree(copy)


def verify(project: Project, *options: str, folder: str = "copy") -> tuple[int, dict[str, Any]]:
    result = project.run("verify", folder, "--format", "json", *options)
    assert result.exit_code in (0, 1), result.output
    return result.exit_code, json.loads(result.stdout)


def problems(project: Project, *options: str) -> list[str]:
    return [f"{p['file']}: {p['message']}" for p in verify(project, *options)[1]["problems"]]


def test_a_site_as_it_was_built_has_no_problem(built: Project) -> None:
    code, found = verify(built, "--against", "site.digests.json", folder="site")
    assert (code, found["problems"]) == (0, [])


@pytest.mark.parametrize(("file", "old", "new", "words"), EDITS.values(), ids=EDITS)
def test_an_edit_is_told_once_with_its_file(
    file: str, old: str | re.Pattern[str], new: str, words: str, built: Project, tampered: Path
) -> None:
    text = (tampered / file).read_text("utf-8")
    pattern = old if isinstance(old, re.Pattern) else re.compile(re.escape(old))
    changed = pattern.sub(new, text, count=1)
    assert changed != text
    (tampered / file).write_text(changed, "utf-8")
    found = problems(built)
    assert found and {line.partition(":")[0] for line in found} == {file}, found
    assert any(words in line for line in found), found


def test_the_search_quotes_what_the_answers_say(built: Project, tampered: Path) -> None:
    index = tampered / "search/index.json"
    text = index.read_text("utf-8")
    index.write_text(text.replace("You must not open", "You must open"), "utf-8")
    [found] = problems(built)
    assert found.startswith("search/index.json")
    assert "You must not open" in found


def test_a_changed_word_list_of_the_search_is_found(built: Project, tampered: Path) -> None:
    index = tampered / "ur/search/index.json"
    index.write_text(re.sub('"counts":"..', '"counts":"!!', index.read_text("utf-8")), "utf-8")
    [found] = problems(built)
    assert "search index" in found


def test_the_search_of_a_large_site_is_held_to_its_answers_too(
    built: Project, tampered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "IN_ONE", 0)
    built.build("--site-dir", str(tampered), "--no-cache")
    assert problems(built) == []
    blocks = (tampered / "assets/kb/search").glob("en.*/d*.json")
    texts = {block: block.read_text("utf-8") for block in blocks}
    [(block, right)] = [one for one in texts.items() if "You must not open" in one[1]]
    block.write_text(right.replace("You must not open", "You must open"), "utf-8")
    [found] = problems(built)
    assert block.name in found and "You must not open" in found
    block.write_text(right, "utf-8")
    [words] = (tampered / "assets/kb/search").glob("ur.*/p0.json")
    words.write_bytes(words.read_bytes() + b" ")
    [found] = problems(built)
    assert "search index" in found
    for file in words.parent.iterdir():
        file.unlink()
    [found] = problems(built)
    assert found.startswith("ur/search/index.json") and "which is not there" in found


@pytest.mark.parametrize(
    "pattern", ["assets/kb/kb.*.css", "assets/kb/early.*.js", "assets/kb/hours.*.js"]
)
def test_an_asset_that_was_changed_or_lost_is_found(
    pattern: str, built: Project, tampered: Path
) -> None:
    [asset] = tampered.glob(pattern)
    asset.write_bytes(asset.read_bytes() + b"\n")
    [changed] = problems(built)
    assert asset.name in changed
    asset.unlink()
    [missing] = problems(built)
    assert asset.name in missing and "missing" in missing


@pytest.mark.parametrize(
    "file", ["api/branches.json", "ur/feed.xml", "sitemap.xml", "branches/riyadh/index.html"]
)
def test_a_lost_file_is_found(file: str, built: Project, tampered: Path) -> None:
    (tampered / file).unlink()
    assert problems(built)


@pytest.mark.parametrize(
    ("file", "other"),
    [(UR, EN), (EN, "surveys/visit/index.html"), ("ur/api/branches.json", "api/branches.json")],
)
def test_another_file_in_the_place_of_one_is_found(
    file: str, other: str, built: Project, tampered: Path
) -> None:
    shutil.copyfile(tampered / other, tampered / file)
    assert {line.partition(":")[0] for line in problems(built)} >= {file}


def test_a_page_that_the_sources_do_not_have_is_found(built: Project, tampered: Path) -> None:
    old = tampered / "faq/old-returns/index.html"
    old.parent.mkdir()
    shutil.copyfile(tampered / EN, old)
    assert any("the sources do not have it" in line for line in problems(built))


def test_one_change_of_many_files_is_one_problem(built: Project, tampered: Path) -> None:
    for page in tampered.rglob("*.html"):
        html = page.read_text("utf-8")
        page.write_text(html.replace("<body", '<body data-x="1"'), "utf-8")
    [found] = problems(built)
    assert re.search(r"so in \d+ files", found)


def test_spaces_and_the_order_of_attributes_are_no_difference(
    built: Project, tampered: Path
) -> None:
    html = (tampered / EN).read_text("utf-8")
    html = re.sub(r'<html lang="en" dir="ltr"', '<html dir=ltr lang="en"', html)
    html = html.replace("</li>\n", "</li>  ").replace("<br>", "<br />")
    (tampered / EN).write_text(html.replace("<article", "<!-- x --><article", 1), "utf-8")
    assert problems(built) == []


def test_an_older_copy_of_the_site_is_told_by_its_digests(site: MakeSite) -> None:
    project = site(SITE)
    project.build()
    shutil.copytree(project.root / "site", project.root / "copy")
    page = project.root / "content/en/faq/returns.md"
    page.write_text(page.read_text("utf-8").replace("Pack the box", "Tape the box"), "utf-8")
    project.build()
    code, found = verify(project)
    assert code == 0 and any("an older copy" in note for note in found["notes"])
    code, found = verify(project, "--against", "site.digests.json")
    assert code == 1
    older = [problem["message"] for problem in found["problems"] if "older" in problem["message"]]
    assert any("api/answers.json" in message for message in older)
    assert verify(project, "--against", "site.digests.json", folder="site")[0] == 0


def test_digests_that_cannot_be_read_are_refused(built: Project) -> None:
    result = built.run("verify", "site", "--against", "mkdocs.yml")
    assert result.exit_code == 2
    assert "holds no digests" in result.output


def test_digests_are_written_by_every_build(site: MakeSite) -> None:
    project = site(SITE)
    digests = project.root / "site.digests.json"
    project.build("--no-cache")
    first = digests.read_bytes()
    digests.unlink()
    project.build("--jobs", "1")
    assert digests.read_bytes() == first
    files = json.loads(first)["files"]
    paths = {
        path.relative_to(project.root / "site").as_posix()
        for path in (project.root / "site").rglob("*")
        if path.is_file()
    }
    assert files.keys() == paths


def test_a_build_that_writes_nothing_new_leaves_the_digests(site: MakeSite) -> None:
    project = site(SITE)
    digests = project.root / "site.digests.json"

    def written() -> tuple[int, int]:
        status = digests.stat()
        return status.st_ino, status.st_mtime_ns

    project.build()
    first = written()
    project.build()
    project.build("--no-cache")
    assert written() == first
    page = project.root / "content/en/faq/returns.md"
    page.write_text(page.read_text("utf-8").replace("Pack the box", "Tape the box"), "utf-8")
    project.build()
    assert written() != first
    second = digests.read_bytes()
    digests.write_text("{}", "utf-8")
    project.build()
    assert digests.read_bytes() == second, "nothing of the site had changed"


OTHER_CONFIGURATIONS = {
    "no site_url": ("site_url: https://help.example.com/\n", ""),
    "below a path": ("help.example.com/", "example.com/help/"),
    "flat addresses": ("docs_dir:", "use_directory_urls: false\ndocs_dir:"),
    "compressed copies": ("  - kbgen:\n", "  - kbgen:\n      hosting: {compress: true}\n"),
}


@pytest.mark.parametrize(("old", "new"), OTHER_CONFIGURATIONS.values(), ids=OTHER_CONFIGURATIONS)
def test_other_configurations_are_proven_too(old: str, new: str, site: MakeSite) -> None:
    assert old in SITE
    project = site(SITE.replace(old, new))
    project.build()
    code, found = verify(project, "--against", "site.digests.json", folder="site")
    assert (code, found["problems"]) == (0, [])


def test_where_other_plugins_make_pages_their_answers_are_compared(site: MakeSite) -> None:
    hook = "-- hook.py --\ndef on_post_page(output, **_):\n    return output.replace('<body', '<body data-x=1')\n"
    project = site(SITE.replace("plugins:\n", "hooks: [hook.py]\nplugins:\n", 1) + hook)
    project.build()
    code, found = verify(project, folder="site")
    assert (code, found["problems"]) == (0, [])
    assert any("Other plugins take part" in note for note in found["notes"])
    page, data = project.root / "site" / EN, project.root / "site/api/branch-facts/riyadh.json"
    page.write_text(page.read_text("utf-8").replace("You must not", "You must"), "utf-8")
    data.write_text(data.read_text("utf-8").replace("500", "50"), "utf-8")
    files = {problem["file"] for problem in verify(project, folder="site")[1]["problems"]}
    assert files == {EN, "api/branch-facts/riyadh.json"}
