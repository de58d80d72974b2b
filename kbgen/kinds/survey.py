"""Questions to customers, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from kbgen.kinds.kind import Contents, Kind
from kbgen.model.article import Article
from kbgen.model.finding import Finding, HintedError, did_you_mean, error
from kbgen.model.forms import FIELDS, Forms
from kbgen.model.front_matter import FACT, LANGUAGE, Line, PageMeta
from kbgen.model.message import msg

PARTS = {"commend": ("commend-name", "commend-reason"), "callback": ("callback-phone",)}
"""Type of a question → the keys of the texts for its additional fields."""


class SurveyQuestion(BaseModel):
    """One question of a survey; its wording stands under `text` in every language."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z][a-z0-9-]*$"),
        Field(description="The id of the question, the same in every language."),
    ]
    type: Annotated[
        Literal["statement", "rating", "open", "commend", "callback"],
        Field(
            description="What is asked for: agreement, a rating, a text, praise, or a call back."
        ),
    ]
    required: Annotated[
        bool, Field(description="Whether the survey cannot be sent without an answer.")
    ] = False


def _each_id_once(questions: tuple[SurveyQuestion, ...]) -> tuple[SurveyQuestion, ...]:
    ids = [question.id for question in questions]
    twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
    if twice:
        raise HintedError(msg("two questions have the id %(ids)s", ids=", ".join(twice)))
    return questions


class SurveyMeta(PageMeta):
    """Questions as data; `text` holds their wording, by question id.

    A scale of its `own` has its answers there, too: `scale-1` to `scale-5`, or as many as `points`.
    """

    scale: Annotated[
        Literal["agreement", "own"],
        Field(
            description="Answers from disagree to agree, or your own: scale-1, scale-2 … in text."
        ),
    ] = "agreement"
    points: Annotated[
        int, Field(ge=3, le=7, description="How many answers a scale of its own has.")
    ] = 5
    incentive: Annotated[
        Line | None,
        Field(
            json_schema_extra=FACT,
            description="The fact that says what a customer gets for answering.",
        ),
    ] = None
    questions: Annotated[
        tuple[SurveyQuestion, ...],
        AfterValidator(_each_id_once),
        Field(description="The questions, each with an id and a type."),
    ] = ()
    text: Annotated[
        dict[str, Line],
        Field(
            json_schema_extra=LANGUAGE,
            description="The wording of each question by its id, in the language of the page.",
        ),
    ] = Field(default_factory=dict)

    @property
    def wording(self) -> Mapping[tuple[str, ...], str]:
        return {("text", key): words for key, words in self.text.items()}

    @property
    def has_form(self) -> bool:
        return bool(self.questions)


def check_survey(page: Article, source: Article, forms: Forms) -> Iterator[Finding]:
    """KB304 a text without a question, a question without text, or with the id of another field."""
    asked, worded = source.meta, page.meta
    if not isinstance(asked, SurveyMeta) or not isinstance(worded, SurveyMeta):
        return
    if page is source:
        yield from _taken(page, asked, forms)
    wanted = [
        key for question in asked.questions for key in (question.id, *PARTS.get(question.type, ()))
    ]
    if asked.scale == "own":
        wanted += [f"scale-{number}" for number in range(1, asked.points + 1)]
    missing = [key for key in wanted if key not in worded.text]
    other = [key for key in worded.text if key not in wanted]
    if len(missing) == len(other) and all(not key.isascii() for key in other):
        # In the order of the questions, names that somebody translated.
        for key, meant in zip(other, missing, strict=True):
            what = msg(
                "'%(name)s' was translated; the names before the colon stay in English", name=key
            )
            yield error("KB304", page.where("text", key), what, msg("write %(key)s", key=meant))
        return
    if missing:
        what = msg("the survey has no words for: %(keys)s", keys=", ".join(missing))
        yield error("KB304", page.where("text"), what, msg("add them under text:"))
    for key in other:
        what = msg("text: there is no question '%(key)s'", key=key)
        yield error("KB304", page.where("text", key), what, did_you_mean(key, wanted))


def _taken(page: Article, survey: SurveyMeta, forms: Forms) -> Iterator[Finding]:
    preset = forms.preset
    fields = {*FIELDS, preset.key, preset.honeypot, preset.thanks, preset.subject}
    for question in survey.questions:
        parts = PARTS.get(question.type, ())
        names = (question.id, *(f"{question.id}-{part.rpartition('-')[2]}" for part in parts))
        if taken := sorted(fields & set(names)):
            what = msg("the form has a field '%(name)s' already", name=taken[0])
            yield error("KB304", page.where("questions"), what, msg("give the question another id"))
        fields |= set(names)


def recognize_survey(found: Contents) -> str:
    """Recognize a survey by its questionnaire."""
    if found.questionnaire is None:
        return ""
    questions, points = found.questionnaire
    return f"a questionnaire of {questions} questions with a {points}-point scale"


SURVEY = Kind(
    name="survey",
    noun="a survey",
    folder="surveys",
    model=SurveyMeta,
    title="Tell us what you think",
    summary="A few questions about your experience.",
    icon="star",
    card="kb/survey.html",
    is_wide=True,
    is_form=True,
    lead_weight=1.0,
    check_needed=check_survey,
    recognize=recognize_survey,
)
