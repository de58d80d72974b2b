"""The answers of nginx and Apache with the configuration that `kbgen hosting` prints."""

from __future__ import annotations

import gzip
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import brotli
import pytest

from tests.servers import BROTLI, Answer, Running, policy_in, running, skip_without
from tests.sites import CONFIG, Project, write_files, write_site

REVALIDATE = ["public, max-age=0, must-revalidate"]
FOREVER = ["public, max-age=31536000, immutable"]
PICTURE = f"<svg xmlns='http://www.w3.org/2000/svg'><!-- {'a' * 2000} --></svg>"
PAGES = f"""\
-- content/en/faq/pin.md --
---
title: Change your PIN
---
Ask us.
-- content/ur/faq/pin.md --
---
title: پن بدلیں
---
ہم سے پوچھیں۔
-- content/en/policies/دکان.svg --
{PICTURE}
-- content/en/policies/price.list.svg --
{PICTURE}
-- content/en/policies/fees.md --
---
title: Fees
---
![The shop](دکان.svg) ![Prices](price.list.svg)
"""
HIDDEN = """\
-- .git/HEAD --
ref: refs/heads/main
-- ur/.env --
SECRET=1
-- .well-known/security.txt --
Contact: mailto:security@example.com
-- assets/kb/search/en.0123456789/d0.json --
[]
"""
ALLOW = "allow: {img-src: https://img.example, trusted-types: own}"


def config(url: str, more: str, hosting: str) -> str:
    text = CONFIG.replace("https://help.example.com/", url) + more
    return f"-- mkdocs.yml --\n{text}".replace("  - kbgen", f"  - kbgen:\n      hosting: {hosting}")


SITES = {
    "/": config("https://help.example.com/", "", f"{{compress: true, {ALLOW}}}"),
    "/v1.0/help/": config(
        "https://example.com/v1.0/help/", "use_directory_urls: false\n", f"{{{ALLOW}}}"
    ),
}


@dataclass(frozen=True)
class Case:
    """A server with a site, which lies below the path `at`."""

    server: Running
    name: str
    at: str
    project: Project

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return self.server.ask(self.at + path, method, **headers)

    @property
    def site(self) -> Path:
        return self.project.root / "site"

    @property
    def page(self) -> str:
        """The address of an Urdu page, as the site writes it."""
        return "ur/faq/pin/" if self.at == "/" else "ur/faq/pin.html"

    def asset(self, pattern: str) -> str:
        return next(self.site.glob(f"assets/kb/{pattern}")).relative_to(self.site).as_posix()


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Project]:
    built = {}
    for at, text in SITES.items():
        built[at] = write_site(tmp_path_factory.mktemp("site"), text + PAGES)
        built[at].build()
        write_files(built[at].root / "site", HIDDEN)
    return built


CASES = [pytest.param((n, at), id=f"{n} {at}") for n in ("nginx", "apache") for at in SITES]


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    name, at = request.param
    skip_without(name)
    project = request.getfixturevalue("projects")[at]
    text = project.run("hosting", name).output
    with running(name, project.root / "site", at, text) as server:
        yield Case(server, name, at, project)


def test_every_page_is_sent_with_its_headers_once(case: Case) -> None:
    """Each page of the site, as a browser asks for it."""
    pages = [file.relative_to(case.site).as_posix() for file in case.site.rglob("*.html")]
    assert len(pages) > 20
    for page in pages:
        path = page.removesuffix("index.html")
        status, headers, body = case.ask(path)
        assert (status, body) == (200, (case.site / page).read_bytes()), path
        assert headers["content-type"] == ["text/html; charset=utf-8"], path
        assert headers["cache-control"] == REVALIDATE, path
        for name in (
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "permissions-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "x-frame-options",
        ):
            assert len(headers[name]) == 1, (path, name)


