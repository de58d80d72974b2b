"""`kbgen serve`: saves are shown at once, mistakes are reported, and the site equals a build's."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Self, TypeVar

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from kbgen.errors import KbgenError
from kbgen.mkdocs.dev_project import DevProject
from kbgen.model.hosting import Hosting
from kbgen.serve.exceptions import BuildError, SupersededError
from kbgen.serve.server import Server, parse_address
from kbgen.serve.session import Session
from kbgen.serve.watch import Watch, differences, is_passing, stamps
from kbgen.system.parse_cache import ParseCache
from tests.browser import patient
from tests.sites import CONFIG, Project, write_files, write_site

PIN = (
    "---\ntitle: {title}\n---\nIt has {{{{ pin.length }}}} digits.\n\n## How? {{#how}}\n\n{body}\n"
)
SITE = f"""\
-- mkdocs.yml --
{CONFIG.replace("  - kbgen", "  - kbgen: {contact: [phone]}")}
-- content/facts.yml --
pin.length: {{number: 4}}
phone: {{phone: "+97142000000"}}
-- content/branches/deira.yml --
name: {{en: Deira, ur: دیرہ, ar: ديرة, hi: देरा}}
region: AE
-- content/en/faq/pin.md --
{PIN.format(title="PIN", body="Ask us.")}
-- content/ur/faq/pin.md --
{PIN.format(title="پن", body="ہم سے پوچھیں۔")}
-- content/en/policies/long.md --
---
title: Long
---
{chr(10).join(f"Paragraph {number} of many.{chr(10)}" for number in range(80))}
See [the PIN](../faq/pin.md).
-- content/en/policies/other.md --
---
title: Other
draft: true
---
Not yet.
"""


class Desk:
    """A project that is served, and what its author does."""

    def __init__(self, root: Path) -> None:
        self.root, self.shown = root, list[str]()
        self.session = Session(self.shown.append)
        self.live = DevProject(
            root / "mkdocs.yml", root / ".cache/kbgen", lambda _: ParseCache(), self.stop
        )
        self.session.start(self.live)

    def stop(self) -> bool:
        return self.session.has_urgent_work()

    def save(self, text: str) -> None:
        write_files(self.root, text)

    def change(self, *paths: str) -> None:
        self.live.change([self.root / path for path in paths])

    def page(self, file: str) -> str:
        return (self.live.page(file) or b"").decode()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(write_site(tmp_path / "My Projects/مدد", SITE).root)


WITH_DRAFTS = """
import kbgen.build.site, kbgen.cli
kbgen.build.site.drop_drafts = lambda site: site
kbgen.cli.main(["build", "--no-cache", "--jobs", "1"])
"""


def built(root: Path) -> dict[str, bytes]:
    """Return what a build writes that leaves drafts in, as serving does."""
    copy = root.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".cache", "site"))
    # In a process of its own: MkDocs keeps its plugins from one configuration to the next.
    done = subprocess.run(
        [sys.executable, "-c", WITH_DRAFTS], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    files = (file for file in (copy / "site").rglob("*") if file.is_file())
    return {file.relative_to(copy / "site").as_posix(): file.read_bytes() for file in files}


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


EDITS: list[tuple[str, str]] = [
    ("body", f"-- content/en/faq/pin.md --\n{PIN.format(title='PIN', body='Call.')}"),
    ("title", f"-- content/en/faq/pin.md --\n{PIN.format(title='Your PIN', body='Call.')}"),
    ("heading", "-- content/en/faq/pin.md --\n---\ntitle: PIN\n---\n## Why? {#why}\n\nSo.\n"),
    (
        "source",
        "-- content/ur/faq/pin.md --\n---\ntitle: A\nsource: ur\n---\n## کیوں؟ {#why}\n\nیوں\n",
    ),
    ("fact", '-- content/facts.yml --\npin.length: {number: 6}\nphone: {phone: "+97142000001"}\n'),
    (
        "branch",
        "-- content/branches/deira.yml --\nname: {en: Deira 2, ur: د, ar: د, hi: द}\nregion: AE\n",
    ),
    ("new page", "-- content/hi/policies/new.md --\n---\ntitle: नया\nsource: hi\n---\nपाठ।\n"),
    ("new draft", "-- content/en/policies/soon.md --\n---\ntitle: Soon\ndraft: true\n---\nSoon.\n"),
    ("picture", "-- content/en/policies/shop.svg --\n<svg/>\n"),
    ("glossary", "-- content/glossary.yml --\npin: {en: PIN, ur: پن, ar: رمز, hi: पिन}\n"),
    ("catalog", '-- locales/ur/LC_MESSAGES/kbgen.po --\nmsgid "Search"\nmsgstr "ڈھونڈیں"\n'),
    ("settings", f"-- mkdocs.yml --\n{CONFIG.replace('site_name: Test', 'site_name: Tested')}"),
    ("template", "-- theme/kb/footer.html --\n<footer>Ours</footer>\n"),
]


@pytest.mark.generator
def test_what_is_served_is_what_a_build_writes(desk: Desk) -> None:
    desk.live.finish()
    themed = CONFIG.replace("font: false", "font: false, custom_dir: theme")
    (desk.root / "theme").mkdir()
    desk.save(f"-- mkdocs.yml --\n{themed}")
    desk.change("mkdocs.yml")
    for name, text in EDITS:
        text = text.replace("font: false}", "font: false, custom_dir: theme}")
        desk.save(text)
        desk.change(*re.findall(r"^-- (\S+) --$", text, re.M))
        desk.page("faq/pin/index.html")  # someone looks while it is edited
        desk.live.finish()
        if name == "picture":
            assert differing(desk.live.output.files, built(desk.root)) == [], name
    assert differing(desk.live.output.files, built(desk.root)) == []
    (desk.root / "content/ur/faq/pin.md").unlink()
    (desk.root / "content/en/policies").rename(desk.root / "content/en/procedures")
    desk.save("-- content/en/procedures/long.md --\n---\ntitle: Long\n---\nShort.\n")
    desk.change("content/ur/faq/pin.md", "content/en/policies/long.md")
    desk.live.finish()
    assert differing(desk.live.output.files, built(desk.root)) == []


def test_only_pages_that_changed_are_read_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kbgen.mkdocs.dev_project.read_site", pytest.fail)
    desk.save(f"-- content/ur/faq/pin.md --\n{PIN.format(title='پن', body='فون کریں۔')}")
    desk.change("content/ur/faq/pin.md")
    assert "فون کریں" in desk.page("ur/faq/pin/index.html")


@pytest.mark.parametrize(
    ("text", "path", "sent"),
    [
        ("-- content/facts.yml --\na: {money: [}\n", "content/facts.yml", "content/facts.yml:1"),
        ("-- content/en/faq/pin.md --\n---\ntitle: a: b\n---\n", "content/en/faq/pin.md", ".md:2:"),
        ("-- content/en/faq/pin.md --\n---\ntitle: a\n---\n\n{{ pin.lenght }}\n", "content/en/faq/pin.md", "unknown fact"),
        ("-- mkdocs.yml --\nsite_name: [\n", "mkdocs.yml", "mkdocs.yml:"),
        ("-- mkdocs.yml --\nsite_name: A\n", "mkdocs.yml", "does not use kbgen"),
    ],
)  # fmt: skip
def test_a_mistake_keeps_the_page_and_is_told(desk: Desk, text: str, path: str, sent: str) -> None:
    before, kept = desk.page("faq/pin/index.html"), (desk.root / path).read_text("utf-8")
    desk.save(text)
    with pytest.raises(BuildError) as problem:
        desk.change(path)
    assert sent in str(problem.value)
    assert desk.page("faq/pin/index.html") == before
    (desk.root / path).write_text(kept, "utf-8")
    desk.change(path)
    assert desk.page("faq/pin/index.html") == before


@pytest.mark.generator
def test_a_template_that_cannot_be_read_is_named_with_its_line(desk: Desk) -> None:
    desk.save(f"-- mkdocs.yml --\n{CONFIG.replace('font: false', 'font: false, custom_dir: own')}")
    desk.save("-- own/kb/footer.html --\n\n{% if %}\n")
    desk.change("mkdocs.yml")
    with pytest.raises(BuildError) as problem:
        desk.page("index.html")
    assert "own/kb/footer.html:2" in str(problem.value)
    desk.save("-- own/kb/footer.html --\n{{ nothing.at.all }}\n")
    desk.change("own/kb/footer.html")
    with pytest.raises(BuildError) as problem:
        desk.page("index.html")
    assert "own/kb/footer.html:1" in str(problem.value)
    desk.save("-- own/kb/footer.html --\n<footer>Fine</footer>\n")
    desk.change("own/kb/footer.html")
    assert "<footer>Fine</footer>" in desk.page("index.html")


def test_the_rest_waits_for_what_is_wanted(desk: Desk) -> None:
    desk.session.note({desk.root / "content/en/faq/pin.md"})
    with pytest.raises(SupersededError):
        desk.live.finish()
    with pytest.raises(SupersededError):
        desk.live.check()


@pytest.mark.generator
def test_what_is_found_is_what_check_finds(desk: Desk) -> None:
    desk.save(f"-- content/ur/faq/pin.md --\n{PIN.format(title='پن', body='7 دن.')}")
    desk.change("content/ur/faq/pin.md")
    at_once = desk.live.findings("ur/faq/pin/index.html")
    found = [f for f in desk.live.check() if f.span.path == "content/ur/faq/pin.md"]
    assert at_once == found and found
    shown = {(f["path"], f["code"]) for f in Project(desk.root).check(sameness=True)}
    assert shown == {(f.span.path, f.code) for f in desk.live.check()}
    assert desk.live.findings("faq/pin/index.html") == [
        f
        for f in desk.live.check()
        if f.span.path in ("content/en/faq/pin.md", "content/facts.yml")
    ]


def test_a_new_day_is_noticed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that runs over midnight finds what a check of the new day finds."""

    class Tomorrow(date):
        @classmethod
        def today(cls) -> Self:
            return cls(2030, 1, 2)

    text = "---\ntitle: Due\nreview_by: 2030-01-01\n---\nOurs.\n"
    desk.save(f"-- content/en/policies/due.md --\n{text}")
    desk.change()
    assert not [f for f in desk.live.check() if f.code == "KB453"]
    monkeypatch.setattr("kbgen.serve.session.WATCH", 0.01)
    viewer = desk.session.join("policies/due/index.html", "")
    worker = threading.Thread(target=desk.session.run, daemon=True)
    worker.start()
    try:
        wait_for(lambda: desk.session.page("policies/due/index.html"))
        assert "KB453" not in viewer.sent.get("findings", "")
        for module in ("kbgen.mkdocs.dev_project", "kbgen.serve.session"):
            monkeypatch.setattr(f"{module}.date", Tomorrow)
        wait_for(lambda: "KB453" in viewer.sent.get("findings", ""))
    finally:
        desk.session.stop()
        worker.join()
    assert any("a new day" in line for line in desk.shown)


