"""The MkDocs plugin: each hook translates and calls the core."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment
from markdown.extensions import Extension
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from mkdocs_static_i18n.plugin import I18n

from kbgen.build.context import BuildContext
from kbgen.build.outputs import language_files, site_files, write_files
from kbgen.build.project import open_project
from kbgen.build.search import made_words, search_files, search_words
from kbgen.build.staging import Staging
from kbgen.build.store import ArtifactStore
from kbgen.kinds import kind_named
from kbgen.markdown.content import HeadingLink
from kbgen.markdown.headings import HeadingIds, listed_headings
from kbgen.markdown.slots import fill_title, finish, plain_text, prepare, source_headings
from kbgen.mkdocs.addresses import ResolvedLinks, resolver
from kbgen.mkdocs.assets import drop_theme_files, write_assets
from kbgen.mkdocs.bounds import bounded_loader, is_refused
from kbgen.mkdocs.config import KbgenConfig, read_settings
from kbgen.mkdocs.faults import failed_extension
from kbgen.mkdocs.files import LocalFile, add_fallbacks, page_id_of
from kbgen.mkdocs.navigation import arrange
from kbgen.model.article import Article
from kbgen.model.finding import ERROR
from kbgen.model.limits import Excess, refuse
from kbgen.model.markup import parse, serialize
from kbgen.model.site import Settings, Site
from kbgen.model.uses import Use
from kbgen.output.alternates import Web
from kbgen.output.answer_files import answer_exporter, base_of, built_page
from kbgen.output.answers import BuiltPage
from kbgen.output.host_files import finish_site
from kbgen.output.minify import trim_html
from kbgen.output.page_output import page_output
from kbgen.output.search.page import PageWords
from kbgen.output.theme_assets import theme_assets
from kbgen.resolve.drafts import drop_broken, drop_drafts
from kbgen.resources import folder
from kbgen.source.tree import is_private
from kbgen.system.limit import ExcessError, limited
from kbgen.views.dialogs import dialogs_file
from kbgen.views.generated import made_files, made_html
from kbgen.views.head import Publication, head_view, page_answers, publication
from kbgen.views.layout import LanguageLayout, layout_view
from kbgen.views.nav import outline
from kbgen.views.not_found import not_found_page
from kbgen.views.page_parts import PageParts, split_page_html
from kbgen.views.pages import page_view
from kbgen.views.reader import Reader

T = TypeVar("T")
log = get_plugin_logger("kbgen")
# attr_list carries the ids of headings; the rest is what editors know from Material.
EXTENSIONS = ("attr_list", "tables", "admonition", "pymdownx.details", "pymdownx.superfences")


class KbgenPlugin(BasePlugin[KbgenConfig]):  # type: ignore[no-untyped-call] # MkDocs leaves it untyped
    """Renders one site; static-i18n runs the hooks below once per language."""

    site: Site
    serving = False
    opened: Site | None = None
    """A site that has been read and checked already, to be built as it is."""
    progress: Callable[[str, int, int], None] | None = None
    """Told (language, pages done, pages in all) after each page."""

    def __init__(self) -> None:
        self._uses: dict[str, tuple[Use, ...]] = {}
        self._headings, self._links = HeadingIds(), ResolvedLinks()
        self._listed: dict[str, tuple[HeadingLink, ...]] = {}
        self._built: dict[str, BuiltPage] = {}
        self._words: dict[str, list[PageWords]] = {}
        self._shared: LanguageLayout | None = None
        self._published: Publication | None = None
        self._done = 0

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        i18n = config.plugins.get("i18n")
        if not (isinstance(i18n, I18n) and i18n.building):
            site = drop_broken(self.opened or self._open(read_settings(config)))
            # MkDocs' own drafts do not survive static-i18n's inner builds.
            self.site = site if self.serving else drop_drafts(site)
            self._assets = theme_assets(site.settings)
            # MkDocs keeps a plugin from one build to the next; one that failed has left its pages.
            self._built, self._shared, self._published = {}, None, None
            self._words, self._done = {}, 0
        assert isinstance(i18n, I18n)
        self._i18n = i18n
        theme = str(folder("theme"))
        if theme not in config.theme.dirs:
            own = 1 if config.theme.custom_dir else 0
            config.theme.dirs.insert(own, theme)
        # Written by kbgen itself, for every language.
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
        strings = self.site.locales[self.lang].strings
        toc = config.mdx_configs.setdefault("toc", {})
        toc["permalink_title"] = strings.gettext("Link to this section")
        extensions: list[Any] = config.markdown_extensions
        ours: tuple[Extension, ...] = (self._headings, self._links)
        extensions += [extension for extension in ours if extension not in extensions]
        for name in EXTENSIONS:
            if name not in config.markdown_extensions:
                config.markdown_extensions.append(name)
        return config

    def context(
        self,
        site: Site,
        config: MkDocsConfig,
        store: ArtifactStore,
        staging: Staging,
        remembers: bool = True,
    ) -> BuildContext:
        """Return what the parts of a site are made with, outside of MkDocs' own build."""
        site = drop_broken(site)
        self.site = site if self.serving else drop_drafts(site)
        self._assets = theme_assets(self.site.settings)
        return BuildContext(
            self.site, config, self._assets, self._headings, store, staging, remembers
        )

    def _open(self, settings: Settings) -> Site:
        site, findings = open_project(settings)
        for finding in findings:
            log.log(logging.ERROR if finding.severity == ERROR else logging.WARNING, str(finding))
        errors = sum(finding.severity == ERROR for finding in findings)
        if errors:
            raise Abort(f"{errors} error{'s' * (errors > 1)} in the content; nothing was written.")
        return site

    @property
    def lang(self) -> str:
        return str(self._i18n.current_language or self._i18n.default_language)

    @event_priority(100)
    def _hide_private(self, files: Files, config: MkDocsConfig) -> Files:
        drop_theme_files(files)
        for file in list(files):
            if file.generated_by is None and (
                is_private(file.src_uri)
                or is_refused(file, self.site, config)
                or (file.is_documentation_page() and self._article(file) is None)
            ):
                files.remove(file)
        return files

    @event_priority(-200)
    def _complete_files(self, files: Files, config: MkDocsConfig) -> Files:
        add_fallbacks(self.site, self.lang, files, config)
        for file in made_files(self.site, self.lang, config):
            files.append(file)
        self._i18n.i18n_files_per_language[self.lang] = files.documentation_pages()
        return files

    on_files = CombinedEvent(_hide_private, _complete_files)

    # Before static-i18n, which looks for the home page in what it is given.
    @event_priority(-50)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        return nav if config.nav else arrange(self.site, self.lang, nav)

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        article = self._article(page.file)
        if article is None:
            return None
        # MkDocs has other ideas of where front matter ends; what was checked is what is built.
        return f"---\n{article.front_matter or '{}'}\n---\n{article.body}"

    def on_page_markdown(
        self,
        markdown: str,
        page: Page,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        self._headings.ids = ()
        article = self._article(page.file)
        for name in ("title", "description"):
            if article and (value := getattr(article.meta, name)):
                page.meta[name] = plain_text(value, self.site, article.lang)
        page.meta = _escaped(page.meta)
        if article is None:
            return markdown
        prepared = prepare(markdown, source_headings(self.site, article), self.site.facts)
        self._uses[page.file.src_uri] = prepared.uses
        self._headings.ids = prepared.ids
        render = page.render

        def render_limited(config: MkDocsConfig, files: Files) -> None:
            try:
                self._limited(article, lambda: render(config, files))
            except PluginError:
                raise
            except Exception as problem:  # MkDocs' own reader of HTML fails at `<![x`
                name = failed_extension(problem, config.markdown_extensions)
                what = f"the Markdown extension {name} fails" if name else "MkDocs cannot read this"
                raise PluginError(f"{article.path}: {what}: {problem}") from problem

        page.render = render_limited  # type: ignore[method-assign] # this page's alone
        return prepared.markdown

    def _limited(self, article: Article, work: Callable[[], T]) -> T:
        """Return `work()`; a page that takes longer than it may ends MkDocs' build."""
        limits = self.site.settings.limits
        try:
            return limited(article.path, limits.page_seconds, work)
        except ExcessError as problem:
            excess, text, line = Excess(problem.excess), article.body, article.body_line
            raise PluginError(str(refuse(article.path, excess, limits, text, line))) from None

    def on_page_content(
        self,
        html: str,
        page: Page,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        article = self._article(page.file)
        if article is None and page.file.generated_by == "kbgen":
            return made_html(self.site, self.lang, page_id_of(page.file))
        if article is None:
            return html
        uses = self._uses.pop(page.file.src_uri, ())
        if "title" not in page.meta and page.title:
            page.title = fill_title(page.title, uses, self.site, article.lang)
        resolve = resolver(page.file, files, config)
        nodes = self._limited(
            article, partial(finish, html, uses, self.site, article.lang, resolve)
        )
        self._listed[page.file.src_uri] = listed_headings(nodes, self._headings.labels)
        title, base = str(page.title or ""), base_of(config)
        self._built[article.id] = built_page(self.site, self.lang, article, title, nodes, base)
        return serialize(nodes)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        # Jinja's own filter also unescapes, and templates put the result into markup.
        env.filters["striptags"] = lambda value: escape(Markup(value).striptags())
        env.loader = bounded_loader(config, self.site.settings)
        self._env = env
        return env

    def on_page_context(
        self,
        context: TemplateContext,
        /,
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,
    ) -> TemplateContext:
        article = self._article(page.file)
        reader = Reader(self.site, self.lang, page.url)
        own: dict[str, Any] = context  # type: ignore[assignment] # what is ours is not in its type
        kind = article.kind if article else "page"
        title, page_id = str(page.title or ""), page_id_of(page.file)
        page_parts = PageParts(Markup(""), "", Markup(page.content or ""))
        if article or page.file.generated_by != "kbgen":
            nodes = parse(page_parts.html)  # other plugins may have changed it
            is_faq = kind_named(kind).has_questions
            page_parts = split_page_html(nodes, is_faq=is_faq, is_home=page_id == "index")
        page.content = page_parts.html
        headings = self._listed.pop(page.file.src_uri, ())
        layout = self._layout(config, nav)
        shell = layout_view(layout, reader, page_id, title, headings, kind, page_parts)
        own["shell"] = shell
        own["kb"] = page_view(reader, article, page_parts) if article else None
        published, built = self._publication(config), self._built.get(page_id)
        answers = page_answers(published, built) if built else ()
        own["head"] = head_view(published, page_id, shell.crumbs, answers)
        return context

    def _layout(self, config: MkDocsConfig, nav: Navigation) -> LanguageLayout:
        """Return what all pages of a language share, made when the first of them is."""
        if self._shared is None or self._shared.lang != self.lang:
            chapters = outline(self.site, self.lang, nav, has_own_titles=bool(config.nav))
            self._shared = LanguageLayout(
                self.site, self.lang, config.site_name, chapters, self._assets
            )
        return self._shared

    def _publication(self, config: MkDocsConfig) -> Publication:
        """Return what machines are told of a language; by then all its pages are rendered."""
        if self._published is None:
            self._published = publication(self.site, self.lang, self._assets, config)
        return self._published

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        self._done += 1
        if self.progress:
            self.progress(self.lang, self._done, len(self.site.locales) * len(self.site.page_ids))
        return trim_html(output)

    # Before static-i18n, whose own hook builds the other languages.
    def _write_language(self, config: MkDocsConfig) -> None:
        exporter = answer_exporter(self.site, self.lang, config.site_name, base_of(config))
        outputs = [page_output(exporter, page) for page in self._built.values()]
        files = language_files(self._publication(config), exporter, outputs)
        words = (search_words(self.site, self.lang, page) for page in self._built.values())
        made = made_words(self.site, self.lang)
        self._words[self.lang] = [*(found for found in words if found), *made]
        self._built, self._published = {}, None
        if self.lang == self.site.default:
            files |= site_files(Web(self.site, base_of(config)))
        if self._shared:
            not_found = not_found_page(self._env, self._shared, config)
            files |= dict([not_found, dialogs_file(self._env, self._shared)])
        write_files(Path(config.site_dir), files)
        write_assets(self._assets, config)
        self._shared = None

    # After static-i18n, when every language is there.
    @event_priority(-200)
    def _finish_site(self, config: MkDocsConfig) -> None:
        if self._i18n.building:
            return
        write_files(Path(config.site_dir), search_files(self.site, self._words))
        if not self.serving:
            finish_site(config, self.site.settings, self._assets.files)

    on_post_build = CombinedEvent(_write_language, _finish_site)

    def _article(self, file: File) -> Article | None:
        if not file.is_documentation_page():
            return None
        lang = file.src_uri.partition("/")[0]
        if isinstance(file, LocalFile) and file.borrowed:
            return self.site.shown(lang, page_id_of(file))
        return self.site.articles.get((lang, page_id_of(file)))


def _escaped(value: Any) -> Any:
    """Escape every string of the front matter: Material puts them into markup as they are."""
    if isinstance(value, str):
        return str(escape(value))
    if isinstance(value, dict):
        return {key: _escaped(item) for key, item in value.items()}
    return [_escaped(item) for item in value] if isinstance(value, list) else value
