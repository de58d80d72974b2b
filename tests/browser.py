"""A real Chromium for the tests: an existing one, else Playwright's, else the system's package.

Run as a module, this installs one where there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, Page, sync_playwright

# First what has no window at all: it takes half of Chromium's time (measured in three of the files).
NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable", "chrome"),
)
ARGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def find_browser() -> str | None:
    """Return the path of an installed Chromium or Chrome; "" stands for Playwright's own."""
    named = os.environ.get("KBGEN_BROWSER")
    if named:
        return named
    path = next(filter(None, map(shutil.which, NAMES)), None)
    return path if path else ("" if _starts("") else None)


# Counts what the page's scripts still wait for.
WATCH = """(() => {
  let waiting = 0;
  const watch = (owner, name) => {
    const call = owner[name];
    owner[name] = function (...given) {
      waiting += 1;
      const answer = call.apply(this, given);
      // What a script does with the answer, it does before the next task.
      const done = () => setTimeout(() => (waiting -= 1));
      answer.then(done, done);
      return answer;
    };
  };
  watch(window, "fetch");
  watch(Response.prototype, "json");
  watch(Response.prototype, "text");
  window.settled = async () => {
    // Locks are given in the order in which they were asked for.
    await navigator.locks?.request("settled", () => {});
    while (waiting) await new Promise((go) => setTimeout(go, 10));
  };
})()"""


FORGET = (
    "if (location.protocol === 'http:') [localStorage, sessionStorage].forEach((s) => s.clear())"
)
"""As an init script: each page is the first of its site that the browser opens."""


@contextmanager
def open_browser(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path or None, args=list(ARGS))
        try:
            yield browser
        finally:
            browser.close()


def patient(page: Page) -> Page:
    """Return a page that is acted on only when its scripts run: before, a form posts by itself."""
    page.add_locator_handler(page.locator("html:not([data-ready])"), lambda: None)
    page.add_init_script(WATCH)
    return page


def settle(page: Page) -> None:
    """Return when the scripts of a patient page run and have got all that they asked for."""
    page.locator("html[data-ready]").wait_for(state="attached")
    page.evaluate("window.settled()")


def _starts(path: str) -> bool:
    try:
        with open_browser(path):
            return True
    except Error:
        return False


def install_fonts() -> None:
    """Install Noto's fonts if the system has none for Hindi, which pages take from it.

    Without one, Chromium draws a box for each character, and boxes are wider.
    """
    if not shutil.which("fc-list") or not shutil.which("apt-get"):
        return
    if not subprocess.run(["fc-list", ":lang=hi"], capture_output=True, check=False).stdout.strip():
        commands = [["apt-get", "update", "-q"], ["apt-get", "install", "-yq", "fonts-noto-core"]]
        print("Installing fonts:", " ".join(commands[-1]), flush=True)
        done = [subprocess.run(one, check=False, timeout=900).returncode for one in commands]
        if any(done):
            print("No font for Hindi: tests of how its pages look will fail.")


def install() -> str:
    """Install a Chromium if there is none; return its path. Exits with advice if that fails."""
    attempts = [
        [[sys.executable, "-m", "playwright", "install", "chromium"]],
        [["apt-get", "update", "-q"], ["apt-get", "install", "-yq", "chromium-headless-shell"]],
        [["apt-get", "install", "-yq", "chromium"]],
    ]
    for commands in attempts:
        found = find_browser()
        if found is not None and _starts(found):
            return found
        for command in commands:
            print("Installing a browser:", " ".join(command), flush=True)
            try:
                if subprocess.run(command, check=False, timeout=900).returncode:
                    break
            except (OSError, subprocess.TimeoutExpired) as problem:
                print(problem)
                break
    found = find_browser()
    if found is None or not _starts(found):
        sys.exit("No Chromium that starts: install one, or name it in KBGEN_BROWSER.")
    return found


if __name__ == "__main__":
    print("Browser:", install() or "Playwright's Chromium")
    install_fonts()
