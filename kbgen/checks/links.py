"""Checks that every link leads to a page, a section or a file that exists."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Set
from urllib.parse import urlsplit

from kbgen.checks.inputs import Key, Ledger, Pages
from kbgen.model.addresses import is_web, join_address, split_address
from kbgen.model.article import Article, Link
from kbgen.model.editions import edition_of
from kbgen.model.finding import Finding, did_you_mean, error, warning
from kbgen.model.markup import is_address
from kbgen.model.moves import Moves


def check_links(
    pages: Pages,
    sources: Mapping[str, Article],
    page_ids: Set[str],
    drafts: Set[Key],
    moves: Moves,
    ledger: Ledger,
) -> Iterator[Finding]:
    """KB301 a link without a target, KB302 an anchor without a section."""
    for key, page in pages.items():
        for link in page.links:
            if link.page is None:
                continue
            source = sources.get(link.page)
            lang = link.lang or page.lang
            if link.page == "":
                found = _nowhere(link, page_ids, _moved_to(link, page, moves))
                is_sure = ledger.is_there or _names_file(link)
                yield found if is_sure else warning("KB301", found.span, found.message, found.hint)
            elif source and (source.lang, source.id) in drafts and key not in drafts:
                target = pages.get((lang, link.page), source)
                what = f"'{link.target}' leads to {target.path}, which is a draft"
                hint = "publish that page first, or take the link out"
                yield error("KB301", link.span, what, hint)
            elif not edition_of(page.id):  # else it is checked as of its own day
                shown = pages.get((lang, link.page), source)
                moved = _moved_to(link, page, moves)
                # What leads to a text of today and to one of another day can name one of them.
                if not (moved and shown and shown.file_id):
                    yield from _check_anchor(link, shown, moved)


def _names_file(link: Link) -> bool:
    """Tell whether a link names a file; else it may lead to what another program serves there.

    MkDocs leaves those as they are, and so does a site that has not begun with kbgen's own files.
    """
    path = urlsplit(link.address).path if is_address(link.address) else "."
    return "." in path.rpartition("/")[2]


def _moved_to(link: Link, page: Article, moves: Moves) -> str:
    """Return what to write for a link to a former address; "" if it is none."""
    path, _, anchor = link.target.partition("#")
    if not path.endswith(".md") and path:
        return ""
    former = link.page
    if not former:
        former = posixpath.normpath(posixpath.join(posixpath.dirname(page.id), path[:-3]))
    led = moves.follow(join_address(former, anchor)) or moves.follow(former)
    if not led or led == join_address(former, anchor) or is_web(led):
        return ""
    new, anchor = split_address(led)
    if new == former:
        return "" if not anchor else join_address(path, anchor)
    return join_address(posixpath.relpath(f"/{new}.md", f"/{posixpath.dirname(page.id)}"), anchor)


def _nowhere(link: Link, page_ids: Set[str], moved: str) -> Finding:
    if not is_address(link.address):
        what = f"'{link.target}' is no web address"
        return error(
            "KB301", link.span, what, "write it as a browser shows it: https://example.com/"
        )
    name = link.target.partition("#")[0].rpartition("/")[2].removesuffix(".md")
    by_name = {page.rpartition("/")[2]: page for page in page_ids}
    hint = "write the path of the .md file, relative to this one"
    if moved:
        hint = f"it has moved: write {moved}"
    elif name in by_name:
        hint = f"{hint}: …/{name}.md"
    elif near := did_you_mean(name, by_name):
        hint = near
    return error("KB301", link.span, f"'{link.target}' leads to nothing", hint)


def _check_anchor(link: Link, target: Article | None, moved: str) -> Iterator[Finding]:
    if target is None or not link.anchor or link.anchor in target.anchors or target.is_broken:
        return
    if link.anchor.startswith(("fn:", "fnref:", "__")):
        return  # footnotes and tabs have no ids before the page is rendered
    what = f"'{link.target}': {target.path} has no section '#{link.anchor}'"
    hint = f"it has moved: write {moved}" if moved else ""
    hint = hint or did_you_mean(link.anchor, target.anchors) or "give the heading this id: {#…}"
    yield error("KB302", link.span, what, hint)
