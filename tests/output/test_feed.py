"""The feed of changed answers, and the dates that make it: authors give them, nothing else does."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.markdown.scan import read_date, scan
from kbgen.meaning.prose import blank_markup
from kbgen.output.feed import MOST
from tests.conftest import MakeSite
from tests.sites import CONFIG, Project

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# RFC 3339, as RFC 4287 section 3.3 narrows it: T and Z in capitals.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# RFC 4151: tag:authority,date:specific#fragment
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[\w.~!$&'()*+,;=:@/?%-]*(#[\w.~%/?:@-]*)?")
SITE = """\
-- content/facts.yml --
wait: {duration: 4 days, updated: 2026-10-01}
both: {text: {en: "{{ wait }} at most", ur: "زیادہ سے زیادہ {{ wait }}", ar: "{{ wait }} كحد أقصى", hi: "ज़्यादा से ज़्यादा {{ wait }}"}}
later: {duration: 9 days, updated: 2026-12-01}
old: {duration: 2 days}
-- content/en/faq/refunds.md --
---
title: Refunds
updated: 2026-11-20
---
You wait {{ old }}.

## When? {#when}

In {{ both }}. <br>See [the start](../index.md).

## How? {#how updated=2026-11-05}

By card.

### In cash {#cash updated=2026-11-07}

Also.

## Later? {#later}

In {{ later }}.
-- content/ur/faq/refunds.md --
---
title: رقم
---
{{ old }} انتظار کریں۔

## کب؟ {#when}

{{ both }} میں۔ <br>[آغاز](../index.md) دیکھیں۔

## کیسے؟

کارڈ سے۔

### نقد

بھی۔

## بعد میں؟ {#later}

{{ later }} میں۔
-- content/en/policies/terms.md --
---
title: Terms
updated: 2026-09-09
effective: 2026-08-01
---
Fair to all.

## One {#one}

