"""Changes values in YAML; every other character stays as it is written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import yaml

from kbgen.source.yaml import Path, parse_yaml

Value = str | tuple[str, ...]
"""A text, or a list of texts."""
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\n\t]*")
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
"""An anchor and a tag, which stand before a value."""
_INDICATOR = re.compile(r": |:$| #|[,\[\]{}]")


class AliasError(ValueError):
    """A value that stands in several places of the data by an alias; `path` is one of them."""

    def __init__(self, path: Path) -> None:
        super().__init__("the file has one text for several places")
        self.path = path


def edit_yaml(text: str, values: Mapping[Path, Value]) -> str:
    """Return YAML in which the values at some paths are others, or are added.

    A value keeps its quotes if it can. What is added stands last in its mapping, which is made if
    there is none. Raises AliasError if a place of a value is that of another value, too, and
    ValueError if the text is no YAML that can be changed in this way.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as problem:
        raise ValueError(f"not valid YAML: {problem}") from problem
    edits: dict[tuple[int, int], str] = {}
    added: dict[Path, dict[str, Value]] = {}
    places = _places(root)
    for path, value in values.items():
        node = places.by_path.get(path)
        if node is None:
            added.setdefault(path[:-1], {})[str(path[-1])] = value
            continue
        if _node_value(node) == value:
            continue
        edit = _written(text, node, value)
        span = (node.start_mark.index, node.end_mark.index)
        others = [other for other in places.paths[id(node)] if other != path]
        if any(values.get(other) != value for other in others):
            raise AliasError(path)
        edits[span] = edit
    for parent, items in added.items():
        span, edit = _added(text, root, places, parent, items)
        edits[span] = edit
    changed = text
    for (start, end), edit in sorted(edits.items(), reverse=True):
        changed = changed[:start] + edit + changed[end:]
    _refuse_other(text, changed, values)
    return changed


