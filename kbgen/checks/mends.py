"""The edits that rules propose where a translation says something else than its source."""

from __future__ import annotations

import re

from kbgen.languages.digits import decimals, groups
from kbgen.languages.language import numbering_systems
from kbgen.meaning.compare import BlockText, Mismatch, Words, differences
from kbgen.meaning.prose import prose
from kbgen.model.article import Article
from kbgen.model.finding import Edit, Span
from kbgen.model.uses import find_uses
from kbgen.translations.parts import Part

_UNQUOTED = re.compile(r"[\s()<>\"']")
"""What an address may not hold where another one stood."""
_EMPHASIS = re.compile(r"\*|(?<!\w)_|_(?!\w)")


def written_fact(page: Article, start: int, end: int, fact_id: str) -> Edit | None:
    """Return the edit that says a fact in place of words of the body."""
    return _in_prose(page, start, end, f"{{{{ {fact_id} }}}}")


def written_as(page: Article, start: int, end: int, new: str) -> Edit | None:
    """Return the edit that writes something else in place of a part of a line of the body."""
    old = page.body[start:end]
    return None if "\n" in old or old == new else Edit(page.place(start, end), old, new)


def other_fact(page: Article, span: Span, fact_id: str) -> Edit | None:
    """Return the edit that says another fact where one is used, with the same filter."""
    old = text_at(page, span)
    used = [one.id for one in find_uses(old)]
    if len(used) != 1 or not used[0]:
        return None
    return Edit(span, old, old.replace(used[0], fact_id, 1))


def other_target(page: Article, span: Span, source: Article, there: Span) -> Edit | None:
    """Return the edit that links at `span` what the source links at `there`.

    The address of a source is right in its translation, since both stand at the same path.
    """
    ours, theirs = (
        next((link for link in article.links if link.span == place), None)
        for article, place in ((page, span), (source, there))
    )
    if not ours or not theirs or ours.is_html != theirs.is_html:
        return None
    old, new = text_at(page, span), theirs.target
    return Edit(span, old, new) if old == ours.target and not _UNQUOTED.search(new) else None


def right_word(page: Article, match: re.Match[str], word: str, right: str) -> Edit | None:
    """Return the edit that writes the right word for one that is matched in the prose.

    An inflected form is left to a person.
    """
    if not right or match.group().lower() != word.lower():
        return None
    if match.group()[:1].isupper() and not word[:1].isupper():
        right = right[:1].upper() + right[1:]
    return _in_prose(page, *match.span(), right)


def same_number(
    page: Article, part: Part, source: BlockText, translation: BlockText, one: Mismatch
) -> Edit | None:
    """Return the edit that writes the source's number, if one in digits is all that differs."""
    if part.block.kind == "field" or one.source is None or one.translation is None:
        return None
    theirs, ours = _number_in(one.source), _number_in(one.translation)
    if theirs is None or ours is None:
        return None
    start = one.translation.start + ours.start()
    end = one.translation.start + ours.end()
    new = _in_digits_of(ours.group(), theirs.group())
    text = f"{translation.text[:start]}{new}{translation.text[end:]}"
    fixed = translation._replace(text=text)
    if len(differences(source, fixed)) >= len(differences(source, translation)):
        return None  # the words around it say something else as well
    return _in_prose(page, part.start + start, part.start + end, new)


def text_at(page: Article, span: Span) -> str:
    """Return what stands at a place of a page's file, at most to the end of the line."""
    above = span.line - page.body_line
    # The first line of the front matter is the second of the file.
    text, number = (page.body, above) if above >= 0 else (page.front_matter, span.line - 2)
    lines = text.split("\n")
    if not 0 <= number < len(lines) or span.column < 1:
        return ""
    return lines[number][span.column - 1 :][: span.length]


def _in_prose(page: Article, start: int, end: int, new: str) -> Edit | None:
    """Return an edit of words in which no markup stands."""
    old = page.body[start:end]
    if "\n" in old or old == new or _EMPHASIS.search(old) or prose(page)[start:end] != old:
        return None
    return Edit(page.place(start, end), old, new)


def _number_in(words: Words) -> re.Match[str] | None:
    """Return the number in digits, if there is one alone."""
    found = list(re.finditer(rf"\d+(?:[{decimals()}{groups()}:]\d+)*", words.text))
    return found[0] if len(found) == 1 else None


def _in_digits_of(old: str, number: str) -> str:
    """Write a number in the numbering system of another one.

    >>> _in_digits_of("۹", "1,250.5"), _in_digits_of("9", "٧")
    ('۱٬۲۵۰٫۵', '7')
    """
    systems = numbering_systems().values()
    own = next(one for one in systems if 0 <= ord(old[0]) - ord(one.zero) < 10)
    signs = {
        **dict.fromkeys(decimals(), own.decimal),
        **dict.fromkeys(groups(), own.group),
    }
    return "".join(
        chr(ord(own.zero) + int(char)) if char.isdigit() else signs.get(char, char)
        for char in number
    )
