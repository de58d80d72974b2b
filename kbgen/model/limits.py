"""What mkdocs.yml says of how much a page may cost."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Limits(BaseModel):
    """`page_seconds` is how long the rendering of one page may take."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    page_seconds: float = Field(
        10,
        gt=0,
        allow_inf_nan=False,
        strict=True,
        description="Seconds after which a page that is still not rendered is refused.",
        examples=[10],
    )
