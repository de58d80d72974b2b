"""Where moved pages and sections are now: pages at former addresses, and entries on pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from kbgen.languages.bidi import to_html
from kbgen.model.addresses import is_web, split_address
from kbgen.model.moves import Redirect, moves_of, redirects_of
from kbgen.output.alternates import Web
from kbgen.output.assets import Assets
from kbgen.output.theme_assets import FOLDER
from kbgen.views.reader import Reader
from kbgen.views.titles import foreign, heading_words

_PAGE = """\
<!doctype html>
<html lang="{lang}" dir="{dir}" data-kb-redirect>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
<script src="{script}" data-target="{href}" data-sections="{sections}"></script>
<meta http-equiv="refresh" content="0; url={href}">
<link rel="stylesheet" href="{style}">
</head>
<body>
<main class="kb-redirect">
<h1>{title}</h1>
<p><a href="{href}">{name}</a></p>
</main>
</body>
</html>
"""


@dataclass(frozen=True)
class MovedSection:
    """A section that was on a page: its id there, and where it is now."""

    id: str
    href: str
    title: Markup


def moved_sections(reader: Reader, page_id: str) -> tuple[MovedSection, ...]:
    """Return the sections that were on a page and are on another one, or have another id."""
    moved = moves_of(reader.site).moved_sections.get(page_id, {})
    return tuple(
        MovedSection(
            anchor,
            _within(target) if split_address(target)[0] == page_id else _href(reader, target),
            _name(reader, target),
        )
        for anchor, target in moved.items()
    )


def _within(target: str) -> str:
    return f"#{quote(split_address(target)[1])}"


def redirect_pages(web: Web, assets: Assets) -> dict[str, bytes]:
    """Return path → content of the pages at former addresses, which lead to those of today.

    They work on every host. A host that answers with 301 by itself never sends them.
    """
    return {
        one.file: _redirect_page(web, one, assets).encode()
        for one in redirects_of(web.site)
        if one.is_html
    }


def _redirect_page(web: Web, redirect: Redirect, assets: Assets) -> str:
    site, lang, target = web.site, redirect.lang, redirect.target
    reader = Reader(site, lang, redirect.file.removesuffix("index.html"))
    root = "../" * redirect.file.count("/") + FOLDER
    page, _ = split_address(target)
    address = target if is_web(target) else web.url(lang, page)
    if not web.base and not is_web(target):
        address = _href(reader, page)
    sections = {anchor: _href(reader, to) for anchor, to in redirect.anchors.items()}
    return _PAGE.format(
        lang=lang.replace("_", "-"),
        dir=site.locales[lang].direction,
        title=reader.t("This page has moved"),
        canonical=escape(address),
        script=root + assets.name("redirect.js"),
        style=root + assets.name("kb.css"),
        href=escape(_href(reader, target)),
        sections=escape(json.dumps(sections, ensure_ascii=False)),
        name=_name(reader, target),
    )


def _href(reader: Reader, target: str) -> str:
    return target if is_web(target) else reader.link(target)


def _name(reader: Reader, target: str) -> Markup:
    """Return the title of a page or the heading of a section, as HTML."""
    if is_web(target):
        return Markup('<bdi dir="ltr">{}</bdi>').format(target)
    site, (page_id, anchor) = reader.site, split_address(target)
    article = site.shown(reader.lang, page_id)
    for heading in article.headings if article and anchor else ():
        if article and heading.id == anchor:
            html = to_html(heading_words(site, article, heading))
            return foreign(site, reader.lang, article.lang, html)
    return reader.title(page_id)


def moved_inputs(web: Web) -> Iterator[str]:
    """Yield what the pages at former addresses are made of, beside the program and its theme."""
    for one in redirects_of(web.site):
        name = _name(Reader(web.site, one.lang, ""), one.target)
        yield f"{one.path} {one.lang} {one.target} {sorted(one.anchors.items())} {name}"
