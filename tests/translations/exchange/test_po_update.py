"""A PO file that translators work in while the site changes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from tests.sites import Project, write_site
from tests.translations.exchange.sites import FACTS, PAGE, contents, edit, entry, po, record_all

PLACE = "translation/{lang}/help.po"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = write_site(tmp_path, FACTS + PAGE)
    record_all(made)
    return made


def written(project: Project, address: str, text: str, fuzzy: bool = False) -> polib.POFile:
    """Write a text into the file, as a translator does."""
    file = po(project)
    one = entry(file, address)
    one.msgstr = text
    one.flags = [*(["fuzzy"] if fuzzy else []), *(f for f in one.flags if f != "fuzzy")]
    file.save()
    return file


def test_all_languages_are_written_in_one_command(project: Project) -> None:
    result = project.run("translate", "out", "--output", PLACE)
    assert result.exit_code == 0, result.output
    for lang in ("ur", "ar", "hi"):
        file = polib.pofile(str(project.root / "translation" / lang / "help.po"))
        assert file.metadata["Language"] == lang
        assert entry(file, "faq/returns#else:1").msgid == "Call us."


def test_one_place_for_several_languages_is_refused(project: Project) -> None:
    result = project.run("translate", "out", "ur", "ar", "--output", "help.po")
    assert result.exit_code == 2
    assert "put {lang} into it" in result.output
    assert not (project.root / "help.po").exists()


@pytest.mark.parametrize("fuzzy", [True, False])
def test_a_translation_that_is_not_in_the_site_yet_stays(project: Project, fuzzy: bool) -> None:
    written(project, "faq/returns#else:1", "ہمیں فون کریں۔", fuzzy)
    edit(project, "en/faq/returns.md", "- First", "- Zeroth\n- First")
    file = po(project)
    one = entry(file, "faq/returns#else:1")
    assert (one.msgstr, one.fuzzy) == ("ہمیں فون کریں۔", fuzzy)
    assert entry(file, "faq/returns#when:2").msgid == "Zeroth"
    output = project.run("translate", "in", "ur.po").output
    assert ("1 unfinished" if fuzzy else "1 taken") in output


def test_a_translation_moves_with_its_source(project: Project) -> None:
    written(project, "faq/returns#when:3", "دوسری بات", fuzzy=True)
    edit(project, "en/faq/returns.md", "- First", "- Zeroth\n- First")
    one = entry(po(project), "faq/returns#when:4")
    assert (one.msgid, one.msgstr, one.fuzzy) == ("Second", "دوسری بات", True)


def test_a_translation_of_a_source_that_changed_is_kept_beside_it(project: Project) -> None:
    written(project, "faq/returns#else:1", "ہمیں فون کریں۔")
    edit(project, "en/faq/returns.md", "Call us.", "Write to us.")
    one = entry(po(project), "faq/returns#else:1")
    assert (one.msgid, one.msgstr, one.fuzzy) == ("Write to us.", "ہمیں فون کریں۔", True)
    assert one.previous_msgid == "Call us."


def test_a_translation_of_a_source_that_is_gone_is_kept_as_obsolete(project: Project) -> None:
    written(project, "faq/returns#else:1", "ہمیں فون کریں۔")
    edit(project, "en/faq/returns.md", "\nCall us.\n", "")
    edit(project, "ur/faq/returns.md", "\nہمیں کال کریں۔\n", "")
    file = po(project)
    assert [(one.msgid, one.msgstr) for one in file.obsolete_entries()] == [
        ("Call us.", "ہمیں فون کریں۔")
    ]
    edit(project, "en/faq/returns.md", "{#else}\n", "{#else}\n\nCall us.\n")
    again = po(project)
    assert entry(again, "faq/returns#else:1").msgstr == "ہمیں فون کریں۔"
    assert not again.obsolete_entries()


def test_what_others_changed_on_the_site_is_shown_beside_it(project: Project) -> None:
    written(project, "faq/returns#else:1", "ہمیں فون کریں۔")
    edit(project, "ur/faq/returns.md", "ہمیں کال کریں۔", "ہمیں پکاریں۔")
    one = entry(po(project), "faq/returns#else:1")
    assert (one.msgstr, one.fuzzy) == ("ہمیں فون کریں۔", True)
    assert "On the site: ہمیں پکاریں۔" in one.comment
    written(project, "faq/returns#else:1", one.msgstr)
    assert "1 taken" in project.run("translate", "in", "ur.po").output


def test_what_came_in_follows_the_site(project: Project) -> None:
    written(project, "faq/returns#else:1", "ہمیں فون کریں۔")
    project.run("translate", "in", "ur.po")
    po(project)
    edit(project, "ur/faq/returns.md", "ہمیں فون کریں۔", "ہمیں کال کر لیں۔")
    one = entry(po(project), "faq/returns#else:1")
    assert (one.msgstr, one.fuzzy) == ("ہمیں کال کر لیں۔", False)


def test_what_is_confirmed_stays_confirmed_until_it_came_in(project: Project) -> None:
    edit(project, "en/faq/returns.md", "Call us.", "Please call us.")
    assert entry(po(project), "faq/returns#else:1").fuzzy
    written(project, "faq/returns#else:1", "ہمیں کال کریں۔")
    assert not entry(po(project), "faq/returns#else:1").fuzzy
    assert "1 confirmed" in project.run("translate", "in", "ur.po").output


def test_a_mark_of_the_translator_stays_and_one_of_the_site_goes(project: Project) -> None:
    written(project, "faq/returns#when:2", "پہلا `code`", fuzzy=True)
    edit(project, "en/faq/returns.md", "Call us.", "Please call us.")
    assert {one.msgctxt for one in po(project) if one.fuzzy} == {
        "faq/returns#when:2",
        "faq/returns#else:1",
    }
    record_all(project)
    assert {one.msgctxt for one in po(project) if one.fuzzy} == {"faq/returns#when:2"}


def test_comments_flags_and_the_header_of_translators_stay(project: Project) -> None:
    file = po(project)
    file.header = "Translators: Sana"
    file.metadata |= {
        "Last-Translator": "Sana <sana@example.com>",
        "PO-Revision-Date": "2026-11-30 10:00+0500",
        "X-Generator": "Weblate 5.14",
        "Language": "ur_PK",
    }
    entry(file, "faq/returns#when:2").tcomment = "ترتیب دیکھ لیں"
    entry(file, "faq/returns#when:2").flags.append("max-length:40")
    file.save()
    edit(project, "en/faq/returns.md", "Call us.", "Please call us.")
    file = po(project)
    assert file.header == "Translators: Sana"
    assert file.metadata["Last-Translator"] == "Sana <sana@example.com>"
    assert file.metadata["PO-Revision-Date"] == "2026-11-30 10:00+0500"
    assert file.metadata["X-Generator"] == "Weblate 5.14"
    assert file.metadata["Language"] == "ur"
    assert entry(file, "faq/returns#when:2").tcomment == "ترتیب دیکھ لیں"
    assert entry(file, "faq/returns#when:2").flags == ["md-text", "max-length:40"]


def test_a_file_in_which_nothing_is_new_keeps_its_bytes(project: Project) -> None:
    po(project)
    file = project.root / "ur.po"
    polib.pofile(str(file), wrapwidth=30).save()
    before = file.read_bytes()
    po(project)
    assert file.read_bytes() == before


def test_a_file_that_cannot_be_read_is_not_overwritten(project: Project) -> None:
    po(project)
    file = project.root / "ur.po"
    file.write_text(file.read_text("utf-8").replace('msgstr "پہلا', "msgstr پہلا"), "utf-8")
    before = file.read_bytes()
    result = project.run("translate", "out", "ur")
    assert result.exit_code == 2
    assert "ur.po: this PO file cannot be read: line " in result.output
    assert file.read_bytes() == before


def test_who_translated_is_whom_the_file_names(project: Project) -> None:
    file = written(project, "faq/returns#else:1", "ہمیں فون کریں۔")
    file.metadata["Last-Translator"] = "Omar Ali <omar@example.com>"
    file.save()
    project.run("translate", "in", "ur.po")
    record = contents(project)["ur/made-from.txt"].decode()
    assert [
        line for line in record.splitlines() if line.startswith("faq/returns#else human Omar-Ali ")
    ]


GETTEXT = {
    "msgcat": ["msgcat", "ur.po", "-o", "ur.po"],
    "msgattrib": ["msgattrib", "--no-obsolete", "ur.po", "-o", "ur.po"],
    "msgmerge": ["msgmerge", "--previous", "--quiet", "ur.po", "new.po", "-o", "ur.po"],
}


@pytest.mark.skipif(shutil.which("msgmerge") is None, reason="gettext is not installed")
@pytest.mark.parametrize("program", GETTEXT)
def test_what_gettext_writes_comes_back(project: Project, program: str) -> None:
    written(project, "faq/returns#else:1", "ہمیں فون کریں۔")
    project.run("translate", "out", "ur", "--output", "new.po")
    subprocess.run(GETTEXT[program], cwd=project.root, check=True)
    output = project.run("translate", "in", "ur.po").output
    assert "1 taken, 22 unchanged" in output
    assert entry(po(project), "faq/returns:1").flags == [
        "md-text",
        'placeholders:"{{ refund.time }}"',
    ]
