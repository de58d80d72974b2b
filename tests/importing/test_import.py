"""`kbgen import` as a person runs it: its files, its refusals and its messages."""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MakeSite
from tests.documents import docx, import_into
from tests.sites import Project

ARTICLE = "Repairs at home\n\nOur technician comes to you within 3 days.\n\nWhat it costs\n\nA visit costs 60 AED, and nothing under warranty.\n"


def put(project: Project, name: str, content: str | bytes = ARTICLE) -> Path:
    file = project.root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file


def pages(project: Project) -> set[str]:
    content = project.root / "content"
    return {f.relative_to(content).as_posix() for f in content.rglob("*.md")} - {"en/index.md"}


def test_a_document_becomes_a_draft(site: MakeSite) -> None:
    project = site("")
    put(project, "old/repairs.txt")
    result = project.run("import", "old/repairs.txt")
    assert result.exit_code == 0, result.output
    text = (project.root / "content/en/repairs-at-home.md").read_text("utf-8")
    assert text.startswith(
        "---\ntitle: Repairs at home\ndraft: true\nimported:\n  file: old/repairs.txt\n  sha256: "
    )
    assert text.endswith(
        "---\n\nOur technician comes to you within 3 days.\n\n## What it costs {#what-it-costs}\n\n"
        "A visit costs 60 AED, and nothing under warranty.\n"
    )
    assert "old/repairs.txt → content/en/repairs-at-home.md" in result.output
    assert "1 of 1 file imported: 1 draft" in result.output


def test_a_dry_run_writes_nothing(site: MakeSite) -> None:
    project = site("")
    put(project, "a.txt")
    result = project.run("import", "a.txt", "--dry-run")
    assert result.exit_code == 0
    assert (
        "would become content/en/repairs-at-home.md" in result.output
        and "Nothing was written" in result.output
    )
    assert pages(project) == set()


def test_a_second_import_is_refused_and_changes_nothing(site: MakeSite) -> None:
    project = site("")
    put(project, "a.txt")
    project.run("import", "a.txt")
    page = project.root / "content/en/repairs-at-home.md"
    page.write_text(page.read_text("utf-8") + "\nMine.\n", "utf-8")
    result = project.run("import", "a.txt")
    assert result.exit_code == 1
    assert (
        "content/en/repairs-at-home.md was made from this document already; --force"
        in result.output
    )
    assert "Mine." in page.read_text("utf-8")
    assert project.run("import", "a.txt", "--force").exit_code == 0
    assert "Mine." not in page.read_text("utf-8")
    assert pages(project) == {"en/repairs-at-home.md"}


def test_a_document_that_changed_keeps_its_page(site: MakeSite) -> None:
    project = site("")
    put(project, "a.txt")
    project.run("import", "a.txt")
    put(project, "a.txt", ARTICLE.replace("Repairs at home", "Repairs"))
    assert project.run("import", "a.txt", "--force").exit_code == 0
    assert pages(project) == {"en/repairs-at-home.md"}


def test_a_page_that_someone_wrote_is_never_joined_or_replaced(site: MakeSite) -> None:
    own = "-- content/en/repairs-at-home.md --\n---\ntitle: Mine\n---\nMine.\n"
    project = site(own)
    put(project, "a.txt")
    assert project.run("import", "a.txt", "--force").exit_code == 0
    assert pages(project) == {"en/repairs-at-home.md", "en/repairs-at-home-2.md"}
    assert "Mine." in (project.root / "content/en/repairs-at-home.md").read_text("utf-8")


def test_two_documents_with_one_title_get_two_names(site: MakeSite) -> None:
    project = site("")
    put(project, "in/a.txt")
    put(project, "in/b.txt", ARTICLE.replace("3 days", "2 weeks after your call"))
    project.run("import", "in")
    assert pages(project) == {"en/repairs-at-home.md", "en/repairs-at-home-2.md"}


