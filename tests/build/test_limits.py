"""A page that takes too long is refused with its path; all else goes on."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kbgen.build import language_renderer
from kbgen.build.staging import alone
from kbgen.markdown.slots import finish
from kbgen.mkdocs.dev_project import DevProject
from kbgen.model.markup import Node
from kbgen.serve.exceptions import BuildError
from kbgen.source import tree
from kbgen.system import pool
from kbgen.system.limit import ExcessError, WorkerDiedError, limited
from kbgen.system.parallel import each
from kbgen.system.parse_cache import ParseCache
from tests.conftest import MakeSite
from tests.sites import CONFIG

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")

LONG = 300_000
SLOW_TEXT = "a" + "\u0301\u0316" * LONG
"""Takes a minute or more to be put in normal form, in one step that nothing interrupts."""


def nested_list(depth: int) -> str:
    return "\n".join("    " * level + "- a" for level in range(depth))


HOSTILE = {
    "brackets": "[" * 50_000,
    "dashes": "- " * 10_000,
    "items": "- " * 10_000 + "a",
    "list": nested_list(300),
    "comment": "<!--" + "-" * 100_000,
    "code": "".join("`" * length + "a" for length in range(1, 450)),
    "entities": "&#x41;" * 50_000,
    "quotations": "> " * 3000 + "a",
    "images": "![" * 30_000,
}
HANGING = {"brackets", "images"}
"""Those that no limit that a person would set is enough for."""


def with_limit(seconds: float) -> str:
    config = CONFIG.replace("- kbgen", f"- kbgen: {{limits: {{page_seconds: {seconds}}}}}")
    return f"-- mkdocs.yml --\n{config}"


def page(path: str, body: str) -> str:
    return f"-- content/{path}.md --\n---\ntitle: A page\n---\n{body}\n"


def refused(output: str) -> set[str]:
    """Return the pages that a report refuses, also those that it names below one of them."""
    found = re.findall(r"^content/\S+\.md:\d+:\d+: error KB113.*(?:\n    .*)*", output, re.M)
    return {path for one in found for path in re.findall(r"content/(\S+)\.md:\d+", one)}


@pytest.fixture(autouse=True)
def no_process_is_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


def test_hostile_pages_are_refused_together_and_the_others_are_tried(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kbgen.report.text._PLACES", 2 * len(HOSTILE))
    good = page("en/faq/good", "A <b onclick=x>")
    project = site(with_limit(2) + good)
    before = (project.build() / "index.html").read_bytes()
    for name, body in HOSTILE.items():
        for lang in ("en", "ur"):
            file = project.root / f"content/{lang}/faq/{name}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\ntitle: A page\n---\n{body}\n", "utf-8")
    result = project.run("build")
    assert result.exit_code == 1
    found = refused(result.output)
    assert found >= {f"{lang}/faq/{name}" for name in HANGING for lang in ("en", "ur")}
    assert {path.rpartition("/")[2] for path in found} <= HOSTILE.keys()
    assert "takes longer than 2 s" in result.output
    assert "limits: {page_seconds: 60}" in result.output, "the hint names the setting"
    assert "content/en/faq/good.md:4:6: warning KB112" in result.output
    assert (project.root / "site/index.html").read_bytes() == before, "the old site stands"


def test_hostile_pages_can_be_checked(site: MakeSite) -> None:
    pages = "".join(page(f"en/faq/{name}", body) for name, body in HOSTILE.items())
    result = site(with_limit(5) + pages + page("en/faq/good", "A <b onclick=x>b</b>")).run("check")
    assert (result.exit_code, refused(result.output)) == (0, set()), result.output
    assert "content/en/faq/good.md:4:6: warning KB112" in result.output


def test_a_list_300_deep_is_a_page(site: MakeSite) -> None:
    in_english = re.sub(r" +- \{locale: (?:ur|ar|hi),.*\n", "", with_limit(600))
    project = site(in_english + page("en/faq/deep", nested_list(300)))
    project.build()
    assert project.article("faq/deep").count("<li>") == 300


def test_what_nests_too_deeply_is_refused(site: MakeSite) -> None:
    result = site(with_limit(600) + page("en/faq/deep", "- " * 5000 + "a")).run("build")
    assert (result.exit_code, refused(result.output)) == (1, {"en/faq/deep"})
    assert "nests too deeply" in result.output


@on_linux
def test_a_page_that_nothing_interrupts_is_refused(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(html: str, *args: Any) -> list[Node]:
        if "STUCK" in html:
            unicodedata.normalize("NFD", SLOW_TEXT)
        return finish(html, *args)

    monkeypatch.setattr(language_renderer, "finish", slow)
    monkeypatch.setattr(pool, "GRACE", 0.2)
    stuck = page("en/faq/stuck", "STUCK " + "a b " * 20_000)
    result = site(with_limit(3) + stuck + page("en/faq/good", "Fine.")).run("build")
    assert (result.exit_code, refused(result.output)) == (1, {"en/faq/stuck"}), result.output


def test_a_shard_names_the_pages_that_are_refused(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deep(html: str, *args: Any) -> list[Node]:
        if "DEEP" in html:
            raise RecursionError
        return finish(html, *args)

    monkeypatch.setattr(language_renderer, "finish", deep)
    project = site("".join(page(f"en/faq/{name}", name) for name in ("DEEP", "DEEPER", "good")))
    result = project.run("build", "--shard", "1/1", "--jobs", "1")
    assert (result.exit_code, refused(result.output)) == (1, {"en/faq/DEEP", "en/faq/DEEPER"})


def test_what_a_page_was_refused_for_is_not_remembered(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = site(page("en/faq/deep", "Text."))
    scan = tree.scan  # type: ignore[attr-defined] # put in its place below

    def deep(text: str, path: str, *args: object) -> object:
        if path.endswith("faq/deep.md"):
            raise RecursionError
        return scan(text, path, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(tree, "scan", deep)
    assert refused(project.run("build").output) == {"en/faq/deep"}
    monkeypatch.undo()
    project.build()


def test_nothing_is_said_that_follows_from_a_refused_page(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = "".join(
        page(f"{lang}/faq/deep", f"## {title} {{#a}}\n\n{{{{ fee }}}}\n\n- {text}")
        for lang, title, text in (("en", "One", "5 days"), ("ur", "ایک", "متن"))
    )
    link = page("en/faq/other", "[There](deep.md#a)")
    ledger = "-- content/facts.yml --\nfee: {number: 5}\n"
    project = site(
        pages.replace("title: A page\n---\n## ایک", "title: ایک صفحہ\n---\n## ایک") + link + ledger
    )
    assert {f["code"] for f in project.check(sameness=True)} == {"KB421", "KB402"}
    scan = tree.scan  # type: ignore[attr-defined] # put in its place below

    def deep(text: str, path: str, *args: object) -> object:
        if path.endswith("en/faq/deep.md"):
            raise RecursionError
        return scan(text, path, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(tree, "scan", deep)
    with (project.root / "content/en/faq/deep.md").open("a") as file:
        file.write("\n")  # what was read before is not read again
    found = [f for f in project.check(sameness=True) if f["code"] != "KB421"]
    assert [(f["code"], f["path"]) for f in found] == [("KB113", "content/en/faq/deep.md")]
    assert "nests too deeply" in found[0]["message"]


def test_the_server_shows_which_page_is_refused(site: MakeSite) -> None:
    project = site(with_limit(2) + page("en/faq/bad", "[" * 50_000) + page("en/faq/good", "Fine."))
    config = project.root / "mkdocs.yml"
    live = DevProject(config, project.root / ".cache", lambda _: ParseCache(), lambda: False)
    with contextlib.closing(live):
        live.change()
        assert b"Fine." in (live.page("faq/good/index.html") or b"")
        for show in (lambda: live.page("faq/bad/index.html"), live.finish):
            with pytest.raises(BuildError) as failure:
                show()
            [finding] = failure.value.findings
            assert (finding.code, finding.span.path) == ("KB113", "content/en/faq/bad.md")


def test_a_page_is_refused_among_other_plugins_too(site: MakeSite) -> None:
    hooked = with_limit(2).replace("plugins:", "hooks: [hook.py]\nplugins:")
    hook = "-- hook.py --\ndef on_page_markdown(markdown, **_):\n    return markdown\n"
    result = site(hooked + hook + page("en/faq/bad", "[" * 50_000)).run("build")
    assert result.exit_code == 1, result.output
    assert result.output.count("content/en/faq/bad.md:4:1: error KB113") == 1


@pytest.mark.parametrize("limits", ["{page_seconds: 0}", "{page_seconds: soon}", "{pages: 3}"])
def test_a_limit_is_a_number_of_seconds(site: MakeSite, limits: str) -> None:
    config = CONFIG.replace("- kbgen", f"- kbgen: {{limits: {limits}}}")
    result = site(f"-- mkdocs.yml --\n{config}").run("check")
    assert result.exit_code in (1, 2)
    assert "page_seconds" in result.output


# One piece of work


def catastrophe() -> object:
    return re.match("(a|a)+b", "a" * 60)


def loop() -> None:
    while True:
        with contextlib.suppress(Exception):
            time.sleep(0.001)


def recursion() -> object:
    return recursion()


def hunger() -> object:
    raise MemoryError


WORK = [(catastrophe, "time"), (loop, "time"), (recursion, "depth"), (hunger, "memory")]


@pytest.mark.parametrize(("work", "excess"), WORK, ids=lambda x: getattr(x, "__name__", x))
def test_work_is_given_up(work: Callable[[], object], excess: str) -> None:
    before = signal.getsignal(signal.SIGALRM), sys.getrecursionlimit()
    with pytest.raises(ExcessError) as found:
        limited("it", 0.2, work)
    assert found.value.excess == excess
    assert (signal.getsignal(signal.SIGALRM), sys.getrecursionlimit()) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert limited("it", 60, lambda: 1) == 1, "the next is done as ever"


def test_work_is_given_up_in_any_thread() -> None:
    found: list[str] = []

    def work() -> None:
        try:
            limited("it", 0.2, loop)
        except ExcessError as problem:
            found.append(problem.excess)
        found.append(limited("it", 60, lambda: "done"))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == ["time", "done"]


TRACED = """
import sys, threading
from kbgen.system.limit import limited
thread = threading.Thread(target=limited, args=("it", 60, lambda: 1))
thread.start()
thread.join()
sys.settrace(lambda *_: None)
(lambda: 1)()
"""


def test_work_in_a_thread_leaves_no_interruption_behind() -> None:
    # CPython 3.11 would look for it for ever where functions are traced.
    subprocess.run([sys.executable, "-c", TRACED], check=True, timeout=60)


def test_within_limited_work_the_outer_limit_holds() -> None:
    with pytest.raises(ExcessError):
        limited("page", 0.2, lambda: limited("part", 600, loop))


# Processes


def normalize(name: str) -> str:
    """Do nothing that can be interrupted, or end in the way that the name says."""

    def work() -> str:
        match name:
            case "stuck":
                unicodedata.normalize("NFD", SLOW_TEXT)
            case "crash":
                os._exit(3)
            case "killed":
                os.kill(os.getpid(), signal.SIGKILL)
        return name

    if name == "early":
        os._exit(3)
    if name == "wrong":
        raise KeyError(name)
    try:
        return limited(name, 0.5, work)
    except ExcessError as problem:
        return f"{name}: {problem.excess}"


@on_linux
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_is_stuck_is_ended_and_the_rest_done(
    monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr(pool, "GRACE", 0.2)
    names = ["a", "stuck", "b", "crash", "c", "d"]
    done = list(each(normalize, names, jobs, is_large=True))
    assert done == ["a", "stuck: time", "b", "crash: crash", "c", "d"]


@on_linux
@pytest.mark.parametrize("name", ["killed", "early"])
def test_a_process_that_ends_from_outside_is_lost(name: str) -> None:
    with pytest.raises(WorkerDiedError):
        list(each(normalize, ["a", name, "b"], 2))


@on_linux
def test_what_work_raises_is_raised_here() -> None:
    with pytest.raises(KeyError, match="wrong"):
        list(each(normalize, ["a", "wrong", "b"], 2))


# Builds that wait for one another

HOLDER = (
    "import fcntl, os, sys, time\n"
    "fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX)\n"
    "print(flush=True)\n"
    "time.sleep(600)\n"
)


@on_linux
def test_who_waits_is_told_for_whom_and_nobody_waits_for_the_dead(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    shown: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()

        def wait(who: str) -> None:
            shown.append(who)
            holder.kill()

        with alone(tmp_path / "site", wait):
            pass
        with alone(tmp_path / "site", wait):
            pass
    [who] = shown
    assert re.match(rf"process {holder.pid}, since (?:\S+ )?\d\d:\d\d, python", who), who