def test_editors_own_files_are_none_of_the_site(tmp_path: Path) -> None:
    passing = (".a.md.swp", "4913", "a.md~", "#a.md#", "a.md.tmp", ".git", "a.md___jb_tmp___")
    assert [name for name in (*passing, "a.md", "facts.yml") if not is_passing(name)] == [
        "a.md",
        "facts.yml",
    ]
    (tmp_path / "a.md").write_text("a")
    before = stamps([tmp_path], tmp_path)
    (tmp_path / "4913").write_text("")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "b.md").write_text("b")
    came = {tmp_path / "b.md", tmp_path / "loop"}
    assert differences(before, stamps([tmp_path], tmp_path)) == came


def test_a_save_in_two_steps_by_renaming_and_a_hundred_at_once(tmp_path: Path) -> None:
    sent: list[set[Path]] = []
    page = tmp_path / "a.md"
    page.write_text("one")
    watch = Watch(lambda: [tmp_path], tmp_path, sent.append)
    watch.start()
    try:
        page.write_text("")
        time.sleep(0.04)
        page.write_text("two")
        wait_for(lambda: sent)
        (tmp_path / "a.md.new").write_text("three")
        (tmp_path / "a.md.new").replace(page)
        wait_for(lambda: len(sent) > 1)
        for number in range(100):
            page.write_text(str(number))
        wait_for(lambda: len(sent) > 2)
        assert set().union(*sent) - {tmp_path / "a.md.new"} == {page}
        assert len(sent) < 20
    finally:
        watch.stop()


