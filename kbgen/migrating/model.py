"""What is read of a project of another generator, before it is written as one of kbgen."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from kbgen.errors import KbgenError
from kbgen.system.files import read_place, walk

_SKIPPED = frozenset(
    """
    .git .hg .svn node_modules __pycache__ .docusaurus .astro .jekyll-cache .cache .venv _book _site
    .DS_Store Thumbs.db
    """.split()  # noqa: SIM905 # a table to read
)
"""Names of files and folders that are no part of any site's sources."""


class MigrationNote(NamedTuple):
    """Something of the old project that is on no page: a person decides, or it is only reported."""

    path: str
    line: int
    what: str
    text: str = ""
    """What stood there, as it is written."""
    is_open: bool = True
    """Whether a person must decide; else it is only left out."""


@dataclass(frozen=True)
class SourceFiles:
    """The files of the old project by their paths below its folder, in a fixed order."""

    root: Path
    places: Mapping[str, str]

    def __contains__(self, name: object) -> bool:
        return name in self.places

    def below(self, folder: str) -> list[str]:
        """Return the files below a folder, "" for all."""
        start = f"{folder}/" if folder else ""
        return [name for name in self.places if name.startswith(start)]

    def data(self, name: str) -> bytes:
        return read_place(self.places[name])

    def text(self, name: str) -> str:
        """Return a file's text with plain line ends. Raises KbgenError if it is not UTF-8."""
        try:
            text = self.data(name).decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            raise KbgenError(f"{name} is not UTF-8; save it as UTF-8 and try again") from problem
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def first(self, *names: str) -> str:
        """Return the first of some files that is there; "" for none."""
        return next((name for name in names if name in self.places), "")


def read_files(root: Path) -> SourceFiles:
    """List the files of a project. Raises KbgenError if there is none."""
    if not root.is_dir():
        raise KbgenError(f"{root} is no folder; name the folder of the project that is to move")
    found = walk(root, (Path(os.path.realpath(root)),), _SKIPPED.__contains__)
    return SourceFiles(root, {one.name: one.path for one in found if not one.refusal})


@dataclass(frozen=True)
class OldPage:
    """A page of the old site, and the page that it becomes."""

    file: str
    """Its file in the old project."""
    lang: str
    page_id: str
    body: str
    """Its Markdown as kbgen writes it; links are still those of the old site."""
    meta: Mapping[str, Any] = field(default_factory=dict)
    urls: tuple[str, ...] = ()
    """Its old addresses, "/docs/intro", the first of which is the one that it had last."""
    order: float = 1e9
    label: str = ""
    """Its name in the navigation, if that is not its title."""
    is_listed: bool = True
    is_index: bool = False
    """Whether it is the page of its folder: links in it start from within the folder."""
    is_generated: bool = False
    """Whether no file was the page: the generator made it, of the settings in `file`."""


class MenuItem(NamedTuple):
    """An entry of the navigation: a page's id, an address on the web, or a heading over others."""

    target: str
    label: str = ""
    items: tuple[MenuItem, ...] = ()


@dataclass(frozen=True)
class OldLanguage:
    """A language of the old site."""

    lang: str
    name: str = ""
    menu_words: Mapping[str, str] = field(default_factory=dict)
    """Heading of the navigation in the default language → in this one."""


@dataclass(frozen=True)
class OldSite:
    """All that a generator's project says; the first language is the default one."""

    generator: str
    name: str
    languages: tuple[OldLanguage, ...]
    pages: tuple[OldPage, ...]
    assets: Mapping[str, str] = field(default_factory=dict)
    """File in the old project → file below content/."""
    asset_urls: Mapping[str, str] = field(default_factory=dict)
    """Old address of an asset, "/img/logo.png" → its file in the old project."""
    url: str = ""
    base: str = "/"
    """The path of the old site on its host: addresses in pages may begin with it."""
    description: str = ""
    menu: tuple[MenuItem, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Further old addresses → page id, or an address on the web."""
    notes: tuple[MigrationNote, ...] = ()
    slug: Callable[[str], str] | None = None
    """How the generator makes ids of headings."""

    @property
    def default(self) -> str:
        return self.languages[0].lang
