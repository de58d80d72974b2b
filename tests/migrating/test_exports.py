"""Exports of Zendesk and Confluence: articles, languages, links, pictures, addresses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.migrations import Migration, migrated, moved, unanswered

HOST = "https://help.acme.example"
BODY = """\
<p>See <a href="/hc/en-us/articles/12-Old-title#h_fee">fees</a>, <a href="#h_1">below</a> &amp;
<a href="/hc/en-us/requests/new">write</a>.</p>
<h1 id="h_1">In a <strong>shop</strong></h1>
<ol><li>Bring it<ul><li>in its box</li></ul></li><li>Show <code>a*b</code></li></ol>
<p><img src="/hc/article_attachments/77/label.png" alt="Label"></p>
<div class="callout callout--warning"><p class="callout__title">Mind</p><p>the lock</p></div>
<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2 | 3</td></tr></table>
<table><tr><td rowspan="2">x</td><td>y</td></tr><tr><td>z</td></tr></table>
"""


def zendesk(folder: Path) -> Migration:
    """Write an export of two articles in two languages, and move it."""

    def article(number: int, title: str, **more: Any) -> dict[str, Any]:
        slug = title.replace(" ", "-")
        given = {
            "id": number,
            "html_url": f"{HOST}/hc/en-us/articles/{number}-{slug}",
            "section_id": 5,
            "position": number,
            "title": title,
            "body": BODY,
            "locale": "en-us",
            "label_names": ["money back"],
            "edited_at": "2026-02-06T11:25:07Z",
            "user_segment_id": None,
        }
        return given | more

    fees = {"body": '<h2 id="h_fee">Fee</h2><p>None.</p>'}
    articles = [article(11, "Return an item"), article(12, "All fees", **fees)]
    articles.append(article(13, "For colleagues", user_segment_id=9))
    section = {
        "id": 5,
        "name": "Returns",
        "category_id": 4,
        "locale": "en-us",
        "description": "Back",
    }
    section["html_url"] = f"{HOST}/hc/en-us/sections/5-Returns"
    category = {"id": 4, "name": "Orders", "locale": "en-us", "description": ""}
    category["html_url"] = f"{HOST}/hc/en-us/categories/4-Orders"
    arabic = {
        "source_id": 11,
        "source_type": "Article",
        "locale": "ar",
        "title": "إرجاع منتج",
        "body": "<h1>في المتجر</h1><p>نص</p>",
        "html_url": f"{HOST}/hc/ar/articles/11-%D8%A5%D8%B1%D8%AC%D8%A7%D8%B9",
    }
    old = folder / "old"
    for name, data in {
        "articles.json": {"articles": articles},
        "sections.json": {"sections": [section]},
        "categories.json": {"categories": [category]},
        "locales.json": {"locales": ["en-us", "ar"], "default_locale": "en-us"},
        "translations/articles/11.json": {"translations": [arabic]},
    }.items():
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        (old / name).write_text(json.dumps(data), "utf-8")
    (old / "article_attachments/77").mkdir(parents=True)
    (old / "article_attachments/77/label.png").write_bytes(b"PNG")
    return moved(old, folder / "new")


def test_articles_keep_links_pictures_and_lists(tmp_path: Path) -> None:
    done = zendesk(tmp_path)
    assert done.body("en/returns/return-an-item.md") == (
        "See [fees](all-fees.md#h_fee), [below](#h_1) & "
        f"[write](<{HOST}/hc/en-us/requests/new>).\n\n"
        "## In a shop {#h_1}\n\n"
        "1. Bring it\n    - in its box\n2. Show `a*b`\n\n"
        "![Label](../attachments/77/label.png)\n\n"
        '!!! warning "Mind"\n\n    the lock\n\n'
        "| A | B |\n| --- | --- |\n| 1 | 2 \\| 3 |\n\n"
        '<table><tr><td rowspan="2">x</td><td>y</td></tr><tr><td>z</td></tr></table>\n'
    )
    assert done.page("en/returns/return-an-item.md").startswith(
        "---\ntitle: Return an item\nkeywords: [money back]\nupdated: 2026-02-06\n---\n"
    )


def test_every_address_of_a_help_centre_is_answered(tmp_path: Path) -> None:
    done = zendesk(tmp_path)
    site = done.project.build()
    old = [f"/hc/en-us/{one}" for one in ("articles/11-Return-an-item", "articles/12", "")]
    old += ["/hc/en-us/sections/5-Returns", "/hc/en-us/categories/4-Orders", "/hc"]
    old += ["/hc/ar/articles/11-%D8%A5%D8%B1%D8%AC%D8%A7%D8%B9", "/hc/ar/articles/12"]
    assert unanswered(old, site) == []


def test_what_only_some_could_read_is_a_draft(tmp_path: Path) -> None:
    done = zendesk(tmp_path)
    assert "draft: true" in done.page("en/returns/for-colleagues.md")
    assert "articles.json#13/en-us:1: only some users could read this article" in done.output


SAVED = """\
-- {name}.html --
<html lang="{locale}"><head><link rel="canonical" href="https://help.acme.example/hc/{locale}/articles/11-x">
</head><body><ol class="breadcrumbs"><li><a href="/hc/{locale}/categories/4-Orders">Orders</a></li>
<li><a href="/hc/{locale}/sections/5-Returns">Returns</a></li></ol>
<h1 class="article-title">{title}</h1><a href="/hc/{locale}/profiles/3">Ali</a>
<div class="article-body"><h2 id="h_1">How</h2><p>{text} <img src="./{name}_files/a.png" alt="Slip"></p></div>
</body></html>
-- {name}_files/a.png --
PNG
"""


def test_saved_pages_of_a_help_centre(tmp_path: Path) -> None:
    english = SAVED.format(name="one", locale="en-us", title="Return an item", text="Bring it.")
    arabic = SAVED.format(name="two", locale="ar", title="إرجاع", text="أحضره.")
    done = migrated(tmp_path, english + arabic)
    page = "## How {#h_1}\n\n%s ![Slip](../attachments/%s/a.png)\n"
    assert done.body("en/returns/x.md") == page % ("Bring it.", "1000000")
    assert done.body("ar/returns/x.md") == page % ("أحضره.", "1000001")
    site = done.project.build()
    old = ["/hc/en-us/articles/11-x", "/hc/ar/articles/11-x", "/hc/en-us/sections/5-Returns"]
    assert unanswered(old, site) == []


INDEX = """\
-- index.html --
<html><head><title>Care (Confluence)</title></head><body>
<table><tr><th>Key</th><td>CARE</td></tr><tr><th>Name</th><td>Care</td></tr></table>
<ul><li><a href="Care_1.html">Care</a><ul>
<li><a href="Refunds_2.html">Refunds</a><ul><li><a href="3.html">سياسة</a></li></ul></li>
</ul></li></ul></body></html>
"""


def wiki(number: str, title: str, body: str, rest: str = "") -> str:
    return (
        f"-- {number}.html --\n<html><body><h1><span id='title-text'>Care : {title}</span></h1>"
        f"<div class='page-metadata'>Created by <span class='author'>Ali</span></div>"
        f"<div id='main-content'>{body}</div>{rest}</body></html>\n"
    )


PANEL = """\
<div class="toc-macro"><ul><li><a href="#Refunds-Howlong?">How long?</a></li></ul></div>
<h1 id="Refunds-Howlong?">How long?</h1>
<p>Money is back in <span class="status-macro">five</span> days, see
<a href="https://x.atlassian.net/wiki/spaces/CARE/pages/1/Care">home</a> and <a href="#Refunds-Howlong?">this</a>.</p>
<div class="confluence-information-macro confluence-information-macro-note">
<p class="title">Mind</p><div class="confluence-information-macro-body"><p>the box</p></div></div>
<div class="code panel"><div class="codeHeader panelHeader"><b>Call</b></div><div class="codeContent panelContent">
<pre data-syntaxhighlighter-params="brush: bash; gutter: false">curl a</pre></div></div>
<div class="expand-container"><span class="expand-control-text">More</span>
<div class="expand-content"><p>Inner</p></div></div>
<ul class="inline-task-list"><li class="checked" data-inline-task-id="1">done</li></ul>
<p><img src="attachments/2/9.png?width=3" data-image-src="attachments/2/9.png" alt="Slip"></p>
"""
COMMENTS = """\
<div class="pageSection"><h2 id="comments">Comments:</h2><p>Is that so?</p></div>
<div class="greybox"><a href="attachments/2/form.pdf">form.pdf</a></div>
"""
SPACE = (
    INDEX
    + wiki("Care_1", "Care", "<p>Welcome to the space of our customers, read all of it.</p>")
    + wiki("Refunds_2", "Refunds", PANEL, COMMENTS)
    + wiki("3", "سياسة", "<p>يمكنك إعادة المنتج خلال أربعة عشر يومًا من الشراء إلى المتجر.</p>")
    + "-- attachments/2/9.png --\nPNG\n-- attachments/2/form.pdf --\nPDF\n"
)


def test_a_space_keeps_macros_links_and_attachments(tmp_path: Path) -> None:
    done = migrated(tmp_path, SPACE)
    assert done.body("en/refunds.md") == (
        "## How long? {#how-long}\n\n"
        "Money is back in **five** days, see [home](index.md) and [this](#how-long).\n\n"
        '!!! warning "Mind"\n\n    the box\n\n'
        '```bash title="Call"\ncurl a\n```\n\n'
        '<details markdown="1">\n<summary>More</summary>\n\nInner\n\n</details>\n\n'
        "- [x] done\n\n![Slip](attachments/2/9.png)\n\n- [form.pdf](attachments/2/form.pdf)\n"
    )
    assert "Is that so?" in done.report
    assert "Created by Ali" in done.report
    done.project.build()


def test_a_page_below_in_another_language_is_asked_about(tmp_path: Path) -> None:
    done = migrated(tmp_path, SPACE)
    assert "أربعة عشر" in done.body("ar/refunds.md")
    assert "3.html:1: it stands below Refunds_2.html in another language" in done.output


def test_every_address_of_a_space_is_answered(tmp_path: Path) -> None:
    done = migrated(tmp_path, SPACE)
    site = done.project.build()
    old = ["/Refunds_2.html", "/3.html", "/Care_1.html", "/wiki/spaces/CARE/pages/2/Refunds"]
    assert unanswered([*old, "/wiki/spaces/CARE/pages/2"], site) == []
