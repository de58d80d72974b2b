"""Questions and their answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from kbgen.kinds.kind import Contents, Kind, PageData, Thing
from kbgen.model.front_matter import SECTION, PageMeta, Words


class FaqMeta(PageMeta):
    """Questions; `popular` names the ones customers ask most."""

    popular: Annotated[
        Words,
        Field(
            json_schema_extra=SECTION,
            description="Ids of the questions that customers ask most, for the home page.",
        ),
    ] = ()

    @property
    def popular_sections(self) -> tuple[str, ...]:
        return self.popular


def faq_page(page: PageData) -> Iterator[Thing]:
    """Yield the questions of a page and the HTML of their answers, as on the page."""
    questions = [
        {
            "@type": "Question",
            "name": section.title,
            "url": f"{page.url}#{section.anchor}",
            "acceptedAnswer": {"@type": "Answer", "text": section.html.strip()},
        }
        for section in page.sections
        if section.anchor and section.text
    ]
    if questions:
        yield {
            "@type": "FAQPage",
            "url": page.url,
            "inLanguage": page.lang,
            "mainEntity": questions,
        }


def recognize_faq(found: Contents) -> str:
    """Recognize an FAQ: at least half of the headings are questions, and two or, of many, three."""
    is_sure = found.questions == found.headings or FAQ.name in found.named
    if found.questions < (2 if is_sure else 3) or found.questions * 2 < found.headings:
        return ""
    return f"{found.questions} of its {found.headings} headings are questions"


FAQ = Kind(
    name="faq",
    noun="an FAQ",
    folder="faq",
    model=FaqMeta,
    title="Questions and answers",
    summary="Short answers to what customers ask most.",
    icon="question",
    has_questions=True,
    lead_weight=0.3,
    describe=faq_page,
    recognize=recognize_faq,
)
