"""News for certain days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kbgen.kinds.kind import Kind
from kbgen.model.article import Article
from kbgen.model.finding import Finding, error
from kbgen.model.front_matter import ANSWER, BRANCH, FACT, Date, PageMeta, Words
from kbgen.model.message import msg


class NoticeMeta(PageMeta):
    """News with a start and an end; `branches` and `pages` limit it to some of them.

    What it `announces` are facts: their values of today and later, at its branches.
    """

    starts: Annotated[
        Date | None, Field(description="The first day on which the notice is shown.")
    ] = None
    ends: Annotated[
        Date | None, Field(description="The last day on which the notice is shown.")
    ] = None
    severity: Annotated[
        Literal["info", "warning", "critical"], Field(description="How urgent it is.")
    ] = "info"
    branches: Annotated[
        Words,
        Field(
            json_schema_extra=BRANCH, description="The branches that it concerns. By default all."
        ),
    ] = ()
    pages: Annotated[
        Words,
        Field(
            json_schema_extra=ANSWER, description="The pages on which it is shown. By default all."
        ),
    ] = ()
    announces: Annotated[
        Words,
        Field(
            json_schema_extra=FACT,
            description="The facts whose values and days it shows, at its branches.",
        ),
    ] = ()

    @property
    def first_day(self) -> date | None:
        return self.starts

    @property
    def last_day(self) -> date | None:
        return self.ends

    @property
    def only_at(self) -> tuple[str, ...]:
        return self.branches

    @property
    def announced_facts(self) -> tuple[str, ...]:
        return self.announces


def check_notice(page: Article) -> Iterator[Finding]:
    """KB454 a notice that ends before it starts."""
    starts, ends = page.meta.first_day, page.meta.last_day
    if starts and ends and ends < starts:
        what = msg(
            "this notice ends on %(last_day)s, before it starts on %(first_day)s",
            last_day=str(ends),
            first_day=str(starts),
        )
        yield error("KB454", page.where("ends"), what, msg("put the dates in order"))


NOTICE = Kind(
    name="notice",
    noun="a notice",
    folder="notices",
    model=NoticeMeta,
    title="Notices",
    summary="What is new, and what is changing.",
    nothing="There are no notices now.",
    icon="bell",
    card="kb/notice.html",
    weight=0.9,
    check=check_notice,
)
