"""The last step of a build: what the host needs, beside the site's own files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from kbgen.model.site import Settings
from kbgen.output.compress import compress_site
from kbgen.output.hosting import ASSETS, MARK, Host, headers_file, redirects_file
from kbgen.output.servers import apache, nginx
from kbgen.system.modes import make_readable

SERVERS: Mapping[str, Callable[[Host], str]] = {
    "headers": headers_file,
    "redirects": redirects_file,
    "nginx": nginx,
    "apache": apache,
}


def host_of(config: MkDocsConfig, settings: Settings, assets: Iterable[str] = ()) -> Host:
    """Return what a host must know of a site; `assets` are its files below assets/kb/."""
    path = urlsplit(config.site_url or "").path.strip("/")
    return Host(
        path=f"/{path}/" if path else "/",
        langs=settings.langs,
        default=settings.default,
        assets=tuple(sorted(assets)),
        is_compressed=settings.hosting.compress,
        form_sources=settings.forms.form_sources,
        connect_sources=(*settings.forms.connect_sources, *settings.search.connect_sources),
        allow=settings.hosting.allow,
    )


def host_files(config: MkDocsConfig, settings: Settings, assets: Iterable[str]) -> dict[str, bytes]:
    """Return _headers and _redirects, as far as the site wants them."""
    host, wanted = host_of(config, settings, assets), settings.hosting
    files = {
        "_headers": headers_file(host) if wanted.headers else "",
        "_redirects": redirects_file(host) if wanted.redirects else "",
    }
    return {name: text.encode() for name, text in files.items() if text}


def finish_site(config: MkDocsConfig, settings: Settings, assets: Iterable[str]) -> None:
    """Write _headers, _redirects and compressed copies, once every language has been built.

    Every server may read what is there then.

    An author may have a file of that name among the content; it stays.
    """
    folder = Path(config.site_dir)
    for name, content in host_files(config, settings, assets).items():
        file = folder / name
        if not file.exists() or file.read_bytes().startswith(MARK.encode()):
            file.write_bytes(content)
    if settings.hosting.compress:
        compress_site(folder, folder / ASSETS)
    make_readable(folder)