def wait_for(happened: Callable[[], Any], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.parametrize("text", ["8000", "localhost", "localhost:http", ":80", "a:99999"])
def test_an_address_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(KbgenError, match=r"write a host and a port: 127\.0\.0\.1:8000"):
        parse_address(text)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path / "My Projects/مدد") as served:
        yield served


class Served(Desk):
    """A project that is served in this process."""

    server: Server

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        connection = HTTPConnection("127.0.0.1", self.server.server_port, timeout=20)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, text


S = TypeVar("S", bound=Served)


@contextmanager
def serving(root: Path, text: str = SITE) -> Iterator[Served]:
    with serving_as(Served, root, text) as desk:
        yield desk


@contextmanager
def serving_as(kind: type[S], root: Path, text: str = SITE) -> Iterator[S]:
    desk = kind(write_site(root, text).root)
    live = desk.live
    desk.server = Server(("127.0.0.1", 0), desk.session, lambda: live.base, lambda: live.headers)
    watch = Watch(live.roots, live.root, desk.session.note)
    threads = [
        threading.Thread(target=run) for run in (desk.server.serve_forever, desk.session.run)
    ]
    for thread in threads:
        thread.start()
    watch.start()
    try:
        yield desk
    finally:
        desk.session.stop()
        desk.server.close()
        watch.stop()
        for thread in threads:
            thread.join(20)


