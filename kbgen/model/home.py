"""The options of the home page in mkdocs.yml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from kbgen.model.finding import HintedError, did_you_mean
from kbgen.model.front_matter import Line
from kbgen.model.message import msg

ICONS = (
    *("alert", "bell", "box", "card", "chat", "check", "clock", "document", "globe", "info"),
    *("link", "mail", "phone", "pin", "question", "return", "shield", "star", "steps", "truck"),
    *("user", "wrench"),
)
"""The names of the icons in theme/images/icons.svg for tasks and kinds of page."""


def _icon(given: str) -> str:
    if given in ICONS:
        return given
    hint = did_you_mean(given, ICONS) or msg("write one of %(names)s", names=", ".join(ICONS))
    raise HintedError(msg("there is no icon '%(name)s'", name=given), hint)


def or_empty(given: Any) -> Any:
    """Return {} for a mapping that is left out."""
    return {} if given is None else given


def as_task(given: Any) -> Any:
    """Convert a page alone to {page: …}, which it abbreviates."""
    return {"page": given} if isinstance(given, str) else given


class Task(BaseModel):
    """Something that customers want to do: a page or an answer of the site."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    page: Line = Field(
        description="A page, or an answer: page#heading.", examples=["procedures/return-an-item"]
    )
    icon: Annotated[str, AfterValidator(_icon), WithJsonSchema({"enum": [*ICONS]})] | None = Field(
        None, description="Its picture. By default that of its kind of page.", examples=["return"]
    )
    words: Annotated[Mapping[str, Line], BeforeValidator(or_empty)] = Field(
        default_factory=dict,
        description="Language → what it is called here. By default the page's title.",
        examples=[{"en": "Send something back"}],
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        """Return a schema that also allows the short form of {page: …}, the page alone."""
        own = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [{"type": "string"}, own]}
