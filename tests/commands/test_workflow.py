"""`kbgen workflow`: each step of its files is run as it is printed; what it publishes is there."""

from __future__ import annotations

import fcntl
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kbgen import __version__
from kbgen.output.workflows import WORKFLOWS
from tests.sites import Project, write_files, write_site
from tests.ssh_server import sshd
from tests.workflows import Step, read, run, write_programs

HERE = "Pacific/Kiritimati" if datetime.now(UTC).hour >= 11 else "Pacific/Niue"
"""A place where it is another day than in UTC, in which CI runs."""
SITE = f"""\
-- mkdocs.yml --
site_name: Test
site_url: https://help.example.com/
docs_dir: content
theme: {{name: material, font: false}}
plugins:
  - i18n:
      docs_structure: folder
      reconfigure_search: false
      languages: [{{locale: en, name: English, default: true}}]
  - kbgen: {{timezone: {HERE}}}
-- content/facts.yml --
fee: {{money: 25 AED}}
-- content/en/faq/fees.md --
---
title: Fees
---
## How much is it? {{#much}}

It is {{{{ fee }}}}.
-- .gitignore --
site*
public*
.cache/
.venv/
"""
WHO = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder: Path, *args: str) -> None:
    command = ["git", "-C", str(folder), *args]
    subprocess.run(command, env=os.environ | WHO, check=True, capture_output=True)


@dataclass(frozen=True)
class Pushed:
    """A project with the files for a host; and a clone of it, as the host fetches it."""

    host: str
    project: Project
    remote: Path
    clone: Path
    programs: Path

    def push(self, files: str = "") -> None:
        write_files(self.project.root, files)
        git(self.project.root, "add", "--all")
        git(self.project.root, "commit", "--allow-empty", "--message", "Change")
        git(self.project.root, "push", "origin", "main")

    def steps(self) -> list[Step]:
        texts = {path: (self.clone / path).read_text("utf-8") for path in WORKFLOWS[self.host]}
        return [step for path, text in texts.items() for step in read(path, text)]

    def run(self, given: Mapping[str, str] = {}) -> str:
        """Run every step of the host's files that can be run."""
        git(self.clone, "pull", "--quiet")
        printed = []
        for step in self.steps():
            if step.is_run:
                assert step.script, f"{step.uses} is neither run nor in NOT_RUN"
                printed.append(run(step, self.clone, self.programs, given))
        return "\n".join(printed)

    def installed(self) -> str:
        return (self.programs / "installed").read_text("utf-8")

    def built(self, site: str = "site") -> date:
        """Return the day of the site that was built."""
        text = (self.clone / f"{site}.digests.json").read_text("utf-8")
        return date.fromisoformat(json.loads(text)["day"])


@pytest.fixture
def pushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Pushed]:
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    def pushed(host: str) -> Pushed:
        project = write_site(tmp_path / "own", SITE)
        done = project.run("workflow", host)
        assert done.exit_code == 0, done.output
        remote, clone, programs = (tmp_path / name for name in ("help.git", "clone", "programs"))
        git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", str(remote))
        git(project.root, "init", "--quiet", "--initial-branch", "main")
        git(project.root, "remote", "add", "origin", str(remote))
        one = Pushed(host, project, remote, clone, programs)
        one.push()
        git(tmp_path, "clone", "--quiet", str(remote), str(clone))
        write_programs(programs)
        return one

    return pushed


def here() -> set[date]:
    """Return the day at the place of the site; two, if midnight may have passed during a test."""
    now = datetime.now(ZoneInfo(HERE))
    return {now.date(), (now - timedelta(minutes=10)).date()}


FOLDERS = {"github-pages": "site", "cloudflare": "site", "gitlab-pages": "public"}
SERVERS = ("github-server", "gitlab-server")


def test_the_steps_of_every_host_are_run_below() -> None:
    assert {*FOLDERS, *SERVERS, "netlify", "server"} == {*WORKFLOWS}


@pytest.mark.parametrize(("host", "site"), FOLDERS.items())
def test_hosts_that_take_a_folder(host: str, site: str, pushed: Callable[[str], Pushed]) -> None:
    help_site = pushed(host)
    printed = help_site.run()
    assert "Proven the same: " in printed
    assert help_site.installed() == "install -r requirements.txt\n"
    assert (help_site.clone / "requirements.txt").read_text() == f"kbgen=={__version__}\n"
    assert "AED" in (help_site.clone / site / "faq/fees/index.html").read_text("utf-8")
    assert help_site.built(site) in here()  # not the day in UTC
    assert datetime.now(UTC).date() not in here()


