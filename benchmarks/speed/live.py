"""From saving a page to reading it in the browser, with whatever reload a server has."""

from __future__ import annotations

import socket
import time
import urllib.error
import urllib.request
from pathlib import Path
from subprocess import Popen

from playwright.sync_api import Browser, Error, Page

from benchmarks.speed.process import RunError, running
from benchmarks.speed.projects import add_sentence, edited_page, new_word
from benchmarks.speed.tools import Tool

WAIT = 300
"""Seconds until a change that does not show is given up."""
PAUSE = 1.0
"""Seconds between two edits: a person reads, and the page connects to its server."""


def save_to_browser(
    browser: Browser, tool: Tool, root: Path, edits: int, timeout: float
) -> list[float]:
    """Return the seconds of each edit. Raises RunError if the server or the text does not come."""
    id_ = edited_page(root)
    file = root / f"content/en/{id_}.md"
    port = _free_port()
    address = f"http://127.0.0.1:{port}/{tool.english}{id_}/"
    with running((*tool.serve, f"127.0.0.1:{port}"), root) as process:
        _wait_for(address, process, timeout)
        page = browser.new_page(bypass_csp=True)  # to look for the change from within
        try:
            page.goto(address)
            return [_edit(page, file, new_word(1000 + number)) for number in range(edits)]
        except Error as problem:
            raise RunError(f"the change did not show: {problem.message.splitlines()[0]}") from None
        finally:
            page.close()


def _edit(page: Page, file: Path, token: str) -> float:
    page.wait_for_timeout(PAUSE * 1000)
    started = time.perf_counter()
    add_sentence(file, token)
    # Looked for with every frame; Playwright's own waiting looks less and less often.
    seen = "(token) => document.body?.textContent.includes(token)"
    page.wait_for_function(seen, arg=token, timeout=WAIT * 1000)
    return time.perf_counter() - started


def _wait_for(address: str, process: Popen[bytes], timeout: float) -> None:
    """Wait until the first build is served."""
    end = time.monotonic() + timeout
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=timeout):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    ended = process.returncode is not None
    raise RunError("it ended" if ended else f"no page was served in {timeout:.0f} s")


def _free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        port: int = opened.getsockname()[1]
        return port
