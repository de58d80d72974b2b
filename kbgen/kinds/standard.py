"""A promise: how fast, and where to go if it is missed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from kbgen.kinds.kind import Kind
from kbgen.model.article import Article
from kbgen.model.finding import Finding, error
from kbgen.model.front_matter import ANSWER, FACT, Line, PageMeta
from kbgen.model.message import msg


class StandardMeta(PageMeta):
    """A promise: how fast, and where to go if it is missed."""

    time: Annotated[
        Line | None, Field(json_schema_extra=FACT, description="The fact that says how fast.")
    ] = None
    if_missed: Annotated[
        Line | None,
        Field(
            json_schema_extra=ANSWER,
            description="Where a customer goes if the time is missed: a page or an answer.",
        ),
    ] = None


def check_standard(page: Article) -> Iterator[Finding]:
    """KB451 a standard without time or remedy."""
    meta, place = page.meta, page.where()
    if not isinstance(meta, StandardMeta):
        return
    if not meta.time:
        yield error("KB451", place, msg("this standard promises no time"), msg("add time: <fact>"))
    if not meta.if_missed:
        what = msg("this standard does not say where to go if it is missed")
        yield error("KB451", place, what, msg("add if_missed: procedures/…#…"))


STANDARD = Kind(
    name="standard",
    noun="a standard",
    folder="standards",
    model=StandardMeta,
    title="Service standards",
    summary="What we promise, and how fast.",
    icon="shield",
    card="kb/standard.html",
    keeps_history=True,
    weight=0.85,
    lead_weight=0.3,
    check=check_standard,
    needs="a standard needs `time:` and `if_missed:` before it is published",
)
