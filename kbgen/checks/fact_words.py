"""Says what is wrong with something that was meant as a fact, by what can be seen or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from kbgen.checks.inputs import Pages
from kbgen.checks.literals import uses_in
from kbgen.model.article import Article
from kbgen.model.message import Message, msg, one_of

INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters that nobody sees, as a class of a regular expression."""
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_BEFORE = re.compile(rf"[^\s{INVISIBLE}]*\Z")
_WORD = re.compile(r"[\w.-]+")
NO_FACT = msg("write {{ fact.id }}, or \\{{ to show the braces themselves")


def like_words(raw: str, right: str) -> tuple[Message, Message]:
    """Return what is wrong with `raw`, which is to be `right`, and what to do."""
    again = msg("delete all of it and type it again: %(text)s", text=right)
    if hidden := _INVISIBLE.search(raw):
        before = _BEFORE.search(raw[: hidden.start()])
        what = msg("an invisible character stands in this fact, behind “%(before)s”")
        return what.filled(before=before[0] if before else ""), again
    if "\n" in raw:
        what = msg("a fact has to stand in one line, and this one ends in the next")
        return what, msg("bring its end up to this line: %(text)s", text=right)
    if raw.startswith("}"):
        what = msg("the braces of this fact are the wrong way round, though they may look right")
        return what, again
    if "｛" in raw or "｝" in raw:
        what = msg("the braces of this fact are wide ones (｛ ｝), not the ordinary { }")
        return what, again
    if found := _alike_letter(raw):
        what = msg(
            "the “%(letter)s” in “%(word)s” is another letter that only looks right (%(name)s)",
            letter=found[0],
            word=found[1],
            name=unicodedata.name(found[0], "").capitalize(),
        )
        return what, again
    written = " ".join(raw.split())
    what = msg("“%(written)s” looks like a fact, but is published as written", written=written)
    return what, msg("write %(text)s", text=right)


def _alike_letter(raw: str) -> tuple[str, str] | None:
    """Return a letter that is none of ASCII in a word of ASCII, and the word."""
    for word in _WORD.findall(raw):
        alike = [char for char in word if char.isalpha() and not char.isascii()]
        if alike and any(char.isascii() and char.isalpha() for char in word):
            return alike[0], word
    return None


def translated_hint(page: Article, pages: Pages, at: int, ids: Collection[str]) -> Message:
    """Return what to write for the name of a fact that was translated, at an offset of a body."""
    source = next((p for p in pages.values() if p.id == page.id and not p.is_translation), None)
    if source is None or source is page:
        return NO_FACT
    here = next((s for s in reversed(page.sections) if s.start <= at), None)
    there = next((s for s in source.sections if here and s.id == here.id), None)
    if here is None or there is None:
        return NO_FACT
    missing = sorted((uses_in(source, there) - uses_in(page, here)) & set(ids))
    if not missing:
        return NO_FACT
    if len(missing) == 1:
        return msg("write {{ %(fact)s }}", fact=missing[0])
    names = one_of([f"{{{{ {fact} }}}}" for fact in missing])
    return msg("write %(names)s, as %(path)s has it here", names=names, path=source.path)


def is_translated(written: str) -> bool:
    """Tell whether the name between braces has letters of no fact's id.

    >>> is_translated("{{ शुल्क }}"), is_translated("{{ page title }}")
    (True, False)
    """
    return any(char.isalpha() and not char.isascii() for char in written)
