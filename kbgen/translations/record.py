"""Reads and writes the record of a language: one line a section, and a line a receipt.

    faq/refunds#time reviewed omar 2026-11-20 h=1c9e22f0.0000:77ab0c31 9f3ac1d0.4e1b:8800aabb …

Before the colon stand the digests of a source block and of what it states, after it that of the
translation; what was accepted ends the line: because="typo" by=sana on=2026-11-21.

A receipt names a section, who compared which of its texts with their translations, and when; `s`
names the digests of both sections as wholes:

    faq/refunds#time same sana 2026-11-30 9f3ac1d0:8800aabb s=04bb12e7:1200ffee

An empty line stands between two lines, since git merges two changes only if an unchanged line
lies between them. Of a page's id and a section's, white space, % and # are percent-encoded.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast, get_args
from urllib.parse import quote, unquote

from kbgen.markdown.scan import read_date
from kbgen.model.finding import Finding, Span, did_you_mean, error
from kbgen.model.findings import INVALID_RECORD
from kbgen.model.message import NO_MESSAGE, Message, msg
from kbgen.model.translation import (
    SAME,
    SECTION,
    Acceptance,
    LanguageRecord,
    Origin,
    Receipt,
    ReceiptPair,
    RecordedPair,
    RecordedSection,
    field_order,
)
from kbgen.system.digest import digest

ABOUT = """\
# What each section in this language was translated from. Keep this file in git beside the pages.
# The commands `kbgen translate stamp`, `accept` and `in` write it, and `kbgen check --review`.
"""
_STATES = (*get_args(Origin), SAME)
_TOKEN = re.compile(r"[^ \t]+")
_SOURCE = re.compile(r"[0-9a-f]{8}\.[0-9a-f]{4}", re.A), "9f3ac1d0.4e1b"
_TRANSLATION = re.compile(r"[0-9a-f]{8}", re.A), "8800aabb"
_PAIR = re.compile(r"([0-9a-f]{8})\.([0-9a-f]{4}):([0-9a-f]{8})", re.A)
"""One block that was translated into one, as most are."""
_RECEIPT = re.compile(r"([0-9a-f]{8}):([0-9a-f]{8})", re.A), "9f3ac1d0:8800aabb"
_RESERVED = re.compile(r"[\s\x00-\x20\x7f%#=:,\"]")
_OURS, _BASE, _THEIRS, _END = "<<<<<<<", "|||||||", "=======", ">>>>>>>"
_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?:[ \t].*)?")
_BECAUSE = re.compile(r"[ \t]because=")
_ACCEPTED = re.compile(r"[ \t]+by=(?P<by>[^ \t]+)[ \t]+on=(?P<on>[^ \t]+)[ \t]*")


def write_record(record: LanguageRecord) -> str:
    """Return the text of a record's file; sections of which nothing is recorded are left out.

    The receipts of a section follow it, in the order of their days.
    """
    lines = [
        ((one.page, one.section), ("", ""), _line(one)) for one in record.sections if one.pairs
    ]
    lines += [
        ((one.page, one.section), (one.when, one.who), _receipt_line(one))
        for one in record.receipts
        if one.pairs
    ]
    return "\n".join([ABOUT, *(f"{line}\n" for *_, line in sorted(lines))])


def _receipt_line(receipt: Receipt) -> str:
    parts = [address(receipt.page, receipt.section), SAME, word(receipt.who), receipt.when]
    pairs = sorted(receipt.pairs, key=lambda pair: (pair.name, pair.source, pair.translation))
    for source, translation, name in pairs:
        parts.append(f"{name}={source}:{translation}" if name else f"{source}:{translation}")
    return " ".join(parts)


def _line(section: RecordedSection) -> str:
    who = word(section.who)
    parts = [address(section.page, section.section), section.origin, who, section.when]
    parts += map(_written, sorted(section.pairs, key=lambda pair: field_order(pair.name)))
    if accepted := section.accepted:
        because = json.dumps(accepted.because, ensure_ascii=False)
        parts += [f"because={because}", f"by={word(accepted.by)}", f"on={accepted.on}"]
    return " ".join(parts)


def address(page: str, section: str) -> str:
    """Return the address of a section as the record has it.

    >>> address("faq/my page", "time"), address("faq/refunds", "")
    ('faq/my%20page#time', 'faq/refunds')
    """
    return f"{_quoted(page)}#{_quoted(section)}" if section else _quoted(page)


def _quoted(text: str) -> str:
    return _RESERVED.sub(lambda match: quote(match[0], safe='=:,"'), text)


def word(text: str) -> str:
    """Return a name as the record has it: in one word.

    >>> word("Sana Khan")
    'Sana-Khan'
    """
    return "-".join(text.split()) or "-"


def _written(pair: RecordedPair) -> str:
    sources = ",".join(map(".".join, zip(pair.sources, pair.marks, strict=True)))
    digests = f"{sources}:{','.join(pair.translations)}"
    name = _RESERVED.sub(lambda match: quote(match[0], safe=""), pair.name)
    return f"{name}={digests}" if name else digests


def parse_record(text: str, path: str) -> tuple[LanguageRecord, list[Finding]]:
    """Return what the file at `path` records, and its mistakes.

    A line with a mistake is left out. Of two lines about one section, as a merge leaves them, the
    first is taken, or the later if both record the same texts. Receipts of one section, person and
    day are one. A byte order mark, other line ends and tabs are no mistakes: they come from editors
    and from git.
    """
    lines = [line.rstrip("\r") for line in text.removeprefix("\ufeff").split("\n")]
    conflicts = list(_conflicts(lines))
    skipped = {number for conflict in conflicts for number in conflict.unused}
    within = {number: conflict for conflict in conflicts for number in conflict.lines}
    found: dict[tuple[str, str], RecordedSection] = {}
    receipts: dict[tuple[str, str, str, str], Receipt] = {}
    texts: dict[str, list[str]] = defaultdict(list)
    findings: list[Finding] = []
    for number, line in enumerate(lines, 1):
        if number in skipped or not line.strip() or line.lstrip().startswith("#"):
            continue
        reader = _LineReader(line, path, number)
        section = reader.read()
        findings += reader.findings
        if isinstance(section, Receipt):
            _join(receipts, section)
        if not isinstance(section, RecordedSection):
            continue
        place = section.page, section.section
        before = found.setdefault(place, section)
        texts[section.page].append(line)
        if before is section:
            continue
        if _texts(before) == _texts(section):
            found[place] = max(before, section, key=lambda one: (one.when, one.line))
        # What stands on both sides of a conflict is told with the conflict.
        elif within.get(number) is None:
            findings.append(_twice(section, before, path))
    findings += [conflict.finding(lines, path) for conflict in conflicts]
    sections = sorted(found.values(), key=lambda one: (one.page, one.section))
    digests = {page: digest(*of_page) for page, of_page in texts.items()}
    given = (receipts[key] for key in sorted(receipts))
    record = LanguageRecord(tuple(sections), tuple(given), digests=digests)
    return record, sorted(findings, key=lambda one: one.span)


def _join(receipts: dict[tuple[str, str, str, str], Receipt], one: Receipt) -> None:
    """Add a receipt to those that were read."""
    key = one.page, one.section, one.when, one.who
    before = receipts.setdefault(key, one)
    pairs = dict.fromkeys((*before.pairs, *one.pairs))
    receipts[key] = replace(before, pairs=tuple(pairs))


def _texts(section: RecordedSection) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Return what was made from what, whoever recorded it, and whatever kbgen found stated."""
    return [(one.name, one.sources, one.translations) for one in section.pairs]


