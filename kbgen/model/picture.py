"""The picture shown with a link to a page: `image` in its front matter."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Set

from kbgen.model.article import Article
from kbgen.model.site import Site


def picture_of(site: Site, article: Article) -> str:
    """Return the `image` of a page, else of its source page; "" if neither has one."""
    source = site.source_of(article.id)
    named = article.meta.image or (source.meta.image if source else None)
    return str(named) if named else ""


def is_address(named: str) -> bool:
    return named.startswith(("https://", "http://"))


def is_drawing(named: str) -> bool:
    """Tell whether a picture is an SVG, which Open Graph readers cannot show."""
    return named.partition("?")[0].lower().endswith((".svg", ".svgz"))


def picture_file(site: Site, article: Article, named: str) -> str:
    """Return the file of the content folder that `named` refers to, or "".

    The path is tried from the page's folder, then from the language folder, in the page's language
    and then in its source's.
    """
    source = site.source_of(article.id) or article
    return find_picture(site.assets, (article.lang, source.lang), article.id, named)


def find_picture(assets: Set[str], langs: Iterable[str], page_id: str, named: str) -> str:
    """Return the file that `named` refers to on a page, tried in each of these languages, or ""."""
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(page_id), named))
    for lang in langs:
        for path in (beside, posixpath.normpath(named).lstrip("/")):
            if f"{lang}/{path}" in assets:
                return f"{lang}/{path}"
    return ""