def test_kind_language_and_id_can_be_said(site: MakeSite) -> None:
    project = site("")
    put(project, "a.txt")
    put(
        project,
        "b.txt",
        "گھر پر مرمت\n\nٹیکنیشن 3 دن میں آتا ہے۔\n\nقیمت\n\nایک دورہ 60 درہم کا ہے۔\n",
    )
    assert project.run("import", "a.txt", "--kind", "policy").exit_code == 0
    assert project.run("import", "b.txt", "--id", "policies/repairs-at-home").exit_code == 0
    assert pages(project) == {"en/policies/repairs-at-home.md", "ur/policies/repairs-at-home.md"}
    record = (project.root / "content/ur/made-from.txt").read_text("utf-8")
    assert "\npolicies/repairs-at-home human " in record, "the pair is recorded"
    urdu = (project.root / "content/ur/policies/repairs-at-home.md").read_text("utf-8")
    assert "source:" not in urdu and "{#what-it-costs}" in urdu
    assert not [f for f in project.check(sameness=True) if f["severity"] == "error"]


def test_keep_restores_what_a_rule_removes(site: MakeSite) -> None:
    project = site("")
    put(
        project, "a.txt", ARTICLE + "\nRelated articles\n- How to save water\n- How to save light\n"
    )
    project.run("import", "a.txt")
    page = project.root / "content/en/repairs-at-home.md"
    assert "save water" not in page.read_text("utf-8")
    project.run("import", "a.txt", "--force", "--keep", "related")
    assert "- How to save water" in page.read_text("utf-8")


