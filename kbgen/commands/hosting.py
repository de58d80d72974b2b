"""`kbgen hosting`: the configuration of a web server for the site."""

from __future__ import annotations

from pathlib import Path

from kbgen.mkdocs.driver import load
from kbgen.output.host_files import SERVERS, host_of_site
from kbgen.output.redirect_rules import left_to_pages
from kbgen.output.theme_assets import theme_assets
from kbgen.resolve.drafts import drop_drafts
from kbgen.source.tree import read_site


def hosting_text(config_file: Path, server: str) -> tuple[str, str]:
    """Return the configuration of a host (one of SERVERS) for the site, and what is not in it."""
    settings = load(config_file).settings
    site, _ = read_site(settings)
    host = host_of_site(settings.site_url, drop_drafts(site), theme_assets(settings).files)
    text = SERVERS[server](host)
    return text, left_to_pages(server, host.moved, text)
