"""Finds times of day in prose, also whole hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kbgen.languages.digits import decimals, groups
from kbgen.languages.language import language
from kbgen.languages.tables import Times

_COMMON = {0: "am|a.m.", 12: "pm|p.m."}
_NEVER = r"(?!)"
_GAP = "[ \u00a0]{0,3}"
_NUMBER = re.compile(
    rf"(?<![\d:{decimals()}{groups()}a-z+])(1?\d|2[0-4]|0\d)(?::([0-5]\d))?"
    rf"(?![\d:]|[{decimals()}{groups()}]\d)"
)
_LOOK_BACK = 24


@dataclass(frozen=True)
class Time:
    """A time of day with its offsets in the text."""

    value: str  # HH:MM
    start: int
    end: int


@dataclass(frozen=True)
class _Mention:
    """A number that may be a time; `first` is the first of the twelve hours it can mean.

    `added` are the minutes of a word before it: "half past".
    """

    start: int
    end: int
    hour: str
    minute: str | None
    first: int | None
    is_time: bool
    added: int = 0

    @property
    def minutes(self) -> int:
        """Return the minutes since midnight; without a half of the day, of the hour as written."""
        hour = int(self.hour)
        if self.first is not None and hour <= 12:
            hour = (self.first + (hour - self.first) % 12) % 24
        return (hour * 60 + int(self.minute or 0) + self.added) % (24 * 60)

    @property
    def is_open(self) -> bool:
        """Tell whether it may be in either half of the day."""
        return self.first is None and 0 < int(self.hour) <= 12 and self.hour[0] != "0"


def times_in(text: str, lang: str) -> Iterator[Time]:
    """Yield the times in a text, which must be in lower case with ASCII digits, in reading order.

    >>> [t.value for t in times_in("صبح 10 سے شام 6 بجے تک", "ur")]
    ['10:00', '18:00']
    """
    mentions = [_mention(match, text, lang) for match in _NUMBER.finditer(text)]
    for run in _runs(mentions, text, lang):
        if any(mention.is_time for mention in run):
            for mention in _closed(run):
                hour, minute = divmod(mention.minutes, 60)
                yield Time(f"{hour:02}:{minute:02}", mention.start, mention.end)


def _mention(match: re.Match[str], text: str, lang: str) -> _Mention:
    before = _before(lang).search(text, max(0, match.start() - _LOOK_BACK), match.start())
    after = _after(lang).match(text, match.end())
    groups = (before.groupdict() if before else {}) | (after.groupdict() if after else {})
    part = groups.get("before") or groups.get("after")
    is_named = groups.get("after") not in (None, *_table(lang).weak.split("|"))
    is_weak = bool(part and groups.get("weak"))
    return _Mention(
        before.start() if before and before.group() else match.start(),
        after.end() if after else match.end(),
        match[1],
        match[2],
        _first_hours(lang)[part] if part else None,
        bool(groups.get("prefix") or groups.get("clock") or match[2] or is_named or is_weak),
        _added_minutes(lang)[groups["added"]] if groups.get("added") else 0,
    )


def _runs(mentions: Iterable[_Mention], text: str, lang: str) -> Iterator[list[_Mention]]:
    """Yield groups of mentions that form one range or list."""
    run: list[_Mention] = []
    for mention in mentions:
        is_joined = run and _joint(lang).fullmatch(text, run[-1].end, mention.start)
        if not (is_joined and (mention.is_time or _ends(lang).match(text, mention.end))):
            yield run
            run = []
        run.append(mention)
    yield run


def _closed(run: list[_Mention]) -> Iterator[_Mention]:
    """Set the half of the day of each time from its neighbours: "6 to 8 pm"."""
    known = list(run)
    for i in reversed(range(len(run) - 1)):
        known[i] = _near(known[i], known[i + 1], -1)
    for i in range(1, len(run)):
        known[i] = _near(known[i], known[i - 1], 1)
    return iter(known)


def _near(mention: _Mention, other: _Mention, step: int) -> _Mention:
    """Choose the half of the day that is at most 12 hours before (-1) or after (1) another time."""
    if not mention.is_open or other.first is None:
        return mention
    morning = replace(mention, first=0)
    distance = (morning.minutes - other.minutes) * step % (24 * 60)
    return morning if 0 < distance <= 12 * 60 else replace(mention, first=12)


def _table(lang: str) -> Times:
    return language(lang).prose.times or Times({}, "")


@lru_cache(maxsize=16)
def _first_hours(lang: str) -> dict[str, int]:
    tables = (_COMMON, _table(lang).parts)
    return {w: hour for table in tables for hour, words in table.items() for w in words.split("|")}


@lru_cache(maxsize=16)
def _added_minutes(lang: str) -> dict[str, int]:
    table = _table(lang).minutes
    return {word: minutes for minutes, words in table.items() for word in words.split("|")}


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first; without words, nothing."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or _NEVER


@lru_cache(maxsize=16)
def _before(lang: str) -> re.Pattern[str]:
    table = _table(lang)
    prefix, part, glue = table.clock_before or _NEVER, _NEVER, ""
    if table.before_hour:
        part = _any_of(_first_hours(lang))
        glue = f"(?:{_GAP}(?:{table.glue}))?" if table.glue else ""
    added = _any_of(_added_minutes(lang))
    return re.compile(
        rf"(?:(?:(?P<prefix>{prefix})|(?<!\w)(?P<before>{part}){glue}){_GAP})?"
        rf"(?:(?<!\w)(?P<added>{added}){_GAP})?\Z"
    )


@lru_cache(maxsize=16)
def _after(lang: str) -> re.Pattern[str]:
    table = _table(lang)
    clock, weak = table.clock or _NEVER, table.weak_clock or _NEVER
    part = _any_of(_first_hours(lang))
    # "3 رات" means three nights; "3 بجے رات" and "3 am" are times.
    bare = f"(?={_GAP}(?:{_any_of(w for ws in _COMMON.values() for w in ws.split('|'))}))"
    unnamed = bare if table.before_hour else ""
    # A part of the day before another hour belongs to that hour: "10 بجے شام 6 بجے".
    return re.compile(
        rf"(?:{_GAP}(?:(?P<clock>{clock})|(?P<weak>{weak}))(?!\w)|{unnamed})"
        rf"(?:{_GAP}(?P<after>{part})(?!\w)(?!{_GAP}\d))?"
    )


@lru_cache(maxsize=16)
def _joint(lang: str) -> re.Pattern[str]:
    gap = "[ \u00a0\n]{0,3}"
    return re.compile(rf"{gap}(?:[-–]|{_table(lang).joints or _NEVER}){gap}")


@lru_cache(maxsize=16)
def _ends(lang: str) -> re.Pattern[str]:
    """Match the text that may follow the second of two times if it is a number alone.

    Any other word might be one that the number counts.
    """
    ends = _table(lang).ends or _NEVER
    return re.compile(rf"{_GAP}(?:{ends})(?!\w)|(?!{_GAP}\w)")
