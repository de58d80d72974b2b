"""MkDocs' configuration, open in one language → LanguageConfig."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs_static_i18n.plugin import I18n

from kbgen.mkdocs.generator import NAME
from kbgen.model.config import LanguageConfig
from kbgen.system.digest import canonical, digest

_PLACES = frozenset(
    """
    config_file_path docs_dir site_dir hooks watch dev_addr strict plugins exclude_docs
    markdown_extensions mdx_configs extra_javascript
    """.split()  # noqa: SIM905 # a table to read, not a list to type
)
"""Settings that name folders of this machine, and those that stand in other keys."""


def language_config(config: MkDocsConfig) -> LanguageConfig:
    """Return what a build reads of a configuration, as it is in the language that is open."""
    absolute = config.validation.links.absolute_links
    return LanguageConfig(
        name=config.site_name,
        description=config.site_description or "",
        url=config.site_url or "",
        writes_nav=bool(config.nav or config.not_in_nav),
        finds_absolute=getattr(absolute, "name", "") == "RELATIVE_TO_DOCS",
        layout_digest=_layout_digest(config),
        markdown_digest=_markdown_digest(config),
        template_digest=_template_digest(config) if config.theme.custom_dir else "",
    )


def _layout_digest(config: MkDocsConfig) -> str:
    """Return the digest of what kbgen's own templates show of a configuration on every page."""
    scripts = [
        canonical(vars(script)) if hasattr(script, "path") else str(script)
        for script in config.extra_javascript
    ]
    texts = config.site_name, config.site_description, config.site_url, config.copyright
    styles = [str(path) for path in config.extra_css]
    return digest(canonical([*map(str, texts), styles, scripts, dict(config.extra or {})]))


def _markdown_digest(config: MkDocsConfig) -> str:
    """Return the digest of what converts Markdown, and of the languages."""
    i18n = config.plugins["i18n"]
    assert isinstance(i18n, I18n)
    known = [
        name if isinstance(name, str) else type(name).__name__
        for name in config.markdown_extensions
    ]
    toc = config.mdx_configs.get("toc", {})
    return digest(
        canonical(known),
        canonical({name: own for name, own in config.mdx_configs.items() if name != "toc"}),
        canonical({name: value for name, value in toc.items() if name != "permalink_title"}),
        canonical([dict(language) for language in i18n.config.languages]),
        canonical(dict(config.validation)),
        str(i18n.config.fallback_to_default),
    )


def _template_digest(config: MkDocsConfig) -> str:
    """Return the digest of what a project's own templates may read; no places on this machine."""
    plain = {
        name: value
        for name, value in config.items()
        if name not in _PLACES and isinstance(value, str | int | list | dict | None)
    }
    theme = {name: config.theme[name] for name in sorted(config.theme)}
    return digest(NAME, canonical([plain, theme]))
