"""Links and files in HTML are resolved in the same manner as those in Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.build.test_build import mkdocs_build
from tests.conftest import MakeSite
from tests.sites import CONFIG

PAGES = """\
-- content/en/faq/fees.md --
---
title: Fees
---
## Cost {#cost}
Free.
-- content/ur/faq/fees.md --
---
title: فیس
---
## لاگت {#cost}
مفت۔
-- content/en/faq/shop.jpg --
-- content/en/faq/shop-2.jpg --
-- content/en/faq/film.mp4 --
-- content/en/logo.svg --
-- content/en/faq/logo.svg --
"""
# As written on content/en/faq/pay.md, and as it stands at /faq/pay/ and at /ur/faq/pay/.
WRITTEN = {
    '<a href="fees.md">x</a>': ('href="../fees/"', 'href="../fees/"'),
    "<a class='b' href='fees.md#cost'>x</a>": ('href="../fees/#cost"', 'href="../fees/#cost"'),
    "<a href=fees.md>x</a>": ('href="../fees/"', 'href="../fees/"'),
    '<div>\n<a href="../index.md">x</a>\n</div>': ('href="../../"', 'href="../../"'),
    '<img src="shop.jpg" alt="a">': ('src="../shop.jpg"', 'src="../../../faq/shop.jpg"'),
    '<img src="../logo.svg" alt="a">': ('src="../../logo.svg"', 'src="../../../logo.svg"'),
    '<img alt="a" src="shop.jpg" srcset="shop.jpg 1x, shop-2.jpg 2x">': (
        'srcset="../shop.jpg 1x, ../shop-2.jpg 2x"',
        'srcset="../../../faq/shop.jpg 1x, ../../../faq/shop-2.jpg 2x"',
    ),
    '<video src="film.mp4" poster="shop.jpg" controls></video>': (
        'src="../film.mp4" poster="../shop.jpg"',
        'src="../../../faq/film.mp4" poster="../../../faq/shop.jpg"',
    ),
    '<picture><source srcset="shop-2.jpg"><img src="shop.jpg" alt=""></picture>': (
        'srcset="../shop-2.jpg"',
        'srcset="../../../faq/shop-2.jpg"',
    ),
    # As a browser reads it from the page's own address: what sites had to write before.
    '<img src="../shop.jpg" alt="b">': ('src="../shop.jpg"', 'src="../shop.jpg"'),
    # What leads elsewhere, or nowhere but to the page itself, stays.
    '<a href="https://example.com/a.md">x</a>': ("https://example.com/a.md",) * 2,
    '<a href="#x" id="x">x</a>': ('href="#x"',) * 2,
    '<a href="mailto:a@example.com">x</a>': ('href="mailto:a@example.com"',) * 2,
    # Markdown's own are not resolved twice.
    "![a](shop.jpg)": ('src="../shop.jpg"', 'src="../../../faq/shop.jpg"'),
    "[x](fees.md)": ('href="../fees/"', 'href="../fees/"'),
    '![d](logo.svg "of the folder")': (
        'alt="d" src="../logo.svg"',
        'alt="d" src="../../../faq/logo.svg"',
    ),
}
FALLBACK = {html for html in WRITTEN if "../shop.jpg" in html and 'alt="b"' in html}


@pytest.mark.parametrize("command", ["build", "mkdocs"])
def test_html_is_resolved_as_markdown_is(command: str, site: MakeSite) -> None:
    body = "\n\n".join(WRITTEN)
    project = site(f"{PAGES}-- content/en/faq/pay.md --\n---\ntitle: Pay\n---\n{body}\n")
    assert project.check() == []
    if command == "build":
        project.build("--strict")
    else:
        assert mkdocs_build(project.root, project.root / "site").returncode == 0
    own, borrowed = project.article("faq/pay"), project.article("ur/faq/pay")
    for html, (here, there) in WRITTEN.items():
        assert here in own, html
        assert there in borrowed or html in FALLBACK, html
    assert "data-kb-resolved" not in own


MISTAKES = {
    '<a href="fee.md">x</a>': "5:10 KB301",
    "<img alt=a src='shops.jpg'>": "5:17 KB301",
    '<img alt="a" srcset="shop.jpg 1x, shop-3.jpg 2x">': "5:35 KB301",
    '<video poster="none.jpg" src="film.mp4"></video>': "5:16 KB301",
    '<audio><source src="none.mp3"></audio>': "5:21 KB301",
    '<a href="fees.md#costs">x</a>': "5:10 KB302",
    "[x](https://[y])": "5:5 KB301",
    "<http://[y]>": "5:2 KB301",
    '<img src="//[" alt="">': "5:11 KB301",
    "[x][y]\n\n[y]: https://[z]": "7:6 KB301",
    "![x](//[y/a.png)": "5:6 KB301",
}


@pytest.mark.parametrize("markdown", MISTAKES)
def test_a_mistake_in_an_address_has_its_place(markdown: str, site: MakeSite) -> None:
    ledger = "-- content/facts.yml --\nreturn.window: {duration: 14 days}\n"  # else it is a warning
    page = f"-- content/en/faq/pay.md --\n---\ntitle: Pay\n---\n\n{markdown}\n"
    project = site(PAGES + ledger + page)
    assert project.found() == [f"content/en/faq/pay.md:{MISTAKES[markdown]}"]
    result = project.run("build")
    assert result.exit_code == 1 and "content/en/faq/pay.md:" in result.output


@pytest.mark.parametrize(
    "markdown", ["[x](fees.md){: href='https://[y]' }", '<a markdown="1" name="n">x</a>']
)
def test_what_is_no_address_stops_no_build(markdown: str, site: MakeSite) -> None:
    config = "markdown_extensions: [md_in_html]\n"
    project = site(f"{PAGES}-- content/en/faq/pay.md --\n---\ntitle: Pay\n---\n\n{markdown}\n")
    file = project.root / "mkdocs.yml"
    file.write_text(file.read_text() + config)
    project.build()
    assert "x" in project.text("faq/pay") and "[y]" not in project.article("faq/pay")


# Attributes that end in what looks like others: none of it may become an attribute.
SPOOFED = [
    '<img alt="x style=" data-md-text-align:left=" onerror=alert(5) " src="shop.jpg">',
    '<p title="x style=" data-md-text-align:left=" onmouseover=alert(5) ">y</p>',
    '<p data-md-"=">a" onmouseover=alert(1) x="</p>',
    '<p title="id=" class="x" lang=" onclick=alert(1) ">z</p>',
    '<a title=" href=" href="fees.md" lang=" onclick=alert(1) ">w</a>',
    '<h2 title="<h2 id=" id=" onclick=alert(1) ">v</h2>',
    '<span title="<span data-fact=" lang="onclick=alert(1)">u</span>',
    '<td title="a > b <table" lang=" onclick=alert(1) ">t</td>',
]


class _Handlers(HTMLParser):
    """Collects event handlers, as a browser would read them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name) for name, _ in attrs if name.startswith("on")]


