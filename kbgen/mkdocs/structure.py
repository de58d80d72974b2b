"""Brings the languages of a configuration into one form: one folder a language.

kbgen reads the files of the other structures as if they lay in folders, so static-i18n must, too.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from babel.core import Locale, UnknownLocaleError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs_static_i18n.config import RE_LOCALE
from mkdocs_static_i18n.plugin import I18n

from kbgen.model.docs_structure import DocsStructure
from kbgen.model.locale import ENGLISH
from kbgen.model.site import Site

I18N = "i18n"


def with_languages(config: MkDocsConfig) -> None:
    """Add a single language to a configuration that has none; note its structure.

    Without static-i18n nothing is added where the content has folders of languages: then the
    plugin was forgotten.
    """
    if I18N not in config.plugins and not _language_folders(config):
        config.plugins[I18N] = _single(_language(config))
        _note(config, "single")
    elif I18N in config.plugins and config.plugins[I18N].config.docs_structure == "suffix":
        config.plugins[I18N].config.docs_structure = "folder"
        _note(config, "suffix")


def structure_of(config: MkDocsConfig) -> DocsStructure:
    """Return the structure of a configuration that `with_languages` has seen."""
    i18n: Any = config.plugins[I18N]
    own: Any = config.plugins["kbgen"]
    langs = tuple(lang.locale for lang in i18n.config.languages)
    return DocsStructure(own.config.structure, i18n.default_language, langs)


def set_sources(files: Files, site: Site) -> Files:
    """Tell files where they lie, if their places are not their paths in the content folder."""
    for file in files:
        if real := site.asset_files.get(file.src_uri):
            file.abs_src_path = str(site.settings.content / real)
    return files


def _note(config: MkDocsConfig, structure: str) -> None:
    own: Any = config.plugins["kbgen"]
    own.config.structure = structure


def _single(lang: str) -> I18n:
    plugin = I18n()  # type: ignore[no-untyped-call]
    only = {"locale": lang, "name": _name_of(lang), "default": True}
    plugin.load_config({"docs_structure": "folder", "languages": [only]})
    return plugin


def _language(config: MkDocsConfig) -> str:
    """Return the language of a site without static-i18n: that of its theme."""
    given = config.theme.get("language") or str(config.theme.get("locale") or "")
    named = str(given).replace("_", "-")
    if not RE_LOCALE.match(named):
        named = named.partition("-")[0]
    return named if RE_LOCALE.match(named) else ENGLISH


def _name_of(lang: str) -> str:
    try:
        return str(Locale.parse(lang, sep="-").get_display_name() or lang)
    except (ValueError, UnknownLocaleError):
        return lang


def _language_folders(config: MkDocsConfig) -> list[str]:
    """Return the folders of the content that have the name of a language and a home page.

    None where a home page stands beside them: "os" may hold pages on operating systems.
    """
    folder = Path(config.docs_dir)
    if not folder.is_dir() or any(folder.glob("index.m*")) or any(folder.glob("README.m*")):
        return []
    return [
        one.name
        for one in folder.iterdir()
        if re.fullmatch(RE_LOCALE, one.name) and any(one.glob("index.m*")) and one.is_dir()
    ]
