"""The files for the host of a site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

from kbgen.model.site import Settings
from kbgen.output.hosting import Host, headers_file, redirects_file
from kbgen.output.servers import apache, nginx

SERVERS: Mapping[str, Callable[[Host], str]] = {
    "headers": headers_file,
    "redirects": redirects_file,
    "nginx": nginx,
    "apache": apache,
}


def host_of(url: str, settings: Settings, assets: Iterable[str] = ()) -> Host:
    """Return what a host must know of a site.

    `url` is where it stands on the web, or ""; `assets` are its files below assets/kb/.
    """
    path = urlsplit(url).path.strip("/")
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


def host_files(url: str, settings: Settings, assets: Iterable[str]) -> dict[str, bytes]:
    """Return _headers and _redirects if the options of the site ask for them."""
    host, wanted = host_of(url, settings, assets), settings.hosting
    files = {
        "_headers": headers_file(host) if wanted.headers else "",
        "_redirects": redirects_file(host) if wanted.redirects else "",
    }
    return {name: text.encode() for name, text in files.items() if text}
