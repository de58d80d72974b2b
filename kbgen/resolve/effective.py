"""The effective front matter of a page: its own, completed by its source page."""

from __future__ import annotations

from kbgen.model.article import Article
from kbgen.model.front_matter import PageMeta
from kbgen.model.site import Site


def effective_meta(site: Site, article: Article) -> PageMeta:
    """Return a page's front matter, with the fields that are not language from its source page."""
    source = site.source_of(article.id)
    if source is None or not article.is_translation:
        return article.meta
    given = {name: value for name, value in article.meta if name in article.meta.model_fields_set}
    return source.meta.model_copy(update=given)
