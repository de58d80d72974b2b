"""Tells whether a build would change anything, before the modules of a build are imported."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kbgen.build.manifest import PreviousBuild, read_manifest
from kbgen.options import BuildOptions
from kbgen.resources import folder
from kbgen.system.digest import digest, digest_bytes, digest_file, installed, program_digest
from kbgen.system.files import FileEntry, files_below, read_place
from kbgen.system.modes import permissions
from kbgen.verify.digests import digests_file

FORMAT = 4
_INHERIT = re.compile(r"\bINHERIT['\"]?\s*:\s*(.+)")
_PATH = re.compile(r"['\"]?([^'\"#]+)")
_WORD = re.compile(r"[^\s'\"\[\]{},#]+")
_ENV = re.compile(r"!ENV\s*(?:\[([^\]]*)\]|(\S+))")


@dataclass(frozen=True)
class PublishedSite:
    """A published site that is up to date; `report` is the report of the last build."""

    folder: Path
    pages: int
    report: str


@dataclass(frozen=True)
class BuildInputs:
    """The digest of all inputs of a build, and the digest of each file of the project."""

    digest: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Inspection:
    """The result of `inspect_site`: the files in `roots`, and the site if it is up to date."""

    inputs: BuildInputs = BuildInputs()
    roots: tuple[Path, ...] = ()
    libraries: frozenset[str] = frozenset()
    """Those of other plugins."""
    published: PublishedSite | None = None


def inspect_site(config_file: Path, options: BuildOptions) -> Inspection:
    """Find out whether the published site is unchanged and made of the current inputs."""
    if options.cache is None:
        return Inspection()
    seen = Inspection()
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        noted = json.loads(_note_file(config_file, options).read_bytes())
        if noted["format"] != FORMAT:
            return seen
        roots = tuple(Path(root) for root in noted["roots"])
        libraries = frozenset(map(str, noted["libraries"]))
        seen = Inspection(read_inputs(config_file, options, roots, libraries), roots, libraries)
        target = Path(noted["folder"])
        manifest = manifest_file(options.cache, target)
        previous = read_manifest(manifest, target)
        is_same = noted["inputs"] == seen.inputs.digest
        # Another build, which records nothing, may have changed the site since.
        is_last = noted["manifest"] == digest_bytes(manifest.read_bytes())
        is_reported = noted["digests"] == _digest_beside(target)
        if is_same and is_last and is_reported and previous.parts and _is_whole(previous):
            published = PublishedSite(target, int(noted["pages"]), str(noted["report"]))
            return replace(seen, published=published)
    return seen


def note_inputs(
    config_file: Path,
    options: BuildOptions,
    inputs: str,
    roots: Iterable[Path],
    libraries: Iterable[str],
    published: PublishedSite,
) -> None:
    """Record the inputs of a site; their digest `inputs` was taken before they were read."""
    if options.cache is None:
        return
    file = _note_file(config_file, options)
    data = {
        "format": FORMAT,
        "inputs": inputs,
        "manifest": digest_bytes(manifest_file(options.cache, published.folder).read_bytes()),
        "digests": _digest_beside(published.folder),
        "roots": [str(root) for root in roots],
        "libraries": sorted(libraries),
        "folder": str(published.folder),
        "pages": published.pages,
        "report": published.report,
    }
    part = file.with_name(f"{file.name}.{os.getpid()}")
    part.unlink(missing_ok=True)  # it may be a link
    part.write_text(json.dumps(data), "utf-8")
    part.replace(file)


def _digest_beside(site_dir: Path) -> str:
    """Return the digest of the file of digests beside a site; "" if there is none."""
    with suppress(OSError):
        return digest_bytes(digests_file(site_dir).read_bytes())
    return ""


def manifest_file(cache: Path, target: Path) -> Path:
    """Return the file of the manifest of a site."""
    return cache / "sites" / f"{digest(str(target))}.json"


def read_inputs(
    config_file: Path,
    options: BuildOptions,
    roots: Iterable[Path],
    libraries: frozenset[str] = frozenset(),
) -> BuildInputs:
    """Look at all that a build reads: files, the day, variables, the program, other libraries."""
    day = options.as_of or date.today()
    roots = tuple(roots)
    bounds = [config_file.resolve().parent, *(root.resolve() for root in roots if root.is_dir())]
    files = {file.name: digest_file(file) for root in roots for file in _files(root, bounds)}
    whole = digest(
        own_program(),
        *installed(libraries),
        day.isoformat(),
        str(options.strict),
        options.lang,
        *_configs(config_file.resolve(), set()),
        *(part for named in files.items() for part in named),
    )
    return BuildInputs(whole, files)


def own_program() -> str:
    """Return the digest of the program: kbgen's own files, the libraries, Python."""
    return program_digest(*program_folders())


def program_folders() -> tuple[Path, ...]:
    """Return the folders of kbgen itself: the package, its theme, its strings."""
    return Path(__file__).parent.parent, folder("theme"), folder("locales")


def _files(root: Path, bounds: Iterable[Path]) -> Iterator[FileEntry]:
    if not root.is_dir():
        yield from [FileEntry(str(root), str(root.resolve()))] if root.exists() else []
        return
    # Hidden files, too: Material reads own icons from custom_dir/.icons.
    for file in files_below(root, bounds):
        yield file._replace(name=f"{root}/{file.name}")


def _configs(file: Path, seen: set[Path]) -> Iterator[str]:
    """Yield the inputs of a configuration: its files, and the variables that they name."""
    if file in seen:
        return
    seen.add(file)
    text = read_place(str(file)).decode("utf-8-sig")
    yield str(file)
    yield text
    for names in _ENV.findall(text):
        for name in re.findall(r"\w+", " ".join(names)):
            yield f"{name}={os.environ.get(name)}"
    for line in _INHERIT.findall(text):
        for base in _files_named(line, file.parent):
            yield from _configs(base, seen)


def _files_named(line: str, folder: Path) -> Iterator[Path]:
    """Yield every file that a line may name, also by a variable."""
    for word in (*_PATH.findall(line)[:1], *_WORD.findall(line)):
        for name in (word.strip(), os.environ.get(word, "")):
            if name and os.path.isfile(folder / name):  # noqa: PTH113 # a long name is no error
                yield (folder / name).resolve()


def configurations(config_file: Path) -> list[Path]:
    """Return the files of a configuration: itself and those that it inherits from."""
    seen: set[Path] = set()
    list(_configs(config_file.resolve(), seen))
    return sorted(seen)


def _note_file(config_file: Path, options: BuildOptions) -> Path:
    assert options.cache is not None
    where = [str(path.resolve()) if path else "" for path in (config_file, options.site_dir)]
    return options.cache / "sites" / f"{digest(*where)}.note.json"


def _is_whole(previous: PreviousBuild) -> bool:
    """Tell whether a site's folder contains exactly the written files, readable."""
    found: set[str] = set()
    for root, names, files in os.walk(previous.folder):
        status = os.stat(root)  # noqa: PTH116 # a Path would double the time
        if permissions(status) != previous.mode:
            return False
        here = os.path.relpath(root, previous.folder)
        if here == ".":
            names[:] = [name for name in names if not name.startswith(".")]
            found.update(name for name in files if not name.startswith("."))
        else:
            found.update(f"{here}/{name}" for name in files)
    known = {path for path in previous.files if not path.startswith(".")}
    return found == known and all(previous.is_intact(path) for path in known)
