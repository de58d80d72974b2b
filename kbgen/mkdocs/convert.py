"""Python-Markdown with MkDocs' additions, made once for each language instead of each page."""

from __future__ import annotations

from functools import cache

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import _ExtractTitleTreeprocessor

from kbgen.build.language_renderer import Parsed
from kbgen.markdown.headings import HeadingIds
from kbgen.markdown.inline import make_fast
from kbgen.mkdocs.files import LinkTargets
from kbgen.mkdocs.relative_links import RelativeLinks


class Parser:
    """Converts page after page with one set of extensions, which `reset` clears."""

    def __init__(self, config: MkDocsConfig, files: LinkTargets, headings: HeadingIds) -> None:
        self._headings = headings
        self._md = Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
        )
        self._links = RelativeLinks(File("", "", "", True), files, config)
        self._links._register(self._md)
        self._title = _ExtractTitleTreeprocessor()
        self._title._register(self._md)
        make_fast(self._md)
        # Called several times for every element, and it searches a list each time.
        self._md.is_block_level = cache(self._md.is_block_level)  # type: ignore[method-assign]

    def parse(self, text: str, file: File, ids: tuple[str, ...]) -> Parsed:
        """Convert the page of `file`, whose headings get these ids."""
        self._md.reset()
        self._headings.ids = ids
        self._links.file, self._title.title = file, None
        self._links.links_to_anchors.clear()
        html = self._md.convert(text)
        return Parsed(html, self._title.title or "")
