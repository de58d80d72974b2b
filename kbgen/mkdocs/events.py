"""Makes the pages of a language with the events of other plugins and hooks.

What kbgen does to a page is an event among theirs, at the place that its plugin has. So another
plugin finds what it would find under MkDocs: its files, its navigation and its pages. They are made
in MkDocs' order, or one by one where every plugin sees a page at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import CodeType
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from kbgen.build.language_renderer import LanguageRenderer, PageBody, RenderedPage
from kbgen.errors import KbgenError, PagesRefusedError
from kbgen.markdown.content import Content
from kbgen.markdown.scan import mask
from kbgen.markdown.slots import PreparedMarkdown, plain_text, prepare_article
from kbgen.mkdocs.files import LocalFile, page_id_of
from kbgen.mkdocs.language import MkDocsLanguage, MkDocsPage, escaped, run_own, source_of
from kbgen.mkdocs.placeholders import plain_placeholders, without_placeholders
from kbgen.mkdocs.shared_braces import hide
from kbgen.mkdocs.shared_braces import show as unhidden
from kbgen.mkdocs.templates import build_templates, content_of, theme_files
from kbgen.mkdocs.toc import toc_of
from kbgen.model.article import Article
from kbgen.model.markup import parse, serialize
from kbgen.model.uses import find_uses
from kbgen.output.answer_files import built_page
from kbgen.output.answers import BuiltPage
from kbgen.views.faults import calls_of, with_place
from kbgen.views.generated import generated_html
from kbgen.views.page_parts import PageParts

log = get_plugin_logger("kbgen")
Write = Callable[[str, bytes], None]


class LanguageBuild:
    """The build of one language; kbgen's own plugin calls its event methods.

    `write` writes another file of the site, `finish` the files that are made of all pages;
    `refused` maps files whose pages cannot be made to the reasons.
    """

    def __init__(
        self,
        renderer: LanguageRenderer,
        write: Write,
        finish: Callable[[], None],
        refused: dict[str, PagesRefusedError],
    ) -> None:
        assert isinstance(renderer.language, MkDocsLanguage)
        self.renderer, self.language = renderer, renderer.language
        self.finish = finish
        self._write = write
        self._prepared: dict[str, PreparedMarkdown] = {}
        self._hidden: dict[str, list[str]] = {}
        self._contents: dict[str, Content] = {}
        self._built: dict[str, BuiltPage] = {}
        self._refused = refused

    @property
    def config(self) -> MkDocsConfig:
        return self.language.mkdocs

    def run(self, is_configured: bool = False) -> Iterator[RenderedPage]:
        """Yield the pages in MkDocs' order, as they are made. Raises PagesRefusedError in the end.

        `is_configured` tells that MkDocs itself has run the first event already.
        """
        with self._taking_part():
            self._begin(is_configured)
            pages = [page for page in map(self._populated, self._doc_pages()) if page]
            self._begin_templates()
            for page in pages:
                printed = self._printed(page)
                if printed.html.strip():
                    yield printed
            self._post_build()
        if self._refused:
            found = [finding for one in self._refused.values() for finding in one.findings]
            raise PagesRefusedError(found)

    @contextmanager
    def by_pages(self, is_configured: bool = False) -> Iterator[Callable[[str], RenderedPage]]:
        """Yield what makes a page by its id, in any order and in any process.

        A page that a plugin wants left out has no text. Raises PagesRefusedError, and KbgenError if
        a plugin adds pages or takes some away.
        """
        with self._taking_part():
            self._begin(is_configured)
            pages = {page_id_of(page.file): page for page in self._doc_pages()}
            self._refuse_other_pages(pages)
            # Others are shown beside a page before they are read.
            titles = self.language.name_pages(pages.values())
            self._begin_templates()

            def make(page_id: str) -> RenderedPage:
                page = pages[page_id]
                if page_id in titles:
                    del page.title
                try:
                    with naming_plugins(self.config):
                        return self._printed(self._populate(page))
                finally:
                    if page_id in titles:
                        page.title = titles[page_id]

            yield make
            self._post_build()

    @contextmanager
    def _taking_part(self) -> Iterator[None]:
        """Have the events of kbgen's own plugin lead here."""
        plugin: Any = self.config.plugins["kbgen"]
        plugin.build = self
        try:
            with naming_plugins(self.config):
                yield
        finally:
            plugin.build = None

    def _begin(self, is_configured: bool) -> None:
        """Run the events that come before the first page."""
        config, plugins, language = self.config, self.config.plugins, self.language
        language.choose()
        if is_configured:
            run_own(config, "config", config)
        else:
            plugins.on_config(config)
        refuse_other_content(config, self.renderer.site.settings.content)
        plugins.on_pre_build(config=config)
        language.files = plugins.on_files(self._files(), config=config)
        nav = language.navigation(language.files)
        language.nav = plugins.on_nav(nav, config=config, files=language.files)

    def _begin_templates(self) -> None:
        """Run the event that comes before the first template; write what is no page."""
        config, language, files = self.config, self.language, self.language.files
        language.env = config.plugins.on_env(language.new_env(), config=config, files=files)
        for file in files:
            is_page = file.is_documentation_page()
            if is_page or file.inclusion.value <= InclusionLevel.DRAFT.value:
                continue
            if file.abs_src_path and not Path(file.abs_src_path).exists():
                log.warning(f"{file.dest_uri} is left out: there is no {file.abs_src_path}")
            else:
                self._write(file.dest_uri, content_of(file, self.renderer.site))
        build_templates(language, self._write)

    def _refuse_other_pages(self, pages: Collection[str]) -> None:
        """Raise KbgenError if there are other pages than those of the site."""
        own = self.renderer.site.pages_in(self.language.lang)
        if other := sorted(own ^ set(pages)):
            verb = "adds" if other[0] in pages else "takes away"
            raise KbgenError(
                f"a plugin or hook that page_plugins names {verb} the page {other[0]}, so it must "
                "see all pages; take it out of page_plugins in mkdocs.yml"
            )

    def _files(self) -> Files:
        files = self.language.source_files()
        for file in theme_files(self.config, self.renderer.site):
            if files.get_file_from_path(file.src_uri) is None:
                files.append(file)
        return files

    def _doc_pages(self) -> Iterator[Page]:
        for file in self.language.files.documentation_pages():
            yield file.page or Page(None, file, self.config)

    def _populated(self, page: Page) -> Page | None:
        """Read and convert a page; return None if it takes longer than it may."""
        article = self.article(page.file)
        if article and article.path in self._refused:  # it was refused in another language
            return None
        try:
            return self._populate(page)
        except PagesRefusedError as problem:
            self._refused[article.path if article else ""] = problem
            return None

    def _populate(self, page: Page) -> Page:
        """Read and convert a page. Raises PagesRefusedError."""
        config, plugins, files = self.config, self.config.plugins, self.language.files
        page = plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        markdown = page.markdown or ""
        with self._explaining_end(page):
            page.markdown = plugins.on_page_markdown(
                markdown, page=page, config=config, files=files
            )
        self._convert(page)
        content = page.content or ""
        page.content = plugins.on_page_content(content, page=page, config=config, files=files)
        return page

    @contextmanager
    def _explaining_end(self, page: Page) -> Iterator[None]:
        """Name the page with which mkdocs-macros ends the program."""
        try:
            yield
        except SystemExit as stopped:
            article, problem = self.article(page.file), stopped.__context__ or stopped
            named = _named(stopped, self.config) or "a plugin"
            hint = (
                "if braces there are not for the plugin, write {% raw %} … {% endraw %} around "
                "them, or give it others, as j2_variable_start_string: '[['"
            )
            raise KbgenError(
                f"{article.path if article else page.file.src_uri}: {named} fails: "
                f"{type(problem).__name__}: {problem}; {hint}"
            ) from stopped

    def _convert(self, page: Page) -> None:
        article, uri = self.article(page.file), page.file.src_uri
        prepared = self._prepared.get(uri, PreparedMarkdown("", (), ()))
        # Plugins after kbgen may have changed it further; the slots of facts are still in it.
        prepared = replace(prepared, markdown=page.markdown or "")

        def convert() -> tuple[str, str]:
            parsed = self.language.parse(prepared, page.file)
            return parsed.html, parsed.title

        html, title = self.renderer.bounded(article, convert) if article else convert()
        page.content, page._title_from_render = html, title or None
        page.toc = toc_of(html)

    def _printed(self, page: Page) -> RenderedPage:
        """Put a page into its template; it has no text if a plugin wants it left out."""
        renderer, config, uri = self.renderer, self.config, page.file.src_uri
        page_id, content, built = (
            page_id_of(page.file),
            self._contents.get(uri),
            self._built.get(uri),
        )
        article = self.article(page.file)

        def around(html: str) -> tuple[Markup, dict[str, Any]]:
            body = self._body(page, article, html, content, built)
            return renderer.around(page_id, page.url, body, article)

        try:
            html = self.language.render(page, around)
        except Exception as problem:
            raise with_place(problem) from problem
        html = config.plugins.on_post_page(html, page=page, config=config)
        return RenderedPage(page.file.dest_uri, html, built, page_id=page_id)

    def _body(
        self,
        page: Page,
        article: Article | None,
        html: str,
        content: Content | None,
        built: BuiltPage | None,
    ) -> PageBody:
        """Return the body of a page; parse its HTML again if a plugin has changed it."""
        title = str(page.title or "")
        if article is None or content is None or built is None:
            is_ours = isinstance(page.file, LocalFile) and article is None
            parts = PageParts(Markup(""), "", Markup(html))
            return PageBody(
                parts if is_ours else self.renderer.parts(article, parse(html)), title=title
            )
        body = self.renderer.body(article, content, title, built)
        if html == serialize(content.nodes):
            return body
        return replace(body, parts=self.renderer.parts(article, parse(html)))

    def _post_build(self) -> None:
        """Run the last event, without the methods that wait until every language is built."""
        before, after = _around_i18n(self.config)
        is_first = self.language.lang == self.renderer.site.default
        for method in before if is_first else (*before, *after):
            method(config=self.config)

    # The events of kbgen itself.

    def article(self, file: File) -> Article | None:
        """Return the article that a file shows; None for a generated page."""
        site, lang, page_id = self.renderer.site, file.src_uri.partition("/")[0], page_id_of(file)
        if not file.is_documentation_page():
            return None
        if isinstance(file, LocalFile) and file.borrowed:
            return site.shown(lang, page_id)
        return site.articles.get((lang, page_id))

    def source(self, page: Page) -> str | None:
        article = self.article(page.file)
        return source_of(article) if article else None

    def hidden(self, text: str, page: Page) -> str:
        """Return the Markdown of a page without what plugins before kbgen would take for theirs."""
        site, article = self.renderer.site, self.article(page.file)
        if article is None or not self._has_braces:
            return text
        self._fill_in(page, article)
        text, self._hidden[page.file.src_uri] = hide(text, site.at(article.id).facts)
        page.markdown = text  # from which MkDocs takes the title
        return text

    @property
    def _has_braces(self) -> bool:
        """Whether another plugin may take facts or the ids of headings for its own."""
        return self.renderer.site.settings.variables is not None or "macros" in self.config.plugins

    def _fill_in(self, page: Page, article: Article) -> None:
        """Fill in the facts of a page's front matter."""
        site = self.renderer.site
        for name in ("title", "description"):
            if value := getattr(article.meta, name):
                page.meta[name] = plain_text(value, site.at(article.id), article.lang_of(name))

    def markdown(self, text: str, page: Page) -> str:
        site, article = self.renderer.site, self.article(page.file)
        if article:
            self._fill_in(page, article)
        page.meta = escaped(page.meta)
        if article is None:
            return text
        text = unhidden(text, self._hidden.pop(page.file.src_uri, []))
        prepared = prepare_article(text, article, site)
        self._prepared[page.file.src_uri] = prepared
        if site.settings.variables is not None and "{{" in prepared.markdown:
            for use in find_uses(mask(prepared.markdown)):
                log.warning(f"{article.path}: no plugin fills in '{use.inner}'")
        return prepared.markdown

    def content(self, html: str, page: Page) -> str:
        renderer, lang, file = self.renderer, self.language.lang, page.file
        article = self.article(file)
        if article is None:
            is_ours = (
                isinstance(file, LocalFile) and page_id_of(file) in renderer.site.generated_pages
            )
            return generated_html(renderer.site, lang, page_id_of(file)) if is_ours else html
        prepared, title = self._prepared.pop(file.src_uri), str(page.title or "")

        def finish() -> Content:
            return renderer.finished(
                article, html, title, prepared, MkDocsPage(self.language, file)
            )

        content = renderer.bounded(article, finish)
        if "title" not in page.meta and content.title:
            page.title = content.title
        placed, content = content, replace(content, nodes=without_placeholders(content.nodes))
        self._contents[file.src_uri] = content
        title, base = str(page.title or ""), renderer.base
        self._built[file.src_uri] = built_page(
            renderer.site, lang, article, title, content.nodes, base
        )
        return serialize(plain_placeholders(placed.nodes))

    def context(self, context: Any, page: Page) -> Any:
        return show(self.config, context, page)


