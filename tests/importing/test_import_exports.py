"""Documents of other programs: MDX, Confluence, Zendesk, names of files with a language, Word."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kbgen.importing.document import Document, read_documents
from kbgen.importing.readers.encoding import decode
from kbgen.importing.readers.markdown import body
from kbgen.importing.readers.mdx import is_mdx
from kbgen.importing.understand.named import read_name
from tests.conftest import MakeSite
from tests.documents import docx, import_into
from tests.sites import Project


def put(project: Project, name: str, content: str | bytes) -> None:
    file = project.root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def read(name: str, text: str | bytes) -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    return read_documents(name, data, lang="en")[0]


def asked(document: Document) -> str:
    return "\n".join(one.message for one in document.decisions)


# MDX

MDX: dict[str, tuple[str, str]] = {
    "a component in a sentence": ("Ready in <Days n={3} /> days.", "Ready in … days.\n"),
    "an expression in a sentence": ("Ready in {props.days} days.", "Ready in … days.\n"),
    "an expression that is a text": ("Ready{' '}in {\"3 days\"}.", "Ready in 3 days.\n"),
    "a comment": ("Ready.\n\n{/* Ask\nSara */}\n\nSoon.", "Ready.\n\nSoon.\n"),
    "import and export": (
        "import A from '@site/a';\nimport {B} from \"./b\";\n\nexport const c = {\n  d: 1,\n\n};\n\nReady.",
        "Ready.\n",
    ),
    "a sentence that begins like an import": (
        "Import duties are yours.\n\nimport duties, too.\n\n{/* x */}",
        "Import duties are yours.\n\nimport duties, too.\n",
    ),
    "braces and components in code": (
        "{/* x */}\n\nWrite `<Days n={3}/>`:\n\n```jsx\n<Days n={3}/>\n```",
        "Write `<Days n={3}/>`:\n\n```jsx\n<Days n={3}/>\n```\n",
    ),
    "tabs": (
        '<Tabs groupId="x">\n  <TabItem value="a" label="App">\n\n  Open *it*.\n\n  </TabItem>\n'
        '  <TabItem value="web">Sign in.</TabItem>\n</Tabs>',
        '=== "App"\n\n    Open *it*.\n\n=== "web"\n\n    Sign in.\n',
    ),
    "a box of Starlight": (
        '<Aside type="caution" title="Hot">\nMind it.\n</Aside>',
        '!!! warning "Hot"\n    Mind it.\n',
    ),
    "a part that opens": (
        '<Accordion title="How long?">\nFive days.\n</Accordion>',
        '??? note "How long?"\n    Five days.\n',
    ),
    "a card": (
        '<LinkCard title="Fees" href="https://e.example/fees" description="What it costs" />',
        "[Fees](<https://e.example/fees>)\n\nWhat it costs\n",
    ),
    "an id in a comment": ("Soon.\n\n## When {/* #when-1 */}\n\nSoon.", "Soon.\n\n## When {#when-1}\n\nSoon.\n"),
    "code that is shown as MDX": (
        "```mdx-code-block\nimport A from './a';\n<Tabs>\n<TabItem label=\"App\">Go.</TabItem>\n</Tabs>\n```",
        '=== "App"\n\n    Go.\n',
    ),
    "details": (
        "<details>\n  <summary>Or <b>so</b></summary>\n\nDo *it*.\n\n</details>\n\nAfter all.",
        '??? note "Or so"\n    Do *it*.\n\nAfter all.\n',
    ),
    "an icon": (":material-check: Ready.", "Ready.\n"),
    "a component around text": ("A <Term id='x'>small fee</Term> is due.", "A small fee is due.\n"),
    "a style that is a program": ("<div style={{color: 'red'}}>Red it is.</div>", "Red it is.\n"),
    "indented text is no code": ("    Ready.\n\n{/* x */}", "Ready.\n"),
    "less than": ("For a < b and 3 <4 days {/* x */}.", "For a &lt; b and 3 &lt;4 days .\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", MDX)
def test_mdx_becomes_markdown(case: str) -> None:
    text, wanted = MDX[case]
    document = read("a.mdx", f"# Repairs\n\n{text}\n")
    assert body(document.blocks) == wanted


def test_what_a_component_showed_is_asked_for_with_its_sentence() -> None:
    document = read("a.mdx", "# Repairs\n\nBring it.\n\nIt is ready in <Days n={3} /> days.\n")
    [decision] = document.decisions
    assert decision.line == 5
    assert "<Days> stands in “It is ready in <Days n={3} /> days.”" in decision.message
    assert [(r.line, r.rule, r.text) for r in document.removed] == [(5, "mdx", "<Days n={3} />")]


def test_an_expression_alone_leaves_no_mark_but_a_decision() -> None:
    document = read("a.mdx", "# Repairs\n\n{items.map(i => <li key={i}>{i}</li>)}\n\nBring it.\n")
    assert body(document.blocks) == "Bring it.\n"
    assert "the expression {items.map" in asked(document)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import A from './a'\n\nText.", True),
        ("Text {/* c */}.", True),
        ("export default function A() {}", True),
        ("```js\nimport A from './a'\n```\n", False),
        ("Use {curly} braces.", False),
    ],
)
def test_markdown_is_mdx_by_its_own_syntax(text: str, expected: bool) -> None:
    assert is_mdx(text) is expected


def test_braces_stay_in_markdown_but_a_component_is_asked_for() -> None:
    document = read("a.md", "# Repairs\n\nDear {name}, ready in <Days n={3} /> days.\n")
    assert body(document.blocks) == "Dear \\{name\\}, ready in … days.\n"
    assert "<Days>" in asked(document)


def test_a_placeholder_that_no_browser_shows_is_asked_for() -> None:
    document = read("a.md", "# Orders\n\nName your <order-number> at the desk.\n")
    assert body(document.blocks) == "Name your … at the desk.\n"
    assert "<order-number> is no element of HTML" in asked(document)


# Fields and ids


def test_fields_that_a_page_has_are_kept(site: MakeSite) -> None:
    project = site("")
    fields = "id: x\ntitle: Return it\ndescription: How to\nkeywords: [returns, refund]\ntags:\n  - care\nslug: /help/returns\n"
    put(
        project,
        "old/a.mdx",
        f"---\n{fields}---\n\nBring it to us. {{/* c */}}\n\n## When {{#when-1}}\n\nSoon.\n",
    )
    imported = import_into(project, "old")
    page = imported.page("a.mdx")
    found = imported.fields(page)
    assert (found["description"], found["keywords"]) == ("How to", ["returns", "refund"])
    assert (found["tags"], found["was"]) == (["care"], ["help/returns"])
    assert "## When {#when-1}" in imported.body(page)
    assert [r["text"] for r in page["removed"] if r["rule"] == "front-matter"] == ["id: x"]
    (project.root / page["path"]).write_text(imported.text(page).replace("draft: true\n", ""))
    assert not [f for f in project.check() if f["severity"] == "error"]


OLD_ADDRESSES = {
    "a path": ("permalink: /ur/faq/old/\n", ["faq/old"], ""),
    "a file": ("url: /faq/old.html\n", None, "write in addresses.txt: /faq/old.html -> return-it"),
    "several": ("aliases: [/a/b/, /c/]\n", ["a/b", "c"], ""),
    "relative": ("slug: returns\n", None, "write was: [returns] below its title"),
    "the same": ("slug: /return-it\n", None, ""),
}


@pytest.mark.parametrize("case", OLD_ADDRESSES)
def test_old_addresses_are_kept_or_asked_for(case: str, site: MakeSite) -> None:
    line, was, asks = OLD_ADDRESSES[case]
    project = site("")
    put(project, "a.md", f"---\ntitle: Return it\n{line}---\n\nBring it to us, **please**.\n")
    imported = import_into(project, "a.md")
    page = imported.page("a.md")
    assert imported.fields(page).get("was") == was
    messages = " ".join(d["message"] for d in page["decisions"])
    assert asks in messages if asks else "address" not in messages


def test_a_link_keeps_its_words_and_loses_its_attributes() -> None:
    document = read("a.md", "# Start\n\n[Go](https://e.example){ .md-button } now. {: #x .y }\n")
    assert body(document.blocks) == "[Go](<https://e.example>) now.\n"
    assert {r.text for r in document.removed} >= {"{ .md-button }"}


def test_front_matter_above_a_web_page_is_read_as_such(site: MakeSite) -> None:
    project = site("")
    put(project, "old/ar/index.html", "---\nlayout: index\nlang: ar\ntitle: ارشادات\n---\n")
    put(project, "old/b.html", "---\ntitle: Fees\nlayout: x\n---\n<p>A visit costs 60 AED.</p>\n")
    imported = import_into(project, "old")
    assert "there are no words in it" in imported.file("index.html")["problem"]
    page = imported.page("b.html")
    assert (page["title"], imported.body(page).strip()) == ("Fees", "A visit costs 60 AED.")


# Confluence


def confluence(content: str, title: str = "Care : Refunds", more: str = "") -> str:
    return (
        f'<html><head><title>{title}</title></head><body class="theme-default aui-theme-default">'
        '<div id="main-header"><div id="breadcrumb-section"><ol id="breadcrumbs"><li class="first">'
        f'<span><a href="index.html">Care</a></span></li></ol></div><h1 id="title-heading"><span id="title-text"> {title} </span></h1></div>'
        '<div id="content" class="view"><div class="page-metadata">Created by <span class="author">Ali Raza</span>, last modified on Mar 01, 2026</div>'
        f'<div id="main-content" class="wiki-content group">{content}</div>{more}</div>'
        '<div id="footer" role="contentinfo"><p>Document generated by Confluence on Mar 02, 2026</p></div></body></html>'
    )


def macro(kind: str, title: str = "") -> str:
    head = f'<p class="title">{title}</p>' if title else ""
    return (
        f'<div class="confluence-information-macro confluence-information-macro-{kind}">{head}<span class="aui-icon"></span>'
        '<div class="confluence-information-macro-body"><p>Mind it.</p></div></div>'
    )


def expander(label: str, inner: str = "<p>Count bank days.</p>") -> str:
    return (
        '<div class="expand-container"><div class="expand-control"><span class="expand-control-icon"><img class="expand-control-image" src="a.png"/></span>'
        f'<span class="expand-control-text">{label}</span></div><div class="expand-content">{inner}</div></div>'
    )


CONFLUENCE = {
    "a note": (macro("note"), "!!! note\n    Mind it.\n"),
    "a note with a title": (macro("note", "Hot"), '!!! note "Hot"\n    Mind it.\n'),
    "an information": (macro("information"), "!!! info\n    Mind it.\n"),
    "a tip": (macro("tip"), "!!! tip\n    Mind it.\n"),
    "a warning": (macro("warning"), "!!! warning\n    Mind it.\n"),
    "a panel": (
        '<div class="panel"><div class="panelHeader"><b>Help</b></div><div class="panelContent"><p>Ask us.</p></div></div>',
        '!!! note "Help"\n    Ask us.\n',
    ),
    "an expander": (expander("Late money"), '??? note "Late money"\n    Count bank days.\n'),
    "a note in an expander": (
        expander("Late money", macro("tip")),
        '??? note "Late money"\n\n    !!! tip\n        Mind it.\n',
    ),
    "an expander without a title": (
        expander("Click here to expand..."),
        '??? note "Count bank days."\n    Count bank days.\n',
    ),
    "code": (
        '<div class="code panel pdl"><div class="codeHeader panelHeader pdl"><b>Query</b></div><div class="codeContent panelContent pdl">'
        '<pre class="syntaxhighlighter-pre" data-syntaxhighlighter-params="brush: sql; gutter: true">SELECT 1;</pre></div></div>',
        '!!! example "Query"\n\n    ```sql\n    SELECT 1;\n    ```\n',
    ),
    "tasks": (
        '<ul class="inline-task-list"><li class="checked">Done it</li><li>Do it</li></ul>',
        "- ☑ Done it\n- ☐ Do it\n",
    ),
    "an emoticon": (
        '<p>Free <img class="emoticon emoticon-tick" data-emoticon-name="tick" src="t.png" alt="(tick)"/> for all.</p>',
        "Free ✔ for all.\n",
    ),
    "a box in a step": (
        f"<ol><li><p>Open.</p>{macro('note')}</li><li><p>Pay.</p></li></ol>",
        "1. Open.\n\n    !!! note\n        Mind it.\n\n2. Pay.\n",
    ),
    "a heading in a box": (
        '<div class="panel"><div class="panelContent"><p>So:</p><h3>Why</h3><p>So.</p></div></div>',
        "!!! note\n    So:\n\n    **Why**\n\n    So.\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CONFLUENCE)
def test_what_confluence_exports(case: str) -> None:
    content, wanted = CONFLUENCE[case]
    document = read("Refunds_1.html", confluence(f"<p>We refund in full.</p>{content}"))
    assert document.title == "Refunds"
    assert body(document.blocks) == f"We refund in full.\n\n{wanted}"


def test_what_stands_around_a_page_of_confluence_is_reported_by_its_rule() -> None:
    toc = "<div class='toc-macro rbtoc1'><ul><li><a href='#a'>When</a></li></ul></div>"
    more = (
        '<div class="pageSection group"><div class="pageSectionHeader"><h2 id="attachments" class="pageSectionTitle">Attachments:</h2></div><a href="a/1.png">box.png</a></div>'
        '<div class="pageSection group"><h2 id="comments" class="pageSectionTitle">Comments:</h2><p>Is it so?</p></div>'
    )
    document = read("Refunds_1.html", confluence(f"{toc}<p>We refund in full.</p>", more=more))
    assert body(document.blocks) == "We refund in full.\n"
    gone = {r.rule: r.text for r in document.removed}
    assert "Ali Raza" in gone["byline"] and "When" in gone["toc"]
    assert "box.png" in gone["embed"] and "Is it so?" in gone["comment"]
    assert "Care" in gone["navigation"] and "generated by Confluence" in gone["furniture"]


def test_colleagues_are_asked_about_and_not_linked() -> None:
    user = '<a class="confluence-userlink user-mention" data-base-url="https://w.example/wiki" href="https://w.example/wiki/people/1">Sana Q</a>'
    page = '<a href="https://w.example/wiki/pages/2">the rules</a>'
    document = read("a_1.html", confluence(f"<p>Ask {user}, or see {page}.</p>"))
    assert body(document.blocks) == "Ask Sana Q, or see the rules.\n"
    assert "colleagues are named: Sana Q" in asked(document)
    assert "https://w.example/wiki/pages/2" in asked(document)


def test_the_list_of_a_space_and_pictures_are_left_out_by_name(site: MakeSite) -> None:
    project = site("")
    put(project, "old/Refunds_1.html", confluence("<p>We refund in full.</p>"))
    put(project, "old/index.html", confluence("<ul><li>Refunds</li></ul>", title="Space Details:"))
    put(project, "old/images/a.png", b"\x89PNG")
    put(project, "old/form.pdf", b"%PDF")
    imported = import_into(project, "old")
    assert imported.exit_code == 0
    left = {one["file"]: one["reason"] for one in imported.report["left_out"]}
    assert left == {
        "old/form.pdf": "this is a PDF; save its text as .docx or .txt",
        "old/images/a.png": "no document",
        "old/index.html": "this is the list of the pages of a Confluence space, and no page",
    }
    shown = project.run("import", "old", "--dry-run").output
    assert "left out:" in shown and "old/images/a.png" in shown


# Zendesk


def article(number: int, locale: str, title: str, html: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "locale": locale, "title": title, "body": html, **more}


ENGLISH = "<h1>Fees</h1><p>A visit costs 60 AED, and nothing under warranty.</p><h1>Times</h1><p>We come within 3 days.</p>"
URDU = "<h1>فیس</h1><p>ایک دورہ 60 درہم کا ہے، اور وارنٹی میں مفت ہے۔</p><h1>وقت</h1><p>ہم 3 دن میں آتے ہیں۔</p>"


def test_articles_and_translations_of_zendesk_become_pages(site: MakeSite) -> None:
    project = site("")
    own = article(
        7,
        "en-us",
        "Repairs at home",
        ENGLISH,
        label_names=["repair"],
        html_url="https://h.example/hc/en-us/articles/7-Repairs",
    )
    put(project, "zd/articles.json", json.dumps({"articles": [own]}))
    translations = [
        {
            **article(70, "en-us", "Repairs at home", ENGLISH),
            "source_id": 7,
            "source_type": "Article",
        },
        {
            **article(71, "ur", "گھر پر مرمت", URDU),
            "source_id": 7,
            "source_type": "Article",
            "outdated": True,
        },
    ]
    put(project, "zd/translations/7.json", json.dumps({"translations": translations}))
    put(project, "zd/sections.json", json.dumps({"sections": [{"id": 1, "name": "Care"}]}))
    imported = import_into(project, "zd")
    english = imported.page("articles.json#7.en-us")
    urdu = imported.page("7.json#7.ur")
    assert (english["id"], urdu["id"]) == ("repairs-at-home", "repairs-at-home")
    assert imported.fields(english)["keywords"] == ["repair"]
    assert imported.fields(english)["was"] == ["hc/en-us/articles/7-Repairs"]
    assert imported.headings(english) == ["Fees", "Times"]
    assert "Zendesk says that this translation is out of date" in [
        d["message"] for d in urdu["decisions"]
    ]
    left = {one["file"] for one in imported.report["left_out"]}
    assert left == {"zd/sections.json", "zd/translations/7.json#7.en-us"}
    again = project.run("import", "zd")
    assert "was made from this document already" in again.output


BAD_JSON = {
    "not JSON": ("{", "this is no JSON"),
    "an empty article": ('{"articles": [{"id": 1, "title": "", "body": ""}]}', "no words"),
}


@pytest.mark.parametrize("case", BAD_JSON)
def test_json_that_cannot_be_read_is_named(case: str, site: MakeSite) -> None:
    text, says = BAD_JSON[case]
    project = site("")
    put(project, "a.json", text)
    result = project.run("import", "a.json")
    assert result.exit_code == 1 and says in result.output and "Traceback" not in result.output


def test_callouts_and_accordions_of_a_help_centre() -> None:
    html = (
        '<h1>TV</h1><p>Set it up.</p><div class="callout callout--warning"><h4>Heavy</h4><p>Two people.</p></div>'
        '<div class="accordion-item"><h4 class="accordion-title">No sound</h4><div class="accordion-content"><p>Turn it up.</p></div></div>'
    )
    wanted = 'Set it up.\n\n!!! warning "Heavy"\n    Two people.\n\n??? note "No sound"\n    Turn it up.\n'
    assert body(read("a.html", html).blocks) == wanted


# Names of files

NAMES = {
    "old/start.hi.md": ("old/start", "hi"),
    "old/start.md": ("old/start", ""),
    "old/hi/start.md": ("old/start", "hi"),
    "old/ur-PK/a/start.md": ("old/a/start", "ur"),
    "i18n/ar/docusaurus-plugin-content-docs/current/a.md": ("docs/a", "ar"),
    "docs/a.md": ("docs/a", ""),
    "history/v1.2.md": ("history/v1.2", ""),
    "say.hi": ("say", ""),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_tells_article_and_language(name: str) -> None:
    found = read_name(name)
    assert (found.article, found.language.lang if found.language else "") == NAMES[name]


HINDI = "# त्वरित शुरुआत\n\nइस tool को install करें।\n\n```\npip install thing\nthing run it now and then stop\n```\n\n[The quick start guide for every platform](https://e.example/a) | [Reference manual of the tool](https://e.example/b)\n"
QUICK = "# Quick start\n\nInstall the tool and run it.\n\n- Open the app\n- Close the app\n"


@pytest.mark.parametrize(
    "names", [("a.md", "a.hi.md"), ("en/a.md", "hi/a.md"), ("a.md", "hi/a.md")]
)
def test_a_name_decides_language_and_pair_where_the_text_is_in_doubt(
    names: tuple[str, str], site: MakeSite
) -> None:
    project = site("")
    put(project, f"old/{names[0]}", QUICK)
    put(project, f"old/{names[1]}", HINDI)
    imported = import_into(project, "old")
    pages = [page for file in imported.report["files"] for page in file["pages"]]
    assert {page["path"] for page in pages} == {
        "content/en/quick-start.md",
        "content/hi/quick-start.md",
    }
    [hindi] = [page for page in pages if page["path"].startswith("content/hi")]
    assert "which decides" in hindi["language_reason"]
    [pair] = imported.report["pairs"]
    assert pair["sure"] and pair["evidence"] == ["their names differ in the language only"]


def test_a_text_that_is_not_translated_yet_stays_what_it_is(site: MakeSite) -> None:
    project = site("")
    put(
        project,
        "old/hi/a.md",
        "# Repairs\n\nOur technician comes to you within 3 days, and you pay nothing.\n",
    )
    page = import_into(project, "old").page("a.md")
    assert page["path"] == "content/en/repairs.md"
    messages = " ".join(d["message"] for d in page["decisions"])
    assert "it lies in the folder hi/, but its text is English" in messages


# Word

SHORT_URDU = docx(
    "title|Customer questions",
    "b|Q1. How long do refunds take?",
    "A: Refunds take 5 working days. Call the desk if you need it sooner, and we will tell you when it comes.",
    "b|Q2. Can I return sale items?",
    "A: Yes, you can return it within 14 days, with the receipt, in each of our branches in the city.",
    "سوال: رقم کی واپسی میں کتنا وقت لگتا ہے؟",
    "جواب: پانچ دن۔",
)


def test_a_question_in_another_language_is_named_and_headings_are_not_bold() -> None:
    [document] = read_documents("faq.docx", SHORT_URDU)
    assert "in paragraphs 6–7: split it, or translate it" in asked(document)
    assert "## How long do refunds take?\n" in body(document.blocks)


def box(text: str, fallback: bool = True) -> str:
    inner = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    old = f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
    return (
        "xml|<w:p><w:r><w:t>Above the box.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
        f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></wp:inline></w:drawing></mc:Choice>{old if fallback else ''}"
        "</mc:AlternateContent></w:r></w:p>"
    )


@pytest.mark.parametrize("fallback", [True, False])
def test_a_text_box_stands_once_after_its_paragraph(fallback: bool) -> None:
    document = read("a.docx", docx("title|Repairs", box("In the box.", fallback), "Below it."))
    assert body(document.blocks) == "Above the box.\n\nIn the box.\n\nBelow it.\n"
    assert "the text of 1 text box was put after the paragraph" in asked(document)


def test_ruby_directions_and_lists_of_choices_are_read() -> None:
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>reading</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    turned = "<w:bdo w:val='rtl'><w:r><w:t xml:space='preserve'> turned</w:t></w:r></w:bdo>"
    choice = "<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='Deira'/></w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t xml:space='preserve'> shop.</w:t></w:r></w:sdtContent></w:sdt>"
    document = read("a.docx", docx("title|Repairs", f"xml|<w:p>{ruby}{turned}{choice}</w:p>"))
    assert body(document.blocks) == "base (reading) turned shop.\n"
    assert ("hidden", "Deira") in [(r.rule, r.text) for r in document.removed]


def test_diagrams_charts_and_objects_are_reported() -> None:
    parts = {
        "word/diagrams/data1.xml": '<x xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>First step</a:t></a:r></a:p></x>',
        "word/charts/chart1.xml": '<x xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:pt><c:v>Sharjah</c:v></c:pt></x>',
        "word/embeddings/prices.xlsx": "x",
    }
    document = read("a.docx", docx("title|Repairs", "Bring it to us.", parts=parts))
    assert {("embed", "First step"), ("embed", "Sharjah")} <= {
        (r.rule, r.text) for r in document.removed
    }
    messages = asked(document)
    assert (
        "SmartArt" in messages and "a chart was left out" in messages and "prices.xlsx" in messages
    )


ARABIC = "يصل طلبك هذا المساء. يتصل بك السائق قبل أن يأتي إليك."


@pytest.mark.parametrize("encoding", ["iso8859-6", "cp1256"])
def test_two_arabic_encodings_are_told_apart(encoding: str) -> None:
    for text in (ARABIC, "سياسة الاسترجاع\nفي كل فرع", "إلى أي فرع؟"):
        found = decode(text.encode(encoding))
        assert (found.encoding, found.text) == (encoding, text)


@pytest.mark.parametrize("has_extension", [True, False])
def test_tabs_need_an_extension(has_extension: bool, site: MakeSite) -> None:
    project = site("")
    if has_extension:
        config = project.root / "mkdocs.yml"
        more = "\nmarkdown_extensions:\n  - pymdownx.tabbed: {alternate_style: true}\n"
        config.write_text(config.read_text("utf-8") + more, "utf-8")
    put(project, "a.md", '# Pay\n\nPay at once.\n\n=== "App"\n\n    Open it.\n')
    page = import_into(project, "a.md").page("a.md")
    asks = [d for d in page["decisions"] if "pymdownx.tabbed" in d["message"]]
    assert bool(asks) is not has_extension
