"""Finds text that was typed with another keyboard, or for a font that is not Unicode."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache

from kbgen.languages.language import known_languages, language, scripts
from kbgen.languages.marks import marks
from kbgen.languages.tables import Keyboard
from kbgen.meaning.prose import prose
from kbgen.model.article import Article
from kbgen.model.finding import Edit, Finding, Span, error, warning
from kbgen.model.locale import LATIN
from kbgen.model.message import Message, msg

CODE = "KB131"
_FEWEST, _KNOWN = 3, 0.5
"""The fewest letters of a text, and the share of its words that are known as meant."""
_FEWEST_OF_FONT, _UNKNOWN = 8, 0.3
"""The same for a font: letters, and the share of pairs of letters that no word has."""


def check_keyboards(page: Article, source: Article | None, has_ledger: bool) -> Iterator[Finding]:
    """KB131 a title, a heading or a line whose keys spell words of the page."""
    own = language(page.lang).script
    if own is None:
        return
    report = error if has_ledger else warning
    known: Set[str] | None = None
    is_latin = language(page.lang).about.script == LATIN
    for place, text, edit in _texts(page):
        is_other = not re.search(f"[{own.letters}]", text) and text.isascii() is not is_latin
        if not is_other or sum(map(str.isalpha, text)) < _FEWEST:
            continue
        known = known if known is not None else _known_words(page)
        found = _meant(text, page.lang, known) or _for_font(text, page.lang, source)
        if found:
            meant, what = found
            hint = msg("write “%(text)s”, if you meant that", text=meant)
            mend = Edit(place, text, meant) if edit else None
            yield report(CODE, place, what, hint, mend)


def _texts(page: Article) -> Iterator[tuple[Span, str, bool]]:
    """Yield the title, the description and the lines, and whether they stand at their place."""
    for field, text in page.meta.captions:
        yield page.where(field), text, False
    start = 0
    for line in prose(page).split("\n"):
        if text := line.strip():
            at = start + len(line) - len(line.lstrip())
            end = at + len(text)
            yield page.place(at, end), text, page.body[at:end] == text
        start += len(line) + 1


def _known_words(page: Article) -> Set[str]:
    recognized = language(page.lang).importing.recognized
    common = recognized.common.split() if recognized else []
    captions = " ".join(text for _, text in page.meta.captions)
    return {*common, *_words(f"{page.id} {captions} {page.body}")}


def _words(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(rf"[^\W\d_][\w{marks()}]+", text)]


def _meant(text: str, lang: str, known: Set[str]) -> tuple[str, Message] | None:
    """Return what was meant and what is wrong, if the keys of a text spell known words."""
    is_latin = language(lang).about.script == LATIN
    for other in known_languages() if is_latin else (lang,):
        for name, keyboard in language(other).keyboards.items():
            if is_latin and keyboard.is_font:
                continue
            meant = _latin(text, keyboard.letters) if is_latin else written_with(text, keyboard)
            words = _words(meant) if meant else []
            if words and sum(word in known for word in words) >= _KNOWN * len(words):
                return meant, _what(name, keyboard, is_latin, other)
    return None


def _for_font(text: str, lang: str, source: Article | None) -> tuple[str, Message] | None:
    """Return what a text means in a font, if it is written rightly there and looks like no word.

    It has pairs of letters that the source has nowhere.
    """
    fonts = [(name, one) for name, one in language(lang).keyboards.items() if one.is_font]
    words = _words(text)
    if source is None or not fonts or sum(map(len, words)) < _FEWEST_OF_FONT:
        return None
    there = " ".join((source.body, *(one for _, one in source.meta.captions))).casefold()
    pairs = [word[at : at + 2] for word in words for at in range(len(word) - 1)]
    is_unknown = sum(pair not in there for pair in pairs) >= _UNKNOWN * len(pairs)
    if not is_unknown or any(word in there for word in words):
        return None
    for name, keyboard in fonts:
        meant = written_with(text, keyboard)
        if meant and not _is_malformed(meant, keyboard):
            return meant, _what(name, keyboard, is_latin=False, other=lang)
    return None


def _is_malformed(text: str, keyboard: Keyboard) -> bool:
    """Tell whether a sign stands where none can."""
    signs, last = keyboard.marks.replace(" ", ""), keyboard.last_marks
    first = "".join(mark for mark in signs if mark not in last)
    joint = keyboard.joint
    pattern = rf"(?:^|\s)[{signs}{joint}]|[{signs}{joint}][{first}]|{joint}(?:\s|$)"
    return re.search(pattern, text) is not None


def _what(name: str, keyboard: Keyboard, is_latin: bool, other: str) -> Message:
    if keyboard.is_font:
        return msg("this looks like text for the font %(font)s, which is not Unicode", font=name)
    if is_latin:
        return msg(
            "this was typed with the keyboard of %(lang)s", lang=language(other).display_name
        )
    return msg("this was typed with the keyboard of English")


def _latin(text: str, letters: Mapping[str, str]) -> str:
    """Return the keys that write a text; "" if a letter has none.

    >>> _latin("ab", {"x": "a", "y": "b"})
    'xy'
    """
    keys = {letter: key for key, letter in letters.items()}
    out = re.sub(_any_of(tuple(keys)), lambda found: keys[found[0]], text)
    left = f"[{scripts()[LATIN].letters}]"
    return "" if any(c.isalpha() and not re.match(left, c) for c in out) else out


@lru_cache(maxsize=16)
def _any_of(texts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(texts, key=len, reverse=True))))


def written_with(text: str, keyboard: Keyboard) -> str:
    """Return what keys write; "" if a letter has no key.

    >>> hindi = language("hi").keyboards
    >>> written_with("okilh uhfr", hindi["Kruti Dev"])
    'वापसी नीति'
    >>> written_with("lc ij", hindi["InScript"])
    'तम गर'
    """
    letters, out = keyboard.letters, list[str]()
    end = 0
    for found in _any_of(tuple(letters)).finditer(text):
        out += text[end : found.start()]
        out.append(letters[found[0]])
        end = found.end()
    out += text[end:]
    if any(len(one) == 1 and one.isalpha() and one.isascii() for one in out):
        return ""
    return "".join(_in_order(out, keyboard))


def _in_order(pieces: list[str], keyboard: Keyboard) -> list[str]:
    """Return pieces of text with signs where they belong, not where they were typed."""
    out, waiting = list[str](), ""
    for piece in pieces:
        move = keyboard.moves.get(piece, 0)
        if move > 0:
            waiting = piece
            continue
        at = len(out)
        if move < 0:
            at -= 1
            while at > 0 and (out[at] in keyboard.marks or out[at - 1].endswith(keyboard.joint)):
                at -= 1
        out.insert(max(at, 0), piece)
        if waiting and not piece.endswith(keyboard.joint):
            out.append(waiting)
            waiting = ""
    return [*out, waiting]
