"""The parts of a language's files that one page contributes; they are joined at the end."""

from __future__ import annotations

from dataclasses import dataclass

from kbgen.output.alternates import Web
from kbgen.output.answers import AnswerExporter, BuiltPage, Fragment, sections_of
from kbgen.output.feed import FeedEntry, changed_answers


@dataclass(frozen=True)
class PageOutput:
    """One page's part of api/answers.json, of the branches' files and of the feed."""

    answers: tuple[Fragment, ...] = ()
    branches: tuple[tuple[str, Fragment], ...] = ()
    changed: tuple[FeedEntry, ...] = ()


def page_output(own: AnswerExporter, page: BuiltPage) -> PageOutput:
    """Return the parts that a page contributes to its readers' language.

    Drafts contribute none, and neither do earlier editions.
    """
    site, lang, base = own.edition.site, own.edition.lang, own.edition.base
    if site.is_draft(page.article) or page.article.id in site.past:
        return PageOutput()
    sections = sections_of(site, page)
    return PageOutput(
        tuple(own.answer(passage) for passage in sections),
        tuple(found for passage in sections for found in own.branch_answers(passage)),
        tuple(changed_answers(Web(site, base), lang, sections)),
    )