def _twice(section: RecordedSection, before: RecordedSection, path: str) -> Finding:
    name = address(section.page, section.section)
    what = msg(
        "'%(name)s' is recorded twice, in line %(line)s too, as when two branches stamped it",
        name=name,
        line=before.line,
    )
    hint = msg(
        "delete the line that was made from an older text; if you do not know which, delete "
        "both and run `kbgen translate stamp %(page)s`",
        page=section.page,
    )
    return _mistake(Span(path, section.line, 1, len(name)), what, hint)


def _either(hint: Message, other: Message) -> Message:
    """Return two ways to mend a mistake as one sentence."""
    if str(hint).endswith("?"):
        return msg("%(hint)s If not, %(other)s", hint=hint, other=other)
    return msg("%(hint)s, or %(other)s", hint=hint, other=other) if hint else other


def _mistake(span: Span, what: Message, hint: Message) -> Finding:
    return error(INVALID_RECORD, span, what, hint)


@dataclass(frozen=True)
class _Conflict:
    """What git writes where it could not merge: the numbers of the lines between its markers."""

    start: int
    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    unused: tuple[int, ...]
    """The numbers of the markers, and of the lines as they were before both changes."""
    is_whole: bool

    @property
    def lines(self) -> tuple[int, ...]:
        return self.ours + self.theirs

    def finding(self, lines: list[str], path: str) -> Finding:
        span = Span(path, self.start, 1, len(_OURS))
        if not self.is_whole:
            return _mistake(
                span, msg("a line of git's conflicts was left here"), msg("delete this line")
            )
        sides = (set(_addresses(lines, side)) for side in (self.ours, self.theirs))
        both = sorted(set.intersection(*sides))
        what = msg("git could not merge the lines that follow")
        markers = {"ours": _OURS, "theirs": _THEIRS, "end": _END}
        if not both:
            hint = msg(
                "keep the sections of both sides; delete the lines that begin with %(ours)s, "
                "%(theirs)s and %(end)s",
                **markers,
            )
            return _mistake(span, what, hint)
        pages = " ".join(dict.fromkeys(unquote(one.partition("#")[0]) for one in both))
        hint = msg(
            "delete the lines that begin with %(ours)s, %(theirs)s and %(end)s, and of "
            "'%(section)s' the line that was made from an older text; if you do not know which, "
            "delete both and run `kbgen translate stamp %(pages)s`",
            section=both[0],
            pages=pages,
            **markers,
        )
        what = msg(
            "git could not merge the lines that follow: two branches stamped '%(section)s'",
            section=both[0],
        )
        return _mistake(span, what, hint)