@pytest.mark.generator
def test_pages_files_and_lost_readers_are_answered(served: Served) -> None:
    status, headers, text = served.get("/ur/faq/pin/")
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src" not in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert '<script src="/__kbgen/live.js"' in text
    assert not any(b"__kbgen" in content for content in served.live.output.files.values())
    assert served.get("/ur/faq/pin")[:2][0] == 301
    assert served.get("/policies/other/")[2].count("Draft: this page is not published yet.")
    status, _, text = served.get("/ur/nothing/here/")
    assert status == 404 and '<html lang="ur"' in text
    status, headers, text = served.get("/api/answers.json")
    assert status == 200 and json.loads(text)["language"] == "en"
    assert headers["content-type"] == "application/json; charset=utf-8"
    style = next(name for name in served.live.output.files if name.endswith(".css"))
    assert served.get(f"/{style}")[1]["content-type"] == "text/css; charset=utf-8"
    for path in ("/__kbgen/../../etc/passwd", "/../mkdocs.yml", "/__kbgen/session.py"):
        assert served.get(path)[0] == 404


def test_former_addresses_lead_on_as_in_a_build(desk: Desk) -> None:
    desk.save("-- addresses.txt --\nfaq/old -> index\n")
    desk.change("addresses.txt")
    desk.live.finish()
    files = desk.live.output.files
    assert b'content="0; url=../../"' in files["ur/faq/old/index.html"]
    desk.save("-- addresses.txt --\nfaq/old -> index\nfaq/lost\n")
    with pytest.raises(BuildError) as caught:
        desk.change("addresses.txt")
    assert [str(one.span) for one in caught.value.findings] == ["addresses.txt:2:1"]
    assert (desk.root / "addresses.txt").read_text("utf-8").count("\n") == 2


HOSTS = {
    "127.0.0.1:8000": 200, "localhost": 200, "LOCALHOST:80": 200, "help.localhost:8000": 200,
    "[::1]:8000": 200, "[::1]": 200, "192.168.1.9:8000": 200, "": 200,
    "evil.example:8000": 403, "localhost.evil.example": 403, "127.0.0.1.evil.example": 403,
    "evil.example": 403, "evil.example:": 403, "localhost.:8000": 200, "[::1%.evil.example]": 403,
}  # fmt: skip


def test_a_name_that_others_gave_this_machine_is_refused(served: Served) -> None:
    assert {host: served.get("/", Host=host)[0] for host in HOSTS} == HOSTS
    assert "--dev-addr 0.0.0.0:" in served.get("/api/answers.json", Host="evil.example")[2]


def test_a_name_that_the_address_is_given_by_is_answered() -> None:
    """Many machines are known to themselves by a name that leads to 127.0.0.1."""
    server = Server.__new__(Server)
    server.server_address, server._name = ("127.0.0.1", 8000), "my-pc"
    assert server.is_own_host("My-PC:8000") and not server.is_own_host("my-pc.evil.example:8000")


