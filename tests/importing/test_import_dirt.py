"""Documents as an editor meets them, each of which an import once got wrong."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from kbgen.importing.blocks import Role
from kbgen.importing.clean.numbering import numbered
from kbgen.importing.document import Document, read_documents
from kbgen.importing.readers.grid import spread
from kbgen.importing.readers.markdown import body
from kbgen.importing.readers.plain import read_plain
from kbgen.importing.understand.headline import doubt
from kbgen.importing.understand.versions import find_versions
from kbgen.importing.write.front_matter import cut_front_matter
from tests.conftest import MakeSite
from tests.documents import docx, import_into

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read(name: str, text: str | bytes, *keep: str) -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    return read_documents(name, data, keep)[0]


def page(name: str, text: str | bytes, *keep: str) -> str:
    return body(read(name, text, *keep).blocks)


def headings(document: Document) -> list[str]:
    return [b.text for b in document.blocks if b.role is Role.HEADING]


def gone(document: Document) -> list[tuple[str, str]]:
    return [(r.rule, r.text) for r in document.removed]


def asks(document: Document) -> str:
    return "\n".join(d.message for d in document.decisions)


def word(inner: str, **parts: str) -> bytes:
    """Return a Word file with this in its body, and parts by name, each with its relation."""
    out = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(docx("x")))
    relations = "".join(
        f'<Relationship Id="x{name}" Type="{REL}/{name}" Target="{name}.xml"/>' for name in parts
    )
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == "word/document.xml":
                text = f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'
            archive.writestr(name, text.replace("</Relationships>", relations + "</Relationships>"))
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def p(text: str, inside: str = "", style: str = "") -> str:
    how = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{how}<w:r><w:t xml:space="preserve">{text}</w:t></w:r>{inside}</w:p>'


# Word


def test_a_reviewers_comment_is_not_on_the_page() -> None:
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:initials="S">{p("Is this still right?")}</w:comment></w:comments>'
    document = read("a.docx", word(p("Every customer may complain.", mark), comments=comments))
    assert body(document.blocks) == "Every customer may complain.\n"
    assert ("comment", "Is this still right?") in gone(document)


def test_a_footnote_keeps_its_words_and_not_words_arrow() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{p("Except in Fujairah.")}</w:footnote></w:footnotes>'
    text = page("a.docx", word(p("Fees apply in all cities.", mark), footnotes=notes))
    assert "Except in Fujairah." in text
    assert "↑" not in text


def test_fields_and_formulas_are_read() -> None:
    field = '<w:fldSimple w:instr="DATE"><w:r><w:t> 3 May</w:t></w:r></w:fldSimple>'
    maths = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    formula = (
        f'<m:oMath xmlns:m="{maths}"><m:f><m:num><m:r><m:t>fee</m:t></m:r></m:num></m:f></m:oMath>'
    )
    assert page("a.docx", word(p("It ends on", field + formula))) == "It ends on 3 Mayfee\n"


def test_what_word_hides_or_has_deleted_is_told() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t> for staff</w:t></w:r>"
    changes = "<w:del><w:r><w:delText>ten</w:delText></w:r></w:del><w:ins><w:r><w:t>seven</w:t></w:r></w:ins>"
    document = read("a.docx", word(p("We pay within ", changes + hidden)))
    assert body(document.blocks) == "We pay within seven\n"
    assert {("hidden", "ten"), ("hidden", "for staff")} <= {
        (r, t.strip()) for r, t in gone(document)
    }
    assert "tracked changes" in asks(document)


def test_merged_cells_of_word_stay_in_their_columns() -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{c}</w:tc>' for c in cells)}</w:tr>"

    start, go_on = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    rows = (
        row(p("Service"), p("City"), p("Fee"))
        + row(start + p("Repair"), p("Dubai"), p("60 AED"))
        + row(go_on + p(""), p("Sharjah"), p("80 AED"))
        + row(wide + p("Both"), p("140 AED"))
    )
    text = page("a.docx", word(p("Our fees.") + f"<w:tbl>{rows}</w:tbl>" + p("That is all.")))
    assert "| Repair | Dubai | 60 AED |\n|  | Sharjah | 80 AED |\n| Both |  | 140 AED |" in text


def test_short_lines_below_headings_of_one_level_are_no_headings() -> None:
    parts = [
        "title|Complaints",
        "h1|Who",
        "Every customer.",
        "h1|How",
        "By phone",
        "or e-mail.",
        "By letter",
        "We answer all.",
    ]
    assert headings(read("a.docx", docx(*parts))) == ["Who", "How"]


def test_one_picture_is_one() -> None:
    assert "1 picture of the Word file was left out; add it by hand" in asks(
        read("a.docx", docx("The picture shows a door.", extra=b"png"))
    )


# Lists


def test_lists_that_were_typed_in_word_are_lists() -> None:
    parts = [
        "b|Before you leave",
        "Check the van.",
        "• Van keys",
        "• Papers",
        "b|At the door",
        "Greet her.",
        "1. Ring once.",
        "2.\tWait a minute.",
    ]
    document = read("a.docx", docx("b|For drivers", "They represent us.", *parts))
    assert headings(document) == ["Before you leave", "At the door"]
    assert "- Van keys\n- Papers\n" in body(document.blocks)
    assert "1. Ring once.\n2. Wait a minute.\n" in body(document.blocks)


def test_numbers_of_arabic_and_devanagari_are_lists_in_a_web_page() -> None:
    assert page(
        "a.html", "<p>پہلے یہ کریں۔</p><p>۱۔ دروازہ کھولیں۔</p><p>۲۔ اندر آئیں۔</p>"
    ).endswith("1. دروازہ کھولیں۔\n2. اندر آئیں۔\n")


@pytest.mark.parametrize(
    "text", ["— Ahmed, Deira", "2024. It was a good year.", "5. is my number."]
)
def test_a_paragraph_that_only_looks_like_an_item_stays_one(text: str) -> None:
    document = read("a.html", f"<p>Best delivery in Dubai, they say.</p><p>{text}</p>")
    assert [b.role for b in document.blocks] == [Role.PARAGRAPH, Role.PARAGRAPH]


def test_bullets_between_two_steps_do_not_count_the_steps_anew() -> None:
    text = "How to close\n\nDo this every day.\n\n1. Open the door.\n• quickly\n• quietly\n2. Close it.\n"
    assert "1. Open the door.\n    - quickly\n    - quietly\n2. Close it.\n" in page("a.txt", text)


def test_a_second_list_starts_at_one_again() -> None:
    made = page("a.txt", "First do this, please.\n\n1. One.\n2. Two.\n1. Uno.\n2. Dos.\n")
    assert [line for line in made.split("\n") if line[:1].isdigit()] == [
        "1. One.",
        "2. Two.",
        "1. Uno.",
        "2. Dos.",
    ]
    assert "<!-- -->" in made


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# Steps\n\nGo on with these.\n\n5. five\n6. six\n"),
        ("a.html", "<h1>Steps</h1><p>Go on with these.</p><ol start=5><li>five<li>six</ol>"),
    ],
)
def test_a_list_that_starts_at_five_keeps_its_numbers(name: str, text: str) -> None:
    assert page(name, text).endswith("- 5\\. five\n- 6\\. six\n")


def test_numbering_twice_changes_nothing() -> None:
    once, _ = read_plain("1. a\n• b\n• c\n2. d\n\ntext\n\n1. e\n4. f\n")
    assert numbered(once) == once


# Tables and web pages


def test_a_cell_that_spans_rows_leaves_the_columns_in_place() -> None:
    table = (
        "<table><tr><th>Item<th colspan=2>Fee</tr><tr><td rowspan=2>Washer<td>Deira<td>100</tr>"
        "<tr><td>Marina<td>120</tr><tr><td>TV<td>all<td>50</tr></table>"
    )
    assert page("a.html", f"<p>These are the fees.</p>{table}").endswith(
        "| Item | Fee |  |\n| --- | --- | --- |\n| Washer | Deira | 100 |\n|  | Marina | 120 |\n| TV | all | 50 |\n"
    )


def test_spans_that_make_no_sense_do_no_harm() -> None:
    cell = ()
    assert len(spread([[(cell, 10_000, 10_000)], [(cell, 1, 1)]])[0]) <= 50


def test_a_list_in_one_cell_does_not_take_the_table_apart() -> None:
    rows = "".join(f"<tr><td>Step {n}<td>Do it.</tr>" for n in range(3))
    table = f"<table>{rows}<tr><td>Bring<td><ul><li>receipt<li>box</ul></tr></table>"
    assert "| Bring | • receipt • box |" in page("a.html", f"<p>What to do, in order.</p>{table}")


def test_empty_cells_between_tabs_stay_empty() -> None:
    rows = "Service\tCity\tFee\nRepair\tDubai\t60 AED\n\tSharjah\t80 AED\nVisit\t\t50 AED\nCleaning\tDubai\n"
    assert page("a.txt", f"Service fees\n\nThese are our fees.\n\n{rows}").endswith(
        "| Repair | Dubai | 60 AED |\n|  | Sharjah | 80 AED |\n| Visit |  | 50 AED |\n| Cleaning | Dubai |  |\n"
    )


def test_tabs_that_line_up_words_make_one_column() -> None:
    rows = "Service\t\tFee\nRepair\t\t60 AED\nLong visit\t50 AED\n"
    assert "| Service | Fee |\n| --- | --- |\n| Repair | 60 AED |\n| Long visit | 50 AED |" in page(
        "a.txt", f"Service fees\n\nThese are our fees.\n\n{rows}"
    )


def test_lines_after_a_colon_are_not_joined_to_it() -> None:
    text = "<p>Please bring these things.</p><p>Bring:<br>Your receipt<br>and the box</p>"
    assert page("a.html", text).endswith("Bring:\n\nYour receipt and the box\n")


def test_words_in_fields_and_for_browsers_without_scripts_are_told() -> None:
    document = read(
        "a.html",
        "<p>Choose your branch below, please.</p><select><option>Deira</select><noscript>Enable JavaScript</noscript>",
    )
    shown = " ".join(text for _, text in gone(document))
    assert "Deira" in shown
    assert "Enable JavaScript" in shown


def test_a_web_page_named_txt_is_read_as_one() -> None:
    assert (
        page("a.txt", "<!DOCTYPE html><html><body><p>Hello &amp; welcome to us.</p></body></html>")
        == "Hello & welcome to us.\n"
    )


# Markdown of other generators


FRONTS = {
    "yaml": ('---\ntitle: "Returns: how"\ntags: [a]\nx: 1\n---\nText.\n', "Returns: how", ["x: 1"], "Text.\n"),
    "toml": ('+++\ntitle = "Returns"\ndate = 2024-01-01\n+++\nText.\n', "Returns", ["date = 2024-01-01"], "Text.\n"),
    "damaged": ("---\ntitle: Bad: yaml: here\ntags: [a\n---\nText.\n", "Bad: yaml: here", ["tags: [a"], "Text.\n"),
    "a list as title": ("---\ntitle: [a, b]\n---\nText.\n", "", ["title: [a, b]"], "Text.\n"),
    "another title": ("---\ntitle: A\ntitle_en: B\n---\nText.\n", "A", ["title_en: B"], "Text.\n"),
    "no fields but lines": ("---\nHello there.\n---\nText.\n", "", [], "---\nHello there.\n---\nText.\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", FRONTS)
def test_fields_above_the_text(case: str) -> None:
    text, title, removed, rest = FRONTS[case]
    front = cut_front_matter(text)
    assert (front.title, [r.text for r in front.removed], front.rest) == (title, removed, rest)


def test_aliases_in_fields_do_not_fill_the_memory() -> None:
    lines = ["a0: &a0 [1, 1]"] + [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)
    ]
    front = cut_front_matter("---\n" + "\n".join(lines) + "\ntitle: *a29\n---\nText.\n")
    assert front.title == ""
    assert front.rest == "Text.\n"


TIP = "    Keep your **receipt**.\n\n    You need it.\n"
BOXES = {
    "MkDocs": (f'!!! tip "Remember"\n{TIP}', f'!!! tip "Remember"\n{TIP}'),
    "MkDocs, folded": (f'??? tip "Remember"\n{TIP}', f'??? tip "Remember"\n{TIP}'),
    "MkDocs, open": (f"???+ tip\n{TIP}", f"???+ tip\n{TIP}"),
    "without a title": (f'!!! tip ""\n{TIP}', f'!!! tip ""\n{TIP}'),
    "beside the text": (f"!!! info inline end\n{TIP}", f"!!! info inline end\n{TIP}"),
    "Docusaurus": (
        ":::tip Remember\nKeep your **receipt**.\n\nYou need it.\n:::\n",
        f'!!! tip "Remember"\n{TIP}',
    ),
    "Docusaurus, in brackets": (
        ":::caution[Remember]\n\nKeep your **receipt**.\n\nYou need it.\n\n:::\n",
        f'!!! warning "Remember"\n{TIP}',
    ),
    "a box in a box": (
        "::::tip\nOne.\n:::danger Hot\nTwo.\n:::\nThree.\n::::\n",
        '!!! tip\n    One.\n\n    !!! danger "Hot"\n        Two.\n\n    Three.\n',
    ),
    "VitePress": ("::: details Show me\nTwo.\n:::\n", '??? note "Show me"\n    Two.\n'),
    "PyMdown": ("/// warning | Hot\nMind it.\n///\n", '!!! warning "Hot"\n    Mind it.\n'),
    "PyMdown, with options": (
        "/// details | Hot\n    type: warning\n    open: True\n\nMind it.\n///\n",
        '???+ warning "Hot"\n    Mind it.\n',
    ),
    "GitHub": ("> [!NOTE]\n> Keep it.\n", "!!! note\n    Keep it.\n"),
    "Obsidian": ("> [!tip]- Show me\n> Keep it.\n", '??? tip "Show me"\n    Keep it.\n'),
    "tabs": (
        '=== "App"\n\n    1. Open.\n    2. Pay.\n\n=== "Web"\n\n    Sign in.\n',
        '=== "App"\n\n    1. Open.\n    2. Pay.\n\n=== "Web"\n\n    Sign in.\n',
    ),
    "a box in a step": (
        "1. Open.\n\n    !!! note\n        Wait.\n\n2. Pay.\n",
        "1. Open.\n\n    !!! note\n        Wait.\n\n2. Pay.\n",
    ),
    "code in a step": (
        "1. Open:\n\n    ```sh\n    open\n    ```\n\n2. Pay.\n",
        "1. Open:\n\n    ```sh\n    open\n    ```\n\n2. Pay.\n",
    ),
    "a heading in a box": ("!!! tip\n\n    ## Why\n\n    So.\n", "!!! tip\n    **Why**\n\n    So.\n"),
    "a line of colons that opens nothing": ("::: mymodule\n\nText.\n", "&#58;:: mymodule\n\nText.\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", BOXES)
def test_a_box_stays_a_box(case: str) -> None:
    text, wanted = BOXES[case]
    document = read("a.md", f"# Warranty\n\nTwo years.\n\n{text}\nAfter all.\n")
    assert body(document.blocks) == f"Two years.\n\n{wanted}\nAfter all.\n"
    assert [b.line for b in document.blocks][:2] == [3, 5]


def test_the_word_for_a_kind_that_is_named_otherwise_is_told() -> None:
    document = read("a.md", "# Warranty\n\nTwo years.\n\n:::caution\nHot.\n:::\n")
    assert body(document.blocks) == "Two years.\n\n!!! warning\n    Hot.\n"
    assert gone(document) == [("admonition", "caution")]


def test_an_example_of_a_note_in_code_stays_code() -> None:
    assert page("a.md", '# Boxes\n\nSo:\n\n```md\n!!! note "Title"\n    Text.\n```\n').endswith(
        '```md\n!!! note "Title"\n    Text.\n```\n'
    )


def test_lines_that_end_on_purpose_stay_lines() -> None:
    assert page("a.md", "# Deira\n\nCome **here**:\n\nShop 12  \nMarina Walk\\\nDubai\n").endswith(
        "Shop 12\n\nMarina Walk\n\nDubai\n"
    )


def test_pictures_and_links_of_markdown_are_told_as_those_of_a_web_page() -> None:
    document = read(
        "a.md",
        "# Pay\n\nSee [terms](/terms) and ![A card](card.png).\n\n<p><img src='x.png'></p>\n\n[[Wiki page]] is **another**.\n",
    )
    for what in ("the old site were taken off their words: /terms", "card.png", "x.png", "[[ … ]]"):
        assert what in asks(document)
    assert "](" not in body(document.blocks)


def test_keep_embed_keeps_what_stands_in_for_pictures_of_markdown() -> None:
    assert "A card (Visa)" in page(
        "a.md", '# Pay\n\nWe take ![A card](card.png "Visa").\n', "embed"
    )


# Headings


def test_a_line_below_a_sentence_makes_it_no_heading() -> None:
    document = read(
        "a.txt", "Our hours\n\nWe open at ten. On Friday we open at two.\n---\nPlease call first.\n"
    )
    assert headings(document) == []


@pytest.mark.parametrize(
    "text",
    [
        "10 March 2025",
        "March 3, 2025",
        "۱۰ مارچ 2025ء",
        "١٠ مارس ٢٠٢٥",
        "10 मार्च 2025",
        "40 AED",
        "٥٠ درهمًا",
        "25%",
    ],
)
def test_a_date_or_an_amount_is_no_heading(text: str) -> None:
    assert doubt(text)


@pytest.mark.parametrize(
    "text", ["Prices from March 2025", "24 hours a day", "50 AED voucher for you"]
)
def test_a_headline_may_hold_a_date_or_an_amount(text: str) -> None:
    assert not doubt(text)


def test_branches_of_a_list_of_addresses_are_headed_alike() -> None:
    shops = "\n\n".join(
        f"{name}\n{street}\n+971 4 555 010{n}\nSat-Thu 10 am - 10 pm"
        for n, (name, street) in enumerate(
            [
                ("Dubai Marina", "Shop 12, Marina Walk"),
                ("Deira", "Next to the pharmacy, ground floor"),
                ("Sharjah", "Al Wahda Street"),
            ]
        )
    )
    assert headings(read("a.txt", f"Branch phone numbers\n\n{shops}\n")) == [
        "Dubai Marina",
        "Deira",
        "Sharjah",
    ]


def test_contact_lines_at_the_end_keep_their_heading() -> None:
    text = "हमारे बारे में\n\nनहर की शुरुआत दुबई में हुई।\n\nसंपर्क करें\n\nफ़ोन: +971 4 555 0142\nईमेल: care@nahr.example\n"
    assert headings(read("a.txt", text)) == ["संपर्क करें"]


# The import as a whole


def test_two_versions_in_one_language_are_told(site: MakeSite) -> None:
    project = site("")
    text = "Cancelling\n\nYou can cancel an order free of charge until it leaves our warehouse. Open the app and choose the order. We pay back within 7 days of its return to us.\n"
    (project.root / "a.txt").write_text(text, "utf-8")
    (project.root / "b.txt").write_text(text.replace("7 days", "10 days"), "utf-8")
    imported = import_into(project, "a.txt", "b.txt")
    wording = [d["message"] for d in imported.page("b.txt")["decisions"]]
    assert any(m.startswith("it says nearly the same as a.txt (") for m in wording)
    assert not any("nearly" in d["message"] for d in imported.page("a.txt")["decisions"])


def test_texts_that_share_only_a_phrase_are_no_versions() -> None:
    first = "please call us on any day of the week and we come to you with a van and two people"
    second = (
        "please call us on any day but friday since nobody can lift your old machine alone then"
    )
    assert list(find_versions([first, second])) == []


def test_a_link_to_no_page_is_taken_off_so_that_the_draft_passes_the_check(site: MakeSite) -> None:
    project = site("")
    (project.root / "old").mkdir()
    (project.root / "old/a.md").write_text(
        "# Paying\n\nSee [returns](../x/returns.md) and [home](index.md), please.\n", "utf-8"
    )
    imported = import_into(project, "old/a.md")
    made = imported.page("a.md")
    assert imported.body(made) == "\nSee returns and [home](<index.md>), please.\n"
    assert any("“../x/returns.md” leads to no page here" in d["message"] for d in made["decisions"])
    assert project.run("check").exit_code == 0


def test_the_built_site_is_not_imported_with_its_project(site: MakeSite) -> None:
    project = site("")
    built: Path = project.root / "site"
    built.mkdir()
    (built / "index.html").write_text("<p>Welcome to our help.</p>", "utf-8")
    result = project.run("import", str(project.root), "--dry-run")
    assert "this is the built site; it was left out" in result.output
    assert "would become" not in result.output


def test_one_word_is_one_word(site: MakeSite) -> None:
    project = site("")
    (project.root / "a.txt").write_text("Hello\n", "utf-8")
    assert "a page in English, 1 word\n" in project.run("import", "a.txt").output
