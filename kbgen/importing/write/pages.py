"""Makes the pages of an article in one or more languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kbgen.importing.blocks import Decision, DocumentBlock, Role, words
from kbgen.importing.document import Document
from kbgen.importing.readers.markdown import page
from kbgen.importing.readers.read import Read
from kbgen.importing.request import Import
from kbgen.importing.understand.promises import find_promises
from kbgen.importing.understand.questions import as_blocks
from kbgen.importing.write.former import addresses_of_translation, former_addresses
from kbgen.importing.write.links import without_dead_links
from kbgen.importing.write.names import choose_id, choose_kind
from kbgen.importing.write.repair import fix_page, repair, repair_block
from kbgen.importing.write.report import (
    PageReport,
    Repair,
    find_changes,
)
from kbgen.importing.write.slugs import heading_ids
from kbgen.kinds import kind_named, kind_of
from kbgen.model.site import Settings

LARGEST_PAGE = 1024 * 1024


@dataclass(frozen=True)
class DraftPage:
    """A page that is ready to be written, unless it has a `problem`."""

    read: Read
    page_id: str
    text: str
    report: PageReport
    problem: str = ""


@dataclass(frozen=True)
class _Article:
    """The common data of an article's pages; `source` is None if the project has the source."""

    id: str
    kind: str
    kind_reason: str
    source: Read | None
    levels: list[int]
    heading_ids: list[str]


def make_pages(run: Import, group: Sequence[Read]) -> Iterator[DraftPage]:
    """Make the pages of one article: its source first, then the translations."""
    order = sorted(
        group,
        key=lambda r: (r.document.guess.lang != run.settings.default, not r.document.is_titled),
    )
    kind, reason = choose_kind(run, order)
    page_id, there = choose_id(run, order, kind)
    if kind_of(page_id).name != kind:
        kind, reason = kind_of(page_id).name, "it was imported as that before"
    own = next((a for a in there if not a.is_translation), None)
    mine = [r for r in order if own and r.document.guess.lang == own.lang]
    source = (mine or order)[0] if mine or not own else None
    levels = _levels((source or order[0]).document)
    ids = _heading_ids(run, (source or order[0]).document)
    if own and not source and [h.level for h in own.headings] == levels:
        ids = [heading.id for heading in own.headings]
    article = _Article(page_id, kind, reason, source, levels, ids)
    for read in sorted(order, key=lambda r: r is not source):
        yield _make(run, read, article)


def _heading_ids(run: Import, document: Document) -> list[str]:
    lang = document.guess.lang
    heads = [b for b in document.blocks if b.role is Role.HEADING]
    return heading_ids([(repair(run, head.text, lang), head.id) for head in heads], lang)


def _levels(document: Document) -> list[int]:
    return [b.level for b in document.blocks if b.role is Role.HEADING]


def _make(run: Import, read: Read, article: _Article) -> DraftPage:
    document, lang = read.document, read.document.guess.lang
    changes: list[Repair] = []
    path = run.into / lang / f"{article.id}.md"
    kept, dead = without_dead_links(_blocks(document, article.kind), path)
    blocks = [repair_block(run, block, lang, changes) for block in kept]
    ids = article.heading_ids
    is_same = _levels(document) == article.levels
    if not is_same:
        ids = _heading_ids(run, document)
    fields = _fields(run, read, article, changes)
    former = _former(run, read, article)
    if former[0]:
        fields["was"] = former[0]
    text = page(fields, _with_ids(blocks, ids))
    fixed = fix_page(run, text, article.id, article.kind, lang)
    changes += find_changes(0, text, fixed)
    made = PageReport(
        path=relative(run.settings, path),
        id=article.id,
        title=fields["title"],
        language=document.guess.name,
        language_reason=document.guess.reason,
        kind=article.kind,
        kind_reason=article.kind_reason,
        words=sum(len(words(block.text)) for block in document.blocks),
        removed=tuple(document.removed),
        changed=tuple(changes),
        promises=tuple(find_promises(document.blocks, lang, run.facts)),
        decisions=(
            *document.decisions,
            *former[1],
            *dead,
            *_decisions(run, read, article, is_same),
        ),
    )
    return DraftPage(read, article.id, fixed, made, _why_not(run, read, path, fixed))


