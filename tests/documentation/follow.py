"""Follows a tutorial as its reader does: writes its files, runs its commands, compares what they say.

A paragraph before a block says what the block is:

- "Write this into `path`:" the whole file; "Add this to `path`:" more at its end;
- "Change this in `path`:" and a `diff`: the lines with "-" become those with "+";
- a `console` block: commands after "$", each with lines that it prints. "…" stands for any text,
  and at the beginning of a line for the beginning of the line.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.sites import Project

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.S | re.M)
_FILE = re.compile(r"(Write this into|Add this to|Change this in)\s+`([^`]+)`:\s*\Z")
NO_BREAK = "\u00a0"
"""The space in amounts of money, which nobody sees."""
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def follow(text: str, root: Path) -> Path:
    """Do all that a tutorial says, beginning in the folder `root`; return where it ends."""
    here = root
    for block in _BLOCK.finditer(text):
        language, body = block.groups()
        if language == "console":
            here = _run_all(body, here)
        elif named := _FILE.search(text[: block.start()]):
            _edit(named[1], here / named[2], body)
        elif language == "diff":
            raise AssertionError(f"of which file? {body}")
    return here


def _edit(what: str, file: Path, body: str) -> None:
    if what == "Change this in":
        lines = body.splitlines()
        before = [line[1:] for line in lines if not line.startswith("+")]
        after = [line[1:] for line in lines if not line.startswith("-")]
        whole, old = file.read_text("utf-8"), "\n".join(before)
        assert whole.count(old) == 1, f"{file.name} has {whole.count(old)} times: {old}"
        file.write_text(whole.replace(old, "\n".join(after)), "utf-8")
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    has = file.read_text("utf-8") if what == "Add this to" else ""
    file.write_text(has + body, "utf-8")


def _run_all(body: str, here: Path) -> Path:
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        command, _, expected = part.partition("\n")
        if command.startswith("cd "):
            here /= command.removeprefix("cd ")
            continue
        printed = _run(command, here)
        assert _is_as(printed, expected), f"$ {command}\n{printed}\n--- expected ---\n{expected}"
    return here


def _run(command: str, here: Path) -> str:
    if not command.startswith("kbgen "):
        if not shutil.which(tool := command.split()[0]):
            pytest.skip(f"{tool} is not installed")
        done = subprocess.run(command, shell=True, cwd=here, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout
    words = [word.strip("\"'") for word in re.findall(r"\"[^\"]*\"|'[^']*'|\S+", command)]
    result = Project(here).run(*words[1:])
    assert result.exit_code in (0, 1), result.output
    return _ANSI.sub("", result.output)


def _is_as(printed: str, expected: str) -> bool:
    """Tell whether the expected lines are printed, in their order and each beginning a line."""
    lines = iter(printed.replace(NO_BREAK, " ").splitlines())
    wanted = [line for line in expected.splitlines() if line.strip() != "…"]
    return all(any(_matches(line, one) for line in lines) for one in wanted)


def _matches(line: str, wanted: str) -> bool:
    return re.match(re.escape(wanted.rstrip()).replace("…", ".*"), line) is not None
