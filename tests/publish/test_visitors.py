"""Visitors read through nginx and Apache while releases come and go: no page is missing or half."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

import pytest

from kbgen.output.hosting import FOREVER, REVALIDATE, Host
from kbgen.output.servers import apache, nginx
from kbgen.publish.publish import PublishOptions
from tests.publishing import Publishing, broken, place, site_of
from tests.servers import Running, readable_folder, serving, skip_without

HOST = Host("/", ("en",), "en")
ALWAYS = ("", "faq/", "sitemap.xml", "search/index.json", "logo.svg", "faq/7/")
"""What every release has."""


def release(which: str, first: int) -> dict[str, str]:
    """Return a site of nine pages with what its server reads."""
    page = f"not found in {which}"
    return {**site_of(which, 9, first), "404.html": page, ".htaccess": apache(HOST)}


RELEASES = [release("A", 0), release("B", 3), release("C", 6)]


class Visitor(threading.Thread):
    """Looks at all pages and what they name, again and again; `wrong` is what was not whole."""

    def __init__(self, server: Running) -> None:
        super().__init__(daemon=True)
        self.server, self.ended, self.visits = server, threading.Event(), 0
        self.wrong: Counter[str] = Counter()

    def run(self) -> None:
        while not self.ended.is_set():
            self.wrong.update(broken(self.get))
            for path in ALWAYS:
                status, _, _ = self.server.ask(f"/{path}")
                self.wrong[f"{path}: {status}"] += status != 200
            self.visits += 1

    def get(self, path: str) -> bytes | None:
        status, _, body = self.server.ask(f"/{path.removesuffix('index.html')}")
        return body if status == 200 else None


@pytest.mark.parametrize("server_name", ["nginx", "apache"])
@pytest.mark.parametrize("kind", ["folder", "releases"])
def test_visitors_meet_a_whole_site(kind: str, server_name: str, tmp_path: Path) -> None:
    skip_without(server_name)
    with readable_folder() as folder, place(kind, folder) as where:
        options = PublishOptions(where.has_releases, is_agreed=True)
        to = Publishing(tmp_path / "site", where.address, options)
        to.publish(RELEASES[0])
        public = folder / "public" / ("current" if where.has_releases else "")
        text = nginx(HOST) if server_name == "nginx" else ""
        with serving(server_name, folder, public, text) as server:
            visitor = Visitor(server)
            visitor.start()
            for turn in range(8):
                seen = visitor.visits
                to.roll_back() if turn == 5 else to.publish(RELEASES[(turn + 1) % 3])
                # An open page may ask for its assets until the release after the next.
                while visitor.is_alive() and visitor.visits < seen + 2:
                    visitor.ended.wait(0.01)
            visitor.ended.set()
            visitor.join()
            assert +visitor.wrong == {}
            look_at_headers(server)


def look_at_headers(server: Running) -> None:
    """What `kbgen hosting` promises holds in a folder that was published to."""
    last = RELEASES[2]  # of eight turns from the second on
    sheet = next(path for path in last if path.endswith(".css"))
    for path, kind, cache in (
        ("faq/7/", "text/html; charset=utf-8", REVALIDATE),
        ("sitemap.xml", "xml; charset=utf-8", REVALIDATE),
        ("search/index.json", "application/json; charset=utf-8", REVALIDATE),
        (sheet, "text/css; charset=utf-8", FOREVER),
    ):
        status, headers, _ = server.ask(f"/{path}")
        assert (status, headers["cache-control"]) == (200, [cache]), path
        assert headers["content-type"][0].endswith(kind), path
        assert "content-security-policy" in headers
    for path in (".kbgen/published.gz", ".kbgen/lock.json", ".kbgen/", ".htaccess"):
        status, _, body = server.ask(f"/{path}")
        assert (status, body) == (404, last["404.html"].encode()), path
