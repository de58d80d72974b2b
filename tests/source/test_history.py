"""Old texts are found in git: through edits, renames and merges, and never with an error."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kbgen.source.history import FormerText, find_former_texts
from kbgen.system.parse_cache import ParseCache

PAGE = "content/en/faq/a.md"


def paragraphs(path: str, text: str) -> Iterator[tuple[str, str]]:
    """A paragraph's digest is its first word."""
    assert path.endswith(".md")
    for paragraph in text.strip().split("\n\n"):
        yield paragraph.split()[0], paragraph


class Repository:
    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *args: str, day: str = "2026-11-02") -> str:
        env = {**os.environ, "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
        names = ("-c", "user.name=x", "-c", "user.email=x@example.com")
        command = ["git", "-C", str(self.root), *names, *args]
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=True)
        return done.stdout.strip()

    def write(self, path: str, *blocks: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n\n".join(blocks) + "\n", "utf-8")

    def commit(self, day: str) -> str:
        self.git("add", "-A", day=day)
        self.git("commit", "-q", "-m", day, day=day)
        return self.git("rev-parse", "HEAD")

    def find(self, *digests: str, path: str = PAGE, **options: object) -> dict[str, FormerText]:
        found = find_former_texts(self.root, {path: digests}, paragraphs, **options)  # type: ignore[arg-type]
        return {digest: text for (_, digest), text in found.items()}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "site")


def test_a_text_is_found_with_the_commit_that_changed_it(repository: Repository) -> None:
    repository.write(PAGE, "one first", "two")
    repository.commit("2026-11-01")
    repository.write(PAGE, "one second", "two")
    repository.commit("2026-11-02")
    repository.write(PAGE, "1st", "two")
    changed = repository.commit("2026-11-03")
    repository.write(PAGE, "1st", "2nd", "two")
    repository.commit("2026-11-04")
    repository.write(PAGE, "1st", "2nd")
    assert repository.find("one", "two", "three") == {
        "one": FormerText("one second", changed, "2026-11-03"),
        "two": FormerText("two", "", ""),
    }


def test_renames_are_followed(repository: Repository) -> None:
    repository.git("config", "diff.renames", "false")
    long = "The rest of the page is long enough for git to see that it was renamed."
    repository.write("content/en/policies/قديم b.md", "one", long)
    repository.commit("2026-11-01")
    (repository.root / PAGE).parent.mkdir(parents=True)
    (repository.root / "content/en/policies/قديم b.md").rename(repository.root / PAGE)
    repository.write(PAGE, "1st", long)
    repository.commit("2026-11-02")
    repository.write(PAGE, "1st", long, "more")
    repository.commit("2026-11-03")
    assert repository.find("one")["one"].day == "2026-11-02"


def test_a_page_that_is_gone_is_found(repository: Repository) -> None:
    repository.write(PAGE, "one")
    repository.commit("2026-11-01")
    (repository.root / PAGE).unlink()
    repository.commit("2026-11-02")
    assert repository.find("one")["one"].text == "one"


def test_texts_of_a_branch_are_found_after_its_merge(repository: Repository) -> None:
    repository.write(PAGE, "start", "end")
    repository.commit("2026-11-01")
    repository.git("checkout", "-q", "-b", "other")
    repository.write(PAGE, "start", "end", "one")
    repository.commit("2026-11-02")
    repository.git("checkout", "-q", "main")
    repository.write("x.md", "x")
    repository.commit("2026-11-03")
    repository.git("merge", "-q", "--no-commit", "other", day="2026-11-04")
    repository.write(PAGE, "start", "end", "made in the merge")
    repository.commit("2026-11-04")
    repository.write(PAGE, "start", "end")
    repository.commit("2026-11-05")
    found = repository.find("one", "made")
    assert (found["one"].day, found["made"].day) == ("2026-11-04", "2026-11-05")


def test_a_project_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    outer = Repository(tmp_path / "outer")
    outer.write(f"docs/{PAGE}", "one")
    outer.commit("2026-11-01")
    outer.write(f"docs/{PAGE}", "1st")
    outer.commit("2026-11-02")
    found = find_former_texts(outer.root / "docs", {PAGE: {"one"}}, paragraphs)
    assert found[PAGE, "one"].day == "2026-11-02"


def test_several_files_are_read_in_one_pass(repository: Repository) -> None:
    for day in range(1, 4):
        for page in "ab":
            repository.write(f"content/en/{page}.md", f"{page}{day}")
        repository.commit(f"2026-11-0{day}")
    wanted = {f"content/en/{page}.md": {f"{page}1"} for page in "ab"}
    found = find_former_texts(repository.root, wanted, paragraphs)
    assert {key: text.day for key, text in found.items()} == {
        ("content/en/a.md", "a1"): "2026-11-02",
        ("content/en/b.md", "b1"): "2026-11-02",
    }


def test_without_history_nothing_is_found(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert repository.find("one") == {}, "no commit"
    assert find_former_texts(tmp_path, {PAGE: {"one"}}, paragraphs) == {}, "no repository"
    assert find_former_texts(tmp_path / "x", {PAGE: {"one"}}, paragraphs) == {}, "no folder"
    assert find_former_texts(tmp_path, {"../x.md": {"one"}}, paragraphs) == {}, "outside"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert repository.find("one") == {}, "no git"


def test_a_shallow_clone_has_what_it_has(repository: Repository, tmp_path: Path) -> None:
    for number in ("one", "two", "three"):
        repository.write(PAGE, number)
        repository.commit("2026-11-01")
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--depth", "2", f"file://{repository.root}", str(clone))
    found = find_former_texts(clone, {PAGE: {"one", "two"}}, paragraphs)
    assert {digest for _, digest in found} == {"two"}


def test_it_looks_no_further_than_it_may(repository: Repository) -> None:
    for number in ("one", "two", "three"):
        repository.write(PAGE, number)
        repository.commit("2026-11-01")
    assert repository.find("one", most_revisions=1) == {}
    assert repository.find("one", seconds=-1) == {}
    assert repository.find("one") != {}


def test_files_that_are_no_text_are_passed_over(repository: Repository) -> None:
    repository.write(PAGE, "one")
    repository.commit("2026-11-01")
    (repository.root / PAGE).write_bytes(b"\xff\xfe\x00")
    repository.commit("2026-11-02")
    (repository.root / PAGE).write_bytes(b"two\r\n\r\n1st\r\n")
    repository.commit("2026-11-03")
    repository.write(PAGE, "1st")
    repository.commit("2026-11-04")
    assert set(repository.find("one", "two")) == {"one", "two"}


def test_a_version_is_split_once(repository: Repository, tmp_path: Path) -> None:
    for number in ("one", "two", "three"):
        repository.write(PAGE, number)
        repository.commit("2026-11-01")
    cache = ParseCache(tmp_path / "cache")
    assert repository.find("nothing", parse_cache=cache) == {}
    cache.save()
    calls = []

    def split(path: str, text: str) -> Iterator[tuple[str, str]]:
        calls.append(text)
        return paragraphs(path, text)

    found = find_former_texts(
        repository.root, {PAGE: {"one"}}, split, ParseCache(tmp_path / "cache")
    )
    assert found[PAGE, "one"].text == "one"
    assert calls == ["one\n"]
