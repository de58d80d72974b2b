"""Finds headings whose id is mistyped, and headings that do not nest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbgen.checks.slip import Slip, TextChange
from kbgen.kinds import kind_named
from kbgen.languages.marks import questions
from kbgen.model.article import Article, Heading
from kbgen.model.message import msg

MISTYPED_ID, NESTING = "KB126", "KB127"
_NAME = r"[A-Za-z][\w-]*"
_MISTYPED = re.compile(
    rf"(?:\{{:?[ ]*(?P<bare>{_NAME})[ ]*\}}"  # {fee}
    rf"|\{{:?[ ]*#[ ]+(?P<apart>{_NAME})[ ]*\}}"  # {# fee}
    rf"|\{{:?[ ]*#(?P<words>{_NAME}(?:[ ]+{_NAME})+)[ ]*\}}"  # {#the fee}
    rf"|\{{:?[ ]*#(?P<open>{_NAME})[ ]*[)\]]?"  # {#fee
    rf"|(?<=\s)[(\[]#(?P<round>{_NAME})[)\]}}]"  # (#fee)
    r"|(?<=\s)#(?P<plain>[a-z][a-z0-9-]*)\}?"  # #fee
    rf"|\{{:?[ ]*#(?P<early>{_NAME})[ ]*\}}(?P<after>[^{{}}\n]{{1,40}}))[ \t]*$"  # {#fee}?
)
_ATTRIBUTES = re.compile(r"data-|(?:hidden|markdown|unnumbered|updated)\Z")
"""Words that an attribute list may hold as they are."""
_NO_SPACE = re.compile(r"(?P<mark>#{1,6})(?=[^\s#\d!])")
_BOLD = re.compile(r"^\*\*(?P<words>[^*\n]+)\*\*[ \t]*$", re.M)


def heading_slips(page: Article) -> Iterator[Slip]:
    """Yield KB126 ids of headings that are none, KB127 headings at a wrong level or in bold."""
    before, level = None, 1
    for heading in page.headings:
        start = page.offset(heading.span)
        slip = _id_slip(page, start, start + heading.span.length, heading.explicit)
        if slip:
            yield slip
        line = page.body.rfind("\n", 0, start) + 1
        marks = page.body[line:start].strip(" \t>") or None
        yield from _level_slips(heading, before, level, marks, line, start)
        no_space = _NO_SPACE.match(page.masked, line)
        if no_space and no_space.end() == start:
            what = msg("there is no space between # and the words of this heading")
            hint = msg("write %(mark)s and a space", mark=no_space["mark"])
            yield Slip(NESTING, line, start, what, hint, (TextChange(start, start, " "),))
        before, level = heading, heading.level
    yield from _bold_questions(page)


def _id_slip(page: Article, start: int, end: int, is_explicit: bool) -> Slip | None:
    found = _MISTYPED.search(page.body, start, end)
    if found and is_explicit and found.lastgroup != "words":
        return None
    name = found[found.lastgroup or 0] if found and found.lastgroup != "after" else None
    if found is None or _ATTRIBUTES.match(name or ""):
        return None
    after = found["after"] or ""
    id_ = re.sub(r"\s+", "-", name or found["early"])
    what = msg(
        "'%(written)s' gives this heading no id, so that links to it lead nowhere",
        written=found[0].strip(),
    )
    hint = msg("write {#%(id)s} at the end of the heading", id=id_)
    new = f"{after.rstrip()} {{#{id_}}}"
    words = len(page.body[start : found.start()].rstrip())
    change = TextChange(start + words, found.end(), new)
    return Slip(MISTYPED_ID, found.start(), found.end(), what, hint, (change,), is_severe=True)


def _level_slips(
    heading: Heading, before: Heading | None, level: int, marks: str | None, line: int, start: int
) -> Iterator[Slip]:
    end = start + heading.span.length
    if heading.level == 1 and before is not None:
        what = msg(
            "a page has one title (#), and this is another one, below line %(line)d",
            line=before.span.line,
        )
        wanted = 2
    elif heading.level > level + 1:
        what = msg(
            "this heading has %(level)d #, and the one above it %(other)d",
            level=heading.level,
            other=level,
        )
        wanted = level + 1
        if before is None:
            what = msg(
                "this heading has %(level)d #, right below the title of the page",
                level=heading.level,
            )
    else:
        return
    hint = msg("write it with %(mark)s", mark="#" * wanted)
    if wanted > 2 and before is not None:
        hint = msg(
            "write %(own)s if it stands beside the one above it, %(mark)s if it is a part of it",
            own="#" * level,
            mark="#" * wanted,
        )
    changes: tuple[TextChange, ...] = ()
    if marks and set(marks) == {"#"}:
        at = line + len(marks)
        changes = (TextChange(line, at, "#" * wanted),)
    yield Slip(NESTING, start, end, what, hint, changes)


def _bold_questions(page: Article) -> Iterator[Slip]:
    """Yield questions in bold where headings are meant: on pages that list their questions."""
    if "**" not in page.masked or not kind_named(page.kind).has_questions:
        return
    for found in _BOLD.finditer(page.masked):
        words = found["words"].strip()
        if words[-1:] in questions() and _is_paragraph(page.masked, *found.span()):
            what = msg("this question is in bold, and no heading, so that nobody finds or links it")
            change = TextChange(*found.span(), f"## {words}")
            hint = msg("write %(text)s", text=change.new)
            yield Slip(NESTING, *found.span(), what, hint, (change,))


def _is_paragraph(text: str, start: int, end: int) -> bool:
    return text[:start].endswith(("\n\n", "")) and (
        text[end:] == "" or text[end:].startswith("\n\n")
    )
