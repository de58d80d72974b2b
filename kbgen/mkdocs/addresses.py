"""Where links lead that are written as HTML: where the same links in Markdown would.

MkDocs knows the links that Python-Markdown makes, and leaves raw HTML as it is written. Those that
it knows are marked, and the others are resolved once the HTML is sanitized.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import _RelativePathTreeprocessor

from kbgen.model.markup import Node, is_address, map_addresses

RESOLVED = "data-kb-resolved"
_LINKS = {"a": "href", "img": "src"}
"""What MkDocs resolves."""


class ResolvedLinks(Extension):
    """Marks the links that MkDocs resolves, and takes away what is no address."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 # Python-Markdown's name
        # After the extensions that make links or attributes, and before MkDocs' "relpath" at 0.
        md.treeprocessors.register(_MarkResolved(md), "kbgen-resolved-links", 1)


class _MarkResolved(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            name = _LINKS.get(element.tag)
            if name is None:
                continue
            element.set(RESOLVED, "")
            # MkDocs fails at an element without an address, and at an address that is none.
            if name not in element.attrib and element.tag == "a":
                element.tag = "span"
            elif not is_address(element.get(name, "")) or name not in element.attrib:
                element.set(name, "")


def resolver(file: File, files: Files, config: MkDocsConfig) -> Callable[[str], str]:
    """Return what resolves an address on the page of a file, if it is that of a file."""
    links: Any = _RelativePathTreeprocessor(file, files, config)

    def resolve(address: str) -> str:
        if not is_address(address):
            return ""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path or address.startswith(("/", "\\")):
            return address
        path = posixpath.join(posixpath.dirname(file.src_uri), unquote(parts.path))
        known = files.get_file_from_path(posixpath.normpath(path))
        return str(links.path_to_url(address)) if known else address

    return resolve


def resolved(node: Node, resolve: Callable[[str], str]) -> Node:
    """Resolve the addresses of a tag, unless MkDocs has done so."""
    if isinstance(node, str) or not node.attributes:
        return node
    if RESOLVED in node.attributes:
        return node.having(**{RESOLVED: None})
    return map_addresses(node, resolve)
