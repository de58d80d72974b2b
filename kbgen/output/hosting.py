"""What a host must know of a site: its security headers, caches and pages for lost readers.

`_headers` and `_redirects` are the files that Netlify, Cloudflare Pages and others read;
`kbgen.output.servers` says the same to nginx and Apache.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kbgen.output.llms import LLMS

ASSETS = "assets/kb/"
HASHED = ASSETS + r"(search/[^/]+\.[0-9a-f]{10}/[^/]+|([^/]+/)?[^/]+\.[0-9a-f]{8}(\.[a-z0-9]+)+)$"
"""What of them has a digest in its name, as a regular expression: it never changes."""
FOREVER = "public, max-age=31536000, immutable"
# Ask each time, and be told "not modified": a page that is older than its assets would name
# files that are there no more.
REVALIDATE = "public, max-age=0, must-revalidate"
HSTS = ("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
TRUSTED_TYPES = "kbgen"
"""The policy of theme/scripts/search-client.js, which lets through the address of its worker."""
MARK = "# Written by kbgen"


@dataclass(frozen=True)
class Host:
    """`path` is that of the site on its domain: "/" or "/help/".

    `assets` are the files below assets/kb/, for hosts that know no patterns.
    """

    path: str
    langs: tuple[str, ...]
    default: str
    assets: tuple[str, ...] = ()
    is_compressed: bool = False
    form_sources: tuple[str, ...] = ()
    connect_sources: tuple[str, ...] = ()
    allow: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def folders(self) -> Iterator[str]:
        """Yield the path of each language but the default."""
        for lang in self.langs:
            if lang != self.default:
                yield f"{self.path}{lang}/"


def content_security_policy(host: Host) -> str:
    """Return the policy: nothing but the site's own files, and where its forms are posted.

    No inline script or style runs, and no script turns text into HTML or code (Trusted Types).
    There is no upgrade-insecure-requests: every address in the site is relative, and a copy
    served by http, on one's own machine, would lose its styles.
    """
    allowed = {
        "default-src": ("'self'",),
        "object-src": ("'none'",),
        "base-uri": ("'none'",),
        "form-action": ("'self'", *host.form_sources),
        "frame-ancestors": ("'none'",),
        "require-trusted-types-for": ("'script'",),
        "trusted-types": (TRUSTED_TYPES,),
    }
    if host.connect_sources:
        allowed["connect-src"] = ("'self'", *host.connect_sources)
    for name, sources in host.allow.items():
        own = () if name == "frame-ancestors" else allowed.get(name, ("'self'",))
        allowed[name] = (*own, *sources)
    return "; ".join(f"{name} {' '.join(dict.fromkeys(s))}" for name, s in allowed.items())


def security_headers(host: Host) -> dict[str, str]:
    """Return what every response carries."""
    headers = {
        "Content-Security-Policy": content_security_policy(host),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-site",
    }
    # It cannot name who may frame a page; browsers that know frame-ancestors do not need it.
    if "frame-ancestors" not in host.allow:
        headers["X-Frame-Options"] = "DENY"
    return headers


def headers_file(host: Host) -> str:
    """Return _headers.

    No two rules set the same header: Cloudflare would join their values. Pages need no rule for
    their cache, since both hosts have them revalidated. A rule holds also for what is not there,
    so assets go by their names: a missing one must not be remembered as missing.
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
    """Return _redirects: a page for lost readers in each language.

    Netlify finds /404.html by itself; Cloudflare finds all of them and refuses such rules.
    """
    rules = [f"{folder}* {folder}404.html 404" for folder in host.folders()]
    return "\n".join([f"{MARK} for Netlify. {_place(host)}", *rules, ""])


def _place(host: Host) -> str:
    above = "" if host.path == "/" else f", above {host.path.strip('/')}/"
    return f"It belongs in the folder that you publish{above}."


def _rules(paths: Iterable[str], headers: Mapping[str, str]) -> list[str]:
    return [line for path in paths for line in (path, *_indented(headers))]


def _indented(headers: Mapping[str, str]) -> list[str]:
    return [f"  {name}: {value}" for name, value in headers.items()]
