"""The files that pages depend on because of a known plugin.

Each function returns files and folders, which need not exist; None if nobody can tell them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kbgen.model.site import Settings
from kbgen.system.files import files_below, read_place

_INCLUDE = re.compile(r"""\binclude(?:-markdown)?\s+(?:"([^"\n]+)"|'([^'\n]+)')""")
_READ = re.compile(r"\{\{\s*read_\w+\((.+?)\)\s*\}\}")
_QUOTED = re.compile(r""""([^"\n]+)"|'([^'\n]+)'""")
_GLOB = re.compile(r"[*?\[{]")
_DEEPEST = 20
"""The most files that include one another, in a chain, of which the text is looked at."""


def included(_: Any, settings: Settings) -> list[Path] | None:
    """Return the files that pages name in include-markdown's directives, and what these name."""
    found: dict[Path, None] = {}
    todo = [*_pages(settings)]
    for _depth in range(_DEEPEST):
        texts = [(text, file) for text, file in todo if "include" in text]
        named = [(name, file) for text, file in texts for name in _names(_INCLUDE.findall(text))]
        if any("://" in name for name, _ in named):
            return None
        places = [place for name, file in named for place in _places(name, file, settings)]
        todo = [(_text(place), place) for place in places if place not in found]
        found.update(dict.fromkeys(places))
        if not todo:
            return [*found]
    return None


def tables(plugin: Any, settings: Settings) -> list[Path] | None:
    """Return the files that pages name in table-reader's calls."""
    calls = [
        (name, file)
        for text, file in _pages(settings)
        for call in _READ.findall(text)
        for name in _names(_QUOTED.findall(call))
    ]
    if any("://" in name for name, _ in calls):
        return None
    data = str(plugin.config.get("data_path", "."))
    return [place for name, file in calls for place in _places(name, file, settings, data)]


def history(_: Any, settings: Settings) -> list[Path] | None:
    """Return the files of git that change with each commit."""
    for folder in (settings.root, *settings.root.parents):
        if (own := folder / ".git").is_dir():
            return [own / "HEAD", own / "packed-refs", own / "refs/heads"]
    return None


def nothing(_: Any, _settings: Settings) -> list[Path]:
    return []


def _names(groups: Iterable[tuple[str, str]]) -> list[str]:
    return [first or second for first, second in groups]


def _pages(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Yield the texts of the content folder with their files."""
    for found in files_below(settings.content, settings.bounds):
        if found.refusal is None and found.name.endswith(".md"):
            file = settings.content / found.name
            yield _text(file), file


def _places(name: str, file: Path, settings: Settings, data: str = ".") -> Iterator[Path]:
    """Yield where a name may lead that stands in a file: a file, or the folder of a pattern."""
    root = settings.root
    for folder in (file.parent, settings.content, root / data, root):
        place = folder / name
        while _GLOB.search(str(place)):
            place = place.parent
        place = place.resolve()
        if place.exists() and place not in (root, *root.parents):
            yield place


def _text(place: Path) -> str:
    return read_place(str(place)).decode("utf-8", "replace") if place.is_file() else ""
