"""The cache never shows: a warm build gives the bytes and the findings of a build without cache."""

from __future__ import annotations

import os
import pickle
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from kbgen.build.language_renderer import LanguageRenderer
from kbgen.build.store import SITES, ArtifactStore
from kbgen.mkdocs.dev_project import DevProject
from kbgen.mkdocs.driver import load
from kbgen.model.findings import label_of
from kbgen.report.groups import alone
from kbgen.system.digest import digest
from kbgen.system.parse_cache import ParseCache
from tests.build.test_build import differences
from tests.cache_site import (
    DAY,
    DAYS,
    EDITS,
    TELLING,
    Step,
    append,
    build_site,
    change,
    config,
    delete,
    facts,
    many,
    write,
)
from tests.sites import Project, reported

Outcome = tuple[int, list[tuple[str, str, str, str]]]
"""Exit code, and the findings in order: place, severity, code, message."""
MEMORY = Path("/dev/shm")
TRIED = EDITS if "KBGEN_ALL_EDITS" in os.environ else TELLING
SEEDS = range(40 if "KBGEN_ALL_EDITS" in os.environ else 3)


class Base:
    """A built site with a warm cache; `restore` restores it in its place."""

    def __init__(self, folder: Path) -> None:
        self.project = build_site(folder / "project")
        self.build()
        self._kept = folder / "kept"
        shutil.copytree(self.project.root, self._kept)

    def build(self, *args: str, as_of: str = DAY) -> Path:
        result = self.run("build", *args, as_of=as_of)
        assert result.exit_code == 0 and "MkDocs alone" not in result.output, result.output
        return self.project.root / "site"

    def run(self, command: str, *args: str, as_of: str = DAY) -> Result:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(tempfile, "tempdir", str(self.project.root.parent))
            return self.project.run(command, "--jobs", "1", "--as-of", as_of, *args)

    def outcome(self, *args: str, as_of: str = DAY) -> Outcome:
        """Build what is there; return the exit code and what was found."""
        result = self.run("build", *args, as_of=as_of)
        assert result.exit_code in (0, 1) and "MkDocs alone" not in result.output, result.output
        return result.exit_code, reported(result.stderr)

    def restore(self) -> Path:
        """Restore all files. Those that a build only replaces, but never changes, are linked."""
        root = self.project.root
        shutil.rmtree(root)
        linked = shutil.ignore_patterns("site", ".cache")
        shutil.copytree(self._kept, root, ignore=linked)
        for name in ("site", ".cache"):
            shutil.copytree(self._kept / name, root / name, copy_function=os.link)
        return root

    def differences(self, as_of: str = DAY) -> list[object]:
        """Build what is there warm, again and cold; return the files and findings that differ."""
        warm = self.outcome(as_of=as_of)
        again = self.outcome(as_of=as_of)
        cold = self.outcome("--no-cache", "--site-dir", "cold", as_of=as_of)
        assert cold[0] == 0, cold
        found: list[object] = list(
            differences(self.project.root / "site", self.project.root / "cold")
        )
        shutil.rmtree(self.project.root / "cold")
        return found + [given for given in (warm, again) if given != cold]


@pytest.fixture(scope="module")
def kept() -> Iterator[Base]:
    # Hundreds of small files a build: in memory, where there is such a place.
    place = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Base(Path(folder))


@pytest.fixture
def base(kept: Base) -> Base:
    kept.restore()
    return kept


@pytest.mark.parametrize("name", TRIED)
def test_after_an_edit_a_warm_build_equals_a_cold_one(name: str, base: Base) -> None:
    EDITS[name](base.project.root)
    assert base.differences() == []


@pytest.mark.parametrize("day", DAYS)
def test_on_another_day_a_warm_build_equals_a_cold_one(day: str, base: Base) -> None:
    assert base.differences(as_of=day) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_after_edits_in_any_order_a_warm_build_equals_a_cold_one(seed: int, base: Base) -> None:
    chance = random.Random(seed)
    done: list[str] = []
    while len(done) < 3:
        name = chance.choice([name for name in EDITS if name != "copies"])  # these take long
        if _is_possible(EDITS[name], base.project):
            done.append(name)
            assert base.differences(as_of=chance.choice((DAY, *DAYS))) == [], done


