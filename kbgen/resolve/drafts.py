"""Removes pages from a site that must not be shown."""

from __future__ import annotations

from dataclasses import replace

from kbgen.model.site import Site


def drop_drafts(site: Site) -> Site:
    """Return the site without drafts; in place of a draft translation, the source is shown."""
    kept = {key: a for key, a in site.articles.items() if not site.is_draft(a)}
    secret = [a.meta.announced for a in site.sources.values() if site.is_secret(a)]
    return replace(site, articles=kept, announcements=frozenset(filter(None, secret)))


def drop_broken(site: Site) -> Site:
    """Return the site without the pages of branches that could not be read.

    During the checks these pages exist, so that links to them are not reported as well. A site with
    such branches is built only if its owner has made their finding a warning.
    """
    return replace(site, broken_branches=frozenset()) if site.broken_branches else site
