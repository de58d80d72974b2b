"""Checks the text of a gettext catalog (.po) as GNU `msgfmt --check` does.

Babel reads catalogs, but each of its releases tolerates other mistakes. The rules here are those of
GNU gettext's msgl-check.c and po-charset.c, so that translators' tools accept every catalog that
kbgen accepts. Decision 0017 lists the differences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from gettext import c2py
from itertools import accumulate

from kbgen.model.finding import Finding, Span, error
from kbgen.model.message import NO_MESSAGE, Message, listed, msg

CHARSET = '"Content-Type: text/plain; charset=UTF-8\\n"'
PLURALS = msg('for two forms: "Plural-Forms: nplurals=2; plural=(n != 1);\\n"')
HEADER = f'msgid "", msgstr "", {CHARSET}'
CHARSET_FIELD = "content-type"
PLURAL_FIELD = "plural-forms"
_LINE = re.compile(r'\s*(?:(msgctxt|msgid_plural|msgid|msgstr)\s*(\[\s*\d+\s*\])?\s*)?"(.*)"\s*$')
_CHARSET = re.compile(r"charset=(\S*)")
_COUNT = re.compile(r"nplurals=\s*([0-9]{1,3}(?![0-9]))?")
_RULE = re.compile(r"(?<!n)plural=([^;]*)")
_DIVISION = re.compile(r"[/%](?!\s*[1-9])")
_TRIED = range(1001)
"""The numbers for which msgfmt evaluates a plural expression."""


@dataclass
class _String:
    """A string of one or more lines, with escapes as written."""

    keyword: str
    parts: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    """(line, column) of the first character of each part."""

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def span(self, path: str, offset: int = 0) -> Span:
        starts = [0, *accumulate(map(len, self.parts))]
        # The last part that begins at this offset: parts before it may be empty.
        at = min(bisect_right(starts, offset), len(self.parts)) - 1
        line, column = self.places[at]
        return Span(path, line, column + offset - starts[at])


@dataclass
class _Entry:
    line: int
    fuzzy: bool
    strings: list[_String] = field(default_factory=list)

    def get(self, keyword: str) -> _String | None:
        return next((s for s in self.strings if s.keyword == keyword), None)

    @property
    def id(self) -> tuple[str | None, str]:
        context, id_ = self.get("msgctxt"), self.get("msgid")
        return (context.text if context else None), (id_.text if id_ else "")

    @property
    def forms(self) -> list[_String]:
        return [s for s in self.strings if s.keyword.startswith("msgstr")]

    @property
    def counts(self) -> bool:
        """Tell whether it is a translation with plural forms that gettext uses."""
        used = not self.fuzzy and any(form.text for form in self.forms)
        return used and self.get("msgid_plural") is not None


@dataclass(frozen=True)
class _Field:
    """A field of the header; `start` is the offset of its name, `at` that of its value."""

    name: str
    value: str
    start: int
    at: int


def check_catalog(text: str, path: str) -> list[Finding]:
    """Return the mistakes in the header and plural forms, and repeated entries."""
    entries = list(_entries(text))
    header = next((e for e in entries if e.id == (None, "") and e.get("msgid")), None)
    plurals = [e for e in entries if e is not header and e.counts]
    findings = [*_check_entries(entries, path)]
    if header:
        findings += _check_header(header, plurals, text.isascii(), path)
    elif plurals:
        what = msg("plural forms (msgstr[0], …) need a header that counts them")
        hint = msg(
            "begin with the lines %(lines)s, and say how many forms there are; %(forms)s",
            lines=HEADER,
            forms=PLURALS,
        )
        findings.append(_refuse(Span(path, plurals[0].line), what, hint))
    return findings


def _entries(text: str) -> Iterator[_Entry]:
    """Yield the entries; skip lines that are no part of a catalog, which Babel reports."""
    entry, fuzzy = None, False
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("#"):
            fuzzy |= line.lstrip().startswith("#,") and "fuzzy" in line
            continue
        if not (match := _LINE.match(line)):
            continue
        name, index, part = match.groups()
        begins = name == "msgctxt" or (name == "msgid" and not (entry and not entry.get("msgid")))
        if begins or entry is None:
            if entry:
                yield entry
            entry, fuzzy = _Entry(number, fuzzy), False
        if name or not entry.strings:
            entry.strings.append(_String((name or "") + "".join((index or "").split())))
        entry.strings[-1].parts.append(part)
        entry.strings[-1].places.append((number, match.start(3) + 1))
    if entry:
        yield entry


def _check_entries(entries: list[_Entry], path: str) -> Iterator[Finding]:
    first: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        span = Span(path, entry.line)
        if (line := first.setdefault(entry.id, entry.line)) != entry.line:
            what = msg("the header is already given in line %(line)d", line=line)
            if entry.id[1]:
                what = msg(
                    "'%(name)s' is already given in line %(line)d", name=entry.id[1], line=line
                )
            yield _refuse(span, what, msg("remove one"))
        plural = entry.get("msgid_plural") is not None
        if entry.id[1] == "" and (plural or entry.id[0] is not None):
            what = msg("the header can have neither msgctxt nor msgid_plural")
            yield _refuse(span, what, msg('a header is msgid "" and msgstr alone'))
            continue
        for number, form in enumerate(entry.forms):
            wanted = f"msgstr[{number}]" if plural else "msgstr"
            if form.keyword != wanted:
                what = msg(
                    "%(written)s stands where %(wanted)s is expected",
                    written=form.keyword,
                    wanted=wanted,
                )
                rule = msg("with msgid_plural: msgstr[0], msgstr[1], …; without it: one msgstr")
                yield _refuse(form.span(path)._replace(column=1), what, rule)
                break


def _check_header(
    header: _Entry, plurals: list[_Entry], is_ascii: bool, path: str
) -> Iterator[Finding]:
    written = header.get("msgstr")
    if written is None:
        return
    fields: dict[str, _Field] = {}
    for one in _fields(written.text):
        if one.name.lower() in (CHARSET_FIELD, PLURAL_FIELD) and one.name.lower() in fields:
            what = msg("the header has %(name)s twice", name=one.name)
            yield _refuse(written.span(path, one.start), what, msg("remove one of them"))
        fields.setdefault(one.name.lower(), one)
    yield from _check_charset(written, fields.get(CHARSET_FIELD), is_ascii, path)
    yield from _check_plurals(written, fields.get(PLURAL_FIELD), plurals, path)


def _fields(header: str) -> Iterator[_Field]:
    start = 0
    for line in header.split("\\n"):
        name, colon, value = line.partition(":")
        if colon:
            yield _Field(name, value, start, start + len(name) + 1)
        start += len(line) + 2


def _check_charset(
    written: _String, type_: _Field | None, is_ascii: bool, path: str
) -> Iterator[Finding]:
    charset = type_ and _CHARSET.search(type_.value)
    if not type_ or not charset:
        hint = _WRITE if type_ else msg("add the line %(line)s", line=CHARSET)
        span = written.span(path, type_.start if type_ else 0)
        yield _refuse(span, msg("the header names no charset"), hint)
        return
    name = charset[1].upper()
    if name != "UTF-8" and not (is_ascii and name in ("ASCII", "US-ASCII")):
        span = written.span(path, type_.at + charset.start(1))
        what = msg(
            "the header says charset=%(encoding)s, and the file is UTF-8", encoding=charset[1]
        )
        yield _refuse(span, what, _WRITE)


_WRITE = msg("write %(line)s", line=CHARSET)


def _check_plurals(
    written: _String, forms: _Field | None, plurals: list[_Entry], path: str
) -> Iterator[Finding]:
    count = forms and _COUNT.search(forms.value)
    rule = forms and _RULE.search(forms.value)
    if not forms or not count or not rule:
        lacking = [name for name, at in (("nplurals=", count), ("plural=", rule)) if not at]
        if plurals:
            what = msg("plural forms need %(names)s in Plural-Forms", names=listed(lacking))
            span = written.span(path, forms.start if forms else 0)
            yield _refuse(span, what, PLURALS)
    elif not count[1]:
        span = written.span(path, forms.at + count.start())
        yield _refuse(span, msg("nplurals must be a number from 1 to 999"), PLURALS)
    elif problem := _explain_rule(rule[1], int(count[1])):
        yield _refuse(written.span(path, forms.at + rule.start()), problem, PLURALS)
    else:
        yield from _check_counts(plurals, int(count[1]), path)


def _check_counts(plurals: list[_Entry], count: int, path: str) -> Iterator[Finding]:
    for entry in plurals:
        if (given := len(entry.forms)) != count:
            what = msg(
                "the header says nplurals=%(wanted)d, and here are %(given)d plural forms",
                wanted=count,
                given=given,
            )
            hint = msg("write msgstr[0] alone")
            if count > 1:
                hint = msg("write msgstr[0] to msgstr[%(last)d]", last=count - 1)
            yield _refuse(Span(path, entry.line), what, hint)


def _refuse(span: Span, why: Message, hint: Message) -> Finding:
    return error("KB106", span, msg("not a valid catalog: %(why)s", why=why), hint)


def _explain_rule(rule: str, count: int) -> Message:
    """Return what is wrong with a plural expression, in C syntax, for `count` forms; "" if nothing.

    >>> str(_explain_rule("n != 1", 2))
    ''
    >>> str(_explain_rule("n % 3", 2))
    'the plural expression gives 2 for n=2; nplurals=2 allows 0 to 1'
    """
    try:
        choose = c2py(rule)
    except ValueError as problem:
        return msg(
            "'plural=%(rule)s' is no plural expression: %(reason)s",
            rule=rule.strip(),
            reason=str(problem),
        )
    for n in _TRIED:
        try:
            form = choose(n)
        except ZeroDivisionError:
            return msg("the plural expression divides by zero for n=%(number)d", number=n)
        if not 0 <= form < count:
            if not count:
                return msg(
                    "the plural expression gives %(form)d for n=%(number)d; nplurals=0 allows none",
                    form=form,
                    number=n,
                )
            return msg(
                "the plural expression gives %(form)d for n=%(number)d; nplurals=%(forms)d allows "
                "0 to %(last)d",
                form=form,
                number=n,
                forms=count,
                last=count - 1,
            )
    if _DIVISION.search(rule):
        return msg(
            "'plural=%(rule)s' divides by what may be zero for a greater n", rule=rule.strip()
        )
    return NO_MESSAGE
