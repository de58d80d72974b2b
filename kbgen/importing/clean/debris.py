"""Rules that find debris: text that is certainly no content of the document.

A rule gets all blocks and yields those, or parts of those, that it removes. Text that might be
content is kept, and reported to a person. Each rule has an id by which it can be switched off.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from kbgen.importing.blocks import Decision, DocumentBlock, Removed, cut, trim
from kbgen.importing.clean import debris_lines as lines
from kbgen.importing.clean.debris_related import find_inline_related, find_related, find_teasers
from kbgen.importing.clean.hits import Context, Hit
from kbgen.importing.clean.toc import TableOfContents, find_contents, split_flattened


@dataclass(frozen=True)
class Rule:
    """One kind of debris; `find` yields the blocks and parts to remove."""

    id: str
    name: str
    find: Callable[[Sequence[DocumentBlock], Context], Iterator[Hit]]


def _contents(blocks: Sequence[DocumentBlock], _: Context) -> Iterator[Hit]:
    return (Hit(index) for index in find_contents(blocks).indexes)


RULES: tuple[Rule, ...] = (
    Rule("toc", "a table of contents that repeats the headings", _contents),
    Rule(
        "template-error", "what a template or program failed to fill in", lines.find_template_errors
    ),
    Rule("video-caption", "the label and caption of a video that is not there", lines.find_videos),
    Rule("share", "buttons to share or follow", lines.find_sharing),
    Rule("related", "links to other articles", find_related),
    Rule("related", "links to other articles inside a paragraph", find_inline_related),
    Rule("related", "teasers of other articles at the end", find_teasers),
    Rule("advert", "labels of advertisements", lines.find_adverts),
    Rule("subscribe", "an invitation to a newsletter or channel", lines.find_subscribe),
    Rule("byline", "the stub of a byline, or the reading time", lines.find_bylines),
    Rule("byline", "who the author is, at the end", lines.find_biographies),
    Rule("credit", "who made a picture that is not there; a site's tags", lines.find_credits),
    Rule("navigation", "a site's menu, breadcrumbs, footer", lines.find_navigation),
    Rule("page-number", "page numbers, and the line repeated beside them", lines.find_page_numbers),
    Rule("repeated-title", "the title a second time", lines.find_repeated_title),
)
"""The rules in order: text that one rule removes is hidden from the next ones."""

READERS: tuple[tuple[str, str], ...] = (
    ("separator", "a line of dashes or stars, without words"),
    ("furniture", "a web page's menus, side columns, forms and footers"),
    ("hidden", "text that a web page hides from readers"),
    ("embed", "what stands in for a picture or a video: its caption and alternative text"),
    ("page-header", "the header and footer of Word pages"),
    ("comment", "comments of reviewers in Word files and in markup"),
    ("admonition", "the word for the kind of a boxed note, where kbgen names the kind otherwise"),
    ("front-matter", "fields of a Markdown file that a page does not have"),
    ("mdx", "import and export lines, components and expressions of MDX; unknown elements"),
)
"""(id, description) of debris that the readers of formats remove."""

ORDER_MARK = ("question-label", "'Q:' and 'A:' before a question and its answer")
SCALE = ("scale-repeat", "boxes, numbers or answers of a scale that is data already")
IDS = (
    *dict.fromkeys(rule.id for rule in RULES),
    *(id_ for id_, _ in (*READERS, ORDER_MARK, SCALE)),
)


@dataclass(frozen=True)
class Cleaned:
    """The blocks without debris, the removed text, and the document's table of contents."""

    blocks: list[DocumentBlock]
    removed: list[Removed]
    contents: TableOfContents
    decisions: list[Decision]
    not_headings: frozenset[int]  # lines


def clean(blocks: Sequence[DocumentBlock], keep: Collection[str]) -> Cleaned:
    """Remove debris by all rules except those in `keep`."""
    contents = find_contents(blocks)
    left = split_flattened(blocks, contents)
    context = Context(contents)
    removed: list[Removed] = []
    for rule in RULES:
        hits = list(rule.find(left, context))
        if rule.id not in keep:
            left = _without(left, hits, rule.id, removed)
    decisions = [
        Decision(0, f"the table of contents names “{entry}”, but there is no such section")
        for entry in contents.missing
    ]
    return Cleaned(
        left,
        sorted(removed, key=lambda r: r.line),
        contents,
        [*decisions, *context.decisions],
        frozenset(context.not_headings),
    )


def _without(
    blocks: Sequence[DocumentBlock], hits: Sequence[Hit], rule: str, removed: list[Removed]
) -> list[DocumentBlock]:
    by_block: dict[int, list[Hit]] = {}
    for hit in hits:
        by_block.setdefault(hit.index, []).append(hit)
    out: list[DocumentBlock] = []
    gap = False
    for index, block in enumerate(blocks):
        block, gap = replace(block, gap=block.gap or gap), False
        if index not in by_block:
            out.append(block)
            continue
        left = _cut_out(block, by_block[index], rule, removed)
        if left is None:
            gap = True
        else:
            out.append(left)
    return out


def _cut_out(
    block: DocumentBlock, hits: Sequence[Hit], rule: str, removed: list[Removed]
) -> DocumentBlock | None:
    if any(hit.end is None for hit in hits):
        removed.append(Removed(block.line, rule, block.text.strip()))
        return None
    runs, text = block.runs, block.text
    for hit in sorted(hits, key=lambda h: h.start, reverse=True):
        end = hit.end if hit.end is not None else len(text)
        removed.append(Removed(block.line, rule, text[hit.start : end].strip()))
        runs = (*cut(runs, 0, hit.start), *cut(runs, end, len(text)))
        text = text[: hit.start] + text[end:]
    rest = replace(block, runs=trim(runs))
    return rest if rest.text.strip() else None
