"""Cuts a section out of a page, puts it on another one, and gives headings other ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kbgen.model.article import Article, Heading
from kbgen.moving.links import TextEdit

_ATTRIBUTES = re.compile(r"\{:?[ ]*[^{}\n]*\}[ \t]*$")
_USED_LABEL = re.compile(r"\][ ]?\[([^\[\]\n]*)\]|\[(\^[^\[\]\n]+)\]")
_DEFINED = re.compile(r"^[ ]{0,3}\[([^\]\n]+)\]:", re.M)


@dataclass(frozen=True)
class SectionRange:
    """A section with the sections below it: offsets in the body, and its headings in order."""

    start: int
    end: int
    headings: tuple[Heading, ...]


def section_range(article: Article, anchor: str) -> SectionRange | None:
    """Return where a section begins and ends: before the next heading of its level."""
    headings, sections = article.headings, article.sections
    first = next((n for n, heading in enumerate(headings) if heading.id == anchor), None)
    if first is None:
        return None
    level = headings[first].level
    after = (n for n in range(first + 1, len(headings)) if headings[n].level <= level)
    last = next(after, len(headings))
    end = sections[last + 1].start if last < len(headings) else len(article.body)
    return SectionRange(sections[first + 1].start, end, headings[first:last])


def labels_outside(article: Article, found: SectionRange) -> list[str]:
    """Return the labels of links and footnotes in a section that stand elsewhere on the page."""
    text = article.masked[found.start : found.end]
    used = {(match[1] or match[2] or "").lower() for match in _USED_LABEL.finditer(text)}
    defined = {match[1].lower() for match in _DEFINED.finditer(article.masked)}
    own = {match[1].lower() for match in _DEFINED.finditer(text)}
    return sorted((used & defined) - own)


def heading_edits(
    article: Article, ids: Mapping[str, str], is_explicit: bool = False
) -> Iterator[TextEdit]:
    """Yield the edits that give headings other ids; with `is_explicit` all of them are written."""
    for heading in article.headings:
        new = ids.get(heading.id)
        if new is None or not (heading.explicit or is_explicit or not article.is_translation):
            continue
        start = article.offset(heading.span)
        end = start + heading.span.length
        written = article.body[start:end]
        attributes = _ATTRIBUTES.search(written)
        if not heading.explicit:
            if attributes:
                at = start + attributes.start() + 1
                yield TextEdit(at, at, f"#{new} ")
            else:
                yield TextEdit(end, end, f" {{#{new}}}")
        elif new != heading.id and attributes:
            begin = start + attributes.start()
            place = article.body.index(f"#{heading.id}", begin) + 1
            yield TextEdit(place, place + len(heading.id), new)


def without_section(body: str, start: int, end: int) -> str:
    """Return a body without a section; of the empty lines around it, one stays."""
    before, after = body[:start].rstrip("\n"), body[end:].lstrip("\n")
    if not before or not after:
        return f"{before}\n" if before else after
    return f"{before}\n\n{after}"


def with_section(body: str, section: str) -> str:
    """Return a body with a section at its end."""
    before = body.rstrip("\n")
    return f"{before}\n\n{section.strip(chr(10))}\n" if before else f"{section.strip(chr(10))}\n"
