"""Renders the pages of one language.

A language is opened once, and its pages are rendered in any order, each from its own inputs: the
Markdown becomes the content, and that is put into its template. A `LanguageSetup` provides files,
templates and the events of other plugins from MkDocs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

from jinja2 import Environment
from markupsafe import Markup, escape

from kbgen.errors import PagesRefusedError
from kbgen.kinds import kind_named
from kbgen.kinds.kind import Thing
from kbgen.languages.bidi import strip_isolates
from kbgen.markdown.content import Content, HeadingLink
from kbgen.markdown.dead_links import without_dead_links
from kbgen.markdown.headings import listed_headings
from kbgen.markdown.slots import PreparedMarkdown, fill_title, finish, plain_text, prepare_article
from kbgen.model.article import Article
from kbgen.model.config import LanguageConfig
from kbgen.model.limits import Excess, refuse
from kbgen.model.markup import Node
from kbgen.model.site import Site
from kbgen.output.answer_files import answer_exporter, built_page
from kbgen.output.answers import AnswerExporter, BuiltPage
from kbgen.output.assets import Assets
from kbgen.output.minify import trim_html
from kbgen.resolve.addresses import page_path
from kbgen.system.limit import ExcessError, limited
from kbgen.views.dialogs import dialogs_file
from kbgen.views.faults import with_place
from kbgen.views.generated import generated_html
from kbgen.views.head import Publication, head_view, page_answers, publication
from kbgen.views.layout import LanguageLayout, layout_view
from kbgen.views.nav import Outline
from kbgen.views.not_found import not_found_page
from kbgen.views.page_parts import PageParts, split_page_html
from kbgen.views.pages import page_view
from kbgen.views.reader import Reader
from kbgen.views.stale import with_notes
from kbgen.views.titles import page_words

R = TypeVar("R")


@dataclass(frozen=True)
class PageBody:
    """The rendered Markdown of a page, with all data of it that the template needs."""

    parts: PageParts
    headings: tuple[HeadingLink, ...] = ()
    """The headings of the second level."""
    title: str = ""
    """The page's title as HTML, with its facts."""
    answers: tuple[Thing, ...] = ()
    """Its questions or steps as structured data."""


@dataclass(frozen=True)
class RenderedPage:
    """A rendered page: its path below the site's folder, its HTML and its data for other files."""

    path: str
    html: str
    built: BuiltPage | None = None
    """None for a generated page, and if its Markdown was not rendered again."""
    body: PageBody | None = None
    """None for a generated page."""
    page_id: str = ""


@dataclass(frozen=True)
class PageInput:
    """The input of a page's template; `html` is its content."""

    page_id: str
    url: str
    html: str
    article: Article | None


Around = Callable[[str], tuple[Markup, dict[str, Any]]]
"""Content of a page → (the content to show, the variables of its template)."""


@dataclass(frozen=True)
class Parsed:
    """The HTML that Python-Markdown makes; `title` is its `<h1>`, if it begins with one."""

    html: str
    title: str


class PageSetup(Protocol):
    """A page in the configuration of the generator whose plugin kbgen is."""

    @property
    def path(self) -> str:
        """Its file below the site's folder."""

    def parse(self, prepared: PreparedMarkdown) -> Parsed: ...
    def resolve(self, address: str) -> str:
        """Return the address of a file of the content as the page links it; else the same."""


class LanguageSetup(Protocol):
    """A language in MkDocs' configuration."""

    def open(self) -> None:
        """Set the configuration to this language."""

    def prepare(self) -> None:
        """Prepare data that all pages share."""

    def renew(self) -> None:
        """Discard a parser that was interrupted."""

    @property
    def config(self) -> LanguageConfig: ...
    @property
    def context(self) -> Mapping[str, object]:
        """What every template is given, beside kbgen's own variables."""

    @property
    def copied(self) -> Mapping[str, Path]:
        """The files of the content that are published as they are, by their places in the site."""

    @property
    def outline(self) -> Outline: ...
    @property
    def env(self) -> Environment: ...
    @property
    def labels(self) -> dict[str, str]: ...
    def page(self, page_id: str) -> PageSetup: ...
    def text(self, article: Article) -> str: ...
    def html(self, given: PageInput, around: Around) -> str: ...


