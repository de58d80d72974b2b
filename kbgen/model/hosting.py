"""The options of the host in mkdocs.yml: which files it needs, and what else pages may load."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    WithJsonSchema,
)

from kbgen.model.finding import KEY, HintedError, Span, did_you_mean
from kbgen.model.markup import is_address
from kbgen.model.message import msg

# Directives of CSP Level 3 to which mkdocs.yml may add sources; inline scripts stay forbidden.
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
MERMAID = "assets/mermaid.min.js"
"""The copy of Mermaid in the content folder with which diagrams are drawn."""
_HOST = re.compile(r"(https|wss)://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d+)?(/[^\s;,'\"$\\]*)?")
_HASH = re.compile(r"'sha(256|384|512)-[A-Za-z0-9+/]+={0,2}'")
_POLICY = re.compile(r"[A-Za-z0-9#=_/@.%-]+|'allow-duplicates'")  # of Trusted Types
_INERT = ("img-src", "font-src", "media-src")  # where a data: address cannot run
_SOURCE_HINT = msg(
    "write an address such as https://img.example, or the hash of an inline script or "
    "style: 'sha256-…'"
)
_POLICY_HINT = msg("write the name that a script of yours gives its policy")
_SOURCES = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_ALLOW_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": dict.fromkeys(DIRECTIVES, _SOURCES),
    "additionalProperties": False,
}


@dataclass(frozen=True)
class Load:
    """A file that every page loads because of mkdocs.yml; `directive` is its CSP directive."""

    directive: str
    address: str
    span: Span


def origin_of(address: str) -> str:
    """Return the scheme, host and port of a web address; "" for an address on the site itself.

    >>> origin_of("//cdn.example/a.js"), origin_of("a.js")
    ('https://cdn.example', '')
    """
    if not is_address(address):
        return ""
    parts = urlsplit(address)
    is_external = parts.netloc and parts.scheme in ("", "http", "https")
    return f"{parts.scheme or 'https'}://{parts.netloc}".lower() if is_external else ""


def allows(hosting: Hosting, directive: str, address: str) -> bool:
    """Tell whether the policy allows to load an address (CSP Level 3, 6.7.2.8)."""
    origin = origin_of(address)
    wanted = urlsplit(f"{origin}{urlsplit(address).path or '/'}") if origin else None
    sources = hosting.allow.get(directive, ())
    return wanted is not None and any(_matches(source, wanted) for source in sources)


def _matches(source: str, wanted: SplitResult) -> bool:
    known = urlsplit(source)
    if (known.scheme, _port(known)) != (wanted.scheme, _port(wanted)):
        return False
    host, name = known.hostname or "", wanted.hostname or ""
    is_host = name.endswith(host[1:]) if host.startswith("*.") else name == host
    is_below = known.path.endswith("/") and wanted.path.startswith(known.path)
    return is_host and (not known.path or known.path == wanted.path or is_below)


def _port(address: SplitResult) -> str:
    port = address.netloc.rpartition("@")[2].rpartition(":")[2]
    return port if port.isdigit() else "443"


def _allowed(given: Any) -> Any:
    """Validate the sources of each directive; the error names every wrong one with its path."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        return given
    read: dict[str, tuple[Any, ...]] = {}
    problems: list[Any] = []
    for name, value in given.items():
        if name not in DIRECTIVES:
            hint = did_you_mean(str(name), DIRECTIVES) or msg(
                "write one of %(names)s", names=", ".join(DIRECTIVES)
            )
            wrong = HintedError(msg("unknown directive '%(name)s'", name=str(name)), hint)
            problems.append(_error(wrong, name, name, KEY))
            continue
        read[name] = tuple(value) if isinstance(value, list | tuple) else (value,)
        for index, source in enumerate(read[name]):
            if not isinstance(source, str) or not _is_source(name, source):
                hint = _POLICY_HINT if name == "trusted-types" else _SOURCE_HINT
                what = msg("'%(written)s' is not allowed", written=str(source))
                wrong = HintedError(what, hint)
                problems.append(_error(wrong, source, name, index))
    if problems:
        raise ValidationError.from_exception_data("allow", problems)
    return read


def _error(wrong: HintedError, value: Any, *place: str | int) -> dict[str, Any]:
    return {"type": "value_error", "loc": place, "input": value, "ctx": {"error": wrong}}


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


def _redirects(given: Any) -> Any:
    if given is None or isinstance(given, bool) or given in ("netlify", "cloudflare"):
        return given
    raise HintedError(
        msg("must be netlify, cloudflare, true or false"), msg("write redirects: cloudflare")
    )


class Hosting(BaseModel):
    """`allow` is CSP directive → the sources that pages may use beside their own site."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    headers: StrictBool = Field(
        True, description="Whether to write _headers, with the security headers.", examples=[True]
    )
    redirects: Annotated[
        bool | Literal["netlify", "cloudflare"] | None, BeforeValidator(_redirects)
    ] = Field(
        None,
        description="Whether to write _redirects, and for whom: former addresses, and for "
        "`netlify` (or true) the 404 page of the reader's language. By default, if forms go to "
        "Netlify.",
        examples=["cloudflare"],
    )
    compress: StrictBool = Field(
        False, description="Whether to put .br and .gz beside every text file.", examples=[True]
    )
    allow: Annotated[
        Mapping[str, tuple[str, ...]], BeforeValidator(_allowed), WithJsonSchema(_ALLOW_SCHEMA)
    ] = Field(
        default_factory=dict,
        description="CSP directive → what else pages may load from elsewhere.",
        examples=[{"img-src": "https://img.example"}],
    )
