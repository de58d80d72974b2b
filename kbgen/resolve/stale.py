"""Shows the source's text where a translation no longer says what its source promises.

A block that is replaced stands in the page as the source has it today, in the source's language; so
every text that is made of the page (answers, search, structured data) says what holds. Titles and
headings keep their translation: a heading that a reader cannot read helps nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from kbgen.markdown.block_syntax import cells
from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.scan import mask, scan
from kbgen.markdown.with_blocks import UnfitTextError, with_blocks
from kbgen.model.article import Article, FactUse, SourceText
from kbgen.model.site import Site
from kbgen.model.translation import Block, Match, PairPlace
from kbgen.model.uses import find_uses
from kbgen.resolve.links import resolve_links
from kbgen.system.digest import digest
from kbgen.translations.states import BlockState, states_of

_KEPT = frozenset({"title", "keywords"})
"""The fields that keep their translation."""
_ATTRIBUTES = re.compile(r"\s*(?<!\{)\{:?[^{}\n]*\}(?!\})\s*$")
_REFERENCE = re.compile(r"^[ ]{0,3}\[(?P<label>(?!\^)[^\]\n]+)\]:[ \t]*\S.*$", re.M)
_FOOTNOTE = re.compile(r"\[\^[^\]\n]*\]")
_ALONE = re.compile(r"[ \t>|]*(?:(?:[*+-]|\d+\.|:)[ \t]+)?(?:\[[ xX]\][ \t]+)?")
"""What may stand before a block that has its line for itself."""


class OutdatedText(NamedTuple):
    """Blocks of a translation that no longer say what their source does, and the source's today."""

    translations: tuple[Block, ...]
    sources: tuple[Block, ...]


def outdated_texts(site: Site) -> Mapping[tuple[str, str], Sequence[OutdatedText]]:
    """Return (language, page id) → what its source promises otherwise since it was translated.

    A translation that was changed since is left as it is: its translator may have followed.
    """
    found: dict[tuple[str, str], list[OutdatedText]] = defaultdict(list)
    for lang, state in states_of(site).items():
        outdated = (one.match for one in state.changed_blocks if _is_outdated(one))
        pairs: dict[PairPlace | None, list[Match]] = {one.recorded: [] for one in outdated}
        for (
            one
        ) in state.changed_blocks:  # a current block may have been translated with a changed one
            if one.match.recorded in pairs:
                pairs[one.match.recorded].append(one.match)
        for matches in pairs.values():
            blocks = [one.block for one in matches[0].translations]
            page = blocks[0].page
            translations = tuple(block for block in blocks if block.page == page)
            sources = tuple(one.source.block for one in matches if one.source)
            found[lang, page].append(OutdatedText(translations, sources))
    return found


def _is_outdated(state: BlockState) -> bool:
    match = state.match
    is_critical = match.state == "stale" and state.consequence == "critical"
    return is_critical and bool(match.translations) and not match.is_edited


def show_sources(site: Site, outdated: Mapping[tuple[str, str], Sequence[OutdatedText]]) -> Site:
    """Return the site with the source's text in place of outdated blocks.

    The keys are (language, page id). A page in which the source's text does not fit (a table has
    another number of columns today) is left out, so that its readers see the source page.
    """
    articles = dict(site.articles)
    changed = set()
    for key, texts in outdated.items():
        article, source = site.articles.get(key), site.source_of(key[1])
        if not article or not source or article is source:
            continue
        shown = _showing(article, source, texts)
        if shown is None:
            del articles[key]
        elif shown is not article:
            articles[key] = shown
            changed.add(article.id)
    if articles == site.articles:
        return site
    return resolve_links(replace(site, articles=articles), changed)


def _showing(article: Article, source: Article, texts: Sequence[OutdatedText]) -> Article | None:
    """Return a page that shows its source's texts; None if they do not fit into it."""
    fields = {
        tuple(one.translations[0].name.split(".", 1)): _joined(one.sources)
        for one in texts
        if one.translations[0].kind == "field" and one.translations[0].name not in _KEPT
    }
    in_body = [one for one in texts if one.translations[0].kind not in ("field", "heading")]
    if not fields and not in_body:
        return article
    try:
        body, spans = _body(article, source, in_body) if in_body else (article.body, ())
    except UnfitTextError:
        return None
    own = SourceText(source.lang, spans, frozenset(fields))
    shown = replace(article, source_text=own, digest=_digest(article, body, own, fields))
    shown = _with_fields(shown, fields) if fields else shown
    return _with_body(shown, body, source) if in_body else shown


def _joined(blocks: Sequence[Block]) -> str:
    return " ".join([block.text for block in blocks])


