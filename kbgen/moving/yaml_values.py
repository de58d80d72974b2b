"""Changes single texts in YAML, and the list `was` of a page; all else stays as it is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import yaml

from kbgen.moving.links import TextEdit, with_text_edits
from kbgen.source.yaml import Path

Change = Callable[[Path, str], str | None]
"""A text and its path → what it becomes; None if it stays."""


def change_values(text: str, change: Change, changes_keys: bool = False) -> str:
    """Return YAML in which some texts are others; YAML that cannot be read stays as it is."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return text
    edits: dict[int, TextEdit] = {}
    for path, node, is_key in _scalars(root, ()):
        new = change(path, node.value) if not is_key or changes_keys else None
        if new is None or new == node.value:
            continue
        start, end = node.start_mark.index, node.end_mark.index
        written = text[start:end]
        if written.count(node.value) == 1:  # else it is folded or escaped
            edits[start] = TextEdit(start, end, written.replace(node.value, new))
    return with_text_edits(text, [*edits.values()])


def _scalars(node: yaml.Node | None, path: Path) -> Iterator[tuple[Path, yaml.ScalarNode, bool]]:
    """Yield the texts with their paths, and whether each is a key; an aliased one several times."""
    if isinstance(node, yaml.ScalarNode):
        yield path, node, False
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _scalars(item, (*path, number))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield path, key, True
                yield from _scalars(value, (*path, key.value))


def with_list(
    front: str, name: str, added: Sequence[str] = (), removed: Collection[str] = ()
) -> str:
    """Return front matter with entries of a list added and taken out.

    An entry of `was` is as it is written: `faq/branches`, or `faq/branches#hours: opening`; what is
    taken out is named by its former address.
    """
    node = _field(front, name)
    if node is None:
        if not added:
            return front
        before = front.rstrip("\n")
        return f"{before}\n" * bool(before) + f"{name}: [{', '.join(map(_quoted, added))}]"
    if isinstance(node, yaml.ScalarNode):
        kept = [node.value] if node.value and node.value not in removed else []
        return _replaced(front, name, node, [*kept, *added])
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and not removed:
        last = items[-1].end_mark.index
        end = len(front[:last].rstrip())
        indent = " " * items[0].start_mark.column
        dash = indent[:-2] + "- " if len(indent) > 1 else "- "
        lines = "".join(f"\n{dash}{_quoted(one)}" for one in added)
        return front[:end] + lines + front[end:]
    return _replaced(front, name, node, [*_entries(items, removed), *added])


def _field(front: str, name: str) -> yaml.Node | None:
    try:
        root = yaml.compose(front, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return next((value for key, value in pairs if key.value == name), None)


def _entries(items: Sequence[yaml.Node], removed: Collection[str]) -> Iterator[str]:
    for item in items:
        if isinstance(item, yaml.ScalarNode):
            if item.value not in removed:
                yield item.value
        elif isinstance(item, yaml.MappingNode):
            for key, value in item.value:
                if key.value not in removed:
                    yield f"{key.value}: {value.value}".rstrip()


def _replaced(front: str, name: str, node: yaml.Node, entries: Sequence[str]) -> str:
    """Return front matter with other entries of a list; without any, its line is taken out."""
    start = front.rfind(name, 0, node.start_mark.index + 1)
    end = len(front[: node.end_mark.index].rstrip())
    if entries:
        return f"{front[:start]}{name}: [{', '.join(map(_quoted, entries))}]{front[end:]}"
    return f"{front[:start]}{front[end:].removeprefix(chr(10))}".rstrip("\n")


def _quoted(entry: str) -> str:
    """Return an entry as it is written in a list: ids rarely need quotes."""
    old, colon, anchor = entry.partition(": ")
    parts = [_plain(old), *([_plain(anchor)] if colon else [])]
    return ": ".join(parts) if colon or not entry.endswith(":") else f"{_plain(entry[:-1])}:"


def _plain(text: str) -> str:
    is_plain = (
        text and not any(char in text for char in ",[]{}'\"&*!|>%@`") and text[0] not in "-?:#"
    )
    return text if is_plain and not text.isdigit() else "'" + text.replace("'", "''") + "'"