def _addresses(lines: list[str], numbers: Iterable[int]) -> Iterator[str]:
    """Yield the sections of lines; a section may have several receipts."""
    for number in numbers:
        name, *rest = _TOKEN.findall(lines[number - 1])[:2] or [""]
        if name and rest != [SAME]:
            yield name


def _conflicts(lines: list[str]) -> Iterator[_Conflict]:
    """Yield conflicts, those with the lines before both changes (diff3) too, and single markers."""
    markers = [
        (n, match[1]) for n, line in enumerate(lines, 1) if (match := _MARKER.fullmatch(line))
    ]
    while markers:
        kinds = [kind for _, kind in markers[:4]]
        length = next((len(whole) for whole in _WHOLE if kinds[: len(whole)] == list(whole)), 1)
        numbers = [number for number, _ in markers[:length]]
        markers = markers[length:]
        if length == 1:
            yield _Conflict(numbers[0], (), (), tuple(numbers), is_whole=False)
            continue
        start, *_, middle, end = numbers
        ours = range(start + 1, numbers[1])
        base = range(numbers[1], middle)
        theirs = range(middle + 1, end)
        yield _Conflict(start, (*ours,), (*theirs,), (*numbers, *base), is_whole=True)


_WHOLE = ((_OURS, _BASE, _THEIRS, _END), (_OURS, _THEIRS, _END))


