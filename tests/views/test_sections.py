"""The pages that nobody writes, the navigation, and the brand, as a site's HTML shows them."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.languages.alphabet import alphabetical
from tests.conftest import MakeSite
from tests.shell_site import ONE
from tests.sites import CONFIG, Project, words

FAQ = "-- content/en/faq/{}.md --\n---\ntitle: {}\n---\n## Why? {{#why}}\nSo.\n"


def config(options: str = "", base: str = ONE) -> str:
    """Write mkdocs.yml with options of kbgen."""
    own = f"- kbgen:\n      {options}" if options else "- kbgen"
    return f"-- mkdocs.yml --\n{base.replace('- kbgen', own)}"


def links(project: Project, page: str) -> dict[str, str]:
    """Return a page's links: words → address as a browser resolves it."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', project.html(page), re.S)
    base = f"http://site/{page}" + ("/" if page else "")
    return {words(text): urljoin(base, unescape(href)) for href, text in found}


def dead(project: Project) -> list[str]:
    """Return the links of the whole site that lead nowhere within it."""
    folder = project.root / "site"
    found = []
    for file in folder.rglob("*.html"):
        if file.name == "404.html":
            continue
        url = f"http://site/{file.relative_to(folder).as_posix()}"
        html = file.read_text("utf-8")
        for href in re.findall(r'<[a-z][^<>]*? (?:href|src|action)="([^"]*)"', html):
            target = urlsplit(urljoin(url, unescape(href)))
            path = folder / target.path.lstrip("/")
            if target.netloc == "site" and not (
                (path / "index.html").is_file() if target.path.endswith("/") else path.is_file()
            ):
                found.append(f"{url} → {href}")
    return found


# Sections


def test_a_section_lists_its_pages(site: MakeSite) -> None:
    project = site(config() + FAQ.format("pin", "PIN & <card>") + FAQ.format("money", "Money"))
    project.build()
    assert links(project, "faq")["PIN & <card>"] == "http://site/faq/pin/"
    assert links(project, "faq")["Why?"] == "http://site/faq/pin/#why"
    assert "<card>" not in project.html("faq")
    assert dead(project) == []


def test_an_index_of_ones_own_wins(site: MakeSite) -> None:
    own = "-- content/en/faq/index.md --\n---\ntitle: Ask us\n---\nMine.\n"
    project = site(config() + FAQ.format("pin", "PIN") + own)
    project.build()
    assert "Mine." in project.text("faq")
    assert "kb-list" not in project.html("faq")
    assert links(project, "faq/pin")["Questions and answers"] == "http://site/faq/"


def test_links_to_a_made_index_resolve(site: MakeSite) -> None:
    page = "-- content/en/about.md --\n---\ntitle: About\n---\n[A](faq/index.md) [B](search.md)\n"
    project = site(config() + FAQ.format("pin", "PIN") + page)
    project.build()
    found = links(project, "about")
    assert (found["A"], found["B"]) == ("http://site/faq/", "http://site/search/")


def test_a_plain_site_has_all_of_it(site: MakeSite) -> None:
    project = site(
        config()
        + "-- content/en/guide/start.md --\n# Start *here* with `a < b` & more\n\n## One\n\nText.\n"
        + "-- content/en/guide/deep/er.md --\n# Deeper\nText.\n"
        + "-- content/en/no-title.md --\nOnly text.\n"
    )
    project.build()
    assert links(project, "guide")["Start here with a < b & more"] == "http://site/guide/start/"
    assert links(project, "guide")["Deeper"] == "http://site/guide/deep/er/"
    start = project.html("guide/start")
    assert "<title>Start here with a &lt; b &amp; more – Test</title>" in start
    assert re.search(
        r"<h1[^>]*>Start <em>here</em> with <code>a &lt; b</code> &amp; more</h1>", start
    )
    assert project.html("guide/start").count("<h1") == 1
    assert "No title" in links(project, "")
    assert dead(project) == []


def test_what_stands_before_the_title_leaves_one_title(site: MakeSite) -> None:
    project = site(config() + "-- content/en/a.md --\nA word before.\n\n# The title\n\nText.\n")
    project.build()
    html = project.html("a")
    assert html.count("<h1") == 1
    assert words(re.findall(r"<h1[^>]*>.*?</h1>", html, re.S)[0]) == "The title"
    assert "A word before." in html


