"""Reports which lines and branches of some packages ([tool.coverage] in pyproject.toml) the tests run.

    python -m pytest -p tests.measured

Measured are the tests that are about these packages, in this process and in those that it forks.
All others run as they do without it: what waits for a browser, and what is held to a time, which
measuring would make longer.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Generator
from importlib import import_module
from io import StringIO
from multiprocessing.util import Finalize, register_after_fork
from pathlib import Path
from tempfile import TemporaryDirectory
from warnings import catch_warnings, simplefilter

import pytest
from coverage import Coverage, collector
from coverage.exceptions import CoverageWarning

FOLDERS = {
    *("build", "checks", "facts", "languages", "markdown", "model"),
    *(
        "commands",
        "judge",
        "kinds",
        "mistakes",
        "mkdocs",
        "output",
        "resolve",
        "source",
        "theme",
        "verify",
        "views",
    ),
}
"""Folders of tests: those of the packages themselves, then those of what uses them most."""
TIMED = {"test_limits.py", "test_linear.py"}
REPORT = pytest.StashKey[str]()

# In each forked process, coverage notes for its own developers where it was started. For a deep
# stack, in a process with thousands of modules, that takes up to a minute.
vars(collector)["short_stack"] = str

# By -p this is loaded before anything of kbgen, in the processes of pytest-xdist as well.
_coverage = Coverage(data_suffix=True)
_coverage.start()


def _measure_forked(parent: Coverage) -> None:
    """In a process of multiprocessing, measure only what that does itself, if anything.

    Coverage's own `patch = ["fork", "_exit"]` has each process save what its parent had measured,
    even where that measures nothing, which takes seconds.
    """
    if Coverage.current() is not parent:
        return
    parent.stop()
    own = Coverage(data_suffix=True)
    own.start()
    Finalize(None, own.save, exitpriority=0)


register_after_fork(_coverage, _measure_forked)


def _is_measured(item: pytest.Item) -> bool:
    place = item.path.relative_to(Path(__file__).parent)
    is_timed = place.name in TIMED or "browser" in getattr(item, "fixturenames", ())
    return place.parts[0] in FOLDERS and not is_timed


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    if _is_measured(item):
        return (yield)
    _coverage.stop()
    try:
        return (yield)
    finally:
        _coverage.start()


def pytest_collection_finish() -> None:
    """Import all that is measured: the first test that does so may be one that is not."""
    for folder in map(Path, _coverage.config.source or ()):
        for file in sorted(folder.rglob("*.py")):
            import_module(".".join(file.with_suffix("").parts).removesuffix(".__init__"))


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_sessionstart(session: pytest.Session) -> None:
    if not _is_worker(session.config):
        Coverage().erase()


def _branches(whole: Coverage) -> dict[str, float]:
    """Return the share of the branches of each package that were taken, in per cent."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "report.json")
        whole.json_report(outfile=str(file))
        files = json.loads(file.read_text("utf-8"))["files"]
    taken, there = Counter[str](), Counter[str]()
    for name, found in files.items():
        package = Path(name).parts[-2]
        taken[package] += found["summary"]["covered_branches"]
        there[package] += found["summary"]["num_branches"]
    return {package: 100 * taken[package] / there[package] for package in sorted(there)}


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Save what was measured; where all processes have, fail if a package has too little."""
    _coverage.stop()
    _coverage.save()
    if _is_worker(session.config):
        return
    whole, text = Coverage(), StringIO()
    with catch_warnings():
        simplefilter("ignore", CoverageWarning)  # a process that was killed leaves half a file
        whole.combine()
    whole.report(file=text)
    least = float(str(whole.get_option("report:fail_under")))
    for package, percent in _branches(whole).items():
        text.write(f"{package}: {percent:.1f} % of branches\n")
        if percent < least:
            text.write(f"that is less than {least:.0f} %\n")
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED
    session.config.stash[REPORT] = text.getvalue()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    terminalreporter.write_line(f"\n{config.stash.get(REPORT, '')}")
