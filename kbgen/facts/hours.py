"""hours: "Mo-Th 09:00-21:00; Fr 14:00-22:00".

Hours in other usual forms are recognized only to show the editor the line to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import time
from unicodedata import decimal

from babel.dates import get_day_names
from babel.lists import format_list

from kbgen.facts.fact_type import FactType
from kbgen.facts.time import check_time, format_clock, meant_clock, parse_clock
from kbgen.facts.wording import cldr
from kbgen.model.finding import HintedError, did_you_mean
from kbgen.model.hours import join_hours
from kbgen.model.locale import Locale
from kbgen.model.message import Message, msg
from kbgen.model.quantity import WEEKDAYS, Hours, Opening

_WORD = re.compile(r"[a-z]+", re.I)
_TIME = r"\d{1,2}(?:[:.h]?\d{2})?(?:\s*[ap]\.?m\b\.?|\s*h\b)?"
_NAME = r"\b(?!to\b|and\b|closed\b|off\b|daily\b|every\b|open\b)[a-z]{2,9}\b\.?"
_BETWEEN = r"-|–|—|,|&|\bto\b|\band\b"
_USUAL_FORM = re.compile(
    rf"(?P<off>\b(?:off|closed)\b)|(?P<daily>\b(?:daily|every ?day)\b)"
    rf"|(?P<whole>\b24 ?(?:h|hrs|hours)\b|24/7)"
    rf"|(?P<first>{_TIME})\s*(?:-|–|—|\bto\b|\bun?till?\b)\s*(?P<last>{_TIME})"
    rf"|(?P<days>{_NAME}(?:\s*(?:{_BETWEEN})\s*{_NAME})*)",
    re.I | re.A,
)
"""The parts of hours as people usually write them."""
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EXAMPLE = "Mo-Th 09:00-21:00; Fr 14:00-22:00; Sa-Su off"


def _weekdays(text: str) -> tuple[int, ...]:
    days: list[int] = []
    for part in text.split(","):
        names = [name.strip() for name in part.split("-")]
        if len(names) > 2 or any(name not in WEEKDAYS for name in names):
            what = msg("'%(written)s' is not a weekday", written=part.strip())
            raise HintedError(what, _meant_days(names))
        first, last = WEEKDAYS.index(names[0]), WEEKDAYS.index(names[-1])
        # A range may include the end of the week: Sa-Th.
        days += [(first + i) % 7 for i in range((last - first) % 7 + 1)]
    return tuple(days)


def _meant_days(names: list[str]) -> Message:
    if "PH" in names:
        return msg("write holidays as hours of their own, with 'starts' and 'ends'")
    if names[0][:1].isdigit():
        return msg("write the weekdays first, then the hours: %(example)s", example=EXAMPLE)
    meant = [name[:2].capitalize() for name in names]
    if all(short in WEEKDAYS for short in meant):
        return msg("write %(days)s", days="-".join(meant))
    near = did_you_mean("-".join(names), _WHOLE_WEEKS)
    return near or msg("use %(weekdays)s", weekdays=" ".join(WEEKDAYS))


_SLOTS = "Mo-Th 10:00-14:00,16:00-22:00; Fr off"
_WHOLE_WEEKS = {"24/7": "Mo-Su 00:00-24:00", "closed": "Mo-Su off", "off": "Mo-Su off"}


def meant_hours(value: object) -> str:
    """Return the line of hours that a list of lines or a mapping of weekdays stands for, else "".

    >>> meant_hours({"Monday": "09:00-17:00", "Sa": "10:00-14:00"})
    'Mo 09:00-17:00; Sa 10:00-14:00'
    """
    lines = value if isinstance(value, list) else [value]
    try:
        return join_hours(hours for line in lines for hours in _hours_in(line))
    except ValueError:
        return ""


def _hours_in(line: object) -> Iterator[Hours]:
    """Yield hours from a line or from a mapping of weekdays; raise ValueError for anything else."""
    for names, slots in line.items() if isinstance(line, Mapping) else [("", line)]:
        if not isinstance(slots, str):
            raise ValueError("hours are a text")
        yield _parse_rules(_loosely(f"{names} {slots}") or slots)


def is_weekdays(text: str) -> bool:
    """Tell whether a text names English weekdays, full or abbreviated: Mo, Mon-Thu, Friday."""
    names = _WORD.findall(text.lower())
    return bool(names) and all(
        len(name) > 1 and any(day.startswith(name) for day in _DAY_NAMES) for name in names
    )


def parse_hours(value: object) -> Hours:
    """Read a line of hours; the ValueError proposes the line that was probably meant, if any."""
    if isinstance(value, (list, Mapping)):
        raise HintedError(msg("hours are one line"), _write(meant_hours(value) or EXAMPLE))
    if isinstance(value, bool):
        raise HintedError(msg("write it like this: %(example)s", example=EXAMPLE))
    text = " ".join(str(value).split())
    try:
        return _parse_rules(text)
    except HintedError as problem:
        if meant := _loosely(text):
            raise HintedError(problem.what, _write(meant)) from None
        raise


def _write(line: str) -> Message:
    return msg('write "%(hours)s"', hours=line)


def _loosely(text: str) -> str:
    """Convert hours as people usually write them to kbgen's form; "" if that is not possible.

    >>> _loosely("Monday to Friday: 9am to 5pm"), _loosely("Daily 10:00 – 22:00")
    ('Mo-Fr 09:00-17:00', 'Mo-Su 10:00-22:00')
    """
    text = text.translate({ord(c): str(decimal(c)) for c in text if c.isdecimal()})
    rules: list[tuple[str, list[str]]] = []
    end = 0
    for match in _USUAL_FORM.finditer(text):
        if text[end : match.start()].strip(" ,;:&.") not in ("", "and"):
            return ""
        end = match.end()
        if match["days"]:
            rules.append((_day_names(match["days"]), []))
        elif match["daily"]:
            rules.append(("Mo-Su", []))
        else:
            if not rules:
                rules.append(("Mo-Su", []))
            rules[-1][1].append(_slot(match))
    if text[end:].strip(" .;"):
        return ""
    try:
        return _parse_rules("; ".join(f"{days} {','.join(slots)}" for days, slots in rules)).text
    except ValueError:
        return ""


def _day_names(text: str) -> str:
    """Convert weekdays to two letters: Mon to Thu, Sat → Mo-Th,Sa."""
    names = re.split(rf"\s*({_BETWEEN})\s*", text, flags=re.I)
    if not all(map(is_weekdays, names[::2])):
        return text
    marks = ["," if mark in ",&" or mark.lower() == "and" else "-" for mark in names[1::2]]
    pairs = zip(names[::2], [*marks, ""], strict=True)
    return "".join(f"{name[:2].capitalize()}{mark}" for name, mark in pairs)


def _slot(match: re.Match[str]) -> str:
    """Convert hours as people usually write them (9am to 5pm, 24 hours, closed) to kbgen's form."""
    if match["off"]:
        return "off"
    if match["whole"]:
        return "00:00-24:00"
    first, last = (meant_clock(match[name]) or match[name] for name in ("first", "last"))
    is_bare = match["first"].strip().isdigit() and match["last"].strip().isdigit()
    if is_bare and last <= first < "12:00":  # 9-5
        last = f"{int(last[:2]) + 12:02}{last[2:]}"
    return f"{first}-{'24:00' if match['last'].strip() == '24:00' else last}"


