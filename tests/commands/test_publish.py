"""`kbgen publish` as its user meets it."""

from __future__ import annotations

import builtins
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.publishing import broken, of_folder
from tests.sites import Project, write_files, write_site

SITE = """\
-- content/facts.yml --
fee: {money: 25 AED}
-- content/en/faq/fees.md --
---
title: Fees
---
## How much is it? {#much}

It is {{ fee }}.
-- content/en/faq/pin.md --
---
title: PIN
---
## How do I change it? {#change}

In the app.
"""
QUIET = {"stdout": subprocess.DEVNULL, "check": True}


def git(project: Project, *args: str) -> None:
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com"}
    who |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in who.items()}
    command = ["git", "-C", str(project.root), *args]
    subprocess.run(command, env=os.environ | who, stdout=subprocess.DEVNULL, check=True)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, built."""
    project = write_site(tmp_path_factory.mktemp("publish") / "project", SITE)
    project.build()
    return project.root


@pytest.fixture
def project(once: Path, tmp_path: Path) -> Project:
    return Project(Path(shutil.copytree(once, tmp_path / "project")))


def refused(project: Project, *args: str) -> str:
    result = project.run("publish", *args)
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    return result.stderr


def done(project: Project, *args: str) -> str:
    result = project.run("publish", *args)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_site_is_published_and_then_its_changes(project: Project) -> None:
    public = project.root.parent / "public"
    (project.root / "site/.git").mkdir()
    (project.root / "site/.git/config").write_text("secret")
    (project.root / "site/.htaccess").write_text("# rules")
    text = done(project, str(public))
    assert text.startswith(f"Published to {public}: ")
    assert (public / ".htaccess").exists()
    assert not (public / ".git").exists()
    site = project.root / "site"
    for file in site.rglob("*"):
        path = file.relative_to(site)
        if file.is_file() and ".git" not in path.parts:
            assert (public / path).read_bytes() == file.read_bytes()
    assert "Nothing changed" in done(project, str(public))
    write_files(project.root, "-- content/facts.yml --\nfee: {money: 30 AED}\n")
    project.build()
    text = done(project, str(public), "--dry-run")
    assert "send   faq/fees/index.html  " in text
    assert "faq/pin/index.html" not in text
    assert "AED 25" in (public / "faq/fees/index.html").read_text("utf-8").replace("\xa0", " ")
    done(project, str(public))
    assert "AED 30" in (public / "faq/fees/index.html").read_text("utf-8").replace("\xa0", " ")
    text = done(project, str(public), "--rollback", "--dry-run")
    assert text.splitlines()[-1].startswith("Would return to the release built on ")
    assert done(project, str(public), "--rollback").startswith("Returned to the release built on ")
    assert "AED 25" in (public / "faq/fees/index.html").read_text("utf-8").replace("\xa0", " ")


def test_releases_stand_side_by_side(project: Project) -> None:
    public = project.root.parent / "public"
    done(project, str(public), "--releases")
    assert (public / "current/faq/fees/index.html").is_file()
    assert (public / "current").readlink().parts[0] == "releases"
    assert "publish with --releases" in refused(project, str(public))


def test_a_site_that_does_not_pass_verify_is_refused(project: Project) -> None:
    page = project.root / "site/faq/fees/index.html"
    page.write_text(page.read_text("utf-8").replace("25", "35"), "utf-8")
    public = project.root.parent / "public"
    text = refused(project, str(public))
    assert "faq/fees" in text
    assert "does not pass kbgen verify; build it anew" in text
    assert not public.exists()
    done(project, str(public), "--no-verify")


def test_a_page_that_is_no_longer_in_the_sources_is_refused(project: Project) -> None:
    """So a draft, or what is left of another build, is not published."""
    page = project.root / "content/en/faq/pin.md"
    page.write_text(page.read_text().replace("title: PIN", "title: PIN\ndraft: true"))
    text = refused(project, "../public")
    assert "does not pass kbgen verify" in text
    assert "PIN" in text


def test_an_older_site_is_refused(project: Project) -> None:
    public = str(project.root.parent / "public")
    git(project, "init", "--quiet")
    git(project, "add", "content", "mkdocs.yml")
    git(project, "commit", "--quiet", "-m", "old")
    write_files(project.root, "-- content/facts.yml --\nfee: {money: 30 AED}\n")
    git(project, "commit", "--quiet", "-a", "-m", "new")
    project.build()
    done(project, public)
    git(project, "checkout", "--quiet", "HEAD~1")
    project.build()
    text = refused(project, public)
    assert "the site is older than the one that stands" in text
    assert "--yes" in text and "--rollback" in text
    assert "It would be refused: the site is older" in refused(project, public, "--dry-run")
    done(project, public, "--yes")
    git(project, "checkout", "--quiet", "-")
    project.build()
    done(project, public)


def test_many_pages_go_only_if_one_agrees(project: Project) -> None:
    public = str(project.root.parent / "public")
    done(project, public)
    for lang in ("content/en/faq/fees.md", "content/en/faq/pin.md"):
        (project.root / lang).unlink()
    project.build()
    assert "files would be removed" in refused(project, public)
    assert (Path(public) / "faq/pin/index.html").exists()
    done(project, public, "--yes")
    assert not (Path(public) / "faq/pin").exists()


NOWHERE = [
    (["."], "it is, holds or lies in"),
    ([".."], "it is, holds or lies in"),
    (["site/public"], "it is, holds or lies in"),
    (["ftp2://host/x"], "is no target"),
    (["sftp://host"], "write sftp://user@host/folder"),
    (["../public", "--site-dir", "nothing"], "build it first: kbgen build"),
    (["../public", "--site-dir", "content"], "build it first: kbgen build"),
    (["../public", "--rollback"], "keeps no release before"),
    (["../public", "--rollback", "--releases"], "has no release before"),
    (["mkdocs.yml"], "a file stands where a folder is needed"),
]


@pytest.mark.parametrize(("args", "message"), NOWHERE, ids=lambda value: " ".join(value)[:30])
def test_what_cannot_be_is_explained(project: Project, args: list[str], message: str) -> None:
    assert message in refused(project, *args, "--no-verify")


def test_a_missing_library_is_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    importing = builtins.__import__

    def without(name: str, *args: Any) -> Any:
        if name == "fsspec":
            raise ImportError(name)
        return importing(name, *args)

    monkeypatch.setattr(builtins, "__import__", without)
    for scheme, extra in (("s3", "publish"), ("gs", "publish-gs"), ("az", "publish-az")):
        text = refused(project, f"{scheme}://bucket/help", "--no-verify")
        assert f"pip install 'kbgen[{extra}]'" in text


def test_without_permission_nothing_is_lost(project: Project) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    public = project.root.parent / "public"
    public.mkdir(mode=0o555)
    text = refused(project, str(public), "--no-verify")
    assert "permission denied; let this user write there" in text
    assert broken(of_folder(public)) == ["there is no home page"]


def clone(project: Project, folder: Path, *options: str) -> Project:
    """Return a clone of a project whose content is committed."""
    (project.root / ".gitignore").write_text("site*\n.cache/\n", "utf-8")
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-m", "one")
    git(project, "commit", "--allow-empty", "-m", "two")
    subprocess.run(["git", "clone", "-q", *options, f"file://{project.root}", folder], check=True)
    return Project(folder)


def test_a_part_of_the_history_is_told(project: Project, tmp_path: Path) -> None:
    shallow = clone(project, tmp_path / "clone", "--depth", "1")
    shallow.build()
    result = shallow.run("publish", "../public")
    assert result.exit_code == 0, result.output
    assert "only a part of the history here (CI: fetch-depth: 0" in result.stderr
    git(shallow, "fetch", "-q", "--unshallow")
    assert "history" not in shallow.run("publish", "../public").stderr


def test_a_repository_of_another_user_is_built_and_published(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = clone(project, tmp_path / "clone")
    # Git's own switch for its tests: as where CI runs as another user than the one who fetched.
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("GIT_AUTHOR_NAME", raising=False)
    refused = subprocess.run(
        ["git", "-C", other.root, "status"], check=False, capture_output=True, text=True
    )
    assert "dubious ownership" in refused.stderr
    other.build()
    assert "Published to ../public: " in done(other, "../public")
