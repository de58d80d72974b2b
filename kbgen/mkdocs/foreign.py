"""Finds programs that the mkdocs.yml of another revision would run, and the current one would not.

`kbgen diff` builds a revision to read its answers. Anyone may have written it, so it may only run
what is in the user's current mkdocs.yml: tags, hooks, plugins, extensions, Python files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kbgen.mkdocs.needs import is_known_extension, is_known_plugin
from kbgen.source.configuration import Configuration, read_configuration
from kbgen.source.tags import shown_tag
from kbgen.system.digest import digest_files
from kbgen.system.files import files_below

NOTHING: Mapping[str, Any] = {}


def foreign_code(now: Path, then: Path) -> list[str]:
    """List the programs in a configuration that are not in the current one."""
    known = read_configuration(now) if now.is_file() else None
    mine = known.document.data if known else NOTHING
    read = read_configuration(then)
    theirs = read.document.data or NOTHING
    tags = known.tags if known else NOTHING
    found = [f"{shown_tag(tag)} ({span})" for tag, span in read.tags.items() if tag not in tags]
    own_hooks, hooks = _named(mine, "hooks"), _named(theirs, "hooks")
    found += [f"the hook {name}" for name in hooks if name not in own_hooks]
    own_plugins, plugins = _named(mine, "plugins"), _named(theirs, "plugins")
    others = {name: given for name, given in plugins.items() if not is_known_plugin(name)}
    for name, given in others.items():
        if name not in own_plugins:
            found.append(f"the plugin {name}")
        elif own_plugins[name] != given:
            found.append(f"other options of the plugin {name}")
    own_extensions = _named(mine, "markdown_extensions")
    for name in _named(theirs, "markdown_extensions"):
        if name not in own_extensions and not is_known_extension(name):
            found.append(f"the Markdown extension {name}")
    if hooks or others:
        found += [f"another {name}" for name in _changed_programs(hooks, now.parent, then.parent)]
    return found


def has_foreign_templates(now: Path, then: Path) -> bool:
    """Tell whether a revision may have other templates than the current ones."""
    before, after = (_templates(file) for file in (now, then))
    has_more = bool(_setting(then, "extra_templates"))  # these lie in the content folder
    return has_more or after != before


def without_templates(configuration: Configuration) -> dict[str, Any]:
    """Return settings for MkDocs with which no template of the project is used."""
    theme = (configuration.document.data or NOTHING).get("theme")
    instead: dict[str, Any] = {"extra_templates": []}
    if isinstance(theme, dict):
        instead["theme"] = {name: v for name, v in theme.items() if name != "custom_dir"}
    return instead


def _named(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return name → options for the entries of a list or a mapping."""
    given = data.get(name) if isinstance(data, Mapping) else None
    if isinstance(given, dict):
        return given
    if not isinstance(given, list):
        return {}
    named = [item if isinstance(item, dict) else {str(item): None} for item in given]
    return {entry: options for item in named for entry, options in item.items()}


def _changed_programs(hooks: Mapping[str, Any], now: Path, then: Path) -> Iterator[str]:
    """Yield the changed Python files of a project, also those beside its hooks."""
    folders = {Path(), *(Path(hook).parent for hook in hooks)}
    for folder in sorted(folders):
        for file in sorted((then / folder).rglob("*.py")):
            name = file.relative_to(then / folder)
            present = now / folder / name
            if not present.is_file() or present.read_bytes() != file.read_bytes():
                yield (folder / name).as_posix()


def _templates(file: Path) -> tuple[Any, str]:
    """Return the folder of a project's own templates, and the digest of its content."""
    theme = _setting(file, "theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    folder = file.parent / str(custom)
    if custom is None or not folder.is_dir():
        return custom, ""
    return custom, digest_files(files_below(folder))


def _setting(file: Path, name: str) -> Any:
    data = read_configuration(file).document.data if file.is_file() else None
    return data.get(name) if isinstance(data, dict) else None
