"""The generated pages: branches, the lists of a section's pages, the search page."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader

from kbgen.languages.bidi import isolate_runs
from kbgen.model.forms import THANKS
from kbgen.model.site import Site
from kbgen.resolve.addresses import address
from kbgen.resolve.facts import branch_name
from kbgen.resources import folder
from kbgen.views.branches import branch_list_view, branch_view
from kbgen.views.lists import search_view, section_view
from kbgen.views.reader import Reader
from kbgen.views.titles import kind_summary


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(folder("theme") / "kb")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def generated_description(site: Site, lang: str, page_id: str) -> str:
    """Return the description of a generated page as plain text."""
    folder, _, name = page_id.rpartition("/")
    direction = site.locales[lang].direction
    if folder != "branches":
        return kind_summary(site, lang, folder)
    if name in site.branches:
        return isolate_runs(site.branches[name].address.get(lang, ""), direction)
    names = ", ".join(branch_name(branch, lang) for branch in site.branches.values())
    return isolate_runs(names, direction)


def generated_html(site: Site, lang: str, page_id: str) -> str:
    """Return the body of a generated page; its template escapes every value."""
    folder, _, name = page_id.rpartition("/")
    if page_id == "search":
        return _render("search.html", search_view(site, lang))
    if page_id == THANKS:
        reader = Reader(site, lang, address(site, lang, THANKS))
        return _render("thanks.html", {"t": reader.t, "home": reader.link("index")})
    if page_id == "branches/index":
        return _render("branches.html", branch_list_view(site, lang))
    if folder == "branches":
        return _render("branch.html", branch_view(site, lang, site.branches[name]))
    return _render("section.html", section_view(site, lang, folder))


def _render(template: str, view: dict[str, object]) -> str:
    return _templates().get_template(template).render(view)