def test_text_that_looks_like_markup_stays_text(site: MakeSite) -> None:
    lines = [
        "1986. That was the year.", "# is a number sign", "<b>not bold</b> & &amp; so on.", "*stars* and _lines_ and `ticks`.",
        "{{ refund.window }} and {: #id }", "[a](b) and ![c](d) and [^1]: e.", "> not a quote.", "+ 5 points.", "| a | b", "!!! note",
        "C:\\path\\file_name_x and 2 * 3 * 4.", "http://example.com/a_b_c?d=*e*", "=== tab", "::: x",
    ]  # fmt: skip
    project = site("-- content/facts.yml --\nfee: {money: 25 AED}\n")
    put(
        project,
        "a.md",
        "# Odd signs\n\n"
        + "\n\n".join(f"x{n}x {line}" for n, line in enumerate(lines)).replace("*", "\\*"),
    )
    put(
        project,
        "b.txt",
        "Odd signs again\n\n"
        + "\n\n".join(f"Note {line} This is the end of it." for line in lines),
    )
    result = project.run("import", "b.txt")
    assert result.exit_code == 0, result.output
    page = project.root / "content/en/odd-signs-again.md"
    page.write_text(page.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    project.build()
    shown = project.text("odd-signs-again").replace("\u2068", "").replace("\u2069", "")
    for line in lines:
        assert f"Note {line}" in shown


def zip_of(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


BOMB = zip_of(word__document_xml=b"<w:document>" + b" " * (80 * 1024 * 1024) + b"</w:document>")
DAMAGED = docx("title|A", "Text.")
ENTITIES = zip_of(
    word__document_xml=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><w:document>&a;</w:document>'
)

BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "the file is empty"),
    "only spaces": ("a.txt", b" \n\t\r\n", "the file is empty"),
    "only a byte order mark": ("a.txt", b"\xef\xbb\xbf", "the file is empty"),
    "a picture": ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG image"),
    "a PDF": ("a.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
    "a Word file named .txt": ("a.txt", DAMAGED, "name it .docx"),
    "a program": ("a.md", bytes(i * 7 % 256 for i in range(5000)), "binary data"),
    "zeros": ("a.txt", b"\0" * 400, "empty"),
    "an unknown encoding": ("a.txt", "Правила возврата товара в магазин".encode("koi8-r") * 4, "encoding"),
    "damaged UTF-16": ("a.txt", b"\xff\xfe" + b"\x00\xd8" * 20, "UTF-16"),
    "only debris": ("a.txt", b"Advertisement\n\nShare on Facebook\n", "nothing is left of it but debris"),
    "no words": ("a.txt", "—— •• !!".encode(), "no words"),
    "HTML without text": ("a.html", b"<html><head></head><body><img src=x></body></html>", "no words"),
    "a damaged Word file": ("a.docx", DAMAGED[:-200], "damaged"),
    "a Word file with a damaged part": ("a.docx", DAMAGED.replace(b"word/document.xml", b"word/documemt.xml", 1), "damaged"),
    "text named .docx": ("a.docx", b"Hello, this is text.", "damaged"),
    "an old Word file": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word file"),
    "a protected Word file": (
        "a.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600,
        "protected by a password",
    ),
    "another zip": ("a.docx", zip_of(readme_xml=b"<x/>"), "not a Word file"),
    "a zip bomb": ("a.docx", BOMB, "zip bomb"),
    "XML entities": ("a.docx", ENTITIES, "entities"),
    "an unknown suffix": ("a.pdf", b"%PDF", "save its text as .docx or .txt"),
    "no suffix at all": ("notes", b"Text.", "is not a document"),
    "another language": ("a.txt", b"Comment retourner un produit. Vous pouvez le rendre dans nos magasins, et nous vous rendons votre argent pour tous les produits.", "French"),
    "Urdu in Latin letters": ("a.txt", b"Aap apna saman kisi bhi dukan mein wapas kar sakte hain aur hum aap ko paise wapas karein ge.", "Latin letters"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named_and_the_others_are_imported(case: str, site: MakeSite) -> None:
    name, data, says = BAD[case]
    project = site("")
    put(project, name, data)
    put(project, "good.txt")
    result = project.run("import", name, "good.txt")
    assert result.exit_code == 1, result.output
    assert f"{name}: not imported\n    " in result.output
    assert says in result.output
    assert "Traceback" not in result.output and "1 of 2 files imported" in result.output
    assert pages(project) == {"en/repairs-at-home.md"}


def test_missing_files_empty_folders_and_loops_are_named(site: MakeSite) -> None:
    project = site("")
    put(project, "good.txt")
    (project.root / "none").mkdir()
    (project.root / "loop.txt").symlink_to("loop.txt")
    put(project, "deep/inner/a.txt", ARTICLE.replace("Repairs", "Repair"))
    (project.root / "deep/inner/up").symlink_to(project.root / "deep")
    result = project.run("import", "goood.txt", "none", "loop.txt", "deep", "good.txt")
    assert result.exit_code == 1
    assert "there is no such file; did you mean 'good.txt'" in result.output
    assert "this folder holds nothing to import" in result.output
    assert "this link leads back to itself" in result.output
    assert "this link leads back to a folder above it" in result.output
    assert pages(project) == {"en/repairs-at-home.md", "en/repair-at-home.md"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_named(site: MakeSite) -> None:
    project = site("")
    put(project, "a.txt").chmod(0)
    assert "cannot read the file: permission denied" in project.run("import", "a.txt").output


def test_a_large_file_is_refused_at_once(site: MakeSite) -> None:
    project = site("")
    big = put(project, "big.txt", b"")
    with big.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    put(project, "book.txt", ("word " * 30 + ".\n") * 15_000)
    start = time.process_time()
    result = project.run("import", "big.txt", "book.txt")
    assert "the file has 50 MB" in result.output
    assert "import it chapter by chapter" in result.output
    assert time.process_time() - start < 5


HOSTILE: dict[str, Callable[[int], str]] = {
    "one line": lambda n: "word " * n,
    "open braces": lambda n: "{{ " * n,
    "open brackets": lambda n: "[" * n,
    "bullets": lambda n: "•\n" * n,
    "short lines": lambda n: "Short line\n\n" * (n // 8),
    "dots": lambda n: ". " * n,
    "colons": lambda n: "a: " * n,
    "see also": lambda n: "See also: x. " * (n // 4),
    "answers": lambda n: "Good Bad Fair Poor " * (n // 4),
    "entries": lambda n: (
        "Contents\n"
        + "".join(f"- Entry {i}\n" for i in range(n // 8))
        + "".join(f"Entry {i}\n" for i in range(n // 8))
    ),
    "menu": lambda n: "Home\n\n" * (n // 5),
    "page numbers": lambda n: "".join(f"Page {i}\n\n" for i in range(n // 9)),
    "pairs": lambda n: "Head line\n\nA short text is below it.\n\n" * (n // 30),
    "single braces": lambda n: "{ a\n\n" * (n // 5),
    "open boxes": lambda n: ":::tip\n" * (n // 7),
    "exports": lambda n: "export const a = {\n" * (n // 19),
    "deep HTML": lambda n: "<div>" * n + "text",
    "open tags": lambda n: "<a href='x'>" * n + "text",
}


@pytest.mark.parametrize("suffix", [".txt", ".md", ".mdx", ".html"])
@pytest.mark.parametrize("case", HOSTILE)
def test_time_grows_with_length_only(case: str, suffix: str, site: MakeSite) -> None:
    project = site("")
    put(project, f"a{suffix}", HOSTILE[case](10_000))
    start = time.process_time()
    result = project.run("import", f"a{suffix}", "--lang", "en")
    assert result.exit_code in (0, 1), result.output
    assert time.process_time() - start < 20


USAGE: dict[str, tuple[tuple[str, ...], str]] = {
    "no path": ((), "Missing argument"),
    "an unknown kind": (("a.txt", "--kind", "story"), "'story' is not one of"),
    "an unknown language": (("a.txt", "--lang", "fr"), "'fr' is not a language of this site"),
    "an unknown rule": (("a.txt", "--keep", "relatd"), "did you mean 'related'"),
    "an id in another script": (("a.txt", "--id", "واپسی"), "small Latin letters"),
    "an id that leaves": (("a.txt", "--id", "../x"), "small Latin letters"),
    "an id and a kind that disagree": (("a.txt", "--id", "faq/x", "--kind", "policy"), "disagree"),
    "one id for two": (("a.txt", "b.txt", "--id", "x"), "two documents are in one language"),
    "outside the project": (("a.txt", "--into", "../elsewhere"), "outside the project"),
    "the project itself": (("a.txt", "--into", "."), "names the project itself"),
    "a file": (("a.txt", "--into", "mkdocs.yml"), "is a file"),
}


@pytest.mark.parametrize("case", USAGE)
def test_a_request_that_makes_no_sense_is_a_usage_error(case: str, site: MakeSite) -> None:
    args, says = USAGE[case]
    project = site("")
    put(project, "a.txt")
    put(project, "b.txt", ARTICLE.replace("Repairs", "Repair"))
    result = project.run("import", *args)
    assert result.exit_code == 2, result.output
    assert says in result.output and "Traceback" not in result.output
    assert pages(project) == set()


def test_without_a_project_it_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    result = Project(tmp_path).run("import", "a.txt")
    assert result.exit_code == 2 and "kbgen new" in result.output


def test_input_may_lie_outside_and_no_absolute_path_is_kept(site: MakeSite, tmp_path: Path) -> None:
    project = site("")
    outside = tmp_path / "desk" / "sub"
    outside.mkdir(parents=True)
    (outside / "a.txt").write_text(ARTICLE)
    imported = import_into(project, str(tmp_path / "desk"))
    assert imported.page("a.txt")["path"] == "content/en/repairs-at-home.md"
    assert imported.fields(imported.page("a.txt"))["imported"]["file"] == "sub/a.txt"
    assert str(tmp_path) not in json.dumps(imported.report)


def test_into_another_folder_of_the_project(site: MakeSite) -> None:
    project = site("")
    put(project, "a.txt")
    assert project.run("import", "a.txt", "--into", "inbox").exit_code == 0
    assert (project.root / "inbox/en/repairs-at-home.md").is_file()
    assert pages(project) == set()


def test_a_page_that_cannot_be_written_leaves_no_half(site: MakeSite) -> None:
    project = site("-- content/ur --\n")
    put(
        project,
        "in/a.txt",
        "گھر پر مرمت\n\nٹیکنیشن 3 دن میں آتا ہے۔\n\nقیمت\n\nایک دورہ 60 درہم کا ہے۔\n",
    )
    put(project, "in/b.txt")
    result = project.run("import", "in")
    assert result.exit_code == 1
    assert "cannot be written" in result.output and "1 of 2 files imported" in result.output
    assert not list(project.root.rglob("*.tmp"))


def test_facts_that_say_the_same_already_are_named(site: MakeSite) -> None:
    project = site("-- content/facts.yml --\nrepair.visit: {duration: 3 days}\n")
    put(project, "a.txt")
    [days, money] = import_into(project, "a.txt").page("a.txt")["promises"]
    assert (days["says"], days["facts"], days["line"]) == ("3 days", ["repair.visit"], 3)
    assert (money["entry"], money["facts"]) == ("{money: 60 AED}", [])
    assert money["sentence"] == "A visit costs 60 AED, and nothing under warranty."


def test_the_projects_own_pages_are_not_imported(site: MakeSite) -> None:
    project = site("")
    put(project, "a.txt")
    result = project.run("import", ".")
    assert "content: not imported\n    these are the project's own pages" in result.output
    assert (
        "this is a page of the project already"
        in project.run("import", "content/en/index.md").output
    )
    assert pages(project) == {"en/repairs-at-home.md"}


def test_a_document_that_is_there_twice_is_told(site: MakeSite) -> None:
    project = site("")
    put(project, "in/a.txt")
    put(project, "in/b.md", ARTICLE)
    [decision] = import_into(project, "in").page("b.md")["decisions"]
    assert decision["message"] == "it says the same as in/a.txt, word for word; delete one"


SURVEY = "How was it?\n\nExcellent Good Average Fair Poor\n\nThe staff helped me.\n\nThe shop was clean.\n\nWhat should we do better?\n"


def test_a_survey_under_another_kind_keeps_its_questions_as_text(site: MakeSite) -> None:
    project = site("")
    put(project, "a.txt", SURVEY)
    project.run("import", "a.txt", "--kind", "page")
    text = (project.root / "content/en/how-was-it.md").read_text("utf-8")
    assert "questions:" not in text and "Excellent · Good · Average · Fair · Poor" in text
    assert "- The staff helped me.\n- The shop was clean.\n- What should we do better?\n" in text


def test_a_translation_that_is_imported_again_alone_stays_one(site: MakeSite) -> None:
    project = site("")
    put(project, "visit-en.txt", SURVEY)
    urdu = "آپ کا تجربہ کیسا رہا؟\n\nبہترین اچھا اوسط مناسب خراب\n\nعملے نے میری مدد کی۔\n\nدکان صاف تھی۔\n\nہمیں کس چیز میں بہتری لانی چاہیے؟\n"
    put(project, "visit-ur.txt", urdu)
    imported = import_into(project, "visit-en.txt", "visit-ur.txt", "--id", "surveys/visit")
    assert imported.exit_code == 0
    assert project.run("import", "visit-ur.txt", "--force").exit_code == 0
    assert pages(project) == {"en/surveys/visit.md", "ur/surveys/visit.md"}
    text = (project.root / "content/ur/surveys/visit.md").read_text("utf-8")
    assert "source:" not in text and "questions:" not in text and "scale-5: خراب" in text
    assert not [f for f in project.check(sameness=True) if f["severity"] == "error"]


def test_text_between_two_steps_stays_in_the_step(site: MakeSite) -> None:
    project = site("")
    put(
        project,
        "a.txt",
        "How to reset it\n\n1. Press the button for three seconds.\n\nThe light goes out.\n\n2. Let it go.\n\n3. Wait.\n",
    )
    project.run("import", "a.txt")
    text = (project.root / "content/en/procedures/how-to-reset-it.md").read_text("utf-8")
    assert (
        "1. Press the button for three seconds.\n\n    The light goes out.\n\n2. Let it go.\n3. Wait.\n"
        in text
    )


def test_numbers_and_letters_that_do_not_count_stay_with_their_words(site: MakeSite) -> None:
    project = site("")
    put(
        project,
        "a.txt",
        "Conditions\n\nThese are the conditions:\n\n(a) the box is closed\n(b) it is dry\n\nAnd of the others:\n\n7. the seventh\n9. the ninth\n",
    )
    project.run("import", "a.txt")
    text = (project.root / "content/en/conditions.md").read_text("utf-8")
    assert (
        "- (a) the box is closed\n- (b) it is dry\n" in text
        and "- 7\\. the seventh\n- 9\\. the ninth\n" in text
    )


def test_many_files_take_little_time(site: MakeSite) -> None:
    project = site("")
    for number in range(150):
        put(
            project,
            f"in/{number}.txt",
            ARTICLE.replace("Repairs at home", f"Repairs, part {number}").replace(
                "3 days", f"{number + 2} days"
            ),
        )
    start = time.process_time()
    result = project.run("import", "in", "--format", "json")
    assert result.exit_code == 0 and len(pages(project)) == 150
    assert time.process_time() - start < 15
