"""Finds times of day in prose, in digits and in words, also whole hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kbgen.languages.digits import decimals, groups
from kbgen.languages.language import language
from kbgen.languages.marks import marks
from kbgen.languages.numbers import number_words
from kbgen.languages.tables import Times
from kbgen.meaning.folded import SPACE, WORD, FoldedText, fold
from kbgen.meaning.mention import Mention, any_of
from kbgen.model.meaning import Meaning

_COMMON = {0: "am|a.m.", 12: "pm|p.m."}
_BARE = any_of(word for words in _COMMON.values() for word in words.split("|"))
_NEVER = r"(?!)"
_GAP = "[ \u00a0\u202f]{0,3}"
_LOOK_BACK = 40
_DAY = 24 * 60
_HALF = _DAY // 2


@dataclass(frozen=True)
class _Time:
    """A number that may be a time; `first` is the first of the twelve hours it can mean.

    `added` are the minutes of words before or after it: "half past".
    """

    start: int
    end: int
    hour: int
    minute: int
    first: int | None
    is_time: bool
    added: int = 0
    is_whole: bool = False
    """Whether its hour is written for a clock of 24 hours: 09:00."""
    is_either: bool = False
    """Whether it is 12 o'clock in a part of the day that is said of noon and of midnight."""
    is_weak: bool = False
    """Whether it may be a number of something else."""

    @property
    def minutes(self) -> int:
        """Return the minutes since midnight; without a half of the day, of the hour as written."""
        hour = self.hour
        if self.first is not None and hour <= 12:
            hour = (self.first + (hour - self.first) % 12) % 24
        return (hour * 60 + self.minute + self.added) % _DAY

    @property
    def is_open(self) -> bool:
        """Tell whether it may be in either half of the day."""
        return self.first is None and 0 < self.hour <= 12 and not self.is_whole

    @property
    def value(self) -> str:
        both = self.is_open or self.is_either
        found = sorted({self.minutes, (self.minutes + _HALF) % _DAY}) if both else [self.minutes]
        written = [f"{one // 60:02}:{one % 60:02}" for one in found]
        return "|".join([*written, ""] if self.is_weak else written)


def times_in(folded: FoldedText) -> Iterator[Mention]:
    """Yield the times in a text in reading order.

    >>> [one.meaning.value for one in times_in(FoldedText("6 to 8 pm, at 9:30", "en"))]
    ['18:00', '20:00', '09:30|21:30']
    """
    lang = folded.lang
    for run in _runs(_candidates(folded), folded.text, lang):
        is_range = len(run) > 1 and all(one.first is not None for one in run)
        if is_range or any(one.is_time for one in run):
            is_weak = not is_range and all(one.is_weak or not one.is_time for one in run)
            for one in _closed(run):
                one = replace(one, is_weak=is_weak)
                yield folded.mention(Meaning("time", one.value), one.start, one.end)


def may_have_hours(folded: FoldedText) -> bool:
    """Tell whether a time may be in words."""
    words, lang = folded.words, folded.lang
    return not (_cues(lang).isdisjoint(words) or _clock_words(lang).isdisjoint(words))


def _candidates(folded: FoldedText) -> Iterator[_Time]:
    text, lang = folded.text, folded.lang
    pattern = _number(lang) if may_have_hours(folded) else _DIGITS
    for match in pattern.finditer(text):
        if one := _time(match, text, lang):
            yield one


def _time(match: re.Match[str], text: str, lang: str) -> _Time | None:
    begin = match.start("word") if match.groupdict().get("word") else match.start("hour")
    before = _before(lang).search(text, max(0, begin - _LOOK_BACK), begin)
    after = _after(lang).match(text, match.end())
    found = match.groupdict() | (before.groupdict() if before else {})
    found |= after.groupdict() if after else {}
    hour, minute, added = _number_of(found, lang)
    if found["minute"] and found["dot"] and not (found.get("clock") or found.get("after")):
        return None  # 9.30 is a number
    part = found.get("before") or found.get("after")
    words = found.get("word")
    is_named = found.get("after") not in (None, *_words(_table(lang).weak, lang))
    is_weak = bool(part and found.get("weak"))
    is_time = bool(
        found.get("prefix") or found.get("clock") or found["minute"] or is_named or is_weak
    )
    # "three and a half" may count something in a language that says so of hours, too.
    is_time = is_time or bool(added and (part or not _table(lang).before_hour))
    is_guess = bool(words and not is_time and _is_hour_word(match, text, lang))
    return _Time(
        before.start() if before and before.group() else begin,
        after.end() if after else match.end(),
        hour,
        minute,
        _first_hours(lang)[part] if part else None,
        is_time or is_guess,
        added,
        is_whole=bool(found["hour"] and (found["hour"][0] == "0" or hour > 12)),
        is_either=hour == 12 and part in _words(_table(lang).twelve, lang),
        is_weak=is_guess,
    )