def test_an_attribute_ends_where_it_ends(site: MakeSite) -> None:
    body = "\n\n".join(SPOOFED)
    project = site(f"{PAGES}-- content/en/faq/pay.md --\n---\ntitle: Pay\n---\n{body}\n")
    project.build()
    handlers = _Handlers()
    handlers.feed(project.html("faq/pay"))
    assert handlers.found == []


LISTED = {
    "## <img src=shop.jpg onerror=alert(1)> One": "One",
    "## &lt;img src=x onerror=alert(2)&gt; Two": "&lt;img src=x onerror=alert(2)&gt; Two",
    "## Three { data-toc-label='3 &amp; <b>more</b>' }": "Three",
    "## Three and a half { data-toc-label='3 & a half' }": "3 &amp; a half",
    "## `<b onclick=alert(4)>` four": "&lt;b onclick=alert(4)&gt; four",
    "## <b>Five</b> [link](fees.md)": "Five link",
    "## Six {: id='a\"onmouseover=alert(6)' }": "Six",
}


def test_a_heading_is_listed_by_its_words_alone(site: MakeSite) -> None:
    body = "\n\ntext\n\n".join(LISTED)
    project = site(f"{PAGES}-- content/en/faq/pay.md --\n---\ntitle: Pay\n---\n{body}\n")
    project.build()
    listed = re.findall(r'<li><a href="#[^"]*">(.*?)</a></li>', project.html("faq/pay"))
    assert [words.replace("&#34;", "&quot;").replace("&#39;", "&#x27;") for words in listed] == [
        *LISTED.values()
    ]


# What no address was when the HTML was sanitized, and would be one once slots are filled.
COMPLETED = [
    '<a href="java&#xfdd0;99&#xfdd1;script:alert(1)">x</a>',
    '<a href="{{ scheme }}:alert(1)">x</a>',
    '<a href="java{{ rest }}:alert(1)">x</a>',
    "[x]({{ scheme }}:alert(1))",
    '<a href="&#1;{{ scheme }}:alert(1)">x</a>',
    '<img alt="" src="{{ scheme }}:alert(1)">',
]


@pytest.mark.parametrize("markdown", COMPLETED)
def test_no_fact_completes_an_unsafe_address(markdown: str, site: MakeSite) -> None:
    ledger = (
        "-- content/facts.yml --\nscheme: {text: {en: javascript}}\nrest: {text: {en: script}}\n"
    )
    languages = "        - {locale: ur, name: اردو}\n"
    config = CONFIG.partition(languages)[0] + "  - kbgen\n"
    page = f"-- content/en/pay.md --\n---\ntitle: Pay\n---\n\n{markdown}\n"
    project = site(f"-- mkdocs.yml --\n{config}{ledger}{page}")
    project.build()
    assert "alert" not in project.article("pay").replace("alert(1))", "")
