"""Fixtures: a site from one string, the Nahr site built once."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kbgen.cli import main
from tests.browser import find_browser, open_browser, patient
from tests.serving import serve
from tests.shell_site import AT, OpenPage, build_site
from tests.sites import Project, write_site

REPOSITORY = Path(__file__).parent.parent
os.environ["NO_MKDOCS_2_WARNING"] = "1"

# The same examples in every run, so that a commit fails for what is in it. Look for new ones with
# `pytest --hypothesis-profile=explore`, and keep what it finds with @example.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=3000, deadline=None)
settings.load_profile("same")

MakeSite = Callable[[str], Project]

# A machine that does other work as well is slow, not wrong.
expect.set_options(timeout=30_000)


@pytest.fixture
def site(tmp_path: Path) -> MakeSite:
    return lambda text: write_site(tmp_path / "project", text)


def built_once(name: str, build: Callable[[Path], object], run: pytest.TempPathFactory) -> Project:
    """Return a project that the first of the test processes builds, for all of them to read.

    None may change it.
    """
    own = run.getbasetemp()
    if "PYTEST_XDIST_WORKER" not in os.environ or os.name == "nt":
        build(own / name)
        return Project(own / name)
    import fcntl  # not on Windows

    root, is_built = own.parent / name, own.parent / f"{name}.built"
    with root.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_built.exists():
            shutil.rmtree(root, ignore_errors=True)  # of a process whose build failed
            build(root)
            is_built.touch()
    return Project(root)


def _build_nahr(root: Path) -> None:
    root.mkdir()
    for name in ("mkdocs.yml", "content"):
        (root / name).symlink_to(REPOSITORY / name)
    shutil.copytree(REPOSITORY / "history", root / "history")
    Project(root).build()


@pytest.fixture(scope="session")
def nahr(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The repository's own content, built as CI does it."""
    return built_once("nahr", _build_nahr, tmp_path_factory)


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """What `kbgen new` writes, built."""
    folder = tmp_path_factory.mktemp("new")
    with contextlib.chdir(folder):
        result = CliRunner().invoke(main, ["new", "help", "--name", "Sahil & Sons: Deira"])
    assert result.exit_code == 0, result.output
    assert "kbgen build" in result.output
    project = Project(folder / "help")
    project.build("--strict")
    return project


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium; without one the test is skipped, or fails where one is required."""
    path = find_browser()
    if path is None:
        reason = "no Chromium; run: python -m tests.browser"
        if "KBGEN_BROWSER_REQUIRED" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)
    with open_browser(path) as browser:
        yield browser


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The site of tests.shell_site, built."""
    return built_once("shell", build_site, tmp_path_factory)


@pytest.fixture(scope="module")
def help_address(small: Project, browser: Browser) -> Iterator[str]:
    yield from serve(small.root / "site", AT, browser)


@pytest.fixture
def open_page(browser: Browser, help_address: str) -> Iterator[OpenPage]:
    """Open a page of the small site in a browser of its own; an error in a script fails the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_(path: str, script: bool = True, width: int = 1280, **options: str) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            reduced_motion="reduce",
            **options,  # type: ignore[arg-type] # named as Playwright does
        )
        contexts.append(context)
        page = patient(context.new_page()) if script else context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(help_address + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert problems == []
