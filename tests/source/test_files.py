"""What of a project is read and published: ordinary files that lie in it; and how it may be read."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import socket
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from kbgen.source.addresses import GENERATED
from tests.conftest import MakeSite
from tests.sites import CONFIG, Project, write_site

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and modes of POSIX")

SECRET = "secret-of-the-machine-7f3a"
OWN_THEME = CONFIG.replace("font: false", "font: false, custom_dir: over")
SITE = f"""\
-- mkdocs.yml --
{OWN_THEME}\
-- content/en/faq/pin.md --
---
title: PIN
---
## What is it? {{#what}}

A number.
-- over/own.css --
p {{color: red}}
"""
PLACES = {
    "a page": "content/en/faq/other.md",
    "an asset": "content/en/faq/map.png",
    "the ledger": "content/facts.yml",
    "a branch": "content/branches/dubai.yml",
    "the glossary": "content/glossary.yml",
    "a catalog": "locales/ur/LC_MESSAGES/kbgen.po",
    "a file of the theme": "over/extra.js",
    "a template": "over/partials/extra.html",
}
"""What kbgen reads or publishes, each by a place in the project."""


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the project, with what nobody may publish."""
    folder = tmp_path / "outside"
    folder.mkdir()
    for name in ("secret", "secret.md", "secret.html"):
        (folder / name).write_text(SECRET)
    return folder


def link(project: Project, place: str, target: str | Path) -> None:
    file = project.root / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.symlink_to(target)


def run_anew(project: Project, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a new Python, in whose environment is what nobody may publish."""
    command = [sys.executable, "-m", "kbgen", *args]
    environment = {**os.environ, "KBGEN_TEST_SECRET": SECRET}
    return subprocess.run(
        command,
        cwd=project.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def run(project: Project, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, which is ended if it hangs."""
    context = multiprocessing.get_context("fork")  # sooner there than a new Python
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(theirs, project, args))
    process.start()
    theirs.close()
    try:
        assert ours.poll(60), "it hangs"
        ended: subprocess.CompletedProcess[str] = ours.recv()
        return ended
    finally:
        process.kill()
        process.join()


def _send(pipe: Connection, project: Project, args: tuple[str, ...]) -> None:
    result = project.run(*args)
    pipe.send(subprocess.CompletedProcess(args, result.exit_code, result.stdout, result.stderr))


def published(project: Project) -> Iterator[bytes]:
    for file in (project.root / "site").rglob("*"):
        if file.is_file():
            yield file.read_bytes()


def found(project: Project) -> list[tuple[str, str]]:
    """Return path and code of what is found of the files themselves."""
    return [
        (f["path"], f["code"]) for f in project.check() if f["code"] in ("KB101", "KB107", "KB109")
    ]


def far(project: Project, place: str) -> str:
    """Return a relative way out of the project: ../../../outside/secret."""
    return os.path.relpath(project.root.parent / "outside/secret", (project.root / place).parent)


def chained(project: Project, _: str) -> Path:
    """Lead through a link in the project that leads out of it."""
    first = project.root / "first"
    first.symlink_to(project.root.parent / "outside/secret")
    return first


