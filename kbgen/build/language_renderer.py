"""Renders the pages of one language.

A language is opened once, and its pages are rendered in any order, each from its own inputs: its
Markdown becomes its content, and that is put into its template. What the generator adds whose
plugin kbgen is (files, templates, events of other plugins) comes from a `LanguageSetup`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol, TypeVar

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from kbgen.errors import PagesRefusedError
from kbgen.markdown.headings import HeadingLink, listed_headings
from kbgen.markdown.slots import PreparedMarkdown, fill_title, finish, plain_text, prepare_article
from kbgen.model.article import Article
from kbgen.model.limits import Excess, refuse
from kbgen.model.site import Site
from kbgen.output.answer_files import answer_exporter, base_of, built_page
from kbgen.output.answers import AnswerExporter, BuiltPage
from kbgen.output.assets import Assets
from kbgen.output.minify import trim_html
from kbgen.resolve.addresses import page_path
from kbgen.system.limit import ExcessError, limited
from kbgen.views.dialogs import dialogs_file
from kbgen.views.faults import with_place
from kbgen.views.generated import made_html
from kbgen.views.head import Publication, head_view, publication
from kbgen.views.layout import LanguageLayout, layout_view
from kbgen.views.nav import Outline
from kbgen.views.not_found import not_found_page
from kbgen.views.page_parts import split_page_html
from kbgen.views.pages import page_view
from kbgen.views.reader import Reader
from kbgen.views.titles import page_words

R = TypeVar("R")


@dataclass(frozen=True)
class Content:
    """What the Markdown of a page becomes."""

    html: str
    headings: tuple[HeadingLink, ...]
    """Those of the second level."""
    title: str
    """Its `<h1>` or file name as HTML; "" for a page that gives itself a title."""


@dataclass(frozen=True)
class RenderedPage:
    """A page as it is published: its file below the site's folder, and what it says."""

    path: str
    html: str
    built: BuiltPage | None = None
    """None for a page that nobody wrote."""
    content: Content | None = None
    page_id: str = ""


@dataclass(frozen=True)
class PageInput:
    """A page that is put into its template; `html` is its content."""

    page_id: str
    url: str
    html: str
    article: Article | None


Around = Callable[[str], tuple[Markup, dict[str, Any]]]
"""Content of a page → what is left of it to show, and the variables of its template."""


@dataclass(frozen=True)
class Parsed:
    """A page's HTML as Markdown makes it; `title` is its `<h1>`, if it begins with one."""

    html: str
    title: str


class LanguageSetup(Protocol):
    """A language in the configuration of the generator whose plugin kbgen is."""

    config: MkDocsConfig

    def open(self) -> None:
        """Have the configuration speak this language."""

    def prepare(self) -> None:
        """Have at hand what all pages share."""

    def renew(self) -> None:
        """Let go of a parser that was interrupted."""

    @property
    def files(self) -> Files: ...
    @property
    def outline(self) -> Outline: ...
    @property
    def env(self) -> Environment: ...
    @property
    def labels(self) -> dict[str, str]: ...
    def file(self, page_id: str) -> File: ...
    def text(self, article: Article) -> str: ...
    def parse(self, prepared: PreparedMarkdown, file: File) -> Parsed: ...
    def resolver(self, file: File) -> Callable[[str], str]: ...
    def untitled(self, file: File) -> str: ...
    def html(self, given: PageInput, around: Around) -> str: ...


