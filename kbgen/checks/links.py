"""Checks that every link leads to a page, a section or a file that exists."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from kbgen.checks.inputs import Key, Pages
from kbgen.checks.link_hints import nowhere
from kbgen.checks.link_slips import is_mistyped
from kbgen.checks.meant_pages import how_to_link
from kbgen.checks.own_addresses import OwnAddresses
from kbgen.model.addresses import is_web, join_address, split_address
from kbgen.model.article import Article, Link
from kbgen.model.editions import edition_of
from kbgen.model.finding import WARNING, Finding, did_you_mean, error, warning
from kbgen.model.message import msg
from kbgen.model.moves import Moves
from kbgen.model.page_files import is_page_file, without_suffix


def check_links(
    pages: Pages,
    sources: Mapping[str, Article],
    page_ids: Set[str],
    drafts: Set[Key],
    moves: Moves,
    assets: Set[str],
    web: OwnAddresses,
    is_strict: bool,
) -> Iterator[Finding]:
    """KB301 a link without a target, KB302 an anchor without a section."""
    for finding in _dead_links(pages, sources, page_ids, drafts, moves, assets, web):
        # MkDocs warns of them and builds; so does a site that has not begun with facts or proof.
        yield finding if is_strict else replace(finding, severity=WARNING)


def _dead_links(
    pages: Pages,
    sources: Mapping[str, Article],
    page_ids: Set[str],
    drafts: Set[Key],
    moves: Moves,
    assets: Set[str],
    web: OwnAddresses,
) -> Iterator[Finding]:
    to_drafts: dict[str, list[Finding]] = defaultdict(list)
    for key, page in pages.items():
        for link in page.links:
            if link.page is None:
                if not link.is_asset:
                    yield from _absolute(link, page, pages, sources, web)
                continue
            source = sources.get(link.page)
            lang = link.lang or page.lang
            if link.page == "":
                if not is_mistyped(link.address):
                    moved = _moved_to(link, page, moves)
                    yield nowhere(link, page, page_ids, sources.keys(), assets, moved)
            elif source and (source.lang, source.id) in drafts and key not in drafts:
                target = pages.get((lang, link.page), source)
                what = msg(
                    "'%(address)s' leads to %(path)s, which is a draft",
                    address=link.target,
                    path=target.path,
                )
                hint = msg("publish that page first, or take the link out")
                to_drafts[link.page].append(error("KB301", link.span, what, hint))
            elif not edition_of(page.id):  # else it is checked as of its own day
                shown = pages.get((lang, link.page), source)
                moved = _moved_to(link, page, moves)
                # What leads to a text of today and to one of another day can name one of them.
                if not (moved and shown and shown.file_id):
                    yield from _check_anchor(link, shown, moved)
    for page_id, found in to_drafts.items():
        yield from _to_draft(sources[page_id], found)


def _to_draft(draft: Article, found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings about links to a draft; one at its mark if there are several."""
    if len(found) == 1 or not draft.meta.draft:
        yield from found
        return
    what = msg(
        "this page is a draft, so that it is published in no language, but %(count)d links lead "
        "to it, such as the one in %(place)s",
        count=len(found),
        place=str(found[0].span),
    )
    hint = msg("if it is ready, delete this line; if not, take the links out")
    yield error("KB301", draft.where("draft"), what, hint)


def _moved_to(link: Link, page: Article, moves: Moves) -> str:
    """Return what to write for a link to a former address; "" if it is none."""
    path, _, anchor = link.target.partition("#")
    if path and not is_page_file(path):
        return ""
    former = link.page
    if not former:
        former = posixpath.normpath(
            posixpath.join(posixpath.dirname(page.id), without_suffix(path))
        )
    led = moves.follow(join_address(former, anchor)) or moves.follow(former)
    if not led or led == join_address(former, anchor) or is_web(led):
        return ""
    new, anchor = split_address(led)
    if new == former:
        return "" if not anchor else join_address(path, anchor)
    return join_address(posixpath.relpath(f"/{new}.md", f"/{posixpath.dirname(page.id)}"), anchor)


def _absolute(
    link: Link, page: Article, pages: Pages, sources: Mapping[str, Article], web: OwnAddresses
) -> Iterator[Finding]:
    """Yield what is wrong with an address that begins with / or with the site's own."""
    below = web.below(link.address) if "{{" not in link.address else None
    if below is None:
        return
    path, _, anchor = below.partition("#")
    if found := web.page_at(path):
        lang, page_id = found
        target = pages.get((lang, page_id)) or pages.get((web.default, page_id))
        yield from _check_anchor(link._replace(anchor=anchor), target, "")
        return
    if web.has_source(path) or web.has_file(path) or web.has_moved(path):
        return
    near = web.near(path)
    hint = (
        msg("did you mean %(address)s", address=near)
        if near
        else how_to_link(page.id, sources.keys())
    )
    report = error if near or web.has_folder(path) else warning
    what = msg("'%(address)s' leads to nothing on this site", address=link.target)
    if (lang := web.language_of(path)[0]) != page.lang:
        what = msg(
            "'%(address)s' leads to nothing on this site, and to pages in '%(lang)s', while this "
            "page is in '%(own)s'",
            address=link.target,
            lang=lang,
            own=page.lang,
        )
    yield report("KB301", link.span, what, hint)


def _check_anchor(link: Link, target: Article | None, moved: str) -> Iterator[Finding]:
    if target is None or not link.anchor or target.is_broken:
        return
    if link.anchor in target.anchors or link.anchor in target.aliases:
        return
    if link.anchor.startswith(("fn:", "fnref:", "__")):
        return  # footnotes and tabs have no ids before the page is rendered
    what = msg(
        "'%(address)s': %(path)s has no section '#%(section)s'",
        address=link.target,
        path=target.path,
        section=link.anchor,
    )
    hint = did_you_mean(link.anchor, target.anchors) or msg("give the heading this id: {#…}")
    if moved:
        hint = msg("it has moved: write %(address)s", address=moved)
    yield error("KB302", link.span, what, hint)
