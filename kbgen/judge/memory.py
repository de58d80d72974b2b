"""Remembers what a judge answered, and to whom texts may be sent."""

from __future__ import annotations

from pathlib import Path

from kbgen.judge.prompt import VERSION
from kbgen.judge.question import Opinion, Question
from kbgen.model.judge import JudgeOption
from kbgen.system.codec import Codec
from kbgen.system.digest import digest
from kbgen.system.parse_cache import ParseCache

_OPINION: Codec[Opinion] = Codec(Opinion)
_CONSENT: Codec[bool] = Codec(bool)
_FORMAT = "judge 1"
"""What wrote the file; another kbgen reads it as well."""


class JudgeMemory:
    """The opinions of one judge, by digests of texts; no text and no key is kept.

    Those about other texts, or of another judge, stay: answers cost time and money.
    """

    def __init__(self, cache: Path, root: Path, judge: JudgeOption) -> None:
        self._file = ParseCache(cache / "judge" / f"{digest(str(root))}.answers", _FORMAT)
        self._judge = judge
        self._consent = digest("consent", judge.address)

    @property
    def has_data(self) -> bool:
        """Tell whether anything is remembered."""
        return self._file.has_data

    def opinion(self, question: Question) -> Opinion | None:
        """Return what the judge answered about these two texts before."""
        return self._file.get(self._key(question), _OPINION)

    def remember(self, question: Question, opinion: Opinion) -> None:
        """Keep an opinion at once, since the next question may be interrupted."""
        self._file.put(self._key(question), _OPINION, opinion)
        self._file.save(forgets=False)

    @property
    def has_consent(self) -> bool:
        """Tell whether somebody has agreed that texts are sent to this judge."""
        return self._file.get(self._consent, _CONSENT) is True

    def remember_consent(self) -> None:
        self._file.put(self._consent, _CONSENT, True)
        self._file.save(forgets=False)

    def _key(self, question: Question) -> str:
        texts = question.source_lang, question.source, question.lang, question.translation
        return digest(VERSION, *self._judge.identity, *texts)
