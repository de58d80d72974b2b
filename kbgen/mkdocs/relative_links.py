"""Relative links: those that MkDocs resolves, and those that lead into another language."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import _RelativePathTreeprocessor

from kbgen.mkdocs.files import LinkTargets
from kbgen.output.alternates import language_tag


class RelativeLinks(_RelativePathTreeprocessor):
    """Resolves the links of a page; a link into another language says which one it is."""

    def __init__(self, file: File, targets: LinkTargets, config: MkDocsConfig) -> None:
        super().__init__(file, targets, config)  # type: ignore[arg-type] # it looks files up by their paths alone
        self._targets = targets

    def run(self, root: Element) -> Element:
        for element in root.iter("a"):
            if other := self._targets.in_other_language(self.file, element.get("href", "")):
                element.set("hreflang", language_tag(other.localization))
        return super().run(root)

    def path_to_url(self, url: str) -> str:
        other = self._targets.in_other_language(self.file, url)
        if other is None:
            return super().path_to_url(url)
        parts = urlsplit(url)
        return urlunsplit(("", "", other.url_relative_to(self.file), parts.query, parts.fragment))
