"""The configuration of hosts: strict policy, caches, 404 pages; and the tests' own host."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from pydantic import ValidationError

from kbgen.model.hosting import Hosting
from kbgen.output.hosting import Host, content_security_policy, headers_file, redirects_file
from kbgen.output.servers import apache, nginx
from tests.browser import find_browser, open_browser
from tests.conftest import MakeSite
from tests.options import read, wrong
from tests.serving import read_headers, serve
from tests.sites import CONFIG

FOREVER = "public, max-age=31536000, immutable"
LANGS = ("en", "ur", "ar", "hi")
MAIL = Host("/", LANGS, "en", form_sources=("mailto:",))
POSTED = Host(
    "/help/",
    LANGS,
    "en",
    assets=("kb.3f9a1c2b.css", "fonts/a.0123abcd.woff2"),
    is_compressed=True,
    form_sources=("https://forms.example",),
    connect_sources=("https://forms.example",),
)


def directives(policy: str) -> dict[str, list[str]]:
    return {name: rest for name, *rest in (part.split() for part in policy.split(";"))}


def test_a_site_loads_its_own_files_and_nothing_else() -> None:
    assert directives(content_security_policy(MAIL)) == {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", "mailto:"],
        "frame-ancestors": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["kbgen"],
    }


def test_forms_may_be_posted_to_their_service_by_the_browser_and_by_scripts() -> None:
    policy = directives(content_security_policy(POSTED))
    assert policy["form-action"] == ["'self'", "https://forms.example"]
    assert policy["connect-src"] == ["'self'", "https://forms.example"]
    assert policy["default-src"] == ["'self'"]


def test_what_a_site_allows_is_added_to_its_own() -> None:
    allow = {
        "img-src": ("https://img.example", "data:"),
        "form-action": ("https://more.example",),
        "frame-ancestors": ("https://app.example",),
        "trusted-types": ("own", "default"),
    }
    host = Host("/", LANGS, "en", form_sources=("mailto:",), allow=allow)
    policy = directives(content_security_policy(host))
    assert policy["img-src"] == ["'self'", "https://img.example", "data:"]
    assert policy["form-action"] == ["'self'", "mailto:", "https://more.example"]
    assert policy["frame-ancestors"] == ["https://app.example"]
    assert policy["trusted-types"] == ["kbgen", "own", "default"]
    assert "X-Frame-Options" not in headers_file(host)  # it would forbid what is allowed
    assert "X-Frame-Options: DENY" in headers_file(MAIL)


@given(st.builds(Host, st.sampled_from(["/", "/help/"]), st.just(LANGS), st.sampled_from(LANGS)))
def test_no_policy_is_unsafe_and_no_header_is_set_twice(host: Host) -> None:
    rules = read_headers(headers_file(host))
    assert "unsafe" not in headers_file(host) + nginx(host) + apache(host)
    for path in ("", "index.html", "ur/faq/", "assets/kb/kb.0.css", "ur/llms.txt"):
        found = [
            name for rule, named in rules if rule.fullmatch(f"{host.path}{path}") for name in named
        ]
        assert "Content-Security-Policy" in found
        assert len(found) == len(set(found))  # Cloudflare would join the values


@pytest.mark.parametrize(
    ("path", "header", "value"),
    [
        ("/help/faq/", "X-Content-Type-Options", "nosniff"),
        ("/help/assets/kb/kb.3f9a1c2b.css", "Cache-Control", FOREVER),
        ("/help/ur/llms.txt", "Content-Type", "text/plain; charset=utf-8"),
        ("/help/llms.txt", "Content-Type", "text/plain; charset=utf-8"),
        ("/help/assets/kb/search/en.0123456789/d0.json", "Cache-Control", FOREVER),
        ("/help/assets/kb/", "Cache-Control", None),
        ("/help/assets/kb/fonts/", "Cache-Control", None),
        ("/help/assets/kb/search/", "Cache-Control", None),
        ("/help/assets/kb/kb.00000000.css", "Cache-Control", None),  # it is not there
        ("/help/faq/", "Cache-Control", None),  # the host's own default: ask each time
        ("/other/", "X-Content-Type-Options", None),  # not this site
        ("/help/", "Strict-Transport-Security", None),  # only suggested
    ],
)
def test_headers_below_a_part_of_a_domain(path: str, header: str, value: str | None) -> None:
    found: dict[str, str] = {}
    for rule, headers in read_headers(headers_file(POSTED)):
        if rule.fullmatch(path):
            found |= headers
    assert found.get(header) == value
    assert "# Strict-Transport-Security" in headers_file(POSTED)


def test_lost_readers_are_met_in_their_language() -> None:
    assert redirects_file(MAIL).splitlines()[1:] == [
        "/ur/* /ur/404.html 404",
        "/ar/* /ar/404.html 404",
        "/hi/* /hi/404.html 404",
    ]
    urdu_first = Host("/help/", ("ur", "en"), "ur")
    assert redirects_file(urdu_first).splitlines()[1:] == ["/help/en/* /help/en/404.html 404"]


@pytest.mark.parametrize("server", [nginx, apache])
@pytest.mark.parametrize("host", [MAIL, POSTED])
def test_servers_say_the_same_as_headers(server: Any, host: Host) -> None:
    text = server(host)
    for _, headers in read_headers(headers_file(host)):
        for name, value in headers.items():
            if name != "Content-Type":  # these servers know a file's type
                assert re.search(rf'{name}"? .*"?{re.escape(value)}"', text) or value in text
    for folder in host.folders():
        assert f"404 {folder}404.html" in text
    assert f"404 {host.path}404.html" in text
    policy = content_security_policy(host)
    assert [text.count(policy) for text in (nginx(host), apache(host), headers_file(host))] == [
        1
    ] * 3


def test_servers_send_compressed_copies_where_there_are_some() -> None:
    assert "gzip_static on;" in nginx(POSTED)
    assert "gzip_static" not in nginx(MAIL)
    assert "AddEncoding br .br" in apache(POSTED)
    assert "AddEncoding" not in apache(MAIL)


SETTINGS = [
    ({}, Hosting()),
    ({"compress": True}, Hosting(compress=True)),
    (
        {"allow": {"trusted-types": ["goog#html", "'allow-duplicates'"]}},
        Hosting(allow={"trusted-types": ("goog#html", "'allow-duplicates'")}),
    ),
    ({"headers": False, "redirects": True}, Hosting(headers=False, redirects=True)),
    (
        {"allow": {"img-src": "https://img.example"}},
        Hosting(allow={"img-src": ("https://img.example",)}),
    ),
    (
        {"allow": {"script-src": ["https://*.cdn.example:8443/a/", "'sha256-abc='"]}},
        Hosting(allow={"script-src": ("https://*.cdn.example:8443/a/", "'sha256-abc='")}),
    ),
]


@pytest.mark.parametrize(("option", "expected"), SETTINGS)
def test_settings(option: dict[str, Any], expected: Hosting) -> None:
    assert read(hosting=option).hosting == expected


@pytest.mark.parametrize(("hosting", "is_there"), [("{}", True), ("{redirects: false}", False)])
def test_a_site_at_netlify_has_its_redirects(hosting: str, is_there: bool, site: MakeSite) -> None:
    own = f"  - kbgen: {{forms: {{service: netlify}}, hosting: {hosting}}}"
    built = site(f"-- mkdocs.yml --\n{CONFIG.replace('  - kbgen', own)}").build()
    assert (built / "_redirects").exists() == is_there


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"compres": True}, "unknown option 'hosting.compres' (did you mean 'compress'?)"),
        ({"cdn": 1}, "'hosting.cdn' (known: headers, redirects, compress, allow)"),
        ({"compress": "yes"}, "compress must be true or false"),
        ({"allow": "https://a.example"}, "write allow: {img-src: 'https://img.example'}"),
        ({"allow": {"image-src": "https://a.example"}}, "'image-src' (did you mean 'img-src'"),
        ({"allow": {"script-src": "'unsafe-inline'"}}, "'unsafe-inline'' is not allowed"),
        ({"allow": {"script-src": "*"}}, "'*' is not allowed"),
        ({"allow": {"script-src": "data:"}}, "'data:' is not allowed"),
        ({"allow": {"img-src": "http://a.example"}}, "write an address such as https"),
        ({"allow": {"img-src": 'https://a.example"; x'}}, "is not allowed"),
        ({"allow": {"img-src": "https://a.example; script-src *"}}, "is not allowed"),
        ({"allow": {"trusted-types": "*"}}, "write the name that a script of yours gives"),
        ({"allow": {"trusted-types": "a; script-src b"}}, "is not allowed"),
        ({"allow": {"img-src": [None]}}, "'None' is not allowed"),
    ],
)
def test_settings_that_cannot_be(option: dict[str, Any], message: str) -> None:
    [finding] = wrong(hosting=option)
    assert message in finding


@given(st.text() | st.from_regex(r"https://[a-z]{1,5}[.]example(/.*)?", fullmatch=True))
def test_no_source_breaks_out_of_its_line(source: str) -> None:
    try:
        allow = Hosting.model_validate({"allow": {"img-src": source}}).allow
    except ValidationError:
        return
    text = content_security_policy(Host("/", LANGS, "en", allow=allow))
    assert not re.search(r"[\s\"$\\]", source)
    assert len(directives(text)) == 8


OWN = CONFIG.replace("  - kbgen", "  - kbgen:\n      hosting: {redirects: true}")


def test_a_build_writes_what_hosts_read_and_the_command_shows_it(site: MakeSite) -> None:
    project = site(f"-- mkdocs.yml --\n{OWN.replace('example.com/', 'example.com/in/')}")
    built = project.build()
    for name in ("headers", "redirects"):
        assert (built / f"_{name}").read_text("utf-8") == project.run("hosting", name).output
    asset = next(built.glob("assets/kb/kb.*.css")).relative_to(built).as_posix()
    assert "/in/ur/* /in/ur/404.html 404" in (built / "_redirects").read_text("utf-8")
    assert f"\n/in/{asset}\n  Cache-Control: {FOREVER}\n" in (built / "_headers").read_text("utf-8")
    assert "ErrorDocument 404 /in/ur/404.html" in project.run("hosting", "apache").output


def test_headers_can_be_left_out(site: MakeSite) -> None:
    config = CONFIG.replace("  - kbgen", "  - kbgen:\n      hosting: {headers: false}")
    built = site(f"-- mkdocs.yml --\n{config}").build()
    assert not (built / "_headers").exists()
    assert not (built / "_redirects").exists()


def test_a_mistake_in_the_settings_is_told(site: MakeSite) -> None:
    config = CONFIG.replace("  - kbgen", "  - kbgen:\n      hosting: {compres: true}")
    result = site(f"-- mkdocs.yml --\n{config}").run("build")
    assert result.exit_code == 1
    assert "mkdocs.yml:15:17: error KB001 unknown option 'hosting.compres'" in result.output


PAGE = "<!doctype html><html lang=en><title>{0}</title><p>{0}</p>"


@contextmanager
def served(
    folder: Path, files: dict[str, str], at: str = "/", browser: Browser | None = None
) -> Iterator[str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    yield from serve(folder, at, browser)


def fetch(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    try:
        request = urllib.request.Request(address, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, dict(response.headers), response.read()
    except HTTPError as response:
        return response.code, dict(response.headers), response.read()


def test_the_tests_host_does_as_hosts_do(tmp_path: Path) -> None:
    files = {
        "_headers": headers_file(Host("/in/", LANGS, "en", assets=("kb.css",))),
        "index.html": PAGE.format("home"),
        "404.html": PAGE.format("lost"),
        "ur/404.html": PAGE.format("گم"),
        "assets/kb/kb.css": "a{}",
        "assets/kb/kb.css.br": "brotli",
    }
    with served(tmp_path, files, "/in/") as address:
        assert fetch(address)[0] == 200
        for path, words in (("ur/x/y", "گم"), ("x", "lost"), ("hi/x", "lost"), ("../x", "")):
            status, headers, body = fetch(address + path)
            assert (status, words in body.decode()) == (404, True)
        assert fetch(f"{address}ur")[0] == 404  # a folder without an index
        _, headers, body = fetch(f"{address}assets/kb/kb.css", **{"Accept-Encoding": "gzip, br"})
        assert (headers["Content-Encoding"], body) == ("br", b"brotli")
        assert "immutable" in headers["Cache-Control"]
        assert headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert fetch(f"{address}assets/kb/kb.css")[2] == b"a{}"


def test_the_tests_host_fails_where_a_page_breaks_its_policy(tmp_path: Path) -> None:
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium")
    files = {
        "_headers": headers_file(MAIL),
        "index.html": PAGE.format("good"),
        "bad.html": PAGE.format("bad") + "<p style='color:red'>x</p>",
        "text.html": PAGE.format("text") + "<script src=text.js></script>",
        "text.js": "document.body.innerHTML = '<b>x</b>'",
        "worker.html": PAGE.format("worker") + "<script src=worker.js></script>",
        "worker.js": "trustedTypes.createPolicy('other', {})",
    }
    broken = {
        "bad": "style-src-attr forbids inline",
        "text": "require-trusted-types-for forbids trusted-types-sink",
        "worker": "trusted-types forbids trusted-types-policy",
    }
    with open_browser(path) as browser:
        page = browser.new_page()
        with served(tmp_path, files, browser=browser) as address:
            page.goto(address)
        for name, what in broken.items():
            with (
                pytest.raises(AssertionError, match=rf"{name}\.html: {what}"),
                served(tmp_path, files, browser=browser) as address,
            ):
                page.goto(f"{address}{name}.html")
