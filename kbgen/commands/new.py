"""`kbgen new`: write the starter site into a new folder."""

from __future__ import annotations

import re
from pathlib import Path

from kbgen.commands.translate import record_written
from kbgen.errors import KbgenError
from kbgen.mkdocs.driver import load
from kbgen.resources import folder
from kbgen.source.address_list import add_addresses
from kbgen.source.tree import read_site


def start_project(target: Path, name: str) -> int:
    """Write the starter site into a new folder; return the number of files.

    Raises KbgenError if the folder has anything in it.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise KbgenError(f"{target} is there already and not empty; choose another folder")
    if not name.strip() or re.search(r"[<>{}\\\n\"]", name):
        raise KbgenError('a name may not hold any of < > { } \\ "')
    starter = folder("starter")
    files = sorted(file for file in starter.rglob("*") if file.is_file())
    for file in files:
        copy = target / file.relative_to(starter)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(file.read_text("utf-8").replace("COMPANY", name), "utf-8")
    settings = load(target / "mkdocs.yml").settings
    record_written(settings, by="kbgen")
    add_addresses(read_site(settings)[0])
    return sum(file.is_file() for file in target.rglob("*"))