def keep_keys(text: str, is_kept: Callable[[str], bool]) -> str:
    """Return a mapping without the keys that are not to be kept, and without their comments."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return ""
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return ""
    starts = [key.start_mark.index for key, _ in root.value]
    parts = zip(root.value, starts, [*starts[1:], len(text)], strict=True)
    kept = (text[start:end] for (key, _), start, end in parts if is_kept(key.value))
    return "".join(part if part.endswith("\n") else f"{part}\n" for part in kept)


@dataclass(frozen=True)
class _ValuePlaces:
    """The nodes by their paths, and the paths of each node: several if it has an alias."""

    by_path: Mapping[Path, yaml.Node]
    paths: Mapping[int, Sequence[Path]]


def _places(root: yaml.Node | None) -> _ValuePlaces:
    by_path: dict[Path, yaml.Node] = {}
    paths: dict[int, list[Path]] = {}
    waiting: list[tuple[Path, yaml.Node]] = [((), root)] if root else []
    while waiting:
        path, node = waiting.pop()
        by_path[path] = node
        paths.setdefault(id(node), []).append(path)
        if isinstance(node, yaml.MappingNode):
            waiting += [
                ((*path, key.value), value)
                for key, value in node.value
                if isinstance(key, yaml.ScalarNode)
            ]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [((*path, number), value) for number, value in enumerate(node.value)]
    return _ValuePlaces(by_path, paths)


def _node_value(node: yaml.Node) -> Value | None:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return tuple(item.value for item in node.value if isinstance(item, yaml.ScalarNode))
    return None


def _written(text: str, node: yaml.Node, value: Value) -> str:
    """Return a value as it is written in the place of a node."""
    start, end = node.start_mark.index, node.end_mark.index
    # The end of a block is the beginning of what follows it.
    tail = text[start:end][len(text[start:end].rstrip()) :]
    properties = _PROPERTIES.match(text, start)
    head = properties[0] if properties else ""
    if isinstance(value, str):
        style = node.style if isinstance(node, yaml.ScalarNode) else None
        return f"{head}{_scalar(value, style)}{tail}"
    start += len(head)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and text[start] == "-":
        indent = " " * (start - text.rfind("\n", 0, start) - 1)
        return head + f"\n{indent}".join(f"- {_scalar(one)}" for one in value) + tail
    return f"{head}[{', '.join(_scalar(one) for one in value)}]{tail}"


def _scalar(value: str, style: str | None = None) -> str:
    """Write a text plainly if it is read as the same text, else in quotes."""
    if style == "'" and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    if style != '"' and _is_plain(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_plain(value: str) -> bool:
    if not _PLAIN.fullmatch(value) or _INDICATOR.search(value) or value != value.strip():
        return False
    document, findings = parse_yaml(value, "")
    try:  # fewer texts can stand plainly between brackets
        return not findings and document.data == value and yaml.safe_load(f"[{value}]") == [value]
    except yaml.YAMLError:
        return False


def _added(
    text: str,
    root: yaml.Node | None,
    places: _ValuePlaces,
    parent: Path,
    items: Mapping[str, Value],
) -> tuple[tuple[int, int], str]:
    """Return the place at which keys are added to a mapping, and what is written there."""
    missing: list[str] = []
    while parent not in places.by_path and parent:
        missing.insert(0, str(parent[-1]))
        parent = parent[:-1]
    node = places.by_path.get(parent, root)
    if node is not None and not isinstance(node, yaml.MappingNode):
        raise ValueError("a text stands where texts by language are wanted")
    if len(places.paths.get(id(node), ())) > 1:
        raise AliasError((*parent, *missing, next(iter(items))))
    if node is not None and node.flow_style:
        return _added_in_flow(text, node, missing, items)
    if node is None:
        before = "" if not text or text.endswith("\n") else "\n"
        return (len(text), len(text)), before + _block(missing, items, 0)
    last = node.value[-1][1].end_mark.index
    end = len(text[:last].rstrip())
    indent = node.start_mark.column
    return (end, end), "\n" + _block(missing, items, indent)


def _added_in_flow(
    text: str, node: yaml.MappingNode, missing: Sequence[str], items: Mapping[str, Value]
) -> tuple[tuple[int, int], str]:
    end = node.end_mark.index - 1
    end = len(text[:end].rstrip())
    inner = ", ".join(f"{_scalar(key)}: {_in_flow(value)}" for key, value in items.items())
    for key in reversed(missing):
        inner = f"{_scalar(key)}: {{{inner}}}"
    separator = "" if not node.value else " " if text[end - 1] == "," else ", "
    return (end, end), separator + inner


def _in_flow(value: Value) -> str:
    if isinstance(value, str):
        return _scalar(value)
    return f"[{', '.join(_scalar(one) for one in value)}]"


def _block(missing: Sequence[str], items: Mapping[str, Value], indent: int) -> str:
    lines = []
    for depth, key in enumerate(missing):
        lines.append(f"{' ' * (indent + 2 * depth)}{_scalar(key)}:")
    here = " " * (indent + 2 * len(missing))
    lines += [f"{here}{_scalar(key)}: {_in_flow(value)}" for key, value in items.items()]
    return "\n".join(lines)


def _refuse_other(before: str, after: str, values: Mapping[Path, Value]) -> None:
    """Raise ValueError unless the data are the old ones with the new values."""
    (old, _), (new, findings) = parse_yaml(before, ""), parse_yaml(after, "")
    wanted = {path for path in old.marks if not _is_within(path, values)}
    if findings and new.data is None:
        raise ValueError(findings[0].message)
    for path in wanted:
        if path not in new.marks or _at(old.data, path) != _at(new.data, path):
            if isinstance(_at(old.data, path), dict | list | None) and path in new.marks:
                continue
            raise ValueError("another value would change with it")
    for path, value in values.items():
        if _at(new.data, path) != (value if isinstance(value, str) else list(value)):
            raise ValueError("the value would be read as another one")


def _is_within(path: Path, values: Mapping[Path, Value]) -> bool:
    return any(path[:length] in values for length in range(len(path) + 1))


def _at(data: object, path: Path) -> object:
    for step in path:
        if isinstance(data, dict | list):
            try:
                data = data[step]  # type: ignore[index] # a key or a number
            except (KeyError, IndexError, TypeError):
                return None
    return data
