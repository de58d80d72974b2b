"""One language in MkDocs' configuration: its files, its navigation, its templates.

MkDocs has one configuration for all languages; static-i18n changes it for each language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, Template
from jinja2.bccache import Bucket
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, file_sort_key, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data
from mkdocs_static_i18n.plugin import I18n

from kbgen.build.language_renderer import Around, PageInput, PageSetup, Parsed
from kbgen.errors import ContentError
from kbgen.languages.bidi import strip_isolates
from kbgen.markdown.headings import HeadingIds
from kbgen.markdown.slots import PreparedMarkdown, plain_text
from kbgen.mkdocs.addresses import resolver
from kbgen.mkdocs.convert import Parser
from kbgen.mkdocs.files import (
    LinkTargets,
    LocalFile,
    asset_files,
    language_files,
    page_file,
    page_id_of,
    source_file,
    unpublished_files,
)
from kbgen.mkdocs.language_config import language_config
from kbgen.mkdocs.navigation import Shape, shape_of, shown_outline
from kbgen.mkdocs.needs import Needs
from kbgen.mkdocs.toc import toc_of
from kbgen.mkdocs.validation import quiet
from kbgen.model.article import Article
from kbgen.model.config import LanguageConfig
from kbgen.model.site import Site
from kbgen.views.faults import failed_extension
from kbgen.views.nav import Outline, site_outline
from kbgen.views.titles import page_words

NOWHERE = Navigation([], [])
T = TypeVar("T")


class _Templates(FileSystemBytecodeCache):
    """A cache of compiled templates; errors of the folder are ignored and only make it slower."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def _compiled() -> BytecodeCache | None:
    """Return the cache of compiled templates, for this user on this machine only.

    It is not in the folder of other results, which may be copied from other machines, since
    compiled templates are programs.
    """
    try:
        return _Templates()
    except (OSError, RuntimeError):  # no safe folder for temporary files
        return None


@dataclass
class LightPage:
    """The attributes of MkDocs' page that kbgen's templates and MkDocs' Jinja filters read."""

    url: str
    content: Markup


@dataclass(frozen=True)
class MkDocsPage:
    """A page that stands at a file, in a language."""

    language: MkDocsLanguage
    file: File

    @property
    def path(self) -> str:
        return self.file.dest_uri

    def parse(self, prepared: PreparedMarkdown) -> Parsed:
        return self.language.parse(prepared, self.file)

    @cached_property
    def resolve(self) -> Callable[[str], str]:
        return resolver(self.file, self.language.link_targets, self.language.mkdocs)


