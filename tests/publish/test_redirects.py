"""Objects of S3 at former addresses say where they lead, so that a website endpoint sends 301."""

from __future__ import annotations

import errno
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kbgen.publish.redirects import place_on_host, redirect_of
from tests.build.test_redirects import SITE
from tests.publishing import Publishing, place, site_of, whole
from tests.sites import write_site
from tests.stores import BUCKET, S3_KEYS, s3, signed


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The built pages of a site with former addresses."""
    project = write_site(tmp_path_factory.mktemp("moved") / "project", SITE)
    folder = project.build()
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in folder.rglob("*.html")
    }


LEADS = {
    "faq/branches/index.html": "/help/faq/shops/",
    "ur/faq/branches/index.html": "/help/ur/faq/shops/",
    "older/index.html": "/help/faq/shops/#hours",
    "help/12-shops.html": "/help/faq/shops/",
    "help/ur/دکان/index.html": "/help/ur/faq/shops/#way",
    "out/index.html": "https://example.com/a?b=1&c",
}


def test_pages_at_former_addresses_are_known(pages: dict[str, str]) -> None:
    found = {path: redirect_of(path, text.encode(), "/help/") for path, text in pages.items()}
    assert {path: found[path] for path in LEADS} == LEADS
    others = {path for path, led in found.items() if led and path not in LEADS}
    assert {path.partition("/")[2] for path in others} <= {
        "faq/branches/index.html",
        "older/index.html",
    }, "no page of today leads anywhere"


def test_what_speaks_like_s3_need_not_know_redirects(pages: dict[str, str], tmp_path: Path) -> None:
    """Some stores refuse the header; then the pages lead on, as on other hosts."""
    page = "faq/branches/index.html"
    with place("s3", tmp_path) as where, pytest.MonkeyPatch.context() as patch:
        for name, value in where.environment.items():
            patch.setenv(name, value)

        def wrap(target: Any) -> Any:
            pipe = target._fs.pipe_file

            def refuse(*args: Any, **headers: Any) -> Any:
                if "WebsiteRedirectLocation" in headers:
                    raise OSError(errno.EIO, "An error occurred (NotImplemented) when calling …")
                return pipe(*args, **headers)

            target._fs.pipe_file = refuse
            return target

        to = Publishing(tmp_path / "site", where.address, place="/site/", wrap=wrap)
        site = {**site_of("A"), page: pages[page]}
        to.publish(site)
        assert whole(where.get, site) == []


PLACES = [
    ("s3://bucket", "https://help.example.com/", "/"),
    ("s3://bucket/", "https://help.example.com", "/"),
    ("s3://bucket/help/", "https://example.com/help/", "/help/"),
    ("s3://bucket/next", "https://example.com/help/", ""),
    ("s3://bucket/help", "https://help.example.com/", ""),
    ("s3://bucket", "", ""),
]


@pytest.mark.parametrize(("address", "url", "expected"), PLACES)
def test_a_place_is_known_if_bucket_and_host_have_the_same_path(
    address: str, url: str, expected: str
) -> None:
    assert place_on_host(address, url) == expected


def test_the_command_tells_a_store_if_bucket_and_host_have_the_same_path(tmp_path: Path) -> None:
    project = write_site(tmp_path / "project", SITE)
    project.build()
    with s3() as server, pytest.MonkeyPatch.context() as patch:
        for name, value in {**S3_KEYS, "AWS_ENDPOINT_URL": server}.items():
            patch.setenv(name, value)
        for address, leads in ((f"s3://{BUCKET}", "/ur/faq/shops/"), (f"s3://{BUCKET}/next", None)):
            result = project.run("publish", address, "--no-verify")
            assert result.exit_code == 0, result.output
            page = f"{address.removeprefix('s3:/')}/ur/faq/branches/index.html"
            with urllib.request.urlopen(signed(server + page), timeout=30) as answer:
                assert answer.headers["x-amz-website-redirect-location"] == leads


def test_a_store_is_told_where_a_page_leads(pages: dict[str, str], tmp_path: Path) -> None:
    """Also after a rollback: S3 does not copy this with an object."""
    page = "faq/branches/index.html"
    site = site_of("A")
    with place("s3", tmp_path) as where, pytest.MonkeyPatch.context() as patch:
        for name, value in where.environment.items():
            patch.setenv(name, value)

        def led() -> tuple[str | None, str]:
            address = f"{where.environment['AWS_ENDPOINT_URL']}/{BUCKET}/site/{page}"
            with urllib.request.urlopen(signed(address), timeout=30) as answer:
                headers = answer.headers
                return headers["x-amz-website-redirect-location"], headers["Content-Type"]

        to = Publishing(tmp_path / "site", where.address, place="/site/")
        to.publish({**site, page: pages[page]})
        assert led() == ("/site/faq/shops/", "text/html; charset=utf-8")
        to.publish({**site, page: "a page again"})
        assert led() == (None, "text/html; charset=utf-8")
        to.roll_back()
        assert led() == ("/site/faq/shops/", "text/html; charset=utf-8")
        replace(to, place="").publish({**site, page: pages[page] + " "})
        assert led()[0] is None