def test_titles_are_filled_in_the_readers_language(site: MakeSite) -> None:
    project = site(
        "-- content/facts.yml --\nfee: {money: 25 AED}\n"
        "-- content/en/faq/fee.md --\n# What is {{ fee }} for?\n\n## Why {{ fee }}? {#why}\nSo.\n"
        "-- content/ur/faq/fee.md --\n# {{ fee }} کیوں؟\n\n## کیوں {{ fee }}؟ {#why}\nا\n"
    )
    project.build()
    assert "What is AED 25 for?" in links(project, "faq")
    urdu = "\n".join(links(project, "ur/faq"))
    assert "{{" not in urdu and "25" in urdu and "کیوں" in urdu
    title = re.findall("<title>(.*)</title>", project.html("faq/fee"))[0]
    assert re.sub("[\u2066-\u2069]", "", title).replace("\xa0", " ") == "What is AED 25 for? – Test"
    assert 'lang="en" dir="ltr">What is' in project.html("ar/faq")


def test_a_page_does_not_grow_with_its_section(site: MakeSite) -> None:
    sizes = {}
    for count in (50, 300):
        pages = "".join(FAQ.format(f"p{i:03}", f"Page {i:03}") for i in range(count))
        project = site(config() + pages)
        project.build()
        sizes[count] = len(project.html("faq/p025"))
    assert sizes[300] <= sizes[50] * 1.05
    assert links(project, "faq/p299")["All pages"] == "http://site/faq/"
    found = links(project, "faq/p150")
    assert "PreviousPage 149" in found and "NextPage 151" in found


# Navigation of one's own

NAV = """
nav:
  - index.md
  - Q & A <b>:
      - faq/pin.md
      - "Own \\"name\\" & <i>more</i>": faq/money.md
      - Deeper:
          - faq/deep/er.md
  - Shop: https://shop.example/?a=1&b="2"
  - Write to us: mailto:care@example.com
  - about.md
"""


def test_a_navigation_of_ones_own_is_followed(site: MakeSite) -> None:
    project = site(
        config(base=ONE + NAV)
        + FAQ.format("pin", "PIN")
        + FAQ.format("money", "Money")
        + FAQ.format("deep/er", "Deeper still")
        + FAQ.format("away", "Not listed")
        + "-- content/en/about.md --\n# About\n"
    )
    project.build()
    html = project.html("faq/pin")
    assert "<b>" not in html and "<i>" not in html
    found = links(project, "faq/pin")
    assert found["Q & A <b>"].startswith("http://site/faq/")
    assert found['Own "name" & <i>more</i>'] == "http://site/faq/money/"
    assert found["Deeper still"] == "http://site/faq/deep/er/"
    assert found["Shop"] == 'https://shop.example/?a=1&b="2"'
    assert found["Write to us"] == "mailto:care@example.com"
    assert found['NextOwn "name" & <i>more</i>'] == "http://site/faq/money/"
    assert links(project, "faq/money")["NextDeeper still"] == "http://site/faq/deep/er/"
    assert "Home" in links(project, "faq/away")


# Brand

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
WRONG = {
    "accent: teal": "'teal' is no colour",
    "accent: '#12'": "'#12' is no colour",
    "accent: 123456": "'123456' is no colour",
    "logo: missing.svg": "'missing.svg' is not there",
    "logo: content": "'content': this is a folder, not an ordinary file",
    "logo: mkdocs.yml": "is no picture\n    → use one of",
    "logo: ../outside.svg": "lies outside",
    "icon: /etc/hostname": "lies outside",
    "image: logo.svg": "cannot be shown in messages",
    "social: {X: javascript:alert(1)}": "'javascript:alert(1)' is no web address",
    "social: {X: x.example}": "'x.example' is no web address",
    "social: [X]": "write social: {Instagram: 'https://instagram.com/you'}",
    "colour: red": "unknown option 'brand.colour'",
}


@pytest.mark.parametrize("brand", WRONG)
def test_a_mistake_in_the_brand_is_explained(brand: str, site: MakeSite) -> None:
    project = site(config(f"brand: {{{brand}}}"))
    (project.root / "logo.svg").write_text(PICTURE)
    (project.root.parent / "outside.svg").write_text(PICTURE)
    result = project.run("build")
    assert result.exit_code in (1, 2)
    assert WRONG[brand] in result.output
    assert "Traceback" not in result.output and not (project.root / "site").exists()


