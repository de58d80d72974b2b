"""Runs the tests once, and notes which of them run which lines.

A fixture that several tests share runs in one of them, but counts for all that use it. Processes
that a test starts count as well.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage, CoverageData

FOLDER = "KBGEN_MUTATION_FOLDER"
CONTEXT = "KBGEN_MUTATION_CONTEXT"
CONFIG = f"""\
[run]
source = kbgen
parallel = true
data_file = ${{{FOLDER}}}/coverage
context = ${{{CONTEXT}-}}
patch = subprocess, fork, _exit
"""
_FIXTURE = "fixture "


@dataclass
class Test:
    """The seconds of the processor that a test took, and the shared fixtures that it used."""

    seconds: float = 0.0
    fixtures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Record:
    """The tests that pass, and those that run each line of each file."""

    tests: dict[str, Test]
    lines: dict[str, dict[int, frozenset[str]]]

    def covering(self, path: str, lines: Iterable[int] | None = None) -> set[str]:
        """Return the tests that run some lines of a file, or any of them."""
        known = self.lines.get(path, {})
        return set().union(*(known.get(line, frozenset()) for line in lines or known))


def record(folder: Path, arguments: Iterable[str]) -> int:
    """Run the tests; return pytest's exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in (*folder.glob("coverage*"), *folder.glob("tests.*.json")):
        file.unlink()
    (folder / "coveragerc").write_text(CONFIG, "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", __name__]
    command += ["--cov", "--cov-report=", f"--cov-config={folder / 'coveragerc'}", *arguments]
    return subprocess.run(command, check=False, env={**os.environ, FOLDER: str(folder)}).returncode


def read(folder: Path) -> Record:
    """Read what was noted; paths are those below the repository's folder."""
    tests: dict[str, Test] = {}
    for file in folder.glob("tests.*.json"):
        for name, seconds, fixtures in json.loads(file.read_text("utf-8")):
            tests[name] = Test(seconds, fixtures)
    users: dict[str, set[str]] = defaultdict(set)
    for name, test in tests.items():
        for fixture in test.fixtures:
            users[_FIXTURE + fixture].add(name)
    data = CoverageData(str(folder / "coverage"))
    data.read()
    lines: dict[str, dict[int, frozenset[str]]] = {}
    for path in data.measured_files():
        contexts = data.contexts_by_lineno(path)
        lines[f"kbgen/{path.rpartition('/kbgen/')[2]}"] = {
            line: frozenset(_named(found, tests, users)) for line, found in contexts.items()
        }
    return Record(tests, lines)


def _named(
    contexts: Iterable[str], tests: dict[str, Test], users: dict[str, set[str]]
) -> Iterator[str]:
    for context in contexts:
        for name in context.split("|"):
            if name in tests:
                yield name
            yield from users.get(name, ())


class _Recorder:
    """Names what runs by the test, or the shared fixture, that runs it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"tests.{os.getpid()}.json"
        self._passed: list[tuple[str, float, list[str]]] = []
        self._context = ""

    @contextmanager
    def _named(self, context: str) -> Iterator[None]:
        before = self._context
        self._switch(context)
        try:
            yield
        finally:
            self._switch(before)

    def _switch(self, context: str) -> None:
        self._context = context
        os.environ[CONTEXT] = context
        coverage = Coverage.current()
        if coverage:
            coverage.switch_context(context)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        start, failed = sum(os.times()[:4]), item.session.testsfailed
        with self._named(item.nodeid):
            result = yield
        if item.session.testsfailed == failed:
            seconds = sum(os.times()[:4]) - start
            self._passed.append((item.nodeid, seconds, list(_shared(item))))
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[Any]:
        if fixturedef.scope == "function":
            return (yield)
        with self._named(f"{_FIXTURE}{fixturedef.baseid}::{fixturedef.argname}"):
            return (yield)

    def pytest_sessionfinish(self) -> None:
        if self._passed:
            self._file.write_text(json.dumps(self._passed), "utf-8")


def _shared(item: pytest.Item) -> Iterator[str]:
    info = getattr(item, "_fixtureinfo", None)
    for name, found in info.name2fixturedefs.items() if info else ():
        for fixture in found:
            if fixture.scope != "function":
                yield f"{fixture.baseid}::{name}"


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(_Recorder(Path(os.environ[FOLDER])))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need a browser: they are slow, and few lines are theirs alone."""
    slow = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if "browser" not in getattr(item, "fixturenames", ())]