def refuse_other_content(config: MkDocsConfig, content: Path) -> None:
    """Raise KbgenError if a plugin has replaced the content folder `content` by another one."""
    if Path(config.docs_dir).resolve() != content.resolve():
        raise KbgenError(
            f"a plugin or hook replaces docs_dir by {config.docs_dir}, so that what kbgen has read "
            "and checked would not be what is built; take it out of mkdocs.yml"
        )


def show(config: MkDocsConfig, context: Any, page: Page) -> Any:
    """Add the data of the layout to the context of a page's template."""
    plugin: Any = config.plugins["kbgen"]
    page.content, own = plugin.around(Markup(page.content or ""))
    return {**context, **own}


def finish_events(config: MkDocsConfig) -> None:
    """Run the methods that wait until every language is built."""
    with naming_plugins(config):
        for method in _around_i18n(config)[1]:
            method(config=config)


def _around_i18n(
    config: MkDocsConfig,
) -> tuple[list[Callable[..., None]], list[Callable[..., None]]]:
    """Return the methods of the last event before and after static-i18n's, which builds."""
    methods, i18n = config.plugins.events["post_build"], config.plugins["i18n"]
    places = [n for n, m in enumerate(methods) if getattr(m, "__self__", None) is i18n]
    at = places[0] if places else len(methods)
    return methods[:at], methods[at + 1 :]


@contextmanager
def naming_plugins(config: MkDocsConfig) -> Iterator[None]:
    """Convert an exception of a plugin or hook to an error that names it and the place in it."""
    try:
        yield
    except (KbgenError, MkDocsException):
        raise
    except Exception as problem:
        named = _named(problem, config)
        if not named:
            raise
        raise KbgenError(f"{named} fails: {type(problem).__name__}: {problem}") from problem


def _named(problem: BaseException, config: MkDocsConfig) -> str:
    """Return the plugin or hook that raised an exception, and the line; "" if kbgen did."""
    owners: dict[CodeType, str] = {}
    names = {id(plugin): name for name, plugin in config.plugins.items()}
    for methods in config.plugins.events.values():
        for method in methods:
            code = getattr(getattr(method, "__func__", method), "__code__", None)
            name = names.get(id(getattr(method, "__self__", None)))
            if code:
                owners[code] = f"the plugin '{name}'" if name else "the hook"
    found = ""
    for call, line in calls_of(problem):
        if owner := owners.get(call.f_code):
            found = f"{owner} ({Path(call.f_code.co_filename).name}:{line})"
    return "" if "'kbgen'" in found else found
