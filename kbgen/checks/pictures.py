"""A page's picture is one that messages can show."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.model.finding import Finding, warning
from kbgen.model.picture import is_address, is_drawing, picture_file
from kbgen.model.site import Site


def check_pictures(site: Site) -> Iterator[Finding]:
    """KB306 an `image` that is not there, or that is drawn (SVG)."""
    for article in site.articles.values():
        if not article.meta.image:
            continue
        named = str(article.meta.image)
        if is_drawing(named):
            what = f"image: messages cannot show '{named}'"
            yield warning("KB306", article.where("image"), what, "name a PNG, JPEG or WebP")
        elif not is_address(named) and not picture_file(site, article, named):
            what = f"image: there is no '{named}'"
            hint = "name it as from this page: ../pictures/shop.jpg, or write its web address"
            yield warning("KB306", article.where("image"), what, hint)
