"""Puts slots in place of facts before Markdown is rendered, and facts in the slots after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape, unescape
from itertools import zip_longest
from urllib.parse import quote

from kbgen.facts.all import type_of
from kbgen.facts.changes import fact_with_changes
from kbgen.facts.format import format_fact
from kbgen.languages.bidi import isolate_html, isolate_runs, strip_isolates
from kbgen.markdown.addresses import resolved
from kbgen.markdown.fact_nodes import fact_nodes
from kbgen.markdown.formulas import with_formulas
from kbgen.markdown.sanitize import safe, sanitize
from kbgen.markdown.scan import assign_ids, find_headings, mask, written_ids
from kbgen.markdown.slot import OPEN, SLOT, slot, slot_number
from kbgen.markdown.source_text import PartLanguage, slots_of, spans_in, with_elements
from kbgen.model.article import Article, Heading
from kbgen.model.markup import ADDRESSES, Node, Tag, start_tag
from kbgen.model.site import Site
from kbgen.model.slugs import SlugOptions
from kbgen.model.uses import Use, find_uses

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True)
class PreparedMarkdown:
    """Markdown ready to be rendered, the facts of its slots, and the ids of its headings.

    The slots after those of its facts are the ends of parts in the language `source_lang`.
    """

    markdown: str
    uses: tuple[Use, ...]
    ids: tuple[str, ...]
    source_lang: str = ""


def prepare(
    text: str, source: tuple[Heading, ...] | None, facts: Container[str]
) -> PreparedMarkdown:
    """Replace each use of one of `facts` by a slot; leave other uses as written."""
    masked = mask(text)
    return _with_slots(text, masked, _heading_ids(text, masked, source), facts)


def _heading_ids(
    text: str, masked: str, source: tuple[Heading, ...] | None, slugs: SlugOptions | None = None
) -> tuple[str, ...]:
    found = find_headings(text, masked)
    given = assign_ids(found, source, slugs or SlugOptions(), taken=written_ids(masked))
    return tuple(one.id for one in given)


def prepare_article(text: str, article: Article, site: Site) -> PreparedMarkdown:
    """Prepare an article as `prepare` does; `text` is its body, which may be stripped."""
    start = len(article.body) - len(article.body.lstrip("\n"))
    end = start + len(text)
    if article.body[start:end] == text:
        masked, ids = article.masked[start:end], tuple(h.id for h in article.headings)
    else:
        masked = mask(text)
        ids = _heading_ids(text, masked, source_headings(site, article), site.settings.slugs)
    facts = site.at(article.id).facts
    prepared = _with_slots(text, masked, ids, facts, spans_in(text, article, start))
    source = article.source_text
    return replace(prepared, source_lang=source.lang) if source else prepared


def _with_slots(
    text: str,
    masked: str,
    ids: tuple[str, ...],
    facts: Container[str],
    parts: Sequence[tuple[int, int]] = (),
) -> PreparedMarkdown:
    uses = [use for use in find_uses(masked) if use.id in facts]
    slots = [(use.start, use.end, slot(number)) for number, use in enumerate(uses)]
    if parts:
        slots = sorted([*slots, *slots_of(parts, len(uses))])
    out, after = [], 0
    for start, end, written in slots:
        out += [text[after:start], written]
        after = end
    return PreparedMarkdown("".join([*out, text[after:]]), tuple(uses), ids)


def finish(
    html: str, prepared: PreparedMarkdown, site: Site, lang: str, resolve: Callable[[str], str]
) -> list[Node]:
    """Sanitize rendered HTML, resolve its addresses, fill its slots and isolate mixed direction.

    `resolve` returns the resolved address of a link that is written in HTML.
    """
    nodes = [resolved(node, resolve) for node in sanitize(html)]
    if "arithmatex" in html:
        nodes = with_formulas(nodes)
    uses, source, part = prepared.uses, prepared.source_lang, None
    if source:
        nodes = with_elements(nodes, len(uses), source, site.locales[source].direction)
        part = PartLanguage(lang)
    if "://" in html:
        nodes = _mark_bare_links(nodes)
    filled = list(_filled(nodes, uses, site, lang, part))
    return isolate_html(filled, site.locales[lang].direction)


def _mark_bare_links(nodes: Sequence[Node]) -> list[Node]:
    """Mark links whose text is their address, so that print styles do not repeat it."""
    out: list[Node] = []
    for node, words in zip_longest(nodes, nodes[1:]):
        if isinstance(node, Tag) and isinstance(words, str) and (href := node.get("href")):
            bare = (re.sub(r"^https?://|/$", "", one.strip()) for one in (href, unescape(words)))
            if len(set(bare)) == 1:
                marked = " ".join(filter(None, [node.get("class"), "kb-bare"]))
                node = start_tag(node.name, {**node.attributes, "class": marked})
        out.append(node)
    return out


def _filled(
    nodes: Iterable[Node], uses: Sequence[Use], site: Site, lang: str, part: PartLanguage | None
) -> Iterator[Node]:
    """Fill the slots: with an element in text, an address in an address, words in an attribute.

    With `part`, which tells the language of each node, a fact is in that.
    """
    in_link = False
    marked: set[str] = set()  # the facts of this section of which it is told when they changed
    for node in nodes:
        here = part.after(node) if part else lang
        if isinstance(node, Tag):
            if node.name == "a":
                in_link = not node.is_end
            if node.name in _HEADINGS:
                marked.clear()
            yield safe(_fill_tag(node, uses, site, here) if OPEN in node.text else node)
        elif OPEN in node:
            yield from _fill_text(node, uses, site, here, not in_link, marked)
        else:
            yield node


def _fill_text(
    text: str, uses: Sequence[Use], site: Site, lang: str, may_link: bool, marked: set[str]
) -> Iterator[Node]:
    for at, piece in enumerate(SLOT.split(text)):  # alternately a text and the number of a slot
        if not at % 2:
            yield from [piece] if piece else ()
        elif use := _use_of(piece, uses):
            fact_id, number_only = use.id or "", use.filter == "number"
            marks_change = fact_id not in marked
            yield from fact_nodes(site, lang, fact_id, number_only, may_link, marks_change)
            marked.add(fact_id)


def _fill_tag(tag: Tag, uses: Sequence[Use], site: Site, lang: str) -> Tag:
    words = partial(_words, site, lang)
    filled = {
        name: _fill_address(value, uses, site, lang)
        if name in ADDRESSES
        else _slots(value, uses, words)
        for name, value in tag.attributes.items()
    }
    return start_tag(tag.name, filled)


def fill_title(html: str, uses: Sequence[Use], site: Site, lang: str) -> str:
    """Fill the slots in a title, which is HTML without elements, with words."""
    title = _slots(html, uses, lambda use: escape(_words(site, lang, use)))
    return escape(isolate_runs(unescape(title), site.locales[lang].direction))


def _slots(text: str, uses: Sequence[Use], put: Callable[[Use], str]) -> str:
    """Replace each slot; remove one that `prepare` did not make (an entity can produce one)."""

    def replace(match: re.Match[str]) -> str:
        use = _use_of(match[1], uses)
        return put(use) if use else ""

    return SLOT.sub(replace, text) if OPEN in text else text


def _use_of(number: str, uses: Sequence[Use]) -> Use | None:
    at = slot_number(number)
    return uses[at] if 0 <= at < len(uses) else None


def _fill_address(value: str, uses: Sequence[Use], site: Site, lang: str) -> str:
    """Fill the slots in an address: with the fact's address, or the bare value as a part of it."""
    whole = SLOT.fullmatch(value) is not None

    def put(use: Use) -> str:
        quantity = site.value(use.id or "")
        kind = type_of(quantity)
        bare = kind.bare(quantity) or quote(_plain(use, site, lang))
        return (kind.url(quantity) if whole else "") or bare

    return _slots(value, uses, put)


def _plain(use: Use, site: Site, lang: str) -> str:
    is_number = use.filter == "number"
    return strip_isolates(format_fact(site, lang, use.id or "", number_only=is_number))


def _words(site: Site, lang: str, use: Use) -> str:
    return fact_with_changes(site, lang, use.id or "", number_only=use.filter == "number")


def plain_text(text: str, site: Site, lang: str) -> str:
    """Return a title or description with its facts, as plain text with FSI … PDI."""
    direction = site.locales[lang].direction
    if not site.has_ledger:
        return isolate_runs(text, direction)
    uses = [use for use in find_uses(text) if use.id in site.facts]
    out, end = [], 0
    for use in uses:
        words = _words(site, lang, use)
        out += [text[end : use.start], words]
        end = use.end
    return isolate_runs("".join([*out, text[end:]]).replace("\\{{", "{{"), direction)


def source_headings(site: Site, article: Article) -> tuple[Heading, ...] | None:
    """Return the source's headings, whose ids a translation uses; None for a source page."""
    source = site.source_of(article.id)
    return source.headings if article.is_translation and source else None
