"""Takes drafts out of a site that is to be published."""

from __future__ import annotations

from dataclasses import replace

from kbgen.model.site import Site


def drop_drafts(site: Site) -> Site:
    """Return the site without its drafts; a reader sees the source page where a draft stood."""
    kept = {key: a for key, a in site.articles.items() if not site.is_draft(a)}
    return replace(site, articles=kept)