def _is_possible(edit: Step, project: Project) -> bool:
    """Make an edit, unless another has taken what it changes or it leaves an error."""
    before = project.root.with_name("before")
    shutil.copytree(project.root, before, ignore=shutil.ignore_patterns("site", ".cache"))
    try:
        edit(project.root)
        fits = project.run("build", "--jobs", "1", "--as-of", DAY).exit_code == 0
    except (AssertionError, FileNotFoundError):
        fits = False
    if not fits:
        for entry in (e for e in project.root.iterdir() if e.name not in ("site", ".cache")):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        shutil.copytree(before, project.root, dirs_exist_ok=True)
    shutil.rmtree(before)
    return fits


def inodes(site: Path) -> dict[str, int]:
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.stat().st_ino for file in files}


def rewritten(base: Base, edit: Step) -> set[str]:
    """Make an edit; return the pages whose files are other ones after the next build."""
    before = inodes(base.project.root / "site")
    edit(base.project.root)
    after = inodes(base.build())
    return {name for name, inode in after.items() if before.get(name) != inode and _is_page(name)}


def _is_page(name: str) -> bool:
    return name.endswith("index.html")


def of_all_languages(page: str) -> set[str]:
    return {f"{lang}{page}/index.html" for lang in ("", "ur/", "ar/")}


FACTS = "content/facts.yml"
NARROW: dict[str, tuple[Step, set[str]]] = {
    "a translation's body": (
        EDITS["a translation's body"],
        {"ar/faq/counter/index.html"},
    ),
    "the body of a page that other languages show": (
        change("content/en/faq/delivery.md", "Long.", "Not long."),
        of_all_languages("faq/delivery"),
    ),
    "a fact": (
        change(FACTS, "10 minutes", "11 minutes"),
        {*of_all_languages("faq/counter"), *of_all_languages("faq/local")},
    ),
    "a comment": (EDITS["a comment"], set()),
    "a note to editors": (change(FACTS, "{number: 3}", "{number: 3, note: odd}"), set()),
    "keywords": (EDITS["keywords"], set()),
    "a term": (EDITS["a term"], set()),
}  # fmt: skip


@pytest.mark.parametrize("name", NARROW)
def test_only_what_shows_an_edit_is_written_anew(name: str, base: Base) -> None:
    edit, pages = NARROW[name]
    # What is shown in a list of all pages, and in the lists of a section, is no business of this.
    assert rewritten(base, edit) == pages


def test_where_nothing_changed_no_file_is_another(base: Base) -> None:
    before = inodes(base.project.root / "site")
    assert inodes(base.build()) == before


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_any_number_of_processes_makes_the_same(jobs: str, base: Base) -> None:
    base.build("--no-cache", "--jobs", jobs, "--site-dir", "cold")
    assert differences(base.project.root / "site", base.project.root / "cold") == []


def test_mkdocs_makes_the_same(base: Base) -> None:
    config = base.project.root / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("../new.pdf", "../form.pdf"), "utf-8")
    today = date.today().isoformat()
    base.build(as_of=today)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", "reference"]
    subprocess.run(command, cwd=base.project.root, check=True, capture_output=True)
    root = base.project.root
    assert differences(root / "site", root / "reference") == []


