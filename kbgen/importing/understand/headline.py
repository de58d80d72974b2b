"""Distinguishes headlines from sentences by words and punctuation."""

from __future__ import annotations

import re

from kbgen.importing.blocks import DocumentBlock, Role, ends_sentence, is_question, words
from kbgen.importing.tables.headline import (
    AMOUNT,
    DATE,
    DATED,
    FINITE,
    GREETING,
    JOINING_END,
    SENTENCE,
)
from kbgen.languages.marks import commas, marks, semicolons, sentence_ends

MOST_WORDS, MOST_LETTERS = 14, 110
_OPEN_END = re.compile(rf"[{commas()}{semicolons()}\-–—/(«“]\s*$")
_INNER_END = re.compile(rf"[^\W\d_]{{3,}}[{marks()}]*[{sentence_ends()}]\s+\S+\s+\S")
_LETTER = re.compile(r"[^\W\d_]")
_CONTACT = re.compile(r"@|https?://|www\.|\+\d[\d ()-]{6,}|\d{6,}")


def is_headline(text: str) -> bool:
    """Tell whether a text can be a headline: it is short, and no whole or incomplete sentence."""
    text = text.strip()
    if not text or len(text) > MOST_LETTERS or not _LETTER.search(text):
        return False
    if _INNER_END.search(text):
        return False
    if ends_sentence(text) or _OPEN_END.search(text) or JOINING_END.search(text):
        return False
    if text.endswith(":") and len(words(text)) > 8:
        return False
    first = next((c for c in text if c.isalpha()), "")
    return len(words(text)) <= MOST_WORDS and not (first.isascii() and first.islower())


def doubt(text: str) -> str:
    """Return the reason why a headline may be a sentence that lost its full stop; "" for none."""
    count = len(words(text))
    if is_question(text):
        return ""
    if GREETING.match(text):
        return "it greets the reader"
    if _CONTACT.search(text):
        return "it is an address"
    if DATED.match(text) or DATE.fullmatch(text):
        return "it is a date"
    if AMOUNT.fullmatch(text):
        return "it is an amount"
    if count > 7 and FINITE.search(text):
        return "it ends in a verb, as a sentence does"
    if count > 4 and SENTENCE.match(text):
        return "it reads like a sentence"
    if count > 10:
        return "it is long"
    return ""


def is_number_line(text: str) -> bool:
    """Tell whether a line contains a telephone number, a price or a time, but no words."""
    return len(text) <= MOST_LETTERS and bool(words(text)) and not _LETTER.search(text)


def can_head(block: DocumentBlock) -> bool:
    """Tell whether a block can be a headline, by its role and its words."""
    if block.role is Role.HEADING:
        return True
    is_line = block.role in (Role.LINE, Role.PARAGRAPH) and not block.inside
    return is_line and is_headline(block.text)