def _parse_rules(text: str) -> Hours:
    """Read hours in kbgen's form; the ValueError says what is wrong."""
    text = re.sub(r"\s*([-–,;])\s*", r"\1", text)
    text = text.replace("–", "-").replace(";", "; ").strip("; ")
    rules: list[Opening] = []
    seen: set[int] = set()
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        rule = _WHOLE_WEEKS.get(rule, rule)
        days_text, _, slots_text = rule.partition(" ")
        days = _weekdays(days_text)
        if seen.intersection(days):
            raise HintedError(
                msg("'%(rule)s' names a weekday that another rule has", rule=rule),
                msg("name each once, its slots with commas: %(example)s", example=_SLOTS),
            )
        seen.update(days)
        rules.append(Opening(days, _slots(slots_text, rule)))
    if not rules:
        hint = msg("write them like this: %(example)s", example=EXAMPLE)
        raise HintedError(msg("no hours given"), hint)
    return Hours(tuple(rules), text)


def _slots(text: str, rule: str) -> tuple[tuple[time, time], ...]:
    if text.strip() in ("off", "closed"):
        return ()
    slots = []
    for slot in text.split(","):
        start, dash, end = slot.partition("-")
        if start[:2] in WEEKDAYS:
            raise HintedError(
                msg("'%(hours)s' comes after a comma", hours=slot),
                msg("write a semicolon before weekdays: %(example)s", example=EXAMPLE),
            )
        if not dash:
            what = msg("'%(rule)s' is not understood", rule=rule)
            raise HintedError(what, msg("write hours like this: %(example)s", example=EXAMPLE))
        slots.append((parse_clock(start), parse_clock(end, midnight=True)))
    return tuple(slots)