@pytest.mark.parametrize("brand", ["teal", "[a]", "5"])
def test_a_brand_that_is_no_mapping_is_explained(brand: str, site: MakeSite) -> None:
    result = site(config(f"brand: {brand}")).run("build")
    assert result.exit_code and "brand" in result.output and "Traceback" not in result.output


HOSTILE = "<script>alert(1)</script>\"'&"


def test_names_are_never_markup(site: MakeSite) -> None:
    base = ONE.replace("site_name: Test", "site_name: '" + HOSTILE.replace("'", "''") + "'")
    social = '{"' + HOSTILE.replace('"', '\\"') + '": "https://x.example/?a=1&b=2"}'
    logo = "a b'&(1).svg"
    project = site(config(f'brand: {{logo: "{logo}", social: {social}}}', base))
    (project.root / logo).write_text(PICTURE)
    project.build()
    html = project.html("")
    assert "<script>alert" not in html
    assert 'href="https://x.example/?a=1&amp;b=2"' in html
    assert HOSTILE in links(project, "")
    assert f"<title>{HOSTILE}</title>" == unescape(re.findall(r"<title>.*</title>", html)[0])
    assert dead(project) == []


# Settings of MkDocs


def test_addresses_may_end_in_html(site: MakeSite) -> None:
    project = site(
        f"-- mkdocs.yml --\nuse_directory_urls: false\n{CONFIG}"
        + FAQ.format("pin", "PIN")
        + "-- content/branches/riyadh.yml --\nname: {en: Riyadh, ur: ریاض, ar: الرياض, hi: रियाद}\nregion: SA\n"
    )
    project.build()
    folder = project.root / "site"
    html = (folder / "faq/pin.html").read_text("utf-8")
    assert 'action="../search.html"' in html and 'href="../ur/faq/pin.html"' in html
    assert "kb-suggest" in (folder / "index.html").read_text("utf-8")
    missing = (folder / "ur/404.html").read_text("utf-8")
    assert 'href="/ur/search.html"' in missing
    assert dead(project) == []


def test_a_site_with_little_shows_nothing_empty(site: MakeSite) -> None:
    project = site(config() + FAQ.format("pin", "PIN"))
    project.build()
    html = project.html("faq/pin") + project.html("")
    for name in (
        "kb-langs",
        "kb-suggest",
        "data-kb-choose",
        "kb-call",
        "kb-help",
        "kb-social",
    ):
        assert f'"{name}' not in html and f" {name}" not in html, name
    assert not re.search(r"<(ul|nav|dl|section)\b[^>]*>\s*</\1>", html)
    dialogs = json.loads((project.root / "site/api/dialogs.json").read_text("utf-8"))
    assert set(dialogs) == {"finder", "found"}
    assert (project.root / "site/404.html").is_file()
    assert dead(project) == []


def test_a_very_long_title_is_shown_whole(site: MakeSite) -> None:
    title = "Whether " + "a very long question " * 60 + "is shown?"
    project = site(config() + FAQ.format("pin", title))
    project.build()
    assert title in links(project, "faq")
    assert f"<title>{title} – Test</title>" in project.html("faq/pin")


def test_columns_are_aligned_without_styles(site: MakeSite) -> None:
    table = "| a | b | c |\n| :-- | --: | :-: |\n| 1 | 2 | 3 |\n"
    nested = "\n<table><tr><td><table><tr><td>in</td></tr></table></td></tr></table>\n"
    project = site(config() + f"-- content/en/t.md --\n---\ntitle: T\n---\n{table}{nested}")
    project.build()
    html = project.article("t")
    assert " style=" not in project.html("t")
    assert re.findall(r"<td(?: class=\"(kb-align-\w+)\")?>[123]<", html) == [
        "kb-align-start",
        "kb-align-end",
        "kb-align-center",
    ]
    assert html.count("kb-scroll") == 2
    assert "</table></td></tr></table></div>" in re.sub(r"\s*\n\s*|</?tbody>", "", html)


