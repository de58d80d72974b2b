"""The files for the host of a site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from kbgen.model.hosting import MERMAID
from kbgen.model.site import Settings, Site
from kbgen.output.hosting import (
    Host,
    cloudflare_redirects,
    headers_file,
    redirects_file,
    security_headers,
)
from kbgen.output.redirect_rules import azure_config, redirect_rules, s3_config
from kbgen.output.servers import apache, nginx


def _azure(host: Host) -> str:
    return azure_config(host.moved, security_headers(host), host.path)


def _s3(host: Host) -> str:
    return s3_config(host.moved, host.path, host.url)


SERVERS: Mapping[str, Callable[[Host], str]] = {
    "headers": headers_file,
    "redirects": redirects_file,
    "cloudflare": cloudflare_redirects,
    "nginx": nginx,
    "apache": apache,
    "azure": _azure,
    "s3": _s3,
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
        draws=(settings.content / MERMAID).exists(),
        url=url,
    )


def host_of_site(url: str, site: Site, assets: Iterable[str]) -> Host:
    """Return what a host must know of a site, with its former addresses."""
    host = host_of(url, site.settings, assets)
    return replace(host, moved=redirect_rules(site, host.path))


def host_files(url: str, site: Site, assets: Iterable[str]) -> dict[str, bytes]:
    """Return _headers and _redirects if the options of the site ask for them."""
    host, wanted = host_of_site(url, site, assets), site.settings.hosting
    redirects = cloudflare_redirects if wanted.redirects == "cloudflare" else redirects_file
    files = {
        "_headers": headers_file(host) if wanted.headers else "",
        "_redirects": redirects(host) if wanted.redirects else "",
    }
    return {name: text.encode() for name, text in files.items() if text}