def _number_of(found: Mapping[str, str | None], lang: str) -> tuple[int, int, int]:
    """Return hour, minute, and the minutes that words add."""
    added = 0
    for table, key in ((_table(lang).minutes, "added"), (_table(lang).minutes_after, "later")):
        if word := found.get(key):
            added += _minutes(lang, tuple(table.items()))[word]
    for sign, key in ((1, "past"), (-1, "to"), (1, "past2"), (-1, "to2")):
        if counted := found.get(key):
            added += sign * (int(counted) if counted.isdecimal() else _counts(lang)[counted])
    if word := found.get("word"):
        hour, minute = _hours(lang)[word]
        if more := found.get("more"):
            minute += _counts(lang)[more]
        return hour, minute, added
    return int(found["hour"] or 0), int(found["minute"] or 0), added


def _is_hour_word(match: re.Match[str], text: str, lang: str) -> bool:
    """Tell whether the word for a number is an hour by what stands around it: at nine."""
    table = _table(lang)
    if not table.word_after:
        return False
    before = re.compile(rf"(?<!\w)(?:{table.word_after}){SPACE}{{1,3}}\Z")
    start = match.start()
    if not before.search(text, max(0, start - _LOOK_BACK), start):
        return False
    return bool(re.compile(table.word_before).match(text, match.end()))


def _runs(times: Iterable[_Time], text: str, lang: str) -> Iterator[list[_Time]]:
    """Yield groups of times that form one range or list."""
    run: list[_Time] = []
    for one in times:
        is_joined = run and _joint(lang).fullmatch(text, run[-1].end, one.start)
        if not (is_joined and (one.is_time or _ends(lang).match(text, one.end))):
            yield run
            run = []
        run.append(one)
    yield run


def _closed(run: list[_Time]) -> Iterator[_Time]:
    """Set the half of the day of each time from its neighbours: "6 to 8 pm"."""
    known = list(run)
    for i in reversed(range(len(run) - 1)):
        known[i] = _near(known[i], known[i + 1], -1)
    for i in range(1, len(run)):
        known[i] = _near(known[i], known[i - 1], 1)
    return iter(known)


def _near(time: _Time, other: _Time, step: int) -> _Time:
    """Choose the half of the day that is at most 12 hours before (-1) or after (1) another time."""
    if not time.is_open or other.is_open:
        return time
    morning = replace(time, first=0)
    distance = (morning.minutes - other.minutes) * step % _DAY
    return morning if 0 < distance <= _HALF else replace(time, first=12)


def _table(lang: str) -> Times:
    return language(lang).days.times or Times({}, "")


@lru_cache(maxsize=64)
def _words(words: str, lang: str) -> frozenset[str]:
    return frozenset(fold(words.lower(), lang).split("|"))


@lru_cache(maxsize=16)
def _first_hours(lang: str) -> dict[str, int]:
    tables = (_COMMON, _table(lang).parts)
    return {w: hour for one in tables for hour, words in one.items() for w in _words(words, lang)}


@lru_cache(maxsize=64)
def _minutes(lang: str, table: tuple[tuple[int, str], ...]) -> dict[str, int]:
    return {word: minutes for minutes, words in table for word in _words(words, lang)}


@lru_cache(maxsize=16)
def _hours(lang: str) -> dict[str, tuple[int, int]]:
    """Return word → hour and minute."""
    found: dict[str, tuple[int, int]] = {}
    for value, words in _table(lang).hours.items():
        hour, _, minute = value.partition(":")
        found |= dict.fromkeys(_words(words, lang), (int(hour), int(minute or 0)))
    return found


@lru_cache(maxsize=16)
def _counts(lang: str) -> dict[str, int]:
    """Return word → number, for numbers of minutes."""
    words = number_words(lang).items()
    return {fold(word, lang): int(n) for word, n in words if n.denominator == 1 and 0 < n < 60}


_DIGITS = re.compile(
    rf"(?<![\d:{decimals()}{groups()}a-z+])(?P<hour>1?\d|2[0-4]|0\d)"
    rf"(?:(?::|(?P<dot>\.))(?P<minute>[0-5]\d))?(?![\d:]|[{decimals()}{groups()}]\d)"
)
"""Match the hour of a time in digits."""


