"""The MkDocs plugin: it hands the build over to kbgen, and orders kbgen's events among plugins.

`mkdocs build` and `mkdocs serve` run the first event; then kbgen builds as in `kbgen build`. If the
project has other plugins, that build runs the other events.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from kbgen.build.language_renderer import Around
from kbgen.markdown.headings import HeadingIds
from kbgen.mkdocs.addresses import ResolvedLinks
from kbgen.mkdocs.bounds import bounded_loader
from kbgen.mkdocs.config import KbgenConfig
from kbgen.mkdocs.events import LanguageBuild, show
from kbgen.mkdocs.files import add_fallbacks
from kbgen.mkdocs.generated import generated_files
from kbgen.mkdocs.hand_over import hand_over
from kbgen.mkdocs.language import MkDocsLanguage
from kbgen.mkdocs.navigation import arrange, without_lists
from kbgen.mkdocs.needs import left_out
from kbgen.mkdocs.structure import set_sources, with_languages
from kbgen.output.minify import trim_html
from kbgen.resources import folder

# attr_list is needed for ids of headings; editors know the others from Material.
EXTENSIONS = ("attr_list", "tables", "admonition", "pymdownx.details", "pymdownx.superfences")


class KbgenPlugin(BasePlugin[KbgenConfig]):  # type: ignore[no-untyped-call] # MkDocs leaves it untyped
    """kbgen's plugin, whose events run at its position among the plugins of a project."""

    language: MkDocsLanguage | None = None
    """The open language; None before kbgen's build has begun."""
    build: LanguageBuild | None = None
    """The build of that language if there are other plugins, else None."""
    around: Around
    """The function that returns the content and variables of the current page."""
    is_serving = False

    def __init__(self) -> None:
        self.headings, self._links = HeadingIds(), ResolvedLinks()
        self._content = Path()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.is_serving = command == "serve"

    # Before any plugin can name another folder, or write into it.
    @event_priority(float("inf"))
    def _note_content(self, config: MkDocsConfig) -> None:
        if self.language is None:
            self._content = Path(config.docs_dir)
            left_out(config)
            with_languages(config)

    def _configure(self, config: MkDocsConfig) -> None:
        if self.language is None:
            return
        theme = str(folder("theme"))
        if theme not in config.theme.dirs:
            own = 1 if config.theme.custom_dir else 0
            config.theme.dirs.insert(own, theme)
        # kbgen itself writes these for every language.
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
        strings = self.language.site.locales[self.language.lang].strings
        toc = config.mdx_configs.setdefault("toc", {})
        toc["permalink_title"] = strings.gettext("Link to this section")
        extensions: list[Any] = config.markdown_extensions
        extensions += [e for e in (self.headings, self._links) if e not in extensions]
        extensions += [name for name in EXTENSIONS if name not in extensions]

    # This runs after every plugin has had the configuration.
    @event_priority(float("-inf"))
    def _hand_over(self, config: MkDocsConfig) -> MkDocsConfig | None:
        if self.language is not None:
            return None
        return hand_over(config, self._content, self.is_serving)

    on_config = CombinedEvent(_note_content, _configure, _hand_over)

    def on_serve(self, server: Any, /, *, config: MkDocsConfig, builder: Any) -> None:
        words = Path(config.config_file_path or "mkdocs.yml").absolute().parent / "locales"
        for place in (config.theme.custom_dir, str(words)):
            if place and Path(place).is_dir():
                server.watch(place)

    @event_priority(-200)
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        assert self.language
        site, lang = self.language.site, self.language.lang
        set_sources(files, site)
        add_fallbacks(site, lang, files, config)
        for file in generated_files(site, lang, config):
            files.append(file)
        return files

    # Before static-i18n, which looks for the home page in the navigation.
    @event_priority(-50)
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        assert self.language
        site, lang = self.language.site, self.language.lang
        if self.language.is_arranged(nav):
            return nav if config.nav else without_lists(site, lang, nav)
        return arrange(site, lang, nav)

    def on_page_read_source(self, /, *, page: Page, config: MkDocsConfig) -> str | None:
        return self.build.source(page) if self.build else None

    # Before any other plugin reads it.
    @event_priority(float("inf"))
    def _hide(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        assert self.build
        return self.build.hidden(markdown, page)

    def _prepare(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        assert self.build
        return self.build.markdown(markdown, page)

    on_page_markdown = CombinedEvent(_hide, _prepare)

    def on_page_content(
        self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        assert self.build
        return self.build.content(html, page)

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        assert self.language
        # Jinja's own filter also unescapes, but templates put the result into markup.
        env.filters["striptags"] = lambda value: escape(Markup(value).striptags())
        env.loader = bounded_loader(config, self.language.site.settings)
        return env

    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        shown: TemplateContext = show(config, context, page)
        return shown

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        return trim_html(output)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.build:
            self.build.finish()