def test_the_policy_is_the_same_in_every_form(case: Case) -> None:
    """One policy: in both texts, in _headers, and as it is sent."""
    expected = policy_in((case.site / "_headers").read_text("utf-8"))
    for part in (
        "default-src 'self'",
        "img-src 'self' https://img.example",
        "require-trusted-types-for 'script'",
        "trusted-types kbgen own",
    ):
        assert part in expected.split("; ")
    for server in ("headers", "nginx", "apache"):
        assert policy_in(case.project.run("hosting", server).output) == expected
    for path, method in ((case.page, "GET"), ("no/", "GET"), (case.page, "POST"), ("no/", "POST")):
        assert case.ask(path, method)[1]["content-security-policy"] == [expected], (path, method)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("path", "lang"),
    [
        ("nothing", "en"),
        ("nothing/at/all.html", "en"),
        ("ur/nothing/", "ur"),
        ("ur/faq/pin/nothing", "ur"),
        ("ar/nothing.html", "ar"),
        ("hi/assets/kb/kb.00000000.css", "hi"),
        ("urdu/", "en"),
        (quote("ur/پن/"), "ur"),
        ("ur/%D9/", "ur"),
        ("assets/kb/", "en"),
        ("assets/kb/fonts/", "en"),
        ("assets/kb/search/", "en"),
        ("assets/kb/nothing.css", "en"),
        ("assets/kb/kb.00000000.css", "en"),
        ("assets/kb/search/en.0000000000/d0.json", "en"),
        ("api/", "en"),
        (".well-known/nothing", "en"),
    ],
)
def test_what_is_not_there_is_404_in_its_language(
    case: Case, path: str, lang: str, method: str
) -> None:
    """The 404 page of the language in the address, never kept; whatever the method."""
    status, headers, body = case.ask(path, method)
    page = "404.html" if lang == "en" else f"{lang}/404.html"
    assert status == 404
    assert body == (case.site / page).read_bytes()
    assert headers["content-type"] == ["text/html; charset=utf-8"]
    assert headers["cache-control"] == REVALIDATE


@pytest.mark.parametrize("path", [".git/HEAD", ".htaccess", "ur/.env", ".well-known/security.txt"])
def test_hidden_files_stay_hidden(case: Case, path: str) -> None:
    """What a deployment by git or an editor leaves in the folder, but for .well-known/."""
    status, headers, _ = case.ask(path)
    assert status == (200 if path.startswith(".well-known/") else 404)
    assert headers["cache-control"] == REVALIDATE


@pytest.mark.parametrize("path", ["PAGE", "", "ur/", "llms.txt", "ASSET"])
def test_nothing_that_is_there_takes_a_post(case: Case, path: str) -> None:
    """405 and no content of the page, not to be kept."""
    named = {"PAGE": case.page, "ASSET": case.asset("kb.*.css")}
    path = named.get(path, path)
    status, headers, body = case.ask(path, "POST")
    assert status == 405
    assert b"<main" not in body and len(body) < 1000
    assert headers.get("cache-control", []) in ([], REVALIDATE)


def test_only_names_with_a_digest_are_kept(case: Case) -> None:
    """Assets and the parts of the index for a year, everything else asked for again."""
    kept = ("kb.*.css", "kb.*.js", "fonts/*.woff2", "search/en.*/d0.json", "icons.*.svg")
    for pattern in kept:
        path = case.asset(pattern)
        status, headers, _ = case.ask(path)
        assert (status, headers["cache-control"]) == (200, FOREVER), path
        again = {"If_None_Match": headers["etag"][0]}
        status, headers, body = case.ask(path, **again)
        assert (status, headers["cache-control"], body) == (304, FOREVER, b"")
        status, headers, _ = case.ask(path, Range="bytes=0-3")
        assert (status, headers["cache-control"]) == (206, FOREVER)
    for path in (case.page, "sitemap.xml", "search/index.json", "api/answers.json", "llms.txt"):
        status, headers, _ = case.ask(path)
        assert (status, headers["cache-control"]) == (200, REVALIDATE), path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("llms.txt", "text/plain; charset=utf-8"),
        ("ur/llms.txt", "text/plain; charset=utf-8"),
        ("api/answers.json", "application/json; charset=utf-8"),
        ("sitemap.xml", "xml; charset=utf-8"),
        ("kb.*.css", "text/css; charset=utf-8"),
        ("kb.*.js", "javascript; charset=utf-8"),
        ("icons.*.svg", "image/svg+xml; charset=utf-8"),
        ("fonts/*.woff2", "font/woff2"),
    ],
)
def test_types(case: Case, path: str, kind: str) -> None:
    path = case.asset(path) if "*" in path else path
    status, headers, _ = case.ask(path)
    assert status == 200
    (found,) = headers["content-type"]
    assert found.removeprefix("application/").removeprefix("text/") == kind.removeprefix(
        "application/"
    ).removeprefix("text/")


ACCEPTED = [
    ("br", "br"),
    ("gzip, deflate, br, zstd", "br"),
    ("gzip", "gzip"),
    ("gzip;q=1.0, br;q=0", "gzip"),
    ("identity", None),
    ("", None),
]


