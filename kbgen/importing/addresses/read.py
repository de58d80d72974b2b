"""Finds out what a file or folder of an older site is, and reads its addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from kbgen.errors import KbgenError
from kbgen.importing.addresses.generators import read_docusaurus, read_mkdocs
from kbgen.importing.addresses.old_address import OldAddress
from kbgen.importing.addresses.pages import read_page
from kbgen.importing.addresses.tables import read_csv, read_redirects, read_sitemap
from kbgen.system.files import files_below, read_file

Reader = Callable[[str, str], Iterator[OldAddress]]
_LARGEST = 64 * 1024 * 1024


def _read_json(text: str, path: str) -> Iterator[OldAddress]:
    """Read an object old → new, or a configuration of Docusaurus as JSON."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(data, dict) and all(isinstance(value, str) for value in data.values()):
        yield from (OldAddress(str(old), new, path) for old, new in data.items())
    else:
        yield from read_docusaurus(text, path)


READERS: tuple[tuple[str, Reader], ...] = (
    (r"_redirects", read_redirects),
    (r"(mkdocs|properdocs).*\.ya?ml", read_mkdocs),
    (r"docusaurus\.config\.\w+", read_docusaurus),
    (r".*\.(csv|tsv)", read_csv),
    (r".*\.json", _read_json),
    (r".*\.xml", read_sitemap),
    (r".*\.(md|mdx|markdown|html?)", read_page),
)
"""What the name of a file looks like → what reads it."""
_IN_FOLDERS = re.compile(
    r"(_redirects|mkdocs\.yml|docusaurus\.config\.\w+|sitemap\.xml|.*\.(md|mdx|markdown|html?))\Z"
)


def read_addresses(paths: tuple[Path, ...]) -> list[OldAddress]:
    """Return the addresses in files and folders. Raises KbgenError for what cannot be read."""
    found: list[OldAddress] = []
    for path in paths:
        if not path.is_dir():
            found += _read(path, path.name, (path.resolve().parent,))
            continue
        for name, place, refusal in files_below(path):
            hidden = any(part.startswith(".") for part in PurePosixPath(name).parts)
            if not refusal and not hidden and _IN_FOLDERS.match(PurePosixPath(name).name):
                found += _read(Path(place), name, (path.resolve(),))
    return found


def _read(file: Path, path: str, bounds: tuple[Path, ...]) -> list[OldAddress]:
    name = PurePosixPath(path).name
    reader = next((read for form, read in READERS if re.fullmatch(form, name, re.I)), None)
    if reader is None:
        kinds = ".csv, sitemap.xml, _redirects, mkdocs.yml, docusaurus.config.js, .md"
        raise KbgenError(f"{path} is no file of addresses; there can be {kinds}")
    data = read_file(file, bounds, _LARGEST)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as problem:
        raise KbgenError(f"{path} is not UTF-8; save it as UTF-8") from problem
    return list(reader(text, path))
