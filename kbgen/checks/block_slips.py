"""Finds lists, tables and notes that Markdown does not see as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kbgen.checks.slip import Slip, TextChange, blocks_of
from kbgen.languages.marks import sentence_ends
from kbgen.markdown.block_syntax import ADMONITION, cells, ends_in_bar
from kbgen.model.article import Article
from kbgen.model.message import Message, msg, msgn

CODE = "KB128"
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,2}\.)[ \t]+\S")
_NUMBERED = re.compile(
    r"(?P<before>[ \t]*)\(?(?P<number>\d{1,2})(?P<mark>\)|[-–](?=[ \t]))[ \t]*(?=\S)"
)
_BULLET = re.compile(r"(?P<before>[ \t]*)(?P<mark>[•●▪◦‣■□○✓➢])[ \t]*(?=\S)")
_DASH = re.compile(r"(?P<before>[ \t]{0,3})(?P<mark>[-–—])(?=[^\W\d_])")
_OPENER = re.compile(r"[ \t]*(?:!!!|\?\?\?\+?)(?P<rest>.*)")
_TITLED = re.compile(r"[ ]*(?P<type>[\w-]*)[ ]*[\"“”„«'](?P<title>.*?)[\"“”»'][ \t]*$")
_WORDS = re.compile(r"[ ]*(?P<type>[\w-]+)[ :]+(?P<title>\S.*)$")
_PLACES = frozenset(("inline", "end", "left", "right", "annotate", "expand", "no-title"))
"""Words after the type of a note that are no title."""
_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?[-–—―]+:?[ \t]*\|)+[ \t]*(?::?[-–—―]+:?[ \t]*)?$")
_HEADING = re.compile(r"[ \t]*#{1,6}")
_COLUMN = re.compile(r"\S\t+\S")
_MAYBE_INDENTED = re.compile(r"(?:\A|\n[ \t]*\n)(?:    |\t)")
_FEWEST_WORDS = 6
"""The fewest words of a sentence that is no code and no heading."""
_APART = (">", "<", ":", "|", "[^", "=", "{")
"""How blocks begin in which lines have other rules."""


def block_slips(page: Article) -> Iterator[Slip]:
    """Yield KB128 lists without a blank line or with other marks, tables and notes not seen."""
    yield from _indented(page)
    yield from _underlined(page)
    for start, lines in blocks_of(page.masked):
        offsets = [start]
        for line in lines[:-1]:
            offsets.append(offsets[-1] + len(line) + 1)
        yield from _columns(lines, offsets)
        yield from _notes(lines, offsets)
        yield from _tables(lines, offsets, is_source=not page.is_translation)
        yield from _list_slips(lines, offsets)


def _columns(lines: Sequence[str], offsets: Sequence[int]) -> Iterator[Slip]:
    """Yield lines of a table of another program, whose columns tabs divide."""
    rows = [n for n, line in enumerate(lines) if _COLUMN.search(line.strip())]
    if len(rows) < 2 or lines[0].startswith((" ", "\t", "|")) or _BULLET.match(lines[0]):
        return
    first = rows[0]
    start, end = offsets[first], offsets[first] + len(lines[first].rstrip())
    what = msg("tabs divide these columns, which Markdown shows as one line of text")
    cells_ = [cell.strip() for cell in lines[first].strip().split("\t") if cell.strip()]
    hint = msg(
        "write %(line)s, and below it %(second_line)s",
        line=f"| {' | '.join(cells_)} |",
        second_line=f"|{' --- |' * len(cells_)}",
    )
    yield Slip(CODE, start, end, what, hint, is_severe=True)


def _indented(page: Article) -> Iterator[Slip]:
    """Yield paragraphs that begin with spaces, as on paper, and are shown as code."""
    if not _MAYBE_INDENTED.search(page.body):
        return
    at, is_blank = 0, True
    for line in page.body.split("\n"):
        spaces = len(line) - len(line.lstrip())
        hidden = not page.masked[at : at + len(line)].strip()
        if is_blank and hidden and line.startswith(("    ", "\t")) and _is_prose(line):
            what = msg("this paragraph begins with spaces, so that it is shown as code")
            change = TextChange(at, at + spaces, "")
            start, end = at + spaces, at + len(line.rstrip())
            yield Slip(CODE, start, end, what, msg("delete the spaces before it"), (change,), True)
        is_blank = not line.strip()
        at += len(line) + 1


def _is_prose(line: str) -> bool:
    words = line.split()
    return len(words) >= _FEWEST_WORDS and words[-1][-1] in sentence_ends()


def _underlined(page: Article) -> Iterator[Slip]:
    """Yield text that a line of dashes below it makes a heading."""
    for heading in page.headings:
        start = page.offset(heading.span)
        line = page.body.rfind("\n", 0, start) + 1
        if line != start or page.body.startswith("#", line) or not _is_prose(heading.text):
            continue
        end = page.body.find("\n", start)
        what = msg("the line below this text makes a heading of it")
        hint = msg("put a blank line between them, or delete that line")
        yield Slip(CODE, start, end, what, hint, (TextChange(end, end, "\n"),), is_severe=True)


def _list_slips(lines: Sequence[str], offsets: Sequence[int]) -> Iterator[Slip]:
    first = 0
    while first < len(lines) and (_OPENER.match(lines[first]) or _HEADING.match(lines[first])):
        first += 1
    body = lines[first:]
    if not body or body[0].lstrip().startswith(_APART):
        return
    for pattern, what, write in (
        (_NUMBERED, msg("Markdown does not number lines that are written like this"), "{number}. "),
        (_BULLET, msg("Markdown makes no list of lines that begin like this"), "- "),
        (_DASH, msg("there is no space behind the dash, so that this is no list"), "- "),
    ):
        found = [(n, match) for n, line in enumerate(body) if (match := pattern.match(line))]
        if len(found) < 2:
            continue
        changes = [
            TextChange(
                offsets[first + n],
                offsets[first + n] + match.end(),
                match["before"] + write.format(**match.groupdict()),
            )
            for n, match in found
        ]
        at, match = found[0]
        if at and not _ITEM.match(body[0]):
            changes.insert(0, _blank_line(offsets[first + at]))
        start = offsets[first + at] + len(match["before"])
        end = offsets[first + at] + len(body[at].rstrip())
        mark = write.format(**match.groupdict()).strip()
        hint = msg("write %(mark)s and the text, each in its line", mark=mark)
        yield Slip(CODE, start, end, what, hint, tuple(_joined(changes)), is_severe=True)
        return
    yield from _swallowed(body, offsets[first:])


def _swallowed(body: Sequence[str], offsets: Sequence[int]) -> Iterator[Slip]:
    """Yield a list that stands directly below a line of text, and so belongs to it."""
    if _ITEM.match(body[0]):
        return
    items = [n for n, line in enumerate(body) if n and _ITEM.match(line)]
    if not items:
        return
    at = items[0]
    is_announced = body[at - 1].rstrip().endswith((":", "："))
    if not is_announced and not (len(items) > 1 and items[1] == at + 1):
        return
    what = msg("this list stands directly below a line of text, so that it is none")
    hint = msg("put a blank line before it")
    end = offsets[at] + len(body[at].rstrip())
    yield Slip(CODE, offsets[at], end, what, hint, (_blank_line(offsets[at]),), is_severe=True)


def _blank_line(at: int) -> TextChange:
    return TextChange(at, at, "\n")


def _joined(changes: Sequence[TextChange]) -> Iterator[TextChange]:
    """Join two changes at one place."""
    at = 0
    while at < len(changes):
        one = changes[at]
        if at + 1 < len(changes) and changes[at + 1].start == one.start:
            other = changes[at + 1]
            one = TextChange(one.start, other.end, one.new + other.new)
            at += 1
        yield one
        at += 1


def _notes(lines: Sequence[str], offsets: Sequence[int]) -> Iterator[Slip]:
    for number, line in enumerate(lines):
        found = _OPENER.match(line)
        if not found:
            continue
        indent = len(line) - len(line.lstrip())
        start, end = offsets[number] + indent, offsets[number] + len(line.rstrip())
        opener = line.strip()[: found.start("rest") - indent]
        if wanted := _title_of(found["rest"]):
            type_, title = wanted
            new = f'{opener} {type_} "{title}"'
            what = msg("this is no note, since its title is not in straight quotes")
            change = TextChange(start, end, new)
            hint = msg("write %(text)s", text=new)
            yield Slip(CODE, start, end, what, hint, (change,), is_severe=True)
        elif number + 1 < len(lines) and ADMONITION.fullmatch(line.strip()):
            yield from _not_indented(lines, offsets, number, indent)


def _title_of(rest: str) -> tuple[str, str] | None:
    """Return the type and the title of a note that is written wrong; None if it is right."""
    if not ADMONITION.fullmatch(f"!!!{rest.rstrip()}"):
        found = _TITLED.match(rest) or _WORDS.match(rest.rstrip())
    else:
        found = None if '"' in rest else _WORDS.match(rest.rstrip())
        if found and all(word in _PLACES or word.islower() for word in found["title"].split()):
            return None
    return (found["type"] or "note", found["title"]) if found else None


def _not_indented(
    lines: Sequence[str], offsets: Sequence[int], number: int, indent: int
) -> Iterator[Slip]:
    following = lines[number + 1]
    own = len(following) - len(following.lstrip())
    if own >= indent + 4 or "\t" in following[:own] or _OPENER.match(following):
        return
    changes = []
    for at in range(number + 1, len(lines)):
        spaces = len(lines[at]) - len(lines[at].lstrip())
        if spaces < own:
            break
        changes.append(TextChange(offsets[at], offsets[at], " " * (indent + 4 - own)))
    start = offsets[number + 1] + own
    end = offsets[number + 1] + len(following.rstrip())
    what = msg("this line does not belong to the note above it")
    hint = msg("indent each line of a note by 4 spaces")
    yield Slip(CODE, start, end, what, hint, tuple(changes), is_severe=True)


def _tables(lines: Sequence[str], offsets: Sequence[int], is_source: bool) -> Iterator[Slip]:
    rows = [n for n, line in enumerate(lines) if line.strip().startswith("|")]
    if len(rows) < 2 or rows != list(range(rows[0], rows[0] + len(rows))):
        return
    head, second = rows[0], rows[1]
    start, end = offsets[head], offsets[head] + len(lines[head].rstrip())
    count = len(_cells(lines[head]))
    line = f"| {' | '.join(['---'] * count)} |"
    if not _is_rule(lines[second]):
        if _RULE.match(lines[second]):
            second_end = offsets[second] + len(lines[second].rstrip())
            what = msg("this line has dashes that are no hyphens, so that there is no table")
            change = TextChange(offsets[second], second_end, line)
            hint = msg("write %(text)s", text=line)
            yield _severe(offsets[second], second_end, what, hint, change)
            return
        if all(ends_in_bar(lines[n].rstrip()) for n in rows):
            what = msg("this table has no line below its head, so that it is none")
            hint = msg("write below this line: %(line)s", line=line)
            yield _severe(start, end, what, hint, TextChange(end, end, f"\n{line}"))
        return
    if head and not _HEADING.match(lines[head - 1]) and not _OPENER.match(lines[head - 1]):
        what = msg("this table stands directly below a line of text, so that it is none")
        yield _severe(start, end, what, msg("put a blank line before it"), _blank_line(start))
        return
    for number in rows[2:] if is_source else ():  # a translation is compared with its source
        own = len(_cells(lines[number]))
        if own != count:
            start, end = offsets[number], offsets[number] + len(lines[number].rstrip())
            what = msg(
                "this row has %(cells)s, and the head of the table %(other_cells)s",
                cells=counted_cells(own),
                other_cells=counted_cells(count),
            )
            hint = msgn(
                "write %(count)d cell, divided by |; an empty one, too",
                "write %(count)d cells, divided by |; an empty one, too",
                count,
            )
            yield Slip(CODE, start, end, what, hint, is_severe=own > count)


def _severe(start: int, end: int, what: Message, hint: Message, change: TextChange) -> Slip:
    return Slip(CODE, start, end, what, hint, (change,), is_severe=True)


def _is_rule(line: str) -> bool:
    return "-" in line and not line.strip(" \t|:-")


def _cells(line: str) -> list[str]:
    row = line.strip().removeprefix("|")
    return cells(row[:-1] if ends_in_bar(row) else row)


def counted_cells(count: int) -> Message:
    return msgn("%(count)d cell", "%(count)d cells", count)
