"""Puts our styles and scripts into the site, and keeps Material's out of it."""

from __future__ import annotations

from pathlib import Path

import material
import mkdocs
import mkdocs_static_i18n
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from kbgen.output.assets import Assets
from kbgen.output.theme_assets import FOLDER
from kbgen.resources import folder

# Each holds the template of a sitemap.xml; as no template of ours, it would be copied as it is.
_SITEMAPS = {
    Path(mkdocs.__file__).parent / "templates",
    Path(mkdocs_static_i18n.__file__).parent / "custom_i18n_sitemap",
}


def drop_theme_files(files: Files) -> None:
    """Take out what MkDocs copies of themes: ours goes by its hash, Material's is unused."""
    themes = {folder("theme"), Path(material.__file__).parent / "templates", *_SITEMAPS}
    for file in list(files):
        if file.src_dir and Path(file.src_dir) in themes:
            files.remove(file)


def write_assets(assets: Assets, config: MkDocsConfig) -> None:
    """Write every asset below the site's assets/kb/, unless an earlier language has."""
    for name, content in assets.files.items():
        file = Path(config.site_dir) / FOLDER / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
