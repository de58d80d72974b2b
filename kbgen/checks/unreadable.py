"""Finds letters that were lost in saving, and pages in another language than their folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kbgen.checks.foreign import wrong_language
from kbgen.languages.language import known_languages, language
from kbgen.languages.marks import marks
from kbgen.meaning.prose import prose
from kbgen.model.article import Article
from kbgen.model.finding import Finding, error, warning
from kbgen.model.message import Argument, msg

OTHER_LANGUAGE, UNREADABLE = "KB132", "KB133"
_MARKS = re.compile(r"\?{2,}")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(rf"[^\W\d_][\w{marks()}]*")
_FEWEST_MARKS, _FEWEST_LINES, _FEWEST_WORDS = 8, 3, 4
_MOST = 0.7
"""The share of lines in another language of a page that is in it."""


def check_unreadable(page: Article, has_ledger: bool) -> Iterator[Finding]:
    """KB133 text of which question marks are left."""
    if "??" not in page.body:
        return
    lines = prose(page).split("\n")
    unreadable = [number for number, line in enumerate(lines) if _is_unreadable(line)]
    if not unreadable:
        return
    number = unreadable[0]
    start = sum(len(line) + 1 for line in lines[:number])
    line = lines[number]
    begin, end = start + len(line) - len(line.lstrip()), start + len(line.rstrip())
    what = msg("these letters were lost in saving: question marks are left of them")
    if len(unreadable) * 2 > sum(1 for one in lines if _LETTER.search(one) or "?" in one):
        what = msg("nearly all letters of this page are question marks: they were lost in saving")
    hint = msg("take the file from before, and save it as UTF-8")
    report = error if has_ledger else warning
    yield report(UNREADABLE, page.place(begin, end), what, hint)


def _is_unreadable(line: str) -> bool:
    """Tell whether most letters of a line are question marks."""
    count = sum(len(found[0]) for found in _MARKS.finditer(line))
    return count >= _FEWEST_MARKS and count > len(_LETTER.findall(line))


def check_other_language(
    page: Article, versions: Sequence[Article], has_ledger: bool
) -> Iterator[Finding]:
    """KB132 a page whose text is in another language than its folder."""
    lines = [line for line in prose(page).split("\n") if len(_WORD.findall(line)) >= _FEWEST_WORDS]
    if len(lines) < _FEWEST_LINES:
        return
    wrong = [
        line for line in lines if (found := wrong_language(line, page.lang)) and found[0] != "KB431"
    ]
    if len(wrong) < max(_FEWEST_LINES, _MOST * len(lines)):
        return
    lang = _language_of(wrong, page.lang, [one.lang for one in versions])
    if not lang:
        return
    other, own = language(lang).display_name, language(page.lang).display_name
    what = msg(
        "this page is in %(other)s, but lies in the folder of %(lang)s", other=other, lang=own
    )
    path = page.path.replace(f"/{page.lang}/", f"/{lang}/", 1)
    names: dict[str, Argument] = {"path": path, "lang": own, "other": other}
    hint = msg("move it to %(path)s, and put the page in %(lang)s here", **names)
    if any(one.path == path for one in versions):
        hint = msg("put the page in %(lang)s here again; %(path)s is the one in %(other)s", **names)
    report = error if has_ledger else warning
    place = page.where("title") if page.meta.title else page.where()
    yield report(OTHER_LANGUAGE, place, what, hint)


def _language_of(lines: Sequence[str], own: str, likely: Sequence[str]) -> str:
    """Return the language in which most lines are right; "" for none."""
    others = [one for one in dict.fromkeys((*likely, *known_languages())) if one != own]
    right = {one: sum(wrong_language(line, one) is None for line in lines) for one in others}
    known = {one: count for one, count in right.items() if language(one).is_known}
    best = max(known, key=lambda one: known[one], default="")
    return best if best and known[best] > len(lines) / 2 else ""
