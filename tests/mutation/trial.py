"""Tries one change: in a fork of a process that has the tests loaded, runs those that run its lines.

A change inside functions replaces their code where they stand. For any other, of a constant or of a
class's body, the fork starts Python anew: half a program that is imported a second time fails by
itself. Either stands in the file as well, for the processes that tests start.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import select
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tests.mutation.operators import Mutation

MEMORY = 6_000_000_000
"""Bytes that a changed program may take."""
GRACE = 10
"""Seconds of the processor that tests are given besides four times of what they took."""
PATIENCE = 5
"""How many times that they may take by the clock: the machine may have other work as well."""
_OPTIMIZED = 1  # CO_OPTIMIZED: the code of a function, not that of a module or class
_COMPREHENSIONS = {"<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>"}
"""What has run by the time that the module or class that it stands in is there."""
_QUIET = ("-q", "-x", "--no-header", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist")

SURVIVED, KILLED, TIMEOUT, NOT_RUN = "survived", "killed", "timeout", "run by no test"


@dataclass(frozen=True)
class Verdict:
    """What became of a change, and the test that noticed it."""

    outcome: str
    test: str = ""


class _Chosen:
    """Runs the chosen tests in their order; notes the first that fails."""

    def __init__(self, tests: Sequence[str], note: int | None = None) -> None:
        self._order = {test: number for number, test in enumerate(tests)}
        self._note = note

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        found = [item for item in items if item.nodeid in self._order]
        items[:] = sorted(found, key=lambda item: self._order[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self._note is not None:
            os.write(self._note, f"{report.nodeid}\n".encode())


class Bench:
    """A copy of the repository in which changes are tried, one after another."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._written = time.time()
        self._passing, self._failing = set[str](), set[str]()
        self._functions: Mapping[str, Sequence[FunctionType]] = {}

    def load(self, tests: Iterable[str]) -> None:
        """Import the files of tests, and kbgen with them, so that no trial needs to."""
        os.chdir(self._root)
        with _silent():
            code = pytest.main([*_QUIET, "--collect-only", *_files(tests)])
        if code:
            raise SystemExit(f"the tests cannot be collected (pytest says {code})")
        self._functions = loaded_functions()
        # Else each fork copies what the collector looks at, which takes longer than most tests.
        gc.collect()
        gc.freeze()

    def run(self, mutation: Mutation, tests: Sequence[str], seconds: float) -> Verdict:
        """Try a change; `seconds` is what its tests took without it."""
        limit = GRACE + 4 * int(seconds)
        while tests := [test for test in tests if test not in self._failing]:
            verdict = self._try(mutation.path, mutation.apply, tests, limit)
            if not verdict.test or self._passes(mutation.path, verdict.test, limit):
                return verdict
        return Verdict(NOT_RUN)

    def _passes(self, path: str, test: str, limit: int) -> bool:
        """Tell whether a test passes in this process where nothing was changed."""
        if test not in self._passing:
            alone = self._try(path, lambda source: source, [test], limit)
            (self._passing if alone.outcome == SURVIVED else self._failing).add(test)
        return test in self._passing

    def _try(
        self, path: str, change: Callable[[bytes], bytes], tests: Sequence[str], limit: int
    ) -> Verdict:
        file = self._root / path
        source = file.read_bytes()
        changed = change(source)
        self._write(file, changed)
        try:
            return self._forked(file, source, changed, tests, limit)
        finally:
            self._write(file, source)

    def _write(self, file: Path, content: bytes) -> None:
        # Compiled files are told by whole seconds: no two states may have the same.
        file.write_bytes(content)
        self._written += 1
        os.utime(file, (self._written, self._written))

    def _forked(
        self, file: Path, source: bytes, changed: bytes, tests: Sequence[str], limit: int
    ) -> Verdict:
        read, write = os.pipe()
        child = os.fork()
        if not child:
            code = 1
            try:
                os.setsid()
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
                resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
                with _silent():
                    if put(file, source, changed, self._functions.get(str(file), ())):
                        code = _run(tests, write)
                    else:
                        self._start_anew(tests, write)
            finally:
                os._exit(code)
        os.close(write)
        try:
            status = _wait(child, limit * PATIENCE)
            with os.fdopen(read) as failed:
                if status is None or os.WIFSIGNALED(status):
                    return Verdict(TIMEOUT)
                first = failed.readline().strip()
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        if os.waitstatus_to_exitcode(status) == pytest.ExitCode.NO_TESTS_COLLECTED:
            return Verdict(NOT_RUN)
        return Verdict(KILLED, first) if status else Verdict(SURVIVED)

    def _start_anew(self, tests: Sequence[str], note: int) -> None:
        """Become a process that imports all of the program as it stands in the files."""
        listed = self._root / ".mutation.json"
        listed.write_text(json.dumps(tests), "utf-8")
        os.set_inheritable(note, True)
        code = f"import sys; from {__name__} import run_listed; sys.exit(run_listed())"
        os.execv(sys.executable, [sys.executable, "-c", code, str(listed), str(note)])


