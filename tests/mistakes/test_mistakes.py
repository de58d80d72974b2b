"""Each mistake of an editor is found once, where it was made, whether or not it is translated."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mistakes.base import BASE, PAGE, TRANSLATED, Mistake, found_in
from tests.mistakes.table import ALL
from tests.sites import Project, write_files

NAMES = [mistake.name for mistake in ALL]


def test_without_mistakes_nothing_is_found(tmp_path: Path) -> None:
    for number, files in enumerate((BASE, BASE + TRANSLATED)):
        write_files(tmp_path / str(number), files)
        assert found_in(Project(tmp_path / str(number))) == []


@pytest.mark.parametrize("translated", [True, False], ids=["translated", "alone"])
@pytest.mark.parametrize("mistake", ALL, ids=NAMES)
def test_a_mistake_is_found_once_where_it_was_made(
    mistake: Mistake, translated: bool, tmp_path: Path
) -> None:
    found = found_in(mistake.make(tmp_path, translated))
    places = [(one["code"], one["path"]) for one in found]
    assert places == [(mistake.code, mistake.at or mistake.path)], found
    text = f"{found[0]['message']} {found[0]['hint']}".lower()
    assert [word for word in mistake.words if word.lower() not in text] == [], text


def test_there_are_mistakes_enough() -> None:
    assert len(ALL) >= 170 and len(set(NAMES)) == len(NAMES)


RUBBISH = ["~$fees.docx", "Thumbs.db", ".DS_Store", "desktop.ini", "cards.md.bak", "cards.md.orig"]


def test_what_programs_leave_behind_is_not_published(tmp_path: Path) -> None:
    write_files(tmp_path, BASE + TRANSLATED)
    for name in [*RUBBISH, "cards.md~", ".~lock.fees.docx#"]:
        (tmp_path / "content/en/faq" / name).write_text("x", "utf-8")
    project = Project(tmp_path)
    assert found_in(project) == []
    site = project.build()
    assert sorted(file.name for file in (site / "faq").iterdir()) == ["cards", "index.html"]


def test_a_document_that_a_page_links_to_is_a_download(tmp_path: Path) -> None:
    write_files(tmp_path, BASE)
    (tmp_path / "content/en/faq/fees.pdf").write_bytes(b"%PDF")
    page = tmp_path / PAGE
    page.write_text(page.read_text("utf-8") + "\n[Fees](fees.pdf)\n", "utf-8")
    assert found_in(Project(tmp_path)) == []
    assert (Project(tmp_path).build() / "faq/fees.pdf").read_bytes() == b"%PDF"


@pytest.mark.parametrize("name", ["card.heic", "card.TIFF", "card.pdf"])
def test_a_picture_that_browsers_do_not_show(name: str, tmp_path: Path) -> None:
    write_files(tmp_path, BASE)
    (tmp_path / "content/en/faq" / name).write_bytes(b"x")
    page = tmp_path / PAGE
    page.write_text(page.read_text("utf-8").replace("Short", f"![Card]({name})\n\nShort"), "utf-8")
    (found,) = found_in(Project(tmp_path))
    assert (found["code"], f"{found['path']}:{found['line']}") == ("KB308", f"{PAGE}:7")
    assert f"'{name}' is a kind of picture that browsers do not show" in found["message"]
    assert "JPEG, PNG or WebP" in found["hint"]


LONG = f"https://www.example.com/?q={'card+' * 120}"
RIGHT_ADDRESSES = ["tel:+97145550142", "tel:+971-4-555-0142;ext=12", "sms:+97145550142", LONG]


@pytest.mark.parametrize("address", RIGHT_ADDRESSES, ids=lambda one: one[:20])
def test_an_address_that_can_be_followed(address: str, tmp_path: Path) -> None:
    write_files(tmp_path, BASE)
    page = tmp_path / PAGE
    page.write_text(page.read_text("utf-8") + f"\n[Ask us]({address})\n", "utf-8")
    assert found_in(Project(tmp_path)) == []


LIKE = ["{ card.fee }}", "[[ card.fee ]]", "{% page.title %}", "{{ page title }}", "｛｛ fee ｝｝"]


def test_without_a_ledger_nothing_looks_like_a_fact(tmp_path: Path) -> None:
    write_files(tmp_path, BASE)
    (tmp_path / "content/facts.yml").unlink()
    (tmp_path / "content/branches/deira.yml").unlink()
    config = tmp_path / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("contact: [help.line]", ""), "utf-8")
    page = tmp_path / PAGE
    page.write_text(page.read_text("utf-8") + "\n" + "\n\n".join(LIKE) + "\n", "utf-8")
    assert found_in(Project(tmp_path)) == []


@pytest.mark.parametrize("written", ["{{ config.title }}", "{{ a + b }}", "{{ site.url | upper }}"])
def test_braces_of_another_program_are_a_warning(written: str, tmp_path: Path) -> None:
    write_files(tmp_path, BASE)
    page = tmp_path / PAGE
    page.write_text(page.read_text("utf-8") + f"\n{written}\n", "utf-8")
    (found,) = found_in(Project(tmp_path))
    assert (found["code"], found["severity"]) == ("KB205", "warning")


RIGHT = """\
A list[^1] and a {.class}, `{ card.fee }`, C# and #tags; [a note] (see below).

[^1]: A footnote.

1. One
2. Two
    - inner

| a | b |
|---|:-:|
| **x** | a \\| b |

!!! note "Mind the gap"

    Text.

!!! tip inline end
    Text.

??? question "Why?"
    Text.

So it is, on
2026. We are here from 9
- 17 on most days. It ends **here** and <b>there</b>; 2 ** 3 ** 4 is `2 ** 12`.

    code that is indented, as code may be
"""


def test_right_markdown_has_no_slips(tmp_path: Path) -> None:
    write_files(tmp_path, BASE)
    page = tmp_path / PAGE
    page.write_text(page.read_text("utf-8") + "\n" + RIGHT, "utf-8")
    found = [one for one in found_in(Project(tmp_path)) if not one["code"].startswith("KB4")]
    assert found == []
