"""A program that judges: what it is given, and all that can go wrong."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from kbgen.judge.command import CommandJudge
from kbgen.judge.question import JudgeAnswer, JudgeError, Question
from tests.judge.stub import program

PAIRS = [
    Question(f"ur a:{n}", "en", f"Wait {n} days.", "ur", f"{n} دن انتظار کریں۔", ("the number",))
    for n in (1, 2, 3)
]
ALL = "for question in questions:\n    answer(question, verdict='same', reason='equal')\n"


def ask(
    command: Sequence[str], root: Path, timeout: float = 30, questions: Sequence[Question] = PAIRS
) -> tuple[list[JudgeAnswer], str]:
    """Return the answers, and why the judge gave up."""
    answers: list[JudgeAnswer] = []
    try:
        with closing(CommandJudge(command, root, timeout).ask(questions)) as given:
            answers.extend(given)
    except JudgeError as problem:
        return answers, str(problem)
    return answers, ""


def verdicts(answers: Sequence[JudgeAnswer]) -> list[str]:
    return [one.opinion.verdict if one.opinion else one.problem for one in answers]


def test_a_program_is_given_json_lines_and_answers_in_json_lines(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    body = (
        f"with open({str(seen)!r}, 'w', encoding='utf-8') as out:\n    for question in questions:\n"
    )
    body += "        print(json.dumps(question), file=out)\n        answer(question, verdict='unsure')\n"
    answers, end = ask(program(tmp_path, body), tmp_path)
    assert end == "" and verdicts(answers) == ["unsure"] * 3
    first = json.loads(seen.read_text("utf-8").splitlines()[0])
    assert first == {
        "id": "ur a:1",
        "source_lang": "en",
        "source": "Wait 1 days.",
        "lang": "ur",
        "translation": "1 دن انتظار کریں۔",
        "doubts": ["the number"],
    }


def test_answers_may_come_in_any_order_and_all_at_the_end(tmp_path: Path) -> None:
    body = "for question in reversed(list(questions)):\n    answer(question, verdict='same')\n"
    answers, _ = ask(program(tmp_path, body), tmp_path)
    assert [one.question for one in answers] == PAIRS[::-1]


def test_it_runs_in_the_folder_of_the_project(tmp_path: Path) -> None:
    body = "for question in questions:\n    answer(question, verdict='same', reason=os.getcwd())\n"
    answers, _ = ask(program(tmp_path, body), tmp_path)
    assert answers[0].opinion and answers[0].opinion.reason == str(tmp_path.resolve())


PROBLEMS = {
    "another verdict": ("answer(one, verdict='maybe')", "its verdict is 'maybe', and not same"),
    "no verdict": ("answer(one)", "its verdict is 'None'"),
    "prose": ("print('Loading the model …', flush=True)", "it wrote 'Loading the model …'"),
    "half a line": ("print('{\"id\": ')", "and not a JSON line with an id"),
    "a list": ("print([1])", "and not a JSON line with an id"),
    "an unknown text": ('print(\'{"id": "x"}\')', "it answered 'x', which was not open"),
    "no UTF-8": ("os.write(1, b'\\xff\\xfe\\n')", "and not a JSON line with an id"),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_is_no_answer_is_told_and_the_next_is_read(name: str, tmp_path: Path) -> None:
    line, words = PROBLEMS[name]
    body = f"one = next(questions)\n{line}\nsys.stdout.flush()\n{ALL}"
    answers, _ = ask(program(tmp_path, body), tmp_path)
    assert words in verdicts(answers)[0]
    assert verdicts(answers)[1:] == ["same"] * 2


GIVEN_UP = {
    "half of the answers": ("answer(next(questions), verdict='same')\n", ["same"], "it ended with 2 of 3 texts open"),
    "an error": ("print('no GPU\\x1b[0m', file=sys.stderr)\nsys.exit(3)\n", [], "it ended with code 3 with 3 of 3 texts open: no GPU[0m"),
    "silence": ("time.sleep(600)\n", [], "no answer within 0.2 s; 3 of 3 texts stay open"),
    "a huge line": ("print('x' * 70_000)\n", [], "more than 65536 bytes"),
    "no end of lines": ("while True: print('x')\n", ["it wrote 'x', and not a JSON line with an id"] * 20, "21 times"),
    "no reading": ("os.close(0)\n", [], "3 of 3 texts open"),
}  # fmt: skip


@pytest.mark.parametrize("name", GIVEN_UP)
def test_what_was_answered_before_is_kept(name: str, tmp_path: Path) -> None:
    body, kept, words = GIVEN_UP[name]
    answers, end = ask(program(tmp_path, body), tmp_path, timeout=0.2 if name == "silence" else 30)
    assert verdicts(answers) == kept and words in end


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    answers, end = ask(["no-such-program"], tmp_path)
    assert answers == [] and end == "'no-such-program' cannot be run: No such file or directory"


def test_a_file_that_is_no_program(tmp_path: Path) -> None:
    (tmp_path / "judge").write_text("x", "utf-8")
    _, end = ask([str(tmp_path / "judge")], tmp_path)
    assert "cannot be run: Permission denied" in end


def test_many_long_texts_stop_nobody(tmp_path: Path) -> None:
    # More than a pipe holds, while the program writes without reading first.
    long = [Question(f"ur a:{n}", "en", "x" * 9000, "ur", "y" * 9000) for n in range(60)]
    body = f"print('x' * 60_000, file=sys.stderr, flush=True)\n{ALL}"
    answers, end = ask(program(tmp_path, body), tmp_path, questions=long)
    assert end == "" and len(answers) == 60


@pytest.mark.skipif(os.name == "nt", reason="needs process groups")
def test_whatever_it_has_started_is_ended_with_it(tmp_path: Path) -> None:
    started = tmp_path / "child"
    body = (
        "import subprocess\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(started)!r}, 'w').write(str(child.pid))\n"
        "answer(next(questions), verdict='same')\n"
        "time.sleep(600)\n"
    )
    given = CommandJudge(program(tmp_path, body), tmp_path, 30).ask(PAIRS)
    assert next(given).opinion
    given.close()  # as Ctrl-C does
    child = int(started.read_text())
    due = time.monotonic() + 20
    while _runs(child):
        assert time.monotonic() < due
        time.sleep(0.01)


def _runs(pid: int) -> bool:
    if sys.platform != "linux":
        return False
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
