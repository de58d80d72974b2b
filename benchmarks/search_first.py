"""How long a reader on a slow phone waits for the first answer, from the first touch of the field.

`python -m benchmarks.search_first SITE` (a built site) with `--pages 250`, for the index of a larger
one. The site comes over a link as slow 3G is: each answer of the server 400 ms after its question,
50 KB/s for all of them together, compressed with Brotli. The home page is there; nothing of the search
is. The field is touched, and all of the query typed at once.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

import brotli
import click
from playwright.sync_api import Browser

from benchmarks.search_corpus import corpus, editions
from benchmarks.search_site import typical_queries
from tests.browser import find_browser, open_browser
from tests.relevance.index import write_index
from tests.relevance.judged import read_queries
from tests.relevance.places import read_places

LATENCY = float(__import__("os").environ.get("LAT",".4"))
"""Seconds."""
SPEED = float(__import__("os").environ.get("SPD","50000"))
"""Bytes in a second."""
PIECE = 1400
"""Bytes of a packet."""
PHONE = {"width": 360, "height": 740}
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
DIGEST = 8
"""The least letters of a digest in a name; such files are kept for ever."""


class Link(ThreadingHTTPServer):
    """Serves a folder; once it `is_slow`, over one slow link."""

    daemon_threads = True

    def __init__(self, root: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.root = root
        self.is_slow = False
        self.sent = 0
        self._lock = threading.Lock()
        self._free = 0.0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def wait_for(self, size: int) -> None:
        """Wait until the link has carried so many more bytes."""
        with self._lock:
            self.sent += size
            self._free = max(self._free, time.monotonic()) + size / SPEED
            until = self._free
        time.sleep(max(0.0, until - time.monotonic()))


class _Handler(BaseHTTPRequestHandler):
    server: Link
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.server.is_slow:
            time.sleep(LATENCY)
        file = self.server.root / unquote(urlsplit(self.path).path).lstrip("/")
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            self.send_error(404)
            return
        body = compressed(file)
        self.send_response(200)
        self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
        self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(body)))
        is_kept = any(len(part) >= DIGEST for part in file.relative_to(self.server.root).as_posix().split(".")[1:-1])
        self.send_header("Cache-Control", "max-age=31536000, immutable" if is_kept else "no-cache")
        self.end_headers()
        for start in range(0, len(body), PIECE):
            piece = body[start : start + PIECE]
            if self.server.is_slow:
                self.server.wait_for(len(piece))
            self.wfile.write(piece)

    def log_message(self, *_: object) -> None:
        pass


@cache
def compressed(file: Path) -> bytes:
    return brotli.compress(file.read_bytes(), quality=9)


@contextmanager
def slow_link(root: Path) -> Iterator[Link]:
    link = Link(root)
    threading.Thread(target=link.serve_forever, daemon=True).start()
    try:
        yield link
    finally:
        link.shutdown()
        link.server_close()


@contextmanager
def larger(site: Path, prefixes: Mapping[str, str], pages: int) -> Iterator[tuple[Path, dict[str, list[str]]]]:
    """Give a copy of a site the index of a larger one; yield it with queries in each language."""
    texts = corpus(site, prefixes, pages)
    with TemporaryDirectory(prefix="kbgen-first-") as name:
        root = Path(name) / "site"
        shutil.copytree(site, root, ignore=shutil.ignore_patterns("api/answers.json", "*.html.gz"))
        shutil.rmtree(root / "assets/kb/search", ignore_errors=True)
        write_index(root, editions(texts, prefixes))
        yield root, {lang: typical_queries(texts[lang], 10, f"first {lang}") for lang in prefixes}


def waited(browser: Browser, root: Path, prefix: str, query: str) -> tuple[float, int]:
    """Return seconds from the touch to the first answer, and the bytes that came."""
    with slow_link(root) as link:
        context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
        page = context.new_page()
        page.goto(f"{link.address}{prefix}", wait_until="networkidle")
        link.is_slow = True
        started = time.monotonic()
        page.tap("#kb-home-find")
        page.fill("#kb-home-find", query)
        page.locator(".kb-results a").first.wait_for(timeout=60_000)
        seconds = time.monotonic() - started
        context.close()
        return seconds, link.sent


@click.command()
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--pages", default=0, help="The pages of a language; without it, the site's own.")
@click.option("--queries", default=5, show_default=True)
@click.option("--in-english", is_flag=True, help="Ask English queries in every language.")
def main(site: Path, pages: int, queries: int, in_english: bool) -> None:
    """Print seconds and bytes to the first answer, of each language."""
    prefixes = read_places(site).prefixes
    with open_browser(find_browser()) as browser:
        if pages:
            with larger(site, prefixes, pages) as (root, asked):
                _measure(browser, root, prefixes, asked, queries, in_english)
        else:
            judged = [q for q in read_queries() if q.group == "native" and q.answers]
            own = {lang: [q.text for q in judged if q.lang == lang] for lang in prefixes}
            _measure(browser, site, prefixes, own, queries, in_english)


def _measure(
    browser: Browser,
    root: Path,
    prefixes: Mapping[str, str],
    asked: Mapping[str, list[str]],
    count: int,
    in_english: bool,
) -> None:
    for lang, prefix in prefixes.items():
        texts = asked["en" if in_english else lang][:count]
        found = [waited(browser, root, prefix, query) for query in texts]
        seconds, sizes = zip(*found, strict=True)
        click.echo(
            f"{lang}: median {median(seconds):.2f} s, at most {max(seconds):.2f} s; "
            f"{median(sizes) / 1000:.0f} KB, at most {max(sizes) / 1000:.0f} KB"
        )


if __name__ == "__main__":
    main()
