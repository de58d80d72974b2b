"""The files and folders that are named → the documents to read, and what is wrong with others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kbgen.importing.document import SUFFIXES
from kbgen.model.finding import did_you_mean
from kbgen.model.site import Settings


def find_files(
    paths: Sequence[Path], settings: Settings, built: Path
) -> tuple[dict[str, Path], dict[str, str]]:
    """Return the files to read, by a name that holds no absolute path, and problems by name.

    `built` is the folder of the built site: nobody wants that back.
    """
    root, files = settings.root, dict[str, Path]()
    problems: dict[str, str] = {}
    left_out = {
        settings.content.resolve(): "these are the project's own pages; they were left out",
        built.resolve(): "this is the built site; it was left out",
    }
    for path in paths:
        if path.is_dir():
            before = len(problems)
            found = list(_below(path, left_out, problems))
            if not found and len(problems) == before:
                problems[str(path)] = f"this folder holds nothing to import ({', '.join(SUFFIXES)})"
            for file in found:
                files[_name(file, path, root, files)] = file
        elif not path.exists():
            problems[str(path)] = _why_missing(path)
        elif path.suffix.lower() not in SUFFIXES:
            problems[str(path)] = _why_unknown(path)
        elif not path.is_file():
            problems[str(path)] = "this is neither a file nor a folder"
        else:
            files[_name(path, path.parent, root, files)] = path
    return files, problems


def _below(folder: Path, left_out: Mapping[Path, str], problems: dict[str, str]) -> Iterator[Path]:
    """Yield the documents below a folder in a fixed order; links that lead back are told."""

    def unreadable(problem: OSError) -> None:
        problems[str(problem.filename)] = (
            f"cannot read this folder: {(problem.strerror or '').lower()}"
        )

    for here, names, files in os.walk(folder, followlinks=True, onerror=unreadable):
        for name in sorted(names):
            below = Path(here, name)
            if name.startswith("."):
                names.remove(name)
            elif reason := left_out.get(below.resolve()):
                names.remove(name)
                problems[str(below)] = reason
            elif below.is_symlink() and Path(here).resolve().is_relative_to(below.resolve()):
                names.remove(name)
                problems[str(below)] = "this link leads back to a folder above it; it was left out"
        names.sort()
        for name in sorted(files):
            file = Path(here, name)
            if name.startswith((".", "~$")) or file.suffix.lower() not in SUFFIXES:
                continue
            if file.is_file():
                yield file
            else:
                problems[str(file)] = _why_missing(file)


def _name(file: Path, base: Path, root: Path, taken: Iterable[str]) -> str:
    """Name a file as reports and pages do: as it lies in the project, else as it was given."""
    whole = file.resolve()
    if whole.is_relative_to(root.resolve()):
        return whole.relative_to(root.resolve()).as_posix()
    name = file.relative_to(base).as_posix()
    return name if name not in taken else f"{base.name}/{name}"


def _why_missing(path: Path) -> str:
    try:
        path.resolve(strict=True)
    except (OSError, RuntimeError) as problem:
        if isinstance(problem, RuntimeError) or "symbolic links" in str(problem).lower():
            return "this link leads back to itself"
    if path.is_symlink():
        return "this link leads to nothing"
    near = (
        did_you_mean(path.name, [p.name for p in path.parent.iterdir()])
        if path.parent.is_dir()
        else ""
    )
    return f"there is no such file{'; ' + near if near else ''}"


def _why_unknown(path: Path) -> str:
    known = {
        ".doc": "this is an old Word file; save it as .docx",
        ".rtf": "this is rich text; save it as .docx",
        ".odt": "this is an OpenDocument text; save it as .docx",
        ".pdf": "this is a PDF; save its text as .docx or .txt",
    }
    reads = f"kbgen reads {', '.join(SUFFIXES)}"
    return known.get(
        path.suffix.lower(), f"'{path.suffix or path.name}' is not a document; {reads}"
    )