def test_a_site_that_is_not_right_is_not_published(pushed: Callable[[str], Pushed]) -> None:
    help_site = pushed("github-pages")
    help_site.push("-- content/en/faq/fees.md --\n---\ntitle: Fees\n---\nIt is {{ fees }}.\n")
    with pytest.raises(AssertionError, match="unknown fact 'fees'"):
        help_site.run()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A server with SFTP: what a host is given of it, by its names."""
    folder = tmp_path / "ssh"
    with sshd(folder) as server:
        given = {
            "TARGET": f"sftp://{server}{tmp_path}/public",
            "KNOWN_HOSTS": (folder / "known").read_text(),
            "SSH_KEY": (folder / "user").read_text(),
        }
        yield given


def github_values(server: Mapping[str, str], agrees: bool = False) -> dict[str, str]:
    return {
        "vars.HELP_TARGET": server["TARGET"],
        "vars.HELP_KNOWN_HOSTS": server["KNOWN_HOSTS"],
        "secrets.HELP_SSH_KEY": server["SSH_KEY"].replace("\n", "\r\n"),  # pasted on Windows
        "inputs.agree && '--yes' || ''": "--yes" if agrees else "",
    }


def gitlab_values(server: Mapping[str, str], root: Path, agrees: bool = False) -> dict[str, str]:
    key, hosts = root / "key", root / "hosts"
    key.write_text(server["SSH_KEY"])
    key.chmod(0o666)  # as runners write files of variables
    hosts.write_text(server["KNOWN_HOSTS"])
    return {
        "HELP_TARGET": server["TARGET"],
        "HELP_KNOWN_HOSTS": str(hosts),
        "HELP_SSH_KEY": str(key),
        "AGREE": "yes" if agrees else "",
    }


@pytest.mark.parametrize("host", SERVERS)
def test_a_server_by_sftp(
    host: str, server: dict[str, str], tmp_path: Path, pushed: Callable[[str], Pushed]
) -> None:
    def values(agrees: bool = False) -> dict[str, str]:
        if host == "github-server":
            return github_values(server, agrees)
        return gitlab_values(server, tmp_path, agrees)

    help_site = pushed(host)
    assert "Published to " in help_site.run(values())
    page = tmp_path / "public/faq/fees/index.html"
    assert "25" in page.read_text("utf-8")
    assert help_site.built() in here()
    help_site.push("-- content/facts.yml --\nfee: {money: 30 AED}\n")
    help_site.run(values())
    assert "30" in page.read_text("utf-8")
    # What is refused is agreed to by hand.
    git(help_site.project.root, "reset", "--quiet", "--hard", "HEAD~1")
    git(help_site.project.root, "push", "--force", "origin", "main")
    git(help_site.clone, "fetch", "--quiet")
    git(help_site.clone, "reset", "--quiet", "--hard", "HEAD~1")
    with pytest.raises(AssertionError, match="older"):
        help_site.run(values())
    assert "30" in page.read_text("utf-8")
    last = help_site.steps()[-1]
    run(last, help_site.clone, help_site.programs, values(agrees=True))
    assert "25" in page.read_text("utf-8")


def test_a_server_that_is_not_known_is_not_trusted(
    server: dict[str, str], tmp_path: Path, pushed: Callable[[str], Pushed]
) -> None:
    help_site = pushed("github-server")
    other = server | {"KNOWN_HOSTS": "help.example.com ssh-ed25519 AAAA\n"}
    with pytest.raises(AssertionError, match="publish"):
        help_site.run(github_values(other))
    assert not (tmp_path / "public").exists()


@pytest.fixture
def hook() -> Iterator[tuple[str, list[bytes]]]:
    """A build hook: its address, and what was sent to it."""
    sent: list[bytes] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/build_hooks/1", sent
        server.shutdown()
        thread.join()


def fee_from(days: int) -> str:
    day = datetime.now(ZoneInfo(HERE)).date() + timedelta(days=days)
    later = f"{{money: 30 AED, starts: {day}, reason: {{en: Fuel costs more.}}}}"
    return f"-- content/facts.yml --\nfee: {{money: 25 AED, then: {later}}}\n"


@pytest.mark.parametrize(
    ("files", "is_changed"),
    [
        pytest.param("", False, id="nothing-changes"),
        pytest.param(fee_from(3), False, id="in-three-days"),
        pytest.param(fee_from(0), True, id="today"),
        pytest.param(fee_from(-6), True, id="six-nights-were-left-out"),
        pytest.param(fee_from(-20), False, id="long-ago"),
        pytest.param("-- content/facts.yml --\nfee: {money: AED}\n", True, id="not-known"),
    ],
)
def test_netlify_builds_on_days_on_which_something_changes(
    files: str,
    is_changed: bool,
    tmp_path: Path,
    hook: tuple[str, list[bytes]],
    pushed: Callable[[str], Pushed],
) -> None:
    address, sent = hook
    help_site = pushed("netlify")
    if files:
        help_site.push(files)
    git(help_site.clone, "pull", "--quiet")
    _, *others = help_site.steps()
    [install, look, ask] = [step for step in others if step.is_run]
    assert ask.condition == "steps.days.outputs.changed || github.event_name != 'schedule'"
    run(install, help_site.clone, help_site.programs, {})
    run(look, help_site.clone, help_site.programs, {})
    output = tmp_path / "output"
    assert (output.read_text() if output.exists() else "") == "changed=true\n" * is_changed
    run(ask, help_site.clone, help_site.programs, {"secrets.NETLIFY_BUILD_HOOK": address})
    assert sent == [b"{}"]


def test_what_netlify_itself_runs(pushed: Callable[[str], Pushed]) -> None:
    help_site = pushed("netlify")
    command, *_ = help_site.steps()
    assert "Proven the same: " in run(command, help_site.clone, help_site.programs, {})
    assert help_site.built() in here()


class Machine:
    """A server that fetches and publishes by cron: what its first lines say, for folders of a test."""

    def __init__(self, root: Path, help_site: Pushed) -> None:
        self.source, self.public, self.help_site = root / "source", root / "public", help_site
        self.text = (help_site.project.root / "publish.sh").read_text("utf-8")
        self.shell(self.named(r"^# Once: (.*)$"))
        for name in ("pip", "kbgen"):
            (self.source / ".venv/bin" / name).unlink(missing_ok=True)
        write_programs(self.source / ".venv/bin")

    def named(self, pattern: str) -> str:
        found = re.search(pattern, self.text, re.M)
        assert found
        command = found[1].replace("/srv/help-source", str(self.source))
        return re.sub(r"/srv/help\b", str(self.public), command).replace(
            "ADDRESS", str(self.help_site.remote)
        )

    def shell(self, command: str) -> tuple[int, str]:
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        done = subprocess.run(
            ["sh", "-c", command],
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return done.returncode, done.stdout

    def cron(self) -> tuple[int, str]:
        return self.shell(self.named(r"^# \*/10 \* \* \* \*  (.*)$"))

    def page(self) -> str:
        return (self.public / "faq/fees/index.html").read_text("utf-8")


def test_a_server_by_cron(tmp_path: Path, pushed: Callable[[str], Pushed]) -> None:
    help_site = pushed("server")
    machine = Machine(tmp_path, help_site)
    help_site.project.run("addresses", "update")
    help_site.push("-- content/en/faq/pin.md --\n---\ntitle: PIN\n---\n## How? {#how}\n\nSo.\n")
    assert machine.cron() == (0, "")
    assert "25" in machine.page()
    help_site.project.build()  # adds pin to addresses.txt, as it did over there
    help_site.push("-- content/facts.yml --\nfee: {money: 30 AED}\n")
    with (machine.source / ".git/publish.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert machine.cron() == (1, "")  # another run is at it
    assert "25" in machine.page()
    assert machine.cron() == (0, "")
    assert "30" in machine.page()
    help_site.push("-- content/en/faq/fees.md --\n---\ntitle: Fees\n---\nIt is {{ fees }}.\n")
    code, printed = machine.cron()
    assert code == 1
    assert "unknown fact 'fees'" in printed
    assert "30" in machine.page()


def test_a_file_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    project = write_site(tmp_path / "help", SITE + "-- .gitlab-ci.yml --\nmine: {}\n")
    refused = project.run("workflow", "gitlab-pages")
    assert refused.exit_code == 2
    assert "--overwrite" in refused.stderr
    assert (project.root / ".gitlab-ci.yml").read_text() == "mine: {}\n"
    assert not (project.root / "requirements.txt").exists()
    assert "resource_group" in project.run("workflow", "gitlab-pages", "--dry-run").stdout
    assert (project.root / ".gitlab-ci.yml").read_text() == "mine: {}\n"
    assert project.run("workflow", "gitlab-pages", "--overwrite").exit_code == 0
    assert "resource_group" in (project.root / ".gitlab-ci.yml").read_text()
    again = project.run("workflow", "gitlab-pages")
    assert (again.exit_code, again.stdout) == (0, "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kbgen[publish]==9.0\n", "kbgen[publish]==9.0\n"),
        ("mkdocs-macros-plugin", f"mkdocs-macros-plugin\nkbgen=={__version__}\n"),
        ("kbgen-theme==1\n", f"kbgen-theme==1\nkbgen=={__version__}\n"),
    ],
)
def test_what_a_project_needs_stays(before: str, after: str, tmp_path: Path) -> None:
    project = write_site(tmp_path / "help", SITE)
    (project.root / "requirements.txt").write_text(before)
    assert project.run("workflow", "server").exit_code == 0
    assert (project.root / "requirements.txt").read_text() == after


def test_a_project_in_a_folder_of_a_repository_is_told_so(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    project = write_site(tmp_path / "help", SITE)
    refused = project.run("workflow", "github-pages")
    assert refused.exit_code == 2
    assert "in the folder help/ of its git repository" in refused.stderr


def test_another_configuration_is_refused(tmp_path: Path) -> None:
    project = write_site(tmp_path / "help", SITE)
    (project.root / "mkdocs.yml").rename(project.root / "help.yml")
    refused = project.run("workflow", "server", "-f", "help.yml")
    assert refused.exit_code == 2
    assert "help.yml" in refused.stderr
