"""Numbered steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from kbgen.kinds.kind import Contents, Kind, PageData, Thing
from kbgen.model.front_matter import FACT, Line, PageMeta


class ProcedureMeta(PageMeta):
    """Numbered steps; `time` is the fact that says how long they take."""

    time: Annotated[
        Line | None,
        Field(json_schema_extra=FACT, description="The fact that says how long it takes."),
    ] = None


def how_to(page: PageData) -> Iterator[Thing]:
    """Yield a HowTo; nothing if no section has numbered steps.

    Its steps are those of the section `steps`, else of the first section with more than one step.
    """
    order = sorted(page.sections, key=lambda section: section.anchor != "steps")
    section = next((one for one in order if len(one.steps) > 1), None)
    if section is None or not isinstance(page.meta, ProcedureMeta):
        return
    steps = [
        {"@type": "HowToStep", "position": number, "text": step}
        for number, step in enumerate(section.steps, 1)
    ]
    yield {
        "@type": "HowTo",
        "name": page.title,
        "description": page.description,
        "url": f"{page.url}#{section.anchor}" if section.anchor else page.url,
        "inLanguage": page.lang,
        "totalTime": page.durations.get(page.meta.time or "", ""),
        "step": steps,
    }


def recognize_procedure(found: Contents) -> str:
    """Recognize a procedure: three steps that are 40 % of the words, or announced by the title."""
    if found.steps < 3 or not (found.share_of_steps >= 0.4 or PROCEDURE.name in found.named):
        return ""
    return f"{found.steps} numbered steps make up {found.share_of_steps:.0%} of it"


PROCEDURE = Kind(
    name="procedure",
    noun="a procedure",
    folder="procedures",
    model=ProcedureMeta,
    title="How to",
    summary="What to do, step by step.",
    icon="steps",
    card="kb/procedure.html",
    is_task=True,
    weight=0.75,
    lead_weight=1.0,
    describe=how_to,
    recognize=recognize_procedure,
)
