"""PO files: what translators find in them, and what becomes of what they send back."""

from __future__ import annotations

import shutil
import subprocess
from gettext import c2py
from pathlib import Path

import polib
import pytest

from tests.sites import Project, write_site
from tests.translations.exchange.sites import (
    FACTS,
    PAGE,
    commit,
    contents,
    edit,
    entry,
    po,
    record_all,
    record_file,
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = write_site(tmp_path, FACTS + PAGE)
    record_all(made)
    return made


def sent_back(project: Project, changes: dict[str, str]) -> str:
    """Send back a file in which some translations are others; return what is reported."""
    file = po(project)
    for address, text in changes.items():
        one = entry(file, address)
        one.msgstr, one.flags = text, [flag for flag in one.flags if flag != "fuzzy"]
    file.save()
    return project.run("translate", "in", "ur.po", "--by", "Omar Ali").output


def test_an_entry_says_what_stands_where_and_what_a_fact_is_today(project: Project) -> None:
    one = entry(po(project), "faq/returns#when:1")
    assert one.msgid == "We pay within {{ refund.time }}. See [the **fees**](fees.md)."
    assert one.msgstr == "ہم {{ refund.time }} میں ادا کرتے ہیں۔ دیکھیں [**فیس**](fees.md)۔"
    assert "{{ refund.time }} → 7 دن" in one.comment
    assert one.flags == ["md-text", 'placeholders:"{{ refund.time }}"']


def test_each_text_has_its_own_address(project: Project) -> None:
    wanted = {
        "faq/returns:title": "Returns",
        "faq/returns:keywords": "return, money back",
        "faq/returns:1": "Bring it back within {{ refund.time }}.",
        "faq/returns#when:h": "When do I get my money?",
        "faq/returns#when:5": "Wait",
        "faq/returns#when:7": "{{ delivery.fee }} | here",
        "facts.yml#delivery.fee:label": "Delivery fee",
        "facts.yml#delivery.fee:regions.SA.reason": "Charged in riyals.",
    }
    file = po(project)
    assert {address: entry(file, address).msgid for address in wanted} == wanted


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_gettext_finds_nothing_wrong(project: Project) -> None:
    edit(project, "en/faq/returns.md", "Call us.", "Call us now.\n\nOr {{ delivery.fee }}.")
    po(project)
    command = ["msgfmt", "--check", "--output-file=-", "ur.po"]
    result = subprocess.run(command, cwd=project.root, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")


def test_the_header_is_whole(project: Project) -> None:
    metadata = po(project).metadata
    assert metadata["Language"] == "ur"
    assert metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert metadata["Report-Msgid-Bugs-To"] == ""


@pytest.mark.parametrize(
    ("lang", "forms"),
    [("ur", [{1}, {0, 2, 100}]), ("hi", [{0, 1}, {2, 100}]), ("ar", [{0}, {1}, {2}, {3, 10, 103}, {11, 99, 111}, {100, 101, 102}])],
)  # fmt: skip
def test_the_header_has_the_plurals_of_cldr(
    project: Project, lang: str, forms: list[set[int]]
) -> None:
    header = po(project, lang).metadata["Plural-Forms"]
    number, _, rule = header.partition("; plural=")
    choose = c2py(rule.rstrip(";"))
    assert number == f"nplurals={len(forms)}"
    assert [{choose(n) for n in numbers} for numbers in forms] == [{n} for n in range(len(forms))]


def test_what_comes_back_unchanged_changes_nothing(project: Project) -> None:
    before = contents(project)
    po(project)
    result = project.run("translate", "in", "ur.po")
    assert result.exit_code == 0
    assert "23 unchanged" in result.output
    assert contents(project) == before


def test_only_what_is_stale_or_missing(project: Project) -> None:
    edit(project, "en/faq/returns.md", "We pay", "We always pay")
    edit(project, "en/faq/returns.md", "- Second", "- Between\n- Second")
    file = po(project, "ur", "--only", "stale")
    assert [(one.msgctxt, one.fuzzy) for one in file] == [
        ("faq/returns#when:1", True),
        ("faq/returns#when:3", False),
        ("index:title", False),
        ("index:1", False),
    ]


def test_a_text_is_put_in_its_place_and_nothing_else_changes(project: Project) -> None:
    changes = {
        "faq/returns:title": "اشیا کی واپسی: سب کچھ",
        "faq/returns:description": "کوئی چیز 'کیسے' واپس کریں",
        "faq/returns:keywords": "واپسی، رقم کی واپسی, تبادلہ",
        "faq/returns#when:h": "رقم کب واپس ملے گی؟",
        "faq/returns#when:3": "دوسری بات",
        "faq/returns#when:5": "تھوڑا\nانتظار کریں",
        "faq/returns#when:7": "{{ delivery.fee }} | یہیں",
        "faq/returns#when:8": "یہ جان لیں",
        "faq/returns#when:9": "اپنی _رسید_ رکھیں۔",
        "facts.yml#delivery.fee:label": "ڈیلیوری کی فیس: کل",
    }
    before = contents(project)
    output = sent_back(project, changes)
    assert "10 taken" in output
    after = contents(project)
    assert {path for path in before if before[path] != after[path]} == {
        "ur/faq/returns.md",
        "facts.yml",
        "ur/made-from.txt",
    }
    page = before["ur/faq/returns.md"].decode()
    for old, new in (
        ("title: واپسی\n", 'title: "اشیا کی واپسی: سب کچھ"\n'),
        ("'کوئی چیز واپس کرنا'", "'کوئی چیز ''کیسے'' واپس کریں'"),
        ("  - واپسی\n  - رقم\n", "  - واپسی\n  - رقم کی واپسی\n  - تبادلہ\n"),
        ("رقم کب ملے گی؟", "رقم کب واپس ملے گی؟"),
        ("- دوسرا\n", "- دوسری بات\n"),
        ("2. انتظار کریں", "2. تھوڑا\n       انتظار کریں"),
        ("| یہاں |", "| یہیں |"),
        ('"جان لیں"', '"یہ جان لیں"'),
        ("*رسید*", "_رسید_"),
    ):
        assert old in page
        page = page.replace(old, new)
    assert after["ur/faq/returns.md"].decode() == page
    facts = before["facts.yml"].decode()
    assert after["facts.yml"].decode() == facts.replace(
        "ur: ڈیلیوری کی فیس}", 'ur: "ڈیلیوری کی فیس: کل"}'
    )


def test_what_it_was_made_from_is_found_in_the_history(project: Project) -> None:
    commit(project)
    edit(project, "en/faq/returns.md", "Call us.", "Call us now.")
    edit(project, "en/faq/returns.md", "title: Returns", "title: Returned goods")
    edit(project, "en/faq/returns.md", "money back]", "refund]")
    edit(project, "facts.yml", "en: Delivery fee", "en: Fee of delivery")
    file = po(project)
    assert {one.msgctxt: one.previous_msgid for one in file if one.previous_msgid} == {
        "faq/returns#else:1": "Call us.",
        "faq/returns:title": "Returns",
        "faq/returns:keywords": "return, money back",
        "facts.yml#delivery.fee:label": "Delivery fee",
    }


def test_what_was_translated_is_recorded_with_who_did_it(project: Project) -> None:
    edit(project, "en/faq/returns.md", "Call us.", "Call us now.")
    sent_back(project, {"faq/returns#else:1": "ہمیں ابھی کال کریں۔"})
    lines = record_file(project).read_text("utf-8").splitlines()
    assert [line for line in lines if " Omar-Ali " in line] == [
        line for line in lines if line.startswith("faq/returns#else ")
    ]
    assert not [one for one in po(project) if one.fuzzy]


def test_a_stale_text_that_is_still_right_is_confirmed(project: Project) -> None:
    edit(project, "en/faq/returns.md", "Call us.", "Please call us.")
    before = contents(project)
    output = sent_back(project, {"faq/returns#else:1": "ہمیں کال کریں۔"})
    assert "1 confirmed" in output
    changed = {path for path, data in contents(project).items() if before[path] != data}
    assert changed == {"ur/made-from.txt"}
    assert not [one for one in po(project) if one.fuzzy]


def test_a_text_that_is_still_fuzzy_is_left(project: Project) -> None:
    edit(project, "en/faq/returns.md", "Call us.", "Call us now.")
    before = contents(project)
    file = po(project)
    entry(file, "faq/returns#else:1").msgstr = "ابھی کال کریں۔"
    file.save()
    result = project.run("translate", "in", "ur.po")
    assert result.exit_code == 0
    assert "1 unfinished" in result.output
    assert "still marked as needing work (fuzzy)" in result.output
    assert contents(project) == before


MISSING = [
    # where it is missing in the source, what, its address, what it becomes, where
    ("- Second\n", "- Between\n- Second\n", "#when:3", "- بیچ\n- دوسرا\n", "- دوسرا\n"),
    ("- First", "- Zeroth\n- First", "#when:2", "- صفر\n- پہلا", "- پہلا"),
    ("    2. Wait\n", "    2. Wait\n    3. Go\n", "#when:6", "کریں\n    3. جائیں\n\n|", "کریں\n\n|"),
    ("| {{ delivery", "| Free | there |\n| {{ delivery", "#when:7", "|---|---|\n| مفت | وہاں |\n|", "|---|---|\n|"),
    ("Call us.\n", "Call us.\n\nOr write.\n", "#else:2", "ہمیں کال کریں۔\n\nیا لکھیں۔\n", "ہمیں کال کریں۔\n"),
    ("## Anything", "More.\n\n## Anything", "#when:10", "رکھیں۔\n\nمزید۔\n\n##", "رکھیں۔\n\n##"),
    ("    Keep", "    First.\n\n    Keep", "#when:9", 'لیں"\n    پہلے۔\n\n    اپنی', 'لیں"\n    اپنی'),
    ("Bring it", "At first.\n\nBring it", ":1", "---\nشروع میں۔\n\nاسے", "---\nاسے"),
    ("Call us.\n", "Call us.\n\n## New {#new}\n", "#new:h", "کریں۔\n\n## نیا {#new}\n", "کریں۔\n"),
    ("Call us.\n", "Call us.\n\n```\nx\n```\n\nThen.\n", "#else:2", "کریں۔\n\n```\nx\n```\n\nپھر۔\n", "کریں۔\n"),
    ("Call us.\n", "Call us.\n\n> Quoted\n> twice.\n", "#else:2", "کریں۔\n\n> کہا۔\n", "کریں۔\n"),
    ("Call us.\n", "Call us.\n\n![Map](map.png)\n", "#else:2", "کریں۔\n\n![نقشہ](map.png)\n", "کریں۔\n"),
]  # fmt: skip
"""What is new in the source; the text with which it is to be sent back is what stands there new."""


@pytest.mark.parametrize(("at", "new", "address", "becomes", "where"), MISSING)
def test_a_missing_text_is_put_where_the_source_has_it(
    project: Project, at: str, new: str, address: str, becomes: str, where: str
) -> None:
    edit(project, "en/faq/returns.md", at, new)
    before = contents(project)["ur/faq/returns.md"].decode()
    texts = {"بیچ", "صفر", "جائیں", "مفت | وہاں", "یا لکھیں۔", "مزید۔", "پہلے۔", "شروع میں۔", "نیا"}
    texts |= {"پھر۔", "کہا۔", "نقشہ"}
    text = next(one for one in texts if one in becomes)
    output = sent_back(project, {f"faq/returns{address}": text})
    assert "1 taken" in output, output
    assert contents(project)["ur/faq/returns.md"].decode() == before.replace(where, becomes)
    assert not [one for one in po(project) if one.msgctxt == f"faq/returns{address}" and one.fuzzy]
    assert entry(po(project), f"faq/returns{address}").msgstr == text


TABLE = """
| Way | Fee |
|---|---|
| A \\| B | {{ delivery.fee }} |

!!! note
    Read this.

Then call.
"""
NEW_TEXTS = {
    "faq/returns#else:2": "طریقہ | فیس",
    "faq/returns#else:3": "الف \\| ب | {{ delivery.fee }}",
    "faq/returns#else:4": "یہ پڑھ لیں۔",
    "faq/returns#else:5": "پھر کال کریں۔",
}


def test_a_new_table_comes_whole(project: Project) -> None:
    edit(project, "en/faq/returns.md", "Call us.\n", f"Call us.\n{TABLE}")
    before = contents(project)["ur/faq/returns.md"].decode()
    assert "4 taken" in sent_back(project, NEW_TEXTS)
    assert contents(project)["ur/faq/returns.md"].decode() == before + (
        "\n| طریقہ | فیس |\n|---|---|\n| الف \\| ب | {{ delivery.fee }} |\n\n"
        "!!! note\n    یہ پڑھ لیں۔\n\nپھر کال کریں۔\n"
    )
    assert not [one.msgctxt for one in po(project) if one.msgctxt in NEW_TEXTS and one.fuzzy]


def test_a_text_below_a_new_table_comes_without_its_lines(project: Project) -> None:
    edit(project, "en/faq/returns.md", "Call us.\n", f"Call us.\n{TABLE}")
    before = contents(project)["ur/faq/returns.md"].decode()
    chosen = {address: NEW_TEXTS[address] for address in [*NEW_TEXTS][1::2]}
    output = sent_back(project, chosen)
    assert "1 taken" in output
    assert "faq/returns#else:3: its table is new on the page; translate all rows of it" in output
    assert contents(project)["ur/faq/returns.md"].decode() == f"{before}\nپھر کال کریں۔\n"


def test_an_entry_that_lost_a_quotation_mark_is_not_read(project: Project) -> None:
    po(project)
    file = project.root / "ur.po"
    text = file.read_text("utf-8")
    file.write_text(text.replace('msgstr "ہمیں کال', "msgstr ہمیں کال"), "utf-8")
    before = contents(project)
    result = project.run("translate", "in", "ur.po")
    line = text[: text.index('msgstr "ہمیں کال')].count("\n") + 1
    assert result.exit_code == 1
    assert f"line {line}: this cannot be read" in result.output
    assert contents(project) == before


def test_a_page_that_is_missing_is_made_like_its_source(project: Project) -> None:
    (project.root / "content/en/faq/new.md").write_text(
        "---\nowner: shop\nhide: [toc]\ntitle: New\nkeywords: [new]\n---\n"
        "Within {{ refund.time }}.\n\n## Why {#why}\n\n- One\n- Two\n",
        "utf-8",
    )
    texts = ["نیا", "نئی, نیا پن", "{{ refund.time }} کے اندر۔", "کیوں", "ایک", "دو"]
    addresses = [":title", ":keywords", ":1", "#why:h", "#why:1", "#why:2"]
    changes = {f"faq/new{a}": text for a, text in zip(addresses, texts, strict=True)}
    assert "6 taken" in sent_back(project, changes)
    assert contents(project)["ur/faq/new.md"].decode() == (
        "---\ntitle: نیا\nkeywords: [نئی, نیا پن]\nhide: [toc]\n---\n"
        "{{ refund.time }} کے اندر۔\n\n## کیوں {#why}\n\n- ایک\n- دو\n"
    )
    assert not [one for one in po(project) if one.msgctxt in changes and one.fuzzy]


def test_a_text_of_a_new_page_that_was_not_sent_is_still_missing(project: Project) -> None:
    (project.root / "content/en/faq/new.md").write_text("# New\n\nOne.\n\nTwo.\n", "utf-8")
    output = sent_back(project, {"faq/new#new:h": "نیا", "faq/new#new:2": "دو۔"})
    assert "1 text of it is not translated yet" in output
    assert contents(project)["ur/faq/new.md"].decode().endswith("# نیا\n\nOne.\n\nدو۔\n")
    assert "faq/new#new:1" in {one.msgctxt for one in po(project, "ur", "--only", "stale")}
    assert "1 taken" in sent_back(project, {"faq/new#new:1": "ایک۔"})
    assert contents(project)["ur/faq/new.md"].decode().endswith("# نیا\n\nایک۔\n\nدو۔\n")


def test_a_text_that_two_places_share_is_changed_in_both_or_in_neither(project: Project) -> None:
    places = [f"facts.yml#delivery.{one}:regions.SA.reason" for one in ("fee", "late")]
    before = contents(project)
    output = sent_back(project, {places[0]: "ریال میں لی جاتی ہے۔"})
    assert "one text for several places" in output
    assert contents(project) == before
    output = sent_back(project, dict.fromkeys(places, "ریال میں لی جاتی ہے۔"))
    assert "2 taken" in output
    wanted = before["facts.yml"].decode().replace("ریال میں۔", "ریال میں لی جاتی ہے۔")
    assert contents(project)["facts.yml"].decode() == wanted


def test_a_source_that_changed_meanwhile_is_told_apart_and_its_translation_kept(
    project: Project,
) -> None:
    file = po(project)
    entry(file, "faq/returns#else:1").msgstr = "ہمیں فون کریں۔"
    file.save()
    edit(project, "en/faq/returns.md", "Call us.", "Write to us.")
    before = contents(project)
    result = project.run("translate", "in", "ur.po")
    assert result.exit_code == 1
    assert "faq/returns#else:1: the source has changed meanwhile" in result.output
    assert "source: Call us." in result.output
    assert "ہمیں فون کریں۔" in result.output
    assert contents(project) == before


def test_an_old_file_does_not_undo_what_was_changed_since(project: Project) -> None:
    old = po(project)
    sent_back(project, {"faq/returns#else:1": "ہمیں فون کریں۔"})
    before = contents(project)
    old.save()
    result = project.run("translate", "in", "ur.po")
    assert "23 unchanged" in result.output
    entry(old, "faq/returns#else:1").msgstr = "ہمیں لکھیں۔"
    old.save()
    result = project.run("translate", "in", "ur.po")
    assert result.exit_code == 1
    assert "the translation on the site has changed meanwhile" in result.output
    assert "translation: ہمیں لکھیں۔" in result.output
    assert contents(project) == before


def test_a_dry_run_writes_nothing(project: Project) -> None:
    file = po(project)
    entry(file, "faq/returns#else:1").msgstr = "ہمیں فون کریں۔"
    file.save()
    before = contents(project)
    result = project.run("translate", "in", "ur.po", "--dry-run")
    assert "would change content/ur/faq/returns.md" in result.output
    assert contents(project) == before


def test_line_ends_and_byte_order_marks_stay(project: Project) -> None:
    page = project.root / "content/ur/faq/returns.md"
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n"))
    before = page.read_bytes()
    sent_back(project, {"faq/returns#else:1": "ہمیں فون کریں۔"})
    assert page.read_bytes() == before.replace("ہمیں کال کریں۔".encode(), "ہمیں فون کریں۔".encode())


def test_an_equal_text_elsewhere_is_suggested(project: Project) -> None:
    edit(project, "en/faq/fees.md", "All fees.", "All fees.\n\nCall us.")
    one = entry(po(project), "faq/fees:2")
    assert (one.msgstr, one.fuzzy) == ("ہمیں کال کریں۔", True)
    assert "Suggested by 100 % from faq/returns#else:1" in one.comment
    before = contents(project)
    project.run("translate", "in", "ur.po")
    assert contents(project) == before


def test_pages_of_which_nothing_is_recorded_are_sent_and_taken_but_not_recorded(
    project: Project,
) -> None:
    record_file(project).unlink()
    output = sent_back(project, {"faq/returns#else:1": "ہمیں فون کریں۔"})
    assert (
        "no record says what faq/returns was translated from; run: kbgen translate stamp" in output
    )
    assert "ہمیں فون کریں۔" in contents(project)["ur/faq/returns.md"].decode()
    assert not record_file(project).exists()


def test_a_mistake_in_the_record_is_named_before_anything_is_written(project: Project) -> None:
    file = record_file(project)
    file.write_text(file.read_text("utf-8").replace(" human ", " humane "), "utf-8")
    result = project.run("translate", "out", "ur")
    assert result.exit_code == 1
    assert "content/ur/made-from.txt:4" in result.output


@pytest.mark.parametrize(
    ("lang", "says"),
    [("urdu", "did you mean 'ur'"), ("en", "the site is written in 'en'"), ("xx", "ur, ar, hi")],
)
def test_a_language_that_is_not_translated(project: Project, lang: str, says: str) -> None:
    result = project.run("translate", "out", lang)
    assert result.exit_code == 2
    assert says in result.output


def test_a_check_needs_no_site(project: Project, tmp_path: Path) -> None:
    file = po(project)
    entry(file, "faq/returns:1").msgstr = "اسے سات دن کے اندر واپس لائیں۔"
    entry(file, "faq/returns#else:1").msgstr = "پہلے\n\nپھر"
    alone = tmp_path / "alone"
    alone.mkdir()
    file.save(str(alone / "ur.po"))
    result = Project(alone).run("translate", "check", "ur.po")
    assert result.exit_code == 1
    assert "faq/returns:1: {{ refund.time }} is missing" in result.output
    assert "faq/returns#else:1: there is an empty line" in result.output
    assert polib.pofile(str(alone / "ur.po"))


def test_a_text_that_changes_what_stands_before_it_is_refused_alone(project: Project) -> None:
    for lang, last in (("en", "Call us."), ("ur", "ہمیں کال کریں۔")):
        edit(project, f"{lang}/faq/returns.md", last, f"{last}\n\n{last}")
    record_all(project)
    new = {"faq/returns#else:1": "ہمیں فون کریں۔", "faq/returns#else:2": ":   یا لکھیں۔"}
    output = sent_back(project, new)
    assert "1 taken, 22 unchanged, 1 refused" in output
    assert "faq/returns#else:2: it would be read as a term" in output
    assert "ہمیں فون کریں۔\n\nہمیں کال کریں۔" in contents(project)["ur/faq/returns.md"].decode()
