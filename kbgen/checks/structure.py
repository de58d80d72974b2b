"""Checks that translations have the pages, sections, steps, tables and links of their sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from kbgen.checks.block_slips import counted_cells
from kbgen.checks.block_words import A_BLOCK, ADDITIONAL, MAKE_IT, MISSING
from kbgen.checks.doubts import compare_sections
from kbgen.checks.inputs import Key
from kbgen.checks.meant_pages import path_to
from kbgen.checks.uses import used_in
from kbgen.model.article import Article
from kbgen.model.finding import WARNING, Edit, Finding, Span, error, warning
from kbgen.model.findings import OTHER_BLOCKS
from kbgen.model.message import msg, msgn
from kbgen.model.translation import Block
from kbgen.translations.differences import form_difference
from kbgen.translations.parts import SectionPair, SectionParts, section_pairs
from kbgen.translations.sections import match_sections

_UPWARDS = re.compile(r"(?:\.\./)+([^/]+)/(.+?)(?:\.md)?(?:#.*)?$")
_ADMONITION = re.compile(r"^[ \t]*(!!!|\?\?\?\+?)[ \t]*([\w-]+)", re.M)
_CODES: Mapping[str, str] = {
    "step": "KB423",
    "item": "KB424",
    "row": "KB425",
    "admonition": "KB426",
}
"""The codes of blocks that both languages must have as often, whoever accepts a difference."""
_LONGEST = 40
"""The most characters of a text that a message quotes."""


def check_pages(
    sources: Mapping[str, Article], langs: Sequence[str], existing: Set[Key], drafts: Set[Key]
) -> Iterator[Finding]:
    """KB421 a page that is missing in a language."""
    for source in sources.values():
        missing = [lang for lang in langs if (lang, source.id) not in existing]
        if missing and (source.lang, source.id) not in drafts:
            what = msg("this page is missing in: %(langs)s", langs=", ".join(missing))
            hint = msg(
                "its readers see it in '%(lang)s'; add %(path)s",
                lang=source.lang,
                path=f"{missing[0]}/{source.id}.md",
            )
            subject = f"{source.id} ({', '.join(missing)})"
            yield warning("KB421", source.where(), what, hint, subject=subject)


def check_headings(page: Article, source: Article | None) -> Iterator[Finding]:
    """KB422 a section that is missing, additional, or at another level or place than its source."""
    if source is None or [(h.level, h.id) for h in page.headings] == [
        (h.level, h.id) for h in source.headings
    ]:
        return
    ours = {heading.id: heading for heading in page.headings}
    theirs = {heading.id: heading for heading in source.headings}
    for match in match_sections(page, source):
        if match.is_renamed:
            wrong, right = match.translation[0].id, match.source[0].id
            what = msg(
                "this section is '%(id)s' here, and '%(other_id)s' in %(place)s",
                id=wrong,
                other_id=right,
                place=str(theirs[right].span),
            )
            hint = msg("write {#%(id)s} after the heading", id=right)
            yield error("KB422", ours[wrong].span, what, hint)
            continue
        for section in match.translation[1:]:
            what = msg("%(path)s has no section '%(id)s' here", path=source.path, id=section.id)
            hint = msg("write it there, too, or take this heading out")
            yield error("KB422", ours[section.id].span, what, hint)
        for section in match.source[1:]:
            heading = theirs[section.id]
            end = len(page.body[: match.translation[-1].end].rstrip())
            what = msg(
                "the section “%(heading)s” (%(place)s) is missing",
                heading=heading.text,
                place=str(heading.span),
            )
            hint = msg("write its heading, with {#%(id)s}", id=section.id)
            yield error("KB422", page.place(end, end), what, hint)
    common = [id_ for id_ in ours if id_ in theirs]
    for id_ in common:
        level, there = ours[id_].level, theirs[id_].level
        if level != there:
            what = msg(
                "this heading is of level %(level)d, that of %(place)s of level %(other)d",
                level=level,
                place=str(theirs[id_].span),
                other=there,
            )
            hint = msg("write it with %(mark)s", mark="#" * there)
            yield error("KB422", ours[id_].span, what, hint)
    order = [id_ for id_ in theirs if id_ in ours]
    moved = next((a for a, b in zip(common, order, strict=True) if a != b), None)
    if moved:
        what = msg("the sections stand in another order than in %(path)s", path=source.path)
        yield error("KB422", ours[moved].span, what, msg("put them in the same order"))


def check_blocks(page: Article, source: Article | None) -> Iterator[Finding]:
    """KB423 to KB426 other steps, list items, table cells or admonitions than in the source.

    KB429 other paragraphs, or blocks in another order: a doubt where both use the same facts.
    """
    if source is None:
        return
    for pair in section_pairs(page, source):
        found = {one.code: one for one in _of_admonitions(page, source, pair)}
        found = {**_of_form(page, source, pair), **found}
        for code, finding in found.items():
            if code != OTHER_BLOCKS:
                yield finding
            elif len(found) == 1:
                compared = compare_sections(page, source, pair)
                is_same = used_in(page, pair.translation) == used_in(source, pair.source)
                severity = WARNING if is_same else finding.severity
                yield replace(finding, severity=severity, compared=compared)


def _of_form(page: Article, source: Article, pair: SectionPair) -> dict[str, Finding]:
    """Return code → a finding for each kind of block that differs, at the first that does."""
    if pair.is_alike:
        return {}
    differ = form_difference(pair)
    found: dict[str, Finding] = {}
    for block in differ.additional:
        place = page.place(block.start, block.end)
        what = ADDITIONAL[block.kind].filled(path=source.path, text=_quoted(block))
        hint = msg("take it out, or write it there, too")
        found.setdefault(_code(block.kind), error(_code(block.kind), place, what, hint))
    for block in differ.missing:
        at = differ.following[block.start]
        there = source.place(block.start, block.end)
        what = MISSING[block.kind].filled(text=_quoted(block), place=str(there))
        finding = error(_code(block.kind), page.place(at, at), what, msg("translate it"))
        found[_code(block.kind)] = min(
            found.get(finding.code, finding), finding, key=lambda one: one.span
        )
    for block, of_source in differ.changed:
        there = source.place(of_source.start, of_source.end)
        what = msg(
            "here stands %(block)s, in %(place)s %(other)s",
            block=A_BLOCK[block.kind],
            place=str(there),
            other=A_BLOCK[of_source.kind],
        )
        code = min(_code(block.kind), _code(of_source.kind))
        place = page.place(block.start, block.end)
        found.setdefault(code, error(code, place, what, MAKE_IT[of_source.kind]))
    return found or _of_cells(page, source, pair)


def _of_cells(page: Article, source: Article, pair: SectionPair) -> dict[str, Finding]:
    """Return a finding at the first row that has more or fewer cells than in the source."""
    blocks = zip(pair.translation.blocks, pair.source.blocks, strict=True)
    forms = zip(pair.translation.form, pair.source.form, strict=True)
    for (block, of_source), ((_, here), (_, cells)) in zip(blocks, forms, strict=True):
        if here != cells:
            there = source.place(of_source.start, of_source.end)
            what = msg(
                "this row has %(cells)s, that of %(place)s %(other_cells)s",
                cells=counted_cells(here),
                place=str(there),
                other_cells=counted_cells(cells),
            )
            hint = msgn(
                "write %(count)d cell, divided by |", "write %(count)d cells, divided by |", cells
            )
            return {"KB425": error("KB425", page.place(block.start, block.end), what, hint)}
    return {}


def _of_admonitions(page: Article, source: Article, pair: SectionPair) -> Iterator[Finding]:
    ours, theirs = _admonitions(page, pair.translation), _admonitions(source, pair.source)
    kinds = [kind for _, kind in theirs]
    if [kind for _, kind in ours] == kinds:
        return
    for (place, kind), (there, wanted) in zip(ours, theirs, strict=False):
        if kind != wanted:
            what = msg(
                "here stands '%(written)s', in %(place)s '%(other)s'",
                written=kind,
                place=str(there),
                other=wanted,
            )
            yield error("KB426", place, what, msg("write %(text)s", text=wanted))
            return
    if len(ours) > len(theirs):
        place, kind = ours[len(theirs)]
        what = msg("%(path)s has no '%(written)s' here", path=source.path, written=kind)
        yield error("KB426", place, what, msg("take it out, or write it there, too"))
    else:
        there, kind = theirs[len(ours)]
        section = pair.translation.section
        end = len(page.body[: section.end].rstrip())
        place = page.place(max(end, section.start), max(end, section.start))
        what = msg("'%(written)s' of %(place)s is missing", written=kind, place=str(there))
        yield error("KB426", place, what, msg("translate it"))


def _admonitions(article: Article, parts: SectionParts) -> list[tuple[Span, str]]:
    """Return the places and the kinds of a section's admonitions: "!!! warning"."""
    section = parts.section
    return [
        (
            article.place(found.start(1), found.end(2)),
            f"{found[1].replace('???+', '!!!')} {found[2]}",
        )
        for found in _ADMONITION.finditer(article.masked, section.start, section.end)
    ]


def _code(kind: str) -> str:
    return _CODES.get(kind, OTHER_BLOCKS)


def _quoted(block: Block) -> str:
    plain = " ".join(block.text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rstrip()}…"


def check_leaving(page: Article, langs: Sequence[str], existing: Set[Key]) -> Iterator[Finding]:
    """KB428 a link to another language although the page exists in the reader's language."""
    for link in page.links:
        match = _UPWARDS.match(link.target) if link.target.startswith("../") else None
        is_other = match and match[1] in langs and match[1] != page.lang
        if match and is_other and (page.lang, match[2]) in existing:
            what = msg(
                "this link leads readers of '%(lang)s' to '%(other_lang)s'",
                lang=page.lang,
                other_lang=match[1],
            )
            right = path_to(match[2], page.id) + (f"#{link.anchor}" if link.anchor else "")
            mend = Edit(link.span, link.target, right)
            yield error("KB428", link.span, what, msg("write %(text)s", text=right), mend)