class LanguageRenderer:
    """Renders the pages of one language of a site."""

    def __init__(self, site: Site, lang: str, language: LanguageSetup, assets: Assets) -> None:
        self.site, self.lang, self.language, self.assets = site, lang, language, assets

    @property
    def config(self) -> LanguageConfig:
        return self.language.config

    @cached_property
    def layout(self) -> LanguageLayout:
        chapters = self.language.outline
        return LanguageLayout(self.site, self.lang, self.config.name, chapters, self.assets)

    @cached_property
    def publication(self) -> Publication:
        """Return the data that the heads of the language's pages share."""
        return publication(self.site, self.lang, self.assets, self.config)

    @cached_property
    def answer_exporter(self) -> AnswerExporter:
        """Return the exporter of the language's answers."""
        return answer_exporter(self.site, self.lang, self.config.name, self.base)

    @property
    def base(self) -> str:
        return self.config.base

    def not_found(self) -> tuple[str, bytes]:
        """Return the path and content of the language's 404.html."""
        language = self.language
        return not_found_page(language.env, self.layout, self.config.url, language.context)

    def dialogs(self) -> tuple[str, bytes]:
        """Return the path and content of the file of dialogs."""
        return dialogs_file(self.language.env, self.layout)

    def prepare(self) -> None:
        """Prepare data that all pages share, so that its time does not count for the first page."""
        self.language.prepare()
        _ = self.layout, self.publication, self.answer_exporter

    def limited(self, article: Article, work: Callable[[], R]) -> R:
        """Prepare, then return `work()` within the limits of a page. Raises PagesRefusedError."""
        self.prepare()
        return self.bounded(article, work)

    def bounded(self, article: Article, work: Callable[[], R]) -> R:
        """Return `work()` within the limits of a page. Raises PagesRefusedError."""
        limits = self.site.settings.limits
        try:
            return limited(article.path, limits.page_seconds, work)
        except ExcessError as problem:
            self.language.renew()
            excess, text, line = Excess(problem.excess), article.body, article.body_line
            finding = refuse(article.path, excess, limits, text, line)
            raise PagesRefusedError((finding,)) from None

    def render_page(self, page_id: str, known: PageBody | None = None) -> RenderedPage:
        """Render a page in its layout; its Markdown is only rendered without a `known` body."""
        article = self.site.shown(self.lang, page_id)
        page = self.language.page(page_id)
        if article is None:
            html = Markup(generated_html(self.site, self.lang, page_id))
            title = str(escape(page_words(self.site, self.lang, page_id)))
            made = PageBody(PageParts(Markup(""), "", html), title=title)
            return RenderedPage(page.path, self._page(page_id, made, None))
        if known:
            return RenderedPage(page.path, self._page(page_id, known, article), body=known)
        content = self.content(article, page)
        named = self.layout.outline.names.get(page_id)
        title = named or self.title(article) or content.title
        built = built_page(self.site, self.lang, article, title, content.nodes, self.base)
        body = self.body(article, content, title, built)
        return RenderedPage(page.path, self._page(page_id, body, article), built, body)

    def body(self, article: Article, content: Content, title: str, built: BuiltPage) -> PageBody:
        """Return the body of a page with this content; `title` is its title as HTML."""
        answers = tuple(page_answers(self.publication, built))
        parts = self.parts(article, content.nodes)
        return PageBody(parts, content.headings, title, answers)

    def parts(self, article: Article | None, nodes: Sequence[Node]) -> PageParts:
        """Split the content of a page into the parts that its template needs, with its notes."""
        kind = kind_named(article.kind if article else "page")
        is_home = article is not None and article.id == "index"
        if article and article.source_text:
            url = page_path(self.site, self.lang, article.id)
            nodes = with_notes(Reader(self.site, self.lang, url), nodes)
        return split_page_html(nodes, is_faq=kind.has_questions, is_home=is_home)

    def title(self, article: Article) -> str:
        """Return the title in an article's front matter as HTML, or ""."""
        title = article.meta.title
        site = self.site.at(article.id)
        return str(escape(plain_text(title, site, article.lang))) if title else ""

    def content(self, article: Article, page: PageSetup) -> Content:
        """Render the Markdown of an article; its links lead to pages of this language."""
        prepared = prepare_article(self.language.text(article), article, self.site)
        parsed = page.parse(prepared)
        title = parsed.title
        if not (title or article.meta.title):
            title = str(escape(strip_isolates(page_words(self.site, self.lang, article.id))))
        return self.finished(article, parsed.html, title, prepared, page)

    def finished(
        self, article: Article, html: str, title: str, prepared: PreparedMarkdown, page: PageSetup
    ) -> Content:
        """Return the content of an article whose Markdown was converted; `title` is its `<h1>`."""
        site, lang, uses = self.site.at(article.id), article.lang, prepared.uses
        nodes = finish(html, prepared, site, lang, page.resolve)
        if article.id in site.past:
            nodes = without_dead_links(nodes)
        headings = listed_headings(nodes, self.language.labels)
        own = "" if article.meta.title else fill_title(title, uses, site, lang)
        return Content(nodes, headings, own)

    def _page(self, page_id: str, body: PageBody, article: Article | None) -> str:
        url = page_path(self.site, self.lang, page_id)
        given = PageInput(page_id, url, body.parts.whole, article)

        def around(_: str) -> tuple[Markup, dict[str, Any]]:
            return self.around(page_id, url, body, article)

        try:
            page = self.language.html(given, around)
        except Exception as problem:
            raise with_place(problem) from problem
        return trim_html(page)

    def around(
        self, page_id: str, url: str, body: PageBody, article: Article | None
    ) -> tuple[Markup, dict[str, Any]]:
        """Return (the content to show, the variables of the template) of a page."""
        reader, parts = Reader(self.site, self.lang, url), body.parts
        own = Reader(self.site.at(page_id), self.lang, url)
        kind = article.kind if article else "page"
        shell = layout_view(self.layout, reader, page_id, body.title, body.headings, kind, parts)
        return parts.html, {
            "shell": shell,
            "kb": page_view(own, article, parts) if article else None,
            "head": head_view(self.publication, page_id, shell.crumbs, body.answers),
        }
