"""What mkdocs.yml says of the host: which files to write for it, what else pages may load."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit

from kbgen.model.finding import Span, did_you_mean
from kbgen.model.markup import is_address

KNOWN = ("headers", "redirects", "compress", "allow")
# Directives of CSP Level 3 to which a source may be added; a page's own scripts stay strict.
DIRECTIVES = (
    "connect-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "frame-src",
    "img-src",
    "media-src",
    "script-src",
    "style-src",
    "trusted-types",
)
_HOST = re.compile(r"(https|wss)://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d+)?(/[^\s;,'\"$\\]*)?")
_HASH = re.compile(r"'sha(256|384|512)-[A-Za-z0-9+/]+={0,2}'")
_POLICY = re.compile(r"[A-Za-z0-9#=_/@.%-]+|'allow-duplicates'")  # of Trusted Types
_INERT = ("img-src", "font-src", "media-src")  # where a data: address cannot run


class HostingError(ValueError):
    """`hosting` in mkdocs.yml cannot be understood; the message says what to write."""


@dataclass(frozen=True)
class Hosting:
    """`allow` is CSP directive → the sources that pages may use beside their own site."""

    headers: bool = True
    """Whether to write _headers."""
    redirects: bool = False
    """Whether to write _redirects: Netlify's way to a page for lost readers in each language."""
    compress: bool = False
    """Whether to put .br and .gz beside every text file."""
    allow: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Load:
    """A file that every page loads because mkdocs.yml says so; `directive` is one of CSP's."""

    directive: str
    address: str
    span: Span


def origin_of(address: str) -> str:
    """Return scheme, host and port of what lies at a web address; "" for a place on the site.

    >>> origin_of("//cdn.example/a.js"), origin_of("a.js")
    ('https://cdn.example', '')
    """
    if not is_address(address):
        return ""
    parts = urlsplit(address)
    is_elsewhere = parts.netloc and parts.scheme in ("", "http", "https")
    return f"{parts.scheme or 'https'}://{parts.netloc}".lower() if is_elsewhere else ""


def allows(hosting: Hosting, directive: str, address: str) -> bool:
    """Tell whether what is at an address may be loaded (CSP Level 3, 6.7.2.8)."""
    wanted = urlsplit(f"{origin_of(address)}{urlsplit(address).path or '/'}")
    return any(_matches(source, wanted) for source in hosting.allow.get(directive, ()))


def _matches(source: str, wanted: SplitResult) -> bool:
    known = urlsplit(source)
    host, port = known.hostname or "", known.netloc.rpartition(":")[2]
    if known.scheme != wanted.scheme or (wanted.port or 443) != (
        int(port) if port.isdigit() else 443
    ):
        return False
    name = wanted.hostname or ""
    is_host = name.endswith(host[1:]) if host.startswith("*.") else name == host
    is_below = wanted.path.startswith(known.path) if known.path.endswith("/") else False
    return is_host and (not known.path or known.path == wanted.path or is_below)


def hosting_from(option: Mapping[str, Any], is_netlify: bool = False) -> Hosting:
    """Read `hosting` of mkdocs.yml. Raises HostingError.

    A site whose forms go to Netlify is at Netlify, unless it says that it wants no _redirects.
    """
    for key in option:
        if key not in KNOWN:
            hint = did_you_mean(str(key), KNOWN) or f"it has {', '.join(KNOWN)}"
            raise HostingError(f"there is no '{key}'; {hint}")
    return Hosting(
        headers=_flag(option, "headers", True),
        redirects=_flag(option, "redirects", is_netlify),
        compress=_flag(option, "compress", False),
        allow=_allowed(option.get("allow") or {}),
    )


def _flag(option: Mapping[str, Any], name: str, default: bool) -> bool:
    value = option.get(name, default)
    if not isinstance(value, bool):
        raise HostingError(f"{name}: write true or false, not '{value}'")
    return value


def _allowed(given: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(given, Mapping):
        raise HostingError("allow: write directives and sources: {img-src: https://img.example}")
    return {_directive(name): _sources(name, value) for name, value in given.items()}


def _directive(name: Any) -> str:
    if name not in DIRECTIVES:
        hint = did_you_mean(str(name), DIRECTIVES) or f"write one of {', '.join(DIRECTIVES)}"
        raise HostingError(f"allow: unknown directive '{name}'; {hint}")
    return str(name)


def _sources(name: str, given: Any) -> tuple[str, ...]:
    sources = given if isinstance(given, list) else [given]
    for source in sources:
        if not isinstance(source, str) or not _is_source(name, source):
            what = (
                "the name that a script of yours gives its policy"
                if name == "trusted-types"
                else "an address such as https://img.example, or the hash of an inline script or "
                "style: 'sha256-…'"
            )
            raise HostingError(f"allow: {name}: '{source}' is not allowed; write {what}")
    return tuple(sources)


def _is_source(directive: str, source: str) -> bool:
    if directive == "trusted-types":
        return bool(_POLICY.fullmatch(source))
    if source == "data:":
        return directive in _INERT
    if source == "'self'":
        return directive == "frame-ancestors"
    if _HASH.fullmatch(source):
        return directive in ("script-src", "style-src")
    return bool(_HOST.fullmatch(source))