TARGETS: dict[str, Callable[[Project, str], str | Path]] = {
    "an absolute path": lambda project, _: project.root.parent / "outside/secret",
    "a relative path": far,
    "a folder": lambda project, _: project.root.parent / "outside",
    "a chain of links": chained,
    "nothing, elsewhere": lambda *_: "/nowhere/at/all",
    "the environment": lambda *_: "/proc/self/environ",
    "the root by way of /proc": lambda *_: "/proc/self/root/etc/passwd",
    "a device": lambda *_: "/dev/zero",
    "a terminal": lambda *_: "/dev/tty",
    "the folder of devices": lambda *_: "/dev",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_link_that_leads_out_is_refused_wherever_it_stands(
    place: str, tmp_path: Path, outside: Path
) -> None:
    for number, target in enumerate(TARGETS):
        (tmp_path / str(number)).mkdir()
        shutil.copytree(outside, tmp_path / str(number) / "outside")
        project = write_site(tmp_path / str(number) / "project", SITE)
        link(project, PLACES[place], TARGETS[target](project, PLACES[place]))
        assert found(project) == [(PLACES[place], "KB107")], target
        result = project.run("build")
        assert result.exit_code == 1, (target, result.output)
        assert f"{PLACES[place]}:1:1: error KB107" in result.output
        assert "delete it" in result.output
        assert SECRET not in result.output
        assert not (project.root / "site").exists()


@pytest.mark.parametrize("builder", ["kbgen", "kbgen with a hook", "mkdocs"])
def test_what_is_refused_is_not_published_though_nobody_is_told(
    builder: str, site: MakeSite, outside: Path
) -> None:
    config = OWN_THEME.replace("- kbgen", "- kbgen: {checks: {KB107: off, KB101: off}}")
    if builder != "kbgen":
        config += "hooks: [hook.py]\n"
    project = site(SITE.replace(OWN_THEME, config))
    (project.root / "hook.py").write_text("")
    for place in ("content/en/faq/other.md", "content/en/faq/map.txt", "over/extra.js"):
        link(project, place, outside / "secret")
    link(project, "content/en/faq/env.txt", "/proc/self/environ")
    link(project, "content/en/faq/folder", outside)
    link(project, "content/notes", outside)
    link(project, "content/facts.yml", outside / "secret")
    os.mkfifo(project.root / "content/en/faq/pipe.md")
    os.mkfifo(project.root / "content/en/faq/pipe.bin")
    os.mkfifo(project.root / "over/pipe.js")
    with (project.root / "content/en/faq/huge.bin").open("wb") as huge:
        huge.truncate(10**12)
    if builder == "mkdocs":
        (project.root / "mkdocs").mkdir()
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(project.root / "site")]
        environment = {**os.environ, "KBGEN_TEST_SECRET": SECRET}
        result = subprocess.run(
            command, cwd=project.root, env=environment, capture_output=True, text=True, timeout=90
        )
    else:
        result = run_anew(project, "build")
    assert result.returncode == 0, result.stderr
    assert "A number." in project.article("faq/pin")
    assert not [content for content in published(project) if SECRET.encode() in content]
    names = {file.name for file in (project.root / "site").rglob("*")}
    refused = {"other", "map.txt", "env.txt", "folder", "secret", "notes", "extra.js"}
    assert not names & {*refused, "pipe", "pipe.bin", "pipe.js", "huge.bin"}
    assert "own.css" in names


def test_a_template_that_leads_out_is_not_rendered_though_nobody_is_told(
    site: MakeSite, outside: Path
) -> None:
    project = site(SITE.replace("- kbgen", "- kbgen: {checks: {KB107: off}}"))
    link(project, "over/main.html", outside / "secret.html")
    result = project.run("build")
    assert result.exit_code == 2
    assert "main.html: this link leads out of the project" in result.output
    assert not (project.root / "site").exists()


def test_links_within_the_project_go_on_working(site: MakeSite) -> None:
    project = site(SITE)
    shared = project.root / "shared"
    (shared / "pages").mkdir(parents=True)
    (shared / "pages/one.md").write_text("---\ntitle: One\n---\nOf one folder.\n")
    (shared / "terms.md").write_text("---\ntitle: Terms\n---\nThe same terms.\n")
    (shared / "map.bin").write_text("a map")
    (shared / "facts.yml").write_text("fee:\n  money: 5 AED\n  label: {en: Fee}\n")
    (shared / "own.js").write_text("// ours")
    link(project, "content/en/policies/terms.md", "../../../shared/terms.md")
    link(project, "content/en/linked", shared / "pages")
    link(project, "content/en/faq/map.bin", "../maps/first.bin")
    link(project, "content/en/maps/first.bin", project.root / "shared/map.bin")
    link(project, "content/facts.yml", "../shared/facts.yml")
    link(project, "over/own.js", shared / "own.js")
    assert found(project) == []
    project.build()
    assert "The same terms." in project.text("policies/terms")
    assert "Of one folder." in project.text("linked/one")
    assert (project.root / "site/faq/map.bin").read_text() == "a map"
    assert (project.root / "site/own.js").read_text() == "// ours"
    assert "Nothing changed" in project.run("build").output
    (shared / "map.bin").write_text("another map")
    project.build()
    assert (project.root / "site/faq/map.bin").read_text() == "another map"


