"""What a first visit to a page costs: bytes by kind of file, after Brotli, and how much moves.

Run `python -m benchmarks.weight [SITE]` on a built site. Every page is opened in a browser that has
nothing yet, on a phone; its requests are counted as a host would send them, compressed with
Brotli 11 (fonts as they are). Fonts that this machine has installed are left out of the style
sheet, so that they are fetched, over a slow line (1.6 Mbit/s, 150 ms).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
from playwright.sync_api import Browser, Page, Request, Route

from tests.browser import find_browser, open_browser
from tests.serving import serve

PAGES = ("", "faq/delivery/", "policies/returns/", "standards/answering/", "surveys/visit/")
KINDS = {".css": "styles", ".js": "scripts", ".woff2": "font", ".svg": "pictures"}
LIMITS = {"html": 12, "styles": 22, "scripts": 35, "font": 120, "all but fonts": 75}
MOVED = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.moved += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 2e5}
STYLES = re.compile(r"/kb\.\w+\.css$")


def main(site: Path) -> None:
    browser = find_browser()
    if browser is None:
        sys.exit("no Chromium; run: python -m tests.browser")
    langs = ["", *sorted(f"{f.parent.name}/" for f in site.glob("??/index.html"))]
    print(f"{'kilobytes':28}" + "".join(f"{name:>15}" for name in LIMITS) + f"{'moved':>9}")
    with open_browser(browser) as opened, _served(site, opened) as address:
        for page in (f"{lang}{page}" for lang in langs for page in PAGES):
            if (site / page / "index.html").exists():
                print(_line(page, *_visit(opened, site, address, page)))
    print(f"{'at most':28}" + "".join(f"{limit:>15}" for limit in LIMITS.values()) + f"{0.02:>9}")


@contextmanager
def _served(site: Path, browser: Browser) -> Iterator[str]:
    yield from serve(site, browser=browser)


def _visit(browser: Browser, site: Path, address: str, path: str) -> tuple[Counter[str], float]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(_file(request)))
    page.route(STYLES, _without_installed_fonts)
    page.add_init_script(MOVED)
    _slow_down(page)
    page.goto(address + path, wait_until="networkidle")
    page.wait_for_timeout(500)
    moved = float(page.evaluate("window.moved"))
    context.close()
    sizes: Counter[str] = Counter()
    for file in dict.fromkeys(asked):
        sizes[KINDS.get(Path(file).suffix, "html")] += _weight(site, file)
    sizes["all but fonts"] = sizes.total() - sizes["font"]
    return sizes, moved


def _slow_down(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)


def _without_installed_fonts(route: Route) -> None:
    answer = route.fetch()
    css = re.sub(r"local\([^)]*Nastaliq[^)]*\)\s*,?", "", answer.text())
    route.fulfill(response=answer, body=css)


def _file(request: Request) -> str:
    return unquote(urlsplit(request.url).path).lstrip("/")


def _weight(site: Path, file: str) -> int:
    path = site / file
    content = (path / "index.html" if path.is_dir() else path).read_bytes()
    return len(content if path.suffix == ".woff2" else brotli.compress(content))


def _line(page: str, sizes: Counter[str], moved: float) -> str:
    cells = "".join(f"{sizes[name] / 1000:>15.1f}" for name in LIMITS)
    return f"{page or '/':28}{cells}{moved:>9.3f}"


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "site"))
