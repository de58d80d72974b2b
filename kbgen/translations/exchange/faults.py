"""What is wrong with a translation: the reason, and what its translator has to do."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from kbgen.languages.language import language
from kbgen.languages.marks import marks, stops
from kbgen.markdown.block_syntax import cells
from kbgen.markdown.scan import mask
from kbgen.meaning.equivalence import unmatched
from kbgen.meaning.extract import mentions_in
from kbgen.meaning.prose import blank_markup
from kbgen.model.uses import find_uses
from kbgen.translations.exchange.contents import Problem
from kbgen.translations.exchange.inline import CodeKind, Markup, find_codes, markup_of
from kbgen.translations.exchange.rows import Row
from kbgen.translations.normal import normal_form

Reason = Literal[
    Problem,
    "unknown-address",
    "twice",
    "shifted",
    "source-changed",
    "translation-changed",
    "empty",
    "letters",
    "language",
    "facts",
    "links",
    "markers",
    "structure",
]
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufdd0-\ufdef\ud800-\udfff\ufffe\uffff]"
)
_PASTED = re.compile("\\S*([\u200b\u202a-\u202e\u2060\ufeff])\\S*")
"""Signs that come with pasted text, with the word around them."""
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_REPLACED = re.compile(r"[^\W\d_]?\?+[^\W\d_]")
_ASKING = re.compile(r"[^\W\d_a-zA-Z]\?|\?{2}")
"""What programs write for letters that an encoding does not have."""
_UNREAD = "\ufffd"
_HINT = re.compile(r"\}\} *→")
"""What a file shows beside a text, copied into it."""
_NUMBER = re.compile(r"\d{2,}")
_WHOLE_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_BULLET = re.compile(rf"(?:[•◦‣▪●○■]|\d+[.){stops()}])\s")
_WITHOUT_WORDS = re.compile(r"(?<!!)\[\s*\]\(")
_COMMENT = "<!--"
_BEGINNING = re.compile(r"(?:#{1,6}|[-+*>])[ \t]")
_WORD = re.compile(rf"(?:[^\W\d_][{marks()}]*){{2,}}")
_FEWEST_WORDS = 3
"""In fewer words, such as a name, nothing is concluded from their script."""


def find_faults(text: str, row: Row, lang: str) -> Iterator[tuple[Reason, str]]:
    """Yield what is wrong with a translation, the gravest first."""
    if _UNREAD in text:
        yield "letters", "letters of it were lost; save the file as UTF-8 and type it again"
    elif _has_replaced(text, row.source, lang):
        yield "letters", "question marks stand in words; save the file as UTF-8 and type it again"
    elif _is_misread(text):
        what = "its letters were read in another encoding"
        yield "letters", f"{what}; open the file that was sent as UTF-8, and type it again"
    if control := _CONTROL.search(text):
        code = f"U+{ord(control[0]):04X}"
        yield "letters", f"it has an invisible character ({code}) that no text has; delete it"
    yield from _pasted(text, row)
    if _EMPTY_LINE.search(text) and not _EMPTY_LINE.search(row.source):
        yield "structure", "there is an empty line in the text; take it out"
    yield from _language_faults(text, row, lang)
    markup, wanted = markup_of(text), markup_of(row.source)
    before = markup_of(row.translation)
    yield from _fact_faults(text, row, markup, wanted, before)
    yield from _link_faults(text, markup.links, _allowed(wanted.links, before.links))
    yield from _counted("markers", _CODE, markup.codes, _allowed(wanted.codes, before.codes))
    yield from _counted("markers", _TAG, markup.tags, _allowed(wanted.tags, before.tags))
    if _COMMENT in _words_around(text, "html", "code") and _COMMENT not in row.source:
        yield "markers", f"a comment begins with {_COMMENT} and has no end; take it out"
    yield from _emphasis_faults(text, row, markup, wanted, before)
    yield from _structure_faults(text, row)


def _has_replaced(text: str, source: str, lang: str) -> bool:
    """Tell whether question marks stand for letters: within a word, before one, or out of place."""
    shown, there = mask(text), mask(source)
    if _REPLACED.search(shown) and not _REPLACED.search(there):
        return True
    if any(one == "?" and _asks(after) and after != "?" for one, after in pairwise(shown)):
        return True
    script = language(lang).script
    is_own = script is not None and script.questions != ""
    return is_own and not any(map(_asks, there)) and bool(_ASKING.search(shown))


def _asks(sign: str) -> bool:
    return "QUESTION MARK" in unicodedata.name(sign, "")


def _is_misread(text: str) -> bool:
    """Tell whether UTF-8 was read as Latin letters, a letter for each byte."""
    try:
        raw = b"".join(
            bytes([ord(one)]) if ord(one) < 256 else one.encode("cp1252") for one in text
        )
        return raw.decode("utf-8") != text
    except UnicodeError:
        return False


def _pasted(text: str, row: Row) -> Iterator[tuple[Reason, str]]:
    for found in _PASTED.finditer(text):
        if found[1] not in row.source and found[1] not in row.translation:
            word = found[0].replace(found[1], "")
            code = f"U+{ord(found[1]):04X}"
            where = f" at '{word}'" if word else ""
            what = f"an invisible character ({code}) was pasted into it{where}"
            yield "letters", f"{what}; delete these words and type them anew"


def _emphasis_faults(
    text: str, row: Row, found: Markup, wanted: Markup, before: Markup
) -> Iterator[tuple[Reason, str]]:
    for mark in found.apart:
        if mark not in wanted.apart and mark not in before.apart:
            yield "markers", f"there is a space between {mark} and its word; take the space out"
    for mark in found.unbalanced:
        if mark not in wanted.unbalanced and mark not in before.unbalanced:
            what = f"a {mark} stands alone; what is emphasized stands between two of them"
            yield "markers", what
    for mark in found.crossed:
        if mark not in wanted.crossed and mark not in before.crossed:
            what = f"one {mark} stands within a link or other marks, and its other {mark} outside"
            yield "markers", f"{what}; put both on the same side"
    if row.translation and row.state != "stale" and found.emphasis == before.emphasis:
        return
    for mark in wanted.emphasis - found.emphasis:
        what = f"the source has words between {mark} and {mark}, the translation has not"
        how = "put them around the same words"
        yield (
            "markers",
            f"{what}; {how}, without a space between" if mark in text else f"{what}; {how}",
        )
    for mark in found.emphasis - wanted.emphasis:
        yield "markers", f"the source has no words between {mark} and {mark} here; take them out"


def _structure_faults(text: str, row: Row) -> Iterator[tuple[Reason, str]]:
    if _BULLET.match(text) and not _BULLET.match(row.source):
        sign = text.split()[0]
        yield "structure", f"the site puts bullets and numbers before the text; take {sign} out"
    if (begin := _BEGINNING.match(text)) and not _BEGINNING.match(row.source):
        yield "structure", f"a text does not begin with {begin[0].strip()}; take it out"
    found, wanted = cells(mask(text)), cells(mask(row.source))
    is_row = row.block.kind == "row" if row.sources else len(wanted) > 1
    if not is_row:
        return
    if len(found) != len(wanted):
        what = f"the row has {len(wanted)} cells, with | between them; here are {len(found)}"
        yield "structure", f"{what}. Write \\| for a | that belongs to the words"
    elif [markup_of(one).facts for one in found] != [markup_of(one).facts for one in wanted]:
        yield "facts", "each fact belongs in the cell where the source has it; keep their order"


def _language_faults(text: str, row: Row, lang: str) -> Iterator[tuple[Reason, str]]:
    words = _WORD.findall(blank_markup(mask(text)))
    if len(words) < _FEWEST_WORDS:
        return
    name, script = language(lang).name, language(lang).script
    if normal_form(text) == normal_form(row.source):
        yield "language", f"this is still the source; translate it into {name}"
    elif script and not re.search(f"[{script.letters}]", "".join(words)):
        yield "language", f"no word of it is in the script of {name}"


def _allowed(wanted: Counter[str], before: Counter[str]) -> Counter[str]:
    """Return what a translation has to have: as many as the source; its own may be others."""
    return before if before.total() == wanted.total() else wanted


_LINK = "the link to {0} is missing; copy it from the source", "the source has no link to {0}"
_CODE = "{0} is missing; copy it from the source", "the source has no {0}; take it out"
_TAG = _CODE


def _counted(
    reason: Reason, messages: tuple[str, str], found: Counter[str], wanted: Counter[str]
) -> Iterator[tuple[Reason, str]]:
    for one in wanted - found:
        yield reason, messages[0].format(one)
    for one in found - wanted:
        yield reason, messages[1].format(one)


def _link_faults(
    text: str, found: Counter[str], wanted: Counter[str]
) -> Iterator[tuple[Reason, str]]:
    for target in wanted - found:
        if target in text:
            what = f"the link to {target} is broken"
            yield "links", f"{what}; write [words]({target}) with nothing between ] and ("
    yield from _counted("links", _LINK, found, wanted)
    if _WITHOUT_WORDS.search(text):
        yield "links", "a link has no words; write them between [ and ]"


def _fact_faults(
    text: str, row: Row, found: Markup, wanted: Markup, before: Markup
) -> Iterator[tuple[Reason, str]]:
    missing = wanted.facts - found.facts
    unread = [braces for braces in found.unread if braces not in wanted.unread]
    # A language may need the number alone where another has the words.
    is_as_before = _ids(before) == _ids(wanted) and found.facts == before.facts
    if not is_as_before:
        for fact in missing:
            yield "facts", _about_missing(_as_written(fact), text, row, unread)
    for braces in unread:
        yield "facts", f"{braces} is no fact; copy the fact from the source as it stands"
    if not is_as_before:
        for fact in found.facts - wanted.facts:
            yield "facts", f"{_as_written(fact)} is not in the source; take it out"
    if _HINT.search(text) and not _HINT.search(row.source):
        what = "what stands after → only tells what the site will show"
        yield "facts", f"{what}; take it and the arrow out"
    for fact in found.facts & wanted.facts:
        if value := _value_beside(fact, text, row):
            what = f"{_as_written(fact)} says {value} already, which the site puts in"
            yield "facts", f"{what}; take {value} out"
    if exchanged := _exchanged(text, row):
        what = "have changed places, and the words around them are as they were"
        yield "facts", f"{' and '.join(exchanged)} {what}; put each back"


def find_doubt(text: str, row: Row) -> str:
    """Return what is to be looked at again in a translation without faults; "" if nothing is."""
    found, wanted = _facts_in(text), _facts_in(row.source)
    if found in (wanted, _facts_in(row.translation)) or sorted(found) != sorted(wanted):
        return ""
    here, there = next(pair for pair in zip(found, wanted, strict=True) if pair[0] != pair[1])
    what = f"{here} comes before {there}, and after it in the source"
    return f"{what}; look whether each stands with the words that belong to it"


def _facts_in(text: str) -> list[str]:
    """Return the facts of a text in reading order."""
    found = (
        use for code in find_codes(text) if code.kind == "fact" for use in find_uses(code.text)
    )
    return [_as_written((use.id, use.filter)) for use in found if use.id]


def _exchanged(text: str, row: Row) -> tuple[str, str] | None:
    """Return two facts that stand in each other's place between words that are as they were.

    Where the translation had another order than the source, this puts it right.
    """
    found, before = _facts_in(text), _facts_in(row.translation)
    if found == before or before != _facts_in(row.source) or sorted(found) != sorted(before):
        return None
    if _words_around(text, "fact") != _words_around(row.translation, "fact"):
        return None
    return next((a, b) for a, b in zip(before, found, strict=True) if a != b)


def _words_around(text: str, *kinds: CodeKind) -> str:
    """Return a text with an empty pair of braces for each piece of markup of some kinds."""
    for code in reversed(find_codes(text)):
        if code.kind in kinds:
            text = f"{text[: code.start]}{{{{}}}}{text[code.end :]}"
    return _in_digits(normal_form(text))


def _value_beside(fact: tuple[str, str | None], text: str, row: Row) -> str:
    """Return the value of a fact that is written out beside it; "" if none is.

    What the source, or the translation until now, has in words as often, is something else.
    """
    blank: Sequence[CodeKind] = ("fact", "code", "link", "html", "attributes")
    new, *others = (_words_around(one, *blank) for one in (text, row.source, row.translation))
    for value in _written_values(fact, row):
        count, *allowed = (len(re.findall(value, one)) for one in (new, *others))
        if count > max(allowed) and (found := re.search(value, new)):
            return found["value"]
    return ""


def _written_values(fact: tuple[str, str | None], row: Row) -> Iterator[str]:
    """Yield patterns of what a fact says: its words, and its numbers.

    A number of one digit is looked for right behind a fact alone: it may stand for a word.
    """
    for written, words in row.facts:
        if _inner(written) != _inner(_as_written(fact)):
            continue
        whole = _in_digits(normal_form(words))
        if any(one.isdecimal() for one in whole):
            yield rf"(?<![\w.,])(?P<value>{re.escape(whole)})(?!\w)"
        for number in _WHOLE_NUMBER.findall(whole):
            value = rf"(?<![\d.,:])(?P<value>{re.escape(number)})(?![.,:]?\d)"
            yield value if len(number) > 1 else rf"\{{\{{\}}\}}[^\w{{}}]{{1,3}}{value}"


def _about_missing(fact: str, text: str, row: Row, unread: Sequence[str]) -> str:
    """Tell what became of a fact that is missing, as far as it can be seen."""
    cleaned = normal_form(unicodedata.normalize("NFKC", text))
    if f"{{{{{_inner(fact)}}}}}" in cleaned.replace(" ", ""):
        what = "has other braces, other spaces or an invisible character in it"
        return f"{fact} {what}; delete it and copy it from the source"
    if f"{{{_inner(fact)}}}" in cleaned.replace(" ", ""):
        return f"{fact} needs two braces on each side; copy it from the source"
    if len(unread) == 1 and unread[0].strip("{} "):
        return (
            f"{unread[0]} was changed; write {fact}, as in the source, and translate nothing in it"
        )
    if any(" ".join(words.split()) in _in_digits(text) for words in _values(fact, row)):
        return f"{fact} is missing; write it in place of its value, which the site puts in"
    return f"{fact} is missing; copy it from the source, and write no value of your own"


def _inner(fact: str) -> str:
    return fact.strip("{}").replace(" ", "")


def _values(fact: str, row: Row) -> Iterator[str]:
    """Yield what a fact says, in its words and as the number alone."""
    for written, words in row.facts:
        if _inner(written) == _inner(fact):
            folded = _in_digits(words)
            yield folded
            yield from _NUMBER.findall(folded)


def _in_digits(text: str) -> str:
    """Return a text with one space between words, and digits of every script as 0 to 9."""
    folded = "".join(str(unicodedata.decimal(one, one)) for one in text)
    return " ".join(folded.split())


def _ids(markup: Markup) -> Counter[str]:
    found: Counter[str] = Counter()
    for (fact, _), count in markup.facts.items():
        found[fact] += count
    return found


def _as_written(fact: tuple[str, str | None]) -> str:
    name, filter_ = fact
    return f"{{{{ {name} | {filter_} }}}}" if filter_ else f"{{{{ {name} }}}}"


def missing_quantities(row: Row, lang: str) -> list[str]:
    """Return the source's words for quantities that its translation on the site does not have.

    None are known in languages without tables of numbers and units.
    """
    if not all(language(one).units.words for one in (row.source_lang or lang, lang)):
        return []
    source = mentions_in(blank_markup(row.source), row.source_lang)
    own = mentions_in(blank_markup(row.translation), lang)
    return [row.source[one.start : one.end] for one in unmatched(source, own)[0]]
