"""The dialogs of a language's pages, in one file."""

from __future__ import annotations

import json

from jinja2 import Environment
from markupsafe import Markup

from kbgen.output.minify import trim_html
from kbgen.output.nodes import nodes_of
from kbgen.views.layout import LanguageLayout, LayoutView
from kbgen.views.reader import Reader


def dialogs_file(env: Environment, layout: LanguageLayout) -> tuple[str, bytes]:
    """Return the path and content of api/dialogs.json: nodes by the name of their template.

    A page loads it when its reader first opens a dialog. Addresses are relative to the site's root.
    """
    reader = Reader(layout.site, layout.lang, "")
    shell = LayoutView(layout, reader, "dialogs", "page", Markup(""), base="")
    names = ["finder", "found", *(["chooser"] if shell.has_branches else [])]
    dialogs = {
        name: nodes_of(trim_html(env.get_template(f"kb/{name}.html").render({"shell": shell})))
        for name in names
    }
    prefix = "" if layout.lang == layout.site.default else f"{layout.lang}/"
    return f"{prefix}api/dialogs.json", json.dumps(dialogs, ensure_ascii=False).encode()
