"""Finds a unit beside a fact whose words have it already: "14 days days"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kbgen.checks.inputs import Ledger, Pages
from kbgen.facts.all import has_number, type_of
from kbgen.facts.format import format_quantity
from kbgen.languages.bidi import strip_marks
from kbgen.languages.case import small
from kbgen.languages.marks import marks
from kbgen.meaning.units import families, unit_words
from kbgen.model.article import Article
from kbgen.model.fact import Fact
from kbgen.model.finding import Edit, Finding, error
from kbgen.model.locale import Locale
from kbgen.model.message import msg
from kbgen.model.uses import find_uses

CODE = "KB440"
_LONGEST = 40
_SPACE = r"[ \t\u00a0]*"


def check_units_twice(
    pages: Pages, ledger: Ledger, locales: Mapping[str, Locale]
) -> Iterator[Finding]:
    """KB440 the unit of a fact, by hand after or before a fact that says it."""
    for page in pages.values():
        if "{{" not in page.masked:
            continue
        for use in find_uses(page.masked):
            fact = ledger.facts.get(use.id or "")
            if fact and not use.filter:
                yield from _beside(page, fact, use.start, use.end, locales[page.lang])


def _beside(page: Article, fact: Fact, start: int, end: int, locale: Locale) -> Iterator[Finding]:
    value = fact.values[0] if fact.values else None
    if value is None or not has_number(value):
        return
    unit = type_of(value).unit(value) or ("%" if value.type == "percent" else "")
    words = _words_of(page.lang, unit)
    if not words:
        return
    text, formatted = page.masked, strip_marks(format_quantity(value, locale))
    after = re.compile(rf"(?:{_SPACE}|-)(?P<word>{words})(?![\w{marks()}])", re.I)
    before = re.compile(rf"(?<![\w{marks()}])(?P<word>{words}){_SPACE}\Z", re.I)
    line = max(text.rfind("\n", 0, start) + 1, start - _LONGEST)
    if found := after.match(text, end):
        shown, first, last = f"{formatted}{found[0]}", end, found.end()
    elif value.type == "money" and (found := before.search(text[line:start])):
        shown, first, last = f"{found[0]}{formatted}", line + found.start(), start
    else:
        return
    what = msg(
        "the fact already says “%(words)s”; readers see “%(shown)s”", words=formatted, shown=shown
    )
    hint = msg("delete “%(word)s”", word=found["word"])
    at = first if first < start else first + found.start("word") - end
    place = page.place(at, at + len(found["word"]))
    yield error(CODE, place, what, hint, Edit(page.place(first, last), page.body[first:last], ""))


@lru_cache(maxsize=256)
def _words_of(lang: str, unit: str) -> str:
    """Return a pattern of the words that name a unit in a language; "" for none."""
    if not unit:
        return ""
    same = {unit, *(family for family, codes in families().items() if unit in codes)}
    same |= {"working day"} if unit == "day" else set()
    words = {
        word
        for word, one in unit_words(lang).items()
        if (one in same and len(word) > 1) or one == unit == "%"
    }
    words |= {small(unit, lang)}
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
