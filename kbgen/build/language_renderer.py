"""Renders the pages of one language, byte for byte as `mkdocs build` does, without its detours.

MkDocs makes a Markdown parser for every page, compares every file with every language, and hands
each page to every plugin. None of that can be seen in a page of kbgen's, so here a language is
opened once, and its pages are rendered in any order, each from its own inputs.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, Template
from jinja2.bccache import Bucket
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs_static_i18n.plugin import I18n

from kbgen.errors import PagesRefusedError
from kbgen.kinds import kind_named
from kbgen.kinds.kind import Thing
from kbgen.markdown.content import Content, HeadingLink
from kbgen.markdown.headings import HeadingIds, listed_headings
from kbgen.markdown.slots import fill_title, finish, plain_text, prepare_article
from kbgen.mkdocs.addresses import resolver
from kbgen.mkdocs.convert import Parser
from kbgen.mkdocs.faults import with_place
from kbgen.mkdocs.files import LocalFile, language_files, page_file
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
from kbgen.views.generated import made_html
from kbgen.views.head import Publication, head_view, page_answers, publication
from kbgen.views.layout import LanguageLayout, layout_view
from kbgen.views.nav import site_outline
from kbgen.views.not_found import not_found_page
from kbgen.views.page_parts import PageParts, split_page_html
from kbgen.views.pages import page_view
from kbgen.views.reader import Reader
from kbgen.views.titles import page_words

R = TypeVar("R")
_NOWHERE = Navigation([], [])


class _Templates(FileSystemBytecodeCache):
    """Keeps templates compiled; a folder that has gone, or is full, only makes it slower."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def _compiled() -> BytecodeCache | None:
    """Return where templates are kept compiled: for this user alone, on this machine.

    Not with the other results, which may come from elsewhere: this is a program.
    """
    try:
        return _Templates()
    except (OSError, RuntimeError):  # no safe place for temporary files
        return None


@dataclass(frozen=True)
class PageBody:
    """What a page shows of its Markdown: all that its template needs to know of it."""

    parts: PageParts
    headings: tuple[HeadingLink, ...] = ()
    """Those of the second level."""
    title: str = ""
    """The page's title as HTML, with its facts."""
    answers: tuple[Thing, ...] = ()
    """Its questions or steps, for search engines."""


@dataclass(frozen=True)
class RenderedPage:
    """A page as it is published: its file below the site's folder, and what it says."""

    path: str
    html: str
    built: BuiltPage | None = None
    """None for a page that nobody wrote, or whose Markdown was not rendered again."""
    body: PageBody | None = None
    """None for a page that nobody wrote."""


@dataclass
class _Page:
    """What templates read of MkDocs' page."""

    url: str
    content: Markup


