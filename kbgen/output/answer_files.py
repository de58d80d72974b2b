"""The built pages of a language, and the files of answers that are made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, partial
from html import unescape
from typing import Any

from kbgen.facts.all import has_number
from kbgen.facts.changes import fact_with_changes
from kbgen.facts.format import format_fact
from kbgen.languages.bidi import isolate_runs, strip_isolates
from kbgen.markdown.fact_nodes import placed_nodes
from kbgen.markdown.sections import absolute, split_sections
from kbgen.markdown.slots import plain_text
from kbgen.model.article import Article
from kbgen.model.fact import Branch
from kbgen.model.markup import Node
from kbgen.model.site import Site
from kbgen.output.answers import (
    AnswerExporter,
    BuiltPage,
    FactFormatter,
    LocalizedSite,
    fits_at_branch,
)
from kbgen.output.branch_facts import BranchChoice, branch_facts_of
from kbgen.output.branch_facts import to_bytes as branch_bytes
from kbgen.output.page_output import PageOutput
from kbgen.resolve.addresses import address
from kbgen.resolve.effective import effective_meta
from kbgen.resolve.facts import branch_name, region_name
from kbgen.resolve.hours import contact_clock


def built_page(
    site: Site, lang: str, article: Article, title: str, nodes: Sequence[Node], base: str
) -> BuiltPage:
    """Return a page as readers of `lang` see it.

    `title` is MkDocs' title (HTML), for a page without its own; `nodes` are its finished HTML.
    """
    own, path = article.meta.title, address(site, lang, article.id)
    site = site.at(article.id)
    return BuiltPage(
        article=article,
        meta=effective_meta(site, article),
        title=plain_text(own, site, article.lang) if own else unescape(title),
        path=path,
        sections=split_sections(absolute(nodes, path, base)),
    )


def answer_exporter(site: Site, lang: str, name: str, base: str) -> AnswerExporter:
    """Return the exporter of the answers of a language; `name` is the site's name in it."""
    return AnswerExporter(LocalizedSite(site, lang, name, base, _fact_formatter))


def answer_files(own: AnswerExporter, outputs: Sequence[PageOutput]) -> dict[str, bytes]:
    """Return api/answers.json and the files of branches, by paths below the language's root."""
    site, lang = own.edition.site, own.edition.lang
    files = {"answers.json": own.answers(f for page in outputs for f in page.answers)}
    for branch in site.branches.values():
        facts = own.branch_facts(branch)
        fragments = (f for page in outputs for of, f in page.branches if of == branch.id)
        files[f"branches/{branch.id}.json"] = own.branch(facts, fragments)
        url = address(site, lang, f"branches/{branch.id}")
        on = partial(_formatter_on, own.edition, branch.id)
        clocks = _clocks(site, lang, branch.id)
        values = branch_facts_of(facts, url, site.timezone(branch.id), clocks, on)
        files[f"branch-facts/{branch.id}.json"] = branch_bytes(values)
    if site.branches:
        choices = [_choice(site, lang, branch) for branch in site.branches.values()]
        files["branches.json"] = branch_bytes(choices)
    return {f"api/{name}": content for name, content in files.items()}


def _clocks(site: Site, lang: str, branch: str) -> dict[str, dict[str, Any]]:
    """Return fact of hours → hours of a contact, for contacts whose hours differ at a branch."""
    found = {}
    for contact in (fact_id for fact_id in site.settings.contact if fact_id in site.facts):
        here = contact_clock(site, lang, contact, branch)
        if here and here != contact_clock(site, lang, contact):
            found[site.facts[contact].hours] = here
    return found


def _formatter_on(
    edition: LocalizedSite, branch: str, day: date | None
) -> tuple[FactFormatter, Callable[[str], bool]]:
    """Return the formatter of facts on a day, and a test whether a branch's bare number fits."""
    today = edition.site.settings.today
    there = edition.on(edition.site.on(max(day or today, today)))
    return there.formatter, partial(_fits, there.site, branch)


def _fits(site: Site, branch: str, fact_id: str) -> bool:
    """Tell whether a branch's value has a bare number that fits the words around the company's."""
    return has_number(site.value(fact_id, branch)) and fits_at_branch(site, branch, fact_id)


def _choice(site: Site, lang: str, branch: Branch) -> BranchChoice:
    direction = site.locales[lang].direction
    return BranchChoice(
        id=branch.id,
        name=isolate_runs(branch_name(branch, lang), direction),
        region=region_name(branch.region, lang, site),
        address=isolate_runs(branch.address.get(lang, ""), direction),
        url=address(site, lang, f"branches/{branch.id}"),
    )


def _fact_formatter(site: Site) -> FactFormatter:
    @cache
    def words(
        lang: str, fact: str, branch: str | None, region: str | None, number_only: bool
    ) -> str:
        shown = format_fact(site, lang, fact, branch, region, number_only)
        return shown if site.locales[lang].direction == "rtl" else strip_isolates(shown)

    def nodes(
        lang: str, fact: str, branch: str, number_only: bool, may_link: bool
    ) -> Sequence[Node]:
        return placed_nodes(site, lang, fact, branch, number_only, may_link)

    @cache
    def shown(lang: str, fact: str, branch: str | None) -> str:
        return fact_with_changes(site, lang, fact, branch)

    def in_order(lang: str, text: str) -> str:
        return isolate_runs(text, site.locales[lang].direction)

    return FactFormatter(words, shown, nodes, in_order)