class LanguageRenderer:
    """One language of a site."""

    def __init__(self, site: Site, lang: str, language: LanguageSetup, assets: Assets) -> None:
        self.site, self.lang, self.language, self.assets = site, lang, language, assets

    @property
    def config(self) -> MkDocsConfig:
        return self.language.config

    @cached_property
    def layout(self) -> LanguageLayout:
        chapters = self.language.outline
        return LanguageLayout(self.site, self.lang, self.config.site_name, chapters, self.assets)

    @cached_property
    def publication(self) -> Publication:
        """The language as machines are told of it, without its pages."""
        return publication(self.site, self.lang, (), self.assets, self.config)

    @cached_property
    def answer_exporter(self) -> AnswerExporter:
        """Tells the answers of the language."""
        return answer_exporter(self.site, self.lang, self.config.site_name, base_of(self.config))

    def not_found(self) -> tuple[str, bytes]:
        """Return the path and content of the language's 404.html."""
        return not_found_page(self.language.env, self.layout, self.config)

    def dialogs(self) -> tuple[str, bytes]:
        """Return the path and content of the dialogs that its pages open."""
        return dialogs_file(self.language.env, self.layout)

    def prepare(self) -> None:
        """Have at hand what all pages share, so that it does not take the time of the first."""
        self.language.prepare()
        _ = self.layout, self.publication, self.answer_exporter

    def limited(self, article: Article, work: Callable[[], R]) -> R:
        """Return `work()`, done for a page within its limits. Raises PagesRefusedError."""
        self.prepare()
        return self.bounded(article, work)

    def bounded(self, article: Article, work: Callable[[], R]) -> R:
        """Do the same, where all is at hand."""
        limits = self.site.settings.limits
        try:
            return limited(article.path, limits.page_seconds, work)
        except ExcessError as problem:
            self.language.renew()
            excess, text, line = Excess(problem.excess), article.body, article.body_line
            finding = refuse(article.path, excess, limits, text, line)
            raise PagesRefusedError((finding,)) from None

    def render_page(self, page_id: str, known: Content | None = None) -> RenderedPage:
        """Render a page with all that stands around it; its Markdown, unless that is `known`."""
        article = self.site.shown(self.lang, page_id)
        file = self.language.file(page_id)
        if article is None:
            html = made_html(self.site, self.lang, page_id)
            title = str(escape(page_words(self.site, self.lang, page_id)))
            return RenderedPage(file.dest_uri, self._page(page_id, title, html, (), None))
        content = known or self.content(article, file)
        named = self.layout.outline.names.get(page_id)
        title = named or self.title(article) or content.title
        built = built_page(self.site, self.lang, article, title, content.html)
        html = self._page(page_id, title, content.html, content.headings, built)
        return RenderedPage(file.dest_uri, html, built, content)

    def title(self, article: Article) -> str:
        """Return the title that an article gives itself, as HTML."""
        title = article.meta.title
        return str(escape(plain_text(title, self.site, article.lang))) if title else ""

    def content(self, article: Article, file: File) -> Content:
        """Render the Markdown of an article; its links lead where this language's readers go."""
        prepared = prepare_article(self.language.text(article), article, self.site)
        parsed = self.language.parse(prepared, file)
        title = parsed.title
        if not (title or article.meta.title):
            title = self.language.untitled(file)
        return self.finished(article, parsed.html, title, prepared, file)

    def finished(
        self, article: Article, html: str, title: str, prepared: PreparedMarkdown, file: File
    ) -> Content:
        """Return the content of an article whose Markdown was converted; `title` is that found."""
        site, lang, uses = self.site, article.lang, prepared.uses
        html = finish(html, uses, site, lang, self.language.resolver(file))
        headings = listed_headings(html, self.language.labels)
        own = "" if article.meta.title else fill_title(title, uses, site, lang)
        return Content(html, headings, own)

    def _page(
        self,
        page_id: str,
        title: str,
        html: str,
        headings: tuple[HeadingLink, ...],
        built: BuiltPage | None,
    ) -> str:
        url = page_path(self.site, self.lang, page_id)
        given = PageInput(page_id, url, html, built.article if built else None)
        around = self.around(page_id, url, title, headings, built)
        try:
            page = self.language.html(given, around)
        except Exception as problem:
            raise with_place(problem) from problem
        return trim_html(page)

    def around(
        self,
        page_id: str,
        url: str,
        title: str,
        headings: tuple[HeadingLink, ...],
        built: BuiltPage | None,
    ) -> Around:
        """Return what takes a page apart for its template, and says what stands around it."""

        def around(html: str) -> tuple[Markup, dict[str, Any]]:
            reader = Reader(self.site, self.lang, url)
            page_parts = split_page_html(html)
            kind = built.article.kind if built else "page"
            shell = layout_view(self.layout, reader, page_id, title, headings, kind, page_parts)
            own = self.publication
            if built:
                own = replace(own, pages={page_id: built})
            return page_parts.html, {
                "shell": shell,
                "kb": page_view(reader, built.article, page_parts) if built else None,
                "head": head_view(own, page_id, shell.crumbs),
            }

        return around
