"""Collects the pages of a language as they are built, and writes its answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import unescape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from kbgen.model.article import Article
from kbgen.model.site import Site
from kbgen.publish.answers import (
    BuiltPage,
    Edition,
    Voice,
    answers_of,
    branch_answers_of,
    sections_of,
    to_bytes,
)
from kbgen.render.pages import link_html, plain_text
from kbgen.render.views import address, effective_meta
from kbgen.resolve.bidi import FSI, PDI, to_html
from kbgen.resolve.facts import say


def built_page(site: Site, lang: str, article: Article, title: str, html: str) -> BuiltPage:
    """Return a page as readers of `lang` see it.

    `title` is MkDocs' (HTML), for a page that gives itself none.
    """
    own = article.meta.title
    return BuiltPage(
        article=article,
        meta=effective_meta(site, article),
        title=_bare(plain_text(own, site, article.lang) if own else unescape(title)),
        path=address(site, lang, article.id),
        html=html,
    )


def write_answers(site: Site, lang: str, pages: Sequence[BuiltPage], config: MkDocsConfig) -> None:
    """Write api/answers.json and api/branches/*.json of a language."""
    sections = sections_of(site, [p for p in pages if not site.is_draft(p.article)])
    edition = Edition(site, lang, config.site_name, _base(config), _voice(site))
    folder = Path(config.site_dir) / ("" if lang == site.default else lang) / "api"
    _write(folder / "answers.json", to_bytes(answers_of(edition, sections)))
    for branch in site.branches.values():
        content = to_bytes(branch_answers_of(edition, sections, branch))
        _write(folder / "branches" / f"{branch.id}.json", content)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _base(config: MkDocsConfig) -> str:
    return f"{config.site_url.rstrip('/')}/" if config.site_url else ""


def _voice(site: Site) -> Voice:
    @cache
    def words(
        lang: str, fact: str, branch: str | None, region: str | None, number_only: bool
    ) -> str:
        return _bare(say(site, lang, fact, branch, region, number_only))

    def markup(lang: str, fact: str, branch: str, number_only: bool, may_link: bool) -> str:
        said = to_html(say(site, lang, fact, branch, number_only=number_only))
        return link_html(site.value(fact, branch), said) if may_link else said

    return Voice(words, markup)


def _bare(text: str) -> str:
    return text.replace(FSI, "").replace(PDI, "")
