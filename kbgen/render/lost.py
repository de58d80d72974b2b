"""The page for an address that is none: one per language, and one at the root in all of them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from kbgen.render.shell import Frame, Shell
from kbgen.render.views import Reader


def write_lost(env: Environment, frame: Frame, config: MkDocsConfig) -> None:
    """Write 404.html of a language; it may be shown at any address, so its own are absolute."""
    root = f"{urlsplit(config.site_url or '').path.rstrip('/')}/"
    reader = Reader(frame.site, frame.lang, "404.html")
    title = reader.t("This page does not exist")
    shell = Shell(frame, reader, "404", "page", title, title, base=root)
    html = env.get_template("404.html").render(
        {"config": config, "shell": shell, "base_url": root, "page": None, "kb": None}
    )
    prefix = "" if frame.lang == frame.site.default else frame.lang
    file = Path(config.site_dir) / prefix / "404.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(html, "utf-8")
