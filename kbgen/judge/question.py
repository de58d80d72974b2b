"""What a judge is asked, and what it answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol, get_args

Verdict = Literal["same", "different", "unsure"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_LONGEST = 300
"""The most characters of a reason that are kept."""
_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNQUOTED = 60


@dataclass(frozen=True)
class Question:
    """A text and its translation, as customers read them; `doubts` are what rules found in them."""

    id: str
    """Its language and its address: "ur faq/refunds#time:2"."""
    source_lang: str
    source: str
    lang: str
    translation: str
    doubts: tuple[str, ...] = ()


class Opinion(NamedTuple):
    """What a judge thinks of a pair of texts. `reason` is one line of its own words."""

    verdict: Verdict
    reason: str


class JudgeAnswer(NamedTuple):
    """The opinion about a question; None if there is none, because of `problem`.

    `question` is None where a judge answered what nobody has asked.
    """

    question: Question | None
    opinion: Opinion | None
    problem: str = ""


class Judge(Protocol):
    """Answers questions one by one, in any order; some may stay without an answer.

    Raises JudgeError where it makes no sense to go on.
    """

    def ask(self, questions: Sequence[Question]) -> Generator[JudgeAnswer, None, None]: ...


class JudgeError(Exception):
    """The judge cannot be asked any more; the message tells why, and what to do."""


class AnswerError(Exception):
    """One answer cannot be used; the message tells why."""


def opinion_from(data: Any) -> Opinion:
    """Return the opinion in {verdict, reason}. Raises AnswerError."""
    if not isinstance(data, dict):
        raise AnswerError(f"it answered {quoted(data)}, and not {{verdict, reason}}")
    given = data.get("verdict")
    verdict = next((v for v in VERDICTS if isinstance(given, str) and given.lower() == v), None)
    if verdict is None:
        raise AnswerError(f"its verdict is {quoted(given)}, and not {', '.join(VERDICTS)}")
    reason = data.get("reason")
    return Opinion(verdict, plain(reason) if isinstance(reason, str) else "")


def plain(text: str) -> str:
    """Return a text as one line without control characters, which a terminal could obey.

    >>> plain("not\\x1b[31m  the\\nsame")
    'not[31m the same'
    """
    text = " ".join(text[: 20 * _LONGEST].split())
    text = "".join(
        c for c in _CONTROLS.sub("", text) if unicodedata.category(c) not in ("Cc", "Cs")
    )
    return f"{text[:_LONGEST].rstrip()}…" if len(text) > _LONGEST else text


def quoted(data: Any) -> str:
    """Return the beginning of what was answered, in quotes."""
    text = plain(data if isinstance(data, str) else repr(data))
    return f"'{text[:_UNQUOTED]}…'" if len(text) > _UNQUOTED else f"'{text}'"
