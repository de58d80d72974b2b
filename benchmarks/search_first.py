"""How long a reader on a slow phone waits for the first answer, from the first touch of the field.

`python -m benchmarks.search_first SITE` (a built site) with `--pages 250`, for the index of a
larger one. The site comes over a link as slow 3G is: each answer of the server 400 ms after its
question, 50 KB/s for all of them together, compressed with Brotli. The home page is there; nothing
of the search is. The field is touched, and all of the query typed at once.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import shutil
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import brotli
import click
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypercorn.asyncio import serve
from hypercorn.config import Config
from hypercorn.typing import ASGIReceiveCallable, ASGISendCallable, Scope
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from benchmarks.search_corpus import corpus, editions
from benchmarks.search_site import typical_queries
from tests.browser import ARGS, find_browser
from tests.relevance.index import write_index
from tests.relevance.judged import read_queries
from tests.relevance.places import read_places

LATENCY = 0.4
"""Seconds."""
SPEED = 50_000
"""Bytes in a second."""
PIECE = 1400
"""Bytes of a packet."""
PHONE = ViewportSize(width=360, height=740)
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
WATCH = """() => {
  const look = () => {
    window.shown ??= document.querySelector(".kb-results a") && Date.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}"""
"""Notes the moment at which an answer is there."""
CERTIFICATE = trustme.CA().issue_cert("127.0.0.1")
NAMED = re.compile(r"\.[0-9a-f]{8,}[./]")
"""A digest in a name; such files are kept for ever."""


class Link:
    """Serves a folder by HTTP/2, as static hosts do; once it `is_slow`, over one slow link."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.is_slow = False
        self.sent = 0
        self._free = 0.0

    async def __call__(self, scope: Scope, _: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Answer a request (ASGI)."""
        if scope["type"] != "http":
            return
        if self.is_slow:
            await asyncio.sleep(LATENCY)
        file = self.root / unquote(scope["path"]).lstrip("/")
        if file.is_dir():
            file /= "index.html"
        body = compressed(file) if file.is_file() else b""
        status = 200 if body else 404
        headers = [(name.encode(), value.encode()) for name, value in _headers(file).items()]
        await send(
            {"type": "http.response.start", "status": status, "headers": headers, "trailers": False}
        )
        for start in range(0, len(body), PIECE):
            piece = body[start : start + PIECE]
            if self.is_slow:
                await self._carry(len(piece))
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _carry(self, size: int) -> None:
        """Wait until the link has carried so many more bytes."""
        self.sent += size
        self._free = max(self._free, time.monotonic()) + size / SPEED
        await asyncio.sleep(max(0.0, self._free - time.monotonic()))


def _headers(file: Path) -> dict[str, str]:
    is_kept = NAMED.search(str(file))
    return {
        "content-type": TYPES.get(file.suffix, "application/octet-stream"),
        "content-encoding": "br",
        "cache-control": "max-age=31536000, immutable" if is_kept else "no-cache",
    }


@cache
def compressed(file: Path) -> bytes:
    content: bytes = brotli.compress(file.read_bytes(), quality=9)
    return content


@contextmanager
def slow_link(root: Path) -> Iterator[tuple[Link, str]]:
    """Yield a running server, and its address."""
    link = Link(root)
    with TemporaryDirectory(prefix="kbgen-link-") as name, socket.socket() as free:
        CERTIFICATE.private_key_and_cert_chain_pem.write_to_path(f"{name}/server.pem")
        free.bind(("127.0.0.1", 0))
        free.listen()
        port = free.getsockname()[1]
        config = Config()
        config.bind = [f"fd://{os.dup(free.fileno())}"]
        config.loglevel = "ERROR"
        config.certfile = config.keyfile = f"{name}/server.pem"
        stopped = threading.Event()

        async def run() -> None:
            async def stop() -> None:
                await asyncio.to_thread(stopped.wait)

            await serve(link, config, shutdown_trigger=stop)

        thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
        thread.start()
        try:
            yield link, f"https://127.0.0.1:{port}/"
        finally:
            stopped.set()
            thread.join(10)


@contextmanager
def larger(
    site: Path, prefixes: Mapping[str, str], pages: int
) -> Iterator[tuple[Path, dict[str, list[str]]]]:
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
    with slow_link(root) as (link, address):
        context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
        page = context.new_page()
        page.goto(f"{address}{prefix}", wait_until="networkidle")
        page.evaluate(WATCH)
        link.is_slow = True
        started = time.time()
        page.tap("#kb-home-find")
        page.fill("#kb-home-find", query)
        page.locator(".kb-results a").first.wait_for(timeout=60_000)
        seconds = page.evaluate("shown") / 1000 - started
        context.close()
        return seconds, link.sent


def _public_key() -> str:
    pem = CERTIFICATE.cert_chain_pems[0].bytes()
    key = x509.load_pem_x509_certificate(pem).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b64encode(hashlib.sha256(der).digest()).decode()


@click.command()
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--pages", default=0, help="The pages of a language; without it, the site's own.")
@click.option("--queries", default=5, show_default=True)
@click.option("--in-english", is_flag=True, help="Ask English queries in every language.")
def main(site: Path, pages: int, queries: int, in_english: bool) -> None:
    """Print seconds and bytes to the first answer, of each language."""
    prefixes = read_places(site).prefixes
    # A browser that only overlooks an unknown certificate would keep nothing in its cache.
    trusted = f"--ignore-certificate-errors-spki-list={_public_key()}"
    with sync_playwright() as playwright:
        path = find_browser() or None
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGS, trusted])
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
