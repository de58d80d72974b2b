"""Checks that the picture of a page exists and can be shown with a link to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from kbgen.checks.inputs import Pages
from kbgen.model.article import Article
from kbgen.model.finding import Finding, warning
from kbgen.model.message import msg
from kbgen.model.picture import find_picture, is_address, is_drawing


def check_pictures(
    pages: Pages, sources: Mapping[str, Article], assets: Set[str]
) -> Iterator[Finding]:
    """KB306 an `image` that does not exist, or that is an SVG."""
    for page in pages.values():
        if not page.meta.image:
            continue
        named = str(page.meta.image)
        langs = (page.lang, sources.get(page.id, page).lang)
        if is_drawing(named):
            what = msg("image: messages cannot show '%(path)s'", path=named)
            yield warning("KB306", page.where("image"), what, msg("name a PNG, JPEG or WebP"))
        elif not is_address(named) and not find_picture(assets, langs, page.id, named):
            what = msg("image: there is no '%(path)s'", path=named)
            hint = msg("name it as from this page: ../pictures/shop.jpg, or write its web address")
            yield warning("KB306", page.where("image"), what, hint)
