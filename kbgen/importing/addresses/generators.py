"""Reads what other generators' configurations say of moved pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from kbgen.importing.addresses.old_address import OldAddress

_OBJECT = re.compile(r"\{[^{}]*\}")
_FROM = re.compile(r"[\"']?\bfrom[\"']?\s*:\s*(\[[^\]]*\]|[\"'`][^\"'`]*[\"'`])")
_TO = re.compile(r"[\"']?\bto[\"']?\s*:\s*[\"'`]([^\"'`]*)[\"'`]")
_TEXT = re.compile(r"[\"'`]([^\"'`]+)[\"'`]")
_COMMENT = re.compile(r"(?<![:\"'`\w])//[^\n]*|/\*.*?\*/", re.S)


def read_docusaurus(text: str, path: str) -> Iterator[OldAddress]:
    """Yield the redirects of @docusaurus/plugin-client-redirects: objects with from and to.

    The file is a program; what it computes (createRedirects) is not read.
    """
    text = _COMMENT.sub(lambda match: " " * len(match[0]), text)
    for match in _OBJECT.finditer(text):
        old, new = _FROM.search(match[0]), _TO.search(match[0])
        if old and new:
            line = text.count("\n", 0, match.start()) + 1
            for one in _TEXT.findall(old[1]):
                yield OldAddress(one, new[1], f"{path}:{line}")


def read_mkdocs(text: str, path: str) -> Iterator[OldAddress]:
    """Yield the redirect_maps of mkdocs-redirects: old.md → new.md, or an address."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return
    waiting = [root] if root else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if key.value == "redirect_maps" and isinstance(value, yaml.MappingNode):
                for old, new in value.value:
                    place = f"{path}:{old.start_mark.line + 1}"
                    yield OldAddress(str(old.value), str(new.value), place)
            else:
                waiting.append(value)
