"""Finds a sign that is typed for a mark of the language: a bar where a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kbgen.checks.slip import Slip, TextChange, blocks_of
from kbgen.languages.language import language
from kbgen.meaning.prose import prose
from kbgen.model.article import Article
from kbgen.model.finding import Finding
from kbgen.model.message import msg

CODE = "KB434"
_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|", re.M)


def check_bars(page: Article, has_ledger: bool) -> Iterator[Finding]:
    """KB434 a sign for a mark that it resembles, outside of tables; one finding for a line."""
    table = language(page.lang).prose.punctuation
    typed = table.typed if table else {}
    if not any(sign in page.masked for sign in typed):
        return
    words = prose(page)
    for start, lines in blocks_of(words):
        if _RULE.search(page.masked[start : start + len("\n".join(lines))]):
            continue
        for line in lines:
            if slip := _slip(page, start, line, typed):
                yield slip.finding(page, has_ledger)
            start += len(line) + 1


def _slip(page: Article, start: int, line: str, typed: Mapping[str, str]) -> Slip | None:
    found = [*_typed(page.lang).finditer(line)] if not line.lstrip().startswith("|") else []
    if not found:
        return None
    first, last = found[0].start("sign"), found[-1].end()
    written = page.body[start + first : start + last]
    right = "".join(
        typed.get(char, char) if any(one.start("sign") == at for one in found) else char
        for at, char in enumerate(written, first)
    )
    sign = found[0]["sign"]
    name, mark = language(page.lang).display_name, typed[sign]
    what = msg("%(sign)s is not the full stop of %(lang)s", sign=sign, lang=name)
    hint = msg("write %(mark)s", mark=mark)
    # A space before it would be the next mistake.
    change = TextChange(start + found[0].start(), start + last, right)
    end = start + first + len(sign)
    return Slip(CODE, start + first, end, what, hint, (change,), is_severe=True)


@lru_cache(maxsize=16)
def _typed(lang: str) -> re.Pattern[str]:
    """Match a sign directly after a word, or at the end of a line."""
    own, table = language(lang).script, language(lang).prose.punctuation
    signs = "".join(map(re.escape, table.typed)) if table else ""
    letters = own.block if own else r"\w"
    return re.compile(
        rf"(?<=[{letters})»”])(?:(?=[^ ]|[ ]+\S[ ]*$)[ ]*(?P<sign>[{signs}])(?=\s|$))"
    )
