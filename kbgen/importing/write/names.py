"""Chooses the id of a page: the requested one, that of an earlier import, or from the title."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kbgen.importing.readers.read import Read
from kbgen.importing.request import Import
from kbgen.importing.write.repair import repair
from kbgen.importing.write.slugs import slug
from kbgen.kinds import kind_named, kind_of
from kbgen.model.article import Article
from kbgen.model.locale import ENGLISH
from kbgen.model.site import Site


def choose_kind(run: Import, order: Sequence[Read]) -> tuple[str, str]:
    if run.request.kind:
        return run.request.kind, "--kind says so"
    if run.request.id and "/" in run.request.id:
        return kind_of(run.request.id).name, "--id says so"
    kinds = [read.document.kind for read in order]
    best = next((kind for kind in kinds if kind.name != "page"), kinds[0])
    return best.name, best.reason


def choose_id(run: Import, order: Sequence[Read], kind: str) -> tuple[str, list[Article]]:
    """Choose the id: the requested one, that of an earlier import, else one from the title.

    An id that another page has gets a number.
    """
    if run.request.id:
        page_id = run.request.id
        if "/" not in page_id:
            page_id = _in_folder(kind, page_id)
        return page_id, _pages_at(run.site, page_id)
    if earlier := _imported_before(run, order):
        run.taken.add(earlier)
        return earlier, _pages_at(run.site, earlier)
    lead = next((r for r in order if r.document.guess.lang == ENGLISH), order[0]).document
    base = (
        slug(repair(run, lead.title, lead.guess.lang), lead.guess.lang)
        or slug(Path(order[0].name).stem, ENGLISH)
        or "page"
    )
    number = 1
    while True:
        page_id = _in_folder(kind, base if number == 1 else f"{base}-{number}")
        if page_id not in run.taken and not _pages_at(run.site, page_id):
            run.taken.add(page_id)
            return page_id, []
        number += 1


def _imported_before(run: Import, order: Sequence[Read]) -> str:
    """Return the id of an earlier import of the document, unless another kind is requested."""
    wanted = {(read.name, read.document.guess.lang) for read in order}
    for article in run.site.articles.values():
        made_from = article.meta.imported
        if made_from is None or (made_from.file, article.lang) not in wanted:
            continue
        is_kind = run.request.kind in (None, kind_of(article.id).name)
        if is_kind and article.id not in run.taken:
            return article.id
    return ""


def _in_folder(kind: str, name: str) -> str:
    folder = kind_named(kind).folder
    return f"{folder}/{name}" if folder else name


def _pages_at(site: Site, page_id: str) -> list[Article]:
    return [article for article in site.articles.values() if article.id == page_id]
