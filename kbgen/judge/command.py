"""A judge that is a program: questions to its standard input, answers from its output."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from kbgen.judge.prompt import question_data
from kbgen.judge.question import (
    AnswerError,
    JudgeAnswer,
    JudgeError,
    Question,
    opinion_from,
    plain,
    quoted,
)

_LONGEST_LINE = 64 * 1024
_LAST_WORDS = 2000
"""The bytes at the end of its error output that are looked at."""
_MOST_WRONG = 20
"""The most lines that answer nothing."""
_GRACE = 2.0
"""Seconds that it has to end."""
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


class CommandJudge:
    """Gives all questions to one run of a program, as JSON lines."""

    def __init__(self, command: Sequence[str], root: Path, timeout: float) -> None:
        self._command, self._root, self._timeout = command, root, timeout

    def ask(self, questions: Sequence[Question]) -> Generator[JudgeAnswer, None, None]:
        with tempfile.TemporaryFile() as errors:
            try:
                process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    cwd=self._root,
                    start_new_session=True,  # Ctrl-C is for this program, which ends the other
                )
            except (OSError, ValueError) as problem:
                why = getattr(problem, "strerror", None) or problem
                raise JudgeError(f"'{self._command[0]}' cannot be run: {why}") from problem
            pipes = _Pipes(
                process,
                "".join(
                    f"{json.dumps(question_data(one), ensure_ascii=False)}\n" for one in questions
                ),
            )
            grace = 0.0
            try:
                yield from self._answers(pipes, {one.id: one for one in questions}, errors)
                grace = _GRACE
            finally:
                pipes.end(grace)

    def _answers(
        self, pipes: _Pipes, open_: dict[str, Question], errors: IO[bytes]
    ) -> Iterator[JudgeAnswer]:
        wanted, wrong = len(open_), 0
        while open_:
            try:
                line = pipes.lines.get(timeout=self._timeout)
            except queue.Empty:
                what = f"no answer within {self._timeout:g} s"
                raise JudgeError(f"{what}; {len(open_)} of {wanted} texts stay open") from None
            if not line:
                raise JudgeError(_ended(pipes.process, errors, len(open_), wanted))
            if len(line) > _LONGEST_LINE:
                raise JudgeError(f"a line of its answer has more than {_LONGEST_LINE} bytes")
            if line.strip():
                answer = _answer(line, open_)
                wrong += answer.question is None
                if wrong > _MOST_WRONG:
                    raise JudgeError(f"{answer.problem}, {wrong} times")
                yield answer


class _Pipes:
    """A running program, and threads that write to it and read from it, so that none waits."""

    def __init__(self, process: subprocess.Popen[bytes], text: str) -> None:
        self.process = process
        self.lines: queue.Queue[bytes] = queue.Queue(maxsize=100)
        """Its lines; b"" after the last."""
        self._text = text.encode("utf-8", "replace")
        self._threads = [threading.Thread(target=f, daemon=True) for f in (self._write, self._read)]
        for thread in self._threads:
            thread.start()

    def _write(self) -> None:
        assert self.process.stdin
        with suppress(OSError):  # it may end before it has read everything
            self.process.stdin.write(self._text)
        with suppress(OSError):
            self.process.stdin.close()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as out:
            while line := out.readline(_LONGEST_LINE + 1):
                self.lines.put(line)
        self.lines.put(b"")

    def end(self, grace: float) -> None:
        """End the program and what it has started, if it does not end within `grace` seconds."""
        for seconds, sent in ((grace, None), (_GRACE, signal.SIGTERM), (_GRACE, _KILL)):
            if sent is not None:
                _send(self.process, sent)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
                break
        due = time.monotonic() + _GRACE
        while any(thread.is_alive() for thread in self._threads) and time.monotonic() < due:
            with suppress(queue.Empty):
                self.lines.get(timeout=0.05)


def _send(process: subprocess.Popen[bytes], number: int) -> None:
    with suppress(OSError):
        if sys.platform == "win32":
            process.terminate()
        else:
            os.killpg(process.pid, number)


def _answer(line: bytes, open_: dict[str, Question]) -> JudgeAnswer:
    """Return the answer in a line, and remove its question from those that are open."""
    text = line.decode("utf-8", "replace")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not isinstance(data.get("id"), str):
        return JudgeAnswer(None, None, f"it wrote {quoted(text)}, and not a JSON line with an id")
    if (question := open_.pop(data["id"], None)) is None:
        return JudgeAnswer(None, None, f"it answered {quoted(data['id'])}, which was not open")
    try:
        return JudgeAnswer(question, opinion_from(data))
    except AnswerError as problem:
        return JudgeAnswer(question, None, str(problem))


def _ended(process: subprocess.Popen[bytes], errors: IO[bytes], left: int, wanted: int) -> str:
    """Tell how a program ended that has not answered everything."""
    try:
        code = process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        code = 0
    errors.seek(max(0, errors.seek(0, os.SEEK_END) - _LAST_WORDS))
    words = errors.read().decode("utf-8", "replace").strip().splitlines()
    how = f" with code {code}" if code else ""
    last = f": {plain(words[-1])}" if words else ""
    return f"it ended{how} with {left} of {wanted} texts open{last}"
