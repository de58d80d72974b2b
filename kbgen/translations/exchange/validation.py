"""Compares the rows of a file with those of the site: which are taken, and why others are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.scan import mask
from kbgen.markdown.with_blocks import UnfitTextError, with_blocks
from kbgen.translations.exchange.contents import FileRow, Problem
from kbgen.translations.exchange.faults import Reason, find_doubt, find_faults, missing_quantities
from kbgen.translations.exchange.rows import NO_BASE, Row, base_of
from kbgen.translations.normal import KEYWORDS, normal_form

Verdict = Literal["taken", "confirmed", "unchanged", "unfinished", "outdated", "refused"]
"""What becomes of a row.

It is written; right as it stands; as it was; still worked at; for another source; not taken.
"""


@dataclass(frozen=True)
class Outcome:
    """What becomes of a row of a file; a refused one has a reason, and the message explains it."""

    address: str
    where: str
    verdict: Verdict
    translation: str
    reason: Reason | None = None
    message: str = ""
    source: str = ""
    """The source as it stands in the file, if the source of today is another one."""
    doubt: str = ""
    """What to look at again in a row that is taken."""


_PROBLEMS: Mapping[Problem, str] = {
    "unreadable": "this part of the file cannot be read; type the translation again",
    "date": "the spreadsheet made a date of it; format the cell as text and type it again",
    "number": "the spreadsheet made a number of it; format the cell as text and type it again",
    "formula": "the spreadsheet made a formula of this text; do not begin it with =",
    "merged": "this cell was merged with others; split them and write each translation in its cell",
    "mark": "write x below 'still right' if the translation is right as it is, else nothing",
    "unfinished": "it is still marked as needing work (fuzzy); take the mark away when it is done",
}


_FEWEST_SHIFTED = 3


def validate(rows: Iterable[FileRow], known: Mapping[str, Row], lang: str) -> list[Outcome]:
    """Return what becomes of each row of a file, in its order; each refused one has a reason."""
    rows = list(rows)
    texts: dict[str, set[str]] = defaultdict(set)
    for one in rows:
        texts[one.address].add(_folded(one.translation))
    found: dict[str, Outcome] = {}
    outcomes = []
    sources = cache(lambda: _by_source(known))
    for one in rows:
        row = known.get(one.address)
        if row is None:
            outcomes.append(_refused(one, "unknown-address", _unknown(one, sources())))
        elif one.address in found:
            if len(texts[one.address]) > 1:
                outcomes.append(_twice(one))
        elif len(texts[one.address]) > 1:
            found[one.address] = _twice(one)
            outcomes.append(found[one.address])
        else:
            found[one.address] = _outcome(one, row, lang)
            outcomes.append(found[one.address])
    return _without_shifted(outcomes, rows)


def _without_shifted(outcomes: list[Outcome], rows: Sequence[FileRow]) -> list[Outcome]:
    """Refuse translations that were sent beside other texts, if most of what is new is such.

    A few texts may well be translated as others are; a column that was sorted has many.
    """
    sent = {one.base: one.address for one in rows if one.base not in ("", NO_BASE)}
    new = [one for one in outcomes if one.verdict == "taken"]
    shifted = {one.address: sent.get(base_of(one.translation), one.address) for one in new}
    shifted = {address: other for address, other in shifted.items() if address != other}
    if len(shifted) < _FEWEST_SHIFTED or len(shifted) * 2 < len(new):
        return outcomes
    what = "is the translation of '{}'; the column was sorted or moved without the others"
    return [
        replace(
            one,
            verdict="refused",
            reason="shifted",
            message=f"this {what.format(shifted[one.address])}",
            doubt="",
        )
        if one.verdict == "taken" and one.address in shifted
        else one
        for one in outcomes
    ]


def _by_source(known: Mapping[str, Row]) -> Mapping[str, Sequence[str]]:
    """Return the normal form of a source → the addresses where it stands."""
    found: dict[str, list[str]] = defaultdict(list)
    for address, row in known.items():
        found[normal_form(row.source)].append(address)
    return found


def _unknown(one: FileRow, sources: Mapping[str, Sequence[str]]) -> str:
    """Tell what to do with a row of an address that the site does not have."""
    addresses = sources.get(normal_form(one.source), ()) if one.source else ()
    if len(addresses) == 1:
        was = "was changed" if one.address else "is missing"
        return f"its address {was}; write '{addresses[0]}' there, as in the file that was sent"
    if one.address:
        return "the site has no text with this address, or has it no longer"
    return "the address of the text is missing; copy it from the file that was sent"


def alone(row: FileRow) -> Row:
    """Return a row of a site that consists of a file alone, to check it where there is no site.

    What is translated in it as it was sent is what the site has.
    """
    translation = row.translation.strip()
    before = translation if base_of(translation) == row.base else ""
    return Row(row.address, row.source or "", before, "missing", facts=row.facts, base=row.base)


def misfit(source: str, text: str) -> str:
    """Return why a text would not be read as one block like its source; "" if it would."""
    blocks = find_blocks(source, mask(source))
    if len(blocks) != 1:
        return ""
    try:
        with_blocks(source, {blocks[0]: text})
    except UnfitTextError as problem:
        return str(problem)
    return ""


def _folded(text: str) -> str:
    return " ".join(text.split())


def _refused(row: FileRow, reason: Reason, message: str) -> Outcome:
    return Outcome(row.address, row.where, "refused", row.translation, reason, message)


def _twice(row: FileRow) -> Outcome:
    what = "it is in the file twice, with different translations; delete one of the rows"
    return _refused(row, "twice", what)


def _outcome(one: FileRow, row: Row, lang: str) -> Outcome:
    text = one.translation.strip()
    if one.problem:
        return _refused(one, one.problem, _PROBLEMS[one.problem])
    is_same = _folded(text) == _folded(row.translation)
    is_current = one.source is None or is_same_source(row, one.source)
    is_as_sent = text != "" and one.base == base_of(text)
    is_suggested = one.is_done is not True and _is_suggested(row, text)
    if not text or is_same or is_as_sent or is_suggested:
        return _untouched(one, row, lang, is_same, is_current)
    if one.is_done is False:
        what = _PROBLEMS["unfinished"]
        return Outcome(one.address, one.where, "unfinished", text, "unfinished", what)
    if not is_current:
        return _outdated(one, row, "source-changed")
    if one.base and one.base != row.base:
        return _outdated(one, row, "translation-changed")
    reason, message = next(find_faults(text, row, lang), (None, ""))
    if reason:
        return _refused(one, reason, message)
    return Outcome(one.address, one.where, "taken", text, doubt=find_doubt(text, row))


def _outdated(
    one: FileRow, row: Row, reason: Literal["source-changed", "translation-changed"]
) -> Outcome:
    """Return what becomes of a translation made for what the site does not say any more."""
    text, source = one.translation.strip(), row.source
    what = "the translation on the site has changed meanwhile; it is kept, this one stands here"
    if reason == "source-changed":
        what, source = (
            "the source has changed meanwhile; the translation is kept in this report",
            one.source or "",
        )
    return Outcome(one.address, one.where, "outdated", text, reason, what, source)


def _untouched(one: FileRow, row: Row, lang: str, is_same: bool, is_current: bool) -> Outcome:
    if not one.translation.strip() and row.translation:
        what = "the translation is empty; the one on the site is kept"
        return _refused(one, "empty", what)
    if one.is_still_right and row.is_in_question and not (is_same and is_current):
        return _outdated(one, row, "translation-changed" if is_current else "source-changed")
    if not (is_same and one.is_done and is_current and _is_answered(one, row)):
        return Outcome(one.address, one.where, "unchanged", row.translation)
    # Nobody asks for more emphasis than it had before the source changed.
    reason, message = next(
        find_faults(row.translation, replace(row, state="current"), lang), (None, "")
    )
    if not reason and (lacking := missing_quantities(row, lang)):
        reason, message = "facts", f"'{lacking[0]}' of the source is missing; write it"
    if reason:
        return _refused(one, reason, f"it is not right for the new source: {message}")
    return Outcome(one.address, one.where, "confirmed", row.translation)


def _is_answered(one: FileRow, row: Row) -> bool:
    """Tell whether a translator who calls a row done was asked whether it is right as it is."""
    return row.state == "stale" or (bool(row.doubts) and (one.is_asked or one.is_still_right))


def _is_suggested(row: Row, text: str) -> bool:
    suggestion = row.suggestion
    return suggestion is not None and _folded(suggestion.pair.translation) == _folded(text)


def is_same_source(row: Row, text: str) -> bool:
    """Tell whether a text is the source of a row, whatever does not change what it says."""
    if row.sources and row.block.name == KEYWORDS:
        words = (sorted(normal_form(w) for w in one.split(",")) for one in (row.source, text))
        return next(words) == next(words)
    return normal_form(row.source) == normal_form(text)
