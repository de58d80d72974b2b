"""Every question of a survey has its words in every language, and no words stand alone."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.model.finding import Finding, did_you_mean, error
from kbgen.model.front_matter import SurveyMeta
from kbgen.model.site import Site

PARTS = {"commend": ("commend-name", "commend-reason"), "callback": ("callback-phone",)}
"""Question type → the keys that word its further fields."""


def check_surveys(site: Site) -> Iterator[Finding]:
    """KB304 words without a question, or a question without words."""
    for article in site.articles.values():
        source = site.source_of(article.id) or article
        if not isinstance(source.meta, SurveyMeta) or not isinstance(article.meta, SurveyMeta):
            continue
        if source.is_broken or article.is_broken:
            continue
        wanted = [
            key
            for question in source.meta.questions
            for key in (question.id, *PARTS.get(question.type, ()))
        ]
        missing = [key for key in wanted if key not in article.meta.text]
        if missing:
            what = f"the survey has no words for: {', '.join(missing)}"
            yield error("KB304", article.where("text"), what, "add them under text:")
        for key in article.meta.text:
            if key not in wanted:
                what = f"text: there is no question '{key}'"
                yield error("KB304", article.where("text", key), what, did_you_mean(key, wanted))
