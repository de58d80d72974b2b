"""`kbgen check --judge`: asks the judge of mkdocs.yml, if somebody agrees to what is sent where."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click

from kbgen.errors import KbgenError
from kbgen.judge.chat import ChatJudge
from kbgen.judge.command import CommandJudge
from kbgen.judge.memory import JudgeMemory
from kbgen.judge.opinions import with_opinions
from kbgen.judge.pairs import JudgedPair, pairs_to_judge
from kbgen.judge.prompt import question_data
from kbgen.judge.question import Judge, JudgeError
from kbgen.model.finding import Finding
from kbgen.model.judge import JudgeOption
from kbgen.model.site import Site
from kbgen.report.progress import FileProgress
from kbgen.report.text import counted
from kbgen.source.text import read_text

_EXAMPLE = "checks: {judge: {url: http://localhost:8080/v1, model: qwen3-32b}}"
_MOST_PROBLEMS = 5
"""The most questions without an answer that are named."""


def ask_judge(site: Site, findings: Sequence[Finding], cache: Path, agrees: bool) -> list[Finding]:
    """Ask the judge what it has not answered before; return the findings with its opinions.

    Raises KbgenError if there is no judge, or nobody to agree that texts are sent to it.
    """
    judge = site.settings.judge
    if judge is None:
        raise KbgenError(f"mkdocs.yml names no judge; under kbgen:, write {_EXAMPLE}")
    memory = JudgeMemory(cache, site.settings.root, judge)
    pairs = pairs_to_judge(site, findings, judge)
    new = [pair for pair in pairs if memory.opinion(pair.question) is None]
    known, wanted = len(pairs) - len(new), new[: judge.most]
    if wanted and _has_consent(memory, judge, wanted, agrees):
        _ask(site, judge, memory, wanted)
    if known:
        click.echo(f"The judge: {counted(known, 'text')} answered before.", err=True)
    if left := len(new) - len(wanted):
        click.echo(f"The judge: {counted(left, 'text')} left for the next run.", err=True)
    return _with_opinions(site, findings, pairs, memory)


def with_remembered(site: Site, findings: Sequence[Finding], cache: Path) -> list[Finding]:
    """Return findings with the opinions that a judge gave before; nothing is sent."""
    judge = site.settings.judge
    if judge is None:
        return list(findings)
    memory = JudgeMemory(cache, site.settings.root, judge)
    if not memory.has_data:
        return list(findings)
    return _with_opinions(site, findings, pairs_to_judge(site, findings, judge), memory)


def _with_opinions(
    site: Site, findings: Sequence[Finding], pairs: Sequence[JudgedPair], memory: JudgeMemory
) -> list[Finding]:
    def lines_of(path: str) -> list[str]:
        text, _ = read_text(site.settings.root / path, path, site.settings.bounds)
        return text.split("\n")

    return with_opinions(site, findings, pairs, memory.opinion, lines_of)


def _has_consent(
    memory: JudgeMemory, judge: JudgeOption, pairs: Sequence[JudgedPair], agrees: bool
) -> bool:
    """Tell whether texts may be sent; show what is sent where before somebody is asked.

    Raises KbgenError where nobody can be asked.
    """
    if memory.has_consent:
        return True
    click.echo(_description(judge, pairs), err=True)
    if not agrees:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            what = f"nobody has agreed yet that texts are sent to {judge.address}"
            raise KbgenError(f"{what}; agree once with: kbgen check --judge --yes")
        if not click.confirm("Send them, now and in later runs?", err=True):
            click.echo("Nothing was sent.", err=True)
            return False
    memory.remember_consent()
    return True


def _description(judge: JudgeOption, pairs: Sequence[JudgedPair]) -> str:
    """Return what is sent where, with an example."""
    langs = ", ".join(sorted({pair.question.lang for pair in pairs}))
    pages = len({pair.compared.page for pair in pairs})
    who = f"the server {judge.url}, model {judge.model}" if judge.url else f"`{judge.address}`"
    key = f" and the key that {judge.key_env} holds" if judge.key_env else ""
    example = json.dumps(question_data(pairs[0].question), ensure_ascii=False)
    return (
        f"The judge is {who}.\n"
        f"It is sent {counted(len(pairs), 'text')} of {counted(pages, 'page')}, each beside its "
        f"translation ({langs}){key}; no drafts, no comments, no values of facts. The first:\n"
        f"  {example}"
    )


def _ask(site: Site, judge: JudgeOption, memory: JudgeMemory, pairs: Sequence[JudgedPair]) -> None:
    """Ask, and keep each answer at once; print how it went, also if it is interrupted."""
    answered, problems, end = 0, Counter[str](), ""
    try:
        with FileProgress("Judging") as progress:
            asked = closing(_judge(site, judge).ask([pair.question for pair in pairs]))
            with asked as answers:
                for answer in answers:
                    if answer.question and answer.opinion:
                        memory.remember(answer.question, answer.opinion)
                        answered += 1
                    else:
                        where = f"{answer.question.id}: " if answer.question else ""
                        problems[f"{where}{answer.problem}"] += 1
                    progress.show("", answered, len(pairs))
    except JudgeError as problem:
        end = f"The judge gave up: {problem}."
    finally:
        click.echo(f"The judge answered {answered} of {counted(len(pairs), 'text')}.", err=True)
        for text, times in problems.most_common(_MOST_PROBLEMS):
            click.echo(f"  {text}{f' ({times} times)' if times > 1 else ''}", err=True)
        if len(problems) > _MOST_PROBLEMS:
            click.echo(f"  … and {len(problems) - _MOST_PROBLEMS} more", err=True)
        if end:
            click.echo(end, err=True)


def _judge(site: Site, judge: JudgeOption) -> Judge:
    """Return the judge. Raises JudgeError if its key is not there."""
    if not judge.url:
        return CommandJudge(judge.command, site.settings.root, judge.timeout)
    key = os.environ.get(judge.key_env, "").strip() if judge.key_env else ""
    if judge.key_env and not key:
        raise JudgeError(f"the environment variable {judge.key_env}, its key, is not set")
    return ChatJudge(judge, key, _wait)


def _wait(seconds: float) -> None:
    if seconds >= 1:
        click.echo(f"The judge is busy; asking again in {seconds:.0f} s.", err=True)
    time.sleep(seconds)
