"""The options of the search in mkdocs.yml."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from kbgen.model.finding import HintedError
from kbgen.model.message import msg

_ADDRESS = re.compile(
    r"https://[^\s\"'<>;,]+|http://(?:localhost|127\.0\.0\.1)(?::\d+)?/[^\s\"'<>;,]*"
)


def _beacon(given: Any) -> str:
    beacon = "" if given is None else str(given)
    if beacon and not _ADDRESS.fullmatch(beacon):
        what = msg("'%(written)s' is no address", written=beacon)
        raise HintedError(what, msg("write one that begins with https://"))
    return beacon


class Search(BaseModel):
    """`beacon` receives queries without result: the words and the language, no more."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    beacon: Annotated[str, BeforeValidator(_beacon)] = Field(
        "",
        description="The address to which pages send searches that found nothing.",
        examples=["https://example.com/missed"],
    )

    @property
    def connect_sources(self) -> tuple[str, ...]:
        """Return the origins that pages send to, for the Content-Security-Policy."""
        parts = urlsplit(self.beacon)
        return (f"{parts.scheme}://{parts.netloc}",) if self.beacon else ()