@lru_cache(maxsize=16)
def _number(lang: str) -> re.Pattern[str]:
    """Match the hour of a time, in digits or in words."""
    prefixes = any_of(p for p in language(lang).days.prefixes.split("|") if "=" not in p)
    prefix = f"(?:{prefixes})?" if prefixes else ""
    minutes = any_of(word for word, n in _counts(lang).items() if n > 9)
    return re.compile(
        rf"{_DIGITS.pattern}|(?<![\w-]){prefix}(?P<word>{any_of(_hours(lang)) or _NEVER})"
        rf"(?:[ -](?P<more>{minutes or _NEVER})"
        rf"(?={_GAP}(?:{_BARE}|{_clock(lang)})(?!\w)))?(?![\w{marks()}])"
    )


@lru_cache(maxsize=16)
def _cues(lang: str) -> frozenset[str]:
    """Return the words of hours, without which no time is in words."""
    return frozenset(word.split()[0].split("-")[0] for word in _hours(lang))


@lru_cache(maxsize=16)
def _clock_words(lang: str) -> frozenset[str]:
    """Return the words of which one is near every hour in words."""
    table = _table(lang)
    tables = (table.minutes, table.minutes_after)
    around = (table.clock, table.clock_before, table.word_after)
    counted = (table.counted, table.counted_to, table.counted_after, table.counted_to_after)
    words = [fold(one, lang) for one in (*around, *counted)]
    words += [word for one in tables for forms in one.values() for word in _words(forms, lang)]
    return frozenset(WORD.findall(" ".join([*words, *_first_hours(lang)])))


def _clock(lang: str) -> str:
    return fold(_table(lang).clock, lang) or _NEVER


def _counted(pattern: str, group: str, lang: str) -> str:
    """Return the pattern of a number of minutes, which {n} stands for in a table."""
    number = rf"(?P<{group}>[1-5]?\d|{any_of(_counts(lang)) or _NEVER})"
    return fold(pattern, lang).replace("{n}", number) if pattern else rf"(?P<{group}>{_NEVER})"


@lru_cache(maxsize=16)
def _before(lang: str) -> re.Pattern[str]:
    table = _table(lang)
    prefix, part, glue = fold(table.clock_before, lang) or _NEVER, _NEVER, ""
    if table.before_hour:
        part = any_of(_first_hours(lang))
        glue = f"(?:{_GAP}(?:{fold(table.glue, lang)}))?" if table.glue else ""
    added = any_of(_minutes(lang, tuple(table.minutes.items()))) or _NEVER
    return re.compile(
        rf"(?:(?:(?P<prefix>{prefix})|(?<!\w)(?P<before>{part}){glue}){_GAP})?"
        rf"(?:(?<!\w)(?:(?P<added>{added})|{_counted(table.counted, 'past', lang)}"
        rf"|{_counted(table.counted_to, 'to', lang)}){_GAP})?\Z"
    )


@lru_cache(maxsize=16)
def _after(lang: str) -> re.Pattern[str]:
    table = _table(lang)
    weak = fold(table.weak_clock, lang) or _NEVER
    part = any_of(_first_hours(lang))
    # "3 رات" means three nights; "3 بجے رات" and "3 am" are times.
    unnamed = f"(?={_GAP}(?:{_BARE}))" if table.before_hour else ""
    later = any_of(_minutes(lang, tuple(table.minutes_after.items()))) or _NEVER
    counted = (
        rf"{_counted(table.counted_after, 'past2', lang)}"
        rf"|{_counted(table.counted_to_after, 'to2', lang)}"
    )
    # A part of the day before another hour belongs to that hour: "10 بجے شام 6 بجے".
    next_hour = any_of((*_hours(lang), *_minutes(lang, tuple(table.minutes.items())))) or _NEVER
    return re.compile(
        rf"(?:{_GAP}(?:(?P<clock>{counted}|(?P<later>{later})|{_clock(lang)})|(?P<weak>{weak}))"
        rf"(?!\w)|{unnamed})"
        rf"(?:{_GAP}(?P<after>{part})(?!\w)(?!{_GAP}(?:\d|(?:{next_hour})(?!\w))))?"
    )


@lru_cache(maxsize=16)
def _joint(lang: str) -> re.Pattern[str]:
    gap = "[ \u00a0\n]{0,3}"
    return re.compile(rf"{gap}(?:[-–—]|{fold(_table(lang).joints, lang) or _NEVER}){gap}")


@lru_cache(maxsize=16)
def _ends(lang: str) -> re.Pattern[str]:
    """Match the text that may follow the second of two times if it is a number alone.

    Any other word might be one that the number counts.
    """
    ends = fold(_table(lang).ends, lang) or _NEVER
    return re.compile(rf"{_GAP}(?:{ends})(?!\w)|(?!{_GAP}\w)")