class LanguageRenderer:
    """One language of a site. MkDocs has one configuration: the last that was opened is open."""

    def __init__(
        self, site: Site, lang: str, config: MkDocsConfig, assets: Assets, headings: HeadingIds
    ) -> None:
        i18n = config.plugins["i18n"]
        assert isinstance(i18n, I18n)
        self.site, self.lang, self.config, self.assets = site, lang, config, assets
        self._i18n, self._headings = i18n, headings
        self.open()

    def open(self) -> None:
        """Have MkDocs' configuration speak this language, if it does not already."""
        i18n = self._i18n
        if not i18n.building or i18n.current_language != self.lang:
            i18n.current_language, i18n.building = self.lang, True
            self.config.plugins.on_config(self.config)

    @cached_property
    def files(self) -> Files:
        """What links of this language may lead to, by its place in the content folder."""
        return language_files(self.site, self.lang, self.config, self._i18n)

    @cached_property
    def _parser(self) -> Parser:
        return Parser(self.config, self.files, self._headings)

    @cached_property
    def env(self) -> Environment:
        env = self.config.theme.get_env()
        env.bytecode_cache = _compiled()
        self.config.plugins.on_env(env, config=self.config, files=Files([]))
        return env

    @cached_property
    def _template(self) -> Template:
        return self.env.get_template("main.html")

    @cached_property
    def layout(self) -> LanguageLayout:
        chapters = site_outline(self.site, self.lang)
        return LanguageLayout(self.site, self.lang, self.config.site_name, chapters, self.assets)

    @cached_property
    def publication(self) -> Publication:
        """The language as machines are told of it, without its pages."""
        return publication(self.site, self.lang, self.assets, self.config)

    @cached_property
    def answer_exporter(self) -> AnswerExporter:
        """Tells the answers of the language."""
        return answer_exporter(self.site, self.lang, self.config.site_name, self._base)

    @property
    def _base(self) -> str:
        return base_of(self.config)

    def not_found(self) -> tuple[str, bytes]:
        """Return the path and content of the language's 404.html."""
        return not_found_page(self.env, self.layout, self.config)

    def dialogs(self) -> tuple[str, bytes]:
        """Return the path and content of the dialogs that its pages open."""
        return dialogs_file(self.env, self.layout)

    def prepare(self) -> None:
        """Have at hand what all pages share, so that it does not take the time of the first."""
        self.open()
        _ = self._parser, self._template, self.layout, self.publication, self.answer_exporter

    def limited(self, article: Article, work: Callable[[], R]) -> R:
        """Return `work()`, done for a page within its limits. Raises PagesRefusedError."""
        limits = self.site.settings.limits
        self.prepare()
        try:
            return limited(article.path, limits.page_seconds, work)
        except ExcessError as problem:
            self.__dict__.pop("_parser", None)  # interrupted, it may be in any state
            excess, text, line = Excess(problem.excess), article.body, article.body_line
            finding = refuse(article.path, excess, limits, text, line)
            raise PagesRefusedError((finding,)) from None

    def render_page(self, page_id: str, known: PageBody | None = None) -> RenderedPage:
        """Render a page with all that stands around it; its Markdown, unless that is `known`."""
        article = self.site.shown(self.lang, page_id)
        file = page_file(self.site, self.lang, page_id, self.config, self._i18n)
        if article is None:
            html = Markup(made_html(self.site, self.lang, page_id))
            title = str(escape(page_words(self.site, self.lang, page_id)))
            made = PageBody(PageParts(Markup(""), "", html), title=title)
            return RenderedPage(file.dest_uri, self._page(page_id, made, None))
        if known:
            return RenderedPage(file.dest_uri, self._page(page_id, known, article), body=known)
        content = self.content(article, file)
        title = self._title(article) or content.title
        built = built_page(self.site, self.lang, article, title, content.nodes, self._base)
        answers = tuple(page_answers(self.publication, built))
        body = PageBody(_parts(article, content), content.headings, title, answers)
        return RenderedPage(file.dest_uri, self._page(page_id, body, article), built, body)

    def _title(self, article: Article) -> str:
        title = article.meta.title
        return str(escape(plain_text(title, self.site, article.lang))) if title else ""

    def content(self, article: Article, file: LocalFile) -> Content:
        """Render the Markdown of an article; its links lead where this language's readers go."""
        prepared = prepare_article(self._text(article), article, self.site)
        parsed = self._parser.parse(prepared.markdown, file, prepared.ids)
        uses, lang = prepared.uses, article.lang
        resolve = resolver(file, self.files, self.config)
        nodes = finish(parsed.html, uses, self.site, lang, resolve)
        return Content(
            nodes,
            listed_headings(nodes, self._headings.labels),
            ""
            if article.meta.title
            else fill_title(parsed.title or self._untitled(file), uses, self.site, lang),
        )

    def _text(self, article: Article) -> str:
        text = article.body.lstrip("\n")
        if self._i18n.current_language_config.admonition_translations:
            return str(self._i18n.on_page_markdown(text, None, self.config, None))  # type: ignore[no-untyped-call]
        return "\n".join(text.splitlines())

    def _untitled(self, file: LocalFile) -> str:
        """Name a page as MkDocs does if its author has not."""
        page = Page(None, file, self.config)
        page.parent = Section("", [])  # the folder of its language
        page.markdown = page.content = ""
        return str(page.title)

    def _page(self, page_id: str, body: PageBody, article: Article | None) -> str:
        url = page_path(self.site, self.lang, page_id)
        reader, parts = Reader(self.site, self.lang, url), body.parts
        kind = article.kind if article else "page"
        shell = layout_view(self.layout, reader, page_id, body.title, body.headings, kind, parts)
        page = _Page(url, parts.html)
        context = get_context(_NOWHERE, [], self.config, page)  # type: ignore[arg-type] # as far as it is read
        view = page_view(reader, article, parts) if article else None
        head = head_view(self.publication, page_id, shell.crumbs, body.answers)
        try:
            html = self._template.render({**context, "shell": shell, "kb": view, "head": head})
        except Exception as problem:
            raise with_place(problem) from problem
        return trim_html(html)


def _parts(article: Article, content: Content) -> PageParts:
    return split_page_html(
        content.nodes,
        is_faq=kind_named(article.kind).has_questions,
        is_home=article.id == "index",
    )
