"""What mkdocs.yml says of the host: which files to write for it, what else pages may load."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    WithJsonSchema,
)

from kbgen.model.finding import KEY, HintedError, did_you_mean

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
)
_HOST = re.compile(r"(https|wss)://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d+)?(/[^\s;,'\"$\\]*)?")
_HASH = re.compile(r"'sha(256|384|512)-[A-Za-z0-9+/]+={0,2}'")
_INERT = ("img-src", "font-src", "media-src")  # where a data: address cannot run
_SOURCE_HINT = (
    "write an address such as https://img.example, or the hash of an inline script or style: "
    "'sha256-…'"
)
_SOURCES = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_ALLOW_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": dict.fromkeys(DIRECTIVES, _SOURCES),
    "additionalProperties": False,
}


def _allowed(given: Any) -> Any:
    """Return the sources of each directive; every wrong one is an error with its place."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        return given
    read: dict[str, tuple[Any, ...]] = {}
    problems: list[Any] = []
    for name, value in given.items():
        if name not in DIRECTIVES:
            hint = did_you_mean(str(name), DIRECTIVES) or f"write one of {', '.join(DIRECTIVES)}"
            wrong = HintedError(f"unknown directive '{name}'", hint)
            problems.append(_error(wrong, name, name, KEY))
            continue
        read[name] = tuple(value) if isinstance(value, list | tuple) else (value,)
        for index, source in enumerate(read[name]):
            if not isinstance(source, str) or not _is_source(name, source):
                wrong = HintedError(f"'{source}' is not allowed", _SOURCE_HINT)
                problems.append(_error(wrong, source, name, index))
    if problems:
        raise ValidationError.from_exception_data("allow", problems)
    return read


def _error(wrong: HintedError, value: Any, *place: str | int) -> dict[str, Any]:
    return {"type": "value_error", "loc": place, "input": value, "ctx": {"error": wrong}}


def _is_source(directive: str, source: str) -> bool:
    if source == "data:":
        return directive in _INERT
    if source == "'self'":
        return directive == "frame-ancestors"
    if _HASH.fullmatch(source):
        return directive in ("script-src", "style-src")
    return bool(_HOST.fullmatch(source))


class Hosting(BaseModel):
    """`allow` is CSP directive → the sources that pages may use beside their own site."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    headers: StrictBool = Field(True, description="Whether to write _headers.", examples=[True])
    redirects: StrictBool | None = Field(
        None,
        description="Whether to write _redirects, Netlify's way to a page for lost readers in each "
        "language. By default, if forms go to Netlify.",
        examples=[True],
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
