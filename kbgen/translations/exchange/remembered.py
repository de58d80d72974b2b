"""The memory of a project: translations from elsewhere, which are suggested beside its own."""

from __future__ import annotations

from collections.abc import Iterable

from kbgen.errors import KbgenError
from kbgen.model.site import Site
from kbgen.system.files import read_file
from kbgen.translations.exchange.contents import LARGEST, FileError
from kbgen.translations.exchange.memory import MemoryPair, MemoryUnit
from kbgen.translations.exchange.tmx import read_tmx, write_tmx
from kbgen.translations.exchange.xml import parse

MEMORY_FILE = "memory.tmx"
"""The file beside mkdocs.yml that holds them."""


def remembered(site: Site) -> tuple[MemoryUnit, ...]:
    """Return what is remembered. Raises KbgenError if the file cannot be read."""
    file = site.settings.root / MEMORY_FILE
    if not file.exists():
        return ()
    try:
        return read_tmx(parse(read_file(file, site.settings.bounds, LARGEST))).units
    except FileError as problem:
        raise KbgenError(f"{MEMORY_FILE}: {problem}") from problem


def pairs_of(site: Site, lang: str) -> list[MemoryPair]:
    """Return what is remembered in a language."""
    return [
        MemoryPair(unit.source, unit.translation, unit.origin or MEMORY_FILE)
        for unit in remembered(site)
        if unit.lang == lang
    ]


def with_units(site: Site, units: Iterable[MemoryUnit]) -> bytes:
    """Return the file of the memory with more units; equal translations are kept once."""
    known = {one[:4]: one for one in (*remembered(site), *units)}
    return write_tmx(known.values(), site.default)
