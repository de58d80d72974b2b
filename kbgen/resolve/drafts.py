"""Takes out of a site what is not to be shown."""

from __future__ import annotations

from dataclasses import replace

from kbgen.model.site import Site


def drop_drafts(site: Site) -> Site:
    """Return the site without its drafts; a reader sees the source page where a draft stood."""
    kept = {key: a for key, a in site.articles.items() if not site.is_draft(a)}
    return replace(site, articles=kept)


def drop_broken(site: Site) -> Site:
    """Return the site without the pages of branches that could not be read.

    Until now they count as there, so that a link to one is not reported as well. A site is built
    with them only where its owner has made their finding a warning.
    """
    return replace(site, broken_branches=frozenset()) if site.broken_branches else site
