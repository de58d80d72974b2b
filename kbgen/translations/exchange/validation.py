"""Compares the rows of a file with those of the site: which are taken, and why others are not."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kbgen.languages.language import language
from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.scan import mask
from kbgen.markdown.with_blocks import UnfitTextError, with_blocks
from kbgen.meaning.prose import blank_markup
from kbgen.translations.exchange.contents import FileRow, Problem
from kbgen.translations.exchange.inline import Markup, markup_of
from kbgen.translations.exchange.rows import Row, base_of
from kbgen.translations.normal import KEYWORDS, normal_form

Reason = Literal[
    Problem,
    "unknown-address",
    "twice",
    "source-changed",
    "translation-changed",
    "empty",
    "letters",
    "language",
    "facts",
    "links",
    "markers",
    "structure",
]
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


_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufdd0-\ufdef\ud800-\udfff\ufffe\uffff]"
)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_REPLACED = re.compile(r"[^\W\d_]\?+[^\W\d_]")
"""What programs write for letters that an encoding does not have."""
_UNREAD = "\ufffd"
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 3
"""In fewer words, such as a name, nothing is concluded from their script."""
_PROBLEMS: Mapping[Problem, str] = {
    "unreadable": "this part of the file cannot be read; write the translation anew",
    "date": "the spreadsheet made a date of it; format the cell as text and type it again",
    "number": "the spreadsheet made a number of it; format the cell as text and type it again",
    "formula": "the spreadsheet made a formula of this text; begin it with another sign than =",
    "merged": "this cell was merged with others; split them and write each translation in its cell",
    "unfinished": "it is still marked as needing work (fuzzy); take the mark away when it is done",
}


def validate(rows: Iterable[FileRow], known: Mapping[str, Row], lang: str) -> list[Outcome]:
    """Return what becomes of each row of a file, in its order; each refused one has a reason."""
    rows = list(rows)
    texts: dict[str, set[str]] = defaultdict(set)
    for one in rows:
        texts[one.address].add(_folded(one.translation))
    found: dict[str, Outcome] = {}
    outcomes = []
    for one in rows:
        row = known.get(one.address)
        if row is None:
            what = "the site has no text of this address (any more)" if one.address else ""
            hint = what or "the address of the text is missing; copy it from the file that was sent"
            outcomes.append(_refused(one, "unknown-address", hint))
        elif one.address in found:
            if len(texts[one.address]) > 1:
                outcomes.append(_twice(one))
        elif len(texts[one.address]) > 1:
            found[one.address] = _twice(one)
            outcomes.append(found[one.address])
        else:
            found[one.address] = _outcome(one, row, lang)
            outcomes.append(found[one.address])
    return outcomes


def alone(row: FileRow) -> Row:
    """Return a row of a site that consists of a file alone, to check it where there is no site."""
    return Row(row.address, row.source or "", state="missing")


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
        return _untouched(one, row, is_same, is_current)
    if one.is_done is False:
        what = _PROBLEMS["unfinished"]
        return Outcome(one.address, one.where, "unfinished", text, "unfinished", what)
    if not is_current:
        what = "the source has changed meanwhile; the translation is kept in this report"
        return Outcome(
            one.address, one.where, "outdated", text, "source-changed", what, one.source or ""
        )
    if one.base and one.base != row.base:
        what = "the translation on the site has changed meanwhile; it is kept, this one stands here"
        return Outcome(
            *(one.address, one.where, "outdated", text, "translation-changed", what),
            source=row.source,
        )
    reason, message = next(_faults(text, row, lang), (None, ""))
    if reason:
        return _refused(one, reason, message)
    return Outcome(one.address, one.where, "taken", text)


def _untouched(one: FileRow, row: Row, is_same: bool, is_current: bool) -> Outcome:
    if not one.translation.strip() and row.translation:
        what = "the translation is empty; the one on the site is kept"
        return _refused(one, "empty", what)
    is_confirmed = is_same and one.is_done and row.state == "stale" and is_current
    verdict: Verdict = "confirmed" if is_confirmed else "unchanged"
    return Outcome(one.address, one.where, verdict, row.translation)


def _is_suggested(row: Row, text: str) -> bool:
    suggestion = row.suggestion
    return suggestion is not None and _folded(suggestion.pair.translation) == _folded(text)


def is_same_source(row: Row, text: str) -> bool:
    """Tell whether a text is the source of a row, whatever does not change what it says."""
    if row.sources and row.block.name == KEYWORDS:
        words = (sorted(normal_form(w) for w in one.split(",")) for one in (row.source, text))
        return next(words) == next(words)
    return normal_form(row.source) == normal_form(text)


def _faults(text: str, row: Row, lang: str) -> Iterator[tuple[Reason, str]]:
    """Yield what is wrong with a translation, the gravest first."""
    if _UNREAD in text:
        yield "letters", "letters of it were lost; save the file as UTF-8 and write it anew"
    elif _REPLACED.search(mask(text)) and not _REPLACED.search(mask(row.source)):
        yield "letters", "question marks stand in words; save the file as UTF-8 and write it anew"
    if control := _CONTROL.search(text):
        code = f"U+{ord(control[0]):04X}"
        yield "letters", f"it has an invisible sign ({code}) that no text has; delete it"
    if _EMPTY_LINE.search(text) and not _EMPTY_LINE.search(row.source):
        yield "structure", "there is an empty line in the text; take it out"
    yield from _language_faults(text, row, lang)
    markup, wanted = markup_of(text), markup_of(row.source)
    before = markup_of(row.translation)
    yield from _fact_faults(markup, wanted, before)
    yield from _counted("links", _LINK, markup.links, _allowed(wanted.links, before.links))
    yield from _counted("markers", _CODE, markup.codes, _allowed(wanted.codes, before.codes))
    yield from _counted("markers", _TAG, markup.tags, _allowed(wanted.tags, before.tags))
    for mark in markup.unbalanced:
        if mark not in wanted.unbalanced and mark not in before.unbalanced:
            what = f"a {mark} stands alone; what is emphasized stands between two of them"
            yield "markers", what


def _language_faults(text: str, row: Row, lang: str) -> Iterator[tuple[Reason, str]]:
    words = _WORD.findall(blank_markup(mask(text)))
    if len(words) < _FEWEST_WORDS:
        return
    name, script = language(lang).name, language(lang).script
    if normal_form(text) == normal_form(row.source):
        yield "language", f"this is still the source; translate it into {name}"
    elif script and not re.search(f"[{script.letters}]", "".join(words)):
        yield "language", f"no word of it is in the script of {name}"


def _allowed(wanted: Counter[str], before: Counter[str]) -> Counter[str]:
    """Return what a translation has to have: as many as the source; its own may be others."""
    return before if before.total() == wanted.total() else wanted


_LINK = "the link to {0} is missing; copy it from the source", "the source has no link to {0}"
_CODE = "{0} is missing; copy it from the source", "the source has no {0}; take it out"
_TAG = _CODE


def _counted(
    reason: Reason, messages: tuple[str, str], found: Counter[str], wanted: Counter[str]
) -> Iterator[tuple[Reason, str]]:
    for one in wanted - found:
        yield reason, messages[0].format(one)
    for one in found - wanted:
        yield reason, messages[1].format(one)


def _fact_faults(found: Markup, wanted: Markup, before: Markup) -> Iterator[tuple[Reason, str]]:
    for braces in found.unread:
        if braces not in wanted.unread:
            yield "facts", f"{braces} is no fact; copy the fact from the source as it stands"
    # A language may need the number alone where another has the words.
    same_ids = _ids(before) == _ids(wanted)
    if found.facts == wanted.facts or (same_ids and found.facts == before.facts):
        return
    for fact in wanted.facts - found.facts:
        yield "facts", f"{_as_written(fact)} is missing; copy it from the source"
    for fact in found.facts - wanted.facts:
        yield "facts", f"{_as_written(fact)} is not in the source; take it out"


def _ids(markup: Markup) -> Counter[str]:
    found: Counter[str] = Counter()
    for (fact, _), count in markup.facts.items():
        found[fact] += count
    return found


def _as_written(fact: tuple[str, str | None]) -> str:
    name, filter_ = fact
    return f"{{{{ {name} | {filter_} }}}}" if filter_ else f"{{{{ {name} }}}}"
