"""Checks that every link leads to a page, a section or a file that exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from kbgen.checks.inputs import Key, Pages
from kbgen.model.article import Article, Link
from kbgen.model.finding import Finding, did_you_mean, error
from kbgen.model.markup import is_address


def check_links(
    pages: Pages,
    sources: Mapping[str, Article],
    page_ids: Set[str],
    drafts: Set[Key],
) -> Iterator[Finding]:
    """KB301 a link without a target, KB302 an anchor without a section."""
    for key, page in pages.items():
        for link in page.links:
            if link.page is None:
                continue
            source = sources.get(link.page)
            if link.page == "":
                yield _nowhere(link, page_ids)
            elif source and (source.lang, source.id) in drafts and key not in drafts:
                target = pages.get((page.lang, link.page), source)
                what = f"'{link.target}' leads to {target.path}, which is a draft"
                hint = "publish that page first, or take the link out"
                yield error("KB301", link.span, what, hint)
            else:
                yield from _check_anchor(link, pages.get((page.lang, link.page), source))


def _nowhere(link: Link, page_ids: Set[str]) -> Finding:
    if not is_address(link.address):
        what = f"'{link.target}' is no web address"
        return error(
            "KB301", link.span, what, "write it as a browser shows it: https://example.com/"
        )
    name = link.target.partition("#")[0].rpartition("/")[2].removesuffix(".md")
    by_name = {page.rpartition("/")[2]: page for page in page_ids}
    hint = "write the path of the .md file, relative to this one"
    if name in by_name:
        hint = f"{hint}: …/{name}.md"
    elif near := did_you_mean(name, by_name):
        hint = near
    return error("KB301", link.span, f"'{link.target}' leads to nothing", hint)


def _check_anchor(link: Link, target: Article | None) -> Iterator[Finding]:
    if target is None or not link.anchor or link.anchor in target.anchors or target.is_broken:
        return
    if link.anchor.startswith(("fn:", "fnref:", "__")):
        return  # footnotes and tabs have no ids before the page is rendered
    what = f"'{link.target}': {target.path} has no section '#{link.anchor}'"
    hint = did_you_mean(link.anchor, target.anchors) or "give the heading this id: {#…}"
    yield error("KB302", link.span, what, hint)