class _LineReader:
    """Reads a line from left to right, and notes every mistake in it."""

    def __init__(self, line: str, path: str, number: int) -> None:
        self._path, self._number = path, number
        because = _BECAUSE.search(line)
        before = line[: because.start()] if because else line
        self._tokens = [(match[0], match.start() + 1) for match in _TOKEN.finditer(before)]
        self._because = (line[because.end() :], because.end() + 1) if because else None
        self._page = unquote(self._tokens[0][0].partition("#")[0]) if self._tokens else ""
        self._is_receipt = False
        self.findings: list[Finding] = []

    def read(self) -> RecordedSection | Receipt | None:
        state = self._tokens[1][0] if len(self._tokens) > 1 else ""
        near = NO_MESSAGE if state in _STATES else did_you_mean(state, _STATES)
        self._is_receipt = state == SAME or f"'{SAME}'" in str(near)
        if len(self._tokens) < 5:
            what = msg("a line consists of page#section, state, who, day and pairs of digests")
            self._mistake(what, NO_MESSAGE, 1)
            return None
        (name, _), (_, at), (who, _), (when, day_at), *rest = self._tokens
        page, _, section = name.partition("#")
        place = unquote(page), unquote(section)
        if state not in _STATES:
            hint = near or msg("the states are %(states)s", states=", ".join(_STATES))
            self._mistake(msg("there is no state '%(state)s'", state=state), hint, at)
        day = self._day(when, day_at)
        if self._is_receipt:
            return self._receipt(place, who, day, rest)
        pairs = self._pairs(rest)
        accepted = self._acceptance(*self._because) if self._because else None
        if self.findings:
            return None
        return RecordedSection(*place, cast(Origin, state), who, day, pairs, accepted, self._number)

    def _receipt(
        self, place: tuple[str, str], who: str, day: str, tokens: list[tuple[str, int]]
    ) -> Receipt | None:
        if self._because:
            what, hint = msg("a receipt has no reason"), msg("delete what follows")
            self._mistake(what, hint, self._because[1] - 8)
        pairs: list[ReceiptPair] = []
        for token, column in tokens:
            name, _, digests = token.rpartition("=")
            form, example = _RECEIPT
            if name not in ("", SECTION) or token.startswith("="):
                what = msg("'%(name)s' names no digests", name=name)
                self._mistake(what, msg("write %(example)s", example=example), column)
            elif found := form.fullmatch(digests):
                pairs.append(ReceiptPair(found[1], found[2], name))
            else:
                what = msg(
                    "'%(digests)s' is no pair of digests; one is written like %(example)s",
                    digests=digests,
                    example=example,
                )
                self._mistake(what, NO_MESSAGE, column + len(token) - len(digests))
        if self.findings:
            return None
        return Receipt(*place, who, day, tuple(dict.fromkeys(pairs)), self._number)

    def _mistake(self, what: Message, hint: Message, column: int) -> None:
        again = msg("delete the line and run `kbgen translate stamp %(page)s`", page=self._page)
        if self._is_receipt:
            again = msg("delete the line and run `kbgen check --review %(page)s`", page=self._page)
        span = Span(self._path, self._number, column)
        self.findings.append(_mistake(span, what, _either(hint, again)))

    def _day(self, text: str, column: int) -> str:
        day = read_date(text)
        if day is None:
            state = SAME if self._is_receipt else "human"
            hint = msg(
                "after the state stand who and year-month-day: %(state)s sana 2026-11-02",
                state=state,
            )
            self._mistake(msg("'%(text)s' is no day", text=text), hint, column)
            return ""
        return day.isoformat()

    def _pairs(self, tokens: list[tuple[str, int]]) -> tuple[RecordedPair, ...]:
        pairs: list[RecordedPair] = []
        names: set[str] = set()
        for token, column in tokens:
            name, equals, digests = token.rpartition("=")
            if equals and (not name or name in names):
                what = msg("'%(name)s' is there twice", name=name)
                self._mistake(what if name else msg("a name is missing"), NO_MESSAGE, column)
            names.add(name)
            name = unquote(name) if name else ""
            pairs.append(self._pair(name, digests, column + len(token) - len(digests)))
        return tuple(sorted(pairs, key=lambda pair: field_order(pair.name)))

    def _pair(self, name: str, digests: str, column: int) -> RecordedPair:
        if one := _PAIR.fullmatch(digests):
            source, marks, translation = one.groups()
            return RecordedPair(name, (source,), (translation,), (marks,))
        sides = [tuple(side.split(",")) if side else () for side in digests.split(":")]
        if len(sides) != 2 or not any(sides) or any("" in side for side in sides):
            self._mistake(
                msg("'%(digests)s' is no pair of digests", digests=digests), NO_MESSAGE, column
            )
            return RecordedPair(name, (), ())
        middle = digests.index(":")
        for part in re.finditer("[^:,]+", digests):
            form, example = _SOURCE if part.start() < middle else _TRANSLATION
            if not form.fullmatch(part[0]):
                what = msg(
                    "'%(part)s' is no digest; one is written like %(example)s",
                    part=part[0],
                    example=example,
                )
                self._mistake(what, NO_MESSAGE, column + part.start())
        sources, translations = sides
        return RecordedPair(
            name,
            tuple(source[:8] for source in sources),
            translations,
            tuple(source[9:] for source in sources),
        )

    def _acceptance(self, text: str, start: int) -> Acceptance | None:
        """Read what follows `because=`, which begins in column `start`."""
        try:
            because, end = json.JSONDecoder().raw_decode(text)
        except ValueError:
            because, end = None, 0
        rest = _ACCEPTED.fullmatch(text, end)
        if not isinstance(because, str) or rest is None:
            hint = msg("write %(example)s", example='because="spelling" by=sana on=2026-11-20')
            self._mistake(msg("it cannot be read why the change was accepted"), hint, start)
            return None
        return Acceptance(because, rest["by"], self._day(rest["on"], start + rest.start("on")))