def run_listed() -> int:
    """Run the tests that a file lists; write which one fails to an open file."""
    listed, note = sys.argv[1:]
    return _run(json.loads(Path(listed).read_text("utf-8")), int(note))


def _wait(child: int, limit: float) -> int | None:
    """Return the status with which a process ends; None if it does not in time."""
    watched = os.pidfd_open(child)
    try:
        if select.select([watched], [], [], limit)[0]:
            return os.waitpid(child, 0)[1]
    finally:
        os.close(watched)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _run(tests: Sequence[str], note: int) -> int:
    return int(pytest.main([*_QUIET, *_files(tests)], plugins=[_Chosen(tests, note)]))


def _files(tests: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(test.partition("::")[0] for test in tests))


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Let nothing through to where output goes, from processes that are started neither."""
    kept = os.dup(1), os.dup(2)
    with Path(os.devnull).open("w") as nothing:
        for number in (1, 2):
            os.dup2(nothing.fileno(), number)
    try:
        yield
    finally:
        for number, output in zip((1, 2), kept, strict=True):
            os.dup2(output, number)
            os.close(output)


def loaded_functions() -> dict[str, list[FunctionType]]:
    """Return all functions of Python that are loaded, by their files."""
    found: dict[str, list[FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType):
            found[one.__code__.co_filename].append(one)
    return found


def put(file: Path, source: bytes, changed: bytes, functions: Iterable[FunctionType]) -> bool:
    """Have the loaded functions of a file run what stands in it now; tell whether that is all."""
    old, new = (compile(text, file, "exec", dont_inherit=True) for text in (source, changed))
    others = _differences(old, new)
    if others is None:
        return False
    for one in functions:
        one.__code__ = others.get(one.__code__, one.__code__)
    return True


def _differences(old: CodeType, new: CodeType) -> dict[CodeType, CodeType] | None:
    """Return the functions that differ; None if anything else does."""
    befores, afters = _nested(old), _nested(new)
    if len(befores) != len(afters):
        return None
    if old.co_flags & _OPTIMIZED:
        return {old: new}
    if _own(old) != _own(new):
        return None
    found: dict[CodeType, CodeType] = {}
    for before, after in zip(befores, afters, strict=True):
        if before == after:
            continue
        inner = _differences(before, after)
        if inner is None or before.co_name in _COMPREHENSIONS:
            return None
        found |= inner | _inner(before, after)
    return found


def _inner(old: CodeType, new: CodeType) -> dict[CodeType, CodeType]:
    """Return the functions inside of one that stands already, as a decorator's do."""
    pairs = zip(_nested(old), _nested(new), strict=True)
    return {
        a: b
        for before, after in pairs
        for a, b in [(before, after), *_inner(before, after).items()]
    }


def _nested(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType)]


def _own(code: CodeType) -> tuple[object, ...]:
    consts = [one for one in code.co_consts if not isinstance(one, CodeType)]
    return code.co_code, code.co_names, [(type(one), one) for one in consts]
