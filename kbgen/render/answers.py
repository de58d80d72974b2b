"""Collects the pages of a language as they are built, and writes its answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from html import unescape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from kbgen.model.article import Article
from kbgen.model.fact import Branch
from kbgen.model.quantity import Duration, Money, Number, Percent
from kbgen.model.site import Site
from kbgen.publish.answers import (
    BuiltPage,
    Edition,
    Voice,
    answers_of,
    branch_answers_of,
    has_same_unit,
    sections_of,
    to_bytes,
)
from kbgen.publish.branch_facts import BranchChoice, branch_facts_of
from kbgen.publish.branch_facts import to_bytes as branch_bytes
from kbgen.render.pages import link_html, plain_text
from kbgen.render.views import address, effective_meta
from kbgen.resolve.bidi import FSI, PDI, to_html
from kbgen.resolve.facts import branch_name, region_name, say


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
    edition = Edition(site, lang, config.site_name, base_of(config), _voice(site))
    folder = Path(config.site_dir) / ("" if lang == site.default else lang) / "api"
    _write(folder / "answers.json", to_bytes(answers_of(edition, sections)))
    for branch in site.branches.values():
        told = branch_answers_of(edition, sections, branch)
        _write(folder / "branches" / f"{branch.id}.json", to_bytes(told))
        url = address(site, lang, f"branches/{branch.id}")
        facts = branch_facts_of(lang, told, url, edition.voice, partial(_fits, site, branch.id))
        _write(folder / "branch-facts" / f"{branch.id}.json", branch_bytes(facts))
    if site.branches:
        _write(
            folder / "branches.json",
            branch_bytes([_choice(site, lang, b) for b in site.branches.values()]),
        )


def _fits(site: Site, branch: str, fact_id: str) -> bool:
    """Tell whether a fact has a number of its own that fits the words around the company's."""
    has_number = isinstance(site.value(fact_id, branch), Duration | Money | Percent | Number)
    return has_number and has_same_unit(site, branch, fact_id)


def _choice(site: Site, lang: str, branch: Branch) -> BranchChoice:
    return BranchChoice(
        id=branch.id,
        name=branch_name(branch, lang),
        region=region_name(branch.region, lang, site),
        address=branch.address.get(lang, ""),
        url=address(site, lang, f"branches/{branch.id}"),
    )


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def base_of(config: MkDocsConfig) -> str:
    """Return the site's absolute address with a last slash, or ""."""
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
