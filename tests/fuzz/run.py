"""Runs `kbgen check` and `kbgen build` over a project, in a process that can be ended."""

from __future__ import annotations

import json
import multiprocessing
import os
import tempfile
import traceback
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest.mock import patch

from click.testing import Result

from tests.sites import Project

SECONDS = 60.0
"""After which a project counts as one that hangs; pages are given up after their own 10 s."""
DAY = ("--as-of", "2026-11-20")
Files = Mapping[bytes, bytes]


@dataclass(frozen=True)
class BuildError:
    """A failure: equal faults have an equal `kind`."""

    kind: str
    detail: str = ""


@dataclass(frozen=True)
class Outcome:
    """The exit codes of check and build, and what went wrong."""

    codes: tuple[int, ...]
    troubles: tuple[BuildError, ...]


def run(files: Files, inputs: Sequence[bytes], seconds: float = SECONDS) -> Outcome:
    """Check and build a project whose `inputs` are the files that may be wrong."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(theirs, files, inputs))
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            return Outcome((), (BuildError("it hangs", f"more than {seconds:g} s"),))
        found: Outcome = ours.recv()
        return found
    except EOFError:
        return Outcome((), (BuildError("its process dies"),))
    finally:
        process.kill()
        process.join()


def _send(pipe: Connection, files: Files, inputs: Sequence[bytes]) -> None:
    pipe.send(_try(files, inputs))


def _try(files: Files, inputs: Sequence[bytes]) -> Outcome:
    troubles: list[BuildError] = []
    debug = patch.dict(os.environ, KBGEN_DEBUG="1")  # faults are raised, not only told
    with debug, tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "a", "b", "project")  # so that ../.. stays in it
        write(root, files)
        project = Project(root)
        checked = project.run("check", "--format", "json", *DAY)
        troubles += _look(checked)
        codes = [checked.exit_code]
        findings: list[dict[str, Any]] = []
        if checked.exit_code in (0, 1) and not troubles:
            findings, wrong = _read(checked, root)
            troubles += wrong
        # So that a mistake in one file does not hide what the others are built to.
        wrong_files = {f["path"] for f in findings if f["severity"] == "error"}
        if len(inputs) > 1:
            for path in inputs:
                if _shown(path) in wrong_files:
                    root.joinpath(os.fsdecode(path)).unlink(missing_ok=True)
        built = project.run("build", "--jobs", "1", "--no-cache", *DAY)
        troubles += _look(built)
        codes.append(built.exit_code)
    return Outcome(tuple(codes), tuple(dict.fromkeys(troubles)))


def write(root: Path, files: Files) -> None:
    """Write files; one whose name no system takes is left out."""
    for name, data in files.items():
        file = root / os.fsdecode(name)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def _shown(path: bytes) -> str:
    return path.decode("utf-8", "backslashreplace")


def _look(result: Result) -> Iterable[BuildError]:
    problem = result.exception
    if problem is not None and not isinstance(problem, SystemExit):
        frames = traceback.extract_tb(problem.__traceback__)
        own = [f for f in frames if "/kbgen/" in f.filename] or frames
        where = f"{Path(own[-1].filename).name}:{own[-1].name}"
        text = "".join(traceback.format_exception(problem)[-6:])
        yield BuildError(f"exit code 3: {type(problem).__name__} in {where}", text[-1500:])
    elif result.exit_code not in (0, 1, 2) or "Traceback" in result.output:
        yield BuildError(f"exit code {result.exit_code}", result.output[-1500:])
    elif result.exit_code == 2 and not result.output.strip():
        yield BuildError("exit code 2 without a word")


def _read(checked: Result, root: Path) -> tuple[list[dict[str, Any]], list[BuildError]]:
    try:
        findings: list[dict[str, Any]] = json.loads(checked.stdout)
    except ValueError as problem:
        return [], [BuildError("no JSON", f"{problem}: {checked.stdout[:500]}")]
    return findings, [wrong for finding in findings for wrong in _misplaced(finding, root)]


def _misplaced(finding: dict[str, Any], root: Path) -> Iterable[BuildError]:
    """Find a finding that names no place, or one that its file has not."""
    file = root / finding["path"]
    where = f"{finding['path']}:{finding['line']}:{finding['column']} {finding['message']}"
    code = finding["code"]
    if not finding["path"] or not finding["message"]:
        yield BuildError(f"{code} without a place or words", where)
    elif "\\x" in finding["path"] or file.is_dir():
        return
    elif not file.exists():
        yield BuildError(f"{code} in a file that is not there", where)
    else:
        text = file.read_bytes().decode("utf-8-sig", "replace")
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        line, column = finding["line"], finding["column"]
        if not 1 <= line <= len(lines):
            yield BuildError(f"{code} in a line that is not there", f"{where}, of {len(lines)}")
        elif not 1 <= column <= len(lines[line - 1]) + 1:
            yield BuildError(f"{code} in a column that is not there", where)