def test_styles_scripts_and_blocks_of_ones_own_are_there(site: MakeSite) -> None:
    base = ONE.replace(
        "theme: {name: material, font: false}",
        "theme: {name: material, font: false, custom_dir: over}\n"
        "extra_css: [own.css]\nextra_javascript: [own.js, {path: mod.mjs, type: module}]\n"
        "copyright: Ours &copy;",
    )
    project = site(
        config(base=base)
        + FAQ.format("pin", "PIN")
        + "-- content/en/own.css --\na{}\n-- content/en/own.js --\n1\n-- content/en/mod.mjs --\n1\n"
        + "-- over/main.html --\n"
        + '{% extends "base.html" %}{% block announce %}<p>ANNOUNCED</p>{% endblock %}\n'
        + '{% block extrahead %}<meta name="own" content="{{ page.title }}">{% endblock %}\n'
        + "{% block footer %}{{ super() }}<p>FOOT</p>{% endblock %}\n"
        + '{% block content %}{% include "kb/page.html" %}{% endblock %}\n'
    )
    project.build()
    html = project.html("faq/pin")
    for own in ("ANNOUNCED", "FOOT", '<meta name="own" content="PIN">', "Ours &copy;", "kb-footer"):
        assert own in html
    assert 'href="../../own.css"' in html and 'src="../../own.js"' in html
    assert re.search(
        r'<script[^>]*src="../../mod.mjs"[^>]*type="module"|<script[^>]*type="module"[^>]*src="../../mod.mjs"',
        html,
    )
    assert "PIN" in project.article("faq/pin")
    assert dead(project) == []


# Attributes that authors give


def test_an_id_of_ones_own_is_never_markup(site: MakeSite) -> None:
    hostile = "{: id='a\" onclick=\"alert(1)' }"
    page = f"# Title {hostile}\n\n## Q {hostile}\n\nA.\n\n## R {{#r}}\nB.\n"
    project = site(config() + f"-- content/en/faq/a.md --\n{page}-- content/en/b.md --\n{page}")
    result = project.run("build")
    if result.exit_code == 0:  # else it is refused, which is as good
        for name in ("faq/a", "b"):
            assert not re.search(r"<[^<>]* onclick=\"alert", project.html(name))


# The alphabet

# CLDR 44, common/collation/ur.xml, as ICU sorts single letters; hamza on a letter counts less.
URDU = "ا آ ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن ں و ہ ھ ۃ ء ی ے".split()


@given(
    st.lists(st.sampled_from(URDU), min_size=1, max_size=4),
    st.lists(st.sampled_from(URDU), min_size=1, max_size=4),
)
def test_urdu_is_in_the_order_of_its_alphabet(one: list[str], other: list[str]) -> None:
    place = URDU.index
    expected = [place(c) for c in one] < [place(c) for c in other]
    a, b = "".join(one), "".join(other)
    assert (alphabetical(a, "ur") < alphabetical(b, "ur")) == expected


ALPHABETS = {
    "en": ["1 way", "About", "the Bank", "bank account", "Élan", "Zoo"],
    "ur": ["اب", "آب", "«بل»", "پتہ", "ٹکٹ", "قیمت", "کارڈ", "گھر", "ہم", "یہ", "ATM", "eSIM"],
    "ar": ["أب", "إبل", "بنك", "تاجر", "واحد", "ATM"],
    "bn": ["অভিযোগ", "আপনি", "কাঁচ", "কার্ড", "খাতা", "শাখা", "ATM"],
    "hi": ["अपना", "आप", "कार्ड", "खाता", "हम", "ATM"],
}


@pytest.mark.parametrize("lang", ALPHABETS)
def test_titles_stand_where_a_reader_looks_for_them(lang: str) -> None:
    titles = ALPHABETS[lang]
    backwards = titles[::-1]
    assert sorted(backwards, key=lambda title: alphabetical(title, lang)) == titles


def test_a_hamza_does_not_move_a_word() -> None:
    for plain, hamza in zip("اوی", "أؤئ", strict=True):
        key = alphabetical(f"ب{plain}ت", "ur")[0]
        assert alphabetical(f"ب{hamza}ت", "ur")[0] == key


@given(st.text(max_size=30), st.sampled_from(["en", "ur", "ar", "hi", "bn"]))
def test_any_text_has_a_place(text: str, lang: str) -> None:
    key, last = alphabetical(text, lang)
    assert isinstance(key, str) and last == text
