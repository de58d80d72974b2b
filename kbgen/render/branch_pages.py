"""The pages made from branches/*.yml: one a branch, and their list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig

from kbgen.model.site import Site
from kbgen.render.files import LocalFile, localized
from kbgen.render.views import branch_list_view, branch_view, kind_title
from kbgen.resolve.facts import branch_name
from kbgen.resources import folder


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(folder("theme") / "kb")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def branch_files(site: Site, lang: str, config: MkDocsConfig) -> Iterator[LocalFile]:
    """Yield a virtual file for each branch page that no author has written."""
    written = {page_id for _, page_id in site.articles}
    for page_id in site.branch_pages:
        if page_id in written:
            continue
        meta = {"title": _title(site, lang, page_id), "description": _address(site, lang, page_id)}
        # JSON is YAML.
        content = f"---\n{json.dumps(meta, ensure_ascii=False)}\n---\n"
        versions = {
            other: _virtual(site, other, page_id, content, config) for other in site.locales
        }
        versions[lang].alternates = dict(versions)
        yield versions[lang]


def _virtual(site: Site, lang: str, page_id: str, content: str, config: MkDocsConfig) -> LocalFile:
    file = LocalFile.generated(config, f"{lang}/{page_id}.md", content=content)
    assert isinstance(file, LocalFile)
    return localized(file, site, lang, page_id, config)


def _title(site: Site, lang: str, page_id: str) -> str:
    name = page_id.removeprefix("branches/")
    if name == "index":
        return kind_title(site, lang, "branches")
    return branch_name(site.branches[name], lang)


def _address(site: Site, lang: str, page_id: str) -> str:
    branch = site.branches.get(page_id.removeprefix("branches/"))
    if branch:
        return branch.address.get(lang, "")
    return ", ".join(branch_name(branch, lang) for branch in site.branches.values())


def branch_html(site: Site, lang: str, page_id: str) -> str:
    """Return the body of a branch page; every value in it is escaped by the template."""
    name = page_id.removeprefix("branches/")
    if name == "index":
        return _templates().get_template("branches.html").render(branch_list_view(site, lang))
    view = branch_view(site, lang, site.branches[name])
    return _templates().get_template("branch.html").render(view)