def _format(value: Hours, locale: Locale) -> str:
    """Return opening hours in words, closed days last."""
    return locale.strings.gettext("; ").join(hours_by_days(value, locale))


def hours_by_days(value: Hours, locale: Locale) -> list[str]:
    """Return opening hours in words, one line for days with equal hours, closed days last."""
    _ = locale.strings.gettext
    if not any(rule.slots for rule in value.rules):
        return [_("closed")]
    if len(value.rules) == 1 and len(value.rules[0].days) == 7:
        days = _("every day")
        return [
            _("%(days)s %(slots)s") % {"days": days, "slots": _format_slots(value.rules[0], locale)}
        ]
    named = {day for rule in value.rules for day in rule.days}
    closed = tuple(day for day in range(7) if day not in named)
    rules = [*value.rules, *([Opening(closed, ())] if closed else [])]
    return [
        _("%(days)s %(slots)s")
        % {"days": _format_days(rule.days, locale), "slots": _format_slots(rule, locale)}
        for rule in rules
    ]


def _format_days(days: tuple[int, ...], locale: Locale) -> str:
    """Return weekdays in words, three or more consecutive days as a range."""
    names = get_day_names("wide", locale=cldr(locale.tag))
    runs: list[list[int]] = []
    for day in days:
        if runs and (runs[-1][-1] + 1) % 7 == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    words: list[str] = []
    for run in runs:
        if len(run) > 2:
            pair = {"first": names[run[0]], "last": names[run[-1]]}
            words.append(locale.strings.gettext("%(first)s to %(last)s") % pair)
        else:
            words += [names[day] for day in run]
    return format_list(words, locale=cldr(locale.tag))


def _format_slots(rule: Opening, locale: Locale) -> str:
    _ = locale.strings.gettext
    if not rule.slots:
        return _("closed")
    if rule.slots == ((time(0), time(0)),):
        return _("day and night")
    words = [
        _("from %(start)s to %(end)s")
        % {"start": format_clock(start, locale), "end": format_clock(end, locale)}
        for start, end in rule.slots
    ]
    return format_list(words, locale=cldr(locale.tag))


def _validate(value: Hours) -> None:
    for rule in value.rules:
        if not all(0 <= day < len(WEEKDAYS) for day in rule.days):
            raise ValueError(f"{rule.days} are no weekdays")
        for at in (at for slot in rule.slots for at in slot):
            check_time(at)


HOURS = FactType(
    Hours,
    example='"Mo-Th 09:00-21:00; Fr 14:00-22:00"',
    read=parse_hours,
    format=_format,
    validate=_validate,
    note="; beside phone, whatsapp, email or url, the"
    " fact that says at which hours someone answers there: helpline.hours",
)