First.
-- content/en/notices/storm.md --
---
title: Storm
starts: 2026-11-21
ends: 2026-12-01
---
Stay at home.
-- content/en/notices/soon.md --
---
title: Soon
starts: 2026-11-30
---
Not yet.
-- content/en/policies/hidden.md --
---
title: Hidden
robots: noindex
updated: 2026-11-01
---
Nothing.
"""


def feed(project: Project, path: str = "feed.xml") -> Element:
    return ElementTree.fromstring((project.root / "site" / path).read_bytes())


def entries(project: Project, path: str = "feed.xml") -> list[tuple[str, str]]:
    """Return (day, what follows the feed's own id) of each entry."""
    root = feed(project, path)
    own = root.findtext(f"{ATOM}id", "")
    return [
        (
            e.findtext(f"{ATOM}updated", "")[:10],
            e.findtext(f"{ATOM}id", "").removeprefix(f"{own}/"),
        )
        for e in root.findall(f"{ATOM}entry")
    ]


@pytest.fixture
def built(site: MakeSite) -> Project:
    project = site(SITE)
    project.build("--as-of", "2026-11-22")
    return project


def test_an_answer_is_as_new_as_its_heading_and_its_facts(built: Project) -> None:
    assert entries(built) == [
        ("2026-11-21", "notices/storm"),
        ("2026-11-07", "faq/refunds#how"),
        ("2026-10-01", "faq/refunds#when"),
        ("2026-09-09", "policies/terms"),
    ]


def test_translations_take_their_dates_from_the_source(built: Project) -> None:
    assert entries(built, "ur/feed.xml") == [
        ("2026-11-07", "faq/refunds#how"),
        ("2026-10-01", "faq/refunds#when"),
    ]
    assert not (built.root / "site/ar/feed.xml").exists()  # it has no answer of its own
    assert 'type="application/atom+xml"' not in built.html("ar")
    assert 'href="https://help.example.com/ur/feed.xml"' in built.html("ur")


def test_a_day_that_has_not_come_is_not_in_the_feed(site: MakeSite) -> None:
    project = site(SITE)
    project.build("--as-of", "2026-12-02")
    assert entries(project)[:2] == [
        ("2026-12-01", "faq/refunds#later"),
        ("2026-11-30", "notices/soon"),
    ]


def check_atom(root: Element, path: str) -> None:
    """Hold a feed to what RFC 4287 requires (sections 4.1.1 and 4.1.2, and 3.3)."""
    assert root.tag == f"{ATOM}feed" and root.attrib[XML_LANG]
    for node in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1, name
        assert MOMENT.fullmatch(node.findtext(f"{ATOM}updated", ""))
        assert TAG.fullmatch(node.findtext(f"{ATOM}id", ""))
        links = node.findall(f"{ATOM}link")
        kinds = [(a.get("rel"), a.get("type"), a.get("hreflang")) for a in links]
        assert len(kinds) == len(set(kinds))
        assert all(urlsplit(a.attrib["href"]).scheme == "https" for a in links)
    ids = [node.text for node in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    assert root.findtext(f"{ATOM}author/{ATOM}name")  # so that no entry needs its own
    (own,) = [a for a in root.findall(f"{ATOM}link") if a.get("rel") == "self"]
    assert urlsplit(own.attrib["href"]).path == f"/{path}"
    days = [e.findtext(f"{ATOM}updated", "") for e in root.findall(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True) and root.findtext(f"{ATOM}updated") == days[0]
    for entry in root.findall(f"{ATOM}entry"):
        (content,) = entry.findall(f"{ATOM}content")
        assert content.get("type") == "html" and len(content) == 0 and content.text


@pytest.mark.parametrize("path", ["feed.xml", "ur/feed.xml", "ar/feed.xml", "hi/feed.xml"])
def test_the_feeds_of_the_example_are_valid(nahr: Project, path: str) -> None:
    root = feed(nahr, path)
    check_atom(root, path)
    assert 5 <= len(root.findall(f"{ATOM}entry")) <= MOST
    lang = path.partition("/")[0] if "/" in path else "en"
    assert root.attrib[XML_LANG] == lang
    direction = "rtl" if lang in ("ur", "ar") else "ltr"
    for content in root.iter(f"{ATOM}content"):
        assert (content.text or "").startswith(f'<div lang="{lang}" dir="{direction}">')


def test_an_entry_says_what_the_page_says_with_absolute_links(built: Project) -> None:
    by_id = {e.findtext(f"{ATOM}id", "")[-5:]: e for e in feed(built).findall(f"{ATOM}entry")}
    when = by_id["#when"]
    content = when.findtext(f"{ATOM}content", "")
    assert "4 days" in content and 'href="https://help.example.com/"' in content
    assert when.findtext(f"{ATOM}title") == "When?"
    link = when.find(f"{ATOM}link")
    assert link is not None and link.attrib["href"] == "https://help.example.com/faq/refunds/#when"
    assert "<h2>One</h2>" in by_id["terms"].findtext(f"{ATOM}content", "")


def test_ids_outlive_a_change_of_date(site: MakeSite) -> None:
    project = site(SITE)
    project.build("--as-of", "2026-11-22")
    before = [name for _, name in entries(project)]
    facts = project.root / "content/facts.yml"
    facts.write_text(facts.read_text("utf-8").replace("2026-10-01", "2026-11-15"), "utf-8")
    project.build("--as-of", "2026-11-22")
    assert sorted(name for _, name in entries(project)) == sorted(before)
    assert ("2026-11-15", "faq/refunds#when") in entries(project)


def test_a_long_list_ends(site: MakeSite) -> None:
    pages = "".join(
        f"-- content/en/faq/p{n}.md --\n---\ntitle: P{n}\nupdated: 2026-10-01\n---\nText.\n"
        for n in range(MOST + 5)
    )
    project = site(pages)
    project.build("--as-of", "2026-11-22")
    assert [name for _, name in entries(project)] == sorted(f"faq/p{n}" for n in range(MOST + 5))[
        :MOST
    ]


def test_no_date_no_feed(site: MakeSite) -> None:
    project = site("-- content/en/faq/x.md --\n---\ntitle: X\nreviewed: 2026-01-01\n---\nText.\n")
    project.build()
    assert not list((project.root / "site").rglob("feed.xml"))
    assert "feed.xml" not in project.html("faq/x")


def test_no_address_no_feed(site: MakeSite) -> None:
    config = CONFIG.replace("site_url: https://help.example.com/\n", "")
    project = site(f"-- mkdocs.yml --\n{config}{SITE}")
    project.build("--as-of", "2026-11-22")
    assert not list((project.root / "site").rglob("feed.xml"))
    assert "feed.xml" not in project.html("faq/refunds")


def test_a_heading_s_date_is_nowhere_in_the_page(built: Project) -> None:
    for page in ("faq/refunds", "ur/faq/refunds"):
        html = built.article(page)
        assert "updated=" not in html and "2026-11-0" not in html
        assert 'id="how"' in html and 'id="cash"' in html


WRONG = {
    "## A {#a updated=2026-02-30}": ["content/en/faq/x.md:4:18 KB104"],
    "## A {#a updated=yesterday}": ["content/en/faq/x.md:4:18 KB104"],
    "## A {#a updated}": ["content/en/faq/x.md:4:10 KB104"],
    '## A {: updated="2026-13-01" }': ["content/en/faq/x.md:4:18 KB104"],
    "## A {#a updated=2026-11-01}": [],
    '## A {: #a updated="2026-11-1" .x }': [],
    "Not a heading {#a updated=never}": [],
    "`## A {#a updated=never}`": [],
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_date_is_reported_where_it_stands(site: MakeSite, line: str) -> None:
    project = site(f"-- content/en/faq/x.md --\n---\ntitle: X\n---\n{line}\n")
    assert project.found() == WRONG[line]


def test_other_dates_are_typed_too(site: MakeSite) -> None:
    project = site(
        "-- content/facts.yml --\na: {number: 1, updated: soon}\n"
        "-- content/en/faq/x.md --\n---\ntitle: X\nupdated: 12\n---\n{{ a }}\n"
        "-- content/ur/faq/x.md --\n---\ntitle: الف\nupdated: 2026-11-01\n---\n"
        "## ب {#b updated=2026-11-01}\n"
    )
    assert [line for line in project.found() if not line.endswith("KB205")] == [
        "content/en/faq/x.md:3:10 KB104",
        "content/facts.yml:1:25 KB104",
        "content/ur/faq/x.md:3:1 KB105",
        "content/ur/faq/x.md:5:18 KB105",
    ]


def test_a_date_is_no_quantity_of_the_prose() -> None:
    for line in ("## A {#a updated=2026-11-01}", "## A {: updated=2026-11-01 }"):
        assert not re.search(r"\d", blank_markup(line))


@given(st.dates(min_value=date(1, 1, 1)))
def test_every_day_is_read(day: date) -> None:
    assert read_date(day.isoformat()) == day
    (heading,) = scan(f"## H {{#h updated={day.isoformat()}}}\n", "x.md", 1).headings
    assert (heading.id, heading.text.strip(), heading.updated) == ("h", "H", day)


@given(st.text())
def test_anything_may_stand_in_a_heading_s_braces(text: str) -> None:
    scan(f"## H {{#h updated={text}}}\n", "x.md", 1)
    assert read_date(text) is None or re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text)