def _digest(
    article: Article, body: str, own: SourceText, fields: Mapping[tuple[str, ...], str]
) -> str:
    spans = " ".join([f"{start}-{end}" for start, end in own.spans])
    texts = (part for path, words in sorted(fields.items()) for part in (".".join(path), words))
    return digest(article.digest, own.lang, body, spans, *texts)


def _with_fields(article: Article, texts: Mapping[tuple[str, ...], str]) -> Article:
    """Return a page with other texts in its front matter, and the facts in them."""
    update: dict[str, Any] = {}
    for path, words in texts.items():
        name = path[0]
        if len(path) == 1:
            update[name] = words
        else:
            update[name] = {**update.get(name, getattr(article.meta, name)), path[1]: words}
    meta = article.meta.model_copy(update=update)
    uses = [
        FactUse(use.id, use.filter, article.where(*path), path[0])
        for path, words in meta.texts.items()
        if path[0] in update
        for use in find_uses(words)
        if use.id
    ]
    kept = [use for use in article.uses if use.field not in update]
    return replace(article, meta=meta, uses=(*uses, *kept))


def _with_body(article: Article, body: str, source: Article) -> Article:
    """Return a page with another body, and what was found in it."""
    found = scan(body, article.path, article.body_line, source.headings)
    return replace(
        article,
        body=body,
        masked=found.masked,
        headings=found.headings,
        links=found.links,
        uses=(*(use for use in article.uses if use.field), *found.uses),
        anchors=found.anchors,
        unsafe=found.unsafe,
    )


def _body(
    article: Article, source: Article, texts: Sequence[OutdatedText]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the body with the source's texts, and their offsets. Raises UnfitTextError."""
    numbers = {block.start: n for n, block in enumerate(_blocks(article.body, article.masked))}
    surplus = [block for one in texts for block in one.translations[1:]]
    gone = {numbers[block.start] for block in surplus}
    kept = [number for number in numbers.values() if number not in gone]
    body = _without(article.body, surplus) if surplus else article.body
    here = dict(zip(kept, _blocks(body, mask(body)), strict=True))
    places = [numbers[one.translations[0].start] for one in texts]
    new = {
        here[number]: _fitting(_joined(one.sources), article.body)
        for number, one in zip(places, texts, strict=True)
    }
    body = _with_references(with_blocks(body, new), source.body, new.values())
    written = dict(zip(kept, _blocks(body, mask(body)), strict=True))
    spans = [span for number in sorted(places) for span in _spans(body, written[number])]
    return body, tuple(spans)


def _blocks(body: str, masked: str) -> tuple[Block, ...]:
    return find_blocks(body, masked)


def _without(body: str, blocks: Sequence[Block]) -> str:
    """Return a body without some blocks and their lines. Raises UnfitTextError."""
    out, after = [], 0
    for block in sorted(blocks, key=lambda block: block.start):
        start = body.rfind("\n", 0, block.start) + 1
        end = body.find("\n", block.end)
        end = len(body) if end < 0 else end + 1
        rest = body[block.end : end]
        if not _ALONE.fullmatch(body[start : block.start]) or rest.strip(" \t|\n"):
            raise UnfitTextError(block, "something else stands in its line")
        out.append(body[after:start])
        after = end
    written = "".join([*out, body[after:]])
    left = [b for b in _blocks(body, mask(body)) if b.start not in {one.start for one in blocks}]
    found = _blocks(written, mask(written))
    if [(b.kind, b.text) for b in left] != [(b.kind, b.text) for b in found]:
        raise UnfitTextError(blocks[0], "without it, the page would be read in another way")
    return written


def _fitting(text: str, body: str) -> str:
    """Leave out the references to footnotes that the translation does not have."""
    return _FOOTNOTE.sub(lambda note: note[0] if f"{note[0]}:" in body else "", text)


def _with_references(body: str, source: str, texts: Collection[str]) -> str:
    """Add the addresses of links by reference that the source has and the translation has not."""
    own = {match["label"].casefold() for match in _REFERENCE.finditer(body)}
    used = "\n".join(texts).casefold()
    missing = [
        match[0].strip()
        for match in _REFERENCE.finditer(source)
        if (label := match["label"].casefold()) not in own and f"[{label}]" in used
    ]
    return "\n".join([body.rstrip("\n"), "", *missing, ""]) if missing else body


def _spans(body: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the offsets of a block's text, of each cell of a row, without attributes at its end."""
    written = body[block.start : block.end]
    parts = cells(mask(written)) if block.kind == "row" else [written]
    start = block.start
    for part in parts:
        end = start + len(_ATTRIBUTES.sub("", body[start : start + len(part)]).rstrip())
        first = end - len(body[start:end].lstrip())
        if first < end:
            yield first, end
        start += len(part) + 1
