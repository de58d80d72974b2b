"""The last step of a build: what the host needs, beside the site's own files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from kbgen.model.site import Settings
from kbgen.publish.compress import compress_site
from kbgen.publish.hosting import ASSETS, MARK, Host, headers_file, redirects_file
from kbgen.publish.servers import apache, nginx

SERVERS: Mapping[str, Callable[[Host], str]] = {
    "headers": headers_file,
    "redirects": redirects_file,
    "nginx": nginx,
    "apache": apache,
}


def host_of(config: MkDocsConfig, settings: Settings) -> Host:
    """Return what a host must know of a site."""
    path = urlsplit(config.site_url or "").path.strip("/")
    return Host(
        path=f"/{path}/" if path else "/",
        langs=settings.langs,
        default=settings.default,
        is_compressed=settings.hosting.compress,
        form_sources=settings.forms.form_sources,
        connect_sources=(*settings.forms.connect_sources, *settings.search.connect_sources),
        allow=settings.hosting.allow,
    )


def finish_site(config: MkDocsConfig, settings: Settings) -> None:
    """Write _headers, _redirects and compressed copies, once every language has been built."""
    folder = Path(config.site_dir)
    host = host_of(config, settings)
    if settings.hosting.headers:
        _write(folder / "_headers", headers_file(host))
    if settings.hosting.redirects:
        _write(folder / "_redirects", redirects_file(host))
    if settings.hosting.compress:
        compress_site(folder, folder / ASSETS)


def _write(file: Path, text: str) -> None:
    """Write a file, unless an author has one of that name among the content."""
    if not file.exists() or file.read_bytes().startswith(MARK.encode()):
        file.write_text(text, "utf-8")
