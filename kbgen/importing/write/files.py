"""Finds the documents to read in the given files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kbgen.importing.document import SUFFIXES
from kbgen.model.finding import did_you_mean
from kbgen.model.message import NO_MESSAGE, verbatim
from kbgen.model.site import Settings
from kbgen.system.files import Refusal, RefusedError, is_system, open_file, walk


def find_files(
    paths: Sequence[Path], settings: Settings, built: Path, unread: dict[str, str]
) -> tuple[dict[str, Path], dict[str, str]]:
    """Return name → file to read, and name → problem; names contain no absolute paths.

    Files in folders that are no documents are added to `unread`, with what to do.

    `built` is the folder of the built site, which is never imported.
    """
    root, files = settings.root, dict[str, Path]()
    problems: dict[str, str] = {}
    left_out = {
        settings.content.resolve(): Refusal(
            verbatim("these are the project's own pages"), NO_MESSAGE
        ),
        built.resolve(): Refusal(verbatim("this is the built site"), NO_MESSAGE),
    }
    for path in paths:
        if is_system(place := Path(os.path.realpath(path))):
            problems[str(path)] = f"{place} is the system's own, and holds no documents"
        elif path.is_dir():
            before = len(problems)
            others: list[Path] = []
            found = list(_below(path, left_out, problems, others))
            unread |= {_name(file, path, root, unread): _why_unread(file) for file in others}
            if not found and len(problems) == before:
                problems[str(path)] = f"this folder holds nothing to import ({', '.join(SUFFIXES)})"
            for file in found:
                files[_name(file, path, root, files)] = file
        elif not path.exists():
            problems[str(path)] = _why_missing(path)
        elif path.suffix.lower() not in SUFFIXES:
            problems[str(path)] = _why_unknown(path)
        elif reason := _why_refused(path):
            problems[str(path)] = reason
        else:
            files[_name(path, path.parent, root, files)] = path
    return files, problems


def _below(
    folder: Path,
    left_out: Mapping[Path, Refusal],
    problems: dict[str, str],
    others: list[Path],
) -> Iterator[Path]:
    """Yield the documents below a folder in a fixed order; links that leave it are problems."""
    for name, _, refusal in walk(folder, (), lambda name: name.startswith((".", "~$")), left_out):
        file = folder / name
        is_document = file.suffix.lower() in SUFFIXES
        if refusal and (is_document or file.is_dir()):
            problems[str(file)] = f"{refusal.what}; it was left out"
        elif is_document:
            yield file
        elif not refusal and file.name not in _RUBBISH:
            others.append(file)


def _name(file: Path, base: Path, root: Path, taken: Iterable[str]) -> str:
    """Return the name of a file for reports: its path in the project, else the path as given."""
    whole = file.resolve()
    if whole.is_relative_to(root.resolve()):
        return whole.relative_to(root.resolve()).as_posix()
    name = file.relative_to(base).as_posix()
    return name if name not in taken else f"{base.name}/{name}"


def _why_refused(path: Path) -> str:
    try:
        open_file(os.path.realpath(path)).close()
    except RefusedError as problem:
        return str(problem.refusal.what)
    except OSError:
        pass  # reading it will report the problem
    return ""


def _why_missing(path: Path) -> str:
    try:
        path.resolve(strict=True)
    except (OSError, RuntimeError) as problem:
        if isinstance(problem, RuntimeError) or "symbolic links" in str(problem).lower():
            return "this link leads back to itself"
    if path.is_symlink():
        return "this link leads to nothing"
    others = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
    near = did_you_mean(path.name, others)
    return f"there is no such file; {near}" if near else "there is no such file"


_RUBBISH = {"Thumbs.db", "desktop.ini"}
_KNOWN = {
    ".doc": "this is an old Word file; save it as .docx",
    ".rtf": "this is rich text; save it as .docx",
    ".odt": "this is an OpenDocument text; save it as .docx",
    ".pdf": "this is a PDF; save its text as .docx or .txt",
    ".xlsx": "this is a table of Excel; save it as .html, or copy it into a page",
    ".xls": "this is a table of Excel; save it as .html, or copy it into a page",
    ".pptx": "these are slides; save their text as .docx or .txt",
    ".ppt": "these are slides; save their text as .docx or .txt",
    ".rst": "this is reStructuredText; save it as .html or .md",
    ".adoc": "this is AsciiDoc; save it as .html or .md",
}


def _why_unread(file: Path) -> str:
    return _KNOWN.get(file.suffix.lower(), "no document")


def _why_unknown(path: Path) -> str:
    reads = f"kbgen reads {', '.join(SUFFIXES)}"
    return _KNOWN.get(
        path.suffix.lower(), f"'{path.suffix or path.name}' is not a document; {reads}"
    )
