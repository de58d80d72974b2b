"""Other plugins and hooks that take part in making pages, and what is known of each.

A plugin that nobody has looked at may keep something from page to page, or write what it has seen
of all of them. So it sees every page, in MkDocs' order and in one process, in every build. One that
sees a page at a time runs in several processes; if its pages also depend on nothing that changes
unnoticed, they are remembered.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from os.path import relpath
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugins

from kbgen.mkdocs.known_plugins import KNOWN, OWN, REPLACED
from kbgen.model.site import Settings
from kbgen.system.digest import LIBRARIES, canonical, digest, digest_files, installed
from kbgen.system.files import FileEntry, files_below

_NO_PAGES = frozenset({"startup", "shutdown", "serve", "build_error"})
"""Events that no page depends on."""
_NO_INPUTS = frozenset(
    {"config_file", "config_file_path", "site_dir", "strict", "dev_addr", "watch", "plugins"}
)
"""Settings that tell of a run and not of its pages, and the plugins, which MkDocs takes apart."""


@dataclass(frozen=True)
class Participant:
    """A plugin or hook that takes part in making pages."""

    name: str
    in_order: str = ""
    """Why it must see all pages, in order; "" if it sees one at a time."""
    unremembered: str = ""
    """Why its pages are made anew; "" if they can be remembered."""
    version: str = ""
    libraries: frozenset[str] = frozenset()
    """The metadata names of its distribution, and of those that it needs."""
    metadata: tuple[Path, ...] = ()
    """The file that tells its version; another version has another."""
    source: tuple[FileEntry, ...] = ()
    """Its own program, which may be changed without a version."""
    reads: tuple[Path, ...] = ()
    """The files and folders that its pages depend on, as mkdocs.yml says."""

    @property
    def roots(self) -> list[Path]:
        """What is to be looked at to tell whether anything of it has changed."""
        return [*self.metadata, *(Path(file.path) for file in self.source), *self.reads]


def participants(config: MkDocsConfig, settings: Settings) -> list[Participant]:
    """Return the other plugins and hooks of a project, in the order of mkdocs.yml."""
    root, promised = settings.root, settings.page_plugins
    plugins = {
        name: plugin
        for name, plugin in config.plugins.items()
        if name not in {*OWN, *REPLACED} and _has_page_events(config, plugin)
    }
    found = [_plugin(name, plugin, settings) for name, plugin in plugins.items()]
    hooks: Any = config.hooks or {}  # by their names, which MkDocs does not declare
    for name, hook in hooks.items():
        if name in promised:
            source = FileEntry(Path(name).name, str(Path(hook.__file__ or name).resolve()))
            reads = tuple(root / one for one in promised[name])
            found.append(Participant(name, source=(source,), reads=reads))
        else:
            found.append(Participant(name, f"the hook {Path(name).name} may change any page"))
    return found


def names_of(config: MkDocsConfig) -> list[str]:
    """Return how mkdocs.yml may call the plugins and hooks that `page_plugins` can name."""
    names = [
        name for name in config.plugins if name not in {*OWN, *REPLACED} | {*(config.hooks or {})}
    ]
    return [*(_short(name) for name in names), *(config.hooks or {})]


def inputs_of(taking_part: Iterable[Participant], config: MkDocsConfig, root: Path) -> str:
    """Return the digest of all that pages depend on because others take part in making them.

    Those read MkDocs' settings as they like, so it holds all that mkdocs.yml says.
    """
    with catch_warnings():
        # MkDocs says that it will be removed; every version that kbgen takes has it.
        simplefilter("ignore", DeprecationWarning)
        written = config.user_configs
    settings = {
        name: value for own in written for name, value in own.items() if name not in _NO_INPUTS
    }
    options = {
        name: dict(plugin.config)
        for name, plugin in config.plugins.items()
        if name not in OWN and hasattr(plugin, "config")
    }
    parts = [canonical(dict(sorted(settings.items()))), canonical(options)]
    for one in taking_part:
        read = (file for place in one.reads for file in _files(place, root))
        parts += [one.name, one.version, *installed(one.libraries)]
        parts.append(digest_files((*one.source, *read)))
    return digest(*parts)


def _has_page_events(config: MkDocsConfig, plugin: Any) -> bool:
    return any(
        getattr(method, "__self__", None) is plugin
        for event, methods in config.plugins.events.items()
        if event not in _NO_PAGES
        for method in methods
    )


def _short(name: str) -> str:
    """Return what mkdocs.yml calls a plugin: without its theme, and the number of its instance."""
    return name.partition(" #")[0].rpartition("/")[2]


def _plugin(name: str, plugin: Any, settings: Settings) -> Participant:
    own, promised = name.partition(" #")[0], settings.page_plugins
    found = _distribution(own)
    read = promised.get(name, promised.get(_short(name)))
    if read is None or not found:
        why, unremembered, reads = _known(own, plugin, found, settings)
    else:
        why, unremembered, reads = "", "", [settings.root / one for one in read]
    if why or found is None:
        return Participant(name, why)
    return Participant(
        name,
        "",
        unremembered,
        found.version,
        _libraries(found),
        tuple(_metadata(found)),
        tuple(_source(plugin)),
        tuple(reads),
    )


def _known(
    name: str, plugin: Any, found: Distribution | None, settings: Settings
) -> tuple[str, str, list[Path]]:
    """Return why a plugin must see all pages, why they are made anew, and what it reads."""
    known = KNOWN.get(name)
    if known is None or found is None or _plain(found.name) != _plain(known.distribution):
        return f"the plugin '{_short(name)}' may change any page", "", []
    if _version(found.version) >= known.below:
        what = f"the plugin '{name}' {found.version} is newer than any that kbgen knows"
        return what, "", []
    if not known.alone(plugin):
        return f"the plugin '{_short(name)}' runs a program of the project's own", "", []
    reads = known.files(plugin, settings)
    return "", "" if reads is not None else f"the plugin '{name}' reads {known.reads}", reads or []


def _metadata(found: Distribution) -> Iterator[Path]:
    name = _plain(found.name)  # reads its metadata each time
    for folder in Path(str(found.locate_file(""))).glob("*.dist-info"):
        if _plain(folder.name.partition("-")[0]) == name:
            yield folder / "METADATA"


def _distribution(name: str) -> Distribution | None:
    return _plugins()[name].dist if name in _plugins() else None


@cache
def _plugins() -> Mapping[str, Any]:
    return get_plugins()


def _source(plugin: Any) -> Iterator[FileEntry]:
    """Yield the Python files of a plugin: those of its package, or the one that it is."""
    module = sys.modules[type(plugin).__module__]
    if not module.__file__:
        return
    file = Path(module.__file__).resolve()
    is_in_package = "." in module.__name__ or hasattr(module, "__path__")
    for path in sorted(file.parent.rglob("*.py")) if is_in_package else [file]:
        yield FileEntry(path.relative_to(file.parent).as_posix(), str(path))


def _files(place: Path, root: Path) -> Iterator[FileEntry]:
    name = Path(relpath(place, root)).as_posix()
    if place.is_dir():
        for file in files_below(place, (root,)):
            yield file._replace(name=f"{name}/{file.name}")
    elif place.is_file():
        yield FileEntry(name, str(place))


def _libraries(own: Distribution) -> frozenset[str]:
    """Return a distribution and what it needs, without what every build depends on anyway."""
    found: set[str] = set()
    wanted = [own]
    while wanted:
        one = wanted.pop()
        found.add(_plain(one.name))
        for requirement in one.requires or ():
            name = re.match(r"[\w.-]+", requirement)
            if name is None or "extra ==" in requirement or _plain(name[0]) in found | LIBRARIES:
                continue
            try:
                wanted.append(distribution(name[0]))
            except PackageNotFoundError:
                continue
    return frozenset(found)


def _plain(name: str) -> str:
    """Return the name of a distribution as its metadata folder has it."""
    return re.sub(r"[-_.]+", "_", name).lower()


def _version(text: str) -> tuple[int, ...]:
    """Return the numbers that a version begins with.

    >>> _version("0.5.3"), _version("1.0rc1")
    ((0, 5, 3), (1, 0))
    """
    begun = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(int(number) for number in begun[0].split(".")) if begun else ()
