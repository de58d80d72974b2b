"""`kbgen check --review` and `--settle`: who compared two texts leaves a receipt."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.conftest import MakeSite
from tests.doubt_site import (
    ADDRESS,
    CONTRADICTED,
    DOUBT,
    EVERYBODY,
    MEMBERS_ALONE,
    UR,
    record,
)
from tests.sites import Project
from tests.terminal import interrupt

TWICE = DOUBT.replace("Please bring the box.", "Only members may pay.").replace(
    "براہِ کرم ڈبہ ساتھ لائیں۔", "ممبران ادائیگی کر سکتے ہیں۔"
)
"""Two doubts in one section."""
SECOND = "faq/returns#who:2"
PATIENCE = 120


class Terminal:
    """A review in a pseudo terminal: what it shows, and the keys that a person presses."""

    def __init__(self, process: subprocess.Popen[bytes], screen: int) -> None:
        self._process, self._screen, self._shown = process, screen, ""

    def wait_for(self, words: str) -> str:
        """Return what was shown since the last call, when these words have been."""
        end = time.monotonic() + PATIENCE
        while words not in self._plain:
            assert time.monotonic() < end, self._plain
            if select.select([self._screen], [], [], 0.2)[0]:
                try:
                    self._shown += os.read(self._screen, 65536).decode("utf-8", "replace")
                except OSError:  # the other end is closed
                    assert words in self._plain, self._plain
        shown, self._shown = self._plain, ""
        return shown

    @property
    def _plain(self) -> str:
        return re.sub("\x1b\\[[0-9;]*m", "", self._shown).replace("\r\n", "\n")

    def key(self, key: str) -> None:
        os.write(self._screen, key.encode())

    def code(self) -> int:
        return self._process.wait(PATIENCE)

    def interrupt(self) -> None:
        end = time.monotonic() + PATIENCE
        interrupt(self._process.pid, lambda: self._process.send_signal(signal.SIGINT), end)


@contextmanager
def reviewing(project: Project, *args: str, **variables: str) -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kbgen", "check", "--review", "--by", "Sana", *args]
    process = subprocess.Popen(
        command,
        cwd=project.root,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", **variables},
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_a_key_settles_a_doubt_at_once(site: MakeSite) -> None:
    project = site(TWICE)
    with reviewing(project) as terminal:
        shown = terminal.wait_for("[q] quit")
        assert f"1 of 2  {ADDRESS}" in shown
        assert "»Only« members may return an item." in shown
        assert EVERYBODY in shown
        assert "the English says 'Only members may'" in shown
        terminal.key("s")
        assert f"2 of 2  {SECOND}" in terminal.wait_for("[q] quit")
        [line] = record(project)
        assert line.startswith("faq/returns#who same Sana 20"), "written before the next key"
        terminal.key("c")
        terminal.wait_for("Settled 1; 1 doubt is open.")
        assert terminal.code() == 0
    assert record(project) == [line]


def test_what_was_settled_is_kept_when_the_review_is_interrupted(site: MakeSite) -> None:
    project = site(TWICE)
    with reviewing(project) as terminal:
        terminal.wait_for("[q] quit")
        terminal.key("s")
        terminal.wait_for("2 of 2")
        terminal.interrupt()
        terminal.wait_for("Settled 1; 1 doubt is open.")
        assert terminal.code() == 130
    assert len(record(project)) == 1


def test_a_person_goes_back_and_takes_a_receipt_back(site: MakeSite) -> None:
    project = site(TWICE)
    with reviewing(project) as terminal:
        terminal.wait_for("[q] quit")
        terminal.key("s")
        terminal.wait_for("[q] quit")
        terminal.key("b")
        assert "settled; [c] takes it back" in terminal.wait_for("[q] quit")
        terminal.key("c")
        assert "2 of 2" in terminal.wait_for("[q] quit")
        assert record(project) == []
        terminal.key("q")
        terminal.wait_for("Settled 0; 2 doubts are open.")
        assert terminal.code() == 0


def test_other_keys_do_nothing(site: MakeSite) -> None:
    project = site(DOUBT)
    with reviewing(project) as terminal:
        terminal.wait_for("[q] quit")
        terminal.key("x")
        assert "1 of 1" in terminal.wait_for("[q] quit")
        terminal.key("q")
        terminal.wait_for("Settled 0; 1 doubt is open.")
    assert record(project) == []


EDITOR = """\
import pathlib, sys
pathlib.Path("opened.txt").write_text(" ".join(sys.argv[1:]), "utf-8")
page = pathlib.Path(sys.argv[2])
page.write_text(page.read_text("utf-8").replace("{old}", "{new}"), "utf-8")
"""


def test_an_editor_opens_at_the_line_and_what_it_mends_is_no_doubt(site: MakeSite) -> None:
    project = site(TWICE)
    script = project.root / "editor.py"
    script.write_text(EDITOR.format(old=EVERYBODY, new=MEMBERS_ALONE), "utf-8")
    with reviewing(project, VISUAL=f"{sys.executable} {script}") as terminal:
        terminal.wait_for("[q] quit")
        terminal.key("e")
        assert f"1 of 1  {SECOND}" in terminal.wait_for("[q] quit")
        terminal.key("s")
        terminal.wait_for("Settled 1; 0 doubts are open.")
    line = (project.root / UR).read_text("utf-8").split("\n").index(MEMBERS_ALONE) + 1
    assert (project.root / "opened.txt").read_text("utf-8") == f"+{line} {project.root / UR}"
    assert project.check(sameness=True) == []


def test_an_editor_that_is_not_there_ends_nothing(site: MakeSite) -> None:
    with reviewing(site(DOUBT), VISUAL="no-such-editor") as terminal:
        terminal.wait_for("[q] quit")
        terminal.key("e")
        shown = terminal.wait_for("[q] quit")
        assert "'no-such-editor' cannot be run" in shown
        assert "EDITOR" in shown


def test_only_the_language_and_the_pages_that_are_named(site: MakeSite) -> None:
    project = site(DOUBT)
    for names in (["ur"], ["faq/returns"], ["ur", "faq/returns"]):
        assert ADDRESS in project.run("check", "--review", *names).stdout
    for names in (["en"], ["index"]):
        assert project.run("check", "--review", *names).stdout == "No doubts are open.\n"
    refused = project.run("check", "--review", "faq/return")
    assert refused.exit_code == 2
    assert "did you mean 'faq/returns'?" in refused.stderr


def test_without_a_terminal_they_are_listed(site: MakeSite) -> None:
    project = site(DOUBT)
    listed = project.run("check", "--review")
    assert listed.exit_code == 1
    assert f"{ADDRESS}  English → Urdu  ({UR}:6:1)" in listed.stdout
    hint = f"kbgen check --settle '{ADDRESS}' --lang ur --by NAME"
    assert hint in listed.stderr
    args = hint.replace("NAME", "omar").replace("'", "").split()[1:]
    assert project.run(*args).exit_code == 0, "the hint, when followed, settles it"
    ended = project.run("check", "--review")
    assert (ended.exit_code, ended.stdout) == (0, "No doubts are open.\n")


def test_all_shows_contradictions_too(site: MakeSite) -> None:
    project = site(CONTRADICTED)
    assert "faq/returns#time" not in project.run("check", "--review").stdout
    assert "faq/returns#time:1" in project.run("check", "--review", "--all").stdout


@pytest.mark.parametrize("address", [ADDRESS, "faq/returns#who", "faq/returns"])
def test_a_text_a_section_or_a_page_is_settled(site: MakeSite, address: str) -> None:
    project = site(TWICE)
    done = project.run("check", "--settle", address, "--lang", "ur", "--by", "Sana Khan")
    assert done.exit_code == 0, done.output
    addresses = [ADDRESS] if address == ADDRESS else [ADDRESS, SECOND]
    assert done.stdout.splitlines() == [f"Settled: {one} (ur)" for one in addresses]
    [line] = record(project)
    assert " same Sana-Khan " in line
    assert line.count(":") == len(addresses), "one line a person and day"


def test_who_settles_is_whom_git_knows(site: MakeSite) -> None:
    project = site(DOUBT)
    subprocess.run(["git", "init", "-q"], cwd=project.root, check=True)
    subprocess.run(["git", "config", "user.name", "Omar Ali"], cwd=project.root, check=True)
    assert project.run("check", "--settle", ADDRESS).exit_code == 0
    assert " same Omar-Ali " in record(project)[0]


# Arguments → what the message says.
MISTAKES = {
    ("--settle", "faq/return#who:1"): "did you mean 'faq/returns#who:1'?",
    ("--settle", ADDRESS, "--lang", "en"): "nothing is in doubt at 'faq/returns#who:1' in 'en'",
    ("--settle", ADDRESS, "ur"): "name the language as --lang",
    ("--review", "--settle", ADDRESS): "choose one of --fix, --judge, --review and --settle",
    ("--review", "--fix"): "choose one of --fix, --judge, --review and --settle",
    ("ur",): "ur goes with --review",
    ("--by", "sana"): "--by goes with --review or --settle",
    ("--all",): "--all goes with --review or --settle",
}


@pytest.mark.parametrize("args", MISTAKES, ids=" ".join)
def test_a_mistake_is_explained(site: MakeSite, args: tuple[str, ...]) -> None:
    result = site(DOUBT).run("check", *args)
    assert result.exit_code == 2
    assert MISTAKES[args] in result.stderr


def test_a_record_with_mistakes_is_not_written(site: MakeSite) -> None:
    project = site(f"{DOUBT}-- content/ur/made-from.txt --\nfaq/returns#time smae sana\n")
    result = project.run("check", "--settle", ADDRESS)
    assert result.exit_code == 1
    assert "KB119" in result.stderr
    assert record(project) == ["faq/returns#time smae sana"]


def test_a_receipt_that_others_wrote_meanwhile_is_kept(site: MakeSite) -> None:
    project = site(TWICE)
    with reviewing(project) as terminal:
        terminal.wait_for("[q] quit")
        assert project.run("check", "--settle", SECOND, "--by", "omar").exit_code == 0
        terminal.key("s")
        terminal.wait_for("2 of 2")
    assert sorted(re.findall(r" same (\w+) ", "\n".join(record(project)))) == ["Sana", "omar"]
