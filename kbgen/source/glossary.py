"""Reads glossary.yml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, create_model

from kbgen.model.fact import Term
from kbgen.model.finding import Finding, Span, did_you_mean, error
from kbgen.model.front_matter import Line, Words
from kbgen.model.message import msg
from kbgen.source.shape import shape
from kbgen.source.yaml import parse_yaml


class TermBase(BaseModel):
    """A term: its right word (or words, the best first) in each language, and wrong words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    avoid: dict[str, Words] = Field(
        default_factory=dict, description="language → words not to use (KB442)"
    )
    also: dict[str, Words] = Field(
        default_factory=dict,
        description="language → what customers call it: the search finds the term by these words",
    )
    opposite: Line | None = Field(
        None, description="id of the term that says the contrary: delivery, collection (KB411)"
    )
    note: Line | None = Field(None, description="for editors, never published")


def term_form(langs: tuple[str, ...]) -> type[TermBase]:
    """Return the model of a term for a site in these languages."""
    fields = {
        lang: (Words, Field((), description="the right word, or words, best first"))
        for lang in langs
    }
    return create_model("TermForm", __base__=TermBase, **fields)  # type: ignore[call-overload,no-any-return] # fields by language


def read_glossary(
    text: str, path: str, langs: tuple[str, ...]
) -> tuple[dict[str, Term], list[Finding]]:
    """Read the terms; report those that are wrong."""
    document, findings = parse_yaml(text, path)
    if document.data is None:
        return {}, findings
    if not isinstance(document.data, dict):
        what = msg("the glossary is a list of terms: refund: {en: refund, ur: …}")
        return {}, [*findings, error("KB204", Span(path), what)]
    model, terms = term_form(langs), {}
    for term_id in document.data:
        form, problems = shape(document, model, (term_id,))
        findings += problems
        if form is not None:
            words = {lang: getattr(form, lang) for lang in langs if getattr(form, lang)}
            place = document.keys[(term_id,)]
            terms[term_id] = Term(term_id, place, words, form.avoid, form.opposite or "", form.also)
            if form.opposite and form.opposite not in document.data:
                what = msg(
                    "'%(opposite)s', the opposite of '%(term)s', is no term",
                    opposite=form.opposite,
                    term=term_id,
                )
                findings.append(
                    error("KB204", place, what, did_you_mean(form.opposite, document.data))
                )
    return terms, findings
