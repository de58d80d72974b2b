"""The tools: kbgen, stock MkDocs with Material and static-i18n, and Zensical."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.process import RunError, run
from benchmarks.speed.projects import ROOT, write_kbgen, write_stock, write_zensical

KBGEN, STOCK, ZENSICAL = "kbgen", "Material + static-i18n", "Zensical"
STEPS = {
    "cold": "everything, no cache",
    "fill": "everything, filling the cache",
    "warm": "nothing changed",
    "page": "one page changed",
    "fact": "one fact changed",
    "template": "one template changed",
}
"""What is built in each round, in this order."""
CACHES = ("cache", ".cache")


@dataclass(frozen=True)
class Tool:
    """`cold` and `cached` are arguments added to the build command, without and with a cache."""

    name: str
    write: Callable[[Path, int], None]
    build: tuple[str, ...]
    serve: tuple[str, ...]
    steps: tuple[str, ...]
    cold: tuple[str, ...] = ()
    cached: tuple[str, ...] = ()
    english: str = ""
    """The folder of the English pages in the site."""

    def command(self, step: str) -> tuple[str, ...]:
        return self.build + (self.cold if step == "cold" else self.cached)


def help_of_kbgen() -> str:
    """Return what `kbgen build --help` says."""
    asked = (sys.executable, "-m", "kbgen", "build", "--help")
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def kbgen(shown: str, jobs: int | None, notes: list[str]) -> Tool:
    """Return kbgen with the options that its help lists; missing ones are noted."""
    command = (sys.executable, "-m", "kbgen")
    more = ("--jobs", str(jobs)) if jobs and "--jobs" in shown else ()
    has_cache = "--cache-dir" in shown
    if not has_cache:
        notes.append("This kbgen has no cache: every build of it is a cold one.")
    if jobs and not more:
        notes.append("This kbgen has no --jobs.")
    return Tool(
        KBGEN,
        write_kbgen,
        (*command, "build", "-f", "mkdocs.yml", "--site-dir", "site", *more),
        (*command, "serve", "-f", "mkdocs.yml", "--dev-addr"),
        tuple(step for step in STEPS if has_cache or step != "fill"),
        cold=("--no-cache",) if "--no-cache" in shown else (),
        cached=("--cache-dir", "cache") if has_cache else (),
    )


def stock() -> Tool:
    """Return stock MkDocs; it has no cache, so that every build is a cold one."""
    command = (sys.executable, "-m", "mkdocs")
    return Tool(
        STOCK,
        write_stock,
        (*command, "build", "-q", "-f", "mkdocs.yml"),
        (*command, "serve", "-q", "-f", "mkdocs.yml", "-a"),
        ("cold",),
    )


def zensical(work: Path, notes: list[str]) -> Tool | None:
    """Return Zensical, installed below `work` if it is not there; None if that fails."""
    program = _program(work)
    if not program.exists():
        try:
            run([sys.executable, "-m", "venv", work / "zensical"], work, 300)
            lock = ("--constraint", ROOT / "constraints.txt")
            run([work / "zensical/bin/pip", "install", "--quiet", *lock, "zensical"], work, 900)
        except (RunError, OSError) as problem:
            notes.append(f"Zensical could not be installed: {problem}")
            return None
    notes += _older_than_newest(work)
    command = (str(program),)
    return Tool(
        ZENSICAL,
        write_zensical,
        (*command, "build", "-f", "mkdocs.yml"),
        (*command, "serve", "-f", "mkdocs.yml", "-a"),
        ("cold", "warm", "page"),
        cold=("--clean",),
        english="en/",
    )


def zensical_version(work: Path) -> str:
    program = _program(work)
    if not program.exists():
        return ""
    wording = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return wording.stdout.strip().rpartition(" ")[2]


def _older_than_newest(work: Path) -> list[str]:
    """Return a note if the release in constraints.txt is no longer the newest."""
    asked = (work / "zensical/bin/pip", "index", "versions", "zensical")
    shown = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    newest = shown.partition("(")[2].partition(")")[0]
    measured = zensical_version(work)
    if newest in ("", measured):
        return []
    return [f"Zensical {newest} is newer; {measured}, that of constraints.txt, is measured."]


def _program(work: Path) -> Path:
    return work / "zensical/bin/zensical"
