"""`kbgen hosting`: the configuration of a web server for the site."""

from __future__ import annotations

from pathlib import Path

from kbgen.mkdocs.driver import load
from kbgen.output.host_files import SERVERS, host_of
from kbgen.output.theme_assets import theme_assets


def hosting_text(config_file: Path, server: str) -> str:
    """Return the configuration of a web server (one of SERVERS) for the site."""
    settings = load(config_file).settings
    host = host_of(settings.site_url, settings, theme_assets(settings).files)
    return SERVERS[server](host)
