"""Changes mkdocs.yml so that it is that of a kbgen project; comments and all else stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from kbgen.migrating.model import MigrationNote

_BY_HAND = "add the plugin kbgen after i18n by hand: its plugins are written in a form that stays"


class _PlainLoader(yaml.SafeLoader):
    """Reads tags such as !ENV and !!python/name as the texts behind them."""


def _untagged(loader: _PlainLoader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else None


_PlainLoader.add_multi_constructor("", _untagged)


def plain_data(text: str) -> dict[str, Any]:
    """Return the data of a configuration, tags left out; {} if it cannot be read."""
    try:
        data = yaml.load(text, _PlainLoader)  # it builds no objects
    except (yaml.YAMLError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def edited(text: str, path: str, foreign: Sequence[str], notes: list[MigrationNote]) -> str:
    """Return the configuration with folders for languages, and with kbgen after i18n."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    plugins = _value(root, "plugins")
    edits: list[tuple[int, int, str]] = []
    i18n = _options(plugins, "i18n")
    if isinstance(i18n, yaml.MappingNode):
        edits.append(_structure(i18n, text))
    if not _has(plugins, "kbgen"):
        added = _added(text, plugins, foreign)
        if added:
            edits.append(added)
        else:
            notes.append(MigrationNote(path, 1, _BY_HAND))
    theme = _value(root, "theme")
    name = _value(theme, "name") if isinstance(theme, yaml.MappingNode) else theme
    if isinstance(name, yaml.ScalarNode) and name.value != "material":
        what = "kbgen stands on the theme material; write theme: {name: material}"
        notes.append(MigrationNote(path, name.start_mark.line + 1, what, name.value))
    elif name is None:
        edits.append((len(text), len(text), "\ntheme:\n  name: material\n"))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == name:
            return value  # type: ignore[no-any-return] # PyYAML has no types for it
    return None


def _entries(plugins: yaml.Node | None) -> Iterator[tuple[str, yaml.Node, yaml.Node | None]]:
    """Yield name, node and options of each plugin."""
    if isinstance(plugins, yaml.MappingNode):
        yield from ((key.value, key, value) for key, value in plugins.value)
    for one in plugins.value if isinstance(plugins, yaml.SequenceNode) else ():
        if isinstance(one, yaml.ScalarNode):
            yield one.value, one, None
        elif isinstance(one, yaml.MappingNode):
            yield from ((key.value, one, value) for key, value in one.value)


def _options(plugins: yaml.Node | None, name: str) -> yaml.Node | None:
    return next((given for one, _, given in _entries(plugins) if one == name), None)


def _has(plugins: yaml.Node | None, name: str) -> bool:
    return any(one == name for one, _, _ in _entries(plugins))


def _structure(i18n: yaml.MappingNode, text: str) -> tuple[int, int, str]:
    """Return the edit that sets docs_structure."""
    node = _value(i18n, "docs_structure")
    if node is not None:
        return node.start_mark.index, node.end_mark.index, "folder"
    start = i18n.start_mark.index
    if i18n.flow_style:
        return start + 1, start + 1, "docs_structure: folder, "
    indent = " " * (start - text.rfind("\n", 0, start) - 1)
    return start, start, f"docs_structure: folder\n{indent}"


def _added(
    text: str, plugins: yaml.Node | None, foreign: Sequence[str]
) -> tuple[int, int, str] | None:
    """Return the edit that adds kbgen after i18n; None if it has to be done by hand."""
    entry = next((node for name, node, _ in _entries(plugins) if name == "i18n"), None)
    if entry is None or not isinstance(plugins, yaml.SequenceNode) or plugins.flow_style:
        return None
    dash = text.rfind("-", 0, entry.start_mark.index)
    indent = " " * (dash - text.rfind("\n", 0, dash) - 1)
    end = len(text[: entry.end_mark.index].rstrip())
    line_end = text.find("\n", end)
    end = line_end if line_end >= 0 else len(text)  # behind a comment in the same line
    listed = ", ".join(foreign)
    options = f":\n{indent}    meta_fields: [{listed}]" if foreign else ""
    return end, end, f"\n{indent}- kbgen{options}"
