"""Doubts: texts of which only a person can say whether they say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kbgen.model.finding import ComparedText, Comparison, Finding
from kbgen.model.findings import verdict_of


@dataclass(frozen=True)
class Doubt:
    """A pair of texts that nobody has settled, and what was found in it."""

    compared: Comparison
    """The texts, with all that the findings are about marked in them."""
    findings: tuple[Finding, ...]

    @property
    def is_contradiction(self) -> bool:
        """Tell whether more than a doubt was found."""
        return any(verdict_of(finding) != "doubt" for finding in self.findings)


def doubts_in(findings: Iterable[Finding], is_complete: bool = False) -> tuple[Doubt, ...]:
    """Return the doubts that are open, in the order of the findings.

    A pair that contradicts itself is to be mended; it is among them only if `is_complete`.
    """
    found: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in findings:
        if finding.compared:
            key = finding.compared.page, finding.compared.lang, *finding.compared.pair
            found.setdefault(key, []).append(finding)
    doubts = (Doubt(_joined(group), tuple(group)) for group in found.values())
    return tuple(one for one in doubts if is_complete or not one.is_contradiction)


def _joined(findings: Iterable[Finding]) -> Comparison:
    """Return what several findings compare, with the marks of all of them."""
    compared = [finding.compared for finding in findings if finding.compared]
    first = compared[0]
    alike = [one for one in compared if one.address == first.address]
    return replace(
        first,
        source=_with_marks(first.source, (one.source for one in alike)),
        translation=_with_marks(first.translation, (one.translation for one in alike)),
    )


def _with_marks(text: ComparedText, others: Iterable[ComparedText]) -> ComparedText:
    marked: list[tuple[int, int]] = []
    for start, end in sorted({span for other in others for span in other.marked}):
        if marked and start < marked[-1][1]:
            marked[-1] = marked[-1][0], max(end, marked[-1][1])
        else:
            marked.append((start, end))
    return replace(text, marked=tuple(marked))


def pieces_of(text: ComparedText) -> list[tuple[str, bool]]:
    """Return the pieces of a text in reading order, and whether they are marked."""
    pieces, at = [], 0
    for start, end in text.marked:
        pieces += [(text.text[at:start], False), (text.text[start:end], True)]
        at = end
    return [one for one in (*pieces, (text.text[at:], False)) if one[0]]