def _former(run: Import, read: Read, article: _Article) -> tuple[list[str], list[Decision]]:
    """Return the former addresses of a page, which its source has, and what is left to decide."""
    langs = run.settings.langs
    others = {one.id for one in run.site.articles.values()} | run.taken
    source = article.source or read
    former, doubts = former_addresses(
        source.document.fields.addresses, article.id, langs, others - {article.id}
    )
    if read is article.source:
        return former, doubts
    own = read.document.fields.addresses
    known = former if article.source else []
    return [], addresses_of_translation(own, article.id, langs, known)


def _blocks(document: Document, kind: str) -> list[DocumentBlock]:
    """Return the blocks of the body; a page that is no form has questions as text."""
    asked = document.questionnaire
    if asked is None or kind_named(kind).is_form:
        return document.blocks
    return [*document.blocks, *as_blocks(asked.scale, asked.questions)]


def relative(settings: Settings, path: Path) -> str:
    root = settings.root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _decisions(run: Import, read: Read, article: _Article, is_same: bool) -> Iterator[Decision]:
    guess, kind = read.document.guess, read.document.kind
    if not guess.sure:
        what = f"it was taken for {guess.name}: {guess.reason}; --lang says otherwise"
        yield Decision(0, what)
    if not kind.sure and article.kind_reason == kind.reason:
        what = (
            f"it was taken for {kind_named(kind.name).noun}: {kind.reason}; --kind says otherwise"
        )
        yield Decision(0, what)
    tabs = [b.line for b in read.document.blocks if b.marker == "===" and b.role is Role.BOX]
    if tabs and not run.shows_tabs:
        what = "it has tabs: write `- pymdownx.tabbed: {alternate_style: true}` under"
        yield Decision(tabs[0], f"{what} markdown_extensions in mkdocs.yml, or no reader sees them")
    if needs := kind_named(article.kind).needs:
        yield Decision(0, needs)
    if not is_same:
        what = "its sections are not those of the other language; give them the same ids"
        yield Decision(0, what)
    for other in run.site.articles.values():
        is_mine = other.meta.imported and other.meta.imported.file == read.name
        if is_mine and other.lang == guess.lang and other.id != article.id:
            yield Decision(0, f"an earlier import of it is {other.path}; delete one of the two")


def _why_not(run: Import, read: Read, path: Path, text: str) -> str:
    size = len(text.encode("utf-8"))
    if size > LARGEST_PAGE:
        megabytes = f"{size / 1024 / 1024:.1f} MB"
        return f"its page would have {megabytes}; a page may have 1 MB: split it by chapters"
    if not path.exists() or run.request.force:
        return ""
    where = relative(run.settings, path)
    there = next(
        (a for a in run.site.articles.values() if run.settings.root / a.path == path), None
    )
    made_from = there.meta.imported if there else None
    if made_from is None or made_from.file != read.name:
        return f"{where} is there already; --force replaces it, --id NAME imports it beside"
    same = "this document" if made_from.sha256 == read.digest else "an earlier version of it"
    return f"{where} was made from {same} already; --force replaces it, and what was edited in it"


def _with_ids(blocks: Sequence[DocumentBlock], ids: Sequence[str]) -> list[DocumentBlock]:
    left = iter(ids)
    return [replace(b, id=next(left)) if b.role is Role.HEADING else b for b in blocks]


def _fields(run: Import, read: Read, article: _Article, changes: list[Repair]) -> dict[str, Any]:
    """Return the front matter: all fields of a source page, or those of a translation."""
    document, lang = read.document, read.document.guess.lang

    def repaired(text: str) -> str:
        fixed = repair(run, text, lang)
        changes.extend(find_changes(0, text, fixed))
        return fixed

    fields: dict[str, Any] = {"title": repaired(document.title)}
    kept = document.fields
    if kept.description:
        fields["description"] = repaired(kept.description)
    if kept.keywords:
        fields["keywords"] = [repaired(word) for word in kept.keywords]
    if kept.tags:
        fields["tags"] = list(kept.tags)
    fields["draft"] = True
    is_source = read is article.source
    if is_source and lang != run.settings.default:
        fields["source"] = lang
    fields["imported"] = {"file": read.name, "sha256": read.digest}
    asked = document.questionnaire
    if asked is None or not kind_named(article.kind).is_form:
        return fields
    if is_source:
        fields |= {
            "scale": "own",
            "points": len(asked.scale),
            "questions": [{"id": q.id, "type": q.type} for q in asked.questions],
        }
    shown = {f"scale-{number}": label for number, label in enumerate(asked.scale, 1)}
    for question in asked.questions:
        shown[question.id] = question.text
        shown |= {f"{question.id}-{part}": label for part, label in question.parts}
    fields["text"] = {key: repaired(value) for key, value in shown.items()}
    return fields
