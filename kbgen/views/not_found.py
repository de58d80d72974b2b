"""The 404 page: one for each language, and one at the root in all languages."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from jinja2 import Environment

from kbgen.output.minify import trim_html
from kbgen.views.layout import LanguageLayout, LayoutView
from kbgen.views.reader import Reader


def not_found_page(
    env: Environment, layout: LanguageLayout, url: str, given: Mapping[str, object]
) -> tuple[str, bytes]:
    """Return the path and content of a language's 404.html.

    It may be shown at any address, so its own are absolute: below `url`, where the site stands.
    `given` are the variables that every template has.
    """
    root = f"{urlsplit(url).path.rstrip('/')}/"
    reader = Reader(layout.site, layout.lang, "404.html")
    title = reader.t("This page does not exist")
    shell = LayoutView(layout, reader, "404", "page", title, title, base=root)
    html = env.get_template("404.html").render(
        {**given, "shell": shell, "base_url": root, "page": None, "kb": None}
    )
    prefix = "" if layout.lang == layout.site.default else f"{layout.lang}/"
    return f"{prefix}404.html", trim_html(html).encode()
