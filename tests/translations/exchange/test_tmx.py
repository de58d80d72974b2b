"""Translation memories: out, and in as suggestions."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.sites import Project, write_site
from tests.translations.exchange.sites import FACTS, PAGE, contents, entry, po, record_all

MEMORY = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"
 srclang="en-US" datatype="plaintext"/>
<body>
<tu><tuv xml:lang="en-US"><seg>Welcome.</seg></tuv><tuv xml:lang="ur-PK"><seg>خوش آمدید۔</seg></tuv>
<tuv xml:lang="fr"><seg>Bienvenue.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Home <ph x="1">**</ph>page<ph x="2">**</ph></seg></tuv>
<tuv xml:lang="ur"><seg>سرورق</seg></tuv></tu>
</body>
</tmx>
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = write_site(tmp_path, FACTS + PAGE)
    record_all(made)
    return made


def test_what_is_current_goes_out(project: Project) -> None:
    assert project.run("translate", "out", "ur", "--to", "tmx").exit_code == 0
    root = etree.parse(str(project.root / "ur.tmx")).getroot()
    pairs = {tuple("".join(seg.itertext()) for seg in tu.iter("seg")) for tu in root.iter("tu")}
    assert root.find("header").get("srclang") == "en"
    assert ("Second", "دوسرا") in pairs
    assert ("First `code`", "پہلا `code`") in pairs
    assert all(len(pair) == 2 for pair in pairs)


def test_what_comes_in_is_suggested_and_changes_no_page(project: Project) -> None:
    (project.root / "theirs.tmx").write_text(MEMORY.replace('<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n', ""), "utf-8")  # fmt: skip
    before = contents(project)
    result = project.run("translate", "in", "theirs.tmx")
    assert result.exit_code == 0, result.output
    assert "2 translations to suggest" in result.output
    assert contents(project) == before
    one = entry(po(project), "index:1")
    assert (one.msgstr, one.fuzzy) == ("خوش آمدید۔", True)
    assert "Suggested by 100 % from theirs.tmx" in one.comment


def test_the_same_memory_twice_is_kept_once(project: Project) -> None:
    (project.root / "theirs.tmx").write_text(MEMORY, "utf-8")
    project.run("translate", "in", "theirs.tmx")
    once = (project.root / "memory.tmx").read_bytes()
    project.run("translate", "in", "theirs.tmx")
    assert (project.root / "memory.tmx").read_bytes() == once


def test_a_memory_of_other_languages_is_refused(project: Project) -> None:
    (project.root / "theirs.tmx").write_text(MEMORY.replace('"ur', '"de'), "utf-8")
    result = project.run("translate", "in", "theirs.tmx")
    assert result.exit_code == 1
    assert "nothing in it is in two languages of the site" in result.output