@pytest.mark.parametrize(("accepted", "encoding"), ACCEPTED)
def test_compressed_copies(case: Case, accepted: str, encoding: str | None) -> None:
    """As the browser accepts them, with the type of the page; also of a 404 page."""
    if case.at != "/":
        pytest.skip("this site has none")
    if encoding == "br" and case.name == "nginx" and not BROTLI.exists():
        pytest.skip("no ngx_brotli")
    for path, status in (
        (case.page, 200),
        (case.asset("kb.*.css"), 200),
        ("api/answers.json", 200),
        (quote("policies/دکان.svg"), 200),
        ("policies/price.list.svg", 200),
        ("ur/nothing", 404),
    ):
        found, headers, body = case.ask(path, Accept_Encoding=accepted)
        file = case.site / (path if status == 200 else "ur/404.html")
        if path.startswith("policies/%"):
            file = case.site / "policies/دکان.svg"
        file = file / "index.html" if file.is_dir() else file
        plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding or "", bytes)
        assert (found, headers.get("content-encoding")) == (status, encoding and [encoding]), path
        assert plain(body) == file.read_bytes(), path
        if encoding:
            copy = file.with_name(f"{file.name}.{'br' if encoding == 'br' else 'gz'}")
            assert body == copy.read_bytes(), path  # nothing is compressed anew
        assert "Accept-Encoding" in ", ".join(headers["vary"]), path
        assert headers["content-type"] == case.ask(path)[1]["content-type"], path
        assert headers["cache-control"] == case.ask(path)[1]["cache-control"], path


def test_a_site_without_copies_is_compressed_as_it_is_sent(case: Case) -> None:
    if case.at == "/":
        pytest.skip("this site has copies")
    _, headers, body = case.ask(case.page, Accept_Encoding="gzip")
    assert headers["content-encoding"] == ["gzip"]
    assert gzip.decompress(body) == (case.site / case.page).read_bytes()


@pytest.mark.parametrize("query", ["", "?q=%D9%BE%D9%86&a=1"])
def test_a_folder_without_its_slash_is_sent_on(case: Case, query: str) -> None:
    """The redirect keeps host, port, scheme and query."""
    folder = case.page.rstrip("/") if case.at == "/" else "ur"
    status, headers, _ = case.ask(f"{folder}{query}", Host="help.example:8443")
    (location,) = headers["location"]
    assert status == 301
    place = location.removeprefix("http://help.example:8443")
    assert place == f"{case.at}{folder}/{query}"


def test_addresses_of_any_form(case: Case) -> None:
    """Letters may be escaped or not; a name is one name only."""
    page = case.page
    escaped = page.replace("pin", "%70in")
    expected = case.ask(page)[2]
    assert case.ask(escaped)[::2] == (200, expected)
    assert case.ask(f"{page}?q=a")[::2] == (200, expected)
    picture = quote("policies/دکان.svg")
    assert case.ask(picture)[::2] == (200, f"{PICTURE}\n".encode())
    assert case.ask(picture.lower())[::2] == (200, f"{PICTURE}\n".encode())
    assert case.ask(page.replace("pin", "PIN"))[0] == 404
    assert case.ask(f"{posixpath.dirname(page)}/nothing%3F.html")[0] in (403, 404)
    assert case.ask("index.html/more")[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "../mkdocs.yml",
        "%2e%2e/%2e%2e/etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "ur/..%5c..%5cmkdocs.yml",
        "%2e%2e%2fapache.conf",
        "../nginx.conf",
        "....//....//etc/passwd",
        "%00/index.html",
        "assets/kb/../../../../../etc/passwd",
    ],
)
def test_nothing_outside_is_sent(case: Case, path: str) -> None:
    status, _, body = case.ask(path)
    assert status in (400, 403, 404)
    assert b"root:" not in body and b"LoadModule" not in body and b"site_name" not in body


def test_no_folder_is_listed(case: Case) -> None:
    for folder in ("assets/", "assets/kb/", "api/", "api/branches/", "ur/api/", "policies/"):
        status, _, body = case.ask(folder)
        if (case.site / folder / "index.html").exists():
            continue
        assert status == 404 and b"Index of" not in body, folder


def test_heads_are_as_long_as_bodies(case: Case) -> None:
    for path in (case.page, "nothing", case.asset("kb.*.css")):
        status, headers, body = case.ask(path)
        again, same, nothing = case.ask(path, "HEAD")
        assert (again, nothing) == (status, b"")
        for name in ("content-type", "cache-control", "content-security-policy"):
            assert same[name] == headers[name]
        assert same.get("content-length", [str(len(body))]) == [str(len(body))]


def test_what_lies_beside_the_site_is_left_alone(case: Case) -> None:
    if case.at == "/":
        pytest.skip("nothing does")
    _, headers, _ = case.server.ask("/other")
    assert "content-security-policy" not in headers
