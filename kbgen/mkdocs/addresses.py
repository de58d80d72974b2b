"""Resolves links that are written in HTML in the same manner as links in Markdown.

MkDocs resolves the links that Python-Markdown makes, and does not change raw HTML. Links that it
resolves are marked; the others are resolved after the HTML is sanitized.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from kbgen.markdown.addresses import RESOLVED
from kbgen.mkdocs.files import LinkTargets
from kbgen.mkdocs.relative_links import RelativeLinks
from kbgen.model.markup import is_address

_LINKS = {"a": "href", "img": "src"}
"""Element → the attribute that MkDocs resolves."""


class ResolvedLinks(Extension):
    """Marks the links that MkDocs resolves, and removes invalid addresses."""

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
            # MkDocs fails at an element without an address, and at an invalid address.
            if name not in element.attrib and element.tag == "a":
                element.tag = "span"
            elif not is_address(element.get(name, "")) or name not in element.attrib:
                element.set(name, "")


def resolver(file: File, files: LinkTargets, config: MkDocsConfig) -> Callable[[str], str]:
    """Return a function that resolves addresses of files on the page of a file."""
    links = RelativeLinks(file, files, config)

    def resolve(address: str) -> str:
        if not is_address(address):
            return ""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path or address.startswith(("/", "\\")):
            return address
        path = posixpath.join(posixpath.dirname(file.src_uri), unquote(parts.path))
        known = files.get_file_from_path(posixpath.normpath(path))
        known = known or files.in_other_language(file, address)
        return links.path_to_url(address) if known else address

    return resolve
