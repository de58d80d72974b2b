"""Every question of a survey has its words in every language, and no words stand alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kbgen.checks.inputs import Pages
from kbgen.model.article import Article
from kbgen.model.finding import Finding, did_you_mean, error
from kbgen.model.forms import FIELDS, Forms
from kbgen.model.front_matter import SurveyMeta

PARTS = {"commend": ("commend-name", "commend-reason"), "callback": ("callback-phone",)}
"""Question type → the keys that word its further fields."""


def check_surveys(pages: Pages, sources: Mapping[str, Article], forms: Forms) -> Iterator[Finding]:
    """KB304 words without a question, a question without words, or with the id of another field."""
    for article in pages.values():
        source = sources.get(article.id, article)
        if not isinstance(source.meta, SurveyMeta) or not isinstance(article.meta, SurveyMeta):
            continue
        if source.is_broken or article.is_broken:
            continue
        if article is source:
            yield from _taken(article, source.meta, forms)
        wanted = [
            key
            for question in source.meta.questions
            for key in (question.id, *PARTS.get(question.type, ()))
        ]
        if source.meta.scale == "own":
            wanted += [f"scale-{number}" for number in range(1, source.meta.points + 1)]
        missing = [key for key in wanted if key not in article.meta.text]
        if missing:
            what = f"the survey has no words for: {', '.join(missing)}"
            yield error("KB304", article.where("text"), what, "add them under text:")
        for key in article.meta.text:
            if key not in wanted:
                what = f"text: there is no question '{key}'"
                yield error("KB304", article.where("text", key), what, did_you_mean(key, wanted))


def _taken(article: Article, survey: SurveyMeta, forms: Forms) -> Iterator[Finding]:
    preset = forms.preset
    fields = {*FIELDS, preset.key, preset.honeypot, preset.thanks, preset.subject}
    for question in survey.questions:
        parts = PARTS.get(question.type, ())
        names = (question.id, *(f"{question.id}-{part.rpartition('-')[2]}" for part in parts))
        if taken := sorted(fields & set(names)):
            what = f"the form has a field '{taken[0]}' already"
            yield error("KB304", article.where("questions"), what, "give the question another id")
        fields |= set(names)
