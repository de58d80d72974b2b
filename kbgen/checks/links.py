"""Every link leads to a page, a section or a file that exists."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.model.article import Article, Link
from kbgen.model.finding import Finding, did_you_mean, error
from kbgen.model.markup import is_address
from kbgen.model.site import Site


def check_links(site: Site) -> Iterator[Finding]:
    """KB301 link to nothing, KB302 anchor to nothing."""
    for article in site.articles.values():
        for link in article.links:
            if link.page is not None:
                yield from _check_link(site, article, link)


def _check_link(site: Site, article: Article, link: Link) -> Iterator[Finding]:
    if link.page == "" and not is_address(link.address):
        what = f"'{link.target}' is no web address"
        yield error(
            "KB301", link.span, what, "write it as a browser shows it: https://example.com/"
        )
        return
    if link.page == "":
        name = link.target.partition("#")[0].rpartition("/")[2].removesuffix(".md")
        by_name = {page.rpartition("/")[2]: page for page in site.page_ids}
        hint = "write the path of the .md file, relative to this one"
        if name in by_name:
            hint = f"{hint}: …/{name}.md"
        elif near := did_you_mean(name, by_name):
            hint = near
        yield error("KB301", link.span, f"'{link.target}' leads to nothing", hint)
        return
    target = site.shown(article.lang, link.page or "")
    if target and site.is_draft(site.sources[target.id]) and not site.is_draft(article):
        what = f"'{link.target}' leads to {target.path}, which is a draft"
        yield error("KB301", link.span, what, "publish that page first, or take the link out")
        return
    if target is None or not link.anchor or link.anchor in target.anchors or target.is_broken:
        return
    if link.anchor.startswith(("fn:", "fnref:", "__")):
        return  # footnotes and tabs get their ids when the page is rendered
    what = f"'{link.target}': {target.path} has no section '#{link.anchor}'"
    hint = did_you_mean(link.anchor, target.anchors) or "give the heading this id: {#…}"
    yield error("KB302", link.span, what, hint)
