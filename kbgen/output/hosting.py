"""The configuration of a site's host: security headers, caches and 404 pages.

Netlify, Cloudflare Pages and others read `_headers` and `_redirects`; `kbgen.output.servers` has
the configuration of nginx and Apache.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kbgen.output.llms import LLMS
from kbgen.output.redirect_rules import RedirectRule, cloudflare_lines, netlify_lines

ASSETS = "assets/kb/"
HASHED = ASSETS + r"(search/[^/]+\.[0-9a-f]{10}/[^/]+|([^/]+/)?[^/]+\.[0-9a-f]{8}(\.[a-z0-9]+)+)$"
"""A regular expression for assets with a digest in their name, which never change."""
FOREVER = "public, max-age=31536000, immutable"
# Browsers revalidate pages each time ("not modified"): an old page would name assets that no
# longer exist.
REVALIDATE = "public, max-age=0, must-revalidate"
_HASHED = re.compile(HASHED)
HSTS = ("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
TRUSTED_TYPES = "kbgen"
_DRAWING = ("default", "dompurify")
"""The policies of scripts/diagrams.js, and of Mermaid itself."""
"""The policy of theme/scripts/search-client.js, which allows the address of its worker."""
MARK = "# Written by kbgen"


@dataclass(frozen=True)
class Host:
    """The data of a site for its host. `path` is its path on its domain: "/" or "/help/".

    `assets` are the files below assets/kb/, for hosts without patterns.
    """

    path: str
    langs: tuple[str, ...]
    default: str
    assets: tuple[str, ...] = ()
    is_compressed: bool = False
    form_sources: tuple[str, ...] = ()
    connect_sources: tuple[str, ...] = ()
    allow: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    draws: bool = False
    """Whether the site has a copy of Mermaid, which turns text into elements."""
    moved: tuple[RedirectRule, ...] = ()
    url: str = ""
    """Where the site stands on the web, if that is known."""

    def folders(self) -> Iterator[str]:
        """Yield the path of each language but the default."""
        for lang in self.langs:
            if lang != self.default:
                yield f"{self.path}{lang}/"


def is_hashed(path: str) -> bool:
    """Tell whether a file, by its path below the site, has a digest of its content in its name."""
    return bool(_HASHED.match(path))


def cache_control(path: str) -> str:
    """Return how long a file, by its path below the site, may be kept without asking again."""
    return FOREVER if is_hashed(path) else REVALIDATE


def content_security_policy(host: Host) -> str:
    """Return the policy: it allows the site's own files, the targets of forms, and the options.

    It forbids inline scripts and styles, and scripts that convert text to HTML or code (Trusted
    Types). It has no upgrade-insecure-requests: addresses in the site are relative, and a copy that
    is served over http on a developer's machine would lose its styles.
    """
    allowed = {
        "default-src": ("'self'",),
        "object-src": ("'none'",),
        "base-uri": ("'none'",),
        "form-action": ("'self'", *host.form_sources),
        "frame-ancestors": ("'none'",),
        "require-trusted-types-for": ("'script'",),
        "trusted-types": (TRUSTED_TYPES, *(_DRAWING if host.draws else ())),
    }
    if host.connect_sources:
        allowed["connect-src"] = ("'self'", *host.connect_sources)
    for name, sources in host.allow.items():
        own = () if name == "frame-ancestors" else allowed.get(name, ("'self'",))
        allowed[name] = (*own, *sources)
    return "; ".join(f"{name} {' '.join(dict.fromkeys(s))}" for name, s in allowed.items())


def security_headers(host: Host) -> dict[str, str]:
    """Return the security headers of every response."""
    headers = {
        "Content-Security-Policy": content_security_policy(host),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-site",
    }
    # X-Frame-Options cannot list origins; browsers that support frame-ancestors do not need it.
    if "frame-ancestors" not in host.allow:
        headers["X-Frame-Options"] = "DENY"
    return headers


def headers_file(host: Host) -> str:
    """Return _headers.

    No two rules set the same header, since Cloudflare would join the values. Pages need no rule for
    caches, since both hosts let browsers revalidate them. Rules also apply to missing files, so
    each asset has its own rule: browsers must not keep the answer that a file is missing. A site of
    four languages has some thirty rules; Cloudflare reads 100 of 2,000 characters a line:
    https://developers.cloudflare.com/workers/static-assets/headers/
    """
    texts = [host.path, *host.folders()]
    hashed = [f"{host.path}{ASSETS}{name}" for name in (*host.assets, "search/:index/:file")]
    return "\n".join(
        [
            f"{MARK} for Netlify and Cloudflare. {_place(host)}",
            f"{host.path}*",
            *_indented(security_headers(host)),
            "  # Once all of the domain is served by https, and will be:",
            f"  # {HSTS[0]}: {HSTS[1]}",
            *_rules(hashed, {"Cache-Control": FOREVER}),
            *_rules([f"{f}{LLMS}" for f in texts], {"Content-Type": "text/plain; charset=utf-8"}),
            "",
        ]
    )


def redirects_file(host: Host) -> str:
    """Return _redirects for Netlify: former addresses, and the 404 page of each language.

    Netlify finds /404.html by itself. Cloudflare finds all 404 pages and refuses these rules.
    """
    rules = [f"{folder}* {folder}404.html 404" for folder in host.folders()]
    moved = netlify_lines(host.moved)
    return "\n".join([f"{MARK} for Netlify. {_place(host)}", *moved, *rules, ""])


def cloudflare_redirects(host: Host) -> str:
    """Return _redirects for Cloudflare: former addresses, as many as it reads."""
    first = f"{MARK} for Cloudflare. {_place(host)}"
    return "\n".join([first, *cloudflare_lines(host.moved), ""])


def _place(host: Host) -> str:
    above = "" if host.path == "/" else f", above {host.path.strip('/')}/"
    return f"It belongs in the folder that you publish{above}."


def _rules(paths: Iterable[str], headers: Mapping[str, str]) -> list[str]:
    return [line for path in paths for line in (path, *_indented(headers))]


def _indented(headers: Mapping[str, str]) -> list[str]:
    return [f"  {name}: {value}" for name, value in headers.items()]