def test_the_folders_that_a_project_is_made_of_may_lie_elsewhere(
    site: MakeSite, tmp_path: Path
) -> None:
    project = site(SITE)
    for name in ("content", "over"):
        (project.root / name).rename(tmp_path / f"kept-{name}")
        link(project, name, tmp_path / f"kept-{name}")
    link(project, "content/en/faq/twin.md", "pin.md")
    project.build()
    assert "A number." in project.text("faq/twin")
    assert (project.root / "site/own.css").exists()
    (tmp_path / "beside.txt").write_text(SECRET)
    link(project, "content/en/beside.txt", "../../beside.txt")
    assert [code for _, code in found(project)] == ["KB107"]


@pytest.mark.parametrize("name", ["content", "over", "locales"])
def test_no_folder_of_a_project_is_one_of_the_system(name: str, site: MakeSite) -> None:
    project = site(SITE)
    shutil.rmtree(project.root / name, ignore_errors=True)
    link(project, name, "/proc/self")
    result = run_anew(project, "check")
    assert result.returncode == 1
    assert "which holds no files" in result.stdout


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize("target", ["/proc/self/environ", "/dev/zero", "../outside/secret"])
def test_a_picture_of_the_brand_is_refused_like_any_other(target: str, site: MakeSite) -> None:
    project = site(SITE.replace("- kbgen", "- kbgen: {brand: {logo: logo.svg}}"))
    link(project, "logo.svg", target)
    for command in ("check", "build"):
        result = run_anew(project, command)
        assert result.returncode in (1, 2)
        assert "logo.svg" in result.stderr + result.stdout
        assert "leads out of the project" in result.stderr + result.stdout
        assert SECRET not in result.stderr + result.stdout
    (project.root / "logo.svg").unlink()
    link(project, "logo.svg", "over/real.svg")
    (project.root / "over/real.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    project.build()


def pipe(file: Path) -> str:
    os.mkfifo(file)
    return "a named pipe"


def unix_socket(file: Path) -> str:
    with socket.socket(socket.AF_UNIX) as made:
        # The path of a socket may be no longer than a hundred bytes.
        here = os.open(file.parent, os.O_RDONLY)
        try:
            made.bind(f"/proc/self/fd/{here}/{file.name}")
        finally:
            os.close(here)
    return "a socket"


def device(file: Path) -> str:
    try:
        os.mknod(file, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # /dev/zero
    except PermissionError:
        pytest.skip("only root makes devices")
    return "a device"


@pytest.mark.parametrize("make", [pipe, unix_socket, device])
def test_what_is_no_file_is_a_finding_and_nothing_waits_for_it(
    make: Callable[[Path], str], site: MakeSite
) -> None:
    project = site(SITE)
    kind = ""
    for place in PLACES.values():
        (project.root / place).parent.mkdir(parents=True, exist_ok=True)
        kind = make(project.root / place)
    places = sorted(PLACES.values())
    assert sorted(found(project)) == [(place, "KB107") for place in places]
    for command in (["check"], ["build"], ["build", "--no-cache"], ["facts"]):
        result = run(project, *command)
        assert result.returncode == 1, (command, result.stderr)
        if command != ["facts"]:
            shown = result.stdout + result.stderr
            assert shown.count(f"this is {kind}, not an ordinary file") == len(PLACES)
    for place in PLACES.values():
        (project.root / place).unlink()
    project.build()


def test_a_pipe_in_the_place_of_a_remembered_file_is_not_waited_for(site: MakeSite) -> None:
    project = site(SITE)
    project.build()
    page = project.root / "content/en/faq/pin.md"
    text = page.read_text()
    page.unlink()
    os.mkfifo(page)
    result = run(project, "build")
    assert result.returncode == 1 and "this is a named pipe" in result.stderr + result.stdout
    page.unlink()
    page.write_text("")
    assert [f["code"] for f in project.check() if f["path"] == "content/en/faq/pin.md"] == []
    page.write_text(text)
    assert "Nothing changed" in run(project, "build").stdout


def test_a_file_without_end_fills_no_memory(site: MakeSite) -> None:
    project = site(SITE)
    for name in ("a.bin", "b.md"):
        with (project.root / "content/en/faq" / name).open("wb") as huge:
            huge.truncate(10**12)
    for command in (["check"], ["build"]):
        result = run(project, *command)
        assert result.returncode == 1
        assert "a.bin:1:1: error KB101 the file is 953674.3 MB" in result.stdout + result.stderr
        assert "b.md:1:1: error KB101 the file is 953674.3 MB" in result.stdout + result.stderr


def test_links_that_lead_to_one_another_end(site: MakeSite) -> None:
    project = site(SITE)
    for name, other in (("a-one", "a-two"), ("a-two", "a-one")):
        link(project, f"content/en/{name}/{other}", f"../{other}")
    # Each folder holds two links to the next: 2³⁰ ways to the last.
    for number in range(30):
        for side in "ab":
            link(project, f"content/en/deep{number}/{side}", f"../deep{number + 1}")
    (project.root / "content/en/deep30").mkdir()
    result = run(project, "check")
    assert result.returncode == 1
    assert "leads back to a folder above it" in result.stdout
    assert "more than 1000 links to folders" in result.stdout


def test_serve_neither_shows_nor_waits_for_what_is_refused(site: MakeSite) -> None:
    from kbgen.serve.watch import differences, stamps

    project = site(SITE)
    link(project, "content/en/all", "/")
    os.mkfifo(project.root / "content/pipe")
    before = stamps([project.root / "content"], project.root)
    assert {Path(name).name for name in before} == {"index.md", "pin.md", "all", "pipe"}
    (project.root / "content/en/all").unlink()
    changed = differences(before, stamps([project.root / "content"], project.root))
    assert changed == {project.root / "content/en/all"}


ARTICLE = "Repairs\n\nWe repair what we sell at your home, and you pay nothing for the visit.\n"


def test_import_reads_what_lies_in_the_folder_that_was_named(site: MakeSite, outside: Path) -> None:
    project = site("")
    old = project.root / "old"
    old.mkdir()
    (old / "good.txt").write_text(ARTICLE)
    (old / "again.txt").symlink_to("good.txt")
    (old / "out.md").symlink_to(outside / "secret.md")
    (old / "env.txt").symlink_to("/proc/self/environ")
    (old / "zero.txt").symlink_to("/dev/zero")
    (old / "all").symlink_to("/")
    (old / "picture.png").symlink_to("/nowhere")
    os.mkfifo(old / "pipe.txt")
    result = run(project, "import", "old", "--dry-run")
    assert result.returncode == 1
    for name in ("out.md", "env.txt", "zero.txt", "all"):
        assert f"old/{name}: not imported\n    this link leads out of" in result.stdout
    assert "old/pipe.txt: not imported\n    this is a named pipe" in result.stdout
    assert "picture.png" not in result.stdout
    assert "1 of 6 files can be imported" in result.stdout
    assert SECRET not in result.stdout + result.stderr


def test_import_follows_a_link_that_was_named_itself(site: MakeSite, outside: Path) -> None:
    project = site("")
    (outside / "doc.txt").write_text(ARTICLE)
    link(project, "doc.txt", outside / "doc.txt")
    link(project, "docs", outside)
    os.mkfifo(project.root / "pipe.txt")
    assert run(project, "import", "doc.txt", "--dry-run").returncode == 0
    assert "doc.txt" in run(project, "import", "docs", "--dry-run").stdout
    for name, says in (("pipe.txt", "this is a named pipe"), ("/proc/self", "the system's own")):
        result = run(project, "import", name)
        assert result.returncode == 1 and says in result.stdout


def test_import_writes_no_page_through_a_link_that_leads_out(site: MakeSite, outside: Path) -> None:
    project = site("")
    (project.root / "a.txt").write_text(ARTICLE)
    link(project, "content/en/faq", outside)
    before = sorted(outside.iterdir())
    result = run(project, "import", "a.txt", "--id", "faq/repairs", "--kind", "faq")
    assert result.returncode == 1
    assert "content/en/faq leads out of the project" in result.stdout
    assert sorted(outside.iterdir()) == before


def test_a_word_file_writes_nothing_beside_itself(site: MakeSite) -> None:
    project = site("")
    with zipfile.ZipFile(project.root / "evil.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../x.md", "out")
        archive.writestr("word/document.xml", " " * 80_000_000)
    result = run(project, "import", "evil.docx")
    assert result.returncode == 1 and "it may be a zip bomb" in result.stdout
    assert not (project.root.parent.parent / "x.md").exists()


# Modes


def modes(folder: Path) -> dict[str, int]:
    """Return what has another mode than 0644, or 0755 for folders."""
    return {
        path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in (folder, *folder.rglob("*"))
        if stat.S_IMODE(path.stat().st_mode) != (0o755 if path.is_dir() else 0o644)
    }


@pytest.fixture(params=[0o077, 0o022, 0o000])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.parametrize("how", ["kbgen", "a hook", "no cache"])
def test_everyone_may_read_a_site_whatever_the_umask(how: str, umask: int, site: MakeSite) -> None:
    config = OWN_THEME + ("hooks: [hook.py]\n" if how == "a hook" else "")
    config = config.replace("- kbgen", "- kbgen: {brand: {logo: content/en/logo.svg}}")
    project = site(SITE.replace(OWN_THEME, config))
    (project.root / "hook.py").write_text("")
    for name, mode in (("secret.pdf", 0o600), ("run.sh", 0o777), ("logo.svg", 0o400)):
        file = project.root / "content/en" / name
        file.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>' + "x" * 5000)
        file.chmod(mode)
    args = ["--no-cache"] if how == "no cache" else []
    project.build(*args)
    assert modes(project.root / "site") == {}
    assert (project.root / "site/secret.pdf").exists()
    if how == "kbgen":
        kept = project.root / ".cache/kbgen"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o777 & ~umask
        results = [file for file in kept.glob("??/*") if file.is_file()]
        assert results and all(not file.stat().st_mode & umask for file in results)
    os.umask(0o027)
    (project.root / "content/en/faq/pin.md").write_text("---\ntitle: Other\n---\nOther.\n")
    (project.root / "content/en/new/page.md").parent.mkdir()
    (project.root / "content/en/new/page.md").write_text("---\ntitle: New\n---\nNew.\n")
    project.build(*args)
    assert modes(project.root / "site") == {}


def test_a_site_that_others_cannot_read_is_not_up_to_date(site: MakeSite) -> None:
    project = site(SITE)
    project.build()
    built = project.root / "site"
    spoilt: list[tuple[str, int]] = [
        ("faq/pin/index.html", 0o600),
        ("faq", 0o700),
        (".", 0o700),
        ("404.html", 0o666),
    ]
    for name, mode in spoilt:
        assert "Nothing changed" in project.run("build").output
        (built / name).chmod(mode)
        result = project.run("build")
        assert "Built" in result.output, name
        assert modes(built) == {}
    # The site before is the next one to be brought up to date.
    (project.root / "content/en/index.md").write_text("---\ntitle: Home\n---\nHello.\n")
    project.build()
    assert modes(built) == {}


def test_a_group_that_is_handed_down_stays(site: MakeSite) -> None:
    project = site(SITE)
    project.build()
    project.root.chmod(0o2755)
    (project.root / "content/en/faq/new.md").write_text("---\ntitle: New\n---\nNew.\n")
    project.build("--no-cache")
    assert (project.root / "site").stat().st_mode & stat.S_ISGID


def test_a_merged_site_may_be_read_by_everyone(site: MakeSite) -> None:
    project = site(SITE)
    before = os.umask(0o077)
    try:
        for number in (1, 2):
            project.build("--shard", f"{number}/2", "--cache-dir", f"shard{number}")
        result = project.run("merge", "shard1", "shard2")
        assert result.exit_code == 0, result.output
    finally:
        os.umask(before)
    assert modes(project.root / "site") == {}


# Names that are one address


PAGE = "---\ntitle: A\n---\nText.\n"
CLASHES: dict[str, tuple[list[str], list[str]]] = {
    "pages": (["content/en/T.md", "content/en/t.md"], ["content/en/t.md"]),
    "pages of two languages": (["content/en/T.md", "content/ur/t.md"], ["content/ur/t.md"]),
    "assets": (
        ["content/en/faq/Map.png", "content/en/faq/map.png"],
        ["content/en/faq/map.png"],
    ),
    "ends of names": (["content/en/a.JPG", "content/en/a.jpg"], ["content/en/a.jpg"]),
    "folders": (["content/en/Tips/a.md", "content/en/tips/b.md"], ["content/en/tips/b.md"]),
    "a folder of assets and one of pages": (
        ["content/en/FAQ/a.png", "content/en/faq/b.md"],
        ["content/en/FAQ/a.png"],
    ),
    "normal forms": (
        ["content/en/cafe\u0301.png", "content/en/caf\u00e9.png"],
        ["content/en/caf\u00e9.png"],
    ),
    "capitals beyond ASCII": (
        ["content/en/\u00c9t\u00e9.png", "content/en/e\u0301te\u0301.png"],
        ["content/en/\u00c9t\u00e9.png"],
    ),
    "a page and a language": (["content/en/UR.md", "content/ur/x.md"], ["content/en/UR.md"]),
    "a page and the search": (["content/en/Search.md"], ["content/en/Search.md"]),
    "an asset and a file of kbgen's": (["content/en/Robots.txt"], ["content/en/Robots.txt"]),
    "an asset and a folder of kbgen's": (["content/en/API/x.png"], ["content/en/API/x.png"]),
    "a file of the theme": (["over/Own.css"], ["over/own.css"]),
    "a page and an asset": (
        ["content/en/pin.md", "content/en/PIN/map.png"],
        ["content/en/pin.md"],
    ),
    "none": (["content/en/a.png", "content/en/b.png", "content/en/a/b.md"], []),
    "the same name in two languages": (["content/en/a.md", "content/ur/a.md"], []),
    "a draft": (["content/en/T.md", "content/en/t.md draft"], []),
}


@pytest.mark.parametrize("clash", CLASHES)
def test_names_that_are_one_address_on_some_hosts(clash: str, site: MakeSite) -> None:
    names, expected = CLASHES[clash]
    for proves in (True, False):
        project = site(SITE.replace("- kbgen", f"- kbgen: {{prove: {str(proves).lower()}}}"))
        for name in names:
            file = project.root / name.removesuffix(" draft")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(
                PAGE.replace("---\nT", "draft: true\n---\nT") if "draft" in name else PAGE
            )
        if len(list((project.root / "content/en").iterdir())) < 2:
            pytest.skip("a disk on which these are one name")
        shown = [f for f in project.check() if f["code"] == "KB109"]
        assert [f["path"] for f in shown] == expected
        for finding in shown:
            assert finding["severity"] == ("error" if proves else "warning")
            assert "rename" in finding["hint"]
            assert "one address on some hosts" in finding["message"]


@pytest.mark.parametrize("proves", [True, False])
def test_a_folder_of_a_kind_in_other_letters_is_told_once(proves: bool, site: MakeSite) -> None:
    project = site(
        SITE.replace("- kbgen", f"- kbgen: {{prove: {str(proves).lower()}}}")
        + f"-- content/en/Faq/a.md --\n{PAGE}\n-- content/en/faq/b.md --\n{PAGE}"
    )
    found = [
        (f["code"], f["severity"]) for f in project.check() if f["path"].startswith("content/en/F")
    ]
    assert found == [("KB124", "error" if proves else "warning")]


def test_every_file_that_kbgen_writes_is_known_by_its_name(small: Project) -> None:
    """A name that a page or picture of the project must not have in other letters."""
    built = small.root / "site"
    langs = {folder.name for folder in built.iterdir() if (folder / "404.html").exists()}
    theirs = {path.name for path in (small.root / "content").glob("*/*")}
    tops = {
        path.name
        for folder in (built, *(built / lang for lang in langs))
        for path in folder.iterdir()
    }
    plain = {name.removesuffix(".br").removesuffix(".gz") for name in tops} - langs
    known = {name.partition("/")[0] for name in GENERATED} | {"index.html", "assets"}
    pages = {name.removesuffix(".md") for name in theirs}
    sitemaps = {f"sitemap-{lang}.xml" for lang in (*langs, "en")}
    assert plain - known - pages - theirs - sitemaps - {"branches", "thanks"} == set()
