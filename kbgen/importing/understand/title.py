"""Chooses the title of a document: its own, the headline above the text, or its first words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kbgen.importing.blocks import Decision, DocumentBlock, Role, sentences, words
from kbgen.importing.understand.survey import Questionnaire
from kbgen.languages.marks import commas, semicolons, sentence_ends


@dataclass(frozen=True)
class OwnTitle:
    """The title that a file has beside its text: in fields (`is_sure`), or of its window."""

    text: str
    is_sure: bool
    names_site: bool


def choose_title(
    given: OwnTitle,
    found: DocumentBlock | None,
    asked: Questionnaire | None,
    blocks: list[DocumentBlock],
    doubts: list[Decision],
) -> str:
    """Return the title, or a preliminary one until a person has decided."""
    own = given.text
    if own and given.is_sure:
        return own
    if found:
        return " ".join(found.text.split())
    if own and not re.fullmatch(r"(?:untitled|document|undefined)\b.*", own, re.I):
        title = re.split(r"\s+[|–—·»-]\s+", own)[0] if given.names_site else own
        what = f"no title stands in the text; the file's own, “{title}”, was taken"
        doubts.append(Decision(0, what))
        return title
    if asked and asked.heading:
        title = " ".join(asked.heading.text.split())
        what = f"no title found; the heading above the questions, “{title}”, stands in for it"
        doubts.append(Decision(0, what))
        return title
    return _first_words(blocks, asked, doubts)


def _first_words(
    blocks: list[DocumentBlock], asked: Questionnaire | None, doubts: list[Decision]
) -> str:
    text = next((b.text for b in blocks if words(b.text) and b.role is not Role.HEADING), "")
    text = text or next((b.text for b in blocks if words(b.text)), "")
    if not text and asked:
        text = asked.questions[0].text
    first = text[slice(*next(sentences(text), (0, len(text))))].split()
    cut = " ".join(first[:8]).rstrip(f"{sentence_ends()}{commas()}{semicolons()}:")
    title = cut + (" …" if len(first) > 8 else "")
    doubts.append(Decision(0, f"no title found; its first words, “{title}”, stand in for it"))
    return title
