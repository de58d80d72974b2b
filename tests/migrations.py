"""Projects of other generators, moved; and whether the new site answers the old addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from click.testing import CliRunner

from kbgen.cli import main
from tests.sites import Project, write_files


def built_addresses(folder: Path) -> list[str]:
    """Return the addresses of the pages that another generator has built."""
    files = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
    return [f"/{name.removesuffix('index.html')}" for name in files if name != "404.html"]


def unanswered(addresses: Iterable[str], site: Path) -> list[str]:
    """Return the addresses at which a built site has no page and nothing that leads on."""
    return [one for one in addresses if not _is_there(site, unquote(one).lstrip("/"))]


def _is_there(site: Path, path: str) -> bool:
    names = [path, f"{path}/index.html".lstrip("/"), f"{path}index.html"]
    return any((site / name).is_file() for name in names)


@dataclass(frozen=True)
class Migration:
    """A project that has been moved: the old folder, the new project, what the command said."""

    old: Path
    project: Project
    output: str

    def page(self, name: str) -> str:
        """Return a page of the new project by its path below content/."""
        return (self.project.root / "content" / name).read_text("utf-8")

    def body(self, name: str) -> str:
        """Return a page without its front matter."""
        return re.sub(r"\A---\n.*?\n---\n\n?", "", self.page(name), flags=re.S)

    @property
    def report(self) -> str:
        return (self.project.root / "migration.md").read_text("utf-8")

    @property
    def led(self) -> dict[str, str]:
        """Return the old addresses of the list, and where they lead."""
        file = self.project.root / "addresses.txt"
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        pairs = (line.split(" -> ") for line in lines if " -> " in line and line[0] != "#")
        return {one[0]: one[1] for one in pairs}


def migrated(folder: Path, text: str, *args: str) -> Migration:
    """Write a project of another generator, of `-- path --` sections, and move it."""
    old, new = folder / "old", folder / "new"
    write_files(old, text)
    return moved(old, new, *args)


def moved(old: Path, new: Path, *args: str) -> Migration:
    result = CliRunner().invoke(main, ["migrate", str(old), "--into", str(new), *args])
    assert result.exit_code == 0, result.output
    return Migration(old, Project(new), result.output)