class MkDocsLanguage:
    """A language of a site in MkDocs' configuration, which is set to the last opened language."""

    def __init__(
        self, site: Site, lang: str, config: MkDocsConfig, headings: HeadingIds, needs: Needs
    ) -> None:
        i18n = config.plugins["i18n"]
        assert isinstance(i18n, I18n)
        self.site, self.lang, self.mkdocs, self.needs = site, lang, config, needs
        self.i18n, self._headings = i18n, headings
        self.has_own_titles = bool(config.nav)
        self._shape: Shape = ()
        self._names: dict[str, str] = {}

    def open(self) -> None:
        """Set the configuration to this language, unless it is already."""
        i18n = self.i18n
        self.mkdocs.plugins["kbgen"].language = self  # type: ignore[attr-defined] # MkDocs knows it as BasePlugin alone
        if not i18n.building or i18n.current_language != self.lang:
            self.choose()
            run_own(self.mkdocs, "config", self.mkdocs)

    def choose(self) -> None:
        """Tell static-i18n the current language, and that it must not build the others."""
        self.mkdocs.plugins["kbgen"].language = self  # type: ignore[attr-defined]
        self.i18n.current_language, self.i18n.building = self.lang, True

    @cached_property
    def config(self) -> LanguageConfig:
        """The configuration as it is in this language."""
        self.open()
        return language_config(self.mkdocs)

    @property
    def context(self) -> Mapping[str, object]:
        return {"config": self.mkdocs}

    @cached_property
    def files(self) -> Files:
        """Return the files that links of this language may lead to."""
        if self.needs.reads_objects:  # then the files must be MkDocs' own objects
            return run_own(self.mkdocs, "files", self.source_files(), config=self.mkdocs)
        return language_files(self.site, self.lang, self.mkdocs, self.i18n)

    @property
    def link_targets(self) -> LinkTargets:
        return LinkTargets(self.files, self.site, self.lang, self._file_in)

    def _file_in(self, lang: str, page_id: str) -> LocalFile:
        return page_file(self.site, lang, page_id, self.mkdocs, self.i18n)

    @property
    def copied(self) -> Mapping[str, Path]:
        """The files of the content that are no pages, by their places in the site."""
        return {
            file.dest_uri: Path(file.abs_src_path)
            for file in self.files
            if file.abs_src_path and not file.is_documentation_page()
        }

    def source_files(self) -> Files:
        """Return all files of the content in every language, as MkDocs finds them."""
        site, config = self.site, self.mkdocs
        own = (article for article in site.articles.values() if article.id not in site.past)
        pages = [source_file(site, article, config) for article in own]
        assets = asset_files(site, config)
        found = Files(sorted([*pages, *assets], key=file_sort_key))
        set_exclusions(found, config)
        if self.needs.others:
            for file in unpublished_files(site, found, config):
                found.append(file)
        return found

    @cached_property
    def nav(self) -> Navigation:
        """Return MkDocs' navigation, from `nav:` in mkdocs.yml or else by kinds."""
        nav = self.navigation(self.files)
        nav = run_own(self.mkdocs, "nav", nav, config=self.mkdocs, files=self.files)
        pages = [file.page for file in self.files.documentation_pages() if file.page]
        self._names = {page_id_of(p.file): str(p.title) for p in pages if "title" in vars(p)}
        self.name_pages(pages)
        return nav

    def name_pages(self, pages: Iterable[Page]) -> dict[str, str]:
        """Name pages that mkdocs.yml gives no title before they are read; return those titles."""
        named = {}
        for page in pages:
            if "title" not in vars(page):
                page_id = page_id_of(page.file)
                page.title = named[page_id] = str(escape(self._own_title(page_id)))
        return named

    def navigation(self, files: Files) -> Navigation:
        set_exclusions(files, self.mkdocs)
        with quiet(self.mkdocs):
            nav = get_navigation(files, self.mkdocs)
        self._shape = shape_of(nav)
        return nav

    def is_arranged(self, nav: Navigation) -> bool:
        """Tell whether mkdocs.yml or another plugin says what stands in the navigation."""
        self.has_own_titles = bool(self.mkdocs.nav) or shape_of(nav) != self._shape
        return self.has_own_titles

    def _own_title(self, page_id: str) -> str:
        """Return the title of a page that has no title in `nav:`."""
        article = self.site.shown(self.lang, page_id)
        if article and article.meta.title:
            return plain_text(article.meta.title, self.site.at(page_id), article.lang)
        return strip_isolates(page_words(self.site, self.lang, page_id))

    @property
    def _has_own_nav(self) -> bool:
        translations = self.i18n.current_language_config.nav_translations
        return bool(self.mkdocs.nav or translations or self.needs.others)

    @cached_property
    def outline(self) -> Outline:
        if self._has_own_nav:
            nav = self.nav  # this tells whether it has titles of its own
            shown = shown_outline(self.site, self.lang, nav, self.has_own_titles)
            return replace(shown, names=self._names)
        return site_outline(self.site, self.lang, self._is_listed)

    def _is_listed(self, page_id: str) -> bool:
        hidden = self.mkdocs.not_in_nav
        return not (hidden and hidden.match_file(self.file(page_id).src_uri))

    def page(self, page_id: str) -> PageSetup:
        return MkDocsPage(self, self.file(page_id))

    def file(self, page_id: str) -> LocalFile:
        return page_file(self.site, self.lang, page_id, self.mkdocs, self.i18n)

    @cached_property
    def _parser(self) -> Parser:
        return self._new_parser()

    def _new_parser(self) -> Parser:
        return Parser(self.mkdocs, self.link_targets, self._headings)

    def prepare(self) -> None:
        """Prepare data that all pages share."""
        self.open()
        _ = self._parser, self._template

    def renew(self) -> None:
        """Discard a parser that was interrupted, since it may be in any state."""
        self.__dict__.pop("_parser", None)

    def parse(self, prepared: PreparedMarkdown, file: File) -> Parsed:
        """Convert the Markdown of the page of `file`."""
        parser = self._new_parser() if self.needs.renews_parser else self._parser
        try:
            return parser.parse(prepared.markdown, file, prepared.ids)
        except (RecursionError, MemoryError):
            raise
        except Exception as problem:
            if name := failed_extension(problem, self.mkdocs.markdown_extensions):
                what = f"the Markdown extension {name} fails: {type(problem).__name__}: {problem}"
                path = self.site.settings.relative(Path(file.abs_src_path or file.src_uri))
                raise ContentError(f"{path}: {what}") from problem
            raise

    @property
    def labels(self) -> dict[str, str]:
        """Return heading id → its name in the table of contents, of the page converted last."""
        return self._headings.labels

    def text(self, article: Article) -> str:
        """Return the Markdown of an article as static-i18n changes it."""
        text = article.body.lstrip("\n")
        if self.i18n.current_language_config.admonition_translations:
            return str(self.i18n.on_page_markdown(text, None, self.mkdocs, None))  # type: ignore[no-untyped-call]
        return "\n".join(text.splitlines())

    @cached_property
    def env(self) -> Environment:
        env = self.new_env()
        run_own(self.mkdocs, "env", env, config=self.mkdocs, files=Files([]))
        return env

    def new_env(self) -> Environment:
        env = self.mkdocs.theme.get_env()
        env.bytecode_cache = _compiled()
        if self.mkdocs.theme.custom_dir:  # its templates may use Material's words: lang.t(…)
            words = env.get_template("partials/language.html", globals={"config": self.mkdocs})
            env.globals["lang"] = words.module
        return env

    @cached_property
    def _template(self) -> Template:
        return self.env.get_template("main.html")

    def html(self, given: PageInput, around: Around) -> str:
        """Render a page in its template; `around` returns its content and the variables."""
        if self.needs.reads_objects:
            return self.render(self._page(given), around)
        content, own = around(given.html)
        page = LightPage(given.url, content)
        context = get_context(NOWHERE, [], self.mkdocs, page)  # type: ignore[arg-type] # as far as it is read
        return self._template.render({**context, **own})

    def _page(self, given: PageInput) -> Page:
        """Return MkDocs' object of a page with its content."""
        _ = self.nav  # this gives every file its page
        file = self.files.src_uris.get(self.file(given.page_id).src_uri)
        assert file is not None and file.page is not None
        page = file.page
        source = source_of(given.article) if given.article else file.content_string
        page.markdown, page.meta = get_data(source)
        page.meta = escaped(page.meta)
        page.content = given.html
        page.toc = toc_of(given.html)
        return page

    def render(self, page: Page, around: Around) -> str:
        """Render MkDocs' own page in its template, with the context that other plugins change."""
        config, plugins = self.mkdocs, self.mkdocs.plugins
        page.active = True
        try:
            pages = self.files.documentation_pages()
            context = get_context(self.nav, pages, config, page)
            template = self.env.get_template(page.meta.get("template", "main.html"))
            plugins["kbgen"].around = around  # type: ignore[attr-defined]
            if self.needs.others:
                context = plugins.on_page_context(context, page=page, config=config, nav=self.nav)
            else:
                context = run_own(
                    config, "page_context", context, page=page, config=config, nav=self.nav
                )
            return template.render(context)
        finally:
            page.active = False


def run_own(own: MkDocsConfig, event: str, item: T, /, **given: Any) -> T:
    """Run an event of kbgen and static-i18n only."""
    plugins = own.plugins
    for method in plugins.events[event]:
        if getattr(method, "__self__", None) in (plugins["kbgen"], plugins["i18n"]):
            result = method(item, **given)
            item = item if result is None else result
    return item


def source_of(article: Article) -> str:
    """Return the text of a page; MkDocs finds the end of front matter by other rules."""
    return f"---\n{article.front_matter or '{}'}\n---\n{article.body}"


def escaped(value: Any) -> Any:
    """Escape every string of front matter, since Material puts them into markup unescaped."""
    if isinstance(value, str):
        return str(escape(value))
    if isinstance(value, dict):
        return {key: escaped(item) for key, item in value.items()}
    return [escaped(item) for item in value] if isinstance(value, list) else value