@pytest.mark.generator
def test_a_site_below_a_path_is_served_there(tmp_path: Path) -> None:
    config = CONFIG.replace("example.com/", "example.com/help/")
    with serving(tmp_path / "project", f"-- mkdocs.yml --\n{config}") as served:
        assert served.get("/")[:2][1]["location"] == "/help/"
        assert "Welcome" in served.get("/help/")[2]
        status, _, text = served.get("/help/no/")
        assert status == 404 and 'src="/__kbgen/live.js"' in text


@contextmanager
def serve(root: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "kbgen", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    # Who starts the tests in the background has them ignore Ctrl-C, and their children too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) as server:
        signal.signal(signal.SIGINT, before)
        try:
            yield server
        finally:
            server.kill()


@pytest.mark.generator
def test_a_taken_port_and_an_interrupt(tmp_path: Path) -> None:
    root = write_site(tmp_path / "project", SITE).root
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serve(root, port) as server:
            _, shown = server.communicate(timeout=60)
            assert server.returncode == 2
            assert (
                f"127.0.0.1:{port} is taken" in shown
                and f"--dev-addr 127.0.0.1:{port + 1}" in shown
            )
    with serve(root, port) as server:
        assert server.stderr
        assert server.stderr.readline().startswith(f"Serving http://127.0.0.1:{port}/")
        server.send_signal(signal.SIGINT)
        assert (server.wait(20), server.stderr.read()) == (0, "Stopped.\n")
    left = {path.name for path in root.iterdir()}
    assert left - {".cache"} == {"content", "mkdocs.yml"}


# In a browser.


class Window:
    """A browser that shows a page; a violation of the policy or an error in a script is kept."""

    def __init__(self, browser: Browser, served: Served, path: str) -> None:
        self.problems: list[str] = []
        self.loads = 0
        context = browser.new_context(viewport={"width": 900, "height": 600})
        self.page = patient(context.new_page())
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", lambda m: self._text(m.type, m.text))
        self.page.on("load", lambda _: self._loaded())
        self.page.goto(f"http://127.0.0.1:{served.server.server_port}/{path}")
        wait_for(lambda: any(v.seen for v in served.session._viewers))

    def _text(self, kind: str, text: str) -> None:
        if kind == "error":
            self.problems.append(text)

    def _loaded(self) -> None:
        self.loads += 1

    def shows(self, text: str) -> None:
        self.page.locator("main", has_text=text).wait_for()

    def panel(self, kind: str) -> Any:
        return self.page.locator(f"kbgen-serve .{kind}")

    def scroll(self) -> float:
        return float(self.page.evaluate("scrollY"))


@contextmanager
def window(browser: Browser, served: Served, path: str) -> Iterator[Window]:
    opened = Window(browser, served, path)
    yield opened
    opened.page.context.close()
    assert opened.problems == []


def edit(served: Served, path: str, old: str, new: str) -> None:
    file = served.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_save_shows_in_place(browser: Browser, served: Served) -> None:
    with window(browser, served, "policies/long/") as at:
        page: Page = at.page
        page.evaluate("scrollTo({top: 900, behavior: 'instant'})")
        page.locator(".kb-find input").first.focus()
        page.evaluate("scrollTo({top: 900, behavior: 'instant'})")
        loads, focused = at.loads, page.evaluate("document.activeElement.id")
        edit(served, "content/en/policies/long.md", "Paragraph 40 of", "Sentence forty of")
        at.shows("Sentence forty of many")
        edit(served, "content/en/policies/long.md", "Sentence forty of many.", "A.\n\n- One\n- Two")
        at.shows("Two")
        assert (at.scroll(), at.loads) == (900, loads)
        assert page.evaluate("document.activeElement.id") == focused
        wait_for(lambda: any("policies/long (en): " in line for line in served.shown))


def test_what_scripts_look_after_is_loaded_anew_where_it_was(
    browser: Browser, served: Served
) -> None:
    served.save(f"-- content/en/faq/pin.md --\n{PIN.format(title='PIN', body='Long. ' * 2000)}")
    with window(browser, served, "faq/pin/") as at:
        at.shows("Long. Long.")
        at.page.locator("summary", has_text="How?").click()
        at.page.evaluate("scrollTo({top: 700, behavior: 'instant'})")
        loads = at.loads
        edit(served, "content/en/faq/pin.md", "## How?", "## Why? {#why}\n\nSo.\n\n## How?")
        at.shows("Why?")
        wait_for(lambda: at.page.evaluate("scrollY") >= 690)
        at.page.wait_for_load_state()
        assert at.loads == loads + 1


def test_what_check_finds_is_said_below_the_page(browser: Browser, served: Served) -> None:
    with window(browser, served, "ur/faq/pin/") as at:
        edit(served, "content/ur/faq/pin.md", "ہم سے پوچھیں۔", "٣ دن.")
        at.panel("findings").locator("code", has_text="content/ur/faq/pin.md:8").first.wait_for()
        assert at.panel("findings").get_attribute("dir") == "ltr"
        assert at.panel("findings").get_attribute("role") == "status"
        at.panel("findings").locator("summary").click()
        assert not at.panel("findings").locator("li").first.is_visible()
        assert served.live.output.files["ur/faq/pin/index.html"].count(b"kbgen-serve") == 0


def test_a_mistake_covers_the_page_until_it_is_mended(browser: Browser, served: Served) -> None:
    with window(browser, served, "faq/pin/") as at:
        edit(served, "content/en/faq/pin.md", "pin.length", "pin.lenght")
        at.panel("trouble").wait_for()
        shown = at.panel("trouble").inner_text()
        assert "content/en/faq/pin.md:4" in shown and "did you mean 'pin.length'?" in shown
        assert "It has 4 digits" in at.page.inner_text("main")
        edit(served, "content/en/faq/pin.md", "pin.lenght", "pin.length")
        at.panel("trouble").wait_for(state="hidden")
        edit(served, "content/facts.yml", "number: 4", "number: 5")
        at.shows("It has 5 digits")


def test_two_browsers_and_a_page_that_goes_and_comes(browser: Browser, served: Served) -> None:
    with (
        window(browser, served, "faq/pin/") as english,
        window(browser, served, "ur/faq/pin/") as urdu,
    ):
        edit(served, "content/facts.yml", "number: 4", "number: 7")
        english.shows("It has 7 digits")
        urdu.shows("It has 7 digits")
        file = served.root / "content/ur/faq/pin.md"
        text = file.read_text("utf-8")
        file.unlink()
        urdu.shows("Ask us.")  # the source page, under the same address
        file.write_text(text, "utf-8")
        urdu.shows("ہم سے پوچھیں۔")
        (served.root / "content/en/policies").rename(served.root / "content/en/procedures")
        served.save("-- content/en/policies/x.md --\n---\ntitle: X\n---\nHere.\n")
        english.page.goto(english.page.url.replace("faq/pin", "policies/x"))
        english.shows("Here.")
        (served.root / "content/en/policies/x.md").unlink()
        english.page.locator("h1", has_text="This page does not exist").wait_for()
        served.save("-- content/en/policies/x.md --\n---\ntitle: X\n---\nAgain.\n")
        english.shows("Again.")
        english.problems[:] = [p for p in english.problems if "404" not in p]


THEIRS = "https://img.example"
SHOP = f"""\
-- content/en/policies/shop.md --
---
title: Shop
---
![The shop]({THEIRS}/shop.png)
-- content/own.js --
document.body.innerHTML += "<b>More</b>";
-- mkdocs.yml --
{CONFIG}extra_javascript: [own.js]
"""


def test_the_policy_is_that_of_production_and_what_it_blocks_is_shown(
    browser: Browser, tmp_path: Path
) -> None:
    """Directive, address and the setting that allows it, which is then taken at its word."""
    with serving(tmp_path / "project", SHOP) as served:
        served.live.finish()
        sent = served.get("/policies/shop/")[1]["content-security-policy"]
        written = served.live.output.files["_headers"].decode()
        assert sent.removesuffix(" kbgen-serve") in written and sent.endswith(" kbgen-serve")
        with window(browser, served, "policies/shop/") as at:
            for shown in (
                "img-src https://img.example/shop.png",
                'hosting: {allow: {img-src: "https://img.example"}}',
                "require-trusted-types-for",
                "/own.js:1",
                "hosting: {allow: {trusted-types: NAME}}",
            ):
                expect(at.panel("blocked")).to_contain_text(shown)
            assert at.page.locator("b", has_text="More").count() == 0
            at.problems.clear()
            allow = f'  - kbgen: {{hosting: {{allow: {{img-src: "{THEIRS}"}}}}}}'
            at.page.route(f"{THEIRS}/**", lambda route: route.fulfill(body=""))
            with at.page.expect_request(f"{THEIRS}/shop.png"):
                edit(served, "mkdocs.yml", "  - kbgen", allow)
            expect(at.panel("blocked")).to_contain_text("own.js")
            expect(at.panel("blocked")).not_to_contain_text("img-src")
            at.problems.clear()


BLOCKING = f"""\
-- content/own.js --
function add(tag, address) {{
  document.body.append(Object.assign(document.createElement(tag), {{ src: address }}));
}}
add("img", "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=");
add("img", "http://plain.example/a.png");
add("iframe", "https://frame.example/a?b=1#c");
add("audio", "https://sound.example/a.mp3");
fetch("https://api.example:8443/x").catch(() => {{}});
document.body.setAttribute("style", "color: red");
try {{
  trustedTypes.createPolicy("theirs", {{}});
}} catch {{
  document.body.append(Object.assign(document.createElement("base"), {{ href: "https://a.example/" }}));
}}
-- mkdocs.yml --
{CONFIG}extra_javascript: [own.js, "https://cdn.example/a.js"]
extra_css: ["https://cdn.example/a.css"]
"""
SETTING = {
    "img-src data": {"img-src": "data:"},
    "img-src http://plain.example/a.png": "use its https address",
    "frame-src https://frame.example": {"frame-src": "https://frame.example"},
    "media-src https://sound.example/a.mp3": {"media-src": "https://sound.example"},
    "connect-src https://api.example:8443/x": {"connect-src": "https://api.example:8443"},
    "style-src-attr inline": "move it into a file of its own",
    "trusted-types trusted-types-policy": {"trusted-types": "theirs"},
    "base-uri https://a.example/": "no setting allows it",
    "script-src-elem https://cdn.example/a.js": {"script-src": "https://cdn.example"},
    "style-src-elem https://cdn.example/a.css": {"style-src": "https://cdn.example"},
}


def test_what_is_blocked_comes_with_the_setting_that_allows_it(
    browser: Browser, tmp_path: Path
) -> None:
    with (
        serving(tmp_path / "project", BLOCKING) as served,
        window(browser, served, "") as at,
    ):
        for name, wanted in SETTING.items():
            line = at.panel("blocked").locator("li", has_text=f"error {name}")
            hint = line.locator(".hint").inner_text()
            if isinstance(wanted, str):
                assert wanted in hint
                continue
            option = yaml.safe_load(hint.partition("hosting:")[2])
            assert option == {"allow": wanted}
            assert Hosting.model_validate(option).allow  # it is one that may be written
        at.problems.clear()


def test_what_is_blocked_goes_when_the_page_is_mended(browser: Browser, tmp_path: Path) -> None:
    site = SHOP.replace("[own.js]", "[]")
    with (
        serving(tmp_path / "project", site) as served,
        window(browser, served, "policies/shop/") as at,
    ):
        at.panel("blocked").wait_for()
        at.problems.clear()
        edit(served, "content/en/policies/shop.md", f"![The shop]({THEIRS}/shop.png)", "Gone.")
        at.shows("Gone.")
        expect(at.panel("blocked")).to_have_count(0)


POSTS = [
    ("/ur/faq/pin/", 405, ""),
    ("/", 405, ""),
    ("/api/answers.json", 405, ""),
    ("/nothing/", 404, '<html lang="en"'),
    ("/ur/nothing/", 404, '<html lang="ur"'),
    ("/__kbgen/events", 404, ""),
]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_takes_a_post(served: Served, method: str) -> None:
    served.live.finish()
    for path, expected, words in POSTS:
        connection = HTTPConnection("127.0.0.1", served.server.server_port, timeout=20)
        connection.request(method, path, body=b"a=1" * 1000)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        assert (answer.status, words in text) == (expected, True), path
        assert expected == 404 or text == ""
        assert answer.headers["Cache-Control"] == "no-store"