def test_checkouts_in_different_places_share_a_cache(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = base.project.root / ".cache/kbgen"
    other = build_site(tmp_path / "elsewhere/checkout")
    printed = _watch(monkeypatch)
    site = other.build("--as-of", DAY, "--jobs", "1", "--cache-dir", str(shared))
    assert differences(site, base.project.root / "site") == []
    assert printed == []


def _watch(monkeypatch: pytest.MonkeyPatch, name: str = "render_page") -> list[Any]:
    """Note which pages are rendered; with "content", whose Markdown is."""
    seen: list[Any] = []
    render = getattr(LanguageRenderer, name)

    def watched(self: LanguageRenderer, what: object, *more: object) -> object:
        seen.append(what)
        return render(self, what, *more)

    monkeypatch.setattr(LanguageRenderer, name, watched)
    return seen


@pytest.mark.parametrize("name", ["an own template", "accent", "contact"])
def test_what_stands_around_pages_renders_no_markdown_again(
    name: str, base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inodes(base.project.root / "site")
    EDITS[name](base.project.root)
    printed, parsed = _watch(monkeypatch), _watch(monkeypatch, "content")
    after = inodes(base.build())
    assert printed and not parsed
    assert before["api/answers.json"] == after["api/answers.json"]
    index = {path for path in before if path.endswith("search/index.json")}
    assert index and {path: before[path] for path in index} == {path: after[path] for path in index}


def test_what_another_version_remembers_is_not_used(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = _watch(monkeypatch)
    for module in ("kbgen.build.plan", "kbgen.build.uptodate"):
        monkeypatch.setattr(f"{module}.program_digest", lambda *_: "another")
    shutil.rmtree(base.project.root / "site")
    before = inodes(base.project.root / ".cache/kbgen")
    site = base.build()
    assert len(printed) == len([name for name in inodes(site) if _is_page(name)])
    assert before.keys() <= inodes(base.project.root / ".cache/kbgen").keys() | {
        name for name in before if name.startswith("sites/")
    }


def _flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    _replace(file, bytes(content))


def _cut(file: Path) -> None:
    _replace(file, file.read_bytes()[:-7])


def _empty(file: Path) -> None:
    _replace(file, b"")


def _evil(file: Path) -> None:
    """Write what would run a command if it were unpickled."""
    _replace(file, pickle.dumps(_Evil()))


def _replace(file: Path, content: bytes) -> None:
    file.unlink()  # it is linked to the one that is kept
    file.write_bytes(content)


class _Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("touch ran",)


@pytest.mark.parametrize("damage", [_flip, _cut, _empty, _evil])
def test_damaged_entries_are_made_again(damage: Callable[[Path], None], base: Base) -> None:
    root = base.project.root
    for file in [f for f in (root / ".cache").rglob("*") if f.is_file()]:
        if ".spare" not in file.as_posix() and file.stat().st_size:
            damage(file)
    _replace(root / "content/en/faq/counter.md", b"---\ntitle: Other\n---\n\n## W? {#hours}\n")
    assert base.differences() == []
    assert not list(root.rglob("ran"))


def test_an_entry_under_another_key_is_none(base: Base) -> None:
    """Every entry is whole, but each is that of another page."""
    root = base.project.root
    entries = sorted(f for f in (root / ".cache/kbgen").glob("??/*") if f.is_file())
    contents = [file.read_bytes() for file in entries]
    for file, content in zip(entries, contents[1:] + contents[:1], strict=True):
        _replace(file, content)
    shutil.rmtree(root / "site")
    assert base.differences() == []


def test_no_entry_writes_outside_of_the_site(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    get = ArtifactStore.get

    def lead_out(self: ArtifactStore, key: str) -> bytes | None:
        found = get(self, key)
        return found and re.sub(rb"^[\w/-]*index\.html\n", b"../../out.html\n", found)

    root = base.project.root
    shutil.rmtree(root / "site")
    with monkeypatch.context() as patched:
        patched.setattr(ArtifactStore, "get", lead_out)
        base.build()
    assert not list(root.parent.rglob("out.html"))
    assert base.differences() == []


def test_a_manifest_that_leads_out_is_not_believed(base: Base) -> None:
    root = base.project.root
    for file in (root / ".cache/kbgen/sites").glob("*.json"):
        _replace(file, file.read_bytes().replace(b'"faq/counter/index.html"', b'"../../x.html"'))
    (root.parent / "x.html").write_text("kept")
    EDITS["a body"](root)
    assert base.differences() == []
    assert (root.parent / "x.html").read_text() == "kept"


def test_a_store_stays_below_its_bound(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path)
    keys = [digest(str(n)) for n in range(600)]
    for age, key in enumerate(keys):
        store.put(key, b"x" * 1000)
        os.utime(tmp_path / key[:2] / key[2:], (age, age))
    store.trim(200_000)
    left = [key for key in keys if store.get(key)]
    assert left == keys[-len(left) :] and 150 <= len(left) <= 200


def test_a_cache_forgets_sites_that_were_not_built_for_long(tmp_path: Path) -> None:
    for age in range(SITES + 5):
        for name in (f"{age}.json", f"{age}.spare/index.html"):
            file = tmp_path / "sites" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("x")
            os.utime(file.parent if ".spare" in name else file, (age, age))
    ArtifactStore(tmp_path).trim()
    left = {int(entry.name.partition(".")[0]) for entry in (tmp_path / "sites").iterdir()}
    assert left == set(range(5, SITES + 5))


def test_a_warning_is_told_again_and_fails_a_strict_build_every_time(base: Base) -> None:
    change("mkdocs.yml", "not_found: info", "not_found: warn")(base.project.root)
    for _ in range(2):
        base.build()
        result = base.project.run("build", "--strict", "--jobs", "1", "--as-of", DAY)
        assert result.exit_code == 1, result.output
        assert "new.pdf" in result.output


def test_a_folder_that_is_linked_to_is_looked_into(base: Base) -> None:
    page = base.project.root / "shared/page.md"
    page.parent.mkdir()
    page.write_text("One.")
    (base.project.root / "content/en/shared").symlink_to(page.parent)
    base.build()
    page.write_text("Two.")
    assert base.differences() == []
    assert "Two." in base.project.text("shared/page")


def test_what_was_found_is_told_again_without_a_second_look(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = base.project.root
    page = root / "content/en/faq/again.md"
    text = "---\ntitle: Again\n---\n\n## Is it “this”? {#this}\n\nPay 99 USD , or not.\n"
    page.write_text(text, "utf-8")
    command = ("build", "--jobs", "1", "--as-of", DAY)
    first = base.project.run(*command)
    assert "again.md" in first.stderr

    def read(*_: object) -> None:
        raise AssertionError("a second look")

    def look(*given: Sequence[object]) -> list[object]:
        assert not given[-1], "a second look"
        return []

    monkeypatch.setattr("kbgen.source.tree._read_article", read)
    monkeypatch.setattr("kbgen.checks.rules._look_at", look)
    with (root / "mkdocs.yml").open("a") as config:
        config.write("\n# Not the same bytes as before.\n")
    second = base.project.run(*command)
    assert (second.exit_code, reported(second.stderr)) == (0, reported(first.stderr))


def test_a_page_saved_while_a_build_begins_is_in_the_next_one(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = base.project.root / "content/en/faq/again.md"
    page.write_text("# Again\n\nOne.\n")
    base.build()
    page.write_text("# Again\n\nTwo.\n")

    def load_late(*arguments: Any) -> Any:
        page.write_text("# Again\n\nThree.\n")
        return load(*arguments)

    monkeypatch.setattr("kbgen.commands.build.load", load_late)
    base.build()
    monkeypatch.setattr("kbgen.commands.build.load", load)
    assert base.differences() == []
    assert "Three." in base.project.text("faq/again")
    page.write_text("# Again\n\nTwo.\n")
    assert base.differences() == []
    assert "Two." in base.project.text("faq/again")


@pytest.mark.parametrize("file", ["facts.yml", "glossary.yml", "branches/riyadh.yml"])
def test_a_mistake_in_data_is_told_until_it_is_mended(file: str, base: Base) -> None:
    place = base.project.root / "content" / file
    right = place.read_text("utf-8") if place.exists() else None
    place.write_text(f"{right or ''}\nno-such-field-{{: [\n", "utf-8")
    first, second = (base.project.run("build", "--as-of", DAY) for _ in range(2))
    assert first.exit_code != 0 and place.name in first.stderr
    assert (second.exit_code, second.stderr) == (first.exit_code, first.stderr)
    place.write_text(right, "utf-8") if right is not None else place.unlink()
    assert base.differences() == []


FAILING: dict[str, Step] = {
    "no ledger": delete("content/facts.yml"),
    "a broken ledger": append("content/facts.yml", "late.fee: {money: much}\n"),
    "a fact that is gone": facts("survey.length: {duration: 3 minutes}\n", ""),
    "a link to nothing": many(
        config('KB301: "off"', "KB301: error"), delete("content/en/procedures/complain.md")
    ),
    "a fact excused without a reason": facts("unused.fact:", "# kbgen: ignore KB404\nunused.fact:"),
    "an error of sameness": config("KB403: warning", "KB403: error"),
    "an error of one kind": config("KB422: warning", 'KB422: {page: error, "*": warning}'),
    "a mistake in front matter": change("content/en/faq/counter.md", "title:", "titel:"),
    "a branch that cannot be read": change("content/branches/deira.yml", "region: AE", "region: UAE"),
    "two files of one address": write("content/en/faq/counter/index.md", "Here.\n"),
    "a page that is no text": lambda root: _replace(root / "content/en/faq/counter.md", b"\xff"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILING)
def test_what_fails_a_warm_build_fails_a_cold_one(name: str, base: Base) -> None:
    before = inodes(base.project.root / "site")
    FAILING[name](base.project.root)
    warm, again = base.outcome(), base.outcome()
    assert warm == again == base.outcome("--no-cache", "--site-dir", "cold")
    assert warm[0] == 1 and any(severity == "error" for _, severity, *_ in warm[1])
    assert inodes(base.project.root / "site") == before


@pytest.fixture
def each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let reports tell each finding at its place, as `kbgen check --details` does."""
    monkeypatch.setattr("kbgen.report.text.grouped", partial(map, alone))


AGREEING = (
    "a translation's body",
    "a heading's id",
    "a quantity by hand",
    "a fact",
    "a word that is wrong",
    "a comment that excuses",
    "a review that is put off",
)


@pytest.mark.usefixtures("each_alone")
@pytest.mark.parametrize("name", AGREEING)
def test_every_command_finds_the_same(name: str, base: Base) -> None:
    root, project = base.project.root, base.project
    EDITS[name](root)
    built = project.run("build", "--jobs", "1")
    found = reported(built.stderr)
    assert built.exit_code == 0 and found
    checked = project.run("check")
    listed = reported(checked.stdout)
    # A build only counts the doubts.
    assert (checked.exit_code, [one for one in listed if one[1] != "doubt"]) == (0, found)
    assert sorted(served(root)) == sorted(listed)
    for shard in ("1/2", "2/2"):
        part = project.run("build", "--shard", shard, "--jobs", "1", "--cache-dir", "shards")
        # The merge proves sameness.
        assert reported(part.stderr) == [f for f in found if not f[2].startswith("KB4")]
    for strict in ((), ("--strict",)):
        code = int(bool(strict))
        merged = project.run("merge", *strict, "shards", "--cache-dir", "merged")
        assert (merged.exit_code, reported(merged.stderr)) == (code, found), merged.output
        built = project.run("build", *strict, "--no-cache", "--site-dir", "cold")
        assert (built.exit_code, reported(built.stderr)) == (code, found), built.output


def served(root: Path) -> list[tuple[str, str, str, str]]:
    """Return what `kbgen serve` finds, as a command prints it."""
    live = DevProject(root / "mkdocs.yml", root / "served", lambda _: ParseCache(), lambda: False)
    try:
        live.change()
        return [(str(f.span), label_of(f), f.code, f.message) for f in live.check()]
    finally:
        live.close()


@pytest.mark.usefixtures("each_alone")
def test_on_drafts_builds_find_less(base: Base) -> None:
    """As docs/findings.md says: no findings of sameness."""
    change("content/ur/faq/refunds.md", "title:", "draft: true\ntitle:")(base.project.root)
    found = reported(base.project.run("build", "--jobs", "1").stderr)
    checked = reported(base.project.run("check").stdout)
    draft = [f for f in checked if f[0].startswith("content/ur/faq/refunds.md:")]
    assert {severity for _, severity, *_ in draft} - {"doubt"} == {"warning"}
    assert found == [f for f in checked if f not in draft and f[1] != "doubt"]
